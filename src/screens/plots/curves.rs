//! Draws shares along a threshold: a sign for each line, marks for the present and the tried one.

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::signs::put_sign;
use crate::evidence::history::{PlottedCurve, PlottedCurves};
use crate::widgets::Theme;
use crate::widgets::text::{put, put_right, width, wrap};

/// Columns to the left of the axis, for percentages.
const MARGIN: u16 = 5;
/// Lines below the curves: the axis, the marks, the ends with the legend. Where there is no room for
/// the legend between the ends, it has lines of its own.
const BELOW: u16 = 3;
/// The fewest columns in which none of its figures is cut.
pub(super) const FEWEST_COLUMNS: u16 = 34;
/// Lines that the rest of the page needs beside the plot.
const REST: u16 = 12;

/// Returns how many lines it takes in an area of this size: so many that each quarter has a line.
pub(super) fn height(plot: &PlottedCurves, area: Rect) -> u16 {
    let below = BELOW + legend_lines(plot, field_columns(area));
    let quarters = area.height.saturating_sub(REST + below + 1) / 4;
    4 * quarters.clamp(1, 4) + 1 + below
}

fn field_columns(area: Rect) -> u16 {
    area.width.saturating_sub(MARGIN + 1)
}

/// How many lines the legend takes below the ends of the axis; 0 where it fits between them.
fn legend_lines(plot: &PlottedCurves, columns: u16) -> u16 {
    let legend = legend(plot);
    let (least, greatest) = plot.range;
    let ends = [least, greatest]
        .map(|end| width(&end.to_string()))
        .iter()
        .max()
        .copied();
    let taken = width(&legend) + 2 * (ends.unwrap_or(0) + 1);
    if taken <= columns.into() {
        return 0;
    }
    u16::try_from(wrap(&legend, columns.into()).len()).unwrap_or(u16::MAX)
}

/// The signs of the lines with their names.
fn legend(plot: &PlottedCurves) -> String {
    let lines = plot.lines.iter().rev();
    let legend: Vec<String> = lines
        .map(|line| format!("{} {}", line.sign, line.label))
        .collect();
    legend.join("   ")
}

/// Draws it.
pub(super) fn draw(plot: &PlottedCurves, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let area = area.intersection(buf.area);
    let below = BELOW + legend_lines(plot, field_columns(area));
    if area.width < MARGIN + 8 || area.height < below + 2 {
        return;
    }
    let field = Rect {
        x: area.x + MARGIN + 1,
        width: area.width - MARGIN - 1,
        height: area.height - below,
        ..area
    };
    draw_axes(buf, area, field, theme);
    let scale = AxisScale::new(plot.range, field.width);
    for (mark, sign) in [(plot.present, theme.vertical()), (plot.tried, ":")] {
        for (at, y) in mark
            .iter()
            .flat_map(|at| field.rows().map(move |row| (at, row.y)))
        {
            put_sign(
                buf,
                field,
                field.x + scale.column(*at),
                y,
                sign,
                theme.accent,
            );
        }
    }
    draw_lines(plot, &scale, buf, field, theme);
    draw_marks(plot, &scale, buf, field, theme);
    draw_legend(plot, buf, field, theme);
}

/// Where numbers are on the axis.
pub(in crate::screens) struct AxisScale {
    least: i64,
    span: u64,
    columns: u16,
}

impl AxisScale {
    /// Spreads the numbers from the least to the greatest over so many columns.
    pub fn new((least, greatest): (i64, i64), columns: u16) -> Self {
        Self {
            least,
            span: greatest.abs_diff(least).max(1),
            columns,
        }
    }

    /// Returns the column of a number, or of the nearest that is on the axis.
    pub fn column(&self, at: i64) -> u16 {
        let most = u64::from(self.columns.saturating_sub(1));
        let from = u64::try_from(at.saturating_sub(self.least)).unwrap_or(0);
        let column = u128::from(from.min(self.span)) * u128::from(most) * 2 + u128::from(self.span);
        u16::try_from(column / (2 * u128::from(self.span))).unwrap_or(self.columns)
    }
}

fn draw_axes(buf: &mut Buffer, area: Rect, field: Rect, theme: &Theme) {
    let quarter = |of: u16| field.y + (field.height - 1) * of / 4;
    for row in field.rows() {
        put(buf, field.x - 1, row.y, theme.vertical(), 1, theme.border);
    }
    for (of, label) in ["100%", "75%", "50%", "25%", "0%"].into_iter().enumerate() {
        let y = quarter(u16::try_from(of).unwrap_or(0));
        put_right(buf, area.x, area.x + MARGIN - 1, y, label, theme.muted);
    }
    let axis = theme.horizontal().repeat(usize::from(field.width));
    put(buf, field.x - 1, field.bottom(), "+", 1, theme.border);
    put(
        buf,
        field.x,
        field.bottom(),
        &axis,
        field.width,
        theme.border,
    );
}

