//! What each column of the table is used for, and why; and what else was decided about the table
//! unasked.

use super::TableView;
use crate::data::{Derivation, Note, Reason, Role};
use crate::text::fill;

impl TableView<'_> {
    /// How large the table is, which column is used for what, and what was decided unasked.
    pub(super) fn roles(&self) -> Vec<String> {
        let source = &self.training.runs.source;
        let table = &source.table;
        let recipe = &self.prepared.recipe;
        let size = fill(
            &self.words.rows_and_columns,
            &[("rows", &table.rows().to_string()), ("columns", &table.columns.len().to_string())],
        );
        let untouched: Vec<String> = self
            .features()
            .filter(|(_, feature)| feature.derivation == Derivation::Untouched)
            .map(|(_, feature)| feature.name.clone())
            .collect();
        let target = vec![recipe.target.clone()];
        let roles = [
            (&self.words.roles_target, Some(Role::Target), &target),
            (&self.words.roles_dummies, Some(Role::OneHot), &recipe.one_hot),
            (&self.words.roles_standardized, Some(Role::Standardize), &recipe.standardize),
            (&self.words.roles_untouched, None, &untouched),
            (&self.words.roles_left_out, Some(Role::LeaveOut), &recipe.leave_out),
        ];
        let roles: Vec<String> = roles
            .into_iter()
            .flat_map(|(sentence, role, columns)| {
                let parts = self.with_reasons(role, columns).into_iter();
                parts.map(|columns| fill(sentence, &[("columns", &columns)]))
            })
            .collect();
        let mut sentences = vec![size, roles.join("  ")];
        let of_reading = source.notes.iter().filter(|note| !matches!(note, Note::Role { .. }));
        sentences.extend(of_reading.map(|note| self.pen.words.tell(note)));
        sentences
    }

    /// The columns of a role, apart by why they were given it: first those for which it was asked,
    /// then those for which it was guessed.
    fn with_reasons(&self, wanted: Option<Role>, columns: &[String]) -> Vec<String> {
        let notes = self.training.runs.source.notes.iter();
        let guessed: Vec<(&[String], Reason)> = notes
            .filter_map(|note| match note {
                Note::Role { role, columns, reason } if Some(*role) == wanted => {
                    Some((columns.as_slice(), *reason))
                }
                _ => None,
            })
            .collect();
        let is_guessed = |name: &String| guessed.iter().any(|(columns, _)| columns.contains(name));
        let asked: Vec<String> = columns.iter().filter(|c| !is_guessed(c)).cloned().collect();
        let asked = (!asked.is_empty()).then(|| self.list(asked.into_iter()));
        let guessed = guessed.iter().map(|(columns, reason)| {
            let columns = self.list(columns.iter().cloned());
            let reason = self.pen.words.tell(reason);
            fill(&self.words.because, &[("columns", &columns), ("reason", &reason)])
        });
        asked.into_iter().chain(guessed).collect()
    }
}
