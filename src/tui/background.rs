//! Asks the terminal for its background, and finds the answer among the keys. Draws, reads and
//! waits for nothing itself.
//!
//! An answer comes as keys: `ESC ] 11;rgb:ffff/ffff/ffff BEL` as `Alt-]`, `1`, `1`, `;` … `Ctrl-G`.
//! The line may bring it in pieces: an `ESC` at the end of one comes out as the key `Esc`, and what
//! follows is spelled without `Alt`. So what may be the beginning of an answer is held back until
//! it is known, and given back as keys when it is none.

use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// The question (OSC 11). The answer ends as it does: with BEL, as some terminals spoil the other
/// ending.
pub(super) const QUESTION: &str = "\x1b]11;?\x07";

/// How an answer begins. Nobody types this.
const HEAD: &str = "\x1b]11;";

/// The longest that follows, without the ending.
const LONGEST: usize = "rgba:ffff/ffff/ffff/ffff".len();

/// How long an answer is expected. A terminal that has none is mute, and what looks like the first
/// character of one is a key from then on.
const EXPECTED: Duration = Duration::from_secs(2);

/// How long `Esc` waits for what may follow while an answer is expected: too short to be felt.
const INSTANT: Duration = Duration::from_millis(50);

/// How long the rest of what has begun as an answer is waited for.
const REST: Duration = Duration::from_secs(2);

/// Listens for one answer.
#[derive(Debug)]
pub(super) struct Listener {
    /// When the question was asked; `None` before that, and once it is answered.
    asked: Option<Instant>,
    /// What may be an answer so far.
    text: String,
    /// The keys that spelled its head.
    held: Vec<Event>,
    /// When the last of them came.
    heard: Instant,
    /// Whether what comes next came later than the last key, not with it.
    apart: bool,
    /// The colour of the background as parts of 1, once it is known.
    pub(super) ground: Option<[f64; 3]>,
}

impl Listener {
    /// One that lets all keys through.
    pub(super) fn new(now: Instant) -> Self {
        let (text, held) = (String::new(), Vec::new());
        Self { asked: None, text, held, heard: now, apart: true, ground: None }
    }

    /// Listens from now on.
    pub(super) fn ask(&mut self, now: Instant) {
        self.asked = Some(now);
    }

    /// Whether an answer may still come.
    pub(super) fn expects(&self, now: Instant) -> bool {
        self.asked.is_some_and(|asked| now < asked + EXPECTED)
    }

    /// How long to wait for the next key before asking what is [`late`](Self::late); `None` is for
    /// ever.
    pub(super) fn patience(&self, now: Instant) -> Option<Duration> {
        let patience = if self.text == "\x1b" { INSTANT } else { REST };
        let is_open = !self.text.is_empty();
        is_open.then(|| (self.heard + patience).saturating_duration_since(now))
    }

    /// Gives back what was held for too long.
    pub(super) fn late(&mut self, now: Instant) -> Vec<Event> {
        if self.patience(now) == Some(Duration::ZERO) { self.give_back() } else { Vec::new() }
    }

    /// Says that all that came with the last key was heard.
    pub(super) fn pause(&mut self) {
        self.apart = true;
    }

    /// Takes what has come, and gives back what is no part of an answer.
    pub(super) fn hear(&mut self, event: Event, now: Instant) -> Vec<Event> {
        let mut keys = self.late(now);
        // A new size comes from the side, whatever is being spelled.
        if self.asked.is_none() || matches!(event, Event::Resize(..)) {
            keys.push(event);
            return keys;
        }
        let apart = std::mem::take(&mut self.apart);
        let spelled = spelled(&event);
        if self.text.starts_with(HEAD) {
            keys.extend((!self.goes_on(&spelled)).then_some(event));
        } else if self.begins(&spelled, apart, now) {
            self.held.push(event);
        } else {
            keys.extend(self.give_back());
            if self.begins(&spelled, apart, now) {
                self.held.push(event);
            } else {
                keys.push(event);
            }
        }
        if !self.text.is_empty() {
            self.heard = now;
        }
        keys
    }

    /// Whether this leads on to the end of the head, or is its first part.
    fn begins(&mut self, spelled: &str, apart: bool, now: Instant) -> bool {
        let text = match (self.text.as_str(), spelled) {
            // Of `ESC ESC ]` in one piece the parser makes `Esc` and `]`: the first was a key.
            ("\x1b", "]") if !apart => return false,
            // Keys that somebody may have typed.
            ("", "\x1b" | "]") if !self.expects(now) => return false,
            ("", "]") => HEAD[..2].to_owned(),
            (so_far, _) => format!("{so_far}{spelled}"),
        };
        let fits = !spelled.is_empty() && HEAD.starts_with(&text);
        if fits {
            self.text = text;
        }
        fits
    }

