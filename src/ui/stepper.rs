//! The screen of a lesson.
//!
//! ```text
//! The 2-1-1 network · backward pass           step 9 of 17
//! ╭ network ───────── ↓ error ╮╭ δʰ · error term … ───────╮
//! │                           ││ δʰ = W·δᵒ·f′(h)          │
//! │                           ││    = 0.1·0.12183·0.24998 │
//! │                           ││    ≈ 0.0030455           │
//! ╰ y = 1  η = 0.5 ───────────╯╰──────────────────────────╯
//! ╭ all numbers so far ───────────────────────────────────╮
//! │ h −0.02   a 0.495   z 0.0495   ŷ 0.51237   e 0.48763  │
//! ╰───────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Constraint::{Fill, Length, Min};
use ratatui::layout::{Layout, Rect, Spacing};
use unicode_width::UnicodeWidthStr;

use super::pen::Pen;
use super::words::Scene;
use super::{
    derivation, descent, editing, ending, field, formula, frame, ledger, network, program,
    questions, title, vote, words,
};
use crate::app::aside::{Aside, GoTo, Missing};
use crate::app::stepper::{Activity, StepSize, Stepper};
use crate::lesson::fading::Mode;
use crate::text::Values;

/// From this size on, the lesson as a program stands beside the numbers, unasked.
const PROGRAM_FROM: (u16, u16) = (140, 40);

/// Draws the screen of a lesson.
pub fn draw(stepper: &Stepper, pen: Pen, area: Rect, buf: &mut Buffer) {
    // A class sees no more than the picture and one calculation.
    let has_ledger = !pen.settings.presents;
    let ledger_height = if has_ledger { (area.height / 4).clamp(6, 10) } else { 0 };
    let [top, main, bottom] =
        area.layout(&Layout::vertical([Length(1), Min(0), Length(ledger_height)]));
    // Neighbours share one line of their frames.
    let halves = Layout::horizontal([Fill(1), Fill(1)]).spacing(Spacing::Overlap(1));
    let [left, right] = main.layout(&halves);
    let [below_left, below_right] = bottom.layout(&halves);
    let scene = Scene { stepper, pen };
    draw_title(scene, top, buf);
    if stepper.aside == Some(Aside::Ending) {
        return ending::draw(scene, main.union(bottom), buf);
    }
    network::draw(stepper, pen, left, buf);
    match (&stepper.aside, &stepper.activity) {
        (Some(Aside::Derivation(at)), _) => derivation::draw(at, stepper, pen, right, buf),
        (Some(Aside::Descent(at)), _) => descent::draw(at, scene, right, buf),
        (Some(Aside::Questions), _) => {
            if let Some(questions) = stepper.questions() {
                questions::draw(questions, scene, right.union(below_right), buf);
            }
            if has_ledger {
                ledger::draw(scene, below_left, buf);
            }
            return;
        }
        (Some(Aside::GoTo(asked)), _) => draw_go_to(asked, scene, right, buf),
        (Some(Aside::NoVote(others)), _) => vote::draw_none(others, scene, right, buf),
        (Some(Aside::Vote), _) => vote::draw(scene, right, buf),
        (Some(Aside::Missing(what)), _) => draw_missing(*what, pen, right, buf),
        (_, Activity::Editing(chosen)) => editing::draw(chosen, scene, right, buf),
        (_, _) => formula::draw(stepper, pen, right, buf),
    }
    if !has_ledger {
        return;
    }
    let is_small = area.width < PROGRAM_FROM.0 || area.height < PROGRAM_FROM.1;
    if is_small || !ledger::holds_all(scene, below_left) {
        return ledger::draw(scene, bottom, buf);
    }
    ledger::draw(scene, below_left, buf);
    let inner = frame::padded(pen.panel(&pen.words.stepper.program, below_right, buf));
    program::draw(scene, None, inner, buf);
}

fn draw_title(scene: Scene, area: Rect, buf: &mut Buffer) {
    let Scene { stepper, pen } = scene;
    let words = pen.words;
    let doing = match &stepper.activity {
        Activity::Exercise(exercise) if exercise.mode == Mode::HalfBlank => {
            words.exercise.half_blank.clone()
        }
        Activity::Exercise(_) => words.exercise.blank.clone(),
        Activity::Hunt(hunt) => pen.fill(&words.hunt.title, &[("seed", &hunt.seed)]),
        Activity::Reading | Activity::Editing(_) => match stepper.size {
            StepSize::Number => words.stepper.size_number.clone(),
            StepSize::Quantity => words.stepper.size_quantity.clone(),
        },
    };
    let counted = match stepper.size {
        _ if stepper.position == 0 => &words.stepper.position_start,
        StepSize::Number => &words.stepper.position,
        StepSize::Quantity => &words.stepper.position_quantity,
    };
    let (place, total) = stepper.place();
    let position = pen.fill(counted, &[("n", &place), ("total", &total)]);
    let lesson = words::translated(&stepper.lesson.title, pen.settings.language);
    let part = match stepper.practice {
        _ if stepper.is_changed() && matches!(stepper.aside, Some(Aside::Looking(_))) => {
            words.ending.supposed.clone()
        }
        _ if stepper.is_changed() => words.editing.changed.clone(),
        Some(seed) => pen.fill(&words.exercise.practice, &[("seed", &seed)]),
        None => words.phase[stepper.phase()].clone(),
    };
    let example = stepper.trace.example();
    let left = match stepper.updates.present {
        0 if example.records.is_none() => format!("{lesson} – {part}"),
        pass => format!("{lesson} – {} – {part}", words::pass(words, example, pass)),
    };
    let right = format!("{doing} – {position}");
    // Where there is no room for all, whether the numbers are the lesson's is the last to go.
    let crowded = left.width() + right.width() + 4 > usize::from(area.width);
    let right = if crowded && stepper.is_changed() { &position } else { &right };
    title::draw(&left, right, pen, area, buf);
}

/// Where the step to go to is typed.
fn draw_go_to(asked: &GoTo, scene: Scene, area: Rect, buf: &mut Buffer) {
    let Scene { stepper, pen } = scene;
    let words = &pen.words.go_to;
    let inner = frame::padded(pen.panel(&pen.words.keys.go_to, area, buf));
    let width = usize::from(inner.width);
    let mut lines = field::lines(&words.ask, &asked.field, pen, width);
    if let Some(typed) = &asked.unknown {
        let values: &Values = &[("name", typed), ("total", &stepper.place().1)];
        lines.extend(pen.paragraph(&pen.fill(&words.unknown, values), pen.styles.warning, width));
    } else {
        lines.extend(pen.prose(&words.how, width));
    }
    pen.write(lines, inner, buf);
}

/// What has what was asked for, where this number has it not.
fn draw_missing(what: Missing, pen: Pen, area: Rect, buf: &mut Buffer) {
    let words = pen.words;
    let (title, sentence) = match what {
        Missing::Derivation => (&words.keys.why, &words.derivation.nothing),
        Missing::Descent => (&words.keys.descent, &words.descent.nothing),
        Missing::Diverging => (&words.keys.update, &words.stepper.diverging),
        Missing::Update => (&words.keys.update, &words.stepper.no_update),
        Missing::Rate => (&words.keys.update, &words.stepper.no_rate),
    };
    let inner = frame::padded(pen.panel(title, area, buf));
    pen.write(pen.prose(sentence, inner.width), inner, buf);
}
