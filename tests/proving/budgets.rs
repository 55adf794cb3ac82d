//! Proofs under a budget: the result is the one without a budget, or none, and it does not depend
//! on who asks or how often.

use accord::check::{self, Finding};
use accord::model::Definition;
use accord::proof::{
    Budget, Cancel, Comparison, Proof, ProofError, ProvedCount, missing, missing_parts,
};
use accord::revision::{Bump, NotProved, OutcomeComparison, Revision};
use accord::scoring::{Responses, Scorer, Truth};

use super::edits::edited;
use super::models::{Dice, definition};
use super::numbers::cases;
use super::sixty::sixty;

/// From almost no steps to more than enough, with as many bytes.
fn budgets() -> impl Iterator<Item = Budget> {
    (4..22).map(|power| Budget::new(1 << power, 64 << power))
}

fn all_found(proof: &Proof) -> Vec<&ProvedCount> {
    let stages = proof.stages.iter().flat_map(|s| [&s.reached, &s.furthest]);
    let lists = [&proof.bands, &proof.dispositions, &proof.routes];
    let single = [&proof.qualified, &proof.no_stage, &proof.no_disposition];
    stages
        .chain(lists.into_iter().flatten())
        .chain(single)
        .collect()
}

fn within(budget: Budget) -> Cancel<'static> {
    Cancel::never().with_budget(budget)
}

#[test]
fn numbers_under_a_budget_are_those_without_or_none() {
    let (mut cut, mut whole) = (0, 0);
    for seed in 1..=cases(30) {
        let scorer = Scorer::new(&definition(&mut Dice::new(seed), 5));
        let unbounded = Proof::new(&scorer, &Cancel::never()).unwrap();
        for budget in budgets() {
            match Proof::new(&scorer, &within(budget)) {
                Ok(proof) => {
                    assert_eq!(proof.possible_leads, unbounded.possible_leads);
                    assert_eq!(proof.total, unbounded.total, "seed {seed}, {budget}");
                    let pairs = all_found(&proof).into_iter().zip(all_found(&unbounded));
                    for (found, unbounded) in pairs {
                        assert!(!found.proved || found == unbounded, "seed {seed}, {budget}");
                        *(if found.proved { &mut whole } else { &mut cut }) += 1;
                    }
                }
                Err(why) => assert!(matches!(why, ProofError::TooLarge(_)), "{why}"),
            }
        }
    }
    assert!(cut > 50 && whole > 500, "{cut} and {whole}");
}

fn checked(definition: &Definition, budget: Budget) -> Vec<Finding> {
    check::prove_all(definition, &[], budget, &|| false).1
}

#[test]
fn findings_under_a_budget_are_findings_without_and_what_is_missing_is_said() {
    let mut cut = 0;
    for seed in 1..=cases(15) {
        let definition = definition(&mut Dice::new(seed), 5);
        let unbounded = checked(&definition, Budget::COMMAND);
        let codes = |findings: &[Finding]| -> Vec<(&str, String)> {
            let known = findings.iter().filter(|f| f.code != "A304");
            known.map(|f| (f.code, f.place.to_string())).collect()
        };
        let known = codes(&unbounded);
        for budget in budgets() {
            let findings = checked(&definition, budget);
            if check::unproved_messages(&findings).is_empty() {
                assert_eq!(findings, unbounded, "seed {seed}, {budget}");
                continue;
            }
            cut += 1;
            let words = format!("not proved within {budget}: ");
            let messages = check::unproved_messages(&findings);
            assert!(
                messages.iter().all(|message| message.starts_with(&words)),
                "{messages:?}"
            );
            // The parts of a rule may be reported together or separately.
            let codes_found = codes(&findings).into_iter();
            let mut new =
                codes_found.filter(|f| !["A236", "A237"].contains(&f.0) && !known.contains(f));
            assert_eq!(new.next(), None, "seed {seed}, {budget}");
        }
    }
    assert!(cut > 30, "{cut}");
}

