//! Random walks: whatever is typed or pasted, and however the window changes, the state stays sound and the screen is drawn.
//!
//! A walk follows from its seed. A failure prints it, with the last events; `BACKPROP_WALK_SEED` repeats that walk alone, and
//! `BACKPROP_WALK_EVENTS=200000` walks for longer than usual.

use std::collections::VecDeque;
use std::env;

use backprop::app::stepper::{Activity, StepSize, Stepper};
use backprop::app::training::{Status, Training};
use backprop::app::{Action, App, Screen, Settings};
use backprop::keymap::{self, BINDINGS, Binding, Context};
use backprop::lesson::Notation;
use backprop::nn::training::{Health, Trainer};
use backprop::ui;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use rand_mt::Mt;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;

use crate::tutor::key;

/// Events of all walks together, unless more are asked for.
const EVENTS: usize = 6_000;

/// Events of one walk. Each starts at the menu, so that no screen is out of reach for long.
const LENGTH: usize = 400;

#[test]
fn random_walks_stay_on_their_feet() {
    if let Some(seed) = number("BACKPROP_WALK_SEED") {
        return walk(u32::try_from(seed).expect("a seed has 32 bits"));
    }
    let events = number("BACKPROP_WALK_EVENTS").unwrap_or(EVENTS);
    for seed in (1u32..).take(events.div_ceil(LENGTH)) {
        walk(seed);
    }
}

fn number(variable: &str) -> Option<usize> {
    let value = env::var(variable).ok()?;
    Some(value.parse().expect("a whole number"))
}

fn walk(seed: u32) {
    let mut walk = Walk::new(seed);
    for _ in 0..LENGTH {
        let event = walk.any_event();
        walk.happen(event);
        walk.check_state();
        walk.check_screen();
    }
}

/// What can happen to the tutor.
#[derive(Clone, Debug)]
enum Event {
    Key(KeyEvent),
    Paste(String),
    Resize(u16, u16),
}

struct Walk {
    seed: u32,
    random: Mt,
    app: App,
    terminal: Terminal<TestBackend>,
    last: VecDeque<Event>,
}

/// Says how to repeat a walk that failed.
impl Drop for Walk {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let size = self.terminal.backend().buffer().area.as_size();
            eprintln!("BACKPROP_WALK_SEED={}, in a window of {size}", self.seed);
            for event in &self.last {
                eprintln!("    {event:?}");
            }
        }
    }
}

impl Walk {
    fn new(seed: u32) -> Self {
        Self {
            seed,
            random: Mt::new(seed),
            app: App::new(Settings::default()),
            terminal: Terminal::new(TestBackend::new(80, 24)).unwrap(),
            last: VecDeque::new(),
        }
    }

    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.random.next_u32() as usize % end
    }

    fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    /// Mostly keys that mean something here.
    fn any_event(&mut self) -> Event {
        let code = match self.below(100) {
            0..60 => self.key_of_this_screen(),
            60..75 => {
                let binding = self.below(BINDINGS.len());
                self.key_of(&BINDINGS[binding])
            }
            75..85 => {
                KeyCode::Char(self.one_of(&"0123456789.-+*/^()e,".chars().collect::<Vec<_>>()))
            }
            85..92 => return Event::Key(self.strange_key()),
            92..97 => return Event::Paste(self.any_text()),
            _ => return self.any_size(),
        };
        Event::Key(code.into())
    }

    fn key_of_this_screen(&mut self) -> KeyCode {
        let bindings: Vec<_> = keymap::bindings(Context::all(&self.app)).collect();
        let binding = self.one_of(&bindings);
        self.key_of(binding)
    }

    fn key_of(&mut self, binding: &Binding) -> KeyCode {
        let names: Vec<&str> = binding.keys.split(' ').collect();
        key(self.one_of(&names)).code
    }

    fn strange_key(&mut self) -> KeyEvent {
        let code = match self.below(4) {
            0 => self.one_of(&[
                KeyCode::Null,
                KeyCode::Insert,
                KeyCode::Delete,
                KeyCode::PageUp,
                KeyCode::PageDown,
                KeyCode::CapsLock,
                KeyCode::Menu,
            ]),
            1 => KeyCode::F(self.random.next_u32().to_le_bytes()[0]),
            _ => KeyCode::Char(char::from_u32(self.random.next_u32() % 0x3_0000).unwrap_or('\0')),
        };
        let modifiers = self.random.next_u32().to_le_bytes()[0];
        KeyEvent::new(code, KeyModifiers::from_bits_truncate(modifiers))
    }

    /// The right answer where one is asked for, a number that is none, or more than any field takes.
    fn any_text(&mut self) -> String {
        match (self.below(4), self.app.screen()) {
            (0, _) => "1e308*10-ŷ\u{202e}\x1b[2J误差\n".to_owned(),
            (1, _) => "(".repeat(10_000),
            (_, Screen::Stepper(stepper)) => stepper
                .asked()
                .map_or_else(String::new, |cell| stepper.trace.value(cell).to_string()),
            (_, Screen::Training(_)) => self.one_of(&["1e300", "1e9", "5", "0"]).to_owned(),
            _ => "0.5".to_owned(),
        }
    }

    fn any_size(&mut self) -> Event {
        let (width, height) = match self.below(4) {
            0 => self.one_of(&[(0, 0), (1, 1), (0, 24), (80, 0), (79, 24), (5, 5), (400, 100)]),
            _ => self.one_of(&[(80, 24), (80, 24), (100, 30), (81, 25), (200, 24), (80, 60)]),
        };
        Event::Resize(width, height)
    }

    fn happen(&mut self, event: Event) {
        self.last.push_back(event.clone());
        if self.last.len() > 30 {
            self.last.pop_front();
        }
        match event {
            Event::Key(key) => {
                // What the world outside would have to do is not this test's affair: the walk goes on.
                keymap::action(&self.app, key).map(|action| self.app.update(action));
            }
            Event::Paste(text) => {
                for action in keymap::paste(&self.app, &text) {
                    self.app.update(action);
                }
            }
            Event::Resize(width, height) => self.terminal.backend_mut().resize(width, height),
        }
        let mut chunks = self.below(4);
        if self.app.has_work() {
            self.app.work(&mut || {
                chunks = chunks.saturating_sub(1);
                chunks > 0
            });
        }
    }

    fn check_state(&mut self) {
        let there_and_back = self.below(8) == 0;
        if let Screen::Stepper(stepper) = self.app.screen() {
            check_stepper(stepper);
            check_step_and_back(stepper, &self.app.settings.notation);
        }
        if let Screen::Training(training) = self.app.screen() {
            check_training(training);
            if there_and_back {
                check_epoch_and_back(training);
            }
        }
    }

    /// The screen fills its window and asks nothing of the terminal.
    fn check_screen(&mut self) {
        let app = &self.app;
        let frame = self.terminal.draw(|frame| ui::draw(app, frame)).unwrap();
        let Size { width, height } = frame.area.as_size();
        let size = frame.buffer.area.as_size();
        let window = (size.width, size.height);
        assert_eq!((width, height), window);
        let text: String =
            frame.buffer.content().iter().map(ratatui::buffer::Cell::symbol).collect();
        assert!(!text.contains(char::is_control), "{text:?}");
        let fits = width >= ui::MIN_SIZE.0 && height >= ui::MIN_SIZE.1;
        // A form or a question names its own keys instead of the help.
        let footer = frame.buffer.content().rchunks(usize::from(width).max(1)).next();
        let names_keys = footer.is_some_and(|line| line.iter().any(|cell| cell.symbol() != " "));
        assert!(!fits || names_keys, "no footer in {width} x {height}");
        assert!(!text.contains("NaN"), "{text}");
        if let Screen::Training(training) = self.app.screen()
            && let Status::Stopped(health) = training.playback.status()
            // A popup may cover the title.
            && fits
            && self.app.popup.is_none()
        {
            let words = &self.app.settings.text().training;
            let told = match health {
                Health::Saturated { .. } => &words.saturated,
                Health::Diverged { .. } | Health::Fine => &words.diverged,
            };
            // A wide character leaves the cell after it blank.
            let dense = |text: &str| text.replace(' ', "");
            assert!(dense(&text).contains(&dense(told)), "no “{told}” in {text}");
        }
    }
}

