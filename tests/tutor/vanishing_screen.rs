//! The vanishing gradient and the list of differences: their numbers against other ways to them, and their screens, keys in, screens out.

use backprop::app::Screen;
use backprop::app::vanishing::Vanishing;
use backprop::lesson::vanishing::{Chain, ErrorFlow, most_left_by_slopes};
use backprop::lesson::{Notation, Symbols};
use backprop::nn::gradient::{Parameter, central_difference};
use backprop::nn::{Activation, Loss, Network};
use backprop::text::Language;
use backprop::text::wrap::wrap;
use ndarray::Array1;
use proptest::prelude::*;
use strum::VariantArray;

use crate::tutor::{LANGUAGES, SIZES, SYMBOLS, THEMES, Tutor, dense, pairs};

/// Mean |y − ŷ|, and mean |δ| from the output down, as NumPy 2.4 computes them after
///
/// ```python
/// np.random.seed(seed)
/// x = np.random.normal(size=width)
/// W = [np.random.normal(scale=scale / width ** .5, size=(width, width)) for _ in range(depth)]
/// ```
struct Golden {
    chain: Chain,
    error: f64,
    error_terms: &'static [f64],
}

const fn chain(depth: usize, width: usize, activation: Activation, scale: f64, seed: u32) -> Chain {
    Chain { depth, width, activation, loss: Loss::HalfSquared, weight_scale: scale, seed }
}

const GOLDEN: [Golden; 5] = [
    Golden {
        chain: chain(8, 3, Activation::Sigmoid, 1.0, 21),
        error: 0.547_158_837_577_804_6,
        error_terms: &[
            0.124_072_652_733_785_16,
            0.020_217_945_191_112_058,
            0.008_099_420_453_902_358,
            0.001_826_842_399_490_353_3,
            9.826_076_535_320_996e-5,
            2.940_595_843_466_330_6e-5,
            7.574_689_372_201_283_5e-6,
            6.778_281_581_120_644e-7,
        ],
    },
    Golden {
        chain: chain(8, 3, Activation::Tanh, 1.0, 21),
        error: 1.014_895_751_069_592_4,
        error_terms: &[
            1.012_670_829_171_872,
            0.708_586_518_864_592_2,
            0.945_643_028_744_622_8,
            0.831_932_110_586_298_8,
            0.157_112_316_622_380_93,
            0.186_582_262_764_434_76,
            0.171_474_056_831_737_7,
            0.057_048_967_990_447_945,
        ],
    },
    Golden {
        chain: chain(8, 3, Activation::Relu, 1.0, 21),
        error: 0.999_725_320_805_195_5,
        error_terms: &[
            0.333_058_654_138_528_9,
            0.363_117_184_337_849_3,
            0.319_450_555_096_329_64,
            0.258_059_642_639_362_9,
            0.116_744_895_262_398_95,
            0.096_321_047_095_809,
            0.021_934_595_250_305_153,
            0.009_538_897_165_635_26,
        ],
    },
    Golden {
        chain: chain(3, 5, Activation::Tanh, 2.0, 7),
        error: 0.875_735_847_479_573_3,
        error_terms: &[0.247_728_281_495_302_46, 0.256_274_557_660_254_03, 0.214_196_900_641_766_5],
    },
    Golden {
        chain: chain(3, 5, Activation::Sigmoid, 2.0, 7),
        error: 0.518_090_866_248_836,
        error_terms: &[0.089_376_134_633_851_95, 0.033_534_228_972_067_8, 0.008_888_876_649_548_23],
    },
];

fn is_close(left: f64, right: f64) -> bool {
    (left - right).abs() <= 1e-12 * left.abs().max(right.abs())
}

fn flow(chain: &Chain) -> ErrorFlow {
    ErrorFlow::new(&chain.example().unwrap())
}

