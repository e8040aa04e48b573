//! Plain HTML: text that means nothing to it, and the picture of a network. No script, and nothing
//! from elsewhere.

use std::fmt::Write as _;

use super::Report;
use crate::lesson::{Cell, Quantity};
use crate::nn::Layer;

/// The beginning of every page: readable in black and white, one sheet a page.
pub const STYLE: &str = "body{font:10pt/1.3 sans-serif;max-width:48em;margin:1em auto;color:#000}\
h1{font-size:14pt}h2{font-size:10pt;margin:.5em 0 .1em}p{margin:.3em 0}\
.sheet{page-break-after:always;break-after:page}\
.sheet:last-child{page-break-after:auto;break-after:auto}\
.head{width:100%;border-bottom:1px solid #000}.head td:last-child{text-align:right}\
.lines{width:100%;border-collapse:separate;border-spacing:0 2px}.lines td{padding:0 .3em;height:1.4em}\
.lines td:first-child{white-space:nowrap;width:1%}.lines .work{border-bottom:1px dotted #777}\
.lines .box{border:1px solid #000;width:8em}sub,sup{line-height:0}\
.key{border-collapse:collapse;font-size:8pt}.key td,.key th{border:1px solid #777;padding:.15em .4em}\
svg{display:block;margin:.2em auto}@page{size:A4;margin:14mm}\
@media print{body{margin:0;max-width:none}}";

/// Text in which no character means anything to HTML.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\'' => escaped += "&#39;",
            other => escaped.push(other),
        }
    }
    escaped
}

/// The network with its inputs and weights, inputs at the bottom.
pub fn picture(report: &Report) -> String {
    const WIDTH: usize = 560;
    const LAYER: usize = 84;
    let example = &report.lesson.example;
    let layers = example.network.layers();
    let rows: Vec<usize> =
        std::iter::once(example.input.len()).chain(layers.iter().map(Layer::units)).collect();
    let height = LAYER * (rows.len() - 1) + 60;
    let place = |row: usize, unit: usize| {
        (WIDTH * (2 * unit + 1) / (2 * rows[row]), height - 30 - row * LAYER)
    };
    let mut svg = format!(
        "<svg width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" \
         font-size=\"12\" text-anchor=\"middle\" xmlns=\"http://www.w3.org/2000/svg\">\n"
    );
    edges(report, &place, &mut svg);
    for (row, &units) in rows.iter().enumerate() {
        for unit in 0..units {
            let (x, y) = place(row, unit);
            let label = match row.checked_sub(1) {
                None => report.given(Cell::of_unit(Quantity::Input, 0, unit)),
                Some(layer) => [Quantity::PreActivation, Quantity::Activation]
                    .map(|quantity| report.symbol(Cell::of_unit(quantity, layer, unit)))
                    .join(" / "),
            };
            let _ = writeln!(
                svg,
                "<ellipse cx=\"{x}\" cy=\"{y}\" rx=\"40\" ry=\"17\" fill=\"#fff\" stroke=\"#000\"/>\
                 <text x=\"{x}\" y=\"{}\">{}</text>",
                y + 4,
                escape(&label)
            );
        }
    }
    svg + "</svg>\n"
}

/// The edges with their weights.
fn edges(report: &Report, place: &dyn Fn(usize, usize) -> (usize, usize), svg: &mut String) {
    let layers = report.lesson.example.network.layers();
    let mut labels = String::new();
    for (index, layer) in layers.iter().enumerate() {
        for ((from, unit), _) in layer.weights.indexed_iter() {
            let ((x1, y1), (x2, y2)) = (place(index, from), place(index + 1, unit));
            let _ = writeln!(
                svg,
                "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"#777\"/>"
            );
            let given = report.given(Cell::of_edge(Quantity::Weight, index, from, unit));
            // Lower and higher in turn, so that labels of lines that cross lie apart.
            let up = 3 + 2 * (unit % 2);
            let (x, y) = (((10 - up) * x1 + up * x2) / 10, ((10 - up) * y1 + up * y2) / 10);
            // Twice: the line behind it gives way to the first.
            for style in ["stroke=\"#fff\" stroke-width=\"4\"", "fill=\"#000\""] {
                let given = escape(&given);
                let _ = writeln!(labels, "<text x=\"{x}\" y=\"{y}\" {style}>{given}</text>");
            }
        }
    }
    *svg += &labels;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_name_is_a_tag() {
        assert_eq!(escape("<script>\"'&中文"), "&lt;script&gt;&quot;&#39;&amp;中文");
    }
}
