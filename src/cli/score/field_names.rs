//! Fields that are mapped to columns, and whether the model asks about them.

use std::collections::BTreeMap;

use super::super::Failure;
use super::super::io::say;
use crate::model::{Criterion, Data, Definition};
use crate::scoring::field_key;

/// Most fields named where none is near.
const MAX_NAMED: usize = 10;

/// Returns the fields that definitions ask about and that a session reads for itself.
pub(super) fn asked_fields(definitions: &[&Definition], data: Option<&Data>) -> Vec<String> {
    let mut fields: Vec<String> = Vec::new();
    let mut add = |field: &str| {
        if !fields
            .iter()
            .any(|known| field_key(known) == field_key(field))
        {
            fields.push(field.to_owned());
        }
    };
    for definition in definitions {
        let criteria = definition.criteria.iter().flat_map(Criterion::conditions);
        let segments = definition.segments.iter().filter_map(|s| s.when.as_ref());
        let personas = definition.personas.iter().filter_map(|p| p.when.as_ref());
        for when in criteria.chain(segments).chain(personas) {
            when.for_each_field(&mut add);
        }
    }
    if let Some(data) = data {
        let named = [
            &data.as_of_field,
            &data.outcome_field,
            &data.bucket_field,
            &data.created_field,
            &data.first_response_field,
            &data.attempts_field,
            &data.value_field,
            &data.converted_field,
            &data.handed_off_field,
            &data.closed_field,
            &data.reported_field,
        ];
        named.into_iter().flatten().for_each(|field| add(field));
    }
    fields
}

/// Returns whether a field is among those asked about.
pub(super) fn is_asked(asked: &[String], field: &str) -> bool {
    let key = field_key(field);
    asked.iter().any(|known| field_key(known) == key)
}

/// Refuses a field of `--map` that nothing asks about, and warns about those of the session, which
/// may map ahead.
pub(super) fn check_mapped(
    asked: &[String],
    given: &[(String, String)],
    of_session: &BTreeMap<String, String>,
) -> Result<(), Failure> {
    if let Some((field, _)) = given.iter().find(|(field, _)| !is_asked(asked, field)) {
        let nothing = format!("the model asks about no field `{field}`");
        return Err(match nearest(field, asked) {
            Some(near) => Failure::usage(format!("{nothing}: did you mean `{near}`?")),
            None => Failure::usage(nothing).hint(&asked_sentence(asked)),
        });
    }
    for field in of_session.keys().filter(|field| !is_asked(asked, field)) {
        let near = nearest(field, asked);
        let meant = near.map_or_else(String::new, |near| format!(": did you mean `{near}`?"));
        say(&format!(
            "warning: the session maps the field `{field}` to a column, and the model asks about no such field{meant}"
        ));
    }
    Ok(())
}

fn asked_sentence(asked: &[String]) -> String {
    if asked.is_empty() {
        return "it asks about no field at all: leave --map out".into();
    }
    let named: Vec<String> = asked
        .iter()
        .take(MAX_NAMED)
        .map(|f| format!("`{f}`"))
        .collect();
    let more = asked.len() - named.len();
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!("it asks about {}{more}", named.join(", "))
}

/// Returns the field that was probably meant.
fn nearest<'a>(field: &str, asked: &'a [String]) -> Option<&'a str> {
    let key = field_key(field);
    let allowed = (key.chars().count() / 3).max(1);
    let distances = asked.iter().map(|known| {
        let distance = strsim::osa_distance(&key, &field_key(known));
        (distance, known.as_str())
    });
    let near = distances.filter(|(distance, _)| *distance <= allowed);
    near.min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}
