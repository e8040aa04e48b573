//! The numbers of each student, drawn from the seed of the assignment and the student's id alone:
//! one more or less in the class changes nobody else's.

use rayon::prelude::*;

use super::assignment::Sheet;
use super::roster::Student;
use crate::cores;
use crate::lesson::Example;
use crate::lesson::practice::practice;

/// The characters of a code: none that is easily taken for another.
const CODE: &[u8; 28] = b"23456789ABCDEFGHJKMNPQRTVWXY";

/// So few students are not worth another core.
const FEW: usize = 4;

/// A sheet for each student, shaped like an example; no two have the same numbers, unless `same`
/// asks for those of the example itself.
pub fn sheets(like: &Example, students: &[Student], seed: &str, same: bool) -> Vec<Sheet> {
    let starts: Vec<u32> =
        students.iter().map(|student| hash(&format!("{seed}\n{}", student.id))).collect();
    let draw = |start: &u32| if same { like.clone() } else { practice(like, *start) };
    let drawn: Vec<Example> = if starts.len() < FEW || cores::count() == 1 {
        starts.iter().map(draw).collect()
    } else {
        starts.par_iter().map(draw).collect()
    };
    let mut sheets: Vec<Sheet> = Vec::with_capacity(students.len());
    for ((student, start), mut example) in students.iter().zip(starts).zip(drawn) {
        let mut seed = start;
        while !same && sheets.iter().any(|sheet| sheet.example == example) {
            seed = seed.wrapping_add(1);
            example = practice(like, seed);
        }
        let mut codes = (0..).map(|more: u32| code(start.wrapping_add(more)));
        let is_taken = |code: &String| sheets.iter().any(|sheet| sheet.code == *code);
        let code = codes.find(|code| !is_taken(code)).unwrap_or_default();
        let Student { id, name } = student.clone();
        sheets.push(Sheet { id, name, code, example });
    }
    sheets
}

/// FNV-1a.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// `K7-3Q`: three characters for the number, and one that checks them.
fn code(number: u32) -> String {
    let base = CODE.len();
    let number = number as usize;
    let digits = [number % base, number / base % base, number / base / base % base];
    let [a, b, c, check] =
        [digits[0], digits[1], digits[2], check_digit(digits)].map(|digit| char::from(CODE[digit]));
    format!("{a}{b}-{c}{check}")
}

/// Changes with any one of the digits, and when two neighbours are swapped.
fn check_digit(digits: [usize; 3]) -> usize {
    let weighted: usize = digits.iter().zip([1, 3, 5]).map(|(digit, weight)| digit * weight).sum();
    weighted % CODE.len()
}

/// Whether this is a code with its right check character.
pub fn is_code(code: &str) -> bool {
    let place = |c: char| CODE.iter().position(|known| char::from(*known) == c);
    let digits: Option<Vec<usize>> = code.chars().filter(|c| *c != '-').map(place).collect();
    matches!(digits.as_deref(), Some(&[a, b, c, check]) if check_digit([a, b, c]) == check)
}
