//! Every word that a reader sees, in each language.
//!
//! The words live in `assets/text/*.toml`. The structs here name every key, and a key that is missing or misspelt in one of the files stops
//! the tests (and the program at its start), so no language can be incomplete. Nothing here knows what the words are used for.
#![expect(
    missing_docs,
    reason = "the fields are the keys of the text files, where the words themselves say what they are for"
)]

pub mod differences;
pub mod names;
pub mod why;
mod words;
pub mod wrap;

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::lesson::Symbols;
use words::{Words, words};

/// A language that the tutor speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English
    #[default]
    En,
    /// Chinese
    Zh,
}

impl Language {
    /// All languages, in the order in which a key switches through them.
    pub const ALL: [Self; 2] = [Self::En, Self::Zh];

    /// The code used on the command line and in lesson files: `en`, `zh`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }

    /// The language that a locale such as `zh_CN.UTF-8` asks for; English for every other.
    #[must_use]
    pub fn from_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("zh") {
            Self::Zh
        } else {
            Self::En
        }
    }

    /// The language after this one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::En => Self::Zh,
            Self::Zh => Self::En,
        }
    }

    fn source(self) -> &'static str {
        match self {
            Self::En => include_str!("../assets/text/en.toml"),
            Self::Zh => include_str!("../assets/text/zh.toml"),
        }
    }
}

impl Text {
    /// The words of a language, in the characters that the terminal can show.
    ///
    /// # Panics
    /// When the embedded file lacks a key; the tests read every file, so a build that passed them does not.
    #[must_use]
    pub fn of(language: Language, symbols: Symbols) -> &'static Self {
        static WORDS: [[OnceLock<Text>; 2]; 2] = [const { [const { OnceLock::new() }; 2] }; 2];
        WORDS[language as usize][symbols as usize].get_or_init(|| {
            let mut table: toml::Table =
                toml::from_str(language.source()).expect("the embedded words are TOML");
            table
                .iter_mut()
                .for_each(|(_, part)| transliterate(part, symbols));
            Words::take(toml::Value::Table(table), "the embedded words")
        })
    }
}

fn transliterate(value: &mut toml::Value, symbols: Symbols) {
    match value {
        toml::Value::String(words) => *words = symbols.apply(words),
        toml::Value::Array(parts) => parts
            .iter_mut()
            .for_each(|part| transliterate(part, symbols)),
        toml::Value::Table(table) => table
            .iter_mut()
            .for_each(|(_, part)| transliterate(part, symbols)),
        _ => {}
    }
}

/// Puts values into a sentence: `fill("step {n}", &[("n", "3")])`.
#[must_use]
pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut filled = sentence.to_owned();
    for (name, value) in values {
        filled = filled.replace(&format!("{{{name}}}"), value);
    }
    filled
}

words!(
    /// All words of one language.
    Text {
        menu: Menu,
        phase: Phase,
        quantity: QuantityNames,
        why: Why,
        stepper: Stepper,
        exercise: Exercise,
        mistake: Mistakes,
        hunt: Hunt,
        editing: Editing,
        gradient_check: GradientCheck,
        training: Training,
        algorithm: Algorithm,
        records: RecordWords,
        data: DataWords,
        ask: Ask,
        gradients: Gradients,
        differences: differences::Differences,
        convention: Convention,
        progress: ProgressWords,
        keys: Keys,
        screen: ScreenWords,
        report: ReportWords,
        linear: Linear,
    }
);

words!(
    /// The first screen.
    Menu { title: String, subtitle: String, two_one_one: Item, three_two_one: Item, admissions: Item, gradients: Item, differences: Item }
);

words!(
    /// One entry of the menu.
    Item { title: String, about: String }
);

words!(
    /// The parts of a lesson.
    Phase { given: String, forward: String, backward: String, update: String, loss: String }
);

words!(
    /// What quantities are called.
    QuantityNames {
        input: String,
        target: String,
        learning_rate: String,
        weight: String,
        bias: String,
        pre_activation_hidden: String,
        pre_activation_output: String,
        activation_hidden: String,
        activation_output: String,
        error: String,
        slope_hidden: String,
        slope_output: String,
        error_term_hidden: String,
        error_term_output: String,
        weight_step: String,
        bias_step: String,
        new_weight: String,
        new_bias: String,
        loss: String,
        new_loss: String,
    }
);

words!(
    /// One to three sentences about each step.
    Why {
        start: String,
        pre_activation_hidden: String,
        pre_activation_output: String,
        no_bias: String,
        with_bias: String,
        activation_hidden: String,
        activation_output: String,
        error: String,
        slope_sigmoid: String,
        slope_tanh: String,
        slope_relu: String,
        slope_linear: String,
        error_term_hidden: String,
        error_term_output: String,
        weight_step_hidden: String,
        weight_step_output: String,
        bias_step: String,
        new_weight: String,
        new_bias: String,
        loss: String,
        new_loss_fell: String,
        new_loss_rose: String,
    }
);

