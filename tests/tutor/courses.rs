//! Courses: the menu, what is locked, and whose progress it is.

use std::path::Path;

use backprop::app::{App, Settings};
use backprop::lesson::Course;
use backprop::progress::Progress;
use backprop::text::Language;

use crate::tutor::{LANGUAGES, SIZES, Tutor};

fn course(lessons: &str) -> Course {
    let text = format!("kind = \"course\"\n[title]\nen = \"Week 3\"\nzh = \"第三周\"\n{lessons}");
    Course::from_bytes(Path::new("tests/week3.toml"), text.as_bytes()).unwrap()
}

fn tutor(course: &Course, progress: Progress) -> Tutor {
    Tutor::of(App::of_course(Settings::default(), progress, course.clone()))
}

const LOCKED: &str = "[notes]
en = \"Bring a calculator.\"
[[lesson]]
name = \"2-1-1\"
[[lesson]]
file = \"lessons/mazur-2-2-2.toml\"
mode = \"half\"
locked = true
[[lesson]]
name = \"admissions\"
locked = true
[[lesson]]
name = \"vanishing\"
locked = true";

fn locked() -> Course {
    course(LOCKED)
}

#[test]
fn a_lesson_is_locked_until_the_one_before_is_done() {
    let course = locked();
    let mut tutor = tutor(&course, Progress::default());
    tutor.shows("Week 3").shows("Bring a calculator.").shows("locked");
    assert!(tutor.keys("2").is_at_the_menu());
    tutor.shows("First do “The 2-1-1 network”.");
    // Neither from the end of the lesson before, if that was not seen.
    tutor.keys("1 → Esc 2").shows("First do");
    tutor.keys("1 End Esc").shows("finished").lacks("First do");
    // Half of its numbers are asked for, as the course says.
    tutor.keys("2");
    assert!((0..3).any(|_| tutor.keys("→").stepper().asked().is_some()));
    tutor.keys("Esc×2 3").shows("First do");
}

#[test]
fn training_and_the_vanishing_gradient_are_done_at_their_end() {
    let course = course(
        "[[lesson]]\nname = \"admissions\"\n[[lesson]]\nname = \"vanishing\"\nlocked = true\n[[lesson]]\nname = \"differences\"\nlocked = true",
    );
    let mut tutor = tutor(&course, Progress::default());
    assert!(tutor.run("1 → → Esc 2").is_at_the_menu(), "a pause after two epochs is no end");
    tutor.run("1 End Esc 2 → Esc 3").shows("First do “The vanishing gradient”.");
    tutor.keys("2 End Esc 3 End Esc");
    assert!(tutor.is_at_the_menu());
    assert_eq!(tutor.text().matches("finished").count(), 3);
}

#[test]
fn each_course_has_its_own_progress() {
    let mut first = tutor(&locked(), Progress::default());
    let progress = first.keys("1 End Esc").app.progress.clone();
    tutor(Course::builtin(), progress.clone()).lacks("finished");
    tutor(&locked(), progress.clone()).shows("finished");
    let mut all = tutor(Course::builtin(), progress);
    let progress = all.keys("1 →×3 Esc").app.progress.clone();
    tutor(&locked(), progress).shows("finished").lacks("step 3");
}

#[test]
fn after_the_last_number_n_leads_to_what_follows_in_the_course() {
    let course = course("[[lesson]]\nname = \"3-2-1\"\n[[lesson]]\nname = \"2-1-1\"");
    let mut tutor = tutor(&course, Progress::default());
    tutor.keys("1 End → N").shows("The 2-1-1 network").keys("End →").lacks("N next lesson");
    tutor.keys("N").shows("The 2-1-1 network");
}

#[test]
fn the_entry_under_the_cursor_is_seen_however_long_the_course_is() {
    for count in [1, 6, 7, 11, 40, 100] {
        let lessons = "[[lesson]]\nname = \"2-2-2\"\n".repeat(count);
        for (language, (width, height)) in LANGUAGES.into_iter().zip(SIZES) {
            let mut tutor = tutor(&course(&lessons), Progress::default()).in_language(language);
            tutor.at(width, height);
            for place in 1..=count {
                tutor.shows(&format!("▶  {place}  "));
                tutor.shows(if language == Language::Zh { "第三周" } else { "Week 3" });
                tutor.keys("↓");
            }
        }
    }
}

/// The digits 1 to 9 open the first nine.
#[test]
fn digits_open_the_first_nine_lessons() {
    let lessons = "[[lesson]]\nname = \"2-1-1\"\n".repeat(10) + "[[lesson]]\nname = \"3-2-1\"";
    for digit in 1..=9 {
        assert!(
            !tutor(&course(&lessons), Progress::default())
                .after(&digit.to_string())
                .is_at_the_menu()
        );
    }
    let two = course(&"[[lesson]]\nname = \"2-1-1\"\n".repeat(2));
    assert!(tutor(&two, Progress::default()).after("3").is_at_the_menu());
}
