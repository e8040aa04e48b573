//! All state of the tutor, and what each action does to it.
//!
//! Pure: no clock, no terminal, no files. What has to happen outside comes back as an [`Effect`].

pub mod differences;
pub mod editing;
pub mod exercise;
pub mod experiment;
pub mod field;
pub mod gradients;
pub mod history;
pub mod hunt;
pub mod menu;
pub mod stepper;
pub mod training;

use differences::Differences;
use experiment::{Experiment, Source};
use field::{Edit, Field};
use gradients::{Gradients, Knob};
use menu::{Entry, Menu};
use stepper::{Activity, Stepper};
use training::prompt::Prompt;
pub use training::prompt::{Write, Written};
use training::{Request, Training};

use crate::lesson::fading::Mode;
use crate::lesson::gradient_check::EPSILONS;
use crate::lesson::gradients::Chain;
use crate::lesson::{Lesson, builtin};
use crate::progress::Progress;
pub use crate::settings::{Settings, Theme};

/// The index of the ε that a gradient check begins with, about where both of its errors are small: 1e-5.
const FIRST_EPSILON: usize = 4;

/// Everything that a user can ask for. What `Next` or `Choose` means depends on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// End the program.
    Quit,
    /// Give the terminal back to the shell until `fg`.
    Suspend,
    /// Close the popup, or go back to the screen before. Never ends the program.
    Leave,
    /// Show or hide all keys.
    Help,
    /// Show or hide the convention.
    Convention,
    /// Show or hide where the lesson's text and the mathematics part.
    Differences,
    /// Switch to the next language.
    NextLanguage,
    /// Switch to the next theme.
    NextTheme,
    /// Show one digit more.
    MoreDigits,
    /// Show one digit less.
    FewerDigits,
    /// One step on.
    Next,
    /// One step back.
    Back,
    /// To the start.
    First,
    /// To the end.
    Last,
    /// Change the size of a step.
    StepSize,
    /// The entry above.
    Up,
    /// The entry below.
    Down,
    /// Open the entry under the cursor.
    Choose,
    /// Open an entry by its number, from 0.
    Open(usize),
    /// Let the training run, or pause it.
    Run,
    /// More epochs a frame.
    Faster,
    /// Fewer epochs a frame.
    Slower,
    /// Back to the first weights.
    Restart,
    /// Ask whether everything that is kept shall be forgotten.
    Forget,
    /// Yes, do what was asked about.
    Confirm,
    /// Look at something else of the same thing.
    NextView,
    /// Ten entries up.
    PageUp,
    /// Ten entries down.
    PageDown,
    /// So many columns to the right; to the left if negative.
    Sideways(isize),
    /// To an epoch by its number.
    Jump,
    /// Try something else.
    WhatIf,
    /// Write what was computed to a file.
    Save,
    /// Ask for more or for fewer numbers before they are shown.
    Mode,
    /// Put other numbers of the same shape in place of the lesson's.
    Practice,
    /// The lesson's own numbers again.
    Restore,
    /// Look for a number that was computed wrongly.
    Hunt,
    /// Judge the answer that is typed.
    Check,
    /// A hint, the last one being the number itself.
    Hint,
    /// Turn a number up.
    More(Knob),
    /// Turn a number down.
    Less(Knob),
    /// The next activation function.
    NextActivation,
    /// Choose given numbers and change them, or stop doing so.
    EditNumbers,
    /// The following one of the given numbers.
    NextNumber,
    /// The one before.
    PreviousNumber,
    /// Take the last change of numbers back.
    Undo,
    /// Make it again.
    Redo,
    /// Compare the present step with what two forward passes say.
    GradientCheck,
    /// Show or hide the activation function with the units on it.
    Curve,
    /// Change the text of the field that is being typed in.
    Edit(Edit),
}

/// What the world outside has to do after an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Leave the terminal as it was, and end.
    Quit,
    /// Stop until the shell continues the program.
    Suspend,
    /// Write [`App::progress`], as something worth keeping has come to its end.
    Keep,
    /// Forget everything that was kept, also by others.
    Forget,
    /// Write a file, and tell [`App::written`] what became of it.
    Write(Write),
}

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
    Gradients(Box<Gradients>),
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
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self::with_progress(settings, Progress::default())
    }

    /// The tutor, at its menu, with what was kept of earlier sessions.
    #[must_use]
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
    #[must_use]
    pub fn screen(&self) -> &Screen {
        &self.screens[self.screens.len() - 1]
    }

    /// The field that is being typed in, if there is one: then letters go into it.
    #[must_use]
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
    #[must_use]
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// What went wrong outside, if it is to be told now.
    #[must_use]
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
                self.settings.language = self.settings.language.next();
                self.progress.language = Some(self.settings.language);
            }
            Action::NextTheme => {
                self.settings.theme = self.settings.theme.next();
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
    #[must_use]
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
    #[must_use]
    pub fn has_work(&self) -> bool {
        match self.screen() {
            Screen::Training(training) => training.has_work(),
            Screen::Menu(_)
            | Screen::Stepper(_)
            | Screen::Gradients(_)
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
        self.popup = if self.popup == Some(popup) {
            None
        } else {
            Some(popup)
        };
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
            _ => Some(Popup::GradientCheck {
                epsilon: FIRST_EPSILON,
            }),
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
            Screen::Menu(_) | Screen::Gradients(_) | Screen::Differences(_) => false,
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
            Screen::Gradients(gradients) => gradients.update(action),
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
            Entry::Gradients => {
                if let Ok(gradients) = Gradients::new(Chain::default()) {
                    self.open(Screen::Gradients(Box::new(gradients)));
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
