//! The classes that tests of events cut the histories of a lead into, each with a history.
//!
//! The windows of all tests cut the days before today into spans. From the oldest span on, events
//! are added one by one: what counts so far is a state, and a count that is met is not counted
//! further. So every state that some history brings about is found, by a history that leads to it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::day::{Day, Time};
use super::history_tests::{
    Counter, HistoryTest, Orders, RowKind, Sequence, Window, counters, sequences, spans,
};
use super::limits::{Limits, Unsettled, check_number};

/// An event of a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PastEvent {
    /// Its kind, by number.
    pub kind: usize,
    /// Days before today.
    pub age: i64,
    /// Its place among the moments of its day; `None` if it has no time of day.
    pub moment: Option<u32>,
}

/// Histories that answer alike.
#[derive(Clone, Debug)]
pub(super) struct HistoryClass {
    /// What each test comes to.
    pub truths: Vec<bool>,
    /// One of the histories, the oldest event first.
    pub events: Vec<PastEvent>,
}

/// What a history comes to so far.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct HistoryState {
    counts: Box<[u32]>,
    /// Whether each counter of days has counted the current day.
    today: Box<[bool]>,
    /// Days of the current span on which something happened, as far as that matters.
    days: u32,
    /// What happened on the current day, as far as sequences ask for it, and how many names of each
    /// were met before it.
    day: Day,
}

/// How a state came about: from which, by an event of which kind and when.
#[derive(Clone, Copy, Debug)]
struct Origin {
    from: usize,
    kind: usize,
    span: usize,
    day: u32,
    /// `None` for an event without a time of day.
    moment: Option<u32>,
}

/// When the next event happens: on the current day or a later one, and when on it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct When {
    next_day: bool,
    time: Time,
}

/// The search for all states.
struct Search<'a> {
    kinds: &'a [RowKind],
    counters: Vec<Counter>,
    sequences: Vec<Sequence>,
    orders: Orders,
    spans: Vec<Window>,
    limits: &'a Limits<'a>,
    states: Vec<(HistoryState, Option<Origin>, u32)>,
    ids: FxHashMap<HistoryState, usize>,
}

/// Returns the classes of histories over the kinds of rows, the empty history first. No event is
/// older than `oldest` days.
///
/// # Errors
///
/// If there are too many, or if it isn't sure that all were found.
pub(super) fn history_classes(
    tests: &[HistoryTest],
    kinds: &[RowKind],
    oldest: i64,
    limits: &Limits<'_>,
) -> Result<Vec<HistoryClass>, Unsettled> {
    let mut search = Search {
        kinds,
        counters: counters(tests),
        orders: Orders::of(&sequences(tests)),
        sequences: sequences(tests),
        spans: spans(tests, oldest),
        limits,
        states: Vec::new(),
        ids: FxHashMap::default(),
    };
    let last = search.run()?;
    Ok(search.classes(tests, last))
}

