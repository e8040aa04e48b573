//! All state of the tutor, and what each action does to it.
//!
//! Pure: no clock, no terminal, no files. What has to happen outside comes back as an [`Effect`].

mod action;
pub mod differences;
pub mod editing;
pub mod exercise;
pub mod experiment;
pub mod field;
pub mod history;
pub mod hunt;
pub mod menu;
pub mod stepper;
pub mod training;
pub mod vanishing;

pub use action::{Action, Effect};
use differences::Differences;
use experiment::{Experiment, Source};
use field::Field;
use menu::{Entry, Menu};
use stepper::{Activity, Stepper};
use training::prompt::Prompt;
pub use training::prompt::{Write, Written};
use training::{Request, Training};
use vanishing::Vanishing;

use crate::lesson::fading::Mode;
use crate::lesson::gradient_check::EPSILONS;
use crate::lesson::vanishing::Chain;
use crate::lesson::{Lesson, builtin};
use crate::progress::Progress;
pub use crate::settings::{Settings, Theme};
use crate::variants;

/// The index of the ε that a gradient check begins with, about where both of its errors are small: 1e-5.
const FIRST_EPSILON: usize = 4;

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

/// What lies over the screen until a key closes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Popup {
    /// All keys.
    Help,
    /// The convention that the formulas follow.
    Convention,
    /// Whether to forget everything that is kept.
    Forget,
    /// What came of a run of questions.
    Summary,
    /// The activation function with the units on it.
    Curve,
    /// A number of backpropagation beside what two forward passes say, for one of [`EPSILONS`].
    GradientCheck {
        /// Which one, by its index.
        epsilon: usize,
    },
}

/// The tutor.
#[derive(Clone, Debug)]
pub struct App {
    /// How things are shown.
    pub settings: Settings,
    /// What lies over the screen.
    pub popup: Option<Popup>,
    /// What is kept for the next time.
    progress: Progress,
    /// What went wrong outside, until the next key.
    notice: Option<String>,
    /// The screens that were opened one from the other; never empty, the last one is seen.
    screens: Vec<Screen>,
}

impl App {
    /// The tutor, at its menu.
    pub fn new(settings: Settings) -> Self {
        Self::with_progress(settings, Progress::default())
    }

    /// The tutor, at its menu, with what was kept of earlier sessions.
    pub fn with_progress(settings: Settings, progress: Progress) -> Self {
        Self {
            settings,
            popup: None,
            progress,
            notice: None,
            screens: vec![Screen::Menu(Menu::default())],
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
            Screen::Training(training) if self.popup.is_none() => training.prompt()?.field(),
            _ => None,
        }
    }

    fn screen_mut(&mut self) -> &mut Screen {
        let last = self.screens.len() - 1;
        &mut self.screens[last]
    }

    /// What is to be kept for the next time.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// What went wrong outside, if it is to be told now.
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// Tells what went wrong outside, until the next key.
    pub fn tell(&mut self, sentence: String) {
        self.notice = Some(sentence);
    }

    /// Opens a lesson where it was left.
    pub fn open_lesson(&mut self, lesson: Lesson) {
        let mut stepper = Stepper::new(lesson);
        let (name, steps) = (&stepper.lesson().name, stepper.total());
        let missed = self.progress.missed(name, steps);
        let position = self.progress.position(name, steps);
        stepper.resume(self.progress.mode, missed, position);
        self.open(Screen::Stepper(Box::new(stepper)));
    }

    /// Opens a screen over the present one.
    pub fn open(&mut self, screen: Screen) {
        self.screens.push(screen);
    }

    /// Does what the user asked for.
    pub fn update(&mut self, action: Action) -> Option<Effect> {
        self.notice = None;
        let effect = self.perform(action);
        // A stepper right above the menu is a lesson; one further up looks at the numbers of something else.
        if let Some(Screen::Stepper(stepper)) = self.screens.get(1) {
            note(&mut self.progress, stepper);
        }
        effect
    }

    fn perform(&mut self, action: Action) -> Option<Effect> {
        match action {
            Action::Quit => return Some(Effect::Quit),
            Action::Suspend => return Some(Effect::Suspend),
            Action::Help => self.toggle(Popup::Help),
            Action::Convention => self.toggle(Popup::Convention),
            Action::Forget => self.popup = Some(Popup::Forget),
            Action::Confirm => return self.confirm(),
            Action::NextLanguage => {
                self.settings.language = variants::next(self.settings.language);
                self.progress.language = Some(self.settings.language);
            }
            Action::NextTheme => {
                self.settings.theme = variants::next(self.settings.theme);
                self.progress.theme = Some(self.settings.theme);
            }
            Action::MoreDigits => self.change_digits(1),
            Action::FewerDigits => self.change_digits(-1),
            Action::Leave => return self.leave(),
            Action::Differences => return self.toggle_differences(),
            Action::Curve => self.toggle(Popup::Curve),
            Action::GradientCheck => self.toggle_gradient_check(),
            Action::Up | Action::Down
                if matches!(self.popup, Some(Popup::GradientCheck { .. })) =>
            {
                self.change_epsilon(action);
            }
            _ => return self.update_screen(action),
        }
        None
    }