    /// Whether this belongs to an answer whose head is complete. Ends it where it ends.
    fn goes_on(&mut self, spelled: &str) -> bool {
        let body = &self.text[HEAD.len()..];
        let is_split = body.ends_with('\x1b');
        let is_ending = matches!(spelled, "\x07" | "\x1b\\") || is_split && spelled == "\\";
        if is_ending || is_split {
            self.give_back();
            return is_ending;
        }
        let is_part = spelled.len() == 1 && "rgba:/0123456789abcdefABCDEF".contains(spelled);
        // The half of an ending, if there can be one here.
        let is_half = spelled == "\x1b" && color(body).is_some();
        let goes_on = is_half || is_part && body.len() < LONGEST;
        if goes_on {
            self.text.push_str(spelled);
        }
        goes_on
    }

    /// Ends what was held: an answer says what it says, anything else is given back.
    fn give_back(&mut self) -> Vec<Event> {
        if let Some(body) = self.text.strip_prefix(HEAD) {
            self.ground = color(body.trim_end_matches('\x1b'));
            self.asked = None;
            self.held.clear();
        }
        self.text.clear();
        std::mem::take(&mut self.held)
    }
}

/// The bytes that a key stands for, if they can be part of an answer; else nothing.
fn spelled(event: &Event) -> String {
    let Event::Key(KeyEvent { code, modifiers, .. }) = *event else { return String::new() };
    match (code, modifiers) {
        (KeyCode::Esc, KeyModifiers::NONE) => "\x1b".to_owned(),
        (KeyCode::Char('g'), KeyModifiers::CONTROL) => "\x07".to_owned(),
        (KeyCode::Char(c @ (']' | '\\')), KeyModifiers::ALT) => format!("\x1b{c}"),
        (KeyCode::Char(c), KeyModifiers::NONE | KeyModifiers::SHIFT) if c.is_ascii() => c.into(),
        _ => String::new(),
    }
}

