//! Tests of rules, stages and dispositions.

use rstest::rstest;

use super::*;
use crate::model::{Covers, DecidedBy, Group, Phase, ServiceLevel};

/// Fit: size 5/-2. Behaviour: visit 1, study (consideration, need) 2, demo one 5/two 0
/// (consideration), bad -9 (consideration), rival 0. The group web caps visit and study at 2.
pub(crate) fn sample_definition(rule: &str) -> Definition {
    use CriterionKind::{Behaviour, Fit};
    let mut criteria = vec![
        levelled_criterion("size", Fit, Combine::OneOf, &[("big", 5), ("*small", -2)]),
        yes_no("visit", Behaviour, 1),
        yes_no("study", Behaviour, 2),
        levelled_criterion("demo", Behaviour, Combine::Sum, &[("one", 5), ("two", 0)]),
        levelled_criterion("bad", Behaviour, Combine::Sum, &[("bounce", -9)]),
        yes_no("rival", Fit, 0),
    ];
    for c in [2, 3, 4] {
        criteria[c].phase = Some(Phase::Consideration);
    }
    criteria[0].phase = Some(Phase::Consideration); // not a behaviour: never counted for a phase
    criteria[2].covers = vec![Covers::Need];
    criteria[0].covers = vec![Covers::Need, Covers::Money];
    let mut definition = handing_off(criteria, json(rule));
    definition.groups = vec![Group {
        id: id("web"),
        name: "Web".into(),
        of: vec![id("visit"), id("study")],
        min: None,
        max: Some(2),
    }];
    definition.stages.insert(
        1,
        stage(
            "worthy",
            Some(json(r#"{"all":["size"],"any":["visit","study"]}"#)),
        ),
    );
    definition
}

#[rstest]
#[case::bare_yes_no_whatever_its_points(r#"{"all":["rival"]}"#, &["rival"], true)]
#[case::bare_with_a_positive_level(r#"{"all":["size"]}"#, &["size=big"], true)]
#[case::bare_without_a_positive_level(r#"{"all":["size"]}"#, &["size=small"], false)]
#[case::bare_zero_is_not_positive(r#"{"all":["demo"]}"#, &["demo=two"], false)]
#[case::one_of_these_levels(r#"{"all":["size=big|small"]}"#, &["size=small"], true)]
#[case::yes_by_name(r#"{"all":["visit=yes"]}"#, &["visit"], true)]
#[case::all_needs_all(r#"{"all":["visit","study"]}"#, &["visit"], false)]
#[case::any_needs_one(r#"{"any":["visit","study"]}"#, &["study"], true)]
#[case::any_has_none(r#"{"any":["visit","study"]}"#, &["rival"], false)]
#[case::none_is_free(r#"{"none":["rival"]}"#, &["visit"], true)]
#[case::none_is_hit(r#"{"none":["visit","rival"]}"#, &["rival"], false)]
#[case::count_met(r#"{"at_least":{"count":2,"of":["visit","study","rival"]}}"#, &["visit","rival"], true)]
#[case::count_short(r#"{"at_least":{"count":2,"of":["visit","study","rival"]}}"#, &["visit"], false)]
#[case::one_criterion_counts_once(r#"{"at_least":{"count":2,"of":["demo=one","demo=two","visit"]}}"#, &["demo=one","demo=two"], false)]
#[case::one_criterion_and_another(r#"{"at_least":{"count":2,"of":["demo=one","demo=two","visit"]}}"#, &["demo=two","visit"], true)]
#[case::phase_counts_behaviours(r#"{"at_least":{"count":2,"of":{"phase":"consideration"}}}"#, &["study","demo=one"], true)]
#[case::phase_leaves_fit_out(r#"{"at_least":{"count":2,"of":{"phase":"consideration"}}}"#, &["study","size=big"], false)]
#[case::phase_needs_positive_levels(r#"{"at_least":{"count":1,"of":{"phase":"consideration"}}}"#, &["bad=bounce","demo=two"], false)]
#[case::covers(r#"{"at_least":{"count":2,"of":{"covers":"need"}}}"#, &["study","size=big"], true)]
#[case::several_counts_all_hold(r#"{"at_least":[{"count":1,"of":["visit"]},{"count":1,"of":["study"]}]}"#, &["visit"], false)]
#[case::total_met(r#"{"points":{"total":7}}"#, &["size=big","study"], true)]
#[case::total_short(r#"{"points":{"total":8}}"#, &["size=big","study"], false)]
#[case::fit(r#"{"points":{"fit":5}}"#, &["size=big"], true)]
#[case::behaviour(r#"{"points":{"behaviour":1}}"#, &["size=big"], false)]
#[case::group_met(r#"{"points":{"web":2}}"#, &["visit","study"], true)]
#[case::group_capped(r#"{"points":{"web":3}}"#, &["visit","study"], false)]
#[case::minimum_below_zero(r#"{"points":{"total":-2}}"#, &["size=small"], true)]
#[case::reached(r#"{"reached":"worthy"}"#, &["size=big","visit"], true)]
#[case::not_reached(r#"{"reached":"worthy"}"#, &["size=big"], false)]
#[case::reached_without_rule(r#"{"reached":"contact"}"#, &[], true)]
#[case::all_parts_hold(r#"{"all":["visit"],"none":["rival"],"points":{"total":1}}"#, &["visit"], true)]
#[case::empty_rule(r"{}", &["visit"], false)]
#[case::empty_list(r#"{"none":[]}"#, &["visit"], false)]
#[case::no_minima(r#"{"points":{}}"#, &["visit"], false)]
#[case::gone(r#"{"all":["gone"]}"#, &["visit"], false)]
#[case::gone_level(r#"{"all":["demo=gone"]}"#, &["demo=one"], false)]
#[case::gone_and_there(r#"{"all":["demo=gone|one"]}"#, &["demo=one"], true)]
#[case::no_such_group(r#"{"points":{"gone":-5}}"#, &["visit"], false)]
#[case::count_of_zero(r#"{"at_least":{"count":0,"of":["visit"]}}"#, &["visit"], false)]
#[case::reached_gone(r#"{"reached":"gone"}"#, &["visit"], false)]
#[case::reached_itself(r#"{"reached":"mql"}"#, &["visit"], false)]
fn rules(#[case] rule: &str, #[case] held: &[&str], #[case] qualified: bool) {
    let scorer = Scorer::new(&sample_definition(rule));
    assert_eq!(scorer.qualifies(&only_holding(&scorer, held)), qualified);
}

#[rstest]
#[case::unknown_does_not_hold(r#"{"all":["visit"]}"#, false)]
#[case::nor_does_it_exclude(r#"{"none":["visit"]}"#, true)]
fn unknown_counts_as_not_holding(#[case] rule: &str, #[case] qualified: bool) {
    let scorer = Scorer::new(&sample_definition(rule));
    assert_eq!(scorer.qualifies(&Responses::unknown(&scorer)), qualified);
}

#[rstest]
#[case::without_a_rule(&[], "contact")]
#[case::furthest(&["size=big", "visit"], "worthy")]
#[case::whatever_comes_before(&["rival"], "mql")]
fn the_stage_is_the_furthest_computed_one_whose_rule_holds(
    #[case] held: &[&str],
    #[case] stage_name: &str,
) {
    let mut definition = sample_definition(r#"{"all":["rival"]}"#);
    definition.stages.push(Stage {
        decided_by: Some(DecidedBy::Person),
        ..stage("sal", None)
    });
    let scorer = Scorer::new(&definition);
    let outcome = scorer.outcome(&only_holding(&scorer, held));
    let found = outcome.stage.and_then(|s| scorer.stage_id(s));
    assert_eq!(found.unwrap(), &stage_name);
}

#[test]
fn without_a_stage_that_holds_stage_and_readiness_are_empty() {
    let mut definition = sample_definition(r#"{"all":["rival"]}"#);
    definition.stages.remove(0);
    let verdict = verdict_on(&definition, &[]);
    assert_eq!((verdict.stage, verdict.readiness), (None, None));
}

#[rstest]
#[case::no_hand_off(|d: &mut Definition| d.handoff = None)]
#[case::no_rule(|d: &mut Definition| d.stages[2].rule = None)]
#[case::no_such_stage(|d: &mut Definition| d.handoff.as_mut().unwrap().stage = id("gone"))]
#[case::a_person_decides(|d: &mut Definition| d.stages[2].decided_by = Some(DecidedBy::Person))]
fn without_a_rule_at_the_hand_off_nobody_qualifies(#[case] change: fn(&mut Definition)) {
    let mut definition = sample_definition(r#"{"all":["visit"]}"#);
    change(&mut definition);
    let scorer = Scorer::new(&definition);
    assert!(!scorer.has_handoff_rule());
    let responses = Responses::uniform(&scorer, Truth::Yes);
    let verdict = scorer.verdict(&responses);
    assert!(!verdict.qualified && scorer.missing_parts(&responses).is_empty());
    assert_eq!(verdict.could_qualify, Some(false));
}

/// Bands cold (recycle), warm from 1 (nurture), hot from 5 (recycle; qualified: fast).
fn deciding() -> Definition {
    use DispositionAction::{Discard, Forward, Nurture, Recycle};
    let mut definition = sample_definition(r#"{"all":["visit"]}"#);
    definition.dispositions = vec![
        disposition("forward", Forward),
        disposition("fast", Forward),
        disposition("nurture", Nurture),
        disposition("recycle", Recycle),
        disposition("discard", Discard),
    ];
    let band = |name: &str, from, to: &str, qualified: Option<&str>| Band {
        id: id(name),
        name: name.into(),
        from,
        disposition: Some(id(to)),
        qualified: qualified.map(id),
    };
    definition.bands = vec![
        band("cold", None, "recycle", None),
        band("warm", Some(1), "nurture", None),
        band("hot", Some(5), "recycle", Some("fast")),
    ];
    let route = |name: &str, rule: &str, to: &str, even_if_qualified| Route {
        id: id(name),
        rule: Some(json(rule)),
        disposition: id(to),
        even_if_qualified,
        ..Route::default()
    };
    definition.routes = vec![
        route("small", r#"{"all":["size=small"]}"#, "nurture", false),
        route("tried", r#"{"all":["study"]}"#, "discard", false),
        route("rival", r#"{"all":["rival"]}"#, "discard", true),
    ];
    definition
}

#[rstest]
#[case::band(&[], "recycle", "band:cold")]
#[case::handoff(&["visit"], "forward", "handoff")]
#[case::band_of_the_qualified(&["visit","size=big"], "fast", "band-qualified:hot")]
#[case::band_of_the_others(&["size=big"], "recycle", "band:hot")]
#[case::first_route(&["size=small","study"], "nurture", "route:small")]
#[case::route_before_band(&["study"], "discard", "route:tried")]
#[case::routes_leave_the_qualified(&["size=small","visit"], "forward", "handoff")]
#[case::but_for_some(&["visit","rival"], "discard", "route:rival")]
#[case::which_come_first(&["size=small","rival"], "discard", "route:rival")]
fn dispositions(#[case] held: &[&str], #[case] next: &str, #[case] decided_by: &str) {
    let verdict = verdict_on(&deciding(), held);
    assert_eq!(verdict.disposition.unwrap(), next);
    assert_eq!(verdict.decided_by.unwrap(), decided_by);
}

#[test]
fn a_draft_without_bands_says_nothing_of_the_unqualified() {
    let mut definition = deciding();
    definition.bands.clear();
    let verdict = verdict_on(&definition, &[]);
    assert_eq!(
        (verdict.band, verdict.disposition, verdict.decided_by),
        (None, None, None)
    );
}

#[rstest]
#[case::of_the_hand_off(&["visit"], Some(48))]
#[case::its_own(&["visit", "size=big"], Some(4))]
#[case::none_where_it_does_not_forward(&[], None)]
fn the_service_level_is_its_own_or_where_it_forwards_the_hand_offs(
    #[case] held: &[&str],
    #[case] expected: Option<u32>,
) {
    let hours = |h| ServiceLevel {
        response_hours: Some(h),
        attempts: None,
    };
    let mut definition = deciding();
    definition.handoff.as_mut().unwrap().service_level = Some(hours(48));
    definition.dispositions[1].service_level = Some(hours(4));
    let found = verdict_on(&definition, held).service_level;
    assert_eq!(found, expected.map(hours));
}

#[test]
fn a_reached_chain_that_goes_round_never_holds() {
    let mut definition = sample_definition(r#"{"reached":"worthy"}"#);
    definition.stages[1].rule = Some(json(r#"{"all":["visit"],"reached":"mql"}"#));
    let scorer = Scorer::new(&definition);
    assert!(!scorer.qualifies(&Responses::uniform(&scorer, Truth::Yes)));
}

#[test]
fn unused_parts_of_a_rule_are_not_parts() {
    let at_least = AtLeast {
        count: 1,
        of: CountScope::References(refs(&["visit"])),
    };
    let rule = Rule {
        at_least: vec![at_least],
        ..Rule::default()
    };
    let mut definition = sample_definition(r#"{"all":["visit"]}"#);
    definition.stages[2].rule = Some(rule);
    let scorer = Scorer::new(&definition);
    assert_eq!(
        scorer.missing_parts(&Responses::unknown(&scorer)),
        ["1:visit"]
    );
}
