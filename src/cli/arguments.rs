//! The arguments and their help.

use std::ffi::OsStr;
use std::ops::RangeInclusive;
use std::path::PathBuf;

use clap::builder::{
    PossibleValuesParser, RangedU64ValueParser, StringValueParser, TypedValueParser,
};
use clap::{Args, Parser, Subcommand, ValueEnum};
use strum::VariantArray;

use crate::app::Theme;
use crate::data::Separator;
use crate::lesson::vanishing::Chain;
use crate::nn::Activation;
use crate::sanitize::narrowed;
use crate::text::Language;

const EXAMPLES: &str = "\
Examples:
  backprop                               choose a lesson, and step through it key by key
  backprop step 3-2-1                    open the lesson with two hidden units
  backprop step my.toml                  open a network of your own
  backprop step 2-1-1 --format markdown  print every step
  backprop new 2-3-1 > my.toml           write a lesson to start from
  backprop train --format text           train on the admissions data
  backprop step 3-2-1 --linear           the same line by line, for screen readers
  backprop gradients --depth 12          watch the error vanish in a deep network
  backprop --lang zh                     in Chinese";

const STEP_EXAMPLES: &str = "\
Examples:
  backprop step                      the 2-1-1 network
  backprop step my.toml              a lesson file
  backprop step 3-2-1 --format json  print every step for a script
  backprop step --format python      print a program that computes every step";

const TRAIN_EXAMPLES: &str = "\
Examples:
  backprop train                               the lesson's network on its admissions data
  backprop train --format text --verbose       what the lesson's script prints, and the true loss
  backprop train --data my.csv --target bought --hidden 8,4 --format csv > history.csv";

const NEW_EXAMPLES: &str = "\
Examples:
  backprop new 2-3-1 > my.toml  two inputs, three hidden units, one output
  backprop new 4-8-8-3 --seed 7 --activation tanh --biases > deep.toml";

const GRADIENTS_EXAMPLES: &str = "\
Examples:
  backprop gradients                            8 layers of 3 sigmoids
  backprop gradients --depth 12 --activation tanh --weight-scale 2
  backprop gradients --depth 5 --format json    every number for a script";

/// Help that shows by example before it explains.
const TEMPLATE: &str = "\
{about}

{before-help}{usage-heading} {usage}

{all-args}{after-help}";

/// Backpropagation, one number at a time, in the terminal.
#[derive(Clone, Debug, Parser)]
#[command(name = "backprop", version, before_help = EXAMPLES, help_template = TEMPLATE)]
#[command(
    after_help = "Exit codes: 0 fine; 1 the input or a file is at fault; 2 wrong usage, or no terminal; 128 + n ended by signal n."
)]
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
    /// The language of the tutor (without it, that of the locale)
    #[arg(long, global = true, value_parser = one_of::<Language>())]
    pub lang: Option<Language>,
    /// The colours (without it, those chosen by `T` the last time, else what suits the terminal's
    /// background; mono when `NO_COLOR` is set or there are fewer than 256)
    #[arg(long, global = true, value_parser = one_of::<Theme>())]
    pub theme: Option<Theme>,
    /// Which characters the terminal can show
    #[arg(long, global = true, value_enum, default_value_t)]
    pub symbols: SymbolsChoice,
    /// Line by line instead of on a screen: for screen readers, braille displays and dumb terminals
    #[arg(long, global = true)]
    pub linear: bool,
    /// Neither read nor keep your progress: for machines that others use as well
    #[arg(long, global = true)]
    pub no_save: bool,
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
    /// Step through a lesson, forward and back
    #[command(before_help = STEP_EXAMPLES, help_template = TEMPLATE)]
    Step {
        /// 2-1-1, 3-2-1, 2-2-2, or a .toml file
        #[arg(default_value = "2-1-1")]
        lesson: PathBuf,
        /// Print every step instead of opening the screen
        #[arg(long, value_enum)]
        format: Option<Format>,
        /// With --format python: a statement for each vector or matrix, not for each number
        #[arg(long, requires = "format")]
        whole: bool,
    },
    /// Train a network on a table, by default the lesson's on its admissions data
    #[command(before_help = TRAIN_EXAMPLES, help_template = TEMPLATE)]
    Train(Train),
    /// Watch the error shrink on its way down a deep network
    #[command(before_help = GRADIENTS_EXAMPLES, help_template = TEMPLATE)]
    Gradients(Gradients),
    /// Say whether a lesson file is fine, and if not, what is wrong where
    Check {
        /// The lesson file
        file: PathBuf,
    },
    /// Print a lesson file to start from
    #[command(before_help = NEW_EXAMPLES, help_template = TEMPLATE)]
    New(New),
    /// Print the completions for a shell
    Completions { shell: clap_complete::Shell },
    /// Print the manual page
    Man {
        /// The page of this command
        command: Option<String>,
    },
    /// Say what the program finds out about this terminal
    Doctor,
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

