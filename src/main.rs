//! The `backprop` command.

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    match backprop::cli::run(std::env::args_os()) {
        Ok(code) => ExitCode::from(code),
        Err(failure) => {
            // Without stderr there is nobody to tell.
            let _ = writeln!(std::io::stderr(), "backprop: {failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}
