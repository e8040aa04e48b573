//! The panel while given numbers are changed: what is chosen, what is typed, and what the marks
//! mean.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::pen::Pen;
use super::{field, frame, words};
use crate::app::editing::Editing;
use crate::app::stepper::Stepper;
use crate::lesson::{Cell, Quantity};
use crate::text::names;

/// Draws the panel.
pub fn draw(editing: &Editing, stepper: &Stepper, pen: Pen, area: Rect, buf: &mut Buffer) {
    let cell = editing.cursor;
    let name = words::quantity(pen.words, stepper.trace.example(), cell);
    let title = format!("{} – {name}", words::symbol(pen, stepper, cell));
    let inside = frame::padded(pen.panel(&pen.symbol(&title), area, buf));
    pen.write(lines(editing, stepper, pen, usize::from(inside.width)), inside, buf);
}

fn lines(editing: &Editing, stepper: &Stepper, pen: Pen, width: usize) -> Vec<Line<'static>> {
    let words = &pen.words.editing;
    let cell = editing.cursor;
    let mut lines = vec![Line::from(vec![
        Span::styled(words::symbol(pen, stepper, cell), pen.styles.result),
        Span::raw(" = "),
        words::number(pen, stepper, cell, pen.styles.result),
    ])];
    if stepper.differs(cell, pen.notation()) {
        let before = pen.number(stepper.unchanged(cell));
        let before = pen.fill(&words.unchanged, &[("value", &before)]);
        lines.push(pen.span(&before, pen.styles.faint).into());
    }
    lines.extend(about(stepper, cell, pen, width));
    lines.push(Line::default());
    if let Some(typed) = &editing.field {
        lines.extend(field::lines(&words.typed, typed, pen, width));
        lines.extend(match &editing.error {
            Some(error) => {
                let error = names::answer_error(pen.words, error);
                pen.paragraph(&error, pen.styles.warning, width)
            }
            None => pen.prose(&words.how, width),
        });
    } else {
        lines.extend(pen.prose(&words.choose, width));
        lines.extend(pen.prose(&words.restore, width));
        if stepper.is_changed() {
            lines.extend(pen.prose(&words.marks, width));
        }
    }
    lines
}

/// What the number is.
fn about(stepper: &Stepper, cell: Cell, pen: Pen, width: usize) -> Vec<Line<'static>> {
    let words = &pen.words.editing;
    let sentence = match cell.quantity {
        Quantity::Input => &words.input,
        Quantity::Target => &words.target,
        Quantity::OutputGradient => &words.output_gradient,
        Quantity::LearningRate => &words.learning_rate,
        Quantity::Bias => &words.bias,
        _ => &words.weight,
    };
    let below = words::symbol(pen, stepper, Cell::from_below(cell.layer, cell.from));
    let above = Cell::of_unit(Quantity::PreActivation, cell.layer, cell.unit);
    let is_shared = stepper.trace.example().network.layers()[cell.layer].shares_bias;
    let above = match cell.quantity {
        Quantity::Bias if is_shared => pen.symbol(&stepper.names.vector_symbol(above)),
        _ => words::symbol(pen, stepper, above),
    };
    pen.sentence(sentence, &[("from", &below), ("to", &above)], width)
}
