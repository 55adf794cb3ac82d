//! Groups leads by the results of all conditions on events.

use std::collections::HashMap;

use jiff::civil::Date;

use super::class_numbers::{ClassNumbers, bits_of};
use super::memo_lead::MemoLead;
use crate::scoring::dataset::Lead;
use crate::scoring::evaluate::{BoundCondition, EventTally};

/// For a lead with more events than this, the counts are memoized rather than read again for each
/// of its rows; also the largest number of leads memoized.
const MANY_EVENTS: u64 = 1024;
const MAX_MEMOIZED: usize = 1024;
/// Longest id memoized, in bytes.
const MAX_ID_BYTES: usize = 256;

/// A lead's id and its reference date.
type EventCountsKey = (Box<str>, Option<Date>);

/// The conditions on events, and numbers for their results.
pub(super) struct EventClasses {
    conditions: Vec<BoundCondition>,
    /// The events of the current lead.
    pub tally: EventTally,
    numbers: ClassNumbers,
    /// Counts for leads with many events, by id and reference date.
    memoized: HashMap<EventCountsKey, Box<[usize]>>,
    /// The events of the current lead, and those of them that come too late to count.
    counted: [u64; 3],
}

impl EventClasses {
    /// Makes the classes for conditions on events that a tally records.
    pub fn new(conditions: Vec<BoundCondition>, tally: EventTally) -> Self {
        Self {
            numbers: ClassNumbers::new(conditions.len()),
            conditions,
            tally,
            memoized: HashMap::new(),
            counted: [0; 3],
        }
    }

    /// Returns whether no condition is about events.
    pub fn is_empty(&self) -> bool {
        self.conditions.is_empty()
    }

    /// Returns the bits needed for a class.
    pub fn bits(&self) -> u32 {
        bits_of(self.conditions.len())
    }

    /// Returns how many events the current lead has, and how many of them come too late to count.
    pub fn counted(&self) -> [u64; 3] {
        self.counted
    }

    /// Returns the class of a lead's events, after tallying them; `None` if there are too many
    /// classes. The conditions are tested on `lead`.
    ///
    /// # Errors
    ///
    /// Fails if the events can't be read.
    pub fn of<L: MemoLead>(&mut self, row: &mut L, lead: &Lead) -> Result<Option<u16>, L::Error> {
        self.tally.begin_lead(lead.as_of);
        let key = |row: &L| (row.id().into(), lead.as_of);
        let many = (!self.memoized.is_empty()).then(|| self.memoized.get(&key(row)));
        if let Some(totals) = many.flatten() {
            self.tally.resume(totals);
            self.counted = [0; 3];
        } else {
            let tally = &mut self.tally;
            let events = row.for_each_event(|event| tally.record(event))?;
            self.tally.end_lead();
            self.counted = [events, self.tally.later(), self.tally.again()];
            if events > MANY_EVENTS && row.id().len() <= MAX_ID_BYTES {
                if self.memoized.len() == MAX_MEMOIZED {
                    self.memoized.clear();
                }
                self.memoized.insert(key(row), self.tally.totals().into());
            }
        }
        let truths = self.conditions.iter();
        let truths = truths.map(|condition| condition.evaluate_tallied(lead, &self.tally));
        Ok(self.numbers.of(truths))
    }
}
