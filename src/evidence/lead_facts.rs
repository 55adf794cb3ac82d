//! What is known of a lead before the model says anything of it: the answers of a sample lead, and
//! of a recorded lead only what the model's conditions ask about.
//!
//! The room votes on these facts, so they hold no points, and contact details are masked.

use crate::model::{
    AnswerRef, Combine, Condition, Criterion, Definition, Sample, YES, mask_contact_details,
    mask_lead_id, wording,
};
use crate::scoring::{Dataset, simple_lower};

/// A label, such as `Yes` or a field's name, and what is known.
pub type Fact = (String, String);

/// The label of what isn't known.
const NOT_KNOWN: &str = "Not known";

/// Returns what the room ticked of a sample lead: the answers that hold, those that don't, and how
/// many aren't known. Answers that another one excludes are left out.
pub fn sample_facts(definition: &Definition, sample: &Sample) -> Vec<Fact> {
    let (mut yes, mut no, mut unknown) = (Vec::new(), Vec::new(), 0_usize);
    for criterion in &definition.criteria {
        let answers = criterion.answer_list();
        let (held, others): (Vec<_>, Vec<_>) = answers
            .iter()
            .partition(|answer| names(&sample.yes, criterion, answer.id));
        let excludes = criterion.combination() == Some(Combine::OneOf) && !held.is_empty();
        yes.extend(answers_text(criterion, &held));
        if excludes {
            continue;
        }
        let (refused, blank): (Vec<_>, Vec<_>) = others
            .into_iter()
            .partition(|answer| names(&sample.no, criterion, answer.id));
        no.extend(answers_text(criterion, &refused));
        unknown += blank.len();
    }
    let listed = |label: &str, titles: Vec<String>| {
        let text = mask_contact_details(&titles.join("; "));
        (!titles.is_empty()).then(|| (label.to_owned(), text))
    };
    let unknown = (unknown > 0).then(|| (NOT_KNOWN.into(), wording::count_noun(unknown, "answer")));
    [listed("Yes", yes), listed("No", no), unknown]
        .into_iter()
        .flatten()
        .collect()
}

/// Returns some of a criterion's answers behind its name: `Demo: One to one, Tour`.
fn answers_text(criterion: &Criterion, answers: &[&AnswerRef<'_>]) -> Option<String> {
    let labels: Vec<&str> = answers.iter().map(|answer| answer.label).collect();
    match labels.as_slice() {
        [] => None,
        _ if criterion.is_yes_no() => Some(criterion.name.clone()),
        labels => Some(format!("{}: {}", criterion.name, labels.join(", "))),
    }
}

/// Returns whether references name an answer.
fn names(references: &[crate::model::Reference], criterion: &Criterion, answer: &str) -> bool {
    let bare = match criterion.each_time() {
        Some(_) => answer == criterion.answer_list()[0].id,
        None => criterion.is_yes_no() && answer == YES,
    };
    references.iter().any(|reference| {
        let named = reference.answers.iter().any(|id| *id == answer);
        reference.criterion == criterion.id && (named || bare && reference.answers.is_empty())
    })
}

/// Returns what the file has on a recorded lead of what the criteria's conditions ask about: values
/// of fields, how often events happened, and the fields without a value. No other column's.
pub fn recorded_facts(definition: &Definition, data: &Dataset, lead: usize) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut unknown = Vec::new();
    for field in asked_fields(definition) {
        let value = data.column(field).map(|column| data.value(lead, column));
        let value = value.map(|text| data.reading.value(text));
        match value.filter(|value| !value.is_empty()) {
            Some(value) if value == data.id(lead) => {
                facts.push((field.to_owned(), mask_lead_id(value)));
            }
            Some(value) => facts.push((field.to_owned(), mask_contact_details(value))),
            None => unknown.push(field.to_owned()),
        }
    }
    let happened: Vec<String> = data.event_names(lead).map(plain).collect();
    let mut never = Vec::new();
    for event in asked_events(definition) {
        let times = happened.iter().filter(|name| **name == plain(event));
        match times.count() {
            _ if !data.has_events => unknown.push(event.to_owned()),
            0 => never.push(event),
            times => facts.push((event.to_owned(), wording::count_noun(times, "time"))),
        }
    }
    facts.extend((!never.is_empty()).then(|| ("Never".to_owned(), never.join(", "))));
    facts.extend((!unknown.is_empty()).then(|| (NOT_KNOWN.to_owned(), unknown.join(", "))));
    facts
}

