//! What training came to, epoch by epoch, in bounded memory.

/// How many points are kept at most.
const CAPACITY: usize = 4096;

/// How the network did with the weights after an epoch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// How many updates had been made: 0 is before training.
    pub epoch: usize,
    /// The true training loss: the mean of `(y − ŷ)²` over all targets of all training records. Not half of it.
    pub loss: f64,
    /// The figure that the lesson's script prints as its loss: the mean of `(ŷ of the last record − y)²` over all
    /// targets. It says little about how well the other records fit.
    pub lesson_figure: f64,
    /// The share of training records that are predicted rightly: with one output, when `ŷ > 0.5` just where `y > 0.5`;
    /// with several, when the largest `ŷ` is where the largest `y` is.
    pub training_accuracy: f64,
    /// The same share of the test records, if there are any.
    pub test_accuracy: Option<f64>,
}

/// Points in the order of their epochs: all of them at first, then every second, every fourth, …, so that a million
/// epochs still fit into [`History::CAPACITY`] points.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    points: Vec<Point>,
    stride: usize,
}

impl History {
    /// How many points are kept at most.
    pub const CAPACITY: usize = CAPACITY;

    pub(super) fn new() -> Self {
        Self { points: Vec::new(), stride: 1 }
    }

    /// The points that are kept: those of the epochs 0, s, 2s, …
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// How many epochs lie between two points: a power of two.
    pub fn stride(&self) -> usize {
        self.stride
    }

    /// Whether the point of this epoch would be kept, and is not there yet.
    pub(super) fn wants(&self, epoch: usize) -> bool {
        epoch == self.points.len() * self.stride
    }

    /// Keeps a point that [`History::wants`].
    pub(super) fn keep(&mut self, point: Point) {
        self.points.push(point);
        if self.points.len() == CAPACITY {
            self.stride *= 2;
            let stride = self.stride;
            self.points.retain(|point| point.epoch % stride == 0);
        }
    }
}
