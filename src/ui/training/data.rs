//! From the table to the features: a stage of the preparation, and what it does to the row under the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Paragraph, Widget};

use super::super::frame;
use super::super::table::{Cell, Table};
use super::super::theme::styles;
use super::super::wrap::wrap;
use crate::app::Settings;
use crate::app::training::walk::Stage;
use crate::app::training::{RecordPlace, Training};
use crate::data::{Derivation, Feature, FollowedRow, Prepared};
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

    fn followed(&self) -> FollowedRow<'_> {
        let row = self.training.looked_at().row;
        self.prepared.follow(&self.training.source().table, row)
    }

    fn draw_explanation(&self, area: Rect, buf: &mut Buffer) {
        let styles = styles(self.settings.theme);
        let row = self.followed();
        let title = fill(
            &self.words.followed,
            &[
                ("row", &row.row.to_string()),
                ("line", &row.line.to_string()),
            ],
        );
        let block = frame::panel(&title, self.settings);
        let inner = block.inner(area);
        block.render(area, buf);
        let room = usize::from(inner.height);
        let mut lines = self.explanation_lines(area.width);
        if lines.len() > room {
            let hidden = (lines.len() + 1).saturating_sub(room);
            lines.truncate(room.saturating_sub(1));
            let more = fill(
                &self.settings.text().algorithm.more_rows,
                &[("n", &hidden.to_string())],
            );
            lines.push(Line::styled(format!(" {more}"), styles.faint));
        }
        Paragraph::new(lines).render(inner, buf);
    }

    /// What is explained, as lines for a panel of that width. The row's own numbers come first: prose may be cut off, they may not.
    fn explanation_lines(&self, width: u16) -> Vec<Line<'static>> {
        let styles = styles(self.settings.theme);
        let width = usize::from(width).saturating_sub(4);
        let (prose, numbers) = self.explanation(&self.followed(), self.training.looked_at());
        let mut lines = Vec::new();
        for (sentences, style) in [(numbers, styles.result), (prose, styles.text)] {
            for sentence in sentences {
                let sentence = self.settings.symbols().apply(&sentence);
                let wrapped = wrap(&sentence, width).into_iter();
                lines.extend(wrapped.map(|line| Line::styled(format!(" {line}"), style)));
            }
        }
        lines
    }

    /// What the stage is about, and what it does to the row.
    fn explanation(&self, row: &FollowedRow<'_>, place: RecordPlace) -> (Vec<String>, Vec<String>) {
        match self.stage {
            Stage::Table => (self.roles(), vec![self.raw(row.row)]),
            Stage::Dummies => (self.why_dummies(), self.dummies(row)),
            Stage::Scales => (self.why_scales(), self.scales()),
            Stage::Standardized => (
                vec![self.words.standardized_why.clone()],
                self.standardized(row),
            ),
            Stage::Split => (self.split(), vec![self.place(place)]),
            Stage::Features => (
                vec![self.words.features_why.clone()],
                vec![self.raw(row.row), self.vector(row)],
            ),
        }
    }

    /// The raw cells of a row with their columns.
    fn raw(&self, row: usize) -> String {
        let table = &self.training.source().table;
        let columns = 0..table.columns().len();
        self.list(
            columns.map(|column| {
                format!("{} = {}", self.column_name(column), table.cell(row, column))
            }),
        )
    }

    /// Some things with commas between them, and how many more there are.
    fn list(&self, things: impl ExactSizeIterator<Item = String>) -> String {
        const MOST: usize = 60;
        let total = things.len();
        let mut shown: Vec<String> = things
            .take(MOST)
            .map(|thing| thing.replace(' ', "\u{a0}"))
            .collect();
        if total > MOST {
            let more = (total - MOST).to_string();
            shown.push(fill(&self.words.and_more, &[("n", &more)]));
        }
        shown.join(", ")
    }

    /// How large the table is, which column is used for what, and what was decided unasked.
    fn roles(&self) -> Vec<String> {
        let source = self.training.source();
        let table = &source.table;
        let recipe = &self.prepared.recipe;
        let size = fill(
            &self.words.rows_and_columns,
            &[
                ("rows", &table.rows().to_string()),
                ("columns", &table.columns().len().to_string()),
            ],
        );
        let untouched: Vec<String> = self
            .features()
            .filter(|(_, feature)| feature.derivation == Derivation::Untouched)
            .map(|(_, feature)| feature.name.clone())
            .collect();
        let target = vec![recipe.target.clone()];
        let roles = [
            (&self.words.roles_target, &target),
            (&self.words.roles_dummies, &recipe.one_hot),
            (&self.words.roles_standardized, &recipe.standardize),
            (&self.words.roles_untouched, &untouched),
            (&self.words.roles_left_out, &recipe.leave_out),
        ];
        let roles: Vec<String> = roles
            .into_iter()
            .filter(|(_, columns)| !columns.is_empty())
            .map(|(sentence, columns)| {
                let columns = self.list(columns.iter().cloned());
                fill(sentence, &[("columns", &columns)])
            })
            .collect();
        let mut sentences = vec![size, roles.join("  ")];
        sentences.extend(source.notes.iter().cloned());
        sentences
    }

    fn why_dummies(&self) -> Vec<String> {
        let columns = self.columns();
        let Some(&column) = columns.first() else {
            return Vec::new();
        };
        let has = |wanted: f64| {
            self.features().any(|(_, feature)| {
                feature.column == column
                    && feature.name == format!("{}_{wanted}", self.column_name(column))
            })
        };
        let sentence = if has(2.0) && has(4.0) {
            &self.words.dummies_why
        } else {
            &self.words.dummies_why_text
        };
        vec![fill(sentence, &[("column", &self.column_name(column))])]
    }

    /// One line for each column of categories: what its dummies are in this row.
    fn dummies(&self, row: &FollowedRow<'_>) -> Vec<String> {
        let of_column = |column: usize| {
            let dummies: Vec<String> = self
                .features()
                .filter(|(_, feature)| feature.column == column)
                .map(|(index, feature)| {
                    let value = self.number(row.features[index].value);
                    format!("{} = {value}", feature.name)
                })
                .collect();
            let cell = self.training.source().table.cell(row.row, column);
            let dummies = self.list(dummies.into_iter());
            format!("{} = {cell} → {dummies}", self.column_name(column))
        };
        self.columns().into_iter().map(of_column).collect()
    }

    fn why_scales(&self) -> Vec<String> {
        let rows = self.training.records().to_string();
        vec![fill(&self.words.scales_why, &[("n", &rows)])]
    }

    /// `=` where the numbers as they are written are exact (but for the last bits of a double), else `≈`.
    fn relation(&self, values: &[f64]) -> &'static str {
        let notation = self.settings.notation;
        let is_exact =
            |value: &f64| (notation.rounded(*value) - value).abs() <= 1e-14 * value.abs();
        if values.iter().all(is_exact) {
            "="
        } else {
            "≈"
        }
    }

    /// Mean and standard deviation of each column: the formula, then with its numbers.
    fn scales(&self) -> Vec<String> {
        let mut lines = vec![
            "mean = Σ x / n      s² = Σ (x − mean)² / (n − 1)"
                .replace("     ", "\u{a0}\u{a0}\u{a0} "),
        ];
        for (_, feature) in self.features() {
            let Derivation::Standardized(scale) = &feature.derivation else {
                continue;
            };
            let variance = scale.squares / (scale.count as f64 - 1.0);
            let n = scale.count;
            let line = format!(
                "{}: mean = {} / {n} {} {}, s² = {} / ({n} − 1) {} {}, s {} {}",
                feature.name,
                self.number(scale.sum),
                self.relation(&[scale.sum, scale.mean]),
                self.number(scale.mean),
                self.number(scale.squares),
                self.relation(&[scale.squares, variance]),
                self.number(variance),
                self.relation(&[scale.standard_deviation]),
                self.number(scale.standard_deviation),
            );
            lines.push(line);
        }
        lines
    }

    /// One line for each standardised column: the formula with the numbers of this row.
    fn standardized(&self, row: &FollowedRow<'_>) -> Vec<String> {
        let of_feature = |(index, feature): (usize, &Feature)| {
            let Derivation::Standardized(scale) = &feature.derivation else {
                return None;
            };
            let followed = row.features[index];
            let (mean, s) = (scale.mean, scale.standard_deviation);
            let subtracted = if mean < 0.0 {
                format!("({})", self.number(mean))
            } else {
                self.number(mean)
            };
            Some(format!(
                "{}′ = (x − mean) / s = ({} − {subtracted}) / {} {} {}",
                feature.name,
                self.number(followed.number),
                self.number(s),
                self.relation(&[followed.number, mean, s, followed.value]),
                self.number(followed.value),
            ))
        };
        self.features().filter_map(of_feature).collect()
    }

    fn place(&self, place: RecordPlace) -> String {
        let sentence = if place.is_test {
            &self.words.split_test_record
        } else {
            &self.words.split_train_record
        };
        fill(
            sentence,
            &[
                ("row", &place.row.to_string()),
                ("record", &(place.record + 1).to_string()),
            ],
        )
    }

    /// How the split came about, and the rows on both sides.
    fn split(&self) -> Vec<String> {
        let (train, test) = (&self.prepared.train_rows, &self.prepared.test_rows);
        let why = fill(
            &self.words.split_why,
            &[
                ("train", &train.len().to_string()),
                ("test", &test.len().to_string()),
                ("rows", &self.training.records().to_string()),
                ("seed", &self.prepared.recipe.seed.to_string()),
            ],
        );
        let rows = |name: &str, rows: &[usize]| {
            let numbers = self.list(rows.iter().map(usize::to_string));
            format!("{name}: {numbers}")
        };
        vec![
            why,
            rows(&self.words.split_train, train),
            rows(&self.words.split_test, test),
        ]
    }

    /// The record as the network takes it.
    fn vector(&self, row: &FollowedRow<'_>) -> String {
        let x = self.list(
            row.features
                .iter()
                .map(|feature| self.number(feature.value)),
        );
        format!("→ x = [{x}], y = {}", self.number(row.target))
    }
}
