//! Topics: factors whose conditions share a field or an event, with every pattern of their answers
//! that some lead has.

use rustc_hash::FxHashMap;

use super::super::cancel::ProofError;
use super::super::meaning::{JointTruths, LeadFacts, MeaningId, Meanings};
use super::factor_effects::LeadSpace;
use super::factors::{AnswerMeanings, Factor, FactorAnswer};
use crate::model::Combine;
use crate::scoring::{Scorer, Truth};

/// The most answers without a condition that a criterion may have beside others with one, where all
/// their subsets have to be told apart.
const MOST_FREE: usize = 12;

/// Factors whose answers depend on each other.
#[derive(Clone, Debug)]
pub(crate) struct SharedTopic {
    /// The factors, ascending.
    pub factors: Vec<usize>,
    /// Every distinct pattern of their decided answers ([`FactorAnswer::decided`]).
    pub patterns: Vec<Pattern>,
    /// The conditions of the answers: model, criterion and answer.
    pub conditions: Vec<(usize, usize, usize)>,
    /// The combinations of truths of the conditions, with facts that give them.
    found: Vec<JointTruths>,
}

/// A pattern of a topic's decided answers.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    /// The places of the answers that hold, ascending.
    pub held: Box<[usize]>,
    /// Whether it is one only if a `one-of` criterion may be unknown.
    pub extended: bool,
    found: usize,
}

impl SharedTopic {
    /// Returns the patterns of the leads that a fold covers.
    pub(super) fn patterns_in(&self, leads: LeadSpace<'_>) -> impl Iterator<Item = &Pattern> {
        let extended = !matches!(leads, LeadSpace::Possible);
        let patterns = self.patterns.iter();
        patterns.filter(move |pattern| extended || !pattern.extended)
    }

    /// Returns the truths of the conditions in a pattern.
    pub(crate) fn truths(&self, pattern: &Pattern) -> &[Truth] {
        &self.found[pattern.found].truths
    }

    /// Returns every combination of truths of the conditions.
    pub(crate) fn joint(&self) -> impl Iterator<Item = &[Truth]> {
        self.found.iter().map(|joint| &joint.truths[..])
    }

    /// Returns facts that give a combination of truths.
    pub(crate) fn case_facts(&self, case: usize) -> &LeadFacts {
        &self.found[case].facts
    }

    /// Returns facts that give a pattern.
    pub(crate) fn facts(&self, pattern: &Pattern) -> &LeadFacts {
        &self.found[pattern.found].facts
    }

    /// Returns the pattern of which exactly the decided answers at these places hold.
    pub(crate) fn pattern_of(&self, factors: &[Factor], places: &[usize]) -> Option<&Pattern> {
        let mut held: Vec<usize> = Vec::new();
        for factor in self.factors.iter().map(|t| &factors[*t]) {
            let decided = (0..factor.answers.len()).filter(|l| factor.answers[*l].decided);
            let decided = decided.map(|l| factor.first_place + l);
            held.extend(decided.filter(|place| places.contains(place)));
        }
        held.sort_unstable();
        self.patterns.iter().find(|pattern| *pattern.held == *held)
    }
}

/// Returns the topics of some factors, and notes in each factor which one it belongs to.
///
/// # Errors
///
/// If what the conditions of a topic mean together can't be settled.
pub(super) fn topics(
    models: &[&Scorer],
    factors: &mut [Factor],
    conditions: &AnswerMeanings,
    meanings: &mut Meanings,
    stop: &dyn Fn() -> bool,
) -> Result<Vec<SharedTopic>, ProofError> {
    let of_factor = |factor: &Factor| -> Vec<(usize, usize, usize)> {
        let criteria = (0..models.len()).filter_map(|m| Some((m, factor.criteria[m]?)));
        let answers = criteria.flat_map(|(m, c)| {
            let asked = conditions[m][c].iter().enumerate();
            let asked = asked.filter(|(_, meaning)| meaning.is_some());
            asked.map(move |(l, _)| (m, c, l))
        });
        answers.collect()
    };
    let asked: Vec<Vec<(usize, usize, usize)>> = factors.iter().map(of_factor).collect();
    let meaning = |(m, c, l): &(usize, usize, usize)| conditions[*m][*c][*l].expect("it has one");
    let groups: Vec<Vec<MeaningId>> = asked
        .iter()
        .map(|answers| answers.iter().map(meaning).collect())
        .collect();
    let first_of = meanings.topics(&groups);
    let mut topics = Vec::new();
    for first in 0..factors.len() {
        let together = (0..factors.len()).filter(|t| first_of[*t] == first);
        let decided = |t: &usize| factors[*t].answers.iter().any(|answer| answer.decided);
        let together: Vec<usize> = together.filter(decided).collect();
        if together.is_empty() {
            continue;
        }
        let answers: Vec<_> = together.iter().flat_map(|t| asked[*t].clone()).collect();
        let ids: Vec<MeaningId> = answers.iter().map(meaning).collect();
        let found = meanings.joint_truths(&ids, stop)?;
        for t in &together {
            factors[*t].topic = Some(topics.len());
        }
        topics.push(new_topic(models, factors, together, answers, found)?);
    }
    Ok(topics)
}

