//! All state of the tutor, and what each action does to it.
//!
//! Pure: no clock, no terminal, no files. What has to happen outside comes back as an [`Effect`].

mod action;
pub mod aside;
pub mod builtin_tables;
pub(crate) mod differences;
pub mod editing;
pub(crate) mod exercise;
pub mod experiment;
pub mod field;
mod history;
pub mod homework;
pub mod hunt;
pub(crate) mod menu;
mod noting;
mod opening;
mod popup;
pub mod questions;
pub mod stepper;
pub mod training;
pub mod vanishing;
pub mod voting;

pub use action::{Action, Effect, Request, Write, Written};
use differences::Differences;
use field::Field;
use menu::Menu;
pub use popup::Popup;
use stepper::Stepper;
use training::Training;
use training::dialog::Prompt;
use vanishing::Vanishing;

use std::mem::discriminant;

use crate::files::Located;
use crate::lesson::gradient_check::EPSILONS;
use crate::lesson::{Course, Lesson, Notation};
use crate::progress::Progress;
pub use crate::settings::{Settings, Theme};
use crate::variants;

/// The ε that a gradient check begins with, by its index: 1e-5, about where both of its errors are
/// small.
const FIRST_EPSILON: usize = 4;

/// How many lines of the program are skipped at once.
const PAGE: usize = 10;

/// What the whole window shows.
#[derive(Clone, Debug)]
pub enum Screen {
    /// The choice of lessons.
    Menu(Menu),
    /// One example, number by number.
    Stepper(Box<Stepper>),
    /// A network in training.
    Training(Box<Training>),
    /// The vanishing gradient.
    Vanishing(Box<Vanishing>),
    /// Where the lesson's text and the mathematics part.
    Differences(Box<Differences>),
}

/// The tutor.
#[derive(Clone, Debug)]
pub struct App {
    /// How things are shown.
    pub settings: Settings,
    /// What lies over the screen.
    pub popup: Option<Popup>,
    /// What is to be kept for the next time.
    pub progress: Progress,
    /// What went wrong outside, if it is to be told now.
    pub notice: Option<String>,
    /// The screens that were opened one from the other; never empty, the last one is seen.
    screens: Vec<Screen>,
}

impl Screen {
    /// Does what the user asked for. Says what that needs from the app.
    fn update(&mut self, action: Action, notation: &Notation) -> Option<Request> {
        match self {
            Self::Menu(menu) => menu.update(action),
            Self::Stepper(stepper) => stepper.update(action, notation),
            Self::Training(training) => training.update(action),
            Self::Vanishing(vanishing) => vanishing.update(action),
            Self::Differences(differences) => differences.update(action),
        }
    }

    /// Leaves what is done on the screen, but not the screen. Returns whether there was anything.
    fn leave(&mut self) -> bool {
        match self {
            Self::Stepper(stepper) => stepper.leave(),
            Self::Training(training) => training.close_prompt(),
            Self::Menu(_) | Self::Vanishing(_) | Self::Differences(_) => false,
        }
    }
}

impl App {
    /// The tutor, at its menu.
    pub fn new(settings: Settings) -> Self {
        Self::with_progress(settings, Progress::default())
    }

    /// The tutor, at its menu, with what was kept of earlier sessions.
    pub fn with_progress(settings: Settings, progress: Progress) -> Self {
        Self::of_course(settings, progress, Course::builtin().clone())
    }

    /// The tutor, at the menu of a course.
    pub fn of_course(settings: Settings, progress: Progress, course: Course) -> Self {
        Self {
            settings,
            popup: None,
            progress,
            notice: None,
            screens: vec![Screen::Menu(Menu { course, cursor: 0 })],
        }
    }

    /// The screen that is seen.
    pub fn screen(&self) -> &Screen {
        &self.screens[self.screens.len() - 1]
    }

    /// The field that is being typed in, if there is one: then letters go into it.
    pub fn field(&self) -> Option<&Field> {
        match self.screen() {
            Screen::Stepper(stepper) if self.popup.is_none() => stepper.field(),
            _ => self.asked()?.field(),
        }
    }

