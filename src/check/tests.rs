//! Tests with one sound session without findings and, for each code, a change that triggers it
//! alone.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use rstest::rstest;
use serde_json::{Value, json};

use super::*;
use crate::model::{Kind, Session};

mod likeness;
mod missing;

/// A session without findings.
fn sound() -> Value {
    json!({"accord": "session/1", "name": "Sound", "definition": {
        "segments": [{"id": "industry", "name": "Industry", "when": {"field": "size", "min": 1}}],
        "personas": [{"id": "buyer", "name": "Buyer", "when": {"field": "title", "is": "buyer"}}],
        "journeys": [{"id": "way", "persona": "buyer", "segment": "industry", "steps": [
            {"id": "look", "name": "Look", "phase": "research", "stage": "contact", "behaviours": ["visit"]},
            {"id": "know", "name": "Know", "phase": "research", "stage": "lead", "behaviours": ["visit"]},
            {"id": "weigh", "name": "Weigh", "phase": "consideration", "stage": "mql", "behaviours": ["demo"]},
            {"id": "talk", "name": "Talk", "phase": "purchase", "stage": "sal", "behaviours": ["demo"]},
            {"id": "buy", "name": "Buy", "phase": "purchase", "stage": "sql", "behaviours": ["demo"]}]}],
        "stages": [
            {"id": "contact", "name": "Contact", "definition": "A company nobody has checked.", "owner": "M"},
            {"id": "lead", "name": "Lead", "definition": "Fits and came to see us.", "owner": "M",
             "synonyms": ["Suspect"], "rule": {"all": ["vertical", "visit"]}},
            {"id": "mql", "name": "Marketing qualified lead (MQL)", "definition": "Fits and saw the demo.",
             "owner": "M", "readiness": "sales-worthy",
             "rule": {"reached": "lead", "all": ["demo=one"], "points": {"total": 5}}},
            {"id": "sal", "name": "Sales accepted lead", "definition": "Sales took it on.", "owner": "S",
             "readiness": "sales-worthy", "decided_by": "person", "exits": [
                {"id": "on", "name": "On", "outcome": "develop", "stage": "sql"},
                {"id": "off", "name": "Off", "outcome": "discard", "disposition": "discard"},
                {"id": "back", "name": "Back", "outcome": "send-back", "track": "early"}]},
            {"id": "sql", "name": "SQL", "definition": "Asked for a quote.", "owner": "S",
             "readiness": "sales-ready", "decided_by": "person", "checklist": ["A need"],
             "exits": [{"id": "wait", "name": "Put off", "disposition": "nurture"}]}],
        "terms": [{"id": "prospect", "name": "Prospect", "definition": "A lead with a date."}],
        "metrics": [{"id": "reach-rate", "name": "Reach rate"}],
        "targets": [{"id": "q1", "persona": "buyer", "segment": "industry", "qualified": 5, "activity": "Fair"}],
        "criteria": [
            {"id": "vertical", "name": "Vertical", "kind": "fit", "expression": "explicit", "combine": "one-of",
             "source": "CRM", "collected": "now",
             "answers": [{"id": "in", "label": "In it", "points": 5, "when": {"field": "industry", "in": ["a"]}},
                        {"id": "out", "label": "Not in it", "points": 0, "otherwise": true}]},
            {"id": "visit", "name": "Visit", "kind": "behaviour", "example": "Ann", "points": 1, "source": "Web", "collected": "now", "when": {"event": "visit"}},
            {"id": "demo", "name": "Demo", "kind": "behaviour", "example": "Ann", "expression": "implicit", "combine": "highest",
             "source": "CRM", "collected": "now",
             "answers": [{"id": "one", "label": "One to one", "points": 5},
                        {"id": "tour", "label": "Tour", "points": 1}]},
            {"id": "rival", "name": "Rival", "kind": "fit", "points": 0, "source": "CRM", "collected": "now"}],
        "groups": [{"id": "web", "name": "Web", "of": ["visit"], "max": 3}],
        "handoff": {"stage": "mql", "disposition": "forward", "to": "S",
                    "report_back": {"system": "CRM", "within_hours": 120, "by": "Whoever called", "outcomes": ["accepted"]},
                    "commitments": {"sales": "We call them all.", "marketing": "We pass on no others."},
                    "service_level": {"response_hours": 48, "attempts": {"min": 5, "max": 9}}},
        "bands": [{"id": "low", "name": "Low", "disposition": "nurture"},
                  {"id": "high", "name": "High", "from": 5, "disposition": "nurture", "qualified": "forward"}],
        "routes": [{"id": "rival", "rule": {"any": ["rival"]}, "disposition": "discard", "even_if_qualified": true}],
        "dispositions": [
            {"id": "forward", "name": "Forward", "action": "forward", "owner": "S"},
            {"id": "nurture", "name": "Nurture", "action": "nurture", "owner": "M", "track": "early"},
            {"id": "discard", "name": "Discard", "action": "discard", "owner": "M", "track": "none"}],
        "tracks": [{"id": "early", "name": "Early", "step": "look",
             "content": ["A guide"], "exit": "A demo"}]},
      "samples": [{"id": "ann", "name": "Ann", "yes": ["visit", "demo=one"], "no": ["vertical=in"]}]
    })
}

