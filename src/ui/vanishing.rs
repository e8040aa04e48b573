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
use ratatui::widgets::{Block, Widget};

use super::curve::{self, Mark};
use super::pen::Pen;
use super::{bars, frame, title};
use crate::app::vanishing::Vanishing;
use crate::lesson::vanishing::{ErrorFlow, most_left_by_slopes};
use crate::lesson::{Arithmetic, Expr, expr};
use crate::text::{Values, join};

/// Draws the screen.
pub fn draw(vanishing: &Vanishing, pen: Pen, area: Rect, buf: &mut Buffer) {
    // Four lines of sentences in the smallest window, beside twelve layers; more digits find more
    // room in larger ones.
    let sentences = (area.height / 4).clamp(6, 10);
    let [top, main, bottom] = area.layout(&Layout::vertical([
        Constraint::Length(1),
        Constraint::Min(0),
        Constraint::Length(sentences),
    ]));
    let [left, right] =
        main.layout(&Layout::horizontal([Constraint::Fill(5), Constraint::Fill(3)]));
    draw_title(vanishing, pen, top, buf);
    Bars::new(vanishing, pen).draw(left, buf);
    draw_curve(vanishing, pen, right, buf);
    draw_factor(vanishing, pen, bottom, buf);
}

fn draw_title(vanishing: &Vanishing, pen: Pen, area: Rect, buf: &mut Buffer) {
    let words = &pen.words.vanishing;
    let chain = vanishing.chain;
    let shape: &Values = &[
        ("depth", &chain.depth),
        ("width", &chain.width),
        ("activation", &chain.activation.name()),
    ];
    let left = format!("{} – {}", words.title, pen.fill(&words.shape, shape));
    let right = pen
        .fill(&words.weights, &[("scale", &pen.number(chain.weight_scale)), ("seed", &chain.seed)]);
    title::draw(&left, &right, pen, area, buf);
}

/// The mean sizes with one function: the error, then the layers from the output down.
struct Lane {
    name: &'static str,
    style: Style,
    sizes: Vec<f64>,
    /// The level at which all units are dead.
    dead: Option<usize>,
}

/// One row for the error and each layer, one lane for each function.
struct Bars<'a> {
    vanishing: &'a Vanishing,
    pen: Pen,
    lanes: Vec<Lane>,
    scale: Option<bars::LogScale>,
}

impl<'a> Bars<'a> {
    fn new(vanishing: &'a Vanishing, pen: Pen) -> Self {
        let (chosen, words) = (vanishing.chain, &pen.words.vanishing);
        let lane = |chain, flow: &ErrorFlow, style| {
            let layers = flow.layers.iter().rev().map(|layer| layer.error_term);
            let sizes = std::iter::once(flow.error).chain(layers).collect();
            let dead = flow.dead_layer().map(|layer| flow.reached_at(layer));
            Lane { name: words.name_of(chosen.name_of(chain)), style, sizes, dead }
        };
        let first = lane(chosen, &vanishing.flow, pen.styles.error);
        let beside = vanishing.beside.iter();
        let beside = beside.map(|(chain, flow)| lane(*chain, flow, pen.styles.text));
        let lanes: Vec<Lane> = std::iter::once(first).chain(beside).collect();
        let scale =
            bars::LogScale::around(lanes.iter().flat_map(|lane| lane.sizes.iter().copied()));
        Self { vanishing, pen, lanes, scale }
    }

    /// A size in few digits.
    fn number(&self, size: f64) -> String {
        self.pen.with_digits(3).number(size)
    }

