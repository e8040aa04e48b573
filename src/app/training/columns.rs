//! What stands beside and below each other in the tables and in the panel of the sums: all of it,
//! whether or not it is in sight.

use super::stages::Stage;
use super::viewpoint::View;
use crate::data::Feature;
use crate::lesson::Quantity;
use crate::nn::Network;

/// A column of one of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataColumn {
    /// For training or for testing.
    Set,
    /// Which record of its set.
    Record,
    /// Which row of the file.
    Row,
    /// A column of the file, as it stands there, by its index.
    Raw(usize),
    /// What the network gets for a feature, by its index.
    Feature(usize),
    /// y
    Target,
    /// ŷ
    Output,
    /// Whether the answer is right.
    Verdict,
}

impl DataColumn {
    /// Whether it says which row this is, and so stays in sight.
    pub fn is_pinned(self) -> bool {
        matches!(self, Self::Set | Self::Record | Self::Row)
    }
}

/// The columns of the table in a view, those that stay in sight first; none in a view without a
/// table. `raw` is how many columns the file has.
pub fn columns(view: View, stage: Stage, raw: usize, features: &[Feature]) -> Vec<DataColumn> {
    use DataColumn::{Output, Raw, Record, Row, Set, Target, Verdict};

    let concerned = || {
        let features = features.iter().enumerate();
        features.filter(|(_, feature)| stage.concerns(&feature.derivation))
    };
    let from = || concerned().map(|(_, feature)| Raw(feature.column));
    let made = || concerned().map(|(index, _)| DataColumn::Feature(index));
    let mut columns = if view == View::Data && stage.is_in_file_order() {
        vec![Row]
    } else {
        vec![Set, Record, Row]
    };
    match (view, stage) {
        (View::Chart | View::Algorithm | View::Weights | View::Map, _) => columns.clear(),
        (View::Records, _) => columns.extend([Target, Output, Verdict]),
        (View::Data, Stage::Table | Stage::Split) => columns.extend((0..raw).map(Raw)),
        (View::Data, Stage::Dummies) => {
            columns.extend(from());
            columns.dedup();
            columns.extend(made());
        }
        (View::Data, Stage::Scales) => columns.extend(from()),
        (View::Data, Stage::Standardized) => {
            columns.extend(from().zip(made()).flat_map(|(from, made)| [from, made]));
        }
        (View::Data, Stage::Features) => columns.extend(made().chain([Target])),
    }
    columns
}

/// A line of the panel of the sums and the weights. The quantity is [`Quantity::WeightSum`] for
/// the sums, [`Quantity::Weight`] for the weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SumsLine {
    /// Says of which moment the weights below it are.
    Moment,
    /// The name of a layer's matrix, where there are several.
    Layer(Quantity, usize),
    /// All numbers of a layer of one unit: one for each value that comes in from below.
    Across(Quantity, usize),
    /// In this layer, what belongs to this value from below: a number for each unit.
    Values(Quantity, usize, usize),
}

impl SumsLine {
    /// Whether it belongs to the sums or to the weights.
    pub fn quantity(self) -> Quantity {
        match self {
            Self::Moment => Quantity::Weight,
            Self::Layer(quantity, _) | Self::Across(quantity, _) | Self::Values(quantity, ..) => {
                quantity
            }
        }
    }
}

/// The lines of the panel of the sums and the weights, top to bottom.
pub fn sums_lines(network: &Network) -> Vec<SumsLine> {
    let layers = network.layers();
    let named = layers.iter().filter(|layer| layer.units() > 1).count() > 1;
    let of_layer = |quantity, layer: usize| {
        if layers[layer].units() == 1 {
            return vec![SumsLine::Across(quantity, layer)];
        }
        let heading = named.then_some(SumsLine::Layer(quantity, layer));
        let rows = 0..layers[layer].below();
        let values = rows.map(|from| SumsLine::Values(quantity, layer, from));
        heading.into_iter().chain(values).collect()
    };
    let all = |quantity| {
        let layers = (0..layers.len()).rev();
        layers.flat_map(move |layer| of_layer(quantity, layer))
    };
    all(Quantity::WeightSum).chain([SumsLine::Moment]).chain(all(Quantity::Weight)).collect()
}

/// How many numbers stand beside each other in the longest of these lines.
pub fn numbers_across(network: &Network) -> usize {
    // Those of a single unit stand in one line.
    let across = network.layers().iter().map(|layer| match layer.units() {
        1 => layer.below(),
        units => units,
    });
    across.max().unwrap_or(0)
}
