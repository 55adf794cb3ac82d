//! The semantic diff: differences between two definitions, keyed on ids.

use super::change::{Change, ChangeKind, ChangeSeverity};
use super::definition_lists::{self, LISTS, ListSpec, OrderMeaning};
use super::diff_steps::{self, DiffStep};
use super::field_diff;
use super::moved_items::moved_positions;
use super::session_pair::SessionPair;
use super::titles::{summary, title, with_noun};
use crate::model::record::{Record, RecordList};
use crate::model::{Definition, Id, Kind, Place, Session};

/// The differences between two definitions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diff {
    /// Every difference, the most serious first; empty if the definitions are equal.
    pub changes: Vec<Change>,
    pub(super) steps: Vec<DiffStep>,
}

impl Diff {
    /// Compares two definitions. Things are identified by their ids, so a renamed or moved one is a
    /// single change.
    pub fn between(before: &Definition, after: &Definition) -> Self {
        if before == after {
            return Self::default();
        }
        let pair = SessionPair::new(before, after);
        let mut changes = pair.changes();
        let steps = diff_steps::between(before, after);
        pair.invisible_changes(&steps, &mut changes);
        changes.sort_by_key(|c| std::cmp::Reverse((c.scored, c.base_severity)));
        Self { changes, steps }
    }

    /// Whether the definitions are equal.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Applies the changes to a definition. Applied to the earlier one, this gives the later one.
    pub fn apply(&self, definition: &Definition) -> Definition {
        diff_steps::apply(&self.steps, definition)
    }

    /// Whether an id was removed.
    pub fn has_removals(&self) -> bool {
        self.changes
            .iter()
            .any(|c| c.base_severity == ChangeSeverity::Removal)
    }

    /// Whether anything used by scoring changed.
    pub fn is_scored(&self) -> bool {
        self.changes.iter().any(|c| c.scored)
    }
}

/// A list in both definitions, with its ids.
struct ListPair {
    list: &'static ListSpec,
    parent: Option<Id>,
    old: Vec<Id>,
    new: Vec<Id>,
}

impl ListPair {
    fn place(&self, id: &Id) -> Place {
        definition_lists::place(self.list.kind, self.parent.as_ref(), id)
    }
}

