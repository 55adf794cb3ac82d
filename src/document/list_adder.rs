//! Adding records to a list: one, or many in a row.

use std::collections::HashSet;

use super::walked::walked;
use crate::model::Id;
use crate::model::record::{Place, RecordList, Refusal};

/// Adds records to one list, with a hash set of the ids in use instead of a search for each.
pub struct ListAdder {
    used_ids: HashSet<Id>,
}

impl ListAdder {
    /// Creates an adder for a list.
    pub fn new(list: &dyn RecordList) -> Self {
        walked(list.len());
        let records = (0..list.len()).filter_map(|index| list.at(index));
        Self {
            used_ids: records.map(|record| record.id().clone()).collect(),
        }
    }

    /// Adds a record; a refused one leaves no trace.
    ///
    /// # Errors
    ///
    /// Returns why it is refused, such as an id in use or an invalid field.
    pub fn add(
        &mut self,
        list: &mut dyn RecordList,
        at: &Place,
        index: usize,
        name: &str,
        fields: &[(String, String)],
    ) -> Result<(), Refusal> {
        walked(1);
        if !self.used_ids.insert(at.id.clone()) {
            return Err(already_exists(at));
        }
        let done = insert(list, at, index, name, fields);
        if done.is_err() {
            self.used_ids.remove(&at.id);
        }
        done
    }
}

/// Adds one record; a refused one leaves no trace. A search for its id is quicker than a set of all.
///
/// # Errors
///
/// As [`ListAdder::add`].
pub(super) fn add_one(
    list: &mut dyn RecordList,
    at: &Place,
    index: usize,
    name: &str,
    fields: &[(String, String)],
) -> Result<(), Refusal> {
    walked(list.len());
    if list.position(&at.id).is_some() {
        return Err(already_exists(at));
    }
    insert(list, at, index, name, fields)
}

/// Inserts a record whose id is free; a refused one leaves no trace.
fn insert(
    list: &mut dyn RecordList,
    at: &Place,
    index: usize,
    name: &str,
    fields: &[(String, String)],
) -> Result<(), Refusal> {
    let index = index.min(list.len());
    list.insert_blank(index, at.id.clone(), name);
    let record = list.at_mut(index).ok_or_else(|| no_such_place(at))?;
    let mut fields = fields.iter();
    let done = fields.try_for_each(|(key, text)| record.set(key, text));
    if done.is_err() {
        list.remove(index);
    }
    done
}

fn already_exists(at: &Place) -> Refusal {
    Refusal(format!("{at} already exists"))
}

/// Says that the place of an edit is gone.
pub(super) fn no_such_place(at: &Place) -> Refusal {
    Refusal(format!("{at} no longer exists"))
}
