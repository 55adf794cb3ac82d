//! The facts of a witness, written into files, give the outcome that is proved from them.

use std::collections::{BTreeMap, BTreeSet};

use accord::model::Definition;
use accord::proof::{Cancel, Comparison, FieldFact, LeadFacts};
use accord::scoring::{Responses, Scorer};

use super::equal::{CONDITIONS_ONLY, number_of, pairs};
use super::files::{Columns, FactEvent, Facts, Row, score};
use super::first_way;
use super::language::Model;

fn values(facts: &[FieldFact], lead: &LeadFacts) -> BTreeMap<String, String> {
    let value = |fact: &FieldFact| (fact.field.clone(), fact.value.text(lead.day()));
    facts.iter().map(value).collect()
}

fn facts_of(lead: &LeadFacts) -> Facts {
    let events = lead.events.iter().map(|event| FactEvent {
        name: event.name.clone(),
        days_ago: event.days_ago,
        second: event.minute.map(|minute| 60 * minute),
        columns: values(&event.columns, lead),
    });
    let epoch = jiff::civil::date(1970, 1, 1);
    Facts {
        events: events.collect(),
        fields: values(&lead.fields, lead),
        as_of: i64::from((lead.day() - epoch).get_days()),
    }
}

/// Returns whether a row of `accord score` is what a scorer makes of these responses.
fn says(row: &Row, scorer: &Scorer, responses: &Responses) -> bool {
    let outcome = scorer.outcome(responses);
    let stage = outcome.stage.and_then(|stage| scorer.stage_id(stage));
    let disposition = outcome.disposition.and_then(|d| scorer.disposition_id(d));
    row["fit"] == outcome.fit.to_string()
        && row["behaviour"] == outcome.behaviour.to_string()
        && row["stage"] == stage.map_or_else(String::new, ToString::to_string)
        && ["yes", "true"].contains(&row["qualified"].as_str()) == outcome.qualified
        && row["disposition"] == disposition.map_or_else(String::new, ToString::to_string)
}

#[test]
fn the_facts_of_a_witness_give_its_outcome() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut shown = 0;
    let wanted = number_of("ACCORD_WITNESSES", 20);
    pairs(CONDITIONS_ONLY, 4 * wanted, &mut |seed, pair| {
        if shown == wanted {
            return;
        }
        let read = |model: &Model| first_way::definition(model, folder.path());
        let definitions: [Definition; 2] = [read(&pair.before), read(&pair.after)];
        let compared = Comparison::new(&definitions[0], &definitions[1], &Cancel::never());
        let Some(found) = compared.ok().and_then(|compared| compared.smallest) else {
            return;
        };
        shown += 1;
        let witness = found.witness;
        let facts = facts_of(&witness.facts);
        let columns = Columns {
            fields: facts.fields.keys().cloned().collect(),
            of_events: witness
                .facts
                .event_columns
                .iter()
                .cloned()
                .collect::<BTreeSet<_>>(),
        };
        for (version, model) in [&pair.before, &pair.after].into_iter().enumerate() {
            let scorer = Scorer::new(&definitions[version]);
            let responses = if version == 0 {
                witness.responses(&scorer)
            } else {
                witness.responses_after(&scorer)
            };
            let path = folder.path().join("model.yaml");
            std::fs::write(&path, model.text()).expect("a temporary file can be written");
            let rows = score(&path, folder.path(), &columns, std::slice::from_ref(&facts));
            assert!(
                says(&rows[0], &scorer, &responses),
                "seed {seed}, version {version}: {witness}\n{:?}\n{:?}\n{}",
                rows[0],
                scorer.outcome(&responses),
                model.text()
            );
        }
    });
    println!("the facts of {shown} witnesses give their outcomes");
    assert_eq!(shown, wanted, "too few pairs differ");
}
