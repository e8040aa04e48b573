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
    /// A record on a map.
    pub spot: Style,
    /// A test record on it.
    pub spot_of_test: Style,
    /// A record that is told wrongly.
    pub wrong_spot: Style,
    /// A test record that is told wrongly.
    pub wrong_spot_of_test: Style,
}

/// The colours of a map, from 0 to 1: blue below the middle, orange above it.
pub const RAMP: [Color; 8] = [
    Color::Indexed(24),
    Color::Indexed(31),
    Color::Indexed(74),
    Color::Indexed(153),
    Color::Indexed(223),
    Color::Indexed(215),
    Color::Indexed(208),
    Color::Indexed(166),
];

/// The style of a number that differs from what it was before the learner changed any: underlined,
/// in every theme.
pub fn changed(style: Style, differs: bool) -> Style {
    if differs { style.add_modifier(Modifier::UNDERLINED) } else { style }
}

/// What a class is shown on, so that it does not depend on the teacher's terminal: the letters, and
/// the ground. None without colours.
pub fn ground(theme: Option<Theme>) -> Option<(Color, Color)> {
    let (black, white) = (Color::Indexed(16), Color::Indexed(231));
    match theme {
        Some(Theme::Dark) => Some((white, black)),
        Some(Theme::Light) => Some((black, white)),
        Some(Theme::Mono) | None => None,
    }
}

/// The styles of a theme for the last row of a class: nothing is faint.
pub fn for_class(theme: Option<Theme>) -> &'static Styles {
    match theme {
        Some(Theme::Dark) => &const { without_faint(&DARK) },
        Some(Theme::Mono) => &MONO,
        Some(Theme::Light) | None => &const { without_faint(&LIGHT) },
    }
}

const fn without_faint(styles: &Styles) -> Styles {
    Styles { faint: styles.text, code: styles.text, ..*styles }
}

/// The styles of a theme; those that can be read on most grounds while there is none.
pub fn of(theme: Option<Theme>) -> &'static Styles {
    match theme {
        Some(Theme::Dark) => &DARK,
        Some(Theme::Light) => &LIGHT,
        Some(Theme::Mono) => &MONO,
        None => &MIDDLE,
    }
}

/// The theme for a ground of this colour: red, green and blue from 0 to 1.
pub fn for_ground(ground: [f64; 3]) -> Theme {
    /// Where black and white letters are read equally well.
    const MIDDLE: f64 = 0.179;
    if luminance(ground) < MIDDLE { Theme::Dark } else { Theme::Light }
}

/// The relative luminance of an sRGB colour, as WCAG 2.1 defines it.
fn luminance(color: [f64; 3]) -> f64 {
    let linear = |part: f64| match part {
        ..=0.03928 => part / 12.92,
        _ => ((part + 0.055) / 1.055).powf(2.4),
    };
    let [red, green, blue] = color.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const PLAIN: Style = Style::new();
const BOLD: Style = PLAIN.add_modifier(Modifier::BOLD);
const UNDERLINED: Style = BOLD.add_modifier(Modifier::UNDERLINED);
/// On a map, whose colours are the same on every ground.
const SPOT: Style = BOLD.fg(Color::Indexed(16)).bg(Color::Indexed(231));
const WRONG_SPOT: Style = BOLD.fg(Color::Indexed(231)).bg(Color::Indexed(160));

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
    spot: SPOT,
    spot_of_test: SPOT.add_modifier(Modifier::UNDERLINED),
    wrong_spot: WRONG_SPOT,
    wrong_spot_of_test: WRONG_SPOT.add_modifier(Modifier::UNDERLINED),
};

/// For dark letters on a light ground.
const LIGHT: Styles = Styles {
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
    ..DARK
};

/// For a ground that nobody knows. These are the colours of the palette that have a contrast of 4.5
/// on black and on white as well: their luminance is between 0.175 and 0.183.
const MIDDLE: Styles = Styles {
    faint: PLAIN.fg(Color::Indexed(243)),
    title: BOLD.fg(Color::Indexed(63)),
    current: BOLD.fg(Color::Indexed(231)).bg(Color::Indexed(63)),
    signal: BOLD.fg(Color::Indexed(29)),
    error: BOLD.fg(Color::Indexed(131)),
    update: BOLD.fg(Color::Indexed(98)),
    key: BOLD.fg(Color::Indexed(63)),
    result: BOLD.fg(Color::Indexed(163)),
    code: PLAIN.fg(Color::Indexed(29)),
    slip: UNDERLINED.fg(Color::Indexed(131)),
    agreeing: UNDERLINED.fg(Color::Indexed(29)),
    warning: BOLD.fg(Color::Indexed(131)),
    ..DARK
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
    spot: BOLD,
    spot_of_test: UNDERLINED,
    wrong_spot: BOLD.add_modifier(Modifier::REVERSED),
    wrong_spot_of_test: UNDERLINED.add_modifier(Modifier::REVERSED),
};
