//! The table of a definition's lists: their keys, their nested lists, and whether order matters.

use crate::model::{Combine, Criterion, Id, Kind, Place};

/// What the order of a list means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OrderMeaning {
    /// Nothing.
    Nothing,
    /// Something to people, or the segment or persona that a lead matches.
    Meaning,
    /// Outcomes may depend on it.
    Scored,
}

/// A list of a definition.
pub(super) struct ListSpec {
    /// The kind of its things.
    pub kind: Kind,
    /// Its key in the definition, or in the thing that contains it.
    pub key: &'static str,
    /// The meaning of its order.
    pub order: OrderMeaning,
    /// Whether outcomes may depend on adding or removing a thing.
    pub scored: bool,
}

/// A list whose things outcomes may depend on.
const fn scored(kind: Kind, key: &'static str, order: OrderMeaning) -> ListSpec {
    ListSpec {
        kind,
        key,
        order,
        scored: true,
    }
}

/// A list that no outcome depends on.
const fn other(kind: Kind, key: &'static str, order: OrderMeaning) -> ListSpec {
    ListSpec {
        kind,
        key,
        order,
        scored: false,
    }
}

/// The lists of a definition, in the order of reports.
#[rustfmt::skip] // a table
pub(super) const LISTS: &[ListSpec] = &[
    scored(Kind::Stage,         "stages",               OrderMeaning::Scored),
    scored(Kind::Criterion,     "criteria",             OrderMeaning::Nothing),
    scored(Kind::Group,         "groups",               OrderMeaning::Nothing),
    scored(Kind::Band,          "bands",                OrderMeaning::Nothing),
    scored(Kind::Route,         "routes",               OrderMeaning::Scored),
    other( Kind::Never,         "never",                OrderMeaning::Nothing),
    scored(Kind::Disposition,   "dispositions",         OrderMeaning::Nothing),
    other( Kind::Track,         "tracks",               OrderMeaning::Nothing),
    other( Kind::Segment,       "segments",             OrderMeaning::Meaning),
    other( Kind::Persona,       "personas",             OrderMeaning::Meaning),
    other( Kind::Journey,       "journeys",             OrderMeaning::Nothing),
    other( Kind::Term,          "terms",                OrderMeaning::Nothing),
    other( Kind::Metric,        "metrics",              OrderMeaning::Nothing),
    other( Kind::Target,        "targets",              OrderMeaning::Nothing),
    other( Kind::Qualification, "qualification_levels", OrderMeaning::Nothing),
];

/// The key of the only thing that is not in a list.
pub(super) const HANDOFF: &str = "handoff";

/// The lists nested in other things.
const PARTS: &[(Kind, ListSpec)] = &[
    (
        Kind::Stage,
        other(Kind::Exit, "exits", OrderMeaning::Nothing),
    ),
    (
        Kind::Criterion,
        scored(Kind::Answer, "answers", OrderMeaning::Scored),
    ),
    (
        Kind::Journey,
        other(Kind::Step, "steps", OrderMeaning::Meaning),
    ),
];

/// Returns the list nested in things of a kind.
pub(super) fn parts_of(kind: Kind) -> Option<&'static ListSpec> {
    let found = PARTS.iter().find(|(whole, _)| *whole == kind);
    found.map(|(_, list)| list)
}

/// Returns the place of the thing that contains the one at a place.
pub(super) fn whole_of(place: &Place) -> Option<Place> {
    let (whole, _) = PARTS.iter().find(|(_, list)| list.kind == place.kind)?;
    Some(Place::new(*whole, place.parent.clone()?))
}

/// Returns the row for a kind.
pub(super) fn list_of(kind: Kind) -> Option<&'static ListSpec> {
    let inner = PARTS.iter().map(|(_, list)| list);
    LISTS.iter().chain(inner).find(|list| list.kind == kind)
}

/// Returns the meaning of the order of answers: it affects outcomes only if exactly one can be
/// true, as the first that holds is taken.
pub(super) fn answers_order(before: Option<&Criterion>, after: Option<&Criterion>) -> OrderMeaning {
    let one_of = |c: Option<&Criterion>| c.is_some_and(|c| c.combination() == Some(Combine::OneOf));
    if one_of(before) || one_of(after) {
        OrderMeaning::Scored
    } else {
        OrderMeaning::Nothing
    }
}

/// Returns the noun put before the name of a thing that was added or removed.
pub(super) fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Journey => "journey of",
        Kind::Target => "target for",
        _ => kind.label(),
    }
}

/// Returns the place of a thing, within `parent` if given.
pub(super) fn place(kind: Kind, parent: Option<&Id>, id: &Id) -> Place {
    Place {
        kind,
        parent: parent.cloned(),
        id: id.clone(),
    }
}
