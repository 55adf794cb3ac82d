//! The estimate sheet over the step: choosing the next voter, a row typed unseen, and the results
//! sorted by gap.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::ballot::{draw_notice, standing_text, voter_rows};
use super::dialog_frame::{draw_frame, draw_line};
use crate::app::State;
use crate::app::ballot::sheet::result_text;
use crate::app::dialogs::sheet_box::{SheetDialog, open_lines, shown_lines, votable_lines};
use crate::app::dialogs::sheet_row::SheetRow;
use crate::model::wording::count_noun;
use crate::model::{BallotMethod, Session};
use crate::widgets::Focus;
use crate::widgets::Theme;
use crate::widgets::list::{self, ListRow};
use crate::widgets::text::wrap;

/// Draws the sheet.
pub fn draw(state: &State, sheet: &SheetDialog, buf: &mut Buffer, screen: Rect, theme: &Theme) {
    let size = (
        // Everything but the title: nothing beneath may hint at a value.
        screen.width,
        screen.height.saturating_sub(2),
    );
    let session = state.session();
    let name = match sheet.method {
        BallotMethod::YesNo => "Sample leads: forward to Sales?",
        _ => "Estimate sheet: points",
    };
    let (title, keys) = match &sheet.row {
        Some(row) => (
            format!(
                "{}   line {} of {}",
                row.voter.name,
                row.line_index + 1,
                row.lines.len()
            ),
            "Enter next   Up back   - clear   Esc stop, votes kept",
        ),
        None if sheet.is_shown(session) => (
            name.to_owned(),
            match sheet.method {
                BallotMethod::Points => {
                    "Enter discuss   a accept if close   A all   M disputed lead   e more rows   Esc"
                }
                _ => "Enter discuss   a accept close ones   A accept all   e more rows   Esc back",
            },
        ),
        None => (
            name.to_owned(),
            "Enter fill in a row   x absent   r show all   Esc leave it open",
        ),
    };
    let inner = draw_frame(buf, screen, theme, &title, keys, size);
    if inner.width < 10 || inner.height < 3 {
        return;
    }
    let inner = draw_notice(state, buf, inner, theme);
    match &sheet.row {
        Some(row) => draw_row(session, sheet.method, row, buf, inner, theme),
        None if sheet.is_shown(session) => draw_results(session, sheet, buf, inner, theme),
        None => draw_voters(session, sheet, buf, inner, theme),
    }
}

/// The part of an area below its first rows.
fn area_below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}

fn draw_wrapped(buf: &mut Buffer, area: Rect, text: &str, style: ratatui::style::Style) -> u16 {
    let words = wrap(text, usize::from(area.width));
    let rows = u16::try_from(words.len()).unwrap_or(1).min(area.height / 2);
    for (i, text) in (0..rows).zip(&words) {
        draw_line(buf, area, i, text, style);
    }
    rows
}

fn draw_voters(
    session: &Session,
    sheet: &SheetDialog,
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
) {
    let all = votable_lines(session, sheet.method).len();
    let text = if open_lines(session, sheet.method).is_empty() {
        format!(
            "{}. Choose whose row to fill in; it stays hidden until all rows are shown together.",
            count_noun(all, "line")
        )
    } else {
        "Rows stay sealed until all are shown together.".to_owned()
    };
    let rows = draw_wrapped(buf, area, &text, theme.muted);
    let voters = sheet.voters(session);
    let (rows_of, selected) = voter_rows(&voters, sheet.cursor, theme, |voter| {
        let (given, status) = sheet.standing(session, voter);
        let needed = !voter.whole_side || session.workshop.voters().contains(voter);
        match (given, standing_text(status)) {
            (0, "waiting") if !needed => String::new(),
            (0, word) => word.to_owned(),
            (given, word) => format!("{word}, {given} of {all}"),
        }
    });
    list::draw(
        buf,
        area_below(area, rows),
        theme,
        &rows_of,
        Some(selected),
        Focus::Here,
    );
}

/// Draws the lines of a row; only whether a line has a vote is shown, not the vote.
fn draw_row(
    session: &Session,
    method: BallotMethod,
    row: &SheetRow,
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
) {
    let (text, style) = if row.note.is_empty() {
        let text = format!(
            "Nothing is shown while you type ({}); Enter alone skips",
            method.scale_help()
        );
        (text, theme.muted)
    } else {
        (crate::app::sentence(&row.note), theme.bad)
    };
    let above = draw_wrapped(buf, area, &text, style);
    let rows: Vec<ListRow> = row
        .lines
        .iter()
        .enumerate()
        .map(|(i, subject)| {
            let mark = if row.has_vote(session, i) {
                "voted"
            } else {
                ""
            };
            ListRow::new(subject.title(session)).right(mark)
        })
        .collect();
    list::draw(
        buf,
        area_below(area, above),
        theme,
        &rows,
        Some(row.line_index),
        Focus::Here,
    );
}

fn draw_results(
    session: &Session,
    sheet: &SheetDialog,
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
) {
    let results = shown_lines(session, sheet.method);
    let text = format!(
        "{} to decide, the furthest apart first. Talk about the top ones.",
        results.len()
    );
    let above = draw_wrapped(buf, area, &text, theme.muted);
    let rows: Vec<ListRow> = results
        .iter()
        .map(|result| {
            let apart = result
                .spread
                .as_ref()
                .is_some_and(|s| s.is_disputed(sheet.method));
            ListRow::new(result.subject.title(session))
                .right(result_text(result, sheet.method))
                .mark(if apart { "!" } else { "" })
        })
        .collect();
    list::draw(
        buf,
        area_below(area, above),
        theme,
        &rows,
        Some(sheet.cursor),
        Focus::Here,
    );
}
