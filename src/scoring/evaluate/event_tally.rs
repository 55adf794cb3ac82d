//! Evaluates the event conditions of a lead in one pass over its events.
//!
//! A lead can have more events than fit in memory. While they stream by in order, each condition
//! on events needs a single number: how often an event happened, on how many days, or how many
//! names of a sequence were matched so far (and what may still come of the present day, see
//! `sequence.rs`). [`BoundCondition::evaluate`] gives the same result for events in memory.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Span;
use jiff::civil::{Date, DateTime};
use rustc_hash::FxHashMap;

use super::Truth;
use super::bound_condition::{BoundCondition, ConditionPart, EventHistory, EventTest, RowTest};
use super::day_window::DayWindow;
use super::sequence::{SequenceProgress, SequenceTest};
use crate::scoring::dataset::{Lead, moment_of};

/// An event as it streams by.
#[derive(Clone, Copy, Debug)]
pub struct TalliedEvent<'a> {
    /// The index of its name among the tally's.
    pub name: usize,
    /// Its time in the list's time zone; midnight if only the day is known.
    pub at: DateTime,
    /// Whether the time of day is known.
    pub has_time: bool,
    /// The values of its row, one per column of the events; none are needed where no `where` asks
    /// for them.
    pub values: &'a [&'a str],
}

/// Evaluates event tests lead by lead while the leads' events stream by.
#[derive(Clone, Debug)]
pub struct EventTally {
    counts: Vec<CountTally>,
    sequences: Vec<SequenceTally>,
    count_indexes: FxHashMap<Arc<EventTest>, usize>,
    sequence_indexes: FxHashMap<Arc<SequenceTest>, usize>,
    /// The different conditions on rows, each with its result for the present event.
    rows: Vec<(RowTest, Option<bool>)>,
    /// For each name, the counts and the sequences it is in; for a sequence also the index of the
    /// name among its different names.
    by_name: Vec<NamedTests>,
    /// The last day that counts; `None` if every day does.
    as_of: Option<Date>,
    latest_event: Option<Date>,
    /// Events of the lead after that day.
    later: u64,
    /// Events of the lead with the name and time of the one before.
    again: u64,
    /// The name and time of day of the lead's last event, if it has one.
    last: Option<(usize, DateTime)>,
    /// The numbers of all tests, after [`Self::end_lead`].
    totals: Vec<usize>,
}

#[derive(Clone, Debug, Default)]
struct NamedTests {
    counts: Vec<usize>,
    sequences: Vec<(usize, usize)>,
}

/// The days that count for a test, as [`day_order`] numbers them; none if the first is after the
/// last.
#[derive(Clone, Copy, Debug, Default)]
struct DayRange {
    first: i32,
    last: i32,
}

/// How often an event happened so far.
#[derive(Clone, Debug)]
struct CountTally {
    days: DayWindow,
    range: DayRange,
    distinct_days: bool,
    row: Option<usize>,
    last_day: Option<i32>,
    count: usize,
}

/// How far a sequence was followed so far.
#[derive(Clone, Debug)]
struct SequenceTally {
    test: Arc<SequenceTest>,
    range: DayRange,
    progress: SequenceProgress,
}

impl DayRange {
    fn new(days: DayWindow, as_of: Option<Date>) -> Self {
        const NEVER: DayRange = DayRange { first: 1, last: 0 };
        let Some(as_of) = as_of else {
            return if days.is_limited() {
                NEVER
            } else {
                Self {
                    first: i32::MIN,
                    last: i32::MAX,
                }
            };
        };
        let back = |days: i64| {
            let span = Span::new().try_days(days).ok()?;
            as_of.checked_sub(span).ok()
        };
        let last = days
            .older_than
            .map_or(Some(as_of), |days| back(i64::from(days) + 1));
        // A window that long has no beginning.
        let first = days.within.and_then(|days| back(i64::from(days)));
        last.map_or(NEVER, |last| Self {
            first: first.map_or(i32::MIN, day_order),
            last: day_order(last),
        })
    }

    fn contains(self, day: i32) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// Returns a number that orders days, found faster than one that counts them.
fn day_order(day: Date) -> i32 {
    (i32::from(day.year()) * 16 + i32::from(day.month())) * 32 + i32::from(day.day())
}

impl EventTally {
    /// Creates a tally for the events that `conditions` test. `names` are the event names, in
    /// simple lower case, that [`Self::record`] refers to by index.
    pub fn new<'a>(
        conditions: impl IntoIterator<Item = &'a BoundCondition>,
        names: &[Arc<str>],
    ) -> Self {
        let mut tally = Self {
            counts: Vec::new(),
            sequences: Vec::new(),
            count_indexes: FxHashMap::default(),
            sequence_indexes: FxHashMap::default(),
            rows: Vec::new(),
            by_name: vec![NamedTests::default(); names.len()],
            as_of: None,
            latest_event: None,
            later: 0,
            again: 0,
            last: None,
            totals: Vec::new(),
        };
        let names: HashMap<&str, usize> = names.iter().map(|name| &**name).zip(0..).collect();
        for condition in conditions {
            tally.latest_event = condition.latest_event;
            tally.add_condition(condition, &names);
        }
        tally.begin_lead(None);
        tally.set_ranges();
        tally
    }

    fn add_condition(&mut self, condition: &BoundCondition, names: &HashMap<&str, usize>) {
        for part in &condition.parts {
            match part {
                ConditionPart::Unknowable | ConditionPart::Field(..) => {}
                ConditionPart::Event(test) => self.add_count(test, names),
                ConditionPart::Sequence(test) => self.add_sequence(test, names),
                ConditionPart::All(parts)
                | ConditionPart::Any(parts)
                | ConditionPart::None(parts) => {
                    for part in parts {
                        self.add_condition(part, names);
                    }
                }
            }
        }
    }

