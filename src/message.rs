//! What is to be told, as a value: which sentence, and what stands in it.
//!
//! The sentences are words in `assets/text`, under `[message.SECTION]`; `Text::tell` finds and
//! fills them. So an error can be made where the knowledge is, far below the words, and told in any
//! language. An enum made by `messages!` names its sentences by its variants, and the values in
//! them by its fields.

/// A sentence to be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The section of the words that has the sentence, unless that of the message around it has one
    /// of its own.
    pub section: &'static str,
    /// The sentence, named like a variant: `NotFound` stands under `not_found`.
    pub key: &'static str,
    /// What stands in it for each `{name}`.
    pub values: Vec<(&'static str, Value)>,
}

/// What stands in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number or a text, as it is.
    Text(String),
    /// Names, of which the first few are listed.
    Names(Vec<String>),
    /// Another sentence, or a word.
    Message(Message),
}

/// What can be told.
pub trait Tell {
    /// The message about it.
    fn message(&self) -> Message;
}

impl Tell for Message {
    fn message(&self) -> Message {
        self.clone()
    }
}

impl<T: Tell> From<&T> for Value {
    fn from(part: &T) -> Self {
        Self::Message(part.message())
    }
}

impl From<&Vec<String>> for Value {
    fn from(names: &Vec<String>) -> Self {
        Self::Names(names.clone())
    }
}

macro_rules! values {
    ($($kind:ty)*) => {
        $(impl From<&$kind> for Value {
            fn from(value: &$kind) -> Self {
                Self::Text(value.to_string())
            }
        })*
    };
}
values!(String &str usize u64 u8 f64);

/// An enum that can be told: `messages!("section" enum …)`. It is written like any other; a field
/// is anything that makes a [`Value`].
macro_rules! messages {
    ($section:literal $(#[$about:meta])* $vis:vis enum $name:ident {
        $($(#[$doc:meta])* $variant:ident $({
            $($(#[$field_doc:meta])* $field:ident: $kind:ty),* $(,)?
        })?),* $(,)?
    }) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq)]
        $vis enum $name {
            $($(#[$doc])* $variant $({ $($(#[$field_doc])* $field: $kind),* })?),*
        }

        #[cfg(test)]
        impl $name {
            pub(crate) const SENTENCES: (&str, &[&str]) = ($section, &[$(stringify!($variant)),*]);
        }

        impl $crate::message::Tell for $name {
            fn message(&self) -> $crate::message::Message {
                let (key, values) = match self {
                    $(Self::$variant $({ $($field),* })? => (
                        stringify!($variant),
                        vec![$($((stringify!($field), $crate::message::Value::from($field))),*)?],
                    ),)*
                };
                $crate::message::Message { section: $section, key, values }
            }
        }
    };
}
pub(crate) use messages;
