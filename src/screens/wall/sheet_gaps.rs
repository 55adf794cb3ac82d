//! Draws the lines of a sheet by gap: the medians of the sides on one scale, or who said yes.
//!
//! ```text
//! Votes by gap, the widest first
//! S Sales   M Marketing   * both
//!                     0    5    10  gap
//! >! Demo             ·S───·────M     9
//!    Funded           ·    *    ·     0
//! With Sales' 2: OUT 4
//! With Marketing's 10: IN 3
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::gap_scale::GapScale;
use super::phrases::answer_within;
use super::yes_columns::YesColumns;
use crate::app::MedianEffect;
use crate::app::projector::wall::sheet_gaps::{GapVotes, SheetGapLine, SheetGaps};
use crate::model::Side;
use crate::model::wording::{count_noun, grouped};
use crate::widgets::Theme;
use crate::widgets::text::{put, width};

/// Rows above the lines: title, legend and heads.
const ABOVE: u16 = 3;
const FEWEST_LINES: u16 = 3;
/// Columns of the signs: of the selected line, of a disputed one, and a blank.
const SIGNS: u16 = 3;
const FEWEST_LABEL: u16 = 8;

/// Returns the fewest rows it is worth drawing in, and the most it has use for.
pub(super) fn rows(picture: &SheetGaps, area: Rect) -> (u16, u16) {
    let lines = u16::try_from(picture.lines.len()).unwrap_or(u16::MAX);
    if lines == 0 || GapColumns::of(picture, area).is_none() {
        return (0, 0);
    }
    let around = ABOVE + effect_rows(picture);
    (
        around + lines.min(FEWEST_LINES),
        lines.saturating_add(around),
    )
}

