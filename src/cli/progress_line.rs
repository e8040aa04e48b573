//! One line on stderr that says how far long work has come. It is only for a terminal, only for
//! work that takes its time, and nothing is left of it: not when the work is done, not when it
//! fails, and not when a signal ends it.

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use unicode_truncate::UnicodeTruncateStr;

use super::voice::Voice;
use crate::platform::{self, LastMoment};
use crate::sanitize::sanitize;
use crate::text::{WorkWords, fill};

/// How long work goes on before anything is said about it.
const PATIENCE: Duration = Duration::from_millis(300);
/// The time from one line to the next.
const PAUSE: Duration = Duration::from_millis(100);
/// The most that erasing may hold up the end of the program: a terminal may take no output.
const LAST_MOMENT: Duration = Duration::from_millis(100);

const ERASE: &[u8] = b"\r\x1b[K";

/// The line. It goes when this is dropped.
pub struct ProgressLine {
    is_wanted: bool,
    voice: Voice,
    next: Instant,
    is_shown: Arc<Mutex<bool>>,
    /// What takes it off the terminal before a signal ends the program, once it has been shown.
    last_moment: Option<LastMoment>,
}

impl ProgressLine {
    /// Nothing yet; the work begins now. With `linear`, nothing ever: what keeps changing is of no
    /// use to those who read line by line.
    pub fn new(voice: Voice, linear: bool) -> Self {
        let term = std::env::var_os("TERM");
        let is_dumb = term.map_or(platform::TELLS_TERMINAL, |term| term == "dumb");
        Self {
            is_wanted: io::stderr().is_terminal() && !is_dumb && !linear,
            voice,
            next: Instant::now() + PATIENCE,
            is_shown: Arc::default(),
            last_moment: None,
        }
    }

    /// Shows `words`, unless it is too soon. They say how to stop, which is left to the signal.
    /// Breaks when nobody could read the result of the work.
    pub fn tell(&mut self, words: impl FnOnce(&WorkWords) -> String) -> ControlFlow<()> {
        if self.is_due() {
            self.next = Instant::now() + PAUSE;
            if platform::reader_is_gone() {
                return ControlFlow::Break(());
            }
            if self.is_wanted {
                self.show(words);
            }
        }
        ControlFlow::Continue(())
    }

    fn show(&mut self, words: impl FnOnce(&WorkWords) -> String) {
        // Where there is no line, nothing needs to be done.
        if self.last_moment.is_none() {
            let is_shown = Arc::clone(&self.is_shown);
            self.last_moment = LastMoment::new(move || end(is_shown));
        }
        let work = &self.voice.settings.text().work;
        let words = sanitize(&fill(&work.stop, &[("doing", &words(work))]));
        let line = self.voice.in_characters(&words);
        let mut is_shown = self.is_shown.lock().unwrap_or_else(PoisonError::into_inner);
        *is_shown = true;
        // Without stderr there is nobody to tell.
        let _ = io::stderr().write_all(&[ERASE, clip(&line, columns()).as_bytes()].concat());
    }

    /// Whether enough time has passed to tell more.
    pub fn is_due(&self) -> bool {
        Instant::now() >= self.next
    }

    /// Makes room for other words; the next ones may come at once.
    pub fn erase(&self) {
        drop(erase(&self.is_shown));
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.erase();
    }
}

fn erase(is_shown: &Mutex<bool>) -> MutexGuard<'_, bool> {
    let mut is_shown = is_shown.lock().unwrap_or_else(PoisonError::into_inner);
    if std::mem::take(&mut *is_shown) {
        let _ = io::stderr().write_all(ERASE);
    }
    is_shown
}

/// Erases the line for good.
fn end(is_shown: Arc<Mutex<bool>>) {
    let (erased, is_erased) = mpsc::channel();
    // Where there is no room for a thread, the line stays.
    let _ = thread::Builder::new().spawn(move || {
        // Held to the end, so that nothing is shown any more.
        let _guard = erase(&is_shown);
        let _ = erased.send(());
        thread::sleep(LAST_MOMENT);
    });
    let _ = is_erased.recv_timeout(LAST_MOMENT);
}

/// How wide the terminal is.
fn columns() -> usize {
    let columns = platform::window_of_stderr().map_or(0, |(columns, _)| columns);
    if columns == 0 { 80 } else { columns.into() }
}

/// As much of a line as can be erased again: it must not reach the last column, where some
/// terminals begin another line.
fn clip(line: &str, columns: usize) -> &str {
    line.unicode_truncate(columns.saturating_sub(1)).0
}

#[cfg(test)]
mod tests {
    use super::clip;

    #[test]
    fn a_line_stays_off_the_last_column() {
        assert_eq!(clip("reading", 8), "reading");
        assert_eq!(clip("reading", 7), "readin");
        assert_eq!(clip("读文件", 6), "读文");
        assert_eq!(clip("reading", 0), "");
    }
}
