//! Where the units of a network stand: inputs at the bottom, outputs at the top. Knows sizes only, no numbers and no styles.

use ratatui::layout::Rect;

/// Lines between two rows of units at the least, so that an edge and its weight can be seen.
const MIN_GAP: u16 = 1;
/// Lines between two rows where there is room.
const GOOD_GAP: u16 = 2;

/// What has to be placed.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Units in each row, the inputs first.
    pub units: Vec<usize>,
    /// Columns that a unit of each row wants.
    pub widths: Vec<u16>,
    /// The row that must be seen.
    pub focus_row: usize,
    /// In each row, the unit that must be seen.
    pub focus_units: Vec<usize>,
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
    #[must_use]
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
    /// Lines inside a unit's frame; 0 where units have no frame.
    pub lines: u16,
}

impl Layout {
    /// Finds room for a network in `area`.
    #[must_use]
    pub fn new(plan: &Plan, area: Rect) -> Self {
        let rows = u16::try_from(plan.units.len()).unwrap_or(u16::MAX);
        let needed = |height: u16, gap: u16| {
            rows.saturating_mul(height.saturating_add(gap))
                .saturating_sub(gap)
        };
        let (lines, shown) = if needed(5, 3) <= area.height {
            (3, rows)
        } else if needed(3, GOOD_GAP) <= area.height {
            (1, rows)
        } else if needed(1, MIN_GAP) <= area.height {
            (0, rows)
        } else {
            // A line at either end says how many rows are not drawn.
            (0, (area.height.saturating_sub(2) + MIN_GAP) / (1 + MIN_GAP))
        };
        let shown = usize::from(shown).max(1);
        let first = plan
            .focus_row
            .saturating_sub(shown / 2)
            .min(plan.units.len() - shown.min(plan.units.len()));
        let last = (first + shown).min(plan.units.len());
        let mut layout = Self {
            lines,
            rows_below: first,
            rows_above: plan.units.len() - last,
            ..Self::default()
        };
        for row in first..last {
            layout.place_row(plan, area, row, (first, last));
        }
        layout
    }

    /// How many columns a unit has for itself: as many as there are from its middle to its neighbour's.
    #[must_use]
    pub fn pitch(&self, placed: &Placed, area: Rect) -> u16 {
        let neighbours = self
            .placed
            .iter()
            .filter(|other| other.row == placed.row && other.unit != placed.unit);
        neighbours
            .map(|other| other.middle().abs_diff(placed.middle()))
            .min()
            .unwrap_or(area.width)
    }

    fn place_row(&mut self, plan: &Plan, area: Rect, row: usize, (first, last): (usize, usize)) {
        let height = if self.lines == 0 { 1 } else { self.lines + 2 };
        let margin = u16::from(self.rows_above + self.rows_below > 0);
        let room = area.height.saturating_sub(2 * margin + height);
        // From the top: the last row stands at the top edge, the first one at the bottom edge.
        let steps = u16::try_from(last - first - 1).unwrap_or(u16::MAX);
        let from_top = u16::try_from(last - 1 - row).unwrap_or(u16::MAX);
        let offset = u32::from(room) * u32::from(from_top) / u32::from(steps.max(1));
        let y = area.y + margin + u16::try_from(offset).unwrap_or(0);
        // An input has one number only, however tall the units above are.
        let (y, height) = if row == 0 && self.lines > 1 {
            (y + height - 3, 3)
        } else {
            (y, height)
        };

        let wanted = plan.widths[row].max(3);
        let units = plan.units[row];
        let note = 10;
        let fit = |width: u16| usize::from(width / (wanted + 1)).max(1);
        let (shown, width) = if units <= usize::from((area.width + 1) / (wanted + 1)).max(1) {
            (units, area.width)
        } else {
            let width = area.width.saturating_sub(note);
            (fit(width).min(units), width)
        };
        let first_unit = plan.focus_units[row]
            .saturating_sub(shown / 2)
            .min(units - shown);
        let count = u16::try_from(shown).unwrap_or(u16::MAX);
        for (unit, index) in (first_unit..first_unit + shown).zip(0u16..) {
            let middle = u32::from(width) * (2 * u32::from(index) + 1) / (2 * u32::from(count));
            let x = u16::try_from(middle)
                .unwrap_or(0)
                .saturating_sub(wanted / 2);
            let place = Rect::new(area.x + x, y, wanted, height).intersection(area);
            self.placed.push(Placed {
                row,
                unit,
                area: place,
            });
        }
        if shown < units {
            let place =
                Rect::new(area.x + width + 1, y + height / 2, note - 1, 1).intersection(area);
            self.hidden_units.push((place, units - shown));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(units: &[usize]) -> Plan {
        Plan {
            units: units.to_vec(),
            widths: vec![9; units.len()],
            focus_row: units.len() / 2,
            focus_units: units.iter().map(|count| count - 1).collect(),
        }
    }

    #[test]
    fn units_never_overlap_and_stay_inside() {
        for units in [
            &[2, 1, 1][..],
            &[3, 2, 1],
            &[6, 2, 1],
            &[1, 1],
            &[50; 10],
            &[784, 32, 10],
        ] {
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
        assert!(
            layout
                .placed
                .iter()
                .any(|placed| placed.row == 5 && placed.unit == 49)
        );
        let in_focus_row = layout
            .placed
            .iter()
            .filter(|placed| placed.row == 5)
            .count();
        assert_eq!(layout.hidden_units[0].1, 50 - in_focus_row);
        let rows: std::collections::HashSet<_> =
            layout.placed.iter().map(|placed| placed.row).collect();
        assert_eq!(layout.rows_above + layout.rows_below + rows.len(), 10);
    }
}
