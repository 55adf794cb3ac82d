//! What the projector shows of votes: while they are sealed how many of each side are in, and
//! after that the votes by side. Never a name, and nothing of a value before it is shown.

use super::agreeing;
use super::ballots::BallotBox;
use super::overlay::Overlay;
use super::room_card::{Body, RoomCard};
use super::sheet::{self, SheetBox};
use super::state::State;
use crate::model::ballot::{Progress, Standing, Voter};
use crate::model::{Asks, Ballot, BallotMethod, Round, Session, Side, Spread, Subject, Workshop};

/// As many values as a scale has that can be read from the back; of more, those somebody gave.
const WIDEST: i64 = 11;

/// Puts the votes in hand on the card: an open ballot or sheet, else the ballot on the thing in
/// hand while it isn't decided. Says whether there were any.
pub fn put(state: &State, card: &mut RoomCard) -> bool {
    for overlay in state.overlays.iter().rev() {
        match overlay {
            Overlay::Ballot(ballot) => return of_box(state.session(), ballot, card),
            Overlay::Sheet(sheet) => return of_sheet(state.session(), sheet, card),
            Overlay::Words(_) => return false,
            _ => {}
        }
    }
    let session = state.session();
    let undecided = |subject: &&Subject| {
        let ballot = session.workshop.ballot(&subject.to_string());
        ballot.is_some_and(|b| b.progress() != Progress::Decided)
    };
    let subjects = agreeing::in_hand(state);
    match subjects.iter().find(undecided) {
        Some(subject) => of_subject(session, subject, card),
        None => false,
    }
}

fn of_box(session: &Session, ballot: &BallotBox, card: &mut RoomCard) -> bool {
    of_subject(session, &ballot.subject, card)
}

/// What a sample lead is called on the card while it is voted on: what the model made is called
/// by what the model says of it.
fn lead(session: &Session, subject: &Subject) -> String {
    let made = session.samples.iter().find(|s| s.id == subject.place.id);
    if made.is_some_and(|sample| sample.note == super::making::MADE) {
        return "A possible lead".into();
    }
    subject.place.id.to_string()
}

/// The ballot on a subject, sealed or shown.
fn of_subject(session: &Session, subject: &Subject, card: &mut RoomCard) -> bool {
    let workshop = &session.workshop;
    let Some(ballot) = workshop.ballot(&subject.to_string()) else {
        return false;
    };
    card.kicker = subject.question().to_uppercase();
    if ballot.rounds.len() > 1 {
        card.kicker = format!("{}   ROUND {}", card.kicker, ballot.rounds.len());
    }
    // What a sample lead is called may be somebody's name.
    card.title = match subject.asks() {
        Some(Asks::Forward) => lead(session, subject),
        _ => subject.title(session),
    };
    // Words are voted on in sight.
    card.question = match subject.asks() {
        Some(Asks::Wording) => subject.value(session).unwrap_or_default(),
        _ => String::new(),
    };
    card.body = match (ballot.progress(), ballot.round()) {
        (Progress::Open, Some(round)) => hidden(workshop, |v| workshop.standing(round, v)),
        _ => shown(session, ballot),
    };
    true
}

/// The sheet: who has given a row by side, or the line in hand once they are shown.
fn of_sheet(session: &Session, sheet: &SheetBox, card: &mut RoomCard) -> bool {
    if sheet.is_shown(session) {
        let results = sheet::shown(session, sheet.method);
        let line = results.get(sheet.cursor.min(results.len().saturating_sub(1)));
        return line.is_some_and(|line| of_subject(session, &line.subject, card));
    }
    let lines = sheet::lines(session, sheet.method).len();
    let (kicker, what) = match sheet.method {
        BallotMethod::YesNo => ("WOULD YOU FORWARD THESE LEADS TO SALES?", "sample leads"),
        _ => ("HOW MANY POINTS IS EACH ANSWER WORTH?", "answers"),
    };
    kicker.clone_into(&mut card.kicker);
    card.title = format!("{lines} {what}");
    card.question = String::new();
    card.body = hidden(&session.workshop, |v| sheet.standing(session, v).1);
    true
}

