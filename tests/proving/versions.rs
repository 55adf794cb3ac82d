//! Two versions compared, against enumerating the leads of both.

use std::collections::BTreeMap;

use accord::model::{Combine, Definition, DispositionAction, Id};
use accord::proof::{
    Cancel, Comparison, Witness, check_queries, first_difference, largest_disagreement,
};
use accord::scoring::{Outcome, Responses, Scorer, Truth};

use super::edits::{edited, set_points};
use super::leads::smaller_of;
use super::models::{Dice, definition};
use super::numbers::cases;

/// A lead of both versions.
#[derive(Clone)]
struct Both {
    places: Vec<usize>,
    counted: usize,
    /// Whether it is possible: no `one-of` criterion with `otherwise` is unknown.
    possible: bool,
    before: Responses,
    after: Responses,
}

/// An answer in either version: its index in each, and whether it is `otherwise` there.
struct Known {
    of: [Option<(usize, usize)>; 2],
    otherwise: bool,
}

/// The answers of a criterion in both versions, and whether only one of them can hold.
fn listed(versions: [&Definition; 2], criterion: &Id) -> (Vec<Known>, bool) {
    let found = versions.map(|d| d.criteria.iter().position(|c| c.id == *criterion));
    let one_of = [0, 1].map(|v| {
        found[v].is_some_and(|c| {
            let criterion = &versions[v].criteria[c];
            !criterion.answers.is_empty() && criterion.combine == Some(Combine::OneOf)
        })
    });
    let list = |v: usize| {
        let answers = found[v].map(|c| (c, versions[v].criteria[c].answer_list()));
        let numbered = answers
            .into_iter()
            .flat_map(|(c, a)| a.into_iter().enumerate().map(move |(l, a)| ((c, l), a)));
        numbered.collect::<Vec<_>>()
    };
    let (old, new) = (list(0), list(1));
    let same = |a: &accord::model::AnswerRef<'_>, b: &accord::model::AnswerRef<'_>| {
        let otherwise = [a.otherwise && one_of[0], b.otherwise && one_of[1]];
        a.id == b.id && a.when == b.when && otherwise[0] == otherwise[1]
    };
    let mut known = Vec::new();
    for (at, answer) in &new {
        let was = old.iter().find(|(_, a)| same(a, answer));
        known.push(Known {
            of: [was.map(|(at, _)| *at), Some(*at)],
            otherwise: answer.otherwise && one_of[1],
        });
    }
    for (at, answer) in &old {
        if !new.iter().any(|(_, b)| same(answer, b)) {
            known.push(Known {
                of: [Some(*at), None],
                otherwise: answer.otherwise && one_of[0],
            });
        }
    }
    let ids = |list: &[((usize, usize), accord::model::AnswerRef<'_>)]| -> Vec<String> {
        list.iter().map(|(_, a)| a.id.to_owned()).collect()
    };
    let shared = known.iter().all(|k| k.of.iter().all(Option::is_some));
    (
        known,
        one_of == [true, true] && shared && ids(&old) == ids(&new),
    )
}

fn leads_of_both(versions: [&Definition; 2], scorers: [&Scorer; 2]) -> Option<Vec<Both>> {
    let none = scorers.map(|scorer| {
        let mut answers = Responses::unknown(scorer);
        for c in 0..scorer.criterion_count() {
            (0..scorer.answer_count(c)).for_each(|l| answers.set(c, l, Truth::No));
        }
        answers
    });
    let [before, after] = none;
    let mut leads = vec![Both {
        places: Vec::new(),
        counted: 0,
        possible: true,
        before,
        after,
    }];
    let gone = versions[0]
        .criteria
        .iter()
        .filter(|c| versions[1].criterion(c.id.as_str()).is_none());
    let criteria: Vec<&Id> = versions[1]
        .criteria
        .iter()
        .chain(gone)
        .map(|c| &c.id)
        .collect();
    let mut first = 0;
    for criterion in criteria {
        let (listed, one) = listed(versions, criterion);
        let one_of = |version: &&Definition| {
            let found = version.criterion(criterion.as_str());
            found.is_some_and(|c| !c.answers.is_empty() && c.combine == Some(Combine::OneOf))
        };
        if !one && versions.iter().any(one_of) {
            // Where `one-of` lists differ, `tests/concrete.rs` counts.
            return None;
        }
        let otherwise = listed.iter().any(|answer| answer.otherwise);
        let mut next = Vec::new();
        for subset in (0..1_u32 << listed.len()).filter(|s| !one || s.count_ones() < 2) {
            for lead in &leads {
                let mut lead = lead.clone();
                lead.possible &= !(one && otherwise && subset == 0);
                for (l, answer) in listed
                    .iter()
                    .enumerate()
                    .filter(|(l, _)| subset >> l & 1 == 1)
                {
                    lead.places.push(first + l);
                    lead.counted += usize::from(!answer.otherwise);
                    if let Some((c, l)) = answer.of[0] {
                        lead.before.set(c, l, Truth::Yes);
                    }
                    if let Some((c, l)) = answer.of[1] {
                        lead.after.set(c, l, Truth::Yes);
                    }
                }
                next.push(lead);
            }
        }
        first += listed.len();
        leads = next;
        if leads.len() > 6_000 {
            return None;
        }
    }
    Some(leads)
}

/// Returns an outcome by content: stage, readiness, qualified, disposition, service level.
pub fn content(scorer: &Scorer, outcome: &Outcome) -> String {
    let of = outcome.disposition;
    format!(
        "{:?} {:?} {} {:?} {:?} {:?} {:?}",
        outcome.stage.map(|s| scorer.stage_id(s)),
        outcome.stage.map(|s| scorer.readiness(s)),
        outcome.qualified,
        of.map(|d| scorer.disposition_id(d)),
        of.map(|d| scorer.action(d)),
        of.map(|d| scorer.track(d)),
        of.and_then(|d| scorer.service_level(d)),
    )
}

/// Whether a witness is the lead with these responses.
fn is(witness: &Witness, lead: &Both, scorers: [&Scorer; 2]) -> bool {
    let held = |answers: &Responses, scorer: &Scorer| {
        let all = (0..scorer.criterion_count()).flat_map(|c| answers.criterion_truths(c).to_vec());
        all.map(Truth::is_yes).collect::<Vec<_>>()
    };
    held(&witness.responses(scorers[0]), scorers[0]) == held(&lead.before, scorers[0])
        && held(&witness.responses_after(scorers[1]), scorers[1]) == held(&lead.after, scorers[1])
}

fn smallest<'a>(leads: impl Iterator<Item = &'a Both>) -> Option<&'a Both> {
    leads.reduce(|best, lead| {
        let smaller = smaller_of((lead.counted, &lead.places), (best.counted, &best.places));
        if smaller { lead } else { best }
    })
}

