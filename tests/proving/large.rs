//! The worked example with its known figures, and sixty criteria, too many to enumerate, counted in
//! another way.

use std::collections::HashMap;

use accord::model::{
    Combine, CountScope, Criterion, CriterionKind, Definition, Handoff, Reference,
};
use accord::proof::{Budget, Cancel, Comparison, Proof, ProofError, suggestions};
use accord::scoring::Scorer;

use super::models::id;
use super::sixty::sixty;

fn worked(combine: Combine) -> Definition {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions/worked-example");
    let session = accord::store::SessionFolder::at(&folder).load();
    let mut definition = (*session.expect("the example reads").0.definition).clone();
    for criterion in &mut definition.criteria {
        if criterion.combine == Some(Combine::Sum) {
            criterion.combine = Some(combine);
        }
    }
    definition
}

fn proof(definition: &Definition) -> Proof {
    Proof::new(&Scorer::new(definition), &Cancel::never()).unwrap()
}

#[test]
fn the_worked_example_has_its_known_figures() {
    let figures = |combine| {
        let proof = proof(&worked(combine));
        let total = (proof.total.min.points, proof.total.max.points);
        (
            proof.possible_leads.to_string(),
            proof.qualified.leads.to_string(),
            total,
        )
    };
    assert_eq!(
        figures(Combine::Sum),
        ("9216".into(), "1465".into(), (0, 44))
    );
    assert_eq!(
        figures(Combine::Highest),
        ("9216".into(), "1364".into(), (0, 35))
    );
    let proof = proof(&worked(Combine::Sum));
    // Three required answers worth 5, and the first listed of the other fives.
    assert_eq!(
        proof.qualified.smallest.unwrap().to_string(),
        "vertical=expertise, product=ideal, money=funded, demo=one-to-one"
    );
    let json = serde_json::to_value(self::proof(&worked(Combine::Sum))).unwrap();
    assert_eq!(json["possible_leads"], "9216");
    assert_eq!(json["stages"]["mql"], "1465");
    assert_eq!(json["total"], serde_json::json!({"min": 0, "max": 44}));
}

#[test]
fn lowering_the_threshold_changes_the_leads_that_counting_finds() {
    for (combine, threshold) in [
        (Combine::Sum, 18),
        (Combine::Highest, 18),
        (Combine::Sum, 20),
    ] {
        let before = worked(combine);
        let mut after = before.clone();
        let mql = after
            .stages
            .iter_mut()
            .find(|stage| stage.id == *"mql")
            .unwrap();
        let minima = mql.rule.as_mut().unwrap().points.as_mut().unwrap();
        minima.insert("total".into(), threshold);
        let (old, new) = (Scorer::new(&before), Scorer::new(&after));
        let changed = old.possible_leads().filter(|lead| {
            let (was, is) = (old.outcome(lead), new.outcome(lead));
            (was.stage, was.qualified, was.disposition) != (is.stage, is.qualified, is.disposition)
        });
        let comparison = Comparison::new(&before, &after, &Cancel::never()).unwrap();
        assert_eq!(comparison.changed.to_string(), changed.count().to_string());
        assert_eq!(comparison.smallest.is_none(), threshold == 20);
    }
}

/// How far a lead has come towards one of the sixty criteria's stages: fit and behaviour so far,
/// points in the open group, criteria counted, and whether one of `any` holds.
type Progress = (i64, i64, i64, u32, bool);

/// Counts the leads that reach a stage, by a plain table over everything at once.
fn reaching(definition: &Definition, stage: usize) -> u128 {
    let rule = definition.stages[stage].rule.as_ref().unwrap();
    let group_of = |c: &Criterion| definition.groups.iter().position(|g| g.of.contains(&c.id));
    let mut criteria: Vec<&Criterion> = definition.criteria.iter().collect();
    criteria.sort_by_key(|c| (c.kind == CriterionKind::Behaviour, group_of(c)));
    let count = &rule.at_least[0];
    let CountScope::References(counted) = &count.of else {
        unreachable!("the sixty count references")
    };
    let mut table: HashMap<Progress, u128> = HashMap::from([((0, 0, 0, 0, rule.any.is_none()), 1)]);
    for (at, criterion) in criteria.iter().enumerate() {
        let holds = |reference: &Reference, answer: Option<(&str, i64)>| {
            reference.criterion == criterion.id
                && answer.is_some_and(|(answer, points)| {
                    if reference.answers.is_empty() {
                        criterion.is_yes_no() || points > 0
                    } else {
                        reference.answers.iter().any(|l| l.as_str() == answer)
                    }
                })
        };
        let named =
            |list: &Option<Vec<Reference>>, answer| list.iter().flatten().any(|r| holds(r, answer));
        let wanting = |answer| {
            let mut all = rule
                .all
                .iter()
                .flatten()
                .filter(|r| r.criterion == criterion.id);
            all.any(|r| !holds(r, answer))
        };
        let mut choices: Vec<Option<(&str, i64)>> = criterion
            .answer_list()
            .iter()
            .map(|a| Some((a.id, a.points)))
            .collect();
        if criterion.is_yes_no() {
            choices.push(None);
        }
        choices.retain(|answer| !wanting(*answer) && !named(&rule.none, *answer));
        let group = group_of(criterion).map(|g| &definition.groups[g]);
        let last = criteria
            .get(at + 1)
            .is_none_or(|next| group_of(next) != group_of(criterion));
        let mut next = HashMap::new();
        for ((fit, behaviour, open, number, any), leads) in table {
            for answer in &choices {
                let number = number + u32::from(counted.iter().any(|r| holds(r, *answer)));
                let any = any || named(&rule.any, *answer);
                let mut points = answer.map_or(0, |(_, points)| points);
                let mut open = open;
                if let Some(group) = group {
                    open += points;
                    points = 0;
                    if last {
                        points = open.clamp(group.min.unwrap(), group.max.unwrap());
                        open = 0;
                    }
                }
                let (mut fit, mut behaviour) = (fit, behaviour);
                match criterion.kind {
                    CriterionKind::Fit => fit += points,
                    CriterionKind::Behaviour => behaviour += points,
                }
                let key = (fit, behaviour, open, number.min(count.count), any);
                *next.entry(key).or_insert(0) += leads;
            }
        }
        table = next;
    }
    let minima = rule.points.as_ref().unwrap();
    let met = table
        .into_iter()
        .filter(|((fit, behaviour, _, number, any), _)| {
            *any && *number == count.count
                && *fit >= minima["fit"]
                && fit + behaviour >= minima["total"]
        });
    met.map(|(_, leads)| leads).sum()
}

