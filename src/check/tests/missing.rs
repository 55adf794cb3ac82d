//! Findings about what an agreement should say and doesn't: the report back, the commitments, the
//! metrics, the checklist, the nurture tracks, and what becomes of leads that aren't ready to buy.

use std::sync::Arc;

use rstest::rstest;
use serde_json::{Value, json};

use super::{D, changed, check, finding_texts, sound, today, unmet_targets};
use crate::model::Definition;

#[rstest]
#[case::a221_silent("handoff/report_back", json!({"system": " ", "outcomes": [""]}), &["A221 handoff:handoff"])]
#[case::a260_no_step("tracks/0/step", json!(null), &["A260 track:early"])]
#[case::a260_no_content("tracks/0/content", json!([" "]), &["A260 track:early"])]
#[case::a260_no_exit("tracks/0/exit", json!(""), &["A260 track:early"])]
#[case::a261("stages/4/exits", json!([]), &["A261 settings:settings"])]
#[case::a261_discarded("stages/4/exits/0/disposition", json!("discard"), &["A261 settings:settings"])]
#[case::a261_without_a_track("stages/4/exits/0/disposition", json!("forward"), &["A261 settings:settings"])]
#[case::a262_sales("handoff/commitments/sales", json!(" "), &["A262 handoff:handoff"])]
#[case::a262_both("handoff/commitments", json!(null), &["A262 handoff:handoff", "A262 handoff:handoff"])]
#[case::a263("metrics", json!([]), &["A263 settings:settings"])]
#[case::a263_others("metrics/0", json!({"id": "clicks", "name": "Clicks"}), &["A263 settings:settings"])]
#[case::a264("stages/4/checklist", json!([""]), &["A264 stage:sql"])]
#[case::a265("handoff/report_back/by", json!(""), &["A265 handoff:handoff"])]
fn each_code(#[case] path: &str, #[case] value: Value, #[case] expected: &[&str]) {
    let session = changed(&format!("{D}/{path}"), value);
    assert_eq!(finding_texts(&check(&session, today())), expected);
}

/// A session in which nothing leads the leads that meet the criteria and aren't ready anywhere,
/// with the value at a path of its definition replaced.
fn not_ready(path: &str, value: Value) -> Vec<String> {
    let mut session = changed(&format!("{D}/{path}"), value);
    Arc::make_mut(&mut session.definition).stages[4]
        .exits
        .clear();
    let found = finding_texts(&check(&session, today()));
    let about = |text: &String| text.starts_with("A261");
    found.into_iter().filter(about).collect()
}

#[rstest]
#[case::a_route_that_asks_for_fit("routes/-", json!({"id": "later", "rule": {"all": ["vertical=in"]}, "disposition": "nurture"}), 0)]
#[case::a_route_by_stage("routes/-", json!({"id": "later", "rule": {"reached": "lead"}, "disposition": "nurture"}), 0)]
#[case::a_route_that_asks_for_no_fit("routes/-", json!({"id": "later", "rule": {"all": ["visit"]}, "disposition": "nurture"}), 1)]
#[case::a_route_to_discard("routes/-", json!({"id": "later", "rule": {"all": ["vertical=in"]}, "disposition": "discard"}), 1)]
#[case::a_band_of_qualified_leads("bands/1/qualified", json!("nurture"), 0)]
#[case::a_lowest_band("bands/0/name", json!("Lowest"), 1)]
#[case::a_name("dispositions/1/name", json!("Meets the criteria, not ready to buy"), 0)]
#[case::a_track_that_serves_them("tracks/0/serves", json!("Leads that aren't ready to buy."), 0)]
#[case::no_handoff("handoff", json!(null), 0)]
fn what_keeps_the_leads_that_are_not_ready(
    #[case] path: &str,
    #[case] value: Value,
    #[case] findings: usize,
) {
    assert_eq!(not_ready(path, value).len(), findings);
}

/// Each finding that names what is missing, with the field Enter goes to.
#[rstest]
#[case("tracks/0", json!({"id": "early", "name": "Early"}), "track `Early` has no buying step, no content and no way back into scoring", "step")]
#[case("tracks/0/exit", json!(null), "track `Early` has no way back into scoring", "exit")]
#[case("handoff/report_back", json!({"system": "CRM"}), "the report back doesn't say what is reported, who reports it or by when", "report_outcomes")]
#[case("handoff/report_back/within_hours", json!(null), "the report back doesn't say by when", "report_hours")]
#[case("handoff/commitments/marketing", json!(null), "Marketing commits to nothing at the hand-off", "marketing_commits")]
#[case("stages/4/checklist", json!(null), "`SQL` has no checklist", "checklist")]
fn what_is_missing_is_named_with_its_field(
    #[case] path: &str,
    #[case] value: Value,
    #[case] message: &str,
    #[case] field: &str,
) {
    let found = check(&changed(&format!("{D}/{path}"), value), today());
    assert_eq!(found[0].message, message);
    assert_eq!(found[0].field(), Some(field));
}

#[test]
fn without_buying_steps_a_track_needs_none() {
    let mut session = changed(&format!("{D}/tracks/0/step"), json!(null));
    Arc::make_mut(&mut session.definition).journeys.clear();
    let found = finding_texts(&check(&session, today()));
    assert!(!found.contains(&"A260 track:early".into()), "{found:?}");
}

/// What is said of targets of these periods if 45 of 300 recorded leads qualify.
fn compared(targets: &[(&str, u32)]) -> Option<(String, String)> {
    let mut definition: Definition = serde_json::from_value(sound()["definition"].clone()).unwrap();
    let target = |(at, (period, qualified)): (usize, &(&str, u32))| {
        let target = json!({"id": format!("t{at}"), "persona": "buyer", "segment": "industry",
                            "period": period, "qualified": qualified});
        serde_json::from_value(target).unwrap()
    };
    definition.targets = targets.iter().enumerate().map(target).collect();
    let finding = unmet_targets(&definition, 300, 45)?;
    Some((finding.place.to_string(), finding.message))
}

#[rstest]
#[case::enough(&[("2027-Q1", 40), ("2027-Q2", 45)], None)]
#[case::a_sum(&[("2027-Q2", 10), ("2027-Q1", 40), ("2027-Q1", 6)], Some(("target:t1", "of the 300 leads in the file 45 qualify; the targets ask for 46 in 2027-Q1")))]
#[case::no_period(&[("", 46)], Some(("target:t0", "of the 300 leads in the file 45 qualify; the targets ask for 46")))]
#[case::none(&[], None)]
fn targets_that_recorded_leads_do_not_meet(
    #[case] targets: &[(&str, u32)],
    #[case] expected: Option<(&str, &str)>,
) {
    let expected = expected.map(|(place, message)| (place.to_owned(), message.to_owned()));
    assert_eq!(compared(targets), expected);
}
