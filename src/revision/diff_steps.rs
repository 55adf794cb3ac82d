//! The exact form of a diff: which values to set where, so that one definition becomes the other.
//!
//! It works key by key on the definition's serialized form, so nothing can be left out.

use serde_json::{Map, Value};

use super::definition_lists::{self, HANDOFF, LISTS, ListSpec};
use crate::model::{Definition, Id, Kind, Place};

/// A step from one definition to the other.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum DiffStep {
    /// Sets the values of the thing at a place, apart from its parts, or adds it.
    Set(Place, Map<String, Value>),
    /// Removes the thing at a place.
    Remove(Place),
    /// Orders the things of a list.
    Order(Kind, Option<Id>, Vec<Id>),
}

type JsonMap = Map<String, Value>;

fn json_tree(definition: &Definition) -> JsonMap {
    match serde_json::to_value(definition).expect("a definition is plain data") {
        Value::Object(tree) => tree,
        _ => unreachable!("a definition has keys"),
    }
}

fn items<'a>(holder: &'a JsonMap, list: &ListSpec) -> Vec<(Id, &'a JsonMap)> {
    let values = holder.get(list.key).and_then(Value::as_array);
    let records = values.into_iter().flatten().filter_map(Value::as_object);
    records.map(|record| (id_of(record), record)).collect()
}

fn id_of(record: &JsonMap) -> Id {
    let id = record.get("id").and_then(Value::as_str);
    Id::new(id.unwrap_or_default()).unwrap_or_default()
}

/// Returns a thing without its parts.
fn without_parts(record: &JsonMap, parts: Option<&ListSpec>) -> JsonMap {
    let mut bare = record.clone();
    if let Some(parts) = parts {
        bare.shift_remove(parts.key);
    }
    bare
}

/// Returns the steps from one definition to the other; none if they are equal.
pub(super) fn between(before: &Definition, after: &Definition) -> Vec<DiffStep> {
    let (before, after) = (json_tree(before), json_tree(after));
    let mut steps = Vec::new();
    for list in LISTS {
        compare(&before, &after, list, None, &mut steps);
    }
    let handoff = Place::single(Kind::Handoff);
    match (before.get(HANDOFF), after.get(HANDOFF)) {
        (old, Some(Value::Object(new))) if old.and_then(Value::as_object) != Some(new) => {
            steps.push(DiffStep::Set(handoff, new.clone()));
        }
        (Some(_), None) => steps.push(DiffStep::Remove(handoff)),
        _ => {}
    }
    steps
}

fn compare(
    before: &JsonMap,
    after: &JsonMap,
    list: &ListSpec,
    parent: Option<&Id>,
    steps: &mut Vec<DiffStep>,
) {
    let (old, new) = (items(before, list), items(after, list));
    let inner = definition_lists::parts_of(list.kind);
    let place = |id: &Id| definition_lists::place(list.kind, parent, id);
    let nothing = JsonMap::new();
    for (id, record) in &new {
        let was = old.iter().find(|(o, _)| o == id).map(|(_, r)| *r);
        let value = without_parts(record, inner);
        if was.is_none_or(|was| without_parts(was, inner) != value) {
            steps.push(DiffStep::Set(place(id), value));
        }
        if let Some(inner) = inner {
            compare(was.unwrap_or(&nothing), record, inner, Some(id), steps);
        }
    }
    let gone = old
        .iter()
        .filter(|(id, _)| new.iter().all(|(n, _)| n != id));
    steps.extend(gone.map(|(id, _)| DiffStep::Remove(place(id))));
    let ids = |list: &[(Id, &JsonMap)]| list.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
    if ids(&old) != ids(&new) {
        steps.push(DiffStep::Order(list.kind, parent.cloned(), ids(&new)));
    }
}

/// Applies steps. A thing that a step names is added if missing; things that no step names stay,
/// after the others.
pub(super) fn apply(steps: &[DiffStep], definition: &Definition) -> Definition {
    apply_some(steps, definition, &|_, _| true)
}

