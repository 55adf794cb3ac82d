//! Journeys: keys in, documents out.

mod common;

use accord::app::Step;
use accord::store::versions;
use common::Bench;

#[test]
fn a_point_more_brings_the_paper_mill_in() {
    let mut bench = Bench::example("worked-example");
    bench.keys("/Demo criterion<enter><enter>");
    assert!(
        bench.screen().contains("qualify 4, up to 6"),
        "{}",
        bench.screen()
    );
    bench.keys("<down>+");
    let screen = bench.screen();
    assert!(screen.contains("qualify 5, up to 7 (was 4)"), "{screen}");
    assert!(screen.contains("IN  Paper mill 19 > 20"), "{screen}");
    bench.keys("u");
    assert!(bench.screen().contains("qualify 4, up to 6"));
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

/// Everything a first workshop makes, from the standard pipeline to a signed version.
#[test]
#[allow(clippy::too_many_lines)] // a workshop is long; it reads from top to bottom
fn a_first_workshop_from_the_standard_pipeline() {
    let mut bench = Bench::template("standard");
    bench
        .go(Step::Personas)
        .keys("a<enter>Mid-size manufacturers<enter>");
    bench.keys("a<down><enter>Plant manager<enter>");
    bench.go(Step::Journey).keys("a<enter>A");
    bench.paste("Notices stops\tresearch\nCompares ways out\texpl\nSees a demo\tcons\nAsks for references\tcons\nGets budget\tpurchase\n");
    bench.keys("<ctrl-s>");
    let journey = &bench.session().definition.journeys[0];
    assert_eq!(journey.steps.len(), 5);
    assert_eq!(journey.steps[4].phase, accord::model::Phase::Purchase);

    bench
        .go(Step::Stages)
        .keys("/Marketing qualified stage<enter><tab><down><enter>");
    bench.keys("<ctrl-a><ctrl-k>Fits us and has asked for a demonstration.<ctrl-s>");

    bench
        .go(Step::Points)
        .keys("a<enter>Target industry<enter>")
        .keys("+++++");
    bench.keys("A");
    bench.paste("Right size\t3\nBudget named\t4\n");
    bench.keys("<ctrl-s>");
    bench.keys("a<down><down><enter>Saw a demo<enter>++++++");
    bench.keys("A");
    bench.paste("Asked for references\t5\nVisited the prices\t2");
    bench.keys("<ctrl-s>");
    let criteria: Vec<_> = bench
        .session()
        .definition
        .criteria
        .iter()
        .map(|c| (c.id.to_string(), c.points, c.kind.word()))
        .collect();
    let expected = [
        ("target-industry", 5, "fit"),
        ("right-size", 3, "fit"),
        ("budget-named", 4, "fit"),
        ("saw-a-demo", 6, "behaviour"),
        ("asked-for-references", 5, "behaviour"),
        ("visited-the-prices", 2, "behaviour"),
    ]
    .map(|(id, points, kind)| (id.to_owned(), Some(points), kind));
    assert_eq!(criteria, expected);

    // The MQL's rule: 12 points, the industry and the demo. The hand-off is there in the template.
    bench
        .go(Step::Rules)
        .keys("/Marketing qualified stage<enter>7<home>");
    bench.keys("<down><down><down><tab>");
    bench.keys("a<enter> <down><down><down> <enter>a<down><enter><enter>--------<esc>");
    let rule = bench
        .session()
        .definition
        .stage("mql")
        .and_then(|s| s.rule.clone())
        .expect("a rule");
    assert_eq!(
        serde_json::to_string(&rule).unwrap(),
        r#"{"all":["target-industry","saw-a-demo"],"points":{"total":12}}"#
    );

    // Three bands, then a route: no budget named, to nurture.
    bench.keys("A");
    bench.paste("Cold\nWarm\t8\nHot\t15");
    bench.keys("<ctrl-s>");
    bench.keys("/Cold band<enter><tab><down><down><enter>recycle<enter>");
    bench.keys("/Warm band<enter><tab><down><down><enter>nurture<enter>");
    bench.keys("/Hot band<enter><tab><down><down><enter>nurture<enter>");
    bench.keys("<esc>a<down><enter>No budget yet<enter><tab><enter>none<enter>Budget<enter>");
    // One sample in, one out.
    bench
        .go(Step::Preview)
        .keys("aPump maker<enter>")
        .keys("<enter> <down><down> <down> ");
    bench.keys("<esc>aDairy<enter>").keys("<enter> ");
    let screen = bench.screen();
    assert!(screen.contains("qualify 1, up to 2"), "{screen}");

    bench
        .go(Step::Publish)
        .keys("s<enter>Tom Brackley<enter>s<down><enter>Owen Prys<enter>Py");
    assert!(
        bench.screen().contains("Published 1.0.0"),
        "{}",
        bench.screen()
    );
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

    // Undo ends at a publication.
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
    // It asks how the last period went; nothing takes the beginning back.
    bench.go(Step::Room).keys("u");
    let screen = bench.screen();
    assert!(screen.contains("SINCE 1.0.0"), "{screen}");
    assert!(screen.contains("to be told"), "{screen}");
    // The record of the one that is over is kept with the version.
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
    // Undo goes on where it was, across the restart.
    bench.keys("u");
    assert!(
        bench.screen().contains("Undone: Points of"),
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
    // What was shown stays as it is.
    bench.keys("<esc><tab><down><enter>");
    assert!(bench.screen().contains("purple elephants"));
}

#[test]
fn a_rule_and_a_band_that_share_a_number_move_together_if_asked() {
    let mut bench = Bench::example("worked-example");
    // Enter on a stage's rule goes to Rules, on that rule.
    bench.keys("/Marketing qualified stage<enter><tab><down><down><down><down><down><down><enter>");
    assert!(
        bench.screen().contains("LEAD (MQL) WHEN ALL"),
        "{}",
        bench.screen()
    );
    bench.keys("-");
    let screen = bench.screen();
    assert!(
        screen.contains("Hot starts at 20 too. b moves it to 19"),
        "{screen}"
    );
    bench.keys("b");
    let from = |bench: &Bench| bench.session().definition.band("hot").and_then(|b| b.from);
    assert_eq!(from(&bench), Some(19));
    bench.keys("u");
    assert_eq!(from(&bench), Some(20));
}
