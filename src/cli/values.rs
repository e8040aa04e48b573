//! How the values of arguments are read.

use std::ffi::OsStr;
use std::ops::RangeInclusive;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use encoding_rs::Encoding;
use strum::VariantArray;

use super::refusal::ValueFault;
use crate::data::Separator;
use crate::lesson::vanishing::Chain;
use crate::limits;
use crate::progress::store;
use crate::sanitize::narrowed;

/// A whole number of this range.
pub(super) fn within<T: TryFrom<u64>>(
    range: RangeInclusive<u64>,
) -> impl Fn(&str) -> Result<T, ValueFault> + Clone {
    move |written| {
        let (least, most) = (*range.start(), *range.end());
        let number: i128 = written.parse().map_err(|_| ValueFault::NotWhole { least, most })?;
        let number = u64::try_from(number).ok().filter(|number| range.contains(number));
        let number = number.and_then(|number| T::try_from(number).ok());
        number.ok_or_else(|| ValueFault::OutOfRange { value: written.to_owned(), least, most })
    }
}

pub(super) fn usizes(range: RangeInclusive<usize>) -> RangeInclusive<u64> {
    *range.start() as u64..=*range.end() as u64
}

pub(super) fn separator(written: &str) -> Result<Separator, ValueFault> {
    let fault = || ValueFault::NoSeparator { value: written.to_owned() };
    Separator::named(written).ok_or_else(fault)
}

pub(super) fn encoding(written: &str) -> Result<&'static Encoding, ValueFault> {
    let fault = || ValueFault::NoEncoding { value: written.to_owned() };
    Encoding::for_label(written.as_bytes()).ok_or_else(fault)
}

pub(super) fn weight_scale(written: &str) -> Result<f64, ValueFault> {
    let most = Chain::MAX_WEIGHT_SCALE;
    number(written, |scale| scale > 0.0 && scale <= most, ValueFault::NotUpTo { most })
}

pub(super) fn rate(written: &str) -> Result<f64, ValueFault> {
    number(written, |rate| rate > 0.0 && rate.is_finite(), ValueFault::NotAbove0)
}

pub(super) fn part(written: &str) -> Result<f64, ValueFault> {
    number(written, |part| (0.0..1.0).contains(&part), ValueFault::NoPart)
}

pub(super) fn share(written: &str) -> Result<f64, ValueFault> {
    number(written, |share| (0.0..=1.0).contains(&share), ValueFault::NoShare)
}

pub(super) fn number(
    written: &str,
    is_fine: impl Fn(f64) -> bool,
    fault: ValueFault,
) -> Result<f64, ValueFault> {
    written.parse().ok().filter(|number| is_fine(*number)).ok_or(fault)
}

/// A parser of numbers, for which full-width digits and marks are as good as the plain ones.
#[derive(Clone, Debug)]
pub(super) struct Plain<P>(pub(super) P);

impl<P: TypedValueParser> TypedValueParser for Plain<P> {
    type Value = P::Value;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<P::Value, clap::Error> {
        let plain = value.to_str().map(narrowed);
        self.0.parse_ref(command, argument, plain.as_deref().map_or(value, OsStr::new))
    }
}

/// How many units each hidden layer has.
#[derive(Clone, Debug)]
pub struct Layers(pub Vec<usize>);

/// `2` or `16,16`; `0` for no hidden layer.
#[derive(Clone, Debug)]
pub(super) struct LayersParser;

impl TypedValueParser for LayersParser {
    type Value = Layers;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Layers, clap::Error> {
        if value == "0" {
            return Ok(Layers(Vec::new()));
        }
        let one = within::<usize>(1..=limits::TRAINED_UNITS as u64);
        let parts = value.to_str().unwrap_or_default().split(',');
        let most = limits::FORM_LAYERS;
        if parts.clone().count() > most {
            let too_many = move |_: &str| Err::<Layers, _>(ValueFault::ManyLayers { most });
            return too_many.parse_ref(command, argument, value);
        }
        let layers = parts.map(|part| one.parse_ref(command, argument, OsStr::new(part)));
        layers.collect::<Result<_, _>>().map(Layers)
    }
}

/// After how many records the weights change; `None` for all.
#[derive(Clone, Copy, Debug)]
pub struct Batch(pub Option<usize>);

/// `32`; `all` for all records.
pub(super) fn batch(written: &str) -> Result<Batch, ValueFault> {
    if written == "all" {
        return Ok(Batch(None));
    }
    within(1..=limits::EPOCHS as u64)(written).map(|records| Batch(Some(records)))
}

/// A parser that takes the name of a variant, and lists the names in the help and the completions.
pub(super) fn one_of<T>() -> impl TypedValueParser<Value = T>
where
    T: VariantArray + Copy + Into<&'static str> + Send + Sync + 'static,
{
    among(T::VARIANTS)
}

/// The same for some of the variants.
pub(super) fn among<T>(values: &'static [T]) -> impl TypedValueParser<Value = T>
where
    T: Copy + Into<&'static str> + Send + Sync + 'static,
{
    let name = |value: &T| -> &'static str { (*value).into() };
    PossibleValuesParser::new(values.iter().map(name)).map(move |chosen| {
        let is_chosen = |value: &&T| name(value) == chosen;
        *values.iter().find(is_chosen).expect("clap lets only these names through")
    })
}

/// An id that can be a folder's name.
pub(super) fn id(written: &str) -> Result<String, ValueFault> {
    let fault = || ValueFault::NoId { value: written.to_owned() };
    store::is_id(written).then(|| written.to_owned()).ok_or_else(fault)
}
