//! The arguments. Their help is words: see `cli/help.rs`.

use std::ffi::OsString;
use std::ops::RangeInclusive;
use std::path::PathBuf;

use clap::builder::StringValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use encoding_rs::Encoding;
use strum::VariantArray;

use super::values::{
    Batch, Layers, LayersParser, Plain, among, batch, encoding, id, one_of, part, rate, separator,
    share, usizes, weight_scale, within,
};
use crate::app::Theme;
use crate::data::{Separator, TargetKind};
use crate::lesson::course::BuiltinTable;
use crate::lesson::vanishing::Chain;
use crate::limits;
use crate::nn::{Activation, Loss};
use crate::text::Language;

/// What random numbers can start at.
const SEEDS: RangeInclusive<u64> = 0..=u32::MAX as u64;

#[derive(Clone, Debug, Parser)]
#[command(name = "backprop", version)]
#[command(disable_help_subcommand = true)]
pub struct Arguments {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options of every command.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Everywhere")]
pub struct Global {
    #[arg(long, global = true, value_parser = one_of::<Language>())]
    pub lang: Option<Language>,
    #[arg(long, global = true, value_parser = one_of::<Theme>())]
    pub theme: Option<Theme>,
    #[arg(long, global = true, value_enum, default_value_t)]
    pub symbols: SymbolsChoice,
    #[arg(long, global = true)]
    pub linear: bool,
    #[arg(long, global = true)]
    pub no_save: bool,
    #[arg(long = "as", global = true, value_name = "ID", value_parser = id)]
    pub id: Option<String>,
    #[arg(long, global = true)]
    pub restricted: bool,
}

impl Global {
    /// What decides how the help and what is wrong with the arguments are told, as far as it can be
    /// seen before they are read.
    pub fn at_first_sight(arguments: &[OsString]) -> Self {
        let words: Vec<&str> = arguments.iter().map(|word| word.to_str().unwrap_or("")).collect();
        let value = |option: &str| {
            words.iter().enumerate().find_map(|(index, word)| match word.strip_prefix(option)? {
                "" => words.get(index + 1).copied(),
                rest => rest.strip_prefix('='),
            })
        };
        let language = |name| Language::VARIANTS.iter().find(|language| language.code() == name);
        let symbols = |name| SymbolsChoice::from_str(name, false).ok();
        Self {
            lang: value("--lang").and_then(language).copied(),
            symbols: value("--symbols").and_then(symbols).unwrap_or_default(),
            ..Self::default()
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum SymbolsChoice {
    /// ASCII on a Linux console and in a locale that is not UTF-8
    #[default]
    Auto,
    /// ŷ δ Δ η · −
    Unicode,
    /// y^ d D eta * -
    Ascii,
}

#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    Step(StepArguments),
    Lessons,
    Train(Train),
    Gradients(Gradients),
    Differences,
    Course { file: PathBuf },
    Check { file: PathBuf },
    New(New),
    Sheet(SheetArguments),
    Mark(MarkArguments),
    Do { handout: PathBuf },
    Poll(PollArguments),
    Completions { shell: clap_complete::Shell },
    Man { command: Option<String> },
    Doctor,
}

impl Command {
    /// Whether a class is to be shown something.
    pub fn presents(&self) -> bool {
        match self {
            Self::Step(asked) => asked.present,
            Self::Train(asked) => asked.present,
            Self::Gradients(asked) => asked.present,
            _ => false,
        }
    }
}

#[derive(Clone, Debug, Args)]
pub struct StepArguments {
    #[arg(default_value = "2-1-1")]
    pub lesson: PathBuf,
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    #[arg(long, requires = "format")]
    pub whole: bool,
    #[arg(long, requires = "format")]
    pub why: bool,
    #[arg(long, requires = "format", value_parser = Plain(within::<usize>(1..=limits::UPDATES as u64)))]
    pub updates: Option<usize>,
    #[arg(long, conflicts_with = "format")]
    pub present: bool,
    #[arg(long, value_name = "NUMBER", conflicts_with = "format")]
    pub at: Option<String>,
}

/// How the steps of a lesson are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For documents
    Markdown,
    /// For scripts: every digit
    Json,
    /// A program with NumPy that runs as it stands
    Python,
}

#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
#[derive(Clone, Debug, Args)]
pub struct Train {
    #[arg(value_parser = one_of::<BuiltinTable>(), conflicts_with = "data")]
    pub table: Option<BuiltinTable>,
    #[arg(long, value_name = "N", value_parser = Plain(within::<usize>(4..=100_000)), help_heading = "Data")]
    pub records: Option<usize>,
    #[arg(long, value_name = "SD", allow_negative_numbers = true, value_parser = Plain(share), help_heading = "Data")]
    pub noise: Option<f64>,
    #[arg(long, value_name = "FILE.csv", help_heading = "Data")]
    pub data: Option<PathBuf>,
    #[arg(long, value_name = "COLUMN", help_heading = "Data")]
    pub target: Option<String>,
    #[arg(long, value_parser = one_of::<TargetKind>(), help_heading = "Data")]
    pub target_kind: Option<TargetKind>,
    #[arg(
        long,
        value_name = "VALUE",
        allow_hyphen_values = true,
        conflicts_with = "target_kind",
        help_heading = "Data"
    )]
    pub positive: Option<String>,
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',', help_heading = "Data")]
    pub one_hot: Option<Vec<String>>,
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',', help_heading = "Data")]
    pub standardize: Option<Vec<String>>,
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',', help_heading = "Data")]
    pub leave_out: Option<Vec<String>>,
    #[arg(long, value_parser = separator, help_heading = "Data")]
    pub separator: Option<Separator>,
    #[arg(long, value_parser = encoding, help_heading = "Data")]
    pub encoding: Option<&'static Encoding>,
    #[arg(long, help_heading = "Data")]
    pub skip_missing: bool,
    #[arg(long, value_name = "MIB", default_value_t = 64, value_parser = Plain(within::<u64>(1..=4096)), help_heading = "Data")]
    pub max_size: u64,
    #[arg(long, value_name = "PART", allow_negative_numbers = true, value_parser = Plain(part), help_heading = "Data")]
    pub test_fraction: Option<f64>,
    #[arg(long, value_name = "UNITS,…", value_parser = Plain(LayersParser))]
    pub hidden: Option<Layers>,
    #[arg(long)]
    pub biases: bool,
    #[arg(long, value_name = "RECORDS", value_parser = Plain(batch))]
    pub batch: Option<Batch>,
    #[arg(long, value_parser = one_of::<Activation>())]
    pub activation: Option<Activation>,
    #[arg(long, value_parser = among(&Loss::CHOICES))]
    pub loss: Option<Loss>,
    #[arg(long, value_parser = Plain(within::<usize>(1..=1_000_000_000)))]
    pub epochs: Option<usize>,
    #[arg(long, allow_negative_numbers = true, value_parser = Plain(rate))]
    pub learning_rate: Option<f64>,
    #[arg(long, default_value_t = 21, allow_negative_numbers = true, value_parser = Plain(within::<u32>(SEEDS)))]
    pub seed: u32,
    #[arg(long, value_enum)]
    pub format: Option<TrainFormat>,
    #[arg(long, conflicts_with = "format")]
    pub present: bool,
    #[arg(long)]
    pub verbose: bool,
}

