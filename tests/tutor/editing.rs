//! Changing given numbers, and checking gradients: keys in, screens out.

use std::collections::HashSet;

use backprop::app::editing::rows;
use backprop::app::stepper::Activity;
use backprop::app::{Popup, Settings};
use backprop::lesson::answer::AnswerErrorKind as Kind;
use backprop::lesson::gradient_check::{EPSILONS, gradient_check, shifted};
use backprop::lesson::practice::practice;
use backprop::lesson::{Cell, Example, Lesson, Notation, Quantity, Symbols, Trace, builtin};
use backprop::text::{Language, fill};
use proptest::prelude::*;
use ratatui::buffer::Cell as Shown;
use ratatui::style::Modifier;

use crate::tutor::{LANGUAGES, LESSONS, SIZES, SYMBOLS, Tutor, pairs};

/// The given number that is chosen.
fn chosen(screen: &Tutor) -> Cell {
    match &screen.stepper().activity {
        Activity::Editing(editing) => editing.cursor,
        other => panic!("no number is chosen: {other:?}"),
    }
}

fn given_cells(screen: &Tutor) -> Vec<Cell> {
    rows(screen.trace().example()).into_iter().flatten().collect()
}

/// Opens the field of the chosen number and types over what is in it.
fn type_over(screen: &mut Tutor, text: &str) {
    screen.keys("Enter End Backspace×30").type_(text);
}

/// Chooses the given number of that index with Tab, and puts another in its place.
fn change(screen: &mut Tutor, index: usize, text: &str) {
    screen.keys("Home").keys(&format!("Tab×{index}"));
    type_over(screen, text);
    screen.keys("Enter");
}

/// What is underlined anywhere on the screen, each stretch by itself.
fn underlined(screen: &mut Tutor) -> Vec<String> {
    let cells = screen.draw().content;
    let is_underlined = |cell: &Shown| cell.modifier.contains(Modifier::UNDERLINED);
    let stretches = cells.chunk_by(|one, next| is_underlined(one) == is_underlined(next));
    let underlined = stretches.filter(|stretch| is_underlined(&stretch[0]));
    underlined.map(|stretch| stretch.iter().map(Shown::symbol).collect()).collect()
}

