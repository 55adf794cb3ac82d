//! A ballot over the step: who has voted while votes are sealed, and each side's votes afterwards.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::dialog_frame::{draw_frame, draw_line, row_area};
use super::panes;
use super::spread::{StyledLine, round_lines};
use crate::app::ballot::ballot_outcome::unexplained_voters;
use crate::app::dialogs::ballot_box::BallotDialog;
use crate::app::steps::agreement::voter_name;
use crate::app::steps::room::side_tone;
use crate::app::{NoticeLevel, State};
use crate::model::ballot::{BallotStatus, Voter, VoterStatus};
use crate::model::{Ballot, BallotMethod, Round, Session, Spread, wording};
use crate::widgets::Focus;
use crate::widgets::Theme;
use crate::widgets::list::{self, ListRow};
use crate::widgets::text::{fit, wrap};

/// Draws the ballot.
pub fn draw(state: &State, ballot: &BallotDialog, buf: &mut Buffer, screen: Rect, theme: &Theme) {
    let session = state.session();
    let Some(recorded) = ballot.ballot(session) else {
        return;
    };
    let title = fit(
        &ballot.subject.title(session),
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
        (true, _) => "Enter seal   Up/Down who   x absent   r show   Esc leave it open",
        (false, BallotMethod::Points) => {
            "Enter set   w why   n second round   m names   o keep open   Esc back"
        }
        (false, _) => "Enter decide   w why   n second round   m names   o keep open   Esc back",
    };
    let inner = draw_frame(buf, screen, theme, &title, keys, size);
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
    if sealed {
        draw_sealed(session, ballot, recorded, buf, body, theme);
    } else {
        draw_shown(state, ballot, recorded, buf, body, theme);
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
    session: &Session,
    ballot: &BallotDialog,
    recorded: &Ballot,
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
) {
    let Some(round) = recorded.round() else {
        return;
    };
    let voters = session.workshop.voters();
    let status = |voter: &Voter| session.workshop.voter_status(round, voter);
    let (rows, selected) = voter_rows(&voters, ballot.voter, theme, |voter| {
        standing_text(status(voter)).to_owned()
    });
    let who = voters.get(ballot.voter).map_or("", |v| v.name.as_str());
    let all_in = voters.iter().all(|v| status(v) != VoterStatus::NotVoted);
    let (text, style) = if ballot.note.is_empty() && all_in {
        let text = "Everybody has voted: r shows the votes. Until then a vote can be replaced.";
        (text.to_owned(), theme.good)
    } else if ballot.note.is_empty() {
        let text = format!(
            "{who}: type your vote, Enter seals it; nothing is shown ({})",
            recorded.method.scale_help()
        );
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
    list::draw(buf, above, theme, &rows, Some(selected), Focus::Here);
    for (i, text) in (0..below).zip(&words) {
        draw_line(buf, area, above.height + i, text, style);
    }
}

/// Returns the word for a voter's status.
pub fn standing_text(status: VoterStatus) -> &'static str {
    match status {
        VoterStatus::Voted => "voted",
        VoterStatus::Away => "absent",
        VoterStatus::NotVoted => "waiting",
    }
}

/// Returns a row per voter under a heading per side, and the index of the selected one.
pub fn voter_rows<'a>(
    voters: &'a [Voter],
    chosen: usize,
    theme: &Theme,
    right: impl Fn(&Voter) -> String,
) -> (Vec<ListRow<'a>>, usize) {
    let mut rows = Vec::new();
    let mut selected = 0;
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
                    let count = wording::voted_of(voted, of.count());
                    ListRow::heading(side.label()).right(count)
                }
                None => ListRow::heading("Or one row for a whole side"),
            };
            rows.push(heading);
            last = Some(group);
        }
        if index == chosen {
            selected = rows.len();
        }
        let name = voter.name.as_str();
        let style = panes::tone_style(theme, side_tone(voter.side));
        rows.push(
            ListRow::new(name)
                .right(right(voter))
                .indent(1)
                .style(style),
        );
    }
    (rows, selected)
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
        let who = if strong {
            format!(
                "{}, {}",
                voter_name(session, vote.voter.as_str()),
                vote.value
            )
        } else {
            vote.value.clone()
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
        let name = voter_name(session, vote.voter.as_str());
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
