//! The door to the machine: one model, or two versions of one, and what is asked of their leads.

use std::cmp::Ordering;
use std::hash::Hash;

use num_bigint::BigUint;
use rustc_hash::FxHashMap;

use super::super::{Answers, Scorer};
use super::cancel::{Cancel, Held, Refused};
use super::conditions::{Conditions, Holds};
use super::effects::Leads;
use super::join::Pair;
use super::smallest::{Smallest64, Smallest128, SmallestWide, Tells};
use super::state::Account;
use super::topics::{Known, Topic, of_one, of_two};
use super::walk::{Folded, Halves};
use super::weight::Weight;
use crate::model::Reference;

/// Every total there is.
pub(crate) const ANY_TOTAL: (i64, i64) = (i64::MIN, i64::MAX);

/// A model, or two versions of one, and the conditions kept account of.
pub(crate) struct Board<'a> {
    pub models: Vec<&'a Scorer>,
    pub topics: Vec<Topic>,
    /// Where both versions count the same points for every lead: the first's group for each of
    /// the second's.
    pub(super) same_points: Option<Vec<usize>>,
    pub(super) conditions: Conditions,
}

/// A question about the masks of leads.
pub(crate) struct Question<'a, 'b> {
    pub leads: Leads<'a>,
    /// Conditions without which a lead is of no interest.
    pub must: u128,
    /// The totals of interest, by the first model: from one up to, not including, another.
    pub window: (i64, i64),
    /// Puts masks into classes; leads without a class are of no interest.
    pub classify: &'b mut dyn FnMut(u128) -> Option<u32>,
}

impl<'a, 'b> Question<'a, 'b> {
    /// A question about all of these leads.
    pub(crate) fn all(leads: Leads<'a>, classify: &'b mut dyn FnMut(u128) -> Option<u32>) -> Self {
        Self {
            leads,
            must: 0,
            window: ANY_TOTAL,
            classify,
        }
    }
}

/// The smallest lead of each class, as the places of the levels that hold.
pub(crate) type Smallest = FxHashMap<u32, Vec<usize>>;

/// The least and the greatest of fit, behaviour and total, each with the smallest lead.
pub(crate) type Ends = [[(i64, Vec<usize>); 2]; 3];

/// Runs a block with the plainest kind of smallest lead that is large enough.
macro_rules! sized {
    ($levels:expr, $W:ident => $body:expr) => {
        match $levels {
            0..=Smallest64::LEVELS => {
                type $W = Smallest64;
                $body
            }
            0..=Smallest128::LEVELS => {
                type $W = Smallest128;
                $body
            }
            0..=256 => {
                type $W = SmallestWide<4>;
                $body
            }
            0..=1_024 => {
                type $W = SmallestWide<16>;
                $body
            }
            0..=4_096 => {
                type $W = SmallestWide<64>;
                $body
            }
            more => Err(Refused::TooLarge(format!(
                "{more} answers are more than can be proved: 4096 are the most"
            ))),
        }
    };
}

impl<'a> Board<'a> {
    /// A board for one model.
    pub(crate) fn one(scorer: &'a Scorer) -> Self {
        Self {
            models: vec![scorer],
            topics: of_one(scorer),
            same_points: Some(Vec::new()),
            conditions: Conditions::default(),
        }
    }

    /// A board for two versions.
    pub(crate) fn two(before: &'a Scorer, after: &'a Scorer) -> Self {
        let topics = of_two(before, after);
        Self {
            same_points: same_points(before, after, &topics),
            models: vec![before, after],
            topics,
            conditions: Conditions::default(),
        }
    }

    /// The condition that the hand-off stage's rule holds.
    pub(crate) fn qualified(&mut self, model: usize) -> Result<Holds, Refused> {
        let scorer = self.models[model];
        match (&scorer.handoff, scorer.handoff_rule()) {
            (Some(handoff), Some(_)) => handoff
                .stage
                .map_or(Ok(Holds::Never), |stage| self.stage(model, stage)),
            _ => Ok(Holds::Never),
        }
    }

