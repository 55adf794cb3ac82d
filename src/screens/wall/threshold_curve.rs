//! Draws the threshold curve: a line of signs for all leads and for those that ended well and
//! badly, with the present threshold marked and its figures in words.

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::phrases::{joined, lines_of, within};
use super::threshold_axis::draw_axis;
use crate::app::projector::wall::threshold_curve::{CurveLine, Ended, ThresholdCurve};
use crate::model::wording::grouped;
use crate::screens::plots::AxisScale;
use crate::widgets::Theme;
use crate::widgets::text::{put, put_right, width};

/// Columns to the left of the field, for percentages and the axis.
const MARGIN: u16 = 6;
/// The fewest rows of the field, and the most.
const FIELD: (u16, u16) = (4, 9);
/// The fewest rows of the field where the area has so many rows.
const ROOMY_FIELD: u16 = 7;
const ROOMY_FROM: u16 = 30;
/// Rows below the field: the axis and its numbers.
const BELOW: u16 = 2;
/// Columns between two signs with their words.
const BETWEEN: usize = 3;
/// Where lines meet.
const MEETING: &str = "=";
const MEETING_TEXT: &str = "= where lines meet";
/// Greatest percentages that the field may have.
const TOPS: [u64; 8] = [2, 4, 10, 20, 40, 60, 80, 100];

/// Returns the fewest rows it is worth drawing in, and the most it has use for.
pub(super) fn rows(picture: &ThresholdCurve, area: Rect) -> (u16, u16) {
    if area.width < MARGIN + 16 {
        return (0, 0);
    }
    let words = Words::of(picture, area.width);
    // What the map below could do with is better spent on the curve.
    let field = if area.height >= ROOMY_FROM {
        ROOMY_FIELD
    } else {
        FIELD.0
    };
    let fewest = words.fewest() + field + BELOW;
    (fewest, words.all() + FIELD.1 + BELOW)
}

/// Draws it.
pub(super) fn draw(picture: &ThresholdCurve, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let area = area.intersection(buf.area);
    let words = Words::of(picture, area.width);
    if area.width < MARGIN + 16 || area.height < words.fewest() + FIELD.0 + BELOW {
        return;
    }
    let mut y = area.y;
    let mut write = |line: &str, style: Style| {
        put(buf, area.x, y, line, area.width, style);
        y += 1;
    };
    words.title.iter().for_each(|l| write(l, theme.accent));
    words.figures.iter().for_each(|l| write(l, theme.heading));
    if area.height >= words.all() + FIELD.0 + BELOW {
        words.counted.iter().for_each(|l| write(l, theme.text));
    }
    y = draw_legend(picture, &words, buf, Rect { y, ..area }, theme);
    let field = Rect {
        x: area.x + MARGIN,
        y,
        width: area.width - MARGIN,
        height: area.bottom() - y - BELOW,
    };
    draw_field(picture, buf, field, theme);
}

/// The words above the field, in lines.
struct Words {
    title: Vec<String>,
    figures: Vec<String>,
    counted: Vec<String>,
    /// What the signs stand for, by the index of the line, as they share rows; behind the lines, if
    /// there are several, where they meet.
    legend: Vec<Vec<usize>>,
}

impl Words {
    fn of(picture: &ThresholdCurve, columns: u16) -> Self {
        let columns = usize::from(columns);
        let lines = picture.lines.iter();
        let mut legend: Vec<usize> = lines.map(|line| width(&legend_text(line))).collect();
        legend.extend((legend.len() > 1).then_some(MEETING_TEXT.len()));
        Self {
            title: within(&picture.title, columns, 2),
            figures: joined(&picture.figures, "; ", columns),
            counted: within(&picture.counted, columns, 3),
            legend: lines_of(&legend, BETWEEN, columns),
        }
    }

    fn fewest(&self) -> u16 {
        to_rows(self.title.len() + self.figures.len() + self.legend.len())
    }

