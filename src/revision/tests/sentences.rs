//! Edits of the worked example, and the sentences that describe them.

use rstest::rstest;

use super::{edited, id, worked};
use crate::model::{
    Answer, AtLeast, Band, Combine, Condition, CountScope, Criterion, CriterionKind,
    CriterionPoints, Definition, EachTime, NeverRule, Phase, Reference, Rule, Stage, Term,
};
use crate::revision::{ChangeKind, ChangeSeverity, Diff, WordRun};

/// Returns the diff's changes, one per line: the severity without a proof, then the sentence.
fn sentences(edit: impl FnOnce(&mut Definition)) -> String {
    let diff = Diff::between(&worked(), &edited(edit));
    let lines: Vec<String> = diff
        .changes
        .iter()
        .map(|c| format!("{}: {}", c.severity(true), c.message))
        .collect();
    lines.join("\n")
}

fn rule<'a>(definition: &'a mut Definition, stage: &str) -> &'a mut Rule {
    let stage = definition.stages.iter_mut().find(|s| s.id == *stage);
    stage.and_then(|s| s.rule.as_mut()).expect("it has a rule")
}

fn references(texts: &[&str]) -> Vec<Reference> {
    texts.iter().map(|t| t.parse().unwrap()).collect()
}

#[rstest]
#[case::threshold("outcome: MQL: threshold lowered from 20 to 18", |d: &mut Definition| {
    rule(d, "mql").points.as_mut().unwrap().insert("total".into(), 18);
})]
#[case::another_minimum("outcome: MQL: rule now also asks for at least 5 points for fit", |d: &mut Definition| {
    rule(d, "mql").points.as_mut().unwrap().insert("fit".into(), 5);
})]
#[case::no_minimum("outcome: Suspect: rule no longer asks for at least 1 point for behaviour", |d: &mut Definition| {
    rule(d, "suspect").points = None;
})]
#[case::required("outcome: MQL: rule now also asks for Specification", |d: &mut Definition| {
    rule(d, "mql").all.as_mut().unwrap().push("specification".parse().unwrap());
    d.criteria.iter_mut().find(|c| c.id == *"specification").unwrap().name = "Specification".into();
})]
#[case::no_longer("outcome: MQL: rule no longer asks for Demo: Had a one-to-one demo", |d: &mut Definition| {
    rule(d, "mql").all = Some(references(&["money=funded", "vertical=expertise|adjacent"]));
})]
#[case::other_levels("outcome: MQL: rule now asks for Target vertical: A target vertical we know well (was: Target vertical: A target vertical we know well or A target vertical that is new to us)", |d: &mut Definition| {
    rule(d, "mql").all = Some(references(&["money=funded", "demo=one-to-one", "vertical=expertise"]));
})]
#[case::one_of("outcome: Sales-ready lead: rule now asks for References: Contacted our references (was: one of (Gave us a specification and buying criteria or References: Contacted our references))", |d: &mut Definition| {
    rule(d, "ready").any = Some(references(&["references=contacted"]));
})]
#[case::excluded("outcome: MQL: rule now rules out Target vertical: Not a target vertical", |d: &mut Definition| {
    rule(d, "mql").none = Some(references(&["vertical=other"]));
})]
#[case::a_count("outcome: MQL: rule now also asks for at least 2 different consideration behaviours", |d: &mut Definition| {
    rule(d, "mql").at_least = vec![AtLeast { count: 2, of: CountScope::Phase(Phase::Consideration) }];
})]
#[case::reached("outcome: Sales-ready lead: rule now asks for the stage Lead (was: the stage MQL)", |d: &mut Definition| {
    rule(d, "ready").reached = Some(id("lead"));
})]
#[case::route_rule("outcome: routing rule Not a market we sell to: rule now also asks for Suitability: any answer with points", |d: &mut Definition| {
    d.routes[0].rule.as_mut().unwrap().all.as_mut().unwrap().push("product".parse().unwrap());
})]
#[case::no_rule("outcome: Suspect no longer has a rule", |d: &mut Definition| d.stages[1].rule = None)]
#[case::a_rule("outcome: Contact now has a rule: Demo: any answer with points", |d: &mut Definition| {
    d.stages[0].rule = Some(Rule { all: Some(references(&["demo"])), ..Rule::default() });
})]
#[case::order_in_a_rule("outcome: MQL: rule is written differently", |d: &mut Definition| {
    rule(d, "mql").all.as_mut().unwrap().reverse();
})]
fn rules_are_told_part_by_part(#[case] expected: &str, #[case] edit: fn(&mut Definition)) {
    let sentences = sentences(edit);
    let lines: Vec<&str> = sentences
        .lines()
        .filter(|l| !l.contains("renamed"))
        .collect();
    assert_eq!(lines.join("\n"), expected);
}

