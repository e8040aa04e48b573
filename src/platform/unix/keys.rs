//! From the bytes of a keyboard to events. Reads and waits for nothing itself.
//!
//! The meaning of a sequence is left to termina's parser. Where one begins and ends is decided
//! here, as no parser gives up: the line may bring a sequence in pieces, or half of it. What is not
//! complete in a moment is forgotten. Its rest, if that comes later, is no key either.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use termina::event as parsed;

/// How long a sequence that has begun is waited for.
const MOMENT: Duration = Duration::from_millis(50);

/// How long the rest of one that was given up is still known as such.
const REST: Duration = Duration::from_secs(2);

/// The most that is kept of a paste, and of a sequence: no key has one as long as that.
const LONGEST_PASTE: usize = 1 << 16;
const LONGEST: usize = 64;

const PASTE: &[u8] = b"\x1b[200~";
const PASTED: &[u8] = b"\x1b[201~";

const ESC: u8 = 0x1b;
const CTRL_C: u8 = 0x03;

/// The keyboard's bytes so far, and what they have come to.
#[derive(Debug)]
pub(super) struct Keys {
    /// The beginning of a sequence.
    begun: Vec<u8>,
    /// The beginning of one that was given up, or `Esc` alone, which was told.
    given_up: Vec<u8>,
    /// The text of a paste that goes on.
    pasted: Option<Vec<u8>>,
    /// When the last byte came.
    heard: Instant,
    /// What has not been asked for yet.
    pub(super) events: VecDeque<Event>,
}

impl Keys {
    /// None yet.
    pub(super) fn new(now: Instant) -> Self {
        let events = VecDeque::new();
        Self { begun: Vec::new(), given_up: Vec::new(), pasted: None, heard: now, events }
    }

    /// Takes what one read has brought; with `more` the next one is there already.
    pub(super) fn read(&mut self, bytes: &[u8], more: bool, now: Instant) {
        let silence = now.saturating_duration_since(self.heard);
        if silence >= MOMENT && !self.begun.is_empty() {
            self.given_up = std::mem::take(&mut self.begun);
        }
        if silence >= REST {
            self.given_up.clear();
        }
        let rest = self.after_what_was_given_up(bytes);
        for (index, byte) in rest.iter().enumerate() {
            self.take(*byte, more || index + 1 < rest.len());
        }
        self.heard = now;
    }

    /// What of `bytes` is not the rest of what was given up.
    fn after_what_was_given_up<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let mut whole = std::mem::take(&mut self.given_up);
        // `Esc` was a key, most likely, and so is what follows it, unless it fits well.
        let is_esc = whole == [ESC];
        if whole.is_empty() {
            return bytes;
        }
        for (index, byte) in bytes.iter().enumerate() {
            whole.push(*byte);
            match sequence(&whole, true) {
                _ if is_control(*byte) => return bytes,
                Sequence::Begun => {}
                Sequence::Paste => {
                    self.pasted = Some(Vec::new());
                    return &bytes[index + 1..];
                }
                Sequence::Whole(_) if !is_esc || whole.len() > 2 => return &bytes[index + 1..],
                _ => return bytes,
            }
        }
        if is_esc {
            return bytes;
        }
        self.given_up = whole;
        &[]
    }

    fn take(&mut self, byte: u8, more: bool) {
        if byte == CTRL_C {
            // Whatever has begun: this key ends the program.
            self.begun.clear();
            self.pasted = None;
        }
        if let Some(text) = &mut self.pasted {
            text.push(byte);
            if let Some(text) = text.strip_suffix(PASTED) {
                self.events.push_back(Event::Paste(String::from_utf8_lossy(text).into_owned()));
                self.pasted = None;
            } else if text.len() > 2 * LONGEST_PASTE {
                text.drain(LONGEST_PASTE..text.len() - PASTED.len());
            }
            return;
        }
        if is_control(byte) && self.begun != [ESC] {
            self.begun.clear();
        }
        self.begun.push(byte);
        match sequence(&self.begun, more) {
            Sequence::Begun => return,
            Sequence::Whole(event) => self.events.extend(event),
            Sequence::Paste => self.pasted = Some(Vec::new()),
            // Half a character: what ends it is another one.
            Sequence::None if self.begun.len() > 1 && self.begun[0] != ESC => {
                self.begun.clear();
                return self.take(byte, more);
            }
            Sequence::None => {}
        }
        if self.begun == [ESC] {
            self.given_up = vec![ESC];
        }
        self.begun.clear();
    }
}

