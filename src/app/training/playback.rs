//! What plays: a trainer, whether it moves and how fast, and how far one keypress goes. Knows
//! neither what is looked at nor where the records come from.

use strum::VariantArray;

use crate::app::Action;
use crate::nn::Network;
use crate::nn::training::{Health, Point, Position, Trainer};
use crate::variants;

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
const PACES: [Pace; 9] = [
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

/// The index of the pace that training begins with: 5 epochs a frame.
const FIRST_PACE: usize = 3;

/// How far one keypress goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, VariantArray)]
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
pub enum RecapLine {
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

/// The lines of the recap before a record is added: forward, δᵒ, δʰ.
const LINES_BEFORE_ADDING: usize = 3;

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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Motion {
    Still,
    /// On and on, at the pace.
    Running,
    /// To a position that a key asked for.
    Travelling,
}

/// The player's state.
#[derive(Clone, Debug)]
pub struct Playback {
    /// Where training stands.
    pub trainer: Trainer,
    /// How far one keypress goes.
    pub zoom: Zoom,
    /// After how many epochs training ends.
    epochs: usize,
    motion: Motion,
    pace: usize,
    /// How many lines of the recap are done for the record that comes next.
    lines_done: usize,
}

impl Playback {
    /// Shows `trainer` before its first epoch, at rest.
    pub fn new(mut trainer: Trainer, epochs: usize) -> Self {
        trainer.run_to(0);
        let (motion, zoom) = (Motion::Still, Zoom::default());
        Self { trainer, zoom, epochs, motion, pace: FIRST_PACE, lines_done: 0 }
    }

    /// Another trainer from its beginning, at the same pace and zoom.
    pub fn start(&mut self, trainer: Trainer, epochs: usize) {
        *self = Self { zoom: self.zoom, pace: self.pace, ..Self::new(trainer, epochs) };
    }

    /// How fast it runs.
    pub fn pace(&self) -> Pace {
        PACES[self.pace]
    }

    /// What the training is doing.
    pub fn status(&self) -> Status {
        let position = self.trainer.position();
        match self.obstacle() {
            _ if self.motion == Motion::Running => Status::Running,
            Some(health) => Status::Stopped(health),
            None if position.epoch >= self.epochs => Status::Finished,
            None if position == Position::default() => Status::Ready,
            None => Status::Paused,
        }
    }

    /// Why training can't go on from here, if it can't.
    fn obstacle(&self) -> Option<Health> {
        let health = self.trainer.health();
        match health {
            Health::Saturated { epoch } | Health::Diverged { epoch, .. } => {
                (self.trainer.position().epoch >= epoch).then_some(health)
            }
            Health::Fine => None,
        }
    }

    /// Whether there is something to compute.
    pub fn is_moving(&self) -> bool {
        self.motion != Motion::Still
    }

    /// The line of the recap that training stands at.
    pub fn line(&self) -> RecapLine {
        match (self.trainer.position().record, self.lines_done) {
            (_, 1) => RecapLine::Forward,
            (_, 2) => RecapLine::OutputTerm,
            (_, 3..) => RecapLine::HiddenTerm,
            (0, _) => RecapLine::Clear,
            (record, _) if record == self.trainer.present_batch().end => RecapLine::Update,
            _ => RecapLine::Accumulate,
        }
    }

    /// The network of this moment; while a record's lines are gone through, the one that it meets.
    pub fn network(&self) -> Network {
        let trainer = &self.trainer;
        if self.is_after_batch() { trainer.network_of_next() } else { trainer.network().clone() }
    }

    /// Whether the first record after a batch is gone through, so that the sums are 0 again.
    pub fn is_after_batch(&self) -> bool {
        self.lines_done > 0 && self.trainer.position().record == self.trainer.present_batch().end
    }

    /// The training record that the recap stands at: the last one added, or the one on its way.
    pub fn current_record(&self) -> usize {
        let record = self.trainer.position().record;
        if self.lines_done > 0 { record } else { record.saturating_sub(1) }
    }

    /// The curve: the points that are kept, and the furthest one if it is not among them.
    pub fn points(&self) -> Vec<Point> {
        let mut points = self.trainer.history().to_vec();
        let last = points.last().map(|point| point.epoch);
        points.extend(
            self.trainer.point().filter(|point| Some(point.epoch) > last && point.loss.is_finite()),
        );
        points
    }

    /// Does what the user asked for.
    pub fn update(&mut self, action: Action) {
        match action {
            Action::Next => self.step_on(),
            Action::Back => self.step_back(),
            Action::Run => self.run_or_pause(),
            Action::First => self.travel(0),
            Action::Last => {
                let (here, reached) = (self.trainer.position().epoch, self.trainer.reached());
                // From the furthest epoch on, the way to the end is training.
                self.travel(if here == reached { self.epochs } else { reached });
            }
            Action::StepSize => {
                self.leave_record();
                self.zoom = variants::next(self.zoom);
            }
            Action::Faster => self.pace = (self.pace + 1).min(PACES.len() - 1),
            Action::Slower => self.pace = self.pace.saturating_sub(1),
            _ => {}
        }
    }

    /// Stops running where it stands.
    pub fn pause(&mut self) {
        if self.motion == Motion::Running {
            self.motion = Motion::Still;
        }
    }

    /// To the beginning of an epoch, at most the last.
    pub fn travel(&mut self, epoch: usize) {
        self.leave_record();
        self.trainer.aim(Position { epoch: epoch.min(self.epochs), record: 0 });
        self.motion = Motion::Travelling;
    }

    /// Forgets the lines that are done for the record that comes next.
    pub fn leave_record(&mut self) {
        self.lines_done = 0;
    }

    fn run_or_pause(&mut self) {
        self.motion = match self.motion {
            Motion::Still => {
                self.leave_record();
                let can_go_on = matches!(self.status(), Status::Ready | Status::Paused);
                if can_go_on { Motion::Running } else { Motion::Still }
            }
            Motion::Running | Motion::Travelling => Motion::Still,
        };
    }

    fn step_on(&mut self) {
        self.pause();
        let Position { epoch, record } = self.trainer.position();
        if epoch >= self.epochs {
            return;
        }
        let by_line = self.zoom == Zoom::Number && record < self.trainer.training().records();
        if by_line && self.lines_done < LINES_BEFORE_ADDING {
            self.lines_done += 1;
            return;
        }
        self.leave_record();
        match self.zoom {
            Zoom::Epoch => self.trainer.aim_epoch_on(),
            Zoom::Record | Zoom::Number => self.trainer.aim_record_on(),
        }
        self.motion = Motion::Travelling;
    }

    fn step_back(&mut self) {
        self.pause();
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
        self.motion = Motion::Travelling;
    }

    /// Trains for one frame, or until `go_on` says no. Returns the record it stopped at, if it is
    /// inside an epoch and slow enough to be followed record by record.
    pub fn work(&mut self, go_on: &mut dyn FnMut() -> bool) -> Option<usize> {
        match self.motion {
            Motion::Still => return None,
            Motion::Running => self.aim_a_frame_on(),
            Motion::Travelling => {}
        }
        let arrived = self.trainer.work(go_on);
        let at_end = self.trainer.position().epoch >= self.epochs;
        if arrived && (self.motion == Motion::Travelling || at_end || self.obstacle().is_some()) {
            self.motion = Motion::Still;
        }
        let is_slow = self.motion != Motion::Running || self.pace() == Pace::Record;
        (is_slow && self.trainer.position().record > 0).then(|| self.current_record())
    }

    fn aim_a_frame_on(&mut self) {
        let epochs = match self.pace() {
            Pace::Record => return self.trainer.aim_record_on(),
            Pace::Epochs(epochs) => epochs,
            Pace::Full => usize::MAX,
        };
        let epoch = self.trainer.position().epoch.saturating_add(epochs).min(self.epochs);
        self.trainer.aim(Position { epoch, record: 0 });
    }
}
