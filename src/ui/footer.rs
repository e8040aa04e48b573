//! The last line: the keys that work here.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::theme::styles;
use crate::app::{Action, App};
use crate::keymap::{self, Binding, Context};

/// Draws as many keys as fit whole. The help is always among them: it names the others.
pub fn draw(app: &App, area: Rect, buf: &mut Buffer) {
    let styles = styles(app.settings.theme);
    let text = app.settings.text();
    let context = Context::of(app);
    let entry = |binding: &Binding| {
        let key = app.settings.symbols().apply(&keymap::key_name(binding.keys[0]));
        let word = keymap::word(binding.action, context, &text.keys);
        (key, word.to_owned())
    };
    let width = |(key, word): &(String, String)| key.width() + word.width() + 3;
    let bindings: Vec<&Binding> =
        keymap::bindings(context).filter(|binding| binding.in_footer).collect();
    let help = bindings.iter().find(|binding| binding.action == Action::Help);
    let mut room =
        usize::from(area.width).saturating_sub(help.map_or(0, |help| width(&entry(help))));
    let mut line = Line::default();
    for binding in &bindings {
        let (key, word) = entry(binding);
        if binding.action != Action::Help {
            match room.checked_sub(width(&(key.clone(), word.clone()))) {
                Some(left) => room = left,
                None => continue,
            }
        }
        line.push_span(Span::styled(format!(" {key}"), styles.key));
        line.push_span(Span::styled(format!(" {word} "), styles.text));
    }
    line.render(area, buf);
}
