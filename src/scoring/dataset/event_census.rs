//! The names in a file of events, counted whatever the model, for when all of it is in memory.

use std::collections::HashMap;
use std::sync::Arc;

/// The names in a file of events, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventCensus {
    /// Rows that couldn't be read.
    pub rejected: u64,
    /// Whether a file's last line has no end, as if it had been cut off.
    pub ends_within_line: bool,
    names: Vec<CountedName>,
    indexes: HashMap<Arc<str>, usize>,
}

/// A name as written, with its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedName {
    /// The name.
    pub name: Arc<str>,
    /// How many rows have it.
    pub rows: u64,
    /// How many of them have no lead's id.
    pub without_id: u64,
}

impl EventCensus {
    /// Adds a row.
    pub fn add(&mut self, lead: &str, name: &Arc<str>) {
        let at = self.indexes.get(name).copied().unwrap_or_else(|| {
            self.indexes.insert(Arc::clone(name), self.names.len());
            self.names.push(CountedName {
                name: Arc::clone(name),
                rows: 0,
                without_id: 0,
            });
            self.names.len() - 1
        });
        self.names[at].rows += 1;
        self.names[at].without_id += u64::from(lead.is_empty());
    }

    /// Returns the names in the order of their first rows.
    pub fn names(&self) -> &[CountedName] {
        &self.names
    }
}
