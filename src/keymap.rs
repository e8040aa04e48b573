//! The one table of keys. Dispatch, footer and help all read it, so they cannot disagree.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::app::field::{self, Edit};
use crate::app::stepper::Activity;
use crate::app::training::View;
use crate::app::training::dialog::Prompt;
use crate::app::vanishing::Knob;
use crate::app::{Action, App, Popup, Screen};
use crate::text::Text;
use crate::text::keys::Keys;

/// Where a binding holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// While a popup asks yes or no.
    YesOrNo,
}

impl Context {
    /// All contexts, in the order in which the help lists them.
    pub const ALL: [Self; 16] = [
        Self::Everywhere,
        Self::Menu,
        Self::Stepper,
        Self::Asking,
        Self::Hunt,
        Self::Editing,
        Self::Typing,
        Self::GradientCheck,
        Self::Training,
        Self::Watching,
        Self::Rows,
        Self::Form,
        Self::Field,
        Self::Vanishing,
        Self::Differences,
        Self::YesOrNo,
    ];

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

    /// The contexts whose bindings hold in this one, in the order in which footer and help name them.
    pub fn chain(self) -> &'static [Self] {
        match self {
            Self::Everywhere => &[Self::Everywhere],
            Self::Menu => &[Self::Menu, Self::Everywhere],
            Self::Stepper => &[Self::Stepper, Self::Everywhere],
            Self::Asking => &[Self::Asking, Self::Everywhere],
            Self::Hunt => &[Self::Hunt, Self::Everywhere],
            Self::Editing => &[Self::Editing, Self::Everywhere],
            Self::Typing => &[Self::Typing, Self::Everywhere],
            Self::GradientCheck => &[Self::GradientCheck, Self::Everywhere],
            Self::Training => &[Self::Training, Self::Everywhere],
            Self::Watching => &[Self::Training, Self::Watching, Self::Everywhere],
            Self::Rows => &[Self::Training, Self::Rows, Self::Everywhere],
            Self::Form => &[Self::Form],
            Self::Field => &[Self::Field],
            Self::Vanishing => &[Self::Vanishing, Self::Everywhere],
            Self::Differences => &[Self::Differences, Self::Everywhere],
            Self::YesOrNo => &[Self::YesOrNo, Self::Everywhere],
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
    /// The keys; the first is the one that the footer names.
    pub keys: &'static [KeyCode],
    /// What they do.
    pub action: Action,
    /// Whether the footer names it.
    pub in_footer: bool,
}

const fn bind(context: Context, keys: &'static [KeyCode], action: Action) -> Binding {
    Binding { context, keys, action, in_footer: false }
}

const fn shown(context: Context, keys: &'static [KeyCode], action: Action) -> Binding {
    Binding { context, keys, action, in_footer: true }
}

use Context::{
    Asking, Differences, Editing, Everywhere, Field, Form, GradientCheck, Hunt, Menu, Rows,
    Stepper, Training, Typing, Vanishing, Watching, YesOrNo,
};
use KeyCode::{
    BackTab, Backspace, Char, Down, End, Enter, Esc, Home, Left, PageDown, PageUp, Right, Tab, Up,
};

/// How many columns are skipped at once.
const COLUMNS: isize = 10;

/// Every key of the tutor. Ctrl-C and Ctrl-Z are in [`action`]: they hold whatever else a key would mean.
pub const BINDINGS: &[Binding] = &[
    shown(Menu, &[Up, Char('k'), Left, Backspace, Char('h'), Char('p')], Action::Up),
    shown(Menu, &[Down, Char('j'), Right, Char('l'), Char('n'), Tab], Action::Down),
    shown(Menu, &[Enter, Char(' ')], Action::Choose),
    bind(Menu, &[Home], Action::First),
    bind(Menu, &[End], Action::Last),
    bind(Menu, &[Char('1')], Action::Open(0)),
    bind(Menu, &[Char('2')], Action::Open(1)),
    bind(Menu, &[Char('3')], Action::Open(2)),
    bind(Menu, &[Char('4')], Action::Open(3)),
    bind(Menu, &[Char('5')], Action::Open(4)),
    bind(Menu, &[Char('X')], Action::Forget),
    shown(Stepper, &[Right, Char(' '), Enter, Char('l'), Char('n')], Action::Next),
    shown(Stepper, &[Left, Backspace, Char('h'), Char('p')], Action::Back),
    bind(Stepper, &[Home], Action::First),
    bind(Stepper, &[End], Action::Last),
    shown(Stepper, &[Tab, BackTab], Action::StepSize),
    shown(Stepper, &[Char('t'), KeyCode::F(2)], Action::Mode),
    bind(Stepper, &[Char('x')], Action::Practice),
    bind(Stepper, &[Char('0')], Action::Restore),
    bind(Stepper, &[Char('s')], Action::Hunt),
    bind(Stepper, &[Char('e')], Action::EditNumbers),
    bind(Stepper, &[Char('u')], Action::Undo),
    bind(Stepper, &[Char('r')], Action::Redo),
    bind(Stepper, &[Char('g')], Action::GradientCheck),
    bind(Stepper, &[Char('f')], Action::Curve),
    shown(Asking, &[Enter], Action::Check),
    shown(Asking, &[Tab], Action::Hint),
    shown(Asking, &[Left, Backspace], Action::Back),
    bind(Asking, &[Home], Action::First),
    shown(Asking, &[KeyCode::F(2)], Action::Mode),
    shown(Hunt, &[Right, Char(' '), Char('l'), Char('n')], Action::Next),
    shown(Hunt, &[Left, Backspace, Char('h'), Char('p')], Action::Back),
    bind(Hunt, &[Home], Action::First),
    bind(Hunt, &[End], Action::Last),
    shown(Hunt, &[Enter], Action::Choose),
    shown(Hunt, &[Up, Char('k')], Action::Up),
    shown(Hunt, &[Down, Char('j')], Action::Down),
    bind(Hunt, &[Char('s')], Action::Hunt),
    bind(Hunt, &[Char('g')], Action::GradientCheck),
    bind(Editing, &[Right, Char('l')], Action::Next),
    bind(Editing, &[Left, Char('h')], Action::Back),
    bind(Editing, &[Up, Char('k')], Action::Up),
    bind(Editing, &[Down, Char('j')], Action::Down),
    bind(Editing, &[Tab], Action::NextNumber),
    bind(Editing, &[BackTab], Action::PreviousNumber),
    bind(Editing, &[Home], Action::First),
    bind(Editing, &[End], Action::Last),
    shown(Editing, &[Enter, Char(' ')], Action::Choose),
    shown(Editing, &[Char('u')], Action::Undo),
    shown(Editing, &[Char('r')], Action::Redo),
    bind(Editing, &[Char('0')], Action::Restore),
    bind(Editing, &[Char('e')], Action::EditNumbers),
    shown(Typing, &[Enter], Action::Choose),
    shown(GradientCheck, &[Up, Char('+'), Char('='), Char('k')], Action::Up),
    shown(GradientCheck, &[Down, Char('-'), Char('j')], Action::Down),
    bind(GradientCheck, &[Char('g')], Action::GradientCheck),
    shown(Training, &[Char(' ')], Action::Run),
    shown(Training, &[Right, Char('l'), Char('n')], Action::Next),
    shown(Training, &[Left, Backspace, Char('h'), Char('p')], Action::Back),
    shown(Training, &[Tab, BackTab], Action::StepSize),
    bind(Training, &[Home], Action::First),
    bind(Training, &[End], Action::Last),
    bind(Training, &[Char('r')], Action::Restart),
    shown(YesOrNo, &[Char('y')], Action::Confirm),
    shown(YesOrNo, &[Char('n')], Action::Leave),
    shown(Training, &[Char('v')], Action::NextView),
    bind(Training, &[Char('1')], Action::Open(0)),
    bind(Training, &[Char('2')], Action::Open(1)),
    bind(Training, &[Char('3')], Action::Open(2)),
    bind(Training, &[Char('4')], Action::Open(3)),
    bind(Training, &[Enter], Action::Choose),
    shown(Training, &[Char('e')], Action::WhatIf),
    bind(Training, &[Char('g')], Action::Jump),
    bind(Training, &[Char('S')], Action::Save),
    bind(Training, &[Char('+'), Char('=')], Action::Faster),
    bind(Training, &[Char('-')], Action::Slower),
    bind(Training, &[Char('[')], Action::Sideways(-1)),
    bind(Training, &[Char(']')], Action::Sideways(1)),
    bind(Training, &[Char('{')], Action::Sideways(-COLUMNS)),
    bind(Training, &[Char('}')], Action::Sideways(COLUMNS)),
    bind(Watching, &[Up, Char('k')], Action::Faster),
    bind(Watching, &[Down, Char('j')], Action::Slower),
    bind(Watching, &[PageUp], Action::PageUp),
    bind(Watching, &[PageDown], Action::PageDown),
    bind(Rows, &[Up, Char('k')], Action::Up),
    bind(Rows, &[Down, Char('j')], Action::Down),
    bind(Rows, &[PageUp], Action::PageUp),
    bind(Rows, &[PageDown], Action::PageDown),
    shown(Form, &[Enter], Action::Choose),
    shown(Form, &[Esc], Action::Leave),
    shown(Form, &[Down, Tab], Action::Down),
    shown(Form, &[Up, BackTab], Action::Up),
    bind(Form, &[Right, Char(' ')], Action::Next),
    bind(Form, &[Left], Action::Back),
    shown(Field, &[Enter], Action::Choose),
    shown(Field, &[Esc], Action::Leave),
    shown(Vanishing, &[Right, Char(' '), Enter, Char('l'), Char('n')], Action::Next),
    shown(Vanishing, &[Left, Backspace, Char('h'), Char('p')], Action::Back),
    bind(Vanishing, &[Home], Action::First),
    bind(Vanishing, &[End], Action::Last),
    shown(Vanishing, &[Up, Char('k')], Action::More(Knob::Depth)),
    bind(Vanishing, &[Down, Char('j')], Action::Less(Knob::Depth)),
    shown(Vanishing, &[Char('f')], Action::NextActivation),
    bind(Vanishing, &[Char('+'), Char('=')], Action::More(Knob::WeightScale)),
    bind(Vanishing, &[Char('-')], Action::Less(Knob::WeightScale)),
    bind(Vanishing, &[Char('w')], Action::More(Knob::Width)),
    bind(Vanishing, &[Char('W')], Action::Less(Knob::Width)),
    bind(Vanishing, &[Char('s')], Action::More(Knob::Seed)),
    bind(Vanishing, &[Char('S')], Action::Less(Knob::Seed)),
    shown(
        Differences,
        &[Down, Right, Char(' '), Enter, Char('j'), Char('l'), Char('n')],
        Action::Next,
    ),
    shown(Differences, &[Up, Left, Backspace, Char('k'), Char('h'), Char('p')], Action::Back),
    bind(Differences, &[Home], Action::First),
    bind(Differences, &[End], Action::Last),
    bind(Everywhere, &[Char('.'), Char('>')], Action::MoreDigits),
    bind(Everywhere, &[Char(','), Char('<')], Action::FewerDigits),
    bind(Everywhere, &[Char('c')], Action::Convention),
    bind(Everywhere, &[Char('d')], Action::Differences),
    shown(Everywhere, &[Char('?'), KeyCode::F(1)], Action::Help),
    shown(Everywhere, &[Char('L')], Action::NextLanguage),
    bind(Everywhere, &[Char('T')], Action::NextTheme),
    shown(Everywhere, &[Esc], Action::Leave),
    shown(Everywhere, &[Char('q')], Action::Quit),
];

/// The bindings that hold on a screen: its own first, then those that hold everywhere.
pub fn bindings(context: Context) -> impl Iterator<Item = &'static Binding> {
    context
        .chain()
        .iter()
        .flat_map(|&wanted| BINDINGS.iter().filter(move |binding| binding.context == wanted))
}

