//! `train`: from the options to an experiment, and from the trained network to what is printed.

use std::ops::ControlFlow;
use std::path::Path;

use super::arguments::{Train, TrainFormat};
use super::failure::{CommandFault, Failure};
use super::progress_line::ProgressLine;
use super::voice::{Voice, reader_is_gone};
use crate::app::Settings;
use crate::app::builtin_tables::Draw;
use crate::app::experiment::{Experiment, Source};
use crate::app::training::Training;
use crate::app::training::observe::constant_loss;
use crate::data::{Choices, Loaded, ReadOptions, Share, Table, Targets};
use crate::lesson::course::BuiltinTable;
use crate::nn::Loss;
use crate::nn::training::{Health, Position, Trainer, run_script};
use crate::report::training;
use crate::sanitize::excerpt;
use crate::text::{WorkWords, fill};

/// Reads the table that was asked for, and says on stderr what was guessed about it.
pub fn source(asked: &Train, voice: Voice, line: &mut ProgressLine) -> Result<Source, Failure> {
    if let Some(table) = asked.table.filter(|table| *table != BuiltinTable::Admissions) {
        let usual = Draw { seed: asked.seed, ..Draw::default() };
        let records = asked.records.unwrap_or(usual.records);
        let noise = asked.noise.unwrap_or(usual.noise);
        return Ok(Source::builtin(table, Draw { records, noise, ..usual }));
    }
    let table = match &asked.data {
        None => Table::admissions(),
        Some(path) => {
            let options = ReadOptions {
                separator: asked.separator,
                skip_missing: asked.skip_missing,
                encoding: asked.encoding,
                max_bytes: asked.max_size << 20,
            };
            let mut report = |loaded| line.tell(|work| reading(work, path, loaded));
            Table::open(path, &options, &mut report)?
        }
    };
    let choices = Choices {
        target: asked.target.clone(),
        target_kind: asked.target_kind,
        positive: asked.positive.clone(),
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
            voice.warn(&voice.tell(note));
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
    let training = Training::reporting(source, experiment, &mut |share| {
        line.tell(|work| preparing(work, share))
    });
    line.erase();
    Ok(training?)
}

/// Column names without the empty ones, so that `--one-hot ''` means none.
fn names(given: &[String]) -> Vec<String> {
    let names = given.iter().filter(|name| !name.trim().is_empty());
    names.cloned().collect()
}

/// What was asked for about the network and its training.
pub fn experiment(asked: &Train) -> Experiment {
    let usual = asked.table.map_or_else(Experiment::default, Experiment::of);
    Experiment {
        hidden: asked.hidden.clone().map_or(usual.hidden, |layers| layers.0),
        activation: asked.activation.unwrap_or(usual.activation),
        loss: asked.loss.unwrap_or(usual.loss),
        learning_rate: asked.learning_rate.unwrap_or(usual.learning_rate),
        epochs: asked.epochs.unwrap_or(usual.epochs),
        seed: asked.seed,
        test_fraction: asked.test_fraction.unwrap_or(usual.test_fraction),
        biases: asked.biases || usual.biases,
        batch: asked.batch.map_or(usual.batch, |batch| batch.0),
    }
}

/// Trains to the end and prints what it came to.
pub fn report(
    source: &Source,
    experiment: &Experiment,
    format: TrainFormat,
    verbose: bool,
    line: &mut ProgressLine,
    voice: Voice,
) -> Result<u8, Failure> {
    let prepared =
        source.prepare(experiment, &mut |share| line.tell(|work| preparing(work, share)))?;
    let mut trainer = experiment.trainer(&prepared)?;
    if format != TrainFormat::Text {
        train(&mut trainer, experiment.epochs, line);
    }
    line.erase();
    // The lesson's script prints no other table's kind of target, and knows no other loss.
    let is_own = matches!(source.builtin, None | Some(BuiltinTable::Admissions));
    let loss = experiment.loss;
    let has_script = is_own && prepared.targets == Targets::Label && loss == Loss::HalfSquared;
    match format {
        TrainFormat::Text if !has_script => {
            let Settings { notation, .. } = voice.settings;
            let text = voice.settings.text();
            let constant = constant_loss(&prepared.targets, experiment.loss, &prepared.train);
            let how = (&prepared.targets, constant);
            let lines = training::told(&mut trainer, experiment.epochs, how, text, &notation);
            let heading = verbose.then(|| training::loss_line(loss, text));
            let lines: Vec<String> = heading.into_iter().chain(lines).collect();
            voice.print(&(lines.join("\n") + "\n"))?;
        }
        TrainFormat::Text => print_as_the_script(&mut trainer, experiment.epochs, verbose, voice)?,
        TrainFormat::Csv => {
            voice.print_file(&training::csv(&trainer))?;
        }
        TrainFormat::Json => {
            voice.print_file(&training::json(&trainer, &prepared))?;
        }
    }
    ended(trainer.health())
}

/// Trains to the end, and tells how far it is.
fn train(trainer: &mut Trainer, epochs: usize, line: &mut ProgressLine) {
    let end = Position { epoch: epochs, record: 0 };
    trainer.aim(end);
    while !trainer.work(&mut || !line.is_due()) {
        if line.tell(|work| training_now(work, trainer, epochs)).is_break() {
            break;
        }
    }
}

fn reading(work: &WorkWords, path: &Path, Loaded { bytes, total, rows }: Loaded) -> String {
    // What a file is called in a line that has not much room.
    let name = match path.file_name() {
        Some(name) if name != "-" => excerpt(&name.to_string_lossy(), 40),
        _ => work.standard_input.clone(),
    };
    let (sentence, size, figure) = match total {
        // A file may grow while it is read.
        Some(total) if total > 0 => {
            (&work.reading, "percent", (100 * bytes / total).min(100).to_string())
        }
        _ => (&work.reading_size, "megabytes", format!("{:.1}", bytes as f64 / 1e6)),
    };
    fill(sentence, &[("name", &name), (size, &figure), ("rows", &grouped(rows))])
}

fn preparing(work: &WorkWords, Share(share): Share) -> String {
    fill(&work.preparing, &[("percent", &format!("{:.0}", 100.0 * share))])
}

fn training_now(work: &WorkWords, trainer: &Trainer, epochs: usize) -> String {
    let Position { epoch, record } = trainer.position();
    let part = record as f64 / trainer.training().records() as f64;
    let percent = format!("{:.0}", 100.0 * (epoch as f64 + part) / epochs as f64);
    let (epoch, epochs) = (grouped(epoch), grouped(epochs));
    fill(&work.training, &[("percent", &percent), ("epoch", &epoch), ("epochs", &epochs)])
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
fn print_as_the_script(
    trainer: &mut Trainer,
    epochs: usize,
    verbose: bool,
    voice: Voice,
) -> Result<(), Failure> {
    let mut written = Ok(());
    run_script(trainer, epochs, |line| {
        written = voice.write(&training::script_line(line, verbose));
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
        voice.print(&training::accuracy_line(accuracy))?;
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
    use crate::lesson::Symbols;
    use crate::text::{Language, Text};

    #[test]
    fn reading_is_told_in_percent_where_the_size_is_known() {
        let work = &Text::of(Language::En, Symbols::Unicode).work;
        let told = |bytes, total, rows| {
            reading(work, Path::new("/a/my.csv"), Loaded { bytes, total, rows })
        };
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
        let work = &Text::of(Language::En, Symbols::Unicode).work;
        let told = |path: &str| {
            let loaded = Loaded { bytes: 0, total: Some(1), rows: 0 };
            reading(work, Path::new(path), loaded)
        };
        assert_eq!(told("/a/b/my.csv"), "reading my.csv: 0%, 0 rows");
        assert_eq!(told("-"), "reading standard input: 0%, 0 rows");
    }
}
