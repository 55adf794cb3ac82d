//! Which events a model asks about.

use crate::model::{Definition, EventNames};
use crate::scoring::dataset::simple_lower;
use crate::scoring::memo::for_each_condition;

/// The events that a definition asks about, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedEvents {
    /// As they are compared, sorted.
    pub lowered: Vec<String>,
    /// As the model first writes them, in the same order.
    pub written: Vec<String>,
    /// How many days back conditions on them look at most, each number once, in ascending order.
    pub windows: Vec<u32>,
}

/// Returns the events that conditions of a definition ask about.
pub fn asked_events(definition: &Definition) -> AskedEvents {
    let mut names: Vec<(String, String)> = Vec::new();
    let mut windows = Vec::new();
    for_each_condition(definition, &mut |condition| {
        if condition.is_about_events() {
            windows.extend(condition.within_days);
        }
        let counted = condition.event.iter().flat_map(EventNames::names);
        for name in counted.chain(condition.sequence.iter().flatten()) {
            names.push((simple_lower(name), name.trim().to_owned()));
        }
    });
    names.sort_by(|a, b| a.0.cmp(&b.0)); // stable: the first way to write it stays first
    names.dedup_by(|later, first| later.0 == first.0);
    let (lowered, written) = names.into_iter().unzip();
    windows.sort_unstable();
    windows.dedup();
    AskedEvents {
        lowered,
        written,
        windows,
    }
}

impl AskedEvents {
    /// Returns the index of a name.
    pub fn index_of(&self, name: &str) -> Option<usize> {
        self.lowered.binary_search(&simple_lower(name)).ok()
    }
}
