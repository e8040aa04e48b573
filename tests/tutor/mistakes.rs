//! Predicting numbers: the right one is never called wrong, and a wrong one is told by the mistake that leads to it.

use std::sync::LazyLock;

use backprop::lesson::answer::{self, Answer};
use backprop::lesson::check::{Verdict, check};
use backprop::lesson::expr::text;
use backprop::lesson::fading::{Mode, Run, asked};
use backprop::lesson::gradient_check::{EPSILONS, gradient_check};
use backprop::lesson::hint::Hint;
use backprop::lesson::mark::{Marked, compare};
use backprop::lesson::mistake::{Mistake, rewrites, wrong_formulas};
use backprop::lesson::practice::{confusions, practice};
use backprop::lesson::slip::{Slip, Standing};
use backprop::lesson::{Cell, Example, Names, Notation, Symbols, Trace, builtin};
use backprop::nn::{Activation, Layer, Network};
use ndarray::{Array1, Array2};
use proptest::prelude::*;

use crate::examples::examples;

fn typed(text: &str) -> Answer {
    answer::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

/// `value` as someone types it with so many significant digits.
fn with_digits(value: f64, digits: usize) -> String {
    format!("{value:.*e}", digits - 1)
}

fn judged(trace: &Trace, cell: Cell, text: &str) -> Verdict {
    check(trace, cell, &typed(text), &Notation::default())
}

/// The step with this symbol.
fn step(trace: &Trace, symbol: &str) -> Cell {
    let names = Names::new(&trace.example().network);
    let mut steps = trace.script().steps().iter().copied();
    steps.find(|&step| names.symbol(step) == symbol).expect("a step has this symbol")
}

/// The mistakes that an answer is told to show; none for any other verdict.
fn named(trace: &Trace, cell: Cell, text: &str) -> Vec<Mistake> {
    match judged(trace, cell, text) {
        Verdict::Mistakes(named) => named.into_iter().map(|(mistake, _)| mistake).collect(),
        _ => vec![],
    }
}

fn lesson(name: &str) -> Example {
    builtin(name).expect("a lesson of that name").example
}

/// A network of that shape without a number in it yet.
fn blank(units: &[usize], activation: Activation, biases: bool) -> Example {
    let layer = |pair: &[usize]| Layer {
        weights: Array2::zeros((pair[0], pair[1])),
        biases: biases.then(|| Array1::zeros(pair[1])),
        shares_bias: false,
        activation,
    };
    let network = Network::new(units.windows(2).map(layer).collect()).expect("the shapes fit");
    let (input, target) = (Array1::zeros(network.inputs()), Array1::zeros(network.outputs()));
    Example::new(network, input, target, 0.5).expect("the record fits")
}

/// All lessons, and practice networks of several shapes.
static TRACES: LazyLock<Vec<Trace>> = LazyLock::new(|| {
    let lessons = ["2-1-1", "3-2-1", "two-outputs", "2-2-2"].map(lesson);
    let biased = blank(&[2, 2, 1], Activation::Sigmoid, true);
    let two_outputs = blank(&[2, 2, 2], Activation::Tanh, false);
    let mut examples = lessons.to_vec();
    for (like, seed) in [
        (&lessons[0], 1),
        (&lessons[0], 2),
        (&lessons[1], 1),
        (&lessons[1], 2),
        (&biased, 1),
        (&two_outputs, 1),
    ] {
        examples.push(practice(like, seed));
    }
    examples.into_iter().map(Trace::new).collect()
});

#[test]
fn every_mistake_is_named_when_its_value_is_typed() {
    for trace in TRACES.iter() {
        for &step in trace.script().steps() {
            for wrong in wrong_formulas(trace, step) {
                let answer = with_digits(wrong.value, 5);
                assert!(
                    named(trace, step, &answer).contains(&wrong.mistake),
                    "{step:?}: {answer} for {wrong:?} is {:?}",
                    judged(trace, step, &answer)
                );
            }
        }
    }
}

#[test]
fn only_mistakes_that_give_the_typed_digits_are_named() {
    let printed = Notation::default();
    for trace in TRACES.iter() {
        for &step in trace.script().steps() {
            for wrong in wrong_formulas(trace, step) {
                let answer = typed(&with_digits(wrong.value, 5));
                let Verdict::Mistakes(named) = check(trace, step, &answer, &printed) else {
                    continue;
                };
                for (mistake, expr) in named {
                    let full = expr.value(&|cell| trace.value(cell));
                    let from_printed = expr.value(&|cell| printed.rounded(trace.value(cell)));
                    assert!(
                        [full, from_printed]
                            .map(|value| with_digits(value, 5))
                            .contains(&with_digits(answer.value, 5)),
                        "{step:?}: {mistake:?} for {}",
                        answer.value
                    );
                }
            }
        }
    }
}

/// What a learner who makes the mistake would write down, from the numbers that the 2-1-1 lesson shows.
const SMALL: &[(&str, &str, Mistake)] = &[
    ("h", "0.1*0.4+0.2*0.3", Mistake::SignFlipped),
    ("h", "0.1*0.4", Mistake::TermLeftOut),
    ("z", "0.1*(-0.02)", Mistake::ActivationLeftOut),
    ("z", "0.1*0.1", Mistake::OtherLayer),
    ("a", "-0.02", Mistake::ActivationLeftOut),
    ("a", "tanh(-0.02)", Mistake::OtherActivation),
    ("e", "0.51237-1", Mistake::SignFlipped),
    ("e", "0,51237", Mistake::OutputForError),
    ("f′(h)", "0.23529", Mistake::SlopeAtActivation),
    ("δᵒ", "0.48763", Mistake::LogLossForm),
    ("δᵒ", "−0.12183", Mistake::SignFlipped),
    ("δʰ", "0.1*0.12183", Mistake::SlopeLeftOut),
    ("δʰ", "0.1*0.48763*0.24998", Mistake::RawError),
    ("δʰ", "0.12183*0.24998", Mistake::WeightLeftOut),
    ("δʰ", "0.13015*0.12183*0.24998", Mistake::UpdatedWeight),
    ("ΔW", "0.12183*0.495", Mistake::LearningRateLeftOut),
    ("ΔW", "0.5*0.5*0.12183*0.495", Mistake::LearningRateTwice),
    ("ΔW", "0.5*0.48763*0.495", Mistake::RawError),
    ("ΔW", "0.5*0.12183*0.3", Mistake::OtherLayer),
    ("ΔW", "0.5*0.12183", Mistake::InputLeftOut),
    ("Δw2", "0.5*0.1*0.12183*0.3", Mistake::SlopeLeftOut),
    ("Δw2", "0.5*0.0030455*0.1", Mistake::OtherUnit),
    ("w1_new", "0.4-0.00015228", Mistake::StepSubtracted),
    ("w1_new", "0.4", Mistake::StepLeftOut),
    ("E", "0.48763^2", Mistake::HalfLeftOut),
    ("E", "½·0.48763", Mistake::NotSquared),
    ("E_new", "0.11889", Mistake::StepLeftOut),
];

/// The same for the 3-2-1 lesson.
const LARGE: &[(&str, &str, Mistake)] = &[
    // The six weights of the file read as two rows of three.
    ("h1", "0.5*0.5+0.1*(-0.6)-0.2*0.1", Mistake::Transposed),
    ("h1", "-0.46", Mistake::OtherUnit),
    ("h2", "-0.46/3", Mistake::Averaged),
    ("δʰ1", "-0.3*0.028731*0.24643", Mistake::OtherEdge),
    ("Δw12", "0.5*0.00070802*0.5", Mistake::OtherUnit),
];

#[test]
fn the_classics_are_named_in_the_lessons() {
    for (example, answers) in [(lesson("2-1-1"), SMALL), (lesson("3-2-1"), LARGE)] {
        let trace = Trace::new(example);
        for (symbol, answer, mistake) in answers {
            let named = named(&trace, step(&trace, symbol), answer);
            assert!(named.contains(mistake), "{symbol}, {answer}: {named:?}");
        }
    }
}

#[test]
fn mistakes_that_the_typed_digits_cannot_tell_apart_are_both_named() {
    let trace = Trace::new(lesson("2-1-1"));
    let both = [Mistake::RawError, Mistake::SlopeLeftOut];
    // W·e·f′(h) = 0.0121895, W·δᵒ = 0.0121832
    for (answer, expected) in [
        ("0.0122", both.as_slice()),
        ("0.01219", &both[..1]),
        ("0.012183", &both[1..]),
        ("0.1*0.488*0.25", &both),
    ] {
        assert_eq!(named(&trace, step(&trace, "δʰ"), answer), expected, "{answer}");
    }
}

#[test]
fn the_tolerance_ends_before_the_nearest_mistake() {
    let trace = Trace::new(lesson("2-1-1"));
    for (symbol, answer, expected) in [
        // 0.0030455; the nearest mistake is f′(z) for f′(h), 0.0030439.
        ("δʰ", "0.0030455", "right"),
        ("δʰ", "0.003045", "right"),
        ("δʰ", "0.003044", "mistake"),
        ("δʰ", "0.00304", "too rough"), // cut off, or that mistake rounded
        ("δʰ", "0.1*0.122*0.495*0.505", "right"),
        ("δʰ", "0.003", "too rough"),
        ("δʰ", "0", "too rough"),
        ("δʰ", "0.0055", "unknown"),
        // 0.12183; the nearest mistake is f′(h) for f′(z), 0.12189.
        ("δᵒ", "0.1215", "right"),
        ("δᵒ", "0.12", "too rough"),
        ("δᵒ", "0.1225", "unknown"),
        ("δᵒ", "0.13", "mistake"),
        ("δᵒ", "0.7", "unknown"),
        // 0.40015; the old weight is 0.4.
        ("w1_new", "0.40015", "right"),
        ("w1_new", "0.400", "right"),
        ("w1_new", "0.40", "mistake"),
        ("w1_new", "0.40000", "mistake"),
        // 0.24998; f′(z) is 0.24985.
        ("f′(h)", "0.24998", "right"),
        ("f′(h)", "0.250", "right"),
        ("f′(h)", "0.25", "too rough"),
    ] {
        let verdict = match judged(&trace, step(&trace, symbol), answer) {
            Verdict::Right => "right",
            Verdict::TooRough => "too rough",
            Verdict::Mistakes(_) => "mistake",
            Verdict::Unknown => "unknown",
        };
        assert_eq!(verdict, expected, "{symbol}, {answer}");
    }
}

#[test]
fn what_the_printed_operands_give_is_right() {
    let printed = Notation::default();
    for trace in TRACES.iter() {
        let lookup = |cell| trace.value(cell);
        for &step in trace.script().steps() {
            let formula = trace.formula(step).expect("a step is computed");
            let value = formula.value(&|cell| printed.rounded(trace.value(cell)));
            let as_printed = text(&formula.numbers(&printed, &lookup));
            for answer in [
                as_printed,
                printed.number(trace.value(step)),
                with_digits(value, 5),
                with_digits(value, 4),
                with_digits(value, 3),
            ] {
                assert_eq!(judged(trace, step, &answer), Verdict::Right, "{step:?}: {answer}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_right_value_is_never_called_wrong(example in examples(-1.0..1.0, 0.01..1.0), digits in 3_usize..=10) {
        let trace = Trace::new(example);
        let shown = Notation { digits, ..Notation::default() };
        for &step in trace.script().steps() {
            let value = trace.value(step);
            for (answer, notation) in [
                (with_digits(value, digits), Notation::default()),
                (shown.number(value), shown),
            ] {
                let verdict = check(&trace, step, &typed(&answer), &notation);
                prop_assert_eq!(verdict, Verdict::Right, "{:?}: {} for {}", step, answer, value);
            }
        }
    }
}

/// Brackets around what differs.
fn shown(pieces: &[Marked]) -> String {
    let mut text = String::new();
    let mut inside = false;
    for Marked { piece, differs } in pieces {
        if *differs != inside {
            text.push(if *differs { '[' } else { ']' });
            inside = *differs;
        }
        text.push_str(&piece.text);
    }
    if inside {
        text.push(']');
    }
    text
}

#[test]
fn a_slip_is_marked_in_both_formulas() {
    let example = lesson("2-1-1");
    let names = Names::new(&example.network);
    let trace = Trace::new(example);
    let notation = Notation::default();
    let lookup = |cell| trace.value(cell);
    let (h, delta) = (step(&trace, "h"), step(&trace, "δʰ"));
    let weight_step = step(&trace, "Δw2");
    for (cell, mistake, right, wrong, wrong_numbers) in [
        (delta, Mistake::SlopeLeftOut, "W·δᵒ[·f′(h)]", "W·δᵒ", "0.1·0.12183"),
        (delta, Mistake::RawError, "W·[δᵒ]·f′(h)", "W·[e]·f′(h)", "0.1·[0.48763]·0.24998"),
        (delta, Mistake::SignFlipped, "W·δᵒ·f′(h)", "[−]W·δᵒ·f′(h)", "[−]0.1·0.12183·0.24998"),
        (
            h,
            Mistake::Averaged,
            "x1·w1 + x2·w2",
            "[(]x1·w1 + x2·w2[)/2]",
            "[(]0.1·0.4 + 0.3·(−0.2)[)/2]",
        ),
        (
            weight_step,
            Mistake::LearningRateTwice,
            "η·δʰ·x2",
            "η·[η·]δʰ·x2",
            "0.5·[0.5·]0.0030455·0.3",
        ),
        (weight_step, Mistake::SlopeLeftOut, "η·[δʰ]·x2", "η·[W·δᵒ]·x2", "0.5·[0.1·0.12183]·0.3"),
    ] {
        let formula = trace.formula(cell).expect("a computed cell");
        let (_, expr) = rewrites(trace.example(), cell)
            .into_iter()
            .find(|(found, _)| *found == mistake)
            .expect("the mistake can be made here");
        let symbols = compare(
            &formula.symbols(&names, Symbols::Unicode),
            &expr.symbols(&names, Symbols::Unicode),
        );
        let numbers =
            compare(&formula.numbers(&notation, &lookup), &expr.numbers(&notation, &lookup));
        assert_eq!(shown(&symbols.right), right);
        assert_eq!(shown(&symbols.wrong), wrong);
        assert_eq!(shown(&numbers.wrong), wrong_numbers);
    }
    let activation = step(&trace, "a");
    let shown_as: Vec<String> = rewrites(trace.example(), activation)
        .iter()
        .filter(|(mistake, _)| *mistake == Mistake::OtherActivation)
        .map(|(_, expr)| text(&expr.symbols(&names, Symbols::Unicode)))
        .collect();
    assert_eq!(shown_as, ["tanh(h)"]);
    let one_sign = &rewrites(trace.example(), h)
        .into_iter()
        .filter(|(mistake, _)| *mistake == Mistake::SignFlipped)
        .map(|(_, expr)| {
            text(&expr.symbols(&names, Symbols::Unicode)) + " | " + &expr.numpy(&names)
        })
        .collect::<Vec<_>>();
    assert_eq!(
        one_sign.as_slice(),
        [
            "−(x1·w1 + x2·w2) | -np.dot(x, w)",
            "−x1·w1 + x2·w2 | -x[0] * w[0] + x[1] * w[1]",
            "x1·w1 − x2·w2 | x[0] * w[0] - x[1] * w[1]",
        ]
    );
}

#[test]
fn practice_numbers_tell_mistakes_from_the_right_value() {
    for lesson in [lesson("2-1-1"), lesson("3-2-1")] {
        let examples: Vec<Example> = (0..4).map(|seed| practice(&lesson, seed)).collect();
        assert_eq!(examples[3], practice(&lesson, 3));
        assert_ne!(examples[3], examples[2]);
        for (seed, example) in examples.iter().enumerate() {
            assert_eq!(example.network.shape(), lesson.network.shape());
            let confusions = confusions(example);
            assert_eq!((confusions.hidden, confusions.near_right), (0, 0), "seed {seed}");
            let target = example.target[0];
            assert!((0.0..=1.0).contains(&target) && (target * 10.0).fract().abs() < 1e-9);
            for weight in example.network.layers().iter().flat_map(|layer| &layer.weights) {
                assert!((0.1..1.0).contains(&weight.abs()), "{weight}");
            }
        }
    }
}

#[test]
fn a_slip_is_the_first_number_that_does_not_follow_from_the_others() {
    for lesson in [lesson("2-1-1"), lesson("3-2-1")] {
        for seed in 0..20 {
            let slip = Slip::new(Trace::new(lesson.clone()), seed).expect("there are mistakes");
            let steps = slip.faulty.script().steps();
            let broken: Vec<Cell> = steps
                .iter()
                .copied()
                .filter(|&step| {
                    let formula = slip.faulty.formula(step).expect("a step is computed");
                    formula.value(&|cell| slip.faulty.value(cell)) != slip.faulty.value(step)
                })
                .collect();
            assert_eq!(broken, [slip.cell], "seed {seed}");
            let place = steps.iter().position(|&step| step == slip.cell);
            for &before in &steps[..place.expect("it is a step")] {
                assert_eq!(slip.standing(before), Standing::Sound);
            }
            assert_eq!(slip.standing(slip.cell), Standing::Slipped);
            assert!(slip.is_explained_by(slip.mistake));
            assert!(slip.choices().contains(&slip.mistake));
            assert!(slip.choices().iter().any(|&other| !slip.is_explained_by(other)));
            assert_eq!(slip, Slip::new(Trace::new(lesson.clone()), seed).expect("the same"));
        }
    }
}

#[test]
fn what_follows_from_a_slip_is_wrong_as_well() {
    let trace = Trace::new(lesson("2-1-1"));
    let (_, expr) = rewrites(trace.example(), step(&trace, "δᵒ"))
        .into_iter()
        .find(|(mistake, _)| *mistake == Mistake::LogLossForm)
        .expect("the slope can be left out");
    let faulty = trace.with_slip(step(&trace, "δᵒ"), &expr);
    // The figures of a NumPy run of the lesson, with e in place of δᵒ.
    let (error, a, slope) =
        (0.487_627_522_037_383, 0.495_000_166_660_000_3, 0.249_975_001_666_572_2);
    let close = |cell, expected: f64| (faulty.value(cell) / expected - 1.0).abs() < 1e-12;
    assert!(close(step(&trace, "δʰ"), 0.1 * error * slope));
    let weight_step = step(&trace, "ΔW");
    assert!(close(weight_step, 0.5 * error * a));
}

/// The figures of `two_one_one` in a NumPy run of the lesson.
#[test]
fn finite_differences_agree_with_the_error_terms() {
    let trace = Trace::new(lesson("2-1-1"));
    let best = |cell| {
        EPSILONS
            .iter()
            .filter_map(|&epsilon| gradient_check(&trace, cell, epsilon))
            .max_by_key(|check| check.digits)
            .expect("it can be checked")
    };
    for (cell, delta) in [
        (step(&trace, "δᵒ"), 0.121_832_235_360_669_4),
        (step(&trace, "δʰ"), 0.003_045_501_323_732_555),
        (step(&trace, "ΔW"), 0.030_153_488_404_045_865 / 0.5),
        (step(&trace, "Δw2"), 0.000_456_825_198_559_883_2 / 0.5),
    ] {
        let check = best(cell);
        assert!((check.gradient / -delta - 1.0).abs() < 1e-12);
        assert!((check.measured.slope / -delta - 1.0).abs() < 1e-7, "{check:?}");
        assert!(check.digits >= 7, "{check:?}");
        // Too large a shift leaves out the bend, too small a one loses the digits.
        for epsilon in [1e-1, 1e-12] {
            let check = gradient_check(&trace, cell, epsilon).expect("it can be checked");
            assert!(check.digits < 6, "{check:?}");
        }
    }
    let error = step(&trace, "e");
    assert_eq!(gradient_check(&trace, error, 1e-3), None);
}

#[test]
fn hints_give_away_more_and_more() {
    let trace = Trace::new(lesson("2-1-1"));
    let [first, .., last] = Hint::ladder(&trace, step(&trace, "f′(h)"));
    let a = step(&trace, "a");
    assert_eq!(first, Hint::Quantities(vec![a]));
    assert_eq!(last, Hint::Result);
}

#[test]
fn half_of_the_steps_are_asked_and_those_missed_before_are_among_them() {
    let trace = Trace::new(lesson("3-2-1"));
    let steps = trace.script().steps();
    assert!(asked(Mode::Worked, trace.script(), steps).is_empty());
    assert_eq!(asked(Mode::Blank, trace.script(), &[]), steps);
    let half = asked(Mode::HalfBlank, trace.script(), &[]);
    assert_eq!(half.len(), steps.len() / 2);
    let missed: Vec<Cell> =
        steps.iter().copied().filter(|step| !half.contains(step)).take(5).collect();
    let again = asked(Mode::HalfBlank, trace.script(), &missed);
    assert_eq!(again.len(), half.len());
    assert!(missed.iter().all(|step| again.contains(step)));
}

#[test]
fn a_run_tells_what_was_right_at_once_and_what_to_practise() {
    let trace = Trace::new(lesson("2-1-1"));
    let error = step(&trace, "e");
    let slopes = ["f′(z)", "f′(h)"].map(|symbol| step(&trace, symbol));
    let mut run = Run::default();
    for (cell, answer) in [
        (error, "0.48763"),
        (slopes[0], "0.24985"),
        (slopes[1], "0.5"), // no known mistake
        (slopes[1], "0.24998"),
        (step(&trace, "δᵒ"), "0.1"), // rough, and no known mistake
        (step(&trace, "δᵒ"), "-0.12183"),
        (step(&trace, "δᵒ"), "0.48763"),
    ] {
        run.answered(cell, &judged(&trace, cell, answer));
    }
    run.shown(step(&trace, "δᵒ"));
    run.answered(step(&trace, "δᵒ"), &Verdict::Right); // too late
    let at_once: Vec<Cell> =
        run.steps().iter().filter(|s| s.right_at_once()).map(|s| s.cell).collect();
    assert_eq!(at_once, [error, slopes[0]]);
    assert_eq!(run.missed(), [slopes[1], step(&trace, "δᵒ")]);
    assert_eq!(run.to_practise(), [vec![slopes[1]], vec![step(&trace, "δᵒ")]]);
    assert_eq!(
        run.mistakes(),
        [
            (step(&trace, "δᵒ"), Mistake::LogLossForm, 1),
            (step(&trace, "δᵒ"), Mistake::SignFlipped, 1),
        ]
    );
    let kept = serde_json::to_string(&run).expect("it can be kept");
    assert_eq!(serde_json::from_str::<Run>(&kept).expect("it reads back"), run);
}
