//! Sheets and marks, against a marker that knows no trees: plain sums and products.

use std::collections::HashMap;
use std::path::PathBuf;

use backprop::app::stepper::Stepper;
use backprop::app::{Action, Effect, Screen};
use backprop::class::answers::from_bytes;
use backprop::class::assignment::named;
use backprop::class::draw::{is_code, sheets};
use backprop::class::handin::HandIn;
use backprop::class::mark::{Handwriting, Mark, mark};
use backprop::class::roster::{Student, numbered};
use backprop::class::{Assignment, Blank, Sheet};
use backprop::lesson::mistake::{rewrites, wrong_formulas};
use backprop::lesson::practice::practice;
use backprop::lesson::{
    Cell, Example, Expr, Lesson, Mistake, Notation, Quantity, Script, Trace, builtin,
};
use backprop::nn::Activation as Function;

use crate::tutor::{LANGUAGES, LESSONS, Tutor};

/// The number of a cell, from other numbers, without any tree.
fn plain(example: &Example, cell: Cell, value: &dyn Fn(Cell) -> f64) -> f64 {
    use Quantity::*;
    let Cell { quantity, layer, unit, from } = cell;
    let layers = example.network.layers();
    let this = &layers[layer];
    let of = |quantity, layer, unit| value(Cell::of_unit(quantity, layer, unit));
    let edge = |quantity, layer, from, unit| value(Cell::of_edge(quantity, layer, from, unit));
    let sum = |weight: Quantity, bias: Quantity, below: Quantity| -> f64 {
        let came_in = |from| match layer {
            0 => example.input[from],
            _ => of(below, layer - 1, from),
        };
        let products: f64 =
            (0..this.below()).map(|from| came_in(from) * edge(weight, layer, from, unit)).sum();
        products + if this.biases.is_some() { of(bias, layer, unit) } else { 0.0 }
    };
    let f = |x: f64| match this.activation {
        Function::Sigmoid => 1.0 / (1.0 + (-x).exp()),
        Function::Tanh => x.tanh(),
        other => panic!("{other}"),
    };
    let loss = |off: &dyn Fn(usize) -> f64| -> f64 {
        (0..example.target.len()).map(|unit| off(unit) * off(unit) / 2.0).sum()
    };
    match quantity {
        PreActivation => sum(Weight, Bias, Activation),
        NewPreActivation => sum(NewWeight, NewBias, NewActivation),
        Activation => f(of(PreActivation, layer, unit)),
        NewActivation => f(of(NewPreActivation, layer, unit)),
        Error => example.target[unit] - of(Activation, layer, unit),
        Loss => loss(&|unit| of(Error, layer, unit)),
        NewLoss => loss(&|unit| example.target[unit] - of(NewActivation, layer, unit)),
        Slope => {
            let a = of(Activation, layer, unit);
            if this.activation == Function::Sigmoid { a * (1.0 - a) } else { 1.0 - a * a }
        }
        ErrorTerm if layer + 1 == layers.len() => of(Error, layer, unit) * of(Slope, layer, unit),
        ErrorTerm => {
            let above = 0..layers[layer + 1].units();
            let back: f64 = above
                .map(|over| edge(Weight, layer + 1, unit, over) * of(ErrorTerm, layer + 1, over))
                .sum();
            back * of(Slope, layer, unit)
        }
        WeightStep => {
            let came_in =
                if layer == 0 { example.input[from] } else { of(Activation, layer - 1, from) };
            example.learning_rate * of(ErrorTerm, layer, unit) * came_in
        }
        BiasStep => example.learning_rate * of(ErrorTerm, layer, unit),
        NewWeight => edge(Weight, layer, from, unit) + edge(WeightStep, layer, from, unit),
        NewBias => of(Bias, layer, unit) + of(BiasStep, layer, unit),
        _ => panic!("{cell:?}"),
    }
}

/// A student who goes on with what is on the paper.
struct Paper<'a> {
    example: &'a Example,
    notation: Notation,
    written: HashMap<Cell, f64>,
}