fn stage(name: &str) -> Stage {
    Stage {
        id: id(&name.to_lowercase()),
        name: name.into(),
        ..Stage::default()
    }
}

fn criterion(d: &mut Definition, of: &str) -> usize {
    d.criteria.iter().position(|c| c.id == *of).unwrap()
}

#[rstest]
#[case::points("outcome: Toured the online demo: points raised from 1 to 2", |d: &mut Definition| {
    let demo = criterion(d, "demo");
    d.criteria[demo].answers[1].points = 2;
})]
#[case::each_time("outcome: Gave us a specification and buying criteria now counts 2 each time, at most 10 (was: 5)", |d: &mut Definition| {
    let specification = criterion(d, "specification");
    d.criteria[specification].points = Some(CriterionPoints::Each(EachTime { each: 2, up_to: 10 }));
})]
#[case::combine("outcome: Demo now counts the highest answer (was: all)", |d: &mut Definition| {
    let demo = criterion(d, "demo");
    d.criteria[demo].combine = Some(Combine::Highest);
})]
#[case::kind("outcome: Demo now counts as fit (was: behaviour)", |d: &mut Definition| {
    let demo = criterion(d, "demo");
    d.criteria[demo].kind = CriterionKind::Fit;
})]
#[case::condition("outcome: Toured the online demo: what counts is now tour at least once", |d: &mut Definition| {
    let demo = criterion(d, "demo");
    d.criteria[demo].answers[1].when = Some(Condition { event: Some("tour".into()), ..Condition::default() });
})]
#[case::new_stage("outcome: stage Trial added after MQL", |d: &mut Definition| d.stages.insert(4, stage("Trial")))]
#[case::first_stage("outcome: stage Trial added before Contact", |d: &mut Definition| d.stages.insert(0, stage("Trial")))]
#[case::no_stage("outcome: stage Prospect removed", |d: &mut Definition| drop(d.stages.remove(7)))]
#[case::moved_stage("outcome: stage MQL moved, now after Contact", |d: &mut Definition| {
    let mql = d.stages.remove(3);
    d.stages.insert(1, mql);
})]
#[case::renamed("wording: stage Lead renamed to Inquiry", |d: &mut Definition| d.stages[2].name = "Inquiry".into())]
#[case::reworded("wording: MQL: definition reworded", |d: &mut Definition| d.stages[3].definition.push_str(" Always."))]
#[case::an_owner("meaning: MQL: owner is now Sales (was: Marketing)", |d: &mut Definition| d.stages[3].owner = "Sales".into())]
#[case::readiness("outcome: Lead: what it means for Sales is now Not for Sales yet (was: Sales-worthy)", |d: &mut Definition| {
    d.stages[2].readiness = crate::model::Readiness::None;
})]
#[case::synonyms("wording: Contact: synonyms added: card; removed: address", |d: &mut Definition| d.stages[0].synonyms[0] = "card".into())]
#[case::order_of_synonyms("wording: Contact: synonyms in a different order", |d: &mut Definition| d.stages[0].synonyms.reverse())]
#[case::an_answer("outcome: answer By post added to Demo", |d: &mut Definition| {
    let demo = criterion(d, "demo");
    d.criteria[demo].answers.push(Answer { id: id("post"), label: "By post".into(), points: 1, ..Answer::default() });
})]
#[case::an_answer_of_one("outcome: answer Perhaps added to Target vertical after A target vertical we know well", |d: &mut Definition| {
    d.criteria[0].answers.insert(1, Answer { id: id("perhaps"), label: "Perhaps".into(), ..Answer::default() });
})]
#[case::order_of_one("outcome: answer A target vertical that is new to us moved, now before A target vertical we know well", |d: &mut Definition| {
    let first = d.criteria[0].answers.remove(0);
    d.criteria[0].answers.insert(1, first);
})]
#[case::never("addition: never rule small-dentist added", |d: &mut Definition| d.never.push(NeverRule {
    id: id("small-dentist"),
    rule: Some(Rule { all: Some(references(&["demo", "specification"])), ..Rule::default() }),
    ..NeverRule::default()
}))]
#[case::a_criterion("outcome: criterion Webinar added", |d: &mut Definition| {
    d.criteria.push(Criterion { id: id("webinar"), name: "Webinar".into(), points: Some(1.into()), ..Criterion::default() });
})]
#[case::order_of_criteria("wording: criterion Target vertical moved in the list, where order means nothing", |d: &mut Definition| {
    let first = d.criteria.remove(0);
    d.criteria.push(first);
})]
#[case::a_band("outcome: band Glowing added", |d: &mut Definition| {
    d.bands.push(Band { id: id("glowing"), name: "Glowing".into(), from: Some(30), ..Band::default() });
})]
#[case::start_of_a_band("outcome: Hot: start raised from 20 to 25", |d: &mut Definition| d.bands[2].from = Some(25))]
#[case::what_a_band_does("outcome: Warm: disposition is now Recycle (was: Nurture)", |d: &mut Definition| {
    d.bands[1].disposition = Some(id("recycle"));
})]
#[case::a_route("outcome: routing rule Not a market we sell to now applies to qualified leads too", |d: &mut Definition| d.routes[0].even_if_qualified = true)]
#[case::order_of_routes("outcome: routing rule Not a market we sell to moved, now after Meets the criteria, not ready to buy", |d: &mut Definition| {
    let first = d.routes.remove(0);
    d.routes.push(first);
})]
#[case::response("outcome: hours to the first response lowered from 48 to 24", |d: &mut Definition| {
    d.handoff.as_mut().unwrap().service_level.as_mut().unwrap().response_hours = Some(24);
})]
#[case::commitment("meaning: what Sales commits to reworded", |d: &mut Definition| {
    d.handoff.as_mut().unwrap().commitments.as_mut().unwrap().sales.push_str(" Always.");
})]
#[case::no_handoff("outcome: the hand-off removed", |d: &mut Definition| d.handoff = None)]
#[case::next_action("meaning: Nurture: owner is now Sales (was: Marketing)", |d: &mut Definition| d.dispositions[2].owner = "Sales".into())]
#[case::its_track("outcome: Nurture: nurture track is now Start again (was: First steps)", |d: &mut Definition| {
    d.dispositions[2].track = Some(id("restart"));
})]
#[case::an_exit("removal: exit SAL: Discard removed", |d: &mut Definition| drop(d.stages[5].exits.remove(1)))]
#[case::a_step("meaning: buying step Counts the stoppages moved from Operations director in Process industry we know \
    to Maintenance manager in Process industry we know", |d: &mut Definition| {
    let step = d.journeys[0].steps.remove(0);
    d.journeys[1].steps.push(step);
})]
#[case::a_new_step("addition: buying step Rests added to Finance director in Process industry new to us after Checks our references", |d: &mut Definition| {
    let step = crate::model::JourneyStep { id: id("rest"), name: "Rests".into(), ..Default::default() };
    d.journeys[2].steps.push(step);
})]
#[case::a_journey_less("meaning: buying step Checks our references moved from Finance director in Process industry new to us \
    to Operations director in Process industry we know\n\
    removal: journey of Finance director in Process industry new to us removed", |d: &mut Definition| {
    let mut gone = d.journeys.remove(2);
    d.journeys[0].steps.push(gone.steps.remove(4));
})]
#[case::a_term("addition: term New added", |d: &mut Definition| {
    d.terms.push(Term { id: id("new"), name: "New".into(), ..Term::default() });
})]
#[case::a_formula("meaning: Reach rate: target is now 80% (was: 70%)", |d: &mut Definition| d.metrics[0].target = "80%".into())]
#[case::a_target("meaning: Operations director in Process industry we know, 2027-Q1: qualified leads wanted raised from 30 to 31", |d: &mut Definition| {
    d.targets[0].qualified = 31;
})]
#[case::a_persona("wording: Finance director: titles added: Treasurer", |d: &mut Definition| d.personas[2].titles.push("Treasurer".into()))]
#[case::order_of_segments("meaning: segment Process industry new to us moved, now before Process industry we know", |d: &mut Definition| {
    let first = d.segments.remove(0);
    d.segments.push(first);
})]
fn edits_are_told_in_the_words_of_the_model(
    #[case] expected: &str,
    #[case] edit: fn(&mut Definition),
) {
    let sentences = sentences(edit);
    let (mut lines, mut expected_lines): (Vec<&str>, Vec<&str>) =
        (sentences.lines().collect(), expected.lines().collect());
    lines.sort_unstable();
    expected_lines.sort_unstable();
    assert_eq!(lines, expected_lines);
}

