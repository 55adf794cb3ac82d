//! Rules with their names resolved, and whether they hold.

use super::scorer::{EntryRule, Scorer};
use super::{Responses, Truth};
use crate::model::{Combine, CriterionKind, Reference};

/// A rule: every condition of it must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CompiledRule {
    pub clauses: Vec<Clause>,
}

/// One condition of a rule; these are what can be missing of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Clause {
    All(ResolvedRef),
    Any(Vec<ResolvedRef>),
    Not(ResolvedRef),
    AtLeast {
        count: u32,
        /// One for each criterion.
        of: Vec<ResolvedRef>,
        /// Of what, as people write it.
        label: String,
    },
    Points {
        of: Measure,
        name: String,
        least: i64,
    },
    Reached(usize),
    /// Not well formed: never holds. With what is written there.
    Never(String),
}

/// What points are taken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    Total,
    Kind(CriterionKind),
    Group(usize),
}

/// A reference, resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ResolvedRef {
    /// As written.
    pub reference: Reference,
    /// None where it is gone: then it never holds.
    pub criterion: Option<usize>,
    /// For each level of the criterion, whether it satisfies.
    pub answers: Vec<bool>,
}

/// A lead's points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LeadPoints {
    pub fit: i64,
    pub behaviour: i64,
    /// Of each group: the sum of its criteria, before and after its cap.
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
    /// Whether a level that satisfies it holds.
    pub(super) fn holds(&self, scorer: &Scorer, responses: &Responses) -> bool {
        self.criterion.is_some_and(|c| {
            let mut held = held_answers(scorer.criteria[c].combine, responses.criterion_truths(c));
            held.any(|l| self.answers[l])
        })
    }
}

/// The levels of a criterion that hold: of a `one-of` the first alone.
pub(super) fn held_answers(combine: Combine, truths: &[Truth]) -> impl Iterator<Item = usize> {
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
    /// What a criterion counts when these of its levels hold.
    pub(super) fn points_for(&self, criterion: usize, held: impl Iterator<Item = usize>) -> i64 {
        let criterion = &self.criteria[criterion];
        let points = held.map(|l| criterion.answers[l].points);
        match criterion.combine {
            Combine::Sum => points.fold(0, i64::saturating_add),
            Combine::Highest | Combine::OneOf => points.max().unwrap_or(0),
        }
    }

    /// What a criterion counts for a lead.
    pub(super) fn criterion_points(&self, criterion: usize, responses: &Responses) -> i64 {
        let combine = self.criteria[criterion].combine;
        self.points_for(
            criterion,
            held_answers(combine, responses.criterion_truths(criterion)),
        )
    }

    /// A lead's points.
    pub(super) fn points(&self, responses: &Responses) -> LeadPoints {
        self.points_from(|criterion| self.criterion_points(criterion, responses))
    }

    /// The points that come of what each criterion counts.
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

    /// Whether every condition of a rule holds.
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

    /// Whether one condition of a rule holds.
    pub(super) fn clause_holds(
        &self,
        clause: &Clause,
        responses: &Responses,
        points: &LeadPoints,
    ) -> bool {
        match clause {
            Clause::All(wanted) => wanted.holds(self, responses),
            Clause::Any(several) => several.iter().any(|w| w.holds(self, responses)),
            Clause::Not(wanted) => !wanted.holds(self, responses),
            Clause::AtLeast { count, of, .. } => {
                self.count_holding(of, responses) >= *count as usize
            }
            Clause::Points { of, least, .. } => points.measured(*of) >= *least,
            Clause::Reached(stage) => self.stage_holds(*stage, responses, points),
            Clause::Never(_) => false,
        }
    }

    /// How many of several references hold.
    pub(super) fn count_holding(&self, of: &[ResolvedRef], responses: &Responses) -> usize {
        of.iter().filter(|w| w.holds(self, responses)).count()
    }

    /// Whether a lead is computed to be at least at a stage.
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
