//! Ballots and the estimate sheet as lines of text, for plain mode. No value is included before
//! it is shown.

use crate::app::ballot::ballot_outcome::unexplained_voters;
use crate::app::ballot::sheet;
use crate::app::dialogs::ballot_box::BallotDialog;
use crate::app::dialogs::sheet_box::{self, SheetDialog};
use crate::app::projector::ballot_card::title_while_voting;
use crate::app::state::workbench::State;
use crate::app::steps::lead_facts;
use crate::model::ballot::{BallotStatus, Voter, VoterStatus};
use crate::model::{Ballot, BallotMethod, Round, Session, Side, Spread, Vote, VoteNaming, wording};

/// Returns whether a ballot's votes are sealed.
pub fn is_sealed(state: &State, ballot: &BallotDialog) -> bool {
    let recorded = ballot.ballot(state.session());
    recorded.is_some_and(|b| b.status() == BallotStatus::Open)
}

/// Returns the names of the voters, in ballot order.
pub fn voter_names(state: &State) -> Vec<String> {
    let voters = state.session().workshop.voters();
    voters.into_iter().map(|v| v.name).collect()
}

/// Returns the names of those who can fill in a row of a sheet, in its order.
pub fn sheet_voter_names(state: &State, sheet: &SheetDialog) -> Vec<String> {
    let voters = sheet.voters(state.session());
    voters.into_iter().map(|v| v.name).collect()
}

/// Describes a ballot's question and status; once votes are shown, its rounds.
pub fn ballot_lines(state: &State, ballot: &BallotDialog) -> Vec<String> {
    let session = state.session();
    let Some(recorded) = ballot.ballot(session) else {
        return Vec::new();
    };
    let question = ballot.subject.question();
    let title = title_while_voting(session, &ballot.subject);
    let round = recorded.rounds.len();
    let mut lines = vec![format!("? {question} {title}, round {round}")];
    let facts = lead_facts::subject_facts(session, &ballot.subject);
    lines.extend(lead_facts::fact_lines(&facts));
    let Some(last) = recorded.round() else {
        return lines;
    };
    if recorded.status() != BallotStatus::Open {
        push_rounds(session, ballot, recorded, &mut lines);
        return lines;
    }
    let voters = session.workshop.voters();
    lines.push(naming_text(session, last));
    lines.push(standing_line(&voters, |v| {
        session.workshop.voter_status(last, v)
    }));
    let who = voters.get(ballot.voter).map_or("", |v| v.name.as_str());
    lines.push(format!(
        "The vote of {who} ({}).",
        recorded.method.scale_help()
    ));
    lines
}

/// Says how a round's votes are kept, and by side whose vote is known nevertheless.
pub fn naming_text(session: &Session, round: &Round) -> String {
    let workshop = &session.workshop;
    let naming = workshop.naming_of(round);
    let lone = workshop.lone_voters();
    if naming != VoteNaming::BySide || lone.is_empty() {
        return naming.promise().to_owned();
    }
    let lone = lone
        .iter()
        .map(|voter| format!("{} alone votes for {}", voter.name, voter.side.label()));
    let lone = wording::join_list(&lone.collect::<Vec<_>>(), "and");
    format!("{} {lone}, so that vote is known.", naming.promise())
}

/// Counts the votes of each side, and names who is missing.
fn standing_line(voters: &[Voter], of: impl Fn(&Voter) -> VoterStatus) -> String {
    let mut parts = Vec::new();
    for side in Side::ALL {
        let own: Vec<VoterStatus> = voters.iter().filter(|v| v.side == *side).map(&of).collect();
        let all = own.iter().filter(|s| **s != VoterStatus::Away).count();
        let voted = own.iter().filter(|s| **s == VoterStatus::Voted).count();
        if own.contains(&VoterStatus::BySide) {
            parts.push(format!(
                "{} one row for the side, {voted} themselves",
                side.label()
            ));
        } else if all > 0 {
            parts.push(format!("{} {voted} of {all}", side.label()));
        }
    }
    let waiting = voters.iter().filter(|v| of(v) == VoterStatus::NotVoted);
    let waiting: Vec<String> = waiting.map(|v| v.name.clone()).collect();
    let waits = if waiting.is_empty() {
        "Everybody has voted.".to_owned()
    } else {
        format!("Waiting for {}.", wording::join_list(&waiting, "and"))
    };
    format!("Voted: {}. {waits}", parts.join(", "))
}

