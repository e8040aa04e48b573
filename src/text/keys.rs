//! What keys do, in words.

use super::words::words;

words! {
    /// What keys do.
    Keys {
        title,
        next, back, first, last, size, more_digits, fewer_digits, convention, help,
        language, theme, quit, leave, choose_up, choose_down, choose, choose_item, run, faster,
        slower, restart, forget, yes, no, open_record, apply,
        open_view, next_view, page, columns, jump, what_if, save, differences, deeper,
        shallower, wider, narrower, larger_weights, smaller_weights, next_seed, previous_seed,
        activation, other_loss, mode, practice, restore, hunt, check, hint, mark,
        edit_numbers, choose_left, choose_right,
        next_number, previous_number, change, undo, redo, gradient_check, curve, larger_epsilon,
        smaller_epsilon, suspend, program, why, descent,
        move_weight, raise_weight, larger_rate, smaller_rate, go_to, glossary, questions,
        next_lesson, answer, see, see_no_more,
        train_with_larger_rate, lesson_figure, scale, vote, count, reveal, hide, blank, nothing,
        close, update, ten_updates, hundred_updates,
    }
}
