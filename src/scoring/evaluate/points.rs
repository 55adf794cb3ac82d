//! Computes a lead's points: what each criterion counts, each group up to its cap.

use super::Responses;
use super::responses::held_answers;
use crate::model::{Combine, CriterionKind};
use crate::scoring::compile::{Measure, Scorer};

/// A lead's points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LeadPoints {
    pub fit: i64,
    pub behaviour: i64,
    /// For each group, the sum of its criteria before and after its cap.
    pub groups: Vec<(i64, i64)>,
}

impl LeadPoints {
    pub(crate) fn total(&self) -> i64 {
        self.fit.saturating_add(self.behaviour)
    }

    pub(crate) fn measured(&self, measure: Measure) -> i64 {
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
    pub(crate) fn criterion_points(&self, criterion: usize, responses: &Responses) -> i64 {
        let combine = self.criteria[criterion].combine;
        self.points_for(
            criterion,
            held_answers(combine, responses.criterion_truths(criterion)),
        )
    }

    /// Computes a lead's points.
    pub(crate) fn points(&self, responses: &Responses) -> LeadPoints {
        self.points_from(|criterion| self.criterion_points(criterion, responses))
    }

    /// Computes points from what each criterion counts, applying the groups' caps.
    pub(crate) fn points_from(&self, count: impl Fn(usize) -> i64) -> LeadPoints {
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
}
