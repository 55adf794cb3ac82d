//! A first workshop typed at the keyboard, from the standard pipeline to a published version. The
//! plain mode's script in `tests/scripts` does the same.

use accord::app::Step;
use accord::model::{Phase, VoteNaming};

use super::{Bench, on};

/// Types the workshop, and returns the bench at its end.
pub fn first() -> Bench {
    first_on(on("standard"))
}

/// Types the workshop on a bench with the standard pipeline.
pub fn first_on(mut bench: Bench) -> Bench {
    buyers(&mut bench);
    make_room(&mut bench);
    criteria(&mut bench);
    rule(&mut bench);
    bench.document(|session| {
        let stage = session.definition.stage("mql").expect("a stage");
        let rule = stage.rule.as_ref().expect("a rule");
        assert_eq!(
            serde_json::to_string(rule).unwrap(),
            r#"{"all":["target-industry","saw-a-demo"],"points":{"total":12}}"#
        );
    });
    bands(&mut bench);
    samples(&mut bench);
    publish(&mut bench);
    bench
}

/// A segment, a persona, its journey, and what the MQL means.
fn buyers(bench: &mut Bench) {
    bench
        .go(Step::Personas)
        .keys("a<enter>Mid-size manufacturers<enter>")
        .keys("a<down><enter>Plant manager<enter>");
    bench.go(Step::Journey).keys("a<enter>A");
    bench.paste("Notices stops\tresearch\nCompares ways out\texpl\nSees a demo\tcons\nAsks for references\tcons\nGets budget\tpurchase\n");
    bench.keys("<ctrl-s>").document(|session| {
        let steps = &session.definition.journeys[0].steps;
        assert_eq!(steps.len(), 5);
        assert_eq!(steps[4].phase, Phase::Purchase);
    });
    bench
        .go(Step::Stages)
        .keys("/Marketing qualified stage<enter><tab><down><enter>")
        .keys("<ctrl-a><ctrl-k>Fits us and has asked for a demonstration.<ctrl-s>");
}

/// The rules and criteria of the template make room for the team's own.
fn make_room(bench: &mut Bench) {
    bench
        .go(Step::Rules)
        .keys("<home><down><down><tab>dd<esc><down><tab>dd<esc>")
        .go(Step::Points)
        .keys("<home>ddddd")
        .document(|session| {
            let definition = &session.definition;
            assert!(definition.criteria.is_empty());
            assert!(definition.stages.iter().all(|stage| stage.rule.is_none()));
        });
}

/// Three criteria of fit and three of behaviour.
fn criteria(bench: &mut Bench) {
    bench
        .go(Step::Points)
        .keys("a<enter>Target industry<enter>")
        .keys("+++++A<enter>");
    bench.paste("Right size\t3\nBudget named\t4\n");
    bench.keys("<ctrl-s>a<down><down><enter>Saw a demo<enter>++++++A<enter>");
    bench.paste("Asked for references\t5\nVisited the prices\t2");
    bench.keys("<ctrl-s>").document(|session| {
        let criteria = session.definition.criteria.iter();
        let criteria: Vec<_> = criteria
            .map(|c| (c.id.to_string(), c.points, c.kind.word()))
            .collect();
        let expected = [
            ("target-industry", 5, "fit"),
            ("right-size", 3, "fit"),
            ("budget-named", 4, "fit"),
            ("saw-a-demo", 6, "behaviour"),
            ("asked-for-references", 5, "behaviour"),
            ("visited-the-prices", 2, "behaviour"),
        ];
        let expected =
            expected.map(|(id, points, kind)| (id.to_owned(), Some(points.into()), kind));
        assert_eq!(criteria, expected);
    });
}

/// A lead is in the industry and has done one of three things. The hand-off's rule: 12 points, the
/// industry and the demo. The template has the hand-off.
fn rule(bench: &mut Bench) {
    bench
        .go(Step::Rules)
        .keys("<home><down><down><tab>aMust have<enter> <enter>")
        .keys("aOne of these<enter><down><down><down> <down> <down> <enter><esc>");
    bench
        .go(Step::Rules)
        .keys("/Marketing qualified stage<enter>7<home><down><down><down><tab>")
        .keys("a<enter> <down><down><down> <enter>a<down><enter><enter>--------<esc>");
}

/// Three bands, then a routing rule: leads without a named budget are nurtured.
fn bands(bench: &mut Bench) {
    bench.keys("A");
    bench.paste("Cold\nWarm\t8\nHot\t15");
    bench
        .keys("<ctrl-s>")
        .keys("/Cold band<enter><tab><down><down><enter>recycle<enter>")
        .keys("/Warm band<enter><tab><down><down><enter>nurture<enter>")
        .keys("/Hot band<enter><tab><down><down><enter>nurture<enter>")
        .keys("<esc>a<down><enter>No budget yet<enter><tab><enter>none<enter>Budget<enter>");
}

