//! The last line: the keys that work here.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::pen::Pen;
use crate::app::{Action, App};
use crate::keymap::{self, Binding, Context};

/// Draws as many keys as fit whole. The help is always among them: it names the others.
pub fn draw(app: &App, pen: Pen, area: Rect, buf: &mut Buffer) {
    let entry = |binding: &'static Binding| {
        let key = binding.first_key();
        // The screen may have its own word for a key that works everywhere.
        let word = keymap::meaning(app, key).unwrap_or(binding).word;
        let key = pen.span(&format!(" {key}"), pen.styles.key);
        let word = Span::styled(format!(" {} ", word(&pen.words.keys)), pen.styles.text);
        (binding.action == Action::Help, Line::from(vec![key, word]))
    };
    let works = |binding: &'static Binding| keymap::working(app, binding).next().is_some();
    let mut shown: Vec<&'static Binding> = Vec::new();
    for binding in keymap::bindings(Context::all(app)).filter(|it| it.in_footer && works(it)) {
        // The first key of those that do the same, where a class is shown something.
        if shown.iter().all(|before| before.action != binding.action) {
            shown.push(binding);
        }
    }
    let shown = shown.into_iter();
    let entries: Vec<(bool, Line)> = shown.map(entry).collect();
    let help: usize = entries.iter().filter(|(is_help, _)| *is_help).map(|(_, e)| e.width()).sum();
    let mut room = usize::from(area.width).saturating_sub(help);
    let mut line = Line::default();
    for (is_help, entry) in entries {
        let width = if is_help { 0 } else { entry.width() };
        if width <= room {
            room -= width;
            line.spans.extend(entry.spans);
        }
    }
    line.render(area, buf);
}
