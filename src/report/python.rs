//! A lesson as one program in Python that runs as it stands.

use super::Report;
use crate::lesson::Program;
use crate::lesson::program::ProgramForm;

/// The program with one statement for each number, or for each whole quantity.
pub fn lesson(report: &Report, form: ProgramForm) -> String {
    let form = (report.notation.symbols, form);
    let program = Program::new(&report.trace, &report.names, form, report.lesson.updates);
    let steps = program.text(&|phase| report.words.phase[phase].clone());
    format!("# {}\n{steps}", report.title())
}
