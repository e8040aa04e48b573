//! Whether the first row of a table holds the names of its columns, from how it compares with the
//! rows below it.

use std::collections::HashSet;

use super::fault::TableFault;
use super::number::number;
use super::separator::Separator;
use crate::sanitize::shown;

/// The most rows that are compared.
const MOST_ROWS: usize = 500;

/// What is wrong with the first row of a file that begins like this, if anything: it is a record, or
/// it ends in a separator behind which the rows have no cell.
pub(super) fn header_fault(head: &[u8], separator: Separator) -> Option<TableFault> {
    let rows = sample(head, separator);
    let (header, rows) = rows.split_first()?;
    let is_shorter = |row: &Vec<String>| row.len() + 1 == header.len();
    if header.last()?.is_empty() && !rows.is_empty() && rows.iter().all(is_shorter) {
        return Some(TableFault::TrailingSeparator { separator });
    }
    let numbers: Vec<(&String, f64)> =
        header.iter().filter_map(|name| Some((name, number(name)?))).collect();
    let recurring: Vec<&String> = (header.iter().enumerate())
        .filter(|(column, name)| recurs(header, rows, *column, name))
        .map(|(_, name)| name)
        .collect();
    let mut known = HashSet::new();
    let repeated = numbers.iter().find(|(name, _)| !known.insert(*name));
    // Years and numbered columns are names, too: they rise or fall.
    let is_sorted = numbers.is_sorted_by(|one, next| one.1 < next.1)
        || numbers.is_sorted_by(|one, next| one.1 > next.1);
    let sign = match numbers.first() {
        Some((first, _)) if repeated.is_some() || !is_sorted || !recurring.is_empty() => first,
        // All names of a file that repeats its header come again, but in one row.
        None if recurring.len() * 2 > header.len() => recurring[0],
        _ => return None,
    };
    Some(TableFault::RecordHeader { value: shown(sign) })
}

/// Whether a text of the first row stands in the same column of a row that differs.
fn recurs(header: &[String], rows: &[Vec<String>], column: usize, name: &str) -> bool {
    let is_same = |row: &Vec<String>| row.get(column).is_some_and(|cell| cell == name);
    let is_text = !name.is_empty() && number(name).is_none();
    is_text && rows.iter().any(|row| is_same(row) && row != header)
}

/// The first rows, blank ones left out. The last one may be cut off.
fn sample(head: &[u8], separator: Separator) -> Vec<Vec<String>> {
    let csv = csv::ReaderBuilder::new()
        .delimiter(separator.byte())
        .has_headers(false)
        .flexible(true)
        .from_reader(head);
    let cell = |cell: &[u8]| String::from_utf8_lossy(cell).trim().to_owned();
    let mut rows: Vec<Vec<String>> = (csv.into_byte_records().map_while(Result::ok))
        .map(|row| row.iter().map(cell).collect::<Vec<String>>())
        .filter(|row| row.len() > 1 || !row[0].is_empty())
        .take(MOST_ROWS + 1)
        .collect();
    if rows.len() > 2 {
        rows.pop();
    }
    rows
}