#[test]
fn sixty_criteria_are_counted_exactly() {
    let definition = sixty();
    let proof = proof(&definition);
    let possible = 4_u128.pow(20) * 2_u128.pow(40);
    assert_eq!(proof.possible_leads.to_string(), possible.to_string());
    for (s, stage) in proof.stages.iter().enumerate() {
        if s == 3 || s == 7 {
            assert_eq!(
                stage.reached.leads.to_string(),
                reaching(&definition, s).to_string()
            );
        }
        let mut there = definition.clone();
        there.handoff = Some(Handoff {
            stage: definition.stages[s].id.clone(),
            disposition: id("forward"),
            ..Handoff::default()
        });
        let scorer = Scorer::new(&there);
        let witness = stage
            .reached
            .smallest
            .as_ref()
            .expect("each stage can be reached");
        assert!(
            scorer.qualifies(&witness.responses(&scorer)),
            "stage {s}: {witness}"
        );
    }
    let sum = |counts: &mut dyn Iterator<Item = String>| -> u128 {
        counts.map(|count| count.parse::<u128>().unwrap()).sum()
    };
    let furthest = &mut proof.stages.iter().map(|s| s.furthest.leads.to_string());
    let none: u128 = proof.no_stage.leads.to_string().parse().unwrap();
    assert_eq!(sum(furthest) + none, possible);
    assert_eq!(
        sum(&mut proof.bands.iter().map(|b| b.leads.to_string())),
        possible
    );
    assert_eq!(
        sum(&mut proof.dispositions.iter().map(|d| d.leads.to_string())),
        possible
    );
}

#[test]
fn a_walk_stops_when_it_is_told_to_and_when_it_is_too_much() {
    let scorer = Scorer::new(&sixty());
    let stop = || true;
    let suggested = suggestions(&scorer, &Cancel::when(&stop));
    assert_eq!(suggested, Err(ProofError::Cancelled));
    assert_eq!(
        Proof::new(&scorer, &Cancel::when(&stop)),
        Err(ProofError::Cancelled)
    );
    let little = suggestions(
        &scorer,
        &Cancel::never().with_budget(Budget::new(1_000, 1_000_000)),
    );
    assert!(matches!(little, Err(ProofError::TooLarge(_))), "{little:?}");
}

#[test]
fn points_are_refused_only_where_sums_of_them_would_leave_the_numbers() {
    let mut definition = worked(Combine::Sum);
    let mut with = |points: i64| {
        definition.criteria[2].answers[0].points = points;
        Proof::new(&Scorer::new(&definition), &Cancel::never())
    };
    let far = with(1_000_000_000_000_000).unwrap();
    assert_eq!(far.total.max.points, 1_000_000_000_000_039);
    assert_eq!(far.possible_leads.to_string(), "9216");
    assert!(matches!(with(i64::MAX), Err(ProofError::TooLarge(_))));
    assert!(matches!(with(i64::MIN), Err(ProofError::TooLarge(_))));
}

#[test]
fn many_levels_and_many_criteria_are_no_matter() {
    // Two sums of thirty answers each and a hundred yes/no: 2^160 leads.
    let mut definition = sixty();
    definition.criteria.truncate(1);
    for n in 0..100 {
        let mut sign = sixty().criteria[20 + n % 40].clone();
        sign.id = id(&format!("sign-{n}"));
        definition.criteria.push(sign);
    }
    for name in ["first", "second"] {
        let mut sum = definition.criteria[0].clone();
        sum.id = id(name);
        sum.combine = Some(Combine::Sum);
        let answer = sum.answers[0].clone();
        sum.answers = (0..30)
            .map(|l| {
                let mut answer = answer.clone();
                answer.id = id(&format!("l{l}"));
                answer.points = 1 + l % 3;
                answer
            })
            .collect();
        definition.criteria.push(sum);
    }
    definition.groups.clear();
    for stage in &mut definition.stages {
        stage.rule = Some(
            serde_json::from_str(
                r#"{"all":["first=l3","second"],"none":["sign-7"],"points":{"total":30}}"#,
            )
            .unwrap(),
        );
    }
    let proof = proof(&definition);
    let leads: num_bigint::BigUint = num_bigint::BigUint::from(4_u8) << 160;
    assert_eq!(proof.possible_leads.to_string(), leads.to_string());
    assert!(proof.qualified.leads < proof.possible_leads && !proof.qualified.leads.is_zero());
    let witness = proof.qualified.smallest.unwrap();
    let scorer = Scorer::new(&definition);
    assert!(scorer.qualifies(&witness.responses(&scorer)), "{witness}");
}
