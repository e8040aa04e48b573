//! What is asked over the training screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use strum::VariantArray;
use unicode_width::UnicodeWidthStr;

use super::super::theme::styles;
use super::super::wrap::wrap;
use super::super::{field, popup};
use crate::app::experiment::Unfit;
use crate::app::field::Field;
use crate::app::training::Training;
use crate::app::training::dialog::{Prompt, Saving, Trouble, epoch};
use crate::app::training::form::{Form, MOST_EPOCHS, MOST_LAYERS, MOST_UNITS, Refusal};
use crate::app::training::hyperparameter::Hyperparameter;
use crate::app::{Hindrance, Settings};
use crate::data::{Fault, Share, Side};
use crate::sanitize::sanitize;
use crate::text::fill;

/// How wide the sentences are.
const WIDTH: usize = 62;
/// How wide a field is; of a longer text the part around the cursor is seen.
const FIELD: usize = 24;

/// Draws what is asked in the middle of the screen.
pub fn draw(
    training: &Training,
    prompt: &Prompt,
    settings: &Settings,
    area: Rect,
    buf: &mut Buffer,
) {
    let words = &settings.text().ask;
    let (title, lines) = match prompt {
        Prompt::Jump(field) => {
            let range = fill(
                &words.jump_range,
                &[
                    ("epochs", &training.runs.experiment.epochs.to_string()),
                    ("reached", &training.playback.trainer.reached().to_string()),
                ],
            );
            let mut lines = vec![Line::from(field_spans(field, FIELD, settings))];
            let is_wrong = !field.is_empty() && epoch(field).is_none();
            lines.extend(sentence(&range, is_wrong, settings));
            (&words.jump, lines)
        }
        Prompt::WhatIf(form) => {
            let mut lines = parameter_lines(form, settings);
            lines.extend(form_sentence(training, form, settings));
            (&words.what_if, lines)
        }
        Prompt::Save(saving) => (&words.save, saving_lines(saving, settings)),
    };
    popup::draw_box(title, lines, super::super::pen::Pen::new(settings), area, buf);
}

/// A field on a line that shows where it ends.
fn field_spans(typed: &Field, width: usize, settings: &Settings) -> Vec<Span<'static>> {
    let styles = styles(settings.theme);
    let mut spans = field::spans(typed, &styles, width);
    let used: usize = spans.iter().map(Span::width).sum();
    spans.push(Span::styled("_".repeat(width.saturating_sub(used)), styles.faint));
    spans
}

fn sentence(text: &str, is_warning: bool, settings: &Settings) -> Vec<Line<'static>> {
    let styles = styles(settings.theme);
    let style = if is_warning { styles.warning } else { styles.faint };
    let lines = wrap(&settings.symbols().apply(text), WIDTH).into_iter();
    std::iter::once(Line::default()).chain(lines.map(|line| Line::styled(line, style))).collect()
}

fn parameter_lines(form: &Form, settings: &Settings) -> Vec<Line<'static>> {
    const LABEL: usize = 34;
    let styles = styles(settings.theme);
    let mark = settings.symbols().apply("▶");
    Hyperparameter::VARIANTS
        .iter()
        .map(|&parameter| {
            let is_selected = parameter == form.selected;
            let label = label(parameter, settings);
            let padding = " ".repeat(LABEL.saturating_sub(label.width()));
            let mark = if is_selected { mark.clone() } else { " ".repeat(mark.width()) };
            let mut line = Line::from(vec![
                Span::styled(format!("{mark} "), styles.key),
                Span::styled(format!("{label}{padding}"), styles.text),
            ]);
            match form.field(parameter) {
                Some(field) if is_selected => line.extend(field_spans(field, FIELD, settings)),
                Some(field) => line.push_span(Span::styled(field.text(), styles.result)),
                None => {
                    let (left, right) =
                        (settings.symbols().apply("← "), settings.symbols().apply(" →"));
                    line.push_span(Span::styled(
                        if is_selected { left } else { String::new() },
                        styles.key,
                    ));
                    line.push_span(Span::styled(form.activation.name(), styles.result));
                    line.push_span(Span::styled(
                        if is_selected { right } else { String::new() },
                        styles.key,
                    ));
                }
            }
            line
        })
        .collect()
}

