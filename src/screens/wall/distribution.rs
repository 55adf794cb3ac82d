//! Draws the distribution of scores: what the last change did to leads, how many qualify, and how
//! many have which total.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::dialog_frame::area_below;
use super::super::variant_columns::{VariantColumns, draw_variant_lines};
use super::distribution_text::{Room, texts};
use crate::app::projector::wall::distribution::{Distribution, WallVariants};
use crate::model::wording::grouped;
use crate::widgets::Theme;
use crate::widgets::big_text;
use crate::widgets::chart::{self, ChartBand};
use crate::widgets::text::put;

/// The fewest rows of a chart.
const FEWEST_CHART_ROWS: u16 = 3;
/// The most rows of a chart.
const MOST_CHART_ROWS: u16 = 28;
/// The rows of a chart for each lead of its highest column, and those of its axis.
const ROWS_PER_LEAD: u32 = 4;
const AXIS_ROWS: u32 = 5;
/// From how many columns and rows the numbers of leads that came in and dropped out are in large
/// letters.
const LARGE_FROM: (u16, u16) = (56, 18);
/// The rows of a chart beside which there is room for what else there is to say.
const GOOD_CHART_ROWS: u16 = 8;
/// The rows of variants that a chart may be drawn beside.
const FEWEST_VARIANT_ROWS: u16 = 4;
/// From how many rows texts are wrapped.
const ROOMY_FROM: u16 = 12;
/// The rows of letters of half height.
const LARGE_ROWS: u16 = 3;

/// Returns the fewest rows it is worth drawing in, and the most it has use for.
pub(super) fn rows(picture: &Distribution, area: Rect) -> (u16, u16) {
    let count = |room| {
        let texts = texts(picture, area.width, room).len();
        u16::try_from(texts).unwrap_or(u16::MAX)
    };
    let variants = picture.variants.as_ref();
    let variants = variants.map_or(0, |variants| variant_rows(variants, area) + 1);
    let most = count(Room::Ample)
        .saturating_add(variants)
        .saturating_add(LARGE_ROWS + 2 + most_chart_rows(picture));
    (count(Room::Tight) + FEWEST_CHART_ROWS, most)
}

/// Draws it.
pub(super) fn draw(picture: &Distribution, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let room = if area.height >= ROOMY_FROM {
        Room::Ample
    } else {
        Room::Tight
    };
    let mut y = area.y + draw_large(picture, buf, area, theme);
    for (text, style) in texts(picture, area.width, room) {
        if y < area.bottom() {
            put(buf, area.x, y, &text, area.width, style(theme));
            y += 1;
        }
    }
    let mut rest = area_below(area, y - area.y);
    if let Some(variants) = &picture.variants {
        rest = area_below(rest, 1);
        let wanted = variant_rows(variants, rest);
        let beside_chart = rest.height.saturating_sub(GOOD_CHART_ROWS + 1);
        let height = if beside_chart >= wanted.min(FEWEST_VARIANT_ROWS) {
            wanted.min(beside_chart)
        } else {
            rest.height
        };
        draw_variants(variants, buf, Rect { height, ..rest }, theme);
        rest = area_below(rest, height);
    }
    if rest.height > GOOD_CHART_ROWS {
        rest = area_below(rest, 1);
    }
    draw_chart(picture, buf, rest, theme);
}

/// Draws how many came in and how many dropped out in large letters, where there is much room, and
/// returns the rows used.
fn draw_large(picture: &Distribution, buf: &mut Buffer, area: Rect, theme: &Theme) -> u16 {
    let Some(change) = &picture.change else {
        return 0;
    };
    let both = [("IN", &change.came_in), ("OUT", &change.dropped_out)];
    let both = both.iter().filter(|(_, leads)| leads.count > 0);
    let both: Vec<String> = both
        .map(|(word, leads)| format!("{word} {}", grouped(leads.count)))
        .collect();
    if both.is_empty() || area.width < LARGE_FROM.0 || area.height < LARGE_FROM.1 {
        return 0;
    }
    let place = Rect {
        height: LARGE_ROWS,
        ..area
    };
    big_text::draw(buf, place, &both.join("  "), theme.text, theme.ascii) + 1
}

/// The most rows that a chart has use for: few leads need no high columns.
fn most_chart_rows(picture: &Distribution) -> u16 {
    let most = picture.totals.iter().map(|(_, leads)| *leads).max();
    let rows = most.unwrap_or(0).saturating_mul(ROWS_PER_LEAD);
    let rows = rows.saturating_add(AXIS_ROWS);
    u16::try_from(rows).map_or(MOST_CHART_ROWS, |rows| rows.min(MOST_CHART_ROWS))
}

fn draw_chart(picture: &Distribution, buf: &mut Buffer, area: Rect, theme: &Theme) {
    if area.height < FEWEST_CHART_ROWS {
        return;
    }
    let bands = picture.bands.iter();
    let bands: Vec<ChartBand> = bands
        .map(|(name, from)| ChartBand { name, from: *from })
        .collect();
    let area = Rect {
        height: area.height.min(most_chart_rows(picture)),
        ..area
    };
    chart::histogram_with_axis(buf, area, theme, &picture.totals, &bands, picture.threshold);
}

/// The rows of variants with their heads.
fn variant_rows(variants: &WallVariants, area: Rect) -> u16 {
    let columns = VariantColumns::of(area);
    let rows = variants.lines.iter().map(|line| {
        if line.heading {
            1
        } else {
            columns.rows(line).len()
        }
    });
    u16::try_from(rows.sum::<usize>() + 1).unwrap_or(u16::MAX)
}

fn draw_variants(variants: &WallVariants, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let [a, b] = &variants.heads;
    let heads = Rect {
        height: area.height.min(1),
        ..area
    };
    VariantColumns::of(area).draw(buf, heads, &["", a, b], theme);
    draw_variant_lines(&variants.lines, 0, buf, area_below(area, 1), theme);
}
