//! The one table of keys. Dispatch, footer and help all read it, so they cannot disagree.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use strum::VariantArray;

use crate::app::aside::Aside;
use crate::app::field::{self, Edit};
use crate::app::stepper::Activity;
use crate::app::training::View;
use crate::app::training::dialog::Prompt;
use crate::app::vanishing::Knob;
use crate::app::{Action, App, Popup, Screen};
use crate::text::Text;
use crate::text::keys::Keys;

/// Where a binding holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum Context {
    /// On every screen.
    Everywhere,
    /// On the menu.
    Menu,
    /// In a lesson.
    Stepper,
    /// In a lesson, while a number is asked for.
    Asking,
    /// In a lesson with a slip in it.
    Hunt,
    /// In a lesson, while one of the given numbers is chosen.
    Editing,
    /// In a lesson, while another number is typed for it.
    Typing,
    /// In a lesson, while a gradient is checked.
    GradientCheck,
    /// While a network trains.
    Training,
    /// While its curves or its algorithm are looked at.
    Watching,
    /// While rows of its data are looked at.
    Rows,
    /// In a form over a screen: nothing else works then.
    Form,
    /// In a form of a single field.
    Field,
    /// In the lesson on the vanishing gradient.
    Vanishing,
    /// In the list of where text and mathematics part.
    Differences,
    /// In a lesson, while it is shown as a program.
    Program,
    /// In a lesson, while the reason of a number is told.
    Derivation,
    /// In a lesson, while the loss is shown over a weight.
    Descent,
    /// After the last number of a lesson.
    Ending,
    /// In a lesson, at a question with choices.
    Questions,
    /// In a lesson, while what a question supposes is put in.
    Looking,
    /// While a popup asks yes or no.
    YesOrNo,
}

impl Context {
    /// The context of the screen that is seen.
    pub fn of(app: &App) -> Self {
        match app.popup {
            Some(Popup::Forget) => return Self::YesOrNo,
            Some(Popup::GradientCheck { .. }) => return Self::GradientCheck,
            _ => {}
        }
        match app.asked() {
            Some(Prompt::WhatIf(_)) => return Self::Form,
            Some(Prompt::Jump(_) | Prompt::Save(_)) => return Self::Field,
            None => {}
        }
        match app.screen() {
            Screen::Menu(_) => Self::Menu,
            Screen::Stepper(stepper) => match &stepper.activity {
                Activity::Reading | Activity::Exercise(_)
                    if matches!(app.popup, Some(Popup::Program { .. })) =>
                {
                    Self::Program
                }
                _ if stepper.aside.is_some() => Self::aside(stepper.aside.as_ref()),
                _ if stepper.asked().is_some() => Self::Asking,
                Activity::Hunt(_) => Self::Hunt,
                Activity::Editing(editing) if editing.field.is_some() => Self::Typing,
                Activity::Editing(_) => Self::Editing,
                Activity::Reading | Activity::Exercise(_) => Self::Stepper,
            },
            Screen::Training(training) => match training.viewpoint.view {
                View::Chart | View::Algorithm => Self::Watching,
                View::Records | View::Data => Self::Rows,
            },
            Screen::Vanishing(_) => Self::Vanishing,
            Screen::Differences(_) => Self::Differences,
        }
    }

    /// The context of what is open beside a step.
    fn aside(aside: Option<&Aside>) -> Self {
        match aside {
            Some(Aside::Descent(_)) => Self::Descent,
            Some(Aside::Ending) => Self::Ending,
            Some(Aside::Questions) => Self::Questions,
            Some(Aside::Looking(_)) => Self::Looking,
            _ => Self::Derivation,
        }
    }

    /// The contexts whose bindings hold in this one, in the order in which footer and help name
    /// them.
    pub fn chain(self) -> Vec<Self> {
        match self {
            Self::Everywhere | Self::Form | Self::Field => vec![self],
            Self::Program => vec![self, Self::Stepper, Self::Everywhere],
            Self::Watching | Self::Rows => vec![Self::Training, self, Self::Everywhere],
            _ => vec![self, Self::Everywhere],
        }
    }

