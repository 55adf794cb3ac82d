//! Journeys: keys in, documents out.

mod common;

use accord::app::Step;
use accord::app::dialogs::dialog::Dialog;
use accord::app::state::workbench::Tip;
use accord::host::RoomCardReader;
use accord::store::versions;
use common::{Bench, workshop};

#[test]
fn a_point_more_brings_the_paper_mill_in() {
    let mut bench = Bench::example("worked-example");
    bench.keys("/Demo criterion<enter><enter>");
    assert!(
        bench.screen().contains("4 qualify, up to 6"),
        "{}",
        bench.screen()
    );
    bench.keys("<down>+");
    let screen = bench.screen();
    assert!(screen.contains("5 qualify, up to 7 (was 4)"), "{screen}");
    assert!(screen.contains("IN  Paper mill 19 > 20"), "{screen}");
    bench.keys("u");
    assert!(bench.screen().contains("4 qualify, up to 6"));
}

#[test]
fn going_about_changes_nothing_but_where_the_room_was() {
    let mut bench = Bench::example("b2b-saas");
    let before = bench.session().definition.clone();
    for step in Step::ALL {
        bench
            .go(step)
            .keys("<down><tab><down><esc>mm<pagedown><end><home>");
    }
    assert_eq!(bench.session().definition, before);
    assert_eq!(bench.session().workshop.visited.len(), 9);
}

/// A whole first workshop, from the standard pipeline to a signed version.
#[test]
fn a_first_workshop_from_the_standard_pipeline() {
    let mut bench = common::workshop::first();
    let folder = accord::store::SessionFolder::at(bench.path());
    let version = accord::model::Version::FIRST;
    let model = versions::read_model(&folder, version).expect("model.yaml reads");
    let glossary = versions::read_glossary(&folder, version).expect("glossary.yaml reads");
    let definition = &bench.session().definition;
    assert_eq!(model.criteria, definition.criteria);
    assert_eq!(model.bands, definition.bands);
    assert_eq!(model.routes, definition.routes);
    assert_eq!(model.handoff, definition.handoff);
    assert_eq!(glossary.journeys, definition.journeys);
    assert_eq!(glossary.personas, definition.personas);
    let mql = glossary
        .stages
        .iter()
        .find(|s| s.stage.id == "mql")
        .expect("the MQL");
    assert_eq!(
        mql.stage.definition,
        "Fits us and has asked for a demonstration."
    );
    assert_eq!(
        mql.enters_when,
        "at least 12 points in all, Target industry and Saw a demo"
    );
    let signed: Vec<_> = glossary.agreed_by.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(signed, ["Tom Brackley", "Owen Prys"]);
    assert_eq!(
        versions::first_problem(&versions::verify(&folder).expect("it reads")),
        None
    );

    // Undo stops at a publication.
    bench.keys("u");
    assert!(
        bench.screen().contains("Nothing to undo"),
        "{}",
        bench.screen()
    );
    let before = bench.session().clone();
    let bench = bench.reopen();
    assert_eq!(*bench.session(), before);
    assert!(
        bench.screen().contains("1.0.0, published today"),
        "{}",
        bench.screen()
    );
}

#[test]
fn the_next_workshop_begins_where_the_last_one_ended() {
    let mut bench = Bench::example("worked-example");
    bench.keys("pAsk finance<enter>").go(Step::Publish);
    bench.keys("s<enter>Ada<enter>s<down><enter>Owen<enter>Py");
    assert!(
        bench.screen().contains("Published 1.0.0"),
        "{}",
        bench.screen()
    );
    let over = bench.session().workshop.clone();
    assert_eq!(over.sign_offs.len(), 2);
    let mut bench = bench.reopen();
    let screen = bench.screen();
    assert!(screen.contains("Begin the revision?"), "{screen}");
    assert!(screen.contains("2 actions, 3 parked"), "{screen}");
    bench.keys("y");
    let next = bench.session().workshop.clone();
    assert_eq!(next.revises, Some(accord::model::Version::FIRST));
    assert_eq!(next.parking, over.parking);
    assert!(next.sign_offs.is_empty());
    // It asks about the last period, and its start cannot be undone.
    bench.go(Step::Room).keys("u");
    let screen = bench.screen();
    assert!(screen.contains("SINCE 1.0.0"), "{screen}");
    assert!(screen.contains("not filled in"), "{screen}");
    // The record of the finished workshop is kept with the version.
    let kept = bench.path().join("versions/1.0.0/workshop.yaml");
    let kept = std::fs::read_to_string(kept).expect("the record");
    assert!(
        kept.contains("Ask finance") && kept.contains("Owen"),
        "{kept}"
    );
    let bench = bench.reopen();
    assert!(!bench.screen().contains("Begin the revision?"));
}

