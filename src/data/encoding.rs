//! Text that is not UTF-8: reading it when its encoding is known, and what it probably is.

use std::io::Read;

use encoding_rs::{Encoding, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;

/// The encoding that a file has to be decoded from: what was asked for, or UTF-16 with its mark.
pub(super) fn to_decode(
    asked: Option<&'static Encoding>,
    head: &[u8],
) -> Option<&'static Encoding> {
    let marked = Encoding::for_bom(head).map(|(encoding, _)| encoding);
    let is_utf16 = |encoding: &&Encoding| [UTF_16LE, UTF_16BE].contains(encoding);
    let encoding = marked.filter(is_utf16).or(asked)?;
    (encoding != UTF_8).then_some(encoding)
}

/// The encoding that bytes of a table, which are not UTF-8, probably have: its name, its label, and
/// how one of the cells reads in it.
pub(super) fn probable(bytes: &[u8], cell: &[u8]) -> Option<(&'static str, &'static str, String)> {
    let is_high = |byte: &u8| *byte >= 0x80;
    let high = bytes.iter().filter(|byte| is_high(byte)).count();
    let runs = bytes.split(|byte| !is_high(byte)).filter(|run| !run.is_empty());
    // Chinese characters are pairs of high bytes; the usual ones begin with B0 to D7.
    let pairs: Vec<&[u8]> = runs.clone().flat_map(|run| run.chunks_exact(2)).collect();
    let usual = pairs.iter().filter(|pair| matches!(pair[0], 0xa1..=0xa3 | 0xb0..=0xd7)).count();
    // Accented letters stand alone between plain ones. C2 or C3 at an end is UTF-8 that is cut off.
    let alone = runs.filter(|run| run.len() == 1).count();
    let (name, label, encoding) = if usual * 4 >= high && alone * 4 < high {
        ("GBK", "gbk", GBK)
    } else if alone * 2 > high && !(high == 1 && matches!(cell, [.., 0xc2 | 0xc3])) {
        ("Latin-1", "latin1", WINDOWS_1252)
    } else {
        return None;
    };
    let text = encoding.decode_without_bom_handling(cell).0.into_owned();
    let has_letter = text.chars().any(|letter| !letter.is_ascii() && letter.is_alphabetic());
    has_letter.then_some((name, label, text))
}

/// A file as UTF-8, decoded while it is read; without an encoding its bytes as they are. What is
/// wrong in the encoding becomes U+FFFD.
pub(super) fn decoded(file: impl Read, encoding: Option<&'static Encoding>) -> impl Read {
    DecodeReaderBytesBuilder::new()
        .encoding(encoding)
        .bom_sniffing(false)
        .utf8_passthru(true)
        .build(file)
}
