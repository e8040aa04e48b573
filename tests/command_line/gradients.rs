//! `gradients` without a screen.

use serde_json::Value;

use crate::command::{failed, run, stdout};
use crate::numpy::{assert_numpys, numbers};

#[test]
fn text_is_printed_where_there_is_no_terminal() {
    insta::assert_snapshot!(stdout(&["gradients", "--depth", "3", "--symbols", "unicode"]), @r#"
    The vanishing gradient – 3 layers of 3, sigmoid – weights × 1 – seed 21

    δ goes down over the weights and is then multiplied by the slopes: ratio =
    weights × slopes.
    Slopes of sigmoid are never above 0.25.
    So the slopes alone take away at least 75% of the error at the output and 93.75%
    at the layer below.

    layer  mean |δ|    ratio  weights   slopes  slopes took  at least
    error   0.56557
        3   0.13834   0.2446        1   0.2446       75.54%       75%
        2  0.034609  0.25018   1.0059  0.24871      93.917%    93.75%
        1  0.008199   0.2369   1.0049  0.23576      98.566%   98.438%

    The same weights with other functions, mean |δ|:
    layer   sigmoid     tanh      relu  cross-entropy
    error   0.56557  0.85945   0.99789        0.56557
        3   0.13834  0.83723   0.66456        0.56557
        2  0.034609  0.79177   0.16793        0.14322
        1  0.008199  0.57506  0.073028       0.033155

    With cross-entropy f′ cancels at the output: mean |δ| there is 0.56557, the
    whole error. With half the square it is 0.13834: the slopes leave 24.46%.
    "#);
}

#[test]
fn json_has_every_digit_of_numpys_figures() {
    let arguments = "gradients --depth 8 --width 3 --activation sigmoid --seed 21 --format json";
    let arguments: Vec<&str> = arguments.split(' ').collect();
    let document: Value = serde_json::from_str(&stdout(&arguments)).unwrap();
    let first = document["layers"][0]["error_term"].as_f64().unwrap();
    // See `tests/tutor/vanishing_screen.rs` for what NumPy was asked.
    assert!((first / 6.778_281_581_120_644e-7 - 1.0).abs() < 1e-12);
    assert_eq!(document["largest_slope"], 0.25);
    assert_eq!(document["layers"][6]["most_left_by_slopes"], 0.0625);
    assert_eq!(document["beside"][1]["activation"], "relu");
}

/// By arithmetic of its own: `zᵢ = f(Σ zⱼ wⱼᵢ)` up, `δⱼ = Σ wⱼᵢ δᵢ · f′` down.
#[test]
fn json_has_all_that_is_needed_to_compute_it_again() {
    let arguments = "gradients --depth 4 --width 3 --activation tanh --format json";
    let arguments: Vec<&str> = arguments.split(' ').collect();
    let document: Value = serde_json::from_str(&stdout(&arguments)).unwrap();
    let mut values = vec![numbers(&document["inputs"])];
    let network = document["network"].as_array().unwrap();
    for layer in network {
        let weights = numbers(&layer["weights"]);
        let below = values.last().unwrap();
        let sum = |unit| (0..3).map(|from| below[from] * weights[3 * from + unit]).sum::<f64>();
        values.push((0..3).map(|unit| sum(unit).tanh()).collect());
    }
    let targets = numbers(&document["targets"]);
    let mut arrives: Vec<f64> = targets.iter().zip(&values[4]).map(|(y, out)| y - out).collect();
    for (index, layer) in network.iter().enumerate().rev() {
        let slopes = values[index + 1].iter().map(|a| 1.0 - a * a);
        let terms: Vec<f64> = arrives.iter().zip(slopes).map(|(e, slope)| e * slope).collect();
        let mean = terms.iter().map(|term| term.abs()).sum::<f64>() / 3.0;
        assert_numpys(&[mean], &document["layers"][index]["error_term"], 1e-12);
        let weights = numbers(&layer["weights"]);
        let back = |from: usize| (0..3).map(|unit| weights[3 * from + unit] * terms[unit]).sum();
        arrives = (0..3).map(back).collect();
    }
}

#[test]
fn what_no_chain_can_have_is_refused_with_a_sentence() {
    for (option, value, said) in [
        ("--depth", "13", "1..=12"),
        ("--width", "0", "1..=50"),
        ("--weight-scale", "nan", "above 0"),
        ("--weight-scale", "-1", "above 0"),
        ("--seed", "-1", "--seed"),
        ("--activation", "sgmoid", "sigmoid"),
    ] {
        let (sentence, code) = failed(&run(&["gradients", option, value]));
        assert!(sentence.contains(said), "{sentence}");
        assert_eq!(code, 2);
    }
}

#[test]
fn the_loss_decides_what_the_output_gets() {
    let arguments = [
        "gradients",
        "--depth",
        "3",
        "--loss",
        "cross-entropy",
        "--weight-scale",
        "8",
        "--seed",
        "4",
    ];
    let arguments = [&arguments[..], &["--format"]].concat();
    let of = |format| stdout(&[&arguments[..], &[format]].concat());
    let document: Value = serde_json::from_str(&of("json")).unwrap();
    assert_eq!(document["loss"], "cross-entropy");
    assert_eq!(document["layers"][2]["error_term"], document["error"]);
    assert_eq!(document["layers"][2]["most_left_by_slopes"], 1.0);
    assert_eq!(document["layers"][1]["most_left_by_slopes"], 0.25);
    let beside = &document["beside"][0];
    assert_eq!([&beside["activation"], &beside["loss"]], ["sigmoid", "half-squared"]);
    let text = of("text");
    for said in ["cross-entropy", "square", "f′ cancels at the output", "the slopes leave"] {
        assert!(text.split_whitespace().collect::<Vec<_>>().join(" ").contains(said), "{text}");
    }
    let refused =
        run(&["gradients", "--loss", "cross-entropy", "--activation", "tanh", "--format", "text"]);
    let (told, code) = failed(&refused);
    assert_eq!(code, 2);
    assert!(
        told.contains("--loss cross-entropy") && told.contains("--activation sigmoid"),
        "{told}"
    );
}
