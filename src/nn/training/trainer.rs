//! The training of one network: where it stands, where it is to go, and the way there.

mod aims;
mod batches;
mod losses;

use std::sync::Arc;

use super::super::{Loss, Network};
use super::checkpoints::{Checkpoints, parameters};
use super::pass::{Pass, Workers};
use super::point::{Point, lesson_figure};
use super::score::Score;
use super::sums::{self, LayerSums, Update};
use super::thinned::Thinned;
use super::{
    Compute, Dataset, Health, LEARNED_LOSS, Position, SATURATED_SLOPE, TrainerError,
    first_not_finite,
};

/// What a small batch costs, in records of a large one.
const LEAST: usize = 32;

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
    loss: Loss,
    /// After how many records the weights change: all of them, or fewer.
    batch: usize,
    network: Network,
    /// How many records of this epoch the updates so far were made from.
    updated: usize,
    position: Position,
    goal: Position,
    reached: usize,
    /// Over the training records of the present batch, with the present weights. Inside a batch it
    /// is as far as the position, in whole blocks; where a batch is all records, it may be further
    /// at record 0, because the loss comes out of it.
    pass: Pass,
    /// Over all training records with the weights of an epoch's beginning, where a batch is fewer.
    loss_pass: Pass,
    /// What the batches of this epoch came to, each with the weights that it had.
    epoch_score: Score,
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
            batch: training.records(),
            updated: 0,
            loss_pass: Pass::scoring(&network),
            epoch_score: Score::default(),
            training,
            test,
            learning_rate,
            loss: Loss::default(),
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
        let workers = Workers::new(compute, &self.network, self.training.records());
        self.workers = workers.with_loss(self.loss);
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

    /// How the network does with the weights of this moment, once all records have been seen with
    /// them: always when [`Trainer::work`] has arrived at an epoch's beginning, and where there are
    /// no batches also at its end. Its loss is not finite where training diverged.
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
        let Position { record, .. } = self.position;
        let has_no_point = self.is_inside(record) || (self.has_batches() && record > 0);
        self.position == self.destination() && (has_no_point || self.point.is_some())
    }

    fn work_a_slice(&mut self) {
        let mut records = self.workers.slice();
        while records > 0 && !self.has_arrived() {
            records = records.saturating_sub(self.advance().max(LEAST));
        }
    }

    /// Does what comes next, but no more than a slice of it. Returns how many records it did, or 1
    /// for other work.
    fn advance(&mut self) -> usize {
        let goal = self.destination();
        let in_goals_epoch = goal.epoch == self.position.epoch;
        let is_for_beginning = in_goals_epoch && (goal.record == 0 || !self.has_batches());
        let measures = self.point.is_none()
            && (is_for_beginning || self.history.wants(self.position.epoch))
            && self.updated == 0;
        if self.has_batches() && measures {
            return self.measure_a_slice();
        }
        if self.has_batches() && is_for_beginning {
            self.position = goal;
            return 1;
        }
        let batch = self.present_batch();
        let is_goals = in_goals_epoch
            && goal.record <= batch.end
            && (goal.record > batch.start || batch.start == 0);
        let end = match goal.record {
            record if is_goals && record > batch.start && record < batch.end => {
                record - (record - batch.start) % self.workers.block
            }
            _ => batch.end,
        };
        if self.pass.records > end {
            self.pass.restart(batch.start);
        }
        if self.pass.records < end {
            let done = self.pass.advance(&mut self.workers, &self.network, &self.training, end);
            if !in_goals_epoch || goal.record > 0 {
                self.position.record = self.pass.records;
            }
            if self.pass.records == self.training.records() {
                self.examine();
            }
            return done;
        }
        if end == batch.end && measures {
            return self.measure_a_slice();
        }
        if is_goals {
            self.position = goal;
            return 1;
        }
        self.update();
        // Inside an epoch, what is at this position comes before the update: so it is left at once.
        if self.updated > 0 { self.advance() } else { 1 }
    }

    /// Goes on with the passes that tell how the network does. Returns how many records it did, at
    /// least 1.
    fn measure_a_slice(&mut self) -> usize {
        let (records, tests) = (self.training.records(), self.test.records());
        if self.has_batches() && self.loss_pass.records < records {
            let pass = &mut self.loss_pass;
            return pass.advance(&mut self.workers, &self.network, &self.training, records);
        }
        let done = self.test_pass.advance(&mut self.workers, &self.network, &self.test, tests);
        if self.test_pass.records == tests {
            self.write_down();
        }
        done.max(1)
    }

    /// Whether some of an epoch's records are behind this one and some ahead.
    fn is_inside(&self, record: usize) -> bool {
        (1..self.training.records()).contains(&record)
    }

    /// Looks at what a whole epoch came to for a reason to stop.
    fn examine(&mut self) {
        let epoch = self.position.epoch;
        let mut score = self.epoch_score;
        score.add(self.pass.total.score);
        let loss = self.mean_loss(score, &self.training);
        if self.health != Health::Fine {
            return;
        }
        if !loss.is_finite() {
            self.health = Health::Diverged { epoch, parameter: None };
        } else if score.largest_slope < SATURATED_SLOPE && loss > LEARNED_LOSS {
            self.health = Health::Saturated { epoch };
        }
    }

    /// Writes down how the network does, once both passes are complete.
    fn write_down(&mut self) {
        let (records, tests) = (self.training.records(), self.test.records());
        let pass = if self.has_batches() { &self.loss_pass } else { &self.pass };
        let (score, test_score) = (pass.total.score, self.test_pass.total.score);
        let point = Point {
            epoch: self.position.epoch,
            loss: self.mean_loss(score, &self.training),
            lesson_figure: lesson_figure(&self.network, self.loss, &self.training),
            training_accuracy: score.right as f64 / records as f64,
            test_accuracy: (tests > 0).then(|| test_score.right as f64 / tests as f64),
            test_loss: (tests > 0).then(|| self.mean_loss(test_score, &self.test)),
        };
        if self.history.wants(point.epoch) && point.loss.is_finite() {
            self.history.keep(point);
        }
        self.point = Some(point);
    }

    /// Updates the weights after the pass over a batch.
    fn update(&mut self) {
        let batch = self.present_batch();
        let update = Update {
            network: &mut self.network,
            sums: &self.pass.total.sums,
            learning_rate: self.learning_rate,
            records: batch.len(),
        };
        let all_finite = self.workers.instructions.run(update);
        let epoch = self.position.epoch + 1;
        if batch.end < self.training.records() {
            self.updated = batch.end;
            self.epoch_score.add(self.pass.total.score);
            self.pass.restart(batch.end);
            self.point = None;
        } else {
            self.begin_epoch(epoch);
            self.reached = self.reached.max(epoch);
            self.checkpoints.offer(epoch, &self.network);
        }
        if self.health == Health::Fine && !all_finite {
            self.health = Health::Diverged { epoch, parameter: first_not_finite(&self.network) };
        }
    }

    fn begin_epoch(&mut self, epoch: usize) {
        self.position = Position { epoch, record: 0 };
        self.updated = 0;
        self.epoch_score = Score::default();
        self.pass.restart(0);
        self.loss_pass.restart(0);
        self.test_pass.restart(0);
        self.point = None;
    }
}