fn check_stepper(stepper: &Stepper) {
    assert!(stepper.position <= stepper.total());
    assert_eq!(stepper.known().len(), stepper.position);
    // While numbers are changed, what is looked at is the given number that was chosen.
    let chosen = matches!(&stepper.activity, Activity::Editing(_));
    assert_eq!(stepper.current().is_empty(), stepper.position == 0 && !chosen);
    for cell in stepper.trace.script().steps() {
        assert!(stepper.trace.value(*cell).is_finite(), "{cell:?}");
    }
}

/// One step on and one back lead to the same state. (Steps of a whole quantity only from where one begins, and what is typed
/// into an answer is not kept.)
fn check_step_and_back(stepper: &Stepper, notation: &Notation) {
    let at_a_start = stepper.size == StepSize::Number
        || stepper.trace.script().groups().any(|group| group.start == stepper.position);
    let is_typed = matches!(&stepper.activity, Activity::Exercise(_) | Activity::Editing(_));
    let is_beside = stepper.aside.is_some();
    if is_typed || is_beside || !at_a_start || stepper.position == stepper.total() {
        return;
    }
    let mut walker = stepper.clone();
    walker.update(Action::Next, notation);
    assert!(walker.position > stepper.position);
    walker.update(Action::Back, notation);
    assert_eq!(format!("{walker:?}"), format!("{stepper:?}"));
}

fn check_training(training: &Training) {
    let trainer = &training.playback.trainer;
    let position = trainer.position();
    assert!(position.epoch <= training.runs.experiment.epochs);
    assert!(position.record <= trainer.training().records());
    assert!(position.epoch <= trainer.reached());
    if trainer.health() == Health::Fine {
        assert!(weights(trainer).iter().all(|weight| weight.is_finite()));
        assert!(trainer.point().is_none_or(|point| point.loss.is_finite()));
    } else {
        assert!(matches!(
            training.playback.status(),
            Status::Stopped(_) | Status::Running | Status::Finished
        ));
    }
}

/// One epoch or record on and one back lead to the same weights.
fn check_epoch_and_back(training: &Training) {
    let before = training.playback.trainer.position();
    let mut walker = training.clone();
    if walker.has_work() || walker.playback.status() == Status::Finished || before.record != 0 {
        return;
    }
    for action in [Action::Next, Action::Back] {
        walker.update(action);
        while walker.has_work() {
            walker.work(&mut || true);
        }
    }
    assert_eq!(walker.playback.trainer.position(), before);
    assert_eq!(weights(&walker.playback.trainer), weights(&training.playback.trainer));
}

fn weights(trainer: &Trainer) -> Vec<f64> {
    let layers = trainer.network().layers().iter();
    layers.flat_map(|layer| layer.weights.iter().copied()).collect()
}