    fn all(&self) -> u16 {
        self.fewest() + to_rows(self.counted.len())
    }
}

fn to_rows(lines: usize) -> u16 {
    u16::try_from(lines).unwrap_or(u16::MAX / 4)
}

/// Each line has a sign of its own.
fn sign(line: &CurveLine) -> &'static str {
    match line.ended {
        Ended::Anyhow => "•",
        Ended::Well => "+",
        Ended::Badly => "x",
    }
}

fn style(line: &CurveLine, theme: &Theme) -> Style {
    match line.ended {
        Ended::Anyhow => theme.heading,
        Ended::Well => theme.in_lead,
        Ended::Badly => theme.out_lead,
    }
}

fn legend_text(line: &CurveLine) -> String {
    format!("{} {} {}", sign(line), line.label, grouped(line.of))
}

/// Draws the lines' signs with their words, and returns the row below.
fn draw_legend(
    picture: &ThresholdCurve,
    words: &Words,
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
) -> u16 {
    let mut y = area.y;
    for row in &words.legend {
        let mut x = area.x;
        for line in row.iter().map(|at| picture.lines.get(*at)) {
            let room = area.right().saturating_sub(x);
            let (text, style) = match line {
                Some(line) => (legend_text(line), style(line, theme)),
                None => (MEETING_TEXT.to_owned(), theme.text),
            };
            x = put(buf, x, y, &text, room, style) + to_rows(BETWEEN);
        }
        y += 1;
    }
    y
}

fn draw_field(picture: &ThresholdCurve, buf: &mut Buffer, field: Rect, theme: &Theme) {
    let top = top_percent(picture);
    draw_percentages(top, buf, field, theme);
    let (Some(first), Some(last)) = (picture.totals.first(), picture.totals.last()) else {
        return;
    };
    let now = picture.now.unwrap_or(*first);
    let range = ((*first).min(now), (*last).max(now));
    let scale = AxisScale::new(range, field.width);
    if let Some(now) = picture.now {
        let x = field.x + scale.column(now);
        for row in field.rows() {
            put(buf, x, row.y, theme.vertical(), 1, theme.accent);
        }
    }
    let mut cells: BTreeMap<(u16, u16), Vec<&CurveLine>> = BTreeMap::new();
    for line in &picture.lines {
        for cell in line_cells(picture, line, &scale, top, field.height) {
            cells.entry(cell).or_default().push(line);
        }
    }
    for ((column, row), lines) in cells {
        let (x, y) = (field.x + column, field.y + row);
        match lines.as_slice() {
            [line] => put(buf, x, y, sign(line), 1, style(line, theme)),
            _ => put(buf, x, y, MEETING, 1, theme.text),
        };
    }
    draw_axis(range, picture.now, &scale, buf, field, theme);
}

/// Returns the least of [`TOPS`] that no line exceeds.
fn top_percent(picture: &ThresholdCurve) -> u64 {
    let fits = |top: &&u64| {
        picture.lines.iter().all(|line| {
            let most = line.at_least.iter().max().copied().unwrap_or(0);
            most as u128 * 100 <= line.of as u128 * u128::from(**top)
        })
    };
    *TOPS.iter().find(fits).unwrap_or(&100)
}

/// Draws percentages beside the field: the top, the bottom and, where there is room, those between.
fn draw_percentages(top: u64, buf: &mut Buffer, field: Rect, theme: &Theme) {
    for row in field.rows() {
        put(buf, field.x - 1, row.y, theme.vertical(), 1, theme.border);
    }
    let parts: u16 = match field.height {
        9.. if top.is_multiple_of(4) => 4,
        5.. => 2,
        _ => 1,
    };
    for part in 0..=parts {
        let y = field.y + (field.height - 1) * part / parts;
        let label = format!("{}%", top * u64::from(parts - part) / u64::from(parts));
        let left = field.x - MARGIN;
        put_right(buf, left, field.x - 1, y, &label, theme.text);
    }
}