/// How many of each side are in, and how many there are without those who are away.
fn hidden(workshop: &Workshop, standing: impl Fn(&Voter) -> Standing) -> Body {
    let voters = workshop.voters();
    let count = |side: Side, is: &dyn Fn(Standing) -> bool| {
        let of = voters.iter().filter(|v| v.side == side);
        of.filter(|v| is(standing(v))).count()
    };
    let sides = Side::ALL.iter().filter_map(|side| {
        let of = count(*side, &|s| s != Standing::Away);
        let is_in = count(*side, &|s| s == Standing::In);
        (of > 0).then(|| (side.label().to_owned(), is_in, of))
    });
    Body::Hidden {
        sides: sides.collect(),
    }
}

/// The votes last shown, by side on one scale, and what is asked of them.
fn shown(session: &Session, ballot: &Ballot) -> Body {
    let workshop = &session.workshop;
    let method = ballot.method;
    let round = ballot.shown();
    let spread = round.and_then(|round| Spread::of(workshop, method, round));
    let (Some(round), Some(spread)) = (round, spread) else {
        return Body::Nothing;
    };
    let scale = scale(method, &spread);
    let sides = spread.sides.iter().map(|side| {
        let at = |value: &i64| side.votes.iter().filter(|v| v.1 == *value).count();
        let middle = match method {
            BallotMethod::YesNo => String::new(),
            _ => side.middle.to_string(),
        };
        let counts = scale.iter().map(at).collect();
        (side.side.label().to_owned(), counts, middle)
    });
    Body::Votes {
        sides: sides.collect(),
        scale: scale.iter().map(|v| word(method, *v)).collect(),
        note: note(session, ballot, round, &spread),
    }
}

/// The values of the scale: all from end to end where that can be read, else those that were given.
fn scale(method: BallotMethod, spread: &Spread) -> Vec<i64> {
    let (low, high) = spread.range();
    let whole = match method {
        BallotMethod::Gradients => (1, 5),
        BallotMethod::Fist => (0, 5),
        BallotMethod::YesNo => (0, 1),
        BallotMethod::Points => (low.min(0), high.max(0)),
    };
    let fits = |(low, high): &(i64, i64)| high - low < WIDEST;
    if let Some((low, high)) = [whole, (low, high)].into_iter().find(fits) {
        return (low..=high).collect();
    }
    let mut given: Vec<i64> = spread.votes().map(|v| v.1).collect();
    given.sort_unstable();
    given.dedup();
    given
}

fn word(method: BallotMethod, value: i64) -> String {
    match (method, value) {
        (BallotMethod::YesNo, 0) => "no".into(),
        (BallotMethod::YesNo, _) => "yes".into(),
        _ => value.to_string(),
    }
}

/// The gap, who is asked why by the vote they gave, the reasons given, what was decided.
fn note(session: &Session, ballot: &Ballot, round: &Round, spread: &Spread) -> String {
    let method = ballot.method;
    let mut parts = vec![format!("{}.", spread.headline(method))];
    if ballot.outcome.is_empty() {
        let mut asked: Vec<i64> = spread.outliers(method).into_iter().map(|v| v.1).collect();
        asked.sort_unstable_by_key(|v| std::cmp::Reverse(*v));
        asked.dedup();
        let asks = asked.iter().map(|v| {
            let value = word(method, *v);
            format!("Who gave {value}: what have you seen?")
        });
        parts.extend(asks);
    } else {
        parts.push(format!("Decided: {}.", ballot.outcome));
    }
    let votes = round.votes.iter().filter(|v| !v.reason.is_empty());
    let told = votes.filter(|v| !names_anybody(&session.workshop, &v.reason));
    parts.extend(told.map(|v| format!("{}: {}", v.value, v.reason)));
    parts.join("  ")
}

/// Whether a text speaks of somebody in the room by name.
fn names_anybody(workshop: &Workshop, text: &str) -> bool {
    let text = text.to_lowercase();
    let mut people = workshop.participants.iter();
    people.any(|p| !p.name.is_empty() && text.contains(&p.name.to_lowercase()))
}
