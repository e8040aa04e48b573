//! Reading a [`Table`] from a file or a stream, row by row, within limits.

use std::io::{self, Cursor, Read};
use std::ops::ControlFlow;
use std::path::Path;

use encoding_rs::Encoding;
use strum::VariantArray;

use super::encoding::{decoded, to_decode};
use super::fault::{TableError, TableFault};
use super::header::header_fault;
use super::rows::Rows;
use super::separator::Separator;
use super::table::Table;
use crate::files::{IoFault, Located, mebibytes};
use crate::platform;
use crate::sanitize::sanitize;

/// The table of the lesson: 40 applicants with `admit`, `gre`, `gpa` and `rank`.
const ADMISSIONS: &str = include_str!("../../assets/admissions.csv");

/// The largest file that can be asked for, in bytes: offsets into a table have 32 bits.
const MAX_BYTES: u64 = u32::MAX as u64;
/// How many bytes are looked at to recognise the encoding and the separator.
const HEAD: u64 = 64 << 10;
/// How many bytes are read between two reports of progress.
const REPORT: u64 = 256 << 10;

/// How a table is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// What separates cells; guessed from the header when not given.
    pub separator: Option<Separator>,
    /// Leave out the rows in which a value is missing that is used, instead of refusing the table.
    pub skip_missing: bool,
    /// What the file is written in: UTF-8 when not given, or UTF-16 when it begins with its mark.
    pub encoding: Option<&'static Encoding>,
    /// The largest file that is read, in bytes. Never more than 4 GiB.
    pub max_bytes: u64,
}

/// A guessed separator, no missing values, UTF-8, at most 64 MiB.
impl Default for ReadOptions {
    fn default() -> Self {
        Self { separator: None, skip_missing: false, encoding: None, max_bytes: 64 << 20 }
    }
}

/// How far reading has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Bytes read so far.
    pub bytes: u64,
    /// How many there will be, when that is known.
    pub total: Option<u64>,
    /// Rows read so far.
    pub rows: usize,
}

/// What is told of the progress; [`ControlFlow::Break`] stops the work.
pub type Reporter<'a, P> = &'a mut dyn FnMut(P) -> ControlFlow<()>;

/// A report to nobody.
pub fn silently<P>(_: P) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

impl Table {
    /// The table of the lesson, which is part of the program.
    ///
    /// # Panics
    /// When the built-in table can't be read; the tests read it.
    pub fn admissions() -> Self {
        Self::read("admissions.csv", ADMISSIONS.as_bytes(), &ReadOptions::default(), &mut silently)
            .expect("the tests read the built-in table")
    }

    /// Reads the file at `path`, or standard input when that is `-`.
    ///
    /// # Errors
    /// When the file can't be opened or is too large, and as [`Table::read`].
    pub fn open(
        path: &Path,
        options: &ReadOptions,
        report: Reporter<'_, Loaded>,
    ) -> Result<Self, TableError> {
        if path.as_os_str() == "-" {
            return Self::read("standard input", io::stdin().lock(), options, report);
        }
        let name = path.to_string_lossy();
        let fail = |fault| Located::whole(path, fault);
        let unreadable = |error| fail(io_fault(error));
        let file = platform::open(path).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        if metadata.is_dir() {
            return Err(fail(TableFault::Io { why: IoFault::Folder }));
        }
        if metadata.len() > options.max_bytes {
            return Err(fail(TableFault::TooLarge { limit: mebibytes(options.max_bytes) }));
        }
        let total = metadata.is_file().then_some(metadata.len());
        Self::read(&name, file, options, &mut |loaded| report(Loaded { total, ..loaded }))
    }