/// How a training is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TrainFormat {
    /// The lines of the lesson's script
    Text,
    /// The history, and the weights at the end
    Json,
    /// The history
    Csv,
}

#[derive(Clone, Debug, Args)]
pub struct Gradients {
    #[arg(long, default_value_t = Chain::default().depth, value_parser = Plain(within::<usize>(usizes(Chain::DEPTHS))))]
    pub depth: usize,
    #[arg(long, default_value_t = Chain::default().width, value_parser = Plain(within::<usize>(usizes(Chain::WIDTHS))))]
    pub width: usize,
    #[arg(long, default_value = "sigmoid", value_parser = one_of::<Activation>())]
    pub activation: Activation,
    #[arg(long, default_value = "half-squared", value_parser = among(&Chain::LOSSES))]
    pub loss: Loss,
    #[arg(long, default_value_t = Chain::default().weight_scale, allow_negative_numbers = true, value_parser = Plain(weight_scale))]
    pub weight_scale: f64,
    #[arg(long, default_value_t = Chain::default().seed, allow_negative_numbers = true, value_parser = Plain(within::<u32>(SEEDS)))]
    pub seed: u32,
    #[arg(long, value_enum)]
    pub format: Option<GradientsFormat>,
    #[arg(long, conflicts_with = "format")]
    pub present: bool,
}

/// How the vanishing gradient is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum GradientsFormat {
    /// For people
    Text,
    /// For scripts: every digit
    Json,
}

#[derive(Clone, Debug, Args)]
pub struct SheetArguments {
    pub lesson: PathBuf,
    #[arg(long, value_name = "ROSTER.csv")]
    pub class: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
    #[arg(long, value_name = "N", default_value_t = 1, conflicts_with = "class", value_parser = Plain(within::<usize>(1..=1000)))]
    pub copies: usize,
    #[arg(long, value_name = "all|half|NAME,…", default_value = "all")]
    pub blank: String,
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = Plain(within::<usize>(2..=10)))]
    pub digits: usize,
    #[arg(long, value_name = "TEXT", default_value = "1")]
    pub seed: String,
    #[arg(long)]
    pub same_numbers: bool,
    #[arg(long, value_enum, default_value_t)]
    pub pages: PagesFormat,
    #[arg(long)]
    pub force: bool,
}

/// What sheets are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum PagesFormat {
    /// To be printed
    #[default]
    Html,
    /// To be edited
    Markdown,
}

#[derive(Clone, Debug, Args)]
pub struct MarkArguments {
    pub assignment: PathBuf,
    pub answers: PathBuf,
    #[arg(long, value_enum, default_value_t)]
    pub format: MarkFormat,
    #[arg(long, value_name = "0..1", default_value_t = 1.0, value_parser = Plain(share))]
    pub follow: f64,
    #[arg(long, value_name = "DIR")]
    pub feedback: Option<PathBuf>,
    #[arg(long)]
    pub force: bool,
}

#[derive(Clone, Debug, Args)]
pub struct PollArguments {
    pub lesson: PathBuf,
    #[arg(long, value_name = "NUMBER")]
    pub at: String,
    #[arg(long, value_name = "MARKS.json")]
    pub from: Option<PathBuf>,
    #[arg(long, default_value_t = 1, allow_negative_numbers = true, value_parser = Plain(within::<u32>(SEEDS)))]
    pub seed: u32,
    #[arg(long)]
    pub key: bool,
}

/// How marks are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum MarkFormat {
    /// For people
    #[default]
    Text,
    /// Every answer
    Csv,
    /// For scripts
    Json,
    /// The points of each student
    Grades,
}

#[derive(Clone, Debug, Args)]
pub struct New {
    #[arg(value_parser = Plain(StringValueParser::new()))]
    pub shape: String,
    #[arg(long, default_value_t = 21, allow_negative_numbers = true, value_parser = Plain(within::<u32>(SEEDS)))]
    pub seed: u32,
    #[arg(long, default_value = "sigmoid", value_parser = one_of::<Activation>())]
    pub activation: Activation,
    #[arg(long)]
    pub biases: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_consistent() {
        Arguments::command().debug_assert();
    }
}
