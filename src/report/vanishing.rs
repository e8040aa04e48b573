//! The vanishing gradient as plain text and JSON: what each layer does to the error, and the same
//! network with other functions.

use serde_json::json;
use unicode_width::UnicodeWidthStr;

use super::json::{self, Real};
use super::wrap::COLUMNS;
use crate::lesson::Notation;
use crate::lesson::vanishing::{Chain, ErrorFlow, LayerFlow, most_left_by_slopes};
use crate::nn::NetworkError;
use crate::text::wrap::wrap;
use crate::text::{Language, Text, Values, fill};

/// What stands where nothing arrives that could be multiplied.
const NOTHING: &str = "–";

/// A table for people, output layer first; or, instead of it, a line for each layer that is
/// complete in itself.
///
/// # Errors
/// When depth or width is 0.
pub fn text(
    chain: &Chain,
    language: Language,
    notation: &Notation,
    in_lines: bool,
) -> Result<String, NetworkError> {
    let text = Text::of(language, notation.symbols);
    let words = &text.vanishing;
    let table = |rows: &[Vec<String>]| if in_lines { lines(rows, text) } else { table(rows) };
    let flow = flow(chain)?;
    let least = |slopes| notation.percent(1.0 - most_left_by_slopes(chain.activation, slopes));
    let values: &Values = &[
        ("depth", &chain.depth),
        ("width", &chain.width),
        ("activation", &chain.activation.name()),
        ("scale", &notation.number(chain.weight_scale)),
        ("seed", &chain.seed),
        ("bound", &notation.number(chain.activation.largest_slope())),
        ("first", &least(1)),
        ("second", &least(2)),
    ];
    let heading = [&words.title, &words.shape, &words.weights].map(|part| fill(part, values));
    let mut page = notation.symbols.apply(&heading.join(" – ")) + "\n\n";
    let bounded = chain.activation.largest_slope() < 1.0;
    let at_least =
        if flow.cancels { &words.report.at_least_cancelled } else { &words.report.at_least };
    let intro = words.report.intro.iter().chain(bounded.then_some(at_least));
    page += &intro.map(|sentence| paragraph(&fill(sentence, values))).collect::<String>();
    page += "\n";
    page += &table(&layers(chain, &flow, words, notation));
    let left = (0..chain.depth).filter_map(|layer| Some((layer, flow.left(layer)?)));
    if let Some((layer, left)) = left.max_by(|one, other| one.1.total_cmp(&other.1))
        && left > 1.0
    {
        let values: &Values = &[("layer", &(layer + 1)), ("left", &notation.percent(left))];
        page += &("\n".to_owned() + &paragraph(&fill(&words.report.exploded, values)));
    }
    page += &["\n", &*words.report.beside, "\n"].concat();
    page += &table(&beside(chain, words, notation)?);
    for column in columns(chain) {
        if let Some(layer) = self::flow(&column)?.dead_layer() {
            let values: &Values =
                &[("activation", &column.activation.name()), ("layer", &(layer + 1))];
            page += &paragraph(&fill(&words.dead, values));
        }
    }
    page += &at_output(chain, words, notation).map_or(String::new(), |it| "\n".to_owned() + &it);
    Ok(page)
}

fn paragraph(sentence: &str) -> String {
    wrap(sentence, COLUMNS).join("\n") + "\n"
}

/// The chosen function and loss and what stands beside them, the other loss included.
fn columns(chain: &Chain) -> impl Iterator<Item = Chain> + use<> {
    let other = chain.with_other_loss().filter(|_| !chain.loss.cancels());
    std::iter::once(*chain).chain(chain.beside()).chain(other)
}

/// What cross-entropy and the square leave of the error at the output.
fn at_output(chain: &Chain, words: &crate::text::Vanishing, notation: &Notation) -> Option<String> {
    let (one, other) = (flow(chain).ok()?, flow(&chain.with_other_loss()?).ok()?);
    let (entropy, square) = if one.cancels { (one, other) } else { (other, one) };
    let last = chain.depth - 1;
    let values: &Values = &[
        ("entropy", &notation.number(entropy.layers[last].error_term)),
        ("square", &notation.number(square.layers[last].error_term)),
        ("left", &notation.percent(square.left(last)?)),
    ];
    Some(paragraph(&fill(&words.report.cross_entropy, values)))
}

fn flow(chain: &Chain) -> Result<ErrorFlow, NetworkError> {
    Ok(ErrorFlow::new(&chain.example()?))
}

