//! The panel with a question, its choices, and what is said to the one that was chosen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::frame;
use super::pen::Pen;
use crate::app::questions::Questions;
use crate::app::stepper::Stepper;
use crate::text::Values;
use crate::text::question::told;

/// Draws the panel.
pub fn draw(questions: &Questions, stepper: &Stepper, pen: Pen, area: Rect, buf: &mut Buffer) {
    let asked = questions.present();
    let (words, styles) = (&pen.words.ending, pen.styles);
    let said = &pen.words.question[asked.question];
    let tell = |text: &str| told(text, asked, &stepper.trace, &stepper.names, pen.notation());
    let place: &Values = &[("n", &(questions.place + 1)), ("total", &questions.asked.len())];
    let inner = frame::padded(pen.panel(&pen.fill(&words.question, place), area, buf));
    let width = usize::from(inner.width);

    let mut lines = pen.prose(&tell(&said.ask), width);
    let chosen = questions.choice();
    let right = asked.question.right();
    for (choice, text) in said.choice.iter().enumerate() {
        let style = match chosen {
            Some(made) if made == choice && choice == right => styles.result,
            Some(made) if made == choice => styles.error,
            _ => pen.choice(choice == questions.cursor),
        };
        let sign = match chosen {
            Some(made) if made == choice => {
                pen.either(["✗", "✓"], ["x", "v"])[usize::from(choice == right)]
            }
            _ => " ",
        };
        lines.push(Line::default());
        let start = Line::from(vec![
            pen.mark(choice == questions.cursor),
            Span::styled(format!("{sign} {} ", choice + 1), styles.key),
        ]);
        lines.extend(pen.hanging(start, &tell(text), style, width));
    }
    if let Some(reply) = chosen.and_then(|choice| said.reply.get(choice)) {
        lines.push(Line::default());
        lines.extend(pen.prose(&tell(reply), width));
        lines.push(Line::default());
        lines.extend(pen.paragraph(
            if asked.supposed.is_empty() { &words.look } else { &words.see },
            styles.faint,
            width,
        ));
    }
    pen.write(lines, inner, buf);
}
