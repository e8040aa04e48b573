//! The words of the training screen and its views.

use super::words::{ByName, ByVariant, words};
use crate::nn::training::Measure;

words! {
    /// The labels of the training screen.
    Training {
        title, ready, running, paused, finished, diverged, saturated,
        measure: ByVariant<Measure>, chart: ByVariant<Measure>, true_loss: ByVariant<Measure>,
        lesson_figure, epoch, now, speed, speed_one, speed_full, zoom_epoch, zoom_record, record,
        split, learning_rate, seed, always: ByName, r_squared, test_r_squared, rmse, test_rmse,
        told_amount, train_accuracy, test_accuracy,
        loss_meant: ByVariant<Measure>, difference, accuracy_caution,
        waiting, pace_record, zoom_number, zoom_line, zoom_stage, accuracy_told, opened,
        opened_test, view: ByName, set_to: ByName,
        earlier: ByVariant<Measure>,
        misled, misled_warned, see: ByName, told, told_loss, test_loss: ByVariant<Measure>, marked,
        rose, fell, hardly,
        tests_worse, tests_no_worse, bolder, diverged_weight, diverged_loss,
        saturated_since, too_large_title, too_large, saved,
    }

    /// The recap that runs.
    Algorithm {
        title, for_each, for_each_batch, batch_counter, weights_batch, counter, again,
        again_counter, record, sums, weights, slip, slip_hidden,
        slip_step, several_layers, more_rows,
    }

    /// The table of the records, and how they are told.
    RecordWords {
        title, set, training, test, record, row, target, output, right, yes, no, confusion,
        confusion_of, counting, right_of, right_share, accuracy, r_squared, error, fit,
        caution_few, caution: ByName,
    }

    /// The way from the table to the features.
    DataWords {
        title, stage: ByName, followed, rows_and_columns,
        roles_target, roles_dummies, roles_standardized, roles_untouched, roles_left_out,
        dummies_why, dummies_why_text, scales_why, standardized_why, split_why, split_train,
        split_test, split_train_record, split_test_record, features_why, and_more, because,
    }

    /// The map.
    MapWords { title, axes, colors, signs, legend, legend_of_amounts, none, none_of_classes }

    /// The network while it trains.
    WeightsWords { title, moved, learning, terms, steps, layer, none }

    /// What is asked over the training screen.
    Ask {
        jump, jump_range, what_if, label: ByName, bad: ByName,
        what_if_hint, what_if_other, what_if_drawing,
        save, save_hint, save_ending, save_exists, save_failed, impossible,
    }
}
