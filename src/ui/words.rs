//! Which words and which style belong to a step.

use ratatui::style::Style;

use super::theme::Styles;
use crate::app::Settings;
use crate::app::stepper::Stepper;
use crate::lesson::Phase;
pub use crate::text::names::{phase, quantity, translated};
use crate::text::why;

/// The style of what goes into a step, by the direction in which things go.
pub fn flow(styles: &Styles, phase: Phase) -> Style {
    match phase {
        Phase::Given | Phase::Forward | Phase::Loss => styles.signal,
        Phase::Backward => styles.error,
        Phase::Update => styles.update,
    }
}

/// One to three sentences about the present step.
pub fn why(settings: &Settings, stepper: &Stepper) -> String {
    let text = settings.text();
    match stepper.focus() {
        Some(cell) => why::why(text, &settings.notation, &stepper.trace, cell),
        None => text.why.start.clone(),
    }
}
