//! The plane over which a network can be drawn as a map: the two features that are quantities, one
//! plane for each value of a category.

use ndarray::{Array1, Array2};

use crate::data::{Derivation, Prepared, Targets};
use crate::nn::Network;
use crate::nn::training::Dataset;

/// The most planes that are looked at side by side.
pub const MOST_PLANES: usize = 4;

/// Where a map lies among the features.
#[derive(Clone, Debug, PartialEq)]
pub struct Plane {
    /// The features along the axes, to the right and upwards, by their indices.
    pub axes: [usize; 2],
    /// The dummies of the category: a plane for each of them; none where there is no category.
    pub dummies: Vec<usize>,
    /// The lowest and the highest value along each axis, with a margin, as the network gets them.
    pub bounds: [[f64; 2]; 2],
    /// The lowest and the highest answer that is told apart.
    pub answers: [f64; 2],
}

/// A record on a map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Its place along the axes.
    pub at: [f64; 2],
    /// On which of the planes.
    pub plane: usize,
    /// y of its only output
    pub target: f64,
    /// Whether the network tells it rightly.
    pub is_right: bool,
    /// Whether it is for testing.
    pub is_test: bool,
}

impl Plane {
    /// The plane of a table, if it has one: a single output, two features that are no dummies, and
    /// at most one column of categories, of few values.
    pub fn new(prepared: &Prepared) -> Option<Self> {
        const MARGIN: f64 = 0.08;
        let features = prepared.features.iter().enumerate();
        let is_dummy =
            |index: &usize| matches!(prepared.features[*index].derivation, Derivation::Dummy(_));
        let (dummies, others): (Vec<_>, Vec<_>) =
            features.map(|(index, _)| index).partition(is_dummy);
        let axes: [usize; 2] = others.try_into().ok()?;
        let column = |dummy: &usize| prepared.features[*dummy].column;
        let is_one = dummies.windows(2).all(|pair| column(&pair[0]) == column(&pair[1]));
        let has_one_output = prepared.targets.outputs() == 1;
        if !is_one || !has_one_output || dummies.len() > MOST_PLANES {
            return None;
        }
        let sets = [&prepared.train, &prepared.test];
        let ends = |values: &mut dyn Iterator<Item = &f64>| {
            values.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], value| {
                [low.min(*value), high.max(*value)]
            })
        };
        let answers = match prepared.targets {
            Targets::Amount(_) => ends(&mut sets.iter().flat_map(|set| set.targets_of(0))),
            _ => [0.0, 1.0],
        };
        let bounds = axes.map(|axis| {
            let [low, high] = ends(&mut sets.iter().flat_map(|set| set.inputs_of(axis)));
            let margin = MARGIN * (high - low).max(1e-9);
            [low - margin, high + margin]
        });
        Some(Self { axes, dummies, bounds, answers })
    }

    /// How far an answer is from the lowest, 0, to the highest, 1.
    pub fn share(&self, answer: f64) -> f64 {
        let [low, high] = self.answers;
        (answer - low) / (high - low)
    }

    /// How many planes there are.
    pub fn count(&self) -> usize {
        self.dummies.len().max(1)
    }

    /// ŷ over one of the planes. Shape: rows × columns, the highest row first.
    pub fn outputs(
        &self,
        network: &Network,
        plane: usize,
        [rows, columns]: [usize; 2],
    ) -> Array2<f64> {
        let mut inputs = Array2::zeros((rows * columns, network.inputs()));
        let along = |[low, high]: [f64; 2], index: usize, count: usize| {
            low + (high - low) * (index as f64 + 0.5) / count as f64
        };
        for (point, mut input) in inputs.rows_mut().into_iter().enumerate() {
            let (row, column) = (point / columns, point % columns);
            input[self.axes[0]] = along(self.bounds[0], column, columns);
            input[self.axes[1]] = along(self.bounds[1], rows - 1 - row, rows);
            if let Some(dummy) = self.dummies.get(plane) {
                input[*dummy] = 1.0;
            }
        }
        let outputs = network.forward_all(inputs).column(0).to_owned();
        outputs.into_shape_with_order((rows, columns)).unwrap_or_else(|_| Array2::zeros((0, 0)))
    }

    /// The records of both sets.
    pub fn spots(&self, network: &Network, prepared: &Prepared) -> Vec<Spot> {
        let is_amount = prepared.targets.scale().is_some();
        let of_set = |(dataset, is_test): (&Dataset, bool)| {
            let spot = |record: usize| {
                let input: Array1<f64> = dataset.input(record);
                let target = dataset.target(record)[0];
                let output = network.forward(&input).output()[0];
                let plane = self.dummies.iter().position(|dummy| input[*dummy] > 0.5);
                Spot {
                    at: self.axes.map(|axis| input[axis]),
                    plane: plane.unwrap_or(0),
                    target,
                    is_right: is_amount || (output > 0.5) == (target > 0.5),
                    is_test,
                }
            };
            (0..dataset.records()).map(spot).collect::<Vec<_>>()
        };
        [(&*prepared.train, false), (&*prepared.test, true)].into_iter().flat_map(of_set).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::builtin_tables::Draw;
    use crate::app::experiment::{Experiment, Source};
    use crate::data::silently;
    use crate::lesson::course::BuiltinTable;

    /// Pixel by pixel, through the network's own forward pass.
    #[test]
    fn a_map_is_what_the_network_answers_at_each_place() {
        let classic = Source::builtin(BuiltinTable::Circle, Draw::default());
        for (source, experiment) in [
            (classic, Experiment::of(BuiltinTable::Circle)),
            (Source::admissions(), Experiment::default()),
        ] {
            let prepared = source.prepare(&experiment, &mut silently).expect("the data");
            let network = experiment.trainer(&prepared).expect("a network").network().clone();
            let plane = Plane::new(&prepared).expect("a plane");
            for index in 0..plane.count() {
                let outputs = plane.outputs(&network, index, [7, 5]);
                for ((row, column), output) in outputs.indexed_iter() {
                    let mut input = Array1::zeros(network.inputs());
                    for (axis, part) in [(0, column as f64 + 0.5), (1, 6.5 - row as f64)] {
                        let [low, high] = plane.bounds[axis];
                        let share = part / if axis == 0 { 5.0 } else { 7.0 };
                        input[plane.axes[axis]] = low + (high - low) * share;
                    }
                    if let Some(dummy) = plane.dummies.get(index) {
                        input[*dummy] = 1.0;
                    }
                    let right = network.forward(&input).output()[0];
                    assert!((output - right).abs() < 1e-12, "{row} {column}");
                }
            }
        }
    }

    #[test]
    fn every_record_has_its_spot() {
        let source = Source::admissions();
        let experiment = Experiment::default();
        let prepared = source.prepare(&experiment, &mut silently).expect("the data");
        let network = experiment.trainer(&prepared).expect("a network").network().clone();
        let plane = Plane::new(&prepared).expect("a plane");
        let spots = plane.spots(&network, &prepared);
        assert_eq!(spots.len(), 40);
        assert_eq!(spots.iter().filter(|spot| spot.is_test).count(), 4);
        let right = spots.iter().filter(|spot| spot.is_right && !spot.is_test).count();
        assert_eq!(right, 19, "as the records are counted");
        for spot in spots {
            let inside = |axis: usize| {
                let [low, high] = plane.bounds[axis];
                low < spot.at[axis] && spot.at[axis] < high
            };
            assert!(inside(0) && inside(1) && spot.plane < 4);
        }
    }
}
