//! What is noted of a learner's progress on the screens that are open.

use super::aside::Aside;
use super::questions::Questions;
use super::stepper::{Activity, Origin, Stepper};
use super::{App, Screen};
use crate::lesson::course::Subject;
use crate::lesson::fading::Mode;
use crate::progress::Progress;

impl App {
    /// Notes what has been done on the screens that are open.
    pub(super) fn note(&mut self) {
        let (course, progress) = (&self.menu().course.clone(), &mut self.progress);
        for screen in &self.screens {
            let done = match screen {
                Screen::Stepper(stepper) if stepper.origin == Origin::Lesson => {
                    note(progress, &course.key(&stepper.lesson.name), stepper);
                    continue;
                }
                Screen::Training(training) if training.is_done() => {
                    let Some(table) = training.runs.source.builtin else { continue };
                    Subject::Training(table)
                }
                Screen::Vanishing(chain) if chain.reached == chain.chain.depth => {
                    Subject::Vanishing
                }
                Screen::Differences(list) if list.is_at_end() => Subject::Differences,
                _ => continue,
            };
            progress.note_place(&course.key(done.name()), (0, 1), 1);
        }
    }
}

/// Notes under a name what has been done in a lesson: how far it was read, or what was answered. A
/// lesson with a slip in it is neither.
fn note(progress: &mut Progress, name: &str, stepper: &Stepper) {
    let steps = stepper.total();
    if matches!(stepper.aside, Some(Aside::Looking(_))) {
        return;
    }
    for (asked, right) in stepper.questions().into_iter().flat_map(Questions::answered) {
        progress.note_question(name, asked.question, right, steps);
    }
    match &stepper.activity {
        Activity::Reading | Activity::Editing(_) => progress.mode = Mode::Worked,
        Activity::Exercise(exercise) => {
            progress.mode = exercise.mode;
            progress.note_run(name, &exercise.run, steps);
        }
        Activity::Hunt(_) => return,
    }
    progress.note_place(name, (stepper.updates.present, stepper.position), steps);
}
