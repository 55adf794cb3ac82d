//! What conditions ask of a lead's events, answered in one pass over them.
//!
//! A lead can have more events than fit in memory. Each question about events needs only a number
//! while they go by, in order: how often one happened, or how many names of a sequence were met.
//! [`Asked::of`](super::Asked::of) says the same of events that are held.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Span;
use jiff::civil::Date;

use super::BoundCondition;
use super::condition_eval::ConditionPart;

/// A question about events, as conditions ask it: names trimmed and in simple lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct EventTest {
    pattern: EventPattern,
    within: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum EventPattern {
    /// This one, at least so often.
    AtLeast(String, usize),
    /// These, one after the other.
    InOrder(Vec<String>),
}

/// Answers questions about the events of one lead after the other.
#[derive(Clone, Debug)]
pub struct EventTally {
    tests: Vec<EventTest>,
    test_indexes: HashMap<EventTest, usize>,
    /// By name the tests it counts in, and the place in a sequence.
    by_name: Vec<Vec<(usize, usize)>>,
    /// Of each test, how many events count towards it so far.
    counts: Vec<usize>,
    /// Of each test, the first day that counts; nothing where no day does.
    first: Vec<Option<Date>>,
    /// The last day that counts; nothing where every day does.
    as_of: Option<Date>,
    latest_event: Option<Date>,
}

impl EventTally {
    /// For everything these conditions ask of events. `names` are what events are called when
    /// they are taken, in simple lower case.
    pub fn new<'a>(
        asked: impl IntoIterator<Item = &'a BoundCondition>,
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
        for asked in asked {
            tally.latest_event = asked.latest_event;
            tally.add_condition(asked);
        }
        let places: HashMap<&str, usize> = names.iter().map(|name| &**name).zip(0..).collect();
        for (t, test) in tally.tests.iter().enumerate() {
            let named: &[String] = match &test.pattern {
                EventPattern::AtLeast(name, _) => std::slice::from_ref(name),
                EventPattern::InOrder(names) => names,
            };
            for (place, name) in named.iter().enumerate() {
                if let Some(at) = places.get(name.as_str()) {
                    tally.by_name[*at].push((t, place));
                }
            }
        }
        tally.counts = vec![0; tally.tests.len()];
        tally.begin_lead(None);
        tally
    }

    fn add_condition(&mut self, asked: &BoundCondition) {
        for part in &asked.parts {
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

    fn add_test(&mut self, names: EventPattern, within: Option<u32>) {
        let test = EventTest {
            pattern: names,
            within,
        };
        if !self.test_indexes.contains_key(&test) {
            self.test_indexes.insert(test.clone(), self.tests.len());
            self.tests.push(test);
        }
    }

    /// Begins a lead, which is looked back from this day; from that of the latest event if absent.
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

    /// Takes the lead's next event, by time and, at the same time, in the order of their file:
    /// the index of its name, and its day.
    pub fn record(&mut self, name: usize, day: Date) {
        if self.as_of.is_some_and(|as_of| day > as_of) {
            return;
        }
        // A sequence that has a name twice must not go two steps at once: it goes the one it is at.
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

    /// Whether the events taken so far held this name at least so often.
    pub(super) fn happened(&self, name: &str, at_least: usize, within: Option<u32>) -> bool {
        self.test_count(EventPattern::AtLeast(name.to_owned(), at_least), within) >= at_least
    }

    /// Whether the events taken so far held these names one after the other.
    pub(super) fn in_order(&self, names: &[String], within: Option<u32>) -> bool {
        self.test_count(EventPattern::InOrder(names.to_vec()), within) >= names.len()
    }

    fn test_count(&self, names: EventPattern, within: Option<u32>) -> usize {
        let test = EventTest {
            pattern: names,
            within,
        };
        let place = self.test_indexes.get(&test);
        self.counts[*place.expect("it was made of the conditions that ask")]
    }

    /// How far it is with this lead: what [`Self::resume`] takes.
    pub fn counts(&self) -> &[usize] {
        &self.counts
    }

    /// As it was after the events of a lead looked back from the same day.
    pub fn resume(&mut self, counts: &[usize]) {
        self.counts.copy_from_slice(counts);
    }
}
