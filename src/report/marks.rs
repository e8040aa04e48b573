//! What came of an assignment: for people, for spreadsheets, for scripts, and a page to give back
//! to each student.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::json;

use super::sheet::{harmless, table};
use crate::class::answers::{Answers, Handed};
use crate::class::mark::{Handwriting, mark};
use crate::class::{Assignment, Blank, Mark, Marked, Sheet};
use crate::lesson::{Mistake, Names, Notation, Symbols};
use crate::text::{Text, Values, fill, names};

/// An assignment with all marks.
#[derive(Debug)]
pub struct Marks<'a> {
    assignment: &'a Assignment,
    text: &'static Text,
    notation: Notation,
    follow: f64,
    names: Names,
    /// Each student who handed in, with the marks.
    marked: Vec<(&'a Sheet, Vec<Marked>)>,
    /// For each of them, the other sheet that the answers fit better, if there is one.
    fits_other: Vec<Option<&'a Sheet>>,
}

impl<'a> Marks<'a> {
    /// Marks everything that was handed in. What follows is worth `follow`; nothing where the
    /// assignment has no sheet.
    pub fn new(
        assignment: &'a Assignment,
        answers: &Answers,
        follow: f64,
        (text, symbols): (&'static Text, Symbols),
    ) -> Option<Self> {
        let writing = Handwriting { digits: assignment.digits, loses_zeros: answers.is_table };
        let marks = |sheet: &Sheet, handed: &Handed| {
            mark(&sheet.example, &assignment.blanks, &handed.answers, writing)
        };
        let own = |handed: &Handed| &assignment.sheets[handed.sheet];
        let marked: Vec<_> =
            answers.handed.iter().map(|it| (own(it), marks(own(it), it))).collect();
        let right = |marked: &[Marked]| marked.iter().filter(|it| it.mark == Mark::Right).count();
        let fits_other =
            answers.handed.iter().zip(&marked).map(|(handed, (sheet, marks_of_own))| {
                let written = handed.answers.iter().filter(|answer| !answer.is_empty()).count();
                if assignment.same_numbers || written < 3 || 2 * right(marks_of_own) >= written {
                    return None;
                }
                let others = assignment.sheets.iter().filter(|other| other.id != sheet.id);
                others.into_iter().find(|other| 2 * right(&marks(other, handed)) > written)
            });
        Some(Self {
            fits_other: fits_other.collect(),
            names: Names::new(&assignment.sheets.first()?.example.network),
            notation: Notation { digits: assignment.digits, symbols, ..Notation::default() },
            assignment,
            text,
            follow,
            marked,
        })
    }

    /// Whether some answer is no number.
    pub fn has_unreadable(&self) -> bool {
        let mut marks = self.marked.iter().flat_map(|(_, marks)| marks);
        marks.any(|marked| matches!(marked.mark, Mark::Unreadable(_)))
    }

    fn points(&self, marks: &[Marked]) -> f64 {
        marks.iter().map(|marked| marked.mark.points(self.follow)).sum()
    }

    fn symbol(&self, blank: Blank) -> String {
        blank.name(&self.names, self.notation.symbols)
    }

    fn number(&self, value: f64) -> String {
        self.notation.number(value)
    }

    fn missing(&self) -> Vec<&'a Sheet> {
        let is_missing =
            |sheet: &&Sheet| self.marked.iter().all(|(marked, _)| marked.id != sheet.id);
        self.assignment.sheets.iter().filter(is_missing).collect()
    }

    /// A block for each student, and what the class as a whole has to practise.
    pub fn text(&self) -> String {
        let blocks = self.marked.iter().zip(&self.fits_other);
        let mut page: String =
            blocks.map(|((sheet, marks), other)| self.block(sheet, marks, *other) + "\n").collect();
        page += &self.class();
        page
    }

    /// What one student did.
    fn block(&self, sheet: &Sheet, marks: &[Marked], other: Option<&Sheet>) -> String {
        let words = &self.text.marks;
        let mut block = self.heading(sheet, &sheet.name, marks).replace("  ", " ") + "\n";
        for marked in marks.iter().filter(|marked| marked.mark != Mark::Right) {
            let _ = writeln!(block, "  {}", self.said(marked));
        }
        if let Some(other) = other {
            let _ = writeln!(block, "  {}", fill(&words.fits_other, &[("id", &other.id)]));
        }
        block
    }

    /// Who it is, and the points.
    fn heading(&self, sheet: &Sheet, name: &str, marks: &[Marked]) -> String {
        let (points, total) = (self.points(marks), marks.len());
        let values: &Values =
            &[("id", &sheet.id), ("name", &name), ("points", &points), ("total", &total)];
        fill(&self.text.marks.student, values)
    }

    /// What is said to an answer.
    fn said(&self, marked: &Marked) -> String {
        let words = &self.text.marks;
        let sentence = match &marked.mark {
            Mark::Right => &words.right,
            Mark::Follows => &words.follows,
            Mark::FollowsNothing => &words.follows_nothing,
            Mark::Mistake(_) => &words.mistake,
            Mark::Rough => &words.rough,
            Mark::Blank => &words.blank,
            Mark::Unreadable(_) => &words.unreadable,
            Mark::Other => &words.other,
        };
        let reason = match &marked.mark {
            Mark::Unreadable(error) => names::answer_error(self.text, error),
            Mark::Mistake(mistakes) => self.named(mistakes),
            _ => String::new(),
        };
        let values: &Values = &[
            ("symbol", &self.symbol(marked.blank)),
            ("answer", &marked.answer),
            ("right", &self.number(marked.right)),
            ("own", &self.number(marked.from_own)),
            ("reason", &reason),
        ];
        fill(sentence, values)
    }

