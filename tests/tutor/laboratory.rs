//! Journeys through the training screen: keys in, screens out.

use std::fmt::Write as _;
use std::path::Path;

use backprop::app::experiment::{Experiment, Source};
use backprop::app::field::Edit;
use backprop::app::training::{Status, Training, View, Zoom};
use backprop::app::{Action, Effect, Write, Written};
use backprop::data::{Choices, ReadOptions, Table, silently};
use backprop::files::IoFault;
use backprop::keymap;
use backprop::lesson::{Cell, Quantity, Symbols};
use backprop::nn::Loss;
use backprop::nn::gradient;
use backprop::nn::training::{Position, Trainer};
use backprop::text::Language;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::tutor::{LANGUAGES, SYMBOLS, THEMES, Tutor, dense, key, pairs};

/// The admissions data, trained to the end with another learning rate.
fn trained(learning_rate: f64) -> Tutor {
    let experiment = Experiment { learning_rate, ..Experiment::default() };
    let training = Training::new(Source::admissions(), experiment).expect("the lesson's data");
    Tutor::train(training).after("Space")
}

/// A training on a table of one's own.
fn on_table(name: &str, csv: &str, choices: &Choices, experiment: Experiment) -> Training {
    let table = Table::read(name, csv.as_bytes(), &ReadOptions::default(), &mut silently);
    let source = Source::new(table.expect("a table"), choices);
    Training::new(source, experiment).expect("a training")
}

fn trainer(screen: &Tutor) -> &Trainer {
    &screen.training().playback.trainer
}

fn position(screen: &Tutor) -> Position {
    trainer(screen).position()
}