#[test]
fn a_revision_that_isnt_proved_goes_by_the_high_side_and_names_its_budget() {
    let (mut unproved, mut proved) = (0, 0);
    for seed in 1..=cases(30) {
        let mut dice = Dice::new(seed);
        let before = definition(&mut dice, 4);
        let after = edited(&mut dice, &before);
        let unbounded = Revision::within_budget(&before, &after, &Cancel::never());
        for budget in budgets() {
            let cancel = within(budget);
            let mut revision = Revision::within_budget(&before, &after, &cancel);
            revision.complete(&before, &after, &cancel);
            assert!(revision.bump >= unbounded.bump, "seed {seed}, {budget}");
            assert_eq!(revision.budget, Some(budget));
            if revision.outcomes == OutcomeComparison::Unproved {
                unproved += 1;
                assert_eq!(revision.bump, Bump::Major);
                assert!(revision.not_proved.contains(&NotProved::Outcomes));
                let sentence = revision.not_proved_sentence().unwrap();
                assert!(sentence.starts_with(&format!("Not proved within {budget}: whether")));
            } else {
                proved += 1;
                assert_eq!(revision.outcomes, unbounded.outcomes);
            }
        }
    }
    assert!(unproved > 25 && proved > 100, "{unproved} and {proved}");
}

#[test]
fn the_same_answer_twice_and_on_two_threads() {
    let definition = sixty();
    let budget = Budget::new(3_000_000, 100_000_000);
    let first = checked(&definition, budget);
    assert!(
        !check::unproved_messages(&first).is_empty(),
        "it is cut short"
    );
    let same = std::thread::scope(|scope| {
        let others = [0, 1].map(|_| scope.spawn(|| checked(&definition, budget)));
        others.map(|other| other.join().unwrap())
    });
    assert_eq!(same, [first.clone(), first]);
}

#[test]
fn memory_is_bounded_as_well_as_steps() {
    let scorer = Scorer::new(&sixty());
    let answers = Responses::unknown(&scorer);
    let little = Budget::new(u64::MAX, 10_000);
    let cut = missing(&scorer, &answers, &within(little));
    assert!(
        matches!(cut, Err(ProofError::TooLarge(ref why)) if why.contains("memory")),
        "{cut:?}"
    );
    let before = sixty();
    let mut after = before.clone();
    after.criteria[3].answers[0].points += 1;
    let compared = Comparison::new(&before, &after, &within(Budget::new(u64::MAX, 100_000)));
    assert!(matches!(compared, Err(ProofError::TooLarge(_))));
}

/// For 200 random sizes.
#[test]
fn what_is_missing_of_points_is_what_the_machine_says_for_many_criteria() {
    for seed in 1..=cases(200) {
        let mut dice = Dice::new(seed);
        let mut definition = definition(&mut dice, 3);
        let yes_no = definition.criteria.iter().find(|c| c.is_yes_no()).cloned();
        let Some(yes_no) = yes_no else { continue };
        for n in 0..dice.roll(40) {
            let mut more = yes_no.clone();
            more.id = super::models::id(&format!("more-{n}"));
            more.points = Some((dice.roll(9) as i64 - 2).into());
            definition.criteria.push(more);
        }
        let scorer = Scorer::new(&definition);
        let mut answers = Responses::unknown(&scorer);
        for c in 0..scorer.criterion_count() {
            for l in 0..scorer.answer_count(c) {
                answers.set(c, l, [Truth::Yes, Truth::No, Truth::Unknown][dice.roll(3)]);
            }
        }
        let machine = missing(&scorer, &answers, &Cancel::never()).unwrap();
        let by_hand = missing_parts(&scorer, &answers, &Cancel::never());
        for (by_hand, machine) in by_hand.iter().zip(&machine.parts) {
            assert_eq!(by_hand.part, machine.part);
            assert!(by_hand.proved, "seed {seed}");
            let machine = machine.smallest.clone().unwrap_or_default();
            assert_eq!(by_hand.smallest, machine, "seed {seed}: {}", by_hand.part);
        }
    }
}