#[derive(Clone, Debug, Args)]
pub struct Train {
    /// A CSV table with a header; - is standard input. Ctrl-C stops loading it
    #[arg(long, value_name = "FILE.csv", help_heading = "Data")]
    pub data: Option<PathBuf>,
    /// The column to predict: 0 or 1 in every row (without it, guessed)
    #[arg(long, value_name = "COLUMN", help_heading = "Data")]
    pub target: Option<String>,
    /// Columns that become one dummy for each of their values (without it, guessed)
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',', help_heading = "Data")]
    pub one_hot: Option<Vec<String>>,
    /// Columns that are shifted to mean 0 and scaled to standard deviation 1 (without it, guessed)
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',', help_heading = "Data")]
    pub standardize: Option<Vec<String>>,
    /// Columns that are not used (without it, guessed)
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',', help_heading = "Data")]
    pub leave_out: Option<Vec<String>>,
    /// What separates the cells: comma, semicolon, tab or pipe (without it, guessed)
    #[arg(long, value_parser = Separator::named, help_heading = "Data")]
    pub separator: Option<Separator>,
    /// Leave out rows in which a value is missing
    #[arg(long, help_heading = "Data")]
    pub skip_missing: bool,
    /// The largest file that is read, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 64, value_parser = Plain(clap::value_parser!(u64).range(1..=4096)), help_heading = "Data")]
    pub max_size: u64,
    /// The part of the records that is kept for testing
    #[arg(long, value_name = "PART", default_value_t = 0.1, allow_negative_numbers = true, value_parser = Plain(part), help_heading = "Data")]
    pub test_fraction: f64,
    /// How many units the hidden layers have
    #[arg(long, value_name = "UNITS,…", default_value = "2", value_parser = Plain(LayersParser))]
    pub hidden: Layers,
    /// The function of the hidden units (the output is a sigmoid)
    #[arg(long, default_value = "sigmoid", value_parser = one_of::<Activation>())]
    pub activation: Activation,
    /// How many times to go through all records
    #[arg(long, default_value_t = 1000, value_parser = Plain(RangedU64ValueParser::<usize>::new().range(1..=1_000_000_000)))]
    pub epochs: usize,
    /// η
    #[arg(long, default_value_t = 0.007, allow_negative_numbers = true, value_parser = Plain(rate))]
    pub learning_rate: f64,
    /// Where the random numbers of the split and of the first weights start
    #[arg(long, default_value_t = 21, allow_negative_numbers = true, value_parser = Plain(clap::value_parser!(u32)))]
    pub seed: u32,
    /// Print the result instead of opening the screen
    #[arg(long, value_enum)]
    pub format: Option<TrainFormat>,
    /// Print the true loss beside each figure of the script
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
    /// How many layers of units
    #[arg(long, default_value_t = Chain::default().depth, value_parser = within(Chain::DEPTHS))]
    pub depth: usize,
    /// How many units in each layer
    #[arg(long, default_value_t = Chain::default().width, value_parser = within(Chain::WIDTHS))]
    pub width: usize,
    /// The function of all units
    #[arg(long, default_value = "sigmoid", value_parser = one_of::<Activation>())]
    pub activation: Activation,
    /// How large the weights are: their standard deviation is this, divided by √width
    #[arg(long, default_value_t = Chain::default().weight_scale, allow_negative_numbers = true, value_parser = Plain(weight_scale))]
    pub weight_scale: f64,
    /// Where the random numbers start
    #[arg(long, default_value_t = Chain::default().seed, allow_negative_numbers = true, value_parser = Plain(clap::value_parser!(u32)))]
    pub seed: u32,
    /// Print the numbers instead of opening the screen
    #[arg(long, value_enum)]
    pub format: Option<GradientsFormat>,
}

