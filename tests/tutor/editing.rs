//! Changing given numbers, and checking gradients: keys in, screens out.

use std::collections::HashSet;
use std::ops::Range;

use crate::screen::{Screen, dense};
use backprop::app::editing::rows;
use backprop::app::stepper::{Activity, Stepper};
use backprop::app::{Popup, Screen as View, Settings, Theme};
use backprop::lesson::answer::AnswerErrorKind as Kind;
use backprop::lesson::gradient_check::{EPSILONS, gradient_check, shifted};
use backprop::lesson::{
    Cell, Example, Lesson, Notation, Quantity, Symbols, Trace, builtin, practice::practice,
};
use backprop::text::{Language, fill};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;
use strum::VariantArray;

const SIZES: [(u16, u16); 4] = [(80, 24), (100, 30), (160, 50), (200, 60)];

fn open(lesson: &str, language: Language) -> Screen {
    open_lesson(builtin(lesson).expect("a lesson"), language)
}

fn open_lesson(lesson: Lesson, language: Language) -> Screen {
    let settings = Settings { language, ..Settings::default() };
    let mut screen = Screen::new(settings, 80, 24);
    screen.app.open(View::Stepper(Box::new(Stepper::new(lesson))));
    screen
}

fn stepper(screen: &Screen) -> &Stepper {
    match screen.app.screen() {
        View::Stepper(stepper) => stepper,
        other => panic!("not in a lesson: {other:?}"),
    }
}

/// The given number that is chosen.
fn chosen(screen: &Screen) -> Cell {
    match &stepper(screen).activity {
        Activity::Editing(editing) => editing.cursor,
        other => panic!("no number is chosen: {other:?}"),
    }
}

fn given_cells(screen: &Screen) -> Vec<Cell> {
    rows(stepper(screen).trace.example()).into_iter().flatten().collect()
}

/// Opens the field of the chosen number and types over what is in it.
fn type_over(screen: &mut Screen, text: &str) {
    screen.press("Enter End").press_times("Backspace", 30);
    for character in text.chars() {
        match character {
            ' ' => screen.press("Space"),
            other => screen.press(&other.to_string()),
        };
    }
}

/// Chooses the given number of that index with Tab, and puts another in its place.
fn change(screen: &mut Screen, index: usize, text: &str) {
    screen.press("Home").press_times("Tab", index);
    type_over(screen, text);
    screen.press("Enter");
}

/// What is underlined anywhere on the screen, each stretch by itself.
fn underlined(buffer: &Buffer) -> Vec<String> {
    let mut stretches = vec![String::new()];
    for cell in &buffer.content {
        let last = stretches.len() - 1;
        if cell.modifier.contains(Modifier::UNDERLINED) {
            stretches[last].push_str(cell.symbol());
        } else if !stretches[last].is_empty() {
            stretches.push(String::new());
        }
    }
    stretches.retain(|stretch| !stretch.is_empty());
    stretches
}

/// The characters of some columns, without spaces and frames.
fn columns(buffer: &Buffer, columns: Range<u16>) -> String {
    let mut text = String::new();
    for y in 0..buffer.area.height {
        for x in columns.clone() {
            text.push_str(buffer[(x, y)].symbol());
        }
    }
    dense(&text.replace('#', " "))
}

/// Whether a sentence stands anywhere on the screen in a column of its own.
fn says(screen: &mut Screen, sentence: &str) -> bool {
    let buffer = screen.draw();
    let Some(first) = sentence.chars().next() else {
        return true;
    };
    let starts: HashSet<u16> = (0..buffer.area.width)
        .filter(|x| (0..buffer.area.height).any(|y| buffer[(*x, y)].symbol().starts_with(first)))
        .collect();
    // Up to the edge of the window, or of a popup of 80 columns in its middle.
    let right = [buffer.area.width, u16::midpoint(buffer.area.width, 80)];
    starts.iter().any(|left| {
        let found = |right: &u16| columns(&buffer, *left..*right).contains(&dense(sentence));
        right.iter().any(found)
    })
}