    /// What the help calls it.
    pub fn title(self, text: &Text) -> &str {
        match self {
            Self::Everywhere => &text.keys.everywhere,
            Self::Menu => &text.keys.in_menu,
            Self::Stepper => &text.keys.in_stepper,
            Self::Asking => &text.keys.in_asking,
            Self::Hunt => &text.keys.in_hunt,
            Self::Editing => &text.keys.in_editing,
            Self::Typing => &text.keys.in_typing,
            Self::GradientCheck => &text.keys.in_gradient_check,
            Self::Program => &text.keys.in_program,
            Self::Derivation => &text.keys.in_derivation,
            Self::Descent => &text.keys.in_descent,
            Self::Ending => &text.keys.in_ending,
            Self::Questions => &text.keys.in_questions,
            Self::Looking => &text.keys.in_looking,
            Self::Training => &text.keys.in_training,
            Self::Watching => &text.keys.while_watching,
            Self::Rows => &text.keys.in_rows,
            Self::Form | Self::Field => &text.keys.in_form,
            Self::Vanishing => &text.keys.in_vanishing,
            Self::Differences => &text.keys.in_differences,
            Self::YesOrNo => &text.keys.yes_or_no,
        }
    }
}

/// Some keys that do the same, and what they do.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Where the keys work.
    pub context: Context,
    /// The names of the keys, with spaces between them. The footer names only the first.
    pub keys: &'static str,
    /// What they do.
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

    fn has(&self, key: &str) -> bool {
        self.keys.split(' ').any(|name| name == key)
    }
}

const fn bind(context: Context, keys: &'static str, action: Action, word: WordOf) -> Binding {
    Binding { context, keys, action, word, in_footer: false }
}

const fn shown(context: Context, keys: &'static str, action: Action, word: WordOf) -> Binding {
    Binding { in_footer: true, ..bind(context, keys, action, word) }
}

use Context::{
    Asking, Derivation, Descent, Differences, Editing, Ending, Everywhere, Field, Form,
    GradientCheck, Hunt, Looking, Menu, Program, Questions, Rows, Stepper, Training, Typing,
    Vanishing, Watching, YesOrNo,
};
use KeyCode::Char;

/// How many columns are skipped at once.
const COLUMNS: isize = 10;

/// The keys that hold whatever is typed or asked.
pub const ALWAYS: [Binding; 2] = [
    bind(Everywhere, "Ctrl-Z", Action::Suspend, |keys| &keys.suspend),
    bind(Everywhere, "Ctrl-C", Action::Quit, |keys| &keys.quit),
];