    fn named(&self, mistakes: &[Mistake]) -> String {
        let names: Vec<&str> = mistakes.iter().map(|it| &*self.text.mistake[*it]).collect();
        names.join(&self.text.marks.or)
    }

    fn class(&self) -> String {
        let words = &self.text.marks;
        let (sheets, handed) = (self.assignment.sheets.len(), self.marked.len());
        let mut page = fill(&words.class, &[("handed", &handed), ("total", &sheets)]) + "\n";
        let mut verdicts: BTreeMap<&str, usize> = BTreeMap::new();
        let mut mistakes: BTreeMap<(Blank, Mistake), usize> = BTreeMap::new();
        for marked in self.marked.iter().flat_map(|(_, marks)| marks) {
            *verdicts.entry(marked.mark.name()).or_default() += 1;
            if let Mark::Mistake(named) = &marked.mark {
                for mistake in named {
                    *mistakes.entry((marked.blank, *mistake)).or_default() += 1;
                }
            }
        }
        let verdicts: Vec<String> =
            verdicts.iter().map(|(name, count)| format!("{name} {count}")).collect();
        let _ = writeln!(page, "{}", verdicts.join(", "));
        let mut mistakes: Vec<_> = mistakes.into_iter().collect();
        mistakes
            .sort_by_key(|((blank, mistake), count)| (std::cmp::Reverse(*count), *blank, *mistake));
        if !mistakes.is_empty() {
            let _ = writeln!(page, "\n{}", words.mistakes);
        }
        for ((blank, mistake), count) in mistakes {
            let name = &self.text.mistake[mistake];
            let _ = writeln!(page, "{count:5}  {}  {name}", self.symbol(blank));
        }
        let missing: Vec<&str> = self.missing().iter().map(|sheet| &*sheet.id).collect();
        if !missing.is_empty() {
            let missing = missing.join(&self.text.punctuation.list);
            let _ = writeln!(page, "\n{}", fill(&words.missing, &[("ids", &missing)]));
        }
        page
    }

    /// Every answer with its mark.
    pub fn csv(&self) -> String {
        let header =
            ["id", "quantity", "answer", "verdict", "mistake", "right", "from_own", "points"];
        let rows = self.marked.iter().flat_map(|(sheet, marks)| {
            marks.iter().map(|marked| {
                vec![
                    sheet.id.clone(),
                    marked.blank.name(&self.names, Symbols::Ascii),
                    harmless(&marked.answer),
                    marked.mark.name().to_owned(),
                    keys(&marked.mark).join("|"),
                    Notation::machine().number(marked.right),
                    Notation::machine().number(marked.from_own),
                    marked.mark.points(self.follow).to_string(),
                ]
            })
        });
        table(header.map(str::to_owned).to_vec(), rows)
    }

    /// What a gradebook takes.
    pub fn grades(&self) -> String {
        let rows = self.marked.iter().map(|(sheet, marks)| {
            vec![sheet.id.clone(), harmless(&sheet.name), self.points(marks).to_string()]
        });
        table(["id", "name", "points"].map(str::to_owned).to_vec(), rows)
    }

    /// The same for scripts, with totals.
    pub fn json(&self) -> String {
        let students = self.marked.iter().zip(&self.fits_other).map(|((sheet, marks), other)| {
            let answers: Vec<_> = marks
                .iter()
                .map(|marked| {
                    json!({
                        "quantity": marked.blank.name(&self.names, Symbols::Ascii),
                        "answer": marked.answer,
                        "verdict": marked.mark.name(),
                        "mistakes": keys(&marked.mark),
                        "right": marked.right,
                        "from_own": marked.from_own,
                        "points": marked.mark.points(self.follow),
                    })
                })
                .collect();
            json!({
                "id": sheet.id,
                "name": sheet.name,
                "points": self.points(marks),
                "of": marks.len(),
                "fits_sheet_of": other.map(|other| &other.id),
                "answers": answers,
            })
        });
        let missing: Vec<&str> = self.missing().iter().map(|sheet| &*sheet.id).collect();
        let page = json!({
            "lesson": self.assignment.lesson,
            "sheets": self.assignment.sheets.len(),
            "handed_in": self.marked.len(),
            "missing": missing,
            "students": students.collect::<Vec<_>>(),
        });
        serde_json::to_string_pretty(&page).unwrap_or_default() + "\n"
    }

    /// A page for each student, to be given back, with the name of its file.
    pub fn feedback(&self) -> impl Iterator<Item = (String, String)> {
        self.marked.iter().map(|(sheet, marks)| {
            let escape = super::markdown::escape;
            let heading = self.heading(sheet, &escape(&sheet.name), marks);
            let mut page = format!("# {heading}\n\n");
            for marked in marks {
                let _ = writeln!(page, "- {}", escape(&self.said(marked)));
            }
            (format!("{}.md", sheet.id), page)
        })
    }
}

/// The names of mistakes in machine formats.
fn keys(mark: &Mark) -> Vec<&'static str> {
    match mark {
        Mark::Mistake(mistakes) => mistakes.iter().map(|mistake| (*mistake).into()).collect(),
        _ => Vec::new(),
    }
}
