//! `doctor`: what the program finds out about the terminal, for the user to compare with what they
//! see.

use std::fmt::Write as _;
use std::io::{self, IsTerminal};

use super::environment::Environment;
use crate::app::Settings;
use crate::lesson::Symbols;
use crate::sanitize::excerpt;

/// Characters of the tutor, ten columns in each row.
const RULER: [(&str, &str); 5] = [
    ("ASCII", "0123456789"),
    ("formulas", "ŷδηΔΣσ∂′·×"),
    ("arrows", "−≈→←↑↓ᵒʰ½²"),
    ("borders", "─│┌┐└┘├┤┬┴"),
    ("braille", "⣀⣤⣶⣿⡇⢸⠉⠛⠿⣿"),
];
/// Five letters, two columns each.
const WIDE_RULER: (&str, &str) = ("Chinese", "反向传播网");

/// Everything worth telling in a bug report.
pub fn report(settings: Settings, environment: &Environment, kept_in: &str) -> String {
    let mut page = format!("backprop {}\n\n", env!("CARGO_PKG_VERSION"));
    for (name, finding) in findings(settings, environment, kept_in) {
        // Writing to a String cannot fail.
        let _ = writeln!(page, "{name:<10} {}", excerpt(&finding, 200));
    }
    let _ = writeln!(
        page,
        "\nThe bars on the right stand below each other where the terminal counts widths as the tutor does."
    );
    for (name, row) in RULER.into_iter().chain([WIDE_RULER]) {
        let _ = writeln!(page, "{name:<10} |{row}|");
    }
    page
}

fn findings(
    settings: Settings,
    environment: &Environment,
    kept_in: &str,
) -> Vec<(&'static str, String)> {
    let shown = |value: &Option<String>| value.as_deref().unwrap_or("(not set)").to_owned();
    let theme =
        settings.theme.map_or("middle tones, until the terminal tells its background", Into::into);
    let symbols = match settings.symbols() {
        Symbols::Unicode => "unicode",
        Symbols::Ascii => "ascii",
    };
    vec![
        ("screen", screen()),
        ("TERM", shown(&environment.term)),
        ("COLORTERM", shown(&environment.color_term)),
        ("NO_COLOR", shown(&environment.no_color)),
        ("COLORFGBG", shown(&environment.letters_and_ground)),
        ("colours", environment.colors().to_owned()),
        ("theme", theme.to_owned()),
        ("locale", shown(&environment.messages)),
        ("language", settings.language.code().to_owned()),
        ("characters", format!("{symbols} ({})", shown(&environment.characters))),
        ("progress", kept_in.to_owned()),
    ]
}

/// The size of the terminal, or why there is none.
fn screen() -> String {
    if !io::stdout().is_terminal() {
        return "stdout is not a terminal".to_owned();
    }
    match rustix::termios::tcgetwinsize(io::stdout()) {
        Ok(size) => format!("{} columns, {} rows", size.ws_col, size.ws_row),
        Err(error) => format!("the terminal does not tell its size ({error})"),
    }
}
