//! The layers of a lesson file: their weights, biases and activation functions.

use std::ops::Range;

use ndarray::{Array1, Array2};
use strum::{IntoStaticStr, VariantArray};
use toml::Spanned;

use super::check_units;
use super::fault::{Counted, LessonError, LessonFault, SectionName, Wanted};
use super::section::{Section, TomlFile, TomlValue};
use crate::limits;
use crate::nn::{Activation, Layer, Network};
use crate::sanitize::excerpt;
use crate::suggest::nearest;

/// The layers of a file.
pub(super) struct Layers {
    /// What they make together.
    pub(super) network: Network,
    /// Whether the outputs are shares of one another; the last layer itself is linear then.
    pub(super) is_softmax: bool,
}

/// What the last layer is called in files where its outputs are shares of one another.
pub(super) const SOFTMAX: &str = "softmax";

/// Where the last layer stands, or else its section.
pub(super) fn last(section: &Section) -> Range<usize> {
    let layers = section.get("layer").and_then(|value| value.get_ref().as_array()?.last());
    layers
        .map_or(0..0, |layer| layer.get_ref().get("activation").map_or(layer.span(), Spanned::span))
}

/// The network, which takes so many inputs and has to give as many outputs as there are targets.
pub(super) fn network(
    section: &Section,
    inputs: usize,
    targets: Option<usize>,
) -> Result<Layers, LessonError> {
    let document = section.document;
    let value = section.required("layer")?;
    let tables = document.list(value, Wanted::Layers)?;
    let Some(last) = tables.last() else {
        return Err(document.error(value.span(), LessonFault::NoLayer));
    };
    if let Some(surplus) = tables.get(limits::LAYERS) {
        let fault = LessonFault::TooManyLayers { layers: tables.len(), most: limits::LAYERS };
        return Err(document.error(surplus.span(), fault));
    }
    let mut layers: Vec<Layer> = Vec::with_capacity(tables.len());
    let rows = rows(section)?;
    let mut is_softmax = false;
    for (index, table) in tables.iter().enumerate() {
        if is_softmax {
            let fault = LessonFault::SoftmaxBelow { layer: index };
            return Err(document.error(tables[index - 1].span(), fault));
        }
        let below = layers.last().map_or(inputs, Layer::units);
        let (layer, is_last) = layer(document, index, table, below, rows)?;
        layers.push(layer);
        is_softmax = is_last;
    }
    let count = layers.iter().map(|layer| layer.weights.len()).sum();
    if count > limits::WEIGHTS {
        let fault = LessonFault::ManyWeights { count, most: limits::WEIGHTS };
        return Err(document.error(value.span(), fault));
    }
    let units = layers.last().map_or(0, Layer::units);
    if let Some(targets) = targets.filter(|targets| *targets != units) {
        let fault = LessonFault::WrongOutputs { units, targets };
        return Err(document.error(weights_place(last), fault));
    }
    Network::new(layers)
        .map(|network| Layers { network, is_softmax })
        .map_err(|error| document.error(value.span(), LessonFault::Network { why: error }))
}

/// Where the weights of a layer stand, or else the layer.
fn weights_place(layer: &TomlValue) -> Range<usize> {
    layer.get_ref().get("weights").map_or(layer.span(), Spanned::span)
}

/// The keys of a layer.
pub const KEYS: [&str; 3] = ["weights", "biases", "activation"];

/// A layer, and whether it is softmax.
fn layer(
    document: &TomlFile,
    index: usize,
    value: &TomlValue,
    below: usize,
    rows: Rows,
) -> Result<(Layer, bool), LessonError> {
    let table = document.table(value, Wanted::Layers)?;
    let section = Section::new(document, SectionName::Layer, &KEYS, table, Some(value.span()))?;
    let weights = weights(&section, index + 1, below, rows)?;
    let (biases, shares_bias) = biases(&section, index + 1, weights.ncols())?;
    let activation = activation(&section)?;
    let layer = Layer {
        biases,
        shares_bias,
        activation: activation.unwrap_or(Activation::Linear),
        weights,
    };
    Ok((layer, activation.is_none()))
}