impl Search<'_> {
    /// Finds all states, span by span; returns those at the end.
    fn run(&mut self) -> Result<Vec<usize>, Unsettled> {
        let start = HistoryState {
            counts: vec![0; self.counters.len()].into(),
            today: vec![false; self.counters.len()].into(),
            days: 0,
            day: Day::begin(&vec![0; self.sequences.len()]),
        };
        self.states.push((start, None, 0));
        let mut reached = vec![0];
        for span in 0..self.spans.len() {
            reached = self.add_span(span, reached)?;
        }
        Ok(reached)
    }

    /// Adds events of one span to states in every way. Returns all states after it, each as if
    /// the span's last day was over.
    fn add_span(&mut self, span: usize, from: Vec<usize>) -> Result<Vec<usize>, Unsettled> {
        self.ids.clear();
        let mut open = Vec::new();
        for id in from {
            open.extend(self.note(self.rested(&self.states[id].0, span), id, None));
        }
        let mut at = 0;
        while at < open.len() {
            let id = open[at];
            at += 1;
            for kind in 0..self.kinds.len() {
                for when in self.times(id, span) {
                    // A state costs far more than a comparison does.
                    self.limits.spend(40 + self.counters.len() as u64)?;
                    let (state, day, moment) = self.after(id, kind, span, when);
                    if state == self.states[id].0 {
                        continue;
                    }
                    let origin = Origin {
                        from: id,
                        kind,
                        span,
                        day,
                        moment,
                    };
                    open.extend(self.note(state, id, Some(origin)));
                    check_number(self.states.len())?;
                }
            }
        }
        // Two states that differ only in what the current day looks like are one from here on.
        let mut rested: FxHashMap<HistoryState, usize> = FxHashMap::default();
        let mut after = Vec::new();
        for id in open {
            let state = self.rested(&self.states[id].0, span);
            if rested.insert(state.clone(), id).is_none() {
                let known = self.ids.get(&state).copied();
                after.extend(known.or_else(|| self.note(state, id, None)));
            }
        }
        Ok(after)
    }

    /// Notes a state that came about from another; returns its number if it is new.
    fn note(&mut self, state: HistoryState, from: usize, origin: Option<Origin>) -> Option<usize> {
        if self.ids.contains_key(&state) {
            return None;
        }
        let id = self.states.len();
        self.ids.insert(state.clone(), id);
        let events = self.states[from].2 + u32::from(origin.is_some());
        // A state that only rested came about as the one before it did.
        let origin = origin.or(self.states[from].1);
        self.states.push((state, origin, events));
        Some(id)
    }

    /// Returns when a next event can happen, as far as it makes a difference.
    fn times(&self, id: usize, span: usize) -> Vec<When> {
        let (state, origin, _) = &self.states[id];
        let timed = origin.is_some_and(|origin| origin.moment.is_some());
        let begun = state.days > 0;
        let orders = self.orders;
        // Another day makes a difference if days are counted, or if events lie anywhere in this one.
        let another = state.today.contains(&true) || state.day.has_events_anywhere();
        let room = self.day_limit(span).is_none_or(|most| state.days < most);
        let mut times = Vec::new();
        let mut add = |next_day, time| times.push(When { next_day, time });
        if begun {
            add(false, Time::Later);
            if orders != Orders::One && timed {
                add(false, Time::SameMoment);
            }
            if orders == Orders::Many && !timed {
                add(false, Time::Anywhere);
            }
        }
        if !begun || another && room {
            add(true, Time::Later);
            if orders == Orders::Many {
                add(true, Time::Anywhere);
            }
        }
        times
    }

    /// Returns how many days of a span are told apart; `None` if it has more days than matter.
    fn day_limit(&self, span: usize) -> Option<u32> {
        let days = self.counters.iter().filter(|c| c.counted.distinct_days);
        let counted: u64 = days.map(|counter| u64::from(counter.enough)).sum();
        let ordered: usize = self.sequences.iter().map(|(names, _)| names.len()).sum();
        let matter = counted + ordered as u64;
        let len = self.spans[span].len()?;
        (u64::try_from(len).is_ok_and(|len| len < matter)).then_some(len as u32)
    }

    /// Returns the state after one more event, and the event's day and moment within the span.
    fn after(
        &self,
        id: usize,
        kind: usize,
        span: usize,
        when: When,
    ) -> (HistoryState, u32, Option<u32>) {
        let (mut state, origin, _) = self.states[id].clone();
        let kind = &self.kinds[kind];
        let last = origin.filter(|origin| origin.span == span && state.days > 0);
        let mut day = last.map_or(0, |last| last.day);
        let moments = last.and_then(|last| last.moment);
        if when.next_day {
            day += u32::from(last.is_some());
            let days = state.days;
            let limited = self.day_limit(span).is_some();
            state = self.rested(&state, span);
            state.days = if days == 0 || limited { days + 1 } else { days };
        }
        let moment = match (when.time, moments.filter(|_| !when.next_day)) {
            (Time::Anywhere, _) => None,
            (Time::SameMoment, moment) => moment,
            (Time::Later, moment) => Some(moment.map_or(0, |moment| moment + 1)),
        };
        for (c, counter) in self.counters.iter().enumerate() {
            if !counter.counted.counts(kind, self.spans[span]) || state.today[c] {
                continue;
            }
            if state.counts[c] < counter.enough {
                state.counts[c] += 1;
                state.today[c] = counter.counted.distinct_days;
            }
        }
        let sequences = self.looking_at(span);
        let named = sequences.iter().flatten().flat_map(|names| names.iter());
        let asked = named.filter(|name| **name == kind.name).count();
        state.day.add(kind.name, when.time, asked, &sequences);
        (state, day, moment)
    }

    /// Returns the names of each sequence that looks at a span.
    fn looking_at(&self, span: usize) -> Vec<Option<&[usize]>> {
        let sequences = self.sequences.iter();
        sequences
            .map(|(names, window)| window.includes(self.spans[span]).then_some(&names[..]))
            .collect()
    }

    /// Returns a state once its current day is over.
    fn rested(&self, state: &HistoryState, span: usize) -> HistoryState {
        HistoryState {
            counts: state.counts.clone(),
            today: vec![false; state.today.len()].into(),
            days: 0,
            day: Day::begin(&state.day.met(&self.looking_at(span))),
        }
    }

    /// Returns the classes of the states at the end, the shortest history of each.
    fn classes(&self, tests: &[HistoryTest], mut last: Vec<usize>) -> Vec<HistoryClass> {
        last.sort_by_key(|id| (self.states[*id].2, *id));
        let mut seen: FxHashSet<Vec<bool>> = FxHashSet::default();
        let mut classes = Vec::new();
        for id in last {
            let truths: Vec<bool> = tests.iter().map(|test| self.holds(test, id)).collect();
            if seen.insert(truths.clone()) {
                let events = self.history(id);
                classes.push(HistoryClass { truths, events });
            }
        }
        classes
    }

    fn holds(&self, test: &HistoryTest, id: usize) -> bool {
        let state = &self.states[id].0;
        match test {
            HistoryTest::Count {
                counted,
                at_least,
                at_most,
            } => {
                let counter = self.counters.iter().position(|c| c.counted == *counted);
                let count = state.counts[counter.expect("there is a counter of every test")];
                count >= *at_least && at_most.is_none_or(|most| count <= most)
            }
            HistoryTest::InOrder(sequence) => {
                let at = self.sequences.iter().position(|other| other == sequence);
                let met = state.day.met(&vec![None; self.sequences.len()]);
                met[at.expect("every sequence is followed")] == sequence.0.len()
            }
        }
    }

    /// Returns the history by which a state came about.
    fn history(&self, id: usize) -> Vec<PastEvent> {
        let mut origins = Vec::new();
        let mut at = id;
        while let Some(origin) = self.states[at].1 {
            origins.push(origin);
            at = origin.from;
        }
        origins.reverse();
        let days = |span: usize| {
            let of_span = origins.iter().filter(|origin| origin.span == span);
            of_span.map(|origin| origin.day).max().unwrap_or(0)
        };
        let event = |origin: &Origin| {
            let span = self.spans[origin.span];
            let last = i64::from(days(origin.span));
            let first_age = match span.len() {
                Some(len) => span.from + (len - 1 - last) / 2,
                None => span.from + 3,
            };
            PastEvent {
                kind: origin.kind,
                age: first_age + last - i64::from(origin.day),
                moment: origin.moment.filter(|_| !self.sequences.is_empty()),
            }
        };
        origins.iter().map(event).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::history_tests::Counted;
    use super::*;

    const EVER: Window = Window { from: 0, to: None };

    fn within(days: i64) -> Window {
        Window {
            from: 0,
            to: Some(days),
        }
    }

    fn count(at_least: u32, window: Window) -> HistoryTest {
        HistoryTest::Count {
            counted: Counted {
                names: vec![0],
                row: None,
                window,
                distinct_days: false,
            },
            at_least,
            at_most: None,
        }
    }

    fn kind(name: usize) -> RowKind {
        RowKind {
            name,
            meets: Vec::new(),
        }
    }

    fn classes(tests: &[HistoryTest], names: usize) -> Vec<HistoryClass> {
        let kinds: Vec<RowKind> = (0..names).map(kind).collect();
        history_classes(tests, &kinds, 700_000, &Limits::new(&|| false)).unwrap()
    }

    fn number(tests: &[HistoryTest], names: usize) -> usize {
        classes(tests, names).len()
    }

    #[test]
    fn counts_and_windows_imply_each_other() {
        // None, once, twice.
        assert_eq!(number(&[count(1, EVER), count(2, EVER)], 1), 3);
        // None, long ago, lately.
        assert_eq!(number(&[count(1, within(30)), count(1, within(7))], 1), 3);
        let five = [1, 2, 3, 4, 5].map(|n| count(n, EVER));
        assert_eq!(number(&five, 1), 6);
        // A staircase: at most two within 7 days, and no fewer within 30: 0 0, 0 1, 0 2, 1 1, 1 2,
        // 2 2.
        let steps = [1, 2].map(|n| [count(n, within(30)), count(n, within(7))]);
        assert_eq!(number(&steps.concat(), 1), 6);
    }

    #[test]
    fn a_history_is_what_its_class_says() {
        let tests = [count(2, within(30)), count(1, within(7))];
        let found = classes(&tests, 1);
        let of = |truths: [bool; 2]| {
            let class = found.iter().find(|class| class.truths == truths).unwrap();
            class
                .events
                .iter()
                .map(|event| event.age)
                .collect::<Vec<_>>()
        };
        assert!(of([false, false]).is_empty());
        assert_eq!(of([false, true]), [3]);
        let old = of([true, false]);
        assert!(old.len() == 2 && old.iter().all(|age| (8..=30).contains(age)));
    }

    #[test]
    fn days_are_counted_apart_from_events() {
        let days = |at_least, window| HistoryTest::Count {
            counted: Counted {
                names: vec![0],
                row: None,
                window,
                distinct_days: true,
            },
            at_least,
            at_most: None,
        };
        // Twice on one day, on two days, once, never.
        assert_eq!(number(&[count(2, EVER), days(2, EVER)], 1), 3);
        // Within no days back there is one day.
        assert_eq!(number(&[days(2, within(0)), count(2, within(0))], 1), 2);
        assert_eq!(number(&[days(8, within(7)), days(9, within(7))], 1), 2);
    }

    #[test]
    fn events_at_one_moment_are_in_either_order() {
        let order = |names: &[usize]| HistoryTest::InOrder((names.to_vec(), EVER));
        // Neither, one way, the other, both.
        assert_eq!(number(&[order(&[0, 1]), order(&[1, 0])], 2), 4);
        let once = |name| HistoryTest::Count {
            counted: Counted {
                names: vec![name],
                row: None,
                window: EVER,
                distinct_days: false,
            },
            at_least: 2,
            at_most: None,
        };
        // Both with one event of each need one moment.
        let tests = [order(&[0, 1]), order(&[1, 0]), once(0), once(1)];
        let found = classes(&tests, 2);
        let both = found
            .iter()
            .find(|class| class.truths == [true, true, false, false])
            .unwrap();
        assert_eq!(both.events[0].moment, both.events[1].moment);
        assert_eq!(number(&[order(&[0, 0]), count(2, EVER)], 1), 2);
    }

    #[test]
    fn rows_count_where_their_condition_holds() {
        let where_holds = HistoryTest::Count {
            counted: Counted {
                names: vec![0],
                row: Some(0),
                window: EVER,
                distinct_days: false,
            },
            at_least: 1,
            at_most: None,
        };
        let kinds = [false, true].map(|meets| RowKind {
            name: 0,
            meets: vec![meets],
        });
        let tests = [where_holds, count(1, EVER)];
        let found = history_classes(&tests, &kinds, 700_000, &Limits::new(&|| false)).unwrap();
        assert_eq!(found.len(), 3);
    }
}
