//! The bands of a score chart, and their labels.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::score_scale::ScoreScale;
use super::text::{clean, fit, grouped, put, width};
use super::theme::Theme;

/// A band of the total score.
#[derive(Debug, Clone, Copy)]
pub struct ChartBand<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its lowest score; `None` for the lowest band.
    pub from: Option<i64>,
}

/// Returns the index of the band of a score.
pub(super) fn band_of(score: i64, bands: &[ChartBand]) -> usize {
    bands
        .iter()
        .rposition(|band| band.from.is_none_or(|from| score >= from))
        .unwrap_or(0)
}

/// Returns the number of leads in each band.
pub(super) fn band_sums(counts: &[(i64, u32)], bands: &[ChartBand]) -> Vec<u64> {
    let mut sums = vec![0; bands.len().max(1)];
    for &(score, count) in counts {
        sums[band_of(score, bands)] += u64::from(count);
    }
    sums
}

/// The band's name after its boundary: `|20 Hot`, ` Cold`.
fn band_title(band: &ChartBand) -> String {
    let name = clean(band.name);
    band.from
        .map_or_else(|| format!(" {name}"), |from| format!("|{from} {name}"))
}

/// A band's title and count in this many columns. The name is cut first, then the boundary goes; a
/// figure that is cut would be another figure.
pub(super) fn band_label(band: &ChartBand, count: u64, columns: usize) -> String {
    let count = grouped(count);
    let title = band_title(band);
    let room = columns.saturating_sub(width(&count) + 1);
    let boundary = band.from.map_or(0, |from| width(&format!("|{from} ")));
    // At least a letter of the name, and the sign of the cut.
    if width(&title) <= room || room >= boundary + 2 {
        return format!("{} {count}", fit(&title, room));
    }
    match room {
        2.. => format!(" {} {count}", fit(&clean(band.name), room - 1)),
        _ if width(&count) <= columns => format!("{count:>columns$}"),
        _ => String::new(),
    }
}

/// Returns the first column of each band, and the column after the last.
fn band_starts(bands: &[ChartBand], scale: &ScoreScale, columns: u16) -> Vec<u16> {
    let starts = bands
        .iter()
        .map(|band| band.from.map_or(0, |from| scale.column(from)));
    starts.chain([columns]).collect()
}

/// Draws the last row: each band's boundary, name and count, below its first column.
pub(super) fn draw_labels(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    scale: &ScoreScale,
    counts: &[(i64, u32)],
    bands: &[ChartBand],
) {
    let sums = band_sums(counts, bands);
    let starts = band_starts(bands, scale, area.width);
    for (i, band) in bands.iter().enumerate() {
        let room = starts[i + 1].saturating_sub(starts[i]);
        let text = band_label(band, sums[i], usize::from(room));
        let style = theme.band(i, bands.len());
        put(
            buf,
            area.x + starts[i],
            area.bottom() - 1,
            &text,
            room,
            style,
        );
    }
}

/// A band's label where it doesn't stand below its columns: `20+ Hot 8`.
fn listed_label(band: &ChartBand, count: u64, columns: usize) -> String {
    let from = band
        .from
        .map_or_else(String::new, |from| format!("{from}+ "));
    let count = format!(" {}", grouped(count));
    let room = columns.saturating_sub(width(&from) + width(&count));
    format!("{from}{}{count}", fit(&clean(band.name), room))
}

/// A row of labels: each with the index of its band.
type LabelRow = Vec<(usize, String)>;

/// Returns the labels of the bands in rows of so many columns, if they are cut below their own
/// columns and take at most so many rows here.
pub(super) fn listed_labels(
    scale: &ScoreScale,
    counts: &[(i64, u32)],
    bands: &[ChartBand],
    columns: (u16, u16),
    most_rows: usize,
) -> Option<Vec<LabelRow>> {
    let (below, all) = columns;
    let sums = band_sums(counts, bands);
    let starts = band_starts(bands, scale, below);
    let is_cut = |i: usize| {
        let room = usize::from(starts[i + 1].saturating_sub(starts[i]));
        let whole = band_label(&bands[i], sums[i], usize::from(all));
        band_label(&bands[i], sums[i], room) != whole
    };
    if !(0..bands.len()).any(is_cut) {
        return None;
    }
    let mut rows: Vec<LabelRow> = Vec::new();
    let mut used = 0;
    for i in 0..bands.len() {
        let label = listed_label(&bands[i], sums[i], usize::from(all));
        let needed = width(&label) + 2;
        match rows.last_mut() {
            Some(row) if used + needed <= usize::from(all) + 2 => row.push((i, label)),
            _ => {
                used = 0;
                rows.push(vec![(i, label)]);
            }
        }
        used += needed;
    }
    (rows.len() <= most_rows).then_some(rows)
}

/// Draws labels in rows, with two blanks between them.
pub(super) fn draw_listed(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    rows: &[LabelRow],
    n: usize,
) {
    for (y, row) in (area.top()..area.bottom()).zip(rows) {
        let mut x = area.x;
        for (i, label) in row {
            let columns = area.right().saturating_sub(x);
            x = put(buf, x, y, label, columns, theme.band(*i, n)) + 2;
        }
    }
}
