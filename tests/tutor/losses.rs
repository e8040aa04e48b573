//! Lessons with other losses, with biases that stay and with weights written unit by unit: `PyTorch`'s figures for 200 of them, and
//! those that authors published for theirs.

use std::fmt::Write as _;

use backprop::app::stepper::Stepper;
use backprop::lesson::file::write;
use backprop::lesson::mistake::{Mistake, wrong_formulas};
use backprop::lesson::{Cell, Example, Lesson, Quantity, Symbols, Trace, builtin, builtin_names};
use backprop::nn::Loss;
use backprop::text::{Language, Text};
use serde::Deserialize;

use crate::tutor::{LANGUAGES, Tutor};

/// What `tests/golden/lessons.py` has computed; a row of weights is a unit.
#[derive(Deserialize)]
struct Golden {
    records: Vec<(Vec<f64>, Vec<f64>)>,
    update: Option<String>,
    updates: usize,
    learning_rate: Option<f64>,
    loss: String,
    biases_learn: bool,
    layers: Vec<GoldenLayer>,
    passes: Vec<GoldenPass>,
    gradients: Option<GoldenGradients>,
    new_weights: Vec<Vec<Vec<f64>>>,
    new_biases: Vec<Option<Biases>>,
}

#[derive(Deserialize)]
struct GoldenLayer {
    activation: String,
    weights: Vec<Vec<f64>>,
    biases: Option<Biases>,
}

/// One for each unit, or one that they have in common.
#[derive(Deserialize)]
#[serde(untagged)]
enum Biases {
    Each(Vec<f64>),
    Shared(f64),
}

#[derive(Deserialize)]
struct GoldenPass {
    output: Vec<f64>,
    loss: f64,
}

#[derive(Deserialize)]
struct GoldenGradients {
    weights: Vec<Vec<Vec<f64>>>,
    biases: Vec<Option<Biases>>,
    inputs: Vec<f64>,
}

impl Biases {
    fn all(&self) -> &[f64] {
        match self {
            Self::Each(biases) => biases,
            Self::Shared(bias) => std::slice::from_ref(bias),
        }
    }

    fn written(&self) -> String {
        match self {
            Self::Each(biases) => format!("biases = {biases:?}\n"),
            Self::Shared(bias) => format!("biases = {bias:?}\n"),
        }
    }
}

impl Golden {
    /// The lesson as a file.
    fn file(&self) -> String {
        let mut file = "rows = \"units\"\n".to_owned();
        if let Some(rate) = self.learning_rate {
            let (learns, updates) = (self.biases_learn, self.updates);
            writeln!(file, "learning_rate = {rate:?}\nbiases_learn = {learns}").unwrap();
            writeln!(file, "updates = {updates}").unwrap();
        }
        file += if self.gradients.is_some() { "input_gradients = true\n" } else { "" };
        let given = if self.loss == "output-gradient" { "output_gradient" } else { "targets" };
        if given == "targets" {
            writeln!(file, "loss = \"{}\"", self.loss.replace("softmax-", "")).unwrap();
        }
        if let Some(update) = &self.update {
            writeln!(file, "update = \"{update}\"").unwrap();
        }
        for (inputs, targets) in &self.records {
            file += if self.update.is_some() { "[[record]]\n" } else { "" };
            writeln!(file, "inputs = {inputs:?}\n{given} = {targets:?}").unwrap();
        }
        for GoldenLayer { activation, weights, biases } in &self.layers {
            writeln!(file, "[[layer]]\nactivation = \"{activation}\"\nweights = {weights:?}")
                .unwrap();
            file += &biases.as_ref().map(Biases::written).unwrap_or_default();
        }
        file
    }
}

fn read(file: &str) -> Result<Lesson, String> {
    let text = Text::of(Language::En, Symbols::Unicode);
    Lesson::from_bytes("l", "l.toml", file.as_bytes()).map_err(|fault| text.tell(&fault))
}

#[track_caller]
fn assert_near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{found} {expected}");
}

