//! The smallest set of further levels that would meet a part of a rule.

use super::reach::{Choice, Fewest, Search};
use super::rules::Clause;
use super::scorer::EntryRule;
use super::{Answers, Scorer};
use crate::model::Reference;

/// How many changes are tried, fewest first: a bound keeps each search small.
const TRIED: [usize; 9] = [1, 2, 3, 4, 6, 8, 12, 20, usize::MAX];

impl Scorer {
    /// The smallest set of further levels that would meet some clauses of a rule together: fewest
    /// levels, ties by listed order. Empty where no set does.
    ///
    /// A further level is any that doesn't hold now, whether it is unknown or known not to; of a
    /// `one-of` criterion it takes the place of the one that holds. Exact, but for a search that
    /// grows out of hand: then the sets of the single clauses are put together.
    pub(super) fn smallest(&self, clauses: &[Clause], answers: &Answers) -> Vec<Reference> {
        let Some(search) = Search::new(self, clauses) else {
            return Vec::new();
        };
        let mut choices: Vec<Vec<Choice>> = (0..self.criteria.len())
            .map(|c| {
                if search.matters(c) {
                    self.saying_yes(c, answers)
                } else {
                    self.as_it_is(c, answers)
                }
            })
            .collect();
        match fewest(&search, &choices) {
            Fewest::Never => Vec::new(),
            Fewest::Changes(fewest) => {
                narrow(&search, &mut choices, fewest);
                self.named(&choices)
            }
            Fewest::GaveUp => self.put_together(clauses, answers),
        }
    }

    /// The changes of each criterion's one remaining choice, as references.
    fn named(&self, choices: &[Vec<Choice>]) -> Vec<Reference> {
        let mut named = Vec::new();
        for (criterion, choice) in self.criteria.iter().zip(choices) {
            for &l in choice.first().map_or(&[][..], |c| &c.changed) {
                named.push(if criterion.yes_no {
                    Reference::bare(criterion.id.clone())
                } else {
                    Reference::level(criterion.id.clone(), criterion.levels[l].id.clone())
                });
            }
        }
        named
    }

    fn put_together(&self, clauses: &[Clause], answers: &Answers) -> Vec<Reference> {
        let parts = match clauses {
            [Clause::Reached(stage)] => match &self.stages[*stage].rule {
                EntryRule::Rule(rule) => &rule.clauses[..],
                EntryRule::Always | EntryRule::ByPerson => &[],
            },
            [_] => &[],
            several => several,
        };
        let mut all: Vec<Reference> = Vec::new();
        for part in parts {
            for reference in self.smallest(std::slice::from_ref(part), answers) {
                if !all.contains(&reference) {
                    all.push(reference);
                }
            }
        }
        all
    }
}

fn fewest(search: &Search<'_>, choices: &[Vec<Choice>]) -> Fewest {
    let mut found = Fewest::Never;
    for most in TRIED {
        found = search.fewest(choices, most);
        if found != Fewest::Never {
            break;
        }
    }
    found
}

/// Leaves each criterion one choice, such that all are met with the fewest changes and the
/// changed levels come as early in listed order as can be.
fn narrow(search: &Search<'_>, choices: &mut [Vec<Choice>], fewest: usize) {
    let mut left = fewest;
    for c in 0..choices.len() {
        let levels: Vec<usize> = {
            let mut all: Vec<usize> = choices[c].iter().flat_map(|o| o.changed.clone()).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        for l in levels {
            let (with, without): (Vec<_>, Vec<_>) = std::mem::take(&mut choices[c])
                .into_iter()
                .partition(|choice| choice.changed.contains(&l));
            if left == 0 || with.is_empty() {
                choices[c] = without;
                continue;
            }
            choices[c] = with;
            if search.fewest(choices, fewest) == Fewest::Changes(fewest) {
                left -= 1;
            } else {
                choices[c] = without;
            }
        }
    }
}