#[test]
fn nothing_is_lost_by_quitting_or_being_killed() {
    let mut bench = Bench::example("worked-example");
    bench.keys("a<enter>Lunch and learn<enter>");
    bench.keys("/Demo criterion<enter><enter><down>++");
    let there = bench.session().clone();
    let mut bench = bench.killed();
    assert!(
        bench.screen().contains("Accord was stopped before"),
        "{}",
        bench.screen()
    );
    bench.keys("k");
    assert_eq!(bench.session().definition, there.definition);
    // Undo continues across the restart.
    bench.keys("u");
    assert!(
        bench
            .screen()
            .contains("Undone: Toured the online demo: Points"),
        "{}",
        bench.screen()
    );
    let undone = bench.session().definition.clone();
    let mut bench = bench.reopen();
    assert!(!bench.screen().contains("stopped"), "{}", bench.screen());
    assert_eq!(bench.session().definition, undone);
    bench.keys("U");
    assert_eq!(bench.session().definition, there.definition);
}

#[test]
fn a_draft_comes_back() {
    let mut bench = Bench::example("worked-example");
    bench.go(Step::Stages).keys("<tab><down><enter> and more");
    let bench = bench.killed();
    assert!(bench.screen().contains("and more"), "{}", bench.screen());
}

#[test]
fn opening_answers_are_sealed_until_both_are_shown() {
    let mut bench = Bench::template("standard");
    let on_disk = |bench: &Bench| {
        let mut all = String::new();
        for file in ["session.yaml", ".accord/journal", ".accord/draft"] {
            let bytes = std::fs::read(bench.path().join(file)).unwrap_or_default();
            all.push_str(&String::from_utf8_lossy(&bytes));
        }
        all
    };
    bench
        .go(Step::Room)
        .keys("/What is a qualified<enter><tab><down><enter>purple elephants<ctrl-s>");
    bench.keys("r");
    assert!(
        bench.screen().contains("Marketing hasn't written"),
        "{}",
        bench.screen()
    );
    bench.keys("<down><enter>green giraffes");
    assert!(!on_disk(&bench).contains("giraffes") && !on_disk(&bench).contains("elephants"));
    bench.keys("<ctrl-s>");
    assert!(!bench.screen().contains("elephants"));
    bench = bench.reopen();
    assert!(!on_disk(&bench).contains("elephants"));
    bench.go(Step::Room).keys("/What is a qualified<enter>ry");
    let screen = bench.screen();
    assert!(
        screen.contains("purple elephants") && screen.contains("green giraffes"),
        "{screen}"
    );
    // Revealed positions stay as they are.
    bench.keys("<esc><tab><down><enter>");
    assert!(bench.screen().contains("purple elephants"));
}

#[test]
fn a_rule_and_a_band_that_share_a_number_move_together_if_asked() {
    let mut bench = Bench::example("worked-example");
    // Enter on a stage's rule goes to that rule on Rules.
    bench.keys("/Marketing qualified stage<enter><tab><down><down><down><down><down><down><enter>");
    assert!(
        bench.screen().contains("LEAD (MQL): ENTERED"),
        "{}",
        bench.screen()
    );
    bench.keys("-");
    let screen = bench.screen();
    assert!(
        screen.contains("Hot also starts at 20. b moves it to 19"),
        "{screen}"
    );
    bench.keys("b");
    let from = |bench: &Bench| bench.session().definition.band("hot").and_then(|b| b.from);
    assert_eq!(from(&bench), Some(19));
    bench.keys("u");
    assert_eq!(from(&bench), Some(20));
}

/// The list says what must be fixed, and Enter goes to the field where that is done.
#[test]
fn a_finding_leads_to_its_field() {
    let mut bench = Bench::template("standard");
    bench.keys("!");
    let screen = bench.screen();
    assert!(screen.contains("Findings: 1 must be fixed"), "{screen}");
    assert!(
        screen.contains("which has no rule") && screen.contains("Where: Rules, hand-off"),
        "{screen}"
    );
    bench.keys("<enter>");
    assert_eq!(bench.state.step, Step::Rules);
    let in_hand = bench.state.focused_row().expect("a field");
    assert_eq!(in_hand.text, "At stage");
    // A key goes to the next finding from anywhere, wrapping around at the end.
    bench.keys("1n");
    let screen = bench.screen();
    assert!(screen.contains("2 of "), "{screen}");
    assert!(bench.state.step != Step::Room);
    bench.keys("NN");
    let first = bench.state.findings.len();
    assert!(
        bench.screen().contains(&format!("{first} of {first}")),
        "{}",
        bench.screen()
    );
}

