//! The tutor without a terminal, as a small language: keys in, screens out.
//!
//! `Tutor::open("2-1-1").in_language(Language::Zh).after("→×3 t")` is a tutor at some place; from there, `keys`, `type_` and `at`
//! do what a learner does, `shows`, `says` and `lacks` check what the learner sees, and `stepper`, `training` … what stands behind it.

use backprop::app::stepper::Stepper;
use backprop::app::training::Training;
use backprop::app::vanishing::Vanishing;
use backprop::app::{App, Screen, Settings, Theme};
use backprop::lesson::{Cell, Lesson, Symbols, Trace, builtin};
use backprop::text::Language;
use backprop::{keymap, ui};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use strum::VariantArray;
use unicode_width::UnicodeWidthStr;

/// Windows to look at: the smallest one, and those in which there is more room.
pub const SIZES: [(u16, u16); 4] = [(80, 24), (100, 30), (160, 50), (200, 60)];

/// All languages, themes and characters that can be chosen.
pub const LANGUAGES: [Language; Language::VARIANTS.len()] =
    *Language::VARIANTS.first_chunk().unwrap();
pub const THEMES: [Theme; Theme::VARIANTS.len()] = *Theme::VARIANTS.first_chunk().unwrap();
pub const SYMBOLS: [Symbols; 2] = [Symbols::Unicode, Symbols::Ascii];

/// The built-in lessons, by name.
pub const LESSONS: [&str; 4] = ["2-1-1", "3-2-1", "two-outputs", "2-2-2"];

/// The tutor in a window, at first of 80×24.
pub struct Tutor {
    /// Its state.
    pub app: App,
    terminal: Terminal<TestBackend>,
}

/// Where it begins.
impl Tutor {
    /// At the menu, in English.
    pub fn menu() -> Self {
        Self::of(App::new(Settings::default()))
    }

    /// At the start of a built-in lesson.
    pub fn open(lesson: &str) -> Self {
        Self::read(builtin(lesson).expect("a lesson of that name"))
    }

    /// At the start of any lesson.
    pub fn read(lesson: Lesson) -> Self {
        Self::menu().on(Screen::Stepper(Box::new(Stepper::new(lesson))))
    }

    /// At a training.
    pub fn train(training: Training) -> Self {
        Self::menu().on(Screen::Training(Box::new(training)))
    }

    /// In any state.
    pub fn of(app: App) -> Self {
        let terminal = Terminal::new(TestBackend::new(80, 24)).expect("a test backend never fails");
        Self { app, terminal }
    }

    fn on(mut self, screen: Screen) -> Self {
        self.app.open(screen);
        self
    }

    pub fn in_language(mut self, language: Language) -> Self {
        self.app.settings.language = language;
        self
    }

    pub fn in_symbols(mut self, symbols: Symbols) -> Self {
        self.app.settings.notation.symbols = symbols;
        self
    }

    pub fn in_theme(mut self, theme: Theme) -> Self {
        self.app.settings.theme = Some(theme);
        self
    }

    /// After these keys, with all work done.
    pub fn after(mut self, keys: &str) -> Self {
        self.run(keys);
        self
    }
}

/// What is done with it.
impl Tutor {
    /// Types keys one after the other, by their names: `→ ← ↑ ↓ Tab Enter Esc Home End PgUp PgDn Backspace Space`, and single
    /// characters; `→×3` is three of them.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        self.type_keys(keys, |_| ())
    }

    /// Types keys, and lets the tutor finish its work after each.
    pub fn run(&mut self, keys: &str) -> &mut Self {
        self.type_keys(keys, |tutor| _ = tutor.rest())
    }

    fn type_keys(&mut self, keys: &str, then: fn(&mut Self)) -> &mut Self {
        for word in keys.split_whitespace() {
            let (name, times) = word.split_once('×').unwrap_or((word, "1"));
            for _ in 0..times.parse().expect("a number of times") {
                self.press(key(name));
                then(self);
            }
        }
        self
    }

    /// Types a text, letter by letter.
    pub fn type_(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            self.press(KeyCode::Char(letter).into());
        }
        self
    }

    fn press(&mut self, key: KeyEvent) {
        if let Some(action) = keymap::action(&self.app, key) {
            self.app.update(action);
        }
    }

    /// Lets it work until there is nothing more to do.
    pub fn rest(&mut self) -> &mut Self {
        while self.app.has_work() {
            self.app.work(&mut || true);
        }
        self
    }

    /// Changes the size of the window.
    pub fn at(&mut self, width: u16, height: u16) -> &mut Self {
        self.terminal.backend_mut().resize(width, height);
        self
    }
}

/// What stands behind the screen.
impl Tutor {
    pub fn stepper(&self) -> &Stepper {
        match self.app.screen() {
            Screen::Stepper(stepper) => stepper,
            other => panic!("not in a lesson: {other:?}"),
        }
    }

    pub fn trace(&self) -> &Trace {
        &self.stepper().trace
    }

    pub fn position(&self) -> usize {
        self.stepper().position
    }

    pub fn total(&self) -> usize {
        self.stepper().total()
    }

    pub fn symbol(&self, cell: Cell) -> String {
        self.stepper().names.symbol(cell)
    }

    pub fn training(&self) -> &Training {
        match self.app.screen() {
            Screen::Training(training) => training,
            other => panic!("not at a training: {other:?}"),
        }
    }

    pub fn vanishing(&self) -> &Vanishing {
        match self.app.screen() {
            Screen::Vanishing(vanishing) => vanishing,
            other => panic!("not at the vanishing gradient: {other:?}"),
        }
    }

    pub fn is_at_the_menu(&self) -> bool {
        matches!(self.app.screen(), Screen::Menu(_))
    }

