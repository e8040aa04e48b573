//! From the table to the features: a stage of the preparation, and what it does to the row under the cursor.

mod explanation;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Widget;

use super::super::frame;
use super::super::table::{Cell, Table};
use super::super::theme::styles;
use crate::app::Settings;
use crate::app::training::walk::Stage;
use crate::app::training::{RecordPlace, Training};
use crate::data::{Derivation, Feature, Prepared};
use crate::text::{DataWords, fill};

/// Draws the view.
pub fn draw(training: &Training, settings: &Settings, area: Rect, buf: &mut Buffer) {
    const EXPLANATION: u16 = 9;
    /// From this width on there is room for both side by side.
    const WIDE: u16 = 140;
    let view = View {
        training,
        settings,
        words: &settings.text().data,
        prepared: training.prepared(),
        stage: training.stage().0,
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

struct View<'a> {
    training: &'a Training,
    settings: &'a Settings,
    words: &'a DataWords,
    prepared: &'a Prepared,
    stage: Stage,
}

impl View<'_> {
    fn stage_name(&self) -> &str {
        match self.stage {
            Stage::Table => &self.words.table,
            Stage::Dummies => &self.words.dummies,
            Stage::Scales => &self.words.scales,
            Stage::Standardized => &self.words.standardized,
            Stage::Split => &self.words.split,
            Stage::Features => &self.words.features,
        }
    }

    fn number(&self, value: f64) -> String {
        self.settings.notation.number(value)
    }

    fn draw_rows(&self, area: Rect, buf: &mut Buffer) {
        let (_, index, total) = self.training.stage();
        let title = fill(
            &self.words.title,
            &[
                ("n", &(index + 1).to_string()),
                ("total", &total.to_string()),
                ("stage", self.stage_name()),
            ],
        );
        let block = frame::panel(&title, self.settings);
        let inner = block.inner(area);
        block.render(area, buf);
        let in_file_order = self.training.rows_as_in_file();
        let cursor = self.training.looked_at();
        let style = styles(self.settings.theme).text;
        Table {
            header: self.header(),
            rows: self.training.records(),
            cursor: if in_file_order {
                cursor.row
            } else {
                self.training.cursor()
            },
            cells: &|index| {
                let texts = if in_file_order {
                    self.file_cells(index)
                } else {
                    self.record_cells(self.training.place(index))
                };
                let cells = texts.into_iter().map(|text| Cell { text, style });
                cells.collect()
            },
        }
        .draw(self.settings, inner, buf);
    }

    /// The features that the stage is about.
    fn features(&self) -> impl Iterator<Item = (usize, &Feature)> {
        let stage = self.stage;
        let features = self.prepared.features.iter().enumerate();
        features.filter(move |(_, feature)| match stage {
            Stage::Dummies => matches!(feature.derivation, Derivation::Dummy(_)),
            Stage::Scales | Stage::Standardized => {
                matches!(feature.derivation, Derivation::Standardized(_))
            }
            Stage::Table | Stage::Split | Stage::Features => true,
        })
    }

    /// The columns of the table that the features of the stage come from.
    fn columns(&self) -> Vec<usize> {
        let mut columns: Vec<usize> = self.features().map(|(_, feature)| feature.column).collect();
        columns.dedup();
        columns
    }

    fn column_name(&self, column: usize) -> String {
        self.training.source().table.columns()[column].name.clone()
    }

    fn header(&self) -> Vec<String> {
        let table = &self.training.source().table;
        let all = (0..table.columns().len()).map(|column| self.column_name(column));
        let names = &self.settings.text().records;
        let place = [&names.set, &names.record, &names.row].map(Clone::clone);
        let row = std::iter::once(names.row.clone());
        let features = self.features().map(|(_, feature)| feature.name.clone());
        match self.stage {
            Stage::Table => row.chain(all).collect(),
            Stage::Split => place.into_iter().chain(all).collect(),
            Stage::Features => place
                .into_iter()
                .chain(features)
                .chain([names.target.clone()])
                .collect(),
            Stage::Scales => row.chain(features).collect(),
            Stage::Standardized => row
                .chain(features.flat_map(|name| [name.clone(), format!("{name}′")]))
                .collect(),
            Stage::Dummies => {
                let raw = self.columns().into_iter().map(|c| self.column_name(c));
                row.chain(raw).chain(features).collect()
            }
        }
    }

    /// The cells of a row of the file.
    fn file_cells(&self, row: usize) -> Vec<String> {
        let table = &self.training.source().table;
        let first = std::iter::once(row.to_string());
        if self.stage == Stage::Table {
            let columns = 0..table.columns().len();
            return first
                .chain(columns.map(|column| table.cell(row, column).to_owned()))
                .collect();
        }
        let followed = self.prepared.follow(table, row);
        let features = self.features().map(|(index, _)| &followed.features[index]);
        match self.stage {
            Stage::Dummies => {
                let raw = self.columns().into_iter();
                first
                    .chain(raw.map(|column| table.cell(row, column).to_owned()))
                    .chain(features.map(|feature| self.number(feature.value)))
                    .collect()
            }
            Stage::Standardized => first
                .chain(
                    features
                        .flat_map(|feature| [feature.cell.to_owned(), self.number(feature.value)]),
                )
                .collect(),
            _ => first
                .chain(features.map(|feature| feature.cell.to_owned()))
                .collect(),
        }
    }

    /// The cells of a record.
    fn record_cells(&self, place: RecordPlace) -> Vec<String> {
        let table = &self.training.source().table;
        let set = if place.is_test {
            &self.words.split_test
        } else {
            &self.words.split_train
        };
        let first = [
            set.clone(),
            (place.record + 1).to_string(),
            place.row.to_string(),
        ];
        if self.stage == Stage::Split {
            let columns = 0..table.columns().len();
            return first
                .into_iter()
                .chain(columns.map(|column| table.cell(place.row, column).to_owned()))
                .collect();
        }
        let data = self.training.dataset(place.is_test);
        let (input, target) = (data.input(place.record), data.target(place.record));
        first
            .into_iter()
            .chain(input.iter().chain(&target).map(|value| self.number(*value)))
            .collect()
    }
}
