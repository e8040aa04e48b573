//! The training of one network: where it stands, where it is to go, and the way there.

use std::sync::Arc;

use super::super::Network;
use super::checkpoints::{Checkpoints, parameters};
use super::pass::{Pass, Workers};
use super::point::{Point, lesson_figure};
use super::sums::{self, LayerSums, Update};
use super::thinned::Thinned;
use super::{
    Compute, Dataset, Health, LEARNED_LOSS, Position, SATURATED_SLOPE, TrainerError,
    first_not_finite,
};

/// How many points are kept at most.
const POINTS: usize = 4095;

/// A network in training.
///
/// [`Trainer::aim`] tells it where to go and [`Trainer::work`] gets it there, forward by training
/// and backward by way of kept weights. In between it stands at [`Trainer::position`], and
/// everything it shows belongs to that moment.
#[derive(Clone, Debug)]
pub struct Trainer {
    training: Arc<Dataset>,
    test: Arc<Dataset>,
    learning_rate: f64,
    network: Network,
    position: Position,
    goal: Position,
    reached: usize,
    /// Over the training records with the present weights. Inside an epoch it is as far as the
    /// position, in whole blocks; at record 0 it may be further, because the loss comes out of it.
    pass: Pass,
    /// Over the test records with the present weights.
    test_pass: Pass,
    workers: Workers,
    sums: Vec<LayerSums>,
    point: Option<Point>,
    history: Thinned<Point>,
    checkpoints: Checkpoints,
    health: Health,
}

impl Trainer {
    /// A trainer before its first record, with `network` as it is at epoch 0. There may be no test
    /// records.
    ///
    /// # Errors
    /// When there is no training record, or a data set's shape does not fit the network.
    pub fn new(
        mut network: Network,
        training: Arc<Dataset>,
        test: Arc<Dataset>,
        learning_rate: f64,
    ) -> Result<Self, TrainerError> {
        if training.records() == 0 {
            return Err(TrainerError::NoRecords);
        }
        let (takes, gives) = (network.inputs(), network.outputs());
        for data in [&training, &test] {
            let (inputs, targets) = (data.inputs(), data.outputs());
            if data.records() > 0 && (inputs, targets) != (takes, gives) {
                return Err(TrainerError::Shape { inputs, targets, takes, gives });
            }
        }
        for layer in network.layers_mut() {
            // An update goes through the numbers as they lie in memory.
            layer.weights = layer.weights.as_standard_layout().into_owned();
            let biases = layer.biases.as_ref();
            layer.biases = biases.map(|biases| biases.as_standard_layout().into_owned());
        }
        let workers = Workers::new(Compute::default(), &network, training.records());
        Ok(Self {
            training,
            test,
            learning_rate,
            position: Position::default(),
            goal: Position::default(),
            reached: 0,
            pass: Pass::training(&network),
            test_pass: Pass::scoring(&network),
            workers,
            sums: sums::zeros(&network),
            point: None,
            history: Thinned::new(POINTS),
            checkpoints: Checkpoints::new(&network),
            health: Health::Fine,
            network,
        })
    }

    /// Uses the machine in another way than the default; the results stay the same.
    pub fn with_compute(mut self, compute: Compute) -> Self {
        self.workers = Workers::new(compute, &self.network, self.training.records());
        self
    }

    /// The records it trains on.
    pub fn training(&self) -> &Dataset {
        &self.training
    }

    /// The records it is tested on.
    pub fn test(&self) -> &Dataset {
        &self.test
    }

    /// η.
    pub fn learning_rate(&self) -> f64 {
        self.learning_rate
    }

    /// Where it stands.
    pub fn position(&self) -> Position {
        self.position
    }

    /// The furthest epoch that has been reached. Any jump to one up to this is quick.
    pub fn reached(&self) -> usize {
        self.reached
    }

    /// The network with the weights of this moment.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The network before its first epoch.
    pub fn first_network(&self) -> Network {
        let mut network = self.network.clone();
        self.checkpoints.restore(0, &mut network);
        network
    }

    /// The way of every weight and bias from the first epoch to now, layer by layer: weights row by
    /// row, then biases. Values of the epochs that are kept, and the present one.
    pub fn ways(&self) -> Vec<Vec<f64>> {
        let mut ways = self.checkpoints.ways(self.position.epoch);
        for (way, now) in ways.iter_mut().zip(parameters(&self.network)) {
            way.push(now);
        }
        ways
    }

