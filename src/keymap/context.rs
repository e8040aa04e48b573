//! Where the user is, as far as keys are concerned.

use strum::{IntoStaticStr, VariantArray};

use crate::app::aside::Aside;
use crate::app::stepper::Activity;
use crate::app::training::View;
use crate::app::training::dialog::Prompt;
use crate::app::{App, Popup, Screen};
use crate::text::Text;

/// Where a binding holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Context {
    /// On every screen.
    Everywhere,
    /// On the menu.
    Menu,
    /// In a lesson.
    Stepper,
    /// In a lesson, while a number is asked for.
    Asking,
    /// In a lesson with a slip in it.
    Hunt,
    /// In a lesson, while one of the given numbers is chosen.
    Editing,
    /// In a lesson, while another number is typed for it.
    Typing,
    /// In a lesson, while a gradient is checked.
    GradientCheck,
    /// While a network trains.
    Training,
    /// While its curves or its algorithm are looked at.
    Watching,
    /// While rows of its data are looked at.
    Rows,
    /// In a form over a screen: nothing else works then.
    Form,
    /// In a form of a single field.
    Field,
    /// In the lesson on the vanishing gradient.
    Vanishing,
    /// In the list of where text and mathematics part.
    Differences,
    /// In a lesson, while it is shown as a program.
    Program,
    /// In a lesson, while the reason of a number is told.
    Derivation,
    /// In a lesson, while the loss is shown over a weight.
    Descent,
    /// After the last number of a lesson.
    Ending,
    /// In a lesson, at a question with choices.
    Questions,
    /// In a lesson, while what a question supposes is put in.
    Looking,
    /// In a lesson, while a class votes.
    Voting,
    /// While a popup asks yes or no.
    YesOrNo,
    /// While a class is shown something: before all others, but where something is typed or asked.
    Presenting,
}

impl Context {
    /// The context of the screen that is seen.
    pub fn of(app: &App) -> Self {
        match app.popup {
            Some(Popup::Forget | Popup::Quit) => return Self::YesOrNo,
            Some(Popup::GradientCheck { .. }) => return Self::GradientCheck,
            _ => {}
        }
        match app.asked() {
            Some(Prompt::WhatIf(_)) => return Self::Form,
            Some(Prompt::Jump(_) | Prompt::Save(_)) => return Self::Field,
            None => {}
        }
        match app.screen() {
            Screen::Menu(_) => Self::Menu,
            Screen::Stepper(stepper) => match &stepper.activity {
                Activity::Reading | Activity::Exercise(_)
                    if matches!(app.popup, Some(Popup::Program { .. })) =>
                {
                    Self::Program
                }
                _ if stepper.aside.is_some() => Self::aside(stepper.aside.as_ref()),
                _ if stepper.asked().is_some() => Self::Asking,
                Activity::Hunt(_) => Self::Hunt,
                Activity::Editing(editing) if editing.field.is_some() => Self::Typing,
                Activity::Editing(_) => Self::Editing,
                Activity::Reading | Activity::Exercise(_) => Self::Stepper,
            },
            Screen::Training(training) => match training.viewpoint.view {
                View::Chart | View::Algorithm | View::Weights | View::Map => Self::Watching,
                View::Records | View::Data => Self::Rows,
            },
            Screen::Vanishing(_) => Self::Vanishing,
            Screen::Differences(_) => Self::Differences,
        }
    }

    /// The context of what is open beside a step.
    fn aside(aside: Option<&Aside>) -> Self {
        match aside {
            Some(Aside::Descent(_)) => Self::Descent,
            Some(Aside::GoTo(_)) => Self::Field,
            Some(Aside::Ending) => Self::Ending,
            Some(Aside::Questions) => Self::Questions,
            Some(Aside::Looking(_)) => Self::Looking,
            Some(Aside::Vote) => Self::Voting,
            _ => Self::Derivation,
        }
    }

    /// The contexts whose bindings hold in this one, in the order in which footer and help name
    /// them.
    pub fn chain(self) -> Vec<Self> {
        match self {
            Self::Everywhere | Self::Form | Self::Field | Self::Presenting => vec![self],
            Self::Program => vec![self, Self::Stepper, Self::Everywhere],
            Self::Watching => vec![Self::Training, self, Self::Everywhere],
            Self::Rows => vec![self, Self::Training, Self::Everywhere],
            _ => vec![self, Self::Everywhere],
        }
    }

    /// The contexts whose bindings hold on the screen that is seen, those first that decide.
    pub fn all(app: &App) -> Vec<Self> {
        let mut contexts = Self::of(app).chain();
        let is_asked = matches!(contexts[0], Self::Form | Self::Field | Self::YesOrNo);
        if app.settings.presents && !is_asked {
            contexts.insert(0, Self::Presenting);
        }
        contexts
    }

    /// What the help calls it.
    pub fn title(self, text: &Text) -> &str {
        &text.context[<&str>::from(self)]
    }
}
