//! Events that begin only with Sales' first response: they tell what Sales did, not what the lead
//! did.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::scoring::{Dataset, simple_lower};

/// Returns the events that no lead has before the day of its first response, nor without one, as
/// first written, in order of first appearance.
pub(super) fn later_events(dataset: &Dataset, first_response: &[Option<Date>]) -> Vec<String> {
    let mut found: Vec<(String, bool)> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    for (lead, first) in first_response.iter().enumerate() {
        for event in dataset.events(lead) {
            let name = event.name.trim();
            let at = *index.entry(simple_lower(name)).or_insert_with(|| {
                found.push((name.to_owned(), true));
                found.len() - 1
            });
            found[at].1 &= first.is_some_and(|first| event.at.date() >= first);
        }
    }
    let later = found.into_iter().filter(|(_, is_later)| *is_later);
    later.map(|(name, _)| name).collect()
}
