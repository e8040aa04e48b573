//! “Did you mean …?”: the name nearest to one that does not exist.

use crate::message::messages;
use crate::sanitize::shown;

messages!("suggestion"
    /// What to write in place of a name that does not exist.
    pub enum Suggestion {
        /// The nearest one.
        Near {
            /// Its name.
            name: String,
        },
        /// One of these, as none is near.
        Others {
            /// Their names.
            names: Vec<String>,
        },
    }
);

impl Suggestion {
    /// What there is in place of `name`.
    pub fn of(name: &str, candidates: &[impl AsRef<str>]) -> Self {
        let candidates: Vec<&str> = candidates.iter().map(AsRef::as_ref).collect();
        match nearest(name, &candidates) {
            Some(near) => Self::Near { name: shown(near) },
            None => Self::Others { names: candidates.iter().map(|name| shown(name)).collect() },
        }
    }
}

/// The candidate that `name` is most likely a slip of, or `None` when none is near. Letter case
/// does not count.
pub fn nearest<'a>(name: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let name = name.to_lowercase();
    let slips = (name.chars().count() / 3).max(1);
    candidates
        .iter()
        .map(|&candidate| {
            let distance = strsim::damerau_levenshtein(&name, &candidate.to_lowercase());
            (distance, candidate)
        })
        .filter(|(distance, _)| *distance <= slips)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_name_and_a_stranger_finds_none() {
        let names = ["2-1-1", "3-2-1", "sigmoid", "leaky-relu", "weights"];
        for (name, near) in [
            ("2-1-2", Some("2-1-1")),
            ("3-2-2", Some("3-2-1")),
            ("SIGMOID", Some("sigmoid")),
            ("sigmod", Some("sigmoid")),
            ("leaky_relu", Some("leaky-relu")),
            ("weigths", Some("weights")),
            ("softmax", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, &names), near, "{name}");
        }
    }
}
