//! Which topics are folded together: those that some group caps together, in either model; and
//! into which half what they count goes.

use crate::model::CriterionKind;

use super::super::Scorer;
use super::super::scorer::Capped;
use super::cancel::Refused;
use super::conditions::Sum;
use super::state::SUMS;
use super::topics::Topic;

/// Topics folded together before their points are capped.
#[derive(Clone, Debug, Default)]
pub(super) struct Component {
    pub topics: Vec<usize>,
    /// The sums kept of them; the first is what rows are over.
    pub sums: Vec<Kept>,
    /// Whether anybody asks how many points it counts: within groups, and beyond.
    pub asked: [bool; 2],
}

/// A sum over some of a component's topics, before any cap.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub model: usize,
    pub kind: CriterionKind,
    /// The group that caps it.
    pub group: Option<usize>,
    /// It is kept as the difference to this one, which is kept as it is.
    pub beside: Option<usize>,
    of: Vec<usize>,
}

/// Where what a component counts goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    Fit,
    Behaviour,
    /// To both: a criterion is fit in one version and behaviour in the other.
    Crossing,
}

impl Component {
    /// Where what it counts goes.
    pub(super) fn half(&self) -> Half {
        let kinds = |kind| self.sums.iter().any(|sum| sum.kind == kind);
        match (kinds(CriterionKind::Fit), kinds(CriterionKind::Behaviour)) {
            (true, true) => Half::Crossing,
            (_, true) => Half::Behaviour,
            _ => Half::Fit,
        }
    }

    /// What points of a topic, by model, add to the row's sum and to the sums beside it.
    pub(super) fn adds(&self, topic: usize, points: [i64; 2]) -> (i64, [i64; SUMS]) {
        let mut plain = [0; SUMS + 1];
        for (at, sum) in self.sums.iter().enumerate().filter(|_| self.asked[0]) {
            if sum.of.contains(&topic) {
                plain[at] = points[sum.model];
            }
        }
        let mut beside = [0; SUMS];
        for (at, sum) in self.sums.iter().enumerate().skip(1) {
            beside[at - 1] = plain[at] - sum.beside.map_or(0, |to| plain[to]);
        }
        (plain[0], beside)
    }

    /// Each sum by itself, of what is kept.
    pub(super) fn plain(&self, points: i64, beside: &[i64; SUMS]) -> [i64; SUMS + 1] {
        let mut plain = [0; SUMS + 1];
        plain[0] = points;
        for (at, sum) in self.sums.iter().enumerate().skip(1) {
            plain[at] = beside[at - 1] + sum.beside.map_or(0, |to| plain[to]);
        }
        plain
    }
}

impl Kept {
    /// What it is measured as, if it is a group.
    pub(super) fn measure(&self) -> Option<Sum> {
        self.group.map(Sum::Group)
    }
}

/// The components of some models' topics. Where both models count the same points for every lead,
/// only the first one's are asked for.
pub(super) fn components(models: &[&Scorer], topics: &[Topic]) -> Result<Vec<Component>, Refused> {
    let mut of: Vec<usize> = (0..topics.len()).collect();
    for (m, scorer) in models.iter().enumerate() {
        for group in &scorer.groups {
            let together: Vec<usize> = grouped(topics, m, group);
            for pair in together.windows(2) {
                let (from, to) = (of[pair[1]], of[pair[0]]);
                of.iter_mut().filter(|c| **c == from).for_each(|c| *c = to);
            }
        }
    }
    let mut components = Vec::new();
    for first in 0..topics.len() {
        let together: Vec<usize> = (0..topics.len()).filter(|t| of[*t] == first).collect();
        if !together.is_empty() {
            components.push(component(models, topics, together)?);
        }
    }
    for (m, scorer) in models.iter().enumerate() {
        for (g, group) in scorer.groups.iter().enumerate() {
            // A group of nothing counts its least, if that is above zero.
            if group.of.is_empty() {
                components.push(Component {
                    topics: Vec::new(),
                    sums: vec![kept(m, group.kind, Some(g), Vec::new())],
                    asked: [true; 2],
                });
            }
        }
    }
    Ok(components)
}

fn grouped(topics: &[Topic], model: usize, group: &Capped) -> Vec<usize> {
    let is_in = |t: &usize| topics[*t].criteria[model].is_some_and(|c| group.of.contains(&c));
    (0..topics.len()).filter(is_in).collect()
}

fn kept(model: usize, kind: CriterionKind, group: Option<usize>, of: Vec<usize>) -> Kept {
    Kept {
        model,
        kind,
        group,
        beside: None,
        of,
    }
}

fn component(
    models: &[&Scorer],
    topics: &[Topic],
    together: Vec<usize>,
) -> Result<Component, Refused> {
    let mut sums: Vec<Kept> = Vec::new();
    for (m, scorer) in models.iter().enumerate() {
        for &t in &together {
            let Some(c) = topics[t].criteria[m] else {
                continue;
            };
            let looked = &scorer.criteria[c];
            let same = sums
                .iter_mut()
                .find(|sum| (sum.model, sum.kind, sum.group) == (m, looked.kind, looked.group));
            match same {
                Some(sum) => sum.of.push(t),
                None => sums.push(kept(m, looked.kind, looked.group, vec![t])),
            }
        }
    }
    if sums.len() > SUMS + 1 {
        return Err(Refused::TooLarge(
            "criteria moved between too many groups to compare both versions in one go".into(),
        ));
    }
    // The second model's sums lie close to those of the first over the same topics.
    for at in 1..sums.len() {
        if sums[at].model == 1 {
            let shared = |to: &usize| {
                sums[at]
                    .of
                    .iter()
                    .filter(|t| sums[*to].of.contains(t))
                    .count()
            };
            let firsts = (0..at).filter(|to| sums[*to].model == 0 && shared(to) > 0);
            sums[at].beside = firsts.max_by_key(shared);
        }
    }
    Ok(Component {
        topics: together,
        sums,
        asked: [true; 2],
    })
}
