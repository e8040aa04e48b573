//! The lesson as a program, with the statements of the present step marked.
//!
//! ```text
//! # backward pass
//! error = y - y_hat  # e
//! ▶slope_o = y_hat * (1 - y_hat)  # f′(z)
//! delta_o = error * slope_o  # δᵒ
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::table::window;
use super::words::Scene;
use super::wrap::wrap_spans;

/// How far the second line of a long statement is indented.
const INDENT: usize = 9;

/// Draws as many lines as there is room for, with the one scrolled to, or that of the present step,
/// in the middle.
pub fn draw(scene: Scene, scrolled_to: Option<usize>, area: Rect, buf: &mut Buffer) {
    let Scene { stepper, pen } = scene;
    let program = stepper.program(pen.settings.symbols());
    let present: Vec<usize> =
        stepper.current().iter().filter_map(|cell| program.line_of(*cell)).collect();
    let middle = scrolled_to.unwrap_or_else(|| stepper.present_line(&program));
    let height = usize::from(area.height);
    let mut lines = Vec::new();
    let mut end = height;
    for index in window(program.line_count(), middle, height) {
        let text = program.line(index, &|phase| pen.words.phase[phase].clone());
        let style = match text.starts_with('#') {
            _ if present.contains(&index) => pen.styles.current,
            true => pen.styles.title,
            false => pen.styles.code,
        };
        let line = [pen.mark(index == middle), Span::styled(text, style)];
        lines.extend(wrap_spans(line, usize::from(area.width), INDENT));
        if index == middle {
            end = lines.len();
        }
    }
    // Long statements above it must not push the one in the middle out.
    lines.drain(..end.saturating_sub(height));
    pen.write(lines, area, buf);
}
