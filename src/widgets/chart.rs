//! The score histogram with its bands, and bars for shares.

use super::text::{bar, clean, fit, grouped, put, width};
use super::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A band of the total score.
#[derive(Debug, Clone, Copy)]
pub struct ChartBand<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its lowest score; `None` for the lowest band.
    pub from: Option<i64>,
}

/// Draws how many leads have which score. With three rows or more: a column per score (or per few
/// adjacent scores), with the bands' boundaries and counts below. With one or two rows: a segment
/// per band, with a bar for its share. `counts` holds scores and numbers of leads; `bands` are
/// ascending.
pub fn histogram(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    counts: &[(i64, u32)],
    bands: &[ChartBand],
) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    if area.height < 3 || area.width < 8 {
        draw_segments(buf, area, theme, counts, bands);
    } else {
        draw_columns(buf, area, theme, counts, bands);
    }
}

/// Returns the index of the band of a score.
fn band_of(score: i64, bands: &[ChartBand]) -> usize {
    bands
        .iter()
        .rposition(|band| band.from.is_none_or(|from| score >= from))
        .unwrap_or(0)
}

/// Returns the number of leads in each band.
fn band_sums(counts: &[(i64, u32)], bands: &[ChartBand]) -> Vec<u64> {
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
fn band_label(band: &ChartBand, count: u64, columns: usize) -> String {
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

/// Draws one row: for each band its name, a bar and the count.
fn draw_segments(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    counts: &[(i64, u32)],
    bands: &[ChartBand],
) {
    let sums = band_sums(counts, bands);
    let max = sums.iter().copied().max().unwrap_or(0).max(1);
    let room = usize::from(area.width) / bands.len().max(1);
    // A blank at the end of each; all bars share one scale.
    let texts: Vec<String> = bands
        .iter()
        .zip(&sums)
        .map(|(band, sum)| band_label(band, *sum, room.saturating_sub(1)))
        .collect();
    let longest = texts.iter().map(|text| width(text)).max().unwrap_or(0);
    let columns = room.saturating_sub(longest + 2);
    for (i, text) in texts.iter().enumerate() {
        let x = area.x + (i * room) as u16;
        let filled = bar(columns, sums[i] as f64 / max as f64);
        let text = match (filled.trim_end(), text.rsplit_once(' ')) {
            ("", _) | (_, None) => text.clone(),
            (filled, Some((title, count))) => format!("{title} {filled} {count}"),
        };
        let style = theme.band(i, bands.len());
        put(buf, x, area.y, &text, room as u16, style);
    }
}

/// The layout of scores over columns.
struct ScoreScale {
    lowest: i128,
    range: i128,
    columns: i128,
    /// Columns per score, at most 4; 0 if there are more scores than columns.
    step: i128,
}

impl ScoreScale {
    fn new(counts: &[(i64, u32)], bands: &[ChartBand], columns: u16) -> Self {
        // Include the score below a boundary, or the lowest band would have no room.
        let edges = bands.iter().filter_map(|band| band.from.map(i128::from));
        let edges = edges.flat_map(|from| [from - 1, from]);
        let scores = counts.iter().map(|count| i128::from(count.0));
        let (lowest, highest) = scores
            .chain(edges)
            .fold(None, |ends, at| match ends {
                None => Some((at, at)),
                Some((low, high)) => Some((at.min(low), at.max(high))),
            })
            .unwrap_or((0, 0));
        let range = highest - lowest + 1;
        let columns = i128::from(columns);
        Self {
            lowest,
            range,
            columns,
            step: (columns / range).min(4),
        }
    }

    /// Returns the first column of a score.
    fn column(&self, score: i64) -> u16 {
        let at = i128::from(score) - self.lowest;
        let column = if self.step > 0 {
            at * self.step
        } else {
            at * self.columns / self.range
        };
        column as u16
    }

    /// Returns the width of a bar; wide ones leave a gap.
    fn bar(&self) -> u16 {
        (self.step - 1).max(1) as u16
    }
}

fn draw_columns(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    counts: &[(i64, u32)],
    bands: &[ChartBand],
) {
    let scale = ScoreScale::new(counts, bands, area.width);
    let mut sums = vec![0_u64; usize::from(area.width)];
    let mut styles = vec![theme.text; usize::from(area.width)];
    for &(score, count) in counts {
        let column = usize::from(scale.column(score));
        sums[column] += u64::from(count);
        styles[column] = theme.band(band_of(score, bands), bands.len());
    }
    let max = sums.iter().copied().max().unwrap_or(0).max(1);
    let signs: &[&str] = if theme.ascii {
        &[".", ":", "|", "#"]
    } else {
        &["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    };
    let steps = signs.len() as u64;
    let rows = area.height - 1;
    for (column, &sum) in sums.iter().enumerate() {
        // Rounded up, so that a single lead among thousands still shows.
        let height = (sum * u64::from(rows) * steps).div_ceil(max);
        for row in 0..rows {
            let filled = height.saturating_sub(u64::from(row) * steps).min(steps);
            let Some(sign) = filled.checked_sub(1).map(|i| signs[i as usize]) else {
                break;
            };
            let x = area.x + column as u16;
            let y = area.bottom() - 2 - row;
            let text = sign.repeat(usize::from(scale.bar()));
            put(
                buf,
                x,
                y,
                &text,
                scale.bar().min(area.right() - x),
                styles[column],
            );
        }
    }
    draw_labels(
        buf,
        area,
        theme,
        &scale,
        &self::band_sums(counts, bands),
        bands,
    );
}

/// Draws the last row: each band's boundary, name and count, below its first column.
fn draw_labels(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    scale: &ScoreScale,
    sums: &[u64],
    bands: &[ChartBand],
) {
    let start = |i: usize| match bands.get(i) {
        None => area.right(),
        Some(band) => area.x + band.from.map_or(0, |from| scale.column(from)),
    };
    for (i, band) in bands.iter().enumerate() {
        let room = start(i + 1).saturating_sub(start(i));
        let text = band_label(band, sums[i], usize::from(room));
        let style = theme.band(i, bands.len());
        put(buf, start(i), area.bottom() - 1, &text, room, style);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{HARD_TEXT, ascii, every_size, screen};
    use super::super::theme_name::ThemeName;
    use super::*;

    const BANDS: [ChartBand; 3] = [
        ChartBand {
            name: "Cold",
            from: None,
        },
        ChartBand {
            name: "Warm",
            from: Some(10),
        },
        ChartBand {
            name: "Hot",
            from: Some(20),
        },
    ];
    const COUNTS: [(i64, u32); 6] = [(0, 1), (5, 2), (9, 1), (10, 4), (19, 4), (24, 8)];

    fn shown(width: u16, height: u16, theme: &Theme) -> Vec<String> {
        screen(width, height, |frame, area| {
            histogram(frame.buffer_mut(), area, theme, &COUNTS, &BANDS);
        })
    }

    #[test]
    fn a_count_is_never_cut() {
        let bands = [
            "Not yet worth a call",
            "To be nurtured",
            "Call within the day",
        ];
        let bands: Vec<ChartBand> = (0..)
            .zip(bands)
            .map(|(i, name)| ChartBand {
                name,
                from: (i > 0).then_some(i * 10),
            })
            .collect();
        let counts = [(5, 1_234_567), (15, 89_012), (25, 345_678)];
        for columns in 44..90 {
            for height in [1, 4] {
                let rows = screen(columns, height, |frame, area| {
                    histogram(frame.buffer_mut(), area, &ascii(), &counts, &bands);
                });
                let last = rows.last().expect("a row");
                for count in counts {
                    let count = grouped(count.1.into());
                    assert!(last.contains(&count), "{columns}: {count} in {last:?}");
                }
            }
        }
    }

    #[test]
    fn one_row_has_a_segment_for_each_band() {
        // 4, 8 and 8 leads in segments of 20 columns.
        assert_eq!(
            shown(60, 1, &ascii()),
            [" Cold #### 4        |10 Warm ######## 8 |20 Hot ######## 8"]
        );
        assert_eq!(shown(27, 1, &ascii()), [" Cold 4  |10 W… 8 |20 H… 8"]);
    }

    #[test]
    fn more_rows_have_a_column_for_each_score() {
        // Scores 0 to 24, one column each. 8 leads are three rows of four steps, so one lead is 1.5
        // steps, rounded up to two.
        assert_eq!(
            shown(30, 4, &ascii()),
            [
                "                        #",
                "          :        :    #",
                ":    |   :#        #    #",
                " Cold 4   |10 Warm 8|20 Hot 8",
            ]
        );
    }

    #[test]
    fn blocks_where_the_terminal_has_them() {
        let rows = shown(30, 3, &Theme::new(ThemeName::Mono, false));
        assert_eq!(rows[0], "                        █");
        assert_eq!(rows[1], "▂    ▄   ▂█        █    █");
    }

    #[test]
    fn few_scores_get_broad_bars() {
        let rows = screen(12, 3, |frame, area| {
            let counts = [(-1, 1), (0, 2), (1, 2)];
            histogram(frame.buffer_mut(), area, &ascii(), &counts, &[]);
        });
        assert_eq!(rows, ["    ### ###", "### ### ###", ""]);
    }

    #[test]
    fn bars_tell_little_from_nothing_and_nearly_all_from_all() {
        assert_eq!(bar(10, 0.0), "          ");
        assert_eq!(bar(10, 0.001), "#         ");
        assert_eq!(bar(10, 0.5), "#####     ");
        assert_eq!(bar(10, 0.999), "######### ");
        assert_eq!(bar(10, 1.0), "##########");
        assert_eq!(bar(4, f64::NAN), "    ");
        assert_eq!(bar(0, 0.5), "");
    }

    #[test]
    fn any_size_and_any_score() {
        let wild = [(i64::MIN, u32::MAX), (0, 1), (i64::MAX, u32::MAX)];
        let bands = [
            BANDS[0],
            ChartBand {
                name: HARD_TEXT,
                from: Some(i64::MIN),
            },
            ChartBand {
                name: HARD_TEXT,
                from: Some(i64::MAX),
            },
        ];
        every_size(|frame, area, theme| {
            let buf = frame.buffer_mut();
            match area.width % 4 {
                0 => histogram(buf, area, theme, &COUNTS, &BANDS),
                1 => histogram(buf, area, theme, &wild, &bands),
                2 => histogram(buf, area, theme, &COUNTS, &[]),
                _ => histogram(buf, area, theme, &[], &BANDS),
            }
        });
    }
}
