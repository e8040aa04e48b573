//! Styles, named by what they mean. No colour is named anywhere else.

use ratatui::style::{Color, Modifier, Style};

use crate::app::Theme;

/// The styles of one theme. Each meaning has a sign besides its colour (bold, underline, reverse, an arrow, a dotted line).
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

/// The style of a number that differs from what it was before the learner changed any: underlined, in every theme.
pub fn changed(style: Style, differs: bool) -> Style {
    if differs { style.add_modifier(Modifier::UNDERLINED) } else { style }
}

/// The styles of a theme.
pub fn styles(theme: Theme) -> Styles {
    let plain = Style::new();
    let bold = plain.add_modifier(Modifier::BOLD);
    match theme {
        Theme::Dark => Styles {
            text: plain,
            faint: plain.fg(Color::Indexed(246)),
            title: bold.fg(Color::Indexed(117)),
            current: bold.fg(Color::Indexed(16)).bg(Color::Indexed(221)),
            signal: bold.fg(Color::Indexed(114)),
            error: bold.fg(Color::Indexed(210)),
            update: bold.fg(Color::Indexed(141)),
            key: bold.fg(Color::Indexed(221)),
            result: bold.fg(Color::Indexed(221)),
            code: plain.fg(Color::Indexed(152)),
            slip: bold.fg(Color::Indexed(209)).add_modifier(Modifier::UNDERLINED),
            agreeing: bold.fg(Color::Indexed(114)).add_modifier(Modifier::UNDERLINED),
            warning: bold.fg(Color::Indexed(209)),
        },
        Theme::Light => Styles {
            text: plain,
            faint: plain.fg(Color::Indexed(241)),
            title: bold.fg(Color::Indexed(25)),
            current: bold.fg(Color::Indexed(231)).bg(Color::Indexed(25)),
            signal: bold.fg(Color::Indexed(22)),
            error: bold.fg(Color::Indexed(124)),
            update: bold.fg(Color::Indexed(90)),
            key: bold.fg(Color::Indexed(25)),
            result: bold.fg(Color::Indexed(88)),
            code: plain.fg(Color::Indexed(24)),
            slip: bold.fg(Color::Indexed(160)).add_modifier(Modifier::UNDERLINED),
            agreeing: bold.fg(Color::Indexed(22)).add_modifier(Modifier::UNDERLINED),
            warning: bold.fg(Color::Indexed(160)),
        },
        Theme::Mono => Styles {
            text: plain,
            faint: plain,
            title: bold,
            current: bold.add_modifier(Modifier::REVERSED),
            signal: bold,
            error: bold,
            update: bold,
            key: bold,
            result: bold,
            code: plain,
            slip: bold.add_modifier(Modifier::UNDERLINED),
            agreeing: bold.add_modifier(Modifier::UNDERLINED),
            warning: bold,
        },
    }
}