/// One sample lead qualifies, one does not.
fn samples(bench: &mut Bench) {
    bench
        .go(Step::Preview)
        .keys("aPump maker<enter>")
        .keys("<enter> <down><down> <down> ")
        .keys("<esc>aDairy<enter>")
        .keys("<enter> ")
        .shows("1 qualifies, up to 2");
}

/// Both sides sign, and the first version is published.
fn publish(bench: &mut Bench) {
    bench
        .go(Step::Publish)
        .keys("<home>s<enter>Tom Brackley<enter>s<down><enter>Owen Prys<enter>P")
        .keys("The CRM comes next quarter<enter>Tom<enter>2026-12-15<enter>y")
        .shows("Published 1.0.0");
}

/// A meeting of two sides with the first workshop's definition: the opening contrast, a wording
/// agreed with a dissent, points estimated blind in two rounds, a sheet, and a parked thought that
/// becomes an action. `seen` is called, with a name, wherever the projector has something to show.
pub fn meeting(seen: impl FnMut(&mut Bench, &str)) -> Bench {
    meeting_on(on("standard"), seen)
}

/// The same, on a bench with the standard pipeline.
pub fn meeting_on(mut bench: Bench, mut seen: impl FnMut(&mut Bench, &str)) -> Bench {
    bench.go(Step::Room).keys("A");
    bench.paste("Tom Brackley, sales\nInes Corrigan, sales\nMarta Ruiz, marketing\nOwen Prys, marketing\nRuth Ashdown, facilitator");
    bench.keys("<ctrl-s>").votes_are(VoteNaming::Named);
    opening(&mut bench, &mut seen);
    wording(&mut bench, &mut seen);
    points(&mut bench, &mut seen);
    sheet(&mut bench, &mut seen);
    thought(&mut bench, &mut seen);
    rule(&mut bench);
    seen(&mut bench, "rule");
    publish(&mut bench);
    bench
}

/// Both sides answer before they hear the other.
fn opening(bench: &mut Bench, seen: &mut impl FnMut(&mut Bench, &str)) {
    bench.keys("/What is a qualified<enter><tab><down><enter>A lead that buys this year<ctrl-s>");
    seen(bench, "contrast sealed");
    bench.keys("<enter>A lead that came to a webinar<ctrl-s><esc>ry");
    seen(bench, "contrast shown");
    bench.keys("<esc>");
}

/// Each side words a definition; it is agreed by gradients with one dissent.
fn wording(bench: &mut Bench, seen: &mut impl FnMut(&mut Bench, &str)) {
    bench.go(Step::Stages).keys(
        "/Marketing qualified stage<enter><tab><down><down><enter>Has money and a date<ctrl-s>",
    );
    bench.keys("<enter>Has a date and came to us<ctrl-s><esc>ry");
    seen(bench, "wordings shown");
    bench.keys(
        "<esc><tab><home><down><enter><ctrl-a><ctrl-k>Fits us, has a date and came to us.<ctrl-s>",
    );
    bench.keys("<esc>v<enter>5<enter>4<enter>4<enter>");
    seen(bench, "wording voted");
    bench.keys("1<enter>rwOwen<enter>Nobody records the date<enter>");
    seen(bench, "wording apart");
    bench.keys("<enter><enter>");
}

/// A point value estimated blind in two rounds; an outlier gives a reason.
fn points(bench: &mut Bench, seen: &mut impl FnMut(&mut Bench, &str)) {
    make_room(bench);
    bench
        .go(Step::Points)
        .keys("a<enter>Target industry<enter>+++++A<enter>");
    bench.paste("Right size\t3\nBudget named\t4");
    bench.keys("<ctrl-s>a<down><down><enter>Saw a demo<enter>++++++A<enter>");
    bench.paste("Asked for references\t5\nVisited the prices\t2");
    bench.keys("<ctrl-s>/Saw a demo<enter>v8<enter>7<enter>2<enter>");
    seen(bench, "points hidden");
    bench.keys("2<enter>r");
    seen(bench, "points shown");
    bench.keys("w<enter>Half of ours bought after one<enter>n5<enter>5<enter>4<enter>5<enter>r");
    seen(bench, "second round");
    bench.keys("<enter><enter>");
    seen(bench, "points decided");
}

/// A sheet of all answers except the one decided already; close estimates are accepted.
fn sheet(bench: &mut Bench, seen: &mut impl FnMut(&mut Bench, &str)) {
    bench.keys("V<enter>5 3 4 5 5 2 <enter>5 3 4 5 5 2 ");
    seen(bench, "sheet hidden");
    bench.keys("<enter>5 3 4 5 1 2 <enter>5 3 3 5 2 1 r");
    seen(bench, "sheet shown");
    bench.keys("a<enter><enter><ctrl-u>4<enter>");
}

/// A thought parked anywhere becomes an action.
fn thought(bench: &mut Bench, seen: &mut impl FnMut(&mut Bench, &str)) {
    bench.keys("pWho writes down the date? @ines<enter>/writes down the date<enter>");
    seen(bench, "parked");
    bench.keys("<right><down><down><down><down><enter><enter>2026-12-01<enter>");
}
