//! How far the conditions have come, and which differences between two models there are so far.
//!
//! A state is put into its plainest form at once: of a condition that can't hold any more nothing
//! else is remembered, nor of a count that has been met or can't matter; so that as many ways as
//! possible lead to the same state.

use rustc_hash::FxHashMap;

use super::cancel::Refused;
use super::conditions::{Feature, Part};

/// Sums kept in a state beside the one its row is over.
pub(super) const SUMS: usize = 5;

/// How far things have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct State {
    /// The conditions that can still hold.
    pub alive: u128,
    /// Each tally's number so far, packed.
    pub counts: u128,
    /// Sums beside the row's.
    pub sums: [i64; SUMS],
}

/// A count that some conditions ask for.
#[derive(Clone, Debug)]
struct Tally {
    /// How many are asked for; more than that is as good.
    need: u32,
    /// Of how many topics.
    of: u32,
    shift: u32,
    bits: u32,
    /// The conditions that ask for it.
    users: u128,
}

/// What a feature does to a state.
#[derive(Clone, Debug, Default)]
pub(super) struct Consequence {
    /// The conditions that can't hold where it doesn't.
    pub asked: u128,
    /// The conditions that can't hold where it does.
    pub banned: u128,
    /// One more for each of these tallies.
    pub tallies: Vec<usize>,
}

/// The account kept of all conditions.
pub(super) struct Account {
    tallies: Vec<Tally>,
    /// Every condition.
    pub all: u128,
    /// Conditions without which a lead is of no interest.
    pub must: u128,
    /// Minima, with their conditions' bits.
    pub minima: Vec<Minimum>,
    /// The features of each topic, and what they do.
    pub features: Vec<Vec<(Feature, Consequence)>>,
}

/// A least number of points that conditions ask for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Minimum {
    pub model: usize,
    pub of: super::conditions::Sum,
    pub least: i64,
    pub users: u128,
}

impl Account {
    /// Opens an account of conditions over so many topics.
    pub(super) fn open(list: &[Vec<Part>], topics: usize, must: u128) -> Result<Self, Refused> {
        let mut account = Self {
            tallies: Vec::new(),
            all: 0,
            must,
            minima: Vec::new(),
            features: vec![Vec::new(); topics],
        };
        let mut known: FxHashMap<(usize, &[Feature]), usize> = FxHashMap::default();
        for (bit, parts) in list.iter().enumerate() {
            let user = 1 << bit;
            account.all |= user;
            for part in parts {
                match part {
                    Part::One(feature, true) => account.of(feature)?.asked |= user,
                    Part::One(feature, false) => account.of(feature)?.banned |= user,
                    Part::Count(need, features) => {
                        let tally = known.entry((*need, features)).or_insert(usize::MAX);
                        if *tally == usize::MAX {
                            *tally = account.tally(*need, features)?;
                        }
                        account.tallies[*tally].users |= user;
                    }
                    Part::Points(model, of, least) => account.minima.push(Minimum {
                        model: *model,
                        of: *of,
                        least: *least,
                        users: user,
                    }),
                }
            }
        }
        Ok(account)
    }

    /// What a feature does.
    fn of(&mut self, feature: &Feature) -> Result<&mut Consequence, Refused> {
        let features = &mut self.features[feature.topic];
        let at = features.iter().position(|(known, _)| known == feature);
        let at = at.unwrap_or(features.len());
        if at == features.len() {
            if at == 64 {
                return Err(Refused::TooLarge(
                    "rules ask for more than 64 different combinations of one criterion's answers"
                        .into(),
                ));
            }
            features.push((feature.clone(), Consequence::default()));
        }
        Ok(&mut features[at].1)
    }

    fn tally(&mut self, need: usize, features: &[Feature]) -> Result<usize, Refused> {
        let shift = self.tallies.last().map_or(0, |last| last.shift + last.bits);
        let bits = need.ilog2() + 1;
        if shift + bits > 128 {
            return Err(Refused::TooLarge(
                "rules ask for too many different counts of criteria to prove them together".into(),
            ));
        }
        let tally = self.tallies.len();
        self.tallies.push(Tally {
            need: need as u32,
            of: features.len() as u32,
            shift,
            bits,
            users: 0,
        });
        for feature in features {
            self.of(feature)?.tallies.push(tally);
        }
        Ok(tally)
    }

    /// How many of each tally's topics are among these.
    pub(super) fn seen(&self, topics: &[usize]) -> Seen {
        let mut seen = vec![0; self.tallies.len()];
        for topic in topics {
            for (_, consequence) in &self.features[*topic] {
                for tally in &consequence.tallies {
                    seen[*tally] += 1;
                }
            }
        }
        Seen(seen)
    }

    /// The state before anything is known.
    pub(super) fn start(&self) -> State {
        State {
            alive: self.all,
            counts: 0,
            sums: [0; SUMS],
        }
    }

    /// A state in which these features of a topic hold, out of all of the topic's.
    pub(super) fn after(&self, topic: usize, holding: u64) -> State {
        let mut state = self.start();
        for (f, (_, consequence)) in self.features[topic].iter().enumerate() {
            if holding >> f & 1 == 1 {
                state.alive &= !consequence.banned;
                for tally in &consequence.tallies {
                    state.counts += 1 << self.tallies[*tally].shift;
                }
            } else {
                state.alive &= !consequence.asked;
            }
        }
        state
    }

    /// Two states of different topics together, in plainest form; nothing where the lead is of no
    /// interest any more. Between them they have seen so many of each tally's topics.
    pub(super) fn together(&self, one: &State, other: &State, seen: &Seen) -> Option<State> {
        let mut both = *one;
        both.alive &= other.alive;
        for (sum, more) in both.sums.iter_mut().zip(other.sums) {
            *sum += more;
        }
        let mut counts = 0;
        for (tally, seen) in self.tallies.iter().zip(&seen.0) {
            if tally.users & both.alive == 0 {
                continue;
            }
            let number = (tally.in_(one.counts) + tally.in_(other.counts)).min(tally.need);
            if number + (tally.of - seen) < tally.need {
                both.alive &= !tally.users;
            }
            counts |= u128::from(number) << tally.shift;
        }
        both.counts = counts;
        self.plain(both)
    }

    /// A state in plainest form: tallies that no living condition asks for are forgotten. (One that
    /// is met stays at what is asked for, which is the same in every state that it matters to.)
    pub(super) fn plain(&self, mut state: State) -> Option<State> {
        if !state.alive & self.must != 0 {
            return None;
        }
        for tally in &self.tallies {
            if tally.users & state.alive == 0 {
                state.counts &= !tally.field();
            }
        }
        Some(state)
    }

    /// The conditions that states of all topics together leave alive.
    pub(super) fn alive(&self, states: [&State; 3]) -> u128 {
        let mut alive = states.iter().fold(self.all, |alive, s| alive & s.alive);
        for tally in &self.tallies {
            let number: u32 = states.iter().map(|s| tally.in_(s.counts)).sum();
            if number < tally.need {
                alive &= !tally.users;
            }
        }
        alive
    }
}

/// How many topics of each tally have been seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen(Vec<u32>);

impl Seen {
    /// With those of other topics.
    pub(super) fn and(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a + b).collect())
    }
}

impl Tally {
    fn field(&self) -> u128 {
        ((1 << self.bits) - 1) << self.shift
    }

    fn in_(&self, counts: u128) -> u32 {
        (counts >> self.shift) as u32 & ((1 << self.bits) - 1)
    }
}
