//! What is asked over the training screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use strum::VariantArray;

use crate::app::experiment::Unfit;
use crate::app::field::Field;
use crate::app::training::Training;
use crate::app::training::dialog::{Prompt, Saving, Trouble, epoch};
use crate::app::training::form::{Form, Refusal};
use crate::app::training::hyperparameter::Hyperparameter;
use crate::data::{Share, TableFault};
use crate::limits;
use crate::nn::training::Measure;
use crate::text::Values;
use crate::ui::pen::Pen;
use crate::ui::{field, fit, popup};

/// How wide the sentences are.
const WIDTH: usize = 62;
/// How wide a field is; of a longer text the part around the cursor is seen.
const FIELD: usize = 24;

/// Draws what is asked in the middle of the screen.
pub fn draw(training: &Training, prompt: &Prompt, pen: Pen, area: Rect, buf: &mut Buffer) {
    let words = &pen.words.ask;
    let (title, lines) = match prompt {
        Prompt::Jump(field) => {
            let (epochs, reached) =
                (training.runs.experiment.epochs, training.playback.trainer.reached());
            let range = pen.fill(&words.jump_range, &[("epochs", &epochs), ("reached", &reached)]);
            let is_wrong = !field.is_empty() && epoch(field).is_none();
            let below = if is_wrong { warning(&range, pen) } else { note(&range, pen) };
            let field = Line::from(field_spans(field, FIELD, pen));
            (&words.jump, [vec![field], below].concat())
        }
        Prompt::WhatIf(form) => {
            let rows = Hyperparameter::VARIANTS.iter();
            let rows = rows.map(|&parameter| parameter_line(parameter, form, pen)).collect();
            (&words.what_if, [rows, form_note(training, form, pen)].concat())
        }
        Prompt::Save(saving) => (&words.save, saving_lines(saving, pen)),
    };
    popup::draw_box(title, lines, pen, area, buf);
}

/// A field on a line that shows where it ends.
fn field_spans(typed: &Field, width: usize, pen: Pen) -> Vec<Span<'static>> {
    let mut spans = field::spans(typed, pen, width);
    let used: usize = spans.iter().map(Span::width).sum();
    spans.push(Span::styled("_".repeat(width.saturating_sub(used)), pen.styles.faint));
    spans
}

/// An empty line, and a sentence about what can be entered.
fn note(text: &str, pen: Pen) -> Vec<Line<'static>> {
    [vec![Line::default()], pen.paragraph(text, pen.styles.faint, WIDTH)].concat()
}

/// An empty line, and a sentence about what can't.
fn warning(text: &str, pen: Pen) -> Vec<Line<'static>> {
    [vec![Line::default()], pen.paragraph(text, pen.styles.warning, WIDTH)].concat()
}

fn parameter_line(parameter: Hyperparameter, form: &Form, pen: Pen) -> Line<'static> {
    const LABEL: usize = 34;
    let styles = pen.styles;
    let is_selected = parameter == form.selected;
    let mut line = Line::from(vec![
        pen.mark(is_selected),
        Span::raw(" "),
        Span::styled(fit::left(label(parameter, pen), LABEL), styles.text),
    ]);
    match form.field(parameter) {
        Some(field) if is_selected => line.extend(field_spans(field, FIELD, pen)),
        Some(field) => line.push_span(Span::styled(field.text(), styles.result)),
        None => {
            let arrow = |arrow| pen.span(if is_selected { arrow } else { "" }, styles.key);
            let chosen = match parameter {
                Hyperparameter::Loss => form.loss.name(),
                _ => form.activation.name(),
            };
            line.extend([arrow("← "), Span::styled(chosen, styles.result), arrow(" →")]);
        }
    }
    line
}

/// What there is to say below the form.
fn form_note(training: &Training, form: &Form, pen: Pen) -> Vec<Line<'static>> {
    let words = &pen.words.ask;
    match (&form.refusal, training.runs.drawn()) {
        (Some(refusal), _) => warning(&reason(refusal, pen), pen),
        (None, None) => {
            let [new, old] = [form.loss, training.runs.experiment.loss].map(Measure::of);
            note(if new == old { &words.what_if_hint } else { &words.what_if_other }, pen)
        }
        (None, Some(Share(share))) => {
            let percent = format!("{:.0}", 100.0 * share);
            note(&pen.fill(&words.what_if_drawing, &[("percent", &percent)]), pen)
        }
    }
}

fn label(parameter: Hyperparameter, pen: Pen) -> &'static str {
    &pen.words.ask.label[<&str>::from(parameter)]
}

fn reason(refusal: &Refusal, pen: Pen) -> String {
    let parameter = match *refusal {
        Refusal::Experiment(ref unfit) => return unfit_reason(unfit, pen),
        Refusal::Value(parameter) => parameter,
    };
    let sentence = &pen.words.ask.bad[<&str>::from(parameter)];
    let most: &Values = &[
        ("layers", &limits::FORM_LAYERS),
        ("units", &limits::TRAINED_UNITS),
        ("epochs", &limits::EPOCHS),
    ];
    pen.fill(sentence, most)
}

/// What the form can still ask for in vain when each of its values is possible by itself.
fn unfit_reason(unfit: &Unfit, pen: Pen) -> String {
    let error = match unfit {
        Unfit::Table(error) => error,
        Unfit::Loss(fault) => return pen.words.tell_in("what_if", fault),
        Unfit::Network(_) | Unfit::Trainer(_) => return pen.words.ask.impossible.clone(),
    };
    match error.fault.as_ref() {
        fault @ (TableFault::NoneToTrain { .. } | TableFault::NoneToTest { .. }) => {
            pen.words.tell_in("what_if", fault)
        }
        _ => pen.words.ask.impossible.clone(),
    }
}

fn saving_lines(saving: &Saving, pen: Pen) -> Vec<Line<'static>> {
    let words = &pen.words.ask;
    let below = match &saving.trouble {
        None => note(&words.save_hint, pen),
        Some(Trouble::Ending) => warning(&words.save_ending, pen),
        Some(Trouble::Exists) => warning(&words.save_exists, pen),
        Some(Trouble::Failed(reason)) => {
            let reason = pen.words.tell_in("save", reason);
            warning(&pen.fill(&words.save_failed, &[("reason", &reason)]), pen)
        }
    };
    [vec![Line::from(field_spans(&saving.name, WIDTH, pen))], below].concat()
}
