//! What a stage of the preparation is about, and what it does to the row under the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::TableView;
use crate::app::training::RecordPlace;
use crate::app::training::stages::Stage;
use crate::data::{Category, Derivation, Feature, FollowedRow};
use crate::lesson::{Arithmetic, Expr, expr};
use crate::text::Values;
use crate::ui::frame;

impl TableView<'_> {
    fn followed(&self) -> FollowedRow<'_> {
        let row = self.training.looked_at().row;
        self.prepared.follow(&self.training.runs.source.table, row)
    }

    pub(super) fn draw_explanation(&self, area: Rect, buf: &mut Buffer) {
        let row = self.followed();
        let title = self.pen.fill(&self.words.followed, &[("row", &row.row), ("line", &row.line)]);
        let inside = frame::padded(self.pen.panel(&title, area, buf));
        let room = usize::from(inside.height);
        let mut lines = self.explanation_lines(area.width);
        if lines.len() > room {
            let hidden = (lines.len() + 1).saturating_sub(room);
            lines.truncate(room.saturating_sub(1));
            let more = self.pen.fill(&self.pen.words.algorithm.more_rows, &[("n", &hidden)]);
            lines.push(Line::styled(more, self.pen.styles.faint));
        }
        self.pen.write(lines, inside, buf);
    }

    /// What is explained, as lines for a panel of that width. The row's own numbers come first:
    /// prose may be cut off, they may not.
    pub(super) fn explanation_lines(&self, width: u16) -> Vec<Line<'static>> {
        let width = usize::from(width).saturating_sub(4);
        let (prose, numbers) = self.explanation(&self.followed(), self.training.looked_at());
        let styles = self.pen.styles;
        let numbers = numbers.iter().map(|line| (line, styles.result));
        let lines = numbers.chain(prose.iter().map(|line| (line, styles.text)));
        lines.flat_map(|(line, style)| self.pen.paragraph(line, style, width)).collect()
    }

    /// What the stage is about, and what it does to the row.
    fn explanation(&self, row: &FollowedRow<'_>, place: RecordPlace) -> (Vec<String>, Vec<String>) {
        match self.stage {
            Stage::Table => (self.roles(), vec![self.raw(row.row)]),
            Stage::Dummies => (self.why_dummies(), self.dummies(row)),
            Stage::Scales => (self.why_scales(), self.scales()),
            Stage::Standardized => {
                (vec![self.words.standardized_why.clone()], self.standardized(row))
            }
            Stage::Split => (self.split(), vec![self.place(place)]),
            Stage::Features => {
                (vec![self.words.features_why.clone()], vec![self.raw(row.row), self.vector(row)])
            }
        }
    }

    /// The raw cells of a row with their columns, from the first column in sight on.
    fn raw(&self, row: usize) -> String {
        let table = &self.training.runs.source.table;
        let first = self.first_column();
        let cells = (first..table.columns.len()).map(|column| {
            let cell = table.cell(row, column);
            format!("{} = {cell}", self.column_name(column))
        });
        let mark = &self.pen.words.punctuation.list;
        format!("{}{}", Self::gap(first, mark), self.list(cells))
    }

    /// What stands before a list whose first things are out of sight.
    fn gap(left_out: usize, mark: &str) -> String {
        if left_out == 0 { String::new() } else { format!("…{mark}") }
    }

    /// Some things with the marks of a list between them, and how many more there are.
    pub(super) fn list(&self, things: impl ExactSizeIterator<Item = String>) -> String {
        self.listed(things, &self.pen.words.punctuation.list)
    }

    fn listed(&self, things: impl ExactSizeIterator<Item = String>, mark: &str) -> String {
        const MOST: usize = 60;
        let total = things.len();
        let mut shown: Vec<String> =
            things.take(MOST).map(|thing| thing.replace(' ', "\u{a0}")).collect();
        if total > MOST {
            shown.push(self.pen.fill(&self.words.and_more, &[("n", &(total - MOST))]));
        }
        shown.join(mark)
    }

    fn why_dummies(&self) -> Vec<String> {
        let columns = self.columns();
        let Some(&column) = columns.first() else {
            return Vec::new();
        };
        let has = |number: f64| {
            let dummy = Derivation::Dummy(Category::Number(number));
            self.features().any(|(_, other)| other.column == column && other.derivation == dummy)
        };
        let sentence = if has(2.0) && has(4.0) {
            &self.words.dummies_why
        } else {
            &self.words.dummies_why_text
        };
        vec![self.pen.fill(sentence, &[("column", &self.column_name(column))])]
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
            let cell = self.training.runs.source.table.cell(row.row, column);
            let dummies = self.list(dummies.into_iter());
            format!("{} = {cell} → {dummies}", self.column_name(column))
        };
        self.columns().into_iter().map(of_column).collect()
    }

    fn why_scales(&self) -> Vec<String> {
        vec![self.pen.fill(&self.words.scales_why, &[("n", &self.training.runs.records())])]
    }

    /// `Σ x / n = 12 / 4 = 3`, with the numbers of `formula` and what they come to.
    fn arithmetic(&self, symbols: &str, formula: &Expr<f64>) -> String {
        let Arithmetic { numbers, relation, result } =
            Arithmetic::new(formula, self.pen.notation());
        let numbers = expr::text(&numbers).replace('/', " / ");
        format!("{symbols} = {numbers} {}\u{a0}{result}", relation.sign())
    }

    /// Mean and standard deviation of each column: the formula, then with its numbers.
    fn scales(&self) -> Vec<String> {
        let formula = "mean = Σ x / n\u{a0}\u{a0}\u{a0}  s² = Σ (x − mean)² / (n − 1)";
        let mut lines = vec![formula.to_owned()];
        for (_, feature) in self.features_in_sight() {
            let Derivation::Standardized(scale) = &feature.derivation else {
                continue;
            };
            let (sum, squares) = (Expr::Leaf(scale.sum), Expr::Leaf(scale.squares));
            let n = || Expr::Const(scale.count as f64);
            let mean = self.arithmetic("mean", &sum.over(n()));
            let variance = self.arithmetic("s²", &squares.over(n().minus(Expr::Const(1.0))));
            let s = scale.standard_deviation;
            // A root is exact where its square is.
            let square = Expr::Leaf(s).squared();
            let relation = Arithmetic::new(&square, self.pen.notation()).relation.sign();
            lines.push(format!(
                "{}: {mean}, {variance}, s\u{a0}{relation}\u{a0}{}",
                feature.name,
                self.number(s)
            ));
        }
        lines
    }

    /// One line for each standardised column: the formula with the numbers of this row.
    fn standardized(&self, row: &FollowedRow<'_>) -> Vec<String> {
        let of_feature = |(index, feature): (usize, &Feature)| {
            let Derivation::Standardized(scale) = &feature.derivation else {
                return None;
            };
            let [x, mean, s] =
                [row.features[index].number, scale.mean, scale.standard_deviation].map(Expr::Leaf);
            let symbols = format!("{}′ = (x − mean) / s", feature.name);
            Some(self.arithmetic(&symbols, &x.minus(mean).over(s)))
        };
        self.features_in_sight().filter_map(of_feature).collect()
    }

    fn place(&self, place: RecordPlace) -> String {
        let sentence = if place.is_test {
            &self.words.split_test_record
        } else {
            &self.words.split_train_record
        };
        self.pen.fill(sentence, &[("row", &place.row), ("record", &(place.record + 1))])
    }

    /// How the split came about, and the rows on both sides.
    fn split(&self) -> Vec<String> {
        let (train, test) = (&self.prepared.train_rows, &self.prepared.test_rows);
        let values: &Values = &[
            ("train", &train.len()),
            ("test", &test.len()),
            ("rows", &self.training.runs.records()),
            ("seed", &self.prepared.recipe.seed),
        ];
        let why = self.pen.fill(&self.words.split_why, values);
        let rows = |name: &str, rows: &[usize]| {
            let numbers = self.list(rows.iter().map(usize::to_string));
            format!("{name}{}{numbers}", self.pen.words.punctuation.colon)
        };
        vec![why, rows(&self.words.split_train, train), rows(&self.words.split_test, test)]
    }

    /// The record as the network takes it.
    fn vector(&self, row: &FollowedRow<'_>) -> String {
        let first = self.features_in_sight().next();
        let first = first.map_or(0, |(index, _)| index);
        let values = row.features[first..].iter();
        let x = self.listed(values.map(|feature| self.number(feature.value)), ", ");
        let target = match &row.target[..] {
            [target] => self.number(*target),
            targets => {
                let targets: Vec<String> = targets.iter().map(|it| self.number(*it)).collect();
                format!("[{}]", targets.join(", "))
            }
        };
        format!("→ x = [{}{x}], y = {}", Self::gap(first, ", "), target)
    }
}
