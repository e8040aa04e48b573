//! Questions with choices about a lesson: not arithmetic, but what follows from what.
//!
//! Here is what each question changes in the lesson, where its answer is seen, and which choice is
//! right; its words are not known here. A question is only asked where it is true of the very
//! numbers.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use super::{Cell, Example, Purpose, Quantity, Trace};
use crate::nn::{Activation, Loss};

/// A question.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Question {
    /// ŷ is too small and W positive: which way must h go?
    WhichWay,
    /// W = 0: what is δʰ, and can w learn?
    WeightZero,
    /// η is doubled: what doubles?
    RateDoubled,
    /// η is huge: does a step always lower E?
    Overshoot,
    /// x = 0: what is Δw?
    InputZero,
    /// Why is δʰ so much smaller than δᵒ?
    SmallDelta,
    /// δʰ1 and δʰ2 have different signs: why?
    Signs,
    /// ŷ = y: what moves?
    NoError,
    /// ŷ is almost 1, and y = 0: how large is δᵒ?
    Saturated,
    /// What has to be kept from the forward pass?
    Kept,
    /// Which error terms go into δʰ?
    BothTerms,
    /// Two paths bring much: why is δʰ small?
    NearlyCancel,
    /// Why is the sum divided by m?
    WhyMean,
}

/// A question about one lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Posed {
    /// Which one.
    pub question: Question,
    /// What it supposes: these given numbers with other values.
    pub supposed: Vec<(Cell, f64)>,
    /// Where its answer is seen.
    pub seen_at: Cell,
    /// The cells that its words name: for the first, `{0}` is its symbol, `{=0}` its number, and
    /// `{~0}` its number with what is supposed.
    pub named: Vec<Cell>,
}

impl Question {
    /// The choice that is right, from 0.
    pub fn right(self) -> usize {
        match self {
            Self::WeightZero | Self::SmallDelta | Self::Saturated => 0,
            Self::RateDoubled | Self::NoError | Self::NearlyCancel => 2,
            Self::WhichWay
            | Self::Overshoot
            | Self::InputZero
            | Self::Kept
            | Self::Signs
            | Self::BothTerms
            | Self::WhyMean => 1,
        }
    }

    /// How many choices there are.
    pub fn choices(self) -> usize {
        3
    }

    /// The questions of a lesson: its own, or those that are true of it.
    pub fn all(lesson: &str, example: &Example) -> Vec<Posed> {
        use Question::{
            BothTerms, InputZero, Kept, NearlyCancel, NoError, Overshoot, RateDoubled, Saturated,
            Signs, SmallDelta, WeightZero, WhichWay,
        };
        const MOST: usize = 5;
        let own: &[Self] = match lesson {
            "2-1-1" => &[WhichWay, WeightZero, Overshoot, InputZero, SmallDelta],
            "3-2-1" => &[Signs, NoError, Saturated],
            "two-outputs" => &[BothTerms, NearlyCancel, Kept, RateDoubled],
            _ => Self::VARIANTS,
        };
        let trace = Trace::new(example.clone());
        own.iter().filter_map(|question| question.asked(&trace)).take(MOST).collect()
    }

    /// The question about these numbers; `None` where it is not true of them.
    pub fn asked(self, trace: &Trace) -> Option<Posed> {
        let about = About::new(trace)?;
        let (supposed, seen_at, named) = match self {
            Self::WhichWay => about.which_way(),
            Self::WeightZero => about.weight_zero(),
            Self::RateDoubled => about.rate_doubled(),
            Self::Overshoot => about.overshoot(),
            Self::InputZero => about.input_zero(),
            Self::SmallDelta => about.small_delta(),
            Self::Signs => about.signs(),
            Self::NoError => about.no_error(),
            Self::Saturated => about.saturated(),
            Self::Kept => about.kept(),
            Self::BothTerms => about.both_terms(),
            Self::NearlyCancel => about.nearly_cancel(),
            Self::WhyMean => about.why_mean(),
        }?;
        Some(Posed { question: self, supposed, seen_at, named })
    }
}

impl Posed {
    /// The example with what the question supposes.
    pub fn example(&self, example: &Example) -> Example {
        supposing(example, &self.supposed)
    }
}

fn supposing(example: &Example, supposed: &[(Cell, f64)]) -> Example {
    let mut example = example.clone();
    for (cell, value) in supposed {
        example.set(*cell, *value);
    }
    example
}

type Parts = Option<(Vec<(Cell, f64)>, Cell, Vec<Cell>)>;

/// A network with a hidden layer, seen from its output: what most questions are about.
struct About<'a> {
    trace: &'a Trace,
    example: &'a Example,
    last: usize,
    /// From the first unit of the highest hidden layer to the first output.
    weight: Cell,
    /// Of that weight.
    step: Cell,
    /// Of the first weight into that unit.
    step_below: Cell,
    /// Of that output.
    output_term: Cell,
    /// Of that unit.
    term: Cell,
    /// Of that unit.
    slope: Cell,
    /// The first.
    input: Cell,
    /// Of the first weight of the network.
    first_step: Cell,
    /// Of that output.
    target: Cell,
}

