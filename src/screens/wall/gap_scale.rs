//! Draws medians of the sides on one scale, with the gap as a number.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::projector::wall::sheet_gaps::{GapVotes, SheetGapLine};
use crate::model::{Median, Side};
use crate::widgets::Theme;
use crate::widgets::text::{put, put_right, width};

/// Points between two figures of the scale, as few as there is room for.
const STEPS: [i64; 3] = [1, 2, 5];
const GAP: u16 = 2;
const FEWEST_COLUMNS: u16 = 8;
/// The head of the last column.
const GAP_HEAD: &str = "gap";

/// The common scale of the lines.
pub(super) struct GapScale {
    x: u16,
    columns: u16,
    /// The column after the gaps.
    end: u16,
    /// Twice the least and the greatest number.
    low: i64,
    high: i64,
    /// Whether votes are kept without sides.
    is_anonymous: bool,
}

impl GapScale {
    /// Makes the scale of all lines; `None` where there is no room for it.
    pub(super) fn of(lines: &[SheetGapLine], area: Rect) -> Option<Self> {
        let medians: Vec<i64> = lines
            .iter()
            .flat_map(|line| marks(&line.votes))
            .flatten()
            .collect();
        let gaps = lines.iter().map(|line| width(&gap_text(&line.votes)));
        let gap = gaps.chain([GAP_HEAD.len()]).max().unwrap_or(0);
        let gap = u16::try_from(gap).unwrap_or(u16::MAX);
        let columns = area.width.checked_sub(gap.saturating_add(GAP))?;
        let is_anonymous = |line: &SheetGapLine| marks(&line.votes)[2].is_some();
        // The ends are whole numbers, that is, even ones.
        let low = medians.iter().copied().min().unwrap_or(0).min(0);
        let high = medians.iter().copied().max().unwrap_or(0).max(low + 2);
        (columns >= FEWEST_COLUMNS).then_some(Self {
            x: area.x,
            columns,
            end: area.right(),
            low: low.div_euclid(2) * 2,
            high: high.div_euclid(2) * 2 + high.rem_euclid(2) * 2,
            is_anonymous: lines.iter().any(is_anonymous),
        })
    }

    /// Draws the legend, and below it the figures of the scale.
    pub(super) fn draw_heads(&self, buf: &mut Buffer, area: Rect, theme: &Theme) {
        let legend = if self.is_anonymous {
            vec![("o median of all votes".to_owned(), theme.text)]
        } else {
            vec![
                (format!("S {}", Side::Sales.label()), theme.sales),
                (format!("M {}", Side::Marketing.label()), theme.marketing),
                ("* both".to_owned(), theme.heading),
            ]
        };
        let mut x = area.x;
        for (text, style) in legend {
            let columns = u16::try_from(width(&text)).unwrap_or(u16::MAX);
            if x.saturating_add(columns) <= area.right() {
                x = put(buf, x, area.y + 1, &text, columns, style) + GAP;
            }
        }
        let y = area.y + 2;
        for (column, tick) in self.ticks() {
            let x = self.x + column;
            put(buf, x, y, &tick.to_string(), self.end - x, theme.muted);
        }
        put_right(
            buf,
            self.x + self.columns,
            self.end,
            y,
            GAP_HEAD,
            theme.muted,
        );
    }

    /// Draws the marks of a line and its gap.
    pub(super) fn draw_votes(&self, votes: &GapVotes, buf: &mut Buffer, y: u16, theme: &Theme) {
        if *votes == GapVotes::None {
            let text = "nobody voted";
            if width(text) <= self.columns.into() {
                put(buf, self.x, y, text, self.columns, theme.muted);
            }
            return;
        }
        let dot = if theme.ascii { "." } else { "·" };
        for (column, _) in self.ticks() {
            put(buf, self.x + column, y, dot, 1, theme.border);
        }
        let [sales, marketing, all] = marks(votes).map(|at| at.map(|at| self.column(at)));
        let mut sign = |at: u16, sign: &str, style: Style| {
            put(buf, self.x + at, y, sign, 1, style);
        };
        if let (Some(sales), Some(marketing)) = (sales, marketing) {
            for between in sales.min(marketing)..sales.max(marketing) {
                sign(between, theme.horizontal(), theme.text);
            }
        }
        match (sales, marketing) {
            (Some(sales), Some(marketing)) if sales == marketing => sign(sales, "*", theme.heading),
            _ => {
                let marks = [(sales, "S", theme.sales), (marketing, "M", theme.marketing)];
                for (at, letter, style) in marks {
                    if let Some(at) = at {
                        sign(at, letter, style);
                    }
                }
            }
        }
        if let Some(at) = all {
            sign(at, "o", theme.heading);
        }
        let left = self.x + self.columns;
        put_right(buf, left, self.end, y, &gap_text(votes), theme.heading);
    }

    /// The column of twice a number.
    fn column(&self, doubled: i64) -> u16 {
        let span = (i128::from(self.high) - i128::from(self.low)).max(1);
        let from = (i128::from(doubled) - i128::from(self.low)).clamp(0, span);
        let columns = i128::from(self.columns.saturating_sub(1));
        u16::try_from((from * columns * 2 + span) / (2 * span)).unwrap_or(0)
    }

    /// The figures of the scale with their columns: whole numbers at equal distances, so far apart
    /// that a blank lies between two.
    fn ticks(&self) -> Vec<(u16, i64)> {
        let powers = (0..18).map(|power| 10_i64.pow(power));
        let mut steps = powers.flat_map(|power| STEPS.map(|step| step.saturating_mul(power)));
        let ticks = |step: i64| {
            let (low, high) = (self.low.div_euclid(2), self.high.div_euclid(2));
            let first = -(-low).div_euclid(step);
            let last = high.div_euclid(step);
            // More than columns never fit.
            let few = last.saturating_sub(first) < i64::from(self.columns);
            few.then(|| {
                let all = (first..=last).map(|at| at * step);
                all.map(|at| (self.column(at.saturating_mul(2)), at))
                    .collect()
            })
        };
        let fits = |ticks: &Vec<(u16, i64)>| {
            let apart = ticks.windows(2).all(|pair| {
                let columns = width(&pair[0].1.to_string());
                usize::from(pair[0].0) + columns < pair[1].0.into()
            });
            let last = ticks.last();
            let end = last.map(|(column, at)| usize::from(*column) + width(&at.to_string()));
            // The last one may reach into the gap before the next column.
            apart && end.is_none_or(|end| end < usize::from(self.columns + GAP))
        };
        steps
            .find_map(|step| ticks(step).filter(fits))
            .unwrap_or_default()
    }
}

/// Twice the medians of Sales, of Marketing, and of all.
fn marks(votes: &GapVotes) -> [Option<i64>; 3] {
    match votes {
        GapVotes::Points {
            sales,
            marketing,
            all,
            ..
        } => [*sales, *marketing, *all],
        GapVotes::None | GapVotes::YesNo { .. } => [None; 3],
    }
}

fn gap_text(votes: &GapVotes) -> String {
    match votes {
        GapVotes::Points { gap: Some(gap), .. } => Median { doubled: *gap }.to_string(),
        _ => "-".into(),
    }
}
