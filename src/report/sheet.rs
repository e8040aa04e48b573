//! Sheets for a class: a page for each student with what is given, the formulas, and a box for each
//! number that is asked for; the key to them; and the table that the answers go into.

use std::fmt::Write as _;

use super::formula::Markup;
use super::{Report, html};
use crate::class::{Assignment, Blank, Sheet};
use crate::lesson::expr::text;
use crate::lesson::{Calculation, Cell, Lesson, Notation};
use crate::text::{Language, Text, fill};

/// What the pages are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pages {
    /// One page a student, to be printed.
    Html,
    /// The same as text.
    Markdown,
}

/// All sheets on pages; with all numbers in them, if `is_key`.
pub fn pages(
    assignment: &Assignment,
    lesson: &Lesson,
    language: Language,
    (form, is_key): (Pages, bool),
) -> String {
    let text = Text::of(language, Notation::default().symbols);
    let writer = SheetWriter { assignment, lesson, language, text, is_key };
    let sheets = assignment.sheets.iter();
    match form {
        Pages::Html => {
            let title = html::escape(&writer.title());
            let mut page = format!(
                "<!DOCTYPE html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\">\
                 <title>{title}</title>\n<style>{}</style></head>\n<body>\n",
                language.code(),
                html::STYLE
            );
            page.extend(sheets.map(|sheet| writer.html(sheet)));
            if is_key {
                page += &writer.key_table();
            }
            page + "</body>\n</html>\n"
        }
        Pages::Markdown => {
            let pages: Vec<String> = sheets.map(|sheet| writer.markdown(sheet)).collect();
            pages.join("\n---\n\n")
        }
    }
}

/// The table for the answers: a row for each student, a column for each blank.
pub fn answers(assignment: &Assignment) -> String {
    let names = assignment.blank_names();
    let header = ["id", "name", "code"].map(str::to_owned).into_iter().chain(names).collect();
    let row = |Sheet { id, name, code, .. }: &Sheet| {
        let mut row = vec![id.clone(), harmless(name), code.clone()];
        row.resize(row.len() + assignment.blanks.len(), String::new());
        row
    };
    table(header, assignment.sheets.iter().map(row))
}

