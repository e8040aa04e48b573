//! `train`: from the options to an experiment, and from the trained network to what is printed.

use std::ops::ControlFlow;

use super::arguments::{Train, TrainFormat};
use super::{Failure, print, reader_is_gone, warn, write};
use crate::app::experiment::{Experiment, Source};
use crate::data::{Choices, ReadOptions, Table};
use crate::nn::training::{Health, Trainer, run_script};
use crate::report::training;

/// Reads the table that was asked for, and says on stderr what was guessed about it.
pub fn source(asked: &Train) -> Result<Source, Failure> {
    let table = match &asked.data {
        None => Table::admissions(),
        Some(path) => {
            let options = ReadOptions {
                separator: asked.separator,
                skip_missing: asked.skip_missing,
                max_bytes: asked.max_size << 20,
            };
            Table::open(path, &options, &mut |_| ControlFlow::Continue(()))?
        }
    };
    let choices = Choices {
        target: asked.target.clone(),
        one_hot: asked.one_hot.as_deref().map(names),
        standardize: asked.standardize.as_deref().map(names),
        leave_out: asked.leave_out.as_deref().map(names),
    };
    // What is guessed about the lesson's own table is the lesson.
    if asked.data.is_none() && choices == Choices::default() {
        return Ok(Source::admissions());
    }
    let source = Source::new(table, &choices);
    if asked.data.is_some() {
        for note in &source.notes {
            warn(&note.to_string());
        }
    }
    Ok(source)
}

/// Column names without the empty ones, so that `--one-hot ''` means none.
fn names(given: &[String]) -> Vec<String> {
    let names = given.iter().filter(|name| !name.is_empty());
    names.cloned().collect()
}

/// What was asked for about the network and its training.
pub fn experiment(asked: &Train) -> Experiment {
    Experiment {
        hidden: asked.hidden.clone(),
        activation: asked.activation,
        learning_rate: asked.learning_rate,
        epochs: asked.epochs,
        seed: asked.seed,
        test_fraction: asked.test_fraction,
    }
}

/// Trains to the end and prints what it came to.
pub fn report(
    source: &Source,
    experiment: &Experiment,
    format: TrainFormat,
    verbose: bool,
) -> Result<u8, Failure> {
    let prepared = source.prepare(experiment)?;
    let mut trainer = experiment.trainer(&prepared)?;
    match format {
        TrainFormat::Text => print_as_the_script(&mut trainer, experiment.epochs, verbose)?,
        TrainFormat::Csv => {
            trainer.run_to(experiment.epochs);
            print(&training::csv(&trainer))?;
        }
        TrainFormat::Json => {
            trainer.run_to(experiment.epochs);
            let features: Vec<String> = prepared.features.into_iter().map(|f| f.name).collect();
            print(&training::json(&trainer, &features, experiment.seed))?;
        }
    }
    ended(trainer.health())
}

/// Prints each line as soon as its epoch is done. Stops when nobody reads them any more.
fn print_as_the_script(trainer: &mut Trainer, epochs: usize, verbose: bool) -> Result<(), Failure> {
    let mut written = Ok(());
    run_script(trainer, epochs, |line| {
        written = write(&training::script_line(line, verbose));
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    });
    if written.as_ref().is_err_and(reader_is_gone) {
        return Ok(());
    }
    written?;
    if let Some(accuracy) = trainer.point().and_then(|point| point.test_accuracy) {
        print(&training::accuracy_line(accuracy))?;
    }
    Ok(())
}

/// The exit code, or why training ended before its time.
fn ended(health: Health) -> Result<u8, Failure> {
    match health {
        Health::Fine => Ok(0),
        Health::Saturated { epoch } => Err(Failure::input(format!(
            "training is stuck since epoch {epoch}: the slope at the output is practically 0 for every record; try a smaller --learning-rate"
        ))),
        Health::Diverged { epoch, .. } => Err(Failure::input(format!(
            "training stopped after epoch {epoch}: the numbers grew without bound; try a smaller --learning-rate"
        ))),
    }
}
