//! What a lesson computes with: records, network, loss, and what becomes of the gradients.

use ndarray::Array1;
use strum::VariantArray;

use super::fault::{Counted, LessonError, LessonFault, SectionName, Wanted};
use super::section::{Section, TomlFile, TomlValue};
use super::{check_units, layers};
use crate::lesson::{Example, Purpose, Record, Records, UpdateRule};
use crate::limits;
use crate::nn::{Loss, Network};
use crate::sanitize::excerpt;
use crate::suggest::Suggestion;

/// The keys of an example.
pub(crate) const KEYS: [&str; 11] = [
    "inputs",
    "targets",
    "output_gradient",
    "record",
    "update",
    "learning_rate",
    "loss",
    "rows",
    "biases_learn",
    "input_gradients",
    "layer",
];

/// The network, the records, and the learning rate of a section.
///
/// # Errors
/// When one is missing, or they don't fit each other.
pub(crate) fn example(section: &Section) -> Result<Example, LessonError> {
    let records = records(section)?;
    let first = &records.all[0];
    let learning_rate = learning_rate(section)?;
    let targets = match first.target.len() {
        0 => None,
        targets => Some(targets),
    };
    let layers::Layers { network, is_softmax } =
        layers::network(section, first.input.len(), targets)?;
    let loss = loss(section, &network, &records, is_softmax)?;
    let mut first = first.clone();
    if first.target.is_empty() {
        first.target = Array1::ones(network.outputs());
    }
    let mut example =
        Example::new(network, first.input, first.target, learning_rate.unwrap_or(0.0))
            .expect("the layers fit the record");
    example.loss = loss;
    example.biases_learn = section.boolean("biases_learn")?.unwrap_or(true);
    example.input_gradients = section.boolean("input_gradients")?.unwrap_or(false);
    if learning_rate.is_none() {
        example.purpose = Purpose::Gradients;
    } else if records.all.len() > 1 {
        example.begin(records);
    }
    Ok(example)
}

/// η; `None` where nothing is to be learnt.
fn learning_rate(section: &Section) -> Result<Option<f64>, LessonError> {
    const OF_UPDATES: [&str; 4] = ["update", "updates", "epochs", "biases_learn"];
    let value = match section.optional("learning_rate")? {
        None if OF_UPDATES.iter().any(|key| section.get(key).is_some()) => {
            Some(section.required("learning_rate")?)
        }
        value => value,
    };
    value.map(|value| section.document.number(value)).transpose()
}

/// One record at the top, or several below. Targets are empty where none are given and none are
/// needed.
fn records(section: &Section) -> Result<Records, LessonError> {
    let document = section.document;
    let refuse = |value: &TomlValue, fault| Err(document.error(value.span(), fault));
    let Some(list) = section.get("record") else {
        if let Some(value) = section.get("update") {
            return refuse(value, LessonFault::NoRecords);
        }
        let all = vec![Record { input: numbers(section, "inputs")?, target: target(section)? }];
        return Ok(Records { all, update: UpdateRule::Each, present: 0 });
    };
    for key in ["inputs", "targets", "output_gradient"] {
        if let Some(value) = section.get(key) {
            return refuse(value, LessonFault::TwoPlaces { key: key.to_owned() });
        }
    }
    let values = document.list(list, Wanted::Records)?;
    if values.is_empty() || values.len() > limits::LESSON_RECORDS {
        return refuse(list, LessonFault::RecordCount { most: limits::LESSON_RECORDS });
    }
    let mut all: Vec<Record> = Vec::new();
    for (number, value) in (1..).zip(values) {
        let table = document.table(value, Wanted::Records)?;
        let name = SectionName::Record;
        let own = Section::new(document, name, &["inputs", "targets"], table, Some(value.span()))?;
        let record = Record { input: numbers(&own, "inputs")?, target: numbers(&own, "targets")? };
        let lengths = |record: &Record| [record.input.len(), record.target.len()];
        if all.first().is_some_and(|first| lengths(first) != lengths(&record)) {
            return refuse(value, LessonFault::OtherLengths { record: number });
        }
        all.push(record);
    }
    Ok(Records { all, update: update(section)?, present: 0 })
}

