//! Keeps the app's progress: writes it when the app asks for that, and lays ready what must be
//! written if the session ends now.

use super::ending;
use crate::app::App;
use crate::progress::fault::ProgressError;
use crate::progress::{Progress, Store};

/// Keeps the progress of one session.
#[derive(Clone, Debug)]
pub struct Keeper {
    /// `None` if nothing is to be kept.
    store: Option<Store>,
    /// What is laid ready, if anything is.
    ready: Option<Progress>,
    /// What the user was told last. The same is not told again and again.
    told: Option<String>,
}

impl Keeper {
    /// A keeper that writes to `store`, if there is one.
    pub fn new(store: Option<Store>) -> Self {
        Self { store, ready: None, told: None }
    }

    /// Lays the present progress ready for the end, whatever brings it. Writes nothing.
    pub(super) fn lay_ready(&mut self, app: &App) {
        let Some(store) = &self.store else {
            return;
        };
        let progress = &app.progress;
        if self.ready.as_ref() == Some(progress) {
            return;
        }
        let mut store = store.clone();
        let progress = progress.clone();
        let settings = app.settings;
        self.ready = Some(progress.clone());
        ending::before_end(move || {
            let saved = store.save(&progress);
            saved.map_err(|problem| settings.symbols().apply(&settings.text().tell(&problem)))
        });
    }

    /// Writes the present progress.
    pub(super) fn save(&mut self, app: &mut App) {
        if let Some(store) = &mut self.store {
            let result = store.save(&app.progress);
            // What lies ready is for the store as it was.
            self.ready = None;
            self.lay_ready(app);
            self.tell(app, result);
        }
    }

    /// Forgets everything that was kept.
    pub(super) fn clear(&mut self, app: &mut App) {
        if let Some(store) = &mut self.store {
            let result = store.clear();
            // What lies ready is for the store as it was.
            self.ready = None;
            self.lay_ready(app);
            self.tell(app, result);
        }
    }

    fn tell(&mut self, app: &mut App, result: Result<(), ProgressError>) {
        let problem = result.err().map(|problem| app.settings.text().tell(&problem));
        if let Some(problem) = &problem
            && self.told.as_ref() != Some(problem)
        {
            app.notice = Some(problem.clone());
        }
        self.told = problem;
    }
}
