//! The records to train on, kept the way the pass over them reads them ([`columns`](super::columns)).

use ndarray::{Array1, ArrayRef2};

use super::columns::{Columns, Tile};

/// Records with their targets. It takes the memory of the numbers themselves and no more than a few records on top.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    inputs: usize,
    outputs: usize,
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
    /// From features (records × inputs) and targets (records × outputs).
    ///
    /// # Panics
    /// When they have different numbers of rows.
    pub fn new(features: &ArrayRef2<f64>, targets: &ArrayRef2<f64>) -> Self {
        assert_eq!(features.nrows(), targets.nrows(), "one target a record");
        let (records, inputs, outputs) = (features.nrows(), features.ncols(), targets.ncols());
        Self::from_fn(records, inputs, outputs, |record, input, target| {
            input.iter_mut().zip(features.row(record)).for_each(|(to, &x)| *to = x);
            target.iter_mut().zip(targets.row(record)).for_each(|(to, &y)| *to = y);
        })
    }

    /// From a function that writes the input and the target of a record: for data that should not lie in memory twice.
    /// It is called once a record, in order.
    pub fn from_fn(
        records: usize,
        inputs: usize,
        outputs: usize,
        mut write: impl FnMut(usize, &mut [f64], &mut [f64]),
    ) -> Self {
        let (mut input, mut target) = (vec![0.0; inputs], vec![0.0; outputs]);
        let mut data = Self::zeros(records, inputs, outputs);
        for record in 0..records {
            write(record, &mut input, &mut target);
            for (column, &x) in data.features.columns_mut().zip(&input) {
                column[record] = x;
            }
            for (column, &y) in data.targets.columns_mut().zip(&target) {
                column[record] = y;
            }
        }
        data
    }

    /// Records of zeros, to be written with [`Dataset::inputs_of_mut`] and [`Dataset::targets_of_mut`]: for large data, as
    /// memory is only taken as it is written.
    pub fn zeros(records: usize, inputs: usize, outputs: usize) -> Self {
        Self {
            inputs,
            outputs,
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
        self.inputs
    }

    /// How many targets a record has.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// The input `x` of one record (from 0).
    ///
    /// # Panics
    /// When there is no such record.
    pub fn input(&self, record: usize) -> Array1<f64> {
        assert!(record < self.records, "no record {record}");
        self.features.all().columns().map(|column| column[record]).collect()
    }

    /// The target `y` of one record (from 0).
    ///
    /// # Panics
    /// When there is no such record.
    pub fn target(&self, record: usize) -> Array1<f64> {
        assert!(record < self.records, "no record {record}");
        self.targets.all().columns().map(|column| column[record]).collect()
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
