//! The loss as a curve over one weight or bias, all else fixed: where the descent starts, and where
//! one step lands.

use ndarray::Array1;
use strum::{IntoStaticStr, VariantArray};

use super::{Cell, Example, Purpose, Quantity};
use crate::nn::gradient::backward;

/// How far the curve reaches to either side: so many times the step, but within these limits.
const STEPS: f64 = 15.0;
const REACH: std::ops::RangeInclusive<f64> = 0.2..=2.0;
/// By how much the loss has to fall, of all that is to be had in sight, for a step not to be short.
const SHORT: f64 = 0.1;
/// How far away another side of the curve is looked for.
const FAR: f64 = 1e4;

/// The curve over one parameter of an example.
#[derive(Clone, Debug, PartialEq)]
pub struct Descent {
    /// The weight or the bias.
    pub parameter: Cell,
    example: Example,
    /// What comes into the parameter's layer.
    below: Array1<f64>,
}

/// A point of the curve, and the step from there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The weight, and the loss there.
    pub from: (f64, f64),
    /// `∂E/∂w` there.
    pub slope: f64,
    /// The weight after the step `−η·∂E/∂w`, and the loss there.
    pub to: (f64, f64),
    /// What is to be said of it.
    pub outcome: Outcome,
}

/// What a step does to the loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Outcome {
    /// The slope is 0: no step at all.
    Flat,
    /// A number is infinite or none.
    Undefined,
    /// The loss is larger than before.
    Rises,
    /// Beyond the lowest place, but lower than before.
    Overshoots,
    /// The loss falls, and would fall however far one went.
    FallsForEver,
    /// The loss is the same, as far as doubles go.
    Unmoved,
    /// The loss falls by little of what could be had.
    Short,
    /// The loss falls.
    Falls,
}

impl Descent {
    /// The curve over the weight or bias that `cell` is about; `None` for any other cell, and for a
    /// record that makes no step of its own.
    pub fn new(example: &Example, cell: Cell) -> Option<Self> {
        let parameter = parameter(example, cell)?;
        let forward = example.network.forward(&example.input);
        let below = match parameter.layer.checked_sub(1) {
            Some(layer) => forward.activations[layer].clone(),
            None => example.input.clone(),
        };
        Some(Self { parameter, example: example.clone(), below })
    }

    /// Whether there is a curve for a cell.
    pub fn is_about(example: &Example, cell: Cell) -> bool {
        parameter(example, cell).is_some()
    }

    /// The value that the lesson has.
    pub fn given(&self) -> f64 {
        self.example.given(self.parameter).unwrap_or(f64::NAN)
    }

    /// The loss with another value: a forward pass from the parameter's layer up.
    pub fn loss(&mut self, value: f64) -> f64 {
        let (layer, below) = (self.parameter.layer, self.below.clone());
        self.with(value, |example| {
            let forward = example.network.forward_from(layer, &below);
            example.loss.value(&example.target, forward.output())
        })
    }

    /// What is seen with another value.
    fn with<T>(&mut self, value: f64, see: impl FnOnce(&Example) -> T) -> T {
        let before = self.given();
        self.example.set(self.parameter, value);
        let seen = see(&self.example);
        self.example.set(self.parameter, before);
        seen
    }

    /// `∂E/∂w` with another value: `−δ·x`.
    fn slope(&mut self, value: f64) -> f64 {
        let Cell { layer, unit, from, .. } = self.parameter;
        let pass = self.with(value, |example| {
            let forward = example.network.forward(&example.input);
            backward(&example.network, &forward, &example.target, example.loss)
        });
        let terms = &pass.error_terms[layer];
        match self.parameter.quantity {
            Quantity::Weight => -terms[unit] * self.below[from],
            _ if self.example.network.layers()[layer].shares_bias => -terms.sum(),
            _ => -terms[unit],
        }
    }

    /// One step of descent with this learning rate.
    pub fn step(&mut self, from: f64, learning_rate: f64) -> Step {
        let slope = self.slope(from);
        let to = from - learning_rate * slope;
        let mut step = Step {
            from: (from, self.loss(from)),
            slope,
            to: (to, self.loss(to)),
            outcome: Outcome::Undefined,
        };
        step.outcome = self.outcome(step);
        step
    }