#[test]
fn what_is_mended_leaves_the_list() {
    let mut bench = Bench::example("worked-example");
    bench.keys("5/Contact stage<enter><enter><down><enter><ctrl-a><ctrl-k><ctrl-s>");
    let codes = |bench: &Bench| -> Vec<&'static str> {
        bench.state.findings.iter().map(|f| f.code).collect()
    };
    assert!(codes(&bench).contains(&"A216"), "{:?}", codes(&bench));
    let screen = bench.screen();
    assert!(
        screen.contains("! worth a look: `Contact` has no"),
        "{screen}"
    );
    // From another step, straight to the field.
    bench.keys("1!");
    while !bench.screen().contains("> worth a look  A216") {
        bench.keys("<down>");
    }
    bench.keys("<enter>");
    let in_hand = bench.state.focused_row().expect("a field");
    assert_eq!(
        (bench.state.step, in_hand.text.as_str()),
        (Step::Stages, "Agreed wording")
    );
    bench.keys("<enter>Somebody we may write to.<ctrl-s>");
    assert!(!codes(&bench).contains(&"A216"), "{:?}", codes(&bench));
}

/// Proofs of an earlier definition are never shown as if they were about this one.
#[test]
fn nothing_proved_of_another_definition_is_shown() {
    use accord::app::{Key, Message};
    let mut bench = Bench::example("worked-example");
    let codes = |bench: &Bench| -> Vec<&'static str> {
        bench.state.findings.iter().map(|f| f.code).collect()
    };
    bench.keys("/Marketing qualified stage<enter><tab><down><down><down><down><down><down><enter>");
    assert!(
        bench.screen().contains("1,465 of 9,216 possible leads"),
        "{}",
        bench.screen()
    );
    // 45 points are out of reach, so nobody can qualify.
    bench.keys(&"+".repeat(25));
    assert!(codes(&bench).contains(&"A156"), "{:?}", codes(&bench));
    let screen = bench.screen();
    assert!(
        screen.contains("!! must be fixed: no lead can qualify"),
        "{screen}"
    );
    let old = bench.state.proofs.clone();
    // 44 points can be reached. Until that is proved, the sentence is marked as earlier.
    bench
        .host
        .handle(&mut bench.state, Message::Key(Key::char('-')));
    assert!(!codes(&bench).contains(&"A156"));
    let screen = bench.screen();
    assert!(!screen.contains("!! must be fixed"), "{screen}");
    assert!(
        screen.contains("proving again ... no lead can qualify"),
        "{screen}"
    );
    assert!(screen.contains("Counting the possible leads"), "{screen}");
    // A result for an earlier definition comes too late.
    bench.host.handle(&mut bench.state, Message::Proved(old));
    assert!(!codes(&bench).contains(&"A156"));
    bench.keys("");
    assert!(!codes(&bench).contains(&"A156"));
    let screen = bench.screen();
    assert!(!screen.contains("proving again"), "{screen}");
    assert!(screen.contains("│ 1 of 9,216 possible leads"), "{screen}");
}

/// Sample leads suggested by the model have names that describe them.
#[test]
fn the_model_makes_sample_leads() {
    let mut bench = Bench::example("worked-example");
    let before = bench.session().samples.len();
    bench.go(Step::Preview).keys("M");
    assert!(
        bench.screen().contains("Sample leads made by the model"),
        "{}",
        bench.screen()
    );
    // Enter on the first line takes all of them.
    bench.keys("<enter>");
    let made: Vec<_> = bench.session().samples[before..].to_vec();
    assert!(made.len() >= 4, "{made:#?}");
    assert!(made.iter().all(|s| s.note == "Made by the model"));
    let outlook = bench.state.outlook.clone().expect("an outlook");
    let outcome = |name: &str| {
        let named = |s: &&accord::model::Sample| s.name.contains(name);
        let sample = made
            .iter()
            .find(named)
            .unwrap_or_else(|| panic!("{name}: {made:#?}"));
        let line = outlook
            .samples
            .iter()
            .find(|l| l.sample.as_ref() == Some(&sample.id));
        line.expect("a line").outcome
    };
    let just = outcome("Just enough");
    assert_eq!((just.total, just.qualified), (20, true));
    let short = outcome("Just short");
    assert_eq!((short.total, short.qualified), (19, false));
    // They are already there, so nothing is added twice.
    bench.keys("M<enter>");
    assert_eq!(bench.session().samples.len(), before + made.len());
    // A single undo removes all of them.
    bench.keys("u");
    assert_eq!(bench.session().samples.len(), before);
    // Only one: the second line.
    bench.keys("M<down><enter>");
    assert_eq!(bench.session().samples.len(), before + 1);
}

