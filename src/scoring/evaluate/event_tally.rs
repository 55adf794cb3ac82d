//! Evaluates the event conditions of a lead in one pass over its events.
//!
//! A lead can have more events than fit in memory. While they stream by in order, each condition
//! on events needs a single number: how often an event happened, or how many names of a sequence
//! were matched so far. [`BoundCondition::evaluate`] gives the same result for events in memory.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Span;
use jiff::civil::Date;

use super::Truth;
use super::bound_condition::{BoundCondition, ConditionPart, EventHistory};
use crate::scoring::dataset::Lead;

/// A test on events, as conditions state it. Names are trimmed and in simple lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct EventTest {
    pattern: EventPattern,
    within: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum EventPattern {
    /// The event happened at least this many times.
    AtLeast(String, usize),
    /// The events happened one after the other.
    InOrder(Vec<String>),
}

/// Evaluates event tests lead by lead while the leads' events stream by.
#[derive(Clone, Debug)]
pub struct EventTally {
    tests: Vec<EventTest>,
    test_indexes: HashMap<EventTest, usize>,
    /// For each name, the tests it counts in and its position in the test's sequence.
    by_name: Vec<Vec<(usize, usize)>>,
    /// For each test, the number of matching events so far.
    counts: Vec<usize>,
    /// For each test, the first day that counts; `None` if no day does.
    first: Vec<Option<Date>>,
    /// The last day that counts; `None` if every day does.
    as_of: Option<Date>,
    latest_event: Option<Date>,
}

impl EventTally {
    /// Creates a tally for the events that `conditions` test. `names` are the event names, in
    /// simple lower case, that [`Self::record`] refers to by index.
    pub fn new<'a>(
        conditions: impl IntoIterator<Item = &'a BoundCondition>,
        names: &[Arc<str>],
    ) -> Self {
        let mut tally = Self {
            tests: Vec::new(),
            test_indexes: HashMap::new(),
            by_name: vec![Vec::new(); names.len()],
            counts: Vec::new(),
            first: Vec::new(),
            as_of: None,
            latest_event: None,
        };
        for condition in conditions {
            tally.latest_event = condition.latest_event;
            tally.add_condition(condition);
        }
        let name_indexes: HashMap<&str, usize> =
            names.iter().map(|name| &**name).zip(0..).collect();
        for (t, test) in tally.tests.iter().enumerate() {
            let named: &[String] = match &test.pattern {
                EventPattern::AtLeast(name, _) => std::slice::from_ref(name),
                EventPattern::InOrder(names) => names,
            };
            for (place, name) in named.iter().enumerate() {
                if let Some(at) = name_indexes.get(name.as_str()) {
                    tally.by_name[*at].push((t, place));
                }
            }
        }
        tally.counts = vec![0; tally.tests.len()];
        tally.begin_lead(None);
        tally
    }

    fn add_condition(&mut self, condition: &BoundCondition) {
        for part in &condition.parts {
            match part {
                ConditionPart::Unknowable | ConditionPart::Field(..) => {}
                ConditionPart::Event {
                    name,
                    at_least,
                    within,
                } => self.add_test(EventPattern::AtLeast(name.clone(), *at_least), *within),
                ConditionPart::Sequence { names, within } => {
                    self.add_test(EventPattern::InOrder(names.clone()), *within);
                }
                ConditionPart::All(parts)
                | ConditionPart::Any(parts)
                | ConditionPart::None(parts) => {
                    for part in parts {
                        self.add_condition(part);
                    }
                }
            }
        }
    }

    fn add_test(&mut self, pattern: EventPattern, within: Option<u32>) {
        let test = EventTest { pattern, within };
        if !self.test_indexes.contains_key(&test) {
            self.test_indexes.insert(test.clone(), self.tests.len());
            self.tests.push(test);
        }
    }

    /// Starts the next lead, looking back from `as_of` or, if absent, from the latest event's day.
    pub fn begin_lead(&mut self, as_of: Option<Date>) {
        let as_of = as_of.or(self.latest_event);
        self.counts.fill(0);
        if self.as_of == as_of && self.first.len() == self.tests.len() {
            return;
        }
        self.as_of = as_of;
        self.first.clear();
        for test in &self.tests {
            self.first.push(match (test.within, as_of) {
                (None, _) => Some(Date::MIN),
                (Some(_), None) => None,
                (Some(days), Some(as_of)) => {
                    let back = Span::new().try_days(i64::from(days));
                    let first = back.and_then(|back| as_of.checked_sub(back));
                    // A window that long has no beginning.
                    Some(first.unwrap_or(Date::MIN))
                }
            });
        }
    }

    /// Records the lead's next event: the index of its name, and its day. Events come in order of
    /// time and, for equal times, in file order.
    pub fn record(&mut self, name: usize, day: Date) {
        if self.as_of.is_some_and(|as_of| day > as_of) {
            return;
        }
        // A sequence that contains a name twice must advance only one step per event.
        let mut stepped = usize::MAX;
        for &(test, place) in &self.by_name[name] {
            if self.first[test].is_none_or(|first| day < first) || stepped == test {
                continue;
            }
            match &self.tests[test].pattern {
                EventPattern::AtLeast(..) => self.counts[test] += 1,
                EventPattern::InOrder(_) if self.counts[test] == place => {
                    self.counts[test] += 1;
                    stepped = test;
                }
                EventPattern::InOrder(_) => {}
            }
        }
    }

    fn test_count(&self, pattern: EventPattern, within: Option<u32>) -> usize {
        let test = EventTest { pattern, within };
        let place = self.test_indexes.get(&test);
        self.counts[*place.expect("it was made of the conditions that ask")]
    }

    /// Returns the counters of the current lead, for [`Self::resume`].
    pub fn counts(&self) -> &[usize] {
        &self.counts
    }

    /// Restores the counters saved for a lead that looks back from the same day.
    pub fn resume(&mut self, counts: &[usize]) {
        self.counts.copy_from_slice(counts);
    }
}

impl EventHistory for EventTally {
    fn happened(&self, name: &str, at_least: usize, within: Option<u32>) -> bool {
        self.test_count(EventPattern::AtLeast(name.to_owned(), at_least), within) >= at_least
    }

    fn happened_in_order(&self, names: &[String], within: Option<u32>) -> bool {
        self.test_count(EventPattern::InOrder(names.to_vec()), within) >= names.len()
    }
}

impl BoundCondition {
    /// Like [`Self::evaluate`], but takes the lead's events from a tally whose conditions include
    /// this one. Events in the lead itself are ignored.
    pub fn evaluate_tallied(&self, lead: &Lead, events: &EventTally) -> Truth {
        self.evaluate_with(lead, events)
    }
}