impl Paper<'_> {
    fn value(&self, cell: Cell) -> f64 {
        let is_supporting =
            matches!(cell.quantity, Quantity::NewPreActivation | Quantity::NewActivation);
        match self.example.given(cell) {
            Some(given) => given,
            None if is_supporting => plain(self.example, cell, &|cell| self.value(cell)),
            None => self.written[&cell],
        }
    }

    fn write(&mut self, cell: Cell, value: f64) -> String {
        let text = self.notation.number(value);
        self.written.insert(cell, text.parse().unwrap());
        text
    }

    /// All answers, with one mistake at most.
    fn answers(&mut self, slip: Option<(Cell, f64)>) -> Vec<String> {
        let steps = Script::new(self.example).steps().to_vec();
        steps
            .iter()
            .map(|&step| {
                let value = match slip {
                    Some((cell, wrong)) if cell == step => wrong,
                    _ => plain(self.example, step, &|cell| self.value(cell)),
                };
                self.write(step, value)
            })
            .collect()
    }
}

fn blanks(cells: &[Cell]) -> Vec<Blank> {
    cells.iter().copied().map(Blank::from).collect()
}

fn paper(example: &Example, digits: usize) -> Paper<'_> {
    let notation = Notation { digits, minus: '-', ..Notation::default() };
    Paper { example, notation, written: HashMap::new() }
}

fn marks(example: &Example, answers: &[String], digits: usize) -> Vec<Mark> {
    let steps = blanks(Script::new(example).steps());
    // As the numbers of `Paper`, those of a spreadsheet have no zeros at their ends.
    let writing = Handwriting { digits, loses_zeros: true };
    mark(example, &steps, answers, writing).into_iter().map(|marked| marked.mark).collect()
}