/// Every other key of the tutor.
pub const BINDINGS: &[Binding] = &[
    shown(Menu, "↑ k ← Backspace h p", Action::Up, |keys| &keys.choose_up),
    shown(Menu, "↓ j → l n Tab", Action::Down, |keys| &keys.choose_down),
    shown(Menu, "Enter Space", Action::Choose, |keys| &keys.choose),
    bind(Menu, "Home", Action::First, |keys| &keys.first),
    bind(Menu, "End", Action::Last, |keys| &keys.last),
    bind(Menu, "1", Action::Open(0), |keys| &keys.choose_item),
    bind(Menu, "2", Action::Open(1), |keys| &keys.choose_item),
    bind(Menu, "3", Action::Open(2), |keys| &keys.choose_item),
    bind(Menu, "4", Action::Open(3), |keys| &keys.choose_item),
    bind(Menu, "5", Action::Open(4), |keys| &keys.choose_item),
    bind(Menu, "6", Action::Open(5), |keys| &keys.choose_item),
    bind(Menu, "X", Action::Forget, |keys| &keys.forget),
    shown(Stepper, "→ Space Enter l n", Action::Next, |keys| &keys.next),
    shown(Stepper, "← Backspace h p", Action::Back, |keys| &keys.back),
    bind(Stepper, "Home", Action::First, |keys| &keys.first),
    bind(Stepper, "End", Action::Last, |keys| &keys.last),
    shown(Stepper, "Tab Shift-Tab", Action::StepSize, |keys| &keys.size),
    shown(Stepper, "t F2", Action::Mode, |keys| &keys.mode),
    bind(Stepper, "x", Action::Practice, |keys| &keys.practice),
    bind(Stepper, "0", Action::Restore, |keys| &keys.restore),
    bind(Stepper, "s", Action::Hunt, |keys| &keys.hunt),
    bind(Stepper, "e", Action::EditNumbers, |keys| &keys.edit_numbers),
    bind(Stepper, "u", Action::Undo, |keys| &keys.undo),
    bind(Stepper, "r", Action::Redo, |keys| &keys.redo),
    bind(Stepper, "g", Action::GradientCheck, |keys| &keys.gradient_check),
    bind(Stepper, "f", Action::Curve, |keys| &keys.curve),
    shown(Stepper, "w F3", Action::Why, |keys| &keys.why),
    bind(Stepper, "a", Action::Update(1), |keys| &keys.update),
    bind(Stepper, "A", Action::Update(10), |keys| &keys.ten_updates),
    bind(Stepper, "Z", Action::Update(100), |keys| &keys.hundred_updates),
    bind(Stepper, "o", Action::Descent, |keys| &keys.descent),
    bind(Stepper, "i F5", Action::Program, |keys| &keys.program),
    shown(Derivation, "→ Space Enter l n", Action::Next, |keys| &keys.next),
    shown(Derivation, "← Backspace h p", Action::Back, |keys| &keys.back),
    bind(Derivation, "Home", Action::First, |keys| &keys.first),
    bind(Derivation, "End", Action::Last, |keys| &keys.last),
    shown(Derivation, "w F3", Action::Why, |keys| &keys.leave),
    shown(Descent, "[", Action::MoveWeight(-1), |keys| &keys.move_weight),
    shown(Descent, "]", Action::MoveWeight(1), |keys| &keys.move_weight),
    shown(Descent, "+ =", Action::Faster, |keys| &keys.larger_rate),
    shown(Descent, "-", Action::Slower, |keys| &keys.smaller_rate),
    bind(Descent, "Home", Action::First, |keys| &keys.restore),
    bind(Descent, "→ Space Enter l n", Action::Next, |keys| &keys.next),
    bind(Descent, "← Backspace h p", Action::Back, |keys| &keys.back),
    shown(Descent, "o", Action::Descent, |keys| &keys.leave),
    shown(Ending, "→ Space Enter l n", Action::Next, |keys| &keys.questions),
    bind(Ending, "← Backspace h p", Action::Back, |keys| &keys.back),
    bind(Ending, "Home", Action::First, |keys| &keys.first),
    shown(Ending, "a", Action::Update(1), |keys| &keys.update),
    bind(Ending, "A", Action::Update(10), |keys| &keys.ten_updates),
    bind(Ending, "Z", Action::Update(100), |keys| &keys.hundred_updates),
    shown(Ending, "t F2", Action::Mode, |keys| &keys.mode),
    shown(Ending, "N", Action::NextLesson, |keys| &keys.next_lesson),
    shown(Questions, "Enter Space", Action::Choose, |keys| &keys.answer),
    shown(Questions, "↑ k", Action::Up, |keys| &keys.choose_up),
    shown(Questions, "↓ j", Action::Down, |keys| &keys.choose_down),
    bind(Questions, "1", Action::Open(0), |keys| &keys.answer),
    bind(Questions, "2", Action::Open(1), |keys| &keys.answer),
    bind(Questions, "3", Action::Open(2), |keys| &keys.answer),
    shown(Questions, "→ l n", Action::Next, |keys| &keys.next),
    bind(Questions, "← Backspace h p", Action::Back, |keys| &keys.back),
    bind(Questions, "Home", Action::First, |keys| &keys.first),
    bind(Questions, "End", Action::Last, |keys| &keys.last),
    shown(Questions, "v", Action::See, |keys| &keys.see),
    bind(Questions, "N", Action::NextLesson, |keys| &keys.next_lesson),
    shown(Looking, "v", Action::See, |keys| &keys.see_no_more),
    shown(Looking, "→ Space Enter l n", Action::Next, |keys| &keys.next),
    shown(Looking, "← Backspace h p", Action::Back, |keys| &keys.back),
    bind(Looking, "Home", Action::First, |keys| &keys.first),
    bind(Looking, "End", Action::Last, |keys| &keys.last),
    bind(Looking, "Tab Shift-Tab", Action::StepSize, |keys| &keys.size),
    shown(Program, "↑ k", Action::Up, |keys| &keys.choose_up),
    shown(Program, "↓ j", Action::Down, |keys| &keys.choose_down),
    bind(Program, "PgUp", Action::PageUp, |keys| &keys.page),
    bind(Program, "PgDn", Action::PageDown, |keys| &keys.page),
    shown(Asking, "Enter", Action::Check, |keys| &keys.check),
    shown(Asking, "Tab", Action::Hint, |keys| &keys.hint),
    shown(Asking, "← Backspace", Action::Back, |keys| &keys.back),
    bind(Asking, "Home", Action::First, |keys| &keys.first),
    shown(Asking, "F3", Action::Why, |keys| &keys.why),
    bind(Asking, "F5", Action::Program, |keys| &keys.program),
    shown(Asking, "F2", Action::Mode, |keys| &keys.mode),
    shown(Hunt, "→ Space l n", Action::Next, |keys| &keys.next),
    shown(Hunt, "← Backspace h p", Action::Back, |keys| &keys.back),
    bind(Hunt, "Home", Action::First, |keys| &keys.first),
    bind(Hunt, "End", Action::Last, |keys| &keys.last),
    shown(Hunt, "Enter", Action::Choose, |keys| &keys.mark),
    shown(Hunt, "↑ k", Action::Up, |keys| &keys.choose_up),
    shown(Hunt, "↓ j", Action::Down, |keys| &keys.choose_down),
    bind(Hunt, "s", Action::Hunt, |keys| &keys.hunt),
    bind(Hunt, "g", Action::GradientCheck, |keys| &keys.gradient_check),
    bind(Editing, "→ l", Action::Next, |keys| &keys.choose_right),
    bind(Editing, "← h", Action::Back, |keys| &keys.choose_left),
    bind(Editing, "↑ k", Action::Up, |keys| &keys.choose_up),
    bind(Editing, "↓ j", Action::Down, |keys| &keys.choose_down),
    bind(Editing, "Tab", Action::NextNumber, |keys| &keys.next_number),
    bind(Editing, "Shift-Tab", Action::PreviousNumber, |keys| &keys.previous_number),
    bind(Editing, "Home", Action::First, |keys| &keys.first),
    bind(Editing, "End", Action::Last, |keys| &keys.last),
    shown(Editing, "Enter Space", Action::Choose, |keys| &keys.change),
    shown(Editing, "u", Action::Undo, |keys| &keys.undo),
    shown(Editing, "r", Action::Redo, |keys| &keys.redo),
    bind(Editing, "0", Action::Restore, |keys| &keys.restore),
    bind(Editing, "o", Action::Descent, |keys| &keys.descent),
    bind(Editing, "e", Action::EditNumbers, |keys| &keys.leave),
    shown(Typing, "Enter", Action::Choose, |keys| &keys.apply),
    shown(GradientCheck, "↑ + = k", Action::Up, |keys| &keys.larger_epsilon),
    shown(GradientCheck, "↓ - j", Action::Down, |keys| &keys.smaller_epsilon),
    bind(GradientCheck, "g", Action::GradientCheck, |keys| &keys.leave),
    shown(Training, "Space", Action::Run, |keys| &keys.run),
    shown(Training, "→ l n", Action::Next, |keys| &keys.next),
    shown(Training, "← Backspace h p", Action::Back, |keys| &keys.back),
    shown(Training, "Tab Shift-Tab", Action::StepSize, |keys| &keys.zoom),
    bind(Training, "Home", Action::First, |keys| &keys.first),
    bind(Training, "End", Action::Last, |keys| &keys.last),
    bind(Training, "r", Action::Restart, |keys| &keys.restart),
    shown(YesOrNo, "y", Action::Confirm, |keys| &keys.yes),
    shown(YesOrNo, "n", Action::Leave, |keys| &keys.no),
    bind(YesOrNo, "Esc", Action::Leave, |keys| &keys.no),
    shown(Training, "v", Action::NextView, |keys| &keys.next_view),
    bind(Training, "1", Action::Open(0), |keys| &keys.open_view),
    bind(Training, "2", Action::Open(1), |keys| &keys.open_view),
    bind(Training, "3", Action::Open(2), |keys| &keys.open_view),
    bind(Training, "4", Action::Open(3), |keys| &keys.open_view),
    bind(Training, "Enter", Action::Choose, |keys| &keys.open_record),
    shown(Training, "e", Action::WhatIf, |keys| &keys.what_if),
    bind(Training, "g", Action::Jump, |keys| &keys.jump),
    bind(Training, "S", Action::Save, |keys| &keys.save),
    bind(Training, "+ =", Action::Faster, |keys| &keys.faster),
    bind(Training, "-", Action::Slower, |keys| &keys.slower),
    bind(Training, "[", Action::Sideways(-1), |keys| &keys.columns),
    bind(Training, "]", Action::Sideways(1), |keys| &keys.columns),
    bind(Training, "{", Action::Sideways(-COLUMNS), |keys| &keys.columns),
    bind(Training, "}", Action::Sideways(COLUMNS), |keys| &keys.columns),
    bind(Watching, "↑ k", Action::Faster, |keys| &keys.faster),
    bind(Watching, "↓ j", Action::Slower, |keys| &keys.slower),
    bind(Watching, "PgUp", Action::PageUp, |keys| &keys.page),
    bind(Watching, "PgDn", Action::PageDown, |keys| &keys.page),
    bind(Rows, "↑ k", Action::Up, |keys| &keys.choose_up),
    bind(Rows, "↓ j", Action::Down, |keys| &keys.choose_down),
    bind(Rows, "PgUp", Action::PageUp, |keys| &keys.page),
    bind(Rows, "PgDn", Action::PageDown, |keys| &keys.page),
    shown(Form, "Enter", Action::Choose, |keys| &keys.apply),
    shown(Form, "Esc", Action::Leave, |keys| &keys.leave),
    shown(Form, "↓ Tab", Action::Down, |keys| &keys.choose_down),
    shown(Form, "↑ Shift-Tab", Action::Up, |keys| &keys.choose_up),
    bind(Form, "→ Space", Action::Next, |keys| &keys.next),
    bind(Form, "←", Action::Back, |keys| &keys.back),
    shown(Field, "Enter", Action::Choose, |keys| &keys.apply),
    shown(Field, "Esc", Action::Leave, |keys| &keys.leave),
    shown(Vanishing, "→ Space Enter l n", Action::Next, |keys| &keys.next),
    shown(Vanishing, "← Backspace h p", Action::Back, |keys| &keys.back),
    bind(Vanishing, "Home", Action::First, |keys| &keys.first),
    bind(Vanishing, "End", Action::Last, |keys| &keys.last),
    shown(Vanishing, "↑ k", Action::More(Knob::Depth), |keys| &keys.deeper),
    bind(Vanishing, "↓ j", Action::Less(Knob::Depth), |keys| &keys.shallower),
    shown(Vanishing, "f", Action::NextActivation, |keys| &keys.activation),
    bind(Vanishing, "+ =", Action::More(Knob::WeightScale), |keys| &keys.larger_weights),
    bind(Vanishing, "-", Action::Less(Knob::WeightScale), |keys| &keys.smaller_weights),
    bind(Vanishing, "w", Action::More(Knob::Width), |keys| &keys.wider),
    bind(Vanishing, "W", Action::Less(Knob::Width), |keys| &keys.narrower),
    bind(Vanishing, "s", Action::More(Knob::Seed), |keys| &keys.next_seed),
    bind(Vanishing, "S", Action::Less(Knob::Seed), |keys| &keys.previous_seed),
    shown(Differences, "↓ → Space Enter j l n", Action::Next, |keys| &keys.next),
    shown(Differences, "↑ ← Backspace k h p", Action::Back, |keys| &keys.back),
    bind(Differences, "Home", Action::First, |keys| &keys.first),
    bind(Differences, "End", Action::Last, |keys| &keys.last),
    bind(Everywhere, ". >", Action::MoreDigits, |keys| &keys.more_digits),
    bind(Everywhere, ", <", Action::FewerDigits, |keys| &keys.fewer_digits),
    bind(Everywhere, "c", Action::Convention, |keys| &keys.convention),
    bind(Everywhere, "d", Action::Differences, |keys| &keys.differences),
    shown(Everywhere, "? F1", Action::Help, |keys| &keys.help),
    shown(Everywhere, "L", Action::NextLanguage, |keys| &keys.language),
    bind(Everywhere, "T", Action::NextTheme, |keys| &keys.theme),
    shown(Everywhere, "Esc", Action::Leave, |keys| &keys.leave),
    shown(Everywhere, "q", Action::Quit, |keys| &keys.quit),
];

