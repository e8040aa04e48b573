//! The pen that every panel is drawn with: the settings, and the styles and the words that follow
//! from them.
//!
//! `ui::draw` makes one and hands it down by value. A panel takes `pen: Pen` where it needs to know
//! how things look:
//!
//! ```text
//! let inside = frame::padded(pen.panel(&pen.words.hunt.title, area, buf));
//! let mut lines = pen.prose(&pen.words.hunt.task, inside.width);
//! lines.extend(pen.sentence(&pen.words.hunt.found, &[("symbol", &symbol)], inside.width));
//! lines.push(Line::from(vec![pen.mark(true), pen.span("δʰ = ", pen.styles.text)]));
//! pen.write(lines, inside, buf);
//! ```
//!
//! It knows nothing of lessons and networks; `ui/words.rs` has the symbol and the number of a cell.

use std::iter;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::merge::MergeStrategy;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph, Widget};

use super::fit;
use super::frame::{self, Weight};
use super::theme::{self, Styles};
use super::wrap::wrap;
use crate::app::Settings;
use crate::lesson::{Notation, Symbols};
use crate::text::{Text, Values, fill};

/// How everything is written and drawn.
#[derive(Clone, Copy, Debug)]
pub struct Pen {
    /// What the user chose.
    pub settings: Settings,
    /// The styles of the theme.
    pub styles: &'static Styles,
    /// The words of the language, in the characters that the terminal can show.
    pub words: &'static Text,
}

impl Pen {
    /// The pen for these settings.
    pub fn new(settings: &Settings) -> Self {
        let of = if settings.presents { theme::for_class } else { theme::of };
        Self { settings: *settings, styles: of(settings.theme), words: settings.text() }
    }

    /// The same pen, with other digits.
    pub fn with_digits(mut self, digits: usize) -> Self {
        self.settings.notation.digits = digits;
        self
    }

    /// How numbers are written.
    pub fn notation(&self) -> &Notation {
        &self.settings.notation
    }

    /// The first where the terminal shows Unicode, the second where it shows only ASCII.
    pub fn either<T>(self, unicode: T, ascii: T) -> T {
        match self.settings.symbols() {
            Symbols::Unicode => unicode,
            Symbols::Ascii => ascii,
        }
    }

    /// `text` in the characters that the terminal can show.
    pub fn symbol(self, text: &str) -> String {
        self.settings.symbols().apply(text)
    }

    /// A number with the digits asked for.
    pub fn number(self, value: f64) -> String {
        self.settings.notation.number(value)
    }

    /// What stands for a number that is not known yet.
    pub fn unknown(self) -> &'static str {
        self.either("·", ".")
    }

    /// One column that marks what is looked at; blank where it is not `current`.
    pub fn mark(self, current: bool) -> Span<'static> {
        let mark = self.either("▶", ">");
        Span::styled(if current { mark } else { " " }, self.styles.key)
    }

    /// Stands where something is cut off: one column wide.
    pub fn cut(self) -> &'static str {
        self.either("…", "~")
    }

    /// `text` in at most `width` columns, with a mark where it is [`cut`](Pen::cut).
    pub fn clip(self, text: &str, width: impl Into<usize>) -> String {
        fit::clip(text, width.into(), self.cut())
    }

    /// The style of what can be chosen, and of the choice.
    pub fn choice(self, current: bool) -> Style {
        if current { self.styles.current } else { self.styles.text }
    }

    /// `text` in a style, in the characters that the terminal can show.
    pub fn span(self, text: &str, style: Style) -> Span<'static> {
        Span::styled(self.symbol(text), style)
    }

    /// A sentence with its values: `pen.fill("step {n}", &[("n", &3)])`. A number that the reader
    /// computes with is given as [`Pen::number`].
    pub fn fill(self, sentence: &str, values: &Values) -> String {
        self.symbol(&fill(sentence, values))
    }

    /// Running text in lines of at most `width` columns.
    pub fn prose(self, text: &str, width: impl Into<usize>) -> Vec<Line<'static>> {
        self.paragraph(text, self.styles.text, width)
    }

    /// Text of one style in lines of at most `width` columns.
    pub fn paragraph(
        self,
        text: &str,
        style: Style,
        width: impl Into<usize>,
    ) -> Vec<Line<'static>> {
        let lines = wrap(&self.symbol(text), width.into()).into_iter();
        lines.map(|line| Line::styled(line, style)).collect()
    }

    /// Text of one style behind `start`, the further lines of it below the first, all of them of at
    /// most `width` columns and in the style of the start.
    pub fn hanging(
        self,
        start: impl Into<Line<'static>>,
        text: &str,
        style: Style,
        width: impl Into<usize>,
    ) -> Vec<Line<'static>> {
        let start = start.into();
        let indent = start.width();
        let blank = Line::styled(" ".repeat(indent), start.style);
        let starts = iter::once(start).chain(iter::repeat(blank));
        let lines = wrap(&self.symbol(text), width.into().saturating_sub(indent));
        starts.zip(lines).map(|(start, line)| start + Span::styled(line, style)).collect()
    }

    /// A sentence with its values as running text.
    pub fn sentence(
        self,
        sentence: &str,
        values: &Values,
        width: impl Into<usize>,
    ) -> Vec<Line<'static>> {
        self.prose(&self.fill(sentence, values), width)
    }

    /// The frame of a panel, for those that write something else into its edges before they
    /// [`open`](frame::open) it.
    pub fn frame(self, title: &str) -> Block<'static> {
        frame::bordered(Weight::Light, self.settings.symbols())
            .merge_borders(MergeStrategy::Fuzzy)
            .border_style(self.styles.faint)
            .title_top(Span::styled(format!(" {title} "), self.styles.title))
    }

    /// Draws the frame of a panel with its title. Gives the room in it, of which text fills
    /// [`frame::padded`].
    pub fn panel(self, title: &str, area: Rect, buf: &mut Buffer) -> Rect {
        frame::open(self.frame(title), area, buf)
    }

    /// Writes lines from the top of `area` on; what has no room is cut off.
    pub fn write(self, lines: Vec<Line>, area: Rect, buf: &mut Buffer) {
        Paragraph::new(lines).render(area, buf);
    }
}
