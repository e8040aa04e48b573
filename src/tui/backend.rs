//! Puts cells on the terminal in as few bytes as is simple.
//!
//! It does what ratatui's backend for crossterm does, and differs in what a slow connection feels:
//! a frame goes out in one piece, cells of one look are written together, a change of look is one
//! sequence that says only what changes, and cells further right in the same row are reached by
//! their column. Nothing here knows what is shown.

use std::fmt::Write as _;
use std::io::{self, Write};

use crossterm::terminal;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// What is seen of a cell without ink: all but the colour and the weight of the ink.
const SEEN_WITHOUT_INK: Modifier =
    Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);

/// A terminal that is written to through `W`. The cursor is expected to be hidden already.
pub(super) struct Compact<W> {
    writer: W,
    /// The frame that is being made.
    frame: String,
}

impl<W: Write> Compact<W> {
    /// A backend that has written nothing yet.
    pub(super) fn new(writer: W) -> Self {
        Self { writer, frame: String::new() }
    }

    /// Adds a sequence or text to the frame.
    pub(super) fn push(&mut self, text: &str) {
        self.frame.push_str(text);
    }

    /// Writes the frame. What could not be written is not tried again: the next frame is another.
    pub(super) fn send(&mut self) -> io::Result<()> {
        let sent = self.writer.write_all(self.frame.as_bytes());
        self.frame.clear();
        sent?;
        self.writer.flush()
    }

    /// Moves the cursor to a place; `from` is where it is, if that is known.
    fn go(&mut self, from: Option<Position>, to: Position) {
        let (row, column) = (u32::from(to.y) + 1, u32::from(to.x) + 1);
        // Not by so many columns further: where a character is wider than thought, that would carry
        // the fault on.
        let _ = match from {
            Some(from) if from == to => Ok(()),
            Some(from) if from.y == to.y => write!(self.frame, "\x1b[{column}G"),
            _ => write!(self.frame, "\x1b[{row};{column}H"),
        };
    }
}

/// How characters look.
#[derive(Clone, Copy, PartialEq, Eq)]
struct CellLook {
    ink: Color,
    paper: Color,
    modifiers: Modifier,
}

impl CellLook {
    const PLAIN: Self =
        Self { ink: Color::Reset, paper: Color::Reset, modifiers: Modifier::empty() };

    /// That of a cell.
    fn of(cell: &Cell) -> Self {
        Self { ink: cell.fg, paper: cell.bg, modifiers: cell.modifier }
    }

    /// Whether a blank is the same in both.
    fn is_blank_as(self, other: Self) -> bool {
        let seen = |look: Self| look.modifiers & SEEN_WITHOUT_INK;
        self.paper == other.paper && seen(self).is_empty() && seen(other).is_empty()
    }

    /// Adds to `frame` what makes the characters look otherwise from now on.
    fn change(self, to: Self, frame: &mut String) {
        let mut from = self;
        let mut parameters = Vec::new();
        if !to.modifiers.contains(self.modifiers) {
            parameters.push("0".to_owned());
            from = Self::PLAIN;
        }
        // The bits of the modifiers are in the order of the numbers that switch them on, from 1 on.
        let added = (to.modifiers - from.modifiers).bits();
        let numbers = (0..u16::BITS).filter(|bit| added >> bit & 1 == 1);
        parameters.extend(numbers.map(|bit| (bit + 1).to_string()));
        if from.ink != to.ink {
            parameters.push(color(3, to.ink));
        }
        if from.paper != to.paper {
            parameters.push(color(4, to.paper));
        }
        // No parameter at all asks for the plain look.
        let parameters = if to == Self::PLAIN { String::new() } else { parameters.join(";") };
        let _ = write!(frame, "\x1b[{parameters}m");
    }
}

