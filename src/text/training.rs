//! The words of the training screen and its views.
#![expect(
    missing_docs,
    reason = "the fields are the keys of the text files, where the words themselves say what they are for"
)]

use super::words::words;

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
        impossible: String,
    }
);
