//! A vote on a lead is on its facts: the verdict comes to the room afterwards, or when asked for.

use accord::app::Step;
use accord::app::projector::card::CardBody;
use accord::app::projector::room_card::room_card;

use crate::common::votes::card;
use crate::common::{Bench, on};

/// On Preview, on the lead called Pump maker, which the model forwards.
fn on_lead() -> Bench {
    let mut bench = on("worked-example");
    bench.go(Step::Preview).keys("/Pump maker<enter>");
    assert_eq!(bench.state.step, Step::Preview);
    bench
}

/// All seven vote no.
pub const ALL_NO: &str = "vn<enter>n<enter>n<enter>n<enter>n<enter>n<enter>n<enter>";

const FACT: &str = "Demo: Had a one-to-one demo, Toured the online demo";

#[track_caller]
fn facts_only(bench: &Bench) {
    let card = card(bench);
    assert!(card.contains(FACT), "{card}");
    assert!(!card.contains("ualified"), "{card}");
    assert!(!card.contains("point"), "{card}");
}

#[track_caller]
fn has_verdict(bench: &Bench) {
    let card = card(bench);
    assert!(card.contains(FACT), "{card}");
    assert!(card.contains("\"Qualified\",\"37 points\""), "{card}");
}

#[test]
fn before_the_vote_the_room_sees_the_facts_of_a_lead_and_no_verdict() {
    facts_only(&on_lead());
}

#[test]
fn the_facilitator_sees_the_verdict_and_that_the_room_does_not() {
    on_lead()
        .shows("Qualified    YES; 37 points")
        .shows("Room view    facts; i adds the");
}

#[test]
fn on_evidence_a_remembered_lead_keeps_its_verdict_back_too() {
    let mut bench = on("worked-example");
    bench.go(Step::Evidence).keys("<end>");
    while !card(&bench).contains(FACT) {
        bench.keys("<up>");
    }
    facts_only(&bench);
}

#[test]
fn i_shows_the_verdict_to_the_room_and_hides_it() {
    let mut bench = on_lead();
    has_verdict(bench.keys("i"));
    facts_only(bench.keys("i"));
}

#[test]
fn leaving_the_lead_hides_its_verdict() {
    let mut bench = on_lead();
    has_verdict(bench.keys("i"));
    facts_only(bench.keys("<down><up>"));
    bench.keys("i").go(Step::Points);
    bench.go(Step::Preview);
    facts_only(&bench);
}

#[test]
fn i_works_in_the_room_view() {
    let mut bench = on_lead();
    bench
        .keys("<f5>")
        .shows("one-to-one demo")
        .hides("ualified");
    bench.keys("i").shows("Qualified");
}

#[test]
fn i_is_refused_where_there_is_no_lead() {
    on("worked-example")
        .keys("i")
        .shows("Not here: i shows the room the verdict on a lead of step 8");
}

#[test]
fn while_votes_are_sealed_the_room_sees_the_facts_and_who_has_voted() {
    let mut bench = on_lead();
    bench.keys("ivn<enter>");
    facts_only(&bench);
    assert!(matches!(
        room_card(&bench.state).body,
        CardBody::Hidden { .. }
    ));
}

#[test]
fn the_verdict_cannot_be_shown_while_votes_are_sealed() {
    let mut bench = on_lead();
    bench
        .keys("vn<enter><esc>i")
        .shows("A ballot is open: figures are hidden");
    facts_only(&bench);
}

#[test]
fn the_ballot_shows_the_facts_above_the_voters_and_no_points() {
    on_lead()
        .keys("v")
        .shows("Yes: Target vertical")
        .shows("Tom Brackley")
        .hides("point");
}

#[test]
fn the_ballot_shows_the_facts_on_a_small_screen() {
    on_lead()
        .size(60, 16)
        .keys("v")
        .shows("Yes: Target vertical")
        .shows("Tom Brackley");
}