#[test]
fn a_weight_is_chosen_in_the_picture_and_in_the_panel() {
    let mut screen = open("2-1-1", Language::En);
    screen.press("→ → e ↑");
    insta::assert_snapshot!(screen.text(), @r#"
    80x24
     The 2-1-1 network – given                     one number a step – step 2 of 17
    ╭ network ─────────────────────────────╮╭ w1 – weight ─────────────────────────╮
    │              ╭ ŷ ──────╮             ││ w1 = 0.4                             │
    │              │    ·    │             ││ The weight on the edge from x1 to h. │
    │              ╰─────────╯             ││                                      │
    │                   ⠨                  ││ Choose with the arrow keys or Tab,   │
    │                  0.1                 ││ and press Enter to change the        │
    │              ╭ a ──────╮             ││ number.                              │
    │              │  0.495  │             ││ u takes the last change back, r      │
    │              ╰─────────╯             ││ makes it again, 0 puts the lesson's  │
    │                ⢀⡠⠒⠉⠐⠠                ││ numbers back.                        │
    │             ⣀⠤⠊⠁     ⠈⠐⠠             ││                                      │
    │        0.4⠔⠊            ⠈⠐−0.2       ││                                      │
    │     ╭ x1 ───╮          ╭ x2 ───╮     ││                                      │
    │     │  0.1  │          │  0.3  │     ││                                      │
    │     ╰───────╯          ╰───────╯     ││                                      │
    ╰ y = 1  η = 0.5 ──────────────────────╯╰──────────────────────────────────────╯
    ╭ all numbers so far ──────────────────────────────────────────────────────────╮
    │ h −0.02          a 0.495                                                     │
    │                                                                              │
    │                                                                              │
    │                                                                              │
    ╰──────────────────────────────────────────────────────────────────────────────╯
     Enter change  u undo  r redo  ? help  L 中文  Esc go back  q quit
    "#);
    let buffer = screen.draw();
    let current = backprop::ui::theme::styles(Theme::Dark).current;
    let lit: String = buffer
        .content
        .iter()
        .filter(|cell| Some(cell.bg) == current.bg)
        .map(ratatui::buffer::Cell::symbol)
        .collect();
    assert_eq!(lit, "0.4");
}

#[test]
fn a_number_is_typed_in_chinese() {
    let mut screen = open("3-2-1", Language::Zh);
    screen.press("e ↓ → Enter Backspace 1 / 4 Enter");
    screen.press_times("Esc", 1).press("End").press_times("←", 6);
    insta::assert_snapshot!(screen.text(), @r#"
    80x24
     3-2-1 网络 – 数字已改动                        每步一个数 – 第 25 步，共 31 步
    ╭ 网络 ────────────────────────────────╮╭ w12_new – 新权重 ────────────────────╮
    │             ╭ δᵒ ───────╮            ││ w12_new = w12 + Δw12                 │
    │             │ 0.028731  │            ││         = −0.6 + (−0.000025559)      │
    │             ╰───────────╯            ││         ≈ −0.60003                   │
    │               ⢀⠠⠐⠈⠈⠈⠐⠠⢀              ││                                      │
    │       0.1004⠈⠈         ⠈−0.29972     ││ NumPy  new_w[0, 1] = w[0, 1] +       │
    │  ╭ δʰ1 ───────╮     ╭ δʰ2 ───────╮   ││        delta_w[0, 1]                 │
    │  │ 0.00070802 │     │ −0.0020447 │   ││                                      │
    │  ╰────────────╯     ╰────────────╯   ││ 旧权重加上步长。反向传播用的一直是旧 │
    │         ⠌⠘⠰⢐⠠⠠⢀⢀    ⢀⣀⡠⠤⠒⠒⠉⠉⠄        ││ 权重，到这一步才真正改动。           │
    │    0.50001  −0.60003⠁⢀⢠⠐⠈   ⠈⠄       ││                                      │
    │       ⣀⡠⠤⠔⠒⠊⠉  0.1 −0.2⠈⠈⠐⠐0.1 0.7   ││                                      │
    │  ╭ x1 ───╮    ╭ x2 ───╮   ╭ x3 ───╮  ││                                      │
    │  │  0.5  │    │  0.1  │   │ −0.2  │  ││                                      │
    │  ╰───────╯    ╰───────╯   ╰───────╯  ││                                      │
    ╰ y = 0.6  η = 0.025 ──────────────────╯╰ 下划线：改动过 ──────────────────────╯
    ╭ 到目前为止的所有数 ──────────────────────────────────────────────────────────╮
    │ δʰ2 −0.0020447     ΔW1 0.00040202     ΔW2 0.00027796     Δw11 8.8503e−6      │
    │ Δw12 −0.000025559  Δw21 1.7701e−6     Δw22 −5.1118e−6    Δw31 −3.5401e−6     │
    │ Δw32 0.000010224   W1_new 0.1004      W2_new −0.29972    w11_new 0.50001     │
    │▶w12_new −0.60003                                                             │
    ╰──────────────────────────────────────────────────────────────────────────────╯
     → 下一步  ← 上一步  Tab 步子大小  t 自己算  ? 帮助  L English  Esc 返回
    "#);
}

#[test]
fn every_given_number_can_be_reached_and_changed_and_everything_follows() {
    for lesson in ["2-1-1", "3-2-1", "2-2-2"] {
        let own = builtin(lesson).expect("a lesson").example;
        for index in 0..rows(&own).concat().len() {
            let mut screen = open(lesson, Language::En);
            screen.press("→ → → e");
            let cell = given_cells(&screen)[index];
            change(&mut screen, index, "-1.75");
            assert_eq!(chosen(&screen), cell);
            let mut edited = own.clone();
            edited.set(cell, -1.75);
            assert_ne!(edited, own);
            assert_eq!(stepper(&screen).trace, Trace::new(edited), "{cell:?}");
            assert_eq!(stepper(&screen).position, 3);
            let text = screen.text();
            assert!(text.contains("numbers changed"), "{text}");
            assert!(text.matches("−1.75").count() >= 2, "{cell:?}\n{text}");
            assert!(underlined(&screen.draw()).contains(&"−1.75".to_owned()));
            screen.press("0");
            assert_eq!(stepper(&screen).trace, Trace::new(own.clone()));
            assert!(!screen.text().contains("numbers changed"));
            assert_eq!(underlined(&screen.draw()), [""; 0]);
        }
    }
}

#[test]
fn the_arrows_reach_every_given_number_and_stop_at_the_edges() {
    for lesson in ["2-1-1", "3-2-1", "2-2-2"] {
        let mut screen = open(lesson, Language::En);
        screen.press("e");
        let all: HashSet<Cell> = given_cells(&screen).into_iter().collect();
        let mut seen = HashSet::new();
        screen.press_times("↓", 20);
        for _ in 0..20 {
            screen.press_times("←", 20);
            for _ in 0..20 {
                seen.insert(chosen(&screen));
                screen.press("→");
            }
            screen.press("↑");
        }
        assert_eq!(seen, all);
    }
}

#[test]
fn the_picture_shows_the_given_weights_while_they_are_changed_and_the_new_ones_after() {
    let mut screen = open("2-1-1", Language::En);
    let picture = |screen: &mut Screen| -> String {
        let lines = screen.lines();
        let left = |line: &String| line.chars().take(40).collect::<String>();
        lines[..17].iter().map(left).collect()
    };
    let new = ["0.13015", "0.40015", "−0.19954"];
    screen.press("End");
    assert!(new.iter().all(|number| picture(&mut screen).contains(number)));
    screen.press("e");
    let given = picture(&mut screen);
    assert!(["0.1", "0.4", "−0.2"].iter().all(|number| given.contains(number)));
    assert!(!new.iter().any(|number| given.contains(number)));
}

#[test]
fn tab_goes_round_through_all_given_numbers_in_both_directions() {
    let mut screen = open("2-2-2", Language::En);
    screen.press("e Home");
    let all = given_cells(&screen);
    for cell in &all {
        assert_eq!(chosen(&screen), *cell);
        screen.press("Tab");
    }
    assert_eq!(chosen(&screen), all[0]);
    screen.press("End");
    assert_eq!(Some(chosen(&screen)), all.last().copied());
}

#[test]
fn escape_leaves_the_field_then_the_choice_then_the_lesson_and_loses_nothing() {
    let mut screen = open("2-1-1", Language::En);
    screen.press("→ e");
    change(&mut screen, 0, "0.25");
    let changed = stepper(&screen).trace.clone();
    type_over(&mut screen, "9");
    screen.press("Esc");
    assert_eq!(chosen(&screen), given_cells(&screen)[0]);
    assert_eq!(stepper(&screen).trace, changed);
    screen.press("Esc");
    assert_eq!(stepper(&screen).activity, Activity::Reading);
    assert_eq!(stepper(&screen).trace, changed);
    assert_eq!(stepper(&screen).position, 1);
    screen.press("u");
    assert_eq!(stepper(&screen).trace.example().target[0], 1.0);
    screen.press("r");
    assert_eq!(stepper(&screen).trace, changed);
    screen.press("Esc");
    assert!(matches!(screen.app.screen(), View::Menu(_)));
}

#[test]
fn what_is_no_number_is_told_in_a_sentence_and_changes_nothing() {
    for &language in Language::VARIANTS {
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
            let mut screen = open("2-1-1", language);
            screen.press("e");
            let before = stepper(&screen).trace.clone();
            type_over(&mut screen, typed);
            screen.press("Enter");
            let sentence = fill(sentence, &[("n", place)]);
            assert!(says(&mut screen, &sentence), "{}", screen.text());
            assert_eq!(stepper(&screen).trace, before);
            assert!(screen.app.field().is_some(), "the field stays open");
            screen.press("Esc Enter Enter");
            assert_eq!(stepper(&screen).trace, before);
        }
    }
}

#[test]
fn the_field_holds_every_digit_so_that_entering_it_again_changes_nothing() {
    let mut screen = open("2-1-1", Language::En);
    screen.press("e");
    for number in ["1/3", "-1e-17", "2e30", "0.1+0.2"] {
        change(&mut screen, 1, number);
        let before = stepper(&screen).trace.clone();
        screen.press("Enter Enter");
        assert_eq!(stepper(&screen).trace, before, "{number}");
    }
}

/// Every number in the ledger is underlined if, and only if, a reader sees other digits than before.
#[test]
fn exactly_the_numbers_that_are_printed_otherwise_are_marked() {
    for lesson in ["2-1-1", "3-2-1", "2-2-2"] {
        let own = Trace::new(builtin(lesson).expect("a lesson").example);
        // Far below what five digits show, a change of a millionth of a millionth marks nothing.
        for (number, marks_some) in [("0.7", true), ("0.500000000001", false)] {
            let mut screen = open(lesson, Language::En);
            screen.resize(200, 60).press("e");
            let index = own.example().target.len();
            assert_eq!(given_cells(&screen)[index].quantity, Quantity::LearningRate);
            change(&mut screen, index, number);
            screen.press("Esc End");
            let buffer = screen.draw();
            let lines = screen.lines();
            let trace = stepper(&screen).trace.clone();
            let notation = Notation::default();
            let mut marked = 0;
            for &cell in trace.script().steps() {
                let printed = notation.number(trace.value(cell));
                let entry = format!("{} {printed} ", stepper(&screen).names.symbol(cell));
                let place = lines.iter().enumerate().skip(46).find_map(|(y, line)| {
                    let line = line.replace(['│', '▶'], " ");
                    let at = line.find(&format!(" {entry}"))?;
                    let before_number = at + entry.len() - printed.len();
                    Some((line[..before_number].chars().count(), y))
                });
                let (x, y) = place.unwrap_or_else(|| panic!("{entry}\n{}", lines.join("\n")));
                let x = u16::try_from(x).expect("a column");
                let y = u16::try_from(y).expect("a line");
                let differs = printed != notation.number(own.value(cell));
                let underlined = buffer[(x, y)].modifier.contains(Modifier::UNDERLINED);
                assert_eq!(underlined, differs, "{entry}");
                marked += usize::from(differs);
            }
            assert_eq!(marked > 0, marks_some);
            let legend = screen.dense()[0].contains("underlined:changed");
            assert_eq!(legend, stepper(&screen).is_changed());
        }
    }
}

#[test]
fn practice_numbers_are_not_marked_but_changes_of_them_are() {
    let mut screen = open("2-1-1", Language::En);
    screen.press("x End");
    assert!(!stepper(&screen).is_changed());
    assert_eq!(underlined(&screen.draw()), [""; 0]);
    screen.press("e");
    change(&mut screen, 0, "0.123");
    assert!(stepper(&screen).is_changed());
    assert!(underlined(&screen.draw()).contains(&"0.123".to_owned()));
    screen.press("0");
    assert_eq!(stepper(&screen).practice, None);
    screen.press("u u");
    assert_eq!(stepper(&screen).practice, Some(1));
    assert!(!stepper(&screen).is_changed());
    screen.press("r");
    assert_eq!(stepper(&screen).trace.example().target[0], 0.123);
}

#[test]
fn a_slip_is_not_given_away_by_marks() {
    for seed in 0..5 {
        let mut screen = open("3-2-1", Language::En);
        screen.press("s").press_times("s", seed).press("End");
        assert_eq!(underlined(&screen.draw()), [""; 0]);
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
    for (keys, count, symbol) in [("→", 44, "x45"), ("↓ Home", 0, "y1"), ("↓ Home →", 19, "y21")]
    {
        let mut screen = open_lesson(lesson.clone(), Language::En);
        screen.press("e").press(keys.trim_end_matches('→'));
        screen.press_times("→", count + usize::from(keys.ends_with('→') && count == 19));
        let text = screen.text();
        assert_eq!(stepper(&screen).names.symbol(chosen(&screen)), symbol);
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
        let mut screen = open(lesson, Language::En);
        let mut states: Vec<(Example, u32)> = vec![(own.clone(), 0)];
        let mut at = 0;
        for deed in deeds {
            let (now, seed) = states[at].clone();
            let next = match deed {
                Deed::Change(index, number) => {
                    screen.press("e");
                    let cells = given_cells(&screen);
                    let index = index % cells.len();
                    change(&mut screen, index, &format!("{number:e}"));
                    screen.press("Esc");
                    let mut next = now.clone();
                    next.set(cells[index], number);
                    Some((next, seed))
                }
                Deed::Restore => { screen.press("0"); Some((own.clone(), 0)) }
                Deed::Practice => { screen.press("x"); Some((practice(&own, seed + 1), seed + 1)) }
                Deed::Undo => { screen.press("u"); at = at.saturating_sub(1); None }
                Deed::Redo => { screen.press("r"); at = (at + 1).min(states.len() - 1); None }
            };
            if let Some(next) = next.filter(|next| *next != states[at]) {
                states.truncate(at + 1);
                states.push(next);
                at += 1;
            }
            let (example, seed) = &states[at];
            prop_assert_eq!(&stepper(&screen).trace, &Trace::new(example.clone()));
            prop_assert_eq!(stepper(&screen).practice.unwrap_or(0), *seed);
        }
    }
}

/// The windows to look at: all of them for the smallest lesson, which has every kind of number but biases, and else the one with least room.
fn sizes(lesson: &str, symbols: Symbols) -> Vec<(u16, u16)> {
    let all = lesson == "2-1-1" && symbols == Symbols::Unicode;
    SIZES[..if all { SIZES.len() } else { 1 }].to_vec()
}

#[test]
fn nothing_is_clipped_while_numbers_are_changed() {
    for &language in Language::VARIANTS {
        for symbols in [Symbols::Unicode, Symbols::Ascii] {
            for lesson in ["2-1-1", "3-2-1", "2-2-2"] {
                let mut screen = open(lesson, language);
                screen.app.settings.notation.symbols = symbols;
                screen.app.settings.notation.digits = 12;
                let words = &screen.app.settings.text().editing;
                screen.press("→ e");
                for index in 0..given_cells(&screen).len() {
                    change(&mut screen, index, "-1/7");
                    for (width, height) in sizes(lesson, symbols) {
                        screen.resize(width, height);
                        for sentence in
                            [&words.choose, &words.restore, &words.marks, &words.changed]
                        {
                            let said = says(&mut screen, sentence);
                            assert!(said, "{sentence}\n{}", screen.text());
                        }
                        screen.press("Enter Enter Enter");
                        for sentence in [&words.typed, &words.how] {
                            let said = says(&mut screen, sentence);
                            assert!(said, "{sentence}\n{}", screen.text());
                        }
                        screen.press("Esc");
                    }
                    let minus = symbols.apply("−0.142857142857");
                    assert!(screen.text().matches(&minus).count() >= 2, "{}", screen.text());
                }
            }
        }
    }
}

/// All steps of a lesson at which a gradient can be checked, with the screen at each.
fn checkable(screen: &mut Screen, mut look: impl FnMut(&mut Screen, Cell)) {
    for _ in 0..stepper(screen).total() {
        screen.press("→");
        let cell = stepper(screen).focus().expect("a step");
        if shifted(cell).is_some() {
            look(screen, cell);
        }
    }
}

#[test]
fn a_weight_step_is_checked() {
    let mut screen = open("2-1-1", Language::En);
    screen.press_times("→", 10).press("g");
    insta::assert_snapshot!(screen.text(), @r#"
    80x24
    ╔ check the gradient at ΔW ════════════════════════════════════════════════════╗
    ║ Two forward passes, W once larger and once smaller by ε = 1e−5:              ║
    ║   E(W + ε) = 0.1188896970551928   E(W − ε) = 0.118890903194729               ║
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
        let mut screen = open(lesson, Language::En);
        let mut found = false;
        checkable(&mut screen, |screen, cell| {
            if stepper(screen).names.symbol(cell) != symbol {
                return;
            }
            found = true;
            let text = screen.press("g").text();
            screen.press("g");
            let twelve = Notation { digits: 12, ..Notation::default() };
            let line = text.lines().find(|line| line.contains("∂E/∂") && !line.contains('≈'));
            let shown = line.and_then(|line| line.split(" = ").nth(2)).expect("the gradient");
            let shown = shown.split_whitespace().next().expect("a number").replace('−', "-");
            let shown: f64 = shown.parse().expect("a number");
            assert_eq!(twelve.number(shown), twelve.number(gradient), "{text}");
        });
        assert!(found, "{symbol}");
    }
}

/// The losses of the engine on both sides, and the digits counted one by one.
#[test]
fn every_gradient_check_shows_what_the_engine_says() {
    for lesson in ["2-1-1", "3-2-1", "2-2-2"] {
        let mut screen = open(lesson, Language::En);
        let exact = Notation { digits: 16, ..Notation::default() };
        checkable(&mut screen, |screen, cell| {
            screen.press("g").press_times("↑", 12);
            for epsilon in EPSILONS {
                let text = screen.text();
                let trace = &stepper(screen).trace;
                let check = gradient_check(trace, cell, epsilon).expect("it can be checked");
                let (above, below) = (loss(trace, cell, epsilon), loss(trace, cell, -epsilon));
                let slope = (above - below) / (2.0 * epsilon);
                for number in [above, below, slope, check.gradient] {
                    assert!(text.contains(&exact.number(number)), "{number}\n{text}");
                }
                let digits = shared(&format!("{slope:.15e}"), &format!("{:.15e}", check.gradient));
                assert_eq!(check.digits, digits);
                let row = text.lines().find(|line| line.contains('▶')).expect("a row is chosen");
                let mut row = row.split('▶').nth(1).expect("the row").split_whitespace();
                assert_eq!(row.next(), Some(&*format!("{epsilon:e}").replace('-', "−")));
                assert_eq!(row.nth(1), Some(&*digits.to_string()), "{text}");
                // Both written with as many digits as they share, and underlined.
                let marks = underlined(&screen.draw());
                let count = |text: &String| {
                    let digits = text.chars().filter(char::is_ascii_digit).collect::<String>();
                    digits.trim_start_matches('0').len()
                };
                let expected = marks.iter().filter(|mark| count(mark) == digits).count();
                assert!(digits == 0 || expected >= 2, "{marks:?}\n{text}");
                screen.press("↓");
            }
            screen.press("Esc");
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
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let exponent = |text: &[char]| text.iter().skip_while(|c| **c != 'e').collect::<String>();
    if exponent(&one) != exponent(&other) {
        return 0;
    }
    let mut count = 0;
    for (left, right) in one.iter().zip(&other) {
        if left != right || *left == 'e' {
            break;
        }
        count += usize::from(left.is_ascii_digit());
    }
    count
}

#[test]
fn both_kinds_of_error_are_seen_at_every_step() {
    for lesson in ["2-1-1", "3-2-1", "2-2-2"] {
        let mut screen = open(lesson, Language::En);
        checkable(&mut screen, |screen, cell| {
            let trace = &stepper(screen).trace;
            let digits = EPSILONS.map(|epsilon| {
                gradient_check(trace, cell, epsilon).expect("it can be checked").digits
            });
            let best = *digits.iter().max().expect("twelve");
            assert!(best >= 7, "{cell:?}: {digits:?}");
            assert!(digits[0] < best && digits[11] < best - 2, "{cell:?}: {digits:?}");
        });
    }
}

#[test]
fn epsilon_stops_at_its_largest_and_smallest_value() {
    let mut screen = open("2-1-1", Language::En);
    screen.press_times("→", 7).press("g");
    for (keys, index) in [("↑", 0), ("-", 11), ("+", 0), ("j", 11), ("k", 0)] {
        screen.press_times(keys, 20);
        assert_eq!(screen.app.popup, Some(Popup::GradientCheck { epsilon: index }));
    }
    let position = stepper(&screen).position;
    screen.press("→ ← g");
    assert_eq!(screen.app.popup, None);
    assert_eq!(stepper(&screen).position, position);
}

#[test]
fn on_other_steps_a_sentence_says_where_a_gradient_can_be_checked() {
    for &language in Language::VARIANTS {
        for (lesson, keys) in [("2-1-1", ""), ("2-1-1", "→"), ("3-2-1", "End"), ("3-2-1", "Tab →")]
        {
            let mut screen = open(lesson, language);
            screen.press(keys).press("g");
            let sentence = &screen.app.settings.text().gradient_check.elsewhere;
            assert!(says(&mut screen, sentence), "{}", screen.text());
            assert!(!screen.text().contains("E("));
        }
    }
}

#[test]
fn a_slip_in_an_error_term_is_seen_by_checking_the_gradient() {
    let mut seen = 0;
    for hunts in 1..=12 {
        let mut screen = open("3-2-1", Language::En);
        screen.press_times("s", hunts);
        let Activity::Hunt(hunt) = &stepper(&screen).activity else { panic!("a hunt") };
        let slipped = hunt.slip.cell;
        if slipped.quantity != Quantity::ErrorTerm {
            continue;
        }
        while stepper(&screen).focus() != Some(slipped) {
            screen.press("→");
        }
        seen += 1;
        let check = gradient_check(&stepper(&screen).trace, slipped, 1e-5).expect("a check");
        assert!(check.digits < 3, "{check:?}");
        let text = screen.press("g").text();
        assert!(text.contains("E(z + ε)") || text.contains("E(h"), "{text}");
    }
    assert!(seen > 0);
}

#[test]
fn no_word_of_the_gradient_check_is_clipped() {
    for &language in Language::VARIANTS {
        for symbols in [Symbols::Unicode, Symbols::Ascii] {
            for lesson in ["2-1-1", "3-2-1", "2-2-2"] {
                let mut screen = open(lesson, language);
                screen.app.settings.notation.symbols = symbols;
                let words = &screen.app.settings.text().gradient_check;
                checkable(&mut screen, |screen, cell| {
                    screen.press("g");
                    let sign = match cell.quantity {
                        Quantity::ErrorTerm => &words.error_term,
                        _ => &words.downhill,
                    };
                    let title = fill(
                        &words.title,
                        &[("symbol", &symbols.apply(&stepper(screen).names.symbol(cell)))],
                    );
                    let sentences =
                        [&title, &words.backpropagation, &words.too_large, &words.too_small];
                    for (width, height) in sizes(lesson, symbols) {
                        screen.resize(width, height);
                        for sentence in
                            sentences.into_iter().chain([sign, &words.quotient, &words.digits])
                        {
                            let said = says(screen, sentence);
                            assert!(said, "{sentence}\n{}", screen.text());
                        }
                        let text = screen.text();
                        let smallest = symbols.apply("1e−12");
                        assert!(text.contains(&smallest), "{text}");
                    }
                    screen.press("g");
                });
            }
        }
    }
}
