//! What the network answers over the plane of two features, with the records in it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Style;

use super::draw_sentences;
use crate::app::Theme;
use crate::app::training::Training;
use crate::app::training::plane::{Plane, Spot};
use crate::data::{Derivation, Feature, Targets};
use crate::limits;
use crate::nn::training::Dataset;
use crate::text::join;
use crate::ui::pen::Pen;
use crate::ui::theme::RAMP;

/// Draws the view.
pub fn draw(training: &Training, pen: Pen, area: Rect, buf: &mut Buffer) {
    const SENTENCES: u16 = 4;
    let words = &pen.words.map;
    let prepared = &training.runs.prepared;
    let Some(plane) = Plane::new(prepared) else {
        let inner = pen.panel(&words.title, area, buf);
        let none = match prepared.targets {
            Targets::Classes(_) => &words.none_of_classes,
            _ => &words.none,
        };
        return draw_sentences(std::slice::from_ref(none), pen, inner, buf);
    };
    let [main, bottom] =
        area.layout(&Layout::vertical([Constraint::Min(0), Constraint::Length(SENTENCES)]));
    let trainer = &training.playback.trainer;
    let sets = [trainer.training(), trainer.test()];
    // More of them than that would hide the map, and take the time of training.
    let records = sets.map(Dataset::records).iter().sum::<usize>();
    let spots =
        if records > limits::SPOTS { Vec::new() } else { plane.spots(trainer.network(), prepared) };
    let panels = Layout::horizontal(vec![Constraint::Fill(1); plane.count()]).split(main);
    for (index, panel) in panels.iter().enumerate() {
        draw_plane(training, &plane, index, &spots, pen, *panel, buf);
    }
    let [blank, light, dense, full] = densities(pen);
    let ground = if is_colored(pen) {
        words.colors.clone()
    } else {
        let below = format!("“{blank}” “{light}”");
        let above = format!("“{dense}” “{full}”");
        pen.fill(&words.signs, &[("below", &below), ("above", &above)])
    };
    let [across, up] = [0, 1].map(|axis| {
        let feature = &prepared.features[plane.axes[axis]];
        let name = pen.clip(&feature.name, 20_usize);
        format!("{name} {}", ends(feature, plane.bounds[axis], pen))
    });
    let axes = pen.fill(&words.axes, &[("across", &across), ("up", &up)]);
    let legend = match prepared.targets.scale() {
        None => join(&ground, &words.legend),
        Some(scale) => {
            let [low, high] = plane.answers.map(|answer| pen.number(scale.unscaled(answer)));
            pen.fill(&words.legend_of_amounts, &[("low", &low), ("high", &high)])
        }
    };
    draw_sentences(&[axes, legend], pen, bottom, buf);
}

fn draw_plane(
    training: &Training,
    plane: &Plane,
    index: usize,
    spots: &[Spot],
    pen: Pen,
    area: Rect,
    buf: &mut Buffer,
) {
    let features = &training.runs.prepared.features;
    let title = match plane.dummies.get(index) {
        Some(dummy) => features[*dummy].name.clone(),
        None => pen.words.map.title.clone(),
    };
    let inner = pen.panel(&title, area, buf);
    let network = training.playback.trainer.network();
    if inner.is_empty() {
        return;
    }
    let is_colored = is_colored(pen);
    let halves = if is_colored { 2 } else { 1 };
    let shape = [usize::from(inner.height) * halves, usize::from(inner.width)];
    let outputs = plane.outputs(network, index, shape);
    for position in inner.positions() {
        let at = |half: usize| {
            let row = usize::from(position.y - inner.y) * halves + half;
            let output = outputs.get([row, usize::from(position.x - inner.x)]);
            plane.share(output.copied().unwrap_or(f64::NAN))
        };
        let Some(cell) = buf.cell_mut(position) else { continue };
        if is_colored {
            cell.set_symbol("▀").set_fg(color(at(0))).set_bg(color(at(1)));
        } else {
            cell.set_symbol(density(at(0), pen));
        }
    }
    for spot in spots.iter().filter(|spot| spot.plane == index) {
        draw_spot(*spot, plane, pen, inner, buf);
    }
}

/// A record: its target as a digit, underlined for testing, and reversed where it is told wrongly.
fn draw_spot(spot: Spot, plane: &Plane, pen: Pen, area: Rect, buf: &mut Buffer) {
    let share = |axis: usize| {
        let [low, high] = plane.bounds[axis];
        (spot.at[axis] - low) / (high - low)
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 1")]
    let along = |share: f64, length: u16| {
        ((share * f64::from(length)) as u16).min(length.saturating_sub(1))
    };
    let x = area.x + along(share(0), area.width);
    let y = area.y + area.height - 1 - along(share(1), area.height);
    // An amount in tenths of the way from the lowest to the highest.
    let digits: &[char] = match plane.answers {
        [0.0, 1.0] => &['0', '1'],
        _ => &['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    };
    let digit = digits[step(plane.share(spot.target), digits.len())];
    let style = match (spot.is_right, spot.is_test) {
        (true, false) => pen.styles.spot,
        (true, true) => pen.styles.spot_of_test,
        (false, false) => pen.styles.wrong_spot,
        (false, true) => pen.styles.wrong_spot_of_test,
    };
    if let Some(cell) = buf.cell_mut(Position { x, y }) {
        cell.set_style(Style::reset()).set_char(digit).set_style(style);
    }
}

fn color(output: f64) -> ratatui::style::Color {
    RAMP[step(output, RAMP.len())]
}

fn density(output: f64, pen: Pen) -> &'static str {
    densities(pen)[step(output, densities(pen).len())]
}

/// What stands for ŷ where there is no colour, in four parts.
fn densities(pen: Pen) -> [&'static str; 4] {
    pen.either([" ", "░", "▒", "▓"], [" ", ".", ":", "#"])
}

/// Whether there are the colours and the half blocks of a map.
fn is_colored(pen: Pen) -> bool {
    pen.either(true, false) && pen.settings.theme != Some(Theme::Mono)
}

/// In which of so many parts of 0 to 1 an output lies; the middle of an even number is 0.5.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
fn step(output: f64, parts: usize) -> usize {
    ((output.clamp(0.0, 1.0) * parts as f64) as usize).min(parts - 1)
}

/// From where to where an axis goes, as the table has its numbers.
fn ends(feature: &Feature, bounds: [f64; 2], pen: Pen) -> String {
    let [low, high] = bounds.map(|value| match &feature.derivation {
        Derivation::Standardized(scale) => scale.unscaled(value),
        Derivation::Untouched | Derivation::Dummy(_) => value,
    });
    let pen = pen.with_digits(3);
    format!("{}{}{}", pen.number(low), pen.either(" … ", " .. "), pen.number(high))
}
