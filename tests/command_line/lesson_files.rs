//! Lesson files: what is read, what is refused and in which words, and a published example.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::command::{command, failed, run, stdout, temporary};
use crate::memory::assert_little_was_taken;
use backprop::lesson::file::{LAYER_KEYS, keys, write};
use backprop::lesson::{Cell, Lesson, Quantity, Trace, Translated, builtin};
use backprop::limits;
use backprop::nn::Activation;
use ndarray::Array1;
use proptest::prelude::*;

use crate::examples::examples;

fn checked(path: &Path) -> (String, i32) {
    failed(&run(&["check", path.to_str().unwrap()]))
}

/// `tests/bad/lessons/NAME.toml` is refused with the sentence in `NAME.txt`.
#[test]
fn every_bad_file_gets_its_sentence() {
    let folder = Path::new("tests/bad/lessons");
    let mut files = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().unwrap() != "toml" {
            continue;
        }
        let start = Instant::now();
        let output = command(&["check", path.file_name().unwrap().to_str().unwrap()])
            .current_dir(folder)
            .output()
            .unwrap();
        let (sentence, code) = failed(&output);
        let expected = std::fs::read_to_string(path.with_extension("txt")).unwrap();
        assert_eq!(sentence, expected.trim_end());
        assert_eq!(code, 1, "{}", path.display());
        // Under Wine, starting a program alone may take that long.
        let is_quick = start.elapsed() < Duration::from_secs(1);
        assert!(is_quick || cfg!(windows), "{sentence}");
        // Once more in this process, whose memory can be looked at.
        assert!(Lesson::read(&path).is_err(), "{}", path.display());
        files += 1;
    }
    assert!(files >= 60, "only {files} files were found");
    assert_little_was_taken();
}

#[test]
fn files_that_are_no_files_get_their_sentence() {
    let (missing, code) = checked(Path::new("nowhere/my.toml"));
    assert_eq!(missing, "nowhere/my.toml: there is no such file; check its name and folder");
    assert_eq!(code, 1);
    let (folder, code) = checked(Path::new("tests"));
    assert_eq!(folder, "tests: this is a folder; name a lesson file in it");
    assert_eq!(code, 1);
}

#[test]
fn huge_and_deep_files_are_refused_at_once() {
    let file = temporary("huge.toml", "x".repeat(limits::LESSON_BYTES + 1));
    let start = Instant::now();
    let (sentence, code) = checked(&file);
    assert!(sentence.ends_with(": the file is larger than 2 MiB, which no lesson needs"));
    assert_eq!(code, 1);

    let file = temporary("deep.toml", format!("inputs = {}", "[".repeat(500_000)));
    let (sentence, code) = checked(&file);
    assert!(sentence.contains("line 1, column "), "{sentence}");
    assert_eq!(code, 1);
    assert!(start.elapsed() < Duration::from_secs(2));
}

#[test]
fn a_fine_file_is_called_fine() {
    assert_eq!(
        stdout(&["check", "assets/lessons/3-2-1.toml"]),
        "assets/lessons/3-2-1.toml: a 3-2-1 network, fine\n"
    );
}

#[test]
fn a_square_matrix_that_may_be_meant_either_way_is_told() {
    let layer = "[[layer]]\nactivation = \"tanh\"\nweights = [[1, 2], [3, 4]]\n";
    let top = "inputs = [1, 2]\ntargets = [1, 0]\nlearning_rate = 1\n";
    let told = |file: &str| {
        let path = temporary("square.toml", file);
        stdout(&["check", path.to_str().unwrap()])
    };
    assert!(told(&format!("{top}{layer}")).contains("fine\nlayer 1 has as many units as inputs"));
    for rows in ["inputs", "units"] {
        assert!(told(&format!("{top}rows = \"{rows}\"\n{layer}")).ends_with("fine\n"));
    }
}

