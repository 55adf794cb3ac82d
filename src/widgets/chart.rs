//! The score histogram with its bands, and bars for shares.

pub use super::chart_band::ChartBand;

use super::chart_band::{band_label, band_sums, draw_labels, draw_listed, listed_labels};
use super::score_axis::{self, AxisScores};
use super::score_columns::ScoreColumns;
use super::text::{bar, grouped, put, put_right, width};
use super::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

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

fn draw_columns(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    counts: &[(i64, u32)],
    bands: &[ChartBand],
) {
    let columns = ScoreColumns::new(counts, bands, None, area.width, theme);
    let bars = Rect {
        height: area.height - 1,
        ..area
    };
    columns.draw(buf, bars, theme);
    draw_labels(buf, area, theme, &columns.scale, counts, bands);
}

/// The fewest rows and columns of a histogram that has an axis.
const AXIS_FROM: (u16, u16) = (6, 24);
/// From how many rows labels without room below their bands may take two.
const LISTED_FROM: u16 = 9;

/// Draws a histogram with an axis: the count of its highest column beside it; the least and the
/// greatest score, round ones and the threshold below. Where there is no room for these, it is drawn
/// without. Bands whose labels would be cut below their columns are listed in rows of their own.
pub fn histogram_with_axis(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    counts: &[(i64, u32)],
    bands: &[ChartBand],
    threshold: Option<i64>,
) {
    let area = area.intersection(buf.area);
    let scores = || counts.iter().map(|count| count.0);
    let (Some(least), Some(greatest)) = (scores().min(), scores().max()) else {
        return histogram(buf, area, theme, counts, bands);
    };
    if area.height < AXIS_FROM.0 || area.width < AXIS_FROM.1 {
        return histogram(buf, area, theme, counts, bands);
    }
    let laid_out =
        |beside: u16| ScoreColumns::new(counts, bands, threshold, area.width - beside, theme);
    let mut beside = 0;
    let mut columns = laid_out(beside);
    // The columns are fewer beside the count, and may then be higher.
    loop {
        let needed = width(&grouped(columns.most())) as u16 + 1;
        if needed <= beside || needed >= area.width / 2 {
            break;
        }
        beside = needed;
        columns = laid_out(beside);
    }
    let right = Rect {
        x: area.x + beside,
        width: area.width - beside,
        ..area
    };
    let most_rows = if area.height >= LISTED_FROM { 2 } else { 1 };
    let widths = (right.width, area.width);
    let listed = listed_labels(&columns.scale, counts, bands, widths, most_rows);
    let labels = match &listed {
        _ if bands.is_empty() => 0,
        Some(rows) => rows.len() as u16,
        None => 1,
    };
    let axis_rows = score_axis::rows(area.height, threshold);
    let bars = Rect {
        height: area.height - labels - axis_rows,
        ..right
    };
    draw_greatest_count(buf, area, bars, theme, columns.most());
    columns.draw(buf, bars, theme);
    let axis = Rect {
        y: bars.bottom(),
        height: axis_rows,
        ..right
    };
    let scores = AxisScores {
        least,
        greatest,
        threshold,
    };
    score_axis::draw(buf, axis, theme, &columns.scale, &scores);
    let below = Rect {
        y: axis.bottom(),
        height: labels,
        ..area
    };
    match listed {
        Some(rows) => draw_listed(buf, below, theme, &rows, bands.len()),
        None => draw_labels(buf, right, theme, &columns.scale, counts, bands),
    }
}

/// Draws the count of the highest column at the left of the bars, with a line up to it.
fn draw_greatest_count(buf: &mut Buffer, area: Rect, bars: Rect, theme: &Theme, most: u64) {
    if bars.x == area.x {
        return;
    }
    let line = bars.x - 1;
    put_right(buf, area.x, line, bars.y, &grouped(most), theme.label);
    for y in bars.top()..bars.bottom() {
        put(buf, line, y, theme.vertical(), 1, theme.border);
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

    fn with_axis(width: u16, height: u16, threshold: Option<i64>) -> Vec<String> {
        screen(width, height, |frame, area| {
            histogram_with_axis(
                frame.buffer_mut(),
                area,
                &ascii(),
                &COUNTS,
                &BANDS,
                threshold,
            );
        })
    }

    #[test]
    fn an_axis_has_ends_round_scores_and_the_greatest_count() {
        // Below 8 leads a column stands for one score, after the count and the line.
        assert_eq!(
            with_axis(32, 6, None),
            [
                "8|                        #",
                " |                        #",
                " |          #        #    #",
                " |:    #   :#        #    #",
                "  0    5    10   15   20  24",
                "   Cold 4   |10 Warm 8|20 Hot 8",
            ]
        );
    }

    #[test]
    fn a_taller_axis_has_a_line_and_the_threshold_below() {
        // Six rows of four steps: a lead is three steps.
        assert_eq!(
            with_axis(32, 10, Some(20)),
            [
                "8|                        #",
                " |                        #",
                " |                        #",
                " |          #        #    #",
                " |     :    #        #    #",
                " ||    #   |#        #    #",
                "  +----+----+----+----+---+-----",
                "  0    5    10   15   20  24",
                "                      ^ from 20",
                "   Cold 4   |10 Warm 8|20 Hot 8",
            ]
        );
    }

    #[test]
    fn labels_without_room_are_listed() {
        let bands = [
            BANDS[0],
            BANDS[1],
            ChartBand {
                name: "Hot",
                from: Some(13),
            },
        ];
        let rows = screen(32, 6, |frame, area| {
            histogram_with_axis(frame.buffer_mut(), area, &ascii(), &COUNTS, &bands, None);
        });
        // Warm has three columns here.
        assert_eq!(rows[5], "Cold 4  10+ Warm 4  13+ Hot 12");
        let rows = screen(24, 9, |frame, area| {
            histogram_with_axis(frame.buffer_mut(), area, &ascii(), &COUNTS, &bands, None);
        });
        assert_eq!(rows[7..], ["Cold 4  10+ Warm 4", "13+ Hot 12"]);
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
            match area.width % 6 {
                0 => histogram(buf, area, theme, &COUNTS, &BANDS),
                1 => histogram(buf, area, theme, &wild, &bands),
                2 => histogram(buf, area, theme, &COUNTS, &[]),
                3 => histogram_with_axis(buf, area, theme, &COUNTS, &BANDS, Some(20)),
                4 => histogram_with_axis(buf, area, theme, &wild, &bands, Some(i64::MIN)),
                _ => histogram(buf, area, theme, &[], &BANDS),
            }
        });
    }
}
