//! Tables wider than the window: their columns, and how far they are moved sideways; and the panel of the sums, which may be higher.

use super::walk::Stage;
use super::{PAGE, Training, View};
use crate::data::Derivation;
use crate::lesson::Quantity;

/// A column of one of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
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

impl Column {
    /// Whether it says which row this is, and so stays in sight.
    pub fn is_pinned(self) -> bool {
        matches!(self, Self::Set | Self::Record | Self::Row)
    }
}

/// A line of the panel of the sums and the weights. The quantity is [`Quantity::WeightStep`] for the sums, [`Quantity::Weight`] for the
/// weights.
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

/// How many lines of the sums and weights are in sight in the smallest window.
const LINES_IN_SIGHT: usize = 14;

impl Training {
    /// The columns of the table that is seen, those that stay in sight first. None in a view without a table.
    pub fn columns(&self) -> Vec<Column> {
        use Column::{Feature, Output, Raw, Record, Row, Set, Target, Verdict};

        let table = self.source.table.columns.len();
        let features = &self.prepared.features;
        let indices = |wanted: fn(&Derivation) -> bool| {
            let indices = 0..features.len();
            indices.filter(move |&index| wanted(&features[index].derivation))
        };
        let dummies = || indices(|derivation| matches!(derivation, Derivation::Dummy(_)));
        let scaled = || indices(|derivation| matches!(derivation, Derivation::Standardized(_)));
        let raw = |feature: usize| Raw(features[feature].column);
        match (self.view, self.stage().0) {
            (View::Chart | View::Algorithm, _) => Vec::new(),
            (View::Records, _) => vec![Set, Record, Row, Target, Output, Verdict],
            (View::Data, Stage::Table) => [Row].into_iter().chain((0..table).map(Raw)).collect(),
            (View::Data, Stage::Dummies) => {
                let mut columns: Vec<Column> =
                    [Row].into_iter().chain(dummies().map(raw)).collect();
                columns.dedup();
                columns.extend(dummies().map(Feature));
                columns
            }
            (View::Data, Stage::Scales) => [Row].into_iter().chain(scaled().map(raw)).collect(),
            (View::Data, Stage::Standardized) => {
                let pairs = scaled().flat_map(|feature| [raw(feature), Feature(feature)]);
                [Row].into_iter().chain(pairs).collect()
            }
            (View::Data, Stage::Split) => {
                let place = [Set, Record, Row].into_iter();
                place.chain((0..table).map(Raw)).collect()
            }
            (View::Data, Stage::Features) => {
                let place = [Set, Record, Row].into_iter();
                let features = (0..features.len()).map(Feature);
                place.chain(features).chain([Target]).collect()
            }
        }
    }

    /// How many columns are out of sight on the left: of a table, behind those that are pinned; of the sums, of their numbers.
    pub fn shift(&self) -> usize {
        let movable = match self.view {
            View::Algorithm => self.numbers_across(),
            View::Chart | View::Records | View::Data => {
                let columns = self.columns().into_iter();
                columns.filter(|column| !column.is_pinned()).count()
            }
        };
        self.shift.min(movable.saturating_sub(1))
    }

    /// How many numbers stand beside each other in the longest line of the sums and weights.
    pub fn numbers_across(&self) -> usize {
        let layers = self.trainer.network().layers().iter();
        // Those of a single unit stand in one line.
        let across = layers.map(|layer| match layer.units() {
            1 => layer.below(),
            units => units,
        });
        across.max().unwrap_or(0)
    }

    /// The column of the file from which on what is in sight comes: 0 as long as nothing is moved.
    pub fn first_column(&self) -> usize {
        let shift = self.shift();
        let mut movable = self.columns().into_iter().filter(|column| !column.is_pinned());
        match movable.nth(shift) {
            Some(Column::Raw(column)) if shift > 0 => column,
            Some(Column::Feature(feature)) if shift > 0 => self.prepared.features[feature].column,
            _ => 0,
        }
    }

    /// The lines of the panel of the sums and the weights, top to bottom.
    pub fn sums_lines(&self) -> Vec<SumsLine> {
        let layers = self.trainer.network().layers();
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
        all(Quantity::WeightStep).chain([SumsLine::Moment]).chain(all(Quantity::Weight)).collect()
    }

    /// How many lines of the sums and weights are out of sight above.
    pub fn scroll(&self) -> usize {
        let lines = self.sums_lines().len();
        self.scroll.min(lines.saturating_sub(LINES_IN_SIGHT))
    }

    pub(super) fn move_sideways(&mut self, by: isize) {
        self.shift = self.shift().saturating_add_signed(by);
    }

    pub(super) fn scroll_pages(&mut self, by: isize) {
        self.scroll = self.scroll().saturating_add_signed(by * PAGE.cast_signed());
    }

    /// Back to the first columns and lines, for what is seen is something else.
    pub(super) fn unshift(&mut self) {
        self.shift = 0;
        self.scroll = 0;
    }
}
