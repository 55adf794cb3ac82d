//! The estimate sheet over the step: choosing the next voter, a row typed unseen, and the results
//! sorted by gap.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::ballot::{draw_facts, draw_notice, standing_text, voter_rows};
use super::dialog_frame::{area_below, draw_frame, draw_wrapped};
use super::hit_map::HitMap;
use crate::app::State;
use crate::app::ballot::sheet::result_text;
use crate::app::dialogs::sheet_box::{
    SheetDialog, line_round, open_lines, sheet_rounds, shown_lines, votable_lines,
};
use crate::app::dialogs::sheet_row::SheetRow;
use crate::app::input::pointer::ViewArea;
use crate::app::projector::ballot_card::title_while_voting;
use crate::app::steps::lead_facts::subject_facts;
use crate::model::wording::count_noun;
use crate::model::{BallotMethod, Session, Subject};
use crate::widgets::Focus;
use crate::widgets::Theme;
use crate::widgets::View;
use crate::widgets::list::{self, ListRow};

/// Draws the sheet.
pub fn draw(
    state: &State,
    sheet: &SheetDialog,
    buf: &mut Buffer,
    screen: Rect,
    theme: &Theme,
    hits: &mut HitMap,
) {
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
    let name = match sheet_rounds(session, sheet.method) {
        (least, most) if least == most => format!("{name}   round {most}"),
        (least, most) => format!("{name}   rounds {least} to {most}"),
    };
    let (title, keys) = match &sheet.row {
        Some(row) => (
            format!(
                "{}   line {} of {}   round {}",
                row.voter.name,
                row.line_index + 1,
                row.lines.len(),
                row.lines
                    .get(row.line_index)
                    .map_or(1, |line| line_round(session, line))
            ),
            "Enter next   Up back   - clear   Esc stop, votes kept",
        ),
        None if sheet.is_shown(session) => (name, shown_keys(session, sheet.method)),
        None => (
            name,
            "Enter fill in a row   x absent   d remove a row   r show all   Esc leave it open",
        ),
    };
    let inner = draw_frame(buf, screen, theme, &title, keys, size, hits);
    if inner.width < 10 || inner.height < 3 {
        return;
    }
    let inner = draw_notice(state, buf, inner, theme);
    match &sheet.row {
        Some(row) => draw_row(state, sheet.method, row, buf, inner, theme, hits),
        None if sheet.is_shown(session) => draw_results(state, sheet, buf, inner, theme, hits),
        None => draw_voters(state, sheet, buf, inner, theme, hits),
    }
}

/// Returns the keys while votes are shown: more rows only where a line is left to vote on.
fn shown_keys(session: &Session, method: BallotMethod) -> &'static str {
    let takes_rows = !votable_lines(session, method).is_empty();
    match (method, takes_rows) {
        (BallotMethod::Points, true) => {
            "Enter discuss   a accept if close   A all   M disputed lead   e more rows   Esc"
        }
        (BallotMethod::Points, false) => {
            "Enter discuss   a accept if close   A all   M disputed lead   Esc back"
        }
        (_, true) => "Enter discuss   a accept close ones   A accept all   e more rows   Esc back",
        (_, false) => "Enter discuss   a accept close ones   A accept all   Esc back",
    }
}

/// A line's note, after the number of its round unless it is the first.
fn with_round(session: &Session, subject: &Subject, note: &str) -> String {
    match line_round(session, subject) {
        1 => note.to_owned(),
        round => format!("round {round}  {note}").trim_end().to_owned(),
    }
}

fn draw_voters(
    state: &State,
    sheet: &SheetDialog,
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    hits: &mut HitMap,
) {
    let session = state.session();
    let all = votable_lines(session, sheet.method).len();
    let text = if open_lines(session, sheet.method).is_empty() {
        format!(
            "{}. Choose whose row to fill in; it stays hidden until all rows are shown together.",
            count_noun(all, "line")
        )
    } else {
        "Rows stay sealed until all are shown together.".to_owned()
    };
    let text = format!("{text} {}", session.workshop.vote_naming().promise());
    let rows = draw_wrapped(buf, area, &text, theme.muted);
    let voters = sheet.voters(session);
    let (rows_of, voter_of_row) = voter_rows(&voters, theme, |voter| {
        let (given, status) = sheet.standing(session, voter);
        let needed = !voter.whole_side || session.workshop.voters().contains(voter);
        match (given, standing_text(status)) {
            (0, "waiting") if !needed => String::new(),
            (0, word) => word.to_owned(),
            (given, word) => format!("{word}, {given} of {all}"),
        }
    });
    let selected = voter_of_row.iter().position(|v| *v == Some(sheet.cursor));
    let view = View::from(selected).scrolled(state.scroll_of(ViewArea::Dialog));
    let below = area_below(area, rows);
    let shown = list::draw(buf, below, theme, &rows_of, view, Focus::Here);
    hits.add_rows(ViewArea::Dialog, &shown.indexed(|row| voter_of_row[row]));
}

/// Draws the lines of a row; only whether a line has a vote is shown, not the vote.
fn draw_row(
    state: &State,
    method: BallotMethod,
    row: &SheetRow,
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    hits: &mut HitMap,
) {
    let session = state.session();
    let (text, style) = if row.note.is_empty() {
        let text = format!(
            "Nothing is shown while you type ({}); Enter alone skips, Ctrl-U clears",
            method.scale_help()
        );
        (text, theme.muted)
    } else {
        (crate::app::sentence(&row.note), theme.bad)
    };
    let above = draw_wrapped(buf, area, &text, style);
    let subject = row.lines.get(row.line_index);
    let facts = subject.map_or_else(Vec::new, |subject| subject_facts(session, subject));
    let below = draw_facts(&facts, row.lines.len(), buf, area_below(area, above), theme);
    let rows: Vec<ListRow> = row
        .lines
        .iter()
        .enumerate()
        .map(|(i, subject)| {
            let mark = if i == row.line_index && row.is_typed() {
                "typed"
            } else if row.has_vote(session, i) {
                "voted"
            } else {
                ""
            };
            ListRow::new(title_while_voting(session, subject))
                .right(with_round(session, subject, mark))
        })
        .collect();
    let view = View::from(Some(row.line_index)).scrolled(state.scroll_of(ViewArea::Dialog));
    let shown = list::draw(buf, below, theme, &rows, view, Focus::Here);
    hits.add_rows(ViewArea::Dialog, &shown);
}

fn draw_results(
    state: &State,
    sheet: &SheetDialog,
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    hits: &mut HitMap,
) {
    let session = state.session();
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
                .right(with_round(
                    session,
                    &result.subject,
                    &result_text(result, sheet.method),
                ))
                .mark(if apart { "!" } else { "" })
        })
        .collect();
    let view = View::from(Some(sheet.cursor)).scrolled(state.scroll_of(ViewArea::Dialog));
    let below = area_below(area, above);
    let shown = list::draw(buf, below, theme, &rows, view, Focus::Here);
    hits.add_rows(ViewArea::Dialog, &shown);
}