/// Whether this stands in the middle of no sequence and no character.
fn is_control(byte: u8) -> bool {
    byte < b' '
}

/// What bytes are.
enum Sequence {
    /// The beginning of one.
    Begun,
    /// A whole one, and what it means, if anything.
    Whole(Option<Event>),
    /// That which a paste begins with.
    Paste,
    /// None that a terminal sends.
    None,
}

/// What these bytes are, of which all but the last were the beginning of a sequence. With `more`
/// others follow them at once.
fn sequence(bytes: &[u8], more: bool) -> Sequence {
    let is_begun = match bytes {
        PASTE => return Sequence::Paste,
        [ESC] => more,
        [ESC, b'[', b'M', rest @ ..] if rest.len() < 3 => true,
        [ESC, b'[', b'M', ..] => return Sequence::Whole(None),
        [ESC, b'[', b'['] | [ESC, b'[' | b'O'] => true,
        [ESC, b'[', b'[', _] | [ESC, b'O', _] => false,
        [ESC, b'[', parameters @ .., last] => match last {
            b' '..=b'?' => bytes.len() < LONGEST,
            // Mouse reports and answers, which nobody has asked for.
            b'M' | b'm' => return Sequence::Whole(None),
            b'c' | b'u' | b'n' | b'y' if !is_of_key(parameters) => return Sequence::Whole(None),
            _ if is_of_key(parameters) => false,
            _ => return Sequence::None,
        },
        // Not what termina takes for the beginning of an answer: `Alt` and that key.
        [ESC, c @ (b']' | b'P')] => {
            let key = KeyEvent::new(KeyCode::Char((*c).into()), KeyModifiers::ALT);
            return Sequence::Whole(Some(Event::Key(key)));
        }
        [ESC, character @ ..] | character => {
            std::str::from_utf8(character).is_err_and(|error| error.error_len().is_none())
        }
    };
    if is_begun {
        return Sequence::Begun;
    }
    let mut parser = termina::Parser::default();
    parser.parse(bytes, false);
    parser.pop().map_or(Sequence::None, |event| Sequence::Whole(meaning(&event)))
}

/// Whether parameters are those of a key: none, or numbers.
fn is_of_key(parameters: &[u8]) -> bool {
    parameters.first().is_none_or(u8::is_ascii_digit)
}

/// What is of use here.
fn meaning(event: &termina::Event) -> Option<Event> {
    match event {
        termina::Event::Key(key) => {
            let held = key.modifiers.iter().filter_map(|modifier| match modifier {
                parsed::Modifiers::SHIFT => Some(KeyModifiers::SHIFT),
                parsed::Modifiers::ALT => Some(KeyModifiers::ALT),
                parsed::Modifiers::CONTROL => Some(KeyModifiers::CONTROL),
                _ => None,
            });
            let modifiers = held.collect();
            let kind = match key.kind {
                parsed::KeyEventKind::Press => KeyEventKind::Press,
                parsed::KeyEventKind::Repeat => KeyEventKind::Repeat,
                parsed::KeyEventKind::Release => KeyEventKind::Release,
            };
            Some(Event::Key(KeyEvent::new_with_kind(code(key.code)?, modifiers, kind)))
        }
        termina::Event::FocusIn => Some(Event::FocusGained),
        termina::Event::FocusOut => Some(Event::FocusLost),
        _ => None,
    }
}