    fn draw(&self, area: Rect, buf: &mut Buffer) {
        const LABEL: u16 = 7;
        /// From here on there is room for bars of all functions.
        const WIDE: u16 = 80;
        let Self { pen, lanes, .. } = self;
        let inner = frame::open(self.block(), area, buf);
        let rows = self.vanishing.chain.depth + 2;
        let height = (inner.height / u16::try_from(rows).unwrap_or(u16::MAX)).clamp(1, 3);
        let narrow = inner.width < WIDE;
        // Bars of one scale are of one length, too.
        let others = if narrow { Constraint::Length(bars::NUMBER) } else { Constraint::Fill(1) };
        let columns =
            Layout::horizontal([Constraint::Length(LABEL), Constraint::Fill(1), others, others]);
        for index in 0..rows {
            let y = u16::try_from(index).unwrap_or(u16::MAX) * height;
            let row = Rect { y: inner.y.saturating_add(y), height, ..inner };
            let [label, cells @ ..]: [Rect; 4] = row.intersection(inner).layout(&columns);
            let (text, style) = self.label(index);
            Line::styled(text, style).render(label, buf);
            for (lane, cell) in lanes.iter().zip(cells) {
                match index.checked_sub(1) {
                    None => Line::styled(lane.name, lane.style).render(cell, buf),
                    Some(level) if level > self.vanishing.reached => {
                        Line::styled(pen.unknown(), pen.styles.faint).render(cell, buf);
                    }
                    Some(level) => {
                        let size = lane.sizes[level];
                        let part = self.scale.as_ref().map_or(0.0, |scale| scale.part(size));
                        let mut number = self.number(size);
                        if lane.dead == Some(level) {
                            number = pen.fill(&pen.words.vanishing.off, &[("size", &number)]);
                        }
                        bars::draw(&number, part, lane.style, *pen, cell, buf);
                    }
                }
            }
        }
    }

    /// The frame, with the scale in its lower edge.
    fn block(&self) -> Block<'static> {
        let words = &self.pen.words.vanishing;
        let block = self.pen.frame(&words.bars);
        let Some((low, high)) = self.scale.as_ref().map(bars::LogScale::ends) else {
            return block;
        };
        let ends = [low, high].map(|end| self.number(end));
        let note = self.pen.fill(&words.scale, &[("low", &ends[0]), ("high", &ends[1])]);
        block.title_bottom(Span::styled(format!(" {note} "), self.pen.styles.faint))
    }

    /// The heading of the labels, then the word for the error above all layers, then the numbers of
    /// the layers.
    fn label(&self, index: usize) -> (String, Style) {
        let Self { pen, vanishing, .. } = self;
        let words = &pen.words.vanishing;
        let Some(level) = index.checked_sub(1) else {
            return (format!(" {}", words.layer), pen.styles.faint);
        };
        let name = match level {
            0 => words.error.clone(),
            _ => (vanishing.chain.depth + 1 - level).to_string(),
        };
        let is_current = level == vanishing.reached;
        let style = if is_current { pen.styles.key } else { pen.styles.text };
        (format!("{}{name}", pen.mark(is_current)), style)
    }
}

/// The function with the units of the present layer on it; without units while the error has
/// reached none.
fn draw_curve(vanishing: &Vanishing, pen: Pen, area: Rect, buf: &mut Buffer) {
    let words = &pen.words.vanishing;
    let current = vanishing.current();
    let heading = match current {
        Some(layer) => pen.fill(&words.units, &[("layer", &(layer + 1))]),
        None => words.function.clone(),
    };
    let inner = pen.panel(&heading, area, buf);
    let units = current.map(|layer| &vanishing.flow.layers[layer].pre_activations);
    let marks: Vec<Mark> =
        units.into_iter().flatten().map(|&at| Mark { at, current: true }).collect();
    curve::draw(vanishing.chain.activation, &marks, pen, inner, buf);
}

/// What the present layer does to the error: its factor, in parts, and what is left so far.
fn draw_factor(vanishing: &Vanishing, pen: Pen, area: Rect, buf: &mut Buffer) {
    let words = &pen.words.vanishing;
    let depth = vanishing.chain.depth;
    let heading = match vanishing.current() {
        None => words.start_title.clone(),
        Some(layer) => {
            let heading = match layer + 1 == depth {
                true if vanishing.flow.cancels => &words.factor_cancelled,
                true => &words.factor_output,
                false => &words.factor,
            };
            pen.fill(heading, &[("layer", &(layer + 1))])
        }
    };
    let inside = frame::padded(pen.panel(&heading, area, buf));
    let sentences = sentences(vanishing, pen);
    let prose = |sentence: &String| pen.prose(sentence, inside.width);
    let mut lines: Vec<Line> = sentences.iter().flat_map(prose).collect();
    for sentence in with_other_loss(vanishing, pen).into_iter().chain(dead_beside(vanishing, pen)) {
        let more = prose(&sentence);
        if lines.len() + more.len() <= usize::from(inside.height) {
            lines.extend(more);
        }
    }
    pen.write(lines, inside, buf);
}