/// The numbers of a quantity of every weight or of every bias.
#[track_caller]
fn assert_weights(trace: &Trace, quantity: Quantity, expected: &[Vec<Vec<f64>>]) {
    for (layer, rows) in expected.iter().enumerate() {
        for (to, row) in rows.iter().enumerate() {
            for (from, weight) in row.iter().enumerate() {
                let cell = Cell::of_edge(quantity, layer, from, to);
                assert_near(trace.value(cell), *weight);
            }
        }
    }
}

#[track_caller]
fn assert_biases(trace: &Trace, quantity: Quantity, expected: &[Option<Biases>]) {
    for (layer, biases) in expected.iter().enumerate() {
        let biases = biases.as_ref().map_or(&[][..], Biases::all);
        for (unit, bias) in biases.iter().enumerate() {
            assert_near(trace.value(Cell::of_unit(quantity, layer, unit)), *bias);
        }
    }
}

#[test]
fn two_hundred_lessons_are_pytorchs() {
    let golden: Vec<Golden> = serde_json::from_str(include_str!("../golden/lessons.json")).unwrap();
    assert_eq!(golden.len(), 200);
    for golden in golden {
        let lesson = read(&golden.file()).unwrap();
        assert_eq!(lesson.passes(), golden.passes.len());
        let next = |example: &Example| Some(example.successor());
        let passes = std::iter::successors(Some(lesson.example), next);
        let traces: Vec<Trace> = passes.take(golden.passes.len()).map(Trace::new).collect();
        for (trace, pass) in traces.iter().zip(&golden.passes) {
            let last = trace.example().last_layer();
            let unit = |quantity, unit| trace.value(Cell::of_unit(quantity, last, unit));
            for (index, output) in pass.output.iter().enumerate() {
                assert_near(unit(Quantity::Activation, index), *output);
            }
            assert_near(unit(Quantity::Loss, 0), pass.loss);
        }
        let trace = traces.last().unwrap();
        if let Some(GoldenGradients { weights, biases, inputs }) = &golden.gradients {
            assert_weights(trace, Quantity::WeightGradient, weights);
            assert_biases(trace, Quantity::BiasGradient, biases);
            for (input, gradient) in inputs.iter().enumerate() {
                let cell = Cell::of_unit(Quantity::InputGradient, 0, input);
                assert_near(trace.value(cell), *gradient);
            }
            continue;
        }
        assert_weights(trace, Quantity::NewWeight, &golden.new_weights);
        let quantity = if golden.biases_learn { Quantity::NewBias } else { Quantity::Bias };
        assert_biases(trace, quantity, &golden.new_biases);
    }
}

/// What is written is read again as it was, and every number of every pass can be gone through.
#[test]
fn every_kind_of_lesson_can_be_written_and_gone_through() {
    let golden: Vec<Golden> = serde_json::from_str(include_str!("../golden/lessons.json")).unwrap();
    for (golden, language) in golden.into_iter().step_by(7).zip(LANGUAGES.iter().cycle()) {
        let lesson = read(&golden.file()).unwrap();
        let again = read(&write(&lesson.example, &lesson.title, "")).unwrap();
        assert_eq!(again.example, lesson.example);
        let mut tutor = Tutor::read(lesson).in_language(*language);
        for _ in 0..3 {
            for _ in 0..=tutor.total() {
                tutor.keys("→").draw();
                tutor.keys("w").draw();
                tutor.keys("w");
            }
        }
    }
}

