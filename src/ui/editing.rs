//! The panel while given numbers are changed: what is chosen, what is typed, and what the marks mean.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget};

use super::theme::{Styles, changed, styles};
use super::wrap::wrap;
use super::{field, frame, words};
use crate::app::Settings;
use crate::app::editing::Editing;
use crate::app::stepper::Stepper;
use crate::lesson::{Cell, Quantity};
use crate::text::{fill, names};

/// Draws the panel.
pub fn draw(
    editing: &Editing,
    stepper: &Stepper,
    settings: &Settings,
    area: Rect,
    buf: &mut Buffer,
) {
    let panel = Panel { editing, stepper, settings, styles: styles(settings.theme) };
    let cell = editing.cursor;
    let name = words::quantity(settings.text(), stepper.trace.example(), cell);
    let title = settings.symbols().apply(&format!("{} – {name}", stepper.names.symbol(cell)));
    let block = frame::panel(&title, settings);
    let inner = frame::inside(&block, area);
    block.render(area, buf);
    Paragraph::new(panel.lines(cell, usize::from(inner.width))).render(inner, buf);
}

struct Panel<'a> {
    editing: &'a Editing,
    stepper: &'a Stepper,
    settings: &'a Settings,
    styles: Styles,
}

impl Panel<'_> {
    fn symbol(&self, cell: Cell) -> String {
        self.settings.symbols().apply(&self.stepper.names.symbol(cell))
    }

    fn lines(&self, cell: Cell, width: usize) -> Vec<Line<'static>> {
        let words = &self.settings.text().editing;
        let prose = |sentence: &str| -> Vec<Line<'static>> {
            wrap(sentence, width).into_iter().map(Line::from).collect()
        };
        let mut lines = vec![self.value(cell)];
        if self.stepper.differs(cell, &self.settings.notation) {
            let before = self.settings.notation.number(self.stepper.unchanged(cell));
            let before = fill(&words.unchanged, &[("value", &before)]);
            lines.push(Line::styled(before, self.styles.faint));
        }
        lines.extend(prose(&self.about(cell)));
        lines.push(Line::default());
        if let Some(typed) = &self.editing.field {
            let label = format!("{}:", words.typed);
            lines.push(Line::styled(label, self.styles.faint));
            let mut line = vec![Span::styled("> ", self.styles.key)];
            line.extend(field::spans(typed, &self.styles, width.saturating_sub(2)));
            lines.push(Line::from(line));
            lines.push(Line::default());
            lines.extend(match &self.editing.error {
                Some(error) => wrap(&names::answer_error(self.settings.text(), error), width)
                    .into_iter()
                    .map(|line| Line::styled(line, self.styles.warning))
                    .collect(),
                None => prose(&words.how),
            });
        } else {
            lines.extend(prose(&words.choose));
            lines.extend(prose(&words.restore));
            if self.stepper.is_changed() {
                lines.extend(prose(&words.marks));
            }
        }
        lines
    }

    fn value(&self, cell: Cell) -> Line<'static> {
        let notation = &self.settings.notation;
        let number = notation.number(self.stepper.trace.value(cell));
        let differs = self.stepper.differs(cell, notation);
        Line::from(vec![
            Span::styled(self.symbol(cell), self.styles.result),
            Span::raw(" = "),
            Span::styled(number, changed(self.styles.result, differs)),
        ])
    }

    /// What the number is.
    fn about(&self, cell: Cell) -> String {
        let words = &self.settings.text().editing;
        let sentence = match cell.quantity {
            Quantity::Input => &words.input,
            Quantity::Target => &words.target,
            Quantity::LearningRate => &words.learning_rate,
            Quantity::Bias => &words.bias,
            _ => &words.weight,
        };
        let below = Cell::from_below(cell.layer, cell.from);
        let above = Cell::of_unit(Quantity::PreActivation, cell.layer, cell.unit);
        fill(sentence, &[("from", &self.symbol(below)), ("to", &self.symbol(above))])
    }
}
