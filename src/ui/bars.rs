//! Bars on a log scale, each behind its number.

use itertools::Itertools;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::axes::power_of_ten;
use super::pen::Pen;

/// Columns for a number of three digits and a space.
pub const NUMBER: u16 = 10;

/// A log scale between two powers of ten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogScale {
    /// Exponents of the ends.
    low: i32,
    high: i32,
}

impl LogScale {
    /// The least scale that holds all positive values (give or take a tenth at its upper end), with
    /// room below the smallest, so that its bar can be seen. `None` without any.
    pub fn around(values: impl Iterator<Item = f64>) -> Option<Self> {
        const TENTH: f64 = 0.045;
        let exponents = values.filter(|value| *value > 0.0 && value.is_finite()).map(f64::log10);
        let (low, high) = exponents.minmax().into_option()?;
        #[expect(clippy::cast_possible_truncation, reason = "exponents of a double are below 400")]
        let scale =
            Self { low: low.ceil() as i32 - 1, high: (high - TENTH).ceil().max(low.ceil()) as i32 };
        Some(scale)
    }

    /// The values at its ends.
    pub fn ends(&self) -> (f64, f64) {
        (power_of_ten(self.low), power_of_ten(self.high))
    }

    /// Where a value stands on it, from 0 to 1. Zero and NaN stand at 0.
    pub fn part(&self, value: f64) -> f64 {
        let part = (value.log10() - f64::from(self.low)) / f64::from(self.high - self.low);
        if part.is_nan() { 0.0 } else { part.clamp(0.0, 1.0) }
    }
}

/// Draws a number with its bar, as many lines high as the area but one, which keeps bars apart.
pub fn draw(number: &str, part: f64, style: Style, pen: Pen, area: Rect, buf: &mut Buffer) {
    let bar = Rect {
        x: area.x.saturating_add(NUMBER),
        width: area.width.saturating_sub(NUMBER + 1),
        height: area.height.saturating_sub(1).max(1),
        ..area
    }
    .intersection(area);
    Line::styled(number.to_owned(), style).render(area, buf);
    let drawn = blocks(part, bar.width, pen);
    for line in bar.rows() {
        Line::styled(drawn.clone(), style).render(line, buf);
    }
}

/// A bar of `width` columns, filled to a part of them: to an eighth of a column where the
/// characters allow. What is not nothing is seen.
fn blocks(part: f64, width: u16, pen: Pen) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let per_column = pen.either(EIGHTHS.len(), 1);
    let steps = f64::from(width) * per_column as f64 * part;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and eight times the width"
    )]
    let steps = (steps.round() as usize).max(usize::from(part > 0.0));
    pen.either("█", "#").repeat(steps / per_column) + EIGHTHS[steps % per_column]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Settings;
    use crate::lesson::Symbols;

    #[test]
    fn a_scale_goes_from_a_power_of_ten_to_another_and_holds_all_values() {
        let scale = LogScale::around([0.3, 0.0, 0.004, f64::NAN].into_iter()).expect("values");
        assert_eq!(scale.ends(), (0.001, 1.0));
        assert_eq!(scale.part(1.0), 1.0);
        assert_eq!(scale.part(0.0), 0.0);
        assert_eq!(scale.part(f64::NAN), 0.0);
        assert!(scale.part(0.004) > 0.0 && scale.part(0.004) < scale.part(0.3));
        assert_eq!(LogScale::around([0.0, f64::NAN].into_iter()), None);
        let one = LogScale::around([0.1].into_iter()).expect("a value");
        assert!(one.part(0.1) > 0.0);
    }

    #[test]
    fn a_bar_is_as_long_as_its_part_and_never_invisible() {
        let unicode = Pen::new(&Settings::default());
        let mut ascii = unicode;
        ascii.settings.notation.symbols = Symbols::Ascii;
        assert_eq!(blocks(0.5, 10, unicode), "█████");
        assert_eq!(blocks(0.55, 10, unicode), "█████▌");
        assert_eq!(blocks(1e-9, 10, unicode), "▏");
        assert_eq!(blocks(0.0, 10, unicode), "");
        assert_eq!(blocks(1.0, 3, ascii), "###");
    }
}