/// What the authors print, with as many digits as they do. They go on with rounded numbers, so the last digit may be one off.
const FIGURES: &[(&str, &[(&str, &str)])] = &[
    (
        "mazur",
        &[
            ("h1", "0.3775"),
            ("a1", "0.593269992"),
            ("a2", "0.596884378"),
            ("ŷ1", "0.75136507"),
            ("ŷ2", "0.772928465"),
            ("E", "0.298371109"),
            ("W11_new", "0.35891648"),
            ("W21_new", "0.408666186"),
            ("W12_new", "0.511301270"),
            ("W22_new", "0.561370121"),
            ("w11_new", "0.149780716"),
            ("w21_new", "0.19956143"),
            ("w12_new", "0.24975114"),
            ("w22_new", "0.29950229"),
        ],
    ),
    (
        "han-kamber",
        &[
            ("a1", "0.332"),
            ("a2", "0.525"),
            ("ŷ", "0.474"),
            ("δᵒ", "0.1311"),
            ("δʰ2", "-0.0065"),
            ("δʰ1", "-0.0087"),
            ("W1_new", "-0.261"),
            ("W2_new", "-0.138"),
            ("w11_new", "0.192"),
            ("w12_new", "-0.306"),
            ("w31_new", "-0.508"),
            ("w32_new", "0.194"),
            ("B_new", "0.218"),
        ],
    ),
    (
        "negnevitsky",
        &[
            ("a1", "0.5250"),
            ("a2", "0.8808"),
            ("ŷ", "0.5097"),
            ("δᵒ", "-0.1274"),
            ("δʰ1", "0.0381"),
            ("δʰ2", "-0.0147"),
            ("ΔW1", "-0.0067"),
            ("ΔW2", "-0.0112"),
            ("w11_new", "0.5038"),
            ("w12_new", "0.8985"),
            ("W1_new", "-1.2067"),
            ("W2_new", "1.0888"),
        ],
    ),
    ("nielsen-easy", &[("ŷ", "0.82")]),
    ("nielsen-saturated", &[("ŷ", "0.98")]),
    ("nielsen-cross-entropy", &[("ŷ", "0.98")]),
    ("ng-xnor", &[("ŷ", "1.0")]),
    ("goodfellow-xor", &[("a1", "2"), ("a2", "1"), ("ŷ", "0")]),
    (
        "cs231n-neuron",
        &[
            ("ŷ", "0.73"),
            ("f′(z)", "0.2"),
            ("∂E/∂W1", "-0.2"),
            ("∂E/∂W2", "-0.39"),
            ("∂E/∂B", "0.2"),
            ("∂E/∂x1", "0.39"),
            ("∂E/∂x2", "-0.59"),
        ],
    ),
    (
        "karpathy-neuron",
        &[
            ("ŷ", "0.7071"),
            ("f′(z)", "0.5"),
            ("∂E/∂W1", "1.0"),
            ("∂E/∂W2", "0.0"),
            ("∂E/∂x1", "-1.5"),
            ("∂E/∂x2", "0.5"),
        ],
    ),
    (
        "cs231n-softmax",
        &[
            ("z1", "-2.85"),
            ("z2", "0.86"),
            ("z3", "0.28"),
            ("ŷ1", "0.016"),
            ("ŷ2", "0.631"),
            ("ŷ3", "0.353"),
            ("E", "1.04"),
        ],
    ),
    (
        "wu-fei",
        &[
            ("a1", "0.56"),
            ("a2", "0.5"),
            ("ŷ1", "0.48"),
            ("ŷ2", "0.53"),
            ("E", "0.21"),
            ("W11_new", "0.07"),
            ("W12_new", "-0.58"),
            ("W21_new", "-0.33"),
            ("W22_new", "0.73"),
        ],
    ),
    ("four-layers", &[("hA1", "0.8"), ("hA2", "1.2"), ("aA1", "0.68997"), ("aA2", "0.76852")]),
];

/// What Trask prints: the answers to his four records before the last of 10,000 updates.
#[test]
fn ten_thousand_updates_of_trasks_records_end_where_his_do() {
    let passes = builtin("trask").unwrap().example.passes().skip(4 * 9_999);
    let answer = |example: Example| example.network.forward(&example.input).output()[0];
    let answers: Vec<String> =
        passes.take(4).map(|example| format!("{:.8}", answer(example))).collect();
    assert_eq!(answers, ["0.00966449", "0.00786506", "0.99358898", "0.99211957"]);
}

#[test]
fn the_figures_of_the_authors_come_out() {
    for &(name, figures) in FIGURES {
        let mut stepper = Stepper::new(builtin(name).unwrap());
        for (number, printed) in figures {
            assert!(stepper.seek(number), "{name} has no {number}");
            let value = stepper.trace.value(stepper.focus().unwrap());
            let unit: String = printed.replace(|it: char| it.is_ascii_digit(), "0");
            let last: f64 = format!("{}1", unit.trim_start_matches('-').strip_suffix('0').unwrap())
                .parse()
                .unwrap();
            let last = if printed.contains('.') { last } else { 0.0 };
            let off = (value - printed.parse::<f64>().unwrap()).abs();
            assert!(off <= 1.000_000_1 * last, "{name} {number}: {value}");
        }
    }
}

