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
use crate::ui::{fit, words};

impl Picture<'_> {
    /// Draws the table: a heading, and a line for each input as far as there is room, those of the
    /// present step among them.
    pub(super) fn draw_inputs(&self, area: Rect, buf: &mut Buffer) {
        let example = self.stepper.trace.example();
        let (inputs, units) = (example.input.len(), example.network.layers()[0].units());
        let of_first_layer = self.stepper.focus().filter(|cell| cell.layer == 0);
        let present = of_first_layer.filter(|cell| cell.quantity != Quantity::Input);
        let is_in_step = |input: &usize| match present.filter(|cell| cell.quantity.is_of_edge()) {
            Some(edge) => edge.from == *input,
            None => self.unit_role(0, *input) != PartInStep::Rest,
        };
        let lines = usize::from(area.height.saturating_sub(1));
        let shown = if lines < inputs { lines.saturating_sub(1) } else { inputs };
        let focus = (0..inputs).find(is_in_step).unwrap_or(0);
        let first = focus.saturating_sub(shown / 2).min(inputs - shown);
        let rows: Vec<usize> = (first..first + shown).collect();

        let weight = |input, unit| Cell::of_edge(Quantity::Weight, 0, input, unit);
        let label = |input: usize, unit: usize| self.weight_label(weight(input, unit), false);
        let names = |in_full: bool| -> Vec<String> {
            rows.iter().map(|input| self.input_name(*input, in_full)).collect()
        };
        let values: Vec<String> =
            rows.iter().map(|input| self.number(input_cell(*input))).collect();
        let widest = |texts: &[String]| texts.iter().map(|text| text.width()).max().unwrap_or(0);
        let heading = |unit: usize| {
            let sum = Cell::of_unit(Quantity::PreActivation, 0, unit);
            self.pen.symbol(&format!("→ {}", words::symbol(self.pen, self.stepper, sum)))
        };
        let column_width = |unit: usize| {
            let labels: Vec<String> = rows.iter().map(|input| label(*input, unit)).collect();
            widest(&labels).max(heading(unit).width()) + 2
        };
        // The names of the table only where they leave room for all weights.
        let all: usize = (0..units).map(column_width).sum();
        let room = usize::from(area.width).saturating_sub(widest(&values) + 1);
        let in_full = widest(&names(true)) + all <= room;
        let names = names(in_full);
        let name_width = widest(&names).min(usize::from(area.width) / 3);
        let start = name_width + 1 + widest(&values);
        // As many columns as there is room for, that of the present unit among them.
        let focus = present.map(|cell| cell.unit).filter(|unit| *unit < units);
        let room = usize::from(area.width).saturating_sub(start);
        let fits =
            |units: &[usize]| units.iter().map(|unit| column_width(*unit)).sum::<usize>() <= room;
        let mut columns: Vec<usize> = Vec::new();
        for unit in focus.into_iter().chain(0..units) {
            let wider: Vec<usize> = columns.iter().copied().chain([unit]).collect();
            if !columns.contains(&unit) && fits(&wider) {
                columns = wider;
            }
        }
        columns.sort_unstable();

        let styles = self.pen.styles;
        let mut heading_line = Line::from(" ".repeat(start));
        for &unit in &columns {
            let text = fit::right(&heading(unit), column_width(unit));
            heading_line.push_span(Span::styled(text, self.style(self.unit_role(1, unit))));
        }
        let hidden = units - columns.len();
        if hidden > 0 {
            heading_line.push_span(self.pen.span(&format!(" +{hidden}"), styles.faint));
        }
        let mut drawn = vec![heading_line];
        for ((&input, name), value) in rows.iter().zip(&names).zip(&values) {
            let role = self.unit_role(0, input);
            let style = if role == PartInStep::Rest { styles.text } else { self.style(role) };
            let name = fit::left(&self.pen.clip(name, name_width), name_width + 1);
            let value = fit::right(value, start - name_width - 1);
            let value_style = self.number_style(input_cell(input), style);
            let mut line =
                Line::from(vec![Span::styled(name, style), Span::styled(value, value_style)]);
            for &unit in &columns {
                let role = self.edge_role(weight(input, unit));
                let style = if role == PartInStep::Rest { styles.text } else { self.style(role) };
                let style = self.number_style(self.weight(weight(input, unit)), style);
                let label = label(input, unit);
                line.push_span(Span::raw(
                    " ".repeat(column_width(unit).saturating_sub(label.width())),
                ));
                line.push_span(Span::styled(label, style));
            }
            drawn.push(line);
        }
        if shown < inputs {
            let words = &self.pen.words.stepper.units_not_shown;
            let more = self.pen.fill(words, &[("n", &(inputs - shown))]);
            drawn.push(self.pen.span(&format!("… {more}"), styles.faint).into());
        }
        for (line, place) in drawn.into_iter().zip(area.rows()) {
            line.render(place, buf);
        }
    }

    fn input_name(&self, input: usize, in_full: bool) -> String {
        let cell = input_cell(input);
        let named = words::named_input(self.pen, self.stepper, cell, " ").filter(|_| in_full);
        named.unwrap_or_else(|| words::symbol(self.pen, self.stepper, cell))
    }
}

fn input_cell(input: usize) -> Cell {
    Cell::of_unit(Quantity::Input, 0, input)
}
