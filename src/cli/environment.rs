//! What the environment says about language, characters and colours.

use crate::app::Theme;
use crate::lesson::Symbols;
use crate::platform;
use crate::text::Language;

/// The environment variables that matter here; those that are unset or empty are `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// `LC_ALL`, else `LC_MESSAGES`, else `LANG`, else what the system says: the language of
    /// messages.
    pub messages: Option<String>,
    /// `LC_ALL`, else `LC_CTYPE`, else `LANG`: the characters of the terminal.
    pub characters: Option<String>,
    /// `TERM`
    pub term: Option<String>,
    /// `COLORTERM`
    pub color_term: Option<String>,
    /// `NO_COLOR`
    pub no_color: Option<String>,
    /// `COLORFGBG`: the colours of letters and ground, as some terminals tell them.
    pub letters_and_ground: Option<String>,
}

/// What is part of `TERM` where there are 256 colours. Some terminals say so only by their own name
/// when `COLORTERM` is lost on the way, as through ssh.
const HAVE_256: [&str; 6] = ["256color", "alacritty", "foot", "ghostty", "kitty", "wezterm"];

impl Environment {
    /// The environment of this process.
    pub fn of_process() -> Self {
        let environment = Self::read(|name| std::env::var(name).ok());
        Self { messages: environment.messages.or_else(sys_locale::get_locale), ..environment }
    }

    fn read(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let locale = |category| ["LC_ALL", category, "LANG"].into_iter().find_map(set);
        Self {
            messages: locale("LC_MESSAGES"),
            characters: locale("LC_CTYPE"),
            term: set("TERM"),
            color_term: set("COLORTERM"),
            no_color: set("NO_COLOR"),
            letters_and_ground: set("COLORFGBG"),
        }
    }

    /// The language that the locale asks for.
    pub fn language(&self) -> Language {
        self.messages.as_deref().map_or(Language::default(), Language::from_locale)
    }

    /// Whether the locale's characters are those of UTF-8. Where none is told, terminals show
    /// Unicode.
    pub fn is_utf8(&self) -> bool {
        self.characters.as_deref().map_or(!platform::TELLS_TERMINAL, |locale| {
            let locale = locale.to_ascii_lowercase();
            locale.ends_with("utf-8") || locale.ends_with("utf8") || locale.contains("utf-8@")
        })
    }

    /// Only ASCII on a Linux console, whose fonts lack the letters of the formulas, and in a locale
    /// that is not UTF-8.
    pub fn symbols(&self) -> Symbols {
        if self.is_utf8() && self.term.as_deref() != Some("linux") {
            Symbols::Unicode
        } else {
            Symbols::Ascii
        }
    }

    /// No colour where `NO_COLOR` is set (<https://no-color.org>), nor where there are too few to
    /// choose from: the sixteen of old terminals are whatever their user made them, so that nobody
    /// knows which of them can be read on which.
    pub fn theme(&self) -> Option<Theme> {
        let has_few = matches!(self.colors(), "16" | "none") && platform::TELLS_TERMINAL;
        (self.no_color.is_some() || has_few).then_some(Theme::Mono)
    }

    /// The theme for the background, where it is known without asking the terminal. Of the sixteen
    /// colours that `COLORFGBG` counts, the first seven and the dark grey are dark; the background
    /// stands last. A Linux console is black, and must not be asked.
    pub fn suits(&self) -> Option<Theme> {
        if self.term.as_deref() == Some("linux") {
            return Some(Theme::Dark);
        }
        match self.letters_and_ground.as_deref()?.rsplit(';').next()?.parse() {
            Ok(0..=6 | 8) => Some(Theme::Dark),
            Ok(7 | 9..=15) => Some(Theme::Light),
            _ => None,
        }
    }

    /// How many colours the terminal says it has.
    pub fn colors(&self) -> &'static str {
        let term = self.term.as_deref().unwrap_or_default();
        match self.color_term.as_deref() {
            Some("truecolor" | "24bit") => "16 million",
            _ if term.ends_with("-direct") => "16 million",
            _ if HAVE_256.iter().any(|name| term.contains(name)) => "256",
            _ if term.is_empty() && !platform::TELLS_TERMINAL => "16 million",
            _ if term.is_empty() || term == "dumb" => "none",
            _ => "16",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(variables: &[(&str, &str)]) -> Environment {
        Environment::read(|name| {
            let found = variables.iter().find(|(variable, _)| *variable == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_language_is_that_of_the_first_variable_that_is_set() {
        for (variables, language) in [
            (&[("LANG", "zh_CN.UTF-8")][..], Language::Zh),
            (&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")], Language::En),
            (&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "")], Language::Zh),
            (&[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "zh_TW")], Language::Zh),
            (&[("LANG", "de_DE.UTF-8")], Language::En),
            (&[], Language::En),
        ] {
            assert_eq!(environment(variables).language(), language, "{variables:?}");
        }
    }

    #[test]
    fn a_linux_console_and_a_locale_without_utf8_get_ascii() {
        for (variables, symbols) in [
            (&[("LANG", "en_US.UTF-8")][..], Symbols::Unicode),
            (&[("LC_ALL", "C.utf8")], Symbols::Unicode),
            (&[("LC_ALL", "C"), ("LANG", "en_US.UTF-8")], Symbols::Ascii),
            (&[("LANG", "en_US.UTF-8"), ("LC_CTYPE", "en_US.ISO-8859-1")], Symbols::Ascii),
            (&[("LANG", "en_US.UTF-8"), ("TERM", "linux")], Symbols::Ascii),
        ] {
            assert_eq!(environment(variables).symbols(), symbols, "{variables:?}");
        }
    }

    #[test]
    fn no_color_means_no_colour_unless_it_is_empty() {
        let theme =
            |no_color| environment(&[("TERM", "xterm-256color"), ("NO_COLOR", no_color)]).theme();
        assert_eq!(theme("1"), Some(Theme::Mono));
        assert_eq!(theme(""), None);
    }

    #[test]
    fn the_background_is_the_last_of_colorfgbg() {
        for (value, theme) in [
            ("15;0", Some(Theme::Dark)),
            ("0;default;15", Some(Theme::Light)),
            ("12;8", Some(Theme::Dark)),
            ("0;7", Some(Theme::Light)),
            ("15;default", None),
            ("0;16", None),
            ("-1", None),
            ("", None),
        ] {
            let variables = [("TERM", "xterm-256color"), ("COLORFGBG", value)];
            assert_eq!(environment(&variables).suits(), theme, "{value:?}");
        }
        assert_eq!(environment(&[("TERM", "linux")]).suits(), Some(Theme::Dark));
    }

    #[cfg(not(windows))]
    #[test]
    fn sixteen_colours_are_too_few() {
        for (variables, theme) in [
            (&[("TERM", "linux")][..], Some(Theme::Mono)),
            (&[("TERM", "vt220")], Some(Theme::Mono)),
            (&[], Some(Theme::Mono)),
            (&[("TERM", "xterm-kitty")], None),
            (&[("TERM", "xterm"), ("COLORTERM", "truecolor")], None),
        ] {
            assert_eq!(environment(variables).theme(), theme, "{variables:?}");
        }
    }
}
