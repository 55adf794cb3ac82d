//! What a lead lacks, against going through every set of further levels.

use accord::proof::{Cancel, missing};
use accord::scoring::{Answers, Scorer, Truth};

use super::models::{Dice, definition};
use super::numbers::cases;
use super::questions::{by_rule, parts};

/// Every set of further levels with the answers it makes, smallest first.
fn further(scorer: &Scorer, start: &Answers) -> Vec<(Vec<(usize, usize)>, Answers)> {
    let mut all = vec![(Vec::new(), start.clone())];
    for c in 0..scorer.criteria() {
        let truths = start.of(c);
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
        let mut answers = Answers::unknown(&scorer);
        for c in 0..scorer.criteria() {
            for l in 0..scorer.levels(c) {
                let truth = [Truth::Yes, Truth::No, Truth::Unknown, Truth::No][dice.roll(4)];
                answers.set(c, l, truth);
            }
        }
        let found = missing(&scorer, &answers, &Cancel::never()).unwrap();
        let Some(stage) = scorer.handoff_stage() else {
            assert_eq!(found, accord::proof::Missed::default());
            continue;
        };
        let sets = further(&scorer, &answers);
        let first = |scorer: &Scorer| {
            let set = sets.iter().find(|(_, answers)| scorer.qualifies(answers));
            let named = |(c, l): &(usize, usize)| scorer.reference_to(*c, *l).unwrap();
            set.map(|(changed, _)| changed.iter().map(named).collect::<Vec<_>>())
        };
        assert_eq!(found.all, first(&scorer), "seed {seed}");
        let rule = definition.stages[stage].rule.clone().unwrap();
        let unmet = parts(&rule)
            .into_iter()
            .map(|part| by_rule(&definition, part));
        let unmet: Vec<_> = unmet
            .filter(|part| !part.qualifies(&answers))
            .map(|part| first(&part))
            .collect();
        let sets: Vec<_> = found
            .parts
            .iter()
            .map(|part| part.smallest.clone())
            .collect();
        assert_eq!(sets, unmet, "seed {seed}");
        let words: Vec<String> = found.parts.iter().map(|part| part.part.clone()).collect();
        assert_eq!(words, scorer.missing_parts(&answers), "seed {seed}");
        let verdict = scorer.verdict(&answers);
        let said: Vec<_> = verdict
            .missing
            .into_iter()
            .map(|missing| missing.smallest)
            .collect();
        let proved: Vec<_> = sets.into_iter().map(Option::unwrap_or_default).collect();
        assert_eq!(said, proved, "seed {seed}: the verdict says the same");
        lacking += unmet.len();
    }
    assert!(lacking as u64 > cases(500), "{lacking}");
}