    /// Whether a level that only this version knows is there in the other too, under another
    /// condition.
    pub(crate) fn splits(&self, topic: &Topic, level: &Known, model: usize) -> bool {
        let id = |m: usize, level: &Known| {
            let scorer = self.models.get(m)?;
            scorer.level_id(topic.criteria[m]?, level.of[m]?)
        };
        let own = id(model, level);
        topic.levels.iter().any(|l| id(1 - model, l) == own)
    }

    /// Which of two leads is the smaller: fewest counted levels, ties by listed order.
    pub(crate) fn order(&self, one: &[usize], other: &[usize]) -> Ordering {
        let counted = |places: &[usize]| {
            let levels = self.topics.iter().flat_map(|topic| &topic.levels);
            let counts: Vec<bool> = levels.map(|level| !level.otherwise).collect();
            places.iter().filter(|place| counts[**place]).count()
        };
        let by_listing = || {
            let (ours, theirs) = (one.iter(), other.iter());
            let first = ours.zip(theirs).find(|(a, b)| a != b);
            // Where one ends the other goes on, and is the smaller.
            first.map_or(other.len().cmp(&one.len()), |(a, b)| a.cmp(b))
        };
        counted(one).cmp(&counted(other)).then_with(by_listing)
    }

    /// How many possible leads there are.
    pub(crate) fn possible(&self) -> BigUint {
        let choices = self.topics.iter().map(|topic| {
            if topic.one {
                BigUint::from(topic.levels.len() + usize::from(!topic.has_otherwise()))
            } else {
                BigUint::from(1_u8) << topic.levels.len()
            }
        });
        choices.product()
    }

    /// The smallest lead of each class there is.
    pub(crate) fn smallest(
        &self,
        mut question: Question<'_, '_>,
        cancel: &Cancel<'_>,
    ) -> Result<Smallest, Refused> {
        sized!(self.levels(), W => {
            let mut best = Best::<u32, W>::new(self, cancel);
            self.ask(&mut question, cancel, &mut |class, lead: W| best.add(class, &lead))?;
            Ok(best.told())
        })
    }

    /// The smallest lead of each class and each difference between the two totals there is.
    pub(crate) fn by_difference(
        &self,
        mut question: Question<'_, '_>,
        cancel: &Cancel<'_>,
    ) -> Result<FxHashMap<(u32, i64), Vec<usize>>, Refused> {
        sized!(self.levels(), W => {
            let mut best = Best::<(u32, i64), W>::new(self, cancel);
            self.pairs(&mut question, true, cancel, &mut |pair| {
                pair.sums(cancel, &mut |class, lead: W| {
                    best.add((class, pair.beside), &lead)
                })
            })?;
            Ok(best.told())
        })
    }

    /// The smallest lead of each class and each total there is, by the first model.
    pub(crate) fn by_total(
        &self,
        mut question: Question<'_, '_>,
        cancel: &Cancel<'_>,
    ) -> Result<FxHashMap<(u32, i64), Vec<usize>>, Refused> {
        sized!(self.levels(), W => {
            let mut best = Best::<(u32, i64), W>::new(self, cancel);
            self.pairs(&mut question, true, cancel, &mut |pair| {
                pair.totals(cancel, &mut |class, total, lead: W| {
                    best.add((class, total), &lead)
                })
            })?;
            Ok(best.told())
        })
    }

    /// How many leads of each class there are.
    pub(crate) fn count(
        &self,
        mut question: Question<'_, '_>,
        cancel: &Cancel<'_>,
    ) -> Result<FxHashMap<u32, BigUint>, Refused> {
        let question = &mut question;
        match self.possible().bits() {
            0..64 => self.count_in::<u64>(question, cancel),
            64..128 => self.count_in::<u128>(question, cancel),
            _ => self.count_in::<BigUint>(question, cancel),
        }
    }

