//! Where the units of a network stand: inputs at the bottom, outputs at the top. Knows sizes only,
//! no numbers and no styles.

use ratatui::layout::Rect;

/// Lines between two rows of units at the least, so that an edge and its weight can be seen.
const MIN_GAP: u16 = 1;
/// Lines between two rows where units have frames.
const GOOD_GAP: u16 = 2;

/// How much of a unit is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Outline {
    /// One number in brackets.
    #[default]
    Bare,
    /// One number in a frame.
    Small,
    /// All its numbers in a frame.
    Tall,
}

/// What has to be placed.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The rows, the inputs first.
    pub rows: Vec<Row>,
    /// The row that must be seen.
    pub focus_row: usize,
}

/// What has to be placed in one row.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// How many units it has.
    pub units: usize,
    /// The unit that must be seen.
    pub focus: usize,
    /// Columns of a unit that shows one number, frame included.
    pub width: u16,
    /// Columns of a unit that shows all its numbers, frame included.
    pub tall_width: u16,
    /// How many numbers a unit has.
    pub numbers: u16,
}

impl Row {
    fn height(&self, form: Outline) -> u16 {
        match form {
            Outline::Bare => 1,
            Outline::Small => 3,
            Outline::Tall => self.numbers + 2,
        }
    }

    fn width(&self, form: Outline) -> u16 {
        match form {
            Outline::Bare | Outline::Small => self.width,
            Outline::Tall => self.tall_width,
        }
    }

    fn fits(&self, form: Outline, width: u16) -> bool {
        self.units <= usize::from((width + 1) / (self.width(form) + 1))
    }
}

/// A unit that is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its row, 0 being the inputs.
    pub row: usize,
    /// Its number in the row.
    pub unit: usize,
    /// Where it stands.
    pub area: Rect,
}

impl Placed {
    /// The column of its middle.
    pub fn middle(&self) -> u16 {
        self.area.x + self.area.width / 2
    }
}

/// Which units are drawn where, and how many are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The units that are drawn.
    pub placed: Vec<Placed>,
    /// For each drawn row that does not fit: where to say so, and how many units are not drawn.
    pub hidden_units: Vec<(Rect, usize)>,
    /// Rows below the lowest one drawn.
    pub rows_below: usize,
    /// Rows above the highest one drawn.
    pub rows_above: usize,
    /// How much of each unit is drawn.
    pub form: Outline,
    /// Where the inputs and their weights stand as a table, a heading first, in place of the lowest
    /// row.
    pub table: Option<Rect>,
}

/// Lines for these rows.
fn needed(rows: &[Row], form: Outline, gap: u16) -> u16 {
    let heights = rows.iter().map(|row| row.height(form).saturating_add(gap));
    heights.fold(0, u16::saturating_add).saturating_sub(gap)
}

/// Where a table of the inputs has room; `None` if they fit side by side, or if the units would no
/// longer fit above it.
fn table(plan: &Plan, area: Rect) -> Option<Rect> {
    const LEAST: (u16, u16) = (30, 5);
    let [inputs, above @ ..] = plan.rows.as_slice() else { return None };
    if inputs.fits(Outline::Small, area.width) || area.width < LEAST.0 {
        return None;
    }
    let room = area.height.checked_sub(needed(above, Outline::Small, MIN_GAP))?;
    let lines = u16::try_from(inputs.units + 1).unwrap_or(u16::MAX).min(room);
    let y = area.bottom().checked_sub(lines)?;
    (lines >= LEAST.1).then_some(Rect { y, height: lines, ..area })
}

impl Layout {
    /// Finds room for a network in `area`. Where the inputs don't fit side by side, they become a
    /// table below the units, if there is room for one.
    pub fn new(plan: &Plan, area: Rect) -> Self {
        match table(plan, area) {
            Some(table) => {
                let above = Rect { height: area.height - table.height, ..area };
                Self { table: Some(table), ..Self::of_rows(plan, 1, above) }
            }
            None => Self::of_rows(plan, 0, area),
        }
    }

    /// Finds room for the rows from `lowest` on.
    fn of_rows(plan: &Plan, lowest: usize, area: Rect) -> Self {
        let rows = &plan.rows[lowest..];
        let all_fit = rows.iter().all(|row| row.fits(Outline::Tall, area.width));
        let count = rows.len();
        let gap = if lowest == 0 { GOOD_GAP } else { MIN_GAP };
        let (form, shown) = if needed(rows, Outline::Tall, gap) <= area.height && all_fit {
            (Outline::Tall, count)
        } else if needed(rows, Outline::Small, gap) <= area.height {
            (Outline::Small, count)
        } else if needed(rows, Outline::Bare, MIN_GAP) <= area.height {
            (Outline::Bare, count)
        } else {
            // A line at either end says how many rows are not drawn.
            let room = area.height.saturating_sub(2);
            (Outline::Bare, usize::from((room + MIN_GAP) / (1 + MIN_GAP)).clamp(1, count))
        };
        let focus = plan.focus_row.saturating_sub(lowest);
        let first = focus.saturating_sub(shown / 2).min(count - shown);
        let mut layout =
            Self { form, rows_below: first, rows_above: count - shown - first, ..Self::default() };
        layout.place_rows(lowest + first, &rows[first..first + shown], area);
        layout
    }

