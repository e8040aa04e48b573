//! From the table to the features: a stage of the preparation, and what it does to the row under
//! the cursor.

mod explanation;
mod roles;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Span;

use super::target;
use crate::app::training::columns::DataColumn;
use crate::app::training::stages::{Stage, stages};
use crate::app::training::{RecordPlace, Training};
use crate::data::{Feature, Prepared};
use crate::text::training::DataWords;
use crate::ui::pen::Pen;
use crate::ui::table::LongTable;

/// Draws the view.
pub fn draw(training: &Training, pen: Pen, area: Rect, buf: &mut Buffer) {
    const EXPLANATION: u16 = 9;
    /// From this width on there is room for both side by side.
    const WIDE: u16 = 140;
    let view = TableView {
        training,
        pen,
        words: &pen.words.data,
        prepared: &training.runs.prepared,
        stage: training.stage(),
    };
    let layout = if area.width < WIDE {
        let lines = view.explanation_lines(area.width).len() + 2;
        let height = u16::try_from(lines).unwrap_or(u16::MAX);
        let height = height.clamp(EXPLANATION, (area.height * 2 / 3).max(EXPLANATION));
        Layout::vertical([Constraint::Min(0), Constraint::Length(height)])
    } else {
        Layout::horizontal([Constraint::Percentage(60), Constraint::Percentage(40)])
    };
    let [rows, explanation] = area.layout(&layout);
    view.draw_rows(rows, buf);
    view.draw_explanation(explanation, buf);
}

struct TableView<'a> {
    training: &'a Training,
    pen: Pen,
    words: &'a DataWords,
    prepared: &'a Prepared,
    stage: Stage,
}

impl TableView<'_> {
    fn stage_name(&self) -> &str {
        &self.words.stage[<&str>::from(self.stage)]
    }

    fn number(&self, value: f64) -> String {
        self.pen.number(value)
    }

    fn draw_rows(&self, area: Rect, buf: &mut Buffer) {
        let pen = self.pen;
        let (index, total) = (self.training.viewpoint.stage, stages(self.prepared).len());
        let title = pen.fill(
            &self.words.title,
            &[("n", &(index + 1)), ("total", &total), ("stage", &self.stage_name())],
        );
        let inner = pen.panel(&title, area, buf);
        let in_file_order = self.training.stage().is_in_file_order();
        let cursor = self.training.looked_at();
        let style = pen.styles.text;
        let columns = self.training.columns();
        LongTable {
            header: columns.iter().map(|column| self.header(*column)).collect(),
            rows: self.training.runs.records(),
            cursor: if in_file_order { cursor.row } else { self.training.viewpoint.cursor },
            pinned: columns.iter().filter(|column| column.is_pinned()).count(),
            shift: self.training.viewpoint.shift,
            cells: &|index, wanted| {
                let row = if in_file_order {
                    self.row_of_file(index)
                } else {
                    self.record(self.training.place(index))
                };
                let cell = |&place: &usize| Span::styled(self.cell(columns[place], &row), style);
                wanted.iter().map(cell).collect()
            },
        }
        .draw(pen, inner, buf);
    }

    /// The features that the stage is about.
    fn features(&self) -> impl Iterator<Item = (usize, &Feature)> {
        let stage = self.stage;
        let features = self.prepared.features.iter().enumerate();
        features.filter(move |(_, feature)| stage.concerns(&feature.derivation))
    }

    /// The columns of the table that the features of the stage come from.
    fn columns(&self) -> Vec<usize> {
        let mut columns: Vec<usize> = self.features().map(|(_, feature)| feature.column).collect();
        columns.dedup();
        columns
    }

    /// The column of the file from which on what is in sight comes: 0 as long as nothing is moved.
    fn first_column(&self) -> usize {
        let mut movable = self.training.columns();
        movable.retain(|column| !column.is_pinned());
        let shift = self.training.viewpoint.shift.min(movable.len().saturating_sub(1));
        match movable.get(shift) {
            Some(DataColumn::Raw(column)) if shift > 0 => *column,
            Some(DataColumn::Feature(feature)) if shift > 0 => {
                self.prepared.features[*feature].column
            }
            _ => 0,
        }
    }

    /// The features that the stage is about, from the first one in sight on.
    fn features_in_sight(&self) -> impl Iterator<Item = (usize, &Feature)> {
        let first = self.first_column();
        self.features().filter(move |(_, feature)| feature.column >= first)
    }

    fn column_name(&self, column: usize) -> String {
        self.training.runs.source.table.columns[column].name.clone()
    }

    fn header(&self, column: DataColumn) -> String {
        let names = &self.pen.words.records;
        match column {
            DataColumn::Set => names.set.clone(),
            DataColumn::Record => names.record.clone(),
            DataColumn::Row => names.row.clone(),
            DataColumn::Raw(column) => self.column_name(column),
            DataColumn::Feature(feature) if self.stage == Stage::Standardized => {
                format!("{}′", self.prepared.features[feature].name)
            }
            DataColumn::Feature(feature) => self.prepared.features[feature].name.clone(),
            DataColumn::Target => names.target.clone(),
            DataColumn::Output => names.output.clone(),
            DataColumn::Verdict => names.right.clone(),
        }
    }

    /// A row of the file, with its features where the stage shows any.
    fn row_of_file(&self, row: usize) -> Shown {
        let features = match self.stage {
            Stage::Dummies | Stage::Standardized => {
                let followed = self.prepared.follow(&self.training.runs.source.table, row);
                let features = followed.features.iter();
                features.map(|feature| feature.value).collect()
            }
            Stage::Table | Stage::Scales | Stage::Split | Stage::Features => Vec::new(),
        };
        Shown { row, place: None, features }
    }

    fn record(&self, place: RecordPlace) -> Shown {
        let data = place.dataset(&self.training.playback.trainer);
        Shown { row: place.row, place: Some(place), features: data.input(place.record).to_vec() }
    }

    fn cell(&self, column: DataColumn, row: &Shown) -> String {
        let number =
            |value: Option<f64>| value.map_or_else(String::new, |value| self.number(value));
        let of_place =
            |text: &dyn Fn(RecordPlace) -> String| row.place.map_or_else(String::new, text);
        match column {
            DataColumn::Set => of_place(&|place| {
                if place.is_test {
                    self.words.split_test.clone()
                } else {
                    self.words.split_train.clone()
                }
            }),
            DataColumn::Record => of_place(&|place| (place.record + 1).to_string()),
            DataColumn::Row => row.row.to_string(),
            DataColumn::Raw(column) => {
                self.training.runs.source.table.cell(row.row, column).to_owned()
            }
            DataColumn::Feature(feature) => number(row.features.get(feature).copied()),
            DataColumn::Target => of_place(&|place| {
                let target = place.dataset(&self.training.playback.trainer).target(place.record);
                match self.prepared.targets.scale() {
                    // As the network gets it, which is what the features are shown as.
                    Some(_) => self.number(target[0]),
                    None => target::written(&self.prepared.targets, &target, self.pen),
                }
            }),
            DataColumn::Output | DataColumn::Verdict => String::new(),
        }
    }
}

/// What a line of the table is made from.
struct Shown {
    /// Which row of the file.
    row: usize,
    /// Which record, where the records are shown.
    place: Option<RecordPlace>,
    /// What the network gets for each feature.
    features: Vec<f64>,
}
