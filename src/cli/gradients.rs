//! `gradients`: from the options to a deep network, and to what is shown or printed of it.

use super::arguments::{Gradients, GradientsFormat};
use super::failure::{CommandFault, Failure};
use crate::app::{Screen, Settings, vanishing};
use crate::lesson::vanishing::Chain;
use crate::report;

fn chain(asked: &Gradients) -> Result<Chain, Failure> {
    let (activation, loss) = (asked.activation, asked.loss);
    if !loss.suits(activation) {
        let (loss, activation) = (loss.name(), activation.name());
        return Err(Failure::usage(&CommandFault::NoSigmoid { loss, activation }));
    }
    Ok(Chain {
        depth: asked.depth,
        width: asked.width,
        activation,
        loss,
        weight_scale: asked.weight_scale,
        seed: asked.seed,
    })
}

/// The screen of the network that was asked for.
pub fn screen(asked: &Gradients) -> Result<Screen, Failure> {
    let vanishing = vanishing::Vanishing::new(chain(asked)?)?;
    Ok(Screen::Vanishing(Box::new(vanishing)))
}

/// The same without a screen.
pub fn report(
    asked: &Gradients,
    format: GradientsFormat,
    settings: Settings,
    in_lines: bool,
) -> Result<String, Failure> {
    let chain = chain(asked)?;
    Ok(match format {
        GradientsFormat::Text => {
            report::vanishing::text(&chain, settings.language, &settings.notation, in_lines)?
        }
        GradientsFormat::Json => report::vanishing::json(&chain)?,
    })
}
