//! A first workshop at the keyboard, from the standard pipeline to a published version; the plain
//! mode's script in `tests/scripts` says the same in lines.

use accord::app::Step;

use super::Bench;

/// Types it, and leaves the bench where it ended.
#[allow(clippy::too_many_lines)] // a workshop is long; it reads from top to bottom
pub fn first() -> Bench {
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
    bench
}
