//! What a lead lacks, against enumerating every set of further answers.

use accord::model::{CountScope, Criterion, CriterionKind, Definition, Reference, Rule};
use accord::proof::{Cancel, missing, missing_parts};
use accord::scoring::{Responses, Scorer, Truth};

use super::models::{Dice, definition};
use super::numbers::cases;
use super::questions::{by_rule, parts};

/// Every set of further answers with the responses it gives, smallest first.
fn further(scorer: &Scorer, start: &Responses) -> Vec<(Vec<(usize, usize)>, Responses)> {
    let mut all = vec![(Vec::new(), start.clone())];
    for c in 0..scorer.criterion_count() {
        let truths = start.criterion_truths(c);
        let one_of = scorer.is_one_of(c);
        let holds = |l: &usize| {
            let first = truths.iter().position(|truth| truth.is_yes());
            if one_of {
                first == Some(*l)
            } else {
                truths[*l].is_yes()
            }
        };
        let free: Vec<usize> = (0..truths.len()).filter(|l| !holds(l)).collect();
        let mut next = Vec::new();
        for (changed, answers) in &all {
            let sets = (0..1_u32 << free.len()).filter(|set| !one_of || set.count_ones() < 2);
            for set in sets {
                let (mut changed, mut answers) = (changed.clone(), answers.clone());
                for l in free
                    .iter()
                    .enumerate()
                    .filter(|(i, _)| set >> i & 1 == 1)
                    .map(|(_, l)| *l)
                {
                    if one_of {
                        (0..truths.len()).for_each(|l| answers.set(c, l, Truth::No));
                    }
                    answers.set(c, l, Truth::Yes);
                    changed.push((c, l));
                }
                next.push((changed, answers));
            }
        }
        all = next;
    }
    all.sort_by_key(|(changed, _)| (changed.len(), changed.clone()));
    all
}

/// The responses of a lead if nothing more is said about it: a `one-of` criterion without an answer
/// falls to its `otherwise`. Also returns those answers.
fn fallen(scorer: &Scorer, start: &Responses) -> (Vec<(usize, usize)>, Responses) {
    let (mut fallen, mut end) = (Vec::new(), start.clone());
    for c in (0..scorer.criterion_count()).filter(|c| scorer.is_one_of(*c)) {
        let nothing = !start.criterion_truths(c).iter().any(|truth| truth.is_yes());
        if let Some(l) = scorer.otherwise(c).filter(|_| nothing) {
            (0..scorer.answer_count(c)).for_each(|l| end.set(c, l, Truth::No));
            end.set(c, l, Truth::Yes);
            fallen.push((c, l));
        }
    }
    (fallen, end)
}

/// Whether a rule requires an answer, or points that it brings.
fn helps(definition: &Definition, rule: &Rule, c: usize, l: usize) -> bool {
    let criterion = &definition.criteria[c];
    let answer = &criterion.answer_list()[l];
    let is_required = |reference: &Reference| {
        reference.criterion == criterion.id
            && if reference.answers.is_empty() {
                criterion.is_yes_no() || answer.points > 0
            } else {
                reference
                    .answers
                    .iter()
                    .any(|level| level.as_str() == answer.id)
            }
    };
    let bare = |so: bool| so && (criterion.is_yes_no() || answer.points > 0);
    let listed = rule.all.iter().chain(&rule.any).flatten().any(is_required);
    let counted = rule.at_least.iter().any(|part| match &part.of {
        CountScope::References(of) => of.iter().any(is_required),
        CountScope::Phase(phase) => bare(criterion.phase == Some(*phase)),
        CountScope::Covers(covers) => bare(criterion.covers.contains(covers)),
        CountScope::Topics(topics) => bare(topics.iter().any(|t| criterion.covers.contains(t))),
    });
    let adds = |of: &str, criterion: &Criterion| match of {
        "total" => true,
        "fit" => criterion.kind == CriterionKind::Fit,
        "behaviour" => criterion.kind == CriterionKind::Behaviour,
        group => {
            let group = definition.groups.iter().find(|g| g.id == *group);
            group.is_some_and(|g| g.of.contains(&criterion.id))
        }
    };
    let mut points = rule.points.iter().flatten();
    let brings = answer.points > 0 && points.any(|(of, _)| adds(of, criterion));
    let before = rule
        .reached
        .as_ref()
        .and_then(|id| definition.stage(id.as_str()));
    let before = before.and_then(|stage| stage.rule.as_ref());
    listed || counted || brings || before.is_some_and(|rule| helps(definition, rule, c, l))
}

#[test]
fn what_is_missing_is_the_first_of_the_smallest_sets() {
    let mut lacking = 0;
    for seed in 1..=cases(700) {
        let mut dice = Dice::new(seed);
        let definition = definition(&mut dice, 4);
        let scorer = Scorer::new(&definition);
        if scorer.possible_count().unwrap() > 500 {
            continue;
        }
        let mut answers = Responses::unknown(&scorer);
        for c in 0..scorer.criterion_count() {
            for l in 0..scorer.answer_count(c) {
                let truth = [Truth::Yes, Truth::No, Truth::Unknown, Truth::No][dice.roll(4)];
                answers.set(c, l, truth);
            }
        }
        let found = missing(&scorer, &answers, &Cancel::never()).unwrap();
        let Some(stage) = scorer.handoff_stage() else {
            assert_eq!(found, accord::proof::Missing::default());
            continue;
        };
        let (fallen, end) = fallen(&scorer, &answers);
        let sets = further(&scorer, &end);
        let first = |by: &Scorer, rule: &Rule| {
            let set = sets.iter().find(|(_, answers)| by.qualifies(answers));
            let (changed, _) = set?;
            let stays = |(c, _): &&(usize, usize)| changed.iter().all(|(other, _)| other != c);
            let free = fallen.iter().filter(stays);
            let free = free.filter(|(c, l)| helps(&definition, rule, *c, *l));
            let mut set: Vec<(usize, usize)> = changed.iter().chain(free).copied().collect();
            set.sort_unstable();
            let named = |(c, l): &(usize, usize)| scorer.reference_to(*c, *l).unwrap();
            Some(set.iter().map(named).collect::<Vec<_>>())
        };
        let rule = definition.stages[stage].rule.clone().unwrap();
        if scorer.qualifies(&answers) {
            assert_eq!(
                found,
                accord::proof::Missing {
                    all: Some(Vec::new()),
                    ..Default::default()
                }
            );
            continue;
        }
        assert_eq!(found.all, first(&scorer, &rule), "seed {seed}");
        let unmet = parts(&rule)
            .into_iter()
            .map(|part| (by_rule(&definition, part.clone()), part));
        let unmet: Vec<_> = unmet
            .filter(|(by, _)| !by.qualifies(&answers))
            .map(|(by, part)| first(&by, &part))
            .collect();
        let sets: Vec<_> = found
            .parts
            .iter()
            .map(|part| part.smallest.clone())
            .collect();
        assert_eq!(sets, unmet, "seed {seed}");
        let words: Vec<String> = found.parts.iter().map(|part| part.part.clone()).collect();
        assert_eq!(words, scorer.missing_parts(&answers), "seed {seed}");
        let reported = missing_parts(&scorer, &answers, &Cancel::never()).into_iter();
        let reported: Vec<_> = reported.map(|missing| missing.smallest).collect();
        let proved: Vec<_> = sets.into_iter().map(Option::unwrap_or_default).collect();
        assert_eq!(
            reported, proved,
            "seed {seed}: what is reported is the same"
        );
        lacking += unmet.len();
    }
    assert!(lacking as u64 > cases(500), "{lacking}");
}
