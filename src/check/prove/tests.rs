//! Tests with a small definition about which everything is known, and the effects of changing it.
//!
//! Size 3, visit 1, demo 3, quote 2, call 4: at most 13. An MQL fits in size, had a demo and has 7
//! points, so the smallest is size, visit and demo.

use rstest::rstest;
use serde_json::{Value, json};

use super::*;
use crate::check::Finding;
use crate::model::Definition;
use crate::proof::Budget;
use crate::scoring::Scorer;

fn small() -> Value {
    json!({
        "criteria": [
            {"id": "size", "name": "Size", "kind": "fit", "points": 3},
            {"id": "visit", "name": "Visit", "kind": "behaviour", "phase": "research", "points": 1},
            {"id": "demo", "name": "Demo", "kind": "behaviour", "phase": "consideration", "points": 3},
            {"id": "quote", "name": "Quote", "kind": "behaviour", "phase": "purchase", "points": 2},
            {"id": "call", "name": "Call", "kind": "behaviour", "phase": "consideration", "points": 4},
            {"id": "rival", "name": "Rival", "kind": "fit", "points": 0}],
        "stages": [
            {"id": "contact", "name": "Contact"},
            {"id": "lead", "name": "Lead", "rule": {"any": ["visit", "demo", "call"]}},
            {"id": "mql", "name": "MQL", "readiness": "sales-worthy",
             "rule": {"all": ["size", "demo"], "points": {"total": 7}, "reached": "lead"}},
            {"id": "ready", "name": "Ready", "readiness": "sales-ready",
             "rule": {"all": ["quote"], "reached": "mql"}}],
        "handoff": {"stage": "mql", "disposition": "forward"},
        "bands": [
            {"id": "low", "name": "Low", "disposition": "nurture"},
            {"id": "high", "name": "High", "from": 7, "disposition": "nurture"}],
        "routes": [
            {"id": "rival", "rule": {"any": ["rival"]}, "disposition": "discard", "even_if_qualified": true}],
        "dispositions": [
            {"id": "forward", "name": "Forward", "action": "forward"},
            {"id": "nurture", "name": "Nurture", "action": "nurture"},
            {"id": "discard", "name": "Discard", "action": "discard"}]
    })
}

/// Proves the small definition with the value at a path replaced; `-` appends to a list.
fn proved(path: &str, value: Value) -> Vec<Finding> {
    let mut definition = small();
    if let Some((parent, key)) = path.rsplit_once('/') {
        match definition.pointer_mut(parent).expect("the path is there") {
            Value::Array(list) if key == "-" => list.push(value),
            Value::Array(list) => list[key.parse::<usize>().unwrap()] = value,
            Value::Object(map) => {
                map.insert(key.into(), value);
            }
            _ => panic!("{path}"),
        }
    }
    let definition: Definition = serde_json::from_value(definition).unwrap();
    prove_all(&definition, &[], Budget::COMMAND, &|| false).1
}

fn finding_texts(findings: &[Finding]) -> Vec<String> {
    let text = |f: &Finding| format!("{} {} [{}]", f.code, f.place, f.witness.join(", "));
    findings.iter().map(text).collect()
}

const MQL: &str = "/stages/2/rule";
const READY: &str = "/stages/3/rule";
const WORTHY: &str = "A302 stage:ready [size, visit, demo]";
const ONE: &str = "A303 stage:mql [size, visit, demo]";

