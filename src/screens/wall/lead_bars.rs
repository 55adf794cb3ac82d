//! Draws numbers of leads as bars: those that are recorded, and those that the room remembers.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::projector::wall::evidence_plot::LeadBar;
use crate::widgets::Theme;
use crate::widgets::text::{bar, grouped, put, put_right, width};

const GAP: u16 = 2;
/// The fewest and the most columns of bars.
const FEWEST_COLUMNS: u16 = 4;
const MOST_COLUMNS: u16 = 100;
const FEWEST_LABEL: u16 = 6;
const HEADS: [&str; 2] = ["recorded", "remembered"];

/// Returns the fewest rows it is worth drawing in below a title, and the most it has use for.
pub(super) fn rows(bars: &[LeadBar], area: Rect) -> (u16, u16) {
    let lines = u16::try_from(bars.len()).unwrap_or(u16::MAX);
    match BarColumns::of(bars, area) {
        // Title and heads.
        Some(_) => (
            lines.saturating_add(2),
            lines.saturating_mul(2).saturating_add(1),
        ),
        None => (0, 0),
    }
}

/// Draws it.
pub(super) fn draw(bars: &[LeadBar], buf: &mut Buffer, area: Rect, theme: &Theme) {
    let Some(columns) = BarColumns::of(bars, area).filter(|_| area.height > 0) else {
        return;
    };
    columns.draw_figures(HEADS.map(str::to_owned), buf, area.y, theme);
    let count = |bar: &LeadBar| bar.recorded.saturating_add(bar.remembered);
    let most = bars.iter().map(count).max().unwrap_or(0).max(1);
    // A blank row between two, if there is room.
    let step = if usize::from(area.height) >= 2 * bars.len() {
        2
    } else {
        1
    };
    for (row, lead_bar) in area.rows().skip(1).step_by(step).zip(bars) {
        let y = row.y;
        put(buf, area.x, y, &lead_bar.label, columns.label, theme.text);
        let counts = [lead_bar.recorded, lead_bar.remembered];
        columns.draw_figures(counts.map(grouped), buf, y, theme);
        let share = count(lead_bar) as f64 / most as f64;
        let filled = if count(lead_bar) == most {
            "#".repeat(columns.bars.into())
        } else {
            bar(columns.bars.into(), share)
        };
        let sign = if theme.ascii { "#" } else { "█" };
        let filled = filled.replace('#', sign);
        put(buf, columns.bars_x, y, &filled, columns.bars, theme.accent);
    }
}

/// Where labels, figures and bars stand.
struct BarColumns {
    label: u16,
    /// The left end and the width of the figures of each kind that occurs.
    figures: [Option<(u16, u16)>; 2],
    bars_x: u16,
    bars: u16,
}

impl BarColumns {
    fn of(bars: &[LeadBar], area: Rect) -> Option<Self> {
        let of_kind = [|bar: &LeadBar| bar.recorded, |bar: &LeadBar| bar.remembered];
        let widths: Vec<Option<u16>> = of_kind
            .iter()
            .zip(HEADS)
            .map(|(count, head)| {
                let occurs = bars.iter().any(|bar| count(bar) > 0);
                let figures = bars.iter().map(|bar| width(&grouped(count(bar))));
                let widest = figures.max()?.max(head.len());
                occurs.then_some(u16::try_from(widest).ok()?)
            })
            .collect();
        let taken: u16 = widths.iter().flatten().map(|width| width + GAP).sum();
        let label = bars.iter().map(|bar| width(&bar.label)).max()?;
        let label = u16::try_from(label).unwrap_or(u16::MAX);
        let room = area.width.checked_sub(taken + GAP + FEWEST_COLUMNS)?;
        let label = label.min(room);
        if label < FEWEST_LABEL.min(room + 1) {
            return None;
        }
        let mut x = area.x + label;
        let mut figures = [None; 2];
        for (place, width) in figures.iter_mut().zip(&widths) {
            if let Some(width) = width {
                *place = Some((x + GAP, *width));
                x += GAP + width;
            }
        }
        Some(Self {
            label,
            figures,
            bars_x: x + GAP,
            bars: (area.right() - x - GAP).min(MOST_COLUMNS),
        })
    }

    fn draw_figures(&self, texts: [String; 2], buf: &mut Buffer, y: u16, theme: &Theme) {
        for (place, text) in self.figures.iter().zip(texts) {
            if let Some((x, width)) = place {
                put_right(buf, *x, x + width, y, &text, theme.text);
            }
        }
    }
}