    /// Reads a table from text: a header with the names of the columns, then a row a record.
    ///
    /// Cells may be in double quotes, with a quote inside doubled; lines end in LF or CRLF; a byte
    /// order mark and empty lines are passed over; white space around a cell, in quotes or not, is
    /// no part of it. A cell that is empty or says `NA`, `N/A`, `NaN`, `null` or `?` (in any case)
    /// is a missing value, of which the recipe says whether it matters. `name` is what messages
    /// call the table. `report` is called about every 256 KiB, and once when all is read.
    ///
    /// # Errors
    /// With the first thing wrong, in one sentence; [`TableFault::Stopped`] when `report` breaks.
    pub fn read(
        name: &str,
        mut reader: impl Read,
        options: &ReadOptions,
        report: Reporter<'_, Loaded>,
    ) -> Result<Self, TableError> {
        let fail = |fault| Located::whole(name, fault);
        let begin = |reader: &mut dyn Read| {
            let mut head = Vec::new();
            reader.take(HEAD).read_to_end(&mut head).map(|_| head)
        };
        let bytes = begin(&mut reader).map_err(|error| fail(io_fault(error)))?;
        let encoding = to_decode(options.encoding, &bytes);
        let mut reader = decoded(Cursor::new(bytes).chain(reader), encoding);
        let head = begin(&mut reader).map_err(|error| fail(io_fault(error)))?;
        check_head(&head).map_err(fail)?;
        let separator = options.separator.unwrap_or_else(|| guess_separator(&head));
        let limit = options.max_bytes.min(MAX_BYTES);
        let header_fault = header_fault(&head, separator);
        let mut rows = Rows::new(name, head, reader, separator, limit);
        rows.encoding = encoding;
        let columns = rows.read_header(header_fault)?;
        let mut table = Self {
            name: sanitize(name),
            separator,
            separator_is_guessed: options.separator.is_none(),
            skips_missing: options.skip_missing,
            skipped_rows: 0,
            gaps: vec![0; columns.len()],
            gap_lines: vec![0; columns.len()],
            columns,
            text: String::new(),
            ends: Vec::new(),
            lines: Vec::new(),
        };
        let mut next_report = REPORT;
        while rows.next()? {
            table.take_up(&rows)?;
            if rows.bytes() >= next_report {
                next_report = rows.bytes() + REPORT;
                tell(&rows, table.rows(), report)?;
            }
        }
        tell(&rows, table.rows(), report)?;
        if table.rows() == 0 {
            return Err(fail(TableFault::NoRows));
        }
        Ok(table)
    }

    /// Takes up the row that was read last.
    fn take_up<R: Read>(&mut self, row: &Rows<'_, R>) -> Result<(), TableError> {
        let (found, expected) = (row.cells.len(), self.columns.len());
        if found != expected {
            return Err(row.row_error(if row.last_line > row.line {
                TableFault::RunsOn { found, expected, last: row.last_line }
            } else if found < expected {
                TableFault::TooFewCells { found, expected }
            } else {
                TableFault::TooManyCells { found, expected, separator: self.separator }
            }));
        }
        let line = u32::try_from(row.line).expect("a file below 4 GiB has fewer lines");
        // Cleaning can make text longer than it was in the file.
        self.push(row.cells.iter(), line)
            .map_err(|_| row.row_error(TableFault::TooLarge { limit: mebibytes(MAX_BYTES) }))?;
        for (column, line) in self.gap_lines.iter_mut().enumerate() {
            if *line == 0 && self.gaps[column] > 0 {
                *line = row.line_of(column);
            }
        }
        Ok(())
    }
}

/// Reports how far `rows` has come.
fn tell<R: Read>(
    rows: &Rows<'_, R>,
    count: usize,
    report: Reporter<'_, Loaded>,
) -> Result<(), TableError> {
    let loaded = Loaded { bytes: rows.bytes(), total: None, rows: count };
    match report(loaded) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(rows.file_error(TableFault::Stopped)),
    }
}

/// Refuses what the first bytes show to be no table.
fn check_head(head: &[u8]) -> Result<(), TableFault> {
    if head.starts_with(b"PK\x03\x04") {
        Err(TableFault::Archive)
    } else if head.contains(&b'\r') && !head.contains(&b'\n') {
        Err(TableFault::CarriageReturns)
    } else {
        Ok(())
    }
}

/// The separator that stands most often outside quotes in the first line that is not blank.
fn guess_separator(head: &[u8]) -> Separator {
    let header = head
        .split(|&byte| byte == b'\n')
        .find(|line| !line.trim_ascii().is_empty())
        .unwrap_or_default();
    let unquoted = || header.split(|&byte| byte == b'"').step_by(2).flatten();
    let count =
        |separator: &Separator| unquoted().filter(|&&byte| byte == separator.byte()).count();
    // Of several that stand as often, the last one wins; so the likeliest comes last.
    let likeliest_last = Separator::VARIANTS.iter().copied().rev();
    likeliest_last.max_by_key(count).unwrap_or(Separator::Comma)
}

fn io_fault(error: io::Error) -> TableFault {
    TableFault::Io { why: error.into() }
}
