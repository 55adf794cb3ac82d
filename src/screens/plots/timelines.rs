//! Draws what leads did: a line each, the columns being days from the one on which it was created.
//!
//! ```text
//!   lead_000002  ..a.b..>....c.........#
//!   days         0         10
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::evidence::history::PlottedTimeline;
use crate::widgets::Theme;
use crate::widgets::text::{pad_left, put, width};

/// The widest a lead's name gets.
const MOST_LABEL: u16 = 16;
/// Days between two figures of the axis, as few as there is room for.
const STEPS: [i32; 8] = [5, 10, 20, 50, 100, 200, 500, 1000];
/// The fewest columns between two figures of the axis.
const FEWEST_BETWEEN: i32 = 8;
/// The fewest columns in which none of its figures is cut.
pub(super) const FEWEST_COLUMNS: u16 = MOST_LABEL + 9;
/// What the axis is in.
const UNIT: &str = "days";

/// Returns how many lines it takes in an area of this size.
pub(super) fn height(plot: &[PlottedTimeline], _area: Rect) -> u16 {
    u16::try_from(plot.len())
        .unwrap_or(u16::MAX)
        .saturating_add(1)
}

/// Draws it.
pub(super) fn draw(plot: &[PlottedTimeline], buf: &mut Buffer, area: Rect, theme: &Theme) {
    let labels = plot.iter().map(|line| width(&line.label)).max();
    let labels = labels.unwrap_or(0).max(UNIT.len());
    let labels = u16::try_from(labels).unwrap_or(u16::MAX).min(MOST_LABEL);
    let x = area.x + labels + 1;
    let columns = area.width.saturating_sub(labels + 1);
    if columns < 8 {
        return;
    }
    let days = Days::of(plot, columns);
    for (at, line) in (0..area.height).zip(plot) {
        let y = area.y + at;
        put(buf, area.x, y, &line.label, labels, theme.text);
        let signs: String = days.signs(line).into_iter().collect();
        put(buf, x, y, &signs, columns, theme.text);
    }
    let axis = u16::try_from(plot.len()).unwrap_or(u16::MAX);
    if axis < area.height {
        let y = area.y + axis;
        let unit = pad_left(UNIT, usize::from(labels));
        put(buf, area.x, y, &unit, labels, theme.muted);
        put(buf, x, y, &days.axis(), columns, theme.muted);
    }
}

/// Where a day lies among the columns.
struct Days {
    last: i32,
    columns: i32,
}

impl Days {
    /// A column for each day or, where there are more days, for several.
    fn of(plot: &[PlottedTimeline], columns: u16) -> Self {
        let last = plot.iter().flat_map(|line| {
            let events = line.events.iter().map(|(day, _)| *day);
            events.chain(line.passed_on).chain(line.closed)
        });
        Self {
            last: last.max().unwrap_or(0).max(0),
            columns: i32::from(columns),
        }
    }

    fn column(&self, day: i32) -> Option<usize> {
        let days = i64::from(self.last) + 1;
        let column = if days <= i64::from(self.columns) {
            i64::from(day)
        } else {
            i64::from(day) * i64::from(self.columns) / days
        };
        usize::try_from(column).ok().filter(|_| day <= self.last)
    }

    /// The signs of a lead's line: dots from its first day to its last, its events, when it was
    /// passed on and closed. Several different events in one column are a `+`.
    fn signs(&self, line: &PlottedTimeline) -> Vec<char> {
        let own_last = line.events.iter().map(|(day, _)| *day);
        let own_last = own_last.chain(line.passed_on).chain(line.closed).max();
        let end = own_last.and_then(|day| self.column(day)).unwrap_or(0);
        let mut signs = vec!['·'; end + 1];
        for (day, sign) in &line.events {
            let Some(column) = self.column(*day) else {
                continue;
            };
            signs[column] = match signs[column] {
                '·' => *sign,
                same if same == *sign => same,
                _ => '+',
            };
        }
        for (day, sign) in [(line.passed_on, '>'), (line.closed, '#')] {
            if let Some(column) = day.and_then(|day| self.column(day)) {
                signs[column] = sign;
            }
        }
        signs
    }

    /// The figures of the axis, each below its day.
    fn axis(&self) -> String {
        let fits = |step: &&i32| {
            self.column(**step)
                .is_none_or(|c| c as i64 >= i64::from(FEWEST_BETWEEN))
        };
        let step = *STEPS.iter().find(fits).unwrap_or(&STEPS[STEPS.len() - 1]);
        let mut text = String::new();
        let mut day = 0;
        while let Some(column) = self.column(day) {
            let figure = day.to_string();
            if column + figure.len() > self.columns as usize {
                break;
            }
            text.push_str(&" ".repeat(column.saturating_sub(text.len())));
            text.push_str(&figure);
            day += step;
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::paper;
    use crate::widgets::testing::{ascii, every_size, screen};

    fn plot() -> Vec<PlottedTimeline> {
        vec![
            PlottedTimeline {
                label: "L1".into(),
                events: vec![(0, 'a'), (3, 'b'), (3, 'a'), (7, 'c')],
                passed_on: Some(5),
                closed: Some(20),
            },
            PlottedTimeline {
                label: "Lead 2".into(),
                events: vec![(2, 'b'), (2, 'b')],
                passed_on: None,
                closed: None,
            },
        ]
    }

    fn drawn(columns: u16) -> Vec<String> {
        screen(columns, 3, |frame, area| {
            let theme = ascii();
            draw(&plot(), frame.buffer_mut(), area, &theme);
            paper::lay(frame.buffer_mut(), &theme);
        })
    }

    #[test]
    fn a_column_is_a_day() {
        assert_eq!(
            drawn(40),
            [
                "L1     a..+.>.c............#",
                "Lead 2 ..b",
                "  days 0         10        20",
            ]
        );
    }

    #[test]
    fn a_column_is_several_days_where_there_is_less_room() {
        // 21 days in 10 columns: day 3 is in column 1, 5 in 2, 7 in 3, 20 in 9.
        assert_eq!(drawn(17), ["L1     a+>c.....#", "Lead 2 b", "  days 0"]);
    }

    #[test]
    fn it_stays_inside_at_every_size() {
        every_size(|frame, area, theme| draw(&plot(), frame.buffer_mut(), area, theme));
    }
}
