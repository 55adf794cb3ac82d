//! What the projector shows of a ballot: while votes are sealed, how many of each side are in;
//! afterwards the votes by side. Never a name, and no value before it is shown.

use crate::app::dialogs::ballot_box::BallotDialog;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::sheet_box::{self, SheetDialog};
use crate::app::projector::card::{CardBody, RoomCard};
use crate::app::projector::lead_title::{POSSIBLE_LEAD, is_made_by_model, lead_title};
use crate::app::state::workbench::State;
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::{agreement, lead_facts};
use crate::model::ballot::{BallotStatus, Voter, VoterStatus};
use crate::model::{
    Ballot, BallotMethod, Round, Session, Side, Spread, Subject, SubjectKind, VoteNaming, Workshop,
};

/// The largest scale shown in full, legible from the back row; a longer one shows only votes cast.
const MAX_SCALE_VALUES: i64 = 11;

/// Puts the current ballot on the card: the open ballot or sheet, else an undecided ballot on the
/// focused row. Returns whether there is one.
pub fn fill_ballot_card(state: &State, focus: &KeyFocus, card: &mut RoomCard) -> bool {
    for dialog in state.dialogs.iter().rev() {
        match dialog {
            Dialog::Ballot(ballot) => return fill_from_box(state.session(), ballot, card),
            Dialog::Sheet(sheet) => return fill_from_sheet(state.session(), sheet, card),
            Dialog::OwnWords(_) => return false,
            _ => {}
        }
    }
    let session = state.session();
    let undecided = |subject: &&Subject| {
        let ballot = session.workshop.ballot(subject);
        ballot.is_some_and(|b| b.status() != BallotStatus::Decided)
    };
    let subjects = agreement::focused_subjects(state, focus);
    match subjects.iter().find(undecided) {
        Some(subject) => fill_from_subject(session, subject, card),
        None => false,
    }
}

fn fill_from_box(session: &Session, ballot: &BallotDialog, card: &mut RoomCard) -> bool {
    fill_from_subject(session, &ballot.subject, card)
}

/// Returns the title of what is voted on. A suggested lead keeps its name back until the votes are
/// shown, as the name is what the model says of it.
pub fn title_while_voting(session: &Session, subject: &Subject) -> String {
    let ballot = session.workshop.ballot(subject);
    let sealed = ballot.is_some_and(Ballot::is_open);
    let is_lead = subject.kind() == Some(SubjectKind::Forward);
    if sealed && is_lead && is_made_by_model(session, &subject.place.id) {
        return POSSIBLE_LEAD.into();
    }
    subject.title(session)
}

/// Fills the card from the ballot on a subject, sealed or shown.
fn fill_from_subject(session: &Session, subject: &Subject, card: &mut RoomCard) -> bool {
    let workshop = &session.workshop;
    let Some(ballot) = workshop.ballot(subject) else {
        return false;
    };
    card.kicker = kicker(ballot.rounds.len(), &subject.question().to_uppercase());
    // A sample lead may be named after a real person.
    card.title = match subject.kind() {
        Some(SubjectKind::Forward) => lead_title(session, &subject.place.id),
        _ => subject.title(session),
    };
    card.facts = lead_facts::subject_facts(session, subject);
    // Wording is voted on with the text in view.
    card.question = match subject.kind() {
        Some(SubjectKind::Wording) => subject.value(session).unwrap_or_default(),
        _ => String::new(),
    };
    card.body = match (ballot.status(), ballot.round()) {
        (BallotStatus::Open, Some(round)) => {
            let naming = workshop.naming_of(round);
            sealed_body(workshop, naming, |v| workshop.voter_status(round, v))
        }
        _ => votes_body(session, ballot),
    };
    true
}

/// What the room is asked, after the number of the round unless it is the first: the end of a long
/// line is cut.
fn kicker(round: usize, question: &str) -> String {
    match round {
        0 | 1 => question.to_owned(),
        round => format!("ROUND {round}   {question}"),
    }
}

/// Fills the card from the sheet: finished rows by side, or the selected line once it is shown.
fn fill_from_sheet(session: &Session, sheet: &SheetDialog, card: &mut RoomCard) -> bool {
    if sheet.is_shown(session) {
        let results = sheet_box::shown_lines(session, sheet.method);
        let line = results.get(sheet.cursor.min(results.len().saturating_sub(1)));
        return line.is_some_and(|line| fill_from_subject(session, &line.subject, card));
    }
    let lines = sheet_box::votable_lines(session, sheet.method).len();
    let (kicker, what) = match sheet.method {
        BallotMethod::YesNo => ("WOULD YOU FORWARD THESE LEADS TO SALES?", "sample leads"),
        _ => ("HOW MANY POINTS IS EACH ANSWER WORTH?", "answers"),
    };
    card.kicker = self::kicker(sheet_box::sheet_rounds(session, sheet.method).1, kicker);
    card.title = format!("{lines} {what}");
    card.question = String::new();
    let naming = session.workshop.vote_naming();
    card.body = sealed_body(&session.workshop, naming, |v| sheet.standing(session, v).1);
    true
}