/// Returns the cells of a line in so many rows: over each column the count at the next total that
/// occurs, as no lead lies between.
fn line_cells(
    picture: &ThresholdCurve,
    line: &CurveLine,
    scale: &AxisScale,
    top: u64,
    rows: u16,
) -> Vec<(u16, u16)> {
    let whole = (line.of as u128 * u128::from(top)).max(1);
    let down = |count: usize| {
        let missing = whole.saturating_sub(count as u128 * 100);
        let steps = u128::from(rows.saturating_sub(1));
        u16::try_from((2 * missing * steps + whole) / (2 * whole)).unwrap_or(0)
    };
    let mut from = 0;
    let mut cells = Vec::new();
    for (total, count) in picture.totals.iter().zip(&line.at_least) {
        let to = scale.column(*total);
        cells.extend((from..=to).map(|column| (column, down(*count))));
        from = from.max(to + 1);
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::testing::{ascii, every_size, rows as rows_of};

    /// Ten leads with 0 to 9 points: four won, from 6 on; three lost, up to 2.
    fn curve() -> ThresholdCurve {
        let line = |label: &str, ended, of, at_least: [usize; 10]| CurveLine {
            label: label.into(),
            ended,
            of,
            at_least: at_least.to_vec(),
        };
        ThresholdCurve {
            title: "Who qualifies at each threshold".into(),
            counted: "10 recorded leads. The hand-off rule asks for nothing else.".into(),
            now: Some(5),
            figures: ["now 5: 5 of 10", "won 4 of 4", "lost 0 of 3"]
                .map(String::from)
                .into(),
            totals: (0..10).collect(),
            lines: vec![
                line("all", Ended::Anyhow, 10, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]),
                line("won", Ended::Well, 4, [4, 4, 4, 4, 4, 4, 4, 3, 2, 1]),
                line("lost", Ended::Badly, 3, [3, 2, 1, 0, 0, 0, 0, 0, 0, 0]),
            ],
        }
    }

    fn drawn(columns: u16, rows: u16) -> Vec<String> {
        let mut buf = Buffer::empty(Rect::new(0, 0, columns, rows));
        let area = buf.area;
        draw(&curve(), &mut buf, area, &ascii());
        crate::widgets::paper::lay(&mut buf, &ascii());
        rows_of(&buf)
    }

    #[test]
    fn each_line_has_its_sign_and_now_is_marked() {
        let expected = [
            "Who qualifies at each threshold",
            "now 5: 5 of 10; won 4 of 4",
            "lost 0 of 3",
            "* all 10   + won 4   x lost 3",
            "= where lines meet",
            " 100%|====++++++++++++++++++",
            "     | xxx*******      |    +++",
            "  50%|           ***********   ++++",
            "     |    xxxx         |    *******+++",
            "   0%|        xxxxxxxxxxxxxxxxxxxxx===",
            "     ++----------------^--------------",
            "      0              now 5",
        ];
        assert_eq!(drawn(38, 12), expected);
    }

    #[test]
    fn it_takes_the_rows_it_says() {
        let area = Rect::new(0, 0, 38, 40);
        // Title, two lines of figures, a legend in two; two lines say which leads.
        let low = Rect { height: 24, ..area };
        assert_eq!(rows(&curve(), low), (11, 18));
        // Three more of the field where there is much room.
        assert_eq!(rows(&curve(), area), (14, 18));
        assert_eq!(rows(&curve(), Rect { width: 20, ..area }), (0, 0));
    }

    #[test]
    fn any_size() {
        every_size(|frame, area, theme| draw(&curve(), frame.buffer_mut(), area, theme));
        let blank = ThresholdCurve::default();
        every_size(|frame, area, theme| draw(&blank, frame.buffer_mut(), area, theme));
    }
}
