//! Whole workshops, typed at the keyboard.

use accord::app::Step;
use accord::model::{GlossaryFile, Version};
use accord::store::{SessionFolder, versions};

use crate::common::votes::{decision, written_card};
use crate::common::{Bench, on, workshop};

/// What the first version of a session says for people.
fn glossary(bench: &Bench) -> GlossaryFile {
    let folder = SessionFolder::at(bench.path());
    versions::read_glossary(&folder, Version::FIRST).expect("glossary.yaml reads")
}

#[test]
fn the_published_model_is_what_was_typed() {
    let bench = workshop::first();
    let folder = SessionFolder::at(bench.path());
    let model = versions::read_model(&folder, Version::FIRST).expect("model.yaml reads");
    let definition = &bench.session().definition;
    assert_eq!(model.criteria, definition.criteria);
    assert_eq!(model.bands, definition.bands);
    assert_eq!(model.routes, definition.routes);
    assert_eq!(model.handoff, definition.handoff);
}

#[test]
fn the_published_glossary_is_what_was_typed() {
    let bench = workshop::first();
    let (glossary, definition) = (glossary(&bench), &bench.session().definition);
    assert_eq!(glossary.journeys, definition.journeys);
    assert_eq!(glossary.personas, definition.personas);
    let mut stages = glossary.stages.iter();
    let mql = stages.find(|s| s.stage.id == "mql").expect("the MQL");
    assert_eq!(
        mql.stage.definition,
        "Fits us and has asked for a demonstration."
    );
    assert_eq!(
        mql.enters_when,
        "at least 12 points in all, Target industry and Saw a demo"
    );
}

#[test]
fn a_published_version_is_signed_and_unaltered() {
    let bench = workshop::first();
    let glossary = glossary(&bench);
    let signed: Vec<_> = glossary.agreed_by.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(signed, ["Tom Brackley", "Owen Prys"]);
    let folder = SessionFolder::at(bench.path());
    let checks = versions::verify(&folder).expect("it reads");
    assert_eq!(versions::first_problem(&checks), None);
}

#[test]
fn undo_stops_at_a_publication() {
    workshop::first().keys("u").shows("Nothing to undo");
}

#[test]
fn a_published_session_is_the_same_after_a_restart() {
    let bench = workshop::first();
    let before = bench.session().clone();
    let mut bench = bench.reopen();
    assert_eq!(*bench.session(), before);
    bench.shows("1.0.0, published today");
}

/// The worked example published, with a thought parked before.
fn published() -> Bench {
    let mut bench = on("worked-example");
    bench.keys("pAsk finance<enter>").go(Step::Publish);
    bench
        .keys("s<enter>Ada<enter><enter>s<down><enter>Owen<enter><enter>Py")
        .shows("Published 1.0.0");
    bench
}

/// Its revision has begun.
fn revised() -> Bench {
    let mut bench = published().reopen();
    bench.keys("y");
    bench
}

#[test]
fn after_a_publication_a_revision_is_offered_with_what_is_left() {
    published()
        .reopen()
        .shows("Begin the revision?")
        .shows("2 actions, 3 parked");
}

#[test]
fn a_revision_says_that_it_drops_what_is_still_sealed() {
    published()
        .reopen()
        .shows("Begin the revision?")
        .hides("sealed");
    let mut bench = published();
    bench
        .keys("<alt-1>/What is a qualified<enter>")
        .paste("a\n\nb\n\nc\n\nd");
    bench.keys("Sales<enter><ctrl-s>").shows("answers sealed");
    let mut bench = bench.reopen().size(118, 40);
    bench.shows("Some words or votes are still sealed: no version");
    bench
        .keys("y")
        .document(|s| assert!(!s.workshop.has_secrets()));
}

#[test]
fn the_next_workshop_begins_where_the_last_one_ended() {
    let over = published().session().workshop.clone();
    assert_eq!(over.sign_offs.len(), 2);
    revised().document(|session| {
        let next = &session.workshop;
        assert_eq!(next.revises, Some(Version::FIRST));
        assert_eq!(next.parking, over.parking);
        assert!(next.sign_offs.is_empty());
    });
}

#[test]
fn the_next_workshop_asks_about_the_last_period() {
    revised()
        .go(Step::Room)
        .shows("SINCE 1.0.0")
        .shows("not filled in");
}

