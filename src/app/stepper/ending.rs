//! What comes after the last number: both passes side by side, questions, and a look at what a
//! question supposes.

use super::{Activity, StepSize, Stepper};
use crate::app::Action;
use crate::app::aside::Aside;
use crate::app::history::Start;
use crate::app::questions::Questions;
use crate::lesson::question::Question;

/// Where the learner was before the look at what a question supposes.
#[derive(Clone, Debug, PartialEq)]
pub struct Before {
    start: Start,
    activity: Activity,
    position: usize,
    size: StepSize,
}

impl Stepper {
    /// The questions, once they were opened.
    pub fn questions(&self) -> Option<&Questions> {
        self.questions.as_ref()
    }

    /// Answers the question that is looked at, with a choice from 0.
    pub fn choose(&mut self, choice: usize) {
        if let Some(questions) = &mut self.questions {
            questions.choose(choice);
        }
    }

    /// Does what the user asked for at the end of a lesson. Returns whether that was meant for it.
    pub(super) fn update_ending(&mut self, action: Action) -> bool {
        use Action::{Back, Choose, First, Last, Next, NextLesson, Open, See};
        match (&self.aside, action) {
            (_, NextLesson) => return false,
            (Some(Aside::Ending), Next | Choose) => self.open_questions(),
            (Some(Aside::Ending), Back) => self.aside = None,
            (Some(Aside::Ending), _) => {
                self.aside = None;
                return false;
            }
            (Some(Aside::Looking(_)), See) => self.look_away(),
            (Some(Aside::Looking(_)), Next | Back | First | Last | Action::StepSize) => {
                return false;
            }
            (Some(Aside::Questions), See) => self.look(),
            (Some(Aside::Questions), Open(choice)) => self.choose(choice),
            (Some(Aside::Questions), _) => {
                let stays = self.questions.as_mut().is_some_and(|it| it.update(action));
                self.aside = Some(if stays { Aside::Questions } else { Aside::Ending });
            }
            _ => {}
        }
        true
    }

    /// Opens the questions where they were left; anew where the numbers are others now.
    pub fn open_questions(&mut self) {
        let asked = Question::all(&self.lesson.name, self.trace.example());
        if self.questions.as_ref().is_none_or(|questions| questions.asked != asked) {
            self.questions = Questions::new(asked);
        }
        if self.questions.is_some() {
            self.aside = Some(Aside::Questions);
        }
    }

    /// Puts in what the question supposes, and goes to the number that answers it. Not before it
    /// was answered.
    fn look(&mut self) {
        let Some(questions) = self.questions.as_ref().filter(|it| it.choice().is_some()) else {
            return;
        };
        let asked = questions.present().clone();
        let before = Before {
            start: self.start(),
            activity: std::mem::take(&mut self.activity),
            position: self.position,
            size: std::mem::take(&mut self.size),
        };
        let updates = self.updates.changed(asked.example(self.trace.example()));
        self.begin_from(Start { updates, ..self.start() });
        let place = self.trace.script().index(asked.seen_at);
        self.position = place.map_or(before.position, |index| index + 1);
        self.aside = Some(Aside::Looking(Box::new(before)));
    }

    /// Goes back to the question, and to the numbers that were there before.
    fn look_away(&mut self) {
        if let Some(Aside::Looking(before)) = self.aside.take() {
            self.begin_from(before.start);
            self.activity = before.activity;
            self.position = before.position;
            self.size = before.size;
            self.aside = Some(Aside::Questions);
        }
    }

    /// Leaves the look for the question, the question for both passes, and these for the last step.
    /// Returns whether there was anything to leave.
    pub(super) fn leave_ending(&mut self) -> bool {
        match self.aside {
            Some(Aside::Looking(_)) => self.look_away(),
            Some(Aside::Questions) => self.aside = Some(Aside::Ending),
            _ => return self.aside.take().is_some(),
        }
        true
    }
}