/// The colour in an answer, `rgb:` and one to four hexadecimal digits for each part, as parts of 1.
fn color(body: &str) -> Option<[f64; 3]> {
    let parts = body.strip_prefix("rgb:").or_else(|| body.strip_prefix("rgba:"))?;
    let mut parts = parts.split('/').map(|part| {
        let most = 16_u32.checked_pow(u32::try_from(part.len()).ok()?)? - 1;
        let value = u32::from_str_radix(part, 16).ok()?;
        (most > 0).then(|| f64::from(value) / f64::from(most))
    });
    let mut part = || parts.next().flatten();
    Some([part()?, part()?, part()?])
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    /// The keys that the platform makes of what one read brings. An answer never stands in
    /// the middle of another sequence.
    fn parsed(bytes: &str) -> Vec<Event> {
        let mut events = Vec::new();
        let mut rest = bytes.chars();
        while let Some(c) = rest.next() {
            let key = match c {
                '\x1b' => match rest.next() {
                    None | Some('\x1b') => KeyCode::Esc.into(),
                    Some(c) => KeyEvent { modifiers: KeyModifiers::ALT, ..plain(c) },
                },
                c => plain(c),
            };
            events.push(Event::Key(key));
        }
        events
    }

    fn plain(c: char) -> KeyEvent {
        match c {
            '\r' => KeyCode::Enter.into(),
            '\x01'..='\x1a' => {
                let letter = char::from(b'`' + u8::try_from(c).unwrap());
                KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL)
            }
            'A'..='Z' => KeyEvent::new(KeyCode::Char(c), KeyModifiers::SHIFT),
            c => KeyCode::Char(c).into(),
        }
    }

    const ENDINGS: [&str; 2] = ["\x07", "\x1b\\"];

    /// A listener that has just asked, and what it has let through so far.
    struct Scene {
        listener: Listener,
        now: Instant,
        keys: Vec<Event>,
    }

    impl Scene {
        fn new() -> Self {
            let now = Instant::now();
            let mut listener = Listener::new(now);
            listener.ask(now);
            Self { listener, now, keys: Vec::new() }
        }

        /// What one read brings.
        fn read(&mut self, bytes: &str) -> &mut Self {
            for event in parsed(bytes) {
                self.keys.extend(self.listener.hear(event, self.now));
            }
            self.listener.pause();
            self
        }

        fn wait(&mut self, wait: Duration) -> &mut Self {
            self.now += wait;
            self.keys.extend(self.listener.late(self.now));
            self
        }
    }

    fn keys(spelled: &[&str]) -> Vec<Event> {
        spelled.iter().flat_map(|bytes| parsed(bytes)).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn an_answer_is_heard_and_no_key_is_lost(
            before in vec("[a-zA-Z0-9;:/\\r\x03é下]|\x1b", 0..6),
            after in vec("[a-zA-Z0-9;:/\\]\\\\\\r\x03\x07é下]|\x1b", 0..6),
            ground in prop::array::uniform3(any::<u16>()),
            digits in 1_usize..=4,
            alpha: bool,
            ending in prop::sample::select(&ENDINGS),
            cuts in vec(0_usize..30, 0..5),
            joined: (bool, bool),
            wait in 0_u64..50,
        ) {
            let [red, green, blue] =
                ground.map(|part| format!("{part:04x}")[..digits].to_owned());
            let (form, last) = if alpha { ("rgba", "/ffff") } else { ("rgb", "") };
            let answer = format!("\x1b]11;{form}:{red}/{green}/{blue}{last}{ending}");
            let mut pieces = vec![String::new()];
            for (place, c) in answer.chars().enumerate() {
                if cuts.contains(&place) {
                    pieces.push(String::new());
                }
                pieces.last_mut().unwrap().push(c);
            }
            let mut reads = before.clone();
            match reads.last_mut() {
                // What was typed just before comes with the answer. (Nobody can tell an `ESC` from
                // two of them where the answer is cut behind its own as well.)
                Some(last) if joined.0 && !(last == "\x1b" && pieces[0] == "\x1b") => {
                    last.push_str(&pieces.remove(0));
                }
                _ => {}
            }
            reads.append(&mut pieces);
            let mut typed = after.clone();
            if joined.1 && !typed.is_empty() {
                reads.last_mut().unwrap().push_str(&typed.remove(0));
            }
            reads.append(&mut typed);

            let mut scene = Scene::new();
            for read in &reads {
                scene.read(read).wait(Duration::from_millis(wait));
            }
            scene.wait(REST);
            let expected: Vec<Event> =
                before.iter().chain(&after).flat_map(|key| parsed(key)).collect();
            prop_assert_eq!(scene.keys, expected, "{:?}", reads);
            let part = |written: &str| {
                let most = [15.0, 255.0, 4095.0, 65535.0][digits - 1];
                f64::from(u32::from_str_radix(written, 16).unwrap()) / most
            };
            let ground = [part(&red), part(&green), part(&blue)];
            prop_assert_eq!(scene.listener.ground, Some(ground));
        }

        #[test]
        fn what_is_no_answer_is_keys(
            pieces in vec("[\x1b\\]1;rgb:/f\x07\\\\]{1,4}", 0..12),
            waits in vec(0_u64..3000, 12),
        ) {
            prop_assume!(!pieces.concat().contains("1;"));
            let mut scene = Scene::new();
            for (piece, wait) in pieces.iter().zip(waits) {
                scene.read(piece).wait(Duration::from_millis(wait));
            }
            scene.wait(REST);
            let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
            prop_assert_eq!(scene.keys, keys(&pieces));
            prop_assert_eq!(scene.listener.ground, None);
        }
    }

    #[test]
    fn a_new_size_between_the_parts_goes_through() {
        let mut scene = Scene::new();
        scene.read("\x1b]1");
        let size = Event::Resize(80, 24);
        assert_eq!(scene.listener.hear(size.clone(), scene.now), [size]);
        scene.read("1;rgb:ff/ff/ff\x07q");
        assert_eq!(scene.keys, keys(&["q"]));
        assert_eq!(scene.listener.ground, Some([1.0; 3]));
    }

    #[test]
    fn a_key_amid_the_colour_goes_through() {
        let mut scene = Scene::new();
        scene.read("\x1b]11;rgb:00").read("\r").read("\x1b").read("x").read("00/0000/0000\x07");
        assert_eq!(scene.keys, keys(&["\r", "\x1b", "x"]));
        assert_eq!(scene.listener.ground, Some([0.0; 3]));
    }

    #[test]
    fn esc_alone_is_heard_at_once() {
        let mut scene = Scene::new();
        scene.read("\x1b").wait(INSTANT);
        assert_eq!(scene.keys, keys(&["\x1b"]));
        // Nothing is held once the terminal is known to be mute.
        scene.wait(EXPECTED).read("\x1b").read("]");
        assert_eq!(scene.keys, keys(&["\x1b", "\x1b", "]"]));
        assert_eq!(scene.listener.patience(scene.now), None);
        // But an answer that comes that late in one piece is one.
        scene.read("\x1b]11;rgb:f/f/f\x1b\\");
        assert_eq!(scene.keys.len(), 3);
        assert_eq!(scene.listener.ground, Some([1.0; 3]));
    }

    #[test]
    fn half_an_answer_does_not_swallow_the_keys_for_ever() {
        let mut scene = Scene::new();
        scene.read("\x1b]11;rgb:00").wait(REST).read("1");
        assert_eq!(scene.keys, keys(&["1"]));
    }

    #[test]
    fn without_a_question_all_is_keys() {
        let mut scene = Scene::new();
        scene.listener = Listener::new(scene.now);
        scene.read("\x1b]11;rgb:00/00/00\x07");
        assert_eq!(scene.keys.len(), 17);
    }
}
