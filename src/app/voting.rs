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
    pub rounds: Vec<Vec<usize>>,
    /// Whether it is shown which option is what.
    pub is_revealed: bool,
}

impl Voting {
    /// Before the first vote.
    pub fn new(poll: Poll) -> Self {
        let field = Field::new(FieldKind::Number, "");
        Self { poll, field, is_wrong: false, rounds: Vec::new(), is_revealed: false }
    }

    /// Does what the user asked for. Returns whether it stays open.
    pub fn update(&mut self, action: Action) -> bool {
        match action {
            Action::Edit(edit) => {
                self.field.edit(edit);
                self.is_wrong = false;
            }
            Action::Choose | Action::Next if !self.field.is_empty() => self.count(),
            Action::Choose | Action::Next if self.is_revealed => return false,
            Action::Choose | Action::Next => self.is_revealed = true,
            Action::Back if self.is_revealed => self.is_revealed = false,
            Action::Back if self.rounds.pop().is_some() => {}
            Action::Back | Action::Vote => return false,
            _ => {}
        }
        true
    }

    /// Takes the counts that are typed. A third round takes the place of the second.
    fn count(&mut self) {
        let votes = self.poll.votes(&self.field.text());
        self.is_wrong = votes.is_none();
        if let Some(votes) = votes {
            self.rounds.truncate(ROUNDS - 1);
            self.rounds.push(votes);
            self.field.edit(Edit::Clear);
        }
    }
}
