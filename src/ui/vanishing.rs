//! The screen of the vanishing gradient.
//!
//! ```text
//! The vanishing gradient – 8 layers of 3, sigmoid        weights × 1 – seed 21
//! ╭ mean size of the error terms ───────────────────╮╭ units of layer 7 ───────╮
//! │ layer  sigmoid          tanh        relu        ││ ⠤⠤ f = sigmoid  ·· f′  ●│
//! │ error  0.49  █████████  0.9 █████   0.8 ████    ││ 1│          ⡠⠤⠒⠒⠒⠉⠉⠉    │
//! │ 8      0.12  ███████    0.3 ████    …           ││  │       ⡠●⠁            │
//! │▶7      0.02  █████      …                       ││  │   · ·⠔⠁· ·           │
//! │ 6      ·                                        ││ 0└──────────────────    │
//! ╰ bars: log scale from 1e−6 to 1 ─────────────────╯╰─────────────────────────╯
//! ╭ layer 7: from above · weights · slopes ───────────────────────────────────╮
//! │ mean |δ| = 0.12·0.5·0.24 ≈ 0.0147                                          │
//! ╰────────────────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget};

use super::curve::{self, Mark};
use super::theme::styles;
use super::wrap::wrap;
use super::{bars, frame, title};
use crate::app::Settings;
use crate::app::vanishing::Vanishing;
use crate::lesson::vanishing::most_left_by_slopes;
use crate::lesson::{Arithmetic, Expr, Notation, Symbols, expr};
use crate::nn::Activation;
use crate::text::fill;

/// Draws the screen.
pub fn draw(vanishing: &Vanishing, settings: &Settings, area: Rect, buf: &mut Buffer) {
    // Four lines of sentences in the smallest window, beside twelve layers; more digits find more room in larger ones.
    let sentences = (area.height / 4).clamp(6, 10);
    let [top, main, bottom] = area.layout(&Layout::vertical([
        Constraint::Length(1),
        Constraint::Min(0),
        Constraint::Length(sentences),
    ]));
    let [left, right] =
        main.layout(&Layout::horizontal([Constraint::Fill(5), Constraint::Fill(3)]));
    draw_title(vanishing, settings, top, buf);
    draw_bars(vanishing, settings, left, buf);
    draw_curve(vanishing, settings, right, buf);
    draw_factor(vanishing, settings, bottom, buf);
}

fn draw_title(vanishing: &Vanishing, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let words = &settings.text().vanishing;
    let chain = &vanishing.chain;
    let values = [
        ("depth", chain.depth.to_string()),
        ("width", chain.width.to_string()),
        ("activation", chain.activation.name().to_owned()),
        ("scale", settings.notation.number(chain.weight_scale)),
        ("seed", chain.seed.to_string()),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, &**value));
    title::draw(
        &format!("{} – {}", words.title, fill(&words.shape, &values)),
        &fill(&words.weights, &values),
        super::pen::Pen::new(settings),
        area,
        buf,
    );
}

/// One row for the error and each layer, one lane for each function.
fn draw_bars(vanishing: &Vanishing, settings: &Settings, area: Rect, buf: &mut Buffer) {
    const LABEL: u16 = 7;
    /// From here on there is room for bars of all functions.
    const WIDE: u16 = 80;
    let words = &settings.text().vanishing;
    let styles = styles(settings.theme);
    let lanes = lanes(vanishing);
    let sizes = || lanes.iter().flat_map(|lane| lane.sizes.iter().copied());
    let scale = bars::Scale::around(sizes());
    let short = Notation { digits: 3, ..settings.notation };
    let mut block = frame::panel(&words.bars, settings);
    if let Some(scale) = &scale {
        let (low, high) = scale.ends();
        let ends = [("low", short.number(low)), ("high", short.number(high))];
        let ends = ends.each_ref().map(|(name, value)| (*name, &**value));
        let note = format!(" {} ", fill(&words.scale, &ends));
        block = block.title_bottom(Span::styled(note, styles.faint));
    }
    let inner = block.inner(area);
    block.render(area, buf);

    let depth = vanishing.chain.depth;
    let rows = u16::try_from(depth + 2).unwrap_or(u16::MAX);
    let height = (inner.height / rows).clamp(1, 3);
    let others =
        if inner.width < WIDE { Constraint::Length(bars::NUMBER) } else { Constraint::Fill(3) };
    let columns =
        Layout::horizontal([Constraint::Length(LABEL), Constraint::Fill(4), others, others]);
    for index in 0..=depth + 1 {
        let y = u16::try_from(index).unwrap_or(u16::MAX) * height;
        let row = Rect { y: inner.y.saturating_add(y), height, ..inner };
        let [label, cells @ ..]: [Rect; 4] = row.intersection(inner).layout(&columns);
        let Some(level) = index.checked_sub(1) else {
            Line::styled(format!(" {}", words.layer), styles.faint).render(label, buf);
            for (lane, cell) in lanes.iter().zip(cells) {
                Line::styled(lane.activation.name(), lane.style(settings)).render(cell, buf);
            }
            continue;
        };
        draw_label(vanishing, settings, level, label, buf);
        for (lane, cell) in lanes.iter().zip(cells) {
            let style = lane.style(settings);
            let size = lane.sizes[level];
            if level > vanishing.reached {
                let unknown = match settings.symbols() {
                    Symbols::Unicode => "·",
                    Symbols::Ascii => ".",
                };
                Line::styled(unknown, styles.faint).render(cell, buf);
                continue;
            }
            let part = scale.as_ref().map_or(0.0, |scale| scale.part(size));
            bars::draw(&short.number(size), part, style, settings.symbols(), cell, buf);
        }
    }
}