/// How the vanishing gradient is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum GradientsFormat {
    /// For people
    Text,
    /// For scripts: every digit
    Json,
}

fn within(range: RangeInclusive<usize>) -> Plain<RangedU64ValueParser<usize>> {
    Plain(RangedU64ValueParser::new().range(*range.start() as u64..=*range.end() as u64))
}

fn weight_scale(written: &str) -> Result<f64, String> {
    let most = Chain::MAX_WEIGHT_SCALE;
    let advice = format!("choose a number above 0 and up to {most}");
    number(written, |scale| scale > 0.0 && scale <= most, &advice)
}

fn rate(written: &str) -> Result<f64, String> {
    let is_fine = |rate: f64| rate > 0.0 && rate.is_finite();
    number(written, is_fine, "choose a number above 0, such as 0.007")
}

fn part(written: &str) -> Result<f64, String> {
    let is_fine = |part| part > 0.0 && part < 1.0;
    number(written, is_fine, "choose a number above 0 and below 1, such as 0.1")
}

fn number(written: &str, is_fine: impl Fn(f64) -> bool, advice: &str) -> Result<f64, String> {
    written.parse().ok().filter(|number| is_fine(*number)).ok_or_else(|| advice.to_owned())
}

#[derive(Clone, Debug, Args)]
pub struct New {
    /// How many inputs, units in each layer, and outputs: 2-3-1
    #[arg(value_parser = Plain(StringValueParser::new()))]
    pub shape: String,
    /// Where the random numbers start
    #[arg(long, default_value_t = 21, allow_negative_numbers = true, value_parser = Plain(clap::value_parser!(u32)))]
    pub seed: u32,
    /// The function of the hidden units (the outputs are sigmoids)
    #[arg(long, default_value = "sigmoid", value_parser = one_of::<Activation>())]
    pub activation: Activation,
    /// With biases, 0 for now
    #[arg(long)]
    pub biases: bool,
}

/// A parser of numbers, for which full-width digits and marks are as good as the plain ones.
#[derive(Clone, Debug)]
struct Plain<P>(P);

impl<P: TypedValueParser> TypedValueParser for Plain<P> {
    type Value = P::Value;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<P::Value, clap::Error> {
        let plain = value.to_str().map(narrowed);
        self.0.parse_ref(command, argument, plain.as_deref().map_or(value, OsStr::new))
    }
}

/// How many units each hidden layer has.
#[derive(Clone, Debug)]
pub struct Layers(pub Vec<usize>);

/// `2` or `16,16`.
#[derive(Clone, Debug)]
struct LayersParser;

impl TypedValueParser for LayersParser {
    type Value = Layers;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Layers, clap::Error> {
        let one = RangedU64ValueParser::<usize>::new().range(1..=1000);
        let parts = value.to_str().unwrap_or_default().split(',');
        let layers = parts.map(|part| one.parse_ref(command, argument, OsStr::new(part)));
        layers.collect::<Result<_, _>>().map(Layers)
    }
}

/// A parser that takes the name of a variant, and lists the names in the help and the completions.
pub(super) fn one_of<T>() -> impl TypedValueParser<Value = T>
where
    T: VariantArray + Copy + Into<&'static str> + Send + Sync + 'static,
{
    let name = |value: &T| -> &'static str { (*value).into() };
    PossibleValuesParser::new(T::VARIANTS.iter().map(name)).map(move |chosen| {
        let is_chosen = |value: &&T| name(value) == chosen;
        *T::VARIANTS.iter().find(is_chosen).expect("clap lets only these names through")
    })
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