impl<'a> About<'a> {
    fn new(trace: &'a Trace) -> Option<Self> {
        let example = trace.example();
        let last = example.last_layer();
        let has_backward = example.purpose != Purpose::Test;
        let weight = Cell::of_edge(Quantity::Weight, last, 0, 0);
        let hidden = Cell::of_unit(Quantity::Slope, last.checked_sub(1)?, 0);
        has_backward.then_some(Self {
            trace,
            example,
            last,
            weight,
            step: weight.with(Quantity::WeightStep),
            step_below: hidden.with(Quantity::WeightStep),
            output_term: weight.with(Quantity::ErrorTerm),
            term: hidden.with(Quantity::ErrorTerm),
            slope: hidden,
            input: Cell::of_unit(Quantity::Input, 0, 0),
            first_step: Cell::of_edge(Quantity::WeightStep, 0, 0, 0),
            target: Cell::of_unit(Quantity::Target, 0, 0),
        })
    }

    fn value(&self, cell: Cell) -> f64 {
        self.trace.value(cell)
    }

    fn is_alone(&self) -> bool {
        self.example.purpose == Purpose::Alone
    }

    fn outputs(&self) -> usize {
        self.example.network.outputs()
    }

    /// Of the first output.
    fn output(&self, quantity: Quantity) -> Cell {
        Cell::of_unit(quantity, self.last, 0)
    }

    /// Of a unit of the highest hidden layer.
    fn hidden(&self, quantity: Quantity, unit: usize) -> Cell {
        Cell::of_unit(quantity, self.last - 1, unit)
    }

    /// Of the edge between them.
    fn edge(&self, quantity: Quantity, from: usize, output: usize) -> Cell {
        Cell::of_edge(quantity, self.last, from, output)
    }

    fn which_way(&self) -> Parts {
        let positive = [self.output(Quantity::Error), self.weight, self.term];
        let is_so = self.outputs() == 1 && positive.iter().all(|cell| self.value(*cell) > 0.0);
        let output = self.output(Quantity::Activation);
        let sum = self.hidden(Quantity::PreActivation, 0);
        let named = vec![output, self.target, self.weight, sum, self.term];
        is_so.then_some((Vec::new(), self.term, named))
    }

    fn weight_zero(&self) -> Parts {
        let Self { weight, term, step, step_below, output_term, slope, .. } = *self;
        let supposed = vec![(weight, 0.0)];
        let after = Trace::new(supposing(self.example, &supposed));
        let moves = after.value(step) != 0.0 && self.is_alone() && self.outputs() == 1;
        let below = step_below.with(Quantity::Weight);
        let named = vec![weight, term, below, step, step_below, output_term, slope];
        moves.then_some((supposed, term, named))
    }

    fn rate_doubled(&self) -> Parts {
        let rate = Cell::single(Quantity::LearningRate, 0);
        let is_so = self.is_alone() && self.value(self.step) != 0.0;
        let named = vec![rate, self.step, self.step_below, self.output_term, self.term];
        is_so.then(|| (vec![(rate, 2.0 * self.value(rate))], self.step, named))
    }

    /// A target beside the output, within reach, and the first η of 1, 10, 100 … with which E grows
    /// to more than twice as much.
    fn overshoot(&self) -> Parts {
        let is_curved = !self.example.loss.cancels() && self.example.has_target();
        if !self.is_alone() || self.outputs() != 1 || !is_curved {
            return None;
        }
        let [rate, target] = [Cell::single(Quantity::LearningRate, 0), self.target];
        let [loss, new_loss] =
            [Quantity::Loss, Quantity::NewLoss].map(|it| Cell::single(it, self.last));
        let output = self.value(self.output(Quantity::Activation));
        let beside = (output * 10.0 + output.signum()).round() / 10.0;
        let rates = (0..=6).map(|power| 10_f64.powi(power));
        let supposed = rates.map(|it| vec![(target, beside), (rate, it)]).find(|supposed| {
            let before = supposing(self.example, supposed);
            let [from, to] = [&before, &before.successor()].map(Example::loss_value);
            to.is_finite() && from > 0.0 && to > 2.0 * from
        });
        Some((supposed?, new_loss, vec![rate, target, loss, new_loss]))
    }

    fn input_zero(&self) -> Parts {
        let step = self.first_step;
        let [weight, term] = [Quantity::Weight, Quantity::ErrorTerm].map(|it| step.with(it));
        let named = vec![self.input, step, weight, term];
        self.is_alone().then_some((vec![(self.input, 0.0)], step, named))
    }

