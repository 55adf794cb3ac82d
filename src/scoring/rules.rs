//! Compiled rules, with names resolved to indices, and their evaluation.

use super::scorer::{EntryRule, Scorer};
use super::{Responses, Truth};
use crate::model::{Combine, CriterionKind, Reference};

/// A compiled rule: a conjunction of clauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CompiledRule {
    pub clauses: Vec<Clause>,
}

/// One clause of a rule. Missing parts are reported clause by clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Clause {
    All(ResolvedRef),
    Any(Vec<ResolvedRef>),
    Not(ResolvedRef),
    AtLeast {
        count: u32,
        /// One reference for each criterion.
        of: Vec<ResolvedRef>,
        /// What is counted, as people write it.
        label: String,
    },
    Points {
        of: Measure,
        name: String,
        least: i64,
    },
    Reached(usize),
    /// A malformed clause, as written. It never holds.
    Never(String),
}

/// A sum of points that a clause can compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    Total,
    Kind(CriterionKind),
    Group(usize),
}

/// A resolved reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ResolvedRef {
    /// The reference as written.
    pub reference: Reference,
    /// The criterion; `None` if it is gone, and then the reference never holds.
    pub criterion: Option<usize>,
    /// For each answer of the criterion, whether it satisfies the reference.
    pub answers: Vec<bool>,
}

/// A lead's points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LeadPoints {
    pub fit: i64,
    pub behaviour: i64,
    /// For each group, the sum of its criteria before and after its cap.
    pub groups: Vec<(i64, i64)>,
}

impl LeadPoints {
    pub(super) fn total(&self) -> i64 {
        self.fit.saturating_add(self.behaviour)
    }

    pub(super) fn measured(&self, measure: Measure) -> i64 {
        match measure {
            Measure::Total => self.total(),
            Measure::Kind(CriterionKind::Fit) => self.fit,
            Measure::Kind(CriterionKind::Behaviour) => self.behaviour,
            Measure::Group(g) => self.groups[g].1,
        }
    }

    fn add(&mut self, kind: CriterionKind, points: i64) {
        let subtotal = match kind {
            CriterionKind::Fit => &mut self.fit,
            CriterionKind::Behaviour => &mut self.behaviour,
        };
        *subtotal = subtotal.saturating_add(points);
    }
}

impl ResolvedRef {
    /// Returns whether an answer that satisfies the reference holds.
    pub(super) fn holds(&self, scorer: &Scorer, responses: &Responses) -> bool {
        self.criterion.is_some_and(|c| {
            let mut held = held_answers(scorer.criteria[c].combine, responses.criterion_truths(c));
            held.any(|l| self.answers[l])
        })
    }
}

/// Returns the answers of a criterion that hold; for `one-of`, only the first.
pub(crate) fn held_answers(combine: Combine, truths: &[Truth]) -> impl Iterator<Item = usize> {
    let most = if combine == Combine::OneOf {
        1
    } else {
        usize::MAX
    };
    let holding = truths
        .iter()
        .enumerate()
        .filter(|(_, truth)| truth.is_yes());
    holding.map(|(l, _)| l).take(most)
}

impl Scorer {
    /// Returns the points a criterion counts when these of its answers hold.
    pub(crate) fn points_for(&self, criterion: usize, held: impl Iterator<Item = usize>) -> i64 {
        let criterion = &self.criteria[criterion];
        let points = held.map(|l| criterion.answers[l].points);
        match criterion.combine {
            Combine::Sum => points.fold(0, i64::saturating_add),
            Combine::Highest | Combine::OneOf => points.max().unwrap_or(0),
        }
    }

    /// Returns the points a criterion counts for a lead.
    pub(super) fn criterion_points(&self, criterion: usize, responses: &Responses) -> i64 {
        let combine = self.criteria[criterion].combine;
        self.points_for(
            criterion,
            held_answers(combine, responses.criterion_truths(criterion)),
        )
    }

    /// Computes a lead's points.
    pub(super) fn points(&self, responses: &Responses) -> LeadPoints {
        self.points_from(|criterion| self.criterion_points(criterion, responses))
    }

    /// Computes points from what each criterion counts, applying the groups' caps.
    pub(super) fn points_from(&self, count: impl Fn(usize) -> i64) -> LeadPoints {
        let mut points = LeadPoints {
            groups: vec![(0, 0); self.groups.len()],
            ..LeadPoints::default()
        };
        for (c, criterion) in self.criteria.iter().enumerate() {
            let counted = count(c);
            match criterion.group {
                Some(g) => points.groups[g].0 = points.groups[g].0.saturating_add(counted),
                None => points.add(criterion.kind, counted),
            }
        }
        for (g, group) in self.groups.iter().enumerate() {
            let capped = group.clamp(points.groups[g].0);
            points.groups[g].1 = capped;
            points.add(group.kind, capped);
        }
        points
    }

    /// Returns whether every clause of a rule holds.
    pub(super) fn rule_holds(
        &self,
        rule: &CompiledRule,
        responses: &Responses,
        points: &LeadPoints,
    ) -> bool {
        rule.clauses
            .iter()
            .all(|clause| self.clause_holds(clause, responses, points))
    }

    /// Returns whether one clause of a rule holds.
    pub(super) fn clause_holds(
        &self,
        clause: &Clause,
        responses: &Responses,
        points: &LeadPoints,
    ) -> bool {
        match clause {
            Clause::All(reference) => reference.holds(self, responses),
            Clause::Any(references) => references.iter().any(|w| w.holds(self, responses)),
            Clause::Not(reference) => !reference.holds(self, responses),
            Clause::AtLeast { count, of, .. } => {
                self.count_holding(of, responses) >= *count as usize
            }
            Clause::Points { of, least, .. } => points.measured(*of) >= *least,
            Clause::Reached(stage) => self.stage_holds(*stage, responses, points),
            Clause::Never(_) => false,
        }
    }

    /// Returns how many of several references hold.
    pub(super) fn count_holding(&self, of: &[ResolvedRef], responses: &Responses) -> usize {
        of.iter().filter(|w| w.holds(self, responses)).count()
    }

    /// Returns whether a lead meets a stage's entry rule.
    pub(super) fn stage_holds(
        &self,
        stage: usize,
        responses: &Responses,
        points: &LeadPoints,
    ) -> bool {
        match &self.stages[stage].rule {
            EntryRule::Always => true,
            EntryRule::ByPerson => false,
            EntryRule::Rule(rule) => self.rule_holds(rule, responses, points),
        }
    }
}