fn today() -> Date {
    "2026-11-21".parse().unwrap()
}

/// The sound session with the value at a path replaced (removed, if `null`).
fn changed(path: &str, value: Value) -> Session {
    let mut session = sound();
    let (parent, key) = path.rsplit_once('/').unwrap();
    let parent = session
        .pointer_mut(parent)
        .unwrap_or_else(|| panic!("{path}"));
    match parent {
        Value::Array(list) => {
            if key == "-" {
                list.push(value);
            } else {
                list[key.parse::<usize>().unwrap()] = value;
            }
        }
        Value::Object(map) if value.is_null() => {
            assert!(map.remove(key).is_some(), "{path} is there to take out");
        }
        Value::Object(map) => {
            map.insert(key.into(), value);
        }
        _ => panic!("{path}"),
    }
    serde_json::from_value(session).unwrap()
}

fn finding_texts(findings: &[Finding]) -> Vec<String> {
    let shown = findings.iter().map(|f| format!("{} {}", f.code, f.place));
    shown.collect()
}

#[rstest]
#[case(json!({}), None)]
#[case(json!({"decimal": ",", "thousands": ".", "strip": ["%"], "time_zone": "Europe/Berlin"}), None)]
#[case(json!({"decimal": ",", "thousands": ","}), Some("`,` can't stand both before decimals and between thousands: give the two marks as the list has them"))]
#[case(json!({"time_zone": "Europe/Belrin"}), Some("`Europe/Belrin` isn't a time zone: did you mean Europe/Berlin?"))]
fn how_the_lists_are_written(#[case] reading: Value, #[case] expected: Option<&str>) {
    let mut session = sound();
    session["data"] = json!({"reading": reading});
    let session: Session = serde_json::from_value(session).unwrap();
    let found = check(&session, jiff::civil::date(2026, 1, 5));
    let found = found.iter().find(|finding| finding.code == "A274");
    assert_eq!(found.map(|finding| finding.message.as_str()), expected);
}

#[test]
fn a_sound_session_has_no_findings() {
    let session: Session = serde_json::from_value(sound()).unwrap();
    assert_eq!(check(&session, today()), []);
    assert_eq!(check_definition(&session.definition), []);
}

const D: &str = "/definition";