#[test]
fn a_weight_is_chosen_in_the_picture_and_in_the_panel() {
    let mut screen = Tutor::open("2-1-1").after("→ → e ↑");
    insta::assert_snapshot!(screen.text(), @r#"
    80x24
     The 2-1-1 network – given                     one number a step – step 2 of 17
    ╭ network ──────────────────────────────┬ w1 – weight ─────────────────────────╮
    │              ╭ z/ŷ ────╮              │ w1 = 0.4                             │
    │              │   ŷ ·   │              │ The weight on the edge from x1 to h. │
    │              ╰─────────╯              │                                      │
    │                   ⢸                   │ Choose with the arrow keys or Tab,   │
    │                 W 0.1                 │ and press Enter to change the        │
    │              ╭ h/a ────╮              │ number.                              │
    │              │ a 0.495 │              │ u takes the last change back, r      │
    │              ╰─────────╯              │ makes it again, 0 puts the lesson's  │
    │                ⢀⣠⠖⠋⠁⠢                 │ numbers back.                        │
    │             ⣀⡤⠞⠉      ⠈⠢⢄             │                                      │
    │       w1 0.4⠁            w2 −0.2      │                                      │
    │     ╭ x1 ───╮           ╭ x2 ───╮     │                                      │
    │     │  0.1  │           │  0.3  │     │                                      │
    │     ╰───────╯           ╰───────╯     │                                      │
    ╰ y = 1  η = 0.5 ───────────────────────┴──────────────────────────────────────╯
    ╭ all numbers so far ──────────────────────────────────────────────────────────╮
    │ h −0.02          a 0.495                                                     │
    │                                                                              │
    │                                                                              │
    │                                                                              │
    ╰──────────────────────────────────────────────────────────────────────────────╯
     Enter change  ? help  L 中文  Esc go back  q quit
    "#);
    let current = backprop::ui::theme::of(screen.app.settings.theme).current;
    let cells = screen.draw().content;
    let lit = cells.iter().filter(|cell| Some(cell.bg) == current.bg).map(Shown::symbol);
    assert_eq!(lit.collect::<String>(), "w1 0.4");
}

#[test]
fn a_number_is_typed_in_chinese() {
    let mut screen = Tutor::open("3-2-1").in_language(Language::Zh);
    screen.keys("e ↓ → Enter Backspace 1 / 4 Enter Esc End ←×5");
    insta::assert_snapshot!(screen.text(), @r#"
    80x24
     3-2-1 网络 – 数字已改动                      每步一个数 – 第 26 个数，共 31 个
    ╭ 网络 ─────────────────────────────────┬ w12_new – 新权重 ────────────────────╮
    │            ╭ z/ŷ ────────╮            │ w12_new = w12 + Δw12                 │
    │            │ δᵒ 0.028731 │            │         = −0.6 + (−0.000025559)      │
    │            ╰─────────────╯            │         ≈ −0.60003                   │
    │               ⣀⠤⠔⠊⠉⠉⠒ ⢀⡀              │                                      │
    │     W1 0.1004⠉         W2 −0.29972    │ NumPy  new_w[0, 1] = w[0, 1] +       │
    │ ╭ h1/a1 ───────╮    ╭ h2/a2 ───────╮  │        delta_w[0, 1]                 │
    │ │δʰ1 0.00070802│    │δʰ2 −0.0020447│  │                                      │
    │ ╰──────────────╯    ╰──────────────╯  │ 旧权重加上更新量。反向传播用的一直是 │
    │        ⢀⡾⠙⠳⣒⠢⠤⢄⣀⡀    ⢀⣀⡤⠄⠐⠒⠋⠁⣧        │ 旧权重，到这一步才真正改动。         │
    │ w11 0.50001 ⠉⢀⣀w21 0.1⣀⣤⠊   w31 0.1   │                                      │
    │ w12 −0.60003⠁  w22 −0.2 ⠉⠉⠒⠒w32 0.7   │                                      │
    │  ╭ x1 ───╮    ╭ x2 ───╮    ╭ x3 ───╮  │                                      │
    │  │  0.5  │    │  0.1  │    │ −0.2  │  │                                      │
    │  ╰───────╯    ╰───────╯    ╰───────╯  │                                      │
    ╰ y = 0.6  η = 0.025 ───────────────────┴ 下划线：改动过 ───────────── o：下降 ╯
    ╭ 到目前为止的所有数 ──────────────────────────────────────── … 前面还有 12 个 ╮
    │ f′(h2) 0.23723     δʰ2 −0.0020447     ΔW1 0.00040202     ΔW2 0.00027796      │
    │ Δw11 8.8503e−6     Δw12 −0.000025559  Δw21 1.7701e−6     Δw22 −5.1118e−6     │
    │ Δw31 −3.5401e−6    Δw32 0.000010224   W1_new 0.1004      W2_new −0.29972     │
    │ w11_new 0.50001   ▶w12_new −0.60003                                          │
    ╰──────────────────────────────────────────────────────────────────────────────╯
     → 下一步  ← 上一步  Tab 步幅  t 自己算  w 为什么  ? 帮助  L English  Esc 返回
    "#);
}

#[test]
fn every_given_number_can_be_reached_and_changed_and_everything_follows() {
    for lesson in LESSONS {
        let own = builtin(lesson).expect("a lesson").example;
        for index in 0..rows(&own).concat().len() {
            let mut screen = Tutor::open(lesson).after("→ → → e");
            let cell = given_cells(&screen)[index];
            change(&mut screen, index, "-1.75");
            assert_eq!(chosen(&screen), cell);
            let mut edited = own.clone();
            edited.set(cell, -1.75);
            assert_ne!(edited, own);
            assert_eq!(*screen.trace(), Trace::new(edited), "{cell:?}");
            assert_eq!(screen.position(), 3);
            let text = screen.shows("numbers changed").text();
            assert!(text.matches("−1.75").count() >= 2, "{cell:?}\n{text}");
            assert!(underlined(&mut screen).contains(&"−1.75".to_owned()));
            assert_eq!(*screen.keys("0").lacks("numbers changed").trace(), Trace::new(own.clone()));
            assert_eq!(underlined(&mut screen), [""; 0]);
        }
    }
}

#[test]
fn the_arrows_reach_every_given_number_and_stop_at_the_edges() {
    for lesson in LESSONS {
        let mut screen = Tutor::open(lesson).after("e ↓×20");
        let all: HashSet<Cell> = given_cells(&screen).into_iter().collect();
        let mut seen = HashSet::new();
        for _ in 0..20 {
            screen.keys("←×20");
            for _ in 0..20 {
                seen.insert(chosen(&screen));
                screen.keys("→");
            }
            screen.keys("↑");
        }
        assert_eq!(seen, all);
    }
}

#[test]
fn the_picture_shows_the_given_weights_while_they_are_changed_and_the_new_ones_after() {
    let mut screen = Tutor::open("2-1-1");
    let mut picture = |keys| -> String {
        let lines = screen.keys(keys).lines();
        lines[..17].iter().flat_map(|line| line.chars().take(40)).collect()
    };
    let new = ["0.13015", "0.40015", "−0.19954"];
    let after = picture("End");
    assert!(new.iter().all(|number| after.contains(number)));
    let given = picture("e");
    assert!(["0.1", "0.4", "−0.2"].iter().all(|number| given.contains(number)));
    assert!(!new.iter().any(|number| given.contains(number)));
}

#[test]
fn tab_goes_round_through_all_given_numbers_in_both_directions() {
    let mut screen = Tutor::open("2-2-2").after("e Home");
    let all = given_cells(&screen);
    for cell in &all {
        assert_eq!(chosen(&screen), *cell);
        screen.keys("Tab");
    }
    assert_eq!(chosen(&screen), all[0]);
    screen.keys("End");
    assert_eq!(Some(chosen(&screen)), all.last().copied());
}

#[test]
fn escape_leaves_the_field_then_the_choice_then_the_lesson_and_loses_nothing() {
    let mut screen = Tutor::open("2-1-1").after("→ e");
    change(&mut screen, 0, "0.25");
    let changed = screen.trace().clone();
    type_over(&mut screen, "9");
    assert_eq!(*screen.keys("Esc").trace(), changed);
    assert_eq!(chosen(&screen), given_cells(&screen)[0]);
    assert_eq!(*screen.keys("Esc").trace(), changed);
    assert_eq!(screen.stepper().activity, Activity::Reading);
    assert_eq!(screen.position(), 1);
    assert_eq!(screen.keys("u").trace().example().target[0], 1.0);
    assert_eq!(*screen.keys("r").trace(), changed);
    assert!(screen.keys("Esc").is_at_the_menu());
}

#[test]
fn what_is_no_number_is_told_in_a_sentence_and_changes_nothing() {
    for language in LANGUAGES {
        let words = &Settings { language, ..Settings::default() }.text().exercise;
        for (typed, sentence, place) in [
            ("", &words.unreadable[Kind::Empty], ""),
            ("0.1*", &words.unreadable[Kind::NumberExpected], "5"),
            ("1/0", &words.unreadable[Kind::DivisionByZero], ""),
            ("9e999", &words.unreadable[Kind::OutOfRange], ""),
            ("1e308*10", &words.unreadable[Kind::OutOfRange], ""),
            ("(1", &words.unreadable[Kind::BracketNotClosed], "1"),
            ("wurzel(2)", &words.unreadable[Kind::UnknownName], "1"),
            ("1 2", &words.unreadable[Kind::Unexpected], "3"),
        ] {
            let mut screen = Tutor::open("2-1-1").in_language(language).after("e");
            let before = screen.trace().clone();
            type_over(&mut screen, typed);
            screen.keys("Enter").says(&fill(sentence, &[("n", &place)]));
            assert_eq!(*screen.trace(), before);
            assert!(screen.app.field().is_some(), "the field stays open");
            assert_eq!(*screen.keys("Esc Enter Enter").trace(), before);
        }
    }
}

#[test]
fn the_field_holds_every_digit_so_that_entering_it_again_changes_nothing() {
    let mut screen = Tutor::open("2-1-1").after("e");
    for number in ["1/3", "-1e-17", "2e30", "0.1+0.2"] {
        change(&mut screen, 1, number);
        let before = screen.trace().clone();
        assert_eq!(*screen.keys("Enter Enter").trace(), before, "{number}");
    }
}

/// Whether the number of this entry of the ledger is underlined.
fn is_underlined_in_ledger(screen: &mut Tutor, entry: &str, number: &str) -> bool {
    let lines = screen.lines();
    let place = lines.iter().enumerate().skip(46).find_map(|(y, line)| {
        let line = line.replace(['│', '▶'], " ");
        let at = line.find(&format!(" {entry}"))? + entry.len() - number.len();
        Some((u16::try_from(line[..at].chars().count()).ok()?, u16::try_from(y).ok()?))
    });
    let place = place.unwrap_or_else(|| panic!("{entry}\n{}", lines.join("\n")));
    screen.draw()[place].modifier.contains(Modifier::UNDERLINED)
}

/// Every number in the ledger is underlined if, and only if, a reader sees other digits than before.
#[test]
fn exactly_the_numbers_that_are_printed_otherwise_are_marked() {
    // Far below what five digits show, a change of a millionth of a millionth marks nothing.
    let changes = [("0.7", true), ("0.500000000001", false)];
    for (lesson, (number, marks_some)) in pairs(LESSONS, changes) {
        let own = Trace::new(builtin(lesson).expect("a lesson").example);
        let mut screen = Tutor::open(lesson).after("e");
        let index = own.example().target.len();
        assert_eq!(given_cells(&screen)[index].quantity, Quantity::LearningRate);
        change(&mut screen, index, number);
        screen.at(200, 60).keys("Esc End");
        let trace = screen.trace().clone();
        let mut marked = 0;
        for &cell in trace.script().steps() {
            let printed = screen.number(trace.value(cell));
            let differs = printed != screen.number(own.value(cell));
            let entry = format!("{} {printed} ", screen.symbol(cell));
            assert_eq!(is_underlined_in_ledger(&mut screen, &entry, &printed), differs, "{entry}");
            marked += usize::from(differs);
        }
        assert_eq!(marked > 0, marks_some);
        let legend = screen.dense()[0].contains("underlined:changed");
        assert_eq!(legend, screen.stepper().is_changed());
    }
}

#[test]
fn practice_numbers_are_not_marked_but_changes_of_them_are() {
    let mut screen = Tutor::open("2-1-1").after("x End");
    assert!(!screen.stepper().is_changed());
    assert_eq!(underlined(&mut screen), [""; 0]);
    screen.keys("e");
    change(&mut screen, 0, "0.123");
    assert!(screen.stepper().is_changed());
    assert!(underlined(&mut screen).contains(&"0.123".to_owned()));
    assert_eq!(screen.keys("0").stepper().practice, None);
    assert_eq!(screen.keys("u u").stepper().practice, Some(1));
    assert!(!screen.stepper().is_changed());
    assert_eq!(screen.keys("r").trace().example().target[0], 0.123);
}

#[test]
fn a_slip_is_not_given_away_by_marks() {
    for keys in ["s×1 End", "s×2 End", "s×3 End", "s×4 End", "s×5 End"] {
        assert_eq!(underlined(&mut Tutor::open("3-2-1").after(keys)), [""; 0]);
    }
}

#[test]
fn a_number_may_be_typed_full_width() {
    for typed in ["０．２５", "0。25", "，２５", "２。5ｅ－1", "（１／４）"] {
        let mut screen = Tutor::open("2-1-1").after("e ↓ Home");
        let cell = chosen(&screen);
        type_over(&mut screen, typed);
        screen.keys("Enter");
        assert_eq!(screen.trace().value(cell), 0.25, "{typed}: {}", screen.text());
    }
}

#[test]
fn the_chosen_number_is_in_view_in_a_network_that_is_too_large_for_the_window() {
    let weights = vec![vec!["0.1"; 30].join(", "); 60];
    let file = format!(
        "inputs = [{}]\ntargets = [{}]\nlearning_rate = 0.5\n[[layer]]\nactivation = \"sigmoid\"\nweights = [[{}]]\n",
        vec!["0.2"; 60].join(", "),
        vec!["0.3"; 30].join(", "),
        weights.join("], [")
    );
    let lesson = Lesson::from_bytes("wide", "wide.toml", file.as_bytes()).expect("a lesson");
    for (keys, symbol) in [("e →×44", "x45"), ("e ↓ Home", "y1"), ("e ↓ Home →×20", "y21")]
    {
        let mut screen = Tutor::read(lesson.clone()).after(keys);
        let text = screen.text();
        assert_eq!(screen.symbol(chosen(&screen)), symbol);
        assert!(text.matches(symbol).count() >= 2, "{symbol}\n{text}");
    }
}

/// What a learner does with the numbers.
#[derive(Clone, Debug)]
enum Deed {
    Change(usize, f64),
    Undo,
    Redo,
    Restore,
    Practice,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => (0usize..30, -2.0..2.0).prop_map(|(index, number)| Deed::Change(index, number)),
        3 => Just(Deed::Undo),
        3 => Just(Deed::Redo),
        1 => Just(Deed::Restore),
        1 => Just(Deed::Practice),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Against the obvious way: a list of everything there ever was, and a place in it.
    #[test]
    fn undo_and_redo_walk_through_all_that_there_was(
        deeds in proptest::collection::vec(deed(), 1..14),
        lesson in proptest::sample::select(vec!["2-1-1", "3-2-1"]),
    ) {
        let own = builtin(lesson).expect("a lesson").example;
        let mut screen = Tutor::open(lesson);
        let mut states: Vec<(Example, u32)> = vec![(own.clone(), 0)];
        let mut at = 0;
        for deed in deeds {
            let (now, seed) = states[at].clone();
            let next = match deed {
                Deed::Change(index, number) => {
                    screen.keys("e");
                    let cells = given_cells(&screen);
                    let index = index % cells.len();
                    change(&mut screen, index, &format!("{number:e}"));
                    screen.keys("Esc");
                    let mut next = now.clone();
                    next.set(cells[index], number);
                    Some((next, seed))
                }
                Deed::Restore => { screen.keys("0"); Some((own.clone(), 0)) }
                Deed::Practice => { screen.keys("x"); Some((practice(&own, seed + 1), seed + 1)) }
                Deed::Undo => { screen.keys("u"); at = at.saturating_sub(1); None }
                Deed::Redo => { screen.keys("r"); at = (at + 1).min(states.len() - 1); None }
            };
            if let Some(next) = next.filter(|next| *next != states[at]) {
                states.truncate(at + 1);
                states.push(next);
                at += 1;
            }
            let (example, seed) = &states[at];
            prop_assert_eq!(screen.trace(), &Trace::new(example.clone()));
            prop_assert_eq!(screen.stepper().practice.unwrap_or(0), *seed);
        }
    }
}

/// The windows to look at: all of them for the smallest lesson, which has every kind of number but biases, and else the one with least room.
fn sizes(lesson: &str, symbols: Symbols) -> &'static [(u16, u16)] {
    let all = lesson == "2-1-1" && symbols == Symbols::Unicode;
    if all { &SIZES } else { &SIZES[..1] }
}

#[test]
fn nothing_is_clipped_while_numbers_are_changed() {
    for (language, (symbols, lesson)) in pairs(LANGUAGES, pairs(SYMBOLS, LESSONS)) {
        let mut screen = Tutor::open(lesson).in_language(language).in_symbols(symbols);
        screen.app.settings.notation.digits = 12;
        let words = &screen.app.settings.text().editing;
        screen.keys("→ e");
        for index in 0..given_cells(&screen).len() {
            change(&mut screen, index, "-1/7");
            for &(width, height) in sizes(lesson, symbols) {
                screen.at(width, height);
                for sentence in [&words.choose, &words.restore, &words.marks, &words.changed] {
                    screen.says(sentence);
                }
                screen.keys("Enter×3").says(&words.typed).says(&words.how).keys("Esc");
            }
            let minus = symbols.apply("−0.142857142857");
            assert!(screen.text().matches(&minus).count() >= 2, "{}", screen.text());
        }
    }
}

/// All steps of a lesson at which a gradient can be checked, with the screen at each.
fn checkable(screen: &mut Tutor, mut look: impl FnMut(&mut Tutor, Cell)) {
    for _ in 0..screen.total() {
        let cell = screen.keys("→").stepper().focus().expect("a step");
        if shifted(screen.trace().example(), cell).is_some() {
            look(screen, cell);
        }
    }
}

#[test]
fn a_weight_step_is_checked() {
    let mut screen = Tutor::open("2-1-1").after("→×11 g");
    insta::assert_snapshot!(screen.text(), @r#"
    80x24
    ╔ check the gradient at ΔW ════════════════════════════════════════════════════╗
    ║ Two forward passes, W once larger and once smaller by ε = 1e−5:              ║
    ║   E(W + ε) = 0.11888969705519283   E(W − ε) = 0.118890903194729              ║
    ║   (E(W + ε) − E(W − ε)) / 2ε ≈ −0.06030697680889373                          ║
    ║ Backpropagation:                                                             ║
    ║   ∂E/∂W = −δᵒ·a = −0.06030697680809173                                       ║
    ║ The step goes downhill, against the gradient, so its sign is turned:         ║
    ║   ΔW = −η·∂E/∂W = −0.5·(−0.060307) ≈ 0.030153                                ║
    ║                                                                              ║
    ║       ε  difference / 2ε       digits   Digits on which the two agree with   ║
    ║    1e−1  −0.06029562466229446       2   ε = 1e−5: 11. They are marked.       ║
    ║    1e−2  −0.06030686326257834       5                                        ║
    ║    1e−3  −0.06030697567263599       7   ε too large: the loss is a curve,    ║
    ║    1e−4  −0.06030697679682007       8   and its bend is measured too.        ║
    ║ ▶  1e−5  −0.06030697680889373      11                                        ║
    ║    1e−6  −0.06030697681513875       9   ε too small: the two losses are      ║
    ║    1e−7  −0.06030697656533857       8   almost the same, and their           ║
    ║    1e−8  −0.06030697816128416       7   difference loses its digits.         ║
    ║    1e−9  −0.06030698856962501       6                                        ║
    ║   1e−10  −0.06030703714188235       4                                        ║
    ║   1e−11  −0.06030939636580968       4                                        ║
    ║   1e−12  −0.06031286581276163       3                                        ║
    ╚══════════════════════════════════════════════════════════════════════════════╝
     ↑ larger ε  ↓ smaller ε  ? help  L 中文  Esc go back  q quit
    "#);
}

/// The number at the end of the line that gives the gradient by its formula.
fn result_of(text: &str, beginning: &str) -> Option<f64> {
    let is_formula = |line: &&str| line.contains(beginning) && line.contains(" = −δ");
    let line = text.lines().find(is_formula)?.trim_matches(['│', '║', ' ']);
    line.rsplit_once(' ')?.1.replace('−', "-").parse().ok()
}

/// The figures of `two_one_one` and `three_two_one` in a NumPy run of the lesson: −δ, and −ΔW/η, the first and the last of each kind.
#[test]
fn the_gradients_are_those_of_numpy() {
    for (lesson, symbol, gradient) in [
        ("2-1-1", "δᵒ", -0.121_832_235_360_669_4),
        ("2-1-1", "δʰ", -0.003_045_501_323_732_555),
        ("2-1-1", "ΔW", -0.030_153_488_404_045_865 / 0.5),
        ("2-1-1", "Δw1", -0.000_152_275_066_186_627_77 / 0.5),
        ("3-2-1", "δᵒ", -0.028_730_669_543_515_018),
        ("3-2-1", "δʰ2", 0.002_044_714_023_950_862),
        ("3-2-1", "ΔW2", -0.005_559_180_911_682_831 / 0.5),
        ("3-2-1", "Δw32", -0.000_204_471_402_395_086_23 / 0.5),
    ] {
        let mut screen = Tutor::open(lesson);
        let mut found = false;
        checkable(&mut screen, |screen, cell| {
            if screen.symbol(cell) == symbol {
                found = true;
                let text = screen.keys("g").text();
                screen.keys("g");
                let twelve = Notation { digits: 12, ..Notation::default() };
                let shown = result_of(&text, "∂E/∂").expect("the gradient");
                assert_eq!(twelve.number(shown), twelve.number(gradient), "{text}");
            }
        });
        assert!(found, "{symbol}");
    }
}

/// The popup shows, for this ε, what the engine says of it, with the digits that agree marked.
fn assert_checked(screen: &mut Tutor, cell: Cell, epsilon: f64) {
    let exact = Notation { digits: 16, ..Notation::default() };
    let text = screen.text();
    let trace = screen.trace();
    let check = gradient_check(trace, cell, epsilon).expect("it can be checked");
    let (above, below) = (loss(trace, cell, epsilon), loss(trace, cell, -epsilon));
    let slope = (above - below) / (2.0 * epsilon);
    // The two losses have all their digits, so that their difference can be worked out.
    for (number, notation) in
        [(above, exact.full()), (below, exact.full()), (slope, exact), (check.gradient, exact)]
    {
        assert!(text.contains(&notation.number(number)), "{number}\n{text}");
    }
    let digits = shared(&format!("{slope:.15e}"), &format!("{:.15e}", check.gradient));
    assert_eq!(check.digits, digits);
    let (_, row) = text.split_once('▶').expect("a row is chosen");
    let mut row = row.split_whitespace();
    assert_eq!(row.next(), Some(&*format!("{epsilon:e}").replace('-', "−")));
    assert_eq!(row.nth(1), Some(&*digits.to_string()), "{text}");
    // Both written with as many digits as they share, and underlined.
    let marks = underlined(screen);
    let count = |text: &&String| {
        let digits = text.chars().filter(char::is_ascii_digit).collect::<String>();
        digits.trim_start_matches('0').len() == check.digits
    };
    assert!(digits == 0 || marks.iter().filter(count).count() >= 2, "{marks:?}\n{text}");
}

/// The losses of the engine on both sides, and the digits counted one by one.
#[test]
fn every_gradient_check_shows_what_the_engine_says() {
    for lesson in LESSONS {
        checkable(&mut Tutor::open(lesson), |screen, cell| {
            screen.keys("g ↑×12");
            for epsilon in EPSILONS {
                assert_checked(screen, cell, epsilon);
                screen.keys("↓");
            }
            screen.keys("Esc");
        });
    }
}

/// `E` with what a step is about shifted, written out anew: the weight, the bias, or the sum into the unit.
fn loss(trace: &Trace, cell: Cell, shift: f64) -> f64 {
    let example = trace.example();
    let mut values = example.input.to_vec();
    for (index, layer) in example.network.layers().iter().enumerate() {
        let sums = (0..layer.units()).map(|unit| {
            let mut sum = 0.0;
            for (from, value) in values.iter().enumerate() {
                let of_edge = Cell::of_edge(Quantity::WeightStep, index, from, unit);
                let shift = if cell == of_edge { shift } else { 0.0 };
                sum += value * (layer.weights[[from, unit]] + shift);
            }
            let of_unit =
                cell.quantity != Quantity::WeightStep && (cell.layer, cell.unit) == (index, unit);
            let bias = layer.biases.as_ref().map_or(0.0, |biases| biases[unit]);
            sum + (bias + if of_unit { shift } else { 0.0 })
        });
        values = sums.map(|sum| layer.activation.value(sum)).collect();
    }
    let errors = example.target.iter().zip(values).map(|(y, output)| (y - output) * (y - output));
    0.5 * errors.sum::<f64>()
}

/// How many digits of two mantissas are the same from the front.
fn shared(one: &str, other: &str) -> usize {
    let split = |text: &str| text.split_once('e').map(|(m, e)| (m.to_owned(), e.to_owned()));
    let ((one, exponent), (other, other_exponent)) = split(one).zip(split(other)).expect("an e");
    if exponent != other_exponent {
        return 0;
    }
    let same = one.chars().zip(other.chars()).take_while(|(left, right)| left == right);
    same.filter(|(digit, _)| digit.is_ascii_digit()).count()
}

#[test]
fn both_kinds_of_error_are_seen_at_every_step() {
    for lesson in LESSONS {
        checkable(&mut Tutor::open(lesson), |screen, cell| {
            let digits = EPSILONS.map(|epsilon| {
                gradient_check(screen.trace(), cell, epsilon).expect("it can be checked").digits
            });
            let best = *digits.iter().max().expect("twelve");
            assert!(best >= 7, "{cell:?}: {digits:?}");
            assert!(digits[0] < best && digits[11] < best - 2, "{cell:?}: {digits:?}");
        });
    }
}

#[test]
fn epsilon_stops_at_its_largest_and_smallest_value() {
    let mut screen = Tutor::open("2-1-1").after("→×7 g");
    for (keys, index) in [("↑×20", 0), ("-×20", 11), ("+×20", 0), ("j×20", 11), ("k×20", 0)]
    {
        screen.keys(keys);
        assert_eq!(screen.app.popup, Some(Popup::GradientCheck { epsilon: index }));
    }
    assert_eq!(screen.keys("→ ← g").position(), 7);
    assert_eq!(screen.app.popup, None);
}

#[test]
fn on_other_steps_a_sentence_says_where_a_gradient_can_be_checked() {
    let places = [("2-1-1", "g"), ("2-1-1", "→ g"), ("3-2-1", "End g"), ("3-2-1", "Tab → g")];
    for (language, (lesson, keys)) in pairs(LANGUAGES, places) {
        let mut screen = Tutor::open(lesson).in_language(language).after(keys);
        let sentence = &screen.app.settings.text().gradient_check.elsewhere;
        screen.says(sentence).lacks("E(");
    }
}

#[test]
fn a_slip_in_an_error_term_is_seen_by_checking_the_gradient() {
    let mut seen = 0;
    for hunts in 1..=12 {
        let mut screen = Tutor::open("3-2-1").after(&format!("s×{hunts}"));
        let Activity::Hunt(hunt) = &screen.stepper().activity else { panic!("a hunt") };
        let slipped = hunt.slip.cell;
        if slipped.quantity != Quantity::ErrorTerm {
            continue;
        }
        while screen.stepper().focus() != Some(slipped) {
            screen.keys("→");
        }
        seen += 1;
        let check = gradient_check(screen.trace(), slipped, 1e-5).expect("a check");
        assert!(check.digits < 3, "{check:?}");
        let text = screen.keys("g").text();
        assert!(text.contains("E(z + ε)") || text.contains("E(h"), "{text}");
    }
    assert!(seen > 0);
}

#[test]
fn no_word_of_the_gradient_check_is_clipped() {
    for (language, (symbols, lesson)) in pairs(LANGUAGES, pairs(SYMBOLS, LESSONS)) {
        let mut screen = Tutor::open(lesson).in_language(language).in_symbols(symbols);
        let words = &screen.app.settings.text().gradient_check;
        checkable(&mut screen, |screen, cell| {
            screen.keys("g");
            let sign = match cell.quantity {
                Quantity::ErrorTerm => &words.error_term,
                _ => &words.downhill,
            };
            let symbol = symbols.apply(&screen.symbol(cell));
            let title = fill(&words.title, &[("symbol", &symbol)]);
            for &(width, height) in sizes(lesson, symbols) {
                screen.at(width, height).shows(&symbols.apply("1e−12"));
                for sentence in [&title, &words.backpropagation, &words.too_large] {
                    screen.says(sentence);
                }
                for sentence in [&words.too_small, sign, &words.quotient, &words.digits] {
                    screen.says(sentence);
                }
            }
            screen.keys("g");
        });
    }
}
