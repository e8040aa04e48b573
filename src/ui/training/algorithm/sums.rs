//! The sums of every layer as they fill, the output's first, and below them the weights.
//!
//! The weights of a single unit stand in one line, so that all of the lesson's network is in sight in the smallest window.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget};
use unicode_width::UnicodeWidthStr;

use super::super::super::theme::styles;
use super::super::super::{frame, table};
use crate::app::training::Training;
use crate::app::training::columns::{SumsLine, numbers_across, sums_lines};
use crate::app::{Action, Settings};
use crate::lesson::{Cell, Names, Quantity};
use crate::text::fill;

/// Draws the panel. Its lower edge says what is out of sight, and which keys show it.
pub fn draw(training: &Training, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let inner = frame::bordered(frame::Weight::Light, settings.symbols()).inner(area);
    let panel = Panel {
        training,
        settings,
        names: Names::new(training.playback.trainer.network()),
        area: inner,
    };
    let lines = sums_lines(training.playback.trainer.network());
    let height = usize::from(inner.height);
    let above = training.viewpoint.scroll.min(lines.len().saturating_sub(height));
    let seen = &lines[above..lines.len().min(above + height)];
    let below = lines.len() - above - seen.len();

    let mut block = frame::panel(&panel.title(seen.first()), settings);
    let label_width = panel.label_width(seen);
    let out_of_sight = panel.out_of_sight(above, below, label_width);
    if !out_of_sight.is_empty() {
        let style = styles(settings.theme).key;
        block = block.title_bottom(Span::styled(format!(" {out_of_sight} "), style));
    }
    block.render(area, buf);
    let drawn: Vec<Line> = (seen.iter().enumerate())
        .map(|(index, line)| match *line {
            // The name of a matrix stays in sight as long as its numbers do.
            SumsLine::Values(quantity, layer, _)
                if index == 0 && above > 0 && lines.contains(&SumsLine::Layer(quantity, layer)) =>
            {
                panel.line(SumsLine::Layer(quantity, layer), label_width)
            }
            line => panel.line(line, label_width),
        })
        .collect();
    Paragraph::new(drawn).render(inner, buf);
}

struct Panel<'a> {
    training: &'a Training,
    settings: &'a Settings,
    names: Names,
    /// What is inside of the frame.
    area: Rect,
}

impl Panel<'_> {
    /// Of which moment the sums are, or the weights where no more than weights is seen.
    fn title(&self, first: Option<&SumsLine>) -> String {
        if first.is_some_and(|line| line.quantity() == Quantity::Weight) {
            return self.moment();
        }
        let trainer = &self.training.playback.trainer;
        let (done, all) = (trainer.position().record, trainer.training().records());
        let values = [("n", &*done.to_string()), ("m", &*all.to_string())];
        fill(&self.settings.text().algorithm.sums, &values)
    }

    fn moment(&self) -> String {
        let epoch = self.training.playback.trainer.position().epoch.to_string();
        let words = &self.settings.text().algorithm;
        fill(&words.weights, &[("epoch", &epoch)])
    }

    /// How many numbers of each line are out of sight on the left.
    fn before(&self) -> usize {
        let across = numbers_across(self.training.playback.trainer.network());
        self.training.viewpoint.shift.min(across.saturating_sub(1))
    }

    /// How many lines and columns are out of sight, each with its key.
    fn out_of_sight(&self, above: usize, below: usize, label_width: usize) -> String {
        let before = self.before();
        let room = self.numbers_that_fit(label_width);
        let after =
            numbers_across(self.training.playback.trainer.network()).saturating_sub(before + room);
        let marks = [
            (before, Action::Sideways(-1)),
            (after, Action::Sideways(1)),
            (above, Action::PageUp),
            (below, Action::PageDown),
        ];
        let marks = marks.into_iter().filter(|(count, _)| *count > 0);
        let marks = marks.map(|(count, action)| table::beyond(count, action));
        marks.collect::<Vec<_>>().join("  ")
    }

    fn symbol(&self, quantity: Quantity, layer: usize) -> String {
        let cell = Cell::of_edge(quantity, layer, 0, 0);
        let symbol = self.names.vector_symbol(cell);
        self.settings.symbols().apply(&symbol)
    }

    /// What stands before the numbers: where they come from, or for all numbers of a unit what they are.
    fn label(&self, line: SumsLine) -> String {
        match line {
            SumsLine::Moment | SumsLine::Layer(..) => String::new(),
            SumsLine::Across(quantity, layer) => self.symbol(quantity, layer),
            SumsLine::Values(_, 0, from) => {
                let widest = usize::from(self.area.width / 5).clamp(7, 16);
                let name = &self.training.runs.prepared.features[from].name;
                table::clip_middle(name, widest, self.settings.symbols())
            }
            SumsLine::Values(_, layer, from) => {
                let symbol = self.names.symbol(Cell::from_below(layer, from));
                self.settings.symbols().apply(&symbol)
            }
        }
    }

    fn label_width(&self, lines: &[SumsLine]) -> usize {
        let widths = lines.iter().map(|line| self.label(*line).width());
        widths.max().unwrap_or(0)
    }

    /// As wide as `−0.000…` gets before it is written with an exponent.
    fn number_width(&self) -> usize {
        self.settings.notation.digits + 6
    }

    fn numbers_that_fit(&self, label_width: usize) -> usize {
        let room = usize::from(self.area.width).saturating_sub(label_width + 1);
        (room / (self.number_width() + 1)).max(1)
    }

    fn line(&self, line: SumsLine, label_width: usize) -> Line<'static> {
        let styles = styles(self.settings.theme);
        let trainer = &self.training.playback.trainer;
        let values = match line {
            SumsLine::Moment => {
                return Line::styled(format!(" {}", self.moment()), styles.title);
            }
            SumsLine::Layer(quantity, layer) => {
                let symbol = self.symbol(quantity, layer);
                return Line::styled(format!(" {symbol}"), styles.title);
            }
            SumsLine::Across(quantity, layer) | SumsLine::Values(quantity, layer, _) => {
                let matrix = match quantity {
                    Quantity::WeightStep => &trainer.sums()[layer].weights,
                    _ => &trainer.network().layers()[layer].weights,
                };
                match line {
                    SumsLine::Values(_, _, from) => matrix.row(from),
                    _ => matrix.column(0),
                }
            }
        };
        let label = self.label(line);
        let padding = " ".repeat(label_width.saturating_sub(label.width()));
        let mut spans = vec![Span::styled(format!(" {label}{padding}"), styles.text)];
        let seen = values.iter().skip(self.before());
        for value in seen.take(self.numbers_that_fit(label_width)) {
            let number = self.settings.notation.number(*value);
            let padding = " ".repeat(self.number_width().saturating_sub(number.width()));
            spans.push(Span::styled(format!(" {padding}{number}"), styles.result));
        }
        Line::from(spans)
    }
}