/// What the error terms would be with the other loss.
fn with_other_loss(vanishing: &Vanishing, pen: Pen) -> Option<String> {
    let (flow, layer) = (vanishing.other_loss.as_ref()?, vanishing.current()?);
    let size = |layer: usize| pen.number(flow.layers[layer].error_term);
    let words = &pen.words.vanishing;
    let sentence = match (vanishing.flow.cancels, layer + 1 == vanishing.chain.depth) {
        (true, true) => &words.square_output,
        (true, false) => &words.square,
        (false, true) => &words.cross_entropy_output,
        (false, false) => &words.cross_entropy,
    };
    let values: &Values = &[
        ("output", &size(vanishing.chain.depth - 1)),
        ("here", &size(layer)),
        ("left", &pen.notation().percent(flow.left(layer).unwrap_or(0.0))),
    ];
    Some(pen.fill(sentence, values))
}

/// Why the columns of other functions read 0.
fn dead_beside(vanishing: &Vanishing, pen: Pen) -> impl Iterator<Item = String> {
    vanishing.beside.iter().filter_map(move |(chain, flow)| {
        let layer = flow.dead_layer()?;
        let is_seen = flow.reached_at(layer) <= vanishing.reached;
        let values: &Values = &[("activation", &chain.activation.name()), ("layer", &(layer + 1))];
        is_seen.then(|| pen.fill(&pen.words.vanishing.dead, values))
    })
}

fn sentences(vanishing: &Vanishing, pen: Pen) -> Vec<String> {
    let words = &pen.words.vanishing;
    let flow = &vanishing.flow;
    let Some(index) = vanishing.current() else {
        return vec![pen.fill(&words.start, &[("error", &pen.number(flow.error))])];
    };
    let layer = &flow.layers[index];
    if flow.cancels && index + 1 == flow.layers.len() {
        return vec![pen.fill(&words.cancelled, &[("error", &pen.number(flow.error))])];
    }
    let above = flow.layers.get(index + 1);
    let (Some(weights), Some(slopes)) = (layer.weight_factor, layer.slope_factor) else {
        return vec![words.nothing.clone()];
    };
    let error_above = above.map_or(flow.error, |above| above.error_term);
    let factors = [Some(error_above), above.map(|_| weights), Some(slopes)];
    let product = Expr::Product(factors.into_iter().flatten().map(Expr::Leaf).collect());
    let Arithmetic { numbers, relation, result } = Arithmetic::new(&product, pen.notation());
    let values: &Values = &[
        ("layer", &(index + 1)),
        ("numbers", &expr::text(&numbers)),
        ("relation", &relation.sign()),
        ("result", &result),
        ("ratio", &pen.number(layer.ratio().unwrap_or(0.0))),
        ("bound", &pen.number(vanishing.chain.activation.largest_slope())),
    ];
    let last = if slopes == 0.0 { words.all_off.clone() } else { so_far(vanishing, index, pen) };
    vec![pen.fill(&words.calculation, values), join(&pen.fill(&words.ratio, values), &last)]
}

/// How much of the error the slopes alone would leave down to a layer, beside the most that they
/// can; and what is left with the weights.
fn so_far(vanishing: &Vanishing, index: usize, pen: Pen) -> String {
    let flow = &vanishing.flow;
    let slopes = flow.slopes_down_to(index);
    let bound = most_left_by_slopes(vanishing.chain.activation, slopes);
    let percent = |share: f64| pen.notation().percent(share);
    let words = &pen.words.vanishing;
    let slopes_leave = if bound < 1.0 { &words.so_far_at_least } else { &words.so_far };
    let left = flow.left(index).unwrap_or(0.0);
    let rest = if left > 1.0 { &words.exploded } else { &words.left };
    pen.fill(
        &join(slopes_leave, rest),
        &[
            ("slopes", &percent(flow.left_by_slopes(index).unwrap_or(0.0))),
            ("bound", &percent(bound)),
            ("left", &percent(left)),
        ],
    )
}