words!(
    /// The labels of the stepper.
    Stepper {
        network: String,
        signal_up: String,
        error_down: String,
        ledger: String,
        start: String,
        numpy: String,
        position: String,
        size_number: String,
        size_quantity: String,
        digits: String,
        second_pass: String,
        units_not_shown: String,
        layers_not_shown: String,
        no_curve: String,
        this_unit: String,
        other_units: String,
    }
);

words!(
    /// What is said while numbers are asked for.
    Exercise {
        half_blank: String,
        blank: String,
        practice: String,
        question: String,
        answer: String,
        how: String,
        right: String,
        too_rough: String,
        unknown: String,
        mistake: String,
        mistakes: String,
        yours: String,
        empty: String,
        too_long: String,
        number_expected: String,
        unknown_name: String,
        bracket_not_closed: String,
        unexpected: String,
        division_by_zero: String,
        out_of_range: String,
        follows_from: String,
        formula: String,
        numbers: String,
        summary: String,
        first_try: String,
        mistakes_made: String,
        times: String,
        to_practise: String,
        all_right: String,
        again: String,
    }
);

words!(
    /// What goes wrong in each mistake, as the end of “This is the number you get when …”.
    Mistakes {
        slope_left_out: String,
        log_loss_form: String,
        raw_error: String,
        slope_at_activation: String,
        updated_weight: String,
        output_for_error: String,
        activation_left_out: String,
        other_activation: String,
        weight_left_out: String,
        bias_left_out: String,
        bias_times_input: String,
        input_left_out: String,
        learning_rate_left_out: String,
        learning_rate_twice: String,
        step_subtracted: String,
        step_left_out: String,
        sign_flipped: String,
        term_left_out: String,
        averaged: String,
        half_left_out: String,
        not_squared: String,
        transposed: String,
        other_layer: String,
        other_unit: String,
        other_edge: String,
    }
);

words!(
    /// What is said while a slip is looked for.
    Hunt {
        title: String,
        task: String,
        sound: String,
        follows: String,
        found: String,
        not_this: String,
        solved: String,
    }
);

words!(
    /// What is said while given numbers are changed.
    Editing {
        changed: String,
        legend: String,
        input: String,
        target: String,
        learning_rate: String,
        weight: String,
        bias: String,
        unchanged: String,
        choose: String,
        restore: String,
        marks: String,
        typed: String,
        how: String,
    }
);

words!(
    /// What is said while a gradient is checked.
    GradientCheck {
        title: String,
        offer: String,
        elsewhere: String,
        measured: String,
        backpropagation: String,
        downhill: String,
        error_term: String,
        quotient: String,
        digits: String,
        agree: String,
        differ: String,
        too_large: String,
        too_small: String,
    }
);

words!(
    /// The labels of the training screen.
    Training {
        title: String,
        ready: String,
        running: String,
        paused: String,
        finished: String,
        diverged: String,
        saturated: String,
        chart: String,
        true_loss: String,
        lesson_figure: String,
        epoch: String,
        now: String,
        speed: String,
        speed_one: String,
        speed_full: String,
        zoom_epoch: String,
        zoom_record: String,
        record: String,
        split: String,
        learning_rate: String,
        seed: String,
        train_accuracy: String,
        test_accuracy: String,
        difference: String,
        accuracy_caution: String,
        waiting: String,
        pace_record: String,
        zoom_number: String,
        zoom_line: String,
        zoom_stage: String,
        accuracy_told: String,
        opened: String,
        opened_test: String,
        view_chart: String,
        view_algorithm: String,
        view_records: String,
        view_data: String,
        earlier: String,
        hidden_units: String,
        value_epochs: String,
        value_seed: String,
        value_test: String,
        misled: String,
        misled_warned: String,
        diverged_weight: String,
        diverged_loss: String,
        saturated_since: String,
        too_large_title: String,
        too_large: String,
        saved: String,
    }
);

words!(
    /// The recap that runs.
    Algorithm {
        title: String,
        for_each: String,
        counter: String,
        again: String,
        again_counter: String,
        record: String,
        sums: String,
        weights: String,
        slip: String,
        slip_hidden: String,
        slip_step: String,
        several_layers: String,
        more_rows: String,
    }
);

words!(
    /// The table of the records, and how they are told.
    RecordWords {
        title: String,
        set: String,
        training: String,
        test: String,
        record: String,
        row: String,
        target: String,
        output: String,
        right: String,
        yes: String,
        no: String,
        confusion: String,
        confusion_of: String,
        counting: String,
        answer: String,
        right_of: String,
        right_share: String,
        accuracy: String,
        caution_few: String,
        caution_general: String,
    }
);

words!(
    /// The way from the table to the features.
    DataWords {
        title: String,
        table: String,
        dummies: String,
        scales: String,
        standardized: String,
        split: String,
        features: String,
        followed: String,
        rows_and_columns: String,
        roles_target: String,
        roles_dummies: String,
        roles_standardized: String,
        roles_untouched: String,
        roles_left_out: String,
        dummies_why: String,
        dummies_why_text: String,
        scales_why: String,
        standardized_why: String,
        split_why: String,
        split_train: String,
        split_test: String,
        split_train_record: String,
        split_test_record: String,
        features_why: String,
        and_more: String,
        because: String,
        guessed_separator: String,
        skipped_row: String,
        skipped_rows: String,
        separators: Separators,
        reasons: Reasons,
    }
);