impl SessionPair {
    fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        for list in LISTS {
            self.list(list, None, &mut changes);
        }
        self.handoff(&mut changes);
        changes
    }

    fn list(&self, list: &'static ListSpec, parent: Option<&Id>, changes: &mut Vec<Change>) {
        let both = ListPair {
            list,
            parent: parent.cloned(),
            old: ids(self.old.list(list.kind, parent)),
            new: ids(self.new.list(list.kind, parent)),
        };
        for (index, id) in both.new.iter().enumerate() {
            let place = both.place(id);
            if both.old.contains(id) {
                field_diff::compare(self, &place, &place, changes);
            } else if let Some(from) = place_elsewhere(&self.old, &place) {
                changes.push(self.moved_to_parent(&from, &place));
                field_diff::compare(self, &from, &place, changes);
            } else {
                changes.push(self.added(&both, index));
            }
            self.parts(list.kind, id, changes);
        }
        for id in both.old.iter().filter(|id| !both.new.contains(id)) {
            let place = both.place(id);
            if place_elsewhere(&self.new, &place).is_none() {
                changes.push(self.removed(&place));
            }
        }
        self.order_changes(&both, changes);
    }

    /// Compares the parts of a thing in both definitions; of a new thing only those that were moved
    /// there.
    fn parts(&self, kind: Kind, id: &Id, changes: &mut Vec<Change>) {
        let Some(inner) = definition_lists::parts_of(kind) else {
            return;
        };
        if self.old.record(&Place::new(kind, id.clone())).is_some() {
            self.list(inner, Some(id), changes);
            return;
        }
        for part in ids(self.new.list(inner.kind, Some(id))) {
            let place = definition_lists::place(inner.kind, Some(id), &part);
            if let Some(from) = place_elsewhere(&self.old, &place) {
                changes.push(self.moved_to_parent(&from, &place));
                field_diff::compare(self, &from, &place, changes);
            }
        }
    }

    fn added(&self, both: &ListPair, index: usize) -> Change {
        let place = both.place(&both.new[index]);
        let mut message = format!("{} added", with_noun(&self.new, &place));
        let to = whole_title(&self.new, &place);
        if let Some(whole) = to {
            message.push_str(&format!(" to {whole}"));
        }
        if self.order(both) != OrderMeaning::Nothing {
            message.push_str(&self.neighbour(both, index));
        }
        Change {
            kind: ChangeKind::Added,
            field: None,
            base_severity: ChangeSeverity::Addition,
            scored: both.list.scored,
            message,
            before: None,
            after: Some(summary(&self.new, &place)),
            word_runs: Vec::new(),
            place,
        }
    }

    fn removed(&self, place: &Place) -> Change {
        // The hand-off is in no list, and outcomes depend on it.
        let list = definition_lists::list_of(place.kind);
        let scored = list.is_none_or(|list| list.scored);
        let mut message = format!("{} removed", with_noun(&self.old, place));
        if let Some(whole) = whole_title(&self.old, place) {
            message.push_str(&format!(" from {whole}"));
        }
        Change {
            place: place.clone(),
            kind: ChangeKind::Removed,
            field: None,
            // Nothing refers to a never rule, and no verdict reads it.
            base_severity: if place.kind == Kind::Never {
                ChangeSeverity::Meaning
            } else {
                ChangeSeverity::Removal
            },
            scored,
            message,
            before: Some(summary(&self.old, place)),
            after: None,
            word_runs: Vec::new(),
        }
    }

    /// Describes a new position by a neighbour.
    fn neighbour(&self, both: &ListPair, index: usize) -> String {
        let name = |i: usize| title(&self.new, &both.place(&both.new[i]));
        match (index.checked_sub(1), both.new.len()) {
            (Some(before), _) => format!(" after {}", name(before)),
            (None, 0 | 1) => String::new(),
            (None, _) => format!(" before {}", name(1)),
        }
    }

    fn moved_to_parent(&self, from: &Place, to: &Place) -> Change {
        let home =
            |session: &Session, place: &Place| whole_title(session, place).unwrap_or_default();
        let (before, after) = (home(&self.old, from), home(&self.new, to));
        Change {
            place: to.clone(),
            kind: ChangeKind::Moved,
            field: None,
            base_severity: ChangeSeverity::Meaning,
            scored: false,
            message: format!(
                "{} moved from {before} to {after}",
                with_noun(&self.new, to)
            ),
            before: Some(before),
            after: Some(after),
            word_runs: Vec::new(),
        }
    }

    fn order(&self, both: &ListPair) -> OrderMeaning {
        if both.list.kind != Kind::Answer {
            return both.list.order;
        }
        let id = both.parent.as_ref().map_or("", Id::as_str);
        let criterion = |session: &Session| session.definition.criterion(id).cloned();
        definition_lists::answers_order(
            criterion(&self.old).as_ref(),
            criterion(&self.new).as_ref(),
        )
    }

    fn order_changes(&self, both: &ListPair, changes: &mut Vec<Change>) {
        let moved = moved_positions(&both.old, &both.new);
        let order = self.order(both);
        let change = |index: usize, message: String| Change {
            place: both.place(&both.new[index]),
            kind: ChangeKind::Moved,
            field: None,
            base_severity: if order == OrderMeaning::Nothing {
                ChangeSeverity::Wording
            } else {
                ChangeSeverity::Meaning
            },
            scored: order == OrderMeaning::Scored,
            message,
            before: Some(titles_in_order(&self.old, both, &both.old)),
            after: Some(titles_in_order(&self.new, both, &both.new)),
            word_runs: Vec::new(),
        };
        if order == OrderMeaning::Nothing {
            if let Some(first) = moved.first() {
                let names: Vec<String> = moved
                    .iter()
                    .map(|i| with_noun(&self.new, &both.place(&both.new[*i])))
                    .collect();
                let names = crate::model::wording::join_list(&names, "and");
                changes.push(change(
                    *first,
                    format!("{names} moved in the list, where order means nothing"),
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
            (true, true) => field_diff::compare(self, &place, &place, changes),
            (true, false) => changes.push(self.removed(&place)),
            (false, true) => changes.push(Change {
                kind: ChangeKind::Added,
                field: None,
                base_severity: ChangeSeverity::Addition,
                scored: true,
                message: "hand-off added".into(),
                before: None,
                after: Some(summary(&self.new, &place)),
                word_runs: Vec::new(),
                place,
            }),
            (false, false) => {}
        }
    }

    /// Reports differences that no field shows, such as an empty service level instead of none, as
    /// the signed texts differ.
    fn invisible_changes(&self, steps: &[DiffStep], changes: &mut Vec<Change>) {
        for step in steps {
            let DiffStep::Set(place, _) = step else {
                continue;
            };
            if changes.iter().any(|change| change.place == *place) {
                continue;
            }
            // Part of a thing that is new as a whole.
            if definition_lists::whole_of(place)
                .is_some_and(|whole| self.old.record(&whole).is_none())
            {
                continue;
            }
            changes.push(Change {
                place: place.clone(),
                kind: ChangeKind::Changed,
                field: None,
                base_severity: ChangeSeverity::Wording,
                scored: true,
                message: format!("{} is written differently", with_noun(&self.new, place)),
                before: None,
                after: None,
                word_runs: Vec::new(),
            });
        }
    }
}

fn ids(list: Option<&dyn RecordList>) -> Vec<Id> {
    let Some(list) = list else { return Vec::new() };
    let records = (0..list.len()).filter_map(|i| list.at(i));
    records.map(Record::id).cloned().collect()
}

/// Finds the place of a part that moved to another thing. The ids of buying steps are unique across
/// journeys, so a step can do so.
fn place_elsewhere(session: &Session, place: &Place) -> Option<Place> {
    if place.kind != Kind::Step {
        return None;
    }
    let places = session.places(Kind::Step);
    places.into_iter().find(|other| other.id == place.id)
}

/// Returns the title of the thing that contains a part, unless the part's own title implies it.
fn whole_title(session: &Session, place: &Place) -> Option<String> {
    let parent = place.parent.clone()?;
    let whole = match place.kind {
        Kind::Step => Kind::Journey,
        Kind::Answer => Kind::Criterion,
        _ => return None,
    };
    let whole = title(session, &Place::new(whole, parent));
    (!title(session, place).starts_with(&format!("{whole}: "))).then_some(whole)
}

fn titles_in_order(session: &Session, both: &ListPair, ids: &[Id]) -> String {
    let names: Vec<String> = ids
        .iter()
        .map(|id| title(session, &both.place(id)))
        .collect();
    names.join(", ")
}
