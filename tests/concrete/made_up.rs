//! Made-up models whose conditions share fields and events.

use std::collections::BTreeMap;

use super::language::{Answer, AtLeast, Condition, Criterion, Model, Of, OneOrMany, Points, Rule};
use super::random::Random;

/// What is made up.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wish {
    /// Only what the language had before conditions were read together.
    pub old_operators_only: bool,
    /// Nothing that no lead can be.
    pub without_never: bool,
    /// Every answer has a condition or is `otherwise`.
    pub conditions_only: bool,
}

/// What the conditions of a topic are about.
#[derive(Clone, Debug)]
enum Theme {
    Text(&'static str),
    Number(&'static str),
    Date(&'static str),
    /// Numbers beside parts of texts.
    Mixed(&'static str),
    Events(Vec<&'static str>, Column),
    Order(Vec<&'static str>),
}

/// What `where` asks about.
#[derive(Clone, Copy, Debug)]
enum Column {
    None,
    Text,
    Number,
    Date,
}

pub const WORDS: [&str; 7] = ["data", "data base", "base", "crm", "a", "se c", "Größe"];
pub const NUMBERS: [&str; 7] = ["10", "50", "50.5", "100", "200", "-3", "0"];
pub const DATES: [&str; 3] = ["2026-01-01", "2026-02-15", "2026-02-16"];
pub const DAYS: [u32; 5] = [0, 7, 14, 30, 1];
const TOPICS: [&str; 4] = ["need", "money", "authority", "timing"];

/// Makes one model up.
pub fn model(random: &mut Random, wish: Wish) -> Model {
    let themes = themes(random, wish);
    let mut model = Model {
        accord: "model/1".into(),
        ..Model::default()
    };
    for theme in &themes {
        for _ in 0..random.between(1, 2) {
            let other = random.pick(&themes).clone();
            let id = format!("c{}", model.criteria.len());
            let made = criterion(random, wish, &id, theme, &other);
            model.criteria.push(made);
        }
    }
    if !wish.conditions_only && random.once_in(3) {
        let id = format!("c{}", model.criteria.len());
        model.criteria.push(asked_in_the_room(random, &id));
    }
    super::made_rules::add(random, &mut model, wish);
    tidy(&mut model);
    model
}

fn themes(random: &mut Random, wish: Wish) -> Vec<Theme> {
    let mut all = vec![
        Theme::Text("industry"),
        Theme::Number("employees"),
        Theme::Events(vec!["demo"], Column::None),
        Theme::Events(vec!["demo", "visit"], Column::None),
        Theme::Order(vec!["demo", "visit"]),
    ];
    if !wish.old_operators_only {
        all.extend([
            Theme::Text("tools"),
            Theme::Date("renewal"),
            Theme::Date("signed"),
            Theme::Events(vec!["call"], Column::Text),
            Theme::Events(vec!["call"], Column::Number),
            Theme::Events(vec!["call", "mail"], Column::Date),
            Theme::Order(vec!["demo", "visit", "call"]),
        ]);
        if random.once_in(6) {
            all.push(Theme::Mixed("size"));
        }
    }
    let count = random.between(1, 2) as usize;
    random.some(&all, count)
}

pub fn text(random: &mut Random, from: &[&str]) -> String {
    (*random.pick(from)).to_owned()
}

pub fn texts(random: &mut Random, from: &[&str]) -> Vec<String> {
    let count = random.between(1, 2) as usize;
    random
        .some(from, count)
        .iter()
        .map(|t| (*t).to_owned())
        .collect()
}

/// A question about a value.
fn about_text(random: &mut Random, wish: Wish, field: &str) -> Condition {
    let mut c = Condition {
        field: Some(field.into()),
        ..Condition::default()
    };
    match random.below(if wish.old_operators_only { 6 } else { 9 }) {
        0 => c.is = Some(text(random, &WORDS)),
        1 => c.is_in = Some(texts(random, &WORDS)),
        2 => c.not_in = Some(texts(random, &WORDS)),
        3 | 4 => c.contains = Some(text(random, &WORDS)),
        5 => c.known = Some(random.once_in(2)),
        6 => c.starts_with = Some(text(random, &WORDS)),
        7 => c.ends_with = Some(text(random, &WORDS)),
        _ => c.has = Some(text(random, &WORDS)),
    }
    if random.once_in(8) && c.known.is_none() {
        c.known = Some(true);
    }
    c
}

fn about_number(random: &mut Random, field: &str) -> Condition {
    let mut c = Condition {
        field: Some(field.into()),
        ..Condition::default()
    };
    match random.below(7) {
        0 | 1 => c.min = Some(text(random, &NUMBERS)),
        2 => c.max = Some(text(random, &NUMBERS)),
        3 => {
            c.min = Some(text(random, &NUMBERS));
            c.max = Some(text(random, &NUMBERS));
        }
        4 => c.is = Some(text(random, &NUMBERS)),
        5 => c.is_in = Some(texts(random, &NUMBERS)),
        _ => c.known = Some(random.once_in(2)),
    }
    c
}

fn about_date(random: &mut Random, field: &str) -> Condition {
    let mut c = Condition {
        field: Some(field.into()),
        ..Condition::default()
    };
    match random.below(6) {
        0 => c.on_or_after = Some(text(random, &DATES)),
        1 => c.on_or_before = Some(text(random, &DATES)),
        2 => c.within_days = Some(*random.pick(&DAYS)),
        3 => c.older_than_days = Some(*random.pick(&DAYS)),
        4 => {
            c.on_or_after = Some(text(random, &DATES));
            c.within_days = Some(*random.pick(&DAYS));
        }
        _ => c.known = Some(random.once_in(2)),
    }
    c
}

fn window(random: &mut Random, wish: Wish, c: &mut Condition) {
    if !random.once_in(4) {
        c.within_days = Some(*random.pick(&DAYS));
    }
    if !wish.old_operators_only && random.once_in(4) {
        c.older_than_days = Some(*random.pick(&DAYS));
    }
}

fn about_events(random: &mut Random, wish: Wish, names: &[&str], column: Column) -> Condition {
    let mut c = Condition::default();
    let named: Vec<String> = if !wish.old_operators_only && random.once_in(3) {
        names.iter().map(|n| (*n).to_owned()).collect()
    } else {
        vec![(*random.pick(names)).to_owned()]
    };
    c.event = Some(match named.as_slice() {
        [one] => OneOrMany::One(one.clone()),
        _ => OneOrMany::Many(named),
    });
    window(random, wish, &mut c);
    if random.once_in(2) {
        c.at_least = Some(random.between(1, 3) as u32);
    }
    if !wish.old_operators_only {
        if random.once_in(4) {
            let least = c.at_least.unwrap_or(0);
            c.at_most = Some(least + random.between(0, 1) as u32);
        }
        if random.once_in(5) {
            c.distinct_days = Some(true);
        }
    }
    if random.once_in(2) {
        c.row = match column {
            Column::None => None,
            Column::Text => Some(Box::new(about_text(random, wish, "page"))),
            Column::Number => Some(Box::new(about_number(random, "seconds"))),
            Column::Date => Some(Box::new(about_date(random, "due"))),
        };
        if c.row.is_some() && random.once_in(4) {
            let row = c.row.take().map(|row| *row);
            c.row = Some(Box::new(Condition {
                none: Some(row.into_iter().collect()),
                ..Condition::default()
            }));
        }
    }
    c
}

fn question(random: &mut Random, wish: Wish, theme: &Theme) -> Condition {
    match theme {
        Theme::Text(field) => about_text(random, wish, field),
        Theme::Number(field) => about_number(random, field),
        Theme::Date(field) => about_date(random, field),
        Theme::Mixed(field) => {
            if random.once_in(2) {
                return about_number(random, field);
            }
            Condition {
                field: Some((*field).into()),
                contains: Some(text(random, &["5", "00", "1", "x"])),
                ..Condition::default()
            }
        }
        Theme::Events(names, column) => about_events(random, wish, names, *column),
        Theme::Order(names) => {
            if random.once_in(3) {
                return about_events(random, wish, &names[..2], Column::None);
            }
            let count = random.between(2, 3);
            let mut c = Condition {
                sequence: Some(
                    (0..count)
                        .map(|_| (*random.pick(names)).to_owned())
                        .collect(),
                ),
                ..Condition::default()
            };
            window(random, wish, &mut c);
            c
        }
    }
}

/// A condition: a question, or several under `all`, `any` and `none`.
fn condition(random: &mut Random, wish: Wish, theme: &Theme, other: &Theme) -> Condition {
    let mut c = Condition::default();
    match random.below(8) {
        0 => {
            let mixed = if random.once_in(3) { other } else { theme };
            let parts = vec![question(random, wish, theme), question(random, wish, mixed)];
            c.all = Some(parts);
        }
        1 => {
            let mixed = if random.once_in(4) { other } else { theme };
            let parts = vec![question(random, wish, theme), question(random, wish, mixed)];
            c.any = Some(parts);
        }
        2 => c.none = Some(vec![question(random, wish, theme)]),
        3 => {
            c = question(random, wish, theme);
            c.none = Some(vec![question(random, wish, theme)]);
        }
        _ => c = question(random, wish, theme),
    }
    c
}

fn named(random: &mut Random, id: &str, behaviour: bool) -> Criterion {
    let phases = ["research", "exploration", "consideration", "purchase"];
    Criterion {
        id: id.into(),
        name: id.to_uppercase(),
        kind: if behaviour { "behaviour" } else { "fit" }.into(),
        phase: Some(text(random, &phases)).filter(|_| behaviour),
        covers: Some(texts(random, &TOPICS)).filter(|_| random.once_in(2)),
        ..Criterion::default()
    }
}

fn criterion(random: &mut Random, wish: Wish, id: &str, theme: &Theme, other: &Theme) -> Criterion {
    let events = matches!(theme, Theme::Events(..));
    let behaviour = events || matches!(theme, Theme::Order(..)) || random.once_in(4);
    let mut made = named(random, id, behaviour);
    if events && !wish.old_operators_only && random.once_in(5) {
        let mut when = question(random, wish, theme);
        (when.at_least, when.at_most) = (None, None);
        let each = *random.pick(&[1, 2, -1]);
        made.points = Some(Points::Each {
            each,
            up_to: each * random.between(1, 3),
        });
        made.when = Some(when);
        return made;
    }
    if random.once_in(3) {
        made.points = Some(Points::Once(random.between(-2, 4)));
        made.when = Some(condition(random, wish, theme, other));
        return made;
    }
    let combine = *random.pick(&["one-of", "one-of", "highest", "sum"]);
    made.combine = Some(combine.into());
    let mut answers: Vec<Answer> = (0..random.between(1, 3))
        .map(|n| answer(random, wish, &format!("a{n}"), theme, other))
        .collect();
    if !wish.conditions_only && random.once_in(5) {
        answers.insert(
            random.below(answers.len() + 1),
            Answer {
                when: None,
                ..answer(random, wish, "free", theme, other)
            },
        );
    }
    if combine == "one-of" && random.once_in(2) {
        answers.push(Answer {
            when: None,
            otherwise: Some(true),
            ..answer(random, wish, "else", theme, other)
        });
    }
    made.answers = Some(answers);
    made
}

fn answer(random: &mut Random, wish: Wish, id: &str, theme: &Theme, other: &Theme) -> Answer {
    Answer {
        id: id.into(),
        label: id.to_uppercase(),
        points: random.between(-2, 5),
        when: Some(condition(random, wish, theme, other)),
        otherwise: None,
    }
}

/// A criterion that no data answers.
fn asked_in_the_room(random: &mut Random, id: &str) -> Criterion {
    let behaviour = random.once_in(2);
    let mut made = named(random, id, behaviour);
    if random.once_in(3) {
        made.points = Some(Points::Once(random.between(-1, 4)));
        return made;
    }
    let combine = *random.pick(&["one-of", "highest", "sum"]);
    made.combine = Some(combine.into());
    let count = random.between(1, 2);
    let mut answers: Vec<Answer> = (0..count)
        .map(|n| Answer {
            id: format!("a{n}"),
            label: format!("A{n}"),
            points: random.between(-1, 4),
            ..Answer::default()
        })
        .collect();
    if combine == "one-of" && random.once_in(2) {
        answers.push(Answer {
            id: "else".into(),
            label: "Else".into(),
            points: random.between(-1, 2),
            otherwise: Some(true),
            ..Answer::default()
        });
    }
    made.answers = Some(answers);
    made
}

/// Gives every answer a field of its own to look at, which is what nothing shares.
pub fn take_apart(model: &mut Model) {
    let mut fields = 0;
    let mut own = || {
        fields += 1;
        Condition {
            field: Some(format!("field {fields}")),
            is: Some("x".into()),
            ..Condition::default()
        }
    };
    for criterion in &mut model.criteria {
        if let Some(Points::Each { each, .. }) = criterion.points {
            criterion.points = Some(Points::Once(each));
        }
        if criterion.when.is_some() {
            criterion.when = Some(own());
        }
        let answers = criterion.answers.iter_mut().flatten();
        answers
            .filter(|a| a.when.is_some())
            .for_each(|a| a.when = Some(own()));
        // A missing value is a lead of its own only where something is `otherwise`.
        if let Some(answers) = &mut criterion.answers
            && answers.iter().any(|a| a.when.is_some())
        {
            answers.retain(|a| a.otherwise.is_none());
        }
    }
    tidy(model);
}

/// Removes what refers to nothing.
pub fn tidy(model: &mut Model) {
    let mut positive: BTreeMap<String, (bool, Vec<String>)> = BTreeMap::new();
    for c in &model.criteria {
        let (bare, answers) = match (&c.answers, c.points) {
            (Some(answers), _) => (
                answers.iter().any(|a| a.points > 0),
                answers.iter().map(|a| a.id.clone()).collect(),
            ),
            (None, Some(Points::Each { each, up_to })) => {
                (true, (1..=up_to / each).map(|k| format!("x{k}")).collect())
            }
            _ => (true, Vec::new()),
        };
        positive.insert(c.id.clone(), (bare, answers));
    }
    let stays = |reference: &String| match reference.split_once('=') {
        None => positive.get(reference).is_some_and(|p| p.0),
        Some((id, answers)) => positive
            .get(id)
            .is_some_and(|p| answers.split('|').all(|a| p.1.iter().any(|b| b == a))),
    };
    let kinds: BTreeMap<String, String> = model
        .criteria
        .iter()
        .map(|c| (c.id.clone(), c.kind.clone()))
        .collect();
    for group in &mut model.groups {
        group.of.retain(|c| kinds.contains_key(c));
    }
    model.groups.retain(|g| !g.of.is_empty());
    let groups: Vec<String> = model.groups.iter().map(|g| g.id.clone()).collect();
    let tidy_rule = |rule: &mut Rule, points: bool| {
        for list in [&mut rule.all, &mut rule.any, &mut rule.none] {
            if let Some(references) = list {
                references.retain(&stays);
            }
            *list = list.take().filter(|l| !l.is_empty());
        }
        if let Some(OneOrMany::One(AtLeast { count, of })) = &mut rule.at_least {
            let empty = match of {
                Of::List(references) => {
                    references.retain(&stays);
                    references.is_empty()
                }
                Of::Covers {
                    covers: OneOrMany::Many(topics),
                } => {
                    *count = (*count).min(topics.len() as u32);
                    topics.is_empty()
                }
                _ => false,
            };
            if empty {
                rule.at_least = None;
            }
        }
        if let Some(least) = &mut rule.points {
            let known = ["total", "fit", "behaviour"];
            least.retain(|what, _| known.contains(&what.as_str()) || groups.contains(what));
        }
        rule.points = rule.points.take().filter(|p| !p.is_empty());
        if *rule == Rule::default() && points {
            rule.points = Some(BTreeMap::from([("total".into(), 1)]));
        }
    };
    for rule in model.stages.iter_mut().filter_map(|s| s.rule.as_mut()) {
        tidy_rule(rule, true);
    }
    for rule in model.routes.iter_mut().filter_map(|r| r.rule.as_mut()) {
        tidy_rule(rule, true);
    }
    model
        .never
        .iter_mut()
        .for_each(|n| tidy_rule(&mut n.rule, false));
    model.never.retain(|n| n.rule != Rule::default());
}
