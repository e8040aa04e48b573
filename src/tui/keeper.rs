//! Keeps the app's progress: has it written when the app asks for that, and lays ready what must be
//! written if the session ends now. A slow disk holds up the screen for a moment at most.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::ending;
use crate::app::App;
use crate::progress::fault::ProgressError;
use crate::progress::{Progress, Store};

/// What became of a write.
type Written = Result<(), ProgressError>;

/// How long the screen waits for a write. What is written sooner is written before the learner sees
/// what follows.
const MOMENT: Duration = Duration::from_millis(20);

/// How often the screen looks for the outcome of a slow write.
const LOOK: Duration = Duration::from_millis(50);

/// Keeps the progress of one session.
#[derive(Debug)]
pub struct Keeper {
    /// `None` if nothing is to be kept.
    desk: Option<Arc<Desk>>,
    /// The thread that writes, once there is one.
    writer: Option<Writer>,
    /// What is laid ready, if anything is.
    ready: Option<Progress>,
    /// What the user was told last. The same is not told again and again.
    told: Option<String>,
}

/// Where writing is done, by one at a time. Nobody waits for the store while holding `latest`.
#[derive(Debug)]
struct Desk {
    store: Mutex<Store>,
    /// What is to be written next.
    latest: Mutex<Option<Progress>>,
}

/// The thread that writes what lies on the desk.
#[derive(Debug)]
struct Writer {
    wake: Sender<()>,
    written: Receiver<Written>,
    /// How many outcomes are still to come.
    pending: usize,
}

impl Desk {
    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Replaces what is to be written next, and returns what it was.
    fn lay(&self, progress: Option<Progress>) -> Option<Progress> {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut latest, progress)
    }

    /// Writes what is to be written next. It is taken after the store is free: what is older must
    /// not be written over what is newer.
    fn write(&self) -> Written {
        let mut store = self.store();
        self.lay(None).map_or(Ok(()), |progress| store.save(&progress))
    }
}

impl Writer {
    fn start(desk: Arc<Desk>) -> io::Result<Self> {
        let (wake, woken) = channel();
        let (tell, written) = channel();
        let write = move || woken.iter().try_for_each(|()| tell.send(desk.write()));
        thread::Builder::new().name("writer".to_owned()).spawn(write)?;
        Ok(Self { wake, written, pending: 0 })
    }

    fn write(&mut self) {
        self.pending += usize::from(self.wake.send(()).is_ok());
    }

    /// The outcome of the earliest write that is not told yet, if it comes in time.
    fn hear(&mut self, within: Duration) -> Option<Written> {
        let written = self.written.recv_timeout(within).ok()?;
        self.pending -= 1;
        Some(written)
    }
}

impl Keeper {
    /// A keeper that writes to `store`, if there is one.
    pub fn new(store: Option<Store>) -> Self {
        let desk = |store| Arc::new(Desk { store: Mutex::new(store), latest: Mutex::default() });
        Self { desk: store.map(desk), writer: None, ready: None, told: None }
    }

    /// Lays the present progress ready for the end, whatever brings it. Writes nothing.
    pub(super) fn lay_ready(&mut self, app: &App) {
        let Some(desk) = &self.desk else {
            return;
        };
        let progress = &app.progress;
        if self.ready.as_ref() == Some(progress) {
            return;
        }
        let desk = Arc::clone(desk);
        let progress = progress.clone();
        let settings = app.settings;
        self.ready = Some(progress.clone());
        ending::before_end(move || {
            desk.lay(Some(progress));
            let saved = desk.write();
            saved.map_err(|problem| settings.symbols().apply(&settings.text().tell(&problem)))
        });
    }

    /// Has the present progress written. [`Keeper::hear`] tells what became of it where that takes
    /// longer than a moment.
    pub(super) fn save(&mut self, app: &mut App) {
        let Some(desk) = &self.desk else {
            return;
        };
        desk.lay(Some(app.progress.clone()));
        if self.writer.is_none() {
            self.writer = Writer::start(Arc::clone(desk)).ok();
        }
        if let Some(writer) = &mut self.writer {
            writer.write();
            self.hear(app, MOMENT);
        } else {
            // There is no room for a thread.
            let written = desk.write();
            self.tell(app, written);
        }
    }

    /// Forgets everything that was kept.
    pub(super) fn clear(&mut self, app: &mut App) {
        if let Some(desk) = &self.desk {
            desk.lay(None);
            let cleared = desk.store().clear();
            self.tell(app, cleared);
        }
    }

    /// Tells what became of writes that are done, and waits for one that is not, but not for long.
    pub(super) fn hear(&mut self, app: &mut App, within: Duration) {
        while let Some(written) = self.writer.as_mut().and_then(|writer| writer.hear(within)) {
            self.tell(app, written);
        }
    }

    /// When to [`Keeper::hear`] again, if there is anything to hear.
    pub(super) fn patience(&self) -> Option<Duration> {
        self.writer.as_ref().is_some_and(|writer| writer.pending > 0).then_some(LOOK)
    }

    fn tell(&mut self, app: &mut App, written: Written) {
        let problem = written.err().map(|problem| app.settings.text().tell(&problem));
        if let Some(problem) = &problem
            && self.told.as_ref() != Some(problem)
        {
            app.notice = Some(problem.clone());
        }
        self.told = problem;
    }
}
