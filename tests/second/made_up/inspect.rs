//! Which features a made-up case uses, and whether it is valid; for tests of the cases themselves.

use accord::model::{Condition, CountScope, Criterion, Definition, Id, Rule};

use super::super::{score_csv, table};
use super::Case;

fn conditions(definition: &Definition) -> Vec<&Condition> {
    let criteria = definition.criteria.iter();
    criteria.flat_map(Criterion::conditions).collect()
}

/// The newer keys of a condition, a word for each.
fn keys_of(condition: &Condition) -> Vec<&'static str> {
    let days = condition.within_days.is_some() || condition.older_than_days.is_some();
    let several = condition
        .event
        .as_ref()
        .is_some_and(|e| e.names().len() > 1);
    let row = condition.row.as_deref();
    let nested_row = |row: &Condition| row.all.is_some() || row.any.is_some() || row.none.is_some();
    let all = [
        ("starts with", condition.starts_with.is_some()),
        ("ends with", condition.ends_with.is_some()),
        ("has", condition.has.is_some()),
        ("on or after", condition.on_or_after.is_some()),
        ("on or before", condition.on_or_before.is_some()),
        ("days of a field", days && !condition.is_about_events()),
        ("several events", several),
        ("at most", condition.at_most.is_some()),
        (
            "at most alone",
            condition.at_most.is_some() && condition.at_least.is_none(),
        ),
        ("distinct days", condition.distinct_days),
        ("row", row.is_some()),
        ("parts of a row", row.is_some_and(nested_row)),
        (
            "days of a row",
            row.is_some_and(|row| keys_of(row).contains(&"days of a field")),
        ),
        (
            "older events",
            condition.event.is_some() && condition.older_than_days.is_some(),
        ),
        (
            "older sequence",
            condition.sequence.is_some() && condition.older_than_days.is_some(),
        ),
    ];
    let there = all.into_iter().filter(|(_, there)| *there);
    there.map(|(word, _)| word).collect()
}

fn rules(definition: &Definition) -> Vec<&Rule> {
    let stages = definition.stages.iter().filter_map(|s| s.rule.as_ref());
    stages
        .chain(definition.routes.iter().filter_map(|r| r.rule.as_ref()))
        .collect()
}

/// Fails unless every reference, count and group is valid.
pub fn assert_valid(definition: &Definition) {
    for condition in conditions(definition) {
        assert_eq!(condition.problem(), None);
    }
    for rule in rules(definition) {
        assert!(!rule.is_empty());
        for reference in rule.references() {
            let criterion = definition.criterion(reference.criterion.as_str()).unwrap();
            let answers = criterion.answer_list();
            let known = |level: &Id| answers.iter().any(|a| a.id == level.as_str());
            assert!(reference.answers.iter().all(known));
            let positive = criterion.is_yes_no() || answers.iter().any(|a| a.points > 0);
            assert!(!reference.answers.is_empty() || positive);
        }
        assert!(rule.at_least.iter().all(|part| part.count >= 1));
        if let Some(stage) = &rule.reached {
            assert!(definition.stage(stage.as_str()).unwrap().is_computed());
        }
    }
    assert!(definition.handoff_stage().unwrap().rule.is_some());
    let mut grouped: Vec<_> = definition.groups.iter().flat_map(|g| &g.of).collect();
    let all = grouped.len();
    grouped.sort();
    grouped.dedup();
    assert_eq!(grouped.len(), all);
    for (at, band) in definition.bands.iter().enumerate() {
        let before = at
            .checked_sub(1)
            .and_then(|before| definition.bands[before].from);
        assert_eq!(band.from.is_none(), at == 0);
        assert!(band.from >= before.map(|from| from + 1));
    }
}

/// Returns the features used by a case, a word for each.
pub fn features((definition, leads, events, options): &Case) -> Vec<&'static str> {
    let mut found = Vec::new();
    let mut note = |word: &'static str, there: bool| {
        if there {
            found.push(word);
        }
    };
    for condition in conditions(definition) {
        for word in keys_of(condition) {
            note(word, true);
        }
        note("nested", condition.all.is_some() && condition.any.is_some());
        note("none of", condition.none.is_some());
        note(
            "sequence within days",
            condition.sequence.is_some() && condition.within_days.is_some(),
        );
        note("at least two", condition.at_least > Some(1));
        note("bounds", condition.min.is_some() && condition.max.is_some());
        note("known", condition.known.is_some());
        note(
            "two kinds",
            condition.field.is_some() && condition.event.is_some(),
        );
    }
    for rule in rules(definition) {
        note("reached", rule.reached.is_some());
        note("any", rule.any.is_some());
        note("none", rule.none.is_some());
        note("two counts", rule.at_least.len() > 1);
        note(
            "phase",
            rule.at_least
                .iter()
                .any(|part| matches!(part.of, CountScope::Phase(_))),
        );
        note(
            "covers",
            rule.at_least
                .iter()
                .any(|part| matches!(part.of, CountScope::Covers(_))),
        );
        let minima = rule.points.iter().flatten();
        note(
            "group minimum",
            minima
                .into_iter()
                .any(|(of, _)| definition.group(of).is_some()),
        );
    }
    note("person", definition.stages.iter().any(|s| !s.is_computed()));
    note("no bands", definition.bands.is_empty());
    note("no events", events.is_none());
    note("byte order mark", leads.starts_with(b"\xEF\xBB\xBF"));
    note("windows", std::str::from_utf8(leads).is_err());
    let text = score_csv(definition, leads, events.as_deref(), options);
    let table = table::read(text.as_bytes());
    let every_lead = table::read(leads).rows.len();
    note("rejected for its time", table.rows.len() < every_lead);
    for row in &table.rows {
        let cell = |column| table.cell(row, column).unwrap();
        let band = definition.band(cell("band"));
        let own = band.and_then(|b| b.disposition.as_ref()).map(Id::as_str);
        let qualified = cell("qualified") == "true";
        note("qualified", qualified);
        note("in no stage", cell("stage").is_empty());
        note(
            "routed",
            !qualified && own.is_some() && own != Some(cell("disposition")),
        );
        note(
            "routed though qualified",
            qualified && cell("disposition") == "discard",
        );
        note("handed over", qualified && cell("disposition") == "forward");
        note(
            "handed over by its band",
            qualified && cell("disposition") == "forward-fast",
        );
        note("nothing to do", cell("disposition").is_empty());
        note("all known", cell("unknown").is_empty());
        note("several unknown", cell("unknown").contains(';'));
        note("below zero", cell("total").starts_with('-'));
    }
    found
}
