//! Properties of any definition, checked against exhaustive enumeration.

use proptest::prelude::*;

use super::*;
use crate::model::{Covers, Group, Phase};

/// A source of small numbers from a seed.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 20) % sides
    }

    fn chance(&mut self, of: u64) -> bool {
        self.roll(of) == 0
    }

    fn points(&mut self) -> i64 {
        [5, 3, 1, 0, -2, 4, 2, -5][self.roll(8) as usize]
    }
}

fn criterion(dice: &mut Dice, n: usize) -> Criterion {
    let kind = [CriterionKind::Fit, CriterionKind::Behaviour][dice.roll(2) as usize];
    let name = format!("c{n}");
    let mut made = if dice.chance(3) {
        yes_no(&name, kind, dice.points())
    } else {
        let combine = Combine::ALL[dice.roll(3) as usize];
        let mut answers = vec![("a", dice.points()), ("b", dice.points())];
        if combine == Combine::OneOf && dice.chance(2) {
            answers.push(("*o", dice.points()));
        }
        levelled_criterion(&name, kind, combine, &answers)
    };
    if dice.chance(2) {
        made.phase = Some(Phase::Consideration);
    }
    if dice.chance(2) {
        made.covers = vec![Covers::Need];
    }
    made
}

fn reference(dice: &mut Dice, criteria: &[Criterion]) -> Reference {
    let criterion = &criteria[dice.roll(criteria.len() as u64) as usize];
    let answers = criterion.answers.iter().filter(|_| dice.chance(2));
    let answers = answers.map(|l| l.id.clone()).collect();
    Reference {
        criterion: criterion.id.clone(),
        answers,
    }
}

fn rule(dice: &mut Dice, criteria: &[Criterion]) -> Rule {
    let mut rule = Rule::default();
    let some = |dice: &mut Dice, one_in: u64| dice.chance(one_in);
    if some(dice, 2) {
        rule.all = Some(vec![reference(dice, criteria)]);
    }
    if some(dice, 4) {
        rule.any = Some(vec![reference(dice, criteria), reference(dice, criteria)]);
    }
    if some(dice, 4) {
        rule.none = Some(vec![reference(dice, criteria)]);
    }
    if some(dice, 3) {
        let of = match dice.roll(3) {
            0 => CountScope::Phase(Phase::Consideration),
            1 => CountScope::Covers(Covers::Need),
            _ => CountScope::References((0..3).map(|_| reference(dice, criteria)).collect()),
        };
        let count = 1 + dice.roll(2) as u32;
        rule.at_least = vec![AtLeast { count, of }];
    }
    if rule.is_empty() || some(dice, 2) {
        let of = ["total", "fit", "behaviour", "web"][dice.roll(4) as usize];
        let mut minima = std::collections::BTreeMap::new();
        minima.insert(of.to_owned(), dice.roll(12) as i64 - 2);
        minima.insert("total".to_owned(), dice.roll(14) as i64 - 2);
        rule.points = Some(minima);
    }
    rule
}

/// A small definition of four criteria, one group, and a stage before the hand-off's.
pub(crate) fn definition(dice: &mut Dice) -> Definition {
    let criteria: Vec<Criterion> = (0..4).map(|n| criterion(dice, n)).collect();
    let kind = criteria[0].kind;
    let of = criteria.iter().filter(|c| c.kind == kind).take(3);
    let web = Group {
        id: id("web"),
        name: "Web".into(),
        of: of.map(|c| c.id.clone()).collect(),
        min: dice.chance(2).then_some(-1),
        max: dice.chance(2).then(|| 3 + dice.roll(4) as i64),
    };
    let before = rule(dice, &criteria);
    let mut at_handoff = rule(dice, &criteria);
    if dice.chance(2) {
        at_handoff.reached = Some(id("worthy"));
    }
    let mut definition = handing_off(criteria, at_handoff);
    definition.stages.insert(1, stage("worthy", Some(before)));
    definition.groups = vec![web];
    definition
}

