//! A network of the same shape with other numbers, chosen so that a wrong answer shows which
//! mistake it was.

use rand_mt::Mt;

use super::mistake::wrong_formulas;
use super::{Cell, Example, Quantity, Script, Trace};
use crate::nn::Activation;

/// How many steps are looked at in the search, over all sets of numbers tried: a large network gets
/// fewer tries, so that none takes long.
const STEPS: usize = 4000;

/// An example shaped like another one. The same seed always gives the same numbers.
///
/// Of some sets of numbers it is the one with the fewest [`Confusions`]; for a network of thousands
/// of steps it is the first.
pub fn practice(like: &Example, seed: u32) -> Example {
    let tries = (STEPS / Script::new(like).steps().len()).min(128);
    let mut best = candidate(like, seed, 0);
    if tries < 2 {
        return best;
    }
    let mut fewest = confusions(&best);
    for attempt in (1..).take(tries - 1) {
        if fewest == Confusions::default() {
            break;
        }
        let other = candidate(like, seed, attempt);
        let confusions = confusions(&other);
        if confusions < fewest {
            (best, fewest) = (other, confusions);
        }
    }
    best
}

fn candidate(like: &Example, seed: u32, attempt: u32) -> Example {
    let mut random = Mt::new_with_key([seed, attempt]);
    let mut example = like.clone();
    let parameters = (0..=like.last_layer()).flat_map(|layer| {
        let quantities = [Quantity::Weight, Quantity::Bias].into_iter();
        quantities.flat_map(move |quantity| like.cells(quantity, layer))
    });
    let output = like.network.layers()[like.last_layer()].activation;
    let is_positive = matches!(output, Activation::Sigmoid | Activation::Relu);
    let cells = |quantity| like.cells(quantity, 0).collect::<Vec<_>>();
    let mut drawn = vec![(parameters.collect(), true)];
    // Several records often are a table that says something, such as that of AND.
    if like.records.is_none() {
        drawn.push((cells(Quantity::Input), true));
        if like.has_softmax() {
            let class = random.next_u32() as usize % like.target.len();
            example.set(Cell::of_unit(Quantity::Target, 0, class), 1.0);
        } else {
            drawn.push((cells(Quantity::Target), !is_positive));
        }
    }
    for (cells, has_sign) in drawn {
        let sizes = distinct(&mut random, cells.len());
        for (cell, size) in cells.into_iter().zip(sizes) {
            example.set(cell, if has_sign { signed(&mut random, size) } else { size });
        }
    }
    // With η = 1, leaving it out would change nothing.
    example.learning_rate = f64::from(2 + random.next_u32() % 8) / 10.0;
    example
}

/// So many numbers between 0 and 1 in random order: tenths, or hundredths where there are more.
/// They differ as long as these last.
fn distinct(random: &mut Mt, count: usize) -> Vec<f64> {
    let mut pool: Vec<f64> = if count <= 9 {
        (1..=9).map(|tenths| f64::from(tenths) / 10.0).collect()
    } else {
        (10..=99).map(|hundredths| f64::from(hundredths) / 100.0).collect()
    };
    for last in (1..pool.len()).rev() {
        let other = random.next_u32() as usize % (last + 1);
        pool.swap(last, other);
    }
    pool.into_iter().cycle().take(count).collect()
}

fn signed(random: &mut Mt, size: f64) -> f64 {
    if random.next_u32().is_multiple_of(2) { size } else { -size }
}

/// How often the numbers of an example leave open what an answer was, the worst kind first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Confusions {
    /// Steps whose number is 0, and mistakes that four digits can't tell from the right number.
    pub hidden: usize,
    /// Mistakes nearer to the right number than 0.5 %, but for new weights and biases: their steps
    /// are mostly smaller than that, and the tolerance ends halfway to a mistake anyway.
    pub near_right: usize,
    /// Pairs of mistakes nearer to each other than 0.5 %.
    pub near_another: usize,
}

/// Counts them over all steps.
pub fn confusions(example: &Example) -> Confusions {
    let trace = Trace::new(example.clone());
    let mut confusions = Confusions::default();
    for &step in trace.script().steps() {
        let right = trace.value(step);
        // Or what the machine's rounding left of 0.
        confusions.hidden += usize::from(right.abs() < 1e-12);
        let is_new = matches!(step.quantity, Quantity::NewWeight | Quantity::NewBias);
        let wrong = wrong_formulas(&trace, step);
        for (index, one) in wrong.iter().enumerate() {
            let distance = apart(one.value, right);
            confusions.hidden += usize::from(distance < 5e-4);
            confusions.near_right += usize::from(distance < 5e-3 && !is_new);
            confusions.near_another += wrong[..index]
                .iter()
                .filter(|other| other.mistake != one.mistake)
                .filter(|other| (1e-9..5e-3).contains(&apart(other.value, one.value)))
                .count();
        }
    }
    confusions
}

/// How far one number is from another, relative to that.
fn apart(number: f64, from: f64) -> f64 {
    (number - from).abs() / from.abs()
}
