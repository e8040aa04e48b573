//! `train`: from the options to an experiment, and from the trained network to what is printed.

use std::ops::ControlFlow;
use std::path::Path;

use super::arguments::{Train, TrainFormat};
use super::failure::{CommandFault, Failure};
use super::progress_line::ProgressLine;
use super::{print, reader_is_gone, warn, write};
use crate::app::Settings;
use crate::app::experiment::{Experiment, Source};
use crate::app::training::Training;
use crate::data::{Choices, Loaded, ReadOptions, Share, Table};
use crate::nn::training::{Health, Position, Trainer, run_script};
use crate::report::training;
use crate::sanitize::excerpt;

/// Reads the table that was asked for, and says on stderr what was guessed about it.
pub fn source(
    asked: &Train,
    settings: Settings,
    line: &mut ProgressLine,
) -> Result<Source, Failure> {
    let table = match &asked.data {
        None => Table::admissions(),
        Some(path) => {
            let options = ReadOptions {
                separator: asked.separator,
                skip_missing: asked.skip_missing,
                max_bytes: asked.max_size << 20,
            };
            let name = short_name(path);
            Table::open(path, &options, &mut |loaded| line.tell(|| reading(&name, loaded)))?
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
        line.erase();
        for note in &source.notes {
            warn(&settings.text().tell(note));
        }
    }
    Ok(source)
}

/// The training screen before the first epoch.
pub fn screen(
    source: Source,
    experiment: Experiment,
    line: &mut ProgressLine,
) -> Result<Training, Failure> {
    let training =
        Training::reporting(source, experiment, &mut |share| line.tell(|| preparing(share)));
    line.erase();
    Ok(training?)
}

/// Column names without the empty ones, so that `--one-hot ''` means none.
fn names(given: &[String]) -> Vec<String> {
    let names = given.iter().filter(|name| !name.is_empty());
    names.cloned().collect()
}

/// What was asked for about the network and its training.
pub fn experiment(asked: &Train) -> Experiment {
    Experiment {
        hidden: asked.hidden.0.clone(),
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
    line: &mut ProgressLine,
) -> Result<u8, Failure> {
    let prepared = source.prepare(experiment, &mut |share| line.tell(|| preparing(share)))?;
    let mut trainer = experiment.trainer(&prepared)?;
    if format != TrainFormat::Text {
        train(&mut trainer, experiment.epochs, line);
    }
    line.erase();
    match format {
        TrainFormat::Text => print_as_the_script(&mut trainer, experiment.epochs, verbose)?,
        TrainFormat::Csv => {
            print(&training::csv(&trainer))?;
        }
        TrainFormat::Json => {
            print(&training::json(&trainer, &prepared))?;
        }
    }
    ended(trainer.health())
}

/// Trains to the end, and tells how far it is.
fn train(trainer: &mut Trainer, epochs: usize, line: &mut ProgressLine) {
    let end = Position { epoch: epochs, record: 0 };
    trainer.aim(end);
    while !trainer.work(&mut || !line.is_due()) {
        let _ = line.tell(|| training_now(trainer, epochs));
    }
}

fn reading(name: &str, Loaded { bytes, total, rows }: Loaded) -> String {
    let rows = grouped(rows);
    match total {
        // A file may grow while it is read.
        Some(total) if total > 0 => {
            let percent = (100 * bytes / total).min(100);
            format!("reading {name}: {percent}%, {rows} rows")
        }
        _ => {
            let megabytes = bytes as f64 / 1e6;
            format!("reading {name}: {megabytes:.1} MB, {rows} rows")
        }
    }
}

fn preparing(Share(share): Share) -> String {
    format!("preparing the records: {:.0}%", 100.0 * share)
}

fn training_now(trainer: &Trainer, epochs: usize) -> String {
    let Position { epoch, record } = trainer.position();
    let part = record as f64 / trainer.training().records() as f64;
    let percent = 100.0 * (epoch as f64 + part) / epochs as f64;
    let (epoch, epochs) = (grouped(epoch), grouped(epochs));
    format!("training: {percent:.0}%, {epoch} of {epochs} epochs")
}

/// What a file is called in a line that has not much room.
fn short_name(path: &Path) -> String {
    match path.file_name() {
        Some(name) if name != "-" => excerpt(&name.to_string_lossy(), 40),
        _ => "standard input".to_owned(),
    }
}

/// A count with a comma between its thousands.
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
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
        Health::Saturated { epoch } => Err(CommandFault::Saturated { epoch }.into()),
        Health::Diverged { epoch, .. } => Err(CommandFault::Diverged { epoch }.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_is_told_in_percent_where_the_size_is_known() {
        let told = |bytes, total, rows| reading("my.csv", Loaded { bytes, total, rows });
        assert_eq!(
            told(37 << 20, Some(100 << 20), 1_204_332),
            "reading my.csv: 37%, 1,204,332 rows"
        );
        assert_eq!(told(12_345_678, None, 999), "reading my.csv: 12.3 MB, 999 rows");
        // Such as those in /proc, or one that grew.
        assert_eq!(told(5_000_000, Some(0), 0), "reading my.csv: 5.0 MB, 0 rows");
        assert_eq!(told(200, Some(100), 1_000), "reading my.csv: 100%, 1,000 rows");
    }

    #[test]
    fn only_the_last_part_of_a_path_is_told() {
        assert_eq!(short_name(Path::new("/a/b/my.csv")), "my.csv");
        assert_eq!(short_name(Path::new("-")), "standard input");
    }
}