/// Whether the versions differ; `None` if there are too many leads to enumerate.
fn check(before: &Definition, after: &Definition) -> Option<bool> {
    let (old, new) = (Scorer::new(before), Scorer::new(after));
    let leads = leads_of_both([before, after], [&old, &new])?;
    let outcomes = |lead: &Both| (old.outcome(&lead.before), new.outcome(&lead.after));
    let differs = |lead: &&Both| {
        let (was, is) = outcomes(lead);
        content(&old, &was) != content(&new, &is)
    };
    let found = Comparison::new(before, after, &Cancel::never()).unwrap();
    let possible = leads.iter().filter(|lead| lead.possible).count();
    assert_eq!(found.possible_leads.to_string(), possible.to_string());
    let changed = leads.iter().filter(|lead| lead.possible).filter(differs);
    let mut moves: BTreeMap<(Option<usize>, Option<usize>), u64> = BTreeMap::new();
    for lead in changed.clone() {
        let (was, is) = outcomes(lead);
        *moves.entry((was.disposition, is.disposition)).or_default() += 1;
    }
    assert_eq!(found.changed.to_string(), changed.count().to_string());
    let names = |((from, to), leads): ((Option<usize>, Option<usize>), u64)| {
        let from = from.and_then(|d| old.disposition_id(d)).cloned();
        (
            from,
            to.and_then(|d| new.disposition_id(d)).cloned(),
            leads.to_string(),
        )
    };
    let moves: Vec<_> = moves.into_iter().map(names).collect();
    let found_moves = found
        .moves
        .iter()
        .map(|m| (m.from.clone(), m.to.clone(), m.leads.to_string()));
    assert_eq!(found_moves.collect::<Vec<_>>(), moves);
    let expected = smallest(leads.iter().filter(differs));
    assert_eq!(found.smallest.is_some(), expected.is_some());
    if let (Some(found), Some(expected)) = (&found.smallest, expected) {
        assert!(
            is(&found.witness, expected, [&old, &new]),
            "{}: {:?}",
            found.witness,
            expected.places
        );
    }
    assert_eq!(
        first_difference(before, after, &Cancel::never()).unwrap(),
        found.smallest
    );
    Some(expected.is_some())
}

#[test]
fn two_versions_differ_where_counting_says_so() {
    let (mut differing, mut alike) = (0, 0);
    for seed in 1..=cases(1_500) {
        let mut dice = Dice::new(seed);
        let before = definition(&mut dice, 3);
        let after = edited(&mut dice, &before);
        match std::panic::catch_unwind(|| check(&before, &after)) {
            Ok(None) => {}
            Ok(Some(true)) => differing += 1,
            Ok(Some(false)) => alike += 1,
            Err(cause) => {
                eprintln!(
                    "seed {seed}: {before:?}
{after:?}"
                );
                std::panic::resume_unwind(cause);
            }
        }
    }
    assert!(
        differing > cases(300) && alike > cases(300),
        "{differing} {alike}"
    );
}

