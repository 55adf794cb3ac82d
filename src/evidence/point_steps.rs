//! Why a lead has its total, as steps that add up to it: what each answer gives, and what the caps
//! of groups take away or add.

use crate::model::{Criterion, Definition, Group, wording};
use crate::scoring::{HeldAnswer, Responses, Scorer};

/// A step on the way to a lead's total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointStep {
    /// What gives the points: an answer, or a group.
    pub label: String,
    /// What is counted of it: `x3`, or the cap, such as `capped at 12`; mostly blank.
    pub note: String,
    /// By how much the sum changes; never 0.
    pub points: i64,
}

/// Returns the steps of a lead in the definition's order, with the cap of a group behind its last
/// criterion. They add up to [`Outcome::total`](crate::scoring::Outcome::total) exactly. The scorer
/// is that of the definition.
pub fn point_steps(
    definition: &Definition,
    scorer: &Scorer,
    responses: &Responses,
) -> Vec<PointStep> {
    let mut held = scorer.held_answers(responses);
    held.retain(|held| held.counted && held.points != 0);
    let capped = scorer.capped_groups(responses);
    let mut steps = Vec::new();
    for (index, criterion) in definition.criteria.iter().enumerate() {
        let own: Vec<&HeldAnswer> = held.iter().filter(|h| h.criterion == index).collect();
        steps.extend(answer_steps(criterion, &own));
        for (group, sum, counted) in &capped {
            let Some(group) = definition.groups.get(*group) else {
                continue;
            };
            if last_criterion(definition, group) == Some(index) {
                steps.push(cap_step(group, *sum, *counted));
            }
        }
    }
    // A minimum counts even where a group has no criterion left.
    for (group, sum, counted) in &capped {
        let group = definition.groups.get(*group);
        let group = group.filter(|group| last_criterion(definition, group).is_none());
        steps.extend(group.map(|group| cap_step(group, *sum, *counted)));
    }
    steps
}

/// The steps of a criterion: one for each answer, or one for all times that are counted.
fn answer_steps(criterion: &Criterion, held: &[&HeldAnswer]) -> Vec<PointStep> {
    if criterion.each_time().is_some() {
        let points = held.iter().map(|h| h.points).sum::<i64>();
        let note = match held.len() {
            0 | 1 => String::new(),
            times => format!("x{times}"),
        };
        let step = PointStep {
            label: criterion.name.clone(),
            note,
            points,
        };
        return (points != 0).then_some(step).into_iter().collect();
    }
    let answers = criterion.answer_list();
    let step = |held: &&HeldAnswer| {
        let answer = answers.get(held.answer);
        PointStep {
            label: answer.map_or_else(
                || criterion.name.clone(),
                |answer| wording::answer_title(criterion, answer),
            ),
            note: String::new(),
            points: held.points,
        }
    };
    held.iter().map(step).collect()
}

fn cap_step(group: &Group, sum: i64, counted: i64) -> PointStep {
    let how = if counted < sum {
        "capped at"
    } else {
        "at least"
    };
    PointStep {
        label: group.name.clone(),
        note: format!("{how} {counted}"),
        points: counted.saturating_sub(sum),
    }
}

fn last_criterion(definition: &Definition, group: &Group) -> Option<usize> {
    let mut criteria = definition.criteria.iter();
    criteria.rposition(|criterion| group.of.contains(&criterion.id))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::model::Sample;
    use crate::scoring::tests::properties::{Dice, definition, random_responses};

    fn steps(definition: &Definition, yes: &[&str]) -> Vec<(String, i64)> {
        let scorer = Scorer::new(definition);
        let sample = json!({"id": "x", "name": "x", "yes": yes});
        let sample: Sample = serde_json::from_value(sample).unwrap();
        let responses = Responses::from_sample(&scorer, &sample);
        let steps = point_steps(definition, &scorer, &responses);
        let sum: i64 = steps.iter().map(|step| step.points).sum();
        assert_eq!(sum, scorer.outcome(&responses).total);
        let text = |step: &PointStep| format!("{} {}", step.label, step.note);
        let line = |step: PointStep| (text(&step).trim_end().to_owned(), step.points);
        steps.into_iter().map(line).collect()
    }

    fn model() -> Definition {
        serde_json::from_value(json!({
            "criteria": [
                {"id": "demo", "name": "Demo", "kind": "behaviour", "points": 10},
                {"id": "size", "name": "Size", "kind": "fit", "combine": "highest", "answers": [
                    {"id": "big", "label": "Big", "points": 5},
                    {"id": "known", "label": "Known", "points": 1}]},
                {"id": "free", "name": "Free mail", "kind": "fit", "points": 0},
                {"id": "visits", "name": "Visits", "kind": "behaviour",
                 "points": {"each": 2, "up_to": 10}, "when": {"event": "visit"}},
                {"id": "poor", "name": "No budget", "kind": "fit", "points": -5},
                {"id": "rival", "name": "Rival", "kind": "fit", "points": -9}],
            "groups": [
                {"id": "web", "name": "Web", "of": ["demo", "visits"], "max": 12},
                {"id": "bad", "name": "Bad signs", "of": ["poor", "rival"], "min": -8}]
        }))
        .unwrap()
    }

    fn step(label: &str, points: i64) -> (String, i64) {
        (label.to_owned(), points)
    }

    #[test]
    fn each_answer_is_a_step_and_each_cap_one_behind_its_group() {
        assert_eq!(steps(&model(), &[]), []);
        assert_eq!(
            steps(&model(), &["demo", "size=big", "size=known", "free"]),
            [step("Demo", 10), step("Size: Big", 5)]
        );
        // Ten and three times two are sixteen, of which twelve count.
        assert_eq!(
            steps(&model(), &["visits=x3", "demo", "poor"]),
            [
                step("Demo", 10),
                step("Visits x3", 6),
                step("Web capped at 12", -4),
                step("No budget", -5)
            ]
        );
        assert_eq!(
            steps(&model(), &["poor", "rival"]),
            [
                step("No budget", -5),
                step("Rival", -9),
                step("Bad signs at least -8", 6)
            ]
        );
    }

    proptest! {
        #[test]
        fn the_steps_add_up_to_the_total(seed in 1_u64..) {
            let mut dice = Dice(seed);
            let definition = definition(&mut dice);
            let scorer = Scorer::new(&definition);
            for _ in 0..8 {
                let lead = random_responses(&mut dice, &scorer);
                let steps = point_steps(&definition, &scorer, &lead);
                let sum: i64 = steps.iter().map(|step| step.points).sum();
                prop_assert_eq!(sum, scorer.outcome(&lead).total);
                prop_assert!(steps.iter().all(|step| step.points != 0));
            }
        }
    }
}
