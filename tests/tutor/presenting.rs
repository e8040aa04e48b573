//! In front of a class: numbers are revealed one thing at a time, and none of the four keys of a clicker leaves the lesson or
//! changes how it is shown.

use backprop::app::experiment::{Experiment, Source};
use backprop::app::training::Training;
use backprop::app::{App, Screen, Settings, Theme};
use backprop::lesson::builtin;
use backprop::text::Language;
use strum::VariantArray;

use super::tutor::{LESSONS, Tutor};

/// The keys that a clicker sends: on, back, start or end of the show, dark screen.
const CLICKER: [&str; 5] = ["PgDn", "PgUp", "F5", "Esc", "."];

fn presenting(lesson: &str) -> Tutor {
    let settings = Settings { presents: true, theme: Some(Theme::Light), ..Settings::default() };
    let mut app = App::new(settings);
    app.open_lesson(builtin(lesson).unwrap());
    Tutor::of(app)
}

#[test]
fn a_number_is_revealed_in_four_keys() {
    let mut class = presenting("2-1-1").after("PgDn");
    class.shows("What is h?").lacks("x1·w1 + x2·w2").lacks("0.02");
    class.keys("PgDn").shows("h = x1·w1 + x2·w2").lacks("0.1·0.4");
    class.keys("PgDn").shows("= 0.1·0.4 + 0.3·(−0.2)").lacks("0.02");
    class.keys("PgDn").shows("= −0.02").shows("h −0.02");
    class.keys("PgDn").shows("What is a?").lacks("sigmoid(−0.02)");
}

#[test]
fn back_leads_through_the_same_screens() {
    for (lesson, size) in LESSONS.iter().flat_map(|lesson| [(lesson, ""), (lesson, "Tab ")]) {
        for (forward, back) in [("PgDn", "PgUp"), ("Space", "←")] {
            let mut class = presenting(lesson).after(size);
            let mut seen = vec![class.text()];
            while class.position() < class.total() || seen.len() % 4 != 1 {
                seen.push(class.keys(forward).text());
            }
            let last = class.text();
            for (key, screen) in seen.iter().rev().enumerate() {
                assert_eq!(&class.text(), screen, "{lesson}, {key} keys back");
                class.keys(back);
            }
            assert_eq!(class.keys("End").text(), last, "{lesson}: the end shows all");
        }
    }
}

#[test]
fn a_hidden_number_is_nowhere_on_the_screen() {
    for lesson in LESSONS {
        let mut class = presenting(lesson).after("PgDn");
        while class.position() < class.total() {
            let cell = class.stepper().focus().unwrap();
            assert!(!class.stepper().is_known(cell), "{lesson} {cell:?}");
            class.keys("PgDn PgDn PgDn");
            assert!(class.stepper().is_known(cell), "{lesson} {cell:?}");
            class.keys("PgDn");
        }
    }
}

#[test]
fn no_key_of_a_clicker_leaves_the_lesson_or_changes_a_setting() {
    let places = [
        "",
        "PgDn×3",
        "w",
        "→×30 w PgDn",
        "→×60 o",
        "e",
        "e Enter",
        "/",
        "?",
        "c",
        "G",
        "d",
        "i",
        "g",
        "→×99",
        "→×99 →",
        "x",
        "f",
    ];
    for before in places {
        for first in CLICKER {
            for then in CLICKER {
                let mut class = presenting("2-1-1").after(before);
                let settings = class.app.settings;
                // Whatever lies over the lesson, Esc closes it.
                class.keys(first).keys(then).keys("Esc×4");
                assert_eq!(class.app.settings, settings, "{before} {first} {then}");
                let Screen::Stepper(stepper) = class.app.screen() else {
                    panic!("{before} {first} {then} left")
                };
                assert_eq!(stepper.lesson.name, "2-1-1");
                assert!(
                    stepper.trace
                        == presenting("2-1-1").after(before).keys("Esc×4").stepper().trace,
                    "{before} {first} {then}: numbers"
                );
            }
        }
    }
}

#[test]
fn training_and_the_vanishing_gradient_are_not_left_either() {
    for before in ["", "v", "v v", "v v v", "e", "g", "S", "End"] {
        for first in CLICKER {
            let settings = Settings { presents: true, ..Settings::default() };
            let mut app = App::new(settings);
            let training = Training::new(Source::admissions(), Experiment::default()).unwrap();
            app.open(Screen::Training(Box::new(training)));
            let mut class = Tutor::of(app).after(before);
            class.keys(first).keys("Esc×3");
            assert!(matches!(class.app.screen(), Screen::Training(_)), "{before} {first}");
            assert_eq!(class.app.settings, settings, "{before} {first}");
        }
    }
}

#[test]
fn any_key_ends_the_dark() {
    for key in ["PgDn", "a", "Esc", ".", "b", "q", "→"] {
        let mut class = presenting("2-1-1").after("PgDn");
        let seen = class.text();
        assert!(class.keys("b").lines().iter().all(|line| line.trim().is_empty()), "dark");
        assert_eq!(class.keys(key).text(), seen, "{key} only ends the dark");
    }
}

#[test]
fn leaving_is_asked_about_once() {
    let mut class = presenting("2-1-1").after("PgDn");
    let seen = class.text();
    class.keys("q").says("The class is still watching.").keys("n");
    assert_eq!(class.text(), seen);
}

#[test]
fn editing_and_reasons_stay_and_asking_a_single_learner_does_not() {
    let mut class = presenting("2-1-1").after("PgDn×32");
    class.keys("w PgDn PgDn").shows("∂").keys("Esc");
    let before = class.text();
    assert_eq!(class.keys("t s F2").text(), before);
    class.keys("Home e →×3 Enter").type_("9").keys("Enter e PgDn×4").shows("9");
}

#[test]
fn nothing_is_faint_and_the_ground_is_painted() {
    for (theme, ground) in [(Theme::Light, 231), (Theme::Dark, 16)] {
        for &language in Language::VARIANTS {
            let mut class =
                presenting("3-2-1").in_language(language).in_theme(theme).after("PgDn×9");
            let faint = backprop::ui::theme::of(Some(theme)).faint.fg;
            for cell in class.draw().content {
                assert_ne!(Some(cell.fg), faint, "{theme:?} {:?}", cell.symbol());
                assert_ne!(cell.bg, ratatui::style::Color::Reset, "{ground}");
            }
        }
    }
}
