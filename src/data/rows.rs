//! The rows of a CSV file, one at a time: clean text within limits, or what is wrong and in which
//! line.

use std::collections::HashMap;
use std::io::{Chain, Cursor, Read, Take};

use csv::{ByteRecord, StringRecord, Terminator};
use encoding_rs::Encoding;

use super::encoding::probable;
use super::fault::{TableError, TableFault};
use super::number::number;
use super::separator::Separator;
use super::table::{Column, ColumnKind};
use crate::files::{EncodingFault, IoFault, Located, Place, mebibytes};
use crate::limits;
use crate::sanitize::{sanitize, shown};

/// Set behind every file. It comes back as a row of its own, or with its line feed at the end of a
/// cell whose quote is still open: the csv crate would let that quote silently take the rest of the
/// file.
const END: &[u8] = b"\nend of file";

/// The file, up to one byte more than is allowed, then [`END`]. The outer limit is set anew for
/// each row.
type LimitedFile<R> = Take<Chain<Take<Chain<Cursor<Vec<u8>>, R>>, &'static [u8]>>;

/// Reads row after row; what it tells is about the row that was read last.
pub(super) struct Rows<'a, R> {
    table: &'a str,
    separator: Separator,
    /// What the file was decoded from, unless it is UTF-8.
    pub(super) encoding: Option<&'static Encoding>,
    /// Whether there was more than ASCII so far.
    is_utf8: bool,
    csv: csv::Reader<LimitedFile<R>>,
    max_bytes: u64,
    /// The names of the columns, once the header is read.
    names: Vec<String>,
    /// The row as it is in the file.
    raw: ByteRecord,
    /// Its cells, each [sanitized](sanitize) and without white space around it.
    pub(super) cells: StringRecord,
    /// The line in which it begins, from 1.
    pub(super) line: usize,
    /// The line in which it ends: a later one when a line ends inside quotes.
    pub(super) last_line: usize,
}

impl<'a, R: Read> Rows<'a, R> {
    /// The rows of `head` and what follows it in `rest`; together not more than `max_bytes`.
    pub(super) fn new(
        table: &'a str,
        head: Vec<u8>,
        rest: R,
        separator: Separator,
        max_bytes: u64,
    ) -> Self {
        let file = Cursor::new(head).chain(rest).take(max_bytes + 1);
        let csv = csv::ReaderBuilder::new()
            .delimiter(separator.byte())
            .has_headers(false)
            .flexible(true)
            // A carriage return before it goes with the white space around the last cell.
            .terminator(Terminator::Any(b'\n'))
            .buffer_capacity(64 << 10)
            .from_reader(file.chain(END).take(limits::ROW_BYTES));
        Self {
            table,
            separator,
            encoding: None,
            is_utf8: false,
            csv,
            max_bytes,
            names: Vec::new(),
            raw: ByteRecord::new(),
            cells: StringRecord::new(),
            line: 0,
            last_line: 0,
        }
    }

    /// How many bytes of the file were read so far, those not yet taken apart included.
    pub(super) fn bytes(&self) -> u64 {
        self.max_bytes + 1 - self.bytes_left()
    }

    /// How many more bytes may come until the file is too large.
    fn bytes_left(&self) -> u64 {
        let (file, _end) = self.csv.get_ref().get_ref().get_ref();
        file.limit()
    }

    /// Something wrong with the file as a whole.
    pub(super) fn file_error(&self, fault: TableFault) -> TableError {
        Located::whole(self.table, fault)
    }

    /// Something wrong with the row.
    pub(super) fn row_error(&self, fault: TableFault) -> TableError {
        Located::new(self.table, Place { line: Some(self.line), column: None }, fault)
    }

    /// Something wrong with one cell of the row.
    pub(super) fn cell_error(&self, column: usize, fault: TableFault) -> TableError {
        let name = self.names.get(column).cloned().unwrap_or_default();
        let line = Some(self.line_of(column));
        Located::new(self.table, Place { line, column: Some((column + 1, name)) }, fault)
    }

    /// The line in which one cell of the row begins.
    pub(super) fn line_of(&self, column: usize) -> usize {
        self.line + self.raw.iter().take(column).map(line_feeds).sum::<usize>()
    }