    /// What is asked over the screen, so that only the keys of an answer work.
    pub fn asked(&self) -> Option<&Prompt> {
        match self.screen() {
            Screen::Training(training) if self.popup.is_none() => training.prompt(),
            _ => None,
        }
    }

    /// Takes note of what became of an [`Effect::Write`].
    pub fn written(&mut self, written: Written) {
        if let Screen::Training(training) = self.screen_mut() {
            training.written(written);
        }
    }

    /// Whether there is work to do besides waiting for keys.
    pub fn has_work(&self) -> bool {
        match self.screen() {
            Screen::Training(training) => training.has_work(),
            Screen::Menu(_)
            | Screen::Stepper(_)
            | Screen::Vanishing(_)
            | Screen::Differences(_) => false,
        }
    }

    /// Works in small chunks while `go_on` says so and there is work for this frame.
    pub fn work(&mut self, go_on: &mut dyn FnMut() -> bool) {
        if let Screen::Training(training) = self.screen_mut() {
            training.work(go_on);
        }
    }

    fn toggle(&mut self, popup: Popup) {
        self.popup = if self.popup == Some(popup) { None } else { Some(popup) };
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

    fn open_differences(&mut self) {
        if let Ok(differences) = Differences::new() {
            self.open(Screen::Differences(Box::new(differences)));
        }
    }

    fn toggle_gradient_check(&mut self) {
        self.popup = match self.popup {
            Some(Popup::GradientCheck { .. }) => None,
            _ => Some(Popup::GradientCheck { epsilon: FIRST_EPSILON }),
        };
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
        let left = match self.screen_mut() {
            Screen::Stepper(stepper) => stepper.leave(),
            Screen::Training(training) => training.close_prompt(),
            Screen::Menu(_) | Screen::Vanishing(_) | Screen::Differences(_) => false,
        };
        if left || self.screens.len() == 1 {
            return None;
        }
        self.screens.pop();
        Some(Effect::Keep)
    }

    /// Does what the popup asks about.
    fn confirm(&mut self) -> Option<Effect> {
        if self.popup != Some(Popup::Forget) {
            return None;
        }
        self.popup = None;
        self.progress = Progress::default();
        Some(Effect::Forget)
    }

    fn update_screen(&mut self, action: Action) -> Option<Effect> {
        let notation = self.settings.notation;
        match self.screen_mut() {
            Screen::Menu(menu) => {
                if let Some(entry) = menu.update(action) {
                    self.open_entry(entry);
                }
            }
            Screen::Stepper(stepper) => {
                if stepper.update(action, &notation) {
                    self.popup = Some(Popup::Summary);
                    return Some(Effect::Keep);
                }
            }
            Screen::Training(training) => match training.update(action) {
                Some(Request::OpenRecord) => self.open_record(),
                Some(Request::Write(write)) => return Some(Effect::Write(write)),
                None => {}
            },
            Screen::Vanishing(vanishing) => vanishing.update(action),
            Screen::Differences(differences) => differences.update(action),
        }
        None
    }

    /// Opens the record that the training screen looks at, with the weights of this moment.
    fn open_record(&mut self) {
        let symbols = self.settings.symbols();
        if let Screen::Training(training) = self.screen_mut() {
            training.pause();
            if let Some(lesson) = training.lesson(symbols) {
                self.open(Screen::Stepper(Box::new(Stepper::new(lesson))));
            }
        }
    }

    fn open_entry(&mut self, entry: Entry) {
        match entry {
            Entry::Lesson(name) => {
                if let Some(lesson) = builtin(name) {
                    self.open_lesson(lesson);
                }
            }
            Entry::Admissions => {
                let training = Training::new(Source::admissions(), Experiment::default());
                if let Ok(training) = training {
                    self.open(Screen::Training(Box::new(training)));
                }
            }
            Entry::Differences => self.open_differences(),
            Entry::Vanishing => {
                if let Ok(vanishing) = Vanishing::new(Chain::default()) {
                    self.open(Screen::Vanishing(Box::new(vanishing)));
                }
            }
        }
    }
}

/// Notes what has been done in a lesson: how far it was read, or what was answered. A lesson with a slip in it is neither.
fn note(progress: &mut Progress, stepper: &Stepper) {
    let (name, steps) = (&stepper.lesson().name, stepper.total());
    match stepper.activity() {
        Activity::Reading | Activity::Editing(_) => progress.mode = Mode::Worked,
        Activity::Exercise(exercise) => {
            progress.mode = exercise.mode();
            progress.note_run(name, exercise.run(), steps);
        }
        Activity::Hunt(_) => return,
    }
    progress.note_position(name, stepper.position(), steps);
}
