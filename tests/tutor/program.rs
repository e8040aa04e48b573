//! A lesson as a program on the screen.

use backprop::text::Language;

use super::tutor::{LESSONS, SIZES, Tutor};

#[test]
fn the_program_follows_the_steps_and_can_be_scrolled() {
    let mut tutor = Tutor::open("2-1-1").after("→×7 i");
    tutor.shows("▶delta_o = error * slope_o  # δᵒ");
    tutor.keys("→").shows("▶slope_h = a * (1 - a)  # f′(h)");
    tutor.keys("← ↓ ↓").shows("▶delta_h = W * delta_o * slope_h  # δʰ");
    tutor.keys("←").shows("▶slope_o = y_hat * (1 - y_hat)  # f′(z)");
    tutor.keys("End").shows("▶new_loss = 0.5 * (y - new_y_hat)**2  # E_new");
    tutor.shows("new_y_hat = sigmoid(new_z)");
    tutor.keys("PgDn×20").shows("▶print(\"E_new =\", new_loss)");
    tutor.keys("PgUp×20").shows("▶import numpy as np");
    tutor.keys("i").lacks("import numpy");
}

#[test]
fn the_program_has_the_form_of_the_steps_and_the_numbers_of_the_screen() {
    Tutor::open("3-2-1").after("Tab → i").shows("▶h = np.dot(x, w)  # h");
    let mut tutor = Tutor::open("2-1-1").after("x i");
    let input = tutor.stepper().trace.example().input.clone();
    tutor.shows(&format!("x = np.array([{:?}, {:?}])", input[0], input[1]));
}

#[test]
fn the_program_does_not_give_an_answer_away() {
    let mut tutor = Tutor::open("2-1-1").after("t t → F5");
    tutor.shows("▶h = ?  # h").lacks("np.dot").lacks("sigmoid(h)").lacks("print");
    tutor.keys("Esc").type_("0.1*0.4-0.2*0.3");
    tutor.keys("Enter F5").shows("▶h = np.dot(x, w)  # h").lacks("sigmoid(h)");
    tutor.keys("→").shows("▶a = ?  # a");
    // Of a whole quantity as little.
    let mut tutor = Tutor::open("3-2-1").after("t t → F5 Tab");
    tutor.shows("▶h = ?  # h").lacks("np.dot");
}

#[test]
fn the_program_is_whole_in_every_window_and_language() {
    for language in [Language::En, Language::Zh] {
        for (lesson, (width, height)) in super::tutor::pairs(LESSONS, SIZES) {
            let mut tutor = Tutor::open(lesson).in_language(language).after("i");
            tutor.at(width, height);
            for _ in 0..tutor.total() {
                tutor.keys("→").shows("▶");
                assert!(!tutor.popup().contains('…'), "{}", tutor.text());
            }
        }
    }
}

#[test]
fn the_second_forward_pass_has_its_statements_where_there_is_room() {
    let mut tutor = Tutor::open("2-2-2").after("End");
    tutor.at(160, 50).shows("new_h = np.dot(x, new_w) + new_b").shows("new_y_hat = sigmoid(new_z)");
}
