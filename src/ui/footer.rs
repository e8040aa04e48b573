//! The last line: the keys that work here.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::theme::styles;
use crate::app::App;
use crate::keymap::{self, Context};

/// Draws as many keys as fit whole; the help key is always among them.
pub fn draw(app: &App, area: Rect, buf: &mut Buffer) {
    let styles = styles(app.settings.theme);
    let text = app.settings.text();
    let context = Context::of(app);
    let entry = |binding: &keymap::Binding| {
        let key = app
            .settings
            .symbols()
            .apply(&keymap::key_name(binding.keys[0]));
        (
            key,
            keymap::word(binding.action, context, &text.keys).to_owned(),
        )
    };
    let mut line = Line::default();
    let entries = keymap::bindings(context)
        .filter(|binding| binding.in_footer)
        .map(entry);
    for (key, word) in entries {
        let width = key.width() + word.width() + 3;
        if line.width() + width > usize::from(area.width) {
            break;
        }
        line.push_span(Span::styled(format!(" {key}"), styles.key));
        line.push_span(Span::styled(format!(" {word} "), styles.text));
    }
    line.render(area, buf);
}