#[test]
fn a_meeting_alone_at_the_keyboard_is_in_session_room_view_and_recap() {
    let mut cards: Vec<(String, String)> = Vec::new();
    let bench = workshop::meeting(|bench, what| {
        // As the second terminal gets it: through the folder.
        std::thread::sleep(std::time::Duration::from_millis(110));
        bench.host.poll(&mut bench.state);
        let mut follower = RoomCardReader::at(bench.path());
        let card = follower.read_card().expect("a workbench shows something");
        let text = serde_json::to_string(card).expect("a card");
        cards.push((what.to_owned(), text));
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
    assert!(!card("contrast sealed").contains("buys"));

    let mut bench = bench;
    bench.host.close(&mut bench.state);
    let on_disk = bench.on_disk();
    let workshop = &on_disk.workshop;
    assert_eq!(workshop.participants.len(), 5);
    let agreed = workshop
        .decision(&"stage:mql".parse().unwrap())
        .expect("a decision");
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

#[test]
fn an_answer_that_is_found_is_in_hand() {
    let mut bench = Bench::example("worked-example");
    bench.keys("/Toured the online<enter>+");
    let demo = bench
        .session()
        .definition
        .criterion("demo")
        .expect("it is there");
    assert_eq!(demo.answers[1].points, 2, "one more than it was");
    bench.keys("/Owen participant<enter>");
    assert_eq!(bench.state.cursor().pane, accord::app::Pane::List);
}

#[test]
fn a_text_scrolled_past_its_end_goes_up_at_once() {
    let mut bench = Bench::example("worked-example").size(80, 24);
    // The keys, the benchmarks and a text long enough for a few pages.
    for open in ["?", "B", "text"] {
        if open == "text" {
            let lines: Vec<String> = (1..=99).map(|n| format!("line {n}")).collect();
            let text = lines.join("\n");
            let _ = bench.state.open(Dialog::Reader("Long".into(), text, 0));
        } else {
            bench.keys(open);
        }
        bench.keys("<end>");
        let end = bench.screen();
        bench.keys("<pageup>");
        let page_above_end = bench.screen();
        bench.keys("<home><pagedown><pagedown><pagedown><pagedown><pagedown><pagedown><pagedown><pagedown><pagedown><pagedown><pagedown>");
        assert_eq!(bench.screen(), end, "{open}");
        bench.keys("<pageup>");
        assert_eq!(bench.screen(), page_above_end, "{open}");
        assert!(open == "B" || page_above_end != end, "{open}");
        bench.keys("<esc>");
    }
}

#[test]
fn publish_counts_findings_as_the_list_of_them_does() {
    let mut bench = Bench::example("worked-example");
    bench.keys("9");
    let counts = |heading: &str| {
        let rows = bench.state.screen().rows(&bench.state);
        let row = rows.iter().find(|row| row.text == heading);
        row.map_or("0".to_owned(), |row| row.value.clone())
    };
    let (worth, notes) = (counts("WORTH A LOOK"), counts("NOTES"));
    bench.keys("!");
    let title = format!("Findings: {worth} worth a look, {notes} note");
    assert!(bench.screen().contains(&title), "{}", bench.screen());
}

#[test]
fn a_tip_is_there_only_where_its_key_does_what_it_says() {
    let mut bench = Bench::example("worked-example");
    bench.keys("/Toured the online demo<enter>");
    let row = bench.state.focused_row().expect("a row").target;
    let text = "+ gives it one more point".to_owned();
    bench.state.tip = Some(Tip { text, row });
    let shows = |bench: &Bench| bench.screen().contains("+ gives it one more point");
    bench.state.notice = None;
    assert!(shows(&bench), "{}", bench.screen());
    for (keys, back) in [("1", "6"), ("<up>", "<down>"), ("9", "6"), ("?", "<esc>")] {
        bench.keys(keys);
        assert!(!shows(&bench), "{keys}: {}", bench.screen());
        bench.keys(back);
        assert!(shows(&bench), "{back}: {}", bench.screen());
    }
    bench.keys("+");
    assert!(!shows(&bench), "{}", bench.screen());
}
