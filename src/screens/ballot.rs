//! A ballot over the step: who has voted while votes are sealed, and each side's votes afterwards.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::dialog_frame::{area_below, draw_frame, draw_line, draw_wrapped, row_area};
use super::hit_map::HitMap;
use super::panes;
use super::spread::{StyledLine, round_lines};
use crate::app::ballot::ballot_outcome::{keeps_names, unexplained_voters};
use crate::app::dialogs::ballot_box::BallotDialog;
use crate::app::input::pointer::ViewArea;
use crate::app::projector::ballot_card::title_while_voting;
use crate::app::projector::ballot_lines::naming_text;
use crate::app::steps::lead_facts;
use crate::app::steps::room::side_tone;
use crate::app::{NoticeLevel, State};
use crate::evidence::Fact;
use crate::model::ballot::{BallotStatus, Voter, VoterStatus};
use crate::model::{Ballot, BallotMethod, Round, Session, Spread, wording};
use crate::widgets::Focus;
use crate::widgets::Theme;
use crate::widgets::View;
use crate::widgets::list::{self, ListRow};
use crate::widgets::text::{fit, wrap};

/// Draws the ballot.
pub fn draw(
    state: &State,
    ballot: &BallotDialog,
    buf: &mut Buffer,
    screen: Rect,
    theme: &Theme,
    hits: &mut HitMap,
) {
    let session = state.session();
    let Some(recorded) = ballot.ballot(session) else {
        return;
    };
    let title = fit(
        &title_while_voting(session, &ballot.subject),
        usize::from(screen.width).saturating_sub(24),
    );
    let title = format!("{title}   round {}", recorded.rounds.len());
    let size = (
        // Everything but the title: nothing beneath may hint at a value.
        screen.width,
        screen.height.saturating_sub(2),
    );
    let sealed = recorded.status() == BallotStatus::Open;
    let keys = match (sealed, recorded.method) {
        (true, _) => {
            "Enter seal   Up/Down who   x absent   Ctrl-U clear   r show   Esc leave it open"
        }
        (false, method) => &shown_keys(recorded, method),
    };
    let inner = draw_frame(buf, screen, theme, &title, keys, size, hits);
    if inner.width < 10 || inner.height < 3 {
        return;
    }
    draw_line(buf, inner, 0, ballot.subject.question(), theme.heading);
    let inner = draw_notice(state, buf, inner, theme);
    let body = Rect {
        y: inner.y + 1,
        height: inner.height.saturating_sub(1),
        ..inner
    };
    let facts = lead_facts::subject_facts(session, &ballot.subject);
    // The voters with a heading for each side, and the prompt; or the votes and who explains.
    let below = if sealed {
        session.workshop.voters().len() + 5
    } else {
        10
    };
    let body = draw_facts(&facts, below, buf, body, theme);
    if sealed {
        draw_sealed(state, ballot, recorded, buf, body, theme, hits);
    } else {
        draw_shown(state, ballot, recorded, buf, body, theme);
    }
}

/// Returns the keys while votes are shown: names only where they were kept.
fn shown_keys(recorded: &Ballot, method: BallotMethod) -> String {
    let sets = match method {
        BallotMethod::Points => "set",
        _ => "decide",
    };
    let names = if keeps_names(recorded) {
        "   m names"
    } else {
        ""
    };
    format!("Enter {sets}   w why   n second round{names}   o keep open   Esc back")
}

/// Draws the facts of the lead that is voted on, and returns the rest of the area. They have a third
/// of it, or more if what comes below needs fewer rows than the rest. A cut is marked.
pub fn draw_facts(
    facts: &[Fact],
    below: usize,
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
) -> Rect {
    let lines = lead_facts::fact_lines(facts);
    let lines: Vec<String> = lines
        .iter()
        .flat_map(|line| wrap(line, usize::from(area.width).max(1)))
        .collect();
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let below = u16::try_from(below).unwrap_or(u16::MAX);
    let rows = rows.min((area.height / 3).max(area.height.saturating_sub(below)));
    let cut = usize::from(rows) < lines.len();
    for (i, text) in (0..rows).zip(&lines) {
        let mark = if cut && i + 1 == rows { " ..." } else { "" };
        let columns = usize::from(area.width).saturating_sub(mark.len());
        let text = format!("{}{mark}", fit(text, columns));
        draw_line(buf, area, i, &text, theme.text);
    }
    Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}

