//! Enumerates every lead of a model the slow way, with an independent order.

use accord::model::Definition;
use accord::scoring::{Responses, Scorer, Truth};

/// A lead: positions of its answers among all answers, and its responses.
#[derive(Clone)]
pub struct Lead {
    /// The positions of the answers that hold, ascending.
    pub places: Vec<usize>,
    /// How many of them are not `otherwise`.
    pub counted: usize,
    /// For each criterion, whether nothing about it is known.
    pub unknown: Vec<bool>,
    /// Its responses.
    pub answers: Responses,
    /// The answers in words.
    pub facts: Vec<String>,
}

/// Every possible lead; with `extended`, also those in which a `one-of` criterion with `otherwise`
/// is unknown.
pub fn all(definition: &Definition, scorer: &Scorer, extended: bool) -> Vec<Lead> {
    let mut leads = vec![Lead {
        places: Vec::new(),
        counted: 0,
        unknown: Vec::new(),
        answers: Responses::unknown(scorer),
        facts: Vec::new(),
    }];
    let mut first = 0;
    for (c, criterion) in definition.criteria.iter().enumerate() {
        let listed = criterion.answer_list();
        let one_of = scorer.is_one_of(c);
        let otherwise = one_of && listed.iter().any(|answer| answer.otherwise);
        let mut next = Vec::new();
        for subset in 0..1_u32 << listed.len() {
            let unknown = subset == 0 && otherwise;
            if one_of && subset.count_ones() > 1 || unknown && !extended {
                continue;
            }
            for lead in &leads {
                let mut lead = lead.clone();
                lead.unknown.push(unknown);
                for (l, answer) in listed.iter().enumerate() {
                    let holds = subset >> l & 1 == 1;
                    let truth = if unknown {
                        Truth::Unknown
                    } else {
                        Truth::from_bool(holds)
                    };
                    lead.answers.set(c, l, truth);
                    if holds {
                        lead.places.push(first + l);
                        lead.counted += usize::from(!(one_of && answer.otherwise));
                        lead.facts.push(if criterion.is_yes_no() {
                            criterion.id.to_string()
                        } else {
                            format!("{}={}", criterion.id, answer.id)
                        });
                    }
                }
                if unknown {
                    lead.facts.push(format!("{}=?", criterion.id));
                }
                next.push(lead);
            }
        }
        first += listed.len();
        leads = next;
    }
    leads
}

/// Whether one lead is smaller than another, given the number of answers without `otherwise` and
/// the positions of all answers that hold. Fewer answers are smaller; otherwise the lead that has
/// the first one in which they differ.
pub fn smaller_of(one: (usize, &[usize]), other: (usize, &[usize])) -> bool {
    if one.0 != other.0 {
        return one.0 < other.0;
    }
    let most = 1 + one.1.iter().chain(other.1).max().copied().unwrap_or(0);
    let differs = |place: &usize| one.1.contains(place) != other.1.contains(place);
    let first = (0..most).find(differs);
    first.is_some_and(|place| one.1.contains(&place))
}

/// Whether one lead is smaller than another.
pub fn smaller(one: &Lead, other: &Lead) -> bool {
    smaller_of((one.counted, &one.places), (other.counted, &other.places))
}

/// The smallest of some leads, in words.
pub fn smallest<'a>(leads: impl Iterator<Item = &'a Lead>) -> Option<Vec<String>> {
    let best = leads.reduce(|best, lead| if smaller(lead, best) { lead } else { best });
    best.map(|lead| lead.facts.clone())
}
