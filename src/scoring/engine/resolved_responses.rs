//! What a block's leads answer, with each `one-of` criterion resolved to a single answer.

use std::ops::Range;
use std::sync::Arc;

use super::bitmap::{all_set, intersect, subtract, unite};
use super::condition_bitmaps::TruthBitmap;
use crate::model::Combine;
use crate::scoring::compile::{Clause, ResolvedRef, Scorer};

/// What a block's leads answer: the truths of conditions and, computed on first use, the resolved
/// answers of `one-of` criteria.
pub(super) struct ResolvedResponses<'a> {
    scorer: &'a Scorer,
    truths: &'a [Arc<TruthBitmap>],
    words: Range<usize>,
    leads: usize,
    /// For each `one-of` criterion, the bitmaps of its resolved answers, one after the other.
    resolved: Vec<Option<Vec<u64>>>,
}

impl<'a> ResolvedResponses<'a> {
    /// Creates the responses of the leads in a range of words.
    pub fn new(
        scorer: &'a Scorer,
        truths: &'a [Arc<TruthBitmap>],
        words: Range<usize>,
        leads: usize,
    ) -> Self {
        Self {
            resolved: vec![None; scorer.criteria.len()],
            scorer,
            truths,
            words,
            leads,
        }
    }

    /// Returns a bitmap with every lead set.
    pub fn all_leads(&self) -> Vec<u64> {
        all_set(self.leads)
    }

