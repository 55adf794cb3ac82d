//! Draws differences of shares: a line each around a common zero, with the interval as a bar.
//!
//! ```text
//!   * region: EU                |   [---O---]
//!     employee_band: 1-49  [---o--|-]
//!                          -12.5  0      +12.5 points
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::evidence::history::PlottedDifference;
use crate::widgets::Theme;
use crate::widgets::text::{put, put_right, width};

/// The fewest and the most lines that are drawn.
const FEWEST_LINES: u16 = 4;
const MOST_LINES: u16 = 24;
/// Columns for the sign of what is sure, and a blank.
const MARK: u16 = 2;
/// The fewest columns in which none of its figures is cut.
pub(super) const FEWEST_COLUMNS: u16 = 34;
/// What the axis is in.
const UNIT: &str = " points";

/// Returns how many lines it takes in an area of this size.
pub(super) fn height(plot: &[PlottedDifference], area: Rect) -> u16 {
    lines(plot, area) + 1
}

/// How many differences fit: about two fifths of the area, so that the table below begins on the
/// same screen.
fn lines(plot: &[PlottedDifference], area: Rect) -> u16 {
    let room = (area.height * 2 / 5).clamp(FEWEST_LINES, MOST_LINES);
    room.min(u16::try_from(plot.len()).unwrap_or(u16::MAX))
}

/// Draws it.
pub(super) fn draw(plot: &[PlottedDifference], buf: &mut Buffer, area: Rect, theme: &Theme) {
    // The last line is the axis.
    let shown = &plot[..usize::from(area.height.saturating_sub(1)).min(plot.len())];
    let labels = label_columns(shown, area);
    let bars = Rect {
        x: area.x + MARK + labels + 1,
        width: area.width.saturating_sub(MARK + labels + 1),
        ..area
    };
    if bars.width < 8 || area.height == 0 {
        return;
    }
    let scale = Scale::of(shown, bars.width);
    for (at, difference) in (0..area.height).zip(shown) {
        let y = area.y + at;
        if difference.is_sure {
            put(buf, area.x, y, "*", 1, theme.heading);
        }
        let style = if difference.is_sure {
            theme.heading
        } else {
            theme.text
        };
        put(buf, area.x + MARK, y, &difference.label, labels, style);
        let bar: String = scale.bar(difference).into_iter().collect();
        put(buf, bars.x, y, &bar, bars.width, style);
    }
    let axis = u16::try_from(shown.len()).unwrap_or(u16::MAX);
    if axis < area.height {
        draw_axis(buf, bars, area.y + axis, &scale, theme);
    }
}

/// Columns of the longest label, at most half of the area.
fn label_columns(plot: &[PlottedDifference], area: Rect) -> u16 {
    let widest = plot.iter().map(|d| width(&d.label)).max().unwrap_or(0);
    let most = area.width.saturating_sub(MARK) / 2;
    u16::try_from(widest).unwrap_or(u16::MAX).min(most)
}

fn draw_axis(buf: &mut Buffer, bars: Rect, y: u16, scale: &Scale, theme: &Theme) {
    let middle = bars.x + scale.middle;
    let end = format!("{:.1}", 100.0 * scale.most);
    put(
        buf,
        bars.x,
        y,
        &format!("-{end}"),
        scale.middle,
        theme.muted,
    );
    put(buf, middle, y, "0", 1, theme.muted);
    // Without room for the unit, the figure alone.
    let figure = format!("+{end}");
    let whole = format!("{figure}{UNIT}");
    let room = usize::from(bars.right().saturating_sub(middle + 2));
    let text = if width(&whole) <= room { whole } else { figure };
    put_right(buf, middle + 2, bars.right(), y, &text, theme.muted);
}

/// Where a difference lies among the columns.
struct Scale {
    /// The difference at both ends.
    most: f64,
    /// The column of zero.
    middle: u16,
}

impl Scale {
    fn of(plot: &[PlottedDifference], columns: u16) -> Self {
        let ends = plot.iter().flat_map(|d| [d.interval.low, d.interval.high]);
        let most = ends.map(f64::abs).fold(0.0, f64::max).clamp(0.001, 1.0);
        Self {
            // Written with one decimal, never less than the largest.
            most: (1000.0 * most).ceil() / 1000.0,
            middle: (columns - 1) / 2,
        }
    }

    fn column(&self, value: f64) -> usize {
        let middle = f64::from(self.middle);
        let column = (middle + value / self.most * middle).round();
        column.clamp(0.0, 2.0 * middle) as usize
    }

    /// The signs of a line: zero, the interval and its ends, the value.
    fn bar(&self, difference: &PlottedDifference) -> Vec<char> {
        let mut signs = vec![' '; usize::from(self.middle) * 2 + 1];
        let [low, high] =
            [difference.interval.low, difference.interval.high].map(|v| self.column(v));
        signs[low..=high].fill('─');
        signs[usize::from(self.middle)] = '│';
        signs[low] = '[';
        signs[high] = ']';
        let value = self.column(difference.value);
        signs[value] = if difference.is_sure { 'O' } else { 'o' };
        signs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::Interval;
    use crate::widgets::paper;
    use crate::widgets::testing::{ascii, every_size, screen};

    fn plotted(label: &str, value: f64, low: f64, high: f64, is_sure: bool) -> PlottedDifference {
        PlottedDifference {
            label: label.into(),
            value,
            interval: Interval { low, high },
            is_sure,
        }
    }

    fn plot() -> Vec<PlottedDifference> {
        vec![
            plotted("region: EU", 0.1, 0.05, 0.15, true),
            plotted("did demo", -0.02, -0.1, 0.06, false),
        ]
    }

    #[test]
    fn intervals_lie_around_a_common_zero_and_what_is_sure_has_its_own_signs() {
        let lines = screen(44, 4, |frame, area| {
            let theme = ascii();
            draw(&plot(), frame.buffer_mut(), area, &theme);
            paper::lay(frame.buffer_mut(), &theme);
        });
        assert_eq!(
            lines,
            [
                "* region: EU                |    [----O----]",
                "  did demo        [-------o-|-----]",
                "             -15.0          0   +15.0 points",
                "",
            ]
        );
    }

    #[test]
    fn it_takes_two_fifths_of_the_screen_and_no_more_than_it_has() {
        let many = vec![plotted("a", 0.0, -0.1, 0.1, false); 30];
        let area = |height| Rect::new(0, 0, 78, height);
        assert_eq!(height(&many, area(20)), 9);
        assert_eq!(height(&many, area(80)), 25);
        assert_eq!(height(&plot(), area(20)), 3);
    }

    #[test]
    fn it_stays_inside_at_every_size() {
        every_size(|frame, area, theme| draw(&plot(), frame.buffer_mut(), area, theme));
    }
}
