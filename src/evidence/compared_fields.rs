//! The fields a model asks about, and how it compares each.

use crate::model::{Condition, Criterion, Definition};
use crate::scoring::field_key;

/// A field that conditions ask about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedField {
    /// Its name, as the model first writes it.
    pub name: String,
    /// Whether it is compared as a number.
    pub as_number: bool,
    /// Whether it is compared as a day.
    pub as_day: bool,
}

/// Returns the fields that the criteria's conditions ask about, each once, in the model's order.
pub fn compared_fields(definition: &Definition) -> Vec<ComparedField> {
    let mut found = Vec::new();
    let conditions = definition.criteria.iter().flat_map(Criterion::conditions);
    for condition in conditions {
        add_fields(condition, &mut found);
    }
    found
}

fn add_fields(condition: &Condition, found: &mut Vec<ComparedField>) {
    let name = condition.field.as_deref().map(str::trim);
    if let Some(name) = name.filter(|name| !name.is_empty()) {
        let as_number = condition.min.is_some() || condition.max.is_some();
        let looks_back = condition.within_days.is_some() || condition.older_than_days.is_some();
        let as_day = condition.on_or_after.is_some()
            || condition.on_or_before.is_some()
            || (looks_back && !condition.is_about_events());
        let key = field_key(name);
        let known = found.iter_mut().find(|field| field_key(&field.name) == key);
        match known {
            Some(field) => {
                field.as_number |= as_number;
                field.as_day |= as_day;
            }
            None => found.push(ComparedField {
                name: name.to_owned(),
                as_number,
                as_day,
            }),
        }
    }
    let parts = [&condition.all, &condition.any, &condition.none];
    for part in parts.into_iter().flatten().flatten() {
        add_fields(part, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_field_is_named_once_with_all_that_it_is_compared_as() {
        let definition: Definition = serde_json::from_value(json!({"criteria": [
            {"id": "size", "name": "Size", "kind": "fit", "when": {"any": [
                {"field": "Employees", "min": 50},
                {"field": "employees", "known": false},
            ]}},
            {"id": "seen", "name": "Seen", "kind": "fit", "when": {"field": "last_seen", "within_days": 30}},
            {"id": "visit", "name": "Visit", "kind": "behaviour", "when": {"event": "visit", "within_days": 30}},
        ]}))
        .unwrap();
        let field = |name: &str, as_number, as_day| ComparedField {
            name: name.into(),
            as_number,
            as_day,
        };
        let expected = [
            field("Employees", true, false),
            field("last_seen", false, true),
        ];
        assert_eq!(compared_fields(&definition), expected);
    }
}