#[rstest]
#[case::a102("stages/1/rule", json!({"all": ["vertical", "visit", "gone=x"]}), &["A102 stage:lead"])]
#[case::a102_in_a_count("stages/1/rule", json!({"all": ["vertical", "visit"], "at_least": {"count": 1, "of": ["gone"]}}), &["A102 stage:lead"])]
#[case::a103("stages/1/rule", json!({"all": ["vertical=in|gone", "visit=yes"]}), &["A103 stage:lead"])]
#[case::a103_of_yes_no("routes/0/rule", json!({"any": ["rival=on"]}), &["A103 route:rival"])]
#[case::a104("criteria/0/answers/0/points", json!(0), &["A104 stage:lead"])]
#[case::a105("routes/0/rule", json!({}), &["A105 route:rival"])]
#[case::a106_all("routes/0/rule", json!({"all": []}), &["A106 route:rival"])]
#[case::a106_any("routes/0/rule", json!({"any": []}), &["A106 route:rival"])]
#[case::a106_none("routes/0/rule", json!({"none": []}), &["A106 route:rival"])]
#[case::a106_of("routes/0/rule", json!({"at_least": {"count": 1, "of": []}}), &["A106 route:rival"])]
#[case::a106_points("routes/0/rule", json!({"points": {}}), &["A106 route:rival"])]
#[case::a107("routes/0/rule", json!({"at_least": {"count": 0, "of": ["rival"]}}), &["A107 route:rival"])]
#[case::a108("routes/0/rule", json!({"points": {"total": 1, "web": 1, "fit": 1, "shop": 1}}), &["A108 route:rival"])]
#[case::a109("routes/0/rule", json!({"reached": "gone"}), &["A109 route:rival"])]
#[case::a110("routes/0/rule", json!({"reached": "sal"}), &["A110 route:rival"])]
#[case::a111("stages/1/rule", json!({"all": ["vertical", "visit"], "reached": "mql"}), &["A111 stage:lead", "A111 stage:mql"])]
#[case::a112("routes/0/rule", json!(null), &["A112 route:rival"])]
#[case::a113_too_many("routes/0/rule", json!({"at_least": {"count": 2, "of": {"covers": ["need"]}}}), &["A113 route:rival"])]
#[case::a113_twice("routes/0/rule", json!({"at_least": {"count": 1, "of": {"covers": ["need", "money", "need"]}}}), &["A113 route:rival"])]
#[case::a106_topics("routes/0/rule", json!({"at_least": {"count": 1, "of": {"covers": []}}}), &["A106 route:rival"])]
#[case::a114("never", json!([{"id": "odd", "rule": {"none": ["rival"], "points": {"total": 1}}}]), &["A114 never:odd"])]
#[case::a115("never", json!([{"id": "odd", "why": "So"}]), &["A115 never:odd"])]
#[case::a102_of_never("never", json!([{"id": "odd", "rule": {"all": ["gone"]}}]), &["A102 never:odd"])]
#[case::a105_of_never("never", json!([{"id": "odd", "rule": {}}]), &["A105 never:odd"])]
#[case::a120("criteria/2/combine", json!(null), &["A120 criterion:demo"])]
#[case::a121_twice("criteria/0/answers/0", json!({"id": "in", "label": "In it", "points": 5, "otherwise": true}), &["A121 answer:vertical/in"])]
#[case::a121_with_condition("criteria/0/answers/1/when", json!({"field": "x", "known": true}), &["A121 answer:vertical/out"])]
#[case::a121_not_one_of("criteria/2/answers/1/otherwise", json!(true), &["A121 answer:demo/tour"])]
#[case::a122_criterion("criteria/1/when", json!({"event": "visit", "at_least": 0}), &["A122 criterion:visit"])]
#[case::a122_level("criteria/0/answers/0/when", json!({"field": "x"}), &["A122 answer:vertical/in"])]
#[case::a122_segment("segments/0/when", json!({}), &["A122 segment:industry"])]
#[case::a122_persona("personas/0/when", json!({"all": []}), &["A122 persona:buyer"])]
#[case::a123_points("criteria/2/points", json!(1), &["A123 criterion:demo"])]
#[case::a123_condition("criteria/2/when", json!({"event": "demo"}), &["A123 criterion:demo"])]
#[case::a125_multiple("criteria/1/points", json!({"each": 2, "up_to": 5}), &["A125 criterion:visit"])]
#[case::a125_sign("criteria/1/points", json!({"each": 2, "up_to": -4}), &["A125 criterion:visit"])]
#[case::a125_steps("criteria/1/points", json!({"each": 1, "up_to": 21}), &["A125 criterion:visit"])]
#[case::a125_zero("criteria/1/points", json!({"each": 0, "up_to": 0}), &["A125 criterion:visit"])]
#[case::a126_nothing("criteria/3/points", json!({"each": 1, "up_to": 2}), &["A126 criterion:rival"])]
#[case::a126_count("criteria/1", json!({"id": "visit", "name": "Visit", "kind": "behaviour", "example": "Ann", "points": {"each": 1, "up_to": 2}, "source": "Web", "collected": "now", "when": {"event": "visit", "at_least": 2}}), &["A126 criterion:visit"])]
#[case::a126_field("criteria/1", json!({"id": "visit", "name": "Visit", "kind": "behaviour", "example": "Ann", "points": {"each": 1, "up_to": 2}, "source": "Web", "collected": "now", "when": {"field": "visits", "min": 2}}), &["A126 criterion:visit"])]
#[case::a130("groups/0/id", json!("fit"), &["A130 group:fit"])]
#[case::a131("groups/0/of/-", json!("gone"), &["A131 group:web"])]
#[case::a132("groups/0/of/-", json!("rival"), &["A132 group:web"])]
#[case::a133("groups/0/of/-", json!("visit"), &["A133 group:web"])]
#[case::a133_across("groups/-", json!({"id": "more", "name": "More", "of": ["demo", "visit"]}), &["A133 group:more"])]
#[case::a134("groups/0/min", json!(4), &["A134 group:web"])]
#[case::a135("groups/0/of", json!([]), &["A135 group:web"])]
#[case::a140("stages/3/rule", json!({"all": ["visit"]}), &["A140 stage:sal"])]
#[case::a141_stage("stages/3/exits/0/stage", json!("gone"), &["A141 exit:sal/on"])]
#[case::a141_disposition("stages/3/exits/1/disposition", json!("gone"), &["A141 exit:sal/off"])]
#[case::a141_track("stages/3/exits/2/track", json!("gone"), &["A141 exit:sal/back"])]
#[case::a150("handoff", json!(null), &["A150 handoff:handoff"])]
#[case::a151("handoff/stage", json!("gone"), &["A151 handoff:handoff"])]
#[case::a152("handoff/stage", json!("contact"), &["A152 handoff:handoff"])]
#[case::a153("handoff/stage", json!("sal"), &["A153 handoff:handoff"])]
#[case::a154("handoff/disposition", json!("gone"), &["A154 handoff:handoff"])]
#[case::a155("handoff/service_level/attempts", json!({"min": 9, "max": 5}), &["A155 handoff:handoff"])]
#[case::a160("bands/-", json!({"id": "top", "name": "Top", "from": 5}), &["A160 band:top"])]
#[case::a161_first("bands/0/from", json!(0), &["A161 band:low"])]
#[case::a161_second("bands/1/from", json!(null), &["A161 band:high"])]
#[case::a162("bands/0/disposition", json!("gone"), &["A162 band:low"])]
#[case::a162_qualified("bands/1/qualified", json!("gone"), &["A162 band:high"])]
#[case::a163("routes/0/disposition", json!("gone"), &["A163 route:rival"])]
#[case::a170("dispositions/1/track", json!("gone"), &["A170 disposition:nurture"])]
#[case::a171("tracks/-", json!({"id": "none", "name": "None"}), &["A171 track:none"])]
#[case::a172("tracks/0/step", json!("gone"), &["A172 track:early"])]
#[case::a180_persona("journeys/0/persona", json!("gone"), &["A180 journey:way"])]
#[case::a180_segment("journeys/0/segment", json!("gone"), &["A180 journey:way"])]
#[case::a181("journeys/0/steps/0/behaviours/-", json!("gone"), &["A181 step:way/look"])]
#[case::a182("journeys/0/steps/-", json!({"id": "end", "name": "End", "phase": "purchase", "stage": "gone"}), &["A182 step:way/end"])]
#[case::a183("targets/0/persona", json!("gone"), &["A183 target:q1"])]
#[case::a190_words("stages/4/definition", json!("Fits, and saw the demo!"), &["A190 stage:sql"])]
#[case::a201("stages/1/rule", json!({"all": ["visit"], "points": {"total": 3}}), &["A201 stage:lead", "A201 stage:mql"])]
#[case::a201_one_of_both("stages/1/rule", json!({"any": ["visit", "vertical"], "points": {"behaviour": 1}}), &["A201 stage:lead", "A201 stage:mql"])]
#[case::a201_by_points("stages/1/rule", json!({"points": {"fit": 1, "web": 1}}), &[])]
#[case::a202("stages/1/rule", json!({"all": ["vertical"], "none": ["visit"]}), &["A202 stage:lead"])]
#[case::a203("stages/0/definition", json!("Name, phone number, job title and interest are known."), &["A203 stage:contact"])]
#[case::a204("stages/0/definition", json!("Somebody serious, with a very interested team."), &["A204 stage:contact", "A204 stage:contact"])]
#[case::a204_term("terms/0/definition", json!("A hot lead."), &["A204 term:prospect"])]
#[case::a204_answer("criteria/0/answers/0/label", json!("Keen on us"), &["A204 answer:vertical/in"])]
#[case::a204_not_in_names("stages/0/name", json!("Hot contact"), &[])]
#[case::a204_not_in_compounds("stages/0/definition", json!("Not sales-ready."), &[])]
#[case::a205("terms/0/name", json!("Customer"), &[])]
#[case::a205_missing("terms", json!([]), &["A205 settings:session"])]
#[case::a206("criteria/-", json!({"id": "call", "name": "Call", "kind": "behaviour", "example": "Ann", "points": 0, "source": "CRM", "collected": "now"}), &["A206 criterion:call"])]
#[case::a207("journeys/0/steps/0/stage", json!(null), &["A207 stage:contact"])]
#[case::a207_step_without("journeys/0/steps/4/behaviours", json!([]), &["A207 stage:sql"])]
#[case::a209_missing("stages/3/exits/0", json!({"id": "on", "name": "On", "stage": "sql"}), &["A209 stage:sal"])]
#[case::a209_nowhere("stages/3/exits/0/stage", json!(null), &["A209 stage:sal"])]
#[case::a209_no_track("stages/3/exits/2/track", json!("none"), &["A209 stage:sal"])]
#[case::a209_twice("stages/3/exits/-", json!({"id": "out", "name": "Out", "outcome": "discard", "disposition": "discard"}), &["A209 stage:sal"])]
#[case::a210("criteria/1/points", json!(null), &["A210 criterion:visit"])]
#[case::a211("criteria/0/expression", json!(null), &["A211 settings:session"])]
#[case::a212("criteria/2/collected", json!("never"), &["A212 criterion:demo"])]
#[case::a212_of_the_stage_before("criteria/1/collected", json!("never"), &["A212 criterion:visit"])]
#[case::a212_only_required("criteria/3/collected", json!("never"), &[])]
#[case::a213_hours("handoff/service_level/response_hours", json!(49), &["A213 handoff:handoff"])]
#[case::a213_few("handoff/service_level/attempts", json!({"min": 4, "max": 9}), &["A213 handoff:handoff"])]
#[case::a213_many("dispositions/0/service_level", json!({"attempts": {"min": 5, "max": 10}}), &["A213 disposition:forward"])]
#[case::a214("handoff/service_level", json!(null), &["A214 handoff:handoff"])]
#[case::a215("dispositions/2/track", json!(null), &["A215 disposition:discard"])]
#[case::a216("stages/0/definition", json!(null), &["A216 stage:contact"])]
#[case::a217("stages/0/owner", json!(null), &["A217 stage:contact"])]
#[case::a217_disposition("dispositions/0/owner", json!(""), &["A217 disposition:forward"])]
#[case::a220("handoff/to", json!(null), &["A220 handoff:handoff"])]
#[case::a221("handoff/report_back", json!(null), &["A221 handoff:handoff"])]
#[case::a222("targets/0/activity", json!(null), &["A222 target:q1"])]
#[case::a305("criteria/1/example", json!(" "), &["A305 criterion:visit"])]
#[case::a219("bands", json!([]), &["A219 settings:settings"])]
#[case::a223("journeys/0/steps/0/behaviours/-", json!("rival"), &["A223 step:way/look"])]
fn each_code(#[case] path: &str, #[case] value: Value, #[case] expected: &[&str]) {
    let session = changed(&format!("{D}/{path}"), value);
    let expected: Vec<String> = expected
        .iter()
        .map(|e| e.replace("settings:session", "settings:settings"))
        .collect();
    assert_eq!(finding_texts(&check(&session, today())), expected);
}

