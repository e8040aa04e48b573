//! The `backprop` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(backprop::cli::main())
}
