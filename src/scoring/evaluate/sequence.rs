//! Follows a sequence of events: different events with these names whose times don't decrease.
//!
//! An event without a time of day may lie anywhere in its day, and events at the same time may
//! have happened in either order. So within a day the events without a time are a supply from which
//! any place of the sequence may be filled at any moment, and so are, for one moment, those that
//! happened at it. Three observations make it exact with little state:
//!
//! - Days don't share events, and whoever can go on from a place of the sequence can go on from a
//!   later one. So of each day only the furthest place reached counts.
//! - What happened at a moment is of no use afterwards, so it is used up before what may lie anywhere
//!   in the day.
//! - How much of the day's supply is used up only matters for names that are several times in the
//!   sequence. Of each such state the furthest place counts; usually there is one state.

use super::day_window::DayWindow;

/// The names of a sequence: which of its places want the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::scoring) struct SequenceShape {
    /// For each place, the index of its name among the different names.
    places: Vec<usize>,
    /// For each of the different names, what one use of it adds to [`DayState::used`]; 0 for a name
    /// that is wanted once.
    weights: Vec<u32>,
    /// How many places want each of the different names.
    wanted: Vec<u32>,
}

/// Events that happened one after the other.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::scoring) struct SequenceTest {
    /// The different names, in lower case.
    pub names: Vec<String>,
    pub shape: SequenceShape,
    pub days: DayWindow,
}

/// How far a sequence was followed.
#[derive(Clone, Debug, Default)]
pub(in crate::scoring) struct SequenceProgress {
    /// The places filled on the days before, or since the beginning once it is finished.
    filled: usize,
    /// The day, in any numbering.
    day: Option<i32>,
    /// The moment of that day, in any numbering.
    moment: Option<u64>,
    /// Of each different name, the events of that day without a time, and those of that moment.
    anytime: Vec<u32>,
    now: Vec<u32>,
    states: Vec<DayState>,
}

/// What may have come of the day so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct DayState {
    /// How often each repeated name was taken from the events without a time, in mixed radix.
    used: u32,
    filled: usize,
}

impl SequenceShape {
    /// Makes the shape of a sequence of names that are compared exactly. Also returns the different
    /// names, in order of appearance.
    pub fn new(names: &[String]) -> (Self, Vec<String>) {
        let mut different: Vec<String> = Vec::new();
        let mut places = Vec::new();
        for name in names {
            let index = different.iter().position(|d| d == name);
            places.push(index.unwrap_or_else(|| {
                different.push(name.clone());
                different.len() - 1
            }));
        }
        let mut wanted = vec![0; different.len()];
        for name in &places {
            wanted[*name] += 1;
        }
        let mut next = 1_u32;
        let weights = wanted.iter().map(|times| {
            let weight = if *times > 1 { next } else { 0 };
            // A valid condition has few ways to repeat names.
            next = next.saturating_mul(if *times > 1 { times + 1 } else { 1 });
            weight
        });
        let shape = Self {
            weights: weights.collect(),
            places,
            wanted,
        };
        (shape, different)
    }

    /// Returns the number of places.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Returns how often a state has used a repeated name.
    fn times_used(&self, state: DayState, name: usize) -> u32 {
        match self.weights[name] {
            0 => 0,
            weight => state.used / weight % (self.wanted[name] + 1),
        }
    }
}

impl SequenceTest {
    /// Makes a test of these names, in lower case.
    pub fn new(names: &[String], days: DayWindow) -> Self {
        let (shape, names) = SequenceShape::new(names);
        Self { names, shape, days }
    }

    /// Starts to follow the sequence.
    pub fn begin(&self) -> SequenceProgress {
        let mut progress = SequenceProgress::default();
        progress.begin(&self.shape);
        progress
    }
}

impl SequenceProgress {
    /// Starts over.
    pub fn begin(&mut self, shape: &SequenceShape) {
        (self.filled, self.day, self.moment) = (0, None, None);
        for counts in [&mut self.anytime, &mut self.now] {
            counts.clear();
            counts.resize(shape.wanted.len(), 0);
        }
        self.states.clear();
    }

    /// Records the next event that counts: the index of its name among the different names, its day
    /// and, if it has one, its time of day. Events come by day, those without a time first, then by
    /// time.
    pub fn record(&mut self, shape: &SequenceShape, name: usize, day: i32, moment: Option<u64>) {
        if self.day != Some(day) {
            self.finish(shape);
            self.day = Some(day);
            self.states.push(DayState {
                used: 0,
                filled: self.filled,
            });
        }
        // More than are wanted are of no use.
        let add = |count: &mut u32| *count = (*count + 1).min(shape.wanted[name]);
        if moment.is_none() {
            return add(&mut self.anytime[name]);
        }
        if self.moment != moment {
            self.end_moment(shape);
            self.moment = moment;
        }
        add(&mut self.now[name]);
    }

