//! What no lead can be: named, and without effect on a verdict.

use super::*;
use crate::model::NeverRule;

/// Two criteria, and a never rule on them.
fn model(rule: &str) -> Definition {
    let criteria = ["dentist", "thirty"].map(|name| yes_no(name, CriterionKind::Fit, 3));
    let mut definition = handing_off(criteria.to_vec(), json(r#"{"points":{"total":6}}"#));
    definition.never.push(NeverRule {
        id: id("small-dentist"),
        rule: Some(json(rule)),
        why: "Dentists have no thirty beds".into(),
    });
    definition
}

fn contradictions(rule: &str, held: &[&str]) -> Vec<Id> {
    verdict_on(&model(rule), held).contradicts
}

#[test]
fn a_lead_that_meets_one_is_named_and_its_verdict_stays() {
    const BOTH: &str = r#"{"all":["dentist","thirty"]}"#;
    let with = verdict_on(&model(BOTH), &["dentist", "thirty"]);
    assert_eq!(with.contradicts, [id("small-dentist")]);
    let mut without = model(BOTH);
    without.never.clear();
    let without = verdict_on(&without, &["dentist", "thirty"]);
    assert!(without.qualified && without.contradicts.is_empty());
    let same = Verdict {
        contradicts: Vec::new(),
        ..with
    };
    assert_eq!(same, without);
    assert!(contradictions(BOTH, &["dentist"]).is_empty());
}

#[test]
fn what_is_not_known_contradicts_nothing() {
    let scorer = Scorer::new(&model(r#"{"any":["dentist","thirty"]}"#));
    let unknown = Responses::unknown(&scorer);
    assert_eq!(scorer.contradicted(&unknown).count(), 0);
    let yes = only_holding(&scorer, &["thirty"]);
    assert_eq!(scorer.contradicted(&yes).collect::<Vec<_>>(), [0]);
}

#[test]
fn a_rule_with_other_keys_never_holds() {
    for rule in [
        r#"{"all":["dentist"],"points":{"total":0}}"#,
        r#"{"all":["dentist"],"none":["thirty"]}"#,
        r#"{"all":["dentist"],"reached":"contact"}"#,
        "{}",
    ] {
        assert!(contradictions(rule, &["dentist"]).is_empty(), "{rule}");
    }
    let counted = r#"{"at_least":{"count":2,"of":["dentist","thirty"]}}"#;
    assert_eq!(contradictions(counted, &["dentist", "thirty"]).len(), 1);
}