/// Where users look: in the README, in the help and so in the manual page.
#[test]
fn every_key_of_a_lesson_file_is_described_and_no_other() {
    let known = [&keys()[..], &LAYER_KEYS].concat();
    for language in ["en", "zh"] {
        let help = stdout(&["check", "--help", "--lang", language]);
        let (_, table) = help.split_once("inputs, targets").unwrap();
        let lines = table.lines().skip(1).take_while(|line| !line.is_empty());
        let described = lines.flat_map(|line| {
            let names = line.trim_start().split("  ").next().unwrap();
            names.split(", ").map(str::to_owned).collect::<Vec<_>>()
        });
        let mut described: Vec<String> = described.collect();
        described.extend(["inputs", "targets"].map(str::to_owned));
        described.sort();
        let mut expected = known.clone();
        expected.sort_unstable();
        assert_eq!(described, expected);
        let manual = stdout(&["man", "check", "--lang", language]);
        assert!(known.iter().all(|key| manual.contains(&key.replace('-', "\\-"))));
    }
    let readme = include_str!("../../README.md");
    let (_, section) = readme.split_once("### A lesson file").unwrap();
    let (section, _) = section.split_once("\n###").unwrap();
    assert!(known.iter().all(|key| section.contains(&format!("`{key}`"))));
}

/// Both files of the README.
#[test]
fn the_files_of_the_readme_are_lessons() {
    let readme = include_str!("../../README.md");
    let (_, section) = readme.split_once("### A lesson file").unwrap();
    let (section, _) = section.split_once("\n###").unwrap();
    let files: Vec<&str> = section.split("```toml\n").skip(1).collect();
    let shapes = files.iter().map(|file| {
        let (file, _) = file.split_once("```").unwrap();
        Lesson::from_bytes("r", "r.toml", file.as_bytes()).unwrap().example.network.shape()
    });
    assert_eq!(shapes.collect::<Vec<_>>(), ["2-2-1", "2-1"]);
}

#[test]
fn a_file_may_be_as_short_as_this() {
    let file = "inputs = [1]\ntargets = [2]\nlearning_rate = 1\nlayer = [{ weights = [[0x10]], activation = 'linear' }]\n";
    let lesson = Lesson::from_bytes("short", "short.toml", file.as_bytes()).unwrap();
    assert_eq!(lesson.title.en, "1-1");
    assert_eq!(lesson.title.zh, "1-1");
    assert!(lesson.notes.en.is_empty());
    assert_eq!(lesson.example.network.layers()[0].weights[[0, 0]], 16.0);
    assert_eq!(lesson.example.network.layers()[0].biases, None);
}

#[test]
fn one_language_stands_for_the_other() {
    let file = std::fs::read_to_string("tests/lessons/mazur-2-2-2.toml").unwrap();
    let lesson = Lesson::from_bytes("mazur", "mazur.toml", file.as_bytes()).unwrap();
    assert_eq!(lesson.title.en, "A step by step backpropagation example");
    assert_eq!(lesson.title.zh, lesson.title.en);
}

#[test]
fn what_acts_on_a_terminal_does_not_get_through_a_title() {
    let file = std::fs::read_to_string("assets/lessons/2-1-1.toml").unwrap();
    let file = file.replace("The 2-1-1", "\\u001b[31m\\u202eThe\\u200b\\n2-1-1");
    let path = temporary("title\u{202e}.toml", file);
    for format in ["text", "markdown", "json"] {
        let printed = stdout(&["step", path.to_str().unwrap(), "--format", format]);
        for harmful in ['\u{1b}', '\u{202e}', '\u{200b}'] {
            assert!(!printed.contains(harmful), "{format}: {harmful:?}");
        }
    }
}

/// The digits that Matt Mazur's text publishes. His biases stay as they are, so nothing after the update but the weights compares.
#[test]
fn the_example_of_mazur_comes_out_to_its_published_digits() {
    let lesson = Lesson::read(Path::new("tests/lessons/mazur-2-2-2.toml")).unwrap();
    let trace = Trace::new(lesson.example);
    let unit = |quantity, layer, unit| trace.value(Cell::of_unit(quantity, layer, unit));
    let weight =
        |layer, from, unit| trace.value(Cell::of_edge(Quantity::NewWeight, layer, from, unit));
    // ∂E/∂w, which the step is minus η times.
    let gradient = |layer, from, unit| {
        -trace.value(Cell::of_edge(Quantity::WeightStep, layer, from, unit)) / 0.5
    };
    for (value, published) in [
        (unit(Quantity::PreActivation, 0, 0), "0.3775"),
        (unit(Quantity::Activation, 0, 0), "0.593269992"),
        (unit(Quantity::Activation, 0, 1), "0.596884378"),
        (unit(Quantity::PreActivation, 1, 0), "1.105905967"),
        (unit(Quantity::Activation, 1, 0), "0.751365070"),
        (unit(Quantity::Activation, 1, 1), "0.772928465"),
        (unit(Quantity::Slope, 0, 0), "0.241300709"),
        (unit(Quantity::Slope, 1, 0), "0.186815602"),
        (-unit(Quantity::ErrorTerm, 1, 0), "0.138498562"),
        (gradient(1, 0, 0), "0.082167041"),
        (gradient(0, 0, 0), "0.000438568"),
        (trace.value(Cell::single(Quantity::Loss, 1)), "0.298371109"),
        (weight(1, 0, 0), "0.358916480"),
        (weight(1, 1, 0), "0.408666186"),
        (weight(1, 0, 1), "0.511301270"),
        (weight(1, 1, 1), "0.561370121"),
        (weight(0, 0, 0), "0.149780716"),
        (weight(0, 1, 0), "0.199561432"),
        (weight(0, 0, 1), "0.249751144"),
        (weight(0, 1, 1), "0.299502287"),
    ] {
        let decimals = published.split_once('.').unwrap().1.len();
        assert_eq!(format!("{value:.decimals$}"), published);
    }
}

