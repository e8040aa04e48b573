//! The words of a lesson: its parts and quantities, and what is said while one steps, answers, searches or changes numbers.
#![expect(
    missing_docs,
    reason = "the fields are the keys of the text files, where the words themselves say what they are for"
)]

use super::words::words;

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