#[test]
fn a_reworded_definition_names_its_words() {
    let diff = Diff::between(
        &worked(),
        &edited(|d| d.terms[0].definition = d.terms[0].definition.replace("One of", "Any of")),
    );
    let change = &diff.changes[0];
    assert_eq!(change.kind, ChangeKind::Reworded);
    let changed: Vec<&WordRun> = change
        .word_runs
        .iter()
        .filter(|p| !matches!(p, WordRun::Same(_)))
        .collect();
    assert_eq!(
        changed,
        [&WordRun::Gone("One".into()), &WordRun::New("Any".into())]
    );
    assert_eq!(change.place.to_string(), "term:sales-worthy");
    assert!(change.before.as_ref().unwrap().contains("One of the two"));
}

#[test]
fn a_condition_that_asks_the_same_is_wording() {
    let asks = |values: &[&str], at_least| Condition {
        field: Some("industry".into()),
        is_in: Some(values.iter().map(|v| (*v).to_owned()).collect()),
        event: Some("visit".into()),
        at_least,
        ..Condition::default()
    };
    let with = |when| edited(|d| d.criteria[0].answers[0].when = Some(when));
    let before = with(asks(&["Logistics", "food"], None));
    let same = with(asks(&["FOOD ", "logistics"], Some(1)));
    let diff = Diff::between(&before, &same);
    assert_eq!(diff.changes.len(), 1);
    assert_eq!(diff.changes[0].severity(true), ChangeSeverity::Wording);
    assert_eq!(
        diff.changes[0].message,
        "A target vertical we know well: what counts is written differently and means the same"
    );
    let other = with(asks(&["food"], None));
    let diff = Diff::between(&before, &other);
    assert_eq!(diff.changes[0].severity(true), ChangeSeverity::Outcome);
    assert_eq!(
        diff.changes[0].message,
        "A target vertical we know well: what counts is now industry is “food” and visit at least once (was: industry is “Logistics” or “food” and visit at least once)"
    );
}

