//! Journeys through the tutor: keys in, screens out.

use std::collections::HashSet;

use backprop::keymap::{self, Context};
use backprop::lesson::script::supporting;
use backprop::lesson::{Cell, Notation, Symbols, expr};
use backprop::text::Language;

use crate::tutor::{LANGUAGES, LESSONS, SIZES, SYMBOLS, THEMES, Tutor, dense, pairs};

#[test]
fn the_first_number_of_the_first_lesson() {
    let mut screen = Tutor::menu().after("1 →");
    insta::assert_snapshot!(screen.text(), @r#"
    80x24
     The 2-1-1 network – forward pass              one number a step – step 1 of 17
    ╭ network ──────────────────── ↑ signal ┬ h – weighted sum into a hidden unit ─╮
    │              ╭ z/ŷ ────╮              │ h = x1·w1 + x2·w2                    │
    │              │   ŷ ·   │              │   = 0.1·0.4 + 0.3·(−0.2)             │
    │              ╰─────────╯              │   = −0.02                            │
    │                   ⢸                   │                                      │
    │                 W 0.1                 │ NumPy  h = np.dot(x, w)              │
    │              ╔ h/a ════╗              │                                      │
    │              ║ h −0.02 ║              │ Each input is multiplied by the      │
    │              ╚═════════╝              │ weight on its edge, and the products │
    │                ⢀⣠⠖⠈⠑⠢                 │ are added up. There is no bias here, │
    │             ⣀⡤⠞⠉      ⠈⠢⢄             │ so nothing else is added.            │
    │      ↑w1 0.4⠁            ↑w2 −0.2     │                                      │
    │     ╭ x1 ───╮           ╭ x2 ───╮     │                                      │
    │     │  0.1  │           │  0.3  │     │                                      │
    │     ╰───────╯           ╰───────╯     │                                      │
    ╰ y = 1  η = 0.5 ───────────────────────┴──────────────────────────────────────╯
    ╭ all numbers so far ──────────────────────────────────────────────────────────╮
    │▶h −0.02                                                                      │
    │                                                                              │
    │                                                                              │
    │                                                                              │
    ╰──────────────────────────────────────────────────────────────────────────────╯
     → next  ← back  Tab step size  t predict  w why?  ? help  L 中文  Esc go back
    "#);
}

#[test]
fn the_error_term_of_a_hidden_unit_in_chinese() {
    let mut screen = Tutor::menu().in_language(Language::Zh).after("2 →×12");
    insta::assert_snapshot!(screen.text(), @r#"
    80x24
     3-2-1 网络 – 反向传播                        每步一个数 – 第 12 个数，共 31 个
    ╭ 网络 ─────────────────────── ↓ 误差项 ┬ δʰ1 – 隐藏单元的误差项 ──────────────╮
    │            ╭ z/ŷ ────────╮            │ δʰ1 = W1·δᵒ·f′(h1)                   │
    │            │ δᵒ 0.028731 │            │     = 0.1·0.028731·0.24643           │
    │            ╰─────────────╯            │     ≈ 0.00070802                     │
    │               ⣀⠤⠔⠊⠉⠉⠒ ⢀⡀              │                                      │
    │      ↓W1 0.1⠊⠉         ⠈⠉W2 −0.3      │ NumPy  delta_h[0] = W[0] * delta_o * │
    │ ╔ h1/a1 ═══════╗    ╭ h2/a2 ───────╮  │        slope_h[0]                    │
    │ ║δʰ1 0.00070802║    │  a2 0.38699  │  │                                      │
    │ ╚══════════════╝    ╰──────────────╯  │ 还是链式法则：上面的误差项沿着连线传 │
    │        ⢀⡾⠙⠳⣒⠢⠤⢄⣀⡀    ⢀⣀⡤⠄⠐⠲⠛⠙⣧        │ 回来，乘以当初送信号上去的那个权重， │
    │   w11 0.5   ⠉⢢⣄w21 0.1⣀⣤⠊   w31 0.1   │ 再乘以这个单元自己的导数。           │
    │   w12 −0.6⠒⠚⠁  w22 −0.2 ⠉⠉⠒⠒w32 0.7   │                                      │
    │  ╭ x1 ───╮    ╭ x2 ───╮    ╭ x3 ───╮  │                                      │
    │  │  0.5  │    │  0.1  │    │ −0.2  │  │                                      │
    │  ╰───────╯    ╰───────╯    ╰───────╯  │                                      │
    ╰ y = 0.6  η = 0.5 ─────────────────────┴───────────────────────── g：检验梯度 ╯
    ╭ 到目前为止的所有数 ──────────────────────────────────────────────────────────╮
    │ h1 0.24            h2 −0.46           a1 0.55971         a2 0.38699          │
    │ z −0.060124        ŷ 0.48497          e 0.11503          E 0.0066156         │
    │ f′(z) 0.24977      δᵒ 0.028731        f′(h1) 0.24643    ▶δʰ1 0.00070802      │
    │                                                                              │
    ╰──────────────────────────────────────────────────────────────────────────────╯
     → 下一步  ← 上一步  Tab 步幅  t 自己算  w 为什么  ? 帮助  L English  Esc 返回
    "#);
}

#[test]
fn every_key_for_next_and_back_goes_one_number() {
    let mut screen = Tutor::open("2-1-1");
    let next = [("→", 1), ("Space", 2), ("Enter", 3), ("l", 4), ("n", 5)];
    let back = [("←", 4), ("Backspace", 3), ("h", 2), ("p", 1)];
    for (key, position) in next.into_iter().chain(back) {
        assert_eq!(screen.keys(key).position(), position, "{key}");
    }
    assert_eq!(screen.keys("End →").position(), screen.total());
    assert_eq!(screen.keys("Home ←").position(), 0);
}

#[test]
fn a_step_of_a_quantity_goes_over_a_whole_vector_and_back() {
    let mut screen = Tutor::menu().after("2 Tab →");
    assert_eq!(screen.position(), 2);
    screen.shows("h = [0.24, −0.46]");
    let mut forth = vec![0];
    screen.keys("Home");
    while screen.position() < screen.total() {
        screen.keys("→");
        forth.push(screen.position());
    }
    let mut back = vec![screen.position()];
    while screen.position() > 0 {
        screen.keys("←");
        back.push(screen.position());
    }
    back.reverse();
    assert_eq!(forth, back);
}

#[test]
fn back_after_forward_shows_the_same_screen() {
    for lesson in ["2-1-1", "3-2-1"] {
        let mut screen = Tutor::open(lesson);
        for _ in 0..screen.total() {
            let before = screen.text();
            assert_eq!(screen.keys("→ ←").text(), before);
            screen.keys("→");
        }
    }
}

#[test]
fn escape_goes_back_and_never_ends_the_program() {
    let mut screen = Tutor::menu().after("1 → ? Esc");
    assert_eq!(screen.position(), 1);
    assert!(screen.keys("Esc×3").is_at_the_menu());
}

#[test]
fn digits_can_be_changed_within_reason() {
    let mut screen = Tutor::open("2-1-1").after("→×8");
    screen.shows("≈ 0.12183").keys(". .").shows("≈ 0.1218322");
    assert_eq!(screen.keys(",×30").app.settings.notation.digits, Notation::MIN_DIGITS);
    assert_eq!(screen.keys(".×30").app.settings.notation.digits, Notation::MAX_DIGITS);
    screen.shows("0.1218322353606694");
}

/// What stands on the screen of a lesson, wherever it is broken into lines: the sentence, the formula, its result, the NumPy line.
fn assert_nothing_is_clipped(screen: &mut Tutor, what: &str) {
    let text = screen.text();
    let [whole, left, right] = screen.dense();
    let stepper = screen.stepper();
    let words = screen.app.settings.text();
    let trace = &stepper.trace;
    let notation = screen.app.settings.notation;
    for word in [&words.stepper.network, &words.stepper.ledger] {
        assert!(whole.contains(&dense(word)), "{what}: {word} is clipped\n{text}");
    }
    let sentence = backprop::ui::words::why(&screen.app.settings, stepper);
    assert!(right.contains(&dense(&sentence)), "{what}: “{sentence}” is clipped\n{text}");
    let Some(cell) = stepper.focus() else { return };
    let result = notation.number(trace.value(cell));
    assert!(
        left.contains(&result) || stepper.current().len() > 3,
        "{what}: {result} is not in the picture\n{text}"
    );
    assert!(right.contains(&result), "{what}: {result} is not in the panel\n{text}");
    let names = &stepper.names;
    if stepper.current().len() == 1 {
        let formula = trace.formula(cell).expect("a step has a formula");
        let symbols = expr::text(&formula.symbols(names, notation.symbols));
        assert!(right.contains(&dense(&symbols)), "{what}: {symbols} is clipped\n{text}");
    }
    let entry = format!("{} {result}", notation.symbols.apply(&names.symbol(cell)));
    assert!(text.contains(&entry), "{what}: {entry} is not in the ledger\n{text}");
}

#[test]
fn nothing_is_clipped_on_any_step_in_any_language_at_any_size() {
    for (language, symbols) in pairs(LANGUAGES, SYMBOLS) {
        // Characters change widths, not the way in which room is found: one size is enough for the plain ones.
        let sizes = if symbols == Symbols::Ascii { &SIZES[..1] } else { &SIZES };
        for (lesson, keys) in pairs(["2-1-1", "3-2-1"], ["", "Tab"]) {
            let mut screen =
                Tutor::open(lesson).in_language(language).in_symbols(symbols).after(keys);
            loop {
                let step = screen.position();
                for &(width, height) in sizes {
                    screen.at(width, height);
                    let what = format!(
                        "{lesson}, step {step}, {language:?}, {symbols:?}, {width}×{height}"
                    );
                    assert_nothing_is_clipped(&mut screen, &what);
                }
                if step == screen.total() {
                    break;
                }
                screen.keys("→");
            }
        }
    }
}

#[test]
fn no_size_of_the_window_is_too_small_to_say_so() {
    let mut screen = Tutor::open("3-2-1").after("→ →");
    for (width, height) in [(0, 0), (1, 1), (5, 5), (2, 200), (200, 2), (79, 24), (80, 23)] {
        screen.at(width, height).draw();
    }
    screen.shows("at least 80×24");
    for (width, height) in pairs((1..=200).step_by(13), (1..=60).step_by(7)) {
        screen.at(width, height).draw();
    }
    // Everything comes back when the window grows.
    screen.at(80, 24).shows("h2 = x1·w12");
}

#[test]
fn every_theme_and_every_popup_can_be_drawn_everywhere() {
    for (theme, (lesson, popup)) in pairs(THEMES, pairs(["", "1", "2"], ["", "?", "c"])) {
        Tutor::menu().in_theme(theme).keys(lesson).keys("→").keys(popup).draw();
    }
}

#[test]
fn the_language_changes_while_running_and_nothing_else_does() {
    let mut screen = Tutor::open("2-1-1").after("→ → L");
    assert_eq!(screen.shows("激活值").position(), 2);
    screen.keys("L").shows("activation of a hidden unit");
}

#[test]
fn the_help_names_every_key_that_works_and_what_it_does_and_no_other() {
    let places = [
        "",
        "1",
        "1 → u",
        "1 End",
        "1 s",
        "1 e",
        "1 End w",
        "1 End ← o",
        "1 t → →",
        "1 End →",
        "1 End → →",
        "4",
        "5",
        "6",
    ];
    for (keys, language) in pairs(places, LANGUAGES) {
        let mut screen = Tutor::menu().in_language(language).after(keys);
        let (context, words) = (Context::of(&screen.app), screen.app.settings.text());
        screen.keys("F1");
        let help = screen.text();
        screen.keys("F1");
        for binding in keymap::bindings(context.chain()) {
            let named: Vec<&str> = keymap::working(&screen.app, binding).collect();
            for name in binding.keys.split(' ') {
                let before = (screen.text(), format!("{:?}", screen.app));
                let mut other = Tutor::of(screen.app.clone());
                other.keys(name);
                // Not told by the state: what is typed, and what happens outside.
                let outside = ["Quit", "Suspend"].contains(&&*format!("{:?}", binding.action));
                let does = outside || (other.text(), format!("{:?}", other.app)) != before;
                // In a list, the first and the last place are no reason to leave a key out.
                let is_list = !matches!(context, Context::Stepper | Context::Ending);
                let is_named = named.contains(&name);
                assert!(does || !is_named || is_list, "{name} does nothing at {keys:?}");
                let types = screen.app.field().is_some();
                assert!(!does || is_named || types, "{name} is not named at {keys:?}");
                let is_there = help.contains(name) && help.contains((binding.word)(&words.keys));
                assert!(is_there || !is_named, "{name} at {keys:?}:\n{help}");
            }
        }
    }
}

#[test]
fn a_terminal_without_greek_letters_gets_only_ascii() {
    let mut screen = Tutor::menu().in_symbols(Symbols::Ascii);
    for keys in ["", "2", "→", "End", "?", "Esc", "c"] {
        screen.keys(keys).is_ascii_but_for("");
    }
}

/// The numbers in a line: what begins with a digit, or a minus before one, up to where a number ends. What is counted behind a `…`
/// is none of them.
fn numbers(line: &str) -> Vec<String> {
    let text = line.split('…').next().unwrap_or(line);
    let is_part = |c: char| c.is_ascii_digit() || ".e−".contains(c);
    let words = text.split(|c: char| !(is_part(c) || c.is_alphabetic()));
    let number = words.map(|word| word.trim_start_matches('↑').to_owned());
    number
        .filter(|word| word.trim_start_matches('−').starts_with(|c: char| c.is_ascii_digit()))
        .collect()
}

#[test]
fn no_number_of_the_picture_or_the_ledger_is_ever_cut() {
    for (lesson, size) in pairs(LESSONS, [(80, 24), (100, 30)]) {
        let mut tutor = Tutor::open(lesson).in_language(Language::En);
        tutor.at(size.0, size.1);
        for digits in Notation::MIN_DIGITS..=Notation::MAX_DIGITS {
            tutor.app.settings.notation.digits = digits;
            tutor.keys("Home");
            for _ in 0..tutor.total() {
                tutor.keys("→");
                let trace = tutor.trace();
                let mut cells: Vec<Cell> = trace.script().steps().to_vec();
                let last = *cells.last().expect("steps");
                cells.extend(supporting(trace.example(), last));
                let operands = cells.iter().filter_map(|&cell| trace.formula(cell));
                let operands: Vec<Cell> = operands.flat_map(|formula| formula.cells()).collect();
                let all: HashSet<String> = cells
                    .into_iter()
                    .chain(operands)
                    .map(|cell| tutor.number(trace.value(cell)))
                    .collect();
                let lines = tutor.lines();
                let ledger = usize::from(size.1) - 1 - usize::from((size.1 / 4).clamp(6, 10));
                let half = |line: &String| line.chars().take(usize::from(size.0 / 2)).collect();
                let picture = lines[1..ledger].iter().map(half);
                let shown: Vec<String> =
                    picture.chain(lines[ledger..lines.len() - 1].iter().cloned()).collect();
                for number in shown.iter().flat_map(|line| numbers(line)) {
                    assert!(all.contains(&number), "{number} is cut in\n{}", tutor.text());
                }
            }
        }
    }
}

#[test]
fn a_step_is_gone_to_by_its_number_or_by_any_name() {
    let mut tutor = Tutor::open("3-2-1");
    let place = |tutor: &Tutor| tutor.symbol(tutor.stepper().focus().unwrap());
    for (typed, symbol) in [
        ("8", "E"),
        ("δʰ2", "δʰ2"),
        ("d_h1", "δʰ1"),
        ("dh2", "δʰ2"),
        ("delta_h[0]", "δʰ1"),
        ("y_hat", "ŷ"),
        ("E_new", "E_new"),
        ("Δw", "Δw11"),
    ] {
        tutor.keys("/").type_(typed).keys("Enter");
        assert_eq!(place(&tutor), symbol, "{typed}");
        assert_eq!(tutor.stepper().aside, None);
    }
    tutor.keys("/").type_("quit L").keys("Enter").says("No step is called “quit L”");
    assert_eq!(place(&tutor), "Δw11");
    tutor.keys("Esc / 9 9 Enter").says("numbered 1 to 31").keys("Esc");
    // A whole quantity a step: its number, and its last unit.
    tutor.keys("Tab / 2 Enter");
    assert_eq!(place(&tutor), "a2");
    tutor.keys("/").type_("x1").keys("Enter");
    assert_eq!(tutor.position(), 0);
}

#[test]
fn what_is_asked_is_neither_gone_past_nor_lost() {
    let mut tutor = Tutor::open("3-2-1").after("t t →");
    tutor.type_("0.1*").keys("F4").type_("E_new").keys("Enter");
    assert_eq!(tutor.position(), 1);
    tutor.keys("F4 Esc").shows("> 0.1*");
}

#[test]
fn the_words_are_explained_in_both_languages() {
    for (language, size) in pairs(LANGUAGES, SIZES) {
        let mut tutor = Tutor::menu().in_language(language).after("G");
        let entries = &tutor.app.settings.text().glossary.entry;
        tutor.at(size.0, size.1);
        for [term, meaning] in entries {
            tutor.says(term);
            assert!(tutor.popup().contains(&dense(meaning).chars().take(12).collect::<String>()));
        }
        tutor.keys("G");
        assert_eq!(tutor.app.popup, None);
    }
}