/// Counts the votes of each side that are in, out of those who aren't away.
fn sealed_body(
    workshop: &Workshop,
    naming: VoteNaming,
    status: impl Fn(&Voter) -> VoterStatus,
) -> CardBody {
    let voters = workshop.voters();
    let count = |side: Side, is: &dyn Fn(VoterStatus) -> bool| {
        let of = voters.iter().filter(|v| v.side == side);
        of.filter(|v| is(status(v))).count()
    };
    let sides = Side::ALL.iter().filter_map(|side| {
        let is_in = count(*side, &|s| s == VoterStatus::Voted);
        if count(*side, &|s| s == VoterStatus::BySide) > 0 {
            // One row stands for the side, beside those who voted themselves.
            return Some((side.label().to_owned(), is_in + 1, is_in + 1));
        }
        let of = count(*side, &|s| s != VoterStatus::Away);
        (of > 0).then(|| (side.label().to_owned(), is_in, of))
    });
    CardBody::Hidden {
        sides: sides.collect(),
        promise: naming.promise().to_owned(),
    }
}

/// The latest votes, by side on one scale, and the question about them.
fn votes_body(session: &Session, ballot: &Ballot) -> CardBody {
    let workshop = &session.workshop;
    let method = ballot.method;
    let round = ballot.revealed_round();
    let spread = round.and_then(|round| Spread::of(workshop, method, round));
    let (Some(round), Some(spread)) = (round, spread) else {
        return CardBody::Nothing;
    };
    let scale = scale_values(method, &spread);
    let sides = spread.sides.iter().map(|side| {
        let at = |value: &i64| side.votes.iter().filter(|v| v.1 == *value).count();
        let middle = match method {
            BallotMethod::YesNo => String::new(),
            _ => side.median.to_string(),
        };
        let counts = scale.iter().map(at).collect();
        (side.label().to_owned(), counts, middle)
    });
    CardBody::Votes {
        sides: sides.collect(),
        scale: scale.iter().map(|v| vote_text(method, *v)).collect(),
        note: votes_note(session, ballot, round, &spread),
    }
}

/// Values of the scale: all from end to end if that is legible, else those voted for.
fn scale_values(method: BallotMethod, spread: &Spread) -> Vec<i64> {
    let (low, high) = spread.range();
    let full = match method {
        BallotMethod::Gradients => (1, 5),
        BallotMethod::Fist => (0, 5),
        BallotMethod::YesNo => (0, 1),
        BallotMethod::Points => (low.min(0), high.max(0)),
    };
    let fits = |(low, high): &(i64, i64)| high - low < MAX_SCALE_VALUES;
    if let Some((low, high)) = [full, (low, high)].into_iter().find(fits) {
        return (low..=high).collect();
    }
    let mut cast: Vec<i64> = spread.votes().map(|v| v.1).collect();
    cast.sort_unstable();
    cast.dedup();
    cast
}

fn vote_text(method: BallotMethod, value: i64) -> String {
    match (method, value) {
        (BallotMethod::YesNo, 0) => "no".into(),
        (BallotMethod::YesNo, _) => "yes".into(),
        _ => value.to_string(),
    }
}

/// The gap, whose votes need a reason, the reasons given, and the decision.
fn votes_note(session: &Session, ballot: &Ballot, round: &Round, spread: &Spread) -> String {
    let method = ballot.method;
    let mut parts = vec![format!("{}.", spread.headline(method))];
    if ballot.outcome.is_empty() {
        let mut to_explain: Vec<i64> = spread.outliers(method).into_iter().map(|v| v.1).collect();
        to_explain.sort_unstable_by_key(|v| std::cmp::Reverse(*v));
        to_explain.dedup();
        parts.extend(to_explain.into_iter().map(|v| method.question_for(v)));
    } else {
        parts.push(format!("Decided: {}.", ballot.outcome));
    }
    let votes = round.votes.iter().filter(|v| !v.reason.is_empty());
    let reasons = votes.filter(|v| !names_anybody(&session.workshop, &v.reason));
    parts.extend(reasons.map(|v| format!("{}: {}", v.value, v.reason)));
    parts.join("  ")
}

/// Returns whether a text names somebody in the room.
fn names_anybody(workshop: &Workshop, text: &str) -> bool {
    let text = text.to_lowercase();
    let mut people = workshop.participants.iter();
    people.any(|p| !p.name.is_empty() && text.contains(&p.name.to_lowercase()))
}