/// The key, unless none of ours can be it.
fn code(code: parsed::KeyCode) -> Option<KeyCode> {
    use parsed::KeyCode as Parsed;
    Some(match code {
        Parsed::Char(character) => KeyCode::Char(character),
        Parsed::Function(number) => KeyCode::F(number),
        Parsed::Enter => KeyCode::Enter,
        Parsed::Backspace => KeyCode::Backspace,
        Parsed::Tab => KeyCode::Tab,
        Parsed::BackTab => KeyCode::BackTab,
        Parsed::Escape => KeyCode::Esc,
        Parsed::Left => KeyCode::Left,
        Parsed::Right => KeyCode::Right,
        Parsed::Up => KeyCode::Up,
        Parsed::Down => KeyCode::Down,
        Parsed::Home => KeyCode::Home,
        Parsed::End => KeyCode::End,
        Parsed::PageUp => KeyCode::PageUp,
        Parsed::PageDown => KeyCode::PageDown,
        Parsed::Insert => KeyCode::Insert,
        Parsed::Delete => KeyCode::Delete,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    /// What comes of reads, each so many milliseconds after the one before.
    fn events(reads: &[(u64, &[u8])]) -> Vec<Event> {
        let mut now = Instant::now();
        let mut keys = Keys::new(now);
        for (wait, bytes) in reads {
            now += Duration::from_millis(*wait);
            keys.read(bytes, false, now);
        }
        keys.events.into()
    }

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(code, modifiers))
    }

    fn plain(code: KeyCode) -> Event {
        key(code, KeyModifiers::NONE)
    }

    const C: KeyModifiers = KeyModifiers::CONTROL;

    /// Sequences that terminals send, and the keys that they are.
    fn sent() -> Vec<(&'static [u8], Vec<Event>)> {
        use KeyCode::*;
        const NONE: KeyModifiers = KeyModifiers::NONE;
        const SHIFT: KeyModifiers = KeyModifiers::SHIFT;
        const ALT: KeyModifiers = KeyModifiers::ALT;
        let keys: &[(&'static [u8], KeyCode, KeyModifiers)] = &[
            (b"q", Char('q'), NONE),
            (b"A", Char('A'), SHIFT),
            (b" ", Char(' '), NONE),
            ("é".as_bytes(), Char('é'), NONE),
            ("误".as_bytes(), Char('误'), NONE),
            ("🙂".as_bytes(), Char('🙂'), NONE),
            (b"\r", Enter, NONE),
            (b"\t", Tab, NONE),
            (b"\x7f", Backspace, NONE),
            (b"\x1a", Char('z'), C),
            (b"\x08", Char('h'), C),
            (b"\n", Char('j'), C),
            (b"\0", Char(' '), C),
            (b"\x1c", Char('4'), C),
            (b"\x1bq", Char('q'), ALT),
            (b"\x1b\r", Enter, ALT),
            ("\x1bé".as_bytes(), Char('é'), ALT),
            (b"\x1b]", Char(']'), ALT),
            (b"\x1b[A", Up, NONE),
            (b"\x1b[B", Down, NONE),
            (b"\x1b[C", Right, NONE),
            (b"\x1b[D", Left, NONE),
            (b"\x1bOC", Right, NONE),
            (b"\x1bOD", Left, NONE),
            (b"\x1b[H", Home, NONE),
            (b"\x1bOF", End, NONE),
            (b"\x1b[1~", Home, NONE),
            (b"\x1b[2~", Insert, NONE),
            (b"\x1b[3~", Delete, NONE),
            (b"\x1b[4~", End, NONE),
            (b"\x1b[5~", PageUp, NONE),
            (b"\x1b[6~", PageDown, NONE),
            (b"\x1b[5;5~", PageUp, C),
            (b"\x1b[1;5C", Right, C),
            (b"\x1b[1;2D", Left, SHIFT),
            (b"\x1b[1;3A", Up, ALT),
            (b"\x1b[Z", BackTab, SHIFT),
            (b"\x1bOP", F(1), NONE),
            (b"\x1bOS", F(4), NONE),
            (b"\x1b[[A", F(1), NONE),
            (b"\x1b[[E", F(5), NONE),
            (b"\x1b[P", F(1), NONE),
            (b"\x1b[1;2P", F(1), SHIFT),
            (b"\x1b[15~", F(5), NONE),
            (b"\x1b[24~", F(12), NONE),
            (b"\x1b[24;5~", F(12), C),
            // Kitty's protocol.
            (b"\x1b[97u", Char('a'), NONE),
            (b"\x1b[99;5u", Char('c'), C),
            (b"\x1b[27u", Esc, NONE),
            (b"\x1b[13u", Enter, NONE),
            (b"\x1b[57417u", Left, NONE),
            (b"\x1b[97:65;2u", Char('A'), NONE),
        ];
        let keys =
            keys.iter().map(|(bytes, code, modifiers)| (*bytes, vec![key(*code, *modifiers)]));
        let release = KeyEvent::new_with_kind(Char('a'), NONE, KeyEventKind::Release);
        keys.chain([
            (&b"\x1b[97;1:3u"[..], vec![Event::Key(release)]),
            (b"\x1b[I", vec![Event::FocusGained]),
            (b"\x1b[O", vec![Event::FocusLost]),
            (b"\x1b[200~q\x1b[A\r\x1b[201~", vec![Event::Paste("q\x1b[A\r".to_owned())]),
            // Mouse reports, also of cells that no screen has, and answers.
            (b"\x1b[<0;0;0M", vec![]),
            (b"\x1b[<35;3;4m", vec![]),
            (b"\x1b[32;0;0M", vec![]),
            (b"\x1b[M   ", vec![]),
            (b"\x1b[?62;c", vec![]),
        ])
        .collect()
    }

    #[test]
    fn every_key_is_what_it_was() {
        for (bytes, keys) in sent() {
            assert_eq!(events(&[(0, bytes)]), keys, "{:?}", bytes.escape_ascii().to_string());
        }
        assert_eq!(events(&[(0, b"\x1b")]), [plain(KeyCode::Esc)]);
        assert_eq!(events(&[(0, b"\x1b\x1b")]), [plain(KeyCode::Esc)]);
    }

    /// A slow line cuts a sequence anywhere. Behind its `ESC` alone it can't be told from a key.
    #[test]
    fn a_sequence_in_pieces_is_one_key_and_its_late_rest_is_none() {
        for (bytes, keys) in sent() {
            let is_paste = bytes.starts_with(PASTE);
            for cut in 1..bytes.len() {
                let (one, other) = bytes.split_at(cut);
                let name = format!("{} | {}", one.escape_ascii(), other.escape_ascii());
                let (then, late) = (plain(KeyCode::Char('x')), [(0, one), (300, other), (5, b"x")]);
                if one == [ESC] {
                    let expected = [&[plain(KeyCode::Esc)][..], if is_paste { &keys } else { &[] }];
                    if matches!(bytes, [_, b'[' | b'O', _, ..]) {
                        assert_eq!(
                            events(&late),
                            [expected.concat(), vec![then]].concat(),
                            "{name}"
                        );
                    }
                    continue;
                }
                let whole = [(0, one), (20, other), (5, b"x")];
                let keys = [keys.clone(), vec![then.clone()]].concat();
                assert_eq!(events(&whole), keys, "{name}");
                // A paste takes the time it takes, once it has begun.
                let expected = if is_paste && cut >= PASTE.len() { keys } else { vec![then] };
                if !is_paste || cut >= PASTE.len() {
                    assert_eq!(events(&late), expected, "{name}");
                }
            }
        }
    }

    const HALVES: [&[u8]; 12] = [
        b"\x1b",
        b"\x1b[",
        b"\x1bO",
        b"\x1b[1;",
        b"\x1b[<",
        b"\x1b[<0;3;",
        b"\x1b[?",
        b"\x1b[200",
        b"\x1b[[",
        b"\x1b[M",
        b"\xe8\xaf",
        b"\xc3",
    ];

    #[test]
    fn half_a_sequence_swallows_no_key() {
        for half in HALVES {
            for wait in [0, 20, 100] {
                let ends = events(&[(0, half), (wait, b"\x03")]);
                assert_eq!(
                    ends.last(),
                    Some(&key(KeyCode::Char('c'), C)),
                    "{}",
                    half.escape_ascii()
                );
            }
            if !half.starts_with(b"\x1b[M") {
                let leaves = events(&[(0, half), (100, b"q")]);
                assert_eq!(
                    leaves.last(),
                    Some(&plain(KeyCode::Char('q'))),
                    "{}",
                    half.escape_ascii()
                );
            }
        }
        assert_eq!(events(&[(0, b"\x1b[200~abc\x03")]), [key(KeyCode::Char('c'), C)]);
        // Nobody waits for a rest for ever.
        assert_eq!(
            events(&[(0, b"\x1b["), (2_500, b"C")]),
            [key(KeyCode::Char('C'), KeyModifiers::SHIFT)]
        );
    }

    #[test]
    fn a_huge_paste_is_cut_but_ends() {
        let text = vec![b'x'; 1_000_000];
        let bytes = [PASTE, &text, PASTED, b"q"].concat();
        let found = events(&[(0, &bytes)]);
        assert!(matches!(&found[0], Event::Paste(text) if text.len() >= LONGEST_PASTE));
        assert_eq!(found[1..], [plain(KeyCode::Char('q'))]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn ctrl_c_is_heard_after_anything(
            reads in vec((0_u64..3000, prop_oneof![
                vec(any::<u8>(), 0..12),
                vec(prop::sample::select(&b"\x1b[<?0;1M~OP\xc3"[..]), 0..12),
            ]), 0..8),
        ) {
            let mut reads: Vec<(u64, &[u8])> =
                reads.iter().map(|(wait, bytes)| (*wait, &bytes[..])).collect();
            reads.push((0, b"\x03"));
            let last = events(&reads).pop();
            prop_assert_eq!(last, Some(key(KeyCode::Char('c'), C)));
        }
    }
}
