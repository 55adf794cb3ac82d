//! The one table of a definition's lists: their keys, parts, and whether order matters.

use crate::model::{Combine, Criterion, Id, Kind, Place};

/// What the order of a list means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OrderMeaning {
    /// Nothing: another order is another way to write it.
    Nothing,
    /// Something to people, or to which segment or persona a lead is of.
    Meaning,
    /// Outcomes can hang on it.
    Scored,
}

/// A list of a definition.
pub(super) struct ListSpec {
    /// Of which things.
    pub kind: Kind,
    /// Its key in the definition, or in the thing it is part of.
    pub key: &'static str,
    /// What its order means.
    pub order: OrderMeaning,
    /// Whether outcomes can hang on there being one more or less.
    pub scored: bool,
}

const fn row(kind: Kind, key: &'static str, order: OrderMeaning, scored: bool) -> ListSpec {
    ListSpec {
        kind,
        key,
        order,
        scored,
    }
}

/// The lists of a definition, in the order changes are told.
#[rustfmt::skip] // a table
pub(super) const LISTS: &[ListSpec] = &[
    row(Kind::Stage,         "stages",               OrderMeaning::Scored,  true),
    row(Kind::Criterion,     "criteria",             OrderMeaning::Nothing, true),
    row(Kind::Group,         "groups",               OrderMeaning::Nothing, true),
    row(Kind::Band,          "bands",                OrderMeaning::Nothing, true),
    row(Kind::Route,         "routes",               OrderMeaning::Scored,  true),
    row(Kind::Disposition,   "dispositions",         OrderMeaning::Nothing, true),
    row(Kind::Track,         "tracks",               OrderMeaning::Nothing, false),
    row(Kind::Segment,       "segments",             OrderMeaning::Meaning, false),
    row(Kind::Persona,       "personas",             OrderMeaning::Meaning, false),
    row(Kind::Journey,       "journeys",             OrderMeaning::Nothing, false),
    row(Kind::Term,          "terms",                OrderMeaning::Nothing, false),
    row(Kind::Metric,        "metrics",              OrderMeaning::Nothing, false),
    row(Kind::Target,        "targets",              OrderMeaning::Nothing, false),
    row(Kind::Qualification, "qualification_levels", OrderMeaning::Nothing, false),
];

/// The key of the one thing that is in no list.
pub(super) const HANDOFF: &str = "handoff";

/// The lists inside other things.
const PARTS: &[(Kind, ListSpec)] = &[
    (
        Kind::Stage,
        row(Kind::Exit, "exits", OrderMeaning::Nothing, false),
    ),
    (
        Kind::Criterion,
        row(Kind::Answer, "answers", OrderMeaning::Scored, true),
    ),
    (
        Kind::Journey,
        row(Kind::Step, "steps", OrderMeaning::Meaning, false),
    ),
];

/// The list that things of a kind have inside.
pub(super) fn parts_of(kind: Kind) -> Option<&'static ListSpec> {
    let found = PARTS.iter().find(|(whole, _)| *whole == kind);
    found.map(|(_, list)| list)
}

/// What the thing at a place is part of.
pub(super) fn whole_of(place: &Place) -> Option<Place> {
    let (whole, _) = PARTS.iter().find(|(_, list)| list.kind == place.kind)?;
    Some(Place::new(*whole, place.parent.clone()?))
}

/// The row of a kind's list.
pub(super) fn list_of(kind: Kind) -> Option<&'static ListSpec> {
    let inner = PARTS.iter().map(|(_, list)| list);
    LISTS.iter().chain(inner).find(|list| list.kind == kind)
}

/// The order of answers decides only where one of them can be true: the first that holds is it.
pub(super) fn answers_order(before: Option<&Criterion>, after: Option<&Criterion>) -> OrderMeaning {
    let one_of = |c: Option<&Criterion>| c.is_some_and(|c| c.combine == Some(Combine::OneOf));
    if one_of(before) || one_of(after) {
        OrderMeaning::Scored
    } else {
        OrderMeaning::Nothing
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