    /// The sums `ΔW` over the records of this epoch so far, layer by layer, as of the last
    /// [`Trainer::work`].
    pub fn sums(&self) -> &[LayerSums] {
        &self.sums
    }

    /// What the sums over all records come to with the present weights: those that the update at
    /// the end of this epoch is made from. Takes as long as what is left of the epoch.
    pub fn sums_of_epoch(&self) -> Vec<LayerSums> {
        let (mut pass, mut workers) = (self.pass.clone(), self.workers.clone());
        let all = self.training.records();
        while pass.records < all {
            pass.advance(&mut workers, &self.network, &self.training, all);
        }
        pass.total.sums
    }

    /// How the network does with the weights of this moment, once all records have been seen with
    /// them: always when [`Trainer::work`] has arrived at an epoch's beginning or end. Its loss is
    /// not finite where training diverged.
    pub fn point(&self) -> Option<Point> {
        self.point
    }

    /// The points of the epochs 0, s, 2s, … reached so far, where the stride s grows so that they
    /// stay few. Finite throughout.
    pub fn history(&self) -> &[Point] {
        self.history.values()
    }

    /// Whether training can go on. If not, no goal beyond is reached, even after going back.
    pub fn health(&self) -> Health {
        self.health
    }

    /// Sets the position to go to: any one, past or future, jumped to or run to.
    pub fn aim(&mut self, goal: Position) {
        self.goal = Position { record: goal.record.min(self.training.records()), ..goal };
        let goal = self.destination();
        let checkpoint = self.checkpoints.nearest(goal.epoch);
        if goal.epoch < self.position.epoch || checkpoint > self.position.epoch {
            self.checkpoints.restore(checkpoint, &mut self.network);
            self.begin_epoch(checkpoint);
        } else if goal.epoch == self.position.epoch && goal.record == 0 {
            self.position.record = 0;
        }
    }

    /// Aims one record on; after the last record, at the update, which leads to the next epoch.
    pub fn aim_record_on(&mut self) {
        let Position { epoch, record } = self.position;
        self.aim(if record == self.training.records() {
            Position { epoch: epoch + 1, record: 0 }
        } else {
            Position { epoch, record: record + 1 }
        });
    }

    /// Aims one record back; from the beginning of an epoch, at the moment before the update.
    pub fn aim_record_back(&mut self) {
        let Position { epoch, record } = self.position;
        self.aim(match (epoch, record) {
            (0, 0) => self.position,
            (_, 0) => Position { epoch: epoch - 1, record: self.training.records() },
            _ => Position { epoch, record: record - 1 },
        });
    }

    /// Aims at the beginning of the next epoch.
    pub fn aim_epoch_on(&mut self) {
        self.aim(Position { epoch: self.position.epoch + 1, record: 0 });
    }

    /// Aims at the beginning of this epoch, or from there at that of the one before.
    pub fn aim_epoch_back(&mut self) {
        let Position { epoch, record } = self.position;
        let epoch = if record == 0 { epoch.saturating_sub(1) } else { epoch };
        self.aim(Position { epoch, record: 0 });
    }

    /// Works towards the goal until it is there or `go_on`, asked about every half millisecond,
    /// says no. Returns whether it is there: at the goal, or where training can't go on.
    pub fn work(&mut self, go_on: &mut dyn FnMut() -> bool) -> bool {
        while !self.has_arrived() {
            self.work_a_slice();
            if !go_on() {
                break;
            }
        }
        self.show_sums();
        self.has_arrived()
    }

    /// Goes to the beginning of an epoch without a pause.
    pub fn run_to(&mut self, epoch: usize) {
        self.aim(Position { epoch, record: 0 });
        self.work(&mut || true);
    }

    /// The goal, or where training has to stop before it.
    fn destination(&self) -> Position {
        match self.health {
            Health::Fine => self.goal,
            Health::Saturated { epoch } | Health::Diverged { epoch, .. } => {
                self.goal.min(Position { epoch, record: self.training.records() })
            }
        }
    }

    fn has_arrived(&self) -> bool {
        self.position == self.destination()
            && (self.is_inside(self.position.record) || self.point.is_some())
    }

    fn work_a_slice(&mut self) {
        let mut records = self.workers.slice();
        while records > 0 && !self.has_arrived() {
            records = records.saturating_sub(self.advance());
        }
    }

