//! How training uses the machine. Whatever is chosen, the results are the same to the last bit.

use pulp::{Arch, NullaryFnOnce};

/// How to use the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compute {
    /// Which vector instructions to use.
    pub instructions: Instructions,
    /// Whether to use all cores, where there is enough to do for them.
    pub parallel: bool,
}

impl Default for Compute {
    fn default() -> Self {
        Self { instructions: Instructions::Detected, parallel: true }
    }
}

/// Vector instructions of the processor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instructions {
    /// The best that this very processor has (on x86-64: AVX2), found out when the program runs.
    Detected,
    /// Those that every processor of this kind has (on x86-64: SSE2).
    Baseline,
}

impl Instructions {
    /// Does something with these instructions.
    #[inline(always)]
    pub(super) fn run<F: NullaryFnOnce>(self, work: F) -> F::Output {
        match self {
            Self::Detected => Arch::new().dispatch(work),
            Self::Baseline => work.call(),
        }
    }
}
