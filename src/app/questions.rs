//! Questions with choices at the end of a lesson: which one is looked at, and what was answered.
//! Knows nothing of their words.

use super::Action;
use crate::lesson::question::Posed;

/// The questions of a lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Questions {
    /// All of them; never empty.
    pub asked: Vec<Posed>,
    /// Which one is looked at, from 0.
    pub place: usize,
    /// The choice under the cursor.
    pub cursor: usize,
    /// For each question, the choices that were made, the last one last.
    chosen: Vec<Vec<usize>>,
}

impl Questions {
    /// Before the first; `None` where there are none.
    pub fn new(asked: Vec<Posed>) -> Option<Self> {
        let chosen = vec![Vec::new(); asked.len()];
        (!asked.is_empty()).then_some(Self { asked, place: 0, cursor: 0, chosen })
    }

    /// The question that is looked at.
    pub fn present(&self) -> &Posed {
        &self.asked[self.place]
    }

    /// The choice that was made last for it.
    pub fn choice(&self) -> Option<usize> {
        self.chosen[self.place].last().copied()
    }

    /// Whether it was answered rightly by now.
    pub fn is_solved(&self) -> bool {
        self.choice() == Some(self.present().question.right())
    }

    /// Every question that was answered, and whether it was right at first try.
    pub fn answered(&self) -> impl Iterator<Item = (&Posed, bool)> {
        self.asked.iter().zip(&self.chosen).filter_map(|(asked, chosen)| {
            chosen.first().map(|first| (asked, *first == asked.question.right()))
        })
    }

    /// Chooses an answer, from 0. One that was right stays.
    pub fn choose(&mut self, choice: usize) {
        if !self.is_solved() && choice < self.present().question.choices() {
            self.cursor = choice;
            self.chosen[self.place].push(choice);
        }
    }

    /// Does what the user asked for. Returns whether the questions stay: after the last one they
    /// don't.
    pub fn update(&mut self, action: Action) -> bool {
        let last = self.asked.len() - 1;
        let choices = self.present().question.choices();
        match action {
            Action::Up => self.cursor = self.cursor.saturating_sub(1),
            Action::Down => self.cursor = (self.cursor + 1).min(choices - 1),
            Action::Choose if !self.is_solved() => self.choose(self.cursor),
            Action::Next | Action::Choose if self.place == last => return false,
            Action::Next | Action::Choose => self.look_at(self.place + 1),
            Action::Back => self.look_at(self.place.saturating_sub(1)),
            Action::First => self.look_at(0),
            Action::Last => self.look_at(last),
            _ => {}
        }
        true
    }

    fn look_at(&mut self, place: usize) {
        self.place = place;
        self.cursor = self.choice().unwrap_or(0);
    }
}
