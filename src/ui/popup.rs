//! What lies over a screen: all keys, the convention, or a question.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph, Widget};
use unicode_width::UnicodeWidthStr;

use super::frame::{self, Weight};
use super::theme::styles;
use super::wrap::wrap;
use super::{curve, exercise, gradient_check};
use crate::app::stepper::Activity;
use crate::app::{Action, App, Popup, Screen, Settings};
use crate::keymap::{self, Context};

/// Draws the popup in the middle of the screen.
pub fn draw(app: &App, popup: Popup, area: Rect, buf: &mut Buffer) {
    let text = app.settings.text();
    let (title, lines) = match popup {
        Popup::Help => (text.keys.title.clone(), help(app, area.height)),
        Popup::Summary => (text.exercise.summary.clone(), summary(app)),
        Popup::Convention => {
            let lines = text.convention.line.iter().cloned();
            (text.convention.title.clone(), lines.map(Line::from).collect())
        }
        Popup::GradientCheck { epsilon } => match app.screen() {
            Screen::Stepper(stepper) => gradient_check::popup(stepper, epsilon, &app.settings),
            _ => return,
        },
        Popup::Forget => (text.progress.forget.clone(), forget(app)),
        Popup::Curve => return draw_curve(app, area, buf),
    };
    draw_box(&title, lines, &app.settings, area, buf);
}

/// The activation function of the layer that is looked at, with its units on it, in whatever room the window has.
fn draw_curve(app: &App, area: Rect, buf: &mut Buffer) {
    let Screen::Stepper(stepper) = app.screen() else {
        return;
    };
    let title = &app.settings.text().vanishing.function;
    let Some((activation, marks)) = curve::of_step(stepper) else {
        const WIDTH: usize = 60;
        let sentence = wrap(&app.settings.text().stepper.no_curve, WIDTH);
        let lines = sentence.into_iter().map(Line::from).collect();
        return draw_box(title, lines, &app.settings, area, buf);
    };
    // Over the picture, so that the formula stays in view: the learner can step on and see the point move.
    let height = area.height * 2 / 3;
    let place = Rect {
        y: area.y + 1,
        width: area.width / 2,
        height: height.max(curve::MIN_SIZE.1 + 2),
        ..area
    };
    let place = place.intersection(area);
    let inner = open_box(title, &app.settings, place, buf);
    curve::draw(activation, &marks, super::pen::Pen::new(&app.settings), inner, buf);
}

/// Draws lines in a frame over the middle of the screen.
pub fn draw_box(
    title: &str,
    lines: Vec<Line<'static>>,
    settings: &Settings,
    area: Rect,
    buf: &mut Buffer,
) {
    let width = lines.iter().map(Line::width).max().unwrap_or(0).max(title.width() + 2) + 4;
    let height = lines.len() + 2;
    let length = |size: usize| Constraint::Length(u16::try_from(size).unwrap_or(u16::MAX));
    let place = area.centered(length(width), length(height));
    let inner = open_box(title, settings, place, buf);
    Paragraph::new(lines).render(inner, buf);
}

/// Draws an empty frame over what is there. Gives the room in it.
fn open_box(title: &str, settings: &Settings, place: Rect, buf: &mut Buffer) -> Rect {
    let styles = styles(settings.theme);
    let block = frame::bordered(Weight::Heavy, settings.symbols())
        .border_style(styles.title)
        .title_top(Span::styled(format!(" {title} "), styles.title));
    let inner = block.inner(place);
    make_way(place, buf);
    Clear.render(place, buf);
    block.render(place, buf);
    Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner }.intersection(inner)
}

/// Takes away the wide characters that stand half under the left edge of `place`: a terminal would draw them over it.
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

