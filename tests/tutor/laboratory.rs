//! Journeys through the training screen: keys in, screens out.

use std::path::Path;

use crate::screen::{Screen, dense};
use backprop::app::experiment::{Experiment, Source};
use backprop::app::field::Edit;
use backprop::app::training::{Status, Training, View, Zoom};
use backprop::app::{
    Action, App, Effect, Hindrance, Screen as Shown, Settings, Theme, Write, Written,
};
use backprop::data::{Choices, ReadOptions, Table, silently};
use backprop::keymap;
use backprop::lesson::Symbols;
use backprop::nn::gradient;
use backprop::nn::training::Position;
use backprop::text::Language;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use strum::VariantArray;

fn settings(language: Language) -> Settings {
    Settings { language, ..Settings::default() }
}

/// The admissions data before the first epoch.
fn admissions() -> Screen {
    let mut screen = Screen::new(settings(Language::En), 80, 24);
    screen.press("3");
    screen
}

/// The admissions data, trained to the end with another learning rate.
fn trained(learning_rate: f64) -> Screen {
    let mut screen = admissions();
    let experiment = Experiment { learning_rate, ..Experiment::default() };
    let training = Training::new(Source::admissions(), experiment).expect("the lesson's data");
    screen.app.open(Shown::Training(Box::new(training)));
    screen.press("Space");
    work(&mut screen.app);
    screen
}

/// Lets the app work until there is nothing more to do.
fn work(app: &mut App) {
    while app.has_work() {
        app.work(&mut || true);
    }
}

/// Types keys, and lets the app work after each.
fn walk(screen: &mut Screen, keys: &str) {
    for key in keys.split_whitespace() {
        screen.press(key);
        work(&mut screen.app);
    }
}

/// Types a text letter by letter.
fn type_text(screen: &mut Screen, text: &str) {
    for letter in text.chars() {
        let key = KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE);
        if let Some(action) = keymap::action(&screen.app, key) {
            screen.app.update(action);
        }
    }
}

/// What stands in the box over the screen, without spaces.
fn popup(screen: &mut Screen) -> String {
    let lines = screen.lines();
    let inside = lines.iter().filter_map(|line| line.split('║').nth(1));
    dense(&inside.collect::<String>())
}

fn training(screen: &Screen) -> &Training {
    match screen.app.screen() {
        Shown::Training(training) => training,
        other => panic!("not at a training: {other:?}"),
    }
}