    /// Does what comes next, but no more than a slice of it. Returns how many records it did, or 1
    /// for other work.
    fn advance(&mut self) -> usize {
        let goal = self.destination();
        let in_goals_epoch = goal.epoch == self.position.epoch;
        let all = self.training.records();
        let end = match goal.record {
            record if in_goals_epoch && self.is_inside(record) => {
                record - record % self.workers.block
            }
            _ => all,
        };
        if self.pass.records > end {
            self.pass.restart();
        }
        if self.pass.records < end {
            let done = self.pass.advance(&mut self.workers, &self.network, &self.training, end);
            if !in_goals_epoch || goal.record > 0 {
                self.position.record = self.pass.records;
            }
            if self.pass.records == all {
                self.examine();
            }
            return done;
        }
        let measures =
            self.point.is_none() && (in_goals_epoch || self.history.wants(self.position.epoch));
        if end == all && measures {
            let tests = self.test.records();
            let done = self.test_pass.advance(&mut self.workers, &self.network, &self.test, tests);
            if self.test_pass.records == tests {
                self.measure();
            }
            return done.max(1);
        }
        if in_goals_epoch {
            self.position = goal;
        } else {
            self.update();
        }
        1
    }

    /// Whether some of an epoch's records are behind this one and some ahead.
    fn is_inside(&self, record: usize) -> bool {
        (1..self.training.records()).contains(&record)
    }

    /// Looks at the result of a whole pass for a reason to stop.
    fn examine(&mut self) {
        let epoch = self.position.epoch;
        let loss = self.loss();
        if self.health != Health::Fine {
            return;
        }
        if !loss.is_finite() {
            self.health = Health::Diverged { epoch, parameter: None };
        } else if self.pass.total.score.largest_slope < SATURATED_SLOPE && loss > LEARNED_LOSS {
            self.health = Health::Saturated { epoch };
        }
    }

    /// Writes down how the network does, once both passes are complete.
    fn measure(&mut self) {
        let (records, tests) = (self.training.records(), self.test.records());
        let point = Point {
            epoch: self.position.epoch,
            loss: self.loss(),
            lesson_figure: lesson_figure(&self.network, &self.training),
            training_accuracy: self.pass.total.score.right as f64 / records as f64,
            test_accuracy: (tests > 0)
                .then(|| self.test_pass.total.score.right as f64 / tests as f64),
            test_loss: (tests > 0).then(|| mean_squared_error(&self.test_pass, &self.test)),
        };
        if self.history.wants(point.epoch) && point.loss.is_finite() {
            self.history.keep(point);
        }
        self.point = Some(point);
    }

    /// The mean of `(y − ŷ)²` over a complete pass.
    fn loss(&self) -> f64 {
        mean_squared_error(&self.pass, &self.training)
    }

    /// Updates the weights after a complete pass.
    fn update(&mut self) {
        let update = Update {
            network: &mut self.network,
            sums: &self.pass.total.sums,
            learning_rate: self.learning_rate,
            records: self.training.records(),
        };
        let all_finite = self.workers.instructions.run(update);
        let epoch = self.position.epoch + 1;
        self.begin_epoch(epoch);
        self.reached = self.reached.max(epoch);
        self.checkpoints.offer(epoch, &self.network);
        if self.health == Health::Fine && !all_finite {
            self.health = Health::Diverged { epoch, parameter: first_not_finite(&self.network) };
        }
    }

    fn begin_epoch(&mut self, epoch: usize) {
        self.position = Position { epoch, record: 0 };
        self.pass.restart();
        self.test_pass.restart();
        self.point = None;
    }

    /// Brings the sums that are shown to the present position.
    fn show_sums(&mut self) {
        self.sums = sums::zeros(&self.network);
        let Position { record, .. } = self.position;
        if record == 0 {
            return;
        }
        if self.pass.records > 0 {
            sums::add(&mut self.sums, &self.pass.total.sums);
        }
        if record > self.pass.records {
            let part = self.workers.part_before(&self.network, &self.training, record);
            sums::add(&mut self.sums, &part.sums);
        }
    }
}

/// The mean of `(y − ŷ)²` over all targets, after a complete pass over the data.
fn mean_squared_error(pass: &Pass, data: &Dataset) -> f64 {
    pass.total.score.squared_error / (data.records() * data.outputs()) as f64
}