    fn shared_truths(&self, criterion: usize, answer: usize) -> &'a Arc<TruthBitmap> {
        &self.truths[self.scorer.starts[criterion] + answer]
    }

    fn truths_of(&self, criterion: usize, answer: usize) -> &'a TruthBitmap {
        self.shared_truths(criterion, answer)
    }

    /// Returns the leads for which an answer holds.
    pub fn yes(&mut self, criterion: usize, answer: usize) -> &[u64] {
        if self.scorer.criteria[criterion].combine != Combine::OneOf {
            return &self.truths_of(criterion, answer).yes[self.words.clone()];
        }
        if self.resolved[criterion].is_none() {
            self.resolved[criterion] = Some(self.resolve(criterion));
        }
        let words = self.words.len();
        let own = self.resolved[criterion].as_ref().expect("it was just made");
        &own[answer * words..(answer + 1) * words]
    }

    /// Resolves a `one-of` criterion: the first answer that holds wins, and `otherwise` holds when
    /// every other answer is known not to.
    fn resolve(&self, criterion: usize) -> Vec<u64> {
        let compiled = &self.scorer.criteria[criterion];
        let words = self.words.len();
        let mut resolved = vec![0; words * compiled.answers.len()];
        let (mut taken, mut open) = (vec![0; words], vec![0; words]);
        for answer in 0..compiled.answers.len() {
            let own = &mut resolved[answer * words..(answer + 1) * words];
            if compiled.otherwise == Some(answer) {
                own.copy_from_slice(&self.all_leads());
                subtract(own, &open);
            } else {
                let truths = self.truths_of(criterion, answer);
                own.copy_from_slice(&truths.yes[self.words.clone()]);
                unite(&mut open, &truths.unknown[self.words.clone()]);
            }
            subtract(own, &taken);
            unite(&mut taken, own);
        }
        resolved
    }

    /// Returns whether a criterion's truths are shared with `other`.
    pub fn is_same_as(&self, other: &Self, criterion: usize) -> bool {
        let answers = 0..self.scorer.criteria[criterion].answers.len();
        let mut pairs = answers.map(|l| {
            (
                self.shared_truths(criterion, l),
                other.shared_truths(criterion, l),
            )
        });
        pairs.all(|(own, other)| Arc::ptr_eq(own, other))
    }

    /// Returns the leads for which an answer is unknown after resolution.
    pub fn unknown(&mut self, criterion: usize, answer: usize) -> Vec<u64> {
        let compiled = &self.scorer.criteria[criterion];
        if compiled.combine != Combine::OneOf {
            return self.truths_of(criterion, answer).unknown[self.words.clone()].to_vec();
        }
        let otherwise = compiled.otherwise == Some(answer);
        let mut unknown = vec![0; self.words.len()];
        if otherwise {
            for other in 0..answer {
                let truths = self.truths_of(criterion, other);
                unite(&mut unknown, &truths.unknown[self.words.clone()]);
            }
        } else {
            unknown.copy_from_slice(&self.truths_of(criterion, answer).unknown[self.words.clone()]);
        }
        for before in 0..answer {
            subtract(&mut unknown, self.yes(criterion, before));
        }
        unknown
    }

    /// Returns the leads for which a criterion is unknown.
    pub fn criterion_unknown(&mut self, criterion: usize) -> Vec<u64> {
        let mut unknown = vec![0; self.words.len()];
        for answer in 0..self.scorer.criteria[criterion].answers.len() {
            unite(&mut unknown, &self.unknown(criterion, answer));
        }
        unknown
    }

    /// Returns the leads for which a reference holds.
    pub fn matching(&mut self, reference: &ResolvedRef) -> Vec<u64> {
        let mut holding = vec![0; self.words.len()];
        if let Some(criterion) = reference.criterion {
            for (answer, satisfies) in reference.answers.iter().enumerate() {
                if *satisfies {
                    unite(&mut holding, self.yes(criterion, answer));
                }
            }
        }
        holding
    }

    /// Returns the leads for which all of these answer-only clauses hold.
    pub fn matching_all(&mut self, clauses: &[Clause]) -> Vec<u64> {
        let mut left = self.all_leads();
        for clause in clauses {
            match clause {
                Clause::All(reference) => intersect(&mut left, &self.matching(reference)),
                Clause::Not(reference) => subtract(&mut left, &self.matching(reference)),
                Clause::Any(several) => intersect(&mut left, &self.matching_at_least(several, 1)),
                Clause::AtLeast { count, of, .. } => {
                    intersect(&mut left, &self.matching_at_least(of, *count as usize));
                }
                Clause::AtLeastTopics { count, topics, .. } => {
                    let holding = topics.iter().map(|of| self.matching_any(of)).collect();
                    intersect(&mut left, &self.with_at_least(holding, *count as usize));
                }
                Clause::Never(_) => left.fill(0),
                Clause::Points { .. } | Clause::Reached(_) => {}
            }
        }
        left
    }

    /// Returns the leads for which at least `least` references hold.
    fn matching_at_least(&mut self, of: &[ResolvedRef], least: usize) -> Vec<u64> {
        if least > of.len() {
            return vec![0; self.words.len()];
        }
        let holding = of
            .iter()
            .map(|reference| self.matching(reference))
            .collect();
        self.with_at_least(holding, least)
    }

    /// Returns the leads for which one of these references holds.
    pub fn matching_any(&mut self, of: &[ResolvedRef]) -> Vec<u64> {
        let mut holding = vec![0; self.words.len()];
        for reference in of {
            unite(&mut holding, &self.matching(reference));
        }
        holding
    }

    /// Returns the leads that are in at least `least` of these sets.
    fn with_at_least(&self, sets: Vec<Vec<u64>>, least: usize) -> Vec<u64> {
        let words = self.words.len();
        if least > sets.len() {
            return vec![0; words];
        }
        // Unary counters: bitmap n has the leads that are in more than n sets so far.
        let mut more_than = vec![vec![0; words]; least];
        for holding in sets {
            for place in (1..least).rev() {
                let (below, above) = more_than.split_at_mut(place);
                for ((above, below), holds) in
                    above[0].iter_mut().zip(&below[place - 1]).zip(&holding)
                {
                    *above |= below & holds;
                }
            }
            if let Some(first) = more_than.first_mut() {
                unite(first, &holding);
            }
        }
        more_than.pop().unwrap_or_else(|| self.all_leads())
    }
}
