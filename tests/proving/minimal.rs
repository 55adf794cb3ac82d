//! Fewer criteria: by hand, and against removing criteria and enumerating every possible lead.

use std::collections::BTreeSet;

use accord::model::{Definition, Id};
use accord::proof::{Budget, Cancel, Minimal, ProofError, minimal};
use accord::scoring::{Responses, Scorer, Truth};
use serde_json::{Value, json};

use super::leads::{self, Lead};
use super::models::{Dice, definition};
use super::numbers::cases;
use super::versions::content;

/// A definition with these criteria and this rule for the hand-off.
fn model(criteria: &Value, rule: &Value) -> Value {
    json!({
        "criteria": criteria,
        "stages": [
            {"id": "lead", "name": "Lead"},
            {"id": "mql", "name": "MQL", "readiness": "sales-worthy", "rule": rule}],
        "handoff": {"stage": "mql", "disposition": "go"},
        "bands": [{"id": "all", "name": "All", "disposition": "wait"}],
        "dispositions": [
            {"id": "go", "name": "Go", "action": "forward"},
            {"id": "wait", "name": "Wait", "action": "nurture"}]
    })
}

fn fit(id: &str, points: i64) -> Value {
    json!({"id": id, "name": id.to_uppercase(), "kind": "fit", "points": points})
}

/// A fit criterion that holds from this number of employees.
fn from(id: &str, employees: i64) -> Value {
    let when = json!({"field": "employees", "min": employees});
    json!({"id": id, "name": id.to_uppercase(), "kind": "fit", "points": 3, "when": when})
}

fn of(definition: &Value) -> Minimal {
    let definition: Definition = serde_json::from_value(definition.clone()).unwrap();
    let found = minimal(&definition, &Cancel::never()).unwrap();
    assert_eq!(found.why, None);
    found
}

fn ids(list: &[Id]) -> Vec<&str> {
    list.iter().map(Id::as_str).collect()
}

/// What stays, the least deciding first: id, changed and possible leads.
fn staying(found: &Minimal) -> Vec<String> {
    let each = found.staying.iter();
    each.map(|one| {
        format!(
            "{} {} of {}",
            one.criterion, one.changed, one.possible_leads
        )
    })
    .collect()
}

#[test]
fn a_criterion_that_decides_nothing_goes() {
    // Of eight leads the two with size and demo qualify, and neither would without one of them.
    let found = of(&model(
        &json!([fit("size", 3), fit("cat", 1), fit("demo", 3)]),
        &json!({"all": ["size", "demo"]}),
    ));
    assert_eq!(ids(&found.can_go), ["cat"]);
    assert_eq!(staying(&found), ["size 2 of 8", "demo 2 of 8"]);
    let left: Vec<&str> = found
        .definition
        .criteria
        .iter()
        .map(|c| c.id.as_str())
        .collect();
    assert_eq!(left, ["size", "demo"]);
}

#[test]
fn what_decides_least_comes_first() {
    // Qualified: a, or b and c. Without a: the three of four leads that lack b or c; without b or
    // c: the one lead of a's absence with both.
    let found = of(&model(
        &json!([fit("a", 2), fit("b", 1), fit("c", 1)]),
        &json!({"points": {"total": 2}}),
    ));
    assert_eq!(ids(&found.can_go), [""; 0]);
    assert_eq!(staying(&found), ["b 1 of 8", "c 1 of 8", "a 3 of 8"]);
}

#[test]
fn of_two_that_are_the_same_fact_one_stays() {
    let found = of(&model(
        &json!([from("first", 100), from("second", 100)]),
        &json!({"any": ["first", "second"]}),
    ));
    assert_eq!(ids(&found.can_go), ["first"]);
    assert_eq!(staying(&found), ["second 1 of 2"]);
    let rule = found.definition.stages[1].rule.clone().unwrap();
    assert_eq!(
        serde_json::to_value(rule).unwrap(),
        json!({"any": ["second"]})
    );
}

#[test]
fn what_all_names_goes_only_where_the_rest_implies_it() {
    // None, from 100 and from 1,000: three possible leads, of which the last qualifies.
    let found = of(&model(
        &json!([from("large", 1_000), from("medium", 100)]),
        &json!({"all": ["large", "medium"]}),
    ));
    assert_eq!(ids(&found.can_go), ["medium"]);
    assert_eq!(staying(&found), ["large 1 of 3"]);
    let rule = found.definition.stages[1].rule.clone().unwrap();
    assert_eq!(
        serde_json::to_value(rule).unwrap(),
        json!({"all": ["large"]})
    );
}

#[test]
fn topics_keep_the_criteria_that_tell_about_them() {
    // One of two topics: without money the leads that tell about need alone are left, whether they
    // have a cat or not.
    let about = |id: &str, topic: &str| {
        let mut criterion = fit(id, 1);
        criterion["covers"] = json!([topic]);
        criterion
    };
    let found = of(&model(
        &json!([
            about("money", "money"),
            about("need", "need"),
            fit("cat", 1)
        ]),
        &json!({"at_least": {"count": 1, "of": {"covers": ["money", "need"]}}}),
    ));
    assert_eq!(ids(&found.can_go), ["cat"]);
    assert_eq!(staying(&found), ["money 2 of 8", "need 2 of 8"]);
}

