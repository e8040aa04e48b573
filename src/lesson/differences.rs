//! Where the lesson's text and the mathematics part: each place, and the numbers that show it, computed from the lesson's own examples.
//!
//! What the text says and what is right are words, and live with the words of each language. Here are only the places and the numbers.

use super::{Cell, Example, Notation, Quantity, Trace, builtin};
use crate::nn::Activation;

/// A part of the lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The introduction.
    Introduction,
    /// The 2-1-1 example with its diagram.
    Example,
    /// The recap.
    Recap,
    /// The scripts that train on the admissions data.
    Script,
}

/// A place where the text and the mathematics part, in the order of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Errors are said to go forward.
    ErrorsForward,
    /// The influence of an error on the output, instead of that of a unit on the error.
    InfluenceTurned,
    /// δᵒ with indices above and below exchanged, and w for W.
    Letters,
    /// “Step” for the learning rate, and error for the error term.
    StepForRate,
    /// The diagram has its inputs at the top, and calls the output y.
    UpsideDown,
    /// The diagram has lost the minus of w2.
    LostMinus,
    /// Underscores where a multiplication was.
    Underscores,
    /// W and w in one slope.
    MixedWeights,
    /// δᵒ from a rounded ŷ.
    RoundedOutput,
    /// A sentence that stands twice.
    Twice,
    /// f′hⱼ without brackets.
    Brackets,
    /// δʰ = 0.003, and what follows from it.
    RoundedErrorTerm,
    /// “At least 75 %” leaves the weights out.
    WithoutWeights,
    /// The slope of the output at a.
    SlopeAtActivation,
    /// The error of the hidden layer without its formula.
    MissingFormula,
    /// Wᵢ in a sum over j.
    WrongIndex,
    /// The error term is called a gradient.
    CalledGradient,
    /// δʰ without the weight.
    MissingWeight,
    /// Δw without the input.
    MissingInput,
    /// Δw = w + …
    Overwritten,
    /// ΔW once with η and once without.
    TwoMeanings,
    /// The second layer scaled as the first.
    SameScale,
    /// The loss of the last record.
    LastRecord,
    /// Two lines printed for every record.
    DebugOutput,
    /// `.ix`
    Ix,
    /// Integers and truth values where floats are needed.
    Dtypes,
}

impl Difference {
    /// All of them, in the order of the text.
    pub const ALL: [Self; 26] = [
        Self::ErrorsForward,
        Self::InfluenceTurned,
        Self::Letters,
        Self::StepForRate,
        Self::UpsideDown,
        Self::LostMinus,
        Self::Underscores,
        Self::MixedWeights,
        Self::RoundedOutput,
        Self::Twice,
        Self::Brackets,
        Self::RoundedErrorTerm,
        Self::WithoutWeights,
        Self::SlopeAtActivation,
        Self::MissingFormula,
        Self::WrongIndex,
        Self::CalledGradient,
        Self::MissingWeight,
        Self::MissingInput,
        Self::Overwritten,
        Self::TwoMeanings,
        Self::SameScale,
        Self::LastRecord,
        Self::DebugOutput,
        Self::Ix,
        Self::Dtypes,
    ];

    /// The part of the lesson where it stands.
    pub fn part(self) -> Part {
        match self {
            Self::ErrorsForward | Self::InfluenceTurned | Self::Letters | Self::StepForRate => {
                Part::Introduction
            }
            Self::UpsideDown
            | Self::LostMinus
            | Self::Underscores
            | Self::MixedWeights
            | Self::RoundedOutput
            | Self::Twice
            | Self::Brackets
            | Self::RoundedErrorTerm
            | Self::WithoutWeights => Part::Example,
            Self::SlopeAtActivation
            | Self::MissingFormula
            | Self::WrongIndex
            | Self::CalledGradient
            | Self::MissingWeight
            | Self::MissingInput
            | Self::Overwritten
            | Self::TwoMeanings => Part::Recap,
            Self::SameScale | Self::LastRecord | Self::DebugOutput | Self::Ix | Self::Dtypes => {
                Part::Script
            }
        }
    }
}

/// What the lesson's script works with, and what it comes to after its first epoch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScriptRun {
    /// Rows of the table.
    pub rows: usize,
    /// Records to train on.
    pub training: usize,
    /// Columns of the features.
    pub features: usize,
    /// Units of the hidden layer.
    pub hidden: usize,
    /// How many epochs the script trains.
    pub epochs: usize,
    /// The mean of `(y − ŷ)²` over all training records, after the first epoch.
    pub loss: f64,
    /// What the script prints instead.
    pub figure: f64,
}