#[test]
fn the_recap_stands_at_the_record_that_was_added_last() {
    let mut screen = Tutor::menu().after("4 2 Tab → → →");
    insta::assert_snapshot!(screen.text(), @r#"
    80x24
     The admissions data – 6-2-1           paused – 5 epochs a frame – → one record
     1 chart  2 algorithm  3 records  4 data  5 weights  6 map     0% ░░░░░░░░░░░░░
    ╭ the recap, running ───────────────────────╮╭ SW, Sw after 3 of 36 records ───╮
    │ SW ← 0      Sw ← 0                        ││ SW        −0.03494    −0.15466  │
    │ for each record x, y              3 of 36 ││ gre       0.030945  −0.0084075  │
    │   h = x·w     a = f(h)                    ││ gpa       0.077893   −0.026956  │
    │   z = a·W     ŷ = f(z)                    ││ rank_1    0.012629  −0.0039672  │
    │   δᵒ = (y − ŷ)·f′(z)                      ││ rank_2   −0.020519   0.0090215  │
    │   δʰ = W·δᵒ·f′(h)     text: δʰ = δᵒ·f′(h) ││ rank_3    −0.02027   0.0065787  │
    │▶  SW ← SW + δᵒ·a     text: ΔW ← ΔW + δᵒ·a ││ rank_4           0           0  │
    │▶  Sw ← Sw + δʰ·x        text: Δw = w + δʰ ││ W, w, epochs done: 0            │
    │ W ← W + η·SW/m                            ││ W          0.65768    −0.28138  │
    │ w ← w + η·Sw/m                            ││ gre      −0.021214   −0.045396  │
    │ and again           0 of 1000 epochs done ││ gpa        0.42531    −0.51306  │
    │ record 3 (row 14)   y = 1   ŷ ≈ 0.60372   ││ rank_1      0.3043    −0.69853  │
    │ a ≈ [0.71785, 0.18175]   δᵒ ≈ 0.094807    ││ rank_2   −0.084044   −0.095763  │
    │ δʰ ≈ [0.012629, −0.0039672]               ││ rank_3     0.46056  −0.0051545  │
    │ x ≈ [0.65619, 1.5129, 1, 0, 0, 0]         ││ rank_4    −0.25034     0.56081  │
    ╰───────────────────────────────────────────╯╰─────────────────────────────────╯
     The lesson's recap writes δʰ = δᵒ·f′(h), without the weight W; its formula
     before and its script have W.
     It calls the sum ΔW too; here the sum is S, and ΔW = η·SW/m is the step. Its
     Δw = w + δʰ should add δʰ·x, and to the sum Sw, not to w.
     Space run, pause  → next  ← back  Tab step size  v view  e what if?  ? help
    "#);
}

#[test]
fn the_records_are_told_apart_and_counted() {
    let mut screen = Tutor::menu().after("4 3 ↓ PgDn ↓");
    insta::assert_snapshot!(screen.text(), @r#"
    80x24
     The admissions data – 6-2-1             ready – 5 epochs a frame – → one epoch
     1 chart  2 algorithm  3 records  4 data  5 weights  6 map     0% ░░░░░░░░░░░░░
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
    │  training   15   36  0  0.56161  ✗ wrong     ││1│⠁  ⠁ ⠈  ⠈  ⠁  ⠁ ⠈  ⠈  ⠁  ⠁ ⠈│
    │  training   16    0  0  0.57847  ✗ wrong     ││ │⠂                           │
    │  training   17   29  0   0.5642  ✗ wrong     ││0│⠁  ⡀ ⢀  ⢀  ⡀  ⡀ ⢀  ⢀  ⡀  ⡀ ⢀│
    │  training   18   16  0  0.55795  ✗ wrong     ││ └────────────────────────────│
    │  training   19    2  1  0.60355  ✓ right     ││ 0            500         1000│
    ╰──────────────────────────────────────────────╯╰ ⠂⠂ test ─ ⠤⠤ training ───────╯
     With 4 test records, one more or less right changes the accuracy by 0.25: 0.25
     says very little about records that the network has never seen.
     A record counts as right when ŷ is above 0.5 and y is 1, or ŷ is not above 0.5
     and y is 0.
     ↑ up  ↓ down  Enter open the record  Space run, pause  → next  ← back  ? help
    "#);
}

#[test]
fn the_last_stage_of_the_data_is_what_the_network_gets() {
    let mut screen = Tutor::menu().after("4 4 End PgDn");
    insta::assert_snapshot!(screen.text(), @r#"
    80x24
     The admissions data – 6-2-1            ready – 5 epochs a frame – → next stage
     1 chart  2 algorithm  3 records  4 data  5 weights  6 map     0% ░░░░░░░░░░░░░
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
     ↑ up  ↓ down  Enter open the record  Space run, pause  → next  ← back  ? help
    "#);
}

#[test]
fn digits_and_v_lead_through_the_views() {
    let mut screen = Tutor::menu().after("4");
    for (key, view) in [
        ("3", View::Records),
        ("1", View::Chart),
        ("4", View::Data),
        ("2", View::Algorithm),
        ("v", View::Records),
        ("v", View::Data),
        ("v", View::Weights),
        ("v", View::Map),
        ("v", View::Chart),
        ("6", View::Map),
        ("5", View::Weights),
        ("1", View::Chart),
        ("v", View::Algorithm),
    ] {
        assert_eq!(screen.keys(key).training().viewpoint.view, view);
    }
}

#[test]
fn every_step_back_shows_the_screen_before() {
    for keys in ["2", "2 Tab", "2 Tab Tab", "3 Tab", "1"] {
        let mut screen = Tutor::menu().after("4").after(keys);
        let mut seen = Vec::new();
        for _ in 0..40 {
            seen.push(screen.text());
            screen.run("→");
        }
        for before in seen.iter().rev() {
            screen.run("←");
            // The curve keeps the points that were reached once; everything else is as it was.
            if keys.starts_with('2') {
                assert_eq!(&screen.text(), before, "{keys}");
            }
        }
        assert_eq!(position(&screen), Position::default());
    }
}

#[test]
fn the_marked_line_moves_through_the_recap() {
    let mut screen = Tutor::menu().after("4 2 Tab Tab");
    assert_eq!(screen.training().playback.zoom, Zoom::Number);
    for line in ["SW ← 0", "  h = x·w", "  δᵒ = (y − ŷ)", "  δʰ = W·δᵒ", "  SW ← SW + δᵒ·a"]
    {
        screen.shows(&format!("│▶{line}")).run("→");
    }
    screen.run("Tab Tab");
    while position(&screen).record < 36 {
        screen.run("→");
    }
    screen.shows("│▶W ← W + η·SW/m");
    screen.run("→").shows("│▶SW ← 0").shows("1 of 1000 epochs done");
}

#[test]
fn a_record_opens_in_the_stepper_with_the_weights_of_that_moment() {
    let mut screen = Tutor::menu().after("4 → → Tab →×5");
    let network = trainer(&screen).network().clone();
    let input = trainer(&screen).training().input(4);
    let example =
        screen.keys("Enter").shows("Epochs done: 2 – training record 5 of 36").trace().example();
    assert_eq!((&example.network, &example.input), (&network, &input));
    assert_eq!(example.learning_rate, 0.007);
    screen.keys("→ → L").shows("2 轮之后，训练样本 5/36");
    assert_eq!(position(screen.keys("L Esc")), Position { epoch: 2, record: 5 });
}

/// The weights that a record opened in the stepper ends with, in the order of the steps.
fn new_weights(screen: &Tutor) -> Vec<(Cell, f64)> {
    let steps = screen.trace().script().steps().iter();
    let new = steps.filter(|cell| cell.quantity == Quantity::NewWeight);
    new.map(|cell| (*cell, screen.trace().value(*cell))).collect()
}

#[test]
fn a_training_record_ends_with_the_update_that_training_makes() {
    for (experiment, keys) in [
        (Experiment::default(), "3 Enter"),
        (Experiment::default(), "→ → Tab →×5 Enter"),
        (Experiment { learning_rate: 0.5, ..deep() }, "→ 3 ↓×7 Enter"),
    ] {
        let training = Training::new(Source::admissions(), experiment).expect("a training");
        let mut screen = Tutor::train(training).after(keys);
        let new = new_weights(&screen);
        assert_eq!(screen.trace().script().steps().last(), new.last().map(|(cell, _)| cell));
        screen.keys("Esc");
        let mut after = trainer(&screen).clone();
        after.run_to(position(&screen).epoch + 1);
        let layers = after.network().layers();
        assert_eq!(new.len(), layers.iter().map(|layer| layer.weights.len()).sum::<usize>());
        for (cell, value) in new {
            let trained = layers[cell.layer].weights[[cell.from, cell.unit]];
            assert!((value - trained).abs() <= 1e-12 * trained.abs(), "{cell:?}");
        }
    }
}

#[test]
fn a_training_record_shows_its_share_and_what_the_batch_makes_of_it() {
    let mut screen = Tutor::menu().after("4 Enter");
    screen.shows("x1 = gre, x2 = gpa").keys("→").shows("x1 = gre");
    let is_share = |screen: &Tutor| {
        screen.stepper().focus().is_some_and(|cell| cell.quantity == Quantity::WeightShare)
    };
    while !is_share(&screen) {
        screen.keys("→");
    }
    screen.shows("sW1 = δᵒ·a1").keys("g").shows("∂E/∂W1 = −δᵒ·a1").keys("Esc");
    screen.keys("→×14").shows("SW1 = sW1 + RW1").says("the others, 35 of 36, add");
    screen.keys("→×14").shows("ΔW1 = η·SW1/m").shows("/36").says("over all 36 training records");
    screen.keys("→×14").shows("W1_new = W1 + ΔW1").keys("End").lacks("E_new");
}

#[test]
fn a_test_record_ends_with_its_loss() {
    let mut screen = Tutor::menu().after("4 3 PgDn×4 Enter End");
    let last = screen.stepper().focus().expect("a step");
    assert_eq!((last.quantity, screen.position()), (Quantity::Loss, screen.total()));
    screen.says("It is a test record");
}

#[test]
fn at_the_zoom_of_a_number_the_next_step_opens_the_record_and_test_records_open_too() {
    let mut screen = Tutor::menu().after("4 Tab Tab →");
    assert_eq!(screen.position(), 0, "at the start of a lesson");
    screen.run("Esc 3 PgDn×4 Enter").shows("Epochs done: 0 – test record 4 of 4");
}

#[test]
fn at_the_zoom_of_a_number_training_stays_where_it_is() {
    let mut screen = Tutor::menu().after("4 → → Tab → → → Tab");
    let before = position(&screen);
    for keys in ["→ Esc", "←", "3 ←", "1 ← → Esc"] {
        assert_eq!(position(screen.run(keys)), before, "{keys}");
    }
    assert!(position(screen.run("2 ←×4")) < before);
}

#[test]
fn a_network_that_is_too_large_to_open_says_what_the_limit_is_and_why() {
    let open = |first| {
        let experiment = Experiment { hidden: vec![first, 40], ..Experiment::default() };
        Tutor::train(own_data(experiment)).after("Enter")
    };
    assert_eq!(open(600).position(), 0, "it opens");
    let mut screen = open(1000);
    screen.says(
        "This network has 45040 weights. A record can be opened number by number with up to 30000",
    );
    screen.says("a key would have to wait");
    screen.app.settings.language = Language::Zh;
    screen
        .says("这个网络有 45040 个权重。逐个数地打开一个样本，最多支持 30000 个权重")
        .says("就要等");
    // The next key takes it away.
    screen.keys("↓").lacks("45040").training();
}

#[test]
fn a_jump_is_exact_to_the_last_bit() {
    let mut screen = trained(0.007).after("g 3 0 1 Enter");
    let other = trained(0.007).after("Home →×301");
    assert_eq!(position(&screen).epoch, 301);
    assert_eq!(trainer(&screen).network(), trainer(&other).network());
    // The MSE after 301 epochs as NumPy computes it.
    let loss = trainer(&screen).point().expect("a point").loss;
    assert!((loss - 0.244_933_379_777_077_7).abs() < 1e-14);
    assert_eq!(position(screen.run("g 9×6 Enter")).epoch, 1000);
}

#[test]
fn full_width_digits_and_marks_are_numbers_in_every_field() {
    for (keys, typed) in [
        ("e", "０．５"),
        ("e", "0。5"),
        ("e", "．５"),
        ("e", "５ｅ－１"),
        ("e", "５Ｅ−1"),
        ("e ↓", "２，3"),
        ("e ↓", "2、3"),
        ("e ↓×2", "５０"),
        ("e ↓×3", "２２"),
        ("e ↓×4", "０。２"),
    ] {
        let mut screen = Tutor::menu().after("4");
        screen.keys(keys).type_(typed).run("Enter");
        let asked = &screen.training().dialog.prompt;
        assert!(asked.is_none(), "{typed}: {asked:?}");
        let experiment = &screen.training().runs.experiment;
        let expected = match keys {
            "e" => Experiment { learning_rate: 0.5, ..Experiment::default() },
            "e ↓" => Experiment { hidden: vec![2, 3], ..Experiment::default() },
            "e ↓×2" => Experiment { epochs: 50, ..Experiment::default() },
            "e ↓×3" => Experiment { seed: 22, ..Experiment::default() },
            _ => Experiment { test_fraction: 0.2, ..Experiment::default() },
        };
        assert_eq!(*experiment, expected, "{typed}");
    }
    let mut screen = Tutor::menu().after("4 g");
    screen.type_("１２").run("Enter");
    assert_eq!(position(&screen).epoch, 12);
    // A file keeps the name that was typed.
    screen.keys("S").type_("２０２４。csv").shows("２０２４。csv");
}

#[test]
fn what_is_no_number_is_refused_and_not_read_as_another() {
    for (keys, typed, sentence) in [
        ("e", "1/2", "η is a number above 0"),
        ("e", "0，5", "η is a number above 0"),
        ("e", "0 5", "η is a number above 0"),
        ("e", "0;5", "η is a number above 0"),
        ("e ↓", "2 3", "with commas between"),
        ("e ↓", "2。3", "with commas between"),
        ("e ↓×2", "1。5", "A whole number from 1"),
        ("e ↓×3", "1.5", "A whole number from 0"),
        ("e ↓×4", "1/1", "from 0 to below 1"),
        ("g", "0。5", "A whole number from 0 to 1000"),
    ] {
        let mut screen = Tutor::menu().after("4");
        screen.keys(keys).type_(typed).run("Enter");
        screen.shows(sentence);
        assert!(screen.training().dialog.prompt.is_some(), "{typed}");
    }
}

#[test]
fn a_long_way_can_be_left() {
    let mut screen = Tutor::menu().after("4");
    screen.keys("g 9 9 9 Enter").app.work(&mut || false);
    assert!(screen.app.has_work());
    assert!(!screen.keys("Space").app.has_work());
    assert!(position(&screen).epoch < 999);
}

#[test]
fn letters_go_into_a_field_and_escape_leaves_it() {
    let mut screen = Tutor::menu().after("4 g q L e S T 4 2");
    assert_eq!(screen.app.field().expect("a field").text(), "e42");
    let control_c = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
    assert_eq!(keymap::action(&screen.app, control_c), Some(Action::Quit));
    let pasted = keymap::paste(&screen.app, "1\u{1b}\n2x");
    assert_eq!(pasted, ['1', '2'].map(|digit| Action::Edit(Edit::Insert(digit))));
    assert!(screen.keys("Esc").app.field().is_none());
    assert_eq!(position(&screen), Position::default());
    assert!(keymap::paste(&screen.app, "12").is_empty());
}

#[test]
fn what_if_keeps_the_old_curve_and_names_it_by_what_was_changed() {
    let mut screen = trained(0.007);
    screen.keys("e").type_("0.5").run("Enter Space").shows("a η 0.007            0.24308");
    assert_eq!(screen.training().runs.experiment.learning_rate, 0.5);
    assert_eq!(position(&screen).epoch, 1000);

    screen.keys("e ↓").type_("3,2").run("↑ ↑×2 → Enter Space");
    let experiment = &screen.training().runs.experiment;
    assert_eq!(experiment.hidden, [3, 2]);
    assert_eq!(experiment.activation.name(), "tanh");
    screen.shows("b η 0.5, hidden 2,").shows("6-3-2-1");
}

#[test]
fn what_if_prepares_the_data_only_where_their_draw_changes() {
    let mut screen = Tutor::menu().after("4");
    let records = |screen: &Tutor| std::ptr::from_ref(trainer(screen).training());
    let before = records(&screen);
    for (keys, typed) in [("e", "0.5"), ("e ↓", "3"), ("e ↓ ↓", "50")] {
        screen.keys(keys).type_(typed).run("Enter");
        assert!(screen.training().dialog.prompt.is_none());
        assert_eq!(records(&screen), before, "{typed}");
    }
    assert_ne!(records(screen.keys("e ↓×3").type_("22").run("Enter")), before);
    assert_eq!(screen.training().runs.prepared.recipe.seed, 22);
}

#[test]
fn a_long_draw_is_told_and_can_be_left() {
    // More numbers than are moved in one go.
    let rows = (0..60_000).map(|row| {
        let [a, b, c, d] = [2, 3, 5, 7].map(|factor| row * factor % 10_007);
        format!("{},{a},{b},{c},{d},{},{}", row % 2, a + d, b + c)
    });
    let text = format!("y,a,b,c,d,e,f\n{}", rows.collect::<Vec<_>>().join("\n"));
    let choices = Choices { one_hot: Some(Vec::new()), ..Choices::default() };
    let experiment = Experiment { epochs: 2, ..Experiment::default() };
    let mut screen = Tutor::train(on_table("large.csv", &text, &choices, experiment));
    let rows = screen.training().runs.prepared.train_rows.clone();

    screen.keys("e ↓×3").type_("22").keys("Enter").shows("Drawing the records: ");
    assert!(screen.app.has_work());
    assert!(!screen.keys("Esc").lacks("Drawing").app.has_work());
    assert_eq!(screen.training().runs.experiment.seed, 21);
    assert_eq!(screen.training().runs.prepared.train_rows, rows);

    // What was typed is still there; a key that edits it stops the draw as well.
    assert!(!screen.keys("e Enter ↑").app.has_work());
    assert_eq!(screen.run("Enter").training().runs.experiment.seed, 22);
    assert_ne!(screen.training().runs.prepared.train_rows, rows);
}

#[test]
fn what_cannot_be_tried_is_told_in_the_form() {
    for (keys, typed, sentence) in [
        ("4 e", "0,5", "η is a number above 0"),
        ("4 e ↓", "2,,3", "One number of units a layer"),
        ("4 e ↓×2", "1.5", "A whole number from 1"),
        ("4 e ↓×3", "-1", "A whole number from 0 to 4294967295"),
        ("4 e ↓×4", "1", "A number from 0 to below 1"),
        ("4 e ↓×4", "0.999", "leaves none of the"),
    ] {
        let mut screen = Tutor::menu().after(keys);
        screen.type_(typed).keys("Enter").shows(sentence);
        assert_eq!(&screen.training().runs.experiment, &Experiment::default());
        // What was typed is still there when the form is opened again.
        screen.keys("Esc e").shows(typed);
    }
}

/// The figures with these learning rates are those of a plain loop in Python.
#[test]
fn the_tutor_points_out_that_the_lessons_figure_rises_while_the_loss_falls() {
    for (rate, loss, figure) in [(0.5, "0.19978", "0.28955"), (5.0, "0.17013", "0.39212")] {
        let mut screen = trained(rate).after("f");
        screen.says(&format!("The MSE fell from 0.24585 to {loss}: the network learns."));
        screen.says(&format!("rose from 0.25299 to {figure}: after epoch"));
    }
    trained(0.007).after("f").lacks("fell from");
    trained(0.5).lacks("the script");
}

/// What the loss fell to is NumPy's, what is learned with a larger rate a plain loop's in Python.
#[test]
fn what_training_came_to_is_told_and_a_key_trains_with_a_larger_rate() {
    let mut screen = trained(0.007);
    screen.says("fell by 1.1 %, to 0.24308; always answering 0.5 would give 0.25.");
    screen.says("hardly learned: with η = 0.007, an update changes a weight by about 0.00002.");
    screen
        .says("it does worse than always answering 0.5")
        .says("Press B to train the same network with η = 5.");
    screen.keys("B").rest().says("fell by 31 %, to 0.17013").lacks("hardly");
    screen.shows("a η 0.007").shows("0.24308");
    assert_eq!(screen.training().runs.experiment.learning_rate, 5.0);
    // Nothing is left to try, and a pause on the way tells as much as the end.
    screen.lacks("Press B");
    screen.keys("B").run("→").says("fell by").says("to 0.2");
    Tutor::menu().after("4").lacks("always answering");
}

#[test]
fn values_are_read_off_the_chart_at_a_mark_and_along_other_axes() {
    let mut screen = trained(5.0).after("[ [");
    screen.shows("at the mark").shows("960 / 1000");
    let loss = screen.training().playback.trainer.history()[960].loss;
    let loss = screen.number(loss);
    screen
        .shows(&loss)
        .keys("{")
        .shows("760 / 1000")
        .keys("} ] ]")
        .shows("now")
        .shows("1000 / 1000");
    screen
        .keys("y")
        .shows("│0  │")
        .keys("y")
        .shows("│1  │")
        .shows("│0.1│")
        .keys("y")
        .lacks("│1  │");
    screen.run("[ ←").shows("999 / 1000").shows("now");
}

#[test]
fn saturation_and_divergence_are_told_with_the_epoch_and_the_weight() {
    let mut screen = trained(1e100);
    screen.says("With the weights after epoch 1 every output is so close to 0 or 1");
    assert!(matches!(screen.training().playback.status(), Status::Stopped(_)));

    let experiment = Experiment { learning_rate: f64::MAX, ..Experiment::default() };
    let mut screen = Tutor::train(own_data(experiment)).after("Space");
    screen.says("the steps were so long that the numbers grew beyond all bounds");
    screen.shows("After epoch 1 the weight w");
    // Before that moment, training can be looked at as always.
    assert_eq!(screen.run("Home").training().playback.status(), Status::Ready);
}

#[test]
fn counts_agree_with_counting_by_hand() {
    let screen = trained(5.0).after("3");
    let training = screen.training();
    let counts = training.counts().expect("everything is counted");
    assert_eq!(counts.clone().map(|set| set.counts), counted_by_hand(training));
    let point = training.playback.trainer.point().expect("a point");
    let shares = counts.each_ref().map(|set| set.right() as f64 / set.total() as f64);
    assert_eq!([Some(point.training_accuracy), point.test_accuracy], shares.map(Some));
}

/// The counts of a moment, by hand.
fn counted_by_hand(training: &Training) -> [[[usize; 2]; 2]; 2] {
    [false, true].map(|is_test| {
        let trainer = &training.playback.trainer;
        let data = if is_test { trainer.test() } else { trainer.training() };
        let mut counts = [[0; 2]; 2];
        for record in 0..data.records() {
            let forward = trainer.network().forward(&data.input(record));
            let target = usize::from(data.target(record)[0] == 1.0);
            counts[target][usize::from(forward.output()[0] > 0.5)] += 1;
        }
        counts
    })
}

/// Eight thousand records take several frames to count; here, a frame has time for the least that is done in one.
#[test]
fn many_records_are_counted_while_training_runs_and_the_count_says_of_which_epoch_it_is() {
    let mut screen = Tutor::train(own_rows(8000, Experiment { learning_rate: 2.0, ..deep() }));
    screen.keys("3").shows("0 of 8000 counted").app.work(&mut || false);
    screen.lacks(" 0 of 8000").shows(" of 8000 counted");
    screen.rest().shows("╭ right and wrong ─");
    let first = counted_by_hand(screen.training());

    screen.keys("Space");
    let mut seen = Vec::new();
    for _ in 0..40 {
        screen.app.work(&mut || false);
        let counts = screen.training().tally.complete().expect("the last count");
        let epoch = counts.epoch;
        if epoch == 0 {
            assert_eq!(counts.sets.clone().map(|set| set.counts), first);
        }
        seen.push(epoch);
        if position(&screen).epoch > epoch {
            screen.shows(&format!("right, wrong – epochs: {epoch}"));
        }
    }
    seen.dedup();
    assert!(seen.len() > 3, "complete counts while it runs: {seen:?}");

    screen.keys("Space");
    let mut slices = 0;
    while screen.app.has_work() {
        screen.app.work(&mut || false);
        slices += 1;
        assert!(slices < 200, "it is counted soon after a pause");
    }
    assert!(slices > 1, "it is not counted in one go");
    let counts = screen.training().counts().expect("everything is counted");
    assert_eq!(counts.clone().map(|set| set.counts), counted_by_hand(screen.training()));
    screen.shows("╭ right and wrong ─");
}

#[test]
fn a_file_is_written_on_request_and_never_over_another_one_unasked() {
    let mut screen = trained(0.007).after("S");
    let enter = keymap::action(&screen.app, key("Enter")).expect("Enter answers");
    let Some(Effect::Write(Write { path, contents, replace })) = screen.app.update(enter) else {
        panic!("nothing is written");
    };
    assert_eq!((path.as_path(), replace), (Path::new("backprop-training.csv"), false));
    assert_eq!(contents.lines().count(), 1002);
    assert!(contents.starts_with("epoch,loss,"));

    screen.app.written(Written::Exists);
    screen.shows("There is a file of this name.");
    let Some(Effect::Write(Write { replace: true, .. })) = screen.app.update(enter) else {
        panic!("it is not replaced when asked again");
    };
    screen.app.written(Written::Exists);
    assert_eq!(screen.type_("x").app.update(enter), None, "csvx is no format");
    screen.shows("has to end in .csv or .json");
    screen.keys("Backspace×30").type_("run.json");
    let Some(Effect::Write(Write { contents, replace: false, .. })) = screen.app.update(enter)
    else {
        panic!("another name keeps the old file");
    };
    assert!(contents.contains("\"layers\""));
    screen.app.written(Written::Failed(IoFault::Full));
    screen.shows("Not saved: the disk is full.").app.update(enter);
    screen.app.written(Written::Done);
    screen.shows("Written to run.json.").keys("→").lacks("Written to");
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
    let mut csv = "id;a very long name of a column;group;größe;passed\n".to_owned();
    for row in 0..rows {
        let (a, b) = (row * 37 % 101, row * 91 % 997);
        let group = ["north", "south", "east"][row % 3];
        writeln!(csv, "{row};{a};{group};{b}.5;{}", u8::from(a * 10 + b > 1000)).expect("a string");
    }
    on_table("some/where/own.csv", &csv, &Choices::default(), experiment)
}

#[test]
fn what_was_guessed_about_own_data_is_shown_with_it() {
    let mut screen = Tutor::train(own_data(deep())).after("4");
    for sentence in [
        "own.csv – 5-8-4-1",
        "3000 rows, 5 columns.",
        "To dummies: group (few different values).",
        "guessed from the header",
        "Left out: id (only the number of the row).",
    ] {
        screen.says(sentence);
    }
}

#[test]
fn what_was_guessed_is_told_in_the_language_of_the_screen() {
    let mut screen = Tutor::train(own_data(deep())).in_language(Language::Zh).after("4");
    for sentence in [
        "目标值：passed（只有这一列全是 0 和 1）。",
        "变成哑变量：group（只有几种取值）。",
        "不使用：id（只是行的编号）。",
        "单元格之间用分号隔开（从表头猜的）。",
    ] {
        screen.says(sentence);
    }
    screen.lacks("guessed").lacks("Left out").lacks("different");
}

#[test]
fn what_was_asked_for_is_told_apart_from_what_was_guessed() {
    let csv = "a,b,c,y\n1,1.5,x,0\n2,7.5,x,1\n1,3.5,x,0\n2,2.25,x,1\n";
    let choices = Choices { leave_out: Some(vec!["c".to_owned()]), ..Choices::default() };
    let training = on_table("own.csv", csv, &choices, Experiment::default());
    let mut screen = Tutor::train(training).after("4");
    screen.says("Standardised: a, b (numbers of many values).  Left out: c.");
}

#[test]
fn what_cannot_be_tried_is_told_in_the_language_of_the_screen_and_names_the_field() {
    for (language, share, sentence) in [
        (
            Language::En,
            "0.999",
            "A share of test records of 0.999 leaves none of the 40 records for training. Choose a smaller share.",
        ),
        (
            Language::Zh,
            "0.999",
            "测试样本的比例取 0.999，40 个样本里就没有一个留给训练了。请取小一点。",
        ),
        (
            Language::En,
            "0.00000000000001",
            "A share of test records of 0.00000000000001 leaves none of the 40 records for testing. Choose a larger share.",
        ),
        (
            Language::Zh,
            "0.00000000000001",
            "测试样本的比例取 0.00000000000001，40 个样本里就没有一个留给测试了。请取大一点。",
        ),
    ] {
        let mut screen = Tutor::menu().in_language(language).after("4 e ↓×4");
        let popup = screen.type_(share).keys("Enter").popup();
        assert!(popup.contains(&dense(sentence)), "{popup}");
        assert!(!popup.contains("--"), "{popup}");
    }
}

#[test]
fn why_a_file_was_not_written_is_told_in_the_language_of_the_screen() {
    for (hindrance, english, chinese) in [
        (IoFault::NotFound, "there is no such folder", "没有这个文件夹"),
        (IoFault::Forbidden, "not allowed to write there", "没有在那里写文件的权限"),
        (IoFault::NoFile, "no ordinary file", "不是普通文件"),
        (IoFault::Full, "the disk is full", "磁盘已满"),
    ] {
        let mut screen = Tutor::menu().after("4 S");
        screen.app.written(Written::Failed(hindrance));
        screen.shows(english).app.settings.language = Language::Zh;
        screen.shows(chinese);
    }
}

/// Thirty columns: a number, twenty-five quantities, three of categories, and the target.
fn wide_data(experiment: Experiment) -> Training {
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
    on_table("wide.csv", &csv, &Choices::default(), experiment)
}

fn wide() -> Tutor {
    Tutor::train(wide_data(Experiment::default()))
}

/// What the header of a table says: how many columns are out of sight on the left, the names in sight, how many are out of sight on the right.
fn header(screen: &mut Tutor) -> (usize, Vec<String>, usize) {
    let lines = screen.lines();
    let line = lines.iter().find(|line| line.contains(" row ")).expect("a header");
    let mut words: Vec<&str> = line.trim_matches('│').split_whitespace().collect();
    let count = |word: &str| word.strip_prefix('+').and_then(|count| count.parse().ok());
    let left = words.iter().position(|word| *word == "[").map(|at| {
        let hidden = words.drain(at..at + 2).next_back();
        hidden.and_then(count).expect("a number")
    });
    let right = words.pop_if(|word| *word == "]").map(|_| {
        let hidden = words.pop();
        hidden.and_then(count).expect("a number")
    });
    let names = words.into_iter().map(str::to_owned).collect();
    (left.unwrap_or(0), names, right.unwrap_or(0))
}

#[test]
fn every_column_of_a_wide_table_can_be_reached_and_the_row_number_stays() {
    for (stage, pinned) in [(0, 1), (1, 1), (2, 1), (3, 1), (4, 3), (5, 3)] {
        let mut screen = wide().after(&format!("4 →×{stage}"));
        let total = screen.training().columns().len();
        let mut met = Vec::new();
        for moved in 0..total {
            let (left, names, right) = header(&mut screen);
            assert_eq!(left, moved.min(total - pinned - 1), "stage {stage}");
            assert_eq!(left + names.len() + right, total, "stage {stage}: {names:?}");
            assert_eq!(names[pinned - 1], "row");
            met.extend(names);
            screen.keys("]");
        }
        met.sort();
        met.dedup();
        assert_eq!(met.len(), total, "stage {stage}: {met:?}");
        // Ten at once, and back to where it began.
        assert_eq!(header(screen.keys(&format!("{{×{}", total / 10 + 1))).0, 0);
        assert_eq!(header(screen.keys("}")).0, 10);
        assert_eq!(header(screen.keys("[")).0, 9);
        // Another stage, another table.
        assert_eq!(header(screen.keys("Home →")).0, 0);
    }
}

#[test]
fn what_is_told_of_the_row_begins_with_the_columns_in_sight() {
    let mut screen = wide().after("4 } } → → →");
    screen.shows("quantity_01′ = (x − mean) / s");
    screen.keys("}×4").lacks("quantity_20′ =").shows("quantity_25′ = (x − mean) / s");
}

#[test]
fn the_records_can_be_moved_sideways_where_they_have_many_digits() {
    Tutor::menu().after("4 3 .×10 ] ]").shows("set  no.  row  [ +2  right?");
}

#[test]
fn all_sums_and_weights_of_the_lesson_are_in_sight_in_the_smallest_window() {
    let mut screen = Tutor::menu().after("4 2 Tab → → →");
    let trainer = trainer(&screen);
    let weights = trainer.network().layers().iter().map(|layer| &layer.weights);
    let sums = trainer.sums().iter().map(|sums| &sums.weights);
    let numbers: Vec<String> =
        weights.chain(sums).flatten().map(|number| screen.number(*number)).collect();
    assert_eq!(numbers.len(), 28);
    let lines = screen.lines();
    let panel: String = lines.iter().flat_map(|line| line.chars().skip(45).chain(['\n'])).collect();
    for number in numbers {
        assert!(panel.split_whitespace().any(|word| word == number), "{number}: {panel}");
    }
}

#[test]
fn all_numbers_of_the_lessons_records_are_in_sight_in_the_smallest_window() {
    for language in LANGUAGES {
        let mut screen = Tutor::menu().in_language(language).after("4 2 Tab");
        for record in 0..36 {
            screen.run("→");
            let training = screen.training();
            let place = training.place(record);
            let example = place.example(&training.playback.trainer).expect("a record");
            let forward = example.network.forward(&example.input);
            let backward =
                gradient::backward(&example.network, &forward, &example.target, Loss::HalfSquared);
            let vectors = [&example.target, &example.input].into_iter();
            for vector in vectors.chain(&forward.activations).chain(&backward.error_terms) {
                let numbers: Vec<String> = vector.iter().map(|n| screen.number(*n)).collect();
                let printed = |n: f64| screen.number(n).replace('−', "-").parse::<f64>().unwrap();
                let is_printed = |n: &f64| (printed(*n) - n).abs() < 1e-14;
                let sign = if vector.iter().all(is_printed) { "=" } else { "≈" };
                screen.says(&match numbers.as_slice() {
                    [single] => format!("{sign}{single}"),
                    _ => format!("{sign}[{}]", numbers.join(",")),
                });
            }
        }
    }
}

#[test]
fn what_is_cut_off_is_marked_in_the_characters_that_can_be_shown() {
    for (symbols, name, cut) in
        [(Symbols::Unicode, "qua…_01", '…'), (Symbols::Ascii, "qua~_01", '~')]
    {
        let mut screen = wide().in_symbols(symbols).after("2 Tab →");
        let lines = screen.shows(name).lines();
        // The last line of the panel on the left, which has 43 columns inside.
        let last: String = lines[17].chars().skip(1).take(43).collect();
        assert!(last.trim_end().ends_with(cut), "{last}");
    }
}

#[test]
fn a_form_of_one_field_offers_no_way_to_another_one() {
    for (keys, moves) in [("4 g", false), ("4 S", false), ("4 e", true)] {
        let lines = Tutor::menu().after(keys).lines();
        let footer = lines.last().expect("a footer");
        assert!(footer.contains("Enter apply  Esc go back"), "{footer}");
        assert_eq!(footer.contains("down"), moves, "{footer}");
    }
}

#[test]
fn large_counts_are_not_clipped() {
    for language in LANGUAGES {
        let training = own_rows(60_000, Experiment::default());
        let mut screen = Tutor::train(training).in_language(language).after("3");
        let [train, _] = screen.training().counts().expect("counted");
        let accuracy = screen.number(train.right() as f64 / train.total() as f64);
        let whole = |line: &String| line.contains(&format!("{accuracy} ")) && line.ends_with('│');
        assert!(screen.lines().iter().any(whole), "{accuracy}: {}", screen.text());
    }
}

#[test]
fn the_sums_of_a_large_network_can_be_reached_by_pages_and_sideways() {
    let wide = wide_data(Experiment { hidden: vec![5], ..Experiment::default() });
    let last = wide.runs.prepared.features.len() - 1;
    let mut screen = Tutor::train(wide);
    screen.keys("2 [ PgUp").shows("╰ +3 ]  +");
    screen.keys("PgDn×20").shows("PgUp +").lacks("PgDn");
    for (keys, units) in [("[×9", 0..2), ("[×9 ]×3", 3..5)] {
        let text = screen.keys(keys).text();
        let (_, weights) = text.split_once("W, w, epochs done: 0").expect("a heading");
        let panel = weights.lines().map(|line| line.chars().skip(46).take(32).collect::<String>());
        let mut panel = panel.filter(|line| line.contains("gro"));
        let line = panel.next_back().expect("a feature");
        for unit in units {
            let weights = &trainer(&screen).network().layers()[0].weights;
            let weight = screen.number(weights[[last, unit]]);
            assert!(line.contains(&weight), "{weight}: {line}");
        }
    }
}

#[test]
fn every_view_can_be_drawn_in_any_window_language_and_theme() {
    for (is_own, (language, symbols)) in pairs([false, true], pairs(LANGUAGES, SYMBOLS)) {
        let mut screen = if is_own {
            Tutor::train(own_data(deep())).after("→ Tab →")
        } else {
            Tutor::menu().after("4")
        };
        screen = screen.in_language(language).in_symbols(symbols);
        for keys in "1 2 3 PgDn 4 → → → → → g Esc e Esc S Esc Home".split(' ') {
            screen.run(keys);
            let sizes = [(80, 24), (100, 30), (139, 24), (160, 50), (1, 1)];
            for (theme, (width, height)) in pairs(THEMES, sizes) {
                screen.app.settings.theme = Some(theme);
                screen.at(width, height).draw();
            }
            screen.at(80, 24);
            if symbols == Symbols::Ascii && language == Language::En && !is_own {
                screen.is_ascii_but_for("");
            }
        }
    }
}

#[test]
fn no_sentence_is_clipped_in_the_smallest_window() {
    for language in LANGUAGES {
        let mut screen = trained(0.007).in_language(language);
        let words = screen.app.settings.text();
        for sentence in
            [&words.training.hardly, &words.training.tests_worse, &words.training.bolder]
        {
            for part in sentence.split(['{', '}']).step_by(2) {
                screen.says(part);
            }
        }
        let mut screen = trained(5.0).in_language(language);
        for (keys, sentences) in [
            ("1", vec![&words.training.fell, &words.training.tests_no_worse]),
            ("f", vec![&words.training.misled_warned, &words.training.accuracy_caution]),
            ("2", vec![&words.algorithm.slip_hidden, &words.algorithm.slip_step]),
            ("3", vec![&words.records.caution_few, &words.records.caution["label"]]),
            ("4 → →", vec![&words.data.scales_why]),
            ("→ →", vec![&words.data.split_why]),
            ("→", vec![&words.data.features_why]),
        ] {
            screen.run(keys);
            // What stands between the values that are filled in.
            for part in sentences.iter().flat_map(|it| it.split(['{', '}']).step_by(2)) {
                screen.says(part);
            }
        }
    }
}
