//! The one table of keys. Dispatch, footer and help all read it, so they cannot disagree.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::app::field::{Edit, Field};
use crate::app::{Action, App, Popup, Screen};
use crate::text::{Keys, Text};

/// Where a binding holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// On every screen.
    Everywhere,
    /// On the menu.
    Menu,
    /// In a lesson.
    Stepper,
    /// While a network trains.
    Training,
    /// While a popup asks yes or no.
    YesOrNo,
}

impl Context {
    /// All contexts, in the order in which the help lists them.
    pub const ALL: [Self; 5] = [
        Self::Everywhere,
        Self::Menu,
        Self::Stepper,
        Self::Training,
        Self::YesOrNo,
    ];

    /// The context of the screen that is seen.
    #[must_use]
    pub fn of(app: &App) -> Self {
        if app.popup == Some(Popup::Forget) {
            return Self::YesOrNo;
        }
        match app.screen() {
            Screen::Menu(_) => Self::Menu,
            Screen::Stepper(_) => Self::Stepper,
            Screen::Training(_) => Self::Training,
        }
    }

    /// What the help calls it.
    #[must_use]
    pub fn title(self, text: &Text) -> &str {
        match self {
            Self::Everywhere => &text.keys.everywhere,
            Self::Menu => &text.keys.in_menu,
            Self::Stepper => &text.keys.in_stepper,
            Self::Training => &text.keys.in_training,
            Self::YesOrNo => &text.keys.yes_or_no,
        }
    }
}

/// Some keys that do the same, and what they do.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Where the keys work.
    pub context: Context,
    /// The keys; the first is the one that the footer names.
    pub keys: &'static [KeyCode],
    /// What they do.
    pub action: Action,
    /// Whether the footer names it.
    pub in_footer: bool,
}

const fn bind(context: Context, keys: &'static [KeyCode], action: Action) -> Binding {
    Binding {
        context,
        keys,
        action,
        in_footer: false,
    }
}

const fn shown(context: Context, keys: &'static [KeyCode], action: Action) -> Binding {
    Binding {
        context,
        keys,
        action,
        in_footer: true,
    }
}

use Context::{Everywhere, Menu, Stepper, Training, YesOrNo};
use KeyCode::{BackTab, Backspace, Char, Down, End, Enter, Esc, Home, Left, Right, Tab, Up};

/// Every key of the tutor. Ctrl-C and Ctrl-Z are in [`action`]: they hold whatever else a key would mean.
pub const BINDINGS: &[Binding] = &[
    shown(
        Menu,
        &[Up, Char('k'), Left, Backspace, Char('h'), Char('p')],
        Action::Up,
    ),
    shown(
        Menu,
        &[Down, Char('j'), Right, Char('l'), Char('n'), Tab],
        Action::Down,
    ),
    shown(Menu, &[Enter, Char(' ')], Action::Choose),
    bind(Menu, &[Home], Action::First),
    bind(Menu, &[End], Action::Last),
    bind(Menu, &[Char('1')], Action::Open(0)),
    bind(Menu, &[Char('2')], Action::Open(1)),
    bind(Menu, &[Char('3')], Action::Open(2)),
    bind(Menu, &[Char('X')], Action::Forget),
    shown(
        Stepper,
        &[Right, Char(' '), Enter, Char('l'), Char('n')],
        Action::Next,
    ),
    shown(
        Stepper,
        &[Left, Backspace, Char('h'), Char('p')],
        Action::Back,
    ),
    bind(Stepper, &[Home], Action::First),
    bind(Stepper, &[End], Action::Last),
    shown(Stepper, &[Tab, BackTab], Action::StepSize),
    shown(Training, &[Char(' ')], Action::Run),
    shown(Training, &[Right, Char('l'), Char('n')], Action::Next),
    shown(
        Training,
        &[Left, Backspace, Char('h'), Char('p')],
        Action::Back,
    ),
    shown(Training, &[Tab, BackTab], Action::StepSize),
    shown(
        Training,
        &[Up, Char('+'), Char('='), Char('k')],
        Action::Faster,
    ),
    shown(Training, &[Down, Char('-'), Char('j')], Action::Slower),
    bind(Training, &[Home], Action::First),
    bind(Training, &[End], Action::Last),
    bind(Training, &[Char('r')], Action::Restart),
    shown(YesOrNo, &[Char('y')], Action::Confirm),
    shown(YesOrNo, &[Char('n')], Action::Leave),
    bind(Everywhere, &[Char('.'), Char('>')], Action::MoreDigits),
    bind(Everywhere, &[Char(','), Char('<')], Action::FewerDigits),
    bind(Everywhere, &[Char('c')], Action::Convention),
    shown(Everywhere, &[Char('?'), KeyCode::F(1)], Action::Help),
    shown(Everywhere, &[Char('L')], Action::NextLanguage),
    bind(Everywhere, &[Char('T')], Action::NextTheme),
    shown(Everywhere, &[Esc], Action::Leave),
    shown(Everywhere, &[Char('q')], Action::Quit),
];

