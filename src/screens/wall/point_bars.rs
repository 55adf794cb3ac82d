//! Draws the points of a lead as bars, each from where the last one ended, with the threshold as a
//! mark on their axis.
//!
//! ```text
//! Why 11 points
//! Demo: one to one   +10  ##########  |
//! Visits x3           +6            ##|###
//! Web capped at 12    -4            --|-
//! Total               11  ############|
//!                         0           ^ threshold 12
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::phrases::answer_within;
use crate::app::projector::wall::point_bars::{PointBar, PointBars};
use crate::widgets::Theme;
use crate::widgets::text::{put, put_right, width, wrap};

/// Rows beside those of the bars: title, total, axis and verdict.
const FRAME_ROWS: u16 = 4;
/// The fewest rows of bars; what doesn't fit is added up in one.
const FEWEST_BARS: u16 = 3;
/// The fewest columns of labels and of bars.
const FEWEST_LABEL: u16 = 8;
const FEWEST_COLUMNS: u16 = 8;
/// The most columns of bars.
const MOST_COLUMNS: u16 = 90;
const GAP: u16 = 2;

/// Returns the fewest rows it is worth drawing in, and the most it has use for.
pub(super) fn rows(picture: &PointBars, area: Rect) -> (u16, u16) {
    if Columns::of(picture, area).is_none() {
        return (0, 0);
    }
    let bars = u16::try_from(picture.bars.len()).unwrap_or(u16::MAX);
    let frame = FRAME_ROWS - 1 + text_rows(&picture.verdict(), area.width);
    let unknown = match picture.unknown.as_slice() {
        [] => 0,
        unknown => text_rows(&unknown_text(unknown, 0), area.width),
    };
    let most = bars.saturating_add(frame).saturating_add(unknown);
    (bars.min(FEWEST_BARS).saturating_add(frame), most)
}

/// Draws it.
pub(super) fn draw(picture: &PointBars, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let area = area.intersection(buf.area);
    let (fewest, _) = rows(picture, area);
    let Some(columns) = Columns::of(picture, area).filter(|_| area.height >= fewest) else {
        return;
    };
    put(
        buf,
        area.x,
        area.y,
        &picture.title,
        area.width,
        theme.heading,
    );
    let verdict = wrap(&picture.verdict(), area.width.into());
    let lines = u16::try_from(verdict.len()).unwrap_or(u16::MAX);
    let room = area.height.saturating_sub(FRAME_ROWS - 1 + lines);
    let scale = Scale::of(picture, columns.bars);
    let mut y = area.y + 1;
    let mut sum = 0_i64;
    for bar in fitted(&picture.bars, usize::from(room)) {
        let next = sum.saturating_add(bar.points);
        let label = columns.label_text(&bar);
        columns.draw_texts(&label, &format!("{:+}", bar.points), buf, y, theme.text);
        scale.draw_bar((sum, next), buf, (columns.bars_x, y), theme);
        sum = next;
        y += 1;
    }
    let total = picture.total.to_string();
    columns.draw_texts("Total", &total, buf, y, theme.heading);
    scale.draw_bar((0, picture.total), buf, (columns.bars_x, y), theme);
    scale.draw_axis(buf, (columns.bars_x, y + 1), theme);
    let style = match picture.qualifies {
        Some(true) => theme.in_lead,
        Some(false) => theme.out_lead,
        None => theme.heading,
    };
    y += 2;
    for line in &verdict {
        put(buf, area.x, y, line, area.width, style);
        y += 1;
    }
    draw_unknown(&picture.unknown, buf, area, y, theme);
}

/// How many rows a text takes.
fn text_rows(text: &str, columns: u16) -> u16 {
    u16::try_from(wrap(text, columns.into()).len()).unwrap_or(u16::MAX)
}

