//! What keys mean. Dispatch, footer and help all read the one table, so they cannot disagree.
//!
//! * `keymap/context.rs`: where the user is;
//! * `keymap/table.rs`: the table of keys.

mod context;
mod table;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::app::field::{self, Edit};
use crate::app::{Action, App, Popup, Screen};
use crate::limits;
use crate::text::keys::Keys;
pub use context::Context;
pub use table::{ALWAYS, BINDINGS};

/// Some keys that do the same, and what they do.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Where the keys work.
    pub contexts: &'static [Context],
    /// The names of the keys, with spaces between them. The footer names only the first.
    pub keys: &'static str,
    /// What they do; where that is to open something, the keys after the first open what follows.
    pub action: Action,
    /// The word for that.
    pub word: WordOf,
    /// Whether the footer names it.
    pub in_footer: bool,
}

/// Finds the word for what keys do among those of a language.
pub type WordOf = fn(&Keys) -> &str;

impl Binding {
    /// The key that the screen names.
    pub fn first_key(&self) -> &'static str {
        self.keys.split_once(' ').map_or(self.keys, |(first, _)| first)
    }

    /// What one of its keys does.
    fn action_of(&self, key: &str) -> Action {
        match self.action {
            Action::Open(first) => {
                let place = self.keys.split(' ').position(|name| name == key);
                Action::Open(first + place.unwrap_or(0))
            }
            action => action,
        }
    }

    fn has(&self, key: &str) -> bool {
        self.keys.split(' ').any(|name| name == key)
    }
}

const fn bind(
    contexts: &'static [Context],
    keys: &'static str,
    action: Action,
    word: WordOf,
) -> Binding {
    Binding { contexts, keys, action, word, in_footer: false }
}

const fn shown(
    contexts: &'static [Context],
    keys: &'static str,
    action: Action,
    word: WordOf,
) -> Binding {
    Binding { in_footer: true, ..bind(contexts, keys, action, word) }
}

/// The bindings that hold in these contexts, in their order.
pub fn bindings(contexts: Vec<Context>) -> impl Iterator<Item = &'static Binding> {
    let of = |wanted| BINDINGS.iter().filter(move |binding| binding.contexts.contains(&wanted));
    contexts.into_iter().flat_map(of)
}

/// What a key means on the screen that is seen.
pub fn meaning(app: &App, key: &str) -> Option<&'static Binding> {
    bindings(Context::all(app)).find(|binding| binding.has(key))
}

/// What a key asks for on the screen that is seen. Releases of keys, and keys that mean nothing
/// here, ask for nothing.
pub fn action(app: &App, key: KeyEvent) -> Option<Action> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        let KeyCode::Char(letter @ 'a'..='z') = key.code else { return None };
        let name = format!("Ctrl-{}", letter.to_ascii_uppercase());
        return ALWAYS.iter().find(|binding| binding.has(&name)).map(|binding| binding.action);
    }
    if app.popup == Some(Popup::Blank) {
        return Some(Action::Leave);
    }
    if key.modifiers.contains(KeyModifiers::ALT) {
        return None;
    }
    let context = Context::of(app);
    // A form over a screen, and a field with a number that was there before, are left with one Esc.
    let leaves = matches!(context, Context::Form | Context::Field | Context::Typing)
        && key.code == KeyCode::Esc;
    if let Some(edit) = app.field().and_then(|field| edit(field, key.code))
        && !leaves
    {
        return Some(Action::Edit(edit));
    }
    let name = key_name(key.code);
    meaning(app, &name).map(|binding| binding.action_of(&name))
}

