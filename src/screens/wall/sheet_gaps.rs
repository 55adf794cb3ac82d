//! Draws the lines of a sheet by gap: the medians of the sides on one scale, or who said yes.
//!
//! ```text
//! Votes by gap, the widest first
//! S Sales   M Marketing   * both
//!                     0    5    10  gap
//! >! Demo             ·S───·────M     9
//!    Funded           ·    *    ·     0
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::gap_scale::GapScale;
use super::yes_columns::YesColumns;
use crate::app::projector::wall::sheet_gaps::{GapVotes, SheetGapLine, SheetGaps};
use crate::model::wording::count_noun;
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
    (ABOVE + lines.min(FEWEST_LINES), lines.saturating_add(ABOVE))
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
    let room = usize::from(area.height.saturating_sub(ABOVE));
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
            let votes = YesColumns::of(&picture.lines, area.right());
            let label = room.checked_sub(votes.columns())?;
            return (label >= FEWEST_LABEL).then_some(Self {
                label: label.min(widest),
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
        put(buf, area.x + SIGNS, area.y, &line.label, self.label, style);
        match &self.votes {
            VoteColumns::Points(scale) => scale.draw_votes(&line.votes, buf, area.y, theme),
            VoteColumns::YesNo(columns) => columns.draw_votes(&line.votes, buf, area.y, theme),
        }
    }
}