fn unknown_text(names: &[String], more: usize) -> String {
    let more = match more {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("Unknown: {}{more}", names.join(", "))
}

/// Names as many of the unknown criteria as fit, and counts the others.
fn draw_unknown(unknown: &[String], buf: &mut Buffer, area: Rect, y: u16, theme: &Theme) {
    let room = area.bottom().saturating_sub(y);
    let texts = (1..=unknown.len()).rev().map(|named| {
        let (named, others) = unknown.split_at(named);
        unknown_text(named, others.len())
    });
    let counted = (!unknown.is_empty()).then(|| format!("Unknown: {}", unknown.len()));
    let fits = |text: &String| room > 0 && text_rows(text, area.width) <= room;
    let Some(text) = texts.chain(counted).find(fits) else {
        return;
    };
    for (y, line) in (y..area.bottom()).zip(wrap(&text, area.width.into())) {
        put(buf, area.x, y, &line, area.width, theme.text);
    }
}

/// Returns the bars that fit in so many rows: of too many the largest, with the sum of the others in
/// the last row, so that they still add up to the total.
fn fitted(bars: &[PointBar], rows: usize) -> Vec<PointBar> {
    if bars.len() <= rows {
        return bars.to_vec();
    }
    let mut order: Vec<usize> = (0..bars.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(bars[*at].points.unsigned_abs()));
    let (shown, others) = order.split_at(rows.saturating_sub(1));
    let points = others.iter().map(|at| bars[*at].points);
    let others = PointBar {
        label: format!("{} more", others.len()),
        note: String::new(),
        points: points.fold(0, i64::saturating_add),
    };
    let is_shown = |at: &usize| shown.contains(at);
    let kept = (0..bars.len()).filter(is_shown).map(|at| bars[at].clone());
    kept.chain([others]).collect()
}

/// Where labels, figures and bars stand.
struct Columns {
    x: u16,
    label: u16,
    figure: u16,
    bars_x: u16,
    bars: u16,
}

impl Columns {
    /// Returns `None` where there is no room for bars.
    fn of(picture: &PointBars, area: Rect) -> Option<Self> {
        let columns = |text: &str| u16::try_from(width(text)).unwrap_or(u16::MAX);
        // The last row may be the sum of several.
        let sum = |is_more: bool| {
            let points = picture.bars.iter().map(|bar| bar.points);
            let some = points.filter(|points| (*points > 0) == is_more);
            some.fold(0, i64::saturating_add)
        };
        let figures = [sum(true), sum(false), picture.total];
        let figures = figures.into_iter().filter(|points| *points != 0);
        let figures = figures.map(|points| format!("{points:+}"));
        let figure = figures.map(|text| columns(&text)).max().unwrap_or(1);
        let labels = picture.bars.iter().map(|bar| columns(&whole_label(bar)));
        let widest = labels.chain([columns("Total")]).max().unwrap_or(0);
        let room = area.width.checked_sub(figure + 2 * GAP)?;
        let label = widest.min((room / 2).max(FEWEST_LABEL));
        let bars = room.checked_sub(label)?.min(MOST_COLUMNS);
        (bars >= FEWEST_COLUMNS).then_some(Self {
            x: area.x,
            label,
            figure,
            bars_x: area.x + label + figure + 2 * GAP,
            bars,
        })
    }

    /// Returns a bar's label with its note, of which only the label is cut.
    fn label_text(&self, bar: &PointBar) -> String {
        let room = usize::from(self.label);
        let note = width(&bar.note) + usize::from(!bar.note.is_empty());
        if note == 0 || note >= room {
            return answer_within(&bar.label, room);
        }
        format!("{} {}", answer_within(&bar.label, room - note), bar.note)
    }

    fn draw_texts(&self, label: &str, figure: &str, buf: &mut Buffer, y: u16, style: Style) {
        put(buf, self.x, y, label, self.label, style);
        let end = self.bars_x - GAP;
        put_right(buf, end - self.figure, end, y, figure, style);
    }
}

fn whole_label(bar: &PointBar) -> String {
    format!("{} {}", bar.label, bar.note).trim_end().to_owned()
}

/// The axis of the bars.
struct Scale {
    low: i64,
    span: i128,
    /// The columns of the greatest value; one more is for the mark of the threshold.
    columns: u16,
    threshold: Option<i64>,
}

impl Scale {
    fn of(picture: &PointBars, columns: u16) -> Self {
        let mut sum = 0_i64;
        let (mut low, mut high) = (0, picture.threshold.unwrap_or(0).max(0));
        for bar in &picture.bars {
            sum = sum.saturating_add(bar.points);
            (low, high) = (low.min(sum), high.max(sum));
        }
        low = low.min(picture.threshold.unwrap_or(0));
        Self {
            low,
            span: (i128::from(high) - i128::from(low)).max(1),
            columns: columns.saturating_sub(1),
            threshold: picture.threshold,
        }
    }

    /// The column where a value ends.
    fn column(&self, value: i64) -> u16 {
        let from = (i128::from(value) - i128::from(self.low)).clamp(0, self.span);
        let columns = from * i128::from(self.columns) * 2 + self.span;
        u16::try_from(columns / (2 * self.span)).unwrap_or(self.columns)
    }

    /// Draws a bar between two sums, and the mark of the threshold over it.
    fn draw_bar(
        &self,
        (from, to): (i64, i64),
        buf: &mut Buffer,
        (x, y): (u16, u16),
        theme: &Theme,
    ) {
        let (first, last) = (self.column(from.min(to)), self.column(from.max(to)));
        if from != to {
            let columns = usize::from(last.saturating_sub(first).max(1));
            let (sign, style) = match (to > from, theme.ascii) {
                (true, false) => ("█", theme.accent),
                (true, true) => ("#", theme.accent),
                (false, false) => ("▒", theme.text),
                (false, true) => ("-", theme.text),
            };
            let first = first.min(self.columns.saturating_sub(1));
            put(
                buf,
                x + first,
                y,
                &sign.repeat(columns),
                self.columns - first,
                style,
            );
        }
        if let Some(threshold) = self.threshold {
            let at = x + self.column(threshold);
            put(buf, at, y, theme.vertical(), 1, theme.heading);
        }
    }

    /// Draws where zero and the threshold are.
    fn draw_axis(&self, buf: &mut Buffer, (x, y): (u16, u16), theme: &Theme) {
        let zero = self.column(0);
        put(buf, x + zero, y, "0", 1, theme.muted);
        let Some(threshold) = self.threshold else {
            return;
        };
        let at = self.column(threshold);
        put(buf, x + at, y, "^", 1, theme.heading);
        let text = format!("threshold {threshold}");
        let taken = u16::try_from(width(&text)).unwrap_or(u16::MAX) + 1;
        let is_free = |from: u16, to: u16| zero == at || zero < from || zero > to;
        if at + taken <= self.columns && is_free(at + 2, at + taken) {
            put(buf, x + at + 2, y, &text, taken, theme.heading);
        } else if taken <= at && is_free(at - taken, at - 1) {
            put(buf, x + at - taken, y, &text, taken, theme.heading);
        }
    }
}
