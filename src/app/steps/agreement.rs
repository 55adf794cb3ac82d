//! Agreement at a glance: marks in the list, a line about the selected record, its history, and
//! agreement recorded without a ballot.
//!
//! `State` passes every step's rows through [`mark_rows`] and [`add_agreement_rows`], so steps
//! don't have to.

use jiff::Timestamp;

use crate::app::input::locate;
use crate::app::input::row::{Row, RowTarget, Tone};
use crate::app::input::sentence::sentence;
use crate::app::input::step::Step;
use crate::app::state::workbench::State;
use crate::app::steps::conflicts;
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::local_time;
use crate::model::alignment::{Alignment, alignment, changed_subjects, unsettled_subjects};
use crate::model::ballot::{BallotStatus, LEFT_OPEN};
use crate::model::record::{Kind, Place};
use crate::model::rule_parts::{self, RulePart};
use crate::model::{Agreement, Decision, Session, Side, Subject, SubjectKind, VoteNaming, wording};

/// Returns the subjects the room can agree on in a row of a step's list.
fn subjects_of(session: &Session, step: Step, place: &Place) -> Vec<Subject> {
    let definition = &session.definition;
    match (step, place.kind) {
        (Step::Stages, Kind::Stage | Kind::Term)
        | (Step::Points, Kind::Answer)
        | (Step::Evidence | Step::Preview, Kind::Sample) => vec![Subject::of(place.clone())],
        (Step::Rules, Kind::Stage) => {
            let stage = definition.stage(place.id.as_str());
            stage.map(Subject::thresholds).unwrap_or_default()
        }
        (Step::Points, Kind::Criterion) => match definition.criterion(place.id.as_str()) {
            Some(criterion) if criterion.answers.is_empty() => vec![Subject::of(place.clone())],
            Some(criterion) => criterion
                .answers
                .iter()
                .map(|l| Subject::of(Place::part(Kind::Answer, place.id.clone(), l.id.clone())))
                .collect(),
            None => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Returns the subjects of the focused row.
pub fn focused_subjects(state: &State, focus: &KeyFocus) -> Vec<Subject> {
    let session = state.session();
    let Some(row) = &focus.row else {
        return Vec::new();
    };
    let of = |place: &Place| subjects_of(session, state.step, place);
    match &row.target {
        RowTarget::Agreement(subject) => vec![subject.clone()],
        RowTarget::RulePart(at, index) => {
            let rule = rule_parts::rule_at(session, at);
            match rule_parts::parts_of(&rule).get(*index) {
                Some(RulePart::Points(points)) if at.kind == Kind::Stage => {
                    vec![Subject::threshold(&at.id, points)]
                }
                _ => of(at),
            }
        }
        RowTarget::Record(place) | RowTarget::Field(place, _) | RowTarget::NewRulePart(place) => {
            of(place)
        }
        RowTarget::Words(..) | RowTarget::SampleAnswer(..) | RowTarget::Nothing => {
            match focus.list_target() {
                RowTarget::Record(place) => of(place),
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

fn has_votes_or_decisions(session: &Session) -> bool {
    let workshop = &session.workshop;
    !workshop.ballots.is_empty() || !workshop.decisions.is_empty()
}

/// Marks the rows of a step's list: `v` open ballot, `!` disputed, `~` changed since it was agreed,
/// `+` agreed, `/` agreed by one side only. A lead in conflict is marked `!`, too.
pub fn mark_rows(state: &State, rows: &mut [Row]) {
    let (session, step) = (state.session(), state.step);
    if !has_votes_or_decisions(session) {
        return;
    }
    for row in rows {
        let RowTarget::Record(place) = &row.target else {
            continue;
        };
        let subjects = subjects_of(session, step, place);
        let in_conflict = conflicts::is_in_conflict(&state.findings, place);
        let mark = match alignment_mark(session, &subjects) {
            mark if mark != "v" && in_conflict => "!",
            mark => mark,
        };
        // The urgent marks replace the step's own.
        if row.mark.is_empty() || matches!(mark, "v" | "!") {
            row.mark = if mark.is_empty() { row.mark } else { mark };
        }
    }
}

/// Returns the most urgent mark of several subjects; "agreed" only if all of them are.
fn alignment_mark(session: &Session, subjects: &[Subject]) -> &'static str {
    let all: Vec<Alignment> = subjects.iter().map(|s| alignment(session, s)).collect();
    let any = |is: fn(&Alignment) -> bool| all.iter().any(is);
    if any(|a| a.voting) {
        "v"
    } else if any(|a| a.agreement == Agreement::Disputed) {
        "!"
    } else if any(|a| a.reopened) {
        "~"
    } else if all.is_empty() || any(|a| a.decision.is_none()) {
        ""
    } else if any(|a| a.agreement == Agreement::OneSide) {
        "/"
    } else {
        "+"
    }
}

/// Adds a row that says how far the selected record is agreed, and a note to each answer.
pub fn add_agreement_rows(state: &State, selected: &Row, rows: &mut Vec<Row>) {
    let session = state.session();
    if !has_votes_or_decisions(session) {
        return;
    }
    for row in rows.iter_mut() {
        if let RowTarget::Record(place) = &row.target
            && place.kind == Kind::Answer
        {
            let line = agreement_line(state, &Subject::of(place.clone()));
            row.note = [line, row.note.clone()]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join("; ");
        }
    }
    let RowTarget::Record(place) = &selected.target else {
        return;
    };
    let subjects = subjects_of(session, state.step, place);
    for subject in subjects
        .into_iter()
        .filter(|s| s.place.kind != Kind::Answer)
    {
        let text = agreement_line(state, &subject);
        if text.is_empty() {
            continue;
        }
        let label = match subject.kind() {
            Some(SubjectKind::Threshold) => "Threshold",
            Some(SubjectKind::Forward) => "Forward?",
            _ => "Agreement",
        };
        let tone = alignment_tone(&alignment(session, &subject));
        rows.push(Row::new(RowTarget::Agreement(subject), label, text).tone(tone));
    }
}

/// Returns the tone of how far the sides agree.
pub(crate) fn alignment_tone(alignment: &Alignment) -> Tone {
    match alignment.agreement {
        _ if alignment.voting || alignment.reopened => Tone::Warn,
        Agreement::Both => Tone::Good,
        Agreement::Disputed => Tone::Bad,
        _ => Tone::Plain,
    }
}

/// Describes how far a subject is agreed, in one line; blank if nothing was recorded.
pub fn agreement_line(state: &State, subject: &Subject) -> String {
    let session = state.session();
    let alignment = alignment(session, subject);
    if alignment.voting {
        return "a ballot is open: v continues it".into();
    }
    let Some(decision) = alignment.decision else {
        let shown = session.workshop.ballot(subject).is_some();
        return match (shown, alignment.agreement) {
            (true, Agreement::Disputed) => "disputed: the votes are far apart; v shows them".into(),
            (true, _) => "voted, not decided yet: v shows the votes".into(),
            _ => String::new(),
        };
    };
    let since = |at| format!(" since {}", local_time::moment_text(state, at));
    let since = decision.at.map_or_else(String::new, since);
    let when = |at| format!(" {}", at_moment(state, at));
    let when = decision.at.map_or_else(String::new, when);
    if alignment.reopened {
        let text = alignment.changed_text(session, subject, &when);
        return sentence(&text);
    }
    let by = match alignment.agreement {
        Agreement::Disputed if is_left_open(session, subject) => {
            return format!("left open, disputed{since}");
        }
        Agreement::Disputed if decision.agreement != Some(Agreement::Disputed) => {
            return format!("decided{when}, but votes since then are far apart; v shows them");
        }
        Agreement::Disputed => {
            let against = decision.dissent.len();
            return format!("decided{when}, disputed: {against} against");
        }
        Agreement::Both if decision.naming == Some(VoteNaming::Anonymous) => {
            let agreed = decision.agreed.len();
            let all = agreed + decision.dissent.len();
            format!("{agreed} of {}", wording::count_noun(all, "vote"))
        }
        Agreement::Both => "Sales and Marketing".to_owned(),
        _ => sides_of(session, decision),
    };
    let ballot = session.workshop.ballot(subject);
    let voted_since = ballot.is_some_and(|b| b.status() == BallotStatus::Revealed);
    let since = if voted_since {
        "; voted on since then, without an outcome: v shows the votes"
    } else {
        ""
    };
    format!("Agreed by {by}{when}{since}")
}

/// Returns whether the room left the subject open instead of deciding.
fn is_left_open(session: &Session, subject: &Subject) -> bool {
    let ballot = session.workshop.ballot(subject);
    ballot.is_some_and(|ballot| ballot.outcome == LEFT_OPEN)
}

/// Names the sides for which somebody agreed to a decision, unless both did as a whole.
fn sides_of(session: &Session, decision: &Decision) -> String {
    let tally = |side: Side| {
        let count = |who: &mut dyn Iterator<Item = &String>| {
            who.filter(|who| side_of(session, who) == Some(side))
                .count()
        };
        let agreed = count(&mut decision.agreed.iter());
        (agreed, count(&mut decision.dissent.iter().map(|d| &d.who)))
    };
    let sides = [Side::Sales, Side::Marketing].into_iter();
    let named = sides.filter(|side| {
        let (agreed, not) = tally(*side);
        agreed > not
    });
    let named: Vec<String> = named.map(|side| side.label().to_owned()).collect();
    wording::join_list(&named, "and")
}

fn side_of(session: &Session, who: &str) -> Option<Side> {
    let id = crate::model::Id::new(who).ok()?;
    session.workshop.voter(&id).map(|voter| voter.side)
}

/// Formats a time with its preposition: `at 09:00`, or `on 2026-11-28 09:00`.
fn at_moment(state: &State, at: Timestamp) -> String {
    let is_today = local_time::is_today(state, at);
    let word = if is_today { "at" } else { "on" };
    format!("{word} {}", local_time::moment_text(state, at))
}

/// Describes the first agreement that the last edit reopened by changing the value agreed on.
pub fn reopened_text(state: &State, before: &Session) -> Option<String> {
    let session = state.session();
    for (subject, decision) in session.workshop.decisions_in_force() {
        let (was, is) = (alignment(before, &subject), alignment(session, &subject));
        if is.reopened && !was.reopened {
            let when = |at| format!(" {}", at_moment(state, at));
            let when = decision.at.map_or_else(String::new, when);
            let title = subject.title(session);
            return Some(format!("{title}: agreed{when}, reopened by this edit"));
        }
    }
    None
}

/// Returns whether anything in a step is disputed, and whether anything in it is open again.
pub fn step_disputes(state: &State, step: Step) -> (bool, bool) {
    let session = state.session();
    let mut found = (false, false);
    let open = unsettled_subjects(session).into_iter();
    for subject in open.chain(changed_subjects(session)) {
        let at = match subject.kind() {
            Some(SubjectKind::Threshold) => Step::Rules,
            _ => locate::step_of(&subject.place),
        };
        if at == step {
            let disputed = alignment(session, &subject).agreement == Agreement::Disputed;
            found.0 |= disputed;
            found.1 |= !disputed;
        }
    }
    found
}
