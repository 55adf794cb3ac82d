//! Makes a pair of versions smaller while something about it stays.

use super::language::Model;
use super::made_up::tidy;

/// Removes criteria, answers, rules, groups and routes from both versions as long as `stays`.
pub fn shrink(pair: (Model, Model), stays: &dyn Fn(&Model, &Model) -> bool) -> (Model, Model) {
    let mut small = pair;
    loop {
        let smaller = steps(&small)
            .into_iter()
            .find(|(before, after)| *before != small.0 && stays(before, after));
        match smaller {
            Some(next) => small = next,
            None => return small,
        }
    }
}

/// Both versions with one thing less in each.
fn steps((before, after): &(Model, Model)) -> Vec<(Model, Model)> {
    let mut steps = Vec::new();
    let mut without = |less: &dyn Fn(&mut Model)| {
        let (mut before, mut after) = (before.clone(), after.clone());
        for model in [&mut before, &mut after] {
            less(model);
            tidy(model);
        }
        if !before.criteria.is_empty() && !after.criteria.is_empty() {
            steps.push((before, after));
        }
    };
    without(&|m| m.never.clear());
    without(&|m| m.routes.clear());
    without(&|m| m.groups.clear());
    for criterion in &before.criteria {
        without(&|m| m.criteria.retain(|c| c.id != criterion.id));
    }
    for criterion in &before.criteria {
        for answer in criterion.answers.iter().flatten() {
            without(&|m| {
                for c in m.criteria.iter_mut().filter(|c| c.id == criterion.id) {
                    let answers = c.answers.iter_mut();
                    answers
                        .filter(|a| a.len() > 1)
                        .for_each(|a| a.retain(|a| a.id != answer.id));
                }
            });
        }
    }
    for place in 0..before.stages.len() {
        without(&|m| {
            if let Some(rule) = m.stages.get_mut(place).and_then(|s| s.rule.as_mut()) {
                *rule = super::language::Rule::default();
            }
        });
    }
    steps
}