/// The bindings that hold on a screen: its own first, then those that hold everywhere.
pub fn bindings(context: Context) -> impl Iterator<Item = &'static Binding> {
    let of = |wanted| BINDINGS.iter().filter(move |binding| binding.context == wanted);
    context.chain().into_iter().flat_map(of)
}

/// What a key means on a screen.
pub fn meaning(context: Context, key: &str) -> Option<&'static Binding> {
    bindings(context).find(|binding| binding.has(key))
}

/// What a key asks for on the screen that is seen. Releases of keys, and keys that mean nothing
/// here, ask for nothing.
pub fn action(app: &App, key: KeyEvent) -> Option<Action> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        let Char(letter @ 'a'..='z') = key.code else { return None };
        let name = format!("Ctrl-{}", letter.to_ascii_uppercase());
        return ALWAYS.iter().find(|binding| binding.has(&name)).map(|binding| binding.action);
    }
    if key.modifiers.contains(KeyModifiers::ALT) {
        return None;
    }
    let context = Context::of(app);
    // A form over a screen, and a field with a number that was there before, are left with one Esc.
    let leaves = matches!(context, Form | Field | Typing) && key.code == KeyCode::Esc;
    if let Some(edit) = app.field().and_then(|field| edit(field, key.code))
        && !leaves
    {
        return Some(Action::Edit(edit));
    }
    meaning(context, &key_name(key.code)).map(|binding| binding.action)
}

