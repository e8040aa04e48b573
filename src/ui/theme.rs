//! Styles, named by what they mean. No colour is named anywhere else.

use ratatui::style::{Color, Modifier, Style};

use crate::app::Theme;

/// The styles of one theme. Each meaning has a sign besides its colour (bold, underline, reverse,
/// an arrow, a dotted line).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Styles {
    /// Running text.
    pub text: Style,
    /// What is there but not looked at now: other units, other edges, frames.
    pub faint: Style,
    /// Headings and titles of panels.
    pub title: Style,
    /// The number that the step is about.
    pub current: Style,
    /// What goes into the present step on the way up.
    pub signal: Style,
    /// What goes into the present step on the way down.
    pub error: Style,
    /// What the present step changes.
    pub update: Style,
    /// A key that can be pressed.
    pub key: Style,
    /// A result in a formula.
    pub result: Style,
    /// The line of NumPy.
    pub code: Style,
    /// The part of a formula that should be another.
    pub slip: Style,
    /// Digits on which two numbers agree.
    pub agreeing: Style,
    /// Something that went wrong, or that must not be overlooked.
    pub warning: Style,
}

/// The style of a number that differs from what it was before the learner changed any: underlined,
/// in every theme.
pub fn changed(style: Style, differs: bool) -> Style {
    if differs { style.add_modifier(Modifier::UNDERLINED) } else { style }
}

/// The styles of a theme.
pub fn styles(theme: Theme) -> Styles {
    *of(theme)
}

/// The styles of a theme, for the pen.
pub fn of(theme: Theme) -> &'static Styles {
    match theme {
        Theme::Dark => &DARK,
        Theme::Light => &LIGHT,
        Theme::Mono => &MONO,
    }
}

const PLAIN: Style = Style::new();
const BOLD: Style = PLAIN.add_modifier(Modifier::BOLD);
const UNDERLINED: Style = BOLD.add_modifier(Modifier::UNDERLINED);

/// For light letters on a dark ground.
const DARK: Styles = Styles {
    text: PLAIN,
    faint: PLAIN.fg(Color::Indexed(246)),
    title: BOLD.fg(Color::Indexed(117)),
    current: BOLD.fg(Color::Indexed(16)).bg(Color::Indexed(221)),
    signal: BOLD.fg(Color::Indexed(114)),
    error: BOLD.fg(Color::Indexed(210)),
    update: BOLD.fg(Color::Indexed(141)),
    key: BOLD.fg(Color::Indexed(221)),
    result: BOLD.fg(Color::Indexed(221)),
    code: PLAIN.fg(Color::Indexed(152)),
    slip: UNDERLINED.fg(Color::Indexed(209)),
    agreeing: UNDERLINED.fg(Color::Indexed(114)),
    warning: BOLD.fg(Color::Indexed(209)),
};

/// For dark letters on a light ground.
const LIGHT: Styles = Styles {
    text: PLAIN,
    faint: PLAIN.fg(Color::Indexed(241)),
    title: BOLD.fg(Color::Indexed(25)),
    current: BOLD.fg(Color::Indexed(231)).bg(Color::Indexed(25)),
    signal: BOLD.fg(Color::Indexed(22)),
    error: BOLD.fg(Color::Indexed(124)),
    update: BOLD.fg(Color::Indexed(90)),
    key: BOLD.fg(Color::Indexed(25)),
    result: BOLD.fg(Color::Indexed(88)),
    code: PLAIN.fg(Color::Indexed(24)),
    slip: UNDERLINED.fg(Color::Indexed(160)),
    agreeing: UNDERLINED.fg(Color::Indexed(22)),
    warning: BOLD.fg(Color::Indexed(160)),
};

/// Without any colour.
const MONO: Styles = Styles {
    text: PLAIN,
    faint: PLAIN,
    title: BOLD,
    current: BOLD.add_modifier(Modifier::REVERSED),
    signal: BOLD,
    error: BOLD,
    update: BOLD,
    key: BOLD,
    result: BOLD,
    code: PLAIN,
    slip: UNDERLINED,
    agreeing: UNDERLINED,
    warning: BOLD,
};
