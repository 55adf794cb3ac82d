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
    if let Some(variants) = &picture.variants
        && rest.height > GOOD_CHART_ROWS
    {
        let text = format!("Total points with {}", variants.heads[0]);
        put(buf, rest.x, rest.y, &text, rest.width, theme.label);
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

/// The rows of each line of variants.
fn line_rows(variants: &WallVariants, area: Rect) -> impl Iterator<Item = usize> {
    let columns = VariantColumns::of(area);
    variants.lines.iter().map(move |line| {
        if line.heading {
            1
        } else {
            columns.rows(line).len()
        }
    })
}

/// The rows of variants with their heads.
fn variant_rows(variants: &WallVariants, area: Rect) -> u16 {
    let rows = line_rows(variants, area).sum::<usize>() + 1;
    u16::try_from(rows).unwrap_or(u16::MAX)
}

/// Returns how many lines have room, without a heading at the end that nothing follows.
fn fitting_lines(variants: &WallVariants, area: Rect) -> usize {
    let mut used = 0;
    let fits = |rows: &usize| {
        used += rows;
        used <= usize::from(area.height)
    };
    let lines = line_rows(variants, area).take_while(fits).count();
    let shown = variants.lines[..lines].iter();
    lines - shown.rev().take_while(|line| line.heading).count()
}

fn draw_variants(variants: &WallVariants, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let [a, b] = &variants.heads;
    let heads = Rect {
        height: area.height.min(1),
        ..area
    };
    VariantColumns::of(area).draw(buf, heads, &["", a, b], theme);
    let below = area_below(area, 1);
    let lines = &variants.lines[..fitting_lines(variants, below)];
    draw_variant_lines(lines, 0, buf, below, theme);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::projector::wall::distribution::{ChangedLeads, LeadChange};
    use crate::app::steps::variant_lines::VariantLine;
    use crate::widgets::testing::{HARD_TEXT, ascii, every_size, screen};

    fn line(what: &str, heading: bool) -> VariantLine {
        VariantLine {
            what: what.into(),
            values: ["1".into(), "9".into()],
            heading,
        }
    }

    fn picture() -> Distribution {
        let leads = vec![(HARD_TEXT.to_owned(), 18, 21), ("acme".into(), 19, 22)];
        Distribution {
            leads: "12 leads we remember".into(),
            qualify: "5 qualify (was 3)".into(),
            totals: vec![(6, 1), (21, 2), (22, 2), (38, 7)],
            bands: vec![("Cold".into(), None), (HARD_TEXT.into(), Some(20))],
            threshold: Some(20),
            change: Some(LeadChange {
                came_in: ChangedLeads { count: 2, leads },
                ..LeadChange::default()
            }),
            ..Distribution::default()
        }
    }

    fn with_variants() -> Distribution {
        Distribution {
            variants: Some(WallVariants {
                heads: ["A: now".into(), "B: tried".into()],
                lines: vec![
                    line("Demo", false),
                    line(HARD_TEXT, true),
                    line("qualify", false),
                ],
            }),
            ..picture()
        }
    }

    #[test]
    fn any_size() {
        every_size(|frame, area, theme| {
            let picture = if area.width % 2 == 0 {
                picture()
            } else {
                with_variants()
            };
            let (fewest, most) = rows(&picture, area);
            assert!(fewest <= most);
            draw(&picture, frame.buffer_mut(), area, theme);
        });
    }

    #[test]
    fn little_room_has_the_change_the_head_and_a_chart() {
        let (fewest, _) = rows(&picture(), Rect::new(0, 0, 60, 5));
        assert_eq!(fewest, 5);
        let drawn = screen(60, 5, |frame, area| {
            draw(&picture(), frame.buffer_mut(), area, &ascii());
        });
        assert!(drawn[0].starts_with("IN 2  "), "{drawn:?}");
        assert_eq!(drawn[1], "12 leads we remember: 5 qualify (was 3)");
        assert!(drawn[4].contains(" 11"), "{drawn:?}");
    }

    #[test]
    fn a_heading_without_lines_below_is_left_out() {
        let variants = with_variants().variants.expect("there are some");
        let fitting = |height| fitting_lines(&variants, Rect::new(0, 0, 60, height));
        assert_eq!(fitting(1), 1);
        // The heading would be the last.
        assert_eq!(fitting(2), 1);
        assert_eq!(fitting(3), 3);
    }

    #[test]
    fn few_leads_need_no_high_columns() {
        // Four rows for each of seven leads, five for the axis; never more than 28.
        assert_eq!(most_chart_rows(&picture()), 28);
        let few = Distribution {
            totals: vec![(6, 1), (21, 2)],
            ..picture()
        };
        assert_eq!(most_chart_rows(&few), 13);
    }
}