/// The keys of a binding that do something now, on the screen under a popup: none that would be
/// typed into a field.
pub fn working(app: &App, binding: &'static Binding) -> impl Iterator<Item = &'static str> {
    let field = match app.screen() {
        Screen::Stepper(stepper) => stepper.field(),
        _ => None,
    };
    let is_typed = move |key: &str| {
        let mut letters = key.chars();
        let first = letters.next().filter(|_| letters.next().is_none());
        field.is_some_and(|field| first.is_some_and(|letter| types(field, letter)))
    };
    let is_taken = move |key: &str| {
        let is_first = |binding: &Binding| binding.contexts == [Context::Presenting];
        !is_first(binding) && meaning(app, key).is_some_and(is_first)
    };
    let can = app.can(binding.action);
    binding.keys.split(' ').filter(move |key| can && !is_typed(key) && !is_taken(key))
}

/// Whether a character goes into a field; a letter always does once something is there.
fn types(field: &field::Field, character: char) -> bool {
    field.kind.accepts(character) || (character.is_alphabetic() && !field.is_empty())
}

/// What a key does to the field that is being typed in. In an empty one, the keys that move keep
/// their usual meaning.
fn edit(field: &field::Field, key: KeyCode) -> Option<Edit> {
    match key {
        KeyCode::Char(character) if types(field, character) => Some(Edit::Insert(character)),
        _ if field.is_empty() => None,
        KeyCode::Backspace => Some(Edit::Backspace),
        KeyCode::Delete => Some(Edit::Delete),
        KeyCode::Left => Some(Edit::Left),
        KeyCode::Right => Some(Edit::Right),
        KeyCode::Home => Some(Edit::Start),
        KeyCode::End => Some(Edit::End),
        KeyCode::Esc => Some(Edit::Clear),
        _ => None,
    }
}

/// What pasted text asks for: to be typed where a field is being typed in, else nothing.
pub fn paste(app: &App, text: &str) -> Vec<Action> {
    let Some(field) = app.field() else {
        return Vec::new();
    };
    let accepted = text.chars().filter(|character| field.kind.accepts(*character));
    accepted.take(limits::FIELD).map(|character| Action::Edit(Edit::Insert(character))).collect()
}

/// The key that the screen names for an action; empty where no key does it.
pub fn key_of(action: Action, context: Context) -> &'static str {
    let mut bindings = bindings(context.chain());
    bindings.find(|binding| binding.action == action).map_or("", Binding::first_key)
}

/// The name of a key in the table.
fn key_name(key: KeyCode) -> String {
    let name = match key {
        KeyCode::Right => "→",
        KeyCode::Left => "←",
        KeyCode::Up => "↑",
        KeyCode::Down => "↓",
        KeyCode::BackTab => "Shift-Tab",
        KeyCode::PageUp => "PgUp",
        KeyCode::PageDown => "PgDn",
        KeyCode::Char(' ') => "Space",
        KeyCode::Char(letter) if letter.is_ascii() => return letter.to_string(),
        KeyCode::F(number) => return format!("F{number}"),
        // Enter, Esc and so on; and `Char('→')`, which is no arrow key.
        other => return format!("{other:?}"),
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use strum::VariantArray;

    use super::*;

    #[test]
    fn no_key_has_two_meanings_on_one_screen() {
        for &context in Context::VARIANTS {
            let mut seen = HashMap::new();
            for binding in bindings(context.chain()) {
                for key in binding.keys.split(' ') {
                    let other = seen.insert(key, binding.action);
                    let same = other.is_none_or(|other| other == binding.action);
                    assert!(same, "{key:?} has two meanings in {context:?}");
                }
            }
        }
    }

    #[test]
    fn every_name_in_the_table_is_that_of_a_key() {
        use KeyCode::{
            BackTab, Backspace, Down, End, Enter, Esc, F, Home, Left, PageDown, PageUp, Right, Tab,
            Up,
        };
        let others = [
            Right,
            Left,
            Up,
            Down,
            Enter,
            Esc,
            Tab,
            BackTab,
            Backspace,
            PageUp,
            PageDown,
            Home,
            End,
            F(1),
            F(2),
            F(3),
            F(4),
            F(5),
        ];
        let letters = (' '..='~').map(KeyCode::Char);
        let names: HashSet<String> = others.into_iter().chain(letters).map(key_name).collect();
        for key in BINDINGS.iter().flat_map(|binding| binding.keys.split(' ')) {
            assert!(names.contains(key), "there is no key “{key}”");
        }
    }
}
