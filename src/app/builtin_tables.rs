//! The tables that come with the program: the lesson's, and those that every course draws on the
//! board.

use std::fmt::Write as _;

use crate::data::{ReadOptions, Table, silently};
use crate::lesson::course::BuiltinTable;
use crate::nn::random::NumpyRandom;

/// How a table is drawn, where it is drawn at all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Draw {
    /// How many rows.
    pub records: usize,
    /// The standard deviation of what is added to each point: it blurs the border.
    pub noise: f64,
    /// Where the random numbers start.
    pub seed: u32,
}

impl Default for Draw {
    fn default() -> Self {
        Self { records: 200, noise: 0.1, seed: 21 }
    }
}

/// How many rows a table has.
pub fn rows(table: BuiltinTable, draw: Draw) -> usize {
    match table {
        BuiltinTable::Admissions => Table::admissions().rows(),
        BuiltinTable::Xor | BuiltinTable::And => 4,
        BuiltinTable::Circle | BuiltinTable::Gaussians => draw.records,
    }
}

/// A table; but the lesson's has two features `x1` and `x2`, and the target `y`.
///
/// # Panics
/// Never: what is drawn here is a table.
pub fn table(table: BuiltinTable, draw: Draw) -> Table {
    let text = match table {
        BuiltinTable::Admissions => return Table::admissions(),
        BuiltinTable::Xor => include_str!("../../assets/xor.csv").to_owned(),
        BuiltinTable::And => include_str!("../../assets/and.csv").to_owned(),
        BuiltinTable::Circle => drawn(draw, point_of_circle),
        BuiltinTable::Gaussians => drawn(draw, point_of_cloud),
    };
    let read = Table::read(table.into(), text.as_bytes(), &ReadOptions::default(), &mut silently);
    read.expect("the tests read each of them")
}

/// Rows in turn for 0 and for 1, with four decimals.
fn drawn(draw: Draw, point: fn(bool, &mut NumpyRandom) -> [f64; 2]) -> String {
    let mut random = NumpyRandom::new(draw.seed);
    let mut text = "x1,x2,y\n".to_owned();
    for record in 0..draw.records {
        let is_one = record % 2 == 1;
        let [x1, x2] = point(is_one, &mut random).map(|x| x + random.normal(draw.noise));
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{x1:.4},{x2:.4},{}", u8::from(is_one));
    }
    text
}

/// A point of the cloud around (0.5, 0.5), or of that around (−0.5, −0.5).
fn point_of_cloud(is_one: bool, random: &mut NumpyRandom) -> [f64; 2] {
    let centre = if is_one { 0.5 } else { -0.5 };
    [centre + random.normal(0.3), centre + random.normal(0.3)]
}

/// A point inside the circle of radius 0.6, or outside of 0.75, both within the square from −1 to
/// 1.
fn point_of_circle(is_one: bool, random: &mut NumpyRandom) -> [f64; 2] {
    loop {
        let [x, y] = [(), ()].map(|()| 2.0 * random.uniform() - 1.0);
        let radius = x.hypot(y);
        if if is_one { radius < 0.6 } else { radius > 0.75 } {
            return [x, y];
        }
    }
}