/// How many seeds: `BACKPROP_SEEDS=200` is the long mode.
fn seeds() -> u32 {
    std::env::var("BACKPROP_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(20)
}

/// Numbers shaped like a lesson's, and from 3 to 6 digits to write them with.
fn cases(lesson: &str) -> impl Iterator<Item = (Example, usize)> {
    let like = builtin(lesson).unwrap().example;
    (0..seeds()).map(move |seed| (practice(&like, seed), 3 + seed as usize % 4))
}

#[test]
fn who_makes_no_mistake_and_goes_on_with_the_written_numbers_is_right_throughout() {
    for (example, digits) in LESSONS.into_iter().flat_map(cases) {
        let answers = paper(&example, digits).answers(None);
        let marks = marks(&example, &answers, digits);
        assert!(marks.iter().all(|mark| *mark == Mark::Right), "{digits}: {marks:?}\n{answers:?}");
    }
}

#[test]
fn planted_in_2_1_1_each_mistake_is_named_and_what_follows_from_it_follows() {
    plant_every_mistake("2-1-1");
}

#[test]
fn planted_in_3_2_1_each_mistake_is_named_and_what_follows_from_it_follows() {
    plant_every_mistake("3-2-1");
}

#[test]
fn planted_in_two_outputs_each_mistake_is_named_and_what_follows_from_it_follows() {
    plant_every_mistake("two-outputs");
}

#[test]
fn planted_in_a_network_with_biases_each_mistake_is_named_and_what_follows_from_it_follows() {
    plant_every_mistake("2-2-2");
}

fn plant_every_mistake(lesson: &str) {
    let (mut named, mut ambiguous, mut unseen) = (0, 0, 0);
    for (example, digits) in cases(lesson) {
        let mut sound = paper(&example, digits);
        sound.answers(None);
        for &step in Script::new(&example).steps() {
            for (mistake, wrong) in rewrites(&example, step) {
                let value = wrong.value(&|cell| sound.value(cell));
                if value.is_finite() {
                    match planted(&sound, step, (mistake, &wrong, value)) {
                        0 => unseen += 1,
                        1 => named += 1,
                        _ => ambiguous += 1,
                    }
                }
            }
        }
    }
    println!("{lesson}: named {named}, one of several {ambiguous}, as good as right {unseen}");
    assert!(named > 100);
}

/// Plants a mistake, and gives how many names it got; none where the number is as good as right.
fn planted(sound: &Paper, step: Cell, (mistake, wrong, value): (Mistake, &Expr, f64)) -> usize {
    let (example, digits) = (sound.example, sound.notation.digits);
    let answers = paper(example, digits).answers(Some((step, value)));
    let marks = marks(example, &answers, digits);
    let index = Script::new(example).index(step).unwrap();
    let right = sound.notation.number(plain(example, step, &|cell| sound.value(cell)));
    let mark = &marks[index];
    let what =
        format!("{step:?} {mistake:?} {}, not {right}: {mark:?} {answers:?}", answers[index]);
    for (mark, step) in marks[index + 1..].iter().zip(&Script::new(example).steps()[index + 1..]) {
        let follows = matches!(mark, Mark::Right | Mark::Follows | Mark::FollowsNothing);
        assert!(follows, "{step:?} {mark:?}\n{what}");
    }
    assert!(marks[..index].iter().all(|mark| *mark == Mark::Right), "{what}");
    match mark {
        Mark::Right => {
            assert!(answers[index] == right || is_as_good(&answers[index], &right), "{what}");
            0
        }
        Mark::Mistake(mistakes) => {
            // Two mistakes may lead to one formula: it has the name of the first.
            let mut same = rewrites(example, step).into_iter().filter(|(_, other)| other == wrong);
            assert!(same.any(|(name, _)| mistakes.contains(&name)), "{what}");
            mistakes.len()
        }
        _ => panic!("{what}"),
    }
}

/// Within one unit of the last digit: the true number and that from written ones differ as much.
fn is_as_good(answer: &str, right: &str) -> bool {
    let [answer, right]: [f64; 2] = [answer, right].map(|text| text.parse().unwrap());
    (answer - right).abs() <= 0.005 * right.abs()
}

#[test]
fn writing_0_everywhere_earns_nothing() {
    let example = practice(&builtin("3-2-1").unwrap().example, 1);
    let steps = Script::new(&example).steps().to_vec();
    let zeros = vec!["0".to_owned(); steps.len()];
    for (mark, step) in marks(&example, &zeros, 4).iter().zip(steps) {
        assert!(
            mark.points(1.0) == 0.0 || step.quantity == Quantity::Activation,
            "{step:?} {mark:?}"
        );
    }
}

#[test]
fn who_writes_the_true_numbers_in_few_digits_makes_no_mistake() {
    for (example, _) in LESSONS.into_iter().flat_map(cases) {
        let trace = Trace::new(example.clone());
        let steps = Script::new(&example).steps().to_vec();
        let answers: Vec<String> = steps
            .iter()
            .map(|step| paper(&example, 2).notation.number(trace.value(*step)))
            .collect();
        for (mark, (answer, step)) in
            marks(&example, &answers, 4).iter().zip(answers.iter().zip(steps))
        {
            let is_named = matches!(mark, Mark::Mistake(_) | Mark::Other);
            assert!(!is_named, "{step:?} = {}: {answer} {mark:?}", trace.value(step));
        }
    }
}

#[test]
fn one_mistake_is_charged_once_however_the_digits_are_carried_on() {
    let example = builtin("2-1-1").unwrap().example;
    for seed in 0..seeds() {
        let example = practice(&example, seed);
        let steps = Script::new(&example).steps().to_vec();
        let trace = Trace::new(example.clone());
        let hidden = steps
            .iter()
            .copied()
            .find(|cell| cell.quantity == Quantity::ErrorTerm && cell.layer == 0)
            .unwrap();
        // W is left out of δʰ, and everything after it goes on with all digits of that.
        let wrong = wrong_formulas(&trace, hidden);
        let Some(slip) = wrong.iter().find(|wrong| wrong.mistake == Mistake::WeightLeftOut) else {
            continue;
        };
        let mut own: HashMap<Cell, f64> = HashMap::new();
        let answers: Vec<String> = steps
            .iter()
            .map(|&step| {
                let value = if step == hidden {
                    slip.value
                } else {
                    fn value(example: &Example, own: &HashMap<Cell, f64>, cell: Cell) -> f64 {
                        let given = example.given(cell).or_else(|| own.get(&cell).copied());
                        given.unwrap_or_else(|| {
                            plain(example, cell, &|cell| value(example, own, cell))
                        })
                    }
                    plain(&example, step, &|cell| value(&example, &own, cell))
                };
                own.insert(step, value);
                paper(&example, 4).notation.number(value)
            })
            .collect();
        let marks = marks(&example, &answers, 4);
        let lost: Vec<_> =
            steps.iter().zip(&marks).filter(|(_, mark)| mark.points(1.0) < 1.0).collect();
        assert!(lost.len() <= 1, "{seed}: {lost:?} {answers:?}");
    }
}

fn class(ids: &[&str]) -> Vec<Student> {
    ids.iter().map(|id| Student { id: (*id).to_owned(), name: format!("N {id}") }).collect()
}

#[test]
fn a_student_more_changes_no_other_sheet_and_no_two_are_equal() {
    let example = builtin("2-1-1").unwrap().example;
    let few = sheets(&example, &class(&["a", "c"]), "week1", false);
    let more = sheets(&example, &class(&["a", "b", "c"]), "week1", false);
    assert_eq!((&few[0], &few[1]), (&more[0], &more[2]));
    let many = sheets(&example, &numbered(300), "week1", false);
    for (index, one) in many.iter().enumerate() {
        assert!(is_code(&one.code), "{}", one.code);
        for other in &many[..index] {
            assert!(one.example != other.example && one.code != other.code);
        }
    }
    assert_ne!(sheets(&example, &class(&["a"]), "week2", false)[0].example, few[0].example);
    let same = sheets(&example, &class(&["a", "b"]), "week1", true);
    assert!(same.iter().all(|sheet| sheet.example == example));
}

fn assignment(blanks: &[Cell]) -> Assignment {
    let example = builtin("2-1-1").unwrap().example;
    Assignment {
        lesson: "2-1-1".to_owned(),
        digits: 4,
        seed: "s \"1\"".to_owned(),
        same_numbers: false,
        hints: true,
        tries: Some(2),
        blanks: self::blanks(blanks),
        sheets: sheets(&example, &class(&["0042", "x-1", "王"][..2]), "s", false),
    }
}

#[test]
fn an_assignment_is_read_back_as_it_was_written() {
    for lesson in LESSONS {
        let example = builtin(lesson).unwrap().example;
        let students = class(&["7", "8"]);
        let blanks = Script::new(&example).steps().to_vec();
        let sheets: Vec<Sheet> = sheets(&example, &students, "x", false);
        let written = Assignment { lesson: lesson.to_owned(), sheets, ..assignment(&blanks) };
        let read = Assignment::from_bytes("a.toml", written.to_toml("assignment").as_bytes());
        assert_eq!(read.unwrap(), written);
    }
}

#[test]
fn answers_are_found_by_id_by_code_and_by_any_name_of_a_column() {
    let steps = Script::new(&builtin("2-1-1").unwrap().example).steps().to_vec();
    let assignment = assignment(&steps[..3]);
    let code = &assignment.sheets[1].code;
    let table = format!("\u{feff}NAME;id;code;pre;h;z\n;42;;;0,5;1/2\n;;{code};;;0.25\n");
    let table = table.replace(";pre", ";a");
    let answers = from_bytes("t.csv", table.as_bytes(), &assignment).unwrap();
    assert_eq!(answers.problems, []);
    let found: Vec<(usize, Vec<String>)> =
        answers.handed.into_iter().map(|handed| (handed.sheet, handed.answers)).collect();
    let texts = |texts: [&str; 3]| texts.map(str::to_owned).to_vec();
    assert_eq!(found, [(0, texts(["0,5", "", "1/2"])), (1, texts(["", "", "0.25"]))]);
    // An unknown id and a double row are told; the rest is marked.
    let answers = from_bytes("t.csv", b"id,h\n43,1\nx-1,2\n0042,3\nX-1,4\n", &assignment).unwrap();
    assert_eq!(answers.handed.iter().map(|it| it.sheet).collect::<Vec<_>>(), [0]);
    assert_eq!(answers.problems.len(), 2, "{:?}", answers.problems);
    for bad in ["", "name,h\n", "id,h,h\n1,2,3\n", "id,q\n1,2\n", "id,h\n1,2,3\n"] {
        assert!(from_bytes("t.csv", bad.as_bytes(), &assignment).is_err(), "{bad}");
    }
}

/// Four records, each with an update of its own, twice over.
fn several_records() -> Lesson {
    let file = include_str!("../lessons/and.toml");
    Lesson::from_bytes("and", "and.toml", file.as_bytes()).unwrap()
}

/// What someone writes who goes on with the written numbers through so many passes, with a number of the first pass got wrong.
fn through(example: &Example, passes: usize, slip: Option<(Cell, f64)>) -> Vec<String> {
    let mut example = example.clone();
    let mut answers = Vec::new();
    for pass in 0..passes {
        let mut paper = paper(&example, 6);
        answers.extend(paper.answers(slip.filter(|_| pass == 0)));
        let mut next = example.successor();
        for (cell, value) in &paper.written {
            match cell.quantity {
                Quantity::NewWeight => next.set(cell.with(Quantity::Weight), *value),
                Quantity::NewBias => next.set(cell.with(Quantity::Bias), *value),
                _ => {}
            }
        }
        example = next;
    }
    answers
}

#[test]
fn a_sheet_of_several_records_is_marked_through_all_of_them() {
    let lesson = several_records();
    let all = Blank::all(&lesson.example, lesson.passes());
    let passes: Vec<usize> = all.iter().map(|blank| blank.pass).collect();
    assert_eq!((passes[0], passes[passes.len() - 1]), (0, 7));
    let marks = |answers: &[String]| -> Vec<&str> {
        let writing = Handwriting { digits: 6, loses_zeros: true };
        let marked = mark(&lesson.example, &all, answers, writing);
        marked.iter().map(|marked| marked.mark.name()).collect()
    };
    let right = through(&lesson.example, 8, None);
    assert!(marks(&right).iter().all(|mark| *mark == "right"));
    let slip = Cell::of_edge(Quantity::NewWeight, 0, 1, 0);
    let marked = marks(&through(&lesson.example, 8, Some((slip, -0.3))));
    let wrong: Vec<usize> = (0..all.len()).filter(|it| marked[*it] == "other").collect();
    assert_eq!(wrong, [all.iter().position(|blank| blank.cell == slip).unwrap()]);
    // The second record has an input of 1 at that weight.
    let of_second = all.iter().position(|blank| blank.pass == 1).unwrap();
    assert_eq!(marked[of_second], "follows");
}

#[test]
fn a_number_of_a_later_record_is_named_with_its_pass() {
    let lesson = several_records();
    let blanks = named(&["z", "z@3", "W1_new@8"], &lesson).unwrap();
    let sheets = sheets(&lesson.example, &class(&["a", "b"]), "s", false);
    let assignment = Assignment { blanks, sheets, ..assignment(&[]) };
    assert_eq!(assignment.blank_names(), ["z", "z@3", "W1_new@8"]);
    let read = Assignment::from_bytes("a.toml", assignment.to_toml("assignment").as_bytes());
    assert_eq!(read.unwrap(), assignment);
    for name in ["z@9", "q", "z@0", "z@x"] {
        assert!(named(&[name], &lesson).is_err(), "{name}");
    }
    // At the screen, each is asked for in its pass.
    let handout = Assignment { sheets: assignment.sheets[..1].to_vec(), ..assignment.clone() };
    let mut tutor = at_home(&handout, HandIn::new("a", "code"));
    for blank in &handout.blanks {
        let pass = |tutor: &Tutor| tutor.stepper().updates.present;
        while tutor.stepper().asked().is_none() {
            tutor.keys("→");
        }
        assert_eq!((pass(&tutor), tutor.stepper().asked()), (blank.pass, Some(blank.cell)));
        let right = tutor.trace().value(blank.cell).to_string();
        tutor.type_(&right);
        enter(&mut tutor).unwrap();
    }
}

#[test]
fn a_spreadsheet_may_take_zeros_from_the_end() {
    let example = builtin("2-1-1").unwrap().example;
    let steps = blanks(&Script::new(&example).steps()[..1]);
    // h = −0.02, asked for with 4 digits: −0.02000.
    for loses_zeros in [false, true] {
        let marked =
            mark(&example, &steps, &["-0.02".to_owned()], Handwriting { digits: 4, loses_zeros });
        assert_eq!(marked[0].mark, Mark::Right, "{loses_zeros}");
    }
}

#[test]
fn the_equals_sign_of_a_spreadsheet_is_no_part_of_the_answer() {
    let example = builtin("2-1-1").unwrap().example;
    let steps = Script::new(&example).steps().to_vec();
    let mut answers = vec![String::new(); steps.len()];
    answers[0] = " = 0.1*0.4-0.3*0.2".to_owned();
    assert_eq!(marks(&example, &answers, 4)[0], Mark::Right);
    answers[0] = "=".to_owned();
    assert!(matches!(marks(&example, &answers, 4)[0], Mark::Unreadable(_)));
}

#[test]
fn a_mistake_is_named_with_the_students_own_numbers() {
    let example = builtin("2-1-1").unwrap().example;
    let steps = Script::new(&example).steps().to_vec();
    let mut answers = vec![String::new(); steps.len()];
    let place = |quantity| steps.iter().position(|cell| cell.quantity == quantity).unwrap();
    // δᵒ with a wrong sign, and ΔW from it without η: 0.5 is left out of 0.5·(−0.1218)·0.495.
    answers[place(Quantity::ErrorTerm)] = "-0.1218".to_owned();
    answers[place(Quantity::WeightStep)] = "-0.06029".to_owned();
    let marks = marks(&example, &answers, 4);
    assert_eq!(marks[place(Quantity::ErrorTerm)], Mark::Mistake(vec![Mistake::SignFlipped]));
    assert_eq!(
        marks[place(Quantity::WeightStep)],
        Mark::Mistake(vec![Mistake::LearningRateLeftOut])
    );
    assert_eq!(marks[0], Mark::Blank);
}

/// A tutor at the homework of the first sheet.
fn at_home(assignment: &Assignment, hand_in: HandIn) -> Tutor {
    let lesson = builtin("2-1-1").unwrap();
    let stepper = Stepper::homework(lesson, assignment, (hand_in, PathBuf::from("x.answers.toml")));
    let mut tutor = Tutor::menu();
    tutor.app.open(Screen::Stepper(Box::new(stepper.unwrap())));
    tutor
}

/// Presses Enter, and gives what was handed in by then.
fn enter(tutor: &mut Tutor) -> Option<HandIn> {
    match tutor.app.update(Action::Check)? {
        Effect::Write(file) => Some(HandIn::from_bytes("x", file.contents.as_bytes()).unwrap()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn homework_is_complete_after_every_answer_and_goes_on_where_it_was_left() {
    let steps = Script::new(&builtin("2-1-1").unwrap().example).steps().to_vec();
    let mut assignment = assignment(&steps[..4]);
    assignment.hints = false;
    let sheet = &assignment.sheets[0];
    let right = paper(&sheet.example, 4).answers(None);
    let mut tutor = at_home(&assignment, HandIn::new(&sheet.id, &sheet.code));
    tutor.keys("→").type_("9").keys("Tab");
    assert!(tutor.stepper().asked().is_some(), "no hints");
    let handed = enter(&mut tutor).expect("an answer is kept");
    assert_eq!((handed.answers.len(), handed.answers[0].tries), (1, 1));
    // No other numbers, no other mode, nothing that shows a number.
    let before = tutor.trace().clone();
    tutor.keys("F2 Esc");
    assert_eq!(*tutor.trace(), before);
    // The second wrong answer is the last: the number is shown.
    let mut tutor = at_home(&assignment, handed);
    assert_eq!(tutor.position(), 1);
    tutor.type_("8");
    let handed = enter(&mut tutor).unwrap();
    assert_eq!(
        (tutor.stepper().asked(), &*handed.answers[0].answer, handed.answers[0].tries),
        (None, "8", 2)
    );
    tutor.keys("→").type_(&right[1]);
    let handed = enter(&mut tutor).unwrap();
    let mut tutor = at_home(&assignment, handed.clone());
    assert_eq!((tutor.position(), tutor.stepper().asked()), (3, Some(steps[2])));
    assert_eq!(enter(&mut tutor), None, "nothing was typed");
    let marked = mark(
        &sheet.example,
        &assignment.blanks,
        &handed.for_blanks(&assignment),
        Handwriting { digits: 4, loses_zeros: false },
    );
    let marks: Vec<&str> = marked.iter().map(|marked| marked.mark.name()).collect();
    assert_eq!(marks, ["other", "right", "blank", "blank"]);
}

#[test]
fn a_teachers_note_is_said_at_its_step_in_either_language_and_on_no_sheet() {
    let file = include_str!("../../assets/lessons/2-1-1.toml").to_owned()
        + "\n[[note]]\nat = \"δʰ\"\nen = \"Mind the sign.\"\nzh = \"注意符号。\"\n";
    let lesson = Lesson::from_bytes("2-1-1", "x.toml", file.as_bytes()).unwrap();
    for (language, note) in LANGUAGES.into_iter().zip(["Mind the sign.", "注意符号。"]) {
        let mut tutor = Tutor::read(lesson.clone()).in_language(language);
        tutor.keys("/").type_("dh").keys("Enter").says(note);
        tutor.keys("→").lacks(&note[..6]);
    }
}