#[test]
fn a101_two_of_one_id() {
    let mut session: Session = serde_json::from_value(sound()).unwrap();
    let definition = Arc::make_mut(&mut session.definition);
    definition.tracks.push(definition.tracks[0].clone());
    assert_eq!(
        finding_texts(&check(&session, today())),
        ["A101 track:early"]
    );
}

#[test]
fn a190_the_same_rule() {
    let mut session: Session = serde_json::from_value(sound()).unwrap();
    let definition = Arc::make_mut(&mut session.definition);
    definition.stages[4].decided_by = None;
    definition.stages[4].rule = definition.stages[2].rule.clone();
    assert_eq!(finding_texts(&check(&session, today())), ["A190 stage:sql"]);
}

#[test]
fn a208_no_buying_step() {
    let mut session: Session = serde_json::from_value(sound()).unwrap();
    let definition = Arc::make_mut(&mut session.definition);
    definition.journeys.clear();
    definition.targets.clear();
    assert_eq!(
        finding_texts(&check(&session, today())),
        ["A208 settings:settings"]
    );
}

#[test]
fn a218_the_review_is_overdue_from_the_day_after() {
    for (date, expected) in [("2026-11-20", 1), ("2026-11-21", 0)] {
        let session = changed("/workshop", json!({ "review_date": date }));
        let found = check(&session, today());
        assert_eq!(found.iter().filter(|f| f.code == "A218").count(), expected);
        assert_eq!(found.len(), expected);
    }
}

