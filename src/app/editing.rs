//! Choosing one of the given numbers and typing another in its place. Knows nothing of what follows
//! from a change.

use super::Action;
use super::field::{Field, FieldKind};
use crate::lesson::answer::{self, AnswerError};
use crate::lesson::{Cell, Example, Notation, Quantity};

/// The number that is chosen, and what is typed for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Editing {
    /// The number that is chosen.
    pub cursor: Cell,
    /// The field in which another number is typed, once it is open.
    pub field: Option<Field>,
    /// Why what was entered is no number.
    pub error: Option<AnswerError>,
}

impl Default for Editing {
    /// At the first input.
    fn default() -> Self {
        Self { cursor: Cell::of_unit(Quantity::Input, 0, 0), field: None, error: None }
    }
}

impl Editing {
    /// Closes the field and leaves the number as it was. Returns whether the field was open.
    pub fn close_field(&mut self) -> bool {
        self.error = None;
        self.field.take().is_some()
    }

    /// Does what the user asked for. Returns the number that was entered, and where it belongs.
    pub fn update(&mut self, action: Action, example: &Example) -> Option<(Cell, f64)> {
        match (&mut self.field, action) {
            (Some(field), Action::Edit(edit)) => {
                field.edit(edit);
                self.error = None;
            }
            (Some(_), Action::Choose) => return self.enter(),
            (None, Action::Choose) => self.open_field(example),
            (None, _) => self.choose(action, example),
            (Some(_), _) => {}
        }
        None
    }

    /// Opens the field with the chosen number in it, to its last digit.
    fn open_field(&mut self, example: &Example) {
        let number = example.given(self.cursor);
        let text = number.map_or(String::new(), |number| Notation::machine().number(number));
        self.field = Some(Field::proposing(FieldKind::Expression, &text));
    }

    fn enter(&mut self) -> Option<(Cell, f64)> {
        match answer::parse(&self.field.as_ref()?.text()) {
            Ok(answer) => {
                self.close_field();
                Some((self.cursor, answer.value))
            }
            Err(error) => {
                self.error = Some(error);
                None
            }
        }
    }

    fn choose(&mut self, action: Action, example: &Example) {
        let rows = rows(example);
        let here = rows.iter().enumerate().find_map(|(row, cells)| {
            let column = cells.iter().position(|cell| *cell == self.cursor)?;
            Some((row, column))
        });
        let Some((row, column)) = here else { return };
        let all = rows.concat();
        let index = rows[..row].iter().map(Vec::len).sum::<usize>() + column;
        let chosen = match action {
            Action::Next => rows[row].get(column + 1),
            Action::Back => column.checked_sub(1).and_then(|left| rows[row].get(left)),
            Action::Up => rows.get(row + 1).map(|above| nearest(&rows[row], column, above)),
            Action::Down => {
                row.checked_sub(1).map(|below| nearest(&rows[row], column, &rows[below]))
            }
            Action::NextNumber => all.get((index + 1) % all.len()),
            Action::PreviousNumber => all.get((index + all.len() - 1) % all.len()),
            Action::First => all.first(),
            Action::Last => all.last(),
            _ => None,
        };
        self.cursor = chosen.copied().unwrap_or(self.cursor);
    }
}

/// All given numbers as the picture shows them, the lowest row first: targets and learning rate in
/// its lower edge, the inputs, and then for each layer the weights that lead into it, in the order
/// of the units below, and its biases.
pub fn rows(example: &Example) -> Vec<Vec<Cell>> {
    let cells = |quantities: &[Quantity], layer| -> Vec<Cell> {
        quantities.iter().flat_map(|quantity| example.cells(*quantity, layer)).collect()
    };
    let lowest = [Quantity::Target, Quantity::OutputGradient, Quantity::LearningRate];
    let mut rows = vec![cells(&lowest, 0), cells(&[Quantity::Input], 0)];
    for layer in 0..=example.last_layer() {
        rows.push(cells(&[Quantity::Weight], layer));
        rows.push(cells(&[Quantity::Bias], layer));
    }
    rows.retain(|row| !row.is_empty());
    rows
}

/// The cell of another row that stands about as far to the right as the cell at `column` of its own
/// row.
fn nearest<'a>(row: &[Cell], column: usize, other: &'a [Cell]) -> &'a Cell {
    &other[(2 * column + 1) * other.len() / (2 * row.len())]
}