/// The bindings that hold on a screen: its own first, then those that hold everywhere.
pub fn bindings(context: Context) -> impl Iterator<Item = &'static Binding> {
    let of = move |wanted| {
        BINDINGS
            .iter()
            .filter(move |binding| binding.context == wanted)
    };
    of(context).chain(of(Everywhere))
}

/// What a key asks for on the screen that is seen. Releases of keys, and keys that mean nothing here, ask for nothing.
#[must_use]
pub fn action(app: &App, key: KeyEvent) -> Option<Action> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        return match key.code {
            Char('c') => Some(Action::Quit),
            Char('z') => Some(Action::Suspend),
            _ => None,
        };
    }
    if key.modifiers.contains(KeyModifiers::ALT) {
        return None;
    }
    if let Some(edit) = app.field().and_then(|field| edit(field, key.code)) {
        return Some(Action::Edit(edit));
    }
    bindings(Context::of(app))
        .find(|binding| binding.keys.contains(&key.code))
        .map(|binding| binding.action)
}

/// What a key does to the field that is being typed in. In an empty one, the keys that move keep their usual meaning.
fn edit(field: &Field, key: KeyCode) -> Option<Edit> {
    match key {
        Char(character) if field.kind().accepts(character) => Some(Edit::Insert(character)),
        _ if field.is_empty() => None,
        Backspace => Some(Edit::Backspace),
        KeyCode::Delete => Some(Edit::Delete),
        Left => Some(Edit::Left),
        Right => Some(Edit::Right),
        Home => Some(Edit::Start),
        End => Some(Edit::End),
        Esc => Some(Edit::Clear),
        _ => None,
    }
}

/// What pasted text asks for: to be typed where a field is being typed in, else nothing.
#[must_use]
pub fn paste(app: &App, text: &str) -> Vec<Action> {
    let Some(field) = app.field() else {
        return Vec::new();
    };
    let accepted = text
        .chars()
        .filter(|character| field.kind().accepts(*character));
    accepted
        .map(|character| Action::Edit(Edit::Insert(character)))
        .collect()
}

/// The word for what an action does.
#[must_use]
pub fn word(action: Action, context: Context, keys: &Keys) -> &str {
    match action {
        Action::Quit => &keys.quit,
        Action::Suspend => &keys.suspend,
        Action::Leave => match context {
            YesOrNo => &keys.no,
            _ => &keys.leave,
        },
        Action::Help => &keys.help,
        Action::Convention => &keys.convention,
        Action::NextLanguage => &keys.language,
        Action::NextTheme => &keys.theme,
        Action::MoreDigits => &keys.more_digits,
        Action::FewerDigits => &keys.fewer_digits,
        Action::Next => &keys.next,
        Action::Back => &keys.back,
        Action::First => &keys.first,
        Action::Last => &keys.last,
        Action::StepSize => &keys.size,
        Action::Up => &keys.choose_up,
        Action::Down => &keys.choose_down,
        Action::Choose => match context {
            Stepper => &keys.next,
            Menu | Training | YesOrNo | Everywhere => &keys.choose,
        },
        Action::Run => &keys.run,
        Action::Faster => &keys.faster,
        Action::Slower => &keys.slower,
        Action::Restart => &keys.restart,
        Action::Open(_) => &keys.choose_item,
        Action::Forget => &keys.forget,
        Action::Confirm => &keys.yes,
        Action::Edit(_) => &keys.edit,
    }
}

/// How a key is written in the footer and the help.
#[must_use]
pub fn key_name(key: KeyCode) -> String {
    match key {
        Right => "→".to_owned(),
        Left => "←".to_owned(),
        Up => "↑".to_owned(),
        Down => "↓".to_owned(),
        Enter => "Enter".to_owned(),
        Esc => "Esc".to_owned(),
        Tab => "Tab".to_owned(),
        BackTab => "Shift-Tab".to_owned(),
        Backspace => "Backspace".to_owned(),
        Home => "Home".to_owned(),
        End => "End".to_owned(),
        Char(' ') => "Space".to_owned(),
        Char(letter) => letter.to_string(),
        KeyCode::F(number) => format!("F{number}"),
        other => format!("{other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_key_has_two_meanings_on_one_screen() {
        for context in Context::ALL {
            let mut seen = HashSet::new();
            let keys = bindings(context).flat_map(|binding| binding.keys);
            if context == Everywhere {
                continue; // chained with itself; its keys are seen with every screen
            }
            for key in keys {
                assert!(seen.insert(key), "{key:?} has two meanings in {context:?}");
            }
        }
    }
}