#[test]
fn once_it_was_decided_the_room_sees_the_verdict() {
    let mut bench = on_lead();
    bench.keys(ALL_NO).keys("r<enter><enter>");
    has_verdict(&bench);
    bench
        .keys("i")
        .shows("The room has voted on this lead: the room view shows the verdict");
}

#[test]
fn a_lead_made_by_the_model_does_not_tell_the_room_what_it_was_made_for() {
    let mut bench = on("worked-example");
    bench.go(Step::Preview).keys("M<enter>");
    let card = room_card(&bench.state);
    assert_eq!(card.title, "A possible lead");
}

#[test]
fn the_row_of_a_sheet_shows_the_facts_of_its_lead() {
    let mut bench = on("worked-example");
    bench
        .go(Step::Preview)
        .keys("V<enter>")
        .shows("Yes: Target vertical")
        .hides("point");
}

#[test]
fn a_ballot_on_a_lead_made_by_the_model_keeps_its_name_back() {
    let mut bench = on("worked-example");
    bench.go(Step::Preview).keys("M<enter>");
    let name = bench.session().samples.last().expect("a lead").name.clone();
    bench
        .keys(&format!("/{name}<enter>"))
        .shows(&name[..12])
        .keys("v")
        .shows("A possible lead   round 1")
        .hides(&name[..12]);
}

/// On the first recorded lead.
fn on_recorded() -> Bench {
    let mut bench = on("b2b-saas").size(118, 40);
    // The row of pages comes before the leads.
    bench.go(Step::Preview).keys("<home>").keys("<down>");
    bench
}

#[test]
fn the_room_sees_of_a_recorded_lead_what_conditions_ask_about() {
    let card = card(&on_recorded());
    assert!(card.contains(r#"["industry","manufacturing"]"#), "{card}");
    assert!(card.contains(r#"["demo_completed","1 time"]"#), "{card}");
    let never = r#"["Never","inbound_call, inbound_linkedin_message, demo_page_visit"#;
    assert!(card.contains(never), "{card}");
    assert!(!card.contains("Company acct"), "{card}");
    assert!(!card.contains("deal_value"), "{card}");
    assert!(!card.contains("ualified"), "{card}");
}

#[test]
fn i_shows_the_verdict_on_a_recorded_lead() {
    let mut bench = on_recorded();
    let verdict = card(bench.keys("i"));
    assert!(
        verdict.contains(r#"["Qualified","44 points"]"#),
        "{verdict}"
    );
    let left = card(bench.keys("<down><up>"));
    assert!(!left.contains("ualified"), "{left}");
}

#[test]
fn the_laptop_counts_the_other_columns_and_m_shows_them() {
    let mut bench = on_recorded();
    bench
        .keys("<tab><end>")
        .shows("more: m shows them, only here")
        .hides("Company acct");
    bench.keys("m<end>").shows("deal_value");
    let card = card(&bench);
    assert!(!card.contains("deal_value"), "{card}");
}

#[test]
fn an_id_that_is_an_address_is_masked_in_the_room() {
    let folder = tempfile::tempdir().expect("a folder");
    for file in ["session.yaml", "leads.csv", "events.csv"] {
        let from = crate::common::example("b2b-saas").join(file);
        let text = std::fs::read_to_string(from).expect("a file");
        let text = text.replace("lead_003734", "ann@firm.example");
        std::fs::write(folder.path().join(file), text).expect("a copy");
    }
    let mut bench = Bench::at(folder);
    bench
        .go(Step::Preview)
        .keys("<home>")
        .keys("<down>")
        .shows("ann@firm");
    assert_eq!(room_card(&bench.state).title, "[e-mail]");
}

#[test]
fn the_shown_votes_leave_the_facts_their_room() {
    on_lead()
        .keys(ALL_NO)
        .keys("r")
        .shows("The sides say the same.")
        .shows("References: Requested references");
}
