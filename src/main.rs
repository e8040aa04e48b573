//! The `backprop` command.

use std::process::ExitCode;

use backprop::app::{App, Settings};
use backprop::tui;

fn main() -> ExitCode {
    if let Err(sentence) = tui::available() {
        eprintln!("backprop: {sentence}");
        return ExitCode::from(2);
    }
    match tui::run(&mut App::new(Settings::default())) {
        Ok(ending) => ExitCode::from(ending.exit_code()),
        Err(error) => {
            eprintln!("backprop: the terminal could not be used: {error}");
            ExitCode::FAILURE
        }
    }
}
