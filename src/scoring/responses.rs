//! What is known of one lead: a truth for each level of each criterion.

use std::sync::Arc;

use super::{Scorer, Truth};
use crate::model::{Combine, Reference, Sample, YES};

/// A truth for each level of each criterion, by index, for the scorer it was made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Responses {
    truths: Vec<Truth>,
    /// Where each criterion's levels begin, and the end.
    starts: Arc<[usize]>,
}

impl Responses {
    /// Nothing known.
    pub fn unknown(scorer: &Scorer) -> Self {
        Self::uniform(scorer, Truth::Unknown)
    }

    /// Every level has this truth.
    pub(super) fn uniform(scorer: &Scorer, truth: Truth) -> Self {
        Self {
            truths: vec![truth; scorer.starts.last().copied().unwrap_or(0)],
            starts: Arc::clone(&scorer.starts),
        }
    }

    /// Sets the truth of a level. Both are indices in listed order; a yes/no criterion has the
    /// one level 0. Nothing happens where there is no such level.
    pub fn set(&mut self, criterion: usize, answer: usize, truth: Truth) {
        if let Some(old) = self.criterion_truths_mut(criterion).get_mut(answer) {
            *old = truth;
        }
    }

    /// The truth of a level; unknown where there is no such level.
    pub fn get(&self, criterion: usize, answer: usize) -> Truth {
        self.criterion_truths(criterion)
            .get(answer)
            .copied()
            .unwrap_or(Truth::Unknown)
    }

    /// The truths of a criterion's levels.
    pub fn criterion_truths(&self, criterion: usize) -> &[Truth] {
        match self.starts.get(criterion..=criterion + 1) {
            Some(&[from, to]) => &self.truths[from..to],
            _ => &[],
        }
    }

    fn criterion_truths_mut(&mut self, criterion: usize) -> &mut [Truth] {
        match self.starts.get(criterion..=criterion + 1) {
            Some(&[from, to]) => &mut self.truths[from..to],
            _ => &mut [],
        }
    }

    /// The answers of a sample lead. A level in neither list is unknown; yes to a level of a
    /// `one-of` criterion makes the others no; its `otherwise` level holds where it was left
    /// blank and every other was said no to. Where both lists name a level, yes counts.
    /// References to what is gone say nothing.
    pub fn from_sample(scorer: &Scorer, sample: &Sample) -> Self {
        let mut responses = Self::unknown(scorer);
        for (references, truth) in [(&sample.no, Truth::No), (&sample.yes, Truth::Yes)] {
            for (c, l) in references.iter().flat_map(|r| named_answers(scorer, r)) {
                responses.set(c, l, truth);
            }
        }
        for c in 0..scorer.criteria.len() {
            if scorer.criteria[c].combine == Combine::OneOf {
                responses.resolve_sample(scorer, c);
            }
        }
        responses
    }

    fn resolve_sample(&mut self, scorer: &Scorer, criterion: usize) {
        let truths = self.criterion_truths_mut(criterion);
        if let Some(one) = truths.iter().position(|t| t.is_yes()) {
            truths.fill(Truth::No);
            truths[one] = Truth::Yes;
        } else if let Some(otherwise) = scorer.criteria[criterion].otherwise {
            let blank = truths[otherwise].is_unknown();
            let others_no = (0..truths.len()).all(|l| l == otherwise || truths[l] == Truth::No);
            if blank && others_no {
                truths[otherwise] = Truth::Yes;
            }
        }
    }

    /// Makes a recorded `one-of` criterion's levels consistent: those after the first that holds
    /// don't, and `otherwise` is the negation of all the others.
    pub(super) fn resolve_one_of(&mut self, scorer: &Scorer, criterion: usize) {
        let part = &scorer.criteria[criterion];
        if part.combine != Combine::OneOf {
            return;
        }
        let truths = self.criterion_truths_mut(criterion);
        if let Some(otherwise) = part.otherwise {
            let others = (0..truths.len()).filter(|l| *l != otherwise);
            truths[otherwise] = !Truth::any(others.map(|l| truths[l]));
        }
        if let Some(one) = truths.iter().position(|t| t.is_yes()) {
            truths[one + 1..].fill(Truth::No);
        }
    }
}

/// The levels a sample's reference names; none where it is stale.
fn named_answers(scorer: &Scorer, reference: &Reference) -> Vec<(usize, usize)> {
    let Some(c) = scorer.criterion_index(reference.criterion.as_str()) else {
        return Vec::new();
    };
    let criterion = &scorer.criteria[c];
    if reference.answers.is_empty() {
        // A bare reference says something of a yes/no criterion only.
        return if criterion.yes_no {
            vec![(c, 0)]
        } else {
            Vec::new()
        };
    }
    let answer = |id: &str| {
        if criterion.yes_no {
            (id == YES).then_some(0)
        } else {
            criterion.answers.iter().position(|answer| answer.id == *id)
        }
    };
    let found = reference
        .answers
        .iter()
        .filter_map(|id| answer(id.as_str()));
    found.map(|l| (c, l)).collect()
}