    fn count_in<W: Weight + Into<BigUint>>(
        &self,
        question: &mut Question<'_, '_>,
        cancel: &Cancel<'_>,
    ) -> Result<FxHashMap<u32, BigUint>, Refused> {
        let mut counts = Best::<u32, W>::new(self, cancel);
        self.ask(question, cancel, &mut |class, leads: W| {
            counts.add(class, &leads)
        })?;
        Ok(counts
            .found
            .into_iter()
            .map(|(class, n)| (class, n.into()))
            .collect())
    }

    /// The least and the greatest of fit, behaviour and total over possible leads of one model.
    pub(crate) fn ends(&self, cancel: &Cancel<'_>) -> Result<Ends, Refused> {
        sized!(self.levels(), W => self.ends_in::<W>(cancel))
    }

    fn ends_in<W: Tells>(&self, cancel: &Cancel<'_>) -> Result<Ends, Refused> {
        let account = Account::open(&[], self.topics.len(), 0)?;
        let halves: Halves<W> = self
            .folded(&account, true)
            .halves(Leads::Possible, cancel)?;
        let [fit, behaviour] = halves.subtotals().map(|row| row.entries());
        let any = |row: &[(i64, W)]| {
            let mut any = W::none();
            for (_, lead) in row {
                any.add(lead);
            }
            any
        };
        let (any_fit, any_behaviour) = (any(&fit), any(&behaviour));
        let end = |last: bool| {
            let at = |row: &[(i64, W)]| row[if last { row.len() - 1 } else { 0 }].clone();
            let ((f, fit_lead), (b, behaviour_lead)) = (at(&fit), at(&behaviour));
            [
                (f, fit_lead.times(&any_behaviour).places()),
                (b, behaviour_lead.times(&any_fit).places()),
                (f + b, fit_lead.times(&behaviour_lead).places()),
            ]
        };
        let ([f0, b0, t0], [f1, b1, t1]) = (end(false), end(true));
        Ok([[f0, f1], [b0, b1], [t0, t1]])
    }

    fn ask<W: Weight>(
        &self,
        question: &mut Question<'_, '_>,
        cancel: &Cancel<'_>,
        found: &mut dyn FnMut(u32, W) -> Result<(), Refused>,
    ) -> Result<(), Refused> {
        self.pairs(question, false, cancel, &mut |pair| {
            pair.sums(cancel, found)
        })
    }

    /// Walks, and gives out rows of both halves. Points are kept where the question or a condition
    /// asks for them.
    fn pairs<W: Weight>(
        &self,
        question: &mut Question<'_, '_>,
        points: bool,
        cancel: &Cancel<'_>,
        found: &mut dyn FnMut(&Pair<'_, W>) -> Result<(), Refused>,
    ) -> Result<(), Refused> {
        let account = Account::open(&self.conditions.list, self.topics.len(), question.must)?;
        let points = points || question.window != ANY_TOTAL;
        let folded = self.folded(&account, points);
        let halves = folded.halves(question.leads, cancel)?;
        halves.join(&folded, question.window, question.classify, cancel, found)
    }

    fn folded<'b>(&'b self, account: &'b Account, points: bool) -> Folded<'b> {
        Folded {
            models: &self.models,
            topics: &self.topics,
            account,
            points,
            measured: if self.same_points.is_some() { 1 } else { 2 },
            bits: self.possible().bits(),
        }
    }

    fn levels(&self) -> usize {
        self.topics
            .last()
            .map_or(0, |topic| topic.first + topic.levels.len())
    }
}

/// The smallest set of further levels with which a condition holds, in listed order; nothing where
/// none does. Of a `one-of` criterion a further level takes the place of the one that holds. An
/// `otherwise` that a criterion falls to is named where it helps.
pub(crate) fn further(
    board: &Board<'_>,
    holds: Holds,
    answers: &Answers,
    cancel: &Cancel<'_>,
) -> Result<Option<Vec<Reference>>, Refused> {
    let Holds::Bit(bit) = holds else {
        return Ok((holds == Holds::Always).then(Vec::new));
    };
    let question = Question {
        leads: Leads::Further(answers),
        must: 1 << bit,
        window: ANY_TOTAL,
        classify: &mut |mask| holds.of(mask).then_some(0),
    };
    let smallest = board.smallest(question, cancel)?;
    let Some(places) = smallest.get(&0) else {
        return Ok(None);
    };
    let scorer = board.models[0];
    let mut named = Vec::new();
    for (t, topic) in board.topics.iter().enumerate() {
        let Some(c) = topic.criteria[0] else { continue };
        let falls = scorer.falls_to(c, answers);
        let levels = (0..topic.levels.len()).filter(|l| places.contains(&(topic.first + l)));
        let worth_naming = |l: &usize| falls != Some(*l) || board.helps(bit, t, *l);
        let levels = levels.filter(worth_naming);
        named.extend(levels.filter_map(|l| scorer.reference_to(c, l)));
    }
    Ok(Some(named))
}

/// What is found of each class of leads.
struct Best<K, W> {
    found: FxHashMap<K, W>,
    /// Bytes that one class takes, its lead's places and what it is told by included.
    bytes: u64,
    held: Held,
}

impl<K: Eq + Hash, W: Weight> Best<K, W> {
    fn new(board: &Board<'_>, cancel: &Cancel<'_>) -> Self {
        let levels = board.levels() as u64;
        Self {
            found: FxHashMap::default(),
            bytes: 256 + 8 * levels + 2 * W::size(levels).bytes,
            held: cancel.hold(),
        }
    }

