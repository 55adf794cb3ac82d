//! Tests of what a lead lacks: sets worked out by hand, against enumeration and against the fold.

use proptest::prelude::*;
use rstest::rstest;

use super::super::fold::{Solver, smallest_completion};
use super::super::{Cancel, ONE_LEAD_BUDGET};
use super::further_answers::smallest_for_clause;
use super::{MissingPart, missing_parts};
use crate::model::{Combine, Criterion, CriterionKind, Reference};
use crate::scoring::compiled_model::{Clause, EntryRule, Measure, ResolvedRef, held_answers};
use crate::scoring::tests::properties::{Dice, definition, holds, random_responses, variants};
use crate::scoring::tests::rules::sample_definition;
use crate::scoring::tests::worked::{NINETEEN, worked};
use crate::scoring::tests::{
    handing_off, json, levelled_criterion, only_holding, set_truths, stage, yes_no,
};
use crate::scoring::{Responses, Scorer, Truth};

fn parts(scorer: &Scorer, responses: &Responses) -> Vec<MissingPart> {
    let cancel = Cancel::never().with_budget(ONE_LEAD_BUDGET);
    missing_parts(scorer, responses, &cancel)
}

/// Each unmet part with its smallest set, as text.
fn missing(scorer: &Scorer, responses: &Responses) -> Vec<(String, String)> {
    let texts = |references: &[Reference]| {
        let texts: Vec<String> = references.iter().map(ToString::to_string).collect();
        texts.join(" ")
    };
    let parts = parts(scorer, responses).into_iter();
    parts.map(|m| (m.part, texts(&m.smallest))).collect()
}

/// A base worth 1 point, and a size with an `otherwise`, big, whose answers are worth these points.
fn sized(small: i64, big: i64, rule: &str) -> Scorer {
    use CriterionKind::Fit;
    let size = levelled_criterion(
        "size",
        Fit,
        Combine::OneOf,
        &[("small", small), ("*big", big)],
    );
    Scorer::new(&handing_off(vec![yes_no("base", Fit, 1), size], json(rule)))
}

