//! The help in the words of a language: `assets/text/help.*.toml`.

use std::sync::OnceLock;

use clap::builder::{Arg, Command};
use toml::Table;

use crate::text::Language;

/// Help that shows by example before it explains.
const TEMPLATE: &str = "\
{about}

{before-help}{usage-heading} {usage}

{all-args}{after-help}";

/// The sections of a language's file.
fn words(language: Language) -> &'static Table {
    static WORDS: [OnceLock<Table>; 2] = [const { OnceLock::new() }; 2];
    WORDS[language as usize].get_or_init(|| {
        let source = match language {
            Language::En => include_str!("../../assets/text/help.en.toml"),
            Language::Zh => include_str!("../../assets/text/help.zh.toml"),
        };
        toml::from_str(source).expect("the tests read the embedded help")
    })
}

fn word(language: Language, section: &str, key: &str) -> Option<&'static str> {
    words(language).get(section)?.get(key)?.as_str().filter(|word| !word.is_empty())
}

/// The command with its help, and that of all commands below it.
pub fn worded(command: Command, language: Language) -> Command {
    let name = command.get_name().to_owned();
    let word = |key: &str| word(language, &name, key);
    command
        .help_template(TEMPLATE)
        .mut_args(|arg| worded_argument(arg, &name, language))
        .mut_subcommands(|command| worded(command, language))
        .about(word("about"))
        .before_help(word("examples").map(str::trim_start))
        .after_help(word("after"))
}

fn worded_argument(arg: Arg, command: &str, language: Language) -> Arg {
    let heading = arg.get_help_heading().and_then(|name| word(language, "headings", name));
    let help = word(language, command, arg.get_id().as_str());
    arg.help_heading(heading).help(help)
}

/// A page made of such a command: what the library writes into it of itself has its words, too.
pub fn in_words(page: &str, language: Language) -> String {
    let phrases = words(language)["phrases"].as_table().expect("a section");
    let mut phrases: Vec<(&String, &str)> =
        phrases.iter().filter_map(|(phrase, word)| Some((phrase, word.as_str()?))).collect();
    // What is part of another phrase comes after it.
    phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
    let replaced = |page: String, (phrase, word): (&String, &str)| page.replace(phrase, word);
    phrases.into_iter().fold(page.to_owned(), replaced)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;
    use strum::VariantArray;

    use super::super::arguments::Arguments;
    use super::*;

    /// What the help may say of a command: its own section's keys.
    fn keys(command: &Command) -> Vec<String> {
        let arguments = command.get_arguments().map(|arg| arg.get_id().to_string());
        ["about"].map(str::to_owned).into_iter().chain(arguments).collect()
    }

    #[test]
    fn every_command_and_every_option_has_its_help_in_every_language() {
        let program = Arguments::command();
        let commands: Vec<&Command> =
            std::iter::once(&program).chain(program.get_subcommands()).collect();
        for &language in Language::VARIANTS {
            for command in &commands {
                let section = &words(language)[command.get_name()].as_table().unwrap();
                for key in keys(command) {
                    let place = format!("{language:?} [{}] {key}", command.get_name());
                    assert!(section.contains_key(&key), "{place} is missing");
                }
                for key in section.keys() {
                    let known =
                        keys(command).contains(key) || ["examples", "after"].contains(&&**key);
                    assert!(known, "{language:?} [{}] has no {key}", command.get_name());
                }
            }
            for section in words(language).keys() {
                let known = commands.iter().any(|command| command.get_name() == section);
                assert!(known || ["headings", "phrases"].contains(&&**section), "[{section}]");
            }
        }
        let sections = |language| -> Vec<(String, Vec<String>)> {
            let others = words(language).iter().filter(|(name, _)| *name != "phrases");
            others
                .map(|(name, keys)| {
                    (name.clone(), keys.as_table().unwrap().keys().cloned().collect())
                })
                .collect()
        };
        assert_eq!(sections(Language::En), sections(Language::Zh));
    }
}
