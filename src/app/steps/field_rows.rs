//! The fields of a record as rows.

use crate::app::input::keymap::Action;
use crate::app::input::row::{Row, RowTarget, Tone};
use crate::app::secrecy::{self, HIDDEN};
use crate::model::Session;
use crate::model::record::{FieldShape, FieldSpec, Kind, Place};
use crate::model::rename::follows_name;

/// Returns the rows of all of a record's fields.
pub fn every_field_row(session: &Session, place: &Place) -> Vec<Row> {
    field_rows(session, place, true)
}

/// Returns the rows of a record's core fields, and of others that are filled in.
pub fn core_field_rows(session: &Session, place: &Place) -> Vec<Row> {
    field_rows(session, place, false)
}

/// Returns the rows of a record's form: core fields, and others if requested or filled in.
pub fn field_rows(session: &Session, place: &Place, more: bool) -> Vec<Row> {
    let Some(record) = session.record(place) else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    let mut hidden = 0;
    for spec in record.specs() {
        let text = record.get(spec.key).unwrap_or_default();
        if !is_shown(spec, more, &text) {
            hidden += 1;
            continue;
        }
        let value = if secrecy::hides_field(session, place, spec.key) {
            HIDDEN.into()
        } else {
            field_text(session, spec.shape, &text)
        };
        let row = Row::new(RowTarget::Field(place.clone(), spec.key), spec.label, value);
        rows.push(if text.is_empty() {
            row.tone(Tone::Quiet)
        } else {
            row
        });
    }
    if more && follows_name(place.kind) {
        let target = RowTarget::Field(place.clone(), "id");
        let row = Row::new(target, "Id", place.id.to_string()).tone(Tone::Quiet);
        // What finds a record among the leads stays last, where End leads to it.
        let found_by = |row: &Row| matches!(row.target, RowTarget::Field(_, "when"));
        let at = rows.len() - usize::from(rows.last().is_some_and(found_by));
        rows.insert(at, row);
    }
    if hidden > 0 {
        let text = crate::model::wording::count_noun(i64::from(hidden), "more field");
        rows.push(Row::new(RowTarget::Action(Action::MoreFields), text, "").tone(Tone::Quiet));
    }
    rows
}

/// Returns whether a record's form has a row for a field.
pub fn shows_field(session: &Session, place: &Place, key: &str, more: bool) -> bool {
    session.record(place).is_some_and(|record| {
        let spec = record.specs().into_iter().find(|spec| spec.key == key);
        spec.is_some_and(|spec| is_shown(spec, more, &record.get(key).unwrap_or_default()))
    })
}

fn is_shown(spec: &FieldSpec, more: bool, text: &str) -> bool {
    spec.core || more || !text.is_empty()
}

/// Formats a field's text for people.
pub fn field_text(session: &Session, shape: FieldShape, text: &str) -> String {
    let definition = &session.definition;
    let label = |choices: &[(&str, &str)], word: &str| -> String {
        choices
            .iter()
            .find(|(w, _)| *w == word)
            .map_or_else(|| word.to_owned(), |(_, l)| (*l).to_owned())
    };
    let title = |kind: Kind, id: &str| -> String {
        if kind == Kind::Track && id == crate::model::NO_TRACK {
            return "none, deliberately".into();
        }
        let place = session.places(kind).into_iter().find(|p| p.id == id);
        place.map_or_else(|| format!("?{id}?"), |p| session.title_of(&p))
    };
    if text.is_empty() {
        return "-".into();
    }
    let joined = |of: &dyn Fn(&str) -> String| text.lines().map(of).collect::<Vec<_>>().join(", ");
    match shape {
        FieldShape::Line
        | FieldShape::Text
        | FieldShape::Number(..)
        | FieldShape::Flag
        | FieldShape::Day => text.into(),
        FieldShape::Lines => text.lines().collect::<Vec<_>>().join("; "),
        FieldShape::Choice(choices) => label(choices, text),
        FieldShape::Choices(choices) => joined(&|word| label(choices, word)),
        FieldShape::One(kind) => title(kind, text),
        FieldShape::Many(kind) => joined(&|id| title(kind, id)),
        FieldShape::Condition => serde_json::from_str(text)
            .map_or_else(|_| text.into(), |c| crate::model::wording::condition(&c)),
        FieldShape::Rule => serde_json::from_str(text).map_or_else(
            |_| text.into(),
            |r| crate::model::wording::rule(definition, &r),
        ),
        FieldShape::References => joined(&|reference| {
            reference.parse().map_or_else(
                |_| reference.into(),
                |r| crate::model::wording::reference(definition, &r),
            )
        }),
    }
}