    fn add_count(&mut self, test: &Arc<EventTest>, names: &HashMap<&str, usize>) {
        if self.count_indexes.contains_key(test) {
            return;
        }
        let index = self.counts.len();
        self.count_indexes.insert(Arc::clone(test), index);
        let row = test.row.as_ref().map(|row| {
            let same = self.rows.iter().position(|(other, _)| other == row);
            same.unwrap_or_else(|| {
                self.rows.push((row.clone(), None));
                self.rows.len() - 1
            })
        });
        self.counts.push(CountTally {
            days: test.days,
            range: DayRange::default(),
            distinct_days: test.distinct_days,
            row,
            last_day: None,
            count: 0,
        });
        for name in &test.names {
            if let Some(at) = names.get(name.as_str()) {
                self.by_name[*at].counts.push(index);
            }
        }
    }

    fn add_sequence(&mut self, test: &Arc<SequenceTest>, names: &HashMap<&str, usize>) {
        if self.sequence_indexes.contains_key(test) {
            return;
        }
        let index = self.sequences.len();
        self.sequence_indexes.insert(Arc::clone(test), index);
        self.sequences.push(SequenceTally {
            test: Arc::clone(test),
            range: DayRange::default(),
            progress: test.begin(),
        });
        for (place, name) in test.names.iter().enumerate() {
            if let Some(at) = names.get(name.as_str()) {
                self.by_name[*at].sequences.push((index, place));
            }
        }
    }

    /// Starts the next lead, looking back from `as_of` or, if absent, from the latest event's day.
    pub fn begin_lead(&mut self, as_of: Option<Date>) {
        let as_of = as_of.or(self.latest_event);
        (self.later, self.again, self.last) = (0, 0, None);
        for count in &mut self.counts {
            (count.count, count.last_day) = (0, None);
        }
        for sequence in &mut self.sequences {
            sequence.progress.begin(&sequence.test.shape);
        }
        if self.as_of != as_of {
            self.as_of = as_of;
            self.set_ranges();
        }
    }

    fn set_ranges(&mut self) {
        for count in &mut self.counts {
            count.range = DayRange::new(count.days, self.as_of);
        }
        for sequence in &mut self.sequences {
            sequence.range = DayRange::new(sequence.test.days, self.as_of);
        }
    }

    /// Records the lead's next event. Events come in the order of
    /// [`Event::order_key`](crate::scoring::Event::order_key).
    pub fn record(&mut self, event: TalliedEvent<'_>) {
        let date = event.at.date();
        let this = event.has_time.then_some((event.name, event.at));
        self.again += u64::from(this.is_some() && this == self.last);
        self.last = this;
        if self.as_of.is_some_and(|as_of| date > as_of) {
            self.later += 1;
            return;
        }
        let day = day_order(date);
        let tests = &self.by_name[event.name];
        self.rows.iter_mut().for_each(|(_, holds)| *holds = None);
        for &index in &tests.counts {
            let count = &mut self.counts[index];
            let repeated = count.distinct_days && count.last_day == Some(day);
            if repeated || !count.range.contains(day) {
                continue;
            }
            if let Some(row) = count.row {
                let (test, holds) = &mut self.rows[row];
                if !*holds.get_or_insert_with(|| test.holds(event.values, self.as_of)) {
                    continue;
                }
            }
            count.count += 1;
            count.last_day = Some(day);
        }
        for &(index, place) in &tests.sequences {
            let SequenceTally {
                test,
                range,
                progress,
            } = &mut self.sequences[index];
            if range.contains(day) {
                let moment = event.has_time.then(|| moment_of(event.at.time()));
                progress.record(&test.shape, place, day, moment);
            }
        }
    }

    /// Ends the lead: no more of its events come.
    pub fn end_lead(&mut self) {
        for sequence in &mut self.sequences {
            sequence.progress.finish(&sequence.test.shape);
        }
        self.totals.clear();
        self.totals.extend(self.counts.iter().map(|c| c.count));
        let filled = self.sequences.iter().map(|s| s.progress.filled());
        self.totals.extend(filled);
    }

    /// Returns how many events of the lead come after the day it looks back from.
    pub fn later(&self) -> u64 {
        self.later
    }

    /// Returns how many of the lead's events have the name and the time of the one before.
    pub fn again(&self) -> u64 {
        self.again
    }

    /// Returns the numbers of the lead that ended, for [`Self::resume`].
    pub fn totals(&self) -> &[usize] {
        &self.totals
    }

    /// Restores the numbers saved for a lead that looks back from the same day, and ended.
    pub fn resume(&mut self, totals: &[usize]) {
        self.totals.clear();
        self.totals.extend_from_slice(totals);
    }
}

impl EventHistory for EventTally {
    fn happened(&self, test: &EventTest) -> bool {
        let index = self.count_indexes.get(test);
        test.is_met_by(self.totals[*index.expect("it was made of the conditions that ask")])
    }

    fn happened_in_order(&self, test: &SequenceTest) -> bool {
        let index = self.sequence_indexes.get(test);
        let index = *index.expect("it was made of the conditions that ask");
        self.totals[self.counts.len() + index] == test.shape.len()
    }
}

impl BoundCondition {
    /// Like [`Self::evaluate`], but takes the lead's events from a tally whose conditions include
    /// this one, and for which the lead has ended. Events in the lead itself are ignored.
    pub fn evaluate_tallied(&self, lead: &Lead, events: &EventTally) -> Truth {
        self.evaluate_with(&lead.values, self.looks_back_from(lead), events)
    }
}