#[test]
fn a301_stale_samples() {
    let session = changed(
        "/samples/0/yes",
        json!(["gone", "demo=two", "demo", "visit"]),
    );
    let found = check(&session, today());
    assert_eq!(finding_texts(&found), ["A301 sample:ann"]);
    assert_eq!(found[0].severity, Severity::Note);
    assert_eq!(
        found[0].message,
        "sample lead `Ann` has answers that no longer exist: `gone`, `demo=two`, `demo`"
    );
}

#[test]
fn several_findings_come_errors_first() {
    let mut session = changed(&format!("{D}/handoff"), json!(null));
    Arc::make_mut(&mut session.definition).stages[0]
        .owner
        .clear();
    assert_eq!(
        finding_texts(&check(&session, today())),
        ["A150 handoff:handoff", "A217 stage:contact"]
    );
    assert!(has_errors(&check(&session, today())));
}

#[rstest]
#[case::here("A212", "criterion:demo", "we ask by phone", Severity::Note)]
#[case::everywhere("A212", "", "we ask by phone", Severity::Note)]
#[case::all_of_it("", "criterion:demo", "we ask by phone", Severity::Note)]
#[case::elsewhere("A212", "criterion:visit", "we ask by phone", Severity::Warning)]
#[case::another("A213", "criterion:demo", "we ask by phone", Severity::Warning)]
#[case::without_reason("A212", "criterion:demo", " ", Severity::Warning)]
#[case::of_nothing("", "", "we ask by phone", Severity::Warning)]
fn waivers(
    #[case] code: &str,
    #[case] place: &str,
    #[case] reason: &str,
    #[case] expected: Severity,
) {
    let mut session = changed(&format!("{D}/criteria/2/collected"), json!("never"));
    let waiver = json!({"id": "e", "code": code, "place": place, "reason": reason});
    let waiver = serde_json::from_value(waiver).unwrap();
    Arc::make_mut(&mut session.workshop).waivers = vec![waiver];
    let found = check(&session, today());
    assert_eq!(finding_texts(&found), ["A212 criterion:demo"]);
    assert_eq!(found[0].severity, expected);
}

