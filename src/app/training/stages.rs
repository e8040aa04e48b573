//! The way from the table to the features, stage by stage.

use strum::{IntoStaticStr, VariantArray};

use crate::data::{Derivation, Prepared};

/// What can be seen of the preparation of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
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

impl Stage {
    /// Whether it is about a feature that is made like this.
    pub fn concerns(self, derivation: &Derivation) -> bool {
        match self {
            Self::Dummies => matches!(derivation, Derivation::Dummy(_)),
            Self::Scales | Self::Standardized => matches!(derivation, Derivation::Standardized(_)),
            Self::Table | Self::Split | Self::Features => true,
        }
    }

    /// Whether it shows rows as they stand in the file; else record by record.
    pub fn is_in_file_order(self) -> bool {
        !matches!(self, Self::Split | Self::Features)
    }
}

/// The stages that this preparation has, in order.
pub fn stages(prepared: &Prepared) -> Vec<Stage> {
    let exists = |stage: &Stage| {
        let mut features = prepared.features.iter();
        features.any(|feature| stage.concerns(&feature.derivation))
    };
    Stage::VARIANTS.iter().copied().filter(exists).collect()
}