/// Draws it.
pub(super) fn draw(picture: &SheetGaps, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let area = area.intersection(buf.area);
    let (fewest, _) = rows(picture, area);
    let Some(columns) = GapColumns::of(picture, area).filter(|_| area.height >= fewest) else {
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
    columns.draw_heads(buf, area, theme);
    let below = effect_rows(picture);
    let room = usize::from(area.height.saturating_sub(ABOVE + below));
    let is_cut = picture.lines.len() > room;
    let shown = room - usize::from(is_cut);
    let first = (picture.selected + 1).saturating_sub(shown);
    let lines = picture.lines.iter().enumerate().skip(first).take(shown);
    let mut y = area.y + ABOVE;
    for (index, line) in lines {
        let is_selected = index == picture.selected;
        columns.draw_line(
            line,
            is_selected,
            buf,
            Rect {
                y,
                height: 1,
                ..area
            },
            theme,
        );
        y += 1;
    }
    if is_cut {
        let more = count_noun(picture.lines.len() - shown, "more line");
        put(
            buf,
            area.x + SIGNS,
            y,
            &more,
            area.width.saturating_sub(SIGNS),
            theme.muted,
        );
        y += 1;
    }
    for effect in &picture.effects {
        draw_effect(
            effect,
            buf,
            Rect {
                y,
                height: 1,
                ..area
            },
            theme,
        );
        y += 1;
    }
}

/// The rows of what the medians of the selected line would do.
fn effect_rows(picture: &SheetGaps) -> u16 {
    u16::try_from(picture.effects.len()).unwrap_or(u16::MAX / 4)
}

/// Says what taking a side's median would do: `With Sales' 2: IN 3  OUT 1`.
fn draw_effect(effect: &MedianEffect, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let side = match effect.side {
        Side::Sales => theme.sales,
        _ => theme.marketing,
    };
    let with = format!(
        "With {} {}",
        effect.side.possessive(),
        grouped(effect.value)
    );
    let moved = [
        ("IN", effect.came_in, theme.in_lead),
        ("OUT", effect.dropped_out, theme.out_lead),
    ];
    let moved = moved.into_iter().filter(|(_, leads, _)| *leads > 0);
    let mut texts: Vec<(String, Style)> = moved
        .map(|(word, leads, style)| (format!("{word} {}", grouped(leads)), style))
        .collect();
    if texts.is_empty() {
        let text = if effect.is_present {
            "as now"
        } else {
            "none in, none out"
        };
        texts.push((text.to_owned(), theme.text));
    }
    let mut x = put(buf, area.x, area.y, &with, area.width, side);
    x = put(buf, x, area.y, ": ", area.right().saturating_sub(x), side);
    for (text, style) in texts {
        x = put(buf, x, area.y, &text, area.right().saturating_sub(x), style) + 2;
    }
}

/// Where labels and votes stand.
struct GapColumns {
    label: u16,
    votes: VoteColumns,
}

/// How the votes are drawn.
enum VoteColumns {
    Points(GapScale),
    YesNo(YesColumns),
}

impl GapColumns {
    /// Returns `None` where there is no room for the votes.
    fn of(picture: &SheetGaps, area: Rect) -> Option<Self> {
        let room = area.width.checked_sub(SIGNS + 1)?;
        let widest = picture.lines.iter().map(|line| width(&line.label)).max()?;
        let widest = u16::try_from(widest).unwrap_or(u16::MAX);
        let is_yes_no = |line: &SheetGapLine| matches!(line.votes, GapVotes::YesNo { .. });
        if picture.lines.iter().any(is_yes_no) {
            let votes = YesColumns::of(&picture.lines);
            let columns = votes.columns();
            let label = room.checked_sub(columns)?;
            let shown = label.min(widest);
            let votes = votes.ending(area.x + SIGNS + shown + 1 + columns);
            return (label >= FEWEST_LABEL).then_some(Self {
                label: shown,
                votes: VoteColumns::YesNo(votes),
            });
        }
        let label = widest.min((room / 2).max(FEWEST_LABEL));
        let scale = Rect {
            x: area.x + SIGNS + label + 1,
            width: room.checked_sub(label)?,
            ..area
        };
        let votes = VoteColumns::Points(GapScale::of(&picture.lines, scale)?);
        Some(Self { label, votes })
    }

    fn draw_heads(&self, buf: &mut Buffer, area: Rect, theme: &Theme) {
        match &self.votes {
            VoteColumns::Points(scale) => scale.draw_heads(buf, area, theme),
            VoteColumns::YesNo(columns) => columns.draw_heads(buf, area.y + ABOVE - 1, theme),
        }
    }

    fn draw_line(
        &self,
        line: &SheetGapLine,
        is_selected: bool,
        buf: &mut Buffer,
        area: Rect,
        theme: &Theme,
    ) {
        let (sign, style) = if is_selected {
            (">", theme.heading)
        } else {
            (" ", theme.text)
        };
        put(buf, area.x, area.y, sign, 1, style);
        if line.is_disputed {
            put(buf, area.x + 1, area.y, "!", 1, theme.heading);
        }
        let label = answer_within(&line.label, self.label.into());
        put(buf, area.x + SIGNS, area.y, &label, self.label, style);
        match &self.votes {
            VoteColumns::Points(scale) => scale.draw_votes(&line.votes, buf, area.y, theme),
            VoteColumns::YesNo(columns) => columns.draw_votes(&line.votes, buf, area.y, theme),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::testing::{HARD_TEXT, every_size, laid};

    fn line(label: &str, votes: GapVotes, is_disputed: bool) -> SheetGapLine {
        SheetGapLine {
            label: label.into(),
            votes,
            is_disputed,
        }
    }

    /// Medians and gaps are doubled.
    fn points(sales: Option<i64>, marketing: Option<i64>, gap: Option<i64>) -> GapVotes {
        GapVotes::Points {
            sales,
            marketing,
            all: None,
            gap,
        }
    }

    fn of_points() -> SheetGaps {
        SheetGaps {
            title: "By gap".into(),
            lines: vec![
                line(
                    "Demo: one-to-one",
                    points(Some(20), Some(2), Some(18)),
                    true,
                ),
                line("Funded", points(Some(10), Some(10), Some(0)), false),
                line("Half", points(Some(9), None, None), false),
                line("Nobody", GapVotes::None, false),
            ],
            selected: 0,
            effects: Vec::new(),
        }
    }

    fn of_leads() -> SheetGaps {
        let votes = |sales, marketing| GapVotes::YesNo {
            sales,
            marketing,
            all: None,
        };
        SheetGaps {
            title: "Yes by side".into(),
            lines: vec![
                line("lead-a", votes(Some((3, 4)), Some((0, 3))), true),
                line("lead-b", votes(None, Some((2, 2))), false),
            ],
            selected: 0,
            effects: Vec::new(),
        }
    }

    fn drawn(picture: &SheetGaps, columns: u16, rows: u16) -> Vec<String> {
        laid(columns, rows, |buf, area, theme| {
            draw(picture, buf, area, theme);
        })
    }

    #[test]
    fn medians_lie_on_one_scale() {
        assert_eq!(
            drawn(&of_points(), 46, 7),
            [
                "By gap",
                "S Sales  M Marketing  * both",
                "                    0 1 2 3 4 5 6 7 8 9 10 gap",
                ">! Demo: one-to-one . M-----------------S    9",
                "   Funded           . . . . . * . . . . .    0",
                "   Half             . . . . .S. . . . . .    -",
                "   Nobody           nobody voted",
            ]
        );
    }

    #[test]
    fn the_selected_line_is_seen_and_the_others_are_counted() {
        let picture = SheetGaps {
            selected: 3,
            ..of_points()
        };
        let lines = drawn(&picture, 46, 6);
        assert!(lines[3].starts_with("   Half"), "{lines:?}");
        assert!(lines[4].starts_with(">  Nobody"), "{lines:?}");
        assert_eq!(lines[5], "   2 more lines");
        assert_eq!(rows(&picture, Rect::new(0, 0, 46, 6)), (6, 7));
    }

    #[test]
    fn votes_without_sides_have_one_mark() {
        let all = GapVotes::Points {
            sales: None,
            marketing: None,
            all: Some(6),
            gap: None,
        };
        let picture = SheetGaps {
            lines: vec![line("Demo", all, false)],
            ..SheetGaps::default()
        };
        let lines = drawn(&picture, 30, 4);
        assert_eq!(lines[1], "o median of all votes");
        // From 0 to 3 in seventeen columns.
        assert_eq!(lines[3], ">  Demo .    .     .    o    -");
    }

    #[test]
    fn yes_is_counted_by_side() {
        assert_eq!(
            drawn(&of_leads(), 40, 5),
            [
                "Yes by side",
                "",
                "             Sales  Marketing",
                ">! lead-a   3 of 4     0 of 3",
                "   lead-b        -     2 of 2",
            ]
        );
    }

    #[test]
    fn what_the_medians_would_do_is_below() {
        let effect = |side, value, came_in, dropped_out| MedianEffect {
            side,
            value,
            is_present: false,
            came_in,
            dropped_out,
        };
        let mut picture = of_points();
        picture.lines.truncate(1);
        picture.effects = vec![
            effect(Side::Sales, 10, 1_200, 3),
            effect(Side::Marketing, 1, 0, 0),
        ];
        let lines = drawn(&picture, 46, 6);
        assert_eq!(
            lines[4..],
            [
                "With Sales' 10: IN 1,200  OUT 3",
                "With Marketing's 1: none in, none out",
            ]
        );
        picture.effects[1].is_present = true;
        assert_eq!(drawn(&picture, 46, 6)[5], "With Marketing's 1: as now");
        let area = Rect::new(0, 0, 46, 20);
        assert_eq!(rows(&picture, area), (6, 6));
    }

    #[test]
    fn it_stays_inside_at_every_size() {
        for mut picture in [of_points(), of_leads()] {
            picture.lines[1].label = HARD_TEXT.into();
            picture.selected = 1;
            every_size(|frame, area, theme| draw(&picture, frame.buffer_mut(), area, theme));
        }
    }
}
