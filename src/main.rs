//! The `backprop` command.

use std::process::ExitCode;
use std::thread;

/// The stack of the work, in bytes, whatever the system allows for that of the program.
const STACK: usize = 8 << 20;

fn main() -> ExitCode {
    let run = || backprop::cli::run(std::env::args_os());
    // Where no thread is to be had, the stack that is there has to do.
    let code = match thread::Builder::new().name("main".to_owned()).stack_size(STACK).spawn(run) {
        Ok(work) => work.join().unwrap_or(101),
        Err(_) => run(),
    };
    ExitCode::from(code)
}
