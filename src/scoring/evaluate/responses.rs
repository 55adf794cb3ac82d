//! What a lead answers: a truth value for each answer of each criterion.

use std::sync::Arc;

use super::Truth;
use crate::model::{Combine, Reference, Sample, YES};
use crate::scoring::compile::Scorer;

/// What one lead answers: a truth value for each answer of each criterion, addressed by the
/// indices of the scorer it was made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Responses {
    truths: Vec<Truth>,
    /// Offsets of each criterion's first answer, followed by the total.
    starts: Arc<[usize]>,
}

impl Responses {
    /// Returns responses in which nothing is known.
    pub fn unknown(scorer: &Scorer) -> Self {
        Self::uniform(scorer, Truth::Unknown)
    }

    /// Returns responses in which every answer has the same truth.
    pub(crate) fn uniform(scorer: &Scorer, truth: Truth) -> Self {
        Self {
            truths: vec![truth; scorer.starts.last().copied().unwrap_or(0)],
            starts: Arc::clone(&scorer.starts),
        }
    }

    /// Sets the truth of an answer. Both indices follow listed order; a yes/no criterion has the
    /// single answer 0. Out-of-range indices are ignored.
    pub fn set(&mut self, criterion: usize, answer: usize, truth: Truth) {
        if let Some(old) = self.criterion_truths_mut(criterion).get_mut(answer) {
            *old = truth;
        }
    }

    /// Returns the truth of an answer; unknown if there is no such answer.
    pub fn get(&self, criterion: usize, answer: usize) -> Truth {
        self.criterion_truths(criterion)
            .get(answer)
            .copied()
            .unwrap_or(Truth::Unknown)
    }

    /// Returns the truths of a criterion's answers; empty if there is no such criterion.
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

    /// Builds the responses of a sample lead.
    ///
    /// An answer in neither list is unknown. A yes to one answer of a `one-of` criterion makes the
    /// others no; of counted times yes is also yes to fewer, and no is no to more. An `otherwise` answer that was left blank holds if every other answer is no. If
    /// both lists name an answer, yes wins. Stale references are ignored.
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
            } else if scorer.criteria[c].counts_times {
                responses.resolve_times(c);
            }
        }
        responses
    }

    /// Answers the blanks of counted times: three times are also twice, and not twice is not three
    /// times either. Where both are said, yes wins.
    fn resolve_times(&mut self, criterion: usize) {
        let truths = self.criterion_truths_mut(criterion);
        let most = truths.iter().rposition(|t| t.is_yes());
        let times = most.map_or(0, |most| most + 1);
        truths[..times].fill(Truth::Yes);
        if let Some(first) = truths.iter().position(|t| *t == Truth::No) {
            truths[first..].fill(Truth::No);
        }
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

    /// Makes the answers of a recorded `one-of` criterion consistent: the first that holds excludes
    /// all later ones, and `otherwise` is the negation of all others.
    pub(crate) fn resolve_one_of(&mut self, scorer: &Scorer, criterion: usize) {
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

/// Returns the answers a sample's reference names; empty if the reference is stale.
fn named_answers(scorer: &Scorer, reference: &Reference) -> Vec<(usize, usize)> {
    let Some(c) = scorer.criterion_index(reference.criterion.as_str()) else {
        return Vec::new();
    };
    let criterion = &scorer.criteria[c];
    if reference.answers.is_empty() {
        // A bare reference is meaningful for a yes/no criterion and for counted times only.
        return if criterion.yes_no || criterion.counts_times {
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