/// A table as spreadsheets read it.
pub fn table(header: Vec<String>, rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in std::iter::once(header).chain(rows) {
        // Writing to memory cannot fail.
        let _ = writer.write_record(row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A name that no spreadsheet takes for a formula.
pub fn harmless(name: &str) -> String {
    let is_formula = name.starts_with(['=', '+', '-', '@']) && name.parse::<f64>().is_err();
    if is_formula { format!("'{name}") } else { name.to_owned() }
}

struct SheetWriter<'a> {
    assignment: &'a Assignment,
    lesson: &'a Lesson,
    language: Language,
    text: &'static Text,
    is_key: bool,
}

/// A line of a sheet: what a number is called, its formula, and the number where it is not asked
/// for.
struct SheetLine {
    name: &'static str,
    formula: String,
    number: Option<String>,
    /// What leads to it and is no step of its own.
    on_the_way: Vec<String>,
}

impl SheetWriter<'_> {
    fn title(&self) -> String {
        let words = &self.text.sheet;
        let title = super::names::translated(&self.lesson.title, self.language);
        if self.is_key { format!("{title} – {}", words.key) } else { title.clone() }
    }

    fn report(&self, sheet: &Sheet) -> Report {
        let notation = Notation { digits: self.assignment.digits, ..Notation::default() };
        Report::new(self.lesson, self.language, notation).of(sheet.example.clone())
    }

    /// A report for each pass that is on a sheet, from 0.
    fn passes(&self, report: &Report) -> impl Iterator<Item = (usize, Report)> {
        let examples = report.lesson.example.passes().take(self.assignment.passes());
        examples.map(|example| report.of(example)).enumerate()
    }

    /// What is said on every sheet.
    fn task(&self) -> String {
        fill(&self.text.sheet.task, &[("digits", &self.assignment.digits)])
    }

    /// The lines of a sheet under the headings of their parts.
    fn parts(&self, report: &Report) -> Vec<(String, Vec<SheetLine>)> {
        let passes = self.passes(report);
        passes.flat_map(|(pass, report)| self.parts_of_pass(&report, pass)).collect()
    }

    fn parts_of_pass(&self, report: &Report, pass: usize) -> Vec<(String, Vec<SheetLine>)> {
        let heading = |phase: &str| match report.pass_heading(pass) {
            None => phase.to_owned(),
            Some(heading) => format!("{heading} – {phase}"),
        };
        let equation = |of: &Calculation| format!("{} = {}", of.symbol, text(&of.symbols));
        let line = |cell: &Cell| {
            let calculation = report.calculation(*cell)?;
            let is_asked =
                self.assignment.blanks.contains(&Blank { pass, cell: *cell }) && !self.is_key;
            Some(SheetLine {
                name: report.name(*cell),
                formula: equation(&calculation),
                number: (!is_asked).then_some(calculation.arithmetic.result),
                on_the_way: report.supporting(*cell).iter().map(equation).collect(),
            })
        };
        let phases = report.phases();
        let part = |(phase, cells): (&str, &[Cell])| {
            (heading(phase), cells.iter().filter_map(line).collect())
        };
        phases.map(part).collect()
    }

    fn html(&self, sheet: &Sheet) -> String {
        let words = &self.text.sheet;
        let report = self.report(sheet);
        let mut page = format!(
            "<div class=\"sheet\">\n<table class=\"head\"><tr><td><b>{}</b></td><td>{}: {} &nbsp; \
             {}: {} &nbsp; {}: {}</td></tr></table>\n<p>{}</p>\n",
            html::escape(&self.title()),
            html::escape(&words.name),
            html::escape(&sheet.name),
            html::escape(&words.id),
            html::escape(&sheet.id),
            html::escape(&words.code),
            html::escape(&sheet.code),
            html::escape(&self.task()),
        );
        page += &html::picture(&report);
        let given: Vec<String> = report.givens().record.iter().map(|it| html::escape(it)).collect();
        let functions = html::escape(&functions(&report));
        let (given, loss) = (given.join("; "), report.lesson.example.loss.name());
        let _ = writeln!(page, "<p>{given}; f = {functions}; E: {loss}</p>");
        for (heading, lines) in report.givens().layers {
            let lines: Vec<String> = lines.iter().map(|line| html::escape(line)).collect();
            let _ = writeln!(page, "<p>{}: {}</p>", html::escape(&heading), lines.join("; "));
        }
        for (phase, lines) in self.parts(&report) {
            let _ = writeln!(page, "<h2>{}</h2>\n<table class=\"lines\">", html::escape(&phase));
            for line in lines {
                for formula in &line.on_the_way {
                    let formula = Markup::Html.formula(formula);
                    let _ = writeln!(page, "<tr><td>{formula} =</td><td class=\"work\"></td></tr>");
                }
                let number = match &line.number {
                    Some(number) => format!("<td><b>{}</b></td>", html::escape(number)),
                    None => "<td class=\"work\"></td><td class=\"box\"></td>".to_owned(),
                };
                let _ = writeln!(
                    page,
                    "<tr title=\"{}\"><td>{} =</td>{number}</tr>",
                    html::escape(line.name),
                    Markup::Html.formula(&line.formula),
                );
            }
            page += "</table>\n";
        }
        page + "</div>\n"
    }

    fn markdown(&self, sheet: &Sheet) -> String {
        let words = &self.text.sheet;
        let report = self.report(sheet).for_latex();
        let escape = super::markdown::escape;
        let mut page = format!(
            "# {}\n\n{}: {} – {}: {} – {}: {}\n\n{}\n\n",
            escape(&self.title()),
            words.name,
            escape(&sheet.name),
            words.id,
            sheet.id,
            words.code,
            sheet.code,
            escape(&self.task())
        );
        super::markdown::givens(&mut page, &report);
        let _ = writeln!(page, "- E: {}", report.lesson.example.loss.name());
        for (phase, lines) in self.parts(&report) {
            let _ = write!(page, "\n## {phase}\n\n");
            for line in lines {
                for formula in &line.on_the_way {
                    let _ =
                        writeln!(page, "- ${} = $ ____________", Markup::Latex.formula(formula));
                }
                let number = line.number.as_deref().map(|it| Markup::Latex.formula(it));
                let number = number.map_or("____________".to_owned(), |it| format!("**${it}$**"));
                let formula = Markup::Latex.formula(&line.formula);
                let _ = writeln!(page, "- {}: ${formula} = $ {number}", line.name);
            }
        }
        page
    }

    /// All numbers of all students in one table.
    fn key_table(&self) -> String {
        let words = &self.text.sheet;
        let mut table = format!("<table class=\"key\">\n<tr><th>{}</th>", html::escape(&words.id));
        if let Some(sheet) = self.assignment.sheets.first() {
            let Report { names, notation, .. } = self.report(sheet);
            for blank in &self.assignment.blanks {
                let name = blank.name(&names, notation.symbols);
                let _ = write!(table, "<th>{}</th>", Markup::Html.formula(&name));
            }
        }
        for sheet in &self.assignment.sheets {
            let passes: Vec<Report> =
                self.passes(&self.report(sheet)).map(|(_, report)| report).collect();
            let _ = write!(table, "</tr>\n<tr><td>{}</td>", html::escape(&sheet.id));
            for blank in &self.assignment.blanks {
                let report = &passes[blank.pass];
                let number = report.notation.number(report.trace.value(blank.cell));
                let _ = write!(table, "<td>{number}</td>");
            }
        }
        table + "</tr>\n</table>\n"
    }
}

/// `sigmoid`, or one for each layer.
fn functions(report: &Report) -> String {
    let example = &report.lesson.example;
    let mut names: Vec<&str> = (0..=example.last_layer()).map(|it| example.function(it)).collect();
    names.dedup();
    names.join(", ")
}
