//! What is written about a step and its cells, and in which style.

use itertools::Itertools;
use ratatui::style::Style;
use ratatui::text::Span;

use super::pen::Pen;
use super::theme::{Styles, changed};
use crate::app::Settings;
use crate::app::stepper::Stepper;
use crate::lesson::{Calculation, Cell, Phase, Purpose, Quantity};
pub use crate::text::names::{pass, quantity, translated};
use crate::text::{fill, join, why};

/// The style of what goes into a step, by the direction in which things go.
pub fn flow(styles: &Styles, phase: Phase) -> Style {
    match phase {
        Phase::Given | Phase::Forward | Phase::After => styles.signal,
        Phase::Loss | Phase::Backward => styles.error,
        Phase::Update => styles.update,
    }
}

/// A lesson, and the pen that draws it.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// What is seen.
    pub stepper: &'a Stepper,
    /// How it looks.
    pub pen: Pen,
}

impl Scene<'_> {
    /// The symbol of a cell.
    pub fn symbol(self, cell: Cell) -> String {
        self.pen.symbol(&self.stepper.names.symbol(cell))
    }

    /// The number in a cell, marked where the learner has changed it.
    pub fn number(self, cell: Cell, style: Style) -> Span<'static> {
        let differs = self.stepper.differs(cell, self.pen.notation());
        Span::styled(self.pen.number(self.stepper.trace.value(cell)), changed(style, differs))
    }

    /// How the number of a cell is computed; `None` for a given one.
    pub fn calculation(self, cell: Cell) -> Option<Calculation> {
        let Stepper { trace, names, .. } = self.stepper;
        Calculation::new(trace, names, self.pen.notation(), cell)
    }

    /// The inputs that the present step uses, or before the first step all, with the names that
    /// they have in the table: `x1 = gre, x2 = gpa`. None where they have no names.
    pub fn legend(self) -> Option<String> {
        let mut cells: Vec<Cell> = match self.stepper.focus() {
            Some(_) => self.stepper.operands().into_iter().collect(),
            None => (0..self.stepper.lesson.inputs.len())
                .map(|input| Cell::of_unit(Quantity::Input, 0, input))
                .collect(),
        };
        cells.sort_unstable();
        let named = cells.into_iter().filter_map(|cell| self.named_input(cell, " = ")).join(", ");
        (!named.is_empty()).then_some(named)
    }

    /// An input with its name in the table.
    pub fn named_input(self, cell: Cell, between: &str) -> Option<String> {
        let inputs = &self.stepper.lesson.inputs;
        let name = inputs.get(cell.unit).filter(|_| cell.quantity == Quantity::Input)?;
        Some(format!("{}{between}{name}", self.symbol(cell)))
    }
}

/// One to three sentences about the present step.
pub fn why(settings: &Settings, stepper: &Stepper) -> String {
    let remark = stepper.focus().and_then(|cell| stepper.lesson.remark(cell));
    let sentences = sentences(settings, stepper);
    match remark {
        Some(remark) => {
            let remark: &String = translated(remark, settings.language);
            join(&sentences, remark)
        }
        None => sentences,
    }
}

fn sentences(settings: &Settings, stepper: &Stepper) -> String {
    let text = settings.text();
    match stepper.focus() {
        Some(cell) => {
            let why = why::why(text, &settings.notation, &stepper.trace, cell);
            let is_sum = matches!(cell.quantity, Quantity::WeightSum | Quantity::BiasSum);
            if is_sum && stepper.is_changed() { join(&why, &text.why.sum_changed) } else { why }
        }
        None => start(settings, stepper),
    }
}

/// What is said before the first step of a pass.
fn start(settings: &Settings, stepper: &Stepper) -> String {
    let why = &settings.text().why;
    let example = stepper.trace.example();
    let is_first = stepper.updates.present == 0;
    let about = match (&example.records, &example.purpose) {
        (Some(records), Purpose::Batch(_)) if records.present > 0 => {
            return why.start_same.clone();
        }
        (Some(_), _) if !is_first => return why.start_next.clone(),
        (Some(records), purpose) => {
            let each = *purpose == Purpose::Alone;
            let sentence = if each { &why.start_each } else { &why.start_batch };
            fill(sentence, &[("records", &records.all.len())])
        }
        (None, _) if !is_first => return why.start_update.clone(),
        (None, Purpose::Batch(_) | Purpose::Test) => return why.start_record.clone(),
        (None, Purpose::Gradients) => why.start_gradients.clone(),
        (None, Purpose::Alone) => String::new(),
    };
    let has_rate = example.purpose != Purpose::Gradients;
    let given = 2 * usize::from(!example.has_target()) + usize::from(!has_rate);
    let start = fill(&why.start, &[("given", &why.given[given])]);
    let start = if about.is_empty() { start } else { join(&start, &about) };
    // An author's sentences, such as where the example is from.
    let notes = translated(&stepper.lesson.notes, settings.language).iter();
    notes.fold(start, |said, note| join(&said, note))
}

#[cfg(test)]
mod tests {
    use strum::VariantArray;

    use crate::app::Settings;
    use crate::app::training::View;
    use crate::app::training::hyperparameter::Hyperparameter;
    use crate::app::training::stages::Stage;
    use crate::keymap::Context;
    use crate::text::Language;

    #[test]
    fn every_variant_that_is_named_has_its_words() {
        fn names<V: VariantArray + Copy + Into<&'static str>>() -> Vec<&'static str> {
            let mut names: Vec<_> = V::VARIANTS.iter().map(|&variant| variant.into()).collect();
            names.sort_unstable();
            names
        }
        for &language in Language::VARIANTS {
            let text = Settings { language, ..Settings::default() }.text();
            let tables = [
                (&text.context, names::<Context>()),
                (&text.training.view, names::<View>()),
                (&text.training.set_to, names::<Hyperparameter>()),
                (&text.ask.label, names::<Hyperparameter>()),
                (&text.ask.bad, names::<Hyperparameter>()),
                (&text.data.stage, names::<Stage>()),
            ];
            for (words, wanted) in tables {
                assert!(words.keys().eq(wanted.iter()), "{language:?}: {words:?}, {wanted:?}");
            }
        }
    }
}
