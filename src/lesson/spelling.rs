//! How a user may write the name of a number: as the lesson does (`δʰ2`), in ASCII (`d_h2`, `dh2`)
//! or as NumPy does (`delta_h[1]`); without an index all units are meant.

use super::{Cell, Names, Script, Symbols};
use crate::suggest::Suggestion;

/// The cells among `cells` that are called so; empty where none is.
pub fn find(name: &str, names: &Names, cells: &[Cell]) -> Vec<Cell> {
    let name = plain(name);
    let called = |spellings: fn(&Names, Cell) -> [String; 2]| -> Vec<Cell> {
        let is_called = |cell: &Cell| {
            let [symbol, numpy] = spellings(names, *cell);
            let ascii = Symbols::Ascii.apply(&symbol);
            [symbol, ascii, numpy].iter().any(|spelling| plain(spelling) == name)
        };
        cells.iter().copied().filter(is_called).collect()
    };
    let one = called(|names, cell| [names.symbol(cell), names.numpy(cell)]);
    if one.is_empty() {
        called(|names, cell| [names.vector_symbol(cell), names.numpy_variable(cell)])
    } else {
        one
    }
}

/// The steps of a lesson that are called so.
///
/// # Errors
/// Where none is: what may be meant.
pub fn named(name: &str, names: &Names, script: &Script) -> Result<Vec<Cell>, Suggestion> {
    let found = find(name, names, script.steps());
    if !found.is_empty() {
        return Ok(found);
    }
    let ascii = |cell: &Cell| Symbols::Ascii.apply(&names.symbol(*cell));
    let known: Vec<String> = script.steps().iter().map(ascii).collect();
    Err(Suggestion::of(name, &known.iter().map(String::as_str).collect::<Vec<_>>()))
}

/// A name without what people leave out or write in several ways.
fn plain(name: &str) -> String {
    let kept = name.chars().filter(|c| !c.is_whitespace() && *c != '_');
    kept.map(|c| if matches!(c, '’' | '′' | '‘') { '\'' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::{Quantity, Script, builtin};

    #[test]
    fn a_number_is_found_by_any_of_its_names() {
        let example = builtin("3-2-1").expect("a lesson").example;
        let (names, script) = (Names::new(&example.network), Script::new(&example));
        let found = |name: &str| find(name, &names, script.steps());
        let term = Cell::of_unit(Quantity::ErrorTerm, 0, 1);
        for name in ["δʰ2", "d_h2", "dh2", "delta_h[1]", " delta_h [ 1 ] "] {
            assert_eq!(found(name), [term], "{name}");
        }
        for name in ["f′(h1)", "f'(h1)", "f’( h1 )", "slope_h[0]"] {
            assert_eq!(found(name), [Cell::of_unit(Quantity::Slope, 0, 0)], "{name}");
        }
        for name in ["ŷ", "y^", "y_hat", "yhat"] {
            assert_eq!(found(name), [Cell::of_unit(Quantity::Activation, 1, 0)], "{name}");
        }
        assert_eq!(found("E_new"), [Cell::single(Quantity::NewLoss, 1)]);
        assert_eq!(found("E"), [Cell::single(Quantity::Loss, 1)]);
        for name in ["δʰ", "d_h", "dh", "delta_h"] {
            assert_eq!(found(name), [Cell::of_unit(Quantity::ErrorTerm, 0, 0), term], "{name}");
        }
        assert_eq!(found("Dw31"), [Cell::of_edge(Quantity::WeightStep, 0, 2, 0)]);
        for name in ["", "q", "h3", "delta"] {
            assert_eq!(found(name), [], "{name}");
        }
    }

    #[test]
    fn no_two_numbers_share_a_name() {
        for lesson in ["2-1-1", "3-2-1", "two-outputs", "2-2-2"] {
            let example = builtin(lesson).expect("a lesson").example;
            let (names, script) = (Names::new(&example.network), Script::new(&example));
            for &cell in script.steps() {
                for name in [names.symbol(cell), names.numpy(cell)] {
                    let found = find(&name, &names, script.steps());
                    assert!(found.contains(&cell) && found.len() == 1, "{name}: {found:?}");
                }
            }
        }
    }
}