#[test]
fn an_error_is_never_let_stand() {
    let mut session = changed(&format!("{D}/handoff"), json!(null));
    let waiver = json!({"id": "e", "code": "A150", "reason": "later"});
    let waiver = serde_json::from_value(waiver).unwrap();
    Arc::make_mut(&mut session.workshop).waivers = vec![waiver];
    assert_eq!(check(&session, today())[0].severity, Severity::Error);
}

#[test]
fn a_bare_model_is_not_asked_for_what_only_its_glossary_has() {
    let session: Session = serde_json::from_value(sound()).unwrap();
    let mut model = crate::model::ModelFile::of(&session.definition, "x").definition();
    assert_eq!(check_definition(&model), []);
    model.handoff = None;
    let found = check_definition(&model);
    assert_eq!(finding_texts(&found), ["A150 handoff:handoff"]);
}

#[test]
fn a_condition_is_told_with_its_remedy() {
    let session = changed(&format!("{D}/criteria/1/when"), json!({"field": "x"}));
    let found = &check(&session, today())[0];
    assert_eq!(found.message, "field `x` has no operator");
    assert_eq!(
        found.hint,
        "Add is, in, not_in, contains, starts_with, ends_with, has, min, max, on_or_after, \
         on_or_before, within_days, older_than_days or known."
    );
}

