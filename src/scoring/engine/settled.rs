//! The answers of some leads, level by level, once each `one-of` criterion is settled.

use std::ops::Range;
use std::sync::Arc;

use super::super::rules::{Clause, Wanted};
use super::super::scorer::Scorer;
use super::bits::{all, drop_from, join, keep};
use super::facts::Facts;
use crate::model::Combine;

/// The answers of some leads: of all levels what their conditions say, and of `one-of` criteria
/// what comes of it, worked out when it is first asked for.
pub(super) struct Settled<'a> {
    scorer: &'a Scorer,
    facts: &'a [Arc<Facts>],
    words: Range<usize>,
    leads: usize,
    /// The levels of each `one-of` criterion that hold, one after the other.
    own: Vec<Option<Vec<u64>>>,
}

impl<'a> Settled<'a> {
    /// The answers of the leads of these words.
    pub fn new(
        scorer: &'a Scorer,
        facts: &'a [Arc<Facts>],
        words: Range<usize>,
        leads: usize,
    ) -> Self {
        Self {
            own: vec![None; scorer.criteria.len()],
            scorer,
            facts,
            words,
            leads,
        }
    }

    /// A bit for each lead.
    pub fn everybody(&self) -> Vec<u64> {
        all(self.leads)
    }

    fn at(&self, criterion: usize, level: usize) -> &'a Arc<Facts> {
        &self.facts[self.scorer.starts[criterion] + level]
    }

    fn facts(&self, criterion: usize, level: usize) -> &'a Facts {
        self.at(criterion, level)
    }

    /// The leads for which a level holds.
    pub fn yes(&mut self, criterion: usize, level: usize) -> &[u64] {
        if self.scorer.criteria[criterion].combine != Combine::OneOf {
            return &self.facts(criterion, level).yes[self.words.clone()];
        }
        if self.own[criterion].is_none() {
            self.own[criterion] = Some(self.settle(criterion));
        }
        let words = self.words.len();
        let own = self.own[criterion].as_ref().expect("it was just made");
        &own[level * words..(level + 1) * words]
    }

    /// See [`super::super::Answers`]: the first that holds is the one, and `otherwise` holds when
    /// every other is known not to.
    fn settle(&self, criterion: usize) -> Vec<u64> {
        let looked = &self.scorer.criteria[criterion];
        let words = self.words.len();
        let mut settled = vec![0; words * looked.levels.len()];
        let (mut taken, mut open) = (vec![0; words], vec![0; words]);
        for level in 0..looked.levels.len() {
            let own = &mut settled[level * words..(level + 1) * words];
            if looked.otherwise == Some(level) {
                own.copy_from_slice(&self.everybody());
                drop_from(own, &open);
            } else {
                let facts = self.facts(criterion, level);
                own.copy_from_slice(&facts.yes[self.words.clone()]);
                join(&mut open, &facts.unknown[self.words.clone()]);
            }
            drop_from(own, &taken);
            join(&mut taken, own);
        }
        settled
    }

    /// Whether a criterion's conditions say the same of these leads as of others.
    pub fn is_as(&self, other: &Self, criterion: usize) -> bool {
        let levels = 0..self.scorer.criteria[criterion].levels.len();
        let mut pairs = levels.map(|l| (self.at(criterion, l), other.at(criterion, l)));
        pairs.all(|(own, other)| Arc::ptr_eq(own, other))
    }

    /// The leads of which a level isn't known, once it is settled.
    pub fn unknown(&mut self, criterion: usize, level: usize) -> Vec<u64> {
        let looked = &self.scorer.criteria[criterion];
        if looked.combine != Combine::OneOf {
            return self.facts(criterion, level).unknown[self.words.clone()].to_vec();
        }
        let otherwise = looked.otherwise == Some(level);
        let mut unknown = vec![0; self.words.len()];
        if otherwise {
            for other in 0..level {
                let facts = self.facts(criterion, other);
                join(&mut unknown, &facts.unknown[self.words.clone()]);
            }
        } else {
            unknown.copy_from_slice(&self.facts(criterion, level).unknown[self.words.clone()]);
        }
        for before in 0..level {
            drop_from(&mut unknown, self.yes(criterion, before));
        }
        unknown
    }

    /// The leads of which a criterion isn't known.
    pub fn unknown_criterion(&mut self, criterion: usize) -> Vec<u64> {
        let mut unknown = vec![0; self.words.len()];
        for level in 0..self.scorer.criteria[criterion].levels.len() {
            join(&mut unknown, &self.unknown(criterion, level));
        }
        unknown
    }

    /// The leads for which a reference holds.
    pub fn holding(&mut self, wanted: &Wanted) -> Vec<u64> {
        let mut holding = vec![0; self.words.len()];
        if let Some(criterion) = wanted.criterion {
            for (level, satisfies) in wanted.levels.iter().enumerate() {
                if *satisfies {
                    join(&mut holding, self.yes(criterion, level));
                }
            }
        }
        holding
    }

    /// The leads for which clauses that hang on answers alone hold, all of them.
    pub fn fixed(&mut self, clauses: &[Clause]) -> Vec<u64> {
        let mut left = self.everybody();
        for clause in clauses {
            match clause {
                Clause::All(wanted) => keep(&mut left, &self.holding(wanted)),
                Clause::Not(wanted) => drop_from(&mut left, &self.holding(wanted)),
                Clause::Any(several) => keep(&mut left, &self.counted(several, 1)),
                Clause::AtLeast { count, of, .. } => {
                    keep(&mut left, &self.counted(of, *count as usize));
                }
                Clause::Never(_) => left.fill(0),
                Clause::Points { .. } | Clause::Reached(_) => {}
            }
        }
        left
    }

    /// The leads for which at least so many of several references hold.
    fn counted(&mut self, of: &[Wanted], least: usize) -> Vec<u64> {
        let words = self.words.len();
        if least > of.len() {
            return vec![0; words];
        }
        // How many hold so far, but for those beyond what is asked for: place n has the leads
        // for which more than n do.
        let mut more_than = vec![vec![0; words]; least];
        for wanted in of {
            let holding = self.holding(wanted);
            for place in (1..least).rev() {
                let (below, above) = more_than.split_at_mut(place);
                for ((above, below), holds) in
                    above[0].iter_mut().zip(&below[place - 1]).zip(&holding)
                {
                    *above |= below & holds;
                }
            }
            if let Some(first) = more_than.first_mut() {
                join(first, &holding);
            }
        }
        more_than.pop().unwrap_or_else(|| self.everybody())
    }
}
