//! A value for every epoch, in bounded memory.

use std::mem;

/// Values of the epochs 0, s, 2s, …: of every epoch at first; each time there are too many, every
/// second one is dropped.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Thinned<T> {
    values: Vec<T>,
    stride: usize,
    most: usize,
}

impl<T> Thinned<T> {
    /// Nothing yet, and never more than `most` values.
    pub(super) fn new(most: usize) -> Self {
        Self { values: Vec::new(), stride: 1, most }
    }

    /// The values, in the order of their epochs.
    pub(super) fn values(&self) -> &[T] {
        &self.values
    }

    /// Whether `epoch` is the next one of which a value is kept.
    pub(super) fn wants(&self, epoch: usize) -> bool {
        epoch == self.values.len() * self.stride
    }

    /// Keeps the value of the epoch that is wanted.
    pub(super) fn keep(&mut self, value: T) {
        self.values.push(value);
        if self.values.len() > self.most {
            self.values = mem::take(&mut self.values).into_iter().step_by(2).collect();
            self.stride *= 2;
        }
    }

    /// The last kept epoch at or before `epoch`, and its value. Epoch 0 must have been kept.
    pub(super) fn nearest(&self, epoch: usize) -> (usize, &T) {
        let index = self.index(epoch);
        (index * self.stride, &self.values[index])
    }

    /// The index of that value.
    pub(super) fn index(&self, epoch: usize) -> usize {
        (epoch / self.stride).min(self.values.len() - 1)
    }
}
