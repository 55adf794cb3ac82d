//! The one table of a definition's lists: their keys, parts, and whether order matters.

use crate::model::{Combine, Criterion, Id, Kind, Place};

/// What the order of a list means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// Nothing: another order is another way to write it.
    Nothing,
    /// Something to people, or to which segment or persona a lead is of.
    Meaning,
    /// Outcomes can hang on it.
    Scored,
}

/// A list of a definition.
pub(super) struct Listed {
    /// Of which things.
    pub kind: Kind,
    /// Its key in the definition, or in the thing it is part of.
    pub key: &'static str,
    /// What its order means.
    pub order: Order,
    /// Whether outcomes can hang on there being one more or less.
    pub scored: bool,
}

const fn row(kind: Kind, key: &'static str, order: Order, scored: bool) -> Listed {
    Listed {
        kind,
        key,
        order,
        scored,
    }
}

/// The lists of a definition, in the order changes are told.
#[rustfmt::skip] // a table
pub(super) const LISTS: &[Listed] = &[
    row(Kind::Stage,         "stages",               Order::Scored,  true),
    row(Kind::Criterion,     "criteria",             Order::Nothing, true),
    row(Kind::Group,         "groups",               Order::Nothing, true),
    row(Kind::Band,          "bands",                Order::Nothing, true),
    row(Kind::Route,         "routes",               Order::Scored,  true),
    row(Kind::Disposition,   "dispositions",         Order::Nothing, true),
    row(Kind::Track,         "tracks",               Order::Nothing, false),
    row(Kind::Segment,       "segments",             Order::Meaning, false),
    row(Kind::Persona,       "personas",             Order::Meaning, false),
    row(Kind::Journey,       "journeys",             Order::Nothing, false),
    row(Kind::Term,          "terms",                Order::Nothing, false),
    row(Kind::Metric,        "metrics",              Order::Nothing, false),
    row(Kind::Target,        "targets",              Order::Nothing, false),
    row(Kind::Qualification, "qualification_levels", Order::Nothing, false),
];

/// The key of the one thing that is in no list.
pub(super) const HANDOFF: &str = "handoff";

/// The lists inside other things.
const PARTS: &[(Kind, Listed)] = &[
    (Kind::Stage, row(Kind::Exit, "exits", Order::Nothing, false)),
    (
        Kind::Criterion,
        row(Kind::Level, "answers", Order::Scored, true),
    ),
    (
        Kind::Journey,
        row(Kind::Step, "steps", Order::Meaning, false),
    ),
];

/// The list that things of a kind have inside.
pub(super) fn parts_of(kind: Kind) -> Option<&'static Listed> {
    let found = PARTS.iter().find(|(whole, _)| *whole == kind);
    found.map(|(_, list)| list)
}

/// What the thing at a place is part of.
pub(super) fn whole_of(place: &Place) -> Option<Place> {
    let (whole, _) = PARTS.iter().find(|(_, list)| list.kind == place.kind)?;
    Some(Place::new(*whole, place.parent.clone()?))
}

/// The row of a kind's list.
pub(super) fn list_of(kind: Kind) -> Option<&'static Listed> {
    let inner = PARTS.iter().map(|(_, list)| list);
    LISTS.iter().chain(inner).find(|list| list.kind == kind)
}

/// The order of answers decides only where one of them can be true: the first that holds is it.
pub(super) fn answers_order(before: Option<&Criterion>, after: Option<&Criterion>) -> Order {
    let one_of = |c: Option<&Criterion>| c.is_some_and(|c| c.combine == Some(Combine::OneOf));
    if one_of(before) || one_of(after) {
        Order::Scored
    } else {
        Order::Nothing
    }
}

/// What a new or gone thing is called before its name.
pub(super) fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Disposition => "next action",
        Kind::Journey => "journey of",
        Kind::Target => "target for",
        _ => kind.label(),
    }
}

/// A place of a kind, part of another where `parent` is given.
pub(super) fn place(kind: Kind, parent: Option<&Id>, id: &Id) -> Place {
    Place {
        kind,
        parent: parent.cloned(),
        id: id.clone(),
    }
}