/// What there is to say below the form.
fn form_sentence(training: &Training, form: &Form, settings: &Settings) -> Vec<Line<'static>> {
    let words = &settings.text().ask;
    if let Some(refusal) = &form.refusal {
        return sentence(&reason(refusal, settings), true, settings);
    }
    match training.runs.drawn() {
        None => sentence(&words.what_if_hint, false, settings),
        Some(Share(share)) => {
            let percent = format!("{:.0}", 100.0 * share);
            let text = fill(&words.what_if_drawing, &[("percent", &percent)]);
            sentence(&text, false, settings)
        }
    }
}

fn label(parameter: Hyperparameter, settings: &Settings) -> String {
    let words = &settings.text().ask;
    match parameter {
        Hyperparameter::LearningRate => &words.learning_rate,
        Hyperparameter::Hidden => &words.hidden,
        Hyperparameter::Epochs => &words.epochs,
        Hyperparameter::Seed => &words.seed,
        Hyperparameter::TestFraction => &words.test_fraction,
        Hyperparameter::Activation => &words.activation,
    }
    .clone()
}

fn reason(refusal: &Refusal, settings: &Settings) -> String {
    let words = &settings.text().ask;
    let parameter = match refusal {
        Refusal::Experiment(unfit) => return unfit_reason(unfit, settings),
        Refusal::Value(parameter) => parameter,
    };
    let sentence = match parameter {
        Hyperparameter::LearningRate => &words.bad_learning_rate,
        Hyperparameter::Hidden => &words.bad_hidden,
        Hyperparameter::Epochs => &words.bad_epochs,
        Hyperparameter::Seed => &words.bad_seed,
        Hyperparameter::TestFraction | Hyperparameter::Activation => &words.bad_test_fraction,
    };
    fill(
        sentence,
        &[
            ("layers", &MOST_LAYERS.to_string()),
            ("units", &MOST_UNITS.to_string()),
            ("epochs", &MOST_EPOCHS.to_string()),
        ],
    )
}

/// What the form can still ask for in vain when each of its values is possible by itself.
fn unfit_reason(unfit: &Unfit, settings: &Settings) -> String {
    let words = &settings.text().ask;
    let Unfit::Data(error) = unfit else {
        return words.impossible.clone();
    };
    match *error.fault {
        Fault::EmptySide { fraction, records, side } => {
            let sentence = match side {
                Side::Training => &words.empty_training,
                Side::Testing => &words.empty_test,
            };
            let (fraction, records) = (fraction.to_string(), records.to_string());
            fill(sentence, &[("fraction", &fraction), ("records", &records)])
        }
        _ => words.impossible.clone(),
    }
}

/// Why a file could not be written.
fn hindrance(hindrance: &Hindrance, settings: &Settings) -> String {
    let words = &settings.text().ask;
    match hindrance {
        Hindrance::NoFolder => words.save_no_folder.clone(),
        Hindrance::Forbidden => words.save_forbidden.clone(),
        Hindrance::NoFile => words.save_no_file.clone(),
        Hindrance::Full => words.save_full.clone(),
        Hindrance::System(sentence) => sanitize(sentence),
    }
}

fn saving_lines(saving: &Saving, settings: &Settings) -> Vec<Line<'static>> {
    let words = &settings.text().ask;
    let mut lines = vec![Line::from(field_spans(&saving.name, WIDTH, settings))];
    lines.extend(match &saving.trouble {
        None => sentence(&words.save_hint, false, settings),
        Some(trouble) => {
            let text = match trouble {
                Trouble::Ending => words.save_ending.clone(),
                Trouble::Exists => words.save_exists.clone(),
                Trouble::Failed(reason) => {
                    fill(&words.save_failed, &[("reason", &hindrance(reason, settings))])
                }
            };
            sentence(&text, true, settings)
        }
    });
    lines
}