/// The number of a layer, or the word for the error above them all.
fn draw_label(
    vanishing: &Vanishing,
    settings: &Settings,
    level: usize,
    area: Rect,
    buf: &mut Buffer,
) {
    let styles = styles(settings.theme);
    let name = match level {
        0 => settings.text().vanishing.error.clone(),
        _ => (vanishing.chain.depth + 1 - level).to_string(),
    };
    let (mark, style) =
        if level == vanishing.reached { ("▶", styles.key) } else { (" ", styles.text) };
    Line::styled(settings.symbols().apply(&format!("{mark}{name}")), style).render(area, buf);
}

/// The mean sizes with one function: the error, then the layers from the output down.
struct Lane {
    activation: Activation,
    chosen: bool,
    sizes: Vec<f64>,
}

impl Lane {
    fn style(&self, settings: &Settings) -> Style {
        let styles = styles(settings.theme);
        if self.chosen { styles.error } else { styles.text }
    }
}

fn lanes(vanishing: &Vanishing) -> Vec<Lane> {
    let chosen = (vanishing.chain.activation, &vanishing.flow);
    let beside = vanishing.beside.iter().map(|(name, flow)| (*name, flow));
    std::iter::once(chosen)
        .chain(beside)
        .enumerate()
        .map(|(index, (activation, flow))| {
            let layers = flow.layers.iter().rev().map(|layer| layer.error_term);
            Lane {
                activation,
                chosen: index == 0,
                sizes: std::iter::once(flow.error).chain(layers).collect(),
            }
        })
        .collect()
}

/// The function with the units of the present layer on it; without units while the error has reached none.
fn draw_curve(vanishing: &Vanishing, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let words = &settings.text().vanishing;
    let current = vanishing.current();
    let heading = match current {
        Some(layer) => fill(&words.units, &[("layer", &(layer + 1).to_string())]),
        None => words.function.clone(),
    };
    let block = frame::panel(&heading, settings);
    let inner = block.inner(area);
    block.render(area, buf);
    let marks: Vec<Mark> = current
        .map(|layer| &vanishing.flow.layers[layer].pre_activations)
        .into_iter()
        .flatten()
        .map(|&at| Mark { at, current: true })
        .collect();
    curve::draw(vanishing.chain.activation, &marks, settings, inner, buf);
}

/// What the present layer does to the error: its factor, in parts, and what is left so far.
fn draw_factor(vanishing: &Vanishing, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let words = &settings.text().vanishing;
    let heading = match vanishing.current() {
        Some(layer) => {
            let heading = if layer + 1 == vanishing.chain.depth {
                &words.factor_output
            } else {
                &words.factor
            };
            fill(heading, &[("layer", &(layer + 1).to_string())])
        }
        None => words.start_title.clone(),
    };
    let block = frame::panel(&heading, settings);
    let inner = block.inner(area);
    block.render(area, buf);
    let width = usize::from(inner.width).saturating_sub(2);
    let lines: Vec<Line> = sentences(vanishing, settings)
        .iter()
        .flat_map(|sentence| wrap(sentence, width))
        .map(|line| Line::from(format!(" {line}")))
        .collect();
    Paragraph::new(lines).render(inner, buf);
}

fn sentences(vanishing: &Vanishing, settings: &Settings) -> Vec<String> {
    let words = &settings.text().vanishing;
    let notation = &settings.notation;
    let flow = &vanishing.flow;
    let Some(index) = vanishing.current() else {
        return vec![fill(&words.start, &[("error", &notation.number(flow.error))])];
    };
    let layer = &flow.layers[index];
    let above = flow.layers.get(index + 1).map_or(flow.error, |above| above.error_term);
    let (Some(weights), Some(slopes)) = (layer.weight_factor, layer.slope_factor) else {
        return vec![words.nothing.clone()];
    };
    let activation = vanishing.chain.activation;
    let is_output = index + 1 == flow.layers.len();
    let factors = [Some(above), Some(weights).filter(|_| !is_output), Some(slopes)];
    let factors = factors.into_iter().flatten().map(Expr::Leaf).collect();
    let Arithmetic { numbers, relation, .. } = Arithmetic::new(&Expr::Product(factors), notation);
    let values = [
        ("layer", (index + 1).to_string()),
        ("numbers", expr::text(&numbers)),
        ("relation", settings.symbols().apply(relation.sign())),
        ("result", notation.number(layer.error_term)),
        ("ratio", notation.number(layer.ratio().unwrap_or(0.0))),
        ("bound", notation.number(activation.largest_slope())),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, &**value)).collect();
    let mut sentences = vec![fill(&words.calculation, &values), fill(&words.ratio, &values)];
    if slopes == 0.0 {
        sentences.push(words.all_off.clone());
    } else {
        sentences.push(so_far(vanishing, settings, index));
    }
    sentences
}

/// How much of the error the slopes alone have taken down to a layer, beside what they take at least; and what is left with the weights.
fn so_far(vanishing: &Vanishing, settings: &Settings, index: usize) -> String {
    let flow = &vanishing.flow;
    let notation = settings.notation;
    let slopes = flow.slopes_down_to(index);
    let bound = most_left_by_slopes(vanishing.chain.activation, slopes);
    let taken = |left: f64| notation.percent(1.0 - left);
    fill(
        &settings.text().vanishing.so_far,
        &[
            ("taken", &taken(flow.left_by_slopes(index).unwrap_or(0.0))),
            ("bound", &taken(bound)),
            ("left", &notation.percent(flow.left(index).unwrap_or(0.0))),
        ],
    )
}
