//! The records to train on, kept the way the pass over them reads them.
//!
//! A record is a row for people and a column here: values of one input lie side by side, record after record, so that
//! one vector instruction works on several records. The records are cut into blocks of [`BLOCK`], small enough for a
//! block with all its intermediate results to stay in the processor's nearest cache:
//!
//! ```text
//!                records 0 … 127         records 128 … 255
//!   input 0   [ x x x x x x … x ]      [ x x x x x x … x ]
//!   input 1   [ x x x x x x … x ]      [ x x x x x x … x ]
//!   target 0  [ y y y y y y … y ]      [ y y y y y y … y ]
//! ```
//!
//! The last block is as wide as it must be, rounded up to a multiple of [`LANES`]; its unused places hold zeros.

use ndarray::{Array1, ArrayRef2};

use super::columns::{Columns, LANES};

/// How many records a block has.
pub(super) const BLOCK: usize = 128;

/// [`BLOCK`] records, or at the end of the data as many as are left.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    /// How many records are in it; the columns may be wider.
    pub(super) records: usize,
    /// Inputs × records.
    pub(super) inputs: Columns,
    /// Outputs × records.
    pub(super) targets: Columns,
}

/// Records with their targets. It takes the memory of the numbers themselves and about 2 % on top.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    inputs: usize,
    outputs: usize,
    records: usize,
    blocks: Vec<Block>,
}

impl Dataset {
    /// From features (records × inputs) and targets (records × outputs).
    ///
    /// # Panics
    /// When they have different numbers of rows.
    #[must_use]
    pub fn new(features: &ArrayRef2<f64>, targets: &ArrayRef2<f64>) -> Self {
        assert_eq!(features.nrows(), targets.nrows(), "one target a record");
        Self::from_fn(
            features.nrows(),
            features.ncols(),
            targets.ncols(),
            |record, input, target| {
                input
                    .iter_mut()
                    .zip(features.row(record))
                    .for_each(|(to, &x)| *to = x);
                target
                    .iter_mut()
                    .zip(targets.row(record))
                    .for_each(|(to, &y)| *to = y);
            },
        )
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
        let blocks = (0..records)
            .step_by(BLOCK)
            .map(|first| {
                let in_block = BLOCK.min(records - first);
                let width = in_block.next_multiple_of(LANES);
                let mut block = Block {
                    records: in_block,
                    inputs: Columns::zeros(inputs, width),
                    targets: Columns::zeros(outputs, width),
                };
                for lane in 0..in_block {
                    write(first + lane, &mut input, &mut target);
                    block.inputs.set_record(lane, &input);
                    block.targets.set_record(lane, &target);
                }
                block
            })
            .collect();
        Self {
            inputs,
            outputs,
            records,
            blocks,
        }
    }

    /// How many records there are.
    #[must_use]
    pub fn records(&self) -> usize {
        self.records
    }

    /// How many inputs a record has.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// How many targets a record has.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// The input `x` of one record (from 0).
    ///
    /// # Panics
    /// When there is no such record.
    #[must_use]
    pub fn input(&self, record: usize) -> Array1<f64> {
        self.blocks[record / BLOCK].inputs.record(record % BLOCK)
    }

    /// The target `y` of one record (from 0).
    ///
    /// # Panics
    /// When there is no such record.
    #[must_use]
    pub fn target(&self, record: usize) -> Array1<f64> {
        self.blocks[record / BLOCK].targets.record(record % BLOCK)
    }

    /// One number of a target.
    pub(super) fn target_value(&self, record: usize, output: usize) -> f64 {
        self.blocks[record / BLOCK].targets.column(output)[record % BLOCK]
    }

    /// The blocks, in the order of the records.
    pub(super) fn blocks(&self) -> &[Block] {
        &self.blocks
    }
}
