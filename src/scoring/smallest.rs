//! The smallest set of further levels that would meet a part of a rule.
//!
//! A further level is any that doesn't hold now, whether it is unknown or known not to; of a
//! `one-of` criterion it takes the place of the one that holds. The set ends in a possible lead:
//! a `one-of` criterion of which nothing is known falls to its `otherwise` where nothing else of it
//! is in the set. Such an `otherwise` isn't counted, and is named where it helps. Smallest is
//! fewest levels, ties by listed order.
//!
//! A part about single answers, a count or points is worked out here, by hand and exactly; points
//! take their largest gains first (`gains.rs`). Only a stage to be reached is a whole rule: that is
//! asked of the machine, with a budget for one lead.

use super::gains::Gains;
use super::machine::{Board, Budget, Cancel, Refused, further};
use super::rules::{Clause, Measure, Wanted, held};
use super::scorer::EntryRule;
use super::{Answers, Scorer};
use crate::model::{Combine, Reference};

/// What a stage to be reached may take for one lead: about a hundredth of a second.
const FOR_ONE_LEAD: Budget = Budget::new(1_000_000, 50_000_000);

/// A level, as its criterion and its place among that criterion's levels.
pub(super) type Place = (usize, usize);

/// Where a lead would end if nothing more were said of it.
pub(super) struct End<'a> {
    scorer: &'a Scorer,
    answers: &'a Answers,
}

impl Scorer {
    /// The smallest set of further levels that would meet a clause of a rule: fewest levels, ties
    /// by listed order; nothing where no set does. Refused where that can't be said within the
    /// budget for one lead.
    pub(super) fn smallest(
        &self,
        clause: &Clause,
        answers: &Answers,
    ) -> Result<Option<Vec<Reference>>, Refused> {
        let end = End {
            scorer: self,
            answers,
        };
        let set = match clause {
            Clause::All(wanted) => end.some_of(1, std::slice::from_ref(wanted)),
            Clause::Any(several) => end.some_of(1, several),
            Clause::AtLeast { count, of, .. } => end.some_of(*count as usize, of),
            Clause::Not(wanted) => end.without(wanted),
            Clause::Points { of, least, .. } => Gains::of(&end, *of).reaching(*least),
            Clause::Never(_) => None,
            Clause::Reached(stage) => {
                return match &self.stages[*stage].rule {
                    EntryRule::Always => Ok(Some(Vec::new())),
                    EntryRule::ByPerson => Ok(None),
                    EntryRule::Rule(rule) => self.smallest_for_all(&rule.clauses, answers),
                };
            }
        };
        Ok(set.map(|mut set| {
            set.extend(end.helpful(clause, &set));
            set.sort_unstable();
            let named = set.iter().filter_map(|(c, l)| self.reference_to(*c, *l));
            named.collect()
        }))
    }

    /// The same for several clauses together.
    fn smallest_for_all(
        &self,
        clauses: &[Clause],
        answers: &Answers,
    ) -> Result<Option<Vec<Reference>>, Refused> {
        let mut board = Board::one(self);
        let holds = board.clauses(0, clauses)?;
        let cancel = Cancel::never().within(FOR_ONE_LEAD);
        further(&board, holds, answers, &cancel)
    }

    /// Whether nothing of a `one-of` criterion holds although it has an `otherwise`: then it is
    /// that one which holds at the end, unless another is said.
    pub(super) fn falls_to(&self, criterion: usize, answers: &Answers) -> Option<usize> {
        let looked = &self.criteria[criterion];
        let nothing = !answers.of(criterion).iter().any(|truth| truth.is_yes());
        let one_of = looked.combine == Combine::OneOf;
        looked.otherwise.filter(|_| one_of && nothing)
    }
}

impl<'a> End<'a> {
    /// The scorer.
    pub(super) fn scorer(&self) -> &'a Scorer {
        self.scorer
    }

    /// Whether a level of a criterion holds at the end.
    pub(super) fn holds(&self, criterion: usize, level: usize) -> bool {
        let falls = self.scorer.falls_to(criterion, self.answers);
        falls == Some(level) || self.held(criterion).any(|l| l == level)
    }

    /// The levels of a criterion that hold now.
    fn held(&self, criterion: usize) -> impl Iterator<Item = usize> + 'a {
        let combine = self.scorer.criteria[criterion].combine;
        held(combine, self.answers.of(criterion))
    }

    /// What a criterion counts at the end, if something of it holds.
    pub(super) fn counts(&self, criterion: usize) -> Option<i64> {
        let falls = self.scorer.falls_to(criterion, self.answers);
        let mut levels = self.held(criterion).chain(falls).peekable();
        levels.peek()?;
        Some(self.scorer.count(criterion, levels))
    }

    /// So many of these, each by its first level.
    fn some_of(&self, count: usize, of: &[Wanted]) -> Option<Vec<Place>> {
        let mut met = 0;
        let mut more: Vec<Place> = Vec::new();
        for wanted in of {
            let Some(c) = wanted.criterion else { continue };
            let mut levels = (0..wanted.levels.len()).filter(|l| wanted.levels[*l]);
            if levels.clone().any(|l| self.holds(c, l)) {
                met += 1;
            } else if let Some(first) = levels.next() {
                more.push((c, first));
            }
        }
        more.sort_unstable();
        let short = count.saturating_sub(met);
        (more.len() >= short).then(|| more[..short].to_vec())
    }

    /// Another level in place of one that ought not to hold.
    fn without(&self, wanted: &Wanted) -> Option<Vec<Place>> {
        let holds =
            |c: &usize| (0..wanted.levels.len()).any(|l| wanted.levels[l] && self.holds(*c, l));
        let Some(c) = wanted.criterion.filter(holds) else {
            return Some(Vec::new());
        };
        if self.scorer.criteria[c].combine != Combine::OneOf {
            return None;
        }
        let other = (0..wanted.levels.len()).find(|l| !wanted.levels[*l])?;
        Some(vec![(c, other)])
    }

    /// The `otherwise` levels that criteria fall to and that help with a clause: it asks for them,
    /// or for points they bring.
    fn helpful(&self, clause: &Clause, named: &[Place]) -> Vec<Place> {
        let free = (0..self.scorer.criteria.len()).filter_map(|c| {
            let falls = self.scorer.falls_to(c, self.answers)?;
            Some((c, falls))
        });
        let free = free.filter(|(c, _)| !named.iter().any(|(n, _)| n == c));
        free.filter(|(c, l)| self.scorer.helps(clause, *c, *l))
            .collect()
    }
}

impl Scorer {
    /// Whether a clause asks for a level, or for points that it brings.
    fn helps(&self, clause: &Clause, criterion: usize, level: usize) -> bool {
        let asked = |w: &Wanted| w.criterion == Some(criterion) && w.levels[level];
        match clause {
            Clause::All(wanted) => asked(wanted),
            Clause::Any(of) | Clause::AtLeast { of, .. } => of.iter().any(asked),
            Clause::Points { of, .. } => {
                self.adds(criterion, *of) && self.criteria[criterion].levels[level].points > 0
            }
            Clause::Not(_) | Clause::Reached(_) | Clause::Never(_) => false,
        }
    }

    /// Whether a criterion's points are part of a measure.
    pub(super) fn adds(&self, criterion: usize, measure: Measure) -> bool {
        let criterion = &self.criteria[criterion];
        match measure {
            Measure::Total => true,
            Measure::Kind(kind) => criterion.kind == kind,
            Measure::Group(g) => criterion.group == Some(g),
        }
    }
}
