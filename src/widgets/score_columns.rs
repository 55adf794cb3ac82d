//! Bars for how many leads have which score.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::chart_band::{ChartBand, band_of};
use super::score_scale::ScoreScale;
use super::text::put;
use super::theme::Theme;

/// The columns of a chart.
pub(super) struct ScoreColumns {
    pub(super) scale: ScoreScale,
    /// How many leads each column stands for.
    sums: Vec<u64>,
    styles: Vec<Style>,
}

impl ScoreColumns {
    /// Lays out leads over so many columns, with room for the bands' boundaries and a threshold.
    pub(super) fn new(
        counts: &[(i64, u32)],
        bands: &[ChartBand],
        threshold: Option<i64>,
        columns: u16,
        theme: &Theme,
    ) -> Self {
        // Include the score below a boundary, or the lowest band would have no room.
        let edges = bands.iter().filter_map(|band| band.from.map(i128::from));
        let edges = edges.flat_map(|from| [from - 1, from]);
        let scores = counts.iter().map(|count| i128::from(count.0));
        let scores = scores.chain(edges).chain(threshold.map(i128::from));
        let scale = ScoreScale::new(scores, columns);
        let mut sums = vec![0_u64; usize::from(columns)];
        let mut styles = vec![theme.text; usize::from(columns)];
        for &(score, count) in counts {
            let column = usize::from(scale.column(score));
            sums[column] += u64::from(count);
            styles[column] = theme.band(band_of(score, bands), bands.len());
        }
        Self {
            scale,
            sums,
            styles,
        }
    }

    /// Returns the leads of the highest column.
    pub(super) fn most(&self) -> u64 {
        self.sums.iter().copied().max().unwrap_or(0)
    }

    /// Draws a bar in each column.
    pub(super) fn draw(&self, buf: &mut Buffer, area: Rect, theme: &Theme) {
        let max = self.most().max(1);
        let signs: &[&str] = if theme.ascii {
            &[".", ":", "|", "#"]
        } else {
            &["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
        };
        let steps = signs.len() as u64;
        for ((x, &sum), style) in (area.x..).zip(&self.sums).zip(&self.styles) {
            // Rounded up, so that a single lead among thousands still shows.
            let height = (sum * u64::from(area.height) * steps).div_ceil(max);
            for row in 0..area.height {
                let filled = height.saturating_sub(u64::from(row) * steps).min(steps);
                let Some(sign) = filled.checked_sub(1).map(|i| signs[i as usize]) else {
                    break;
                };
                let y = area.bottom() - 1 - row;
                let columns = self.scale.bar().min(area.right() - x);
                let text = sign.repeat(columns.into());
                put(buf, x, y, &text, columns, *style);
            }
        }
    }
}