#[test]
fn the_recap_stands_at_the_record_that_was_added_last() {
    let mut screen = admissions();
    walk(&mut screen, "2 Tab → → →");
    insta::assert_snapshot!(screen.text(), @r#"
    80x24
     The admissions data – 6-2-1           paused – 5 epochs a frame – → one record
     1 chart  2 algorithm  3 records  4 data     0 % ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░
    ╭ the recap, running ───────────────────────╮╭ ΔW, Δw after 3 of 36 records ───╮
    │ ΔW ← 0      Δw ← 0                        ││ ΔW        −0.03494    −0.15466  │
    │ for each record x, y              3 of 36 ││ gre       0.030945  −0.0084075  │
    │   h = x·w     a = f(h)                    ││ gpa       0.077893   −0.026956  │
    │   z = a·W     ŷ = f(z)                    ││ rank_1    0.012629  −0.0039672  │
    │   δᵒ = (y − ŷ)·f′(z)                      ││ rank_2   −0.020519   0.0090215  │
    │   δʰ = W·δᵒ·f′(h)     text: δʰ = δᵒ·f′(h) ││ rank_3    −0.02027   0.0065787  │
    │▶  ΔW ← ΔW + δᵒ·a                          ││ rank_4           0           0  │
    │▶  Δw ← Δw + δʰ·x        text: Δw = w + δʰ ││ W, w at epoch 0                 │
    │ W ← W + η·ΔW/m                            ││ W          0.65768    −0.28138  │
    │ w ← w + η·Δw/m                            ││ gre      −0.021214   −0.045396  │
    │ and again                 epoch 0 of 1000 ││ gpa        0.42531    −0.51306  │
    │ record 3 (row 14)   y = 1   ŷ = 0.60372   ││ rank_1      0.3043    −0.69853  │
    │ a = [0.71785, 0.18175]   δᵒ = 0.094807    ││ rank_2   −0.084044   −0.095763  │
    │ δʰ = [0.012629, −0.0039672]               ││ rank_3     0.46056  −0.0051545  │
    │ x = [0.65619, 1.5129, 1, 0, 0, 0]         ││ rank_4    −0.25034     0.56081  │
    ╰───────────────────────────────────────────╯╰─────────────────────────────────╯
     The lesson's recap writes δʰ = δᵒ·f′(h), without the weight W; its formula
     before and its script have W.
     It also writes Δw = w + δʰ: but the step is added to Δw, not to w, and δʰ is
     multiplied by the input x.
     Space run, pause  → next  ← back  Tab zoom  v view  e what if?  ? help  L 中文
    "#);
}

#[test]
fn the_records_are_told_apart_and_counted() {
    let mut screen = admissions();
    walk(&mut screen, "3 ↓ PgDn ↓");
    insta::assert_snapshot!(screen.text(), @r#"
    80x24
     The admissions data – 6-2-1             ready – 5 epochs a frame – → one epoch
     1 chart  2 algorithm  3 records  4 data     0 % ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░
    ╭ records ─────────────────────────────────────╮╭ right and wrong ─────────────╮
    │       set  no.  row  y        ŷ   right?     ││ training  ŷ ≤ 0.5  ŷ > 0.5   │
    │  training    6   37  0  0.53348  ✗ wrong     ││   y = 0         1       17   │
    │  training    7   21  1  0.56035  ✓ right     ││   y = 1         0       18   │
    │  training    8    7  0  0.52461  ✗ wrong     ││   19 of 36 right: 0.52778    │
    │  training    9   30  0   0.5522  ✗ wrong     ││ test      ŷ ≤ 0.5  ŷ > 0.5   │
    │  training   10   19  1  0.59454  ✓ right     ││   y = 0         1        3   │
    │  training   11    1  1  0.58204  ✓ right     ││   y = 1         0        0   │
    │  training   12   33  1  0.60006  ✓ right     ││   1 of 4 right: 0.25         │
    │▶ training   13   38  1  0.52777  ✓ right     │╰──────────────────────────────╯
    │  training   14    3  1  0.51425  ✓ right     │╭ accuracy over the epochs ────╮
    │  training   15   36  0  0.56161  ✗ wrong     ││1  │                          │
    │  training   16    0  0  0.57847  ✗ wrong     ││0.5│⠂                         │
    │  training   17   29  0   0.5642  ✗ wrong     ││0  │•                         │
    │  training   18   16  0  0.55795  ✗ wrong     ││   └──────────────────────────│
    │  training   19    2  1  0.60355  ✓ right     ││   0           500        1000│
    ╰──────────────────────────────────────────────╯╰ •• test ─ ⠤⠤ training ───────╯
     With 4 test records, one more or less right changes the accuracy by 0.25: 0.25
     says very little about records that the network has never seen.
     A record counts as right when ŷ is above 0.5 and y is 1, or ŷ is not above 0.5
     and y is 0.
     Space run, pause  → next  ← back  Tab zoom  v view  e what if?  ? help  L 中文
    "#);
}

#[test]
fn the_last_stage_of_the_data_is_what_the_network_gets() {
    let mut screen = admissions();
    walk(&mut screen, "4 End PgDn");
    insta::assert_snapshot!(screen.text(), @r#"
    80x24
     The admissions data – 6-2-1            ready – 5 epochs a frame – → next stage
     1 chart  2 algorithm  3 records  4 data     0 % ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░
    ╭ 6/6  features and targets ───────────────────────────────────────────────────╮
    │       set  no.  row       gre       gpa  rank_1  rank_2  rank_3  rank_4  y   │
    │  training    7   21   0.36933   0.58536       0       1       0       0  1   │
    │  training    8    7   −1.4953  −0.79343       0       1       0       0  0   │
    │  training    9   30  −0.49125    0.9614       0       0       0       1  0   │
    │  training   10   19  −0.49125    1.0366       1       0       0       0  1   │
    │▶ training   11    1   0.36933   0.68564       0       0       1       0  1   │
    │  training   12   33    1.3733    1.5129       0       0       1       0  1   │
    │  training   13   38  −0.77811  −0.66809       0       1       0       0  1   │
    │  training   14    3    0.2259  −0.51767       0       0       0       1  1   │
    │  training   15   36  −0.20439  −0.36726       1       0       0       0  0   │
    ╰──────────────────────────────────────────────────────────────────────────────╯
    ╭ row 1 (line 3 of the file) ──────────────────────────────────────────────────╮
    │ admit = 1, gre = 660, gpa = 3.67, rank = 3                                   │
    │ → x = [0.36933, 0.68564, 0, 0, 1, 0], y = 1                                  │
    │ This is what the network gets: x and y of each record.                       │
    │                                                                              │
    │                                                                              │
    │                                                                              │
    │                                                                              │
    ╰──────────────────────────────────────────────────────────────────────────────╯
     Space run, pause  → next  ← back  Tab zoom  v view  e what if?  ? help  L 中文
    "#);
}

#[test]
fn keys_1_to_4_and_v_lead_through_the_views() {
    let mut screen = admissions();
    for (key, view) in
        [("3", View::Records), ("1", View::Chart), ("4", View::Data), ("2", View::Algorithm)]
    {
        screen.press(key);
        assert_eq!(training(&screen).viewpoint.view, view);
    }
    for view in [View::Records, View::Data, View::Chart, View::Algorithm] {
        screen.press("v");
        assert_eq!(training(&screen).viewpoint.view, view);
    }
}

#[test]
fn every_step_back_shows_the_screen_before() {
    for keys in ["2", "2 Tab", "2 Tab Tab", "3 Tab", "1"] {
        let mut screen = admissions();
        walk(&mut screen, keys);
        let steps = 40;
        let mut seen = Vec::new();
        for _ in 0..steps {
            seen.push(screen.text());
            walk(&mut screen, "→");
        }
        for before in seen.iter().rev() {
            walk(&mut screen, "←");
            // The curve keeps the points that were reached once; everything else is as it was.
            if keys.starts_with('2') {
                assert_eq!(&screen.text(), before, "{keys}");
            }
        }
        assert_eq!(training(&screen).playback.trainer.position(), Position::default());
    }
}

#[test]
fn the_marked_line_moves_through_the_recap() {
    let mut screen = admissions();
    walk(&mut screen, "2 Tab Tab");
    assert_eq!(training(&screen).playback.zoom, Zoom::Number);
    let marked = |screen: &mut Screen| {
        let lines = screen.lines();
        let line = lines.iter().find(|line| line.starts_with("│▶"));
        line.map(|line| line.chars().skip(2).take(22).collect::<String>()).unwrap_or_default()
    };
    for line in ["ΔW ← 0", "h = x·w", "δᵒ = (y − ŷ)", "δʰ = W·δᵒ", "ΔW ← ΔW + δᵒ·a"]
    {
        let seen = marked(&mut screen);
        assert!(seen.contains(line), "{seen} instead of {line}");
        walk(&mut screen, "→");
    }
    walk(&mut screen, "Tab Tab");
    while training(&screen).playback.trainer.position().record < 36 {
        walk(&mut screen, "→");
    }
    assert!(marked(&mut screen).contains("W ← W + η·ΔW/m"));
    walk(&mut screen, "→");
    assert!(marked(&mut screen).contains("ΔW ← 0"));
    assert!(screen.text().contains("epoch 1 of 1000"));
}

#[test]
fn a_record_opens_in_the_stepper_with_the_weights_of_that_moment() {
    let mut screen = admissions();
    walk(&mut screen, "→ → Tab → → → → →");
    let network = training(&screen).playback.trainer.network().clone();
    let input = training(&screen).playback.trainer.training().input(4);
    screen.press("Enter");
    assert!(screen.text().contains("Epoch 2, record 5 of 36"));
    let Shown::Stepper(stepper) = screen.app.screen() else {
        panic!("no stepper");
    };
    let example = stepper.trace.example();
    assert_eq!((&example.network, &example.input), (&network, &input));
    assert_eq!(example.learning_rate, 0.007);
    screen.press("→ → L");
    assert!(screen.text().contains("第 2 个 epoch，第 5 条记录（共 36 条）"));
    screen.press("L Esc");
    let position = Position { epoch: 2, record: 5 };
    assert_eq!(training(&screen).playback.trainer.position(), position);
}

#[test]
fn at_the_zoom_of_a_number_the_next_step_opens_the_record_and_test_records_open_too() {
    let mut screen = admissions();
    walk(&mut screen, "Tab Tab →");
    assert!(matches!(screen.app.screen(), Shown::Stepper(_)));
    walk(&mut screen, "Esc 3 PgDn PgDn PgDn PgDn Enter");
    assert!(screen.text().contains("Epoch 0, test record 4 of 4"));
}

#[test]
fn at_the_zoom_of_a_number_training_stays_where_it_is() {
    let mut screen = admissions();
    walk(&mut screen, "→ → Tab → → → Tab");
    let before = training(&screen).playback.trainer.position();
    for keys in ["→ Esc", "←", "3 ←", "1 ← → Esc"] {
        walk(&mut screen, keys);
        assert_eq!(training(&screen).playback.trainer.position(), before, "{keys}");
    }
    walk(&mut screen, "2 ← ← ← ←");
    assert!(training(&screen).playback.trainer.position() < before);
}

#[test]
fn a_network_that_is_too_large_to_open_says_what_the_limit_is_and_why() {
    for (hidden, opens) in [(600, true), (1000, false)] {
        let mut screen = admissions();
        let experiment = Experiment { hidden: vec![hidden, 40], ..Experiment::default() };
        screen.app.open(Shown::Training(Box::new(own_data(experiment))));
        screen.press("Enter");
        assert_eq!(matches!(screen.app.screen(), Shown::Stepper(_)), opens);
        if !opens {
            for (language, sentences) in [
                (
                    Language::En,
                    [
                        "This network has 45040 weights. A record can be opened number by number with up to 30000",
                        "a key would have to wait",
                    ],
                ),
                (
                    Language::Zh,
                    [
                        "这个网络有 45040 个权重。逐个数地打开一条记录，最多支持 30000 个权重",
                        "就要等",
                    ],
                ),
            ] {
                screen.app.settings.language = language;
                let popup = popup(&mut screen);
                for sentence in sentences {
                    assert!(popup.contains(&dense(sentence)), "{popup}");
                }
            }
            screen.press("↓");
            assert!(!screen.text().contains("45040"), "the next key takes it away");
        }
    }
}

#[test]
fn a_jump_is_exact_to_the_last_bit() {
    let mut screen = trained(0.007);
    let mut other = trained(0.007);
    walk(&mut screen, "g 3 0 1 Enter");
    assert_eq!(training(&screen).playback.trainer.position().epoch, 301);
    walk(&mut other, "Home");
    for _ in 0..301 {
        walk(&mut other, "→");
    }
    let [one, two] = [&screen, &other].map(|screen| training(screen).playback.trainer.network());
    assert_eq!(one, two);
    // The true loss after 301 epochs as NumPy computes it.
    let loss = training(&screen).playback.trainer.point().expect("a point").loss;
    assert!((loss - 0.244_933_379_777_077_7).abs() < 1e-14);
    walk(&mut screen, "g 9 9 9 9 9 9 Enter");
    assert_eq!(training(&screen).playback.trainer.position().epoch, 1000);
}

#[test]
fn a_long_way_can_be_left() {
    let mut screen = admissions();
    screen.press("g 9 9 9 Enter");
    screen.app.work(&mut || false);
    assert!(screen.app.has_work());
    screen.press("Space");
    assert!(!screen.app.has_work());
    assert!(training(&screen).playback.trainer.position().epoch < 999);
}

#[test]
fn letters_go_into_a_field_and_escape_leaves_it() {
    let mut screen = admissions();
    screen.press("g q L e S T 4 2");
    assert_eq!(screen.app.field().expect("a field").text(), "e42");
    let control_c = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
    assert_eq!(keymap::action(&screen.app, control_c), Some(Action::Quit));
    let pasted = keymap::paste(&screen.app, "1\u{1b}\n2x");
    assert_eq!(pasted, ['1', '2'].map(|digit| Action::Edit(Edit::Insert(digit))));
    screen.press("Esc");
    assert!(screen.app.field().is_none());
    assert!(matches!(screen.app.screen(), Shown::Training(_)));
    assert!(keymap::paste(&screen.app, "12").is_empty());
}

#[test]
fn what_if_keeps_the_old_curve_and_names_it_by_what_was_changed() {
    let mut screen = trained(0.007);
    screen.press("e");
    type_text(&mut screen, "0.5");
    walk(&mut screen, "Enter Space");
    let text = screen.text();
    assert!(text.contains("a η 0.007            0.24308"), "{text}");
    assert_eq!(training(&screen).runs.experiment.learning_rate, 0.5);
    assert_eq!(training(&screen).playback.trainer.position().epoch, 1000);

    walk(&mut screen, "e ↓");
    type_text(&mut screen, "3,2");
    walk(&mut screen, "↑ ↑ → Enter Space");
    let experiment = &training(&screen).runs.experiment;
    assert_eq!(experiment.hidden, [3, 2]);
    assert_eq!(experiment.activation.name(), "tanh");
    assert!(screen.text().contains("b η 0.5, hidden 2,"));
    assert!(screen.text().contains("6-3-2-1"));
}

#[test]
fn what_if_prepares_the_data_only_where_their_draw_changes() {
    let mut screen = admissions();
    let records =
        |screen: &Screen| std::ptr::from_ref(training(screen).playback.trainer.training());
    let before = records(&screen);
    for (row, typed) in [(0, "0.5"), (1, "3"), (2, "50")] {
        screen.press("e").press_times("↓", row);
        type_text(&mut screen, typed);
        walk(&mut screen, "Enter");
        assert!(training(&screen).dialog.prompt.is_none());
        assert_eq!(records(&screen), before, "{typed}");
    }
    screen.press("e ↓ ↓ ↓");
    type_text(&mut screen, "22");
    walk(&mut screen, "Enter");
    assert_ne!(records(&screen), before);
    assert_eq!(training(&screen).runs.prepared.recipe.seed, 22);
}

#[test]
fn a_long_draw_is_told_and_can_be_left() {
    // More numbers than are moved in one go.
    let rows = (0..60_000).map(|row| {
        let [a, b, c, d] = [2, 3, 5, 7].map(|factor| row * factor % 10_007);
        format!("{},{a},{b},{c},{d},{},{}", row % 2, a + d, b + c)
    });
    let text = format!("y,a,b,c,d,e,f\n{}", rows.collect::<Vec<_>>().join("\n"));
    let table = Table::read("large.csv", text.as_bytes(), &ReadOptions::default(), &mut silently);
    let choices = Choices { one_hot: Some(Vec::new()), ..Choices::default() };
    let source = Source::new(table.unwrap(), &choices);
    let experiment = Experiment { epochs: 2, ..Experiment::default() };
    let mut screen = admissions();
    let large = Training::new(source, experiment).expect("a fine table");
    screen.app.open(Shown::Training(Box::new(large)));
    let rows = training(&screen).runs.prepared.train_rows.clone();

    screen.press("e ↓ ↓ ↓");
    type_text(&mut screen, "22");
    let text = screen.press("Enter").text();
    assert!(text.contains("Drawing the records: "), "{text}");
    assert!(screen.app.has_work());
    let text = screen.press("Esc").text();
    assert!(!text.contains("Drawing"), "{text}");
    assert!(!screen.app.has_work());
    assert_eq!(training(&screen).runs.experiment.seed, 21);
    assert_eq!(training(&screen).runs.prepared.train_rows, rows);

    // What was typed is still there; a key that edits it stops the draw as well.
    screen.press("e Enter ↑");
    assert!(!screen.app.has_work());
    walk(&mut screen, "Enter");
    assert_eq!(training(&screen).runs.experiment.seed, 22);
    assert_ne!(training(&screen).runs.prepared.train_rows, rows);
}

#[test]
fn what_cannot_be_tried_is_told_in_the_form() {
    for (row, typed, sentence) in [
        (0, "0,5", "η is a number above 0"),
        (1, "2,,3", "One number of units a layer"),
        (2, "1.5", "A whole number from 1"),
        (3, "-1", "A whole number from 0 to 4294967295"),
        (4, "1", "A number above 0 and below 1"),
        (4, "0.999", "leaves none of the"),
    ] {
        let mut screen = admissions();
        screen.press("e").press_times("↓", row);
        type_text(&mut screen, typed);
        let text = screen.press("Enter").text();
        assert!(text.contains(sentence), "{typed}: {text}");
        assert_eq!(&training(&screen).runs.experiment, &Experiment::default());
        // What was typed is still there when the form is opened again.
        screen.press("Esc e");
        assert!(screen.text().contains(typed), "{typed}");
    }
}

/// The figures with these learning rates are those of a plain loop in Python.
#[test]
fn the_tutor_points_out_that_the_lessons_figure_rises_while_the_loss_falls() {
    for (rate, loss, figure) in [(0.5, "0.19978", "0.28955"), (5.0, "0.17013", "0.39212")] {
        let mut screen = trained(rate);
        let [whole, ..] = screen.dense();
        for sentence in [
            format!("The true loss fell from 0.24585 to {loss}: the network learns."),
            format!("figure rose from 0.25299 to {figure}, so after epoch"),
        ] {
            assert!(whole.contains(&dense(&sentence)), "{}", screen.text());
        }
    }
    let mut screen = trained(0.007);
    assert!(!screen.text().contains("fell from"));
}

#[test]
fn saturation_and_divergence_are_told_with_the_epoch_and_the_weight() {
    let mut screen = trained(1e100);
    let [whole, ..] = screen.dense();
    assert!(
        whole.contains(&dense("With the weights after epoch 1 every output is so close to 0 or 1"))
    );
    assert!(matches!(training(&screen).playback.status(), Status::Stopped(_)));

    let experiment = Experiment { learning_rate: f64::MAX, ..Experiment::default() };
    let mut screen = admissions();
    screen.app.open(Shown::Training(Box::new(own_data(experiment))));
    walk(&mut screen, "Space");
    let text = screen.text();
    let [whole, ..] = screen.dense();
    let sentence = "the steps were so long that the numbers grew beyond all bounds";
    assert!(whole.contains(&dense(sentence)), "{text}");
    assert!(text.contains("After epoch 1 the weight w"), "{text}");
    // Before that moment, training can be looked at as always.
    walk(&mut screen, "Home");
    assert_eq!(training(&screen).playback.status(), Status::Ready);
}

#[test]
fn counts_agree_with_counting_by_hand() {
    let mut screen = trained(5.0);
    walk(&mut screen, "3");
    let training = training(&screen);
    let counts = training.counts().expect("everything is counted");
    for (is_test, confusion) in [(false, counts[0]), (true, counts[1])] {
        let trainer = &training.playback.trainer;
        let data = if is_test { trainer.test() } else { trainer.training() };
        let mut by_hand = [[0, 0], [0, 0]];
        for record in 0..data.records() {
            let forward = training.playback.trainer.network().forward(&data.input(record));
            let target = usize::from(data.target(record)[0] == 1.0);
            by_hand[target][usize::from(forward.output()[0] > 0.5)] += 1;
        }
        assert_eq!(confusion.counts, by_hand);
        let point = training.playback.trainer.point().expect("a point");
        let accuracy = if is_test { point.test_accuracy } else { Some(point.training_accuracy) };
        let share = confusion.right() as f64 / confusion.total() as f64;
        assert_eq!(accuracy, Some(share));
    }
}

/// The counts of a moment, by hand.
fn counted_by_hand(training: &Training) -> [[[usize; 2]; 2]; 2] {
    [false, true].map(|is_test| {
        let trainer = &training.playback.trainer;
        let data = if is_test { trainer.test() } else { trainer.training() };
        let mut counts = [[0; 2]; 2];
        for record in 0..data.records() {
            let forward = training.playback.trainer.network().forward(&data.input(record));
            let target = usize::from(data.target(record)[0] == 1.0);
            counts[target][usize::from(forward.output()[0] > 0.5)] += 1;
        }
        counts
    })
}

/// Eight thousand records take several frames to count; here, a frame has time for the least that is done in one.
#[test]
fn many_records_are_counted_while_training_runs_and_the_count_says_of_which_epoch_it_is() {
    let mut screen = admissions();
    let training_of_many = own_rows(8000, Experiment { learning_rate: 2.0, ..deep() });
    screen.app.open(Shown::Training(Box::new(training_of_many)));
    screen.press("3");
    assert!(screen.text().contains("0 of 8000 counted"), "{}", screen.text());
    screen.app.work(&mut || false);
    assert!(!screen.text().contains(" 0 of 8000"), "{}", screen.text());
    assert!(screen.text().contains(" of 8000 counted"), "{}", screen.text());
    work(&mut screen.app);
    let first = counted_by_hand(training(&screen));
    assert!(screen.text().contains("╭ right and wrong ─"), "{}", screen.text());

    screen.press("Space");
    let mut seen = Vec::new();
    for _ in 0..40 {
        screen.app.work(&mut || false);
        let counts = training(&screen).tally.complete().expect("the last count");
        if counts.epoch == 0 {
            assert_eq!(counts.sets.map(|set| set.counts), first);
        }
        seen.push(counts.epoch);
        if training(&screen).playback.trainer.position().epoch > counts.epoch {
            let title = format!("at epoch {}: right, wrong", counts.epoch);
            assert!(screen.text().contains(&title), "{}", screen.text());
        }
    }
    seen.dedup();
    assert!(seen.len() > 3, "complete counts while it runs: {seen:?}");

    screen.press("Space");
    let mut slices = 0;
    while screen.app.has_work() {
        screen.app.work(&mut || false);
        slices += 1;
        assert!(slices < 200, "it is counted soon after a pause");
    }
    assert!(slices > 1, "it is not counted in one go");
    let training = training(&screen);
    let counts = training.counts().expect("everything is counted");
    assert_eq!(counts.map(|set| set.counts), counted_by_hand(training));
    assert!(screen.text().contains("╭ right and wrong ─"), "{}", screen.text());
}

#[test]
fn a_file_is_written_on_request_and_never_over_another_one_unasked() {
    let mut screen = trained(0.007);
    screen.press("S");
    let enter = keymap::action(&screen.app, KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE));
    let enter = enter.expect("Enter answers");
    let Some(Effect::Write(Write { path, contents, replace })) = screen.app.update(enter) else {
        panic!("nothing is written");
    };
    assert_eq!((path.as_path(), replace), (Path::new("backprop-training.csv"), false));
    assert_eq!(contents.lines().count(), 1002);
    assert!(contents.starts_with("epoch,loss,"));

    screen.app.written(Written::Exists);
    assert!(screen.text().contains("There is a file of this name."));
    let Some(Effect::Write(Write { replace: true, .. })) = screen.app.update(enter) else {
        panic!("it is not replaced when asked again");
    };
    screen.app.written(Written::Exists);
    type_text(&mut screen, "x");
    assert_eq!(screen.app.update(enter), None, "csvx is no format");
    assert!(screen.text().contains("has to end in .csv or .json"));
    screen.press_times("Backspace", 30);
    type_text(&mut screen, "run.json");
    let Some(Effect::Write(Write { contents, replace: false, .. })) = screen.app.update(enter)
    else {
        panic!("another name keeps the old file");
    };
    assert!(contents.contains("\"layers\""));
    screen.app.written(Written::Failed(Hindrance::Full));
    assert!(screen.text().contains("Not saved: the disk is full."));
    screen.app.update(enter);
    screen.app.written(Written::Done);
    assert!(screen.text().contains("Written to run.json."));
    screen.press("→");
    assert!(!screen.text().contains("Written to"));
}

/// Two hidden layers.
fn deep() -> Experiment {
    Experiment { hidden: vec![8, 4], ..Experiment::default() }
}

/// Many rows, long names, categories.
fn own_data(experiment: Experiment) -> Training {
    own_rows(3000, experiment)
}

fn own_rows(rows: usize, experiment: Experiment) -> Training {
    use std::fmt::Write as _;

    let mut csv = "id;a very long name of a column;group;größe;passed\n".to_owned();
    for row in 0..rows {
        let (a, b) = (row * 37 % 101, row * 91 % 997);
        let group = ["north", "south", "east"][row % 3];
        writeln!(csv, "{row};{a};{group};{b}.5;{}", u8::from(a * 10 + b > 1000)).expect("a string");
    }
    let table =
        Table::read("some/where/own.csv", csv.as_bytes(), &ReadOptions::default(), &mut |_| {
            std::ops::ControlFlow::Continue(())
        });
    let source = Source::new(table.expect("a table"), &Choices::default());
    Training::new(source, experiment).expect("a training")
}

#[test]
fn what_was_guessed_about_own_data_is_shown_with_it() {
    let mut screen = admissions();
    screen.app.open(Shown::Training(Box::new(own_data(deep()))));
    screen.press("4");
    let [whole, ..] = screen.dense();
    for sentence in [
        "own.csv – 5-8-4-1",
        "3000 rows, 5 columns.",
        "To dummies: group (few different values).",
        "guessed from the header",
        "Left out: id",
    ] {
        assert!(whole.contains(&dense(sentence)), "{sentence}: {}", screen.text());
    }
}

#[test]
fn what_was_guessed_is_told_in_the_language_of_the_screen() {
    let mut screen = admissions();
    screen.app.open(Shown::Training(Box::new(own_data(deep()))));
    screen.press("4 L");
    let [whole, ..] = screen.dense();
    for sentence in [
        "目标值：passed（只有这一列全是 0 和 1）。",
        "变成哑变量：group（只有几种取值）。",
        "不使用：id（只是行的编号）。",
        "单元格之间用分号隔开（从表头猜的）。",
    ] {
        assert!(whole.contains(&dense(sentence)), "{sentence}: {}", screen.text());
    }
    for english in ["guessed", "Left out", "different"] {
        assert!(!screen.text().contains(english), "{english}: {}", screen.text());
    }
    screen.press("L");
    assert!(screen.dense()[0].contains(&dense("Left out: id (only the number of the row).")));
}

#[test]
fn what_was_asked_for_is_told_apart_from_what_was_guessed() {
    let csv = "a,b,c,y\n1,1.5,x,0\n2,7.5,x,1\n1,3.5,x,0\n2,2.25,x,1\n";
    let table = Table::read("own.csv", csv.as_bytes(), &ReadOptions::default(), &mut |_| {
        std::ops::ControlFlow::Continue(())
    });
    let choices = Choices { leave_out: Some(vec!["c".to_owned()]), ..Choices::default() };
    let source = Source::new(table.expect("a table"), &choices);
    let training = Training::new(source, Experiment::default()).expect("a training");
    let mut screen = admissions();
    screen.app.open(Shown::Training(Box::new(training)));
    screen.press("4");
    let [whole, ..] = screen.dense();
    let sentence = "Standardised: a, b (numbers of many values).  Left out: c.";
    assert!(whole.contains(&dense(sentence)), "{}", screen.text());
}

#[test]
fn what_cannot_be_tried_is_told_in_the_language_of_the_screen_and_names_the_field() {
    for (share, english, chinese) in [
        (
            "0.999",
            "A share of test records of 0.999 leaves none of the 40 records for training. Choose a smaller share.",
            "测试记录的比例取 0.999，40 条记录里就没有一条留给训练了。请取小一点。",
        ),
        (
            "0.00000000000001",
            "A share of test records of 0.00000000000001 leaves none of the 40 records for testing. Choose a larger share.",
            "测试记录的比例取 0.00000000000001，40 条记录里就没有一条留给测试了。请取大一点。",
        ),
    ] {
        for (language, sentence) in [(Language::En, english), (Language::Zh, chinese)] {
            let mut screen = admissions();
            screen.app.settings.language = language;
            screen.press("e").press_times("↓", 4);
            type_text(&mut screen, share);
            screen.press("Enter");
            let popup = popup(&mut screen);
            assert!(popup.contains(&dense(sentence)), "{popup}");
            assert!(!popup.contains("--"), "{popup}");
        }
    }
}

#[test]
fn why_a_file_was_not_written_is_told_in_the_language_of_the_screen() {
    for (hindrance, english, chinese) in [
        (Hindrance::NoFolder, "there is no such folder", "没有这个文件夹"),
        (Hindrance::Forbidden, "not allowed to write there", "没有在那里写文件的权限"),
        (Hindrance::NoFile, "no ordinary file", "不是普通文件"),
        (Hindrance::Full, "the disk is full", "磁盘已满"),
    ] {
        let mut screen = admissions();
        screen.press("S");
        screen.app.written(Written::Failed(hindrance));
        assert!(screen.text().contains(english), "{}", screen.text());
        screen.app.settings.language = Language::Zh;
        assert!(screen.text().contains(chinese), "{}", screen.text());
    }
}

/// Thirty columns: a number, twenty-five quantities, three of categories, and the target.
fn wide_data(experiment: Experiment) -> Training {
    use std::fmt::Write as _;

    let quantities = (1..=25).map(|column| format!("quantity_{column:02}"));
    let categories = (1..=3).map(|column| format!("group_{column}"));
    let names: Vec<String> = quantities.chain(categories).collect();
    let mut csv = format!("id,{},passed\n", names.join(","));
    for row in 0..50 {
        let cells = (0..28).map(|column| match column {
            0..25 => format!("{}.25", (row * 37 + column * 53) % 101),
            _ => ["north", "south", "east", "west"][(row + column) % 4].to_owned(),
        });
        let cells: Vec<String> = cells.collect();
        writeln!(csv, "{row},{},{}", cells.join(","), row % 2).expect("a string");
    }
    let table = Table::read("wide.csv", csv.as_bytes(), &ReadOptions::default(), &mut |_| {
        std::ops::ControlFlow::Continue(())
    });
    let source = Source::new(table.expect("a table"), &Choices::default());
    Training::new(source, experiment).expect("a training")
}

fn wide() -> Screen {
    let mut screen = admissions();
    let training = Box::new(wide_data(Experiment::default()));
    screen.app.open(Shown::Training(training));
    screen
}

/// What the header of a table says: how many columns are out of sight on the left, the names in sight, how many are out of sight on the right.
fn header(screen: &mut Screen) -> (usize, Vec<String>, usize) {
    let lines = screen.lines();
    let line = lines.iter().find(|line| line.contains(" row ")).expect("a header");
    let words: Vec<&str> = line.trim_matches('│').split_whitespace().collect();
    let count = |word: &str| word.strip_prefix('+').and_then(|count| count.parse().ok());
    let mut names = words.clone();
    let left = words.iter().position(|word| *word == "[").map(|at| {
        names.drain(at..at + 2);
        count(words[at + 1]).expect("a number")
    });
    let right = names.last().is_some_and(|word| *word == "]").then(|| {
        names.pop();
        names.pop().and_then(count).expect("a number")
    });
    let names = names.into_iter().map(str::to_owned).collect();
    (left.unwrap_or(0), names, right.unwrap_or(0))
}

#[test]
fn every_column_of_a_wide_table_can_be_reached_and_the_row_number_stays() {
    for (stage, pinned) in [(0, 1), (1, 1), (2, 1), (3, 1), (4, 3), (5, 3)] {
        let mut screen = wide();
        screen.press("4").press_times("→", stage);
        let total = training(&screen).columns().len();
        let mut met = Vec::new();
        for moved in 0..total {
            let (left, names, right) = header(&mut screen);
            assert_eq!(left, moved.min(total - pinned - 1), "stage {stage}");
            assert_eq!(left + names.len() + right, total, "stage {stage}: {names:?}");
            assert_eq!(names[pinned - 1], "row");
            met.extend(names);
            screen.press("]");
        }
        met.sort();
        met.dedup();
        assert_eq!(met.len(), total, "stage {stage}: {met:?}");
        // Ten at once, and back to where it began.
        screen.press_times("{", total / 10 + 1);
        assert_eq!(header(&mut screen).0, 0);
        screen.press("}");
        assert_eq!(header(&mut screen).0, 10);
        screen.press("[");
        assert_eq!(header(&mut screen).0, 9);
        // Another stage, another table.
        screen.press("Home →");
        assert_eq!(header(&mut screen).0, 0);
    }
}

#[test]
fn what_is_told_of_the_row_begins_with_the_columns_in_sight() {
    let mut screen = wide();
    screen.press("4 } } → → →");
    assert!(screen.text().contains("quantity_01′ = (x − mean) / s"));
    screen.press("} } } }");
    let text = screen.text();
    assert!(!text.contains("quantity_20′ ="), "{text}");
    assert!(text.contains("quantity_25′ = (x − mean) / s"), "{text}");
}

#[test]
fn the_records_can_be_moved_sideways_where_they_have_many_digits() {
    let mut screen = admissions();
    screen.press("3").press_times(".", 10);
    screen.press("] ]");
    assert!(screen.text().contains("set  no.  row  [ +2  right?"), "{}", screen.text());
}

#[test]
fn all_sums_and_weights_of_the_lesson_are_in_sight_in_the_smallest_window() {
    let mut screen = admissions();
    walk(&mut screen, "2 Tab → → →");
    let training = training(&screen);
    let notation = screen.app.settings.notation;
    let trainer = &training.playback.trainer;
    let weights = trainer.network().layers().iter().map(|layer| &layer.weights);
    let sums = trainer.sums().iter().map(|sums| &sums.weights);
    let numbers: Vec<String> =
        weights.chain(sums).flatten().map(|number| notation.number(*number)).collect();
    assert_eq!(numbers.len(), 28);
    let lines = screen.lines();
    let panel = lines.iter().map(|line| line.chars().skip(45).collect::<String>());
    let panel = panel.collect::<Vec<_>>().join("\n");
    for number in numbers {
        let mut words = panel.split_whitespace();
        assert!(words.any(|word| word == number), "{number}: {panel}");
    }
}

#[test]
fn all_numbers_of_the_lessons_records_are_in_sight_in_the_smallest_window() {
    for &language in Language::VARIANTS {
        let mut screen = admissions();
        screen.app.settings.language = language;
        walk(&mut screen, "2 Tab");
        for record in 0..36 {
            walk(&mut screen, "→");
            let place = training(&screen).place(record);
            let example = place.example(&training(&screen).playback.trainer).expect("a record");
            let forward = example.network.forward(&example.input);
            let backward = gradient::backward(&example.network, &forward, &example.target);
            let notation = screen.app.settings.notation;
            let vectors = [&example.target, &example.input].into_iter();
            let vectors = vectors.chain(&forward.activations).chain(&backward.error_terms);
            let [whole, ..] = screen.dense();
            for vector in vectors {
                let numbers: Vec<String> = vector.iter().map(|n| notation.number(*n)).collect();
                let shown = match numbers.as_slice() {
                    [single] => format!("={single}"),
                    _ => format!("=[{}]", numbers.join(",")),
                };
                assert!(whole.contains(&shown), "{shown}: {}", screen.text());
            }
        }
    }
}

#[test]
fn what_is_cut_off_is_marked_in_the_characters_that_can_be_shown() {
    for (symbols, name, cut) in
        [(Symbols::Unicode, "qua…_01", '…'), (Symbols::Ascii, "qua~_01", '~')]
    {
        let mut screen = wide();
        screen.app.settings.notation.symbols = symbols;
        walk(&mut screen, "2 Tab →");
        assert!(screen.text().contains(name), "{}", screen.text());
        let lines = screen.lines();
        // The last line of the panel on the left, which has 43 columns inside.
        let last: String = lines[17].chars().skip(1).take(43).collect();
        assert!(last.trim_end().ends_with(cut), "{last}");
    }
}

#[test]
fn a_form_of_one_field_offers_no_way_to_another_one() {
    let mut screen = admissions();
    for (key, moves) in [("g", false), ("S", false), ("e", true)] {
        screen.press(key);
        let lines = screen.lines();
        let footer = lines.last().expect("a footer");
        assert!(footer.contains("Enter apply  Esc go back"), "{footer}");
        assert_eq!(footer.contains("down"), moves, "{footer}");
        screen.press("Esc");
    }
}

#[test]
fn large_counts_are_not_clipped() {
    for &language in Language::VARIANTS {
        let mut screen = admissions();
        screen.app.settings.language = language;
        screen.app.open(Shown::Training(Box::new(own_rows(60_000, Experiment::default()))));
        walk(&mut screen, "3");
        let [train, _] = training(&screen).counts().expect("counted");
        let accuracy = train.right() as f64 / train.total() as f64;
        let accuracy = screen.app.settings.notation.number(accuracy);
        let lines = screen.lines();
        let whole = |line: &String| line.contains(&format!("{accuracy} ")) && line.ends_with('│');
        assert!(lines.iter().any(whole), "{accuracy}: {}", screen.text());
    }
}

#[test]
fn the_sums_of_a_large_network_can_be_reached_by_pages_and_sideways() {
    let mut screen = admissions();
    let experiment = Experiment { hidden: vec![5], ..Experiment::default() };
    let wide = Box::new(wide_data(experiment));
    let names: Vec<_> =
        (wide.runs.prepared.features.iter()).map(|feature| feature.name.clone()).collect();
    screen.app.open(Shown::Training(wide));
    screen.press("2 [ PgUp");
    let numbers = |screen: &mut Screen, heading: &str| {
        let lines = screen.lines();
        let place = lines.iter().position(|line| line.contains(heading));
        let lines = lines.into_iter().skip(place.map_or(usize::MAX, |at| at + 1));
        let line = |line: String| line.chars().skip(46).take(32).collect::<String>();
        lines.map(line).collect::<Vec<_>>()
    };
    assert!(screen.text().contains("╰ +3 ]  +"), "{}", screen.text());
    screen.press_times("PgDn", 20);
    assert!(screen.text().contains("PgUp +"), "{}", screen.text());
    assert!(!screen.text().contains("PgDn"), "{}", screen.text());
    let network = training(&screen).playback.trainer.network().clone();
    let notation = screen.app.settings.notation;
    let last = names.len() - 1;
    for (moved, units) in [(0, 0..2), (3, 3..5)] {
        screen.press_times("[", 9).press_times("]", moved);
        let seen = numbers(&mut screen, "W, w at epoch 0");
        let line = seen.iter().rev().find(|line| line.contains("gro")).expect("a feature");
        for unit in units {
            let weight = notation.number(network.layers()[0].weights[[last, unit]]);
            assert!(line.contains(&weight), "{weight}: {line}");
        }
    }
}

#[test]
fn every_view_can_be_drawn_in_any_window_language_and_theme() {
    for own in [false, true] {
        let mut screen = admissions();
        if own {
            screen.app.open(Shown::Training(Box::new(own_data(deep()))));
            walk(&mut screen, "→ Tab →");
        }
        for &language in Language::VARIANTS {
            for symbols in [Symbols::Unicode, Symbols::Ascii] {
                screen.app.settings.language = language;
                screen.app.settings.notation.symbols = symbols;
                for keys in [
                    "1", "2", "3", "PgDn", "4", "→", "→", "→", "→", "→", "g", "Esc", "e", "Esc",
                    "S", "Esc", "Home",
                ] {
                    walk(&mut screen, keys);
                    for &theme in Theme::VARIANTS {
                        screen.app.settings.theme = theme;
                        for (width, height) in [(80, 24), (100, 30), (139, 24), (160, 50), (1, 1)] {
                            screen.resize(width, height).draw();
                        }
                    }
                    screen.resize(80, 24);
                    if symbols == Symbols::Ascii && language == Language::En && !own {
                        let text = screen.text();
                        let odd: String = text.chars().filter(|c| !c.is_ascii()).collect();
                        assert_eq!(odd.replace(['中', '文'], ""), "", "{keys}: {text}");
                    }
                }
            }
        }
    }
}

#[test]
fn no_sentence_is_clipped_in_the_smallest_window() {
    for &language in Language::VARIANTS {
        let mut screen = trained(5.0);
        screen.app.settings.language = language;
        let words = screen.app.settings.text();
        for (keys, sentences) in [
            ("1", vec![&words.training.misled_warned, &words.training.accuracy_caution]),
            ("2", vec![&words.algorithm.slip_hidden, &words.algorithm.slip_step]),
            ("3", vec![&words.records.caution_few, &words.records.caution_general]),
            ("4 → →", vec![&words.data.scales_why]),
            ("→ →", vec![&words.data.split_why]),
            ("→", vec![&words.data.features_why]),
        ] {
            walk(&mut screen, keys);
            let [whole, ..] = screen.dense();
            for sentence in sentences {
                // What stands between the values that are filled in.
                for part in sentence.split(['{', '}']).step_by(2) {
                    assert!(whole.contains(&dense(part)), "{part}: {}", screen.text());
                }
            }
        }
    }
}

#[test]
fn the_help_of_every_view_names_every_key() {
    let mut screen = admissions();
    for keys in ["1", "3"] {
        screen.press(keys).press("?");
        let help = screen.text();
        for binding in keymap::bindings(keymap::Context::of(&screen.app)) {
            for key in binding.keys {
                let name = keymap::key_name(*key);
                assert!(help.contains(&name), "{name} is not in the help:\n{help}");
            }
        }
        screen.press("Esc");
    }
}