/// Applies steps, except that lists for which `moves` returns false keep their order, with new
/// things inserted after their predecessors.
pub(super) fn apply_some(
    steps: &[DiffStep],
    definition: &Definition,
    moves: &dyn Fn(Kind, Option<&Id>) -> bool,
) -> Definition {
    let mut tree = json_tree(definition);
    for step in steps {
        match step {
            DiffStep::Order(kind, parent, ids) if !moves(*kind, parent.as_ref()) => {
                if let Some(list) = list_mut(&mut tree, *kind, parent.as_ref()) {
                    let old = old_ids(definition, *kind, parent.as_ref());
                    insert_new(list, ids, &old);
                }
            }
            step => apply_step(&mut tree, step),
        }
    }
    serde_json::from_value(Value::Object(tree)).expect("every value came from a definition")
}

fn old_ids(definition: &Definition, kind: Kind, parent: Option<&Id>) -> Vec<Id> {
    let mut tree = json_tree(definition);
    let list = list_mut(&mut tree, kind, parent);
    let records = list
        .into_iter()
        .flatten()
        .filter_map(|v| v.as_object().map(id_of));
    records.collect()
}

/// Inserts each new thing after its nearest existing predecessor and leaves the rest in order.
fn insert_new(list: &mut Vec<Value>, ids: &[Id], old: &[Id]) {
    let id = |item: &Value| item.as_object().map(id_of).unwrap_or_default();
    let (mut kept, new): (Vec<Value>, Vec<Value>) =
        list.drain(..).partition(|item| old.contains(&id(item)));
    for item in new {
        let at = ids.iter().position(|i| *i == id(&item)).unwrap_or(0);
        let mut before = ids[..at].iter().rev();
        let after = before.find_map(|near| kept.iter().position(|k| id(k) == *near));
        kept.insert(after.map_or(0, |i| i + 1), item);
    }
    *list = kept;
}

fn apply_step(tree: &mut JsonMap, step: &DiffStep) {
    match step {
        DiffStep::Set(place, value) if place.kind == Kind::Handoff => {
            tree.insert(HANDOFF.into(), Value::Object(value.clone()));
        }
        DiffStep::Remove(place) if place.kind == Kind::Handoff => {
            tree.shift_remove(HANDOFF);
        }
        DiffStep::Set(place, value) => {
            if let Some(list) = list_mut(tree, place.kind, place.parent.as_ref()) {
                set(list, place, value);
            }
        }
        DiffStep::Remove(place) => {
            if let Some(list) = list_mut(tree, place.kind, place.parent.as_ref()) {
                list.retain(|item| item.as_object().is_none_or(|r| id_of(r) != place.id));
            }
        }
        DiffStep::Order(kind, parent, ids) => {
            if let Some(list) = list_mut(tree, *kind, parent.as_ref()) {
                let at = |item: &Value| {
                    let id = item.as_object().map(id_of);
                    ids.iter().position(|i| Some(i) == id.as_ref())
                };
                list.sort_by_key(|item| at(item).unwrap_or(usize::MAX));
            }
        }
    }
}

fn set(list: &mut Vec<Value>, place: &Place, value: &JsonMap) {
    let mut value = value.clone();
    let of = |item: &Value| item.as_object().is_some_and(|r| id_of(r) == place.id);
    let Some(old) = list.iter_mut().find(|item| of(item)) else {
        list.push(Value::Object(value));
        return;
    };
    if let Some(inner) = definition_lists::parts_of(place.kind)
        && let Some(parts) = old.get(inner.key)
    {
        value.insert(inner.key.into(), parts.clone());
    }
    *old = Value::Object(value);
}

fn list_mut<'a>(
    tree: &'a mut JsonMap,
    kind: Kind,
    parent: Option<&Id>,
) -> Option<&'a mut Vec<Value>> {
    let list = definition_lists::list_of(kind)?;
    let holder = match parent {
        None => tree,
        Some(parent) => {
            let whole = LISTS.iter().find(|whole| {
                definition_lists::parts_of(whole.kind).is_some_and(|inner| inner.kind == kind)
            })?;
            let wholes = tree.get_mut(whole.key)?.as_array_mut()?;
            let records = wholes.iter_mut().filter_map(Value::as_object_mut);
            records
                .into_iter()
                .find(|record| id_of(record) == *parent)?
        }
    };
    let values = holder
        .entry(list.key)
        .or_insert_with(|| Value::Array(Vec::new()));
    values.as_array_mut()
}