/// Draws the latest notice at the foot of a dialog that covers its usual place; returns the rest of
/// the area.
pub fn draw_notice(state: &State, buf: &mut Buffer, area: Rect, theme: &Theme) -> Rect {
    let Some(notice) = &state.notice else {
        return area;
    };
    let style = match notice.level {
        NoticeLevel::Info => theme.text,
        NoticeLevel::Warn => theme.warn,
        NoticeLevel::Error => theme.bad,
    };
    let words = wrap(&notice.text, usize::from(area.width));
    let rows = u16::try_from(words.len()).unwrap_or(1).min(area.height / 3);
    let rest = area.height - rows;
    for (i, text) in (0..rows).zip(&words) {
        draw_line(buf, area, rest + i, text, style);
    }
    Rect {
        height: rest,
        ..area
    }
}

/// Draws the voters by side with who has voted, and the prompt.
fn draw_sealed(
    state: &State,
    ballot: &BallotDialog,
    recorded: &Ballot,
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    hits: &mut HitMap,
) {
    let session = state.session();
    let Some(round) = recorded.round() else {
        return;
    };
    let promise = if area.height > 12 {
        naming_text(session, round)
    } else {
        session.workshop.naming_of(round).promise().to_owned()
    };
    let rows = draw_wrapped(buf, area, &promise, theme.muted);
    let area = area_below(area, rows);
    let voters = session.workshop.voters();
    let status = |voter: &Voter| session.workshop.voter_status(round, voter);
    let (rows, voter_of_row) = voter_rows(&voters, theme, |voter| {
        standing_text(status(voter)).to_owned()
    });
    let who = voters.get(ballot.voter).map_or("", |v| v.name.as_str());
    let all_in = voters.iter().all(|v| status(v) != VoterStatus::NotVoted);
    let (text, style) = if ballot.note.is_empty() && all_in {
        let text = "Everybody has voted: r shows the votes. Until then a vote can be replaced.";
        (text.to_owned(), theme.good)
    } else if ballot.note.is_empty() {
        let text = if ballot.is_typed() {
            format!("{who}: typed; Enter seals it, Ctrl-U clears it")
        } else {
            format!(
                "{who}: type your vote, Enter seals it; nothing is shown ({})",
                recorded.method.scale_help()
            )
        };
        (text, theme.text)
    } else {
        (format!("{who}: {}", ballot.note), theme.bad)
    };
    let words = wrap(&text, usize::from(area.width));
    let below = u16::try_from(words.len()).unwrap_or(1).min(area.height / 2);
    let above = Rect {
        height: area.height - below,
        ..area
    };
    let selected = voter_of_row.iter().position(|v| *v == Some(ballot.voter));
    let view = View::from(selected).scrolled(state.scroll_of(ViewArea::Dialog));
    let shown = list::draw(buf, above, theme, &rows, view, Focus::Here);
    hits.add_rows(ViewArea::Dialog, &shown.indexed(|row| voter_of_row[row]));
    for (i, text) in (0..below).zip(&words) {
        draw_line(buf, area, above.height + i, text, style);
    }
}

/// Returns the word for a voter's status.
pub fn standing_text(status: VoterStatus) -> &'static str {
    match status {
        VoterStatus::Voted => "voted",
        VoterStatus::BySide => "by the side's row",
        VoterStatus::Away => "absent",
        VoterStatus::NotVoted => "waiting",
    }
}

/// Returns a row per voter under a heading per side, and the index of the voter of each row.
pub fn voter_rows<'a>(
    voters: &'a [Voter],
    theme: &Theme,
    right: impl Fn(&Voter) -> String,
) -> (Vec<ListRow<'a>>, Vec<Option<usize>>) {
    let mut rows = Vec::new();
    let mut voter_of_row = Vec::new();
    let mut last = None;
    // Where individuals vote, the row of a whole side is optional and never awaited.
    let extra =
        |v: &Voter| v.whole_side && voters.iter().any(|w| w.side == v.side && !w.whole_side);
    for (index, voter) in voters.iter().enumerate() {
        let group = (!extra(voter)).then_some(voter.side);
        if last != Some(group) {
            let heading = match group {
                Some(side) => {
                    let of = voters.iter().filter(|v| v.side == side && !extra(v));
                    let voted = of.clone().filter(|v| right(v).starts_with("voted")).count();
                    let by_side = standing_text(VoterStatus::BySide);
                    let count = if of.clone().any(|v| right(v) == by_side) {
                        format!("{voted} themselves, one row for the side")
                    } else {
                        wording::voted_of(voted, of.count())
                    };
                    ListRow::heading(side.label()).right(count)
                }
                None => ListRow::heading("Or one row for a whole side"),
            };
            rows.push(heading);
            voter_of_row.push(None);
            last = Some(group);
        }
        let name = voter.name.as_str();
        let style = panes::tone_style(theme, side_tone(voter.side));
        rows.push(
            ListRow::new(name)
                .right(right(voter))
                .indent(1)
                .style(style),
        );
        voter_of_row.push(Some(index));
    }
    (rows, voter_of_row)
}