    /// Ends the day, after which [`Self::filled`] is exact.
    pub fn finish(&mut self, shape: &SequenceShape) {
        if self.day.take().is_none() {
            return;
        }
        self.end_moment(shape);
        self.moment = None;
        if self.anytime.iter().any(|count| *count > 0) {
            self.advance(shape);
            self.anytime.fill(0);
        }
        self.filled = self.states.iter().map(|s| s.filled).max().unwrap_or(0);
        self.states.clear();
    }

    /// Returns how many places were filled; exact after [`Self::finish`].
    pub fn filled(&self) -> usize {
        self.filled
    }

    fn end_moment(&mut self, shape: &SequenceShape) {
        if self.moment.is_some() {
            self.advance(shape);
            self.now.fill(0);
        }
    }

    /// Fills what can be filled now.
    fn advance(&mut self, shape: &SequenceShape) {
        if let [only] = &mut self.states[..]
            && self.anytime.iter().all(|count| *count == 0)
        {
            while let Some(name) = shape.places.get(only.filled)
                && self.now[*name] > 0
            {
                self.now[*name] -= 1;
                only.filled += 1;
            }
            return;
        }
        let starts = std::mem::take(&mut self.states);
        let mut left = self.now.clone();
        for mut state in starts {
            left.copy_from_slice(&self.now);
            while let Some(&name) = shape.places.get(state.filled) {
                if left[name] > 0 {
                    left[name] -= 1;
                } else if shape.times_used(state, name) < self.anytime[name] {
                    if shape.weights[name] > 0 {
                        self.states.push(state);
                    }
                    state.used += shape.weights[name];
                } else {
                    break;
                }
                state.filled += 1;
            }
            self.states.push(state);
        }
        self.states
            .sort_unstable_by_key(|state| (state.used, std::cmp::Reverse(state.filled)));
        self.states.dedup_by_key(|state| state.used);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// An event: its name, day and time.
    type Happened = (usize, i32, Option<u64>);

    fn follow(names: &[String], events: &[Happened]) -> bool {
        let (shape, different) = SequenceShape::new(names);
        let mut progress = SequenceProgress::default();
        progress.begin(&shape);
        let mut sorted = events.to_vec();
        sorted.sort_by_key(|(_, day, moment)| (*day, *moment));
        for (name, day, moment) in sorted {
            let name = &NAMES[name];
            if let Some(index) = different.iter().position(|d| d == name) {
                progress.record(&shape, index, day, moment);
            }
        }
        progress.finish(&shape);
        progress.filled() == names.len()
    }

    const NAMES: [&str; 3] = ["a", "b", "c"];

    /// Tries every event in every place, at the earliest moment it can lie.
    fn search(names: &[String], events: &[Happened], from: (i32, u64)) -> bool {
        let Some((first, rest)) = names.split_first() else {
            return true;
        };
        (0..events.len()).any(|at| {
            let (name, day, moment) = events[at];
            let earliest = (day, moment.unwrap_or(0)).max(from);
            let latest = (day, moment.unwrap_or(u64::MAX));
            let mut others = events.to_vec();
            others.remove(at);
            NAMES[name] == first && earliest <= latest && search(rest, &others, earliest)
        })
    }

    fn names(text: &str) -> Vec<String> {
        text.chars().map(String::from).collect()
    }

    #[test]
    fn by_hand() {
        let (a, b, none) = (0, 1, None);
        for (sequence, events, holds) in [
            ("ab", &[(a, 1, none), (b, 1, none)][..], true),
            ("ab", &[(b, 1, none), (a, 1, none)], true),
            ("ab", &[(b, 1, Some(9)), (a, 1, Some(9))], true),
            ("ab", &[(b, 1, Some(8)), (a, 1, Some(9))], false),
            ("ab", &[(b, 1, none), (a, 1, Some(9))], true),
            ("ab", &[(b, 1, none), (a, 2, none)], false),
            ("aa", &[(a, 1, none)], false),
            // The event without a time is needed after noon, so it mustn't be used before.
            (
                "aba",
                &[(a, 1, none), (a, 1, Some(10)), (b, 1, Some(12))],
                true,
            ),
            (
                "aba",
                &[(a, 1, Some(11)), (a, 1, Some(10)), (b, 1, Some(12))],
                false,
            ),
        ] {
            assert_eq!(
                follow(&names(sequence), events),
                holds,
                "{sequence} {events:?}"
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]
        #[test]
        fn as_a_search_through_all_ways(
            sequence in prop::collection::vec(0..3_usize, 1..6),
            events in prop::collection::vec((0..3_usize, 0..2_i32, prop::option::of(0..4_u64)), 0..8),
        ) {
            let names: Vec<String> = sequence.iter().map(|name| NAMES[*name].to_owned()).collect();
            let found = search(&names, &events, (i32::MIN, 0));
            prop_assert_eq!(follow(&names, &events), found);
        }
    }
}