#[test]
fn the_error_terms_are_those_of_numpy() {
    for golden in GOLDEN {
        let flow = flow(&golden.chain);
        assert!(is_close(flow.error, golden.error), "{:?}", golden.chain);
        let sizes = flow.layers.iter().rev().map(|layer| layer.error_term);
        for (ours, numpys) in sizes.zip(golden.error_terms) {
            assert!(is_close(ours, *numpys), "{:?}: {ours}", golden.chain);
        }
        assert_eq!(flow.layers.len(), golden.error_terms.len());
    }
}

#[test]
fn the_lessons_percentages_are_what_the_sigmoids_slopes_take_at_least() {
    let taken = |slopes| 100.0 * (1.0 - most_left_by_slopes(Activation::Sigmoid, slopes));
    assert_eq!([taken(1), taken(2)], [75.0, 93.75]);
}

fn any_chain() -> impl Strategy<Value = Chain> {
    let chain = (1..=6usize, 1..=5usize, 0.2..3.0, any::<u32>());
    let function = prop::sample::select(Activation::VARIANTS);
    (chain, function, prop::sample::select(&Chain::LOSSES)).prop_map(
        |((depth, width, weight_scale, seed), activation, loss)| {
            Chain { depth, width, activation: Activation::Sigmoid, loss, weight_scale, seed }
                .with(activation)
        },
    )
}

proptest! {
    /// With biases of 0, `∂E/∂b = −δ`; and the central difference knows nothing of backpropagation.
    #[test]
    fn mean_error_terms_are_those_of_finite_differences(chain in any_chain()) {
        const EPSILON: f64 = 1e-6;
        let example = chain.example().unwrap();
        let flow = ErrorFlow::new(&example);
        // Across the kink of a rectifier, there is no slope to compare with.
        let near_a_kink = matches!(chain.activation, Activation::Relu | Activation::LeakyRelu)
            && flow.layers.iter().flat_map(|layer| &layer.pre_activations).any(|h| h.abs() < 1e-3);
        prop_assume!(!near_a_kink);
        let mut layers = example.network.layers().to_vec();
        for layer in &mut layers {
            layer.biases = Some(Array1::zeros(layer.units()));
        }
        let network = Network::new(layers).unwrap();
        for (layer, found) in flow.layers.iter().enumerate() {
            let slope = |unit| {
                let bias = Parameter::Bias { layer, unit };
                central_difference(&network, &example.input, (&example.target, chain.loss), bias, EPSILON).slope
            };
            let sizes: f64 = (0..chain.width).map(|unit| slope(unit).abs()).sum();
            let mean = sizes / chain.width as f64;
            let scale = found.error_term.abs().max(flow.error).max(1e-3);
            prop_assert!((found.error_term - mean).abs() < 1e-6 * scale, "{} and {mean}", found.error_term);
        }
    }

    #[test]
    fn factors_multiply_to_the_ratio_and_slopes_stay_below_their_bound(chain in any_chain()) {
        let flow = flow(&chain);
        let mut above = flow.error;
        for (index, layer) in flow.layers.iter().enumerate().rev() {
            if let Some(ratio) = layer.ratio() {
                prop_assert!(is_close(layer.error_term, above * ratio));
            } else {
                prop_assert_eq!(layer.error_term, 0.0);
            }
            if let Some(slopes) = layer.slope_factor {
                // At the output the slope may cancel.
                let cancels = chain.loss.cancels() && index + 1 == flow.layers.len();
                let most = if cancels { 1.0 } else { chain.activation.largest_slope() };
                prop_assert!(slopes <= most * (1.0 + 1e-12));
            }
            if let Some(left) = flow.left_by_slopes(index) {
                let most = most_left_by_slopes(chain.activation, flow.slopes_down_to(index));
                prop_assert!(left <= most * (1.0 + 1e-12));
            }
            above = layer.error_term;
        }
    }
}

