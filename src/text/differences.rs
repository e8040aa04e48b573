//! The words about the places where the lesson's text and the mathematics part.

use super::words::words;
use crate::lesson::differences::{Difference, Part};

words!(
    /// The labels of the list, and each place.
    Differences {
        title: String,
        position: String,
        panel: String,
        says: String,
        right: String,
        shows: String,
        introduction: String,
        example: String,
        recap: String,
        script: String,
        places: Places,    }
);

words!(
    /// One place: what the text says, what is right, and the number that shows it.
    Place {
        title: String,
        says: String,
        right: String,
        shows: String,    }
);

words!(
    /// All places.
    Places {
        errors_forward: Place,
        influence_turned: Place,
        letters: Place,
        step_for_rate: Place,
        upside_down: Place,
        lost_minus: Place,
        underscores: Place,
        mixed_weights: Place,
        rounded_output: Place,
        twice: Place,
        brackets: Place,
        rounded_error_term: Place,
        without_weights: Place,
        slope_at_activation: Place,
        missing_formula: Place,
        wrong_index: Place,
        called_gradient: Place,
        missing_weight: Place,
        missing_input: Place,
        overwritten: Place,
        two_meanings: Place,
        same_scale: Place,
        last_record: Place,
        debug_output: Place,
        ix: Place,
        dtypes: Place,    }
);

impl Differences {
    /// What is said about a place.
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
    pub fn part(&self, part: Part) -> &str {
        match part {
            Part::Introduction => &self.introduction,
            Part::Example => &self.example,
            Part::Recap => &self.recap,
            Part::Script => &self.script,
        }
    }
}