/// Responses as a recorded lead could have them: `one-of` criteria resolved, with unknowns.
pub(crate) fn random_responses(dice: &mut Dice, scorer: &Scorer) -> Responses {
    let mut responses = Responses::unknown(scorer);
    for c in 0..scorer.criterion_count() {
        for l in 0..scorer.answer_count(c) {
            if scorer.criteria[c].otherwise != Some(l) {
                responses.set(
                    c,
                    l,
                    [Truth::Yes, Truth::No, Truth::Unknown][dice.roll(3) as usize],
                );
            }
        }
        responses.resolve_one_of(scorer, c);
    }
    responses
}

/// Every way to change some answers from one truth to yes. In a `one-of` criterion at most one
/// answer changes, and it then is the only one that holds.
pub(crate) fn variants(
    scorer: &Scorer,
    start: &Responses,
    may: impl Fn(usize, usize) -> bool,
) -> Vec<(Vec<(usize, usize)>, Responses)> {
    let mut all = vec![(Vec::new(), start.clone())];
    for c in 0..scorer.criterion_count() {
        let one_of = scorer.criteria[c].combine == Combine::OneOf;
        let answers: Vec<usize> = (0..scorer.answer_count(c)).filter(|l| may(c, *l)).collect();
        let mut next = Vec::new();
        for (changed, responses) in &all {
            for bits in 0..1_u32 << answers.len() {
                if one_of && bits.count_ones() > 1 {
                    continue;
                }
                let (mut changed, mut responses) = (changed.clone(), responses.clone());
                for (i, l) in answers.iter().enumerate() {
                    if bits >> i & 1 == 1 {
                        if one_of {
                            (0..scorer.answer_count(c))
                                .for_each(|l| responses.set(c, l, Truth::No));
                        }
                        responses.set(c, *l, Truth::Yes);
                        changed.push((c, *l));
                    }
                }
                next.push((changed, responses));
            }
        }
        all = next;
    }
    all
}

/// Every way in which the unknowns can turn out. Answers after the one that holds are settled, and
/// a `one-of` criterion with an `otherwise` ends up with one answer.
fn completions(scorer: &Scorer, start: &Responses) -> Vec<Responses> {
    let open = |c: usize, l: usize| start.get(c, l).is_unknown();
    let all = variants(scorer, start, open);
    let ends = |responses: &Responses| {
        (0..scorer.criterion_count())
            .all(|c| scorer.criteria[c].otherwise.is_none() || holds(responses, c))
    };
    let all = all.into_iter().map(|(_, responses)| responses);
    all.filter(ends).collect()
}