/// A heading, the error, and a row for each layer.
fn layers(
    chain: &Chain,
    flow: &ErrorFlow,
    words: &crate::text::Vanishing,
    notation: &Notation,
) -> Vec<Vec<String>> {
    let nothing = notation.symbols.apply(NOTHING);
    let number = |value: Option<f64>| value.map_or(nothing.clone(), |value| notation.number(value));
    let taken =
        |left: Option<f64>| left.map_or(nothing.clone(), |left| notation.percent(1.0 - left));
    let row = |(index, layer): (usize, &LayerFlow)| {
        let most = most_left_by_slopes(chain.activation, flow.slopes_down_to(index));
        vec![
            (index + 1).to_string(),
            notation.number(layer.error_term),
            number(layer.ratio()),
            number(layer.weight_factor),
            number(layer.slope_factor),
            taken(flow.left_by_slopes(index)),
            taken(Some(most).filter(|most| *most < 1.0)),
        ]
    };
    let heading = words.report.columns.to_vec();
    let error = vec![words.error.clone(), notation.number(flow.error)];
    let layers = flow.layers.iter().enumerate().rev().map(row);
    [heading, error].into_iter().chain(layers).collect()
}

/// Mean |δ| with the chosen function and loss and with others: a heading, the error, and a row for each
/// layer.
fn beside(
    chain: &Chain,
    words: &crate::text::Vanishing,
    notation: &Notation,
) -> Result<Vec<Vec<String>>, NetworkError> {
    let mut rows = vec![vec![words.layer.clone()], vec![words.error.clone()]];
    rows.extend((1..=chain.depth).rev().map(|layer| vec![layer.to_string()]));
    for column in columns(chain) {
        let flow = flow(&column)?;
        let sizes = flow.layers.iter().rev().map(|layer| layer.error_term);
        let sizes = std::iter::once(flow.error).chain(sizes);
        let cells = std::iter::once(words.name_of(chain.name_of(column)).to_owned())
            .chain(sizes.map(|size| notation.number(size)));
        for (row, cell) in rows.iter_mut().zip(cells) {
            row.push(cell);
        }
    }
    Ok(rows)
}

/// Rows as lines whose columns end below each other.
fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.width()).max().unwrap_or(0)
        })
        .collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths);
        let cells = cells.map(|(cell, width)| " ".repeat(width - cell.width()) + cell);
        cells.collect::<Vec<_>>().join("  ") + "\n"
    };
    rows.iter().map(line).collect()
}

/// Rows as lines in which each cell has the heading of its column.
fn lines(rows: &[Vec<String>], text: &Text) -> String {
    let Some((heading, rows)) = rows.split_first() else { return String::new() };
    let line = |row: &Vec<String>| {
        let cells = heading.iter().zip(row);
        let cells: Vec<String> = cells
            .map(|(name, value)| fill(&text.linear.cell, &[("name", &name), ("value", &value)]))
            .collect();
        wrap(&cells.join(&text.linear.between), COLUMNS).join("\n") + "\n"
    };
    rows.iter().map(line).collect()
}

/// Every number, for scripts. Layers count from the one next to the inputs; what there is none of,
/// as nothing comes from above, is `null`.
///
/// # Errors
/// When depth or width is 0.
pub fn json(chain: &Chain) -> Result<String, NetworkError> {
    let example = chain.example()?;
    let this = ErrorFlow::new(&example);
    let layer = |(index, layer): (usize, &LayerFlow)| {
        let most = most_left_by_slopes(chain.activation, this.slopes_down_to(index));
        json!({
            "layer": index + 1,
            "error_term": Real(layer.error_term),
            "ratio": layer.ratio().map(Real),
            "weight_factor": layer.weight_factor.map(Real),
            "slope_factor": layer.slope_factor.map(Real),
            "left_by_slopes": this.left_by_slopes(index).map(Real),
            "most_left_by_slopes": Real(most),
            "pre_activations": json::reals(&layer.pre_activations),
        })
    };
    let beside = |other: Chain| {
        let flow = flow(&other)?;
        Ok(json!({
            "activation": other.activation.name(),
            "loss": other.loss.name(),
            "error": Real(flow.error),
            "error_terms": json::reals(flow.layers.iter().map(|layer| &layer.error_term)),
        }))
    };
    let beside = columns(chain).skip(1).map(beside).collect::<Result<Vec<_>, _>>()?;
    Ok(json::pretty(&json!({
        "format_version": json::FORMAT_VERSION,
        "depth": chain.depth,
        "width": chain.width,
        "activation": chain.activation.name(),
        "loss": chain.loss.name(),
        "weight_scale": Real(chain.weight_scale),
        "seed": chain.seed,
        "largest_slope": Real(chain.activation.largest_slope()),
        "error": Real(this.error),
        "inputs": json::reals(&example.input),
        "targets": json::reals(&example.target),
        "network": json::layers(&example.network),
        "layers": this.layers.iter().enumerate().map(layer).collect::<Vec<_>>(),
        "beside": beside,
    })))
}
