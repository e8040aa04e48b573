//! The records to train on, as the [`columns`](super::columns) that a pass over them reads.

use ndarray::Array1;

use super::columns::{Columns, Tile};

/// Records with their targets, in little more memory than the numbers themselves take.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    records: usize,
    /// Inputs × records.
    features: Columns,
    /// Outputs × records.
    targets: Columns,
}

/// Some neighbouring records.
#[derive(Clone, Copy, Debug)]
pub(super) struct Records<'a> {
    /// How many they are; the tiles may be wider.
    pub(super) count: usize,
    /// Inputs × records.
    pub(super) inputs: Tile<'a>,
    /// Outputs × records.
    pub(super) targets: Tile<'a>,
}

impl Dataset {
    /// Records of zeros, to be written with [`Dataset::inputs_of_mut`] and
    /// [`Dataset::targets_of_mut`]. Memory is only taken as they are written.
    pub fn zeros(records: usize, inputs: usize, outputs: usize) -> Self {
        Self {
            records,
            features: Columns::zeros(inputs, records),
            targets: Columns::zeros(outputs, records),
        }
    }

    /// How many records there are.
    pub fn records(&self) -> usize {
        self.records
    }

    /// How many inputs a record has.
    pub fn inputs(&self) -> usize {
        self.features.units()
    }

    /// How many targets a record has.
    pub fn outputs(&self) -> usize {
        self.targets.units()
    }

    /// The input `x` of one record (from 0).
    ///
    /// # Panics
    /// When there is no such record.
    pub fn input(&self, record: usize) -> Array1<f64> {
        self.row(&self.features, record)
    }

    /// The target `y` of one record (from 0).
    ///
    /// # Panics
    /// When there is no such record.
    pub fn target(&self, record: usize) -> Array1<f64> {
        self.row(&self.targets, record)
    }

    /// One record's values.
    fn row(&self, columns: &Columns, record: usize) -> Array1<f64> {
        assert!(record < self.records, "no record {record}");
        columns.all().columns().map(|column| column[record]).collect()
    }

    /// The targets of all records for one output (from 0).
    ///
    /// # Panics
    /// When there is no such output.
    pub fn targets_of(&self, output: usize) -> &[f64] {
        &self.targets.column(output)[..self.records]
    }

    /// The values of all records for one input (from 0).
    ///
    /// # Panics
    /// When there is no such input.
    pub fn inputs_of(&self, input: usize) -> &[f64] {
        &self.features.column(input)[..self.records]
    }

    /// [`Dataset::inputs_of`], for writing.
    ///
    /// # Panics
    /// When there is no such input.
    pub fn inputs_of_mut(&mut self, input: usize) -> &mut [f64] {
        &mut self.features.column_mut(input)[..self.records]
    }

    /// [`Dataset::targets_of`], for writing.
    ///
    /// # Panics
    /// When there is no such output.
    pub fn targets_of_mut(&mut self, output: usize) -> &mut [f64] {
        &mut self.targets.column_mut(output)[..self.records]
    }

    /// The `count` records from `first` on.
    pub(super) fn some(&self, first: usize, count: usize) -> Records<'_> {
        Records {
            count,
            inputs: self.features.tile(first, count),
            targets: self.targets.tile(first, count),
        }
    }
}