/// Whether a lead is forwarded to Sales: by its disposition, or else if it qualifies.
fn forwarded(scorer: &Scorer, outcome: &Outcome) -> bool {
    match outcome.disposition.and_then(|d| scorer.action(d)) {
        Some(action) => action == DispositionAction::Forward,
        None => outcome.qualified,
    }
}

#[test]
fn the_argument_is_the_greatest_difference() {
    let mut found_some = 0;
    for seed in 1..=cases(600) {
        let mut dice = Dice::new(seed);
        let first = definition(&mut dice, 4);
        let mut second = first.clone();
        for c in 0..second.criteria.len() {
            let points = dice.roll(9) as i64 - 2;
            set_points(&mut dice, &mut second, c, points);
        }
        let (one, two) = (Scorer::new(&first), Scorer::new(&second));
        let Some(leads) = leads_of_both([&first, &second], [&one, &two]) else {
            continue;
        };
        let key = |lead: &Both| {
            let (a, b) = (one.outcome(&lead.before), two.outcome(&lead.after));
            (
                forwarded(&one, &a) != forwarded(&two, &b),
                (a.total - b.total).abs(),
            )
        };
        let possible = || leads.iter().filter(|lead| lead.possible);
        let most = possible().map(key).max().unwrap();
        let expected = smallest(possible().filter(|lead| key(lead) == most));
        let found = largest_disagreement(&first, &second, &Cancel::never()).unwrap();
        if most == (false, 0) {
            assert_eq!(found, None, "seed {seed}");
            continue;
        }
        found_some += 1;
        let (found, expected) = (found.unwrap(), expected.unwrap());
        assert!(
            is(&found.witness, expected, [&one, &two]),
            "seed {seed}: {}",
            found.witness
        );
        assert_eq!(found.forwards.0 != found.forwards.1, most.0);
        assert_eq!((found.totals.0 - found.totals.1).abs(), most.1);
    }
    assert!(found_some > cases(300));
}

#[test]
fn points_matter_where_leaving_them_out_changes_an_outcome() {
    let (mut matter, mut idle) = (0, 0);
    for seed in 1..=cases(400) {
        let definition = definition(&mut Dice::new(seed), 4);
        let scorer = Scorer::new(&definition);
        if scorer.possible_count().unwrap() > 800 {
            continue;
        }
        for c in 0..definition.criteria.len() {
            let mut without = definition.clone();
            let criterion = &mut without.criteria[c];
            criterion.points = criterion.points.map(|_| 0.into());
            let bare: Vec<Id> = {
                let worth = criterion.answers.iter().filter(|answer| answer.points > 0);
                worth.map(|answer| answer.id.clone()).collect()
            };
            criterion
                .answers
                .iter_mut()
                .for_each(|answer| answer.points = 0);
            let named = criterion.id.clone();
            if !criterion.answers.is_empty() && !spell_out(&mut without, &named, &bare) {
                continue;
            }
            let other = Scorer::new(&without);
            let leads = super::leads::all(&definition, &scorer, true);
            let differing = leads.iter().filter(|lead| {
                content(&scorer, &scorer.outcome(&lead.answers))
                    != content(&other, &other.outcome(&lead.answers))
            });
            let expected = super::leads::smallest(differing);
            let found = check_queries::points_difference(&scorer, c, &Cancel::never()).unwrap();
            let found = found.map(|difference| difference.witness.texts());
            assert_eq!(found, expected, "seed {seed} criterion {c}");
            if expected.is_some() {
                matter += 1;
            } else {
                idle += 1;
            }
        }
    }
    assert!(matter > cases(100) && idle > cases(100), "{matter} {idle}");
}

/// Replaces bare references to a criterion by the answers they mean. Returns whether that is
/// possible.
fn spell_out(definition: &mut Definition, criterion: &Id, listed: &[Id]) -> bool {
    let stages = definition.stages.iter_mut().map(|stage| &mut stage.rule);
    let routes = definition.routes.iter_mut().map(|route| &mut route.rule);
    for rule in stages.chain(routes).flatten() {
        let counted = rule.at_least.iter_mut().map(|part| match &mut part.of {
            accord::model::CountScope::References(list) => Some(list),
            _ => None,
        });
        let mut counted: Vec<_> = counted.collect();
        if counted.iter().any(Option::is_none) {
            return false; // bare references of a phase cannot be replaced
        }
        let lists = [rule.all.as_mut(), rule.any.as_mut(), rule.none.as_mut()];
        for list in lists
            .into_iter()
            .flatten()
            .chain(counted.iter_mut().flatten().map(|l| &mut **l))
        {
            for reference in list.iter_mut() {
                if reference.criterion == *criterion && reference.answers.is_empty() {
                    if listed.is_empty() {
                        return false;
                    }
                    reference.answers = listed.to_vec();
                }
            }
        }
    }
    true
}
