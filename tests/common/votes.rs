//! Helpers for tests of ballots and sheets.

use accord::app::projector::room_card::room_card;
use accord::model::alignment::alignment;
use accord::model::{Agreement, Ballot, Subject};

use super::Bench;

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

pub fn agreement(bench: &Bench, subject: &str) -> (Agreement, bool) {
    let subject: Subject = subject.parse().expect("a subject");
    let found = alignment(bench.session(), &subject);
    (found.agreement, found.reopened)
}

pub fn ballot<'a>(bench: &'a Bench, subject: &str) -> &'a Ballot {
    let subject: Subject = subject.parse().expect("a subject");
    bench.session().workshop.ballot(&subject).expect("a ballot")
}

pub fn value(bench: &Bench, subject: &str) -> String {
    let subject: Subject = subject.parse().expect("a subject");
    subject.value(bench.session()).expect("a value")
}

pub fn votes(bench: &Bench, subject: &str, round: usize) -> Vec<(String, String)> {
    let votes = &ballot(bench, subject).rounds[round].votes;
    votes
        .iter()
        .map(|v| (v.voter.to_string(), v.value.clone()))
        .collect()
}

/// Returns the room card, as the second terminal gets it.
pub fn card(bench: &Bench) -> String {
    serde_json::to_string(&room_card(&bench.state)).expect("a card")
}

/// Lets the host write the card, as it does when nobody types.
pub fn write_card(bench: &mut Bench) -> String {
    std::thread::sleep(std::time::Duration::from_millis(110));
    bench.host.poll(&mut bench.state);
    std::fs::read_to_string(bench.path().join(".accord/room.json")).expect("a card")
}

pub fn shows(bench: &Bench, words: &[&str]) {
    let screen = bench.screen();
    for word in words {
        assert!(screen.contains(word), "no {word:?} in\n{screen}");
    }
}

pub const DEMO: &str = "answer:demo/one-to-one";

/// Opens the worked example on Points, on the first answer of "Demo". The voters are Tom, Ines and
/// Dev for Sales, Marta, Owen and Yusuf for Marketing, and Helen for Management.
pub fn on_demo() -> Bench {
    let mut bench = Bench::example("worked-example");
    bench.keys("/Demo criterion<enter><enter>");
    bench
}
