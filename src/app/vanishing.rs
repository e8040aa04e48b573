//! The vanishing gradient: a deep network, and the error on its way down it, one layer a keypress.

use std::ops::RangeInclusive;

use super::{Action, Request};
use crate::lesson::vanishing::{Chain, ErrorFlow};
use crate::lesson::{Cell, Quantity};
use crate::nn::NetworkError;
use crate::variants;

/// The weight scales that keys lead to.
const WEIGHT_SCALES: [f64; 11] = [0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0];

/// What can be turned up and down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knob {
    /// How many layers.
    Depth,
    /// How many units in each layer.
    Width,
    /// How large the weights are.
    WeightScale,
    /// Which random numbers.
    Seed,
}

/// The screen's state.
#[derive(Clone, Debug, PartialEq)]
pub struct Vanishing {
    /// What was chosen.
    pub chain: Chain,
    /// The error on its way down.
    pub flow: ErrorFlow,
    /// What stands beside it.
    pub beside: [(Chain, ErrorFlow); 2],
    /// The same network with the other loss, where its outputs are sigmoids.
    pub other_loss: Option<ErrorFlow>,
    /// How many layers the error has reached: 0 to the depth.
    pub reached: usize,
}

impl Vanishing {
    /// Opens a chain with the error still at the output.
    ///
    /// # Errors
    /// When depth or width is 0.
    pub fn new(chain: Chain) -> Result<Self, NetworkError> {
        let flow = |chain: Chain| -> Result<_, NetworkError> {
            Ok((chain, ErrorFlow::new(&chain.example()?)))
        };
        let [first, second] = chain.beside();
        Ok(Self {
            chain,
            flow: flow(chain)?.1,
            beside: [flow(first)?, flow(second)?],
            other_loss: chain.with_other_loss().map(flow).transpose()?.map(|(_, flow)| flow),
            reached: 0,
        })
    }

    /// The layer (from 0) that the error has reached last; `None` while it is still at the output.
    pub fn current(&self) -> Option<usize> {
        (self.reached > 0).then(|| self.chain.depth - self.reached)
    }

    /// Does what the user asked for.
    pub fn update(&mut self, action: Action) -> Option<Request> {
        match action {
            Action::More(knob) => self.change(turned(self.chain, knob, true)),
            Action::Less(knob) => self.change(turned(self.chain, knob, false)),
            Action::NextActivation => {
                self.change(self.chain.with(variants::next(self.chain.activation)));
            }
            Action::OtherLoss => self.change(self.chain.with_other_loss().unwrap_or(self.chain)),
            Action::Why => {
                let layer = self.current().unwrap_or(self.chain.depth - 1);
                let term = Cell::of_unit(Quantity::ErrorTerm, layer, 0);
                let example = self.chain.example().ok()?;
                return Some(Request::OpenReason(Box::new(example), term));
            }
            _ => self.reached = action.step(self.reached, self.chain.depth).unwrap_or(self.reached),
        }
        None
    }

    /// Another chain, with the error as far down as before; at the bottom, it stays at the bottom.
    fn change(&mut self, chain: Chain) {
        let reached = if self.reached == self.chain.depth {
            chain.depth
        } else {
            self.reached.min(chain.depth)
        };
        // Depth and width stay within their bounds, so there always is such a network.
        if let Ok(changed) = Self::new(chain) {
            *self = Self { reached, ..changed };
        }
    }
}

/// The chain with one of its numbers turned up or down, within its bounds.
fn turned(chain: Chain, knob: Knob, up: bool) -> Chain {
    let step = |value: usize| {
        if up { value + 1 } else { value.saturating_sub(1) }
    };
    let within =
        |value: usize, range: RangeInclusive<usize>| value.clamp(*range.start(), *range.end());
    match knob {
        Knob::Depth => Chain { depth: within(step(chain.depth), Chain::DEPTHS), ..chain },
        Knob::Width => Chain { width: within(step(chain.width), Chain::WIDTHS), ..chain },
        Knob::Seed => Chain {
            seed: if up { chain.seed.saturating_add(1) } else { chain.seed.saturating_sub(1) },
            ..chain
        },
        Knob::WeightScale => {
            let present = chain.weight_scale;
            let next = if up {
                WEIGHT_SCALES.into_iter().find(|scale| *scale > present)
            } else {
                WEIGHT_SCALES.into_iter().rfind(|scale| *scale < present)
            };
            Chain { weight_scale: next.unwrap_or(present), ..chain }
        }
    }
}