/// Draws the rounds, newest first: each side's votes on a scale, the gap, and who explains.
fn draw_shown(
    state: &State,
    ballot: &BallotDialog,
    recorded: &Ballot,
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
) {
    let session = state.session();
    let width = usize::from(area.width);
    let mut lines: Vec<StyledLine> = Vec::new();
    let rounds = recorded.rounds.iter().enumerate().rev();
    for (index, round) in rounds.filter(|(_, r)| r.revealed.is_some()) {
        let newest = index + 1 == recorded.rounds.len();
        if !newest || recorded.rounds.len() > 1 {
            lines.push((format!("Round {}", index + 1), theme.heading));
        }
        round_lines(session, recorded.method, round, width, theme, &mut lines);
        if newest {
            push_question_lines(session, recorded, round, width, theme, &mut lines);
        }
        if ballot.show_names {
            push_named_votes(session, round, width, theme, &mut lines);
        } else {
            push_reason_lines(session, recorded.method, round, width, theme, &mut lines);
        }
    }
    let max_scroll = lines.len().saturating_sub(usize::from(area.height));
    for (i, (text, style)) in (0..area.height).zip(lines.iter().skip(ballot.scroll.min(max_scroll)))
    {
        draw_line(buf, area, i, text, *style);
    }
    if ballot.scroll < max_scroll {
        draw_line(
            buf,
            row_area(area, area.height - 1),
            0,
            "... Down shows more",
            theme.muted,
        );
    }
}

/// Adds whose votes need an explanation: by vote, not by name. A strong no goes by name, under
/// which it is recorded.
fn push_question_lines(
    session: &Session,
    recorded: &Ballot,
    round: &Round,
    width: usize,
    theme: &Theme,
    lines: &mut Vec<StyledLine>,
) {
    let method = recorded.method;
    let mut text = Vec::new();
    if let Some(spread) = Spread::of(&session.workshop, method, round) {
        let mut values: Vec<i64> = spread.outliers(method).into_iter().map(|v| v.1).collect();
        values.sort_unstable_by_key(|v| std::cmp::Reverse(*v));
        values.dedup();
        for value in values {
            text.push(method.question_for(value));
        }
    }
    for line in wrap(&text.join("  "), width) {
        lines.push((line, theme.text));
    }
    let silent = unexplained_voters(session, recorded);
    if !silent.is_empty() {
        let names = wording::join_list(&silent, "and");
        let text = format!("A strong no from {names}: record the reason first (w)");
        lines.extend(wrap(&text, width).into_iter().map(|l| (l, theme.warn)));
    }
}

/// Adds the reasons by vote; a strong no keeps its name.
fn push_reason_lines(
    session: &Session,
    method: BallotMethod,
    round: &Round,
    width: usize,
    theme: &Theme,
    lines: &mut Vec<StyledLine>,
) {
    for vote in round.votes.iter().filter(|v| !v.reason.is_empty()) {
        let strong = method
            .vote_value(&vote.value)
            .is_some_and(|n| method.is_strong_no(n));
        let mut who = vote.reason_by.clone();
        if strong && who.is_empty() {
            who = session.workshop.vote_label(vote.voter.as_str());
        }
        let who = match who.as_str() {
            "" => vote.value.clone(),
            name => format!("{name}, {}", vote.value),
        };
        let text = format!("{who}: {}", vote.reason);
        lines.extend(wrap(&text, width).into_iter().map(|l| (l, theme.text)));
    }
}

/// Adds every vote with its name and reason.
fn push_named_votes(
    session: &Session,
    round: &Round,
    width: usize,
    theme: &Theme,
    lines: &mut Vec<StyledLine>,
) {
    for vote in &round.votes {
        let name = session.workshop.voter_name(vote.voter.as_str());
        let said = if vote.absent {
            "absent"
        } else {
            vote.value.as_str()
        };
        let why = if vote.reason.is_empty() {
            String::new()
        } else {
            format!(": {}", vote.reason)
        };
        let side = session.workshop.voter(&vote.voter).map(|v| v.side);
        let style = side.map_or(theme.text, |side| panes::tone_style(theme, side_tone(side)));
        let text = format!("{name}  {said}{why}");
        lines.extend(wrap(&text, width).into_iter().map(|l| (l, style)));
    }
}