words!(
    /// What may stand between two cells of a row.
    Separators { comma: String, semicolon: String, tab: String, pipe: String }
);

words!(
    /// Why something was made of a column unasked.
    Reasons {
        only_binary: String,
        last_binary: String,
        first_binary: String,
        two_values: String,
        last_column: String,
        few_values: String,
        many_numbers: String,
        one_value: String,
        row_numbers: String,
        many_texts: String,
    }
);

words!(
    /// What is asked over the training screen.
    Ask {
        jump: String,
        jump_range: String,
        what_if: String,
        learning_rate: String,
        hidden: String,
        epochs: String,
        seed: String,
        test_fraction: String,
        activation: String,
        what_if_hint: String,
        what_if_drawing: String,
        bad_learning_rate: String,
        bad_hidden: String,
        bad_epochs: String,
        bad_seed: String,
        bad_test_fraction: String,
        save: String,
        save_hint: String,
        save_ending: String,
        save_exists: String,
        save_failed: String,
        save_no_folder: String,
        save_forbidden: String,
        save_no_file: String,
        save_full: String,
        empty_training: String,
        empty_test: String,
        impossible: String,
    }
);

words!(
    /// The vanishing gradient.
    Gradients {
        title: String,
        shape: String,
        weights: String,
        bars: String,
        layer: String,
        error: String,
        scale: String,
        units: String,
        function: String,
        start_title: String,
        start: String,
        factor: String,
        factor_output: String,
        calculation_output: String,
        calculation: String,
        ratio: String,
        so_far: String,
        all_off: String,
        nothing: String,
        report: GradientsReport,
    }
);

words!(
    /// The vanishing gradient without a screen.
    GradientsReport {
        intro: Vec<String>,
        columns: [String; 7],
        beside: String,
    }
);

words!(
    /// The convention that every formula follows.
    Convention { title: String, line: Vec<String> }
);

words!(
    /// What keys do.
    Keys {
        title: String,
        everywhere: String,
        in_menu: String,
        in_stepper: String,
        in_training: String,
        yes_or_no: String,
        in_gradients: String,
        in_differences: String,
        next: String,
        back: String,
        first: String,
        last: String,
        size: String,
        more_digits: String,
        fewer_digits: String,
        convention: String,
        help: String,
        language: String,
        theme: String,
        quit: String,
        leave: String,
        choose_up: String,
        choose_down: String,
        choose: String,
        choose_item: String,
        run: String,
        faster: String,
        slower: String,
        restart: String,
        forget: String,
        yes: String,
        no: String,
        while_watching: String,
        in_rows: String,
        in_form: String,
        open_record: String,
        apply: String,
        zoom: String,
        open_view: String,
        next_view: String,
        page: String,
        columns: String,
        jump: String,
        what_if: String,
        save: String,
        differences: String,
        deeper: String,
        shallower: String,
        wider: String,
        narrower: String,
        larger_weights: String,
        smaller_weights: String,
        next_seed: String,
        previous_seed: String,
        activation: String,
        edit: String,
        in_asking: String,
        in_hunt: String,
        mode: String,
        practice: String,
        restore: String,
        hunt: String,
        check: String,
        hint: String,
        mark: String,
        in_editing: String,
        in_typing: String,
        in_gradient_check: String,
        edit_numbers: String,
        choose_left: String,
        choose_right: String,
        next_number: String,
        previous_number: String,
        change: String,
        undo: String,
        redo: String,
        gradient_check: String,
        curve: String,
        larger_epsilon: String,
        smaller_epsilon: String,
        suspend: String,
    }
);

words!(
    /// What is kept from one session to the next.
    ProgressWords { finished: String, mastered: String, forget: String, forget_lines: Vec<String> }
);

words!(
    /// What is said about the terminal itself.
    ScreenWords { too_small: String, too_large: String }
);

words!(
    /// The words of reports without a screen.
    ReportWords {
        layer: String,
        with_bias: String,
        no_bias: String,
        quantity: String,
        formula: String,
        numbers: String,
    }
);

words!(
    /// What is said where a lesson is read line by line.
    Linear {
        choose: String,
        no_such_lesson: String,
        training: String,
        start: String,
        part: String,
        step: String,
        how: String,
        nothing_asked: String,
        at_end: String,
        unknown: String,
        did_you_mean: String,
        next: LinearWord,
        back: LinearWord,
        home: LinearWord,
        end: LinearWord,
        again: LinearWord,
        predict: LinearWord,
        hint: LinearWord,
        convention: LinearWord,
        help: LinearWord,
        menu: LinearWord,
        quit: LinearWord,
    }
);

words!(
    /// A word that can be typed there, in each of its forms.
    LinearWord { names: Vec<String>, about: String }
);
