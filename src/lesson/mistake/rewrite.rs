//! Small changes to an expression tree. It must not know which of them are mistakes.

use crate::lesson::{Cell, Expr, Quantity};

/// The tree with every part for which `change` gives something replaced by that, from the top down.
pub(super) fn changed(expr: &Expr, change: &dyn Fn(&Expr) -> Option<Expr>) -> Expr {
    expr.rebuilt(&mut |cell| Expr::Leaf(*cell), change)
}

/// The tree with other things in place of the cells for which `replacement` gives something.
pub(super) fn substituted(expr: &Expr, replacement: &dyn Fn(Cell) -> Option<Expr>) -> Expr {
    changed(expr, &|part| match part {
        Expr::Leaf(cell) => replacement(*cell),
        _ => None,
    })
}

/// The tree with another cell in place of one.
pub(super) fn swapped(expr: &Expr, old: Cell, new: Cell) -> Expr {
    substituted(expr, &|cell| (cell == old).then_some(Expr::Leaf(new)))
}

/// The tree with cells of another quantity at the same places.
pub(super) fn with_quantity(expr: &Expr, old: Quantity, new: Quantity) -> Expr {
    substituted(expr, &|cell| (cell.quantity == old).then(|| Expr::Leaf(cell.with(new))))
}

/// The tree without the factors and terms that `unwanted` picks.
pub(super) fn without(expr: &Expr, unwanted: &dyn Fn(&Expr) -> bool) -> Expr {
    let kept = |parts: &[Expr]| -> Option<Vec<Expr>> {
        let kept: Vec<Expr> = parts.iter().filter(|p| !unwanted(p)).cloned().collect();
        (!kept.is_empty() && kept.len() < parts.len()).then_some(kept)
    };
    changed(expr, &|part| match part {
        Expr::Sum(terms) => kept(terms).map(Expr::sum),
        Expr::Product(factors) => kept(factors).map(Expr::product),
        _ => None,
    })
}

/// The tree without the factors and terms that are cells of a quantity.
pub(super) fn without_quantity(expr: &Expr, quantity: Quantity) -> Expr {
    without(expr, &|part| matches!(part, Expr::Leaf(cell) if cell.quantity == quantity))
}

/// The trees in which one sum is changed by `change`, which gets its terms.
pub(super) fn each_sum(expr: &Expr, change: &dyn Fn(&[Expr]) -> Vec<Expr>) -> Vec<Expr> {
    let mut sums = Vec::new();
    let mut rest = vec![expr];
    while let Some(part) = rest.pop() {
        match part {
            Expr::Sum(terms) => sums.push((part, change(terms))),
            Expr::Product(factors) => rest.extend(factors),
            _ => {}
        }
    }
    let in_place = |(sum, new): (&Expr, Vec<Expr>)| -> Vec<Expr> {
        new.into_iter()
            .map(|new| changed(expr, &|part| (part == sum).then(|| new.clone())))
            .collect()
    };
    sums.into_iter().flat_map(in_place).collect()
}

/// The trees in which one term of a sum is changed by `change`, which gets all of its sum and its
/// place there.
pub(super) fn each_term(expr: &Expr, change: &dyn Fn(&mut Vec<Expr>, usize)) -> Vec<Expr> {
    each_sum(expr, &|terms| {
        let with_change = |index| {
            let mut terms = terms.to_vec();
            change(&mut terms, index);
            Expr::sum(terms)
        };
        (0..terms.len()).map(with_change).collect()
    })
}

/// The other places of so many, no more than four away: a slip of the eye stays close, and wide
/// layers would have too many.
pub(super) fn nearby(place: usize, count: usize) -> impl Iterator<Item = usize> {
    (place.saturating_sub(4)..count.min(place + 5)).filter(move |&other| other != place)
}

/// The layers next to one, of those from 0 to `last`.
pub(super) fn neighbours(layer: usize, last: usize) -> impl Iterator<Item = usize> {
    (layer.saturating_sub(1)..=last.min(layer + 1)).filter(move |&other| other != layer)
}