#[test]
fn the_error_two_layers_down() {
    let mut screen = Tutor::menu().after("5 → →");
    insta::assert_snapshot!(screen.text(), @r#"
    80x24
     The vanishing gradient – 8 layers of 3, sigmoid          weights × 1 – seed 21
    ╭ mean |δ| in each layer ────────────────────────╮╭ the units of layer 7 ──────╮
    │ layer sigmoid              tanh      relu      ││⠤⠤ f = sigmoid  ·· f′  ●    │
    │ error 0.547     █████████▋ 1.01      1         ││1  │                 ⡤⠔⠒⠊⠉⠉⠉│
    │ 8     0.124     ████████▊  1.01      0.333     ││   │               ⡰⠊       │
    │▶7     0.0202    ███████▋   0.709     0.363     ││   │              ⡸         │
    │ 6     ·                    ·         ·         ││   │             ●⠁         │
    │ 5     ·                    ·         ·         ││   │            ●⠁          │
    │ 4     ·                    ·         ·         ││0.5│            ●           │
    │ 3     ·                    ·         ·         ││   │           ⡜            │
    │ 2     ·                    ·         ·         ││   │          ⡜             │
    │ 1     ·                    ·         ·         ││   │         ⡜· ●●          │
    │                                                ││   │       ··      ··       │
    │                                                ││0  │·⣀··⠤·⠚           · ·· ·│
    │                                                ││   └────────────────────────│
    │                                                ││  −6            0          6│
    ╰ bars: log scale, 1e−7 to 1 ────────────────────╯╰────────────────────────────╯
    ╭ layer 7: from above · weights · slopes ──────────────────────────────────────╮
    │ mean |δ| = 0.12407·0.71851·0.22679 ≈ 0.020218                                │
    │ A factor of 0.16295; slopes alone give at most 0.25. So far, slopes alone    │
    │ leave 5.1427% of the error (at most 6.25%), with the weights 3.6951%. Small  │
    │ δ, small Δw: such layers learn slowly.                                       │
    ╰──────────────────────────────────────────────────────────────────────────────╯
     → next  ← back  ↑ deeper  f function  F3 why?  ? help  L 中文  Esc go back
    "#);
}

#[test]
fn the_whole_way_down_in_chinese() {
    let mut screen = Tutor::menu().in_language(Language::Zh).after("5 End");
    insta::assert_snapshot!(screen.text(), @r#"
    80x24
     梯度消失 – 8 层，每层 3 个单元，sigmoid                     权重 × 1 – 种子 21
    ╭ 各层的平均 |δ| ────────────────────────────────╮╭ 第 1 层的单元 ─────────────╮
    │ 层    sigmoid              tanh      relu      ││⠤⠤ f = sigmoid  ·· f′  ●    │
    │ 误差  0.547     █████████▋ 1.01      1         ││1  │                 ⡤⠔⠒⠊⠉⠉⠉│
    │ 8     0.124     ████████▊  1.01      0.333     ││   │               ⡰⠊       │
    │ 7     0.0202    ███████▋   0.709     0.363     ││   │              ⡸         │
    │ 6     0.0081    ███████    0.946     0.319     ││   │             ●⠁         │
    │ 5     0.00183   ██████▏    0.832     0.258     ││   │            ⡰⠁          │
    │ 4     0.0000983 ████▎      0.157     0.117     ││0.5│            ●           │
    │ 3     0.0000294 ███▌       0.187     0.0963    ││   │           ●            │
    │ 2     7.57e−6   ██▋        0.171     0.0219    ││   │          ⡜             │
    │▶1     6.78e−7   █▏         0.057     0.00954   ││   │         ⡜·●●●          │
    │                                                ││   │       ··      ··       │
    │                                                ││0  │·⣀··⠤·⠚           · ·· ·│
    │                                                ││   └────────────────────────│
    │                                                ││  −6            0          6│
    ╰ 条形：对数刻度，1e−7 到 1 ─────────────────────╯╰────────────────────────────╯
    ╭ 第 1 层：上层传来 · 权重 · 导数 ─────────────────────────────────────────────╮
    │ 平均 |δ| = 7.5747e−6·0.37796·0.23676 ≈ 6.7783e−7                             │
    │ 这一层总共乘了 0.089486；光凭导数，最多只能乘 0.25。到这里，光是导数会让误差 │
    │ 剩下 0.0010899%（最多 0.0015259%），连权重一起算剩下 0.00012388%。δ 小，Δw   │
    │ 就小：那些层学得慢。                                                         │
    ╰──────────────────────────────────────────────────────────────────────────────╯
     → 下一步  ← 上一步  ↑ 加深  f 换函数  F3 为什么  ? 帮助  L English  Esc 返回
    "#);
}

#[test]
fn keys_change_the_network_within_its_bounds() {
    let mut screen = Tutor::menu().after("5");
    let chain = |screen: &Tutor| screen.vanishing().chain;
    assert_eq!(chain(&screen), Chain::default());
    for (more, less, number) in [
        ("↑", "↓", (|chain: Chain| chain.depth as f64) as fn(Chain) -> f64),
        ("w", "W", |chain| chain.width as f64),
        ("+", "-", |chain| chain.weight_scale),
        ("s", "S", |chain| f64::from(chain.seed)),
    ] {
        let before = number(chain(&screen));
        assert!(number(chain(screen.keys(more))) > before, "{more}");
        assert_eq!(number(chain(screen.keys(less))), before, "{less}");
    }
    screen.keys("↑×20 w×60 +×20");
    assert_eq!((chain(&screen).depth, chain(&screen).width), (12, 50));
    screen.keys("↓×20 W×60 -×20 S×30");
    let least = Chain { depth: 1, width: 1, weight_scale: 0.25, seed: 0, ..Chain::default() };
    assert_eq!(chain(&screen), least);
    for &activation in Activation::VARIANTS {
        assert_eq!(chain(&screen).activation, activation);
        screen.shows(activation.name()).keys("f");
    }
    assert_eq!(chain(&screen).activation, Activation::Sigmoid);
}

#[test]
fn the_error_goes_down_and_up_again_one_layer_a_keypress() {
    let mut screen = Tutor::menu().after("5");
    for reached in 0..8 {
        assert_eq!(screen.vanishing().reached, reached);
        let before = screen.text();
        assert_ne!(screen.keys("→").text(), before);
        assert_eq!(screen.keys("←").text(), before);
        screen.keys("→");
    }
    assert_eq!(screen.keys("→").vanishing().current(), Some(0));
    assert_eq!(screen.keys("↑").vanishing().reached, 9, "at the bottom, it stays there");
    assert_eq!(screen.keys("Home ↓ → →").vanishing().current(), Some(6));
    let current = screen.keys("↓×7").vanishing().current();
    assert_eq!(current, Some(0), "no deeper than the network");
}

#[test]
fn the_lessons_percentages_are_on_the_screen() {
    let mut screen = Tutor::menu().after("5 →");
    screen.says("(at most 25%)").keys("→").says("(at most 6.25%)");
    let flow = &screen.vanishing().flow;
    let shares = [flow.left_by_slopes(6), flow.left(6)];
    let [slopes, left] = shares.map(|share| Notation::default().percent(share.unwrap()));
    screen.says(&format!("slopes alone leave {slopes} of the error"));
    screen.says(&format!("with the weights {left}. Small δ, small Δw"));
    // tanh promises nothing.
    screen.keys("f").says("slopes alone leave").lacks("(at most");
}

/// The number of a layer and its three mean sizes stand on one line, whatever the size of the window.
#[test]
fn every_layer_that_the_error_has_reached_is_on_the_screen() {
    let short = Notation { digits: 3, ..Notation::default() };
    for language in LANGUAGES {
        let mut screen = Tutor::menu().in_language(language).after("5 End ↑×4");
        for (activation, (width, height)) in pairs(Activation::VARIANTS.iter().copied(), SIZES) {
            while screen.vanishing().chain.activation != activation {
                screen.keys("f");
            }
            let lines = screen.at(width, height).lines();
            let vanishing = screen.vanishing();
            let flows = [&vanishing.flow, &vanishing.beside[0].1, &vanishing.beside[1].1];
            for layer in 0..12 {
                let label = format!("{} ", layer + 1);
                let sizes = flows.map(|flow| short.number(flow.layers[layer].error_term));
                let is_here = |line: &String| {
                    line.trim_start_matches(['│', '▶', ' ']).starts_with(&label)
                        && sizes.iter().all(|size| line.contains(size.as_str()))
                };
                assert!(lines.iter().any(is_here), "{layer}, {sizes:?}\n{}", lines.join("\n"));
            }
        }
    }
}

/// The last sentence ends on the screen: so the ones before it do too.
#[test]
fn no_sentence_is_cut_off() {
    for (language, end) in [(Language::En, "slowly."), (Language::Zh, "。")] {
        let mut screen = Tutor::menu().in_language(language).after("5 ↑×4 . .");
        for step in 0..=12 {
            let lines = screen.lines();
            let panel = &lines[18..22];
            let last = panel.iter().rfind(|line| line.chars().any(char::is_alphanumeric));
            let last = last.expect("sentences").trim_end_matches(['│', ' ']);
            let end = if step == 0 && language == Language::En { "larger." } else { end };
            assert!(last.ends_with(end), "step {step}: {last}");
            screen.keys("→");
        }
    }
}

#[test]
fn every_theme_and_every_set_of_characters_can_be_drawn_at_every_size() {
    for (theme, (symbols, keys)) in pairs(THEMES, pairs(SYMBOLS, ["4 → →", "5 → →"])) {
        let mut screen = Tutor::menu().in_theme(theme).in_symbols(symbols).after(keys);
        for (width, height) in [(80, 24), (81, 31), (200, 60), (300, 90)] {
            screen.at(width, height).draw();
            if symbols == Symbols::Ascii {
                // Chinese is quoted in the list.
                screen.is_ascii_but_for("向前传播二进制数据分类");
            }
        }
    }
}

#[test]
fn the_function_has_its_place_below_every_step_with_the_units_on_it() {
    let mut screen = Tutor::open("2-1-1");
    screen.at(160, 50).lacks("f = sigmoid").keys("→");
    let place = |text: &str| text.lines().position(|line| line.contains("f = sigmoid"));
    let first = place(&screen.text());
    assert!(first.is_some());
    for step in 1..=17 {
        let text = screen.shows("● this unit").text();
        assert_eq!(place(&text), first, "step {step}: {text}");
        screen.keys("→");
    }
}

#[test]
fn places_where_text_and_mathematics_part_are_listed_with_their_numbers() {
    let mut screen = Tutor::menu().after("6 ↓×5");
    insta::assert_snapshot!(screen.text(), @r#"
    80x24
     Where the text and the mathematics part             the introduction – 6 of 35
    ╭ the lesson from start to end, and what shows the difference ─────────────────╮
    │▶ 6  One weight, once small, once capital                                     │
    │     text   δ_h^j = Σ w_jk δ_k^o f′(h_j), and later δ_j^h = Σ_k W_jk δ_k^o    │
    │            f′h_j                                                             │
    │     right  W_jk, a capital, is the weight from a hidden unit to an output;   │
    │            w_ij leads from an input to a hidden unit.                        │
    │     shown  δʰ = W·δᵒ·f′(h) = 0.0030455. With w1 in its place it would be     │
    │            0.012182.                                                         │
    │                                                                              │
    │  7  The learning rate called a step, the error term an error                 │
    │     text   the weight step is the step times the error of the layer times    │
    │            its input                                                         │
    │     right  The weight step is the learning rate η times the error term δ     │
    │            times the input.                                                  │
    │     shown  η·δᵒ·a = 0.030153 with η = 0.5. With the error y − ŷ instead it   │
    │            would be 0.12069.                                                 │
    │                                                                              │
    │  8  The diagram is upside down, and names its output y                       │
    │     text   the nodes at the bottom are the inputs, ŷ at the top is the       │
    │            output; but the diagram is graph TD; 0.1-->|0.4|active(sigmoid) … │
    │            sigmoid-->y                                                       │
    ╰──────────────────────────────────────────────────────────────────────────────╯
     ↓ next  ↑ back  ? help  L 中文  Esc go back  q quit
    "#);
}

#[test]
fn every_place_is_shown_whole_in_every_language_with_all_its_numbers() {
    for language in LANGUAGES {
        let mut screen = Tutor::menu().in_language(language).after("6");
        let words = &screen.app.settings.text().differences;
        let Screen::Differences(differences) = screen.app.screen() else {
            panic!("not in the list");
        };
        for difference in differences.places.clone() {
            let [whole, ..] = screen.dense();
            let said = &words.places[&difference.name];
            let mut shows = said.shows.clone();
            for (name, value) in difference.numbers.clone() {
                assert!(value.is_finite(), "{difference:?}: {name}");
                let place = format!("{{{name}}}");
                assert!(
                    [&said.right, &said.shows].iter().any(|words| words.contains(&place)),
                    "{difference:?} has no {place}"
                );
                shows = shows.replace(&place, &Notation::default().number(value));
            }
            let label = &words.shows;
            for part in [&said.title, &said.says, &shows] {
                let part = dense(part);
                assert!(whole.contains(&part), "{difference:?}: {part}\n{whole}");
            }
            assert!(!whole.contains(['{', '}']), "{difference:?}, {label}: {whole}");
            screen.keys("↓");
        }
    }
}

/// Figures of the lesson, as NumPy computes them from its script and its examples.
#[test]
fn the_numbers_behind_the_differences_are_those_of_numpy() {
    let mut screen = Tutor::menu().after("6");
    let mut all = String::new();
    let Screen::Differences(list) = screen.app.screen() else { panic!("not in the list") };
    let count = list.places.len();
    for _ in 0..count {
        all += &screen.at(200, 60).dense()[0];
        screen.keys("↓");
    }
    for figure in [
        "h = −0.02. With the diagram’s 0.2 it would be 0.1.",
        "δʰ = 0.0030455, so Δw = (0.00015228, 0.00045683)",
        "the script prints 0.25299",
        "records is 0.24585",
        "36 records",
        "2·36·1000 = 72000 lines",
        "z = −0.060124",
        "∂E/∂w1 = −δʰ·x1 = −0.00030455",
        "∂E/∂W = −δᵒ·a = −0.060307",
        "with W = 4 it would be 89.341%, less than 93.75%",
        "from 0.24585 only to 0.24308; with η = 0.5 they take it to 0.19978",
        "Mean of gre: 608.5 over all 40 rows, 617.78 over the 36",
    ] {
        assert!(all.contains(&dense(figure)), "{figure}");
    }
}

#[test]
fn the_list_opens_over_every_screen_and_closes_where_it_was_opened() {
    for keys in ["", "1 → →", "2", "4 →"] {
        let mut screen = Tutor::menu().after(keys);
        let before = screen.text();
        screen.keys("d ↓ ↓");
        assert!(matches!(screen.app.screen(), Screen::Differences(_)), "{keys}");
        assert_eq!(screen.keys("d").text(), before, "{keys}, closed by d");
        assert_eq!(screen.keys("d Esc").text(), before, "{keys}, closed by Esc");
    }
}

/// The dots of the popup with the activation function, at 80×24.
fn curve_of(screen: &mut Tutor) -> String {
    let lines = screen.lines();
    lines.iter().take(16).map(|line| line.chars().take(40).collect::<String>() + "\n").collect()
}

#[test]
fn the_point_moves_on_the_curve_from_unit_to_unit_in_the_smallest_window() {
    for (language, lesson) in pairs(LANGUAGES, ["2-1-1", "3-2-1"]) {
        let mut screen = Tutor::open(lesson).in_language(language).after("f");
        let sentence = &screen.app.settings.text().stepper.no_curve;
        for line in wrap(sentence, 60) {
            screen.shows(&line);
        }
        screen.keys("f → f");
        let first = curve_of(&mut screen);
        assert!(first.contains('●'), "{first}");
        let mut seen = std::collections::HashSet::from([first]);
        for _ in 0..8 {
            seen.insert(curve_of(screen.keys("→")));
        }
        assert!(seen.len() > 1, "the point of another layer or unit stands elsewhere");
        assert!(!curve_of(screen.keys("f")).contains('●'));
    }
}

/// How many seeds after the usual one there is such a flow.
fn seed_with(chain: Chain, is_wanted: impl Fn(&ErrorFlow) -> bool) -> u32 {
    let wanted = |seeds: &u32| is_wanted(&flow(&Chain { seed: 21 + seeds, ..chain }));
    (0..500).find(wanted).expect("one of 500 seeds")
}

#[test]
fn zeros_of_dead_units_say_so_where_they_stand() {
    let relu = Chain::default().with(Activation::Relu);
    let seeds = seed_with(relu, |flow| flow.dead_layer().is_some());
    let mut screen = Tutor::menu().after(&format!("5 End s×{seeds}"));
    let layer = screen.vanishing().beside[1].1.dead_layer().unwrap() + 1;
    screen.shows("0 (dead)").at(120, 40).says(&format!("relu is 0 from layer {layer} down"));
}

#[test]
fn what_is_left_above_all_is_called_an_exploding_gradient() {
    let mut screen = Tutor::menu().after("5 f f +×6 End");
    let left = screen.vanishing().flow.left(0).unwrap();
    assert!(left > 1.0);
    let left = Notation::default().percent(left);
    screen.says(&format!("grown to {left}: this is an exploding gradient"));
}

/// The slope at the output is a factor of one loss and not of the other; all that lies below gets more.
#[test]
fn cross_entropy_is_told_beside_the_square_where_outputs_are_sigmoids() {
    let chain = Chain { weight_scale: 8.0, ..Chain::default() };
    let flow = |chain: Chain| ErrorFlow::new(&chain.example().unwrap());
    let (other, square) = (flow(chain.with_other_loss().unwrap()), flow(chain));
    let last = other.layers.len() - 1;
    assert!((other.layers[last].error_term - other.error).abs() < 1e-15);
    assert!(other.layers[last].error_term > 4.0 * square.layers[last].error_term);
    assert_eq!(chain.with(Activation::Tanh).with_other_loss(), None);
    let mut tutor = Tutor::menu();
    tutor.app.open(Screen::Vanishing(Box::new(Vanishing::new(Chain::default()).unwrap())));
    tutor
        .at(160, 50)
        .keys("→")
        .says("f′ cancels here")
        .keys("→")
        .says("With cross-entropy, mean |δ|");
    tutor.keys("f").lacks("cross-entropy");
}

/// Both losses side by side, with a sentence of their numbers, and back again.
#[test]
fn a_key_sets_the_other_loss_beside_the_square() {
    for (language, names) in
        LANGUAGES.into_iter().zip([["cross-entropy", "square"], ["交叉熵", "平方损失"]])
    {
        let mut tutor = Tutor::menu().in_language(language).after("5 +×6");
        let square = tutor.vanishing().flow.clone();
        tutor.keys("x →");
        assert_eq!(tutor.vanishing().chain.loss, Loss::CrossEntropy);
        let short = Notation { digits: 3, ..Notation::default() };
        let last = square.layers.len() - 1;
        let left = Notation::default().percent(square.left(last).unwrap());
        let [whole, less] =
            [square.error, square.layers[last].error_term].map(|it| short.number(it));
        assert!(square.layers[last].error_term < 0.1 * square.error);
        tutor.shows("tanh").lacks("relu");
        tutor.shows(&whole).shows(&less).says(&left);
        for name in names {
            tutor.shows(name);
        }
        // Lower down, what there is of both is on one line.
        tutor.keys("→");
        let [both, other] = [&tutor.vanishing().flow, &square]
            .map(|flow| short.number(flow.layers[last - 1].error_term));
        let lines = tutor.lines();
        assert!(
            lines.iter().any(|line| line.contains(&both) && line.contains(&other)),
            "{}",
            lines.join("\n")
        );
        // The reasons are those of this loss.
        tutor.keys("Home → F3").shows("δᵒ1").keys("F3").run("Esc");
        tutor.keys("x");
        assert_eq!(tutor.vanishing().flow, square);
        // Only sigmoids have it.
        tutor.keys("x f").lacks("cross-entropy").keys("x").lacks("cross-entropy");
        assert_eq!(tutor.vanishing().chain.loss, Loss::HalfSquared);
    }
}
