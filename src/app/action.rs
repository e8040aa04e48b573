//! What a user can ask for, what a screen asks of the app for it, and the app of the world outside.

use std::path::PathBuf;

use super::field::Edit;
use super::training::RecordPlace;
use super::vanishing::Knob;
use crate::files::IoFault;
use crate::lesson::{Cell, Example};

/// Everything that a user can ask for. What `Next` or `Choose` means depends on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// End the program.
    Quit,
    /// Ask whether to end the program.
    AskToQuit,
    /// Show nothing until a key is pressed.
    Blank,
    /// Nothing: a key that must not do anything.
    Nothing,
    /// Give the terminal back to the shell until `fg`.
    Suspend,
    /// Close the popup, or go back to the screen before. Never ends the program.
    Leave,
    /// Show or hide all keys.
    Help,
    /// Show or hide the convention.
    Convention,
    /// Show or hide where the lesson's text and the mathematics part.
    Differences,
    /// Switch to the next language.
    NextLanguage,
    /// Switch to the next theme.
    NextTheme,
    /// Show one digit more.
    MoreDigits,
    /// Show one digit less.
    FewerDigits,
    /// One step on.
    Next,
    /// One step back.
    Back,
    /// To the start.
    First,
    /// To the end.
    Last,
    /// Change the size of a step.
    StepSize,
    /// The entry above.
    Up,
    /// The entry below.
    Down,
    /// Open the entry under the cursor.
    Choose,
    /// Open an entry by its number, from 0.
    Open(usize),
    /// Let the training run, or pause it.
    Run,
    /// More epochs a frame.
    Faster,
    /// Fewer epochs a frame.
    Slower,
    /// Back to the first weights.
    Restart,
    /// Train the same network with a larger learning rate.
    LargerRate,
    /// Show or hide the figure of the lesson's script.
    LessonFigure,
    /// Draw the values along another axis.
    NextScale,
    /// Ask whether everything that is kept shall be forgotten.
    Forget,
    /// Yes, do what was asked about.
    Confirm,
    /// Look at something else of the same thing.
    NextView,
    /// Ten entries up.
    PageUp,
    /// Ten entries down.
    PageDown,
    /// So many columns to the right; to the left if negative.
    Sideways(isize),
    /// To an epoch by its number.
    Jump,
    /// Try something else.
    WhatIf,
    /// Write what was computed to a file.
    Save,
    /// Ask for more or for fewer numbers before they are shown.
    Mode,
    /// Put other numbers of the same shape in place of the lesson's.
    Practice,
    /// The lesson's own numbers again.
    Restore,
    /// Look for a number that was computed wrongly.
    Hunt,
    /// Judge the answer that is typed.
    Check,
    /// A hint, the last one being the number itself.
    Hint,
    /// Turn a number up.
    More(Knob),
    /// Turn a number down.
    Less(Knob),
    /// The next activation function.
    NextActivation,
    /// The other one of two losses.
    OtherLoss,
    /// Choose given numbers and change them, or stop doing so.
    EditNumbers,
    /// The following one of the given numbers.
    NextNumber,
    /// The one before.
    PreviousNumber,
    /// Take the last change of numbers back.
    Undo,
    /// Make it again.
    Redo,
    /// Compare the present step with what two forward passes say.
    GradientCheck,
    /// Open or close the derivation of the present number.
    Why,
    /// Open or close the loss as a curve over the present weight.
    Descent,
    /// Move that weight so many times to the right; to the left if negative.
    MoveWeight(i8),
    /// Ask for the step to go to.
    GoTo,
    /// Let a class vote on the present number.
    Vote,
    /// Show or hide what the technical words mean.
    Glossary,
    /// Open the lesson that follows this one.
    NextLesson,
    /// Put in what the question supposes and go to its answer, or come back from there.
    See,
    /// So many updates more on the same record.
    Update(usize),
    /// Show or hide the activation function with the units on it.
    Curve,
    /// Show or hide the lesson as a program.
    Program,
    /// Change the text of the field that is being typed in.
    Edit(Edit),
}

impl Action {
    /// Where it leads from a place in a list whose last one is `last`: one on or down, one back or
    /// up, or to an end. None if it is not about that.
    pub fn step(self, place: usize, last: usize) -> Option<usize> {
        match self {
            Self::Next | Self::Down => Some((place + 1).min(last)),
            Self::Back | Self::Up => Some(place.saturating_sub(1)),
            Self::First => Some(0),
            Self::Last => Some(last),
            _ => None,
        }
    }
}

/// What the world outside has to do after an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Leave the terminal as it was, and end.
    Quit,
    /// Stop until the shell continues the program.
    Suspend,
    /// Write [`App::progress`](super::App::progress), as something worth keeping has come to its
    /// end.
    Keep,
    /// Forget everything that was kept, also by others.
    Forget,
    /// Write a file, and tell [`App::written`](super::App::written) what became of it.
    Write(Write),
}

/// What a screen asks of the app.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Open an entry of the menu, by its index.
    OpenEntry(usize),
    /// Open the entry of the menu that follows this lesson.
    NextLesson,
    /// Open a network at the derivation of one of its numbers.
    OpenReason(Box<Example>, Cell),
    /// Open a record, with the weights of this moment, number by number.
    OpenRecord(RecordPlace),
    /// Tell what came of a run of questions, which has come to its end.
    Summarize,
    /// Write a file.
    Write(Write),
}

/// A file to write, for the world outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// Where.
    pub path: PathBuf,
    /// What.
    pub contents: String,
    /// Whether a file of that name may be replaced.
    pub replace: bool,
}

/// What became of a [`Write`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// The file is there.
    Done,
    /// There is a file of that name, and nothing was written.
    Exists,
    /// It could not be written, and a file that was there is as it was.
    Failed(IoFault),
}
