//! The arguments and their help.
#![expect(
    missing_docs,
    reason = "the doc comments are the help texts that users read, and what each field is stands in them"
)]

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::app::Theme;
use crate::nn::Activation;
use crate::text::Language;

const EXAMPLES: &str = "\
Examples:
  backprop                               choose a lesson, and step through it key by key
  backprop step 3-2-1                    open the lesson with two hidden units
  backprop step my.toml                  open a network of your own
  backprop step 2-1-1 --format markdown  print every step
  backprop new 2-3-1 > my.toml           write a lesson to start from
  backprop --lang zh                     in Chinese";

const STEP_EXAMPLES: &str = "\
Examples:
  backprop step                      the 2-1-1 network
  backprop step my.toml              a lesson file
  backprop step 3-2-1 --format json  print every step for a script";

const NEW_EXAMPLES: &str = "\
Examples:
  backprop new 2-3-1 > my.toml  two inputs, three hidden units, one output
  backprop new 4-8-8-3 --seed 7 --activation tanh --biases > deep.toml";

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
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Everywhere")]
pub struct Global {
    /// The language of the tutor (without it, that of the locale)
    #[arg(long, global = true, value_parser = one_of(&Language::ALL, Language::code))]
    pub lang: Option<Language>,
    /// The colours (without it, dark; mono when `NO_COLOR` is set)
    #[arg(long, global = true, value_parser = one_of(&Theme::ALL, theme_name))]
    pub theme: Option<Theme>,
    /// Which characters the terminal can show
    #[arg(long, global = true, value_enum, default_value_t)]
    pub symbols: SymbolsChoice,
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
    },
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
}

#[derive(Clone, Debug, Args)]
pub struct New {
    /// How many inputs, units in each layer, and outputs: 2-3-1
    pub shape: String,
    /// Where the random numbers start
    #[arg(long, default_value_t = 21)]
    pub seed: u32,
    /// The function of the hidden units (the outputs are sigmoids)
    #[arg(long, default_value = "sigmoid", value_parser = one_of(&Activation::ALL, Activation::name))]
    pub activation: Activation,
    /// With biases, 0 for now
    #[arg(long)]
    pub biases: bool,
}

fn theme_name(theme: Theme) -> &'static str {
    match theme {
        Theme::Dark => "dark",
        Theme::Light => "light",
        Theme::Mono => "mono",
    }
}

/// A parser that takes the name of one of `all`, and lists the names in the help and the completions.
pub(super) fn one_of<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    name: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(all.iter().map(|&value| name(value))).map(move |chosen| {
        let is_chosen = |value: &T| name(*value) == chosen;
        all.iter()
            .copied()
            .find(is_chosen)
            .expect("clap lets only these names through")
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
