//! What stands below the columns of a score chart: the least and the greatest score, round ones
//! between them, and where the threshold is.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::score_scale::ScoreScale;
use super::text::{put, width};
use super::theme::Theme;

/// The scores that are written below a chart.
pub(super) struct AxisScores {
    /// The least score that a lead has.
    pub(super) least: i64,
    /// The greatest score that a lead has.
    pub(super) greatest: i64,
    /// The threshold, if it is shown.
    pub(super) threshold: Option<i64>,
}

/// A text below a column.
#[derive(Debug, PartialEq, Eq)]
struct PlacedText {
    /// The column it is about.
    column: u16,
    /// Where it begins.
    start: u16,
    text: String,
}

impl PlacedText {
    fn end(&self) -> u16 {
        self.start.saturating_add(width(&self.text) as u16)
    }

    /// Returns whether there is a blank between two.
    fn is_apart(&self, other: &Self) -> bool {
        self.start > other.end() || other.start > self.end()
    }
}

/// Returns how many rows an axis has in a chart of this height.
pub(super) fn rows(height: u16, threshold: Option<i64>) -> u16 {
    let own_row = height >= 8 && threshold.is_some();
    1 + u16::from(own_row) + u16::from(height >= 10)
}

/// Draws the axis over its rows: a line if there are enough, the scores, and the threshold below
/// them or, in a single row, between them.
pub(super) fn draw(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    scale: &ScoreScale,
    scores: &AxisScores,
) {
    let mark = scores
        .threshold
        .and_then(|threshold| threshold_mark(scale, threshold, area.width));
    let own_row = scores.threshold.is_some() && area.height > 1;
    let line = area.height > 1 + u16::from(own_row);
    let kept = if own_row { None } else { mark.as_ref() };
    let ticks = ticks(scale, scores, kept, area.width);
    let mut y = area.y;
    if line {
        draw_line(buf, Rect { height: 1, ..area }, theme, &ticks);
        y += 1;
    }
    let mut text = |placed: &PlacedText, y: u16, style: Style| {
        let columns = area.width.saturating_sub(placed.start);
        put(buf, area.x + placed.start, y, &placed.text, columns, style);
    };
    for tick in &ticks {
        text(tick, y, theme.label);
    }
    if let Some(mark) = &mark {
        text(mark, y + u16::from(own_row), theme.heading);
    }
}

/// Draws the line, with a sign over each score.
fn draw_line(buf: &mut Buffer, row: Rect, theme: &Theme, ticks: &[PlacedText]) {
    let line = theme.horizontal().repeat(row.width.into());
    put(buf, row.x, row.y, &line, row.width, theme.border);
    let sign = if theme.ascii { "+" } else { "┬" };
    for tick in ticks {
        let columns = row.width.saturating_sub(tick.column);
        put(
            buf,
            row.x + tick.column,
            row.y,
            sign,
            columns.min(1),
            theme.border,
        );
    }
}

/// Returns the scores with room for them: the least and the greatest first, as many round ones as
/// fit between. None is where the mark is.
fn ticks(
    scale: &ScoreScale,
    scores: &AxisScores,
    mark: Option<&PlacedText>,
    columns: u16,
) -> Vec<PlacedText> {
    let ends = [scores.least, scores.greatest];
    let widest = ends.map(|score| width(&score.to_string()));
    let round = scale.round_scores(widest[0].max(widest[1]));
    let mut placed: Vec<PlacedText> = Vec::new();
    for score in ends.into_iter().chain(round) {
        let text = score.to_string();
        let column = scale.column(score);
        let Some(last_start) = columns.checked_sub(width(&text) as u16) else {
            continue;
        };
        let start = column.min(last_start);
        let tick = PlacedText {
            column,
            start,
            text,
        };
        if placed.iter().chain(mark).all(|other| tick.is_apart(other)) {
            placed.push(tick);
        }
    }
    placed.sort_by_key(|tick| tick.start);
    placed
}

/// Returns the mark of the threshold, `^ from 20` or `from 20 ^`, with its sign where the threshold
/// is; `None` if neither has room.
fn threshold_mark(scale: &ScoreScale, threshold: i64, columns: u16) -> Option<PlacedText> {
    let column = scale.column(threshold);
    let after = format!("^ from {threshold}");
    let long = width(&after) as u16;
    if column.saturating_add(long) <= columns {
        return Some(PlacedText {
            column,
            start: column,
            text: after,
        });
    }
    let start = (column + 1).checked_sub(long)?;
    (column < columns).then(|| PlacedText {
        column,
        start,
        text: format!("from {threshold} ^"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(columns: u16, greatest: i64, threshold: Option<i64>) -> String {
        let scores = AxisScores {
            least: 0,
            greatest,
            threshold,
        };
        let scale = ScoreScale::new([0, greatest.into()], columns);
        let mark = threshold.and_then(|at| threshold_mark(&scale, at, columns));
        let mut row = " ".repeat(columns.into());
        for placed in ticks(&scale, &scores, mark.as_ref(), columns)
            .iter()
            .chain(&mark)
        {
            row.replace_range(usize::from(placed.start)..placed.end().into(), &placed.text);
        }
        row.trim_end().to_owned()
    }

    #[test]
    fn least_and_greatest_stand_and_round_ones_between() {
        assert_eq!(written(30, 24, None), "0    5    10   15   20  24");
        // 20 and 21 would touch.
        assert_eq!(written(30, 21, None), "0    5    10   15    21");
        // 25 scores in 24 columns.
        assert_eq!(written(24, 24, None), "0   5    10   15   20 24");
    }

    #[test]
    fn the_mark_is_where_the_threshold_is() {
        // Columns are scores here.
        assert_eq!(written(30, 24, Some(8)), "0    5  ^ from 8    20  24");
        // At its right there is no room.
        assert_eq!(written(25, 24, Some(22)), "0    5    10  from 22 ^");
        let mark = threshold_mark(&ScoreScale::new([0, 24], 25), 22, 25).expect("it has room");
        assert_eq!((mark.start, mark.end(), mark.column), (14, 23, 22));
    }

    #[test]
    fn a_mark_without_room_is_left_out() {
        assert_eq!(threshold_mark(&ScoreScale::new([0, 24], 8), 12, 8), None);
    }

    #[test]
    fn a_taller_chart_has_more_rows_of_it() {
        assert_eq!(rows(6, Some(20)), 1);
        assert_eq!(rows(8, Some(20)), 2);
        assert_eq!(rows(8, None), 1);
        assert_eq!(rows(10, Some(20)), 3);
        assert_eq!(rows(12, None), 2);
    }
}
