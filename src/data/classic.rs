//! Small tables to learn with: those that every course draws on the board.

use std::fmt::Write as _;

use strum::{IntoStaticStr, VariantArray};

use super::read::{ReadOptions, silently};
use super::table::Table;
use crate::nn::random::NumpyRandom;

/// A table that comes with the program, besides the lesson's. Two features `x1` and `x2`, and the
/// target `y`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Classic {
    /// Either, but not both: four rows that no line parts.
    Xor,
    /// Both: four rows that a line parts.
    And,
    /// Inside a circle or around it: points drawn evenly over a square.
    Circle,
    /// Two clouds that overlap a little: points drawn around two centres.
    Gaussians,
}

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

impl Classic {
    /// How many rows it has.
    pub fn rows(self, draw: Draw) -> usize {
        match self {
            Self::Xor | Self::And => 4,
            Self::Circle | Self::Gaussians => draw.records,
        }
    }

    /// The table.
    ///
    /// # Panics
    /// Never: what is drawn here is a table.
    pub fn table(self, draw: Draw) -> Table {
        let text = match self {
            Self::Xor => include_str!("../../assets/xor.csv").to_owned(),
            Self::And => include_str!("../../assets/and.csv").to_owned(),
            Self::Circle | Self::Gaussians => self.drawn(draw),
        };
        let table =
            Table::read(self.into(), text.as_bytes(), &ReadOptions::default(), &mut silently);
        table.expect("the tests read each of them")
    }

    /// Rows in turn for 0 and for 1, with four decimals.
    fn drawn(self, Draw { records, noise, seed }: Draw) -> String {
        let mut random = NumpyRandom::new(seed);
        let mut text = "x1,x2,y\n".to_owned();
        for record in 0..records {
            let is_inside = record % 2 == 1;
            let [x1, x2] = match self {
                Self::Gaussians => {
                    let centre = if is_inside { 0.5 } else { -0.5 };
                    [centre + random.normal(0.3), centre + random.normal(0.3)]
                }
                _ => point_of_circle(is_inside, &mut random),
            };
            let [x1, x2] = [x1, x2].map(|x| x + random.normal(noise));
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{x1:.4},{x2:.4},{}", u8::from(is_inside));
        }
        text
    }
}

/// A point inside the circle of radius 0.6, or outside of 0.75, both within the square from −1 to 1.
fn point_of_circle(is_inside: bool, random: &mut NumpyRandom) -> [f64; 2] {
    loop {
        let [x, y] = [(), ()].map(|()| 2.0 * random.uniform() - 1.0);
        let radius = x.hypot(y);
        if if is_inside { radius < 0.6 } else { radius > 0.75 } {
            return [x, y];
        }
    }
}
