//! The words about the places where the lesson's text and the mathematics part.
#![expect(
    missing_docs,
    reason = "the fields are the keys of the text files, where the words themselves say what they are for"
)]

use serde::Deserialize;

use crate::lesson::differences::{Difference, Part};

/// The labels of the list, and each place.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Differences {
    pub title: String,
    pub position: String,
    pub panel: String,
    pub says: String,
    pub right: String,
    pub shows: String,
    pub introduction: String,
    pub example: String,
    pub recap: String,
    pub script: String,
    pub places: Places,
}

/// One place: what the text says, what is right, and the number that shows it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    pub title: String,
    pub says: String,
    pub right: String,
    pub shows: String,
}

/// All places.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    pub errors_forward: Place,
    pub influence_turned: Place,
    pub letters: Place,
    pub step_for_rate: Place,
    pub upside_down: Place,
    pub lost_minus: Place,
    pub underscores: Place,
    pub mixed_weights: Place,
    pub rounded_output: Place,
    pub twice: Place,
    pub brackets: Place,
    pub rounded_error_term: Place,
    pub without_weights: Place,
    pub slope_at_activation: Place,
    pub missing_formula: Place,
    pub wrong_index: Place,
    pub called_gradient: Place,
    pub missing_weight: Place,
    pub missing_input: Place,
    pub overwritten: Place,
    pub two_meanings: Place,
    pub same_scale: Place,
    pub last_record: Place,
    pub debug_output: Place,
    pub ix: Place,
    pub dtypes: Place,
}

impl Differences {
    /// What is said about a place.
    #[must_use]
    pub fn place(&self, difference: Difference) -> &Place {
        let places = &self.places;
        match difference {
            Difference::ErrorsForward => &places.errors_forward,
            Difference::InfluenceTurned => &places.influence_turned,
            Difference::Letters => &places.letters,
            Difference::StepForRate => &places.step_for_rate,
            Difference::UpsideDown => &places.upside_down,
            Difference::LostMinus => &places.lost_minus,
            Difference::Underscores => &places.underscores,
            Difference::MixedWeights => &places.mixed_weights,
            Difference::RoundedOutput => &places.rounded_output,
            Difference::Twice => &places.twice,
            Difference::Brackets => &places.brackets,
            Difference::RoundedErrorTerm => &places.rounded_error_term,
            Difference::WithoutWeights => &places.without_weights,
            Difference::SlopeAtActivation => &places.slope_at_activation,
            Difference::MissingFormula => &places.missing_formula,
            Difference::WrongIndex => &places.wrong_index,
            Difference::CalledGradient => &places.called_gradient,
            Difference::MissingWeight => &places.missing_weight,
            Difference::MissingInput => &places.missing_input,
            Difference::Overwritten => &places.overwritten,
            Difference::TwoMeanings => &places.two_meanings,
            Difference::SameScale => &places.same_scale,
            Difference::LastRecord => &places.last_record,
            Difference::DebugOutput => &places.debug_output,
            Difference::Ix => &places.ix,
            Difference::Dtypes => &places.dtypes,
        }
    }

    /// What a part of the lesson is called.
    #[must_use]
    pub fn part(&self, part: Part) -> &str {
        match part {
            Part::Introduction => &self.introduction,
            Part::Example => &self.example,
            Part::Recap => &self.recap,
            Part::Script => &self.script,
        }
    }
}
