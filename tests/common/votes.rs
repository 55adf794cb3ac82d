//! Helpers for tests of ballots and sheets.

use std::time::{Duration, Instant};

use accord::app::projector::room_card::room_card;
use accord::host::RoomCardReader;
use accord::model::alignment::alignment;
use accord::model::{Agreement, Ballot, Decision, Session, Subject, VoteNaming};

use super::{Bench, on};

/// Returns everything the session has on disk, as text.
pub fn on_disk(bench: &Bench) -> String {
    let mut all = String::new();
    let files = [
        "session.yaml",
        ".accord/journal",
        ".accord/draft",
        ".accord/room.json",
    ];
    for file in files {
        let bytes = std::fs::read(bench.path().join(file)).unwrap_or_default();
        all.push_str(&String::from_utf8_lossy(&bytes));
    }
    all
}

/// Whether and by whom a subject is agreed, and whether it was reopened since.
pub fn agreement(session: &Session, subject: &str) -> (Agreement, bool) {
    let subject: Subject = subject.parse().expect("a subject");
    let found = alignment(session, &subject);
    (found.agreement, found.reopened)
}

pub fn ballot<'a>(session: &'a Session, subject: &str) -> &'a Ballot {
    let subject: Subject = subject.parse().expect("a subject");
    session.workshop.ballot(&subject).expect("a ballot")
}

pub fn decision<'a>(session: &'a Session, subject: &str) -> &'a Decision {
    let subject: Subject = subject.parse().expect("a subject");
    session.workshop.decision(&subject).expect("a decision")
}

/// Who doesn't agree with what was decided.
pub fn dissenters(decision: &Decision) -> Vec<&str> {
    decision.dissent.iter().map(|d| d.who.as_str()).collect()
}

pub fn value(session: &Session, subject: &str) -> String {
    let subject: Subject = subject.parse().expect("a subject");
    subject.value(session).expect("a value")
}

/// The votes of a round, as voter and value.
pub fn votes(session: &Session, subject: &str, round: usize) -> Vec<(String, String)> {
    let votes = &ballot(session, subject).rounds[round].votes;
    votes
        .iter()
        .map(|v| (v.voter.to_string(), v.value.clone()))
        .collect()
}

/// Returns the room card, as the second terminal gets it.
pub fn card(bench: &Bench) -> String {
    serde_json::to_string(&room_card(&bench.state)).expect("a card")
}

/// Lets the host write the card, as it does when nobody types, and returns what a second terminal
/// reads.
pub fn written_card(bench: &mut Bench) -> String {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        // The host leaves some time between cards. Polling moves the time on, and a running
        // clock with it, so the card to be written is made anew.
        bench.host.poll(&mut bench.state);
        let card = room_card(&bench.state);
        if RoomCardReader::at(bench.path()).read_card() == Some(&card) {
            break;
        }
        assert!(Instant::now() < end, "the card isn't written");
        std::thread::yield_now();
    }
    std::fs::read_to_string(bench.path().join(".accord/room.json")).expect("a card")
}

pub const DEMO: &str = "answer:demo/one-to-one";

/// Opens the worked example on Points, on the first answer of "Demo". The voters are Tom, Ines and
/// Dev for Sales, Marta, Owen and Yusuf for Marketing, and Helen for Management. Votes are named.
pub fn on_demo() -> Bench {
    on_demo_with(VoteNaming::Named)
}

/// The same, with votes kept in another way.
pub fn on_demo_with(naming: VoteNaming) -> Bench {
    let mut bench = on("worked-example");
    bench.votes_are(naming);
    bench.keys("/Demo criterion<enter><enter>");
    bench
}