    /// What is asked over the screen, so that only the keys of an answer work.
    pub fn asked(&self) -> Option<&Prompt> {
        match self.screen() {
            Screen::Training(training) if self.popup.is_none() => training.dialog.prompt.as_ref(),
            _ => None,
        }
    }

    /// Whether an action does anything on the screen that is seen.
    pub fn can(&self, action: Action) -> bool {
        let digits = self.settings.notation.digits;
        match (action, self.screen()) {
            (Action::Save | Action::Suspend, _) if self.settings.is_restricted => false,
            (Action::MoreDigits, _) => digits < Notation::MAX_DIGITS,
            (Action::FewerDigits, _) => digits > Notation::MIN_DIGITS,
            (Action::Leave, _) => self.screens.len() > self.first_screens() || self.popup.is_some(),
            (Action::NextLesson, Screen::Stepper(stepper)) => {
                stepper.can(action) && self.next_entry().is_some()
            }
            (_, Screen::Stepper(stepper)) => stepper.can(action),
            (Action::Vote, _) => false,
            (Action::OtherLoss, Screen::Vanishing(it)) => it.chain.with_other_loss().is_some(),
            _ => true,
        }
    }

    /// The menu, which lies below all other screens.
    pub fn menu(&self) -> &Menu {
        match &self.screens[0] {
            Screen::Menu(menu) => menu,
            other => unreachable!("{other:?} below the menu"),
        }
    }

    /// How many screens are never left: the menu, and what is presented to a class.
    fn first_screens(&self) -> usize {
        1 + usize::from(self.settings.presents)
    }

    fn screen_mut(&mut self) -> &mut Screen {
        let last = self.screens.len() - 1;
        &mut self.screens[last]
    }

    /// Opens a screen over the present one.
    pub fn open(&mut self, mut screen: Screen) {
        if let Screen::Stepper(stepper) = &mut screen
            && self.settings.presents
        {
            stepper.present();
        }
        self.screens.push(screen);
    }

    /// Does what the user asked for.
    pub fn update(&mut self, action: Action) -> Option<Effect> {
        self.notice = None;
        let effect = self.perform(action);
        self.note();
        effect
    }

    fn perform(&mut self, action: Action) -> Option<Effect> {
        match action {
            Action::Save | Action::Suspend if !self.can(action) => {}
            Action::Quit => return Some(Effect::Quit),
            Action::Suspend => return Some(Effect::Suspend),
            Action::Help => self.toggle(Popup::Help),
            Action::Glossary => self.toggle(Popup::Glossary),
            Action::Convention => self.toggle(Popup::Convention),
            Action::Nothing => {}
            Action::Blank => self.popup = Some(Popup::Blank),
            Action::AskToQuit => self.popup = Some(Popup::Quit),
            Action::Forget => self.popup = Some(Popup::Forget),
            Action::Confirm => return self.confirm(),
            Action::NextLanguage => {
                self.settings.language = variants::next(self.settings.language);
                self.progress.language = Some(self.settings.language);
            }
            Action::NextTheme => {
                let theme = self.settings.theme.map_or(Theme::Dark, variants::next);
                self.settings.theme = Some(theme);
                self.progress.theme = Some(theme);
            }
            Action::MoreDigits => self.change_digits(1),
            Action::FewerDigits => self.change_digits(-1),
            Action::Leave => return self.leave(),
            Action::Differences => return self.toggle_differences(),
            Action::Curve => self.toggle(Popup::Curve),
            Action::GradientCheck => self.toggle(Popup::GradientCheck { epsilon: FIRST_EPSILON }),
            Action::Program => self.toggle(Popup::Program { line: None }),
            Action::Up | Action::Down
                if matches!(self.popup, Some(Popup::GradientCheck { .. })) =>
            {
                self.change_epsilon(action);
            }
            Action::Next if self.popup == Some(Popup::Summary) => self.popup = None,
            _ if self.scroll(action) => {}
            _ => return self.update_screen(action),
        }
        None
    }

