//! The semantic diff: what differs between two definitions, keyed on ids.

use std::sync::Arc;

use super::change::{Change, ChangeKind, Severity};
use super::exact::{self, Exact};
use super::fields;
use super::kinds::{self, LISTS, Listed, Order};
use super::names::{summary, title, with_noun};
use super::order::moved;
use crate::model::record::{Record, RecordList};
use crate::model::{Definition, Id, Kind, Place, Session};

/// What differs between two definitions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diff {
    /// Each difference, the weightiest first; nothing if the definitions are equal.
    pub changes: Vec<Change>,
    pub(super) steps: Vec<Exact>,
}

impl Diff {
    /// What differs. Each thing is known by its id: a renamed or moved one is one change.
    pub fn between(before: &Definition, after: &Definition) -> Self {
        if before == after {
            return Self::default();
        }
        let pair = Pair {
            old: session(before),
            new: session(after),
        };
        let mut changes = pair.changes();
        let steps = exact::between(before, after);
        pair.unseen(&steps, &mut changes);
        changes.sort_by_key(|c| std::cmp::Reverse((c.scored, c.plain)));
        Self { changes, steps }
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Makes the same changes to a definition: to the earlier one, and it is the later one.
    pub fn apply(&self, definition: &Definition) -> Definition {
        exact::apply(&self.steps, definition)
    }

    /// Whether an id is gone.
    pub fn removes(&self) -> bool {
        self.changes.iter().any(|c| c.plain == Severity::Removal)
    }

    /// Whether anything changed that scoring looks at.
    pub fn is_scored(&self) -> bool {
        self.changes.iter().any(|c| c.scored)
    }
}

fn session(definition: &Definition) -> Session {
    Session {
        definition: Arc::new(definition.clone()),
        ..Session::default()
    }
}

/// Both definitions, as sessions so that things are reached by their places.
pub(super) struct Pair {
    pub old: Session,
    pub new: Session,
}

/// A list in both, with its things' ids.
struct Both {
    list: &'static Listed,
    parent: Option<Id>,
    old: Vec<Id>,
    new: Vec<Id>,
}

impl Both {
    fn place(&self, id: &Id) -> Place {
        kinds::place(self.list.kind, self.parent.as_ref(), id)
    }
}

impl Pair {
    fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        for list in LISTS {
            self.list(list, None, &mut changes);
        }
        self.handoff(&mut changes);
        changes
    }

    fn list(&self, list: &'static Listed, parent: Option<&Id>, changes: &mut Vec<Change>) {
        let both = Both {
            list,
            parent: parent.cloned(),
            old: ids(self.old.list(list.kind, parent)),
            new: ids(self.new.list(list.kind, parent)),
        };
        for (index, id) in both.new.iter().enumerate() {
            let place = both.place(id);
            if both.old.contains(id) {
                fields::compare(self, &place, &place, changes);
            } else if let Some(from) = elsewhere(&self.old, &place) {
                changes.push(self.rehomed(&from, &place));
                fields::compare(self, &from, &place, changes);
            } else {
                changes.push(self.added(&both, index));
            }
            self.parts(list.kind, id, changes);
        }
        for id in both.old.iter().filter(|id| !both.new.contains(id)) {
            let place = both.place(id);
            if elsewhere(&self.new, &place).is_none() {
                changes.push(self.removed(&place, list.scored));
            }
        }
        self.reordered(&both, changes);
    }

    /// The parts of a thing that is in both; of a new thing only those that were elsewhere.
    fn parts(&self, kind: Kind, id: &Id, changes: &mut Vec<Change>) {
        let Some(inner) = kinds::parts_of(kind) else {
            return;
        };
        if self.old.record(&Place::new(kind, id.clone())).is_some() {
            self.list(inner, Some(id), changes);
            return;
        }
        for part in ids(self.new.list(inner.kind, Some(id))) {
            let place = kinds::place(inner.kind, Some(id), &part);
            if let Some(from) = elsewhere(&self.old, &place) {
                changes.push(self.rehomed(&from, &place));
                fields::compare(self, &from, &place, changes);
            }
        }
    }

    fn added(&self, both: &Both, index: usize) -> Change {
        let place = both.place(&both.new[index]);
        let mut message = format!("{} added", with_noun(&self.new, &place));
        let to = whole(&self.new, &place);
        if let Some(whole) = to {
            message.push_str(&format!(" to {whole}"));
        }
        if self.order(both) != Order::Nothing {
            message.push_str(&self.neighbour(both, index));
        }
        Change {
            kind: ChangeKind::Added,
            field: None,
            plain: Severity::Addition,
            scored: both.list.scored,
            message,
            before: None,
            after: Some(summary(&self.new, &place)),
            words: Vec::new(),
            place,
        }
    }

    fn removed(&self, place: &Place, scored: bool) -> Change {
        let mut message = format!("{} removed", with_noun(&self.old, place));
        if let Some(whole) = whole(&self.old, place) {
            message.push_str(&format!(" from {whole}"));
        }
        Change {
            place: place.clone(),
            kind: ChangeKind::Removed,
            field: None,
            plain: Severity::Removal,
            scored,
            message,
            before: Some(summary(&self.old, place)),
            after: None,
            words: Vec::new(),
        }
    }

