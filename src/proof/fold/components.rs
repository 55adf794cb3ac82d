//! Groups factors into components: those that a group caps together, in either model, and those
//! of one topic. Also
//! determines the half that each component's points go to.

use crate::model::CriterionKind;
use crate::scoring::Scorer;
use crate::scoring::compiled_model::CompiledGroup;

use super::super::cancel::ProofError;
use super::factor_set::FactorSet;
use super::factors::Factor;
use super::fold_state::SUM_COUNT;
use super::tracked_conditions::PointSum;

/// Factors folded together before their points are capped.
#[derive(Clone, Debug, Default)]
pub(super) struct Component {
    pub factors: Vec<usize>,
    /// The sums tracked over the factors; the first is the one rows are indexed by.
    pub sums: Vec<TrackedSum>,
    /// Whether its points matter: within its groups, and outside of them.
    pub needs_points: [bool; 2],
}

/// A sum over some of a component's factors, before any cap.
#[derive(Clone, Debug)]
pub(super) struct TrackedSum {
    pub model: usize,
    pub kind: CriterionKind,
    /// The group that caps the sum.
    pub group: Option<usize>,
    /// If set, the sum is stored as the difference to this one, which is stored as it is.
    pub relative_to: Option<usize>,
    factors: Vec<usize>,
}

/// The half that a component's points go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    Fit,
    Behaviour,
    /// Both: a criterion is fit in one version and behaviour in the other.
    Crossing,
}

impl Component {
    /// Returns the half that its points go to.
    pub(super) fn half(&self) -> Half {
        let kinds = |kind| self.sums.iter().any(|sum| sum.kind == kind);
        match (kinds(CriterionKind::Fit), kinds(CriterionKind::Behaviour)) {
            (true, true) => Half::Crossing,
            (_, true) => Half::Behaviour,
            _ => Half::Fit,
        }
    }

    /// Returns what a factor's points, by model, add to the row's sum and to the other sums.
    pub(super) fn contribution(&self, factor: usize, points: [i64; 2]) -> (i64, [i64; SUM_COUNT]) {
        let mut plain = [0; SUM_COUNT + 1];
        for (at, sum) in self
            .sums
            .iter()
            .enumerate()
            .filter(|_| self.needs_points[0])
        {
            if sum.factors.contains(&factor) {
                plain[at] = points[sum.model];
            }
        }
        let mut others = [0; SUM_COUNT];
        for (at, sum) in self.sums.iter().enumerate().skip(1) {
            others[at - 1] = plain[at] - sum.relative_to.map_or(0, |to| plain[to]);
        }
        (plain[0], others)
    }

    /// Converts the stored sums to absolute ones.
    pub(super) fn absolute_sums(
        &self,
        points: i64,
        others: &[i64; SUM_COUNT],
    ) -> [i64; SUM_COUNT + 1] {
        let mut plain = [0; SUM_COUNT + 1];
        plain[0] = points;
        for (at, sum) in self.sums.iter().enumerate().skip(1) {
            plain[at] = others[at - 1] + sum.relative_to.map_or(0, |to| plain[to]);
        }
        plain
    }
}

impl TrackedSum {
    /// Returns the group's measure, if a group caps the sum.
    pub(super) fn measure(&self) -> Option<PointSum> {
        self.group.map(PointSum::Group)
    }
}

/// Splits some models' factors into components. If both models count the same points for every
/// lead, only the first one's points are tracked.
pub(super) fn components(
    models: &[&Scorer],
    set: &FactorSet,
) -> Result<Vec<Component>, ProofError> {
    let factors = &set.list[..];
    let mut of: Vec<usize> = (0..factors.len()).collect();
    let mut join = |together: &[usize]| {
        for pair in together.windows(2) {
            let (a, b) = (of[pair[1]], of[pair[0]]);
            let (from, to) = (a.max(b), a.min(b));
            of.iter_mut().filter(|c| **c == from).for_each(|c| *c = to);
        }
    };
    for (m, scorer) in models.iter().enumerate() {
        for group in scorer.groups() {
            join(&group_factors(factors, m, group));
        }
    }
    set.topics.iter().for_each(|topic| join(&topic.factors));
    let mut components = Vec::new();
    for first in 0..factors.len() {
        let together: Vec<usize> = (0..factors.len()).filter(|t| of[*t] == first).collect();
        if !together.is_empty() {
            components.push(new_component(models, factors, together)?);
        }
    }
    for (m, scorer) in models.iter().enumerate() {
        for (g, group) in scorer.groups().iter().enumerate() {
            // An empty group counts its minimum, if that is positive.
            if group.criteria.is_empty() {
                components.push(Component {
                    factors: Vec::new(),
                    sums: vec![tracked_sum(m, group.kind, Some(g), Vec::new())],
                    needs_points: [true; 2],
                });
            }
        }
    }
    Ok(components)
}

fn group_factors(factors: &[Factor], model: usize, group: &CompiledGroup) -> Vec<usize> {
    let is_in =
        |t: &usize| factors[*t].criteria[model].is_some_and(|c| group.criteria.contains(&c));
    (0..factors.len()).filter(is_in).collect()
}

fn tracked_sum(
    model: usize,
    kind: CriterionKind,
    group: Option<usize>,
    of: Vec<usize>,
) -> TrackedSum {
    TrackedSum {
        model,
        kind,
        group,
        relative_to: None,
        factors: of,
    }
}

fn new_component(
    models: &[&Scorer],
    factors: &[Factor],
    together: Vec<usize>,
) -> Result<Component, ProofError> {
    let mut sums: Vec<TrackedSum> = Vec::new();
    for (m, scorer) in models.iter().enumerate() {
        for &t in &together {
            let Some(c) = factors[t].criteria[m] else {
                continue;
            };
            let compiled = &scorer.criteria()[c];
            let same = sums
                .iter_mut()
                .find(|sum| (sum.model, sum.kind, sum.group) == (m, compiled.kind, compiled.group));
            match same {
                Some(sum) => sum.factors.push(t),
                None => sums.push(tracked_sum(m, compiled.kind, compiled.group, vec![t])),
            }
        }
    }
    if sums.len() > SUM_COUNT + 1 {
        return Err(ProofError::TooLarge(
            "criteria moved between too many groups to compare both versions in one go".into(),
        ));
    }
    // The second model's sums are close to the first model's sums over the same factors.
    for at in 1..sums.len() {
        if sums[at].model == 1 {
            let shared = |to: &usize| {
                sums[at]
                    .factors
                    .iter()
                    .filter(|t| sums[*to].factors.contains(t))
                    .count()
            };
            let firsts = (0..at).filter(|to| sums[*to].model == 0 && shared(to) > 0);
            sums[at].relative_to = firsts.max_by_key(shared);
        }
    }
    Ok(Component {
        factors: together,
        sums,
        needs_points: [true; 2],
    })
}