#[test]
fn the_only_thing_a_rule_asks_for_stays() {
    let found = of(&model(&json!([fit("a", 1)]), &json!({"all": ["a"]})));
    assert_eq!(ids(&found.can_go), [""; 0]);
    assert_eq!(staying(&found), ["a 1 of 2"]);
}

#[test]
fn groups_keep_what_is_left_and_go_with_their_last() {
    // Both criteria of the cap are one fact: 6 points capped at 3, or 3 from one of them.
    let mut capped = model(
        &json!([from("first", 100), from("second", 100), fit("cat", 1)]),
        &json!({"points": {"size": 3, "pets": 0}}),
    );
    capped["groups"] = json!([
        {"id": "size", "name": "Size", "of": ["first", "second"], "max": 3},
        {"id": "pets", "name": "Pets", "of": ["cat"], "max": 2}]);
    let found = of(&capped);
    assert_eq!(ids(&found.can_go), ["first", "cat"]);
    assert_eq!(staying(&found), ["second 2 of 4"]);
    let left = serde_json::to_value(&found.definition).unwrap();
    assert_eq!(
        left["groups"],
        json!([{"id": "size", "name": "Size", "of": ["second"], "max": 3}])
    );
    assert_eq!(left["stages"][1]["rule"], json!({"points": {"size": 3}}));
}

#[test]
fn a_never_rule_only_says_less() {
    // `rival` never matters where no large one is a rival, but without it nothing says so.
    let mut never = model(
        &json!([fit("large", 3), fit("rival", 0), fit("cat", 0)]),
        &json!({"all": ["large"], "none": ["rival"]}),
    );
    never["never"] = json!([
        {"id": "large-rival", "rule": {"all": ["large", "rival"]}},
        {"id": "pets", "rule": {"all": ["cat"], "any": ["large", "rival"]}}]);
    let found = of(&never);
    assert_eq!(ids(&found.can_go), ["cat"]);
    let left: Vec<&str> = found
        .definition
        .never
        .iter()
        .map(|n| n.id.as_str())
        .collect();
    assert_eq!(left, ["large-rival"]);
}

#[test]
fn what_is_not_settled_stays_and_is_named() {
    let definition = model(
        &json!([fit("size", 3), fit("cat", 1)]),
        &json!({"all": ["size"]}),
    );
    let definition: Definition = serde_json::from_value(definition).unwrap();
    let none = Cancel::never().with_budget(Budget::new(1, 0));
    let found = minimal(&definition, &none).unwrap();
    assert_eq!(found.definition, definition);
    assert_eq!((ids(&found.can_go), staying(&found)), (vec![], vec![]));
    // Size is all the rule asks for, so nothing has to be proved about it.
    assert_eq!(ids(&found.not_settled), ["cat"]);
    assert_eq!(ids(&found.not_counted), ["size", "cat"]);
    assert!(found.why.is_some());
    let stopped = minimal(&definition, &Cancel::when(&|| true));
    assert_eq!(stopped, Err(ProofError::Cancelled));
}

/// Whether a list names the criterion; takes it out.
fn take_out(list: &mut Vec<Value>, criterion: &str) -> bool {
    let named = list.len();
    list.retain(|reference| {
        let text = reference.as_str().unwrap();
        text.split('=').next() != Some(criterion)
    });
    list.len() < named
}

/// Takes a criterion out of a definition's JSON; `None` if a rule would ask for nothing.
fn without(definition: &Definition, criterion: &str) -> Option<Definition> {
    let mut all = serde_json::to_value(definition).unwrap();
    let was = definition.criterion(criterion).unwrap();
    let is_there = |value: &Value, word: &Value| value.as_str() == word.as_str();
    let was = serde_json::to_value(was).unwrap();
    let criteria = all["criteria"].as_array_mut().unwrap();
    criteria.retain(|c| c["id"] != criterion);
    let criteria = criteria.clone();
    let mut gone = BTreeSet::new();
    if let Some(groups) = all.get_mut("groups").and_then(Value::as_array_mut) {
        groups.retain_mut(|group| {
            let took = take_out(group["of"].as_array_mut().unwrap(), criterion);
            let emptied = took && group["of"].as_array().unwrap().is_empty();
            if emptied {
                gone.insert(group["id"].as_str().unwrap().to_owned());
            }
            !emptied
        });
    }
    // Whether a count of a phase or a topic has lost its last criterion.
    let lost = |scope: &Value| {
        let counts = |c: &Value| match (&scope["phase"], &scope["covers"]) {
            (Value::Null, topic) => {
                let covers = c.get("covers").and_then(Value::as_array);
                covers.is_some_and(|covers| covers.iter().any(|word| is_there(word, topic)))
            }
            (phase, _) => c["kind"] == "behaviour" && c.get("phase") == Some(phase),
        };
        counts(&was) && !criteria.iter().any(counts)
    };
    for of in ["stages", "routes"] {
        let owners = all.get_mut(of).and_then(Value::as_array_mut);
        for owner in owners.into_iter().flatten() {
            let Some(rule) = owner.get_mut("rule").and_then(Value::as_object_mut) else {
                continue;
            };
            for key in ["all", "any", "none"] {
                let list = rule.get_mut(key).and_then(Value::as_array_mut);
                if list.is_some_and(|list| take_out(list, criterion) && list.is_empty()) {
                    rule.remove(key);
                }
            }
            let mut parts = match rule.remove("at_least") {
                None => Vec::new(),
                Some(Value::Array(parts)) => parts,
                Some(one) => vec![one],
            };
            parts.retain_mut(|part| match &mut part["of"] {
                Value::Array(list) => !(take_out(list, criterion) && list.is_empty()),
                scope => !lost(scope),
            });
            if !parts.is_empty() {
                rule.insert("at_least".into(), parts.into());
            }
            if let Some(points) = rule.get_mut("points").and_then(Value::as_object_mut) {
                points.retain(|of, _| !gone.contains(of));
                if points.is_empty() {
                    rule.remove("points");
                }
            }
            if rule.is_empty() {
                return None;
            }
        }
    }
    Some(serde_json::from_value(all).unwrap())
}

