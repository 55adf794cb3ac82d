//! Names of things and values in a change's sentence.

use crate::model::record::{FieldShape, FieldSpec, Record};
use crate::model::wording::{self, join_list};
use crate::model::{Condition, Id, Kind, NO_TRACK, Place, Rule, Session};

use super::definition_lists::noun;

/// Returns the title of the thing at a place, for use in a sentence.
pub(super) fn title(session: &Session, place: &Place) -> String {
    let name = session.title_of(place);
    let parent = |kind: Kind| {
        let parent = place.parent.clone();
        parent.map_or_else(String::new, |id| title(session, &Place::new(kind, id)))
    };
    let named = |kind: Kind, id: &Id| title(session, &Place::new(kind, id.clone()));
    let definition = &session.definition;
    match place.kind {
        Kind::Stage => short_stage_name(&name).to_owned(),
        Kind::Answer if common_label(session, &name) => {
            format!("{}: {name}", parent(Kind::Criterion))
        }
        Kind::Exit => format!("{}: {name}", parent(Kind::Stage)),
        Kind::Handoff => "the hand-off".into(),
        Kind::Journey => {
            let found = definition.journeys.iter().find(|j| j.id == place.id);
            found.map_or(name, |j| {
                let (who, market) = (
                    named(Kind::Persona, &j.persona),
                    named(Kind::Segment, &j.segment),
                );
                format!("{who} in {market}")
            })
        }
        Kind::Target => {
            let found = definition.targets.iter().find(|t| t.id == place.id);
            found.map_or(name, |t| {
                let (who, market) = (
                    named(Kind::Persona, &t.persona),
                    named(Kind::Segment, &t.segment),
                );
                let period = if t.period.is_empty() { "" } else { ", " };
                format!("{who} in {market}{period}{}", t.period)
            })
        }
        _ => name,
    }
}

/// Returns a thing's title after the noun for its kind.
pub(super) fn with_noun(session: &Session, place: &Place) -> String {
    match place.kind {
        Kind::Handoff => title(session, place),
        kind => format!("{} {}", noun(kind), title(session, place)),
    }
}

/// Returns a stage's abbreviation if its name ends with one: `MQL` for "Marketing qualified lead
/// (MQL)".
pub(super) fn short_stage_name(name: &str) -> &str {
    let inner = name.strip_suffix(')').and_then(|n| n.rsplit_once(" ("));
    let abbreviation = inner.map(|(_, short)| short).filter(|short| {
        let letters = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
        (2..=6).contains(&short.len()) && short.chars().all(letters)
    });
    abbreviation.unwrap_or(name)
}

/// Whether an answer's label alone does not identify its criterion.
fn common_label(session: &Session, label: &str) -> bool {
    let criteria = &session.definition.criteria;
    let labels = criteria.iter().flat_map(|c| &c.answers);
    let same = labels.filter(|answer| answer.label == label).count();
    same > 1 || criteria.iter().any(|c| c.name == label)
}

/// Returns a field's text as people read it; empty if blank.
pub(super) fn field_value(session: &Session, spec: &FieldSpec, text: &str) -> String {
    let label = |words: &[(&str, &str)], word: &str| {
        let found = words.iter().find(|(w, _)| *w == word);
        found.map_or(word, |(_, label)| *label).to_owned()
    };
    let each = |say: &dyn Fn(&str) -> String| {
        let items: Vec<String> = text.lines().map(say).collect();
        join_list(&items, "and")
    };
    match spec.shape {
        FieldShape::Choice(words) => label(words, text),
        FieldShape::Choices(words) => each(&|word| label(words, word)),
        FieldShape::Lines => text.lines().collect::<Vec<_>>().join(", "),
        FieldShape::References => each(&|item| item.to_owned()),
        FieldShape::One(kind) if !text.is_empty() => reference_name(session, kind, text),
        FieldShape::Many(kind) => each(&|id| reference_name(session, kind, id)),
        FieldShape::Condition => {
            let read = serde_json::from_str::<Condition>(text);
            read.map_or_else(|_| String::new(), |c| wording::condition(&c))
        }
        FieldShape::Rule => {
            let read = serde_json::from_str::<Rule>(text);
            read.map_or_else(
                |_| String::new(),
                |r| wording::rule(&session.definition, &r),
            )
        }
        _ => text.to_owned(),
    }
}

/// Returns the name of what a field refers to; its id in question marks if it is gone.
pub(super) fn reference_name(session: &Session, kind: Kind, id: &str) -> String {
    if kind == Kind::Track && id == NO_TRACK {
        return "none, deliberately".into();
    }
    let places = session.places(kind);
    let found = places.iter().find(|place| place.id == *id);
    found.map_or_else(|| format!("?{id}?"), |place| title(session, place))
}

/// Summarizes a thing that was added or removed, on one line.
pub(super) fn summary(session: &Session, place: &Place) -> String {
    let Some(record) = session.record(place) else {
        return String::new();
    };
    let mut parts = vec![record.title()];
    for spec in record.specs() {
        let text = record.get(spec.key).unwrap_or_default();
        let names_it = matches!(spec.key, "name" | "label");
        if !text.is_empty() && !names_it {
            parts.push(format!(
                "{}: {}",
                spec.label,
                field_value(session, spec, &text)
            ));
        }
    }
    if let Some(inner) = super::definition_lists::parts_of(place.kind)
        && let Some(list) = session.list(inner.kind, Some(&place.id))
    {
        let records = (0..list.len()).filter_map(|i| list.at(i));
        let summaries: Vec<String> = records.map(part_summary).collect();
        if !summaries.is_empty() {
            parts.push(summaries.join(", "));
        }
    }
    parts.join("; ")
}

fn part_summary(record: &dyn Record) -> String {
    let points = record.get("points");
    let points = points.map_or_else(String::new, |p| format!(" {p}"));
    format!("{}{points}", record.title())
}
