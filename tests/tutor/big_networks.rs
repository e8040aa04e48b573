//! Networks of every size: what the present step is about is always in the picture and in the panel.

use backprop::app::Action;
use backprop::app::stepper::Stepper;
use backprop::lesson::{Cell, Example, Lesson, Notation, Quantity, Translated, script};
use backprop::nn::random::{NumpyRandom, initial_network};
use backprop::nn::{Activation, Network};

use crate::tutor::{Tutor, pairs};

const MANY: [usize; 11] = [50; 11];
const SHAPES: [&[usize]; 5] = [&[1, 1], &[2, 2, 2], &[784, 32, 10], &MANY, &[5, 5, 5, 5, 5]];

/// A network of that shape with random numbers; with biases, if asked for.
pub fn lesson(shape: &[usize], biases: bool) -> Lesson {
    let [inputs, hidden @ .., outputs] = shape else {
        panic!("a shape has two numbers at least");
    };
    let network = initial_network(*inputs, hidden, *outputs, Activation::Sigmoid, 21).unwrap();
    let mut random = NumpyRandom::new(1);
    let mut layers = network.layers().to_vec();
    for layer in &mut layers {
        layer.biases = biases.then(|| random.normal_vector(1.0, layer.units()));
    }
    let network = Network::new(layers).unwrap();
    let (input, target) = (random.normal_vector(1.0, *inputs), random.normal_vector(0.5, *outputs));
    let example = Example::new(network, input, target, 0.5).unwrap();
    Lesson {
        name: "test".to_owned(),
        title: Translated { en: "test".to_owned(), zh: "试验".to_owned() },
        notes: Translated::default(),
        inputs: Vec::new(),
        updates: 1,
        ambiguous_layer: None,
        remarks: Vec::new(),
        example,
    }
}

/// About `count` positions, spread over the whole lesson.
fn some_positions(total: usize, count: usize) -> Vec<usize> {
    let mut positions: Vec<usize> =
        (1..=count).map(|part| (total * part).div_ceil(count)).collect();
    positions.dedup();
    positions
}

#[test]
fn the_number_of_the_step_is_in_the_picture_and_in_the_panel() {
    for shape in SHAPES {
        let mut screen = Tutor::read(lesson(shape, shape.len() == 3));
        let positions = some_positions(screen.total(), 23);
        for (position, (width, height)) in pairs(positions, [(80, 24), (160, 50)]) {
            while screen.position() < position {
                screen.app.update(Action::Next);
            }
            let [_, left, right] = screen.at(width, height).dense();
            let cell = screen.stepper().focus().expect("a step");
            let number = screen.number(screen.trace().value(cell));
            let symbol = screen.symbol(cell);
            let what = format!("{shape:?}, {symbol} = {number}, {width}×{height}");
            assert!(left.contains(&number), "{what}: not in the picture\n{left}");
            assert!(right.contains(&number), "{what}: no result\n{right}");
            assert!(right.contains(&format!("{symbol}=")), "{what}: no formula\n{right}");
            assert!(right.contains("NumPy"), "{what}: no NumPy\n{right}");
            let why = screen.app.settings.text().why.no_bias.replace(' ', "");
            if cell.quantity == Quantity::PreActivation && shape.len() != 3 {
                assert!(right.contains(&why), "{what}: no reason\n{right}");
            }
        }
    }
}

#[test]
fn a_frame_is_the_same_every_time_it_is_drawn() {
    let mut screen = Tutor::read(lesson(&MANY, false));
    screen.keys("→×60");
    let first = screen.text();
    for _ in 0..3 {
        assert_eq!(screen.text(), first);
    }
}

/// Against the slow and obvious way: a search through all steps so far.
#[test]
fn a_number_is_known_from_its_step_on() {
    let mut stepper = Stepper::new(lesson(&[2, 3, 2], true));
    let steps = stepper.trace.script().steps().to_vec();
    let supporting = script::supporting(stepper.trace.example(), steps[steps.len() - 1]);
    let given = Cell::of_edge(Quantity::Weight, 1, 2, 1);
    for position in 0..=steps.len() {
        for cell in steps.iter().chain(&supporting).chain([&given]) {
            let known = cell.quantity.is_given()
                || steps[..position].contains(cell)
                || (position == steps.len() && supporting.contains(cell));
            assert_eq!(stepper.is_known(*cell), known, "{cell:?} at {position}");
        }
        stepper.update(Action::Next, &Notation::default());
    }
}

#[test]
fn the_middle_of_long_sums_is_left_out_where_there_is_no_room_for_it() {
    let mut screen = Tutor::read(lesson(&[50, 4, 1], false));
    let [whole, _, right] = screen.keys("→").dense();
    assert!(right.contains("h1=x1·w1,1+x2·w2,1+…+x50·w50,1"), "{right}");
    assert!(right.contains("=1.62435·(−0.00734885)+"), "{right}");
    assert!(right.contains("+…+0.617203·0.0345033≈−0.12724"), "{right}");
    let is_drawn = |input: &usize| {
        let value = screen.trace().value(Cell::of_unit(Quantity::Input, 0, *input));
        whole.contains(&format!("x{}{}", input + 1, screen.number(value)))
    };
    let drawn = (0..50).filter(is_drawn).count();
    assert!(whole.contains(&format!("…{}more", 50 - drawn)), "{drawn} are drawn: {whole}");
    screen.at(200, 60);
    let [_, _, right] = screen.dense();
    assert!(right.contains("x25·w25,1+x26·w26,1"), "{right}");
}

#[test]
fn biases_are_in_the_picture_where_it_is_tall() {
    let mut screen = Tutor::read(lesson(&[2, 2, 2], true));
    screen.at(160, 50);
    for (keys, symbol, quantity) in
        [("→ →", "b", Quantity::Bias), ("End", "b_new", Quantity::NewBias)]
    {
        let [_, left, _] = screen.keys(keys).dense();
        let value = screen.trace().value(Cell::of_unit(quantity, 0, 1));
        assert!(left.contains(&format!("{symbol}{}", screen.number(value))), "{left}");
    }
}