#[rstest]
#[case::sound("", json!(null), &[WORTHY, ONE])]
#[case::a156_points(MQL, json!({"all": ["size", "demo"], "points": {"total": 14}}), &["A156 stage:mql []"])]
#[case::a156_excluded(MQL, json!({"all": ["size"], "none": ["size"]}), &["A156 stage:mql [size]"])]
#[case::a230_parts(READY, json!({"all": ["quote"], "none": ["quote"]}), &["A230 stage:ready [quote]", WORTHY, ONE])]
#[case::a230_alone(READY, json!({"at_least": {"count": 3, "of": ["quote", "call"]}}), &["A230 stage:ready []", WORTHY, ONE])]
#[case::a231(READY, json!({"points": {"fit": 4}}), &["A231 stage:ready []", WORTHY, ONE])]
#[case::a232_a245(READY, json!({"reached": "mql"}), &["A232 stage:mql [size, visit, demo]", "A245 stage:ready []", ONE])]
#[case::a233_above("/bands/-", json!({"id": "top", "name": "Top", "from": 14}), &["A233 band:top []", WORTHY, ONE])]
#[case::a233_below("/bands/1/from", json!(0), &["A233 band:low []", WORTHY, ONE])]
#[case::a234_taken("/routes/-", json!({"id": "late", "rule": {"all": ["rival"]}, "disposition": "discard"}), &["A234 route:late [rival]", WORTHY, ONE])]
#[case::a234_never("/routes/-", json!({"id": "late", "rule": {"points": {"total": 14}}, "disposition": "discard"}), &["A234 route:late []", WORTHY, ONE])]
#[case::a235("/dispositions/-", json!({"id": "recycle", "name": "Recycle", "action": "recycle"}), &["A235 disposition:recycle []", WORTHY, ONE])]
#[case::a235_by_person("/stages/-", json!({"id": "sal", "name": "SAL", "decided_by": "person", "exits": [{"id": "off", "name": "Off", "disposition": "discard"}]}), &[WORTHY, ONE])]
// Size and demo are 6 points already, so no other points matter either.
#[case::a236_a239(&format!("{MQL}/points"), json!({"total": 6}), &[
    "A236 stage:mql []", "A239 criterion:visit []", "A239 criterion:quote []", "A239 criterion:call []",
    "A302 stage:ready [size, demo]", "A303 stage:mql [size, demo]"])]
#[case::a237_any(&format!("{MQL}/any"), json!(["demo", "call"]), &["A237 stage:mql []", WORTHY, ONE])]
#[case::a237_route("/routes/0/rule", json!({"all": ["rival"], "any": ["rival", "visit"]}), &["A237 route:rival []", WORTHY, ONE])]
// 11 of 13 points need size, demo and call.
#[case::a238(&format!("{MQL}/points"), json!({"total": 11}), &["A238 stage:mql []", "A302 stage:ready [size, visit, demo, call]"])]
// Size, demo and call are 10; without the call the others are 9, and so never matter.
#[case::not_a238(&format!("{MQL}/points"), json!({"total": 10}), &[
    "A239 criterion:visit []", "A239 criterion:quote []", "A302 stage:ready [size, demo, call]"])]
// A call is 4 points; so are size and a visit, which is research; size and a quote make no lead.
#[case::a240_a241_a243(MQL, json!({"points": {"total": 4}}), &[
    "A240 stage:mql [size, quote]", "A241 criterion:call [call]", "A243 stage:mql [size, visit]",
    "A302 stage:ready [call]", "A303 stage:mql [call]"])]
#[case::a242(MQL, json!({"points": {"total": 0}}), &[
    "A232 stage:contact []", "A232 stage:lead [visit]", "A240 stage:mql []", "A242 stage:mql []",
    "A302 stage:ready []"])]
fn each_code(#[case] path: &str, #[case] value: Value, #[case] expected: &[&str]) {
    assert_eq!(finding_texts(&proved(path, value)), expected);
}

#[test]
fn the_sentences() {
    let first = |path: &str, value: Value| proved(path, value).swap_remove(0).message;
    assert_eq!(
        first(MQL, json!({"points": {"total": 14}})),
        "no lead can qualify: its rule asks for 14 points in all, and no lead can have more than 13"
    );
    assert_eq!(
        first(
            READY,
            json!({"all": ["size", "demo"], "none": ["visit", "quote", "call"], "points": {"total": 7}})
        ),
        "no lead can reach `Ready`: no lead that meets the rest of the rule meets \"at least 7 points in all\""
    );
    assert_eq!(
        first(&format!("{MQL}/points"), json!({"total": 6})),
        "\"at least 6 points in all\" never matters in the rule of `MQL`: every lead that meets the rest has them"
    );
    assert_eq!(
        first("/bands/1/from", json!(0)),
        "no lead is in `Low`: the next one begins at 0, and every lead has at least 0 points"
    );
}