/// What a key asks for on the screen that is seen. Releases of keys, and keys that mean nothing here, ask for nothing.
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
    let context = Context::of(app);
    // A form over a screen, and a field with a number that was there before, are left with one Esc.
    let leaves = matches!(context, Form | Field | Typing) && key.code == Esc;
    if let Some(edit) = app.field().and_then(|field| edit(field, key.code))
        && !leaves
    {
        return Some(Action::Edit(edit));
    }
    bindings(context).find(|binding| binding.keys.contains(&key.code)).map(|binding| binding.action)
}

/// What a key does to the field that is being typed in. In an empty one, the keys that move keep their usual meaning.
fn edit(field: &field::Field, key: KeyCode) -> Option<Edit> {
    match key {
        Char(character) if field.kind.accepts(character) => Some(Edit::Insert(character)),
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
pub fn paste(app: &App, text: &str) -> Vec<Action> {
    let Some(field) = app.field() else {
        return Vec::new();
    };
    let accepted = text.chars().filter(|character| field.kind.accepts(*character));
    accepted.map(|character| Action::Edit(Edit::Insert(character))).collect()
}

/// The word for what an action does.
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
        Action::Differences => &keys.differences,
        Action::NextLanguage => &keys.language,
        Action::NextTheme => &keys.theme,
        Action::MoreDigits => &keys.more_digits,
        Action::FewerDigits => &keys.fewer_digits,
        Action::Next if context == Editing => &keys.choose_right,
        Action::Next => &keys.next,
        Action::Back if context == Editing => &keys.choose_left,
        Action::Back => &keys.back,
        Action::First => &keys.first,
        Action::Last => &keys.last,
        Action::StepSize => match context {
            Stepper => &keys.size,
            _ => &keys.zoom,
        },
        Action::Up if context == GradientCheck => &keys.larger_epsilon,
        Action::Up => &keys.choose_up,
        Action::Down if context == GradientCheck => &keys.smaller_epsilon,
        Action::Down => &keys.choose_down,
        Action::Choose => match context {
            Hunt => &keys.mark,
            Stepper | Asking => &keys.next,
            Training | Watching | Rows => &keys.open_record,
            Editing => &keys.change,
            Form | Field | Typing => &keys.apply,
            Menu | YesOrNo | GradientCheck | Vanishing | Differences | Everywhere => &keys.choose,
        },
        Action::Run => &keys.run,
        Action::Faster => &keys.faster,
        Action::Slower => &keys.slower,
        Action::Restart => &keys.restart,
        Action::Open(_) => match context {
            Menu => &keys.choose_item,
            _ => &keys.open_view,
        },
        Action::NextView => &keys.next_view,
        Action::PageUp | Action::PageDown => &keys.page,
        Action::Sideways(_) => &keys.columns,
        Action::Jump => &keys.jump,
        Action::WhatIf => &keys.what_if,
        Action::Save => &keys.save,
        Action::More(Knob::Depth) => &keys.deeper,
        Action::Less(Knob::Depth) => &keys.shallower,
        Action::More(Knob::Width) => &keys.wider,
        Action::Less(Knob::Width) => &keys.narrower,
        Action::More(Knob::WeightScale) => &keys.larger_weights,
        Action::Less(Knob::WeightScale) => &keys.smaller_weights,
        Action::More(Knob::Seed) => &keys.next_seed,
        Action::Less(Knob::Seed) => &keys.previous_seed,
        Action::NextActivation => &keys.activation,
        Action::Forget => &keys.forget,
        Action::Confirm => &keys.yes,
        Action::Edit(_) => &keys.edit,
        Action::Mode => &keys.mode,
        Action::Practice => &keys.practice,
        Action::Restore => &keys.restore,
        Action::Hunt => &keys.hunt,
        Action::Check => &keys.check,
        Action::Hint => &keys.hint,
        Action::EditNumbers if context == Editing => &keys.leave,
        Action::EditNumbers => &keys.edit_numbers,
        Action::NextNumber => &keys.next_number,
        Action::PreviousNumber => &keys.previous_number,
        Action::Undo => &keys.undo,
        Action::Redo => &keys.redo,
        Action::GradientCheck if context == GradientCheck => &keys.leave,
        Action::GradientCheck => &keys.gradient_check,
        Action::Curve => &keys.curve,
    }
}

/// The key that the screen names for an action; empty where no key does it.
pub fn key_of(action: Action, context: Context) -> String {
    let mut bindings = bindings(context);
    let binding = bindings.find(|binding| binding.action == action);
    binding.map_or_else(String::new, |binding| key_name(binding.keys[0]))
}

/// How a key is written in the footer and the help.
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
        PageUp => "PgUp".to_owned(),
        PageDown => "PgDn".to_owned(),
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
