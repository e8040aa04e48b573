//! What is looked at: one of the views, the row under the cursor, the stage of the preparation, and
//! how far tables and sums are moved. Knows nothing of the size of the window: the drawing clamps.

use strum::{IntoStaticStr, VariantArray};

use super::records::{RecordPlace, index_of_row};
use super::stages::{Stage, stages};
use crate::app::Action;
use crate::data::Prepared;
use crate::variants;

/// The views of a training run, in the order of their keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum View {
    /// The loss over the epochs.
    #[default]
    Chart,
    /// The lesson's recap as it runs.
    Algorithm,
    /// The records, and how many are told rightly.
    Records,
    /// From the table to the features.
    Data,
    /// The network with the weights of this moment.
    Weights,
    /// ŷ over the plane of two features.
    Map,
}

/// The axis along which the values of the chart are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, VariantArray)]
pub enum Scale {
    /// Over the values that there are.
    #[default]
    Fitted,
    /// From 0 on.
    FromZero,
    /// By the logarithm.
    Logarithmic,
}

/// How much there is to look at.
#[derive(Clone, Copy, Debug)]
pub struct Extent<'a> {
    /// The records, and how they came about.
    pub prepared: &'a Prepared,
    /// How many columns can be moved sideways.
    pub columns: usize,
    /// How many lines the sums and weights have.
    pub lines: usize,
    /// The epoch that is looked at, and the last one reached.
    pub epochs: [usize; 2],
}

/// How many rows a page is.
const PAGE: usize = 10;

/// Scrolling ends where so many lines are left.
const LAST_LINES: usize = 14;

/// Where the user looks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Viewpoint {
    /// Which view.
    pub view: View,
    /// The record under the cursor: training records first, then test records.
    pub cursor: usize,
    /// The index of the stage of the preparation.
    pub stage: usize,
    /// How many columns are moved out of sight on the left; may be more than there are.
    pub shift: usize,
    /// How many lines are moved out of sight above; may be more than there are.
    pub scroll: usize,
    /// How the values of the chart are drawn.
    pub scale: Scale,
    /// Whether the figure of the lesson's script is drawn, too.
    pub shows_figure: bool,
    /// The epoch whose values are read off the chart, where that is not the present one.
    pub marked: Option<usize>,
}

impl Viewpoint {
    /// Does what the user asked for.
    pub fn update(&mut self, action: Action, extent: Extent<'_>) {
        let prepared = extent.prepared;
        match action {
            Action::Open(index) => {
                self.show(View::VARIANTS.get(index).copied().unwrap_or(self.view));
            }
            Action::NextView => self.show(variants::next(self.view)),
            Action::LessonFigure => self.shows_figure = !self.shows_figure,
            Action::NextScale => self.scale = variants::next(self.scale),
            Action::Sideways(by) if self.view == View::Chart => self.mark(by, extent.epochs),
            Action::Sideways(by) => {
                let most = extent.columns.saturating_sub(1);
                self.shift = self.shift.min(most).saturating_add_signed(by);
            }
            Action::PageUp if self.view == View::Algorithm => self.scroll(-1, extent.lines),
            Action::PageDown if self.view == View::Algorithm => self.scroll(1, extent.lines),
            Action::Up => self.move_cursor(-1, prepared),
            Action::Down => self.move_cursor(1, prepared),
            Action::PageUp => self.move_cursor(-PAGE.cast_signed(), prepared),
            Action::PageDown => self.move_cursor(PAGE.cast_signed(), prepared),
            _ => {}
        }
    }

    /// Moves the mark on the chart; beyond the last epoch there is none.
    fn mark(&mut self, by: isize, [now, reached]: [usize; 2]) {
        /// So many moves lead from one end to the other.
        const MOVES: usize = 50;
        let step = reached.div_ceil(MOVES).cast_signed();
        let marked = self.marked.unwrap_or(now).saturating_add_signed(by.saturating_mul(step));
        self.marked = (marked < reached).then_some(marked);
    }

    fn scroll(&mut self, pages: isize, lines: usize) {
        let scroll = self.scroll.min(lines.saturating_sub(LAST_LINES));
        self.scroll = scroll.saturating_add_signed(pages * PAGE.cast_signed());
    }

    fn show(&mut self, view: View) {
        if view != self.view {
            *self = Self { view, shift: 0, scroll: 0, marked: None, ..*self };
        }
    }

    /// To another stage of the preparation. Returns whether the action asked for that.
    pub fn walk(&mut self, action: Action, prepared: &Prepared) -> bool {
        let last = stages(prepared).len() - 1;
        let Some(stage) = action.step(self.stage, last) else { return false };
        if stage != self.stage {
            *self = Self { stage, shift: 0, scroll: 0, ..*self };
        }
        true
    }

    /// The stage of the preparation.
    pub fn stage(&self, prepared: &Prepared) -> Stage {
        stages(prepared)[self.stage]
    }

    /// Moves the cursor by rows of the table that is seen.
    fn move_cursor(&mut self, by: isize, prepared: &Prepared) {
        let last = prepared.train_rows.len() + prepared.test_rows.len() - 1;
        let moved = |place: usize| place.saturating_add_signed(by).min(last);
        self.cursor = if self.view == View::Data && self.stage(prepared).is_in_file_order() {
            index_of_row(prepared, moved(RecordPlace::new(prepared, self.cursor).row))
        } else {
            moved(self.cursor)
        };
    }
}