    fn small_delta(&self) -> Parts {
        const SMALL: f64 = 10.0;
        let named = [self.term, self.output_term, self.weight, self.slope];
        let [below, above, weight, slope] = named.map(|cell| self.value(cell).abs());
        let is_so = SMALL * below < above && self.outputs() == 1 && below != 0.0;
        let factors_shrink = weight < 1.0 && slope < 1.0;
        (is_so && factors_shrink).then(|| (Vec::new(), self.term, named.to_vec()))
    }

    fn signs(&self) -> Parts {
        if self.outputs() != 1 || self.example.network.layers()[self.last].below() < 2 {
            return None;
        }
        let terms = [0, 1].map(|unit| self.hidden(Quantity::ErrorTerm, unit));
        let weights = [0, 1].map(|unit| self.edge(Quantity::Weight, unit, 0));
        let differ = |cells: [Cell; 2]| self.value(cells[0]) * self.value(cells[1]) < 0.0;
        let named = terms.into_iter().chain(weights).collect();
        (differ(terms) && differ(weights)).then_some((Vec::new(), terms[1], named))
    }

    fn no_error(&self) -> Parts {
        let outputs = self.example.cells(Quantity::Activation, self.last);
        let targets = self.example.cells(Quantity::Target, 0);
        let supposed = targets.zip(outputs.map(|output| self.value(output)));
        let named = vec![self.output(Quantity::Activation), self.target, self.output_term];
        // Shares can't be given one by one.
        let is_so = self.is_alone() && self.example.has_target() && !self.example.has_softmax();
        is_so.then(|| (supposed.collect(), self.step, named))
    }

    fn saturated(&self) -> Parts {
        // sigmoid(9.2) ≈ 0.9999
        const SUM: f64 = 9.2;
        let layer = &self.example.network.layers()[self.last];
        let is_so = layer.activation == Activation::Sigmoid && self.outputs() == 1;
        let into =
            (0..layer.below()).map(|unit| self.value(self.hidden(Quantity::Activation, unit)));
        let sum: f64 = into.sum();
        let has_no_bias = layer.biases.is_none();
        let is_product = self.example.loss == Loss::HalfSquared;
        if !(is_so && is_product && has_no_bias && sum > 0.1) {
            return None;
        }
        let weight = (SUM / sum * 100.0).round() / 100.0;
        let weights = (0..layer.below()).map(|unit| (self.edge(Quantity::Weight, unit, 0), weight));
        let [output, error, slope] = [Quantity::Activation, Quantity::Error, Quantity::Slope]
            .map(|quantity| self.output(quantity));
        let named = vec![output, self.target, self.output_term, error, slope];
        Some((weights.chain([(self.target, 0.0)]).collect(), self.output_term, named))
    }

    fn kept(&self) -> Parts {
        let from_activation =
            |activation| matches!(activation, Activation::Sigmoid | Activation::Tanh);
        let mut layers = self.example.network.layers().iter();
        let [activation, sum] = [Quantity::Activation, Quantity::PreActivation]
            .map(|quantity| self.hidden(quantity, 0));
        let is_so = layers.all(|layer| from_activation(layer.activation)) && self.is_alone();
        let named = vec![self.input, activation, sum, self.slope];
        is_so.then_some((Vec::new(), self.first_step, named))
    }

    /// Two outputs, whose terms come to the first hidden unit over two weights.
    fn both_terms(&self) -> Parts {
        let terms = [0, 1].map(|output| Cell::of_unit(Quantity::ErrorTerm, self.last, output));
        let weights = [0, 1].map(|output| self.edge(Quantity::Weight, 0, output));
        let named = std::iter::once(self.term).chain(terms).chain(weights).collect();
        (self.outputs() == 2).then_some((Vec::new(), self.term, named))
    }

    fn nearly_cancel(&self) -> Parts {
        let parts = self.both_terms()?;
        let term = |output| Cell::of_unit(Quantity::ErrorTerm, self.last, output);
        let [one, other] = [0, 1].map(|output| {
            self.value(self.edge(Quantity::Weight, 0, output)) * self.value(term(output))
        });
        let cancels = one * other < 0.0 && (one + other).abs() < 0.5 * one.abs().min(other.abs());
        if self.example.network.layers()[self.last].below() < 2 {
            return None;
        }
        let [[term_0, slope_0], [term_1, slope_1]] = [0, 1].map(|unit| {
            [Quantity::ErrorTerm, Quantity::Slope].map(|it| self.value(self.hidden(it, unit)))
        });
        // Else the answer to a wrong choice would not be true.
        let other_is_large = term_1.abs() > 2.0 * term_0.abs();
        let slopes_are_alike = (slope_0 - slope_1).abs() < 0.1 * slope_0.abs();
        (cancels && other_is_large && slopes_are_alike).then_some(parts)
    }

    fn why_mean(&self) -> Parts {
        let records = Cell::single(Quantity::Records, 0);
        let is_training = self.example.records.is_none();
        let is_batch = matches!(self.example.purpose, Purpose::Batch(_));
        (is_batch && is_training).then(|| (Vec::new(), self.step, vec![records, self.step]))
    }
}
