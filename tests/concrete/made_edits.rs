//! Made-up next versions: edits that mean something else, and edits that only say it otherwise.

use super::conditions::normal;
use super::language::{Answer, Condition, Criterion, Model, Points};
use super::made_up::{DATES, DAYS, NUMBERS, WORDS, Wish, text, tidy};
use super::random::Random;

/// The next version: a few edits of a model.
pub fn revised(random: &mut Random, model: &Model, wish: Wish) -> Model {
    let mut next = model.clone();
    for _ in 0..random.between(1, 3) {
        edit(random, &mut next, wish);
    }
    tidy(&mut next);
    next
}

fn edit(random: &mut Random, model: &mut Model, wish: Wish) {
    let place = random.below(model.criteria.len());
    match random.below(12) {
        0..=3 => turn(random, &mut model.criteria[place]),
        4 => rewrite(random, &mut model.criteria[place]),
        5 => {
            let points = random.between(-2, 5);
            let criterion = &mut model.criteria[place];
            match &mut criterion.answers {
                Some(answers) => answers[0].points = points,
                None if matches!(criterion.points, Some(Points::Each { .. })) => {}
                None => criterion.points = Some(Points::Once(points)),
            }
        }
        6 => {
            // Only conditions have an order that matters; `otherwise` stays last.
            if let Some(answers) = &mut model.criteria[place].answers
                && answers
                    .iter()
                    .all(|a| a.when.is_some() || a.otherwise == Some(true))
            {
                let count = answers.iter().filter(|a| a.otherwise.is_none()).count();
                answers[..count].reverse();
            }
        }
        7 => {
            // With another's condition, so that no theme is needed.
            let when = conditions_of(&mut model.criteria[place])
                .first()
                .map(|c| (*c).clone());
            if let (Some(answers), Some(mut when)) = (&mut model.criteria[place].answers, when) {
                turn_condition(random, &mut when);
                let answer = Answer {
                    id: "added".into(),
                    label: "Added".into(),
                    points: random.between(-2, 5),
                    when: Some(when),
                    otherwise: None,
                };
                if answers.iter().all(|a| a.id != "added") {
                    answers.insert(random.below(answers.len()), answer);
                }
            }
        }
        8 => {
            if let Some(answers) = &mut model.criteria[place].answers
                && answers.len() > 1
            {
                answers.remove(random.below(answers.len()));
            }
        }
        9 => {
            if model.criteria.len() > 1 && random.once_in(2) {
                model.criteria.remove(place);
            } else if model.criteria.iter().all(|c| c.id != "new") {
                let mut new = model.criteria[place].clone();
                new.id = "new".into();
                turn(random, &mut new);
                model.criteria.push(new);
            }
        }
        _ => super::made_rules::edit(random, model, wish),
    }
}

fn conditions_of(criterion: &mut Criterion) -> Vec<&mut Condition> {
    let answers = criterion.answers.iter_mut().flatten();
    criterion
        .when
        .iter_mut()
        .chain(answers.filter_map(|a| a.when.as_mut()))
        .collect()
}

/// Changes a condition's numbers, days, windows or values.
fn turn(random: &mut Random, criterion: &mut Criterion) {
    let each = matches!(criterion.points, Some(Points::Each { .. }));
    let mut all = conditions_of(criterion);
    if all.is_empty() {
        return;
    }
    let place = random.below(all.len());
    turn_condition(random, all[place]);
    if each {
        (all[place].at_least, all[place].at_most) = (None, None);
    }
}

fn turn_condition(random: &mut Random, c: &mut Condition) {
    for parts in [&mut c.all, &mut c.any, &mut c.none].into_iter().flatten() {
        let place = random.below(parts.len());
        turn_condition(random, &mut parts[place]);
    }
    let mut numbers = |n: &mut Option<String>, from: &[&str]| {
        if n.is_some() && random.once_in(2) {
            *n = Some(text(random, from));
        }
    };
    numbers(&mut c.min, &NUMBERS);
    numbers(&mut c.max, &NUMBERS);
    numbers(&mut c.on_or_after, &DATES);
    numbers(&mut c.on_or_before, &DATES);
    let is_number = c.is.as_ref().is_some_and(|t| NUMBERS.contains(&t.as_str()));
    numbers(&mut c.is, if is_number { &NUMBERS } else { &WORDS });
    numbers(&mut c.starts_with, &WORDS);
    numbers(&mut c.ends_with, &WORDS);
    numbers(&mut c.has, &WORDS);
    if c.within_days.is_some() && random.once_in(2) {
        c.within_days = Some(*random.pick(&DAYS));
    }
    if c.event.is_some() && random.once_in(2) {
        let least = random.between(1, 3) as u32;
        c.at_least = Some(least);
        c.at_most = c.at_most.map(|most| most.max(least));
    }
    if let Some(known) = &mut c.known
        && random.once_in(3)
    {
        *known = !*known;
    }
}

/// Writes a condition otherwise, with the same meaning.
pub fn rewrite(random: &mut Random, criterion: &mut Criterion) {
    let each = matches!(criterion.points, Some(Points::Each { .. }));
    let mut all = conditions_of(criterion);
    if all.is_empty() || each {
        return;
    }
    let place = random.below(all.len());
    let c = &mut *all[place];
    let whole = c.clone();
    match random.below(6) {
        0 => {
            *c = Condition {
                all: Some(vec![whole]),
                ..Condition::default()
            };
        }
        1 => {
            *c = Condition {
                any: Some(vec![whole]),
                ..Condition::default()
            };
        }
        2 => {
            if let Some(is) = c.is.take_if(|_| whole.is_in.is_none()) {
                c.is_in = Some(vec![is]);
            }
        }
        3 => c.field = c.field.as_ref().map(|f| f.to_uppercase()),
        4 => {
            // Not every letter comes back from upper case.
            if let Some(text) = &mut c.contains
                && normal(&text.to_uppercase()) == normal(text)
            {
                *text = text.to_uppercase();
            }
        }
        _ => {
            if c.event.is_some() && c.at_least.is_none() && c.at_most.is_none() {
                c.at_least = Some(1);
            }
        }
    }
}

/// A version whose conditions are only written otherwise.
pub fn rewritten(random: &mut Random, model: &Model) -> Model {
    let mut next = model.clone();
    for criterion in &mut next.criteria {
        rewrite(random, criterion);
    }
    next
}
