//! What lies over a screen: all keys, the convention, or a question.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Margin, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

use super::frame::{self, Weight};
use super::pen::{Lines, Pen};
use super::words::Scene;
use super::{curve, exercise, fit, gradient_check, program};
use crate::app::stepper::{Activity, Stepper};
use crate::app::{App, Popup, Screen};
use crate::keymap::{ALWAYS, BINDINGS, Binding, Context, working};
use crate::nn::Loss;

/// Draws the popup in the middle of the screen.
pub fn draw(app: &App, popup: Popup, pen: Pen, area: Rect, buf: &mut Buffer) {
    let words = pen.words;
    let (title, lines) = match (popup, app.screen()) {
        (Popup::Help, _) => (words.keys.title.clone(), help(app, pen, area.height)),
        (Popup::Glossary, _) => (words.glossary.title.clone(), glossary(pen, area.width)),
        (Popup::Convention, screen) => {
            let loss = match screen {
                Screen::Stepper(stepper) => stepper.trace.example().loss,
                Screen::Training(training) => training.runs.experiment.loss,
                _ => Loss::default(),
            };
            let lines = words.convention.lines(loss);
            (words.convention.title.clone(), lines.map(Line::raw).collect())
        }
        (Popup::Forget, _) => {
            (words.progress.forget.clone(), ask(&words.progress.forget_lines, pen))
        }
        (Popup::Quit, _) => (words.keys.quit.clone(), ask(&words.stepper.quit_lines, pen)),
        (Popup::GradientCheck { epsilon }, Screen::Stepper(stepper)) => {
            gradient_check::popup(stepper, epsilon, pen)
        }
        (Popup::Curve, Screen::Stepper(stepper)) => return draw_curve(stepper, pen, area, buf),
        (Popup::Program { line }, Screen::Stepper(stepper)) => {
            let place = area.inner(Margin { horizontal: area.width / 40, vertical: 1 });
            let inner = open_box(&words.stepper.program, pen, place, buf);
            return program::draw(Scene { stepper, pen }, line, inner, buf);
        }
        (Popup::Summary, Screen::Stepper(stepper)) => match &stepper.activity {
            Activity::Exercise(run) => {
                (words.exercise.summary.clone(), exercise::summary(run, Scene { stepper, pen }))
            }
            Activity::Reading | Activity::Hunt(_) | Activity::Editing(_) => return,
        },
        _ => return,
    };
    draw_box(&title, lines, pen, area, buf);
}

/// The activation function of the layer that is looked at, with its units on it, in whatever room
/// the window has.
fn draw_curve(stepper: &Stepper, pen: Pen, area: Rect, buf: &mut Buffer) {
    const WIDTH: usize = 60;
    let title = &pen.words.vanishing.function;
    let Some((activation, marks)) = curve::of_step(stepper) else {
        return draw_box(title, pen.prose(&pen.words.stepper.no_curve, WIDTH), pen, area, buf);
    };
    // Over the picture, so that the formula stays in view: the learner can step on and see the
    // point move.
    let height = (area.height * 2 / 3).max(curve::MIN_SIZE.1 + 2);
    let place = Rect { y: area.y + 1, width: area.width / 2, height, ..area };
    let inner = open_box(title, pen, place.intersection(area), buf);
    curve::draw(activation, &marks, pen, inner, buf);
}

/// Draws lines in a frame over the middle of the screen.
pub fn draw_box(title: &str, lines: Vec<Line>, pen: Pen, area: Rect, buf: &mut Buffer) {
    let width = lines.iter().map(Line::width).max().unwrap_or(0).max(title.width() + 2) + 4;
    let height = lines.len() + 2;
    let length = |size: usize| Constraint::Length(u16::try_from(size).unwrap_or(u16::MAX));
    let place = area.centered(length(width), length(height));
    pen.write(lines, open_box(title, pen, place, buf), buf);
}

/// Draws an empty frame over what is there. Gives the room in it.
fn open_box(title: &str, pen: Pen, place: Rect, buf: &mut Buffer) -> Rect {
    let block = frame::bordered(Weight::Heavy, pen.settings.symbols())
        .border_style(pen.styles.title)
        .title_top(Span::styled(format!(" {title} "), pen.styles.title));
    make_way(place, buf);
    Clear.render(place, buf);
    frame::padded(frame::open(block, place, buf))
}

