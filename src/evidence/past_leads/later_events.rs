//! Events that begin only with Sales' first response, or once a lead is decided: they tell what
//! became of a lead, not what it did.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::scoring::{Dataset, day_number, simple_lower};

/// Returns the events that no lead has before its day here, nor without one, as first written, in
/// order of first appearance. Names that conditions don't tell apart are one event.
pub(super) fn later_events(dataset: &Dataset, days: &[Option<Date>]) -> Vec<String> {
    let kinds = dataset.event_kinds();
    let mut same: FxHashMap<String, usize> = FxHashMap::default();
    let mut names: Vec<&str> = Vec::new();
    let mut event_of = Vec::with_capacity(kinds.len());
    for kind in kinds {
        let event = *same.entry(simple_lower(kind)).or_insert_with(|| {
            names.push(kind.trim());
            names.len() - 1
        });
        event_of.push(event);
    }
    let mut is_later = vec![true; names.len()];
    for (lead, day) in days.iter().enumerate() {
        let first = day.map(day_number);
        for (kind, day) in dataset.event_days(lead) {
            is_later[event_of[kind]] &= first.is_some_and(|first| day >= first);
        }
    }
    let later = names.into_iter().zip(is_later);
    let later = later.filter(|(_, is_later)| *is_later);
    later.map(|(name, _)| name.to_owned()).collect()
}