    /// Where something stands now, by its neighbour.
    fn neighbour(&self, both: &Both, index: usize) -> String {
        let name = |i: usize| title(&self.new, &both.place(&both.new[i]));
        match (index.checked_sub(1), both.new.len()) {
            (Some(before), _) => format!(" after {}", name(before)),
            (None, 0 | 1) => String::new(),
            (None, _) => format!(" before {}", name(1)),
        }
    }

    fn rehomed(&self, from: &Place, to: &Place) -> Change {
        let home = |session: &Session, place: &Place| whole(session, place).unwrap_or_default();
        let (before, after) = (home(&self.old, from), home(&self.new, to));
        Change {
            place: to.clone(),
            kind: ChangeKind::Moved,
            field: None,
            plain: Severity::Meaning,
            scored: false,
            message: format!(
                "{} moved from {before} to {after}",
                with_noun(&self.new, to)
            ),
            before: Some(before),
            after: Some(after),
            words: Vec::new(),
        }
    }

    fn order(&self, both: &Both) -> Order {
        if both.list.kind != Kind::Level {
            return both.list.order;
        }
        let id = both.parent.as_ref().map_or("", Id::as_str);
        let criterion = |session: &Session| session.definition.criterion(id).cloned();
        kinds::answers_order(criterion(&self.old).as_ref(), criterion(&self.new).as_ref())
    }

    fn reordered(&self, both: &Both, changes: &mut Vec<Change>) {
        let moved = moved(&both.old, &both.new);
        let order = self.order(both);
        let change = |index: usize, message: String| Change {
            place: both.place(&both.new[index]),
            kind: ChangeKind::Moved,
            field: None,
            plain: if order == Order::Nothing {
                Severity::Wording
            } else {
                Severity::Meaning
            },
            scored: order == Order::Scored,
            message,
            before: Some(sequence(&self.old, both, &both.old)),
            after: Some(sequence(&self.new, both, &both.new)),
            words: Vec::new(),
        };
        if order == Order::Nothing {
            if let Some(first) = moved.first() {
                let names: Vec<String> = moved
                    .iter()
                    .map(|i| with_noun(&self.new, &both.place(&both.new[*i])))
                    .collect();
                let names = crate::model::wording::list(&names, "and");
                changes.push(change(
                    *first,
                    format!("{names} moved in the list, which says nothing"),
                ));
            }
            return;
        }
        for index in moved {
            let place = both.place(&both.new[index]);
            let what = with_noun(&self.new, &place);
            let now = self.neighbour(both, index);
            changes.push(change(index, format!("{what} moved, now{now}")));
        }
    }

    fn handoff(&self, changes: &mut Vec<Change>) {
        let place = Place::single(Kind::Handoff);
        let there = |session: &Session| session.definition.handoff.is_some();
        match (there(&self.old), there(&self.new)) {
            (true, true) => fields::compare(self, &place, &place, changes),
            (true, false) => changes.push(self.removed(&place, true)),
            (false, true) => changes.push(Change {
                kind: ChangeKind::Added,
                field: None,
                plain: Severity::Addition,
                scored: true,
                message: "hand-off added".into(),
                before: None,
                after: Some(summary(&self.new, &place)),
                words: Vec::new(),
                place,
            }),
            (false, false) => {}
        }
    }

    /// What differs although every field reads the same, such as an empty service level beside
    /// none: told, since the texts that people sign differ.
    fn unseen(&self, steps: &[Exact], changes: &mut Vec<Change>) {
        for step in steps {
            let Exact::Set(place, _) = step else { continue };
            if changes.iter().any(|change| change.place == *place) {
                continue;
            }
            // Part of a thing that is new as a whole.
            if kinds::whole_of(place).is_some_and(|whole| self.old.record(&whole).is_none()) {
                continue;
            }
            changes.push(Change {
                place: place.clone(),
                kind: ChangeKind::Changed,
                field: None,
                plain: Severity::Wording,
                scored: true,
                message: format!("{} is written differently", with_noun(&self.new, place)),
                before: None,
                after: None,
                words: Vec::new(),
            });
        }
    }
}

fn ids(list: Option<&dyn RecordList>) -> Vec<Id> {
    let Some(list) = list else { return Vec::new() };
    let records = (0..list.len()).filter_map(|i| list.at(i));
    records.map(Record::id).cloned().collect()
}

/// Where a thing is that is part of another thing here: a buying step's id is its own in all
/// journeys, so it can move from one to another.
fn elsewhere(session: &Session, place: &Place) -> Option<Place> {
    if place.kind != Kind::Step {
        return None;
    }
    let places = session.places(Kind::Step);
    places.into_iter().find(|other| other.id == place.id)
}

/// What a part is part of; nothing where its name says that already.
fn whole(session: &Session, place: &Place) -> Option<String> {
    let parent = place.parent.clone()?;
    let whole = match place.kind {
        Kind::Step => Kind::Journey,
        Kind::Level => Kind::Criterion,
        _ => return None,
    };
    let whole = title(session, &Place::new(whole, parent));
    (!title(session, place).starts_with(&format!("{whole}: "))).then_some(whole)
}

fn sequence(session: &Session, both: &Both, ids: &[Id]) -> String {
    let names: Vec<String> = ids
        .iter()
        .map(|id| title(session, &both.place(id)))
        .collect();
    names.join(", ")
}