/// The numbers behind every difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    script: ScriptRun,
    /// The 2-1-1 network.
    two: Trace,
    /// The same with the diagram's weights.
    diagram: Trace,
    /// The 3-2-1 network.
    three: Trace,
}

/// A name for a number in a sentence, and the number.
pub type Named = (&'static str, f64);

impl Evidence {
    /// Computes the lesson's examples, right and as the diagram has them.
    ///
    /// # Panics
    /// Never: both examples come with the program.
    pub fn new(script: ScriptRun) -> Self {
        let example = |name| builtin(name).expect("the lesson is embedded").example;
        let two: Example = example("2-1-1");
        let mut diagram = two.clone();
        let second = Cell::of_edge(Quantity::Weight, 0, 1, 0);
        diagram.set(second, two.given(second).map_or(f64::NAN, f64::abs));
        Self {
            script,
            two: Trace::new(two),
            diagram: Trace::new(diagram),
            three: Trace::new(example("3-2-1")),
        }
    }

    /// The numbers that show a difference, each with its name in the sentence about it.
    pub fn numbers(&self, difference: Difference) -> Vec<Named> {
        match difference.part() {
            Part::Introduction => self.of_introduction(difference),
            Part::Example => self.of_example(difference),
            Part::Recap => self.of_recap(difference),
            Part::Script => self.of_script(difference),
        }
    }

    fn of_introduction(&self, difference: Difference) -> Vec<Named> {
        let n = Numbers::of(&self.two);
        match difference {
            Difference::ErrorsForward => {
                vec![("forward", n.a * n.big_w), ("back", n.delta_o * n.big_w)]
            }
            // ∂E/∂a = −W·δᵒ
            Difference::InfluenceTurned => vec![("influence", -n.big_w * n.delta_o)],
            Difference::Letters => {
                vec![("step1", n.step[0]), ("step2", n.step[1]), ("big_step", n.big_step)]
            }
            Difference::StepForRate => {
                vec![("eta", n.eta), ("step", n.big_step), ("with_error", n.eta * n.error * n.a)]
            }
            _ => Vec::new(),
        }
    }

    fn of_example(&self, difference: Difference) -> Vec<Named> {
        let n = Numbers::of(&self.two);
        match difference {
            Difference::UpsideDown => vec![("y", n.y), ("y_hat", n.y_hat)],
            Difference::LostMinus => {
                vec![("right", n.h), ("wrong", Numbers::of(&self.diagram).h)]
            }
            Difference::Underscores => vec![("z", n.z), ("y_hat", n.y_hat)],
            Difference::MixedWeights => {
                let other = Activation::Sigmoid.value(n.w[0] * n.a);
                vec![("right", n.slope_o), ("wrong", n.y_hat * (1.0 - other))]
            }
            Difference::RoundedOutput => {
                let y_hat = as_written(n.y_hat);
                vec![
                    ("rounded", y_hat),
                    ("wrong", (n.y - y_hat) * y_hat * (1.0 - y_hat)),
                    ("right", n.delta_o),
                ]
            }
            Difference::Twice => vec![("slope_o", n.slope_o), ("slope_h", n.slope_h)],
            Difference::Brackets => vec![("right", n.slope_h), ("wrong", n.slope_h * n.h)],
            Difference::RoundedErrorTerm => {
                let rounded = Notation { digits: 1, ..Notation::machine() }.rounded(n.delta_h);
                vec![
                    ("rounded", rounded),
                    ("right", n.delta_h),
                    ("wrong1", n.eta * rounded * n.x[0]),
                    ("wrong2", n.eta * rounded * n.x[1]),
                    ("right1", n.step[0]),
                    ("right2", n.step[1]),
                ]
            }
            Difference::WithoutWeights => vec![
                ("output", 100.0 * (1.0 - n.slope_o)),
                ("slopes", 100.0 * (1.0 - n.slope_o * n.slope_h)),
                ("hidden", 100.0 * (1.0 - n.delta_h / n.error)),
                ("weight", n.big_w),
                ("limit", 1.0 / (n.slope_o * n.slope_h)),
            ],
            _ => Vec::new(),
        }
    }

    fn of_recap(&self, difference: Difference) -> Vec<Named> {
        let n = Numbers::of(&self.two);
        match difference {
            Difference::SlopeAtActivation => {
                let slope = Activation::Sigmoid.slope(n.a);
                vec![
                    ("right", n.slope_o),
                    ("wrong", slope),
                    ("right_term", n.delta_o),
                    ("wrong_term", n.error * slope),
                ]
            }
            Difference::MissingFormula => vec![
                ("weight", n.big_w),
                ("delta_o", n.delta_o),
                ("slope", n.slope_h),
                ("delta_h", n.delta_h),
            ],
            Difference::WrongIndex => {
                let of = |quantity, unit| self.three.value(Cell::of_unit(quantity, 0, unit));
                let first = self.three.value(Cell::of_edge(Quantity::Weight, 1, 0, 0));
                let sum = of(Quantity::Activation, 0) + of(Quantity::Activation, 1);
                let z = self.three.value(Cell::of_unit(Quantity::PreActivation, 1, 0));
                vec![("right", z), ("wrong", first * sum)]
            }
            Difference::CalledGradient => {
                vec![("gradient", -n.delta_o), ("delta_o", n.delta_o)]
            }
            Difference::MissingWeight => vec![
                ("wrong", n.delta_o * n.slope_h),
                ("right", n.delta_h),
                ("times", 1.0 / n.big_w),
            ],
            Difference::MissingInput => vec![
                ("wrong", n.delta_h),
                ("right1", n.delta_h * n.x[0]),
                ("right2", n.delta_h * n.x[1]),
            ],
            Difference::Overwritten => {
                vec![("right", n.delta_h * n.x[0]), ("wrong", n.w[0] + n.delta_h * n.x[0])]
            }
            Difference::TwoMeanings => {
                vec![("with", n.big_step), ("without", n.delta_o * n.a), ("eta", n.eta)]
            }
            _ => Vec::new(),
        }
    }

    fn of_script(&self, difference: Difference) -> Vec<Named> {
        let script = &self.script;
        let scale = |units: usize| 1.0 / (units as f64).sqrt();
        match difference {
            Difference::SameScale => vec![
                ("wrong", scale(script.features)),
                ("right", scale(script.hidden)),
                ("features", script.features as f64),
                ("hidden", script.hidden as f64),
            ],
            Difference::LastRecord => vec![
                ("wrong", script.figure),
                ("right", script.loss),
                ("records", script.training as f64),
            ],
            Difference::DebugOutput => vec![
                ("records", script.training as f64),
                ("epochs", script.epochs as f64),
                ("lines", (2 * script.training * script.epochs) as f64),
            ],
            Difference::Dtypes => vec![("rows", script.rows as f64)],
            Difference::Ix => vec![
                ("rows", script.rows as f64),
                ("training", script.training as f64),
                ("test", (script.rows - script.training) as f64),
            ],
            _ => Vec::new(),
        }
    }
}

/// A number with the three digits that the lesson writes.
fn as_written(value: f64) -> f64 {
    Notation { digits: 3, ..Notation::machine() }.rounded(value)
}

/// The numbers of the 2-1-1 example by their symbols.
struct Numbers {
    x: [f64; 2],
    w: [f64; 2],
    big_w: f64,
    y: f64,
    eta: f64,
    h: f64,
    a: f64,
    z: f64,
    y_hat: f64,
    error: f64,
    slope_o: f64,
    delta_o: f64,
    slope_h: f64,
    delta_h: f64,
    big_step: f64,
    step: [f64; 2],
}

impl Numbers {
    fn of(trace: &Trace) -> Self {
        use Quantity::{
            Activation, Error, ErrorTerm, Input, LearningRate, PreActivation, Slope, Target,
            Weight, WeightStep,
        };
        let unit = |quantity, layer| trace.value(Cell::of_unit(quantity, layer, 0));
        let edge = |quantity, layer, from| trace.value(Cell::of_edge(quantity, layer, from, 0));
        Self {
            x: [0, 1].map(|input| trace.value(Cell::of_unit(Input, 0, input))),
            w: [0, 1].map(|from| edge(Weight, 0, from)),
            big_w: edge(Weight, 1, 0),
            y: unit(Target, 0),
            eta: trace.value(Cell::single(LearningRate, 0)),
            h: unit(PreActivation, 0),
            a: unit(Activation, 0),
            z: unit(PreActivation, 1),
            y_hat: unit(Activation, 1),
            error: unit(Error, 1),
            slope_o: unit(Slope, 1),
            delta_o: unit(ErrorTerm, 1),
            slope_h: unit(Slope, 0),
            delta_h: unit(ErrorTerm, 0),
            big_step: edge(WeightStep, 1, 0),
            step: [0, 1].map(|from| edge(WeightStep, 0, from)),
        }
    }
}