    fn add(&mut self, class: K, leads: &W) -> Result<(), Refused> {
        let before = self.found.len();
        self.found.entry(class).or_insert_with(W::none).add(leads);
        self.held
            .grow((self.found.len() - before) as u64 * self.bytes)
    }
}

impl<K: Eq + Hash, W: Tells> Best<K, W> {
    /// Smallest leads as the places of their levels.
    fn told(self) -> FxHashMap<K, Vec<usize>> {
        let found = self.found.into_iter();
        found.map(|(key, lead)| (key, lead.places())).collect()
    }
}

/// Whether two versions count the same points for every lead: the first's group for each of the
/// second's, if so.
fn same_points(before: &Scorer, after: &Scorer, topics: &[Topic]) -> Option<Vec<usize>> {
    let points = |scorer: &Scorer, criterion: Option<usize>, level: Option<usize>| {
        let level = criterion.zip(level);
        level.map_or(0, |(c, l)| scorer.criteria[c].levels[l].points)
    };
    for topic in topics {
        let [was, is] = topic.criteria;
        let pairs = topic.levels.iter().map(|level| {
            let before = points(before, was, level.of[0]);
            (before, points(after, is, level.of[1]))
        });
        let pairs: Vec<(i64, i64)> = pairs.collect();
        let worthless = pairs.iter().all(|pair| *pair == (0, 0));
        let kinds = (
            was.map(|c| before.criteria[c].kind),
            is.map(|c| after.criteria[c].kind),
        );
        let alike = topic.same && kinds.0 == kinds.1 && pairs.iter().all(|(a, b)| a == b);
        if !worthless && !alike {
            return None;
        }
    }
    same_groups(before, after)
}

fn same_groups(before: &Scorer, after: &Scorer) -> Option<Vec<usize>> {
    if before.groups.len() != after.groups.len() {
        return None;
    }
    let mut free: Vec<usize> = (0..before.groups.len()).collect();
    let matching = after.groups.iter().map(|group| {
        let of = |scorer: &Scorer, of: &[usize]| {
            let ids = of.iter().map(|c| scorer.criteria[*c].id.clone());
            let mut ids: Vec<_> = ids.collect();
            ids.sort();
            ids
        };
        let same = free.iter().position(|g| {
            let was = &before.groups[*g];
            (was.kind, was.min, was.max) == (group.kind, group.min, group.max)
                && of(before, &was.of) == of(after, &group.of)
        })?;
        Some(free.remove(same))
    });
    matching.collect()
}