#[test]
fn a_judging_word_is_told_with_its_question() {
    let session = changed(
        &format!("{D}/stages/0/definition"),
        json!("Very  INTERESTED."),
    );
    let found = &check(&session, today())[0];
    assert_eq!(
        found.message,
        "the definition of `Contact` says \"very interested\", which nobody can observe"
    );
    assert_eq!(found.hint, "What did they do, and how often?");
}

#[test]
fn codes_are_unique_and_ordered_and_complete_sentences() {
    let codes: Vec<&str> = CODES.iter().map(|kind| kind.code).collect();
    let ordered: BTreeSet<&str> = codes.iter().copied().collect();
    assert_eq!(codes, ordered.into_iter().collect::<Vec<_>>());
    for kind in CODES {
        let letter = match kind.severity {
            Severity::Error => "A1",
            Severity::Warning => "A2",
            Severity::Note => "A3",
        };
        assert!(kind.code.starts_with(letter), "{}", kind.code);
        assert!(kind.sentence.ends_with('.') && kind.hint.ends_with('.'));
    }
}

#[test]
fn every_word_nobody_can_see_has_a_question() {
    let lines = include_str!("../../assets/words/unobservable.txt").lines();
    let mut words = 0;
    for line in lines.filter(|line| !line.starts_with('#')) {
        let (word, question) = line.split_once('|').unwrap();
        assert_eq!(unobservable_words(word).len(), 1, "{word}");
        assert_eq!(unobservable_words(word)[0].words, word.trim());
        assert!(question.ends_with('?'), "{line}");
        words += 1;
    }
    assert!(words >= 20);
}

#[test]
fn places_are_ones_a_session_can_be_asked_for() {
    let mut session = sound();
    session["definition"]["stages"][0]["owner"] = json!("");
    session["definition"]["criteria"][0]["answers"][0]["label"] = json!("Warm");
    session["definition"]["handoff"]["to"] = json!("");
    let session: Session = serde_json::from_value(session).unwrap();
    let found = check(&session, today());
    assert_eq!(found.len(), 3);
    for finding in found {
        assert!(
            session.record(&finding.place).is_some(),
            "{}",
            finding.place
        );
        assert_ne!(finding.place.kind, Kind::Settings);
    }
}
