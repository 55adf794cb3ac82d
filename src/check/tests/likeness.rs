//! Findings about things that are too alike, and about where data comes from.

use serde_json::json;

use super::{D, changed, finding_texts, sound, today};
use crate::check::{Finding, check, needs_waiver};
use crate::model::Session;

/// The message and field of a change's only finding.
fn only(path: &str, value: serde_json::Value) -> (String, Option<&'static str>) {
    let mut found = check(&changed(&format!("{D}/{path}"), value), today());
    assert_eq!(found.len(), 1, "{found:?}");
    let finding = found.remove(0);
    let field = finding.field();
    (finding.message, field)
}

#[test]
fn what_a_criterion_lacks_is_named_and_leads_to_its_field() {
    let rival = json!({"id": "rival", "name": "Rival", "kind": "fit", "points": 0});
    let (message, field) = only("criteria/3", rival);
    assert_eq!(
        message,
        "`Rival` doesn't say where its data can be seen, nor whether it is collected"
    );
    assert_eq!(field, Some("source"));
    let (message, field) = only("criteria/0/collected", json!(null));
    assert_eq!(
        message,
        "`Vertical` doesn't say whether its data is collected"
    );
    assert_eq!(field, Some("collected"));
}

#[test]
fn a_name_that_stands_twice_is_found_within_its_kind() {
    let (message, field) = only("criteria/3/name", json!("demo"));
    assert_eq!(message, "there is another criterion called `demo`");
    assert_eq!(field, Some("name"));
    let (message, _) = only("criteria/2/answers/1/label", json!("One to one"));
    assert_eq!(message, "there is another answer called `One to one`");
    let (message, _) = only("terms/0/name", json!("SQL"));
    assert_eq!(message, "there is a stage called `SQL`");
}

#[test]
fn two_people_and_two_sample_leads_of_one_name_are_found() {
    let people = json!([
        {"id": "tom", "name": "Tom Brackley", "side": "sales"},
        {"id": "tom-2", "name": "tom  brackley", "side": "marketing"}]);
    let found = check(
        &changed("/workshop", json!({"participants": people})),
        today(),
    );
    assert_eq!(finding_texts(&found), ["A251 participant:tom-2"]);
    let session = changed("/samples/-", json!({"id": "ann-2", "name": "ann"}));
    assert_eq!(
        finding_texts(&check(&session, today())),
        ["A251 sample:ann-2"]
    );
}

#[test]
fn the_same_words_under_two_names_are_found() {
    let (message, field) = only("terms/0/definition", json!("sales took it on"));
    assert_eq!(
        message,
        "`Sales accepted lead` and `Prospect` have the same definition"
    );
    assert_eq!(field, Some("definition"));
}

/// Terms of these ids and definitions beside the sound session's only one.
fn with_terms(terms: &[(&str, &str)]) -> Vec<String> {
    let mut session = sound();
    for (id, definition) in terms {
        let term = json!({"id": id, "name": id.replace('-', " "), "definition": definition});
        let list = session["definition"]["terms"].as_array_mut();
        list.expect("a list").push(term);
    }
    let session: Session = serde_json::from_value(session).expect("a session");
    finding_texts(&check(&session, today()))
}

#[test]
fn the_terms_sales_worthy_and_sales_ready_must_differ() {
    let worthy = ("sales-worthy", "It fits, and it has asked.");
    let ready = ("sales-ready", "It fits and it has asked");
    assert_eq!(with_terms(&[worthy, ready]), ["A190 term:sales-ready"]);
    assert_eq!(with_terms(&[ready, worthy]), ["A190 term:sales-ready"]);
    let as_the_stage = ("sales-ready", "Fits and saw a demo.");
    assert_eq!(with_terms(&[as_the_stage]), ["A190 term:sales-ready"]);
}

#[test]
fn stages_called_sales_worthy_and_sales_ready_must_differ() {
    let mut session = sound();
    let stages = &mut session["definition"]["stages"];
    for (at, name) in [(0, "Sales-worthy"), (4, "Sales-ready lead")] {
        stages[at]["name"] = json!(name);
        stages[at]["definition"] = json!("Fits, and has asked for a quote.");
        stages[at]["readiness"] = json!("none");
    }
    let session: Session = serde_json::from_value(session).expect("a session");
    let found = finding_texts(&check(&session, today()));
    assert!(found.contains(&"A190 stage:sql".into()), "{found:?}");
}

#[test]
fn questions_buckets_and_routing_rules_of_one_name_are_found() {
    let mut session = sound();
    let questions = json!([{"id": "a", "name": "Why us?"}, {"id": "b", "name": "why  us?"}]);
    session["workshop"] = json!({"questions": questions});
    let buckets = json!([{"id": "a", "name": "Won"}, {"id": "b", "name": "won"}]);
    session["data"] = json!({"buckets": buckets});
    let route = &mut session["definition"]["routes"];
    route[0]["name"] = json!("Rival");
    let again = json!({"id": "again", "name": "rival", "rule": {"any": ["visit"]}, "disposition": "discard"});
    route.as_array_mut().expect("a list").push(again);
    let session: Session = serde_json::from_value(session).expect("a session");
    assert_eq!(
        finding_texts(&check(&session, today())),
        ["A251 question:b", "A251 bucket:b", "A251 route:again"]
    );
}

#[test]
fn a_term_for_a_kind_of_lead_is_not_defined_by_contact_details() {
    let only = "A name and a direct number";
    assert_eq!(with_terms(&[("hot-lead", only)]), ["A203 term:hot-lead"]);
    assert_eq!(with_terms(&[("business-card", only)]), [""; 0]);
}

#[test]
fn what_a_later_stage_requires_is_found_and_needs_no_waiver() {
    let mut session = sound();
    let definition = &mut session["definition"];
    definition["criteria"][3]["collected"] = json!("never");
    definition["stages"][4]["decided_by"] = json!(null);
    definition["stages"][4]["rule"] = json!({"reached": "mql", "all": ["rival"]});
    let session: Session = serde_json::from_value(session).expect("a session");
    let found = check(&session, today());
    assert_eq!(finding_texts(&found), ["A253 criterion:rival"]);
    assert!(!needs_waiver(found[0].code));
}

/// Another stage asks for `rival`, which is never collected.
fn never_collected(rule: serde_json::Value) -> Vec<Finding> {
    let mut session = sound();
    let definition = &mut session["definition"];
    definition["criteria"][3]["collected"] = json!("never");
    definition["stages"][0]["rule"] = rule;
    let session: Session = serde_json::from_value(session).expect("a session");
    check(&session, today())
}

#[test]
fn any_stage_that_asks_for_what_is_never_collected_is_found() {
    let found = never_collected(json!({"all": ["rival", "visit"]}));
    assert_eq!(finding_texts(&found), ["A253 criterion:rival"]);
    let message = "`Contact` asks for `rival`, which is never collected";
    assert_eq!(found[0].message, message);
    // Another answer will do.
    let any = json!({"all": ["vertical", "visit"], "any": ["rival", "demo"]});
    assert_eq!(finding_texts(&never_collected(any)), [""; 0]);
}