    /// A number as the screen writes it now.
    pub fn number(&self, value: f64) -> String {
        self.app.settings.notation.number(value)
    }
}

/// What is seen.
impl Tutor {
    /// Draws, and gives the frame. (The test backend's own buffer keeps old characters behind wide ones, which no terminal does.)
    pub fn draw(&mut self) -> Buffer {
        let frame = self.terminal.draw(|frame| ui::draw(&self.app, frame));
        frame.expect("a test backend never fails").buffer.clone()
    }

    /// The lines on the screen, without spaces at their ends.
    pub fn lines(&mut self) -> Vec<String> {
        let buffer = self.draw();
        (0..buffer.area.height)
            .map(|y| row(&buffer, buffer.area, y).trim_end().to_owned())
            .collect()
    }

    /// The whole screen as one text, with a first line that says its size.
    pub fn text(&mut self) -> String {
        let lines = self.lines();
        let size = self.draw().area.as_size();
        format!("{size}\n{}", lines.join("\n"))
    }

    /// The characters of the whole screen, and those of its left and right halves, each without spaces and frames: so that a sentence
    /// can be looked for however it was broken into lines.
    pub fn dense(&mut self) -> [String; 3] {
        let buffer = self.draw();
        let Rect { width, height, .. } = buffer.area;
        let halves = [(0, width), (0, width / 2), (width / 2, width - width / 2)];
        halves.map(|(x, width)| {
            let part = Rect::new(x, 0, width, height);
            dense(&(0..height).map(|y| row(&buffer, part, y)).collect::<String>())
        })
    }

    /// What stands in the box over the screen, as [`Tutor::dense`] gives it.
    pub fn popup(&mut self) -> String {
        let lines = self.lines();
        let inside = lines.iter().filter_map(|line| line.split('║').nth(1));
        dense(&inside.collect::<String>())
    }

    /// This text stands on the screen as it is.
    #[track_caller]
    pub fn shows(&mut self, text: &str) -> &mut Self {
        let screen = self.text();
        assert!(screen.contains(text), "no {text:?} on the screen of\n{screen}");
        self
    }

    /// This text stands nowhere on the screen.
    #[track_caller]
    pub fn lacks(&mut self, text: &str) -> &mut Self {
        let screen = self.text();
        assert!(!screen.contains(text), "{text:?} is on the screen of\n{screen}");
        self
    }

    /// This sentence stands on the screen in lines of its own column, however it was broken.
    #[track_caller]
    pub fn says(&mut self, sentence: &str) -> &mut Self {
        let wanted = dense(sentence);
        let is_said = self.dense().iter().any(|part| part.contains(&wanted))
            || self.popup().contains(&wanted)
            || self.columns_from(&wanted).any(|column| column.contains(&wanted));
        assert!(is_said, "no “{sentence}” on the screen of\n{}", self.text());
        self
    }

    /// What stands to the right of each place with the sentence's first character, up to the edge of the window or of a popup
    /// of 80 columns in its middle.
    fn columns_from(&mut self, sentence: &str) -> impl Iterator<Item = String> {
        let buffer = self.draw();
        let Rect { width, height, .. } = buffer.area;
        let first = sentence.chars().next().unwrap_or(' ');
        let places = pairs(0..width, [width, u16::midpoint(width, 80)]).into_iter();
        places.filter_map(move |(left, right)| {
            let starts = (0..height).any(|y| buffer[(left, y)].symbol().starts_with(first));
            let symbols = pairs(0..height, left..right).into_iter();
            let column = symbols.map(|(y, x)| buffer[(x, y)].symbol());
            starts.then(|| dense(&column.collect::<String>().replace('#', " ")))
        })
    }

    /// Nothing on the screen needs more than ASCII, but for the name of the other language and these characters.
    #[track_caller]
    pub fn is_ascii_but_for(&mut self, quoted: &str) -> &mut Self {
        let screen = self.text();
        let is_odd = |c: &char| !c.is_ascii() && !"中文".contains(*c) && !quoted.contains(*c);
        let odd: String = screen.chars().filter(is_odd).collect();
        assert_eq!(odd, "", "{screen}");
        self
    }
}

/// `text` without spaces and the lines of frames.
pub fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !"│║─═╭╮╰╯╔╗╚╝|".contains(*c)).collect()
}

/// Every one with every other.
pub fn pairs<A: Copy, B: Copy>(
    ones: impl IntoIterator<Item = A>,
    others: impl IntoIterator<Item = B>,
) -> Vec<(A, B)> {
    let others: Vec<B> = others.into_iter().collect();
    ones.into_iter().flat_map(|one| others.iter().map(move |other| (one, *other))).collect()
}

fn row(buffer: &Buffer, area: Rect, y: u16) -> String {
    let mut text = String::new();
    let mut x = area.x;
    while x < area.right() {
        let symbol = buffer[(x, y)].symbol();
        text.push_str(symbol);
        // The cell after a wide character belongs to it.
        x += u16::try_from(symbol.width()).expect("a character is narrow").max(1);
    }
    text
}

/// The key event of a name.
pub fn key(name: &str) -> KeyEvent {
    let code = match name {
        "→" => KeyCode::Right,
        "←" => KeyCode::Left,
        "↑" => KeyCode::Up,
        "↓" => KeyCode::Down,
        "Tab" => KeyCode::Tab,
        "Shift-Tab" => KeyCode::BackTab,
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "Backspace" => KeyCode::Backspace,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        "Space" => KeyCode::Char(' '),
        "F1" => KeyCode::F(1),
        "F2" => KeyCode::F(2),
        "F3" => KeyCode::F(3),
        "F4" => KeyCode::F(4),
        "F5" => KeyCode::F(5),
        character => KeyCode::Char(character.chars().next().expect("a key has a name")),
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}