#[test]
fn equal_labels_say_whose_they_are() {
    let before = edited(|d| {
        d.criteria[0].answers[0].label = "Best".into();
        d.criteria[1].answers[0].label = "Best".into();
    });
    let mut after = before.clone();
    after.criteria[1].answers[0].points = 4;
    let diff = Diff::between(&before, &after);
    assert_eq!(
        diff.changes[0].message,
        "Suitability: Best, points lowered from 5 to 4"
    );
}

#[rstest]
#[case::each((2, 12), (3, 12), "each Webinar counts 3 (was: 2), at most 12")]
#[case::most((2, 10), (2, 12), "each Webinar counts 2, at most 12 (was: 10)")]
#[case::both((2, 10), (3, 15), "each Webinar counts 3 (was: 2), at most 15 (was: 10)")]
fn points_for_each_time(
    #[case] before: (i64, i64),
    #[case] after: (i64, i64),
    #[case] expected: &str,
) {
    let with = |(each, up_to)| {
        edited(|d| {
            d.criteria.push(Criterion {
                id: id("webinar"),
                name: "Webinar".into(),
                points: Some(CriterionPoints::Each(EachTime { each, up_to })),
                ..Criterion::default()
            });
        })
    };
    let diff = Diff::between(&with(before), &with(after));
    let messages: Vec<_> = diff.changes.iter().map(|c| c.message.as_str()).collect();
    assert_eq!(messages, [expected]);
    assert_eq!(diff.apply(&with(before)), with(after));
}

#[test]
fn a_never_rule_is_minor_whatever_happens_to_it() {
    let never = |rule: &[&str]| {
        edited(|d| {
            d.never.push(NeverRule {
                id: id("small-dentist"),
                rule: Some(Rule {
                    all: Some(references(rule)),
                    ..Rule::default()
                }),
                ..NeverRule::default()
            });
        })
    };
    let (one, other) = (never(&["demo"]), never(&["demo", "specification"]));
    for (before, after, expected) in [
        (&worked(), &one, "never rule small-dentist added"),
        (&one, &worked(), "never rule small-dentist removed"),
        (
            &one,
            &other,
            "never rule small-dentist: rule now also asks for Gave us a specification and buying criteria",
        ),
    ] {
        let diff = Diff::between(before, after);
        let messages: Vec<_> = diff.changes.iter().map(|c| c.message.as_str()).collect();
        assert_eq!(messages, [expected]);
        assert!(!diff.has_removals() && !diff.is_scored());
        assert_eq!(diff.apply(before), *after);
    }
}
