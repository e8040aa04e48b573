//! The inputs and their weights as a table, where they don't fit side by side.
//!
//! ```text
//!                    → h1      → h2
//! x1 gre  −1.7821  0.42566  −0.020653
//! x2 gpa   −2.097  ↑−0.513   0.045615
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::{PartInStep, Picture};
use crate::lesson::{Cell, Quantity};
use crate::ui::fit;

/// What the table shows, and how wide.
struct InputTable {
    /// The inputs that have a line.
    inputs: Vec<usize>,
    /// Whether they have the names that they have in the data.
    has_names: bool,
    name_width: usize,
    value_width: usize,
    /// The units that have a column, and how wide it is.
    columns: Vec<(usize, usize)>,
    /// How many units have none.
    hidden: usize,
}

impl Picture<'_> {
    /// Draws the table: a heading, and a line for each input as far as there is room, those of the
    /// present step among them.
    pub(super) fn draw_inputs(&self, area: Rect, buf: &mut Buffer) {
        let lines = usize::from(area.height.saturating_sub(1));
        let table = self.table(lines, usize::from(area.width));
        let mut drawn = vec![self.heading_line(&table)];
        drawn.extend(table.inputs.iter().map(|input| self.input_line(*input, &table)));
        let hidden = self.stepper.trace.example().input.len() - table.inputs.len();
        if hidden > 0 {
            let words = &self.pen.words.stepper.units_not_shown;
            let more = self.pen.fill(words, &[("n", &hidden)]);
            drawn.push(self.pen.span(&format!("… {more}"), self.pen.styles.faint).into());
        }
        for (line, place) in drawn.into_iter().zip(area.rows()) {
            line.render(place, buf);
        }
    }

    fn table(&self, lines: usize, width: usize) -> InputTable {
        let units = self.stepper.trace.example().network.layers()[0].units();
        let inputs = self.shown_inputs(lines);
        let values: Vec<String> = inputs.iter().map(|it| self.number(input_cell(*it))).collect();
        let names = |in_full: bool| -> Vec<String> {
            inputs.iter().map(|input| self.input_name(*input, in_full)).collect()
        };
        let column_width = |unit: usize| {
            let weights = inputs.iter().map(|input| self.weight_label(weight(*input, unit), false));
            let labels: Vec<String> = weights.chain([self.heading(unit)]).collect();
            widest(&labels) + 2
        };
        // The names of the data only where they leave room for all weights.
        let value_width = widest(&values);
        let all: usize = (0..units).map(column_width).sum();
        let has_names = widest(&names(true)) + 1 + value_width + all <= width;
        let name_width = widest(&names(has_names)).min(width / 3);
        // As many columns as there is room for, that of the present unit among them.
        let present = self.present().map(|cell| cell.unit).filter(|unit| *unit < units);
        let mut room = width.saturating_sub(name_width + 1 + value_width);
        let mut columns: Vec<(usize, usize)> = Vec::new();
        for unit in present.into_iter().chain(0..units) {
            let column = column_width(unit);
            if column <= room && columns.iter().all(|(other, _)| *other != unit) {
                columns.push((unit, column));
                room -= column;
            }
        }
        columns.sort_unstable();
        let hidden = units - columns.len();
        InputTable { inputs, has_names, name_width, value_width, columns, hidden }
    }

    /// The inputs that have room in so many lines, around that of the present step.
    fn shown_inputs(&self, lines: usize) -> Vec<usize> {
        let inputs = self.stepper.trace.example().input.len();
        let is_present = |input: &usize| match self.present() {
            Some(edge) if edge.quantity.is_of_edge() => edge.from == *input,
            _ => self.unit_role(0, *input) != PartInStep::Rest,
        };
        let shown = if lines < inputs { lines.saturating_sub(1) } else { inputs };
        let focus = (0..inputs).find(is_present).unwrap_or(0);
        let first = focus.saturating_sub(shown / 2).min(inputs - shown);
        (first..first + shown).collect()
    }

    /// The number that the step is about, if it belongs to the first layer.
    fn present(&self) -> Option<Cell> {
        let present = self.stepper.focus();
        present.filter(|cell| cell.layer == 0 && cell.quantity != Quantity::Input)
    }

    fn heading(&self, unit: usize) -> String {
        let sum = Cell::of_unit(Quantity::PreActivation, 0, unit);
        self.pen.symbol(&format!("→ {}", self.scene().symbol(sum)))
    }

    fn heading_line(&self, table: &InputTable) -> Line<'static> {
        let mut line = Line::from(" ".repeat(table.name_width + 1 + table.value_width));
        for &(unit, width) in &table.columns {
            let heading = self.heading(unit);
            let style = self.style(self.unit_role(1, unit));
            line.push_span(Span::raw(" ".repeat(width.saturating_sub(heading.width()))));
            line.push_span(Span::styled(heading, style));
        }
        if table.hidden > 0 {
            let hidden = format!(" +{}", table.hidden);
            line.push_span(self.pen.span(&hidden, self.pen.styles.faint));
        }
        line
    }

    fn input_line(&self, input: usize, table: &InputTable) -> Line<'static> {
        let style = |role| match role {
            PartInStep::Rest => self.pen.styles.text,
            role => self.style(role),
        };
        let cell = input_cell(input);
        let own = style(self.unit_role(0, input));
        let name = self.pen.clip(&self.input_name(input, table.has_names), table.name_width);
        let mut line = Line::from(vec![
            Span::styled(fit::left(&name, table.name_width + 1), own),
            Span::styled(
                fit::right(&self.number(cell), table.value_width),
                self.number_style(cell, own),
            ),
        ]);
        for &(unit, width) in &table.columns {
            let edge = weight(input, unit);
            let label = self.weight_label(edge, false);
            let style = self.number_style(self.weight(edge), style(self.edge_role(edge)));
            line.push_span(Span::raw(" ".repeat(width.saturating_sub(label.width()))));
            line.push_span(Span::styled(label, style));
        }
        line
    }

    fn input_name(&self, input: usize, in_full: bool) -> String {
        let cell = input_cell(input);
        let named = self.scene().named_input(cell, " ").filter(|_| in_full);
        named.unwrap_or_else(|| self.scene().symbol(cell))
    }
}

fn widest(texts: &[String]) -> usize {
    texts.iter().map(|text| text.width()).max().unwrap_or(0)
}

fn input_cell(input: usize) -> Cell {
    Cell::of_unit(Quantity::Input, 0, input)
}

fn weight(input: usize, unit: usize) -> Cell {
    Cell::of_edge(Quantity::Weight, 0, input, unit)
}