/// Takes away the wide characters that stand half under the left edge of `place`: a terminal would
/// draw them over it.
fn make_way(place: Rect, buf: &mut Buffer) {
    let Some(x) = place.x.checked_sub(1) else {
        return;
    };
    for y in place.top()..place.bottom() {
        if let Some(cell) = buf.cell_mut((x, y))
            && cell.symbol().width() > 1
        {
            cell.set_symbol(" ");
        }
    }
}

/// A question, and the keys of the answers.
fn ask(question: &'static [String], pen: Pen) -> Lines {
    let shown = BINDINGS.iter().filter(|b| b.contexts == [Context::YesOrNo] && b.in_footer);
    let answers = shown.flat_map(|binding| {
        let word = (binding.word)(&pen.words.keys);
        [
            Span::styled(binding.first_key(), pen.styles.key),
            Span::styled(format!("  {word}     "), pen.styles.text),
        ]
    });
    let answers = answers.collect();
    question.iter().map(Line::raw).chain([Line::default(), answers]).collect()
}

/// The technical words, each with what it means.
fn glossary(pen: Pen, width: u16) -> Lines {
    const MARGINS: u16 = 6;
    let entries = &pen.words.glossary.entry;
    let widest = entries.iter().map(|[term, _]| term.width()).max().unwrap_or(0) + 2;
    let room = width.min(100).saturating_sub(MARGINS);
    let lines = entries.iter().flat_map(|[term, meaning]| {
        let term = Span::styled(fit::left(&pen.symbol(term), widest), pen.styles.key);
        pen.hanging(term, meaning, pen.styles.text, room)
    });
    lines.collect()
}

/// A line of the help: the title of a context, or keys and what they do.
enum HelpLine {
    Title(&'static str),
    Keys(String, &'static str),
}

/// The keys that work on a screen and everywhere, below each other, in as many columns of one
/// height as `height` asks for.
fn help(app: &App, pen: Pen, height: u16) -> Lines {
    let mut lines: Vec<HelpLine> = Vec::new();
    for context in Context::all(app) {
        let bindings = BINDINGS.iter().filter(|binding| binding.contexts.contains(&context));
        let rows = rows(app, bindings, pen);
        if !rows.is_empty() {
            lines.push(HelpLine::Title(context.title(pen.words)));
            lines.extend(rows);
        }
    }
    lines.extend(rows(app, ALWAYS.iter(), pen));
    let most = usize::from(height.saturating_sub(2)).max(1);
    let columns = lines.len().div_ceil(most);
    let mut columns = lines.chunks(lines.len().div_ceil(columns)).map(|part| column(part, pen));
    let first = columns.next().unwrap_or_default();
    columns.fold(first, beside)
}

/// Writes a column to the right of what is there, three columns away.
pub fn beside(mut left: Lines, right: Lines) -> Lines {
    let width = left.iter().map(Line::width).max().unwrap_or(0) + 3;
    for (left, right) in left.iter_mut().zip(right) {
        left.push_span(Span::raw(" ".repeat(width.saturating_sub(left.width()))));
        left.spans.extend(right.spans);
    }
    left
}

/// Keys and what they do, one row for all keys that do the same.
fn rows(app: &App, bindings: impl Iterator<Item = &'static Binding>, pen: Pen) -> Vec<HelpLine> {
    let mut rows: Vec<HelpLine> = Vec::new();
    for binding in bindings {
        let keys: Vec<&str> = working(app, binding).collect();
        if keys.is_empty() {
            continue;
        }
        let keys = pen.symbol(&keys.join(" "));
        let word = (binding.word)(&pen.words.keys);
        match rows.last_mut() {
            Some(HelpLine::Keys(before, same)) if *same == word => {
                *before = format!("{before} {keys}");
            }
            _ => rows.push(HelpLine::Keys(keys, word)),
        }
    }
    rows
}

fn column(lines: &[HelpLine], pen: Pen) -> Lines {
    let keys = lines.iter().map(|line| match line {
        HelpLine::Title(_) => 0,
        HelpLine::Keys(keys, _) => keys.width(),
    });
    let widest = keys.max().unwrap_or(0);
    let drawn = lines.iter().map(|line| match line {
        HelpLine::Title(title) => Line::from(Span::styled(*title, pen.styles.title)),
        HelpLine::Keys(keys, word) => Line::from(vec![
            Span::styled(format!("  {}", fit::left(keys, widest)), pen.styles.key),
            Span::styled(format!("  {word}"), pen.styles.text),
        ]),
    });
    drawn.collect()
}
