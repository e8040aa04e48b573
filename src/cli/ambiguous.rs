//! Whether the terminal draws characters such as `δ` as wide as Chinese ones, and what helps then.

use std::io::{self, IsTerminal, Write};

use super::environment::Environment;
use crate::app::Settings;
use crate::message::messages;
use crate::platform;

/// Characters of the tutor whose width Unicode leaves open, one column each.
const AMBIGUOUS: &str = "δη·×→│";

messages!("ambiguous"
    /// How wide ambiguous characters are.
    pub enum AmbiguousWidth {
        /// One column, as they should be.
        Narrow,
        /// Two columns.
        Wide,
        /// The terminal was not asked, or does not say.
        Unknown,
    }
);

/// What there is to say about them.
pub fn advice(settings: Settings, environment: &Environment) -> String {
    settings.text().tell(&width(environment).unwrap_or(AmbiguousWidth::Unknown))
}

/// Writes some, asks where the cursor is, and takes them away again.
fn width(environment: &Environment) -> Option<AmbiguousWidth> {
    let term = environment.term.as_ref();
    let is_dumb = term.map_or(platform::TELLS_TERMINAL, |term| term == "dumb");
    if is_dumb
        || !platform::has_screen()
        || !io::stdin().is_terminal()
        || !io::stdout().is_terminal()
    {
        return None;
    }
    let write = |text: &str| {
        let mut stdout = io::stdout();
        stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush())
    };
    write(&format!("\r{AMBIGUOUS}")).ok()?;
    let place = crossterm::cursor::position();
    write("\r\x1b[K").ok()?;
    let narrow = AMBIGUOUS.chars().count();
    let is_narrow = usize::from(place.ok()?.0) == narrow;
    Some(if is_narrow { AmbiguousWidth::Narrow } else { AmbiguousWidth::Wide })
}
