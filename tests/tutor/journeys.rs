//! Journeys through the tutor: keys in, screens out.

use crate::screen::{Screen, dense};
use backprop::app::{Screen as View, Settings, Theme};
use backprop::lesson::{Notation, Symbols};
use backprop::text::Language;
use strum::VariantArray;

const SIZES: [(u16, u16); 4] = [(80, 24), (100, 30), (160, 50), (200, 60)];

fn settings(language: Language) -> Settings {
    Settings { language, ..Settings::default() }
}

fn position(screen: &Screen) -> usize {
    match screen.app.screen() {
        View::Stepper(stepper) => stepper.position,
        other => panic!("not in a lesson: {other:?}"),
    }
}

fn total(screen: &Screen) -> usize {
    match screen.app.screen() {
        View::Stepper(stepper) => stepper.total(),
        other => panic!("not in a lesson: {other:?}"),
    }
}

#[test]
fn the_first_number_of_the_first_lesson() {
    let mut screen = Screen::new(settings(Language::En), 80, 24);
    screen.press("1 →");
    insta::assert_snapshot!(screen.text(), @r#"
    80x24
     The 2-1-1 network – forward pass              one number a step – step 1 of 17
    ╭ network ─────────────────── ↑ signal ╮╭ h – weighted sum into a hidden unit ─╮
    │              ╭ ŷ ──────╮             ││ h = x1·w1 + x2·w2                    │
    │              │    ·    │             ││   = 0.1·0.4 + 0.3·(−0.2)             │
    │              ╰─────────╯             ││   = −0.02                            │
    │                   ⠨                  ││                                      │
    │                  0.1                 ││ NumPy  h = np.dot(x, w)              │
    │              ╔ h ══════╗             ││                                      │
    │              ║  −0.02  ║             ││ Each input is multiplied by the      │
    │              ╚═════════╝             ││ weight on its edge, and the products │
    │                ⢀⡠⠒⠈⠑⠤⡀               ││ are added up. There is no bias here, │
    │             ⣀⠤⠊⠁     ⠈⠑⠤⡀            ││ so nothing else is added.            │
    │        ↑0.4⠊            ⠈↑−0.2       ││                                      │
    │     ╭ x1 ───╮          ╭ x2 ───╮     ││                                      │
    │     │  0.1  │          │  0.3  │     ││                                      │
    │     ╰───────╯          ╰───────╯     ││                                      │
    ╰ y = 1  η = 0.5 ──────────────────────╯╰──────────────────────────────────────╯
    ╭ all numbers so far ──────────────────────────────────────────────────────────╮
    │▶h −0.02                                                                      │
    │                                                                              │
    │                                                                              │
    │                                                                              │
    ╰──────────────────────────────────────────────────────────────────────────────╯
     → next  ← back  Tab size of a step  t predict  ? help  L 中文  Esc go back
    "#);
}

#[test]
fn the_error_term_of_a_hidden_unit_in_chinese() {
    let mut screen = Screen::new(settings(Language::Zh), 80, 24);
    screen.press("2").press_times("→", 11);
    insta::assert_snapshot!(screen.text(), @r#"
    80x24
     3-2-1 网络 – 反向传播                          每步一个数 – 第 11 步，共 31 步
    ╭ 网络 ──────────────────────── ↓ 误差 ╮╭ δʰ1 – 隐藏单元的误差项 ──────────────╮
    │             ╭ δᵒ ───────╮            ││ δʰ1 = W1·δᵒ·f′(h1)                   │
    │             │ 0.028731  │            ││     = 0.1·0.028731·0.24643           │
    │             ╰───────────╯            ││     ≈ 0.00070802                     │
    │               ⣀⠤⠔⠊⠉⠈⠐⠠⢀              ││                                      │
    │        ↓0.1⠔⠊⠉         ⠈⠐⠠−0.3       ││ NumPy  delta_h[0] = W[0] * delta_o * │
    │  ╔ δʰ1 ═══════╗     ╭ a2 ────────╮   ││        slope_h[0]                    │
    │  ║ 0.00070802 ║     │  0.38699   │   ││                                      │
    │  ╚════════════╝     ╰────────────╯   ││ 误差项沿着连线往回走：乘上当初送信号 │
    │         ⠌⠘⠰⢐⠠⠠⢀⢀    ⢀⢀⠠⠠⠐⠰⠘⠈⠄        ││ 上来的那个权重，再乘上这个单元自己的 │
    │        ⠌    ⠈⢠⢀⠠⠨⠘⠘⠨⠠⢀⢠⠐⠈   ⠈⠄       ││ 斜率。                               │
    │   0.5 −0.6⠐⠈⠈  0.1 −0.2⠈⠈⠐⠐0.1 0.7   ││                                      │
    │  ╭ x1 ───╮    ╭ x2 ───╮   ╭ x3 ───╮  ││                                      │
    │  │  0.5  │    │  0.1  │   │ −0.2  │  ││                                      │
    │  ╰───────╯    ╰───────╯   ╰───────╯  ││                                      │
    ╰ y = 0.6  η = 0.5 ────────────────────╯╰───────────────────────── g：检验梯度 ╯
    ╭ 到目前为止的所有数 ──────────────────────────────────────────────────────────╮
    │ h1 0.24            h2 −0.46           a1 0.55971         a2 0.38699          │
    │ z −0.060124        ŷ 0.48497          e 0.11503          f′(z) 0.24977       │
    │ δᵒ 0.028731        f′(h1) 0.24643    ▶δʰ1 0.00070802                         │
    │                                                                              │
    ╰──────────────────────────────────────────────────────────────────────────────╯
     → 下一步  ← 上一步  Tab 步子大小  t 自己算  ? 帮助  L English  Esc 返回
    "#);
}

#[test]
fn every_key_for_next_and_back_goes_one_number() {
    let mut screen = Screen::new(settings(Language::En), 80, 24);
    screen.press("1");
    for next in ["→", "Space", "Enter", "l", "n"] {
        let before = position(&screen);
        screen.press(next);
        assert_eq!(position(&screen), before + 1, "{next}");
    }
    for back in ["←", "Backspace", "h", "p"] {
        let before = position(&screen);
        screen.press(back);
        assert_eq!(position(&screen), before - 1, "{back}");
    }
    screen.press("End →");
    assert_eq!(position(&screen), total(&screen));
    screen.press("Home ←");
    assert_eq!(position(&screen), 0);
}

#[test]
fn a_step_of_a_quantity_goes_over_a_whole_vector_and_back() {
    let mut screen = Screen::new(settings(Language::En), 80, 24);
    screen.press("2 Tab →");
    assert_eq!(position(&screen), 2);
    assert!(screen.text().contains("h = [0.24, −0.46]"));
    let mut forth = vec![0];
    screen.press("Home");
    while position(&screen) < total(&screen) {
        screen.press("→");
        forth.push(position(&screen));
    }
    let mut back = vec![position(&screen)];
    while position(&screen) > 0 {
        screen.press("←");
        back.push(position(&screen));
    }
    back.reverse();
    assert_eq!(forth, back);
}

#[test]
fn back_after_forward_shows_the_same_screen() {
    for lesson in ["1", "2"] {
        let mut screen = Screen::new(settings(Language::En), 80, 24);
        screen.press(lesson);
        for _ in 0..total(&screen) {
            let before = screen.text();
            screen.press("→ ←");
            assert_eq!(screen.text(), before);
            screen.press("→");
        }
    }
}

#[test]
fn escape_goes_back_and_never_ends_the_program() {
    let mut screen = Screen::new(settings(Language::En), 80, 24);
    screen.press("1 → ? Esc");
    assert_eq!(position(&screen), 1);
    screen.press("Esc Esc Esc");
    assert!(matches!(screen.app.screen(), View::Menu(_)));
}

#[test]
fn digits_can_be_changed_within_reason() {
    let mut screen = Screen::new(settings(Language::En), 80, 24);
    screen.press("1").press_times("→", 7);
    assert!(screen.text().contains("≈ 0.12183"));
    screen.press(". .");
    assert!(screen.text().contains("≈ 0.1218322"));
    screen.press_times(",", 30);
    assert_eq!(screen.app.settings.notation.digits, Notation::MIN_DIGITS);
    screen.press_times(".", 30);
    assert_eq!(screen.app.settings.notation.digits, Notation::MAX_DIGITS);
    assert!(screen.text().contains("0.1218322353606694"));
}

/// What stands on the screen of a lesson, wherever it is broken into lines: the sentence, the formula, its result, the NumPy line.
fn assert_nothing_is_clipped(screen: &mut Screen, what: &str) {
    let text = screen.text();
    let [whole, left, right] = screen.dense();
    let View::Stepper(stepper) = screen.app.screen() else {
        return;
    };
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
        let symbols = backprop::lesson::expr::text(&formula.symbols(names, notation.symbols));
        assert!(right.contains(&dense(&symbols)), "{what}: {symbols} is clipped\n{text}");
    }
    let entry = format!("{} {result}", notation.symbols.apply(&names.symbol(cell)));
    assert!(text.contains(&entry), "{what}: {entry} is not in the ledger\n{text}");
}

#[test]
fn nothing_is_clipped_on_any_step_in_any_language_at_any_size() {
    for &language in Language::VARIANTS {
        for symbols in [Symbols::Unicode, Symbols::Ascii] {
            for lesson in ["1", "2"] {
                // Characters change widths, not the way in which room is found: one size is enough for the plain ones.
                let sizes = if symbols == Symbols::Ascii { &SIZES[..1] } else { &SIZES };
                for keys in ["", "Tab"] {
                    let mut settings = settings(language);
                    settings.notation.symbols = symbols;
                    let mut screen = Screen::new(settings, 80, 24);
                    screen.press(lesson).press(keys);
                    for step in 0.. {
                        for &(width, height) in sizes {
                            screen.resize(width, height);
                            let what = format!(
                                "lesson {lesson}, step {step}, {language:?}, {symbols:?}, {width}×{height}"
                            );
                            assert_nothing_is_clipped(&mut screen, &what);
                        }
                        if position(&screen) == total(&screen) {
                            break;
                        }
                        screen.press("→");
                    }
                }
            }
        }
    }
}

#[test]
fn no_size_of_the_window_is_too_small_to_say_so() {
    let mut screen = Screen::new(settings(Language::En), 80, 24);
    screen.press("2 → →");
    let sizes = [(0, 0), (1, 1), (5, 5), (2, 200), (200, 2), (79, 24), (80, 23)];
    for (width, height) in sizes {
        screen.resize(width, height).draw();
    }
    assert!(screen.text().contains("at least 80×24"));
    for width in (1..=200).step_by(13) {
        for height in (1..=60).step_by(7) {
            screen.resize(width, height).draw();
        }
    }
    screen.resize(80, 24);
    assert!(screen.text().contains("h2 = x1·w12"), "everything comes back when the window grows");
}

#[test]
fn every_theme_and_every_popup_can_be_drawn_everywhere() {
    for &theme in Theme::VARIANTS {
        for lesson in ["", "1", "2"] {
            for popup in ["", "?", "c"] {
                let mut screen = Screen::new(Settings { theme, ..Settings::default() }, 80, 24);
                screen.press(lesson).press("→").press(popup).draw();
            }
        }
    }
}

#[test]
fn the_language_changes_while_running_and_nothing_else_does() {
    let mut screen = Screen::new(settings(Language::En), 80, 24);
    screen.press("1 → → L");
    assert!(screen.text().contains("激活值"));
    assert_eq!(position(&screen), 2);
    screen.press("L");
    assert!(screen.text().contains("activation of a hidden unit"));
}

#[test]
fn the_help_names_every_key_that_works() {
    for (screen_keys, context) in
        [("", backprop::keymap::Context::Menu), ("1", backprop::keymap::Context::Stepper)]
    {
        let mut screen = Screen::new(settings(Language::En), 80, 24);
        screen.press(screen_keys).press("?");
        let help = screen.text();
        for binding in backprop::keymap::bindings(context) {
            for key in binding.keys {
                let name = backprop::keymap::key_name(*key);
                assert!(help.contains(&name), "{name} is not in the help:\n{help}");
            }
        }
    }
}

#[test]
fn a_terminal_without_greek_letters_gets_only_ascii() {
    let mut settings = settings(Language::En);
    settings.notation.symbols = Symbols::Ascii;
    let mut screen = Screen::new(settings, 80, 24);
    for keys in ["", "2", "→", "End", "?", "Esc", "c"] {
        let text = screen.press(keys).text();
        let odd: String = text.chars().filter(|c| !c.is_ascii()).collect();
        assert_eq!(odd.replace(['中', '文'], ""), "", "{text}");
    }
}
