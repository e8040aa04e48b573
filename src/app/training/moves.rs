//! How far each weight has moved, and on which way; and what each layer gets to learn from.

use ndarray::Array1;

use crate::lesson::{Cell, Quantity, Trace};
use crate::nn::training::Trainer;
use crate::nn::{Layer, Network};

/// A weight or a bias on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// Which one.
    pub cell: Cell,
    /// Its values from the first epoch to now, as far as they are kept.
    pub way: Vec<f64>,
}

impl Moved {
    /// Its value now.
    pub fn now(&self) -> f64 {
        self.way.last().copied().unwrap_or(f64::NAN)
    }

    /// How far it is from where it began.
    pub fn distance(&self) -> f64 {
        (self.now() - self.way.first().copied().unwrap_or(f64::NAN)).abs()
    }
}

/// What a layer gets to learn from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Learning {
    /// The mean |δ| over its units, for one record.
    pub error_term: f64,
    /// The mean |Δw| of the update that comes next; `None` in the midst of an epoch.
    pub step: Option<f64>,
}

/// All weights and biases with their ways, those first that have moved furthest.
pub fn moves(trainer: &Trainer) -> Vec<Moved> {
    let ways = trainer.ways();
    let mut moved: Vec<Moved> = cells(trainer.network())
        .into_iter()
        .zip(ways)
        .map(|(cell, way)| Moved { cell, way })
        .collect();
    moved.sort_by(|one, other| other.distance().total_cmp(&one.distance()));
    moved
}

/// The weights and biases of a network, layer by layer.
fn cells(network: &Network) -> Vec<Cell> {
    let of_layer = |(index, layer): (usize, &Layer)| {
        let edges = layer
            .weights
            .indexed_iter()
            .map(move |((from, unit), _)| Cell::of_edge(Quantity::Weight, index, from, unit));
        let biases = (0..layer.biases.as_ref().map_or(0, Array1::len))
            .map(move |unit| Cell::of_unit(Quantity::Bias, index, unit));
        edges.chain(biases).collect::<Vec<_>>()
    };
    network.layers().iter().enumerate().flat_map(of_layer).collect()
}

/// What each layer gets, the lowest first. `trace` is that of a record with the present weights.
pub fn learning(trainer: &Trainer, trace: &Trace) -> Vec<Learning> {
    let rate = trainer.learning_rate() / trainer.present_batch().len() as f64;
    let sums = trainer.point().map(|_| trainer.sums_of_batch(trainer.present_batch().start));
    let of_layer = |(index, layer): (usize, &Layer)| {
        let term = |unit| trace.value(Cell::of_unit(Quantity::ErrorTerm, index, unit)).abs();
        let step = sums.as_ref().map(|sums| {
            let weights = &sums[index].weights;
            weights.iter().map(|sum| (rate * sum).abs()).sum::<f64>() / weights.len() as f64
        });
        let units = layer.units();
        Learning { error_term: (0..units).map(term).sum::<f64>() / units as f64, step }
    };
    trainer.network().layers().iter().enumerate().map(of_layer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::builtin_tables::Draw;
    use crate::app::experiment::{Experiment, Source};
    use crate::data::silently;
    use crate::lesson::course::BuiltinTable;

    /// Beside a run that is stopped after each epoch.
    #[test]
    fn the_ways_are_the_weights_of_each_epoch_also_after_going_back() {
        let experiment = Experiment::of(BuiltinTable::Circle);
        let source = Source::builtin(BuiltinTable::Circle, Draw::default());
        let prepared = source.prepare(&experiment, &mut silently).expect("the data");
        let mut trainer = experiment.trainer(&prepared).expect("a network");
        let values = |trainer: &Trainer| -> Vec<f64> {
            let layers = trainer.network().layers().iter();
            let of_layer = |layer: &Layer| -> Vec<f64> {
                layer.weights.iter().chain(layer.biases.iter().flatten()).copied().collect()
            };
            layers.flat_map(of_layer).collect()
        };
        let mut epochs = Vec::new();
        for epoch in 0..20 {
            trainer.run_to(epoch);
            epochs.push(values(&trainer));
        }
        for now in [19, 7, 0] {
            trainer.run_to(now);
            let ways = trainer.ways();
            assert_eq!(ways.len(), cells(trainer.network()).len());
            for (which, way) in ways.iter().enumerate() {
                let mut right: Vec<f64> = epochs[..=now].iter().map(|all| all[which]).collect();
                right.push(epochs[now][which]);
                assert_eq!(way, &right);
            }
            let moved = moves(&trainer);
            assert!(moved.windows(2).all(|pair| pair[0].distance() >= pair[1].distance()));
        }
    }
}
