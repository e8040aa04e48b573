//! A vote in front of a class: the options, how many chose each, and what each of them is.

use super::Action;
use super::field::{Edit, Field, FieldKind};
use crate::lesson::poll::Poll;

/// The most rounds that stand beside each other: before the neighbours talk, and after.
pub const ROUNDS: usize = 2;

/// A vote, as far as it has come.
#[derive(Clone, Debug, PartialEq)]
pub struct Voting {
    /// The options.
    pub poll: Poll,
    /// Where the counts are typed.
    pub field: Field,
    /// Whether what was typed last can't be counted.
    pub is_wrong: bool,
    /// How many chose each option, round by round.
    rounds: Vec<Vec<usize>>,
    /// How many of the rounds are shown; one more shows which option is what.
    stage: usize,
}

impl Voting {
    /// Before the first vote.
    pub fn new(poll: Poll) -> Self {
        let field = Field::new(FieldKind::Number, "");
        Self { poll, field, is_wrong: false, rounds: Vec::new(), stage: 0 }
    }

    /// The rounds that are shown.
    pub fn rounds(&self) -> &[Vec<usize>] {
        &self.rounds[..self.stage.min(self.rounds.len())]
    }

    /// Whether it is shown which option is what.
    pub fn is_revealed(&self) -> bool {
        self.stage > self.rounds.len()
    }

    /// Does what the user asked for. Returns whether it stays open.
    pub fn update(&mut self, action: Action) -> bool {
        match action {
            Action::Edit(edit) => {
                self.field.edit(edit);
                self.is_wrong = false;
            }
            Action::Choose | Action::Next if !self.field.is_empty() => self.count(),
            Action::Choose | Action::Next if self.is_revealed() => return false,
            Action::Choose | Action::Next => self.stage += 1,
            Action::Back if self.stage > 0 => self.stage -= 1,
            Action::Back | Action::Vote => return false,
            _ => {}
        }
        true
    }

    /// Takes the counts that are typed, in place of what was counted after the rounds that are
    /// shown. A third round takes the place of the second.
    fn count(&mut self) {
        let votes = self.poll.votes(&self.field.text());
        self.is_wrong = votes.is_none();
        if let Some(votes) = votes {
            self.rounds.truncate(self.stage.min(ROUNDS - 1));
            self.rounds.push(votes);
            self.stage = self.rounds.len();
            self.field.edit(Edit::Clear);
        }
    }
}