    fn outcome(&mut self, Step { from, slope, to, .. }: Step) -> Outcome {
        let numbers = [from.0, from.1, slope, to.0, to.1];
        if !numbers.into_iter().all(f64::is_finite) {
            return Outcome::Undefined;
        }
        if slope == 0.0 {
            return Outcome::Flat;
        }
        if to.1 > from.1 {
            return Outcome::Rises;
        }
        if to.1 == from.1 {
            return Outcome::Unmoved;
        }
        if self.slope(to.0) * slope < 0.0 {
            return Outcome::Overshoots;
        }
        // Downhill in larger and larger strides: is there anything that rises again?
        let strides = (0..).map(|power| -slope.signum() * 2_f64.powi(power) / 16.0);
        let strides = strides.take_while(|stride| stride.abs() < FAR);
        let losses: Vec<f64> = strides.map(|stride| self.loss(from.0 + stride)).collect();
        let lowest = losses.iter().copied().fold(from.1, f64::min);
        if losses.last() == Some(&lowest) && losses.is_sorted_by(|near, far| near >= far) {
            return Outcome::FallsForEver;
        }
        if from.1 - to.1 < SHORT * (from.1 - lowest) { Outcome::Short } else { Outcome::Falls }
    }

    /// From where to where the curve is drawn: the step, where the lesson's value is, and some more
    /// on both sides.
    pub fn bounds(&self, step: &Step) -> [f64; 2] {
        let ends = [self.given(), step.from.0, step.to.0];
        let ends = ends.into_iter().filter(|end| end.is_finite());
        let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| {
            (low.min(end), high.max(end))
        });
        let length = (step.to.0 - step.from.0).abs();
        let reach = if length.is_finite() { STEPS * length } else { 0.0 };
        let margin = reach.clamp(*REACH.start(), *REACH.end()).max((high - low) / 4.0);
        [low - margin, high + margin]
    }
}

/// The weight or the bias that a cell is about, where it makes a step of its own.
fn parameter(example: &Example, cell: Cell) -> Option<Cell> {
    let parameter = match cell.quantity {
        Quantity::Weight | Quantity::WeightStep | Quantity::NewWeight => Quantity::Weight,
        Quantity::Bias | Quantity::BiasStep | Quantity::NewBias => Quantity::Bias,
        _ => return None,
    };
    let parameter = cell.with(parameter);
    example.given(parameter).filter(|_| example.purpose == Purpose::Alone).map(|_| parameter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::{Trace, builtin};

    fn descent(lesson: &str, cell: Cell) -> Descent {
        let example = builtin(lesson).expect("a lesson").example;
        Descent::new(&example, cell).expect("a weight")
    }

    #[test]
    fn the_first_step_is_that_of_the_lesson() {
        for (lesson, cell) in [
            ("2-1-1", Cell::of_edge(Quantity::WeightStep, 1, 0, 0)),
            ("3-2-1", Cell::of_edge(Quantity::NewWeight, 0, 2, 1)),
            ("2-2-2", Cell::of_unit(Quantity::BiasStep, 0, 1)),
        ] {
            let mut descent = descent(lesson, cell);
            let example = builtin(lesson).expect("a lesson").example;
            let trace = Trace::new(example.clone());
            let step = descent.step(descent.given(), example.learning_rate);
            let new = match cell.quantity {
                Quantity::BiasStep => Quantity::NewBias,
                _ => Quantity::NewWeight,
            };
            assert!((step.to.0 - trace.value(cell.with(new))).abs() < 1e-15, "{lesson}");
            let loss = trace.value(Cell::single(Quantity::Loss, 1));
            assert!((step.from.1 - loss).abs() < 1e-15, "{lesson}");
        }
    }

    #[test]
    fn in_the_first_lesson_the_loss_only_falls_and_in_the_second_a_step_can_be_too_long() {
        for cell in [
            Cell::of_edge(Quantity::Weight, 1, 0, 0),
            Cell::of_edge(Quantity::Weight, 0, 0, 0),
            Cell::of_edge(Quantity::Weight, 0, 1, 0),
        ] {
            let mut descent = descent("2-1-1", cell);
            for learning_rate in [0.5, 50.0, 500.0] {
                let step = descent.step(descent.given(), learning_rate);
                assert_eq!(step.outcome, Outcome::FallsForEver, "{cell:?} {learning_rate}");
            }
        }
        let mut w = descent("3-2-1", Cell::of_edge(Quantity::Weight, 1, 0, 0));
        let at = w.given();
        let outcomes = [0.5, 30.0, 80.0, 500.0].map(|rate| w.step(at, rate).outcome);
        let expected = [Outcome::Short, Outcome::Falls, Outcome::Overshoots, Outcome::Rises];
        assert_eq!(outcomes, expected);
    }
}