/// Returns the columns with a value of a lead that no condition asks about.
pub fn other_columns(definition: &Definition, data: &Dataset, lead: usize) -> Vec<usize> {
    let asked = asked_fields(definition);
    let asked: Vec<usize> = asked
        .iter()
        .filter_map(|field| data.column(field))
        .collect();
    let value = |column: &usize| data.reading.value(data.value(lead, *column));
    let has_value = |column: &usize| !value(column).is_empty();
    let others = (0..data.columns.len()).filter(|column| !asked.contains(column));
    others.filter(has_value).collect()
}

/// Returns the fields that the criteria's conditions ask about, each once, in the model's order.
fn asked_fields(definition: &Definition) -> Vec<&str> {
    let mut names = Vec::new();
    for when in conditions(definition) {
        when.for_each_field(&mut |name| add_name(&mut names, name));
    }
    names
}

/// Returns the events that the criteria's conditions ask about, each once, in the model's order.
fn asked_events(definition: &Definition) -> Vec<&str> {
    let mut names = Vec::new();
    for when in conditions(definition) {
        when.for_each_event(&mut |name| add_name(&mut names, name));
    }
    names
}

fn conditions(definition: &Definition) -> impl Iterator<Item = &Condition> {
    definition.criteria.iter().flat_map(Criterion::conditions)
}

fn add_name<'a>(names: &mut Vec<&'a str>, name: &'a str) {
    if !names.iter().any(|known| plain(known) == plain(name)) {
        names.push(name);
    }
}

/// Names of fields and events are compared without case and surrounding blanks.
fn plain(name: &str) -> String {
    simple_lower(name.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::{Event, Lead};
    use serde_json::json;

    fn definition() -> Definition {
        serde_json::from_value(json!({"criteria": [
            {"id": "vertical", "name": "Vertical", "kind": "fit", "combine": "one-of", "answers": [
                {"id": "a", "label": "A", "points": 5, "when": {"field": "industry", "is": "a"}},
                {"id": "b", "label": "B", "points": 1, "when": {"field": "Industry", "is": "b"}}]},
            {"id": "boss", "name": "Is the boss", "kind": "fit", "points": 2,
             "when": {"any": [{"field": "title", "contains": "head"}, {"field": "wish", "known": true}]}},
            {"id": "demo", "name": "Saw a demo", "kind": "behaviour", "points": 3, "when": {"event": "demo"}},
            {"id": "trial", "name": "Asked for a trial", "kind": "behaviour", "points": 3, "when": {"event": "trial"}},
            {"id": "talk", "name": "Talk", "kind": "behaviour", "combine": "sum", "answers": [
                {"id": "fair", "label": "Fair", "points": 1}, {"id": "call", "label": "Call", "points": 1}]}
        ]}))
        .expect("a definition")
    }

    fn sample(yes: &[&str], no: &[&str]) -> Sample {
        let sample =
            json!({"id": "x", "name": "Ann Hill", "note": "0660/1234567", "yes": yes, "no": no});
        serde_json::from_value(sample).expect("a sample lead")
    }

    fn fact(label: &str, text: &str) -> Fact {
        (label.into(), text.into())
    }

    #[test]
    fn a_sample_lead_has_the_answers_that_were_ticked() {
        let facts = sample_facts(
            &definition(),
            &sample(&["vertical=a", "boss", "talk=fair", "talk=call"], &["demo"]),
        );
        let expected = [
            fact("Yes", "Vertical: A; Is the boss; Talk: Fair, Call"),
            fact("No", "Saw a demo"),
            fact("Not known", "1 answer"),
        ];
        assert_eq!(facts, expected);
    }

    #[test]
    fn nothing_ticked_is_not_known() {
        let facts = sample_facts(&definition(), &sample(&[], &[]));
        assert_eq!(facts, [fact("Not known", "7 answers")]);
    }

    fn data() -> Dataset {
        let columns = ["id", "name", "INDUSTRY", "title", "wish"];
        let mut data = Dataset::new(columns.map(String::from).to_vec());
        data.has_events = true;
        let event = |name: &str| Event::on_day(name, jiff::civil::date(2026, 1, 1));
        data.push_lead(&Lead {
            values: ["1", "Ann Hill", "a", " ", "call +43 660 123 45 67"]
                .map(String::from)
                .to_vec(),
            events: vec![event("Demo"), event("demo"), event("call")],
            ..Lead::default()
        });
        data
    }

    #[test]
    fn a_recorded_lead_has_what_conditions_ask_about_and_nothing_else() {
        let expected = [
            fact("industry", "a"),
            fact("wish", "call [telephone]"),
            fact("demo", "2 times"),
            fact("Never", "trial"),
            fact("Not known", "title"),
        ];
        assert_eq!(recorded_facts(&definition(), &data(), 0), expected);
    }

    #[test]
    fn the_other_columns_are_those_no_condition_asks_about() {
        assert_eq!(other_columns(&definition(), &data(), 0), [0, 1]);
    }
}
