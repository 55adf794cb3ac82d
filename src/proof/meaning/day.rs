//! What happened on one day, as far as sequences of events ask for it.
//!
//! Of the moments that are over only matters how far each sequence came, and which events without a
//! time of day it took for that.

use rustc_hash::FxHashSet;

/// When an event happens on its day.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    /// Without a time of day.
    Anywhere,
    /// At the same moment as the event before.
    SameMoment,
    /// After all events of the day so far.
    Later,
}

/// How far a sequence came: the names met, and which of the events without a time of day were taken
/// for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct SequenceProgress {
    met: usize,
    taken: u64,
}

/// The events of a day, by the numbers of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Day {
    /// Those without a time of day, sorted: each may lie anywhere in the day.
    anywhere: Vec<usize>,
    /// Those of the current moment, sorted: they are in any order.
    moment: Vec<usize>,
    /// For each sequence how far it came before the current moment: all that isn't behind another
    /// in everything.
    before: Vec<Vec<SequenceProgress>>,
}

impl Day {
    /// Begins a day, given how many names of each sequence were met before it.
    pub(super) fn begin(met: &[usize]) -> Self {
        let progress = |met: &usize| {
            vec![SequenceProgress {
                met: *met,
                taken: 0,
            }]
        };
        Self {
            before: met.iter().map(progress).collect(),
            ..Self::default()
        }
    }

    /// Returns whether some event has no time of day.
    pub(super) fn has_events_anywhere(&self) -> bool {
        !self.anywhere.is_empty()
    }

    /// Adds an event. `sequences` are those that look at the day; `asked` is how often they ask for
    /// its name.
    pub(super) fn add(
        &mut self,
        name: usize,
        time: Time,
        asked: usize,
        sequences: &[Option<&[usize]>],
    ) {
        if time == Time::Later {
            self.before = self.after(sequences);
            self.moment.clear();
        }
        let list = match time {
            Time::Anywhere => &mut self.anywhere,
            Time::SameMoment | Time::Later => &mut self.moment,
        };
        if list.iter().filter(|other| **other == name).count() < asked {
            let at = list.partition_point(|other| *other <= name);
            list.insert(at, name);
        }
    }

    /// Returns how far each sequence comes by the end of the current moment.
    fn after(&self, sequences: &[Option<&[usize]>]) -> Vec<Vec<SequenceProgress>> {
        let each = self.before.iter().zip(sequences);
        each.map(|(before, names)| match names {
            Some(names) => self.ahead(names, before),
            None => before.clone(),
        })
        .collect()
    }

    /// Returns how many names of each sequence are met by now.
    pub(super) fn met(&self, sequences: &[Option<&[usize]>]) -> Vec<usize> {
        let after = self.after(sequences).into_iter();
        after
            .map(|all| all.iter().map(|progress| progress.met).max().unwrap_or(0))
            .collect()
    }

    /// Returns how far one sequence comes through the current moment.
    fn ahead(&self, names: &[usize], before: &[SequenceProgress]) -> Vec<SequenceProgress> {
        // Which events of the moment were taken, too.
        let mut open: Vec<(SequenceProgress, u64)> = before.iter().map(|at| (*at, 0)).collect();
        let mut seen = FxHashSet::default();
        while let Some((at, of_moment)) = open.pop() {
            if !seen.insert((at, of_moment)) {
                continue;
            }
            let Some(next) = names.get(at.met) else {
                continue;
            };
            let free = |list: &[usize], taken: u64| {
                let mut places = (0..list.len()).filter(|place| taken >> place & 1 == 0);
                places.find(|place| list[*place] == *next)
            };
            let met = at.met + 1;
            if let Some(place) = free(&self.anywhere, at.taken) {
                let taken = at.taken | 1 << place;
                open.push((SequenceProgress { met, taken }, of_moment));
            }
            if let Some(place) = free(&self.moment, of_moment) {
                let taken = at.taken;
                open.push((SequenceProgress { met, taken }, of_moment | 1 << place));
            }
        }
        let all: Vec<SequenceProgress> = seen.into_iter().map(|(at, _)| at).collect();
        let behind = |one: &SequenceProgress, other: &SequenceProgress| {
            one != other && one.met <= other.met && one.taken & other.taken == other.taken
        };
        let mut best: Vec<SequenceProgress> = all
            .iter()
            .filter(|one| !all.iter().any(|other| behind(one, other)))
            .copied()
            .collect();
        best.sort_unstable();
        best.dedup();
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns how many names of a sequence are met on a day.
    fn met(anywhere: &[usize], moments: &[&[usize]], names: &[usize], before: usize) -> usize {
        let mut day = Day::begin(&[before]);
        let sequences = [Some(names)];
        for name in anywhere {
            day.add(*name, Time::Anywhere, 9, &sequences);
        }
        for moment in moments {
            for (at, name) in moment.iter().enumerate() {
                let time = if at == 0 {
                    Time::Later
                } else {
                    Time::SameMoment
                };
                day.add(*name, time, 9, &sequences);
            }
        }
        day.met(&sequences)[0]
    }

    #[test]
    fn events_of_a_moment_are_in_any_order_and_others_are_not() {
        let strict: [&[usize]; 2] = [&[0], &[1]];
        assert_eq!(met(&[], &strict, &[0, 1], 0), 2);
        assert_eq!(met(&[], &strict, &[1, 0], 0), 1);
        assert_eq!(met(&[], &[&[0, 1]], &[0, 1], 0), 2);
        assert_eq!(met(&[], &[&[0, 1]], &[1, 0], 0), 2);
        assert_eq!(met(&[], &strict, &[2, 1], 1), 2);
    }

    #[test]
    fn an_event_without_a_time_lies_anywhere_and_is_one_event() {
        let strict: [&[usize]; 2] = [&[0], &[1]];
        for order in [[2, 0, 1], [0, 2, 1], [0, 1, 2]] {
            assert_eq!(met(&[2], &strict, &order, 0), 3);
        }
        assert_eq!(met(&[2], &strict, &[2, 0, 2], 0), 2);
        assert_eq!(met(&[2], &strict, &[1, 2, 0], 0), 2);
    }
}