/// The demo has two answers: one to one for 7 points, a tour for 1.
fn demo_with_answers(tour: i64) -> Value {
    json!({"id": "demo", "name": "Demo", "kind": "behaviour", "phase": "consideration", "combine": "highest",
           "answers": [{"id": "one", "label": "One to one", "points": 7}, {"id": "tour", "label": "Tour", "points": tour}]})
}

/// Proves the small definition with that demo and 7 points for an MQL, whatever they are for.
fn decided_alone(tour: i64) -> Vec<Finding> {
    let mut definition = small();
    definition["criteria"][2] = demo_with_answers(tour);
    definition["stages"][2]["rule"] = json!({"points": {"total": 7}});
    let definition: Definition = serde_json::from_value(definition).unwrap();
    let (_, mut found) = prove_all(&definition, &[], Budget::COMMAND, &|| false);
    found.retain(|finding| ["A241", "A266"].contains(&finding.code));
    found
}

#[test]
fn a266_one_answer_of_several_decides() {
    let found = decided_alone(1);
    assert_eq!(finding_texts(&found), ["A266 answer:demo/one [demo=one]"]);
    assert_eq!(
        found[0].message,
        "`One to one` of `Demo` alone makes a lead qualify"
    );
}

#[test]
fn a241_if_every_answer_decides() {
    assert_eq!(
        finding_texts(&decided_alone(8)),
        ["A241 criterion:demo [demo=one]"]
    );
}

/// A room that let the criterion decide alone isn't asked again about its answer.
#[test]
fn a266_stands_with_the_waiver_of_its_criterion() {
    let waived = |code: &str, place: &str| {
        let waiver = json!({"id": "w", "code": code, "place": place, "reason": "it is enough"});
        let workshop = json!({ "waivers": [waiver] });
        let workshop: crate::model::Workshop = serde_json::from_value(workshop).unwrap();
        crate::check::is_waived(&workshop, &decided_alone(1)[0])
    };
    assert!(waived("A241", "criterion:demo"));
    assert!(waived("A266", "answer:demo/one"));
    assert!(!waived("A241", "criterion:call"));
}

#[test]
fn what_is_broken_is_not_asked_about() {
    // The rule names something removed and so can't hold: that is reported, not that nobody
    // qualifies.
    let codes = |path: &str, value: Value| -> Vec<&'static str> {
        proved(path, value).iter().map(|f| f.code).collect()
    };
    assert!(!codes(MQL, json!({"all": ["gone"]})).contains(&"A156"));
    assert_eq!(
        codes("/criteria/0/answers", json!([{"id": "a", "label": "A"}])),
        [""; 0]
    );
    assert_eq!(codes("/criteria", json!([])), [""; 0]);
}

#[test]
fn who_stops_it_gets_nothing() {
    let definition: Definition = serde_json::from_value(small()).unwrap();
    assert_eq!(prove_all(&definition, &[], Budget::COMMAND, &|| true).1, []);
}

/// Most points are seen to matter without a proof; nothing is claimed of those that don't.
#[test]
fn points_on_the_edge() {
    let edge = |total: i64| -> Vec<String> {
        let mut definition = small();
        definition["stages"][2]["rule"]["points"]["total"] = total.into();
        let definition: Definition = serde_json::from_value(definition).unwrap();
        let scorer = Scorer::new(&definition);
        let criteria = definition.criteria.iter().enumerate();
        criteria
            .filter(|(c, _)| idle_points::has_borderline_lead(&definition, &scorer, *c))
            .map(|(_, criterion)| criterion.id.to_string())
            .collect()
    };
    // 7: size and demo are 6, and any of the others makes 7.
    assert_eq!(edge(7), ["size", "visit", "demo", "quote", "call"]);
    // 6: size and demo are enough.
    assert_eq!(edge(6), ["size", "demo"]);
}
