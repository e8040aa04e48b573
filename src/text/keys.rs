//! What keys do, in words.

use super::words::words;

words! {
    /// What keys do.
    Keys {
        title, everywhere, in_menu, in_stepper, in_training, yes_or_no, in_vanishing,
        in_differences, next, back, first, last, size, more_digits, fewer_digits, convention, help,
        language, theme, quit, leave, choose_up, choose_down, choose, choose_item, run, faster,
        slower, restart, forget, yes, no, while_watching, in_rows, in_form, open_record, apply,
        open_view, next_view, page, columns, jump, what_if, save, differences, deeper,
        shallower, wider, narrower, larger_weights, smaller_weights, next_seed, previous_seed,
        activation, in_asking, in_hunt, mode, practice, restore, hunt, check, hint, mark,
        in_editing, in_typing, in_gradient_check, edit_numbers, choose_left, choose_right,
        next_number, previous_number, change, undo, redo, gradient_check, curve, larger_epsilon,
        smaller_epsilon, suspend, program, in_program, why, in_derivation, descent,
        in_descent, move_weight, raise_weight, larger_rate, smaller_rate, in_ending, go_to, glossary, in_questions, in_looking, questions, next_lesson, answer, see, see_no_more,
        in_presenting, reveal, hide, blank, nothing, close, update, ten_updates, hundred_updates,
    }
}