/// Whether to forget everything, and the keys of the answers.
fn forget(app: &App) -> Vec<Line<'static>> {
    let styles = styles(app.settings.theme);
    let text = app.settings.text();
    let mut lines: Vec<_> = text.progress.forget_lines.iter().cloned().map(Line::from).collect();
    let mut answers = Line::default();
    for binding in keymap::BINDINGS.iter().filter(|binding| binding.context == Context::YesOrNo) {
        let word = keymap::word(binding.action, Context::YesOrNo, &text.keys);
        answers.push_span(Span::styled(keymap::key_name(binding.keys[0]), styles.key));
        answers.push_span(Span::styled(format!("  {word}     "), styles.text));
    }
    lines.extend([Line::default(), answers]);
    lines
}

fn summary(app: &App) -> Vec<Line<'static>> {
    match app.screen() {
        Screen::Stepper(stepper) => match &stepper.activity {
            Activity::Exercise(run) => {
                exercise::summary(run, stepper, super::pen::Pen::new(&app.settings))
            }
            Activity::Reading | Activity::Hunt(_) | Activity::Editing(_) => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The keys of this screen and those that work everywhere: below each other, or side by side where `height` is too small for that.
fn help(app: &App, height: u16) -> Vec<Line<'static>> {
    let text = app.settings.text();
    let here = Context::of(app);
    let ending = [("Ctrl-Z", Action::Suspend), ("Ctrl-C", Action::Quit)];
    let ending = ending.map(|(key, action)| {
        let word = keymap::word(action, here, &text.keys);
        (key.to_owned(), word.to_owned())
    });
    let (last, own) = here.chain().split_last().unwrap_or((&here, &[]));
    let own: Vec<_> = own.iter().map(|&c| (c, rows(app, c))).collect();
    let mut everywhere = rows(app, *last);
    everywhere.extend(ending);
    let mut left = section_lines(app, &own);
    let right = section_lines(app, &[(*last, everywhere)]);
    if left.len() + right.len() + 2 <= usize::from(height) {
        left.extend(right);
        return left;
    }
    let width = left.iter().map(Line::width).max().unwrap_or(0) + 3;
    for (index, line) in right.into_iter().enumerate() {
        if left.len() <= index {
            left.push(Line::default());
        }
        let padding = width.saturating_sub(left[index].width());
        left[index].push_span(Span::raw(" ".repeat(padding)));
        left[index].spans.extend(line.spans.into_iter().map(|span| span.patch_style(line.style)));
    }
    left
}

/// Keys and what they do, one row for all keys that do the same.
fn rows(app: &App, context: Context) -> Vec<(String, String)> {
    let here = Context::of(app);
    let mut rows: Vec<(String, String)> = Vec::new();
    for binding in keymap::BINDINGS.iter().filter(|binding| binding.context == context) {
        let keys = binding.keys.iter().map(|key| {
            let name = keymap::key_name(*key);
            app.settings.symbols().apply(&name)
        });
        let keys = keys.collect::<Vec<_>>().join(" ");
        let word = keymap::word(binding.action, here, &app.settings.text().keys);
        match rows.last_mut() {
            Some((before, same)) if same == word => *before = format!("{before} {keys}"),
            _ => rows.push((keys, word.to_owned())),
        }
    }
    rows
}

fn section_lines(app: &App, sections: &[(Context, Vec<(String, String)>)]) -> Vec<Line<'static>> {
    let styles = styles(app.settings.theme);
    let rows = sections.iter().flat_map(|(_, rows)| rows);
    let widest = rows.map(|(keys, _)| keys.width()).max().unwrap_or(0);
    let mut lines = Vec::new();
    for (context, rows) in sections {
        let heading = context.title(app.settings.text()).to_owned();
        lines.push(Line::styled(heading, styles.title));
        lines.extend(rows.iter().map(|(keys, word)| {
            let padding = " ".repeat(widest - keys.width());
            Line::from(vec![
                Span::styled(format!("  {keys}{padding}"), styles.key),
                Span::styled(format!("  {word}"), styles.text),
            ])
        }));
    }
    lines
}