#[test]
fn a_new_lesson_can_be_read_and_depends_on_its_seed() {
    let arguments = ["new", "4-8-8-3", "--seed", "7", "--activation", "tanh", "--biases"];
    let first = stdout(&arguments);
    assert_eq!(first, stdout(&arguments));
    assert_ne!(first, stdout(&["new", "4-8-8-3", "--activation", "tanh", "--biases"]));
    let lesson = Lesson::from_bytes("new", "new.toml", first.as_bytes()).unwrap();
    let network = &lesson.example.network;
    assert_eq!(network.shape(), "4-8-8-3");
    assert_eq!(network.layers()[1].activation, Activation::Tanh);
    assert_eq!(network.layers()[2].activation, Activation::Sigmoid);
    assert_eq!(network.layers()[0].biases, Some(Array1::zeros(8)));
    assert_eq!(lesson.title.zh, "4-8-8-3 网络");
}

fn finite() -> impl Strategy<Value = f64> + Clone + 'static {
    prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO
}

proptest! {
    #[test]
    fn what_is_written_reads_back_as_the_same_example(example in examples(finite(), finite()), title in "\\PC*") {
        let titles = Translated { en: title.clone(), zh: title };
        let file = write(&example, &titles, "rows");
        let lesson = Lesson::from_bytes("it", "it.toml", file.as_bytes()).unwrap();
        prop_assert_eq!(lesson.example, example);
    }

    /// `PROPTEST_CASES=20000 cargo test mutated` is the long mode.
    #[test]
    fn a_mutated_file_is_read_or_refused_in_one_harmless_sentence(
        mutations in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3), 1..8),
    ) {
        let mut file = std::fs::read("assets/lessons/2-2-2.toml").unwrap();
        for (index, byte, kind) in mutations {
            let index = index.index(file.len());
            match kind {
                0 => file[index] = byte,
                1 => file.insert(index, byte),
                _ => file.truncate(index.max(1)),
            }
        }
        match Lesson::from_bytes("it", "it.toml", &file) {
            Ok(lesson) => {
                let network = &lesson.example.network;
                prop_assert_eq!(network.inputs(), lesson.example.input.len());
                prop_assert_eq!(network.outputs(), lesson.example.target.len());
                let _ = Trace::new(lesson.example);
            }
            Err(error) => {
                let sentence = crate::english::english(&error);
                prop_assert!(sentence.starts_with("it.toml"));
                prop_assert!(!sentence.chars().any(char::is_control), "{sentence:?}");
                prop_assert!(sentence.chars().count() < 300, "{sentence}");
            }
        }
    }
}

#[test]
fn the_built_in_lessons_are_the_files_under_assets() {
    for name in backprop::lesson::builtin_names() {
        let path = format!("assets/lessons/{name}.toml");
        assert_eq!(Lesson::read(Path::new(&path)).ok(), builtin(name));
    }
}

#[test]
fn a_teachers_note_stands_at_a_number_that_the_lesson_has() {
    let lesson = stdout(&["new", "2-2-1"]);
    let with = |at: &str| {
        lesson.clone() + &format!("\n[[note]]\nat = \"{at}\"\nen = \"Mind the sign.\"\n")
    };
    let file = temporary("note.toml", with("d_h2"));
    stdout(&["check", file.to_str().unwrap()]);
    let file = temporary("no-note.toml", with("d_h3"));
    let (sentence, code) = failed(&run(&["check", file.to_str().unwrap()]));
    assert_eq!(code, 1);
    assert!(sentence.contains("the lesson has no number called “d_h3”"), "{sentence}");
}