/// Adds the rounds that were shown, newest first.
fn push_rounds(
    session: &Session,
    ballot: &BallotDialog,
    recorded: &Ballot,
    lines: &mut Vec<String>,
) {
    let rounds = recorded.rounds.iter().enumerate().rev();
    for (index, round) in rounds.filter(|(_, round)| round.revealed.is_some()) {
        if recorded.rounds.len() > 1 {
            lines.push(format!("-- Round {}", index + 1));
        }
        push_round(session, recorded.method, round, lines);
        if ballot.show_names {
            let votes = round.votes.iter().map(|vote| {
                let said = if vote.absent { "absent" } else { &vote.value };
                format!(
                    "{}: {said}",
                    session.workshop.voter_name(vote.voter.as_str())
                )
            });
            lines.extend(votes);
        }
    }
    let silent = unexplained_voters(session, recorded);
    if !silent.is_empty() {
        let names = wording::join_list(&silent, "and");
        lines.push(format!(
            "A strong no from {names}: record the reason first."
        ));
    }
}

/// Adds each side's votes with their median, the gap, whose votes need a reason, and the reasons.
fn push_round(session: &Session, method: BallotMethod, round: &Round, lines: &mut Vec<String>) {
    let Some(spread) = Spread::of(&session.workshop, method, round) else {
        lines.push("Nobody voted.".into());
        return;
    };
    let word = |value: i64| match (method, value) {
        (BallotMethod::YesNo, 0) => "no".to_owned(),
        (BallotMethod::YesNo, _) => "yes".to_owned(),
        _ => value.to_string(),
    };
    for side in &spread.sides {
        let votes: Vec<String> = side.votes.iter().map(|v| word(v.1)).collect();
        let middle = match method {
            BallotMethod::YesNo => String::new(),
            _ => format!("; median {}", side.median),
        };
        lines.push(format!("{}: {}{middle}", side.label(), votes.join(", ")));
    }
    let headline = spread.headline(method);
    lines.push(match method {
        BallotMethod::YesNo => format!("{headline}."),
        _ => format!("{headline}, overall median {}.", spread.median),
    });
    let mut to_explain: Vec<i64> = spread.outliers(method).into_iter().map(|v| v.1).collect();
    to_explain.sort_unstable_by_key(|value| std::cmp::Reverse(*value));
    to_explain.dedup();
    lines.extend(to_explain.into_iter().map(|v| method.question_for(v)));
    let reasons = round.votes.iter().filter(|vote| !vote.reason.is_empty());
    lines.extend(reasons.map(reason_line));
}

/// Returns a reason with the vote it is for, and whose it is if they gave their name.
fn reason_line(vote: &Vote) -> String {
    let by = match vote.reason_by.as_str() {
        "" => String::new(),
        name => format!(" ({name})"),
    };
    format!("{}: {}{by}", vote.value, vote.reason)
}

/// Describes the estimate sheet's question and status; once it is shown, its lines.
pub fn sheet_text_lines(state: &State, sheet: &SheetDialog) -> Vec<String> {
    let session = state.session();
    if let Some(row) = &sheet.row {
        let title = row
            .lines
            .get(row.line_index)
            .map(|line| title_while_voting(session, line));
        let mut lines = vec![format!(
            "? {}, line {} of {} ({}): {}",
            row.voter.name,
            row.line_index + 1,
            row.lines.len(),
            sheet.method.scale_help(),
            title.unwrap_or_default()
        )];
        if let Some(subject) = row.lines.get(row.line_index) {
            let facts = lead_facts::subject_facts(session, subject);
            lines.extend(lead_facts::fact_lines(&facts));
        }
        return lines;
    }
    let mut lines = vec![match sheet.method {
        BallotMethod::YesNo => "? Sample leads: forward to Sales?".to_owned(),
        _ => "? Estimate sheet: points".to_owned(),
    }];
    if sheet.is_shown(session) {
        for (number, line) in (1..).zip(sheet_box::shown_lines(session, sheet.method)) {
            let title = line.subject.title(session);
            let text = sheet::result_text(&line, sheet.method);
            let apart = line.spread.is_some_and(|s| s.is_disputed(sheet.method));
            let mark = if apart { "! " } else { "" };
            lines.push(format!("{number}. {mark}{title}: {text}"));
        }
        return lines;
    }
    if sheet_box::open_lines(session, sheet.method).is_empty() {
        let all = (1..).zip(sheet_box::votable_lines(session, sheet.method));
        lines.extend(all.map(|(number, line)| format!("{number}. {}", line.title(session))));
    }
    let expected = session.workshop.voters();
    lines.push(standing_line(&expected, |v| sheet.standing(session, v).1));
    lines
}