#[test]
fn what_no_set_brings_is_settled_too() {
    let scorer = sized(-2, -2, r#"{"points": {"total": 1}}"#);
    let responses = Responses::unknown(&scorer);
    assert_eq!(
        missing(&scorer, &responses),
        [("total:1".into(), String::new())]
    );
    assert!(
        parts(&scorer, &responses)[0].proved,
        "it is settled that no set brings it"
    );
}

#[test]
fn an_otherwise_is_named_where_it_helps_and_costs_nothing() {
    let set = |big: i64, rule: &str| {
        let scorer = sized(0, big, rule);
        missing(&scorer, &Responses::unknown(&scorer))[0].1.clone()
    };
    assert_eq!(set(3, r#"{"points": {"total": 3}}"#), "size=big");
    assert_eq!(set(3, r#"{"points": {"total": 4}}"#), "base size=big");
    assert_eq!(set(0, r#"{"points": {"total": 1}}"#), "base");
    assert_eq!(set(0, r#"{"all": ["size=big"]}"#), "size=big");
    // Small replaces big; no more points than either brings alone are possible.
    assert_eq!(set(-1, r#"{"points": {"total": 1}}"#), "base size=small");
}

/// A stage to be reached whose rule counts so many different things that the budget for one lead
/// doesn't suffice.
fn tangled() -> Scorer {
    let criteria: Vec<Criterion> = (0..90)
        .map(|n| yes_no(&format!("c{n}"), CriterionKind::Fit, 1 + n * n % 17))
        .collect();
    let counts = (2..9).map(|step| {
        let of: Vec<String> = (0..90)
            .filter(|n| n * n % 11 % step == 1)
            .map(|n| format!("\"c{n}\""))
            .collect();
        format!(r#"{{"count": {}, "of": [{}]}}"#, of.len() / 2, of.join(","))
    });
    let counts: Vec<String> = counts
        .filter(|count| !count.contains(r#""count": 0"#))
        .collect();
    let before = format!(
        r#"{{"at_least": [{}], "points": {{"total": 300}}}}"#,
        counts.join(",")
    );
    let mut definition = handing_off(criteria, json(r#"{"reached": "worthy"}"#));
    definition
        .stages
        .insert(1, stage("worthy", Some(json(&before))));
    Scorer::new(&definition)
}

#[test]
fn where_the_budget_for_one_lead_runs_out_that_is_said_and_no_set_is_named() {
    let scorer = tangled();
    let found = parts(&scorer, &Responses::unknown(&scorer));
    assert_eq!(found.len(), 1);
    let missing = &found[0];
    assert_eq!(
        (missing.part.as_str(), missing.proved),
        ("reached:worthy", false)
    );
    assert!(missing.smallest.is_empty());
    let json = serde_json::to_value(missing).unwrap();
    assert_eq!(json["proved"], false);
    let again = parts(&scorer, &Responses::unknown(&scorer));
    assert_eq!(found, again, "twice the same");
}

#[test]
fn nineteen_lack_the_first_listed_answer_that_brings_a_point() {
    let scorer = Scorer::new(&worked(Combine::Sum));
    let mut responses = only_holding(&scorer, &NINETEEN);
    assert_eq!(
        missing(&scorer, &responses),
        [("total:1".into(), "product=suited".into())]
    );
    set_truths(&scorer, &mut responses, &["demo=toured"], Truth::Yes);
    assert!(parts(&scorer, &responses).is_empty());
}

#[test]
fn without_funded_only_funded_is_missing() {
    let scorer = Scorer::new(&worked(Combine::Sum));
    let mut responses = Responses::unknown(&scorer);
    for c in 0..scorer.criterion_count() {
        (0..scorer.answer_count(c)).for_each(|l| responses.set(c, l, Truth::Yes));
    }
    set_truths(&scorer, &mut responses, &["money=funded"], Truth::No);
    assert_eq!(
        missing(&scorer, &responses),
        [("money=funded".into(), "money=funded".into())]
    );
}

#[test]
fn several_missing_parts_are_named_each_with_its_own_smallest_set() {
    let scorer = Scorer::new(&worked(Combine::Highest));
    let responses = only_holding(
        &scorer,
        &["vertical=other", "product=suited", "demo=toured"],
    );
    let verdict = scorer.verdict(&responses);
    assert_eq!(verdict.total, 6);
    assert_eq!(
        missing(&scorer, &responses),
        [
            ("money=funded".into(), "money=funded".into()),
            ("demo=one-to-one".into(), "demo=one-to-one".into()),
            (
                "vertical=expertise|adjacent".into(),
                "vertical=expertise".into()
            ),
            // 14 short: three fives, the earliest listed ones, one of them replacing `other`.
            (
                "total:14".into(),
                "vertical=expertise meeting=decision-maker specification".into()
            ),
        ]
    );
    assert_eq!(
        scorer.missing_parts(&responses).join(";"),
        "money=funded;demo=one-to-one;vertical=expertise|adjacent;total:14"
    );
}

#[rstest]
#[case(r#"{"any":["visit","study=yes"]}"#, &[], &[("any:visit/study=yes", "visit")])]
#[case(r#"{"none":["rival"]}"#, &["rival"], &[("not:rival", "")])]
#[case(r#"{"none":["size=big"]}"#, &["size=big"], &[("not:size=big", "size=small")])]
#[case(r#"{"at_least":{"count":3,"of":{"phase":"consideration"}}}"#, &["study"], &[("2:phase=consideration", "")])]
#[case(r#"{"at_least":{"count":2,"of":{"phase":"consideration"}}}"#, &[], &[("2:phase=consideration", "study demo=one")])]
#[case(r#"{"at_least":{"count":2,"of":{"covers":"need"}}}"#, &["study"], &[("1:covers=need", "size=big")])]
#[case(r#"{"at_least":{"count":2,"of":["visit","demo=one","demo=two"]}}"#, &["demo=one"], &[("1:visit/demo=one/demo=two", "visit")])]
#[case::cap_bites(r#"{"points":{"total":8}}"#, &["visit","size=big"], &[("total:2", "demo=one")])]
#[case::two_fives(r#"{"points":{"total":10}}"#, &[], &[("total:10", "size=big demo=one")])]
#[case::all_there_is(r#"{"points":{"total":3}}"#, &["size=big","bad=bounce"], &[("total:7", "study demo=one")])]
#[case::more_than_there_is(r#"{"points":{"total":4}}"#, &["size=big","bad=bounce"], &[("total:8", "")])]
#[case::replacing(r#"{"points":{"fit":5}}"#, &["size=small"], &[("fit:7", "size=big")])]
#[case::group(r#"{"points":{"web":2}}"#, &["visit"], &[("web:1", "study")])]
#[case::group_never(r#"{"points":{"web":3}}"#, &["visit"], &[("web:2", "")])]
#[case::stage(r#"{"reached":"worthy"}"#, &[], &[("reached:worthy", "size=big visit")])]
#[case::order(r#"{"reached":"worthy","points":{"total":9,"fit":5},"none":["rival"],"any":["visit"],"all":["study"]}"#, &["rival"],
    &[("study", "study"), ("any:visit", "visit"), ("not:rival", ""), ("fit:5", "size=big"),
      ("total:9", "size=big demo=one"), ("reached:worthy", "size=big visit")])]
#[case::malformed(r#"{"all":["gone"],"points":{"nowhere":3}}"#, &[], &[("gone", ""), ("nowhere:3", "")])]
#[case::nothing_written(r"{}", &[], &[("rule", "")])]
fn each_part_has_its_smallest_set(
    #[case] rule: &str,
    #[case] held: &[&str],
    #[case] expected: &[(&str, &str)],
) {
    let scorer = Scorer::new(&sample_definition(rule));
    let expected: Vec<(String, String)> = expected
        .iter()
        .map(|(part, smallest)| ((*part).into(), (*smallest).into()))
        .collect();
    assert_eq!(missing(&scorer, &only_holding(&scorer, held)), expected);
}

/// A lead in its final state if it gives no further answers: `one-of` criteria without an answer
/// that holds fall back to their `otherwise`. Also returns the answers fallen back to.
fn with_fallbacks(scorer: &Scorer, lead: &Responses) -> (Vec<(usize, usize)>, Responses) {
    let (mut fallen, mut end) = (Vec::new(), lead.clone());
    for c in 0..scorer.criterion_count() {
        if let Some(l) = scorer.otherwise(c).filter(|_| !holds(lead, c)) {
            (0..scorer.answer_count(c)).for_each(|l| end.set(c, l, Truth::No));
            end.set(c, l, Truth::Yes);
            fallen.push((c, l));
        }
    }
    (fallen, end)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_smallest_set_is_the_first_of_the_smallest(seed in 1_u64..u64::MAX) {
        let mut dice = Dice(seed);
        let scorer = Scorer::new(&definition(&mut dice));
        let lead = random_responses(&mut dice, &scorer);
        let (fallen, end) = with_fallbacks(&scorer, &lead);
        let held = |c: usize| held_answers(scorer.criteria()[c].combine, end.criterion_truths(c));
        let further = |c: usize, l: usize| !held(c).any(|h| h == l);
        let mut all = variants(&scorer, &end, further);
        all.sort_by_key(|(changed, _)| (changed.len(), changed.clone()));
        let rule = scorer.handoff_rule().unwrap();
        for (place, _) in scorer.unmet_parts(&lead) {
            let clause = &rule.clauses[place];
            let met = |responses: &Responses| scorer.unmet_parts(responses).iter().all(|(p, _)| *p != place);
            let expected = all.iter().find(|(_, a)| met(a)).map(|(changed, _)| {
                let stays = |(c, _): &&(usize, usize)| changed.iter().all(|(other, _)| other != c);
                let named = fallen.iter().filter(stays).filter(|(c, l)| clause_benefits(&scorer, clause, *c, *l));
                let mut set: Vec<_> = changed.iter().chain(named).copied().collect();
                set.sort_unstable();
                set
            });
            let found = smallest_for_clause(&scorer, clause, &lead, &Cancel::never()).expect("small enough");
            prop_assert_eq!(found.is_some(), expected.is_some());
            let found = found.unwrap_or_default();
            let indices: Vec<(usize, usize)> = found.iter().map(|r| {
                let c = scorer.criterion_index(r.criterion.as_str()).unwrap();
                (c, r.answers.first().map_or(0, |l| scorer.answer_index(c, l.as_str()).unwrap()))
            }).collect();
            prop_assert_eq!(indices, expected.unwrap_or_default(), "{:?}", clause);
        }
    }

    #[test]
    fn a_part_worked_out_by_hand_is_what_the_machine_says(seed in 1_u64..u64::MAX) {
        let mut dice = Dice(seed);
        let scorer = Scorer::new(&definition(&mut dice));
        let lead = random_responses(&mut dice, &scorer);
        let rule = scorer.handoff_rule().unwrap();
        for (place, _) in scorer.unmet_parts(&lead) {
            let clause = &rule.clauses[place];
            let mut solver = Solver::for_model(&scorer, &Cancel::never()).unwrap();
            let holds = solver.clauses_condition(0, std::slice::from_ref(clause)).unwrap();
            let machine = smallest_completion(&solver, holds, &lead, &Cancel::never());
            let by_hand = smallest_for_clause(&scorer, clause, &lead, &Cancel::never());
            prop_assert_eq!(by_hand, machine, "{:?}", clause);
        }
    }

    #[test]
    fn each_unmet_part_is_there_with_its_text(seed in 1_u64..u64::MAX) {
        let mut dice = Dice(seed);
        let scorer = Scorer::new(&definition(&mut dice));
        let lead = random_responses(&mut dice, &scorer);
        let texts: Vec<String> = parts(&scorer, &lead).into_iter().map(|m| m.part).collect();
        prop_assert_eq!(scorer.missing_parts(&lead), texts);
    }
}

/// Returns whether a clause asks for an answer, or for points it brings; for a stage, whether any
/// clause of its rule does.
fn clause_benefits(scorer: &Scorer, clause: &Clause, c: usize, l: usize) -> bool {
    let mentions = |w: &ResolvedRef| w.criterion == Some(c) && w.answers[l];
    match clause {
        Clause::All(reference) => mentions(reference),
        Clause::Any(of) | Clause::AtLeast { of, .. } => of.iter().any(mentions),
        Clause::Points { of, .. } => {
            let criterion = &scorer.criteria()[c];
            criterion.answers[l].points > 0
                && match of {
                    Measure::Total => true,
                    Measure::Kind(kind) => *kind == criterion.kind,
                    Measure::Group(g) => criterion.group == Some(*g),
                }
        }
        Clause::Reached(stage) => match &scorer.stages()[*stage].rule {
            EntryRule::Rule(rule) => rule
                .clauses
                .iter()
                .any(|part| clause_benefits(scorer, part, c, l)),
            _ => false,
        },
        Clause::AtLeastTopics { topics, .. } => topics.iter().flatten().any(mentions),
        Clause::Not(_) | Clause::Never(_) => false,
    }
}