/// A way in which the answers of one factor can hold.
struct Choice {
    /// Indices of the answers that hold.
    held: Vec<usize>,
    extended: bool,
}

fn new_topic(
    models: &[&Scorer],
    factors: &[Factor],
    together: Vec<usize>,
    conditions: Vec<(usize, usize, usize)>,
    found: Vec<JointTruths>,
) -> Result<SharedTopic, ProofError> {
    let mut topic = SharedTopic {
        factors: together,
        patterns: Vec::new(),
        conditions,
        found: Vec::new(),
    };
    let mut known: FxHashMap<Box<[usize]>, usize> = FxHashMap::default();
    let numbered = topic.conditions.iter().copied().zip(0..);
    let places: FxHashMap<(usize, usize, usize), usize> = numbered.collect();
    for (at, joint) in found.iter().enumerate() {
        let truth = |m: usize, c: usize, l: usize| {
            let asked = places.get(&(m, c, l));
            asked.map(|asked| joint.truths[*asked])
        };
        let mut ways: Vec<(Vec<usize>, bool)> = vec![(Vec::new(), false)];
        for t in &topic.factors {
            let choices = choices(models, &factors[*t], &truth)?;
            let mut next = Vec::with_capacity(ways.len() * choices.len());
            for (held, extended) in &ways {
                for choice in &choices {
                    let mut held = held.clone();
                    held.extend(choice.held.iter().map(|l| factors[*t].first_place + l));
                    next.push((held, *extended || choice.extended));
                }
            }
            ways = next;
            if ways.len() > 100_000 {
                return Err(ProofError::TooLarge(
                    "criteria with answers that have no condition beside others that have one make \
                     too many cases to prove"
                        .into(),
                ));
            }
        }
        for (mut held, extended) in ways {
            held.sort_unstable();
            let held: Box<[usize]> = held.into();
            let next = topic.patterns.len();
            let place = *known.entry(held.clone()).or_insert(next);
            if place == next {
                topic.patterns.push(Pattern {
                    held,
                    extended,
                    found: at,
                });
            }
            let pattern = &mut topic.patterns[place];
            if pattern.extended && !extended {
                pattern.extended = false;
                pattern.found = at;
            }
        }
    }
    topic.found = found;
    Ok(topic)
}

/// Returns the ways in which the decided answers of a factor can hold, given the truths of its
/// conditions.
fn choices(
    models: &[&Scorer],
    factor: &Factor,
    truth: &dyn Fn(usize, usize, usize) -> Option<Truth>,
) -> Result<Vec<Choice>, ProofError> {
    let criteria: Vec<(usize, usize)> = (0..models.len())
        .filter_map(|m| Some((m, factor.criteria[m]?)))
        .collect();
    let one_of = |(m, c): &(usize, usize)| models[*m].criteria()[*c].combine == Combine::OneOf;
    if !criteria.iter().any(one_of) {
        let holds = |answer: &FactorAnswer| {
            let of = |(m, c): &(usize, usize)| answer.index[*m].map(|l| (*m, *c, l));
            let mut asked = criteria.iter().filter_map(of);
            asked.any(|(m, c, l)| truth(m, c, l).is_some_and(Truth::is_yes))
        };
        let decided = (0..factor.answers.len()).filter(|l| factor.answers[*l].decided);
        let held = decided.filter(|l| holds(&factor.answers[*l])).collect();
        return Ok(vec![Choice {
            held,
            extended: false,
        }]);
    }
    let mut choices = Vec::new();
    for free in free_choices(models, &criteria, truth)? {
        let mut settled = Vec::new();
        let mut unknown = Vec::new();
        let mut may_be_unknown = false;
        for &(m, c) in &criteria {
            let is_free = |l: usize| free.contains(&answer_id(models, m, c, l));
            let (held, otherwise) = resolved(models[m], c, |l| {
                truth(m, c, l).unwrap_or(Truth::from_bool(is_free(l)))
            });
            let entries = held.iter().filter_map(|l| factor.entry(m, *l));
            settled.extend(entries.clone());
            // Without an answer to what is asked in the room, `otherwise` is unknown, too.
            let asked = |l: usize| truth(m, c, l).is_some();
            let all_free = !(0..models[m].answer_count(c)).any(asked);
            let open = otherwise
                && has_free_answers(models[m], c, &asked)
                && (!all_free || free.is_empty());
            may_be_unknown |= open;
            if !open {
                unknown.extend(entries);
            }
        }
        for held in [&mut settled, &mut unknown] {
            held.sort_unstable();
            held.dedup();
        }
        choices.push(Choice {
            held: settled,
            extended: false,
        });
        if may_be_unknown {
            choices.push(Choice {
                held: unknown,
                extended: true,
            });
        }
    }
    Ok(choices)
}

