//! Compares the fields of one thing, using the table of fields.

use super::change::{Change, ChangeKind, ChangeSeverity};
use super::rule_diff::{self, RuleComparison};
use super::sentences::FieldChange;
use super::session_pair::SessionPair;
use super::titles::{reference_name, title, with_noun};
use super::word_diff::changed_words;
use crate::model::record::{FieldShape, FieldSpec, FieldWeight};
use crate::model::{Condition, Kind, Place, Rule, wording};
use crate::proof::mean_the_same;

/// Points and the fields that sum them up. If they change no outcome, they may still change the
/// order of the leads.
const QUEUE_FIELDS: &[(Kind, &str)] = &[
    (Kind::Criterion, "points"),
    (Kind::Criterion, "combine"),
    (Kind::Answer, "points"),
    (Kind::Group, "of"),
    (Kind::Group, "max"),
    (Kind::Group, "min"),
];

/// Compares a thing in both definitions, field by field.
pub(super) fn compare(pair: &SessionPair, from: &Place, to: &Place, changes: &mut Vec<Change>) {
    let (Some(old), Some(new)) = (pair.old.record(from), pair.new.record(to)) else {
        return;
    };
    for spec in new.specs() {
        let text = |text: Option<String>| text.unwrap_or_default();
        let (before, after) = (text(old.get(spec.key)), text(new.get(spec.key)));
        if before == after {
            continue;
        }
        let turned = FieldChange {
            old: &pair.old,
            new: &pair.new,
            place: to,
            spec,
            before: &before,
            after: &after,
        };
        match spec.shape {
            FieldShape::Rule => rule_changes(pair, &turned, changes),
            _ if is_name(spec, to.kind) => changes.push(name_change(pair, from, &turned)),
            _ => changes.push(field_change(&turned)),
        }
    }
}

/// Whether a field is its thing's name.
fn is_name(spec: &FieldSpec, kind: Kind) -> bool {
    spec.key == "name" || (kind == Kind::Answer && spec.key == "label")
}

/// Returns the severity of a field's change if no outcome differs.
fn base_severity(spec: &FieldSpec, kind: Kind) -> ChangeSeverity {
    match spec.weight {
        FieldWeight::Wording => ChangeSeverity::Wording,
        FieldWeight::Scored if QUEUE_FIELDS.contains(&(kind, spec.key)) => ChangeSeverity::Queue,
        FieldWeight::Meaning | FieldWeight::Scored => ChangeSeverity::Meaning,
    }
}

fn name_change(pair: &SessionPair, from: &Place, turned: &FieldChange<'_>) -> Change {
    let owner = match (turned.place.kind, &turned.place.parent) {
        (Kind::Answer, Some(criterion)) => {
            format!(
                "{}: ",
                reference_name(&pair.new, Kind::Criterion, criterion.as_str())
            )
        }
        _ => String::new(),
    };
    let noun = super::definition_lists::noun(turned.place.kind);
    let message = match (turned.before, turned.after) {
        ("", new) => format!("{noun} {owner}{} named {new}", from.id),
        (old, "") => format!("{noun} {owner}{old} no longer has a name"),
        (old, new) => format!("{noun} {owner}{old} renamed to {new}"),
    };
    Change {
        kind: ChangeKind::Renamed,
        message,
        word_runs: changed_words(turned.before, turned.after),
        ..field_change(turned)
    }
}

/// Describes a field's change in one sentence.
fn field_change(turned: &FieldChange<'_>) -> Change {
    let spec = turned.spec;
    let kind = turned.place.kind;
    let same = turned.is_reordered() || is_same_condition(turned);
    let (before, after) = turned.values();
    let prose =
        spec.shape == FieldShape::Text && !turned.before.is_empty() && !turned.after.is_empty();
    Change {
        place: turned.place.clone(),
        kind: if prose {
            ChangeKind::Reworded
        } else {
            ChangeKind::Changed
        },
        field: Some(spec.key),
        base_severity: if same {
            ChangeSeverity::Wording
        } else {
            base_severity(spec, kind)
        },
        scored: spec.weight == FieldWeight::Scored && !same,
        message: if same && !turned.is_reordered() {
            format!(
                "{} is written differently and means the same",
                turned.subject()
            )
        } else {
            turned.message()
        },
        before,
        after,
        word_runs: if prose {
            changed_words(turned.before, turned.after)
        } else {
            Vec::new()
        },
    }
}

fn is_same_condition(turned: &FieldChange<'_>) -> bool {
    let read = |text: &str| serde_json::from_str::<Condition>(text).ok();
    turned.spec.shape == FieldShape::Condition
        && match (read(turned.before), read(turned.after)) {
            (Some(before), Some(after)) => mean_the_same(&before, &after),
            (before, after) => before == after,
        }
}

/// Describes a rule's change, one sentence per part.
fn rule_changes(pair: &SessionPair, turned: &FieldChange<'_>, changes: &mut Vec<Change>) {
    let read = |text: &str| serde_json::from_str::<Rule>(text).ok();
    let (before, after) = (read(turned.before), read(turned.after));
    let owner = match turned.place.kind {
        Kind::Stage => title(&pair.new, turned.place),
        _ => with_noun(&pair.new, turned.place),
    };
    let compared = RuleComparison {
        owner: &owner,
        old: &pair.old.definition,
        new: &pair.new.definition,
    };
    let whole = Change {
        kind: ChangeKind::Changed,
        field: Some(turned.spec.key),
        ..field_change(turned)
    };
    let (Some(old), Some(new)) = (&before, &after) else {
        let new = after.map(|rule| wording::rule(&pair.new.definition, &rule));
        let message = match new {
            Some(new) => format!("{owner} now has a rule: {new}"),
            None => format!("{owner} no longer has a rule"),
        };
        changes.push(Change { message, ..whole });
        return;
    };
    let parts = rule_diff::changes(&compared, old, new);
    if parts.is_empty() {
        // Only the order or a duplicate changed; the proof decides whether that matters.
        changes.push(Change {
            base_severity: ChangeSeverity::Wording,
            message: format!("{owner}: rule is written differently"),
            ..whole.clone()
        });
    }
    changes.extend(parts.into_iter().map(|part| Change {
        message: part.message,
        before: part.before,
        after: part.after,
        ..whole.clone()
    }));
}
