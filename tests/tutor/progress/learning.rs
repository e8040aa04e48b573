//! What is kept of lessons and settings, as the learner sees it.

use backprop::app::stepper::Activity;
use backprop::app::{App, Effect, Settings};
use backprop::keymap;
use backprop::lesson::fading::{Mode, Run};
use backprop::lesson::{Cell, Quantity, Verdict, builtin};
use backprop::progress::{LessonProgress, Progress};
use backprop::text::Language;
use proptest::prelude::*;
use strum::VariantArray;

use super::run;
use crate::tutor::{Tutor, key};

const RIGHT: Verdict = Verdict::Right;
const WRONG: Verdict = Verdict::Unknown;

fn screen(progress: Progress) -> Tutor {
    Tutor::of(App::with_progress(Settings::default(), progress))
}

#[test]
fn a_lesson_opens_where_it_was_left() {
    let mut first = screen(Progress::default()).after("1 →×9 Esc");
    first.shows("1  The 2-1-1 network   step 9 of 17").keys("1").shows("– step 9 of 17\n");

    let mut second = screen(first.app.progress.clone());
    second.shows("1  The 2-1-1 network   step 9 of 17").keys("1").shows("– step 9 of 17\n");
    second.keys("Home").shows("– step 0 of 17\n");

    let mut named = screen(first.app.progress.clone());
    named.app.open_lesson(builtin("2-1-1").unwrap());
    named.shows("– step 9 of 17\n");
}

#[test]
fn a_lesson_opens_in_the_update_in_which_it_was_left() {
    let left = screen(Progress::default()).after("1 a a → → → Esc").app.progress;
    let mut again = screen(left).after("1");
    again.shows("update 3").shows("step 3 of 17");
    assert_eq!(again.stepper().updates.losses.len(), 3);
}

#[test]
fn a_finished_lesson_opens_at_its_start() {
    let mut screen = screen(Progress::default()).after("2 End Esc");
    screen.shows("2  The 3-2-1 network   finished").keys("2").shows("– step 0 of 31\n");
}

#[test]
fn a_run_of_questions_goes_on_where_it_was_left() {
    let mut first = screen(Progress::default()).after("1 t t → - 0 . 0 2 Enter → 9 Enter Esc");
    // What is typed is not lost to an Esc that means the field.
    first.shows("step 2 of 17").keys("Esc");
    first.shows("The 2-1-1 network   step 2 of 17 – 1 of 17 right at first try");

    let second = screen(first.app.progress.clone()).after("1");
    let stepper = second.stepper();
    assert_eq!(stepper.asked(), stepper.focus());
    assert_eq!(stepper.position, 2);
    let Activity::Exercise(exercise) = &stepper.activity else {
        panic!("not asked");
    };
    assert_eq!(exercise.mode, Mode::Blank);
    assert_eq!(exercise.questions, 16, "the first is not asked again");
}

#[test]
fn another_lesson_of_the_same_name_opens_at_its_start() {
    let mut progress = Progress::default();
    progress.note_place("2-1-1", (0, 9), 18);
    screen(progress).after("1").shows("– step 0 of 17\n");
}

#[test]
fn looking_at_a_lesson_leaves_no_trace() {
    let screen = screen(Progress::default()).after("1 Esc");
    assert_eq!(screen.app.progress, Progress::default());
}

#[test]
fn only_what_the_learner_chose_is_kept_of_the_settings() {
    let mut screen = screen(Progress::default()).after("1 → ← Esc");
    assert_eq!(screen.app.progress.language, None);
    let progress = &screen.keys("L . .").app.progress;
    assert_eq!(progress.language, Some(Language::Zh));
    assert_eq!(progress.digits, Some(7));
    assert_eq!(progress.theme, None);
}

#[test]
fn the_menu_shows_what_was_right_at_first_try() {
    let mut progress = Progress::default();
    progress.note_run("2-1-1", &run(&[RIGHT, WRONG, RIGHT, RIGHT]), 17);
    let mut screen = screen(progress);
    screen.shows("1  The 2-1-1 network   3 of 17 right at first try");
    screen.keys("L").says("1  2-1-1 网络   一次答对 3/17");
}

