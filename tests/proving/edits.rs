//! Made-up edits of made-up models.

use accord::model::{Answer, Combine, CriterionKind, Definition, Readiness, ServiceLevel};

use super::models::{Dice, id, rule};

/// Changes something, usually in one place.
pub fn edited(dice: &mut Dice, before: &Definition) -> Definition {
    let mut after = before.clone();
    for _ in 0..=dice.roll(2) {
        edit(dice, &mut after);
    }
    after
}

fn edit(dice: &mut Dice, definition: &mut Definition) {
    let points = dice.roll(7) as i64 - 2;
    let at = dice.roll(definition.criteria.len());
    match dice.roll(16) {
        0 | 1 => set_points(dice, definition, at, points),
        2 => {
            let criterion = &mut definition.criteria[at];
            if !criterion.answers.is_empty() {
                criterion.answers.rotate_left(1);
                criterion
                    .answers
                    .iter_mut()
                    .for_each(|answer| answer.otherwise = false);
            }
        }
        3 | 4 => {
            let criterion = &mut definition.criteria[at];
            if criterion.answers.iter().all(|answer| !answer.otherwise)
                && !criterion.answers.is_empty()
            {
                criterion.combine = Some(Combine::ALL[dice.roll(3)]);
            }
        }
        5 if definition.criteria.len() > 1 => drop(definition.criteria.remove(at)),
        6 => {
            let mut new = definition.criteria[at].clone();
            new.id = id("new");
            if definition.criteria.iter().all(|c| c.id != new.id) {
                definition.criteria.insert(dice.roll(at + 1), new);
            }
        }
        7 => {
            let kinds = [CriterionKind::Fit, CriterionKind::Behaviour];
            definition.criteria[at].kind = kinds[dice.roll(2)];
        }
        8 => {
            let criterion = &mut definition.criteria[at];
            if criterion
                .answers
                .iter()
                .all(|l| !l.otherwise && l.id != *"new")
                && !criterion.answers.is_empty()
            {
                let answer = Answer {
                    id: id("new"),
                    points,
                    ..Answer::default()
                };
                criterion.answers.insert(0, answer);
            }
        }
        9 => {
            let stage = dice.roll(definition.stages.len());
            if definition.stages[stage].rule.is_some() {
                let made = rule(dice, &definition.criteria, &[], 1);
                definition.stages[stage].rule = Some(made);
            }
        }
        10 => {
            for stage in &mut definition.stages {
                let minima = stage.rule.as_mut().and_then(|rule| rule.points.as_mut());
                if let Some(least) = minima.and_then(|minima| minima.get_mut("total")) {
                    *least -= 1;
                    break;
                }
            }
        }
        11 if !definition.groups.is_empty() => {
            definition.groups[0].max = dice.one_in(2).then(|| 2 + dice.roll(4) as i64);
            if dice.one_in(3) {
                definition.groups[0].of.pop();
            }
        }
        12 if definition.bands.len() > 1 => {
            let last = definition.bands.last_mut().unwrap();
            last.from = last.from.map(|from| from + 1);
        }
        13 => definition.routes.reverse(),
        14 => {
            let service_level = Some(ServiceLevel {
                response_hours: Some(1),
                attempts: None,
            });
            let disposition = dice.roll(definition.dispositions.len());
            definition.dispositions[disposition].service_level = service_level;
        }
        _ => {
            let stage = dice.roll(definition.stages.len());
            definition.stages[stage].readiness = Readiness::ALL[dice.roll(3)];
        }
    }
}

/// Sets the points of one answer of a criterion.
pub fn set_points(dice: &mut Dice, definition: &mut Definition, at: usize, points: i64) {
    let criterion = &mut definition.criteria[at];
    if criterion.answers.is_empty() {
        criterion.points = Some(points.into());
    } else {
        let answer = dice.roll(criterion.answers.len());
        criterion.answers[answer].points = points;
    }
}