    /// Spreads the rows over the height, the last one at the top, with the same gap between all of
    /// them.
    fn place_rows(&mut self, lowest: usize, rows: &[Row], area: Rect) {
        let margin = u16::from(self.rows_above + self.rows_below > 0);
        let filled: u16 = rows.iter().map(|row| row.height(self.form)).sum();
        let free = u32::from(area.height.saturating_sub(2 * margin).saturating_sub(filled));
        let gaps = u32::try_from(rows.len() - 1).unwrap_or(u32::MAX).max(1);
        let mut above = 0;
        for ((index, row), placed_above) in rows.iter().enumerate().rev().zip(0u32..) {
            let free_above = u16::try_from(free * placed_above / gaps).unwrap_or(u16::MAX);
            let y = area.y.saturating_add(margin).saturating_add(above).saturating_add(free_above);
            self.place_row(
                lowest + index,
                row,
                Rect { y, height: row.height(self.form), ..area },
                area,
            );
            above += row.height(self.form);
        }
    }

    /// How many columns a unit has for itself: as many as there are from its middle to its
    /// neighbour's.
    pub fn pitch(&self, placed: &Placed, area: Rect) -> u16 {
        let neighbours =
            self.placed.iter().filter(|other| other.row == placed.row && other.unit != placed.unit);
        neighbours.map(|other| other.middle().abs_diff(placed.middle())).min().unwrap_or(area.width)
    }

    /// Spreads the units of one row over its width.
    fn place_row(&mut self, row: usize, plan: &Row, line: Rect, area: Rect) {
        const NOTE: u16 = 10;
        let wanted = plan.width(self.form);
        let (shown, width) = if plan.fits(self.form, line.width) {
            (plan.units, line.width)
        } else {
            let width = line.width.saturating_sub(NOTE);
            (usize::from(width / (wanted + 1)).clamp(1, plan.units), width)
        };
        let first = plan.focus.saturating_sub(shown / 2).min(plan.units - shown);
        let count = u32::try_from(shown).unwrap_or(u32::MAX);
        for (unit, index) in (first..first + shown).zip(0u32..) {
            let middle = u32::from(width) * (2 * index + 1) / (2 * count);
            let x = line.x + u16::try_from(middle).unwrap_or(0).saturating_sub(wanted / 2);
            let area = Rect { x, width: wanted, ..line }.intersection(area);
            self.placed.push(Placed { row, unit, area });
        }
        if shown < plan.units {
            let note = Rect::new(line.x + width + 1, line.y + line.height / 2, NOTE - 1, 1);
            self.hidden_units.push((note.intersection(area), plan.units - shown));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(units: &[usize]) -> Plan {
        let row =
            |&units: &usize| Row { units, focus: units - 1, width: 9, tall_width: 15, numbers: 4 };
        Plan { rows: units.iter().map(row).collect(), focus_row: units.len() / 2 }
    }

    #[test]
    fn units_never_overlap_and_stay_inside() {
        for units in [&[2, 1, 1][..], &[3, 2, 1], &[6, 2, 1], &[1, 1], &[50; 10], &[784, 32, 10]] {
            for (width, height) in [(38, 13), (100, 40), (1, 1), (5, 3), (20, 7)] {
                let area = Rect::new(1, 1, width, height);
                let layout = Layout::new(&plan(units), area);
                for (index, one) in layout.placed.iter().enumerate() {
                    assert_eq!(one.area, one.area.intersection(area), "{units:?} in {area}");
                    for other in &layout.placed[..index] {
                        let shared = one.area.intersection(other.area);
                        assert!(
                            shared.is_empty() || width < 9,
                            "{units:?} in {area}: {one:?} {other:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn the_unit_in_focus_is_always_drawn_and_the_others_are_counted() {
        let layout = Layout::new(&plan(&[50; 10]), Rect::new(0, 0, 38, 13));
        assert!(layout.placed.iter().any(|placed| placed.row == 5 && placed.unit == 49));
        let in_focus_row = layout.placed.iter().filter(|placed| placed.row == 5).count();
        assert_eq!(layout.hidden_units[0].1, 50 - in_focus_row);
        let rows: std::collections::HashSet<_> =
            layout.placed.iter().map(|placed| placed.row).collect();
        assert_eq!(layout.rows_above + layout.rows_below + rows.len(), 10);
    }
}
