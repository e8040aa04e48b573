//! The panel while given numbers are changed: what is chosen, what is typed, and what the marks
//! mean.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::pen::Lines;
use super::words::Scene;
use super::{field, frame};
use crate::app::editing::Editing;
use crate::lesson::{Cell, Quantity};
use crate::text::names;

/// Draws the panel.
pub fn draw(editing: &Editing, scene: Scene, area: Rect, buf: &mut Buffer) {
    let Scene { stepper, pen } = scene;
    let cell = editing.cursor;
    let name = names::quantity(pen.words, stepper.trace.example(), cell);
    let title = format!("{} – {name}", scene.symbol(cell));
    let inside = frame::padded(pen.panel(&pen.symbol(&title), area, buf));
    pen.write(lines(editing, scene, usize::from(inside.width)), inside, buf);
}

fn lines(editing: &Editing, scene: Scene, width: usize) -> Lines {
    let Scene { stepper, pen } = scene;
    let words = &pen.words.editing;
    let cell = editing.cursor;
    let mut lines = vec![Line::from(vec![
        Span::styled(scene.symbol(cell), pen.styles.result),
        Span::raw(" = "),
        scene.number(cell, pen.styles.result),
    ])];
    if stepper.differs(cell, pen.notation()) {
        let before = pen.number(stepper.unchanged(cell));
        let before = pen.fill(&words.unchanged, &[("value", &before)]);
        lines.push(pen.span(&before, pen.styles.faint).into());
    }
    lines.extend(about(scene, cell, width));
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
fn about(scene: Scene, cell: Cell, width: usize) -> Lines {
    let Scene { stepper, pen } = scene;
    let words = &pen.words.editing;
    let sentence = match cell.quantity {
        Quantity::Input => &words.input,
        Quantity::Target => &words.target,
        Quantity::OutputGradient => &words.output_gradient,
        Quantity::LearningRate => &words.learning_rate,
        Quantity::Bias => &words.bias,
        _ => &words.weight,
    };
    let below = scene.symbol(Cell::from_below(cell.layer, cell.from));
    let above = Cell::of_unit(Quantity::PreActivation, cell.layer, cell.unit);
    let is_shared = stepper.trace.example().network.layers()[cell.layer].shares_bias;
    let above = match cell.quantity {
        Quantity::Bias if is_shared => pen.symbol(&stepper.names.vector_symbol(above)),
        _ => scene.symbol(above),
    };
    pen.sentence(sentence, &[("from", &below), ("to", &above)], width)
}
