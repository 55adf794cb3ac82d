//! The axis below the threshold curve: round numbers, and the present threshold.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::model::wording::grouped;
use crate::screens::plots::AxisScale;
use crate::widgets::Theme;
use crate::widgets::text::{put, width};

/// Columns that a number on the axis should have to itself.
const COLUMNS_PER_TICK: u16 = 10;

/// Draws the axis and its numbers in the two rows below a field.
pub(super) fn draw_axis(
    range: (i64, i64),
    now: Option<i64>,
    scale: &AxisScale,
    buf: &mut Buffer,
    field: Rect,
    theme: &Theme,
) {
    let y = field.bottom();
    let line = theme.horizontal().repeat(usize::from(field.width));
    put(buf, field.x - 1, y, "+", 1, theme.border);
    put(buf, field.x, y, &line, field.width, theme.border);
    let mut taken: Vec<(u16, u16)> = Vec::new();
    let mut write = |at: i64, text: &str, sign: &str, style| {
        let column = scale.column(at);
        let Some(place) = label_place(column, text, field.width) else {
            return;
        };
        // A blank on both sides, so that two numbers don't read as one.
        if taken
            .iter()
            .any(|(from, to)| place.0 <= *to && *from <= place.1)
        {
            return;
        }
        taken.push((place.0, place.1 + 1));
        put(buf, field.x + column, y, sign, 1, style);
        let room = field.width - place.0;
        put(buf, field.x + place.0, y + 1, text, room, style);
    };
    if let Some(now) = now {
        write(now, &format!("now {}", grouped(now)), "^", theme.accent);
    }
    for tick in ticks(range, usize::from(field.width / COLUMNS_PER_TICK)) {
        write(tick, &grouped(tick), "+", theme.text);
    }
}

/// Returns the first column of a text around a column, and the one after its last; `None` if it is
/// wider than the axis.
fn label_place(column: u16, text: &str, columns: u16) -> Option<(u16, u16)> {
    let wide = u16::try_from(width(text)).ok()?;
    let last = columns.checked_sub(wide)?;
    let from = column.saturating_sub(wide / 2).min(last);
    Some((from, from + wide))
}

/// Returns the multiples of a round number that lie in a range, about so many.
fn ticks((least, greatest): (i64, i64), about: usize) -> Vec<i64> {
    let span = i128::from(greatest) - i128::from(least);
    let about = i128::try_from(about.max(1)).unwrap_or(1);
    let mut step: i128 = 1;
    while span / step > about {
        // 1, 2, 5, 10, 20, 50 and so on.
        let leading = step / 10_i128.pow(step.ilog10());
        step = if leading == 2 { step / 2 * 5 } else { step * 2 };
    }
    let first = i128::from(least).div_euclid(step) * step;
    let all = (0..).map(|n| first + n * step);
    all.skip_while(|tick| *tick < i128::from(least))
        .take_while(|tick| *tick <= i128::from(greatest))
        .filter_map(|tick| i64::try_from(tick).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round() {
        assert_eq!(ticks((0, 9), 3), [0, 5]);
        assert_eq!(ticks((-3, 44), 7), [0, 10, 20, 30, 40]);
        assert_eq!(ticks((-3, 44), 5), [0, 10, 20, 30, 40]);
        assert_eq!(ticks((3, 4), 7), [3, 4]);
        assert_eq!(ticks((7, 7), 0), [7]);
        assert_eq!(ticks((12, 4_321), 4), [1_000, 2_000, 3_000, 4_000]);
        assert!(ticks((i64::MIN, i64::MAX), 5).len() <= 6);
    }

    #[test]
    fn a_number_stays_on_the_axis() {
        assert_eq!(label_place(0, "now 5", 20), Some((0, 5)));
        assert_eq!(label_place(10, "now 5", 20), Some((8, 13)));
        assert_eq!(label_place(19, "now 5", 20), Some((15, 20)));
        assert_eq!(label_place(1, "now 5", 4), None);
    }
}