/// Draws the lines. Where several meet, their signs take turns, so that none is hidden.
fn draw_lines(
    plot: &PlottedCurves,
    scale: &AxisScale,
    buf: &mut Buffer,
    field: Rect,
    theme: &Theme,
) {
    let mut cells: BTreeMap<(u16, u16), Vec<char>> = BTreeMap::new();
    for line in plot.lines.iter().rev() {
        for cell in line_cells(line, scale, field.height) {
            cells.entry(cell).or_default().push(line.sign);
        }
    }
    for ((column, row), signs) in cells {
        let sign = signs[usize::from(column) % signs.len()].to_string();
        put_sign(
            buf,
            field,
            field.x + column,
            field.y + row,
            &sign,
            theme.text,
        );
    }
}

/// Returns the cells of a line in so many rows: over each column the value of the next total that
/// occurs, as no lead lies between.
fn line_cells(line: &PlottedCurve, scale: &AxisScale, rows: u16) -> Vec<(u16, u16)> {
    let mut from = 0;
    let mut cells = Vec::new();
    for (at, value) in &line.values {
        let to = scale.column(*at);
        if let Some(value) = value {
            let down = (1.0 - value.clamp(0.0, 1.0)) * f64::from(rows.saturating_sub(1));
            cells.extend((from..=to).map(|column| (column, down.round() as u16)));
        }
        from = from.max(to + 1);
    }
    cells
}

/// Draws a caret below each mark, with its words where they fit: those of the lower mark to its
/// left and those of the higher to its right.
fn draw_marks(
    plot: &PlottedCurves,
    scale: &AxisScale,
    buf: &mut Buffer,
    field: Rect,
    theme: &Theme,
) {
    let y = field.bottom() + 1;
    let mark = |at: Option<i64>, word: &str| Some((scale.column(at?), format!("{word} {}", at?)));
    let present = mark(plot.present, "now");
    let mut marks: Vec<(u16, String)> = present
        .into_iter()
        .chain(mark(plot.tried, "tried"))
        .collect();
    marks.sort();
    for (column, _) in &marks {
        put_sign(buf, field, field.x + column, y, "^", theme.accent);
    }
    let (Some(first), Some(last)) = (marks.first(), marks.last()) else {
        return;
    };
    let fits_left = |column: u16, text: &str| usize::from(column) > width(text);
    let fits_right =
        |column: u16, text: &str| usize::from(column) + 2 + width(text) <= usize::from(field.width);
    let mut write = |column: u16, text: &str, is_left: bool| {
        let x = field.x + column;
        if is_left {
            put_right(buf, field.x, x.saturating_sub(1), y, text, theme.accent);
        } else {
            put(
                buf,
                x + 2,
                y,
                text,
                field.right().saturating_sub(x + 2),
                theme.accent,
            );
        }
    };
    let is_pair = marks.len() == 2 && first.0 < last.0;
    if is_pair && fits_left(first.0, &first.1) && fits_right(last.0, &last.1) {
        write(first.0, &first.1, true);
        write(last.0, &last.1, false);
        return;
    }
    let texts: Vec<&str> = marks.iter().map(|(_, text)| text.as_str()).collect();
    let text = texts.join(", ");
    if fits_right(last.0, &text) {
        write(last.0, &text, false);
    } else {
        write(first.0, &text, true);
    }
}

/// Draws the ends of the axis, with the lines' signs between them.
fn draw_legend(plot: &PlottedCurves, buf: &mut Buffer, field: Rect, theme: &Theme) {
    let y = field.bottom() + 2;
    let (least, greatest) = plot.range;
    put(
        buf,
        field.x,
        y,
        &least.to_string(),
        field.width,
        theme.muted,
    );
    put_right(
        buf,
        field.x,
        field.right(),
        y,
        &greatest.to_string(),
        theme.muted,
    );
    let legend = legend(plot);
    if legend_lines(plot, field.width) > 0 {
        for (y, line) in (y + 1..).zip(wrap(&legend, field.width.into())) {
            put(buf, field.x, y, &line, field.width, theme.text);
        }
        return;
    }
    let room = usize::from(field.width).saturating_sub(width(&legend));
    let x = field.x + u16::try_from(room / 2).unwrap_or(0);
    put(buf, x, y, &legend, field.right() - x, theme.text);
}