/// What a key does to the field that is being typed in. In an empty one, the keys that move keep
/// their usual meaning.
fn edit(field: &field::Field, key: KeyCode) -> Option<Edit> {
    match key {
        Char(character) if field.kind.accepts(character) => Some(Edit::Insert(character)),
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
    accepted.map(|character| Action::Edit(Edit::Insert(character))).collect()
}

/// The key that the screen names for an action; empty where no key does it.
pub fn key_of(action: Action, context: Context) -> &'static str {
    let mut bindings = bindings(context);
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
        Char(' ') => "Space",
        Char(letter) if letter.is_ascii() => return letter.to_string(),
        KeyCode::F(number) => return format!("F{number}"),
        // Enter, Esc and so on; and `Char('→')`, which is no arrow key.
        other => return format!("{other:?}"),
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;

    #[test]
    fn no_key_has_two_meanings_on_one_screen() {
        for &context in Context::VARIANTS {
            let mut seen = HashMap::new();
            for binding in bindings(context) {
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
            F(5),
        ];
        let letters = (' '..='~').map(Char);
        let names: HashSet<String> = others.into_iter().chain(letters).map(key_name).collect();
        for key in BINDINGS.iter().flat_map(|binding| binding.keys.split(' ')) {
            assert!(names.contains(key), "there is no key “{key}”");
        }
    }
}