pub(crate) fn holds(responses: &Responses, criterion: usize) -> bool {
    responses
        .criterion_truths(criterion)
        .iter()
        .any(|truth| truth.is_yes())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_could_be_is_what_some_completion_is(seed in 1_u64..u64::MAX) {
        let mut dice = Dice(seed);
        let scorer = Scorer::new(&definition(&mut dice));
        let lead = random_responses(&mut dice, &scorer);
        let all = completions(&scorer, &lead);
        let verdict = scorer.verdict(&lead);
        let could = verdict.qualified || all.iter().any(|a| scorer.qualifies(a));
        prop_assert_eq!(verdict.could_qualify, Some(could));
        prop_assert_eq!(scorer.could_qualify(&lead), could);
        let greatest = all.iter().map(|a| scorer.outcome(a).total).max();
        prop_assert_eq!(Some(verdict.could_reach), greatest);
    }

    #[test]
    fn topics_are_counted_over_every_completion(seed in 1_u64..u64::MAX) {
        let mut dice = Dice(seed);
        let mut definition = definition(&mut dice);
        let all = [Covers::Need, Covers::Money, Covers::Timing];
        for criterion in &mut definition.criteria {
            criterion.covers = all.into_iter().filter(|_| dice.chance(2)).collect();
        }
        let topics = all[..=dice.roll(3) as usize].to_vec();
        let count = 1 + dice.roll(topics.len() as u64) as u32;
        let of = CountScope::Topics(topics.clone());
        let rule = definition.stages.last_mut().unwrap().rule.as_mut().unwrap();
        rule.at_least = vec![AtLeast { count, of }];
        let scorer = Scorer::new(&definition);
        let lead = random_responses(&mut dice, &scorer);
        let could = completions(&scorer, &lead).iter().any(|a| scorer.qualifies(a));
        prop_assert_eq!(scorer.could_qualify(&lead), could || scorer.qualifies(&lead));
        // Counted here by hand: which topics some criterion shows.
        let shows = |c: usize| {
            let criterion = &definition.criteria[c];
            criterion.answer_list().iter().enumerate().any(|(l, answer)| {
                lead.get(c, l).is_yes() && (criterion.answers.is_empty() || answer.points > 0)
            })
        };
        let lacking: Vec<&str> = topics
            .iter()
            .filter(|topic| {
                let covering = |c: &usize| definition.criteria[*c].covers.contains(topic);
                !(0..4).filter(covering).any(shows)
            })
            .map(|topic| topic.word())
            .collect();
        let holding = topics.len() - lacking.len();
        let short = (count as usize).saturating_sub(holding);
        let expected = (short > 0).then(|| format!("{short}:covers={}", lacking.join("/")));
        let parts = scorer.missing_parts(&lead);
        let found = parts.iter().find(|part| part.contains("covers="));
        prop_assert_eq!(found.cloned(), expected);
    }

    #[test]
    fn what_is_missing_is_empty_exactly_when_qualified(seed in 1_u64..u64::MAX) {
        let mut dice = Dice(seed);
        let scorer = Scorer::new(&definition(&mut dice));
        let lead = random_responses(&mut dice, &scorer);
        let verdict = scorer.verdict(&lead);
        prop_assert_eq!(scorer.missing_parts(&lead).is_empty(), verdict.qualified);
        prop_assert_eq!(verdict.total, verdict.fit + verdict.behaviour);
    }

    #[test]
    fn possible_leads_are_all_different_and_as_many_as_counted(seed in 1_u64..u64::MAX) {
        let mut dice = Dice(seed);
        let definition = definition(&mut dice);
        let scorer = Scorer::new(&definition);
        let mut all: Vec<Responses> = scorer.possible_leads().collect();
        prop_assert_eq!(scorer.possible_count(), Some(all.len() as u128));
        for lead in &all {
            for (c, criterion) in definition.criteria.iter().enumerate() {
                let held = lead.criterion_truths(c).iter().filter(|t| t.is_yes()).count();
                prop_assert!(!lead.criterion_truths(c).contains(&Truth::Unknown));
                if criterion.combine == Some(Combine::OneOf) {
                    let otherwise = criterion.answers.iter().any(|l| l.otherwise);
                    prop_assert!(held == 1 || held == 0 && !otherwise);
                }
            }
        }
        let before = all.len();
        all.sort_by_key(|lead| format!("{lead:?}"));
        all.dedup();
        prop_assert_eq!(all.len(), before);
    }

    #[test]
    fn knowing_less_never_makes_what_is_known_wrong(seed in 1_u64..u64::MAX) {
        // On a lead with a missing value, a condition is unknown or has the same truth for every
        // value in its place.
        let mut dice = Dice(seed);
        let condition = condition(&mut dice, 2);
        let columns = data(&["a", "b"]);
        let bound = super::super::BoundCondition::new(&condition, &columns);
        let values = ["x", "y", "7"];
        let known = values[dice.roll(3) as usize];
        let truth = bound.evaluate(&lead(&[known, ""], &[]));
        for value in values {
            let filled = bound.evaluate(&lead(&[known, value], &[]));
            prop_assert!(truth.is_unknown() || filled.is_unknown() || truth == filled,
                "{:?} {:?} {:?}", condition, truth, filled);
        }
    }
}

fn condition(dice: &mut Dice, depth: u64) -> Condition {
    let parts = |dice: &mut Dice| {
        let n = 1 + dice.roll(3);
        Some((0..n).map(|_| condition(dice, depth - 1)).collect())
    };
    match if depth == 0 { 9 } else { dice.roll(6) } {
        0 => Condition {
            all: parts(dice),
            ..Condition::default()
        },
        1 => Condition {
            any: parts(dice),
            ..Condition::default()
        },
        2 => Condition {
            none: parts(dice),
            ..Condition::default()
        },
        _ => {
            let field = Some(["a", "b"][dice.roll(2) as usize].to_owned());
            let value = ["x", "y"][dice.roll(2) as usize].to_owned();
            let mut made = Condition {
                field,
                ..Condition::default()
            };
            match dice.roll(3) {
                0 => made.is = Some(value),
                1 => made.not_in = Some(vec![value]),
                _ => made.min = Some(5.into()),
            }
            made
        }
    }
}
