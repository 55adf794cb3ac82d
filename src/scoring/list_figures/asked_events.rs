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
    /// What conditions ask for: each has the indexes of names of which any counts.
    pub alternatives: Vec<Vec<usize>>,
    /// How many days back conditions on them look at most, each number once, in ascending order.
    pub windows: Vec<u32>,
}

/// Returns the events that conditions of a definition ask about.
pub fn asked_events(definition: &Definition) -> AskedEvents {
    let mut names: Vec<(String, String)> = Vec::new();
    let mut windows = Vec::new();
    let mut asked_together: Vec<Vec<String>> = Vec::new();
    for_each_condition(definition, &mut |condition| {
        if condition.is_about_events() {
            windows.extend(condition.within_days);
        }
        let lower = |names: &[String]| names.iter().map(|name| simple_lower(name)).collect();
        asked_together.extend(condition.event.iter().map(|event| lower(event.names())));
        let steps = condition.sequence.iter().flatten();
        asked_together.extend(steps.map(|name| vec![simple_lower(name)]));
        let counted = condition.event.iter().flat_map(EventNames::names);
        for name in counted.chain(condition.sequence.iter().flatten()) {
            names.push((simple_lower(name), name.trim().to_owned()));
        }
    });
    names.sort_by(|a, b| a.0.cmp(&b.0)); // stable: the first way to write it stays first
    names.dedup_by(|later, first| later.0 == first.0);
    let (lowered, written): (Vec<String>, Vec<String>) = names.into_iter().unzip();
    let index = |name: String| lowered.binary_search(&name).ok();
    let mut alternatives: Vec<Vec<usize>> = asked_together
        .into_iter()
        .map(|names| names.into_iter().filter_map(index).collect())
        .collect();
    alternatives.sort_unstable();
    alternatives.dedup();
    windows.sort_unstable();
    windows.dedup();
    AskedEvents {
        lowered,
        written,
        alternatives,
        windows,
    }
}

impl AskedEvents {
    /// Returns the index of a name.
    pub fn index_of(&self, name: &str) -> Option<usize> {
        self.lowered.binary_search(&simple_lower(name)).ok()
    }
}
