//! What a lead could still become: whether a rule can be met, and with how few changes.
//!
//! Each criterion offers choices of levels. Choices are walked criterion by criterion, keeping
//! of the sums so far only those that none other is at least as good as in everything the rule
//! asks for (fewest changes, counts, points). All a rule asks for are minima and sums, once
//! requirements on single criteria have thinned the choices; so the walk is exact.

use super::rules::{Clause, Measure, Wanted, held};
use super::scorer::{EntryRule, Scorer};
use super::{Answers, Truth};
use crate::model::Combine;

/// One way a criterion could turn out.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// The levels that hold only after a change, in listed order.
    pub changed: Vec<usize>,
    /// The levels that hold.
    pub held: Vec<usize>,
}

/// Above so many undetermined levels in one criterion only some of their subsets are tried.
const LEVELS_TRIED: usize = 10;

/// Above so many sums worth keeping a search gives up.
const SUMS_KEPT: usize = 2_000;

/// What a search finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fewest {
    /// No choice meets the rule.
    Never,
    /// It is met with so many changes, and not with fewer.
    Changes(usize),
    /// There was too much to look at.
    GaveUp,
}

/// What a rule asks for, `reached` taken apart into what that stage's rule asks for.
pub(super) struct Search<'a> {
    scorer: &'a Scorer,
    /// Must hold, or must not.
    each: Vec<(&'a Wanted, bool)>,
    /// So many of these.
    counts: Vec<(&'a [Wanted], i64)>,
    points: Vec<(Measure, i64)>,
}

impl Scorer {
    /// The levels of a criterion that hold.
    fn held_now(&self, criterion: usize, answers: &Answers) -> Vec<usize> {
        held(self.criteria[criterion].combine, answers.of(criterion)).collect()
    }

    /// The one choice of a criterion in which nothing changes.
    pub(super) fn as_it_is(&self, criterion: usize, answers: &Answers) -> Vec<Choice> {
        vec![Choice {
            changed: Vec::new(),
            held: self.held_now(criterion, answers),
        }]
    }

    /// How the unknown levels of a criterion could turn out, staying unknown included.
    pub(super) fn turning_out(&self, criterion: usize, answers: &Answers) -> Vec<Choice> {
        let now = self.held_now(criterion, answers);
        let truths = answers.of(criterion);
        if self.criteria[criterion].combine != Combine::OneOf {
            let free: Vec<usize> = (0..truths.len())
                .filter(|l| truths[*l].is_unknown())
                .collect();
            return subsets(&free, &now);
        }
        // The first that holds is the one: only what comes before it can still take its place.
        let before = now.first().copied().unwrap_or(truths.len());
        let mut choices = self.as_it_is(criterion, answers);
        let open = (0..before).filter(|l| truths[*l].is_unknown());
        choices.extend(open.map(|l| Choice {
            changed: vec![l],
            held: vec![l],
        }));
        choices
    }

    /// The greatest total over the unknowns.
    pub(super) fn greatest_total(&self, answers: &Answers) -> i64 {
        let most = |criterion: usize| {
            let choices = self.turning_out(criterion, answers);
            let counted = choices.iter().map(|choice| self.worth(criterion, choice));
            counted.max().unwrap_or(0)
        };
        // Caps never turn more into less, so the greatest of each is the greatest of all.
        self.points_by(most).total()
    }

    fn worth(&self, criterion: usize, choice: &Choice) -> i64 {
        self.count(criterion, choice.held.iter().copied())
    }

    /// Whether the unknowns could turn out so that the lead qualifies; yes at once where it does
    /// already. Exact, but for leads whose search grows out of hand: those could.
    pub fn could_qualify(&self, answers: &Answers) -> bool {
        let Some(rule) = self.handoff_rule() else {
            return false;
        };
        if self.qualifies(answers) {
            return true;
        }
        let unknown = |c: usize| answers.of(c).contains(&Truth::Unknown);
        if !(0..self.criteria.len()).any(unknown) {
            return false;
        }
        let Some(search) = Search::new(self, &rule.clauses) else {
            return false;
        };
        let choices: Vec<Vec<Choice>> = (0..self.criteria.len())
            .map(|c| {
                if search.matters(c) && unknown(c) {
                    self.turning_out(c, answers)
                } else {
                    self.as_it_is(c, answers)
                }
            })
            .collect();
        search.fewest(&choices, usize::MAX) != Fewest::Never
    }
}

/// Every subset of the free levels, added to those that hold now.
fn subsets(free: &[usize], now: &[usize]) -> Vec<Choice> {
    let choice = |changed: Vec<usize>| {
        let mut held = now.to_vec();
        held.extend(&changed);
        held.sort_unstable();
        Choice { changed, held }
    };
    if free.len() > LEVELS_TRIED {
        let mut some = vec![choice(Vec::new()), choice(free.to_vec())];
        some.extend(free.iter().map(|l| choice(vec![*l])));
        return some;
    }
    let chosen = |bits: u32| {
        let bit = |i: &usize| bits >> i & 1 == 1;
        (0..free.len()).filter(bit).map(|i| free[i]).collect()
    };
    (0..1 << free.len())
        .map(|bits| choice(chosen(bits)))
        .collect()
}

impl<'a> Search<'a> {
    /// What some clauses of a rule ask for together. `None` where one of them never holds.
    pub(super) fn new(scorer: &'a Scorer, clauses: &'a [Clause]) -> Option<Self> {
        let mut search = Self {
            scorer,
            each: Vec::new(),
            counts: Vec::new(),
            points: Vec::new(),
        };
        search.take(clauses)?;
        Some(search)
    }

    fn take(&mut self, clauses: &'a [Clause]) -> Option<()> {
        for clause in clauses {
            match clause {
                Clause::All(wanted) => {
                    wanted.criterion?;
                    self.each.push((wanted, true));
                }
                Clause::Not(wanted) => self.each.push((wanted, false)),
                Clause::Any(several) => self.counts.push((several, 1)),
                Clause::AtLeast { count, of, .. } => self.counts.push((of, i64::from(*count))),
                Clause::Points { of, least, .. } => self.points.push((*of, *least)),
                Clause::Reached(stage) => match &self.scorer.stages[*stage].rule {
                    EntryRule::Always => {}
                    EntryRule::ByPerson => return None,
                    EntryRule::Rule(rule) => self.take(&rule.clauses)?,
                },
                Clause::Never(_) => return None,
            }
        }
        Some(())
    }

    /// Whether it makes a difference to what is asked for how a criterion turns out.
    pub(super) fn matters(&self, criterion: usize) -> bool {
        let named = |wanted: &Wanted| wanted.criterion == Some(criterion);
        self.each.iter().any(|(wanted, _)| named(wanted))
            || self.counts.iter().any(|(of, _)| of.iter().any(named))
            || self.points.iter().any(|(of, _)| self.adds(criterion, *of))
    }

    /// Whether a criterion's points are part of a measure.
    fn adds(&self, criterion: usize, measure: Measure) -> bool {
        let criterion = &self.scorer.criteria[criterion];
        match measure {
            Measure::Total => true,
            Measure::Kind(kind) => criterion.kind == kind,
            Measure::Group(g) => criterion.group == Some(g),
        }
    }

    /// With how few changes, and at most so many, what is asked for can be met.
    pub(super) fn fewest(&self, choices: &[Vec<Choice>], most: usize) -> Fewest {
        let mut sums = vec![vec![0; self.width()]];
        for unit in self.units() {
            let mut part = vec![vec![0; self.width()]];
            for &c in &unit.criteria {
                let admitted = choices[c].iter().filter(|choice| self.admits(c, choice));
                let mut vectors: Vec<Vec<i64>> =
                    admitted.map(|choice| self.vector(c, choice)).collect();
                keep_best(&mut vectors);
                part = self.sums_of(&part, &vectors, most);
            }
            for vector in &mut part {
                self.close(vector, &unit);
            }
            keep_best(&mut part);
            sums = self.sums_of(&sums, &part, most);
            if sums.is_empty() {
                return Fewest::Never;
            }
            if sums.len() > SUMS_KEPT {
                return Fewest::GaveUp;
            }
        }
        let met = sums.iter().filter(|sum| self.met(sum));
        match met.map(|sum| sum[0]).max() {
            Some(cost) => Fewest::Changes(usize::try_from(-cost).unwrap_or(0)),
            None => Fewest::Never,
        }
    }

    /// What is summed: changes (negative, so that more is better), each count, each measure, and
    /// last the points of a group before its cap.
    pub(super) fn width(&self) -> usize {
        self.counts.len() + self.points.len() + 2
    }

    /// Criteria whose points are capped together, and each other criterion by itself.
    pub(super) fn units(&self) -> Vec<Unit> {
        let scorer = self.scorer;
        let alone = (0..scorer.criteria.len()).filter(|c| scorer.criteria[*c].group.is_none());
        let groups = scorer.groups.iter().enumerate();
        alone
            .map(|c| Unit {
                group: None,
                criteria: vec![c],
            })
            .chain(groups.map(|(g, group)| Unit {
                group: Some(g),
                criteria: group.of.clone(),
            }))
            .collect()
    }

    pub(super) fn admits(&self, criterion: usize, choice: &Choice) -> bool {
        self.each
            .iter()
            .filter(|(wanted, _)| wanted.criterion == Some(criterion))
            .all(|(wanted, must)| choice.held.iter().any(|l| wanted.levels[*l]) == *must)
    }

    pub(super) fn vector(&self, criterion: usize, choice: &Choice) -> Vec<i64> {
        let mut vector = vec![-(choice.changed.len() as i64)];
        vector.extend(self.counts.iter().map(|(of, _)| {
            let satisfied = of.iter().filter(|wanted| {
                wanted.criterion == Some(criterion) && choice.held.iter().any(|l| wanted.levels[*l])
            });
            satisfied.count() as i64
        }));
        let worth = self.scorer.worth(criterion, choice);
        let grouped = self.scorer.criteria[criterion].group.is_some();
        vector.extend(self.points.iter().map(|(of, _)| {
            if !grouped && self.adds(criterion, *of) {
                worth
            } else {
                0
            }
        }));
        let counts = grouped && self.points.iter().any(|(of, _)| self.adds(criterion, *of));
        vector.push(if counts { worth } else { 0 });
        vector
    }

    /// Turns a group's sum into the points it counts.
    pub(super) fn close(&self, vector: &mut [i64], unit: &Unit) {
        let Some(g) = unit.group else { return };
        let group = &self.scorer.groups[g];
        let last = vector.len() - 1;
        let counted = group.clamp(vector[last]);
        vector[last] = 0;
        for (value, (of, _)) in vector[1 + self.counts.len()..].iter_mut().zip(&self.points) {
            let adds = match of {
                Measure::Total => true,
                Measure::Kind(kind) => *kind == group.kind,
                Measure::Group(named) => *named == g,
            };
            if adds {
                *value = value.saturating_add(counted);
            }
        }
    }

    /// Each of one list with each of the other, thinned.
    fn sums_of(&self, left: &[Vec<i64>], right: &[Vec<i64>], most: usize) -> Vec<Vec<i64>> {
        let mut sums = Vec::with_capacity(left.len() * right.len());
        for a in left {
            for b in right {
                let mut sum: Vec<i64> =
                    a.iter().zip(b).map(|(a, b)| a.saturating_add(*b)).collect();
                for (value, (_, count)) in sum[1..].iter_mut().zip(&self.counts) {
                    *value = (*value).min(*count); // more than asked for is no better
                }
                if sum[0].unsigned_abs() <= most as u64 {
                    sums.push(sum);
                }
            }
        }
        keep_best(&mut sums);
        sums
    }

    pub(super) fn met(&self, sum: &[i64]) -> bool {
        let counts = self.counts.iter().map(|(_, count)| count);
        let points = self.points.iter().map(|(_, least)| least);
        counts
            .chain(points)
            .zip(&sum[1..])
            .all(|(asked, has)| has >= asked)
    }
}

/// Criteria whose points are capped together, or one by itself.
pub(super) struct Unit {
    group: Option<usize>,
    pub criteria: Vec<usize>,
}

/// Leaves out every vector that another is at least as good as in everything.
fn keep_best(vectors: &mut Vec<Vec<i64>>) {
    if vectors.len() < 2 {
        return;
    }
    vectors.sort_unstable_by(|a, b| b.cmp(a));
    vectors.dedup();
    let mut best: Vec<Vec<i64>> = Vec::new();
    for vector in vectors.drain(..) {
        let worse = |than: &Vec<i64>| than.iter().zip(&vector).all(|(a, b)| a >= b);
        if !best.iter().any(worse) {
            best.push(vector);
        }
    }
    *vectors = best;
}
