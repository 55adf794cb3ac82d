//! What differs between the fields of one thing, read off the table of fields.

use super::change::{Change, ChangeKind, Severity};
use super::conditions;
use super::diff::Pair;
use super::names::{named, title, with_noun};
use super::rules::{self, Compared};
use super::sentences::Turned;
use super::words::changed_words;
use crate::model::record::{Shape, Spec, Weight};
use crate::model::{Condition, Kind, Place, Rule, wording};

/// Points and what sums them up: where no outcome differs by them, the order of the queue may.
const QUEUE: &[(Kind, &str)] = &[
    (Kind::Criterion, "points"),
    (Kind::Criterion, "combine"),
    (Kind::Level, "points"),
    (Kind::Group, "of"),
    (Kind::Group, "max"),
    (Kind::Group, "min"),
];

/// Compares a thing that is in both, field by field.
pub(super) fn compare(pair: &Pair, from: &Place, to: &Place, changes: &mut Vec<Change>) {
    let (Some(old), Some(new)) = (pair.old.record(from), pair.new.record(to)) else {
        return;
    };
    for spec in new.specs() {
        let text = |text: Option<String>| text.unwrap_or_default();
        let (before, after) = (text(old.get(spec.key)), text(new.get(spec.key)));
        if before == after {
            continue;
        }
        let turned = Turned {
            old: &pair.old,
            new: &pair.new,
            place: to,
            spec,
            before: &before,
            after: &after,
        };
        match spec.shape {
            Shape::Rule => rule(pair, &turned, changes),
            _ if is_name(spec, to.kind) => changes.push(renamed(pair, from, &turned)),
            _ => changes.push(one(&turned)),
        }
    }
}

/// Whether a field is what its thing is called.
fn is_name(spec: &Spec, kind: Kind) -> bool {
    spec.key == "name" || (kind == Kind::Level && spec.key == "label")
}

/// What a change of a field means where no outcome differs.
fn plain(spec: &Spec, kind: Kind) -> Severity {
    match spec.weight {
        Weight::Wording => Severity::Wording,
        Weight::Scored if QUEUE.contains(&(kind, spec.key)) => Severity::Queue,
        Weight::Meaning | Weight::Scored => Severity::Meaning,
    }
}

fn renamed(pair: &Pair, from: &Place, turned: &Turned<'_>) -> Change {
    let owner = match (turned.place.kind, &turned.place.parent) {
        (Kind::Level, Some(criterion)) => {
            format!(
                " of {}",
                named(&pair.new, Kind::Criterion, criterion.as_str())
            )
        }
        _ => String::new(),
    };
    let noun = super::kinds::noun(turned.place.kind);
    let message = match (turned.before, turned.after) {
        ("", new) => format!("{noun} {}{owner} named {new}", from.id),
        (old, "") => format!("{noun} {old}{owner} has no name any more"),
        (old, new) => format!("{noun} {old}{owner} renamed to {new}"),
    };
    Change {
        kind: ChangeKind::Renamed,
        message,
        words: changed_words(turned.before, turned.after),
        ..one(turned)
    }
}

/// A field's change as one sentence.
fn one(turned: &Turned<'_>) -> Change {
    let spec = turned.spec;
    let kind = turned.place.kind;
    let same = turned.is_reordered() || asks_the_same(turned);
    let (before, after) = turned.values();
    let prose = spec.shape == Shape::Text && !turned.before.is_empty() && !turned.after.is_empty();
    Change {
        place: turned.place.clone(),
        kind: if prose {
            ChangeKind::Reworded
        } else {
            ChangeKind::Changed
        },
        field: Some(spec.key),
        plain: if same {
            Severity::Wording
        } else {
            plain(spec, kind)
        },
        scored: spec.weight == Weight::Scored && !same,
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
        words: if prose {
            changed_words(turned.before, turned.after)
        } else {
            Vec::new()
        },
    }
}

fn asks_the_same(turned: &Turned<'_>) -> bool {
    let read = |text: &str| serde_json::from_str::<Condition>(text).ok();
    turned.spec.shape == Shape::Condition
        && conditions::same(read(turned.before).as_ref(), read(turned.after).as_ref())
}

/// A rule's change, a sentence for each part.
fn rule(pair: &Pair, turned: &Turned<'_>, changes: &mut Vec<Change>) {
    let read = |text: &str| serde_json::from_str::<Rule>(text).ok();
    let (before, after) = (read(turned.before), read(turned.after));
    let owner = match turned.place.kind {
        Kind::Stage => title(&pair.new, turned.place),
        _ => with_noun(&pair.new, turned.place),
    };
    let compared = Compared {
        owner: &owner,
        old: &pair.old.definition,
        new: &pair.new.definition,
    };
    let whole = Change {
        kind: ChangeKind::Changed,
        field: Some(turned.spec.key),
        ..one(turned)
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
    let parts = rules::changes(&compared, old, new);
    if parts.is_empty() {
        // Another order, or the same thing twice; the proof has the last word.
        changes.push(Change {
            plain: Severity::Wording,
            message: format!("rule of {owner} is written differently"),
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