/// What a row of weights is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
enum Rows {
    /// All weights that lead away from an input, as NumPy's `x.dot(w)` has them.
    #[default]
    Inputs,
    /// All weights that lead into a unit, as `PyTorch` has them.
    Units,
}

/// What the rows of all weights are: inputs where nothing is said.
fn rows(section: &Section) -> Result<Rows, LessonError> {
    let Some(value) = section.get("rows") else { return Ok(Rows::default()) };
    let name = section.document.string(value)?;
    let known = Rows::VARIANTS.iter().find(|rows| <&str>::from(*rows) == name);
    known.copied().ok_or_else(|| section.document.error(value.span(), LessonFault::UnknownRows))
}

/// The weights of a layer, counted from 1, into which so many values come from below.
fn weights(
    section: &Section,
    layer: usize,
    values: usize,
    order: Rows,
) -> Result<Array2<f64>, LessonError> {
    let document = section.document;
    let value = section.required("weights")?;
    let written = document.list(value, Wanted::Rows)?;
    let refuse = |value: &TomlValue, fault| Err(document.error(value.span(), fault));
    let mut numbers = Vec::new();
    let mut units = 0;
    for (row, value) in (1..).zip(written) {
        let weights = document.numbers(value, Wanted::Row)?;
        if row == 1 {
            units = weights.len();
            check_units(document, value, units, Counted::Units)?;
        }
        if weights.is_empty() {
            return refuse(value, LessonFault::EmptyRow { row, layer });
        }
        if weights.len() != units {
            let weights = weights.len();
            return refuse(value, LessonFault::RaggedRow { row, layer, weights, units });
        }
        numbers.extend(weights);
    }
    let rows = written.len();
    if order == Rows::Units && rows > 0 {
        check_units(document, value, rows, Counted::Units)?;
        if units != values {
            let fault = LessonFault::WrongColumns { layer, weights: units, values };
            return refuse(value, fault);
        }
        let by_unit = Array2::from_shape_vec((rows, units), numbers);
        return by_unit
            .map(|weights| weights.t().as_standard_layout().into_owned())
            .or_else(|_| refuse(value, LessonFault::EmptyLayer { layer }));
    }
    match Array2::from_shape_vec((values, units), numbers) {
        _ if rows == 0 => refuse(value, LessonFault::EmptyLayer { layer }),
        Ok(weights) => Ok(weights),
        Err(_) if layer == 1 => refuse(value, LessonFault::WrongInputs { layer, rows, values }),
        Err(_) => refuse(value, LessonFault::WrongRows { layer, rows, values }),
    }
}

/// A bias for each unit, or one number that all units have in common; and which of the two.
fn biases(
    section: &Section,
    layer: usize,
    units: usize,
) -> Result<(Option<Array1<f64>>, bool), LessonError> {
    let Some(value) = section.get("biases") else {
        return Ok((None, false));
    };
    if let Ok(shared) = section.document.number(value) {
        return Ok((Some(Array1::from_elem(units, shared)), true));
    }
    let biases = section.document.numbers(value, Wanted::Biases)?;
    if biases.len() != units {
        let fault = LessonFault::WrongBiases { layer, biases: biases.len(), units };
        return Err(section.document.error(value.span(), fault));
    }
    Ok((Some(biases.into()), false))
}

/// The function of every unit; `None` for softmax, which is none of a unit.
fn activation(section: &Section) -> Result<Option<Activation>, LessonError> {
    let value = section.required("activation")?;
    let name = excerpt(section.document.string(value)?, 40);
    if name == SOFTMAX {
        return Ok(None);
    }
    Activation::named(&name).map(Some).ok_or_else(|| {
        let known = Activation::VARIANTS.iter().map(|known| known.name());
        let names: Vec<&str> = known.chain([SOFTMAX]).collect();
        let fault = match nearest(&name, &names) {
            Some(near) => LessonFault::MisspeltActivation { name, near: near.to_owned() },
            None => LessonFault::UnknownActivation { name },
        };
        section.document.error(value.span(), fault)
    })
}