/// The looks in the order in which they come up, and the cells with the index of theirs, those of a
/// look behind each other: going to another place takes fewer bytes than another look.
fn by_look<'a>(
    content: impl Iterator<Item = (u16, u16, &'a Cell)>,
) -> (Vec<CellLook>, Vec<(usize, Position, &'a str)>) {
    let mut looks = vec![CellLook::PLAIN];
    let mut last = 0;
    let mut cells = Vec::new();
    for (x, y, cell) in content {
        let (symbol, wanted) = (cell.symbol(), CellLook::of(cell));
        if symbol != " " || !wanted.is_blank_as(looks[last]) {
            last = looks.iter().position(|look| *look == wanted).unwrap_or(looks.len());
            if last == looks.len() {
                looks.push(wanted);
            }
        }
        cells.push((last, Position { x, y }, symbol));
    }
    cells.sort_by_key(|(look, ..)| *look);
    (looks, cells)
}

/// A colour of the ink (`of` is 3) or of the paper (4). The themes have none but those of the
/// terminal's palette of 256.
fn color(of: u8, color: Color) -> String {
    match color {
        Color::Indexed(index) => format!("{of}8;5;{index}"),
        Color::Rgb(red, green, blue) => format!("{of}8;2;{red};{green};{blue}"),
        _ => format!("{of}9"),
    }
}

impl<W: Write> Backend for Compact<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let (looks, cells) = by_look(content);
        let (mut look, mut cursor) = (0, None);
        for (wanted, place, symbol) in cells {
            self.go(cursor, place);
            if look != wanted {
                looks[look].change(looks[wanted], &mut self.frame);
                look = wanted;
            }
            self.frame.push_str(symbol);
            let width = u16::try_from(symbol.width()).unwrap_or(u16::MAX);
            cursor = Some(Position { x: place.x.saturating_add(width), ..place });
        }
        if look != 0 {
            looks[look].change(CellLook::PLAIN, &mut self.frame);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.push("\x1b[?25h");
        Ok(())
    }

    /// Asks the terminal, and waits for its answer.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        let (x, y) = crossterm::cursor::position()?;
        Ok(Position { x, y })
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.go(None, position.into());
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.push(match clear_type {
            ClearType::All => "\x1b[2J",
            ClearType::AfterCursor => "\x1b[J",
            ClearType::BeforeCursor => "\x1b[1J",
            ClearType::CurrentLine => "\x1b[2K",
            ClearType::UntilNewLine => "\x1b[K",
        });
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        let (width, height) = terminal::size()?;
        Ok(Size { width, height })
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        let window = terminal::window_size()?;
        Ok(WindowSize {
            columns_rows: Size { width: window.columns, height: window.rows },
            pixels: Size { width: window.width, height: window.height },
        })
    }

    /// Does nothing: a frame is sent as a whole.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZero;

    use ratatui::backend::CrosstermBackend;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use rand_mt::Mt;

    use super::*;

    const AREA: Rect = Rect::new(0, 0, 30, 8);

    /// A frame like the one before, with some cells changed.
    fn changed(random: &mut Mt, before: &Buffer) -> Buffer {
        let mut frame = before.clone();
        let mut pick = |count: u32| usize::try_from(random.next_u32() % count).unwrap();
        for _ in 0..pick(60) {
            let symbols = [" ", "a", "│", "δ", "ŷ", "误", "差", "−", " "];
            let colors = [Color::Reset, Color::Indexed(246), Color::Indexed(16)];
            let style = Style::new()
                .fg(colors[pick(3)])
                .bg(colors[pick(3)])
                .add_modifier(Modifier::from_bits_truncate([0, 1, 8, 64, 9][pick(5)]));
            let (x, y) = (pick(30), pick(8));
            let text = symbols[pick(9)].repeat(pick(4));
            frame.set_stringn(x.try_into().unwrap(), y.try_into().unwrap(), text, 30 - x, style);
        }
        frame
    }

    /// What is seen in each cell: a blank has no ink.
    fn seen(terminal: &vt100::Parser) -> Vec<String> {
        let cells = (0..AREA.height).flat_map(|y| (0..AREA.width).map(move |x| (y, x)));
        cells
            .map(|(y, x)| {
                let cell = terminal.screen().cell(y, x).unwrap();
                let paper = (cell.bgcolor(), cell.underline(), cell.inverse());
                if cell.contents().trim().is_empty() && !cell.underline() && !cell.inverse() {
                    return format!("blank {paper:?}");
                }
                let ink = (cell.fgcolor(), cell.bold());
                format!("{} {paper:?} {ink:?}", cell.contents())
            })
            .collect()
    }

    #[test]
    fn a_terminal_shows_the_same_as_with_crossterms_backend_for_fewer_bytes() {
        let mut random = Mt::new(5);
        let lines = |count| NonZero::new(count).unwrap();
        let terminal = || vt100::Parser::new(lines(AREA.height), lines(AREA.width), 0);
        let (mut ours, mut theirs) = (terminal(), terminal());
        let (mut our_bytes, mut their_bytes) = (0, 0);
        let mut before = Buffer::empty(AREA);
        for _ in 0..300 {
            let frame = changed(&mut random, &before);
            let mut compact = Compact::new(Vec::new());
            compact.draw(before.diff(&frame).into_iter()).unwrap();
            compact.send().unwrap();
            let mut plain = Vec::new();
            let mut crossterm = CrosstermBackend::new(&mut plain);
            crossterm.draw(before.diff(&frame).into_iter()).unwrap();
            ours.process(&compact.writer);
            theirs.process(&plain);
            assert_eq!(seen(&ours), seen(&theirs));
            our_bytes += compact.writer.len();
            their_bytes += plain.len();
            before = frame;
        }
        assert!(our_bytes * 10 < their_bytes * 8, "{our_bytes} {their_bytes}");
    }

    #[test]
    fn nothing_is_sent_for_nothing() {
        let mut compact = Compact::new(Vec::new());
        compact.draw(std::iter::empty()).unwrap();
        compact.send().unwrap();
        assert!(compact.writer.is_empty());
    }
}
