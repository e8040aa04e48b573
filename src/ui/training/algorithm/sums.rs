//! The sums of every layer as they fill, the output's first, and below them the weights.
//!
//! The weights of a single unit stand in one line, so that all of the lesson's network is in sight
//! in the smallest window.

use ndarray::Array2;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::app::Action;
use crate::app::training::Training;
use crate::app::training::columns::{SumsLine, numbers_across, sums_lines};
use crate::lesson::{Cell, Names, Quantity};
use crate::ui::pen::Pen;
use crate::ui::{fit, frame, table};

/// Draws the panel. Its lower edge says what is out of sight, and which keys show it.
pub fn draw(training: &Training, pen: Pen, area: Rect, buf: &mut Buffer) {
    let inner = pen.frame("").inner(area);
    let sums = Sums::new(training, pen, inner);
    let lines = sums_lines(training.playback.trainer.network());
    let height = usize::from(inner.height);
    let above = training.viewpoint.scroll.min(lines.len().saturating_sub(height));
    let seen = &lines[above..lines.len().min(above + height)];
    let below = lines.len() - above - seen.len();

    let mut block = pen.frame(&sums.title(seen.first()));
    let label_width = sums.label_width(seen);
    let out_of_sight = sums.out_of_sight(above, below, label_width);
    if !out_of_sight.is_empty() {
        block = block.title_bottom(Span::styled(format!(" {out_of_sight} "), pen.styles.key));
    }
    frame::open(block, area, buf);
    let line = |(index, line): (usize, &SumsLine)| match *line {
        // The name of a matrix stays in sight as long as its numbers do.
        SumsLine::Values(quantity, layer, _)
            if index == 0 && above > 0 && lines.contains(&SumsLine::Layer(quantity, layer)) =>
        {
            sums.line(SumsLine::Layer(quantity, layer), label_width)
        }
        line => sums.line(line, label_width),
    };
    pen.write(seen.iter().enumerate().map(line).collect(), inner, buf);
}

struct Sums<'a> {
    training: &'a Training,
    pen: Pen,
    names: Names,
    /// The weights of every layer, and the sums for them.
    weights: Vec<Array2<f64>>,
    filling: Vec<Array2<f64>>,
    /// What is inside of the frame.
    area: Rect,
}

impl<'a> Sums<'a> {
    fn new(training: &'a Training, pen: Pen, area: Rect) -> Self {
        let playback = &training.playback;
        let network = playback.network();
        let factor = if playback.is_after_batch() { 0.0 } else { 1.0 };
        Self {
            training,
            pen,
            names: Names::new(&network),
            weights: network.layers().iter().map(|layer| layer.weights.clone()).collect(),
            filling: playback.trainer.sums().iter().map(|sums| &sums.weights * factor).collect(),
            area,
        }
    }

    /// Of which moment the sums are, or the weights where no more than weights is seen.
    fn title(&self, first: Option<&SumsLine>) -> String {
        if first.is_some_and(|line| line.quantity() == Quantity::Weight) {
            return self.moment();
        }
        let playback = &self.training.playback;
        let (trainer, record) = (&playback.trainer, playback.trainer.position().record);
        let batch = match record {
            _ if playback.is_after_batch() => trainer.batch_of(record),
            _ => trainer.present_batch(),
        };
        let (done, all) = (record.saturating_sub(batch.start), batch.len());
        self.pen.fill(&self.pen.words.algorithm.sums, &[("n", &done), ("m", &all)])
    }

    fn moment(&self) -> String {
        let trainer = &self.training.playback.trainer;
        let is_after = usize::from(self.training.playback.is_after_batch());
        let batch = trainer.present_batch().start / trainer.batch() + is_after;
        let words = &self.pen.words.algorithm;
        let sentence = if batch > 0 { &words.weights_batch } else { &words.weights };
        let epoch = trainer.position().epoch;
        self.pen.fill(sentence, &[("epoch", &epoch), ("batch", &batch)])
    }

    /// How many numbers there are in the longest line.
    fn across(&self) -> usize {
        numbers_across(self.training.playback.trainer.network())
    }

    /// How many numbers of each line are out of sight on the left.
    fn before(&self) -> usize {
        self.training.viewpoint.shift.min(self.across().saturating_sub(1))
    }

    /// How many lines and columns are out of sight, each with its key.
    fn out_of_sight(&self, above: usize, below: usize, label_width: usize) -> String {
        let before = self.before();
        let room = self.numbers_that_fit(label_width);
        let after = self.across().saturating_sub(before + room);
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
        self.pen.symbol(&self.names.vector_symbol(Cell::of_edge(quantity, layer, 0, 0)))
    }

    /// What stands before the numbers: where they come from, or for all numbers of a unit what they
    /// are.
    fn label(&self, line: SumsLine) -> String {
        match line {
            SumsLine::Moment | SumsLine::Layer(..) => String::new(),
            SumsLine::Across(quantity, layer) => self.symbol(quantity, layer),
            SumsLine::Values(_, 0, from) => {
                let widest = usize::from(self.area.width / 5).clamp(7, 16);
                let name = &self.training.runs.prepared.features[from].name;
                fit::clip_middle(name, widest, self.pen.cut())
            }
            SumsLine::Values(_, layer, from) => {
                self.pen.symbol(&self.names.symbol(Cell::from_below(layer, from)))
            }
        }
    }

    fn label_width(&self, lines: &[SumsLine]) -> usize {
        let widths = lines.iter().map(|line| self.label(*line).width());
        widths.max().unwrap_or(0)
    }

    /// As wide as `−0.000…` gets before it is written with an exponent.
    fn number_width(&self) -> usize {
        self.pen.notation().digits + 6
    }

    fn numbers_that_fit(&self, label_width: usize) -> usize {
        let room = usize::from(self.area.width).saturating_sub(label_width + 1);
        (room / (self.number_width() + 1)).max(1)
    }

    fn line(&self, line: SumsLine, label_width: usize) -> Line<'static> {
        let pen = self.pen;
        let heading = |text: &str| Line::styled(format!(" {text}"), pen.styles.title);
        let matrix = |quantity, layer: usize| match quantity {
            Quantity::WeightSum => &self.filling[layer],
            _ => &self.weights[layer],
        };
        let values = match line {
            SumsLine::Moment => return heading(&self.moment()),
            SumsLine::Layer(quantity, layer) => return heading(&self.symbol(quantity, layer)),
            SumsLine::Across(quantity, layer) => matrix(quantity, layer).column(0),
            SumsLine::Values(quantity, layer, from) => matrix(quantity, layer).row(from),
        };
        let label = fit::left(&self.label(line), label_width);
        let mut line = Line::from(Span::styled(format!(" {label}"), pen.styles.text));
        let seen = values.iter().skip(self.before());
        line.extend(seen.take(self.numbers_that_fit(label_width)).map(|value| {
            let number = fit::right(&pen.number(*value), self.number_width());
            Span::styled(format!(" {number}"), pen.styles.result)
        }));
        line
    }
}
