//! Running, and steps on and back, at each size.

use super::{Request, Training, View};
use crate::nn::training::{Health, Position};

/// How fast it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// One record a frame.
    Record,
    /// So many epochs a frame.
    Epochs(usize),
    /// As fast as possible.
    Full,
}

/// All paces, slowest first.
pub const PACES: [Pace; 9] = [
    Pace::Record,
    Pace::Epochs(1),
    Pace::Epochs(2),
    Pace::Epochs(5),
    Pace::Epochs(10),
    Pace::Epochs(20),
    Pace::Epochs(50),
    Pace::Epochs(100),
    Pace::Full,
];

/// How far one keypress goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Zoom {
    /// One epoch.
    #[default]
    Epoch,
    /// One record.
    Record,
    /// One number: into the stepper; in the algorithm, one of its lines.
    Number,
}

/// The line of the recap that training stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The sums are set to 0.
    Clear,
    /// A record goes forward.
    Forward,
    /// The error term of the output.
    OutputTerm,
    /// The error terms of the hidden layers.
    HiddenTerm,
    /// The record is added to the sums.
    Accumulate,
    /// The weights change.
    Update,
}

/// What the training is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Before the first epoch.
    Ready,
    /// Running.
    Running,
    /// Stopped on the way.
    Paused,
    /// After the last epoch.
    Finished,
    /// Unable to go on: a number grew beyond all bounds, or no slope is left.
    Stopped(Health),
}

/// The lines of the recap before a record is added: forward, δᵒ, δʰ.
const LINES_BEFORE_ADDING: usize = 3;

impl Training {
    /// What the training is doing.
    pub fn status(&self) -> Status {
        let position = self.trainer.position();
        if self.running {
            return Status::Running;
        }
        match self.trainer.health() {
            health @ (Health::Saturated { epoch } | Health::Diverged { epoch, .. })
                if position.epoch >= epoch =>
            {
                Status::Stopped(health)
            }
            _ if position.epoch >= self.experiment.epochs => Status::Finished,
            _ if position == Position::default() => Status::Ready,
            _ => Status::Paused,
        }
    }

    /// The line of the recap that training stands at.
    pub fn line(&self) -> Line {
        let position = self.trainer.position();
        match (position.record, self.lines_done) {
            (_, 1) => Line::Forward,
            (_, 2) => Line::OutputTerm,
            (_, 3..) => Line::HiddenTerm,
            (0, _) => Line::Clear,
            (record, _) if record == self.trainer.training().records() => Line::Update,
            _ => Line::Accumulate,
        }
    }

    /// Whether there is something to compute.
    pub fn has_work(&self) -> bool {
        self.redraw.is_some()
            || self.running
            || self.travelling
            || (self.view == View::Records && self.counts().is_none())
    }

    /// Stops where it stands.
    pub fn pause(&mut self) {
        self.running = false;
    }

    /// Trains for one frame, or until `go_on` says no. When other records are being drawn, does that instead.
    pub fn work(&mut self, go_on: &mut dyn FnMut() -> bool) {
        if self.redraw.is_some() {
            while self.redraw.is_some() && go_on() {
                self.go_on_drawing();
            }
            return;
        }
        if self.running && !self.travelling {
            self.aim_a_frame_on();
        }
        if self.running || self.travelling {
            let arrived = self.trainer.work(go_on);
            self.travelling = self.travelling && !arrived;
            let at_end = self.trainer.position().epoch >= self.experiment.epochs;
            if arrived && (at_end || self.has_to_stop()) {
                self.running = false;
            }
            if !self.running || self.pace() == Pace::Record {
                self.follow();
            }
        }
        if self.view == View::Records {
            self.tally.work(
                self.trainer.position().epoch,
                self.trainer.network(),
                [self.trainer.training(), self.trainer.test()],
                self.running || self.travelling,
                go_on,
            );
        }
    }

    fn aim_a_frame_on(&mut self) {
        let epoch = self.trainer.position().epoch;
        let epochs = match self.pace() {
            Pace::Record => return self.trainer.aim_record_on(),
            Pace::Epochs(epochs) => epochs,
            Pace::Full => usize::MAX,
        };
        let goal = epoch.saturating_add(epochs).min(self.experiment.epochs);
        self.trainer.aim(Position { epoch: goal, record: 0 });
    }

    fn has_to_stop(&self) -> bool {
        match self.trainer.health() {
            Health::Fine => false,
            Health::Saturated { epoch } | Health::Diverged { epoch, .. } => {
                self.trainer.position().epoch >= epoch
            }
        }
    }

    pub(super) fn change_zoom(&mut self) {
        self.lines_done = 0;
        self.zoom = match self.zoom {
            Zoom::Epoch => Zoom::Record,
            Zoom::Record => Zoom::Number,
            Zoom::Number => Zoom::Epoch,
        };
    }

    pub(super) fn run_or_pause(&mut self) {
        // A long way to an epoch that was asked for can be left as well.
        if std::mem::take(&mut self.travelling) {
            return;
        }
        let can_go_on = matches!(self.status(), Status::Ready | Status::Paused);
        self.running = !self.running && can_go_on;
        self.lines_done = 0;
    }

    pub(super) fn step_on(&mut self) -> Option<Request> {
        self.running = false;
        let Position { epoch, record } = self.trainer.position();
        if self.zoom == Zoom::Number && self.view != View::Algorithm {
            return self.open_record();
        }
        if epoch >= self.experiment.epochs {
            return None;
        }
        let is_before_a_record = record < self.trainer.training().records();
        let by_line = self.zoom == Zoom::Number && is_before_a_record;
        if by_line && self.lines_done < LINES_BEFORE_ADDING {
            self.lines_done += 1;
            return None;
        }
        self.lines_done = 0;
        match self.zoom {
            Zoom::Epoch => self.trainer.aim_epoch_on(),
            Zoom::Record | Zoom::Number => self.trainer.aim_record_on(),
        }
        self.travelling = true;
        None
    }

    pub(super) fn step_back(&mut self) {
        self.running = false;
        if self.zoom == Zoom::Number && self.view != View::Algorithm {
            // A step on opens the record and leaves training where it is; so there is nothing to take back.
            return;
        }
        if self.lines_done > 0 {
            self.lines_done -= 1;
            return;
        }
        if self.zoom == Zoom::Number && self.trainer.position().record > 0 {
            self.lines_done = LINES_BEFORE_ADDING;
        }
        match self.zoom {
            Zoom::Epoch => self.trainer.aim_epoch_back(),
            Zoom::Record | Zoom::Number => self.trainer.aim_record_back(),
        }
        self.travelling = true;
    }

    pub(super) fn travel(&mut self, goal: Position) {
        self.running = false;
        self.lines_done = 0;
        self.trainer.aim(goal);
        self.travelling = true;
    }

    /// Puts the cursor on the record that training stands at, so that there is one cursor for both.
    fn follow(&mut self) {
        if self.trainer.position().record > 0 {
            self.cursor = self.current_record();
        }
    }

    /// Forgets what was learned and starts from the first weights.
    pub(super) fn restart(&mut self) {
        if let Ok(trainer) = self.experiment.trainer(&self.prepared) {
            self.start(trainer);
        }
    }
}