#[test]
fn what_is_missed_later_is_to_be_practised_again() {
    let mut progress = Progress::default();
    let mastered = |progress: &Progress| progress.lesson("2-1-1", 17).map(LessonProgress::mastered);
    let second = Cell::of_unit(Quantity::Activation, 0, 0);
    progress.note_run("2-1-1", &run(&[RIGHT, WRONG]), 17);
    assert_eq!(progress.missed("2-1-1", 17), [second]);
    assert_eq!(mastered(&progress), Some(1));
    progress.note_run("2-1-1", &run(&[RIGHT, RIGHT, RIGHT]), 17);
    assert_eq!(progress.missed("2-1-1", 17), []);
    assert_eq!(mastered(&progress), Some(3));
    let mut shown = Run::default();
    shown.shown(second);
    progress.note_run("2-1-1", &shown, 17);
    assert_eq!(progress.missed("2-1-1", 17), [second]);
    assert_eq!(mastered(&progress), Some(2));
}

#[test]
fn a_run_may_be_noted_as_often_as_it_goes_on() {
    let verdicts = [RIGHT, WRONG, RIGHT, WRONG];
    let mut step_by_step = Progress::default();
    for answered in 0..=verdicts.len() {
        step_by_step.note_run("2-1-1", &run(&verdicts[..answered]), 17);
    }
    let mut at_once = Progress::default();
    at_once.note_run("2-1-1", &run(&verdicts), 17);
    assert_eq!(step_by_step, at_once);
}

#[test]
fn forgetting_asks_first() {
    let mut screen = screen(Progress::default()).after("1 → Esc L");
    let kept = screen.app.progress.clone();
    for no in ["X n", "X Esc", "X X n"] {
        assert_eq!(screen.keys(no).app.progress, kept, "{no}");
    }
    screen.keys("y Enter Esc");
    assert_eq!(screen.app.progress.place("2-1-1", 17), (0, 1), "not asked");

    screen.keys("X");
    let yes = keymap::action(&screen.app, key("y")).unwrap();
    assert_eq!(screen.app.update(yes), Some(Effect::Forget));
    assert_eq!(screen.app.progress, Progress::default());
    assert_eq!(screen.app.settings.language, Language::Zh, "for now");
}

#[test]
fn a_notice_stays_until_the_next_key() {
    let mut screen = screen(Progress::default());
    screen.app.notice = Some("progress.json: your progress could not be saved".to_owned());
    for (width, height) in [(80, 24), (200, 60), (80, 24)] {
        assert_eq!(
            screen.at(width, height).lines()[usize::from(height) - 2],
            " ! progress.json: your progress could not be saved"
        );
    }
    screen.keys("↓").lacks("could not be saved");
}

/// Any state that can be kept.
fn progress() -> impl Strategy<Value = Progress> {
    let name = prop_oneof![Just("2-1-1".to_owned()), Just("3-2-1".to_owned()), ".{0,9}"];
    let verdicts = prop::collection::vec(prop_oneof![Just(RIGHT), Just(WRONG)], 0..=17);
    let lessons = prop::collection::vec((name, 0_usize..=17, verdicts), 0..5);
    let language = prop::option::of(prop::sample::select(Language::VARIANTS));
    let mode = prop::sample::select(vec![Mode::Worked, Mode::HalfBlank, Mode::Blank]);
    let digits = prop::option::of(2_usize..=16);
    (lessons, language, mode, digits).prop_map(|(lessons, language, mode, digits)| {
        let mut progress = Progress::default();
        (progress.language, progress.mode, progress.digits) = (language, mode, digits);
        for (name, position, verdicts) in lessons {
            progress.note_place(&name, (position % 3, position), 17);
            progress.note_run(&name, &run(&verdicts), 17);
        }
        progress
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read(progress in progress()) {
        let json = progress.to_json().unwrap();
        prop_assert_eq!(Progress::from_bytes(json.as_bytes()), Ok(progress));
    }

    /// A session that changed nothing takes nothing away; one that began with what is kept now, has the last word.
    #[test]
    fn merging_keeps_what_the_session_did_not_touch(before in progress(), mine in progress(), file in progress()) {
        prop_assert_eq!(&before.merged(&before, &file), &file);
        prop_assert_eq!(&mine.merged(&before, &before).merged(&before, &before), &mine.merged(&before, &before));
        let merged = mine.merged(&before, &file);
        prop_assert_eq!(&mine.merged(&before, &merged), &merged, "writing twice changes nothing");
    }
}
