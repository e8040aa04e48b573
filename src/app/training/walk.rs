//! The way from the table to the features, stage by stage.

use crate::data::{Derivation, Prepared};

/// What can be seen of the preparation of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The table as it stands in the file.
    Table,
    /// Columns of categories become dummies.
    Dummies,
    /// Mean and standard deviation of the columns that are standardised.
    Scales,
    /// Those columns, standardised.
    Standardized,
    /// The shuffle, and the split into training and test records.
    Split,
    /// Features and targets, record by record.
    Features,
}

/// The stages that this preparation has, in order.
pub fn stages(prepared: &Prepared) -> Vec<Stage> {
    let has = |wanted: fn(&Derivation) -> bool| {
        prepared.features.iter().any(|feature| wanted(&feature.derivation))
    };
    let dummies = has(|derivation| matches!(derivation, Derivation::Dummy(_)));
    let scales = has(|derivation| matches!(derivation, Derivation::Standardized(_)));
    [
        (Stage::Table, true),
        (Stage::Dummies, dummies),
        (Stage::Scales, scales),
        (Stage::Standardized, scales),
        (Stage::Split, true),
        (Stage::Features, true),
    ]
    .into_iter()
    .filter_map(|(stage, is_there)| is_there.then_some(stage))
    .collect()
}