#[test]
fn the_start_of_a_workshop_cannot_be_undone() {
    revised()
        .go(Step::Room)
        .keys("u")
        .shows("SINCE 1.0.0")
        .shows("not filled in")
        .document(|s| assert_eq!(s.workshop.revises, Some(Version::FIRST)));
}

#[test]
fn the_record_of_a_finished_workshop_is_kept_with_its_version() {
    let bench = revised();
    let kept = bench.path().join("versions/1.0.0/workshop.yaml");
    let kept = std::fs::read_to_string(kept).expect("the record");
    assert!(kept.contains("Ask finance"), "{kept}");
    assert!(kept.contains("Owen"), "{kept}");
}

#[test]
fn a_revision_that_has_begun_is_not_offered_again() {
    revised()
        .reopen()
        .shows("[6Points")
        .hides("Begin the revision?");
}

#[test]
fn what_a_meeting_shows_the_room_reaches_the_second_terminal() {
    let mut cards: Vec<(String, String)> = Vec::new();
    let bench = workshop::meeting(|bench, what| {
        cards.push((what.to_owned(), written_card(bench)));
    });
    let card = |what: &str| {
        let found = cards.iter().find(|(name, _)| name == what);
        found.map_or("", |(_, text)| text.as_str())
    };
    for (what, words) in [
        ("contrast sealed", &["written, sealed"][..]),
        ("contrast shown", &["buys this year", "came to a webinar"]),
        ("wordings shown", &["Has money and a date", "came to us"]),
        ("wording voted", &["Hidden", "[\"Marketing\",1,2]"]),
        ("wording apart", &["Votes", "1: Nobody records the date"]),
        ("points hidden", &["Hidden", "Saw a demo"]),
        ("points shown", &["Gap 5.5", "Those who gave 8"]),
        ("second round", &["ROUND 2", "Gap 0.5"]),
        (
            "points decided",
            &["5 points", "Agreed by Sales and Marketing"],
        ),
        ("sheet hidden", &["Hidden", "6 answers"]),
        ("sheet shown", &["Asked for references", "Gap 3.5"]),
        ("parked", &["Who writes down the date?"]),
    ] {
        for word in words {
            assert!(card(what).contains(word), "{what}: {}", card(what));
        }
    }
    for (what, text) in &cards {
        let people = &bench.session().workshop.participants;
        let named = people.iter().find(|p| text.contains(&p.name));
        assert_eq!(named, None, "{what}: {text}");
    }
    let sealed = card("contrast sealed");
    assert!(sealed.contains("written, sealed") && !sealed.contains("buys"));
}

#[test]
fn what_a_meeting_agreed_is_in_the_session() {
    let mut bench = workshop::meeting(|_, _| {});
    bench.host.close(&mut bench.state);
    let on_disk = bench.on_disk();
    let workshop = &on_disk.workshop;
    assert_eq!(workshop.participants.len(), 5);
    let agreed = decision(&on_disk, "stage:mql");
    assert_eq!(agreed.value, "Fits us, has a date and came to us.");
    assert_eq!(agreed.dissent.len(), 1);
    assert_eq!(
        (
            agreed.dissent[0].who.as_str(),
            agreed.dissent[0].reason.as_str()
        ),
        ("owen-prys", "Nobody records the date")
    );
    let demo = &workshop.ballots[1];
    assert_eq!(
        (demo.subject.as_str(), demo.rounds.len()),
        ("criterion:saw-a-demo", 2)
    );
    assert_eq!(
        demo.rounds[0].votes[0].reason,
        "Half of ours bought after one"
    );
    assert_eq!(demo.outcome, "5");
    assert_eq!(workshop.actions[0].owner, "Ines Corrigan");
}

#[test]
fn what_a_meeting_agreed_is_in_the_recap() {
    let bench = workshop::meeting(|_, _| {});
    let recap =
        std::fs::read_to_string(bench.path().join("versions/1.0.0/recap.md")).expect("a recap");
    for words in [
        "Ruth Ashdown",
        "A lead that buys this year",
        "A lead that came to a webinar",
        "Has money and a date",
        "Fits us, has a date and came to us.",
        "Nobody records the date",
        "Half of ours bought after one",
        "Who writes down the date?",
        "2026-12-01",
    ] {
        assert!(recap.contains(words), "{words}: {recap}");
    }
}