/// Whether a criterion has an answer that is asked in the room: without a condition, and not
/// `otherwise` beside conditions alone.
fn has_free_answers(scorer: &Scorer, c: usize, asked: &dyn Fn(usize) -> bool) -> bool {
    let compiled = &scorer.criteria()[c];
    (0..compiled.answers.len()).any(|l| !asked(l) && compiled.otherwise != Some(l))
}

fn answer_id<'a>(models: &[&'a Scorer], m: usize, c: usize, l: usize) -> &'a str {
    models[m].criteria()[c].answers[l].id.as_str()
}

/// Returns the answers of a criterion that hold in the end, and whether that is `otherwise`.
fn resolved(scorer: &Scorer, c: usize, truth: impl Fn(usize) -> Truth) -> (Vec<usize>, bool) {
    let compiled = &scorer.criteria()[c];
    let others = || (0..compiled.answers.len()).filter(|l| compiled.otherwise != Some(*l));
    if compiled.combine != Combine::OneOf {
        return (others().filter(|l| truth(*l).is_yes()).collect(), false);
    }
    if let Some(first) = others().find(|l| truth(*l).is_yes()) {
        return (vec![first], false);
    }
    let none_holds = others().all(|l| truth(l) == Truth::No);
    match compiled.otherwise.filter(|_| none_holds) {
        Some(otherwise) => (vec![otherwise], true),
        None => (Vec::new(), false),
    }
}

/// Returns the sets of answers without a condition that can hold together, by id.
fn free_choices<'a>(
    models: &[&'a Scorer],
    criteria: &[(usize, usize)],
    truth: &dyn Fn(usize, usize, usize) -> Option<Truth>,
) -> Result<Vec<Vec<&'a str>>, ProofError> {
    let mut free: Vec<&str> = Vec::new();
    // Answers of which a lead has at most one: those of a criterion without any condition.
    let mut exclusive: Vec<Vec<&str>> = Vec::new();
    let mut all_one_of = true;
    for &(m, c) in criteria {
        let compiled = &models[m].criteria()[c];
        let own = (0..compiled.answers.len())
            .filter(|l| truth(m, c, *l).is_none() && compiled.otherwise != Some(*l));
        let own: Vec<&str> = own.map(|l| answer_id(models, m, c, l)).collect();
        let asked = (0..compiled.answers.len()).any(|l| truth(m, c, l).is_some());
        all_one_of &= compiled.combine == Combine::OneOf || own.is_empty();
        if compiled.combine == Combine::OneOf && !asked {
            exclusive.push(own.clone());
        }
        for id in own {
            if !free.contains(&id) {
                free.push(id);
            }
        }
    }
    let allowed = |set: &[&str]| {
        exclusive.iter().all(|own| {
            let held = set.iter().filter(|id| own.contains(*id));
            held.count() <= 1
        })
    };
    let mut sets: Vec<Vec<&str>> = vec![Vec::new()];
    if all_one_of {
        // Each version takes one answer, so two at most make a difference.
        sets.extend(free.iter().map(|id| vec![*id]));
        if criteria.len() > 1 {
            for (at, one) in free.iter().enumerate() {
                sets.extend(free[at + 1..].iter().map(|two| vec![*one, *two]));
            }
        }
    } else {
        if free.len() > MOST_FREE {
            return Err(ProofError::TooLarge(
                "a criterion that was `one-of` in one version only has too many answers without a \
                 condition to prove"
                    .into(),
            ));
        }
        for id in free {
            let with: Vec<Vec<&str>> = sets
                .iter()
                .map(|set| set.iter().copied().chain([id]).collect())
                .collect();
            sets.extend(with);
        }
    }
    sets.retain(|set| allowed(set));
    Ok(sets)
}