/// A definition with its leads' outcomes, to compare others with.
struct Original<'a> {
    definition: &'a Definition,
    scorer: Scorer,
    leads: Vec<Lead>,
}

impl Original<'_> {
    /// Returns the leads whose outcome another definition changes, in which one criterion may be
    /// unknown.
    fn changed(&self, other: &Definition, unknown: Option<&Id>) -> Vec<&Lead> {
        let scorer = Scorer::new(other);
        let differs = |lead: &&Lead| {
            let mut answers = Responses::unknown(&scorer);
            for (c, criterion) in other.criteria.iter().enumerate() {
                let mut criteria = self.definition.criteria.iter();
                let was = criteria.position(|c| c.id == criterion.id).unwrap();
                let truths = lead.answers.criterion_truths(was);
                for (l, truth) in truths.iter().enumerate() {
                    let known = unknown != Some(&criterion.id);
                    answers.set(c, l, if known { *truth } else { Truth::Unknown });
                }
            }
            content(&self.scorer, &self.scorer.outcome(&lead.answers))
                != content(&scorer, &scorer.outcome(&answers))
        };
        self.leads.iter().filter(differs).collect()
    }

    /// Whether a lead is possible: no `one-of` criterion with `otherwise` is unknown.
    fn is_possible(lead: &Lead) -> bool {
        !lead.unknown.contains(&true)
    }
}

/// Checks the minimal model of a definition against all its leads; returns how many criteria went
/// and how many stayed, or `None` if there are too many leads.
fn check(definition: &Definition) -> Option<(usize, usize)> {
    let scorer = Scorer::new(definition);
    if scorer.possible_count().unwrap() > 600 {
        return None;
    }
    let leads = leads::all(definition, &scorer, true);
    let original = Original {
        definition,
        scorer,
        leads,
    };
    let found = minimal(definition, &Cancel::never()).unwrap();
    let left = &found.definition;
    assert_eq!(original.changed(left, None).len(), 0, "the same outcomes");
    for criterion in &left.criteria {
        let fewer = without(left, criterion.id.as_str());
        let can_go = fewer.is_some_and(|fewer| original.changed(&fewer, None).is_empty());
        assert!(!can_go, "{} can go too", criterion.id);
    }
    let possible = original.leads.iter().filter(|l| Original::is_possible(l));
    let possible = possible.count().to_string();
    let mut least = None;
    for one in &found.staying {
        let changed = original.changed(left, Some(&one.criterion));
        let changed = changed.iter().filter(|l| Original::is_possible(l)).count();
        assert_eq!(
            one.changed.to_string(),
            changed.to_string(),
            "{}",
            one.criterion
        );
        assert_eq!(one.possible_leads.to_string(), possible);
        assert!(least <= Some(changed), "the least deciding first");
        least = Some(changed);
    }
    let (went, stayed) = (found.can_go.len(), left.criteria.len());
    assert_eq!(went + stayed, definition.criteria.len());
    assert_eq!(found.staying.len(), stayed);
    Some((went, stayed))
}

#[test]
fn every_lead_has_the_same_outcome_and_no_further_criterion_can_go() {
    let (mut went, mut stayed, mut mixed) = (0, 0, 0);
    for seed in 1..=cases(500) {
        let made = definition(&mut Dice::new(seed), 4);
        match std::panic::catch_unwind(|| check(&made)) {
            Ok(counts) => {
                let (gone, left) = counts.unwrap_or_default();
                went += gone;
                stayed += left;
                mixed += u64::from(gone > 0 && left > 0);
            }
            Err(cause) => {
                eprintln!("seed {seed}: {made:?}");
                std::panic::resume_unwind(cause);
            }
        }
    }
    assert!(
        went > 100 && stayed > 100 && mixed > cases(50),
        "{went} {stayed} {mixed}"
    );
}