/// The same neuron, sure and wrong: the slope makes the one step tiny, and is no factor of the other.
#[test]
fn cross_entropy_keeps_the_error_term_large_where_the_unit_is_saturated() {
    let [squared, log] = ["nielsen-saturated", "nielsen-cross-entropy"].map(|name| {
        let trace = Trace::new(builtin(name).unwrap().example);
        let term = Cell::of_unit(Quantity::ErrorTerm, 0, 0);
        (trace.value(term), trace.script().index(term.with(Quantity::Slope)), trace)
    });
    assert!(log.0.abs() > 50.0 * squared.0.abs());
    assert!(squared.1.is_some() && log.1.is_none());
    let mistakes = |trace: &Trace| -> Vec<Mistake> {
        let wrong = wrong_formulas(trace, Cell::of_unit(Quantity::ErrorTerm, 0, 0));
        wrong.into_iter().map(|wrong| wrong.mistake).collect()
    };
    assert!(mistakes(&squared.2).contains(&Mistake::LogLossForm));
    assert!(!mistakes(&log.2).contains(&Mistake::LogLossForm));
    assert!(mistakes(&log.2).contains(&Mistake::SlopeMultipliedIn));
}

#[test]
fn the_loss_is_named_wherever_it_is_told() {
    let mut tutor = Tutor::open("nielsen-cross-entropy");
    tutor.keys("→ → → →").shows("E = −(y·ln(ŷ) + (1 − y)·ln(1 − ŷ))").says("log loss");
    tutor.keys("→").says("f′(z) cancels").lacks("f′(z) 0").keys("w →×2").says("ln");
    tutor
        .keys("→")
        .says("−(y/ŷ − (1 − y)/(1 − ŷ))·f′(z)")
        .keys("→")
        .says("both denominators cancel");
    tutor.keys("Esc c").shows("E = −Σ (y·ln ŷ").shows("δᵒ = y − ŷ").lacks("½ Σ");
    let mut tutor = Tutor::open("nielsen-cross-entropy");
    tutor.keys("→×6 o").shows("E (cross-entropy) over W");
    Tutor::open("goodfellow-xor").after("c").shows("E = Σ (y − ŷ)² / K").lacks("½ Σ");
    Tutor::open("2-1-1").after("c").shows("E = ½ Σ (y − ŷ)²");
    for name in builtin_names() {
        for language in LANGUAGES {
            let mut tutor = Tutor::open(name).in_language(language);
            for _ in 0..=tutor.total() {
                tutor.keys("→").draw();
            }
            tutor.keys("w").draw();
        }
    }
}

/// Without a target or a learning rate, none is spoken of; and a gradient is the slope that is measured, with no step to make of it.
#[test]
fn a_lesson_that_ends_with_gradients_speaks_of_no_step() {
    let mut tutor = Tutor::open("cs231n-neuron");
    tutor.says("and g = ∂E/∂ŷ instead of a target").says("No learning rate is given").lacks("η");
    for (step, slope) in [(6, "∂E/∂x1"), (8, "∂E/∂W1"), (10, "∂E/∂B")] {
        tutor.keys("Home").keys(&format!("→×{step} g")).shows(&format!("{slope} = −"));
        tutor.lacks("η").keys("Esc");
    }
    let mut tutor = Tutor::open("cs231n-softmax");
    tutor.says("and the target y.").lacks("η").keys("End a").says("nothing is updated");
}

#[test]
fn two_is_a_factor_that_can_be_left_out() {
    let file = "inputs = [1]\ntargets = [1, 0, 1]\nlearning_rate = 1\nloss = \"mean-squared\"\n\
                [[layer]]\nactivation = \"tanh\"\nweights = [[0.5, 0.2, 0.1]]\n";
    let trace = Trace::new(read(file).unwrap().example);
    assert_eq!(trace.example().loss, Loss::MeanSquared);
    let wrong = wrong_formulas(&trace, Cell::of_unit(Quantity::ErrorTerm, 0, 0));
    assert!(wrong.iter().any(|wrong| wrong.mistake == Mistake::FactorLeftOut));
}
