//! What can be wrong with a table, each as one sentence for the person who gave it.

use std::fmt;

use thiserror::Error;

use super::error::Role;
use super::table::{Separator, number};
use crate::sanitize::{excerpt, sanitize};
use crate::suggest::nearest;

/// How much of a value a message shows, in characters.
const SHOWN: usize = 40;

/// What is wrong with a table. Each displays as the part of the sentence behind the place.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum Fault {
    /// No file of that name.
    #[error("there is no such file; check its name and folder")]
    NotFound,
    /// A directory.
    #[error("this is a folder; name a CSV file in it")]
    Folder,
    /// The system does not let this user read it.
    #[error("you are not allowed to read it; change its permissions, or make a copy of your own")]
    Forbidden,
    /// Reading failed in another way; the system's words.
    #[error("it can't be read ({}); check the file and its disk", sanitize(.0))]
    Unreadable(String),
    /// The caller asked to stop reading or preparing it.
    #[error("loading was stopped, nothing is kept of it")]
    Stopped,

    /// More bytes than allowed.
    #[error("it is larger than {}; use a part of its rows, or allow more with --max-size", mebibytes(*.limit))]
    TooLarge {
        /// In bytes.
        limit: u64,
    },
    /// It begins with the mark of UTF-16.
    #[error("it is UTF-16 text; save it as UTF-8")]
    Utf16,
    /// It begins like a zip archive, which spreadsheets are.
    #[error("it is a spreadsheet or an archive, not text; export the table as CSV")]
    Archive,
    /// A NUL byte, which no text has.
    #[error(
        "there is a NUL byte, so this is not a text file in UTF-8; export the table as CSV in UTF-8"
    )]
    Nul,
    /// A cell that is not UTF-8.
    #[error("{} is not UTF-8 text; save the file as UTF-8", quoted(.value))]
    NotUtf8 {
        /// What it says, as far as it can be read.
        value: String,
    },
    /// Lines that end in a carriage return without a line feed.
    #[error(
        "its lines end in a carriage return alone; save it with the line ends of Unix (LF) or Windows (CRLF)"
    )]
    CarriageReturns,
    /// No line with anything in it.
    #[error("it is empty; it needs a line with the names of the columns, and rows below it")]
    Empty,
    /// A header, and nothing below.
    #[error("there is no row below the header; add the records")]
    NoRows,
    /// A column without a name in the header.
    #[error("the header has no name for this column; write one, or remove the column")]
    Nameless,
    /// Two columns of one name.
    #[error("column {first} has this name, too; rename one of them")]
    SameName {
        /// The first column of that name, from 1.
        first: usize,
    },
    /// A first line of numbers.
    #[error(
        "the header holds nothing but numbers; put a line with the names of the columns above it"
    )]
    NumericHeader,
    /// One column, so nothing to learn from.
    #[error(
        "there is only one column when cells are separated by a {separator}; say what separates them with --separator (comma, semicolon, tab or pipe)"
    )]
    OneColumn {
        /// With this separator.
        separator: Separator,
    },
    /// More columns than allowed.
    #[error("there are more than {most} columns; leave some out of the file")]
    TooManyColumns {
        /// How many are allowed.
        most: usize,
    },
    /// A row beyond the limit.
    #[error("the row that begins here is longer than {}; is a quote left open, or is this not a table?", mebibytes(*.limit))]
    RowTooLong {
        /// In bytes.
        limit: u64,
    },
    /// A cell beyond the limit.
    #[error("the cell that begins here is longer than {}; shorten it, or close its quote if it is left open", mebibytes(*.limit))]
    CellTooLong {
        /// In bytes.
        limit: u64,
    },
    /// A quoted cell that goes on to the end of the file.
    #[error("the quote before {} is never closed; close it or remove it", quoted(.value))]
    OpenQuote {
        /// What follows the quote.
        value: String,
    },
    /// A row with more or fewer cells than the header.
    #[error("this row has {}, but the header has {}; {}", cells(*.found), columns(*.expected), ragged_advice(*.found, *.expected, *.separator, *.last_line))]
    Ragged {
        /// Cells in this row.
        found: usize,
        /// Columns in the header.
        expected: usize,
        /// What separates them.
        separator: Separator,
        /// The line in which the row ends, when it is another one.
        last_line: Option<usize>,
    },
    /// A cell without a value.
    #[error("the value is missing{}; fill it in, or leave such rows out with --skip-missing", written(.value))]
    Missing {
        /// What stands there instead of one.
        value: String,
    },
    /// Nothing is left when the rows with missing values are left out.
    #[error(
        "a value is missing in every row, so --skip-missing leaves none; fill them in, or remove the columns in which they are missing"
    )]
    AllMissing,

    /// A role names a column that is not there.
    #[error("{role} names {}, but there is no such column; {}", quoted(.name), nearest_advice(.name, .columns))]
    UnknownColumn {
        /// What the column was wanted for.
        role: Role,
        /// The name that was asked for.
        name: String,
        /// The names there are.
        columns: Vec<String>,
    },
    /// One column with two roles.
    #[error("{}", two_roles(*.first, *.second))]
    TwoRoles {
        /// The one.
        first: Role,
        /// The other, or the same again.
        second: Role,
    },
    /// A column with too many different values for dummies.
    #[error(
        "it has more than {most} different values, too many for --one-hot; put it under --standardize if they are quantities, or group them"
    )]
    TooManyCategories {
        /// How many are allowed.
        most: usize,
    },
    /// Text where a number is needed.
    #[error("{} is not a number; {}", quoted(.value), number_advice(.value))]
    NotANumber {
        /// The text.
        value: String,
    },
    /// A number that is infinite, or too large to hold.
    #[error("{} is not a finite number (the largest is about 1.8e308); correct it", quoted(.value))]
    NotFinite {
        /// As written.
        value: String,
    },
    /// A target other than 0 and 1.
    #[error("the target must be 0 or 1, not {}; write 1 for the one class and 0 for the other, or choose another column with --target", quoted(.value))]
    NotATarget {
        /// As written.
        value: String,
    },
    /// The same target everywhere.
    #[error(
        "the target is {value} in every row, so there is nothing to tell apart; add records of the other class"
    )]
    OneClass {
        /// 0 or 1.
        value: u8,
    },
    /// The same number everywhere.
    #[error("every row has the value {}, so its standard deviation is 0; put the column under --leave-out", quoted(.value))]
    Constant {
        /// As written in the first row.
        value: String,
    },
    /// Numbers whose mean or standard deviation leaves the range of `f64`.
    #[error(
        "its values are too large or too close together for a standard deviation; use another unit, or take it out of --standardize"
    )]
    Unscalable,
    /// No column beside the target.
    #[error("no column is left to learn from beside the target; add one")]
    NoFeatures,
    /// More memory than a table may take.
    #[error("{records} records of {features} features take more than {}; use a part of the rows, or fewer columns under --one-hot", mebibytes(*.limit))]
    TooManyNumbers {
        /// Rows.
        records: usize,
        /// Columns after the dummies.
        features: usize,
        /// In bytes.
        limit: u64,
    },
    /// A test fraction that is none.
    #[error(
        "a --test-fraction of {fraction} is not possible; choose one above 0 and below 1, such as 0.1"
    )]
    Fraction {
        /// As asked for.
        fraction: f64,
    },
    /// One row can't be split.
    #[error("there is one record only; at least two are needed, one to train and one to test")]
    OneRecord,
    /// A split with an empty side.
    #[error(
        "a --test-fraction of {fraction} leaves none of the {records} records for {side}; choose another, or add records"
    )]
    EmptySide {
        /// As asked for.
        fraction: f64,
        /// Rows.
        records: usize,
        /// The side that is empty.
        side: Side,
    },
}