    /// Reads the names of the columns. Their kinds are not known yet: all are
    /// [`ColumnKind::Number`] until a row says otherwise. `suspicion` is what the rows below say
    /// against it.
    pub(super) fn read_header(
        &mut self,
        suspicion: Option<TableFault>,
    ) -> Result<Vec<Column>, TableError> {
        if !self.next()? {
            return Err(self.file_error(TableFault::Empty));
        }
        let fault = match self.cells.len() {
            1 if self.cells[0].contains('，') => Some(TableFault::FullWidthCommas),
            1 => Some(TableFault::OneColumn { separator: self.separator }),
            count if count > limits::COLUMNS => {
                Some(TableFault::TooManyColumns { most: limits::COLUMNS })
            }
            _ if self.cells.iter().all(|name| number(name).is_some()) => {
                Some(TableFault::NumericHeader)
            }
            _ => suspicion,
        };
        if let Some(fault) = fault {
            return Err(self.row_error(fault));
        }
        self.names = self.cells.iter().map(str::to_owned).collect();
        let mut first_of = HashMap::new();
        for (column, name) in self.names.iter().enumerate() {
            if name.is_empty() {
                return Err(self.cell_error(column, TableFault::Nameless));
            }
            if let Some(first) = first_of.insert(name, column) {
                return Err(self.cell_error(column, TableFault::SameName { first: first + 1 }));
            }
        }
        let column = |name: &String| Column { name: name.clone(), kind: ColumnKind::Number };
        Ok(self.names.iter().map(column).collect())
    }

    /// Reads the next row that is not blank; false at the end of the file.
    pub(super) fn next(&mut self) -> Result<bool, TableError> {
        while self.read_raw()? {
            self.clean()?;
            if self.cells.len() > 1 || !self.cells[0].is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Reads the next row as it is in the file; false at the end of the file.
    fn read_raw(&mut self) -> Result<bool, TableError> {
        self.csv.get_mut().set_limit(limits::ROW_BYTES);
        let is_row = self.csv.read_byte_record(&mut self.raw).map_err(|error| {
            let why = IoFault::System { reason: error.to_string() };
            self.file_error(TableFault::Io { why })
        })?;
        if self.bytes_left() == 0 {
            let limit = mebibytes(self.max_bytes);
            return Err(self.file_error(TableFault::TooLarge { limit }));
        }
        let is_cut_off = self.csv.get_ref().limit() == 0;
        if !is_row && !is_cut_off {
            return Ok(false);
        }
        let position = self.csv.position();
        let has_reached_end = position.byte() == self.bytes() + END.len() as u64;
        // A row that is read to its end has the line feed behind it counted, too.
        let counted = usize::from(!has_reached_end && !is_cut_off);
        self.last_line = usize::try_from(position.line()).unwrap_or(usize::MAX) - counted;
        self.line = self.last_line - line_feeds(self.raw.as_slice());
        if has_reached_end {
            return self.check_end().map(|()| false);
        }
        if let Some(column) = self.raw.iter().position(|cell| cell.len() > limits::CELL_BYTES) {
            let limit = mebibytes(limits::CELL_BYTES as u64);
            return Err(self.cell_error(column, TableFault::CellTooLong { limit }));
        }
        if is_cut_off {
            let limit = mebibytes(limits::ROW_BYTES);
            return Err(self.row_error(TableFault::RowTooLong { limit }));
        }
        Ok(true)
    }

    /// Refuses a file at whose end a quote is open.
    fn check_end(&self) -> Result<(), TableError> {
        let last = self.raw.len() - 1;
        let Some(swallowed) = self.raw[last].strip_suffix(END) else {
            return Ok(());
        };
        let line = swallowed.split(|&byte| byte == b'\n').next().unwrap_or_default();
        let value = shown(&String::from_utf8_lossy(line));
        Err(self.cell_error(last, TableFault::OpenQuote { value }))
    }

    /// Turns the bytes of the row into clean text.
    fn clean(&mut self) -> Result<(), TableError> {
        self.cells.clear();
        for (column, cell) in self.raw.iter().enumerate() {
            let Ok(text) = std::str::from_utf8(cell) else {
                let value = shown(&String::from_utf8_lossy(cell));
                let fault = match probable(self.raw.as_slice(), cell) {
                    Some((encoding, label, text)) if !self.is_utf8 => {
                        TableFault::OtherEncoding { encoding, label, value: shown(&text) }
                    }
                    _ => TableFault::NotUtf8Cell { value },
                };
                return Err(self.cell_error(column, fault));
            };
            if let Some(encoding) = self.encoding.filter(|_| text.contains('\u{fffd}')) {
                let encoding = encoding.name();
                return Err(self.cell_error(column, TableFault::NotInEncoding { encoding }));
            }
            let text = text.trim();
            if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
                self.cells.push_field(text);
            } else if text.contains('\0') {
                let why = EncodingFault::Nul;
                return Err(self.cell_error(column, TableFault::Encoding { why }));
            } else {
                self.is_utf8 = true;
                self.cells.push_field(&sanitize(text));
            }
        }
        Ok(())
    }
}

fn line_feeds(bytes: &[u8]) -> usize {
    bytes.split(|&byte| byte == b'\n').count() - 1
}
