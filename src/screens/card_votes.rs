//! Votes on the projector's card: sealed, and shown.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::card_text::{draw_wrapped, side_style};
use crate::model::wording;
use crate::widgets::Theme;
use crate::widgets::text::{put, width, wrap};

/// Draws how many votes of each side are in, while they are sealed.
pub(super) fn draw_sealed(
    sides: &[(String, usize, usize)],
    promise: &str,
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
) {
    let mut y = area.y;
    for (side, voted, of) in sides {
        if y >= area.bottom() {
            return;
        }
        let waits = match of.saturating_sub(*voted) {
            0 => String::new(),
            more => format!("   waiting: {more}"),
        };
        let text = format!("{}{waits}", wording::voted_of(*voted, *of));
        put(buf, area.x, y, side, 14, side_style(side, theme));
        put(
            buf,
            area.x + 14,
            y,
            &text,
            area.width.saturating_sub(14),
            theme.heading,
        );
        y += 2;
    }
    if y < area.bottom() {
        let all_voted = sides.iter().all(|(_, voted, of)| voted >= of);
        let text = if all_voted {
            "Everybody has voted."
        } else {
            "Values stay hidden until everybody has voted."
        };
        let below = Rect {
            y,
            height: area.bottom() - y,
            ..area
        };
        draw_wrapped(&format!("{text} {promise}"), buf, below, theme.muted);
    }
}

/// Draws each side's votes over the scale, an `o` per vote, and the median.
pub(super) fn draw_votes(
    scale: &[String],
    sides: &[(String, Vec<usize>, String)],
    note: &str,
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
) {
    if area.height < 3 || scale.is_empty() {
        return;
    }
    let median_columns = 12;
    let cells = u16::try_from(scale.len()).unwrap_or(u16::MAX);
    let wide = area.width.saturating_sub(14 + median_columns) / cells;
    let cell = wide.clamp(1, 8);
    // A blank column between two values; the median follows the last one.
    let last = scale.len().saturating_sub(1);
    let fits = |(i, value): (usize, &String)| width(value) + usize::from(i < last) <= cell.into();
    if !scale.iter().enumerate().all(fits) {
        return draw_vote_lists(scale, sides, note, buf, area, theme);
    }
    let x = |i: u16| area.x + 14 + i * cell;
    for (i, value) in (0..cells).zip(scale) {
        put(buf, x(i), area.y, value, cell, theme.label);
    }
    let max_dots = usize::from(cell).saturating_sub(1).max(1);
    // All votes one by one where there is room for them and the note.
    let stacked = sides.iter();
    let stacked = stacked.map(|(_, counts, _)| vote_rows(counts, max_dots) + 1);
    let note_rows = wrap(note, usize::from(area.width).max(1)).len();
    let has_room = 1 + stacked.sum::<usize>() + note_rows <= usize::from(area.height);
    let most_rows = if has_room { usize::MAX } else { 1 };
    let mut y = area.y + 1;
    for (side, counts, middle) in sides {
        if y >= area.bottom() {
            break;
        }
        put(buf, area.x, y, side, 13, side_style(side, theme));
        for (i, count) in (0..cells).zip(counts).filter(|(_, count)| **count > 0) {
            for (row, sign) in (0..).zip(vote_signs(*count, max_dots, most_rows)) {
                if y + row < area.bottom() {
                    put(buf, x(i), y + row, &sign, cell, side_style(side, theme));
                }
            }
        }
        let left = x(cells).min(area.right());
        let text = middle_text(middle);
        put(buf, left, y, &text, area.right() - left, theme.heading);
        y += vote_rows(counts, max_dots).min(most_rows) as u16 + 1;
    }
    draw_wrapped(note, buf, area_below(area, y), theme.heading);
}

/// Returns the rows that a side's votes take, so many beside each other; at least one.
fn vote_rows(counts: &[usize], max_dots: usize) -> usize {
    let most = counts.iter().max();
    most.map_or(1, |most| most.div_ceil(max_dots).max(1))
}

/// Returns the signs of so many votes of one value, row by row: an `o` for each, or their number
/// where there is no room.
fn vote_signs(count: usize, max_dots: usize, most_rows: usize) -> Vec<String> {
    if count.div_ceil(max_dots) > most_rows {
        return vec![count.to_string()];
    }
    let rows = (0..count).step_by(max_dots);
    let rows = rows.map(|at| "o".repeat(max_dots.min(count - at)));
    rows.collect()
}

/// Draws each side's votes as a list, for a scale too wide for the screen.
fn draw_vote_lists(
    scale: &[String],
    sides: &[(String, Vec<usize>, String)],
    note: &str,
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
) {
    let mut y = area.y;
    for (side, counts, middle) in sides.iter().filter(|_| area.height > 0) {
        let votes = scale.iter().zip(counts).filter(|(_, count)| **count > 0);
        let votes: Vec<String> = votes
            .map(|(value, count)| match count {
                1 => value.clone(),
                _ => format!("{count} x {value}"),
            })
            .collect();
        let text = format!("{}   {}", votes.join(", "), middle_text(middle));
        for (i, line) in (0..).zip(wrap(
            &text,
            usize::from(area.width.saturating_sub(14)).max(1),
        )) {
            if y >= area.bottom() {
                return;
            }
            if i == 0 {
                put(buf, area.x, y, side, 13, side_style(side, theme));
            }
            let columns = area.width.saturating_sub(14);
            put(buf, area.x + 14, y, &line, columns, theme.heading);
            y += 1;
        }
    }
    draw_wrapped(note, buf, area_below(area, y + 1), theme.heading);
}

fn middle_text(middle: &str) -> String {
    match middle {
        "" => String::new(),
        middle => format!("median {middle}"),
    }
}

/// The part of an area from a row down.
fn area_below(area: Rect, y: u16) -> Rect {
    let y = y.min(area.bottom());
    Rect {
        y,
        height: area.bottom() - y,
        ..area
    }
}