/// A side of the split. Displays as what its records are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// To learn from.
    Training,
    /// To see how well the network does on what it has not learned from.
    Testing,
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Training => "training",
            Self::Testing => "testing",
        })
    }
}

/// A value as messages show it.
pub(super) fn quoted(value: &str) -> String {
    format!("“{}”", excerpt(value.trim(), SHOWN))
}

fn written(value: &str) -> String {
    match value {
        "" => String::new(),
        sign => format!(" (it says {})", quoted(sign)),
    }
}

fn mebibytes(bytes: u64) -> String {
    match bytes >> 20 {
        0 => format!("{bytes} bytes"),
        mebibytes => format!("{mebibytes} MiB"),
    }
}

fn cells(count: usize) -> String {
    format!("{count} cell{}", if count == 1 { "" } else { "s" })
}

fn columns(count: usize) -> String {
    format!("{count} column{}", if count == 1 { "" } else { "s" })
}

fn ragged_advice(
    found: usize,
    expected: usize,
    separator: Separator,
    last_line: Option<usize>,
) -> String {
    if let Some(last) = last_line {
        format!("it runs on to line {last}, so look for a quote that is not closed")
    } else if found < expected {
        "add the missing cells, or remove the row".to_owned()
    } else {
        format!(
            "put a cell that contains a {separator} into double quotes, or remove what is too much"
        )
    }
}

fn two_roles(first: Role, second: Role) -> String {
    if first == second {
        format!("{first} names it twice; name it once")
    } else {
        format!("it is under {first} and under {second}; choose one of them")
    }
}

/// Names the nearest column, or lists what there is when none is near.
fn nearest_advice(name: &str, columns: &[String]) -> String {
    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
    match nearest(name, &names) {
        Some(column) => format!("did you mean {}?", quoted(column)),
        None => format!("choose from {}", listed(columns)),
    }
}

/// The first few of some names.
pub(super) fn listed<T: AsRef<str>>(names: &[T]) -> String {
    const MOST: usize = 8;
    let shown: Vec<String> =
        names.iter().take(MOST).map(|name| excerpt(name.as_ref(), SHOWN)).collect();
    match names.len().saturating_sub(MOST) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

fn number_advice(value: &str) -> String {
    match plain_spellings(value).as_slice() {
        [] => "write one, or put the column under --one-hot or --leave-out".to_owned(),
        spellings => {
            let shown: Vec<String> =
                spellings.iter().map(|spelling| excerpt(spelling, SHOWN)).collect();
            format!("write {}", shown.join(" or "))
        }
    }
}

/// How a number would be written plainly that has a decimal comma, or something between its thousands.
pub(super) fn plain_spellings(value: &str) -> Vec<String> {
    const BETWEEN_THOUSANDS: [char; 6] = [',', '\'', ' ', '_', '\u{a0}', '\u{202f}'];
    let has_thousands = value.split(BETWEEN_THOUSANDS).skip(1).all(|group| group.len() == 3);
    let joined = value.replace(BETWEEN_THOUSANDS, "");
    let with_point = value.replacen(',', ".", 1);
    [(has_thousands, joined), (true, with_point)]
        .into_iter()
        .filter(|(is_likely, spelling)| *is_likely && number(spelling).is_some())
        .map(|(_, spelling)| spelling)
        .collect()
}