    /// Moves through the program, if it is shown. Any other action leads back to the present step.
    fn scroll(&mut self, action: Action) -> bool {
        let (Some(Popup::Program { line }), Screen::Stepper(stepper)) = (self.popup, self.screen())
        else {
            return false;
        };
        let program = stepper.program(self.settings.symbols());
        let here = line.unwrap_or_else(|| stepper.present_line(&program));
        let last = program.line_count() - 1;
        let line = match action {
            Action::Up => Some(here.saturating_sub(1)),
            Action::Down => Some((here + 1).min(last)),
            Action::PageUp => Some(here.saturating_sub(PAGE)),
            Action::PageDown => Some((here + PAGE).min(last)),
            _ => None,
        };
        self.popup = Some(Popup::Program { line });
        line.is_some()
    }

    /// Takes note of what suits the terminal's background. What was chosen stays.
    pub fn suits(&mut self, theme: Theme) {
        self.settings.theme.get_or_insert(theme);
    }

    /// Takes note of what became of an [`Effect::Write`].
    pub fn written(&mut self, written: Written) {
        let text = self.settings.text();
        match self.screen_mut() {
            Screen::Training(training) => training.written(written),
            Screen::Stepper(stepper) => {
                if let (Written::Failed(fault), Some(homework)) = (written, &stepper.homework) {
                    let file = homework.file().path.to_string_lossy().into_owned();
                    self.notice = Some(text.tell(&Located::whole(&file, fault)));
                }
            }
            _ => {}
        }
    }

    /// Whether there is work to do besides waiting for keys.
    pub fn has_work(&self) -> bool {
        matches!(self.screen(), Screen::Training(training) if training.has_work())
    }

    /// Works in small chunks while `go_on` says so and there is work for this frame.
    pub fn work(&mut self, go_on: &mut dyn FnMut() -> bool) {
        if let Screen::Training(training) = self.screen_mut() {
            training.work(go_on);
            if !training.has_work() {
                self.note();
            }
        }
    }

    /// Opens a popup, or closes it.
    fn toggle(&mut self, popup: Popup) {
        let is_open = |open: &Popup| discriminant(open) == discriminant(&popup);
        self.popup = if self.popup.as_ref().is_some_and(is_open) { None } else { Some(popup) };
    }

    fn change_digits(&mut self, by: isize) {
        self.settings.change_digits(by);
        self.progress.digits = Some(self.settings.notation.digits);
    }

    fn toggle_differences(&mut self) -> Option<Effect> {
        self.popup = None;
        if matches!(self.screen(), Screen::Differences(_)) {
            return self.leave();
        }
        self.open_differences();
        None
    }

    /// Opens the places where the lesson's text and the mathematics part.
    pub fn open_differences(&mut self) {
        if let Some(differences) = Differences::new() {
            self.open(Screen::Differences(Box::new(differences)));
        }
    }

    /// A larger or a smaller ε.
    fn change_epsilon(&mut self, action: Action) {
        if let Some(Popup::GradientCheck { epsilon }) = &mut self.popup {
            *epsilon = match action {
                Action::Up => epsilon.saturating_sub(1),
                _ => (*epsilon + 1).min(EPSILONS.len() - 1),
            };
        }
    }

    fn leave(&mut self) -> Option<Effect> {
        if self.popup.take().is_some() {
            return None;
        }
        if self.screen_mut().leave() || self.screens.len() <= self.first_screens() {
            return None;
        }
        self.screens.pop();
        Some(Effect::Keep)
    }

    /// Does what the popup asks about.
    fn confirm(&mut self) -> Option<Effect> {
        match self.popup.take() {
            Some(Popup::Quit) => Some(Effect::Quit),
            Some(Popup::Forget) => {
                self.progress = Progress::default();
                Some(Effect::Forget)
            }
            _ => None,
        }
    }

    fn update_screen(&mut self, action: Action) -> Option<Effect> {
        let notation = self.settings.notation;
        match self.screen_mut().update(action, &notation)? {
            Request::OpenEntry(index) => self.open_entry(index),
            Request::OpenReason(example, cell) => {
                let mut stepper = Stepper::of_record(Lesson::of(*example));
                stepper.open_reason(cell);
                self.open(Screen::Stepper(Box::new(stepper)));
            }
            Request::NextLesson => self.open_next_lesson(),
            Request::OpenRecord(place) => self.open_record(place),
            Request::Summarize => {
                self.popup = Some(Popup::Summary);
                return Some(Effect::Keep);
            }
            Request::Write(file) => return Some(Effect::Write(file)),
        }
        None
    }
}
