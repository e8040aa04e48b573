//! `doctor`: what the program finds out about the terminal, for the user to compare with what they
//! see.

use std::io::{self, IsTerminal};

use unicode_width::UnicodeWidthStr;

use super::environment::Environment;
use crate::app::Settings;
use crate::lesson::Symbols;
use crate::platform;
use crate::sanitize::excerpt;
use crate::text::{DoctorWords, fill};

/// Characters of the tutor, ten columns in each row.
const RULER: [&str; 6] =
    ["0123456789", "ŷδηΔΣσ∂′·×", "−≈→←↑↓ᵒʰ½²", "─│┌┐└┘├┤┬┴", "⣀⣤⣶⣿⡇⢸⠉⠛⠿⣿", "反向传播网"];

/// Everything worth telling in a bug report.
pub fn report(settings: Settings, environment: &Environment, kept_in: &str) -> String {
    let words = &settings.text().doctor;
    let mut page = format!("backprop {}\n\n", env!("CARGO_PKG_VERSION"));
    for (name, finding) in findings(settings, environment, kept_in) {
        page += &line(name, &excerpt(&finding, 200));
    }
    let names =
        ["ASCII", &words.formulas, &words.arrows, &words.borders, &words.braille, &words.chinese];
    page += &["\n", &*words.ruler, "\n"].concat();
    for (name, row) in names.into_iter().zip(RULER) {
        page += &line(name, &format!("|{row}|"));
    }
    page
}

/// A name of the first column, and what stands beside it.
fn line(name: &str, content: &str) -> String {
    format!("{name}{} {content}\n", " ".repeat(10_usize.saturating_sub(name.width())))
}

fn findings(
    settings: Settings,
    environment: &Environment,
    kept_in: &str,
) -> Vec<(&'static str, String)> {
    let words = &settings.text().doctor;
    let shown = |value: &Option<String>| value.as_ref().unwrap_or(&words.not_set).clone();
    let theme = settings.theme.map_or(&*words.middle_tones, Into::into);
    let symbols = match settings.symbols() {
        Symbols::Unicode => "unicode",
        Symbols::Ascii => "ascii",
    };
    let locale = shown(&environment.characters);
    let colours = match environment.colors() {
        "16 million" => &words.many_colours,
        "none" => &words.no_colours,
        number => number,
    };
    let console = platform::console().map(|name| {
        let is_fine = platform::has_screen() || !io::stdout().is_terminal();
        let what = if is_fine { name } else { &fill(&words.no_sequences, &[("name", &name)]) };
        (&*words.console, what.to_owned())
    });
    let findings = [
        (&*words.screen, screen(words)),
        ("TERM", shown(&environment.term)),
        ("COLORTERM", shown(&environment.color_term)),
        ("NO_COLOR", shown(&environment.no_color)),
        ("COLORFGBG", shown(&environment.letters_and_ground)),
        (&words.colours, colours.to_owned()),
        (&words.theme, theme.to_owned()),
        (&words.locale, shown(&environment.messages)),
        (&words.language, settings.language.code().to_owned()),
        (&words.characters, fill(&words.locale_of, &[("symbols", &symbols), ("locale", &locale)])),
        (&words.progress, kept_in.to_owned()),
    ];
    console.into_iter().chain(findings).collect()
}

/// The size of the terminal, or why there is none.
fn screen(words: &DoctorWords) -> String {
    if !io::stdout().is_terminal() {
        return words.no_terminal.clone();
    }
    match platform::window_of_stdout() {
        Ok((columns, rows)) => fill(&words.size, &[("columns", &columns), ("rows", &rows)]),
        Err(error) => fill(&words.no_size, &[("reason", &error)]),
    }
}