/// y of the only record, or else the given ∂E/∂ŷ.
fn target(section: &Section) -> Result<Array1<f64>, LessonError> {
    let slope = section.get("output_gradient");
    if let Some(value) = slope.filter(|_| section.get("targets").is_some()) {
        return Err(section.document.error(value.span(), LessonFault::TargetsAndGradient));
    }
    if slope.is_some() {
        return numbers(section, "output_gradient");
    }
    // Nothing can be learnt without a target.
    if section.get("learning_rate").is_none() && section.optional("targets")?.is_none() {
        return Ok(Array1::zeros(0));
    }
    numbers(section, "targets")
}

/// When an update follows: after each record, where nothing is said.
fn update(section: &Section) -> Result<UpdateRule, LessonError> {
    let Some(value) = section.get("update") else { return Ok(UpdateRule::Each) };
    let name = section.document.string(value)?;
    UpdateRule::VARIANTS
        .iter()
        .copied()
        .find(|rule| <&str>::from(rule) == name)
        .ok_or_else(|| section.document.error(value.span(), LessonFault::UnknownUpdate))
}

/// What E is: half the squared error where nothing is said, and the given slope of the outputs
/// where no target is.
fn loss(
    section: &Section,
    network: &Network,
    records: &Records,
    is_softmax: bool,
) -> Result<Loss, LessonError> {
    let document = section.document;
    let value = section.get("loss");
    let has_targets = section.get("targets").is_some() || section.get("record").is_some();
    let Some(value) = value else {
        return match (has_targets, is_softmax) {
            (true, false) => Ok(Loss::default()),
            (false, false) => Ok(Loss::OutputGradient),
            (_, true) => Err(document.error(layers::last(section), LessonFault::SoftmaxLoss)),
        };
    };
    let refuse = |fault| Err(document.error(value.span(), fault));
    let name = excerpt(document.string(value)?, 40);
    let loss = match Loss::named(&name) {
        _ if !has_targets => return refuse(LessonFault::LossWithoutTargets),
        Some(Loss::CrossEntropy) if is_softmax => Loss::SoftmaxCrossEntropy,
        Some(loss) if is_softmax && loss != Loss::SoftmaxCrossEntropy => {
            return refuse(LessonFault::SoftmaxLoss);
        }
        Some(Loss::SoftmaxCrossEntropy) if !is_softmax => return refuse(LessonFault::NoSoftmax),
        Some(loss) if loss != Loss::OutputGradient => loss,
        _ => {
            let known = Loss::VARIANTS.iter().filter(|it| **it != Loss::OutputGradient);
            let names: Vec<&str> = known.map(|known| known.name()).collect();
            let suggestion = Suggestion::of(&name, &names);
            return refuse(LessonFault::UnknownLoss { name, suggestion });
        }
    };
    let activation = network.layers()[network.layers().len() - 1].activation;
    if !loss.suits(activation) {
        return refuse(LessonFault::UnfitOutputs { activation: activation.name().to_owned() });
    }
    let mut targets = records.all.iter().flat_map(|record| &record.target);
    if let Some(target) = targets.find(|target| !loss.takes(**target)) {
        return refuse(LessonFault::UnfitTarget { target: target.to_string() });
    }
    let sums = records.all.iter().map(|record| record.target.sum());
    let mut unfit = sums.filter(|sum| is_softmax && (sum - 1.0).abs() > 1e-9);
    match unfit.next() {
        Some(sum) => refuse(LessonFault::UnfitShares { sum: sum.to_string() }),
        None => Ok(loss),
    }
}

/// The inputs or the targets of a record.
fn numbers(section: &Section, key: &str) -> Result<Array1<f64>, LessonError> {
    let document: &TomlFile = section.document;
    let value = section.required(key)?;
    let numbers = document.numbers(value, Wanted::Numbers)?;
    if numbers.is_empty() {
        return Err(document.error(value.span(), LessonFault::NoNumbers { key: key.to_owned() }));
    }
    let what = if key == "inputs" { Counted::Inputs } else { Counted::Targets };
    check_units(document, value, numbers.len(), what)?;
    Ok(numbers.into())
}
