//! The state of the tutor. Pure: no clock, no terminal.

/// What the user can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Leave the program.
    Quit,
    /// Stop and hand the terminal back to the shell.
    Suspend,
    /// One step on.
    Next,
    /// Start or stop training.
    Train,
    /// Show the list of keys.
    Help,
    /// Edit a number.
    Edit,
    /// Type a character into the field.
    Type(char),
    /// Go back.
    Back,
}

/// What the program must do for an [`Action`] that the state alone cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Leave the program.
    Quit,
    /// Stop and hand the terminal back to the shell.
    Suspend,
}

/// What is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mode {
    /// The stepper.
    Step,
    /// Training runs.
    Train,
    /// The popup with the keys.
    Help,
    /// A number is edited.
    Edit(String),
}

/// The whole state.
#[derive(Debug)]
pub struct App {
    /// What is shown.
    pub mode: Mode,
    /// The number of steps taken.
    pub step: u64,
    /// The number of epochs trained.
    pub epoch: u64,
}

impl Default for App {
    fn default() -> Self {
        Self {
            mode: Mode::Step,
            step: 0,
            epoch: 0,
        }
    }
}

impl App {
    /// Applies one action.
    pub fn update(&mut self, action: Action) -> Option<Effect> {
        match action {
            Action::Quit => return Some(Effect::Quit),
            Action::Suspend => return Some(Effect::Suspend),
            Action::Next => self.step += 1,
            Action::Train => self.mode = Mode::Train,
            Action::Help => self.mode = Mode::Help,
            Action::Edit => self.mode = Mode::Edit(String::new()),
            Action::Type(character) => {
                if let Mode::Edit(text) = &mut self.mode {
                    text.push(character);
                }
            }
            Action::Back => self.mode = Mode::Step,
        }
        None
    }

    /// Whether there is work to do besides waiting for keys.
    #[must_use]
    pub fn has_work(&self) -> bool {
        self.mode == Mode::Train
    }

    /// Works in small chunks while `go_on` says so.
    pub fn work(&mut self, go_on: &mut dyn FnMut() -> bool) {
        while self.has_work() && go_on() {
            self.epoch += 1;
        }
    }
}
