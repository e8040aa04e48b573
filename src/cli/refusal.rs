//! What is wrong with the arguments, as a message: from what clap found to the sentence for it.

use std::error::Error;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use strum::Display;

use crate::message::{Message, Tell, Value, messages};

messages!("argument"
    /// Why a value can't be that of its option; clap carries it to [`message`].
    #[derive(Display)]
    pub enum ValueFault {
        /// It must be above 0.
        NotAbove0,
        /// It must be a part of 1.
        NoPart,
        /// More layers than can be shown.
        ManyLayers { most: usize },
        /// It can't be the name of a folder.
        NoId { value: String },
        /// Not from 0 to 1.
        NoShare,
        /// It must be above 0 and up to this.
        NotUpTo { most: f64 },
        /// It must be a whole number.
        NotWhole { least: u64, most: u64 },
        /// It is a whole number, but not one of these.
        OutOfRange { value: String, least: u64, most: u64 },
        /// It stands for none of the separators.
        NoSeparator { value: String },
        /// It is the label of no encoding.
        NoEncoding { value: String },
    }
);

impl Error for ValueFault {}

/// A part of a sentence that may be empty.
fn part(key: &'static str, values: Vec<(&'static str, Value)>) -> Value {
    Value::Message(Message { section: "argument", key, values })
}

/// What clap has against the arguments.
pub fn message(error: &clap::Error) -> Message {
    let text = |kind| told(error.get(kind));
    let value = text(ContextKind::InvalidValue);
    let among = match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(names)) if !names.is_empty() => {
            part("Among", vec![("names", Value::from(names))])
        }
        _ => part("Anything", Vec::new()),
    };
    let values = vec![
        ("value", Value::from(&value)),
        ("argument", Value::from(&text(ContextKind::InvalidArg))),
        ("command", Value::from(&text(ContextKind::InvalidSubcommand))),
        ("other", Value::from(&text(ContextKind::PriorArg))),
        ("among", among),
        ("near", near(error)),
        ("trailing", trailing(error)),
        ("why", why(error)),
    ];
    let inner = Message { section: "argument", key: key(error, &value), values };
    let reason = Value::Message(inner);
    Message { section: "command", key: "Arguments", values: vec![("reason", reason)] }
}

/// The sentence for what clap found.
fn key(error: &clap::Error, value: &str) -> &'static str {
    let is_repeated = || error.get(ContextKind::PriorArg) == error.get(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => "NoValue",
        ErrorKind::InvalidValue => "InvalidValue",
        ErrorKind::ValueValidation => "ValueValidation",
        ErrorKind::UnknownArgument => "UnknownArgument",
        ErrorKind::InvalidSubcommand => "UnknownSubcommand",
        ErrorKind::TooManyValues => "TooManyValues",
        ErrorKind::MissingRequiredArgument => "Missing",
        ErrorKind::ArgumentConflict if is_repeated() => "Repeated",
        ErrorKind::ArgumentConflict => "Conflict",
        ErrorKind::InvalidUtf8 => "NotUtf8",
        _ => "Other",
    }
}

/// What was probably meant.
fn near(error: &clap::Error) -> Value {
    let kinds = [
        (ContextKind::SuggestedArg, "NearArgument"),
        (ContextKind::SuggestedSubcommand, "NearCommand"),
        (ContextKind::SuggestedValue, "NearValue"),
    ];
    let found = kinds.into_iter().find(|(kind, _)| error.get(*kind).is_some());
    found.map_or_else(
        || part("Anything", Vec::new()),
        |(kind, key)| part(key, vec![("name", Value::from(&told(error.get(kind))))]),
    )
}

/// That it may be meant as a value, though it looks like an option.
fn trailing(error: &clap::Error) -> Value {
    let argument = told(error.get(ContextKind::InvalidArg));
    let advice = format!("-- {argument}'");
    match error.get(ContextKind::Suggested) {
        Some(ContextValue::StyledStrs(tips))
            if tips.iter().any(|tip| tip.to_string().ends_with(&advice)) =>
        {
            part("Trailing", vec![("name", Value::from(&argument))])
        }
        _ => part("Anything", Vec::new()),
    }
}

/// What the parser of the value has against it.
fn why(error: &clap::Error) -> Value {
    match error.source() {
        Some(source) => match source.downcast_ref::<ValueFault>() {
            Some(fault) => Value::Message(fault.message()),
            None => Value::Text(source.to_string()),
        },
        None => Value::Text(error.kind().to_string()),
    }
}

fn told(context: Option<&ContextValue>) -> String {
    match context {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(context) => context.to_string(),
        None => String::new(),
    }
}
