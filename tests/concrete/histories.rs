//! Histories of events to write down: every one that the questions could tell from another.
//!
//! A history is written day by day, the oldest first, each day with a handful of events in every
//! order, at equal instants and without a time of day. After each day, histories that every question
//! has counted the same way up to there are one, as what follows can't part them: the number of
//! events or of days so far (up to the largest number asked for), and how much of a sequence has
//! been found. Each keeps its events, which the plain reading judges in the end.

use std::collections::{BTreeMap, HashMap};

use super::conditions::{Atom, Event, EventCount, Test, counts, span};
use super::values::values;

/// Events on one day that need looking at, where their order matters.
const IN_ORDER: usize = 5;
/// Days in one stretch between two boundaries that need looking at, where their order matters.
const DAYS_IN_ORDER: usize = 4;

/// Steps after which it's too much to write down.
const STEPS: usize = 150_000;

/// Writes down histories of events with these names, looked back at from this day; nothing if that
/// is too much.
pub fn histories(names: &[String], atoms: &[&Atom], as_of: i64) -> Option<Vec<Vec<Event>>> {
    let kinds = kinds(names, atoms, as_of);
    let caps: Vec<u8> = atoms.iter().map(|a| cap(a)).collect();
    if atoms.len() > 16 || caps.iter().any(|c| *c > 15) {
        return None; // a state has 64 bits
    }
    let days = bundles(&kinds, atoms, &caps, as_of)?;
    let mut steps = 0;
    let mut states: HashMap<u64, Vec<Event>> = HashMap::from([(0, Vec::new())]);
    for stretch in stretches(atoms).iter().rev() {
        for age in ages(*stretch, atoms, &caps).into_iter().rev() {
            match add_day(&mut states, &days, atoms, &caps, age, &mut steps) {
                Some(true) => {}
                Some(false) => break,
                None => return None,
            }
        }
    }
    let mut all: Vec<Vec<Event>> = states.into_values().collect();
    all.sort();
    Some(all)
}

/// One event of each name and each row that some question tells from others.
fn kinds(names: &[String], atoms: &[&Atom], as_of: i64) -> Vec<Event> {
    let mut kinds = Vec::new();
    for name in names {
        let asked: Vec<&EventCount> = atoms
            .iter()
            .filter_map(|atom| match atom {
                Atom::Events(count) if count.names.contains(name) => Some(count),
                _ => None,
            })
            .collect();
        let mut columns: BTreeMap<&String, Vec<&Test>> = BTreeMap::new();
        for (column, test) in asked
            .iter()
            .filter_map(|c| c.row.as_ref())
            .flat_map(|r| r.questions())
        {
            columns.entry(column).or_default().push(test);
        }
        let mut rows = vec![Event {
            name: name.clone(),
            ..Event::default()
        }];
        for (column, tests) in columns {
            let mut more = Vec::new();
            for value in distinct_values(&tests, as_of) {
                for row in &rows {
                    let mut row = row.clone();
                    row.columns
                        .extend(value.clone().map(|v| (column.clone(), v)));
                    more.push(row);
                }
            }
            rows = more;
        }
        let mut seen = Vec::new();
        for row in rows {
            let matched: Vec<bool> = asked.iter().map(|c| c.matches(&row, as_of)).collect();
            if !seen.contains(&matched) {
                seen.push(matched);
                kinds.push(row);
            }
        }
    }
    kinds
}

/// One value for each way in which these questions can be answered.
pub fn distinct_values(tests: &[&Test], as_of: i64) -> Vec<Option<String>> {
    let mut seen = Vec::new();
    let mut distinct = values(tests, as_of);
    distinct.retain(|value| {
        let answers: Vec<_> = tests
            .iter()
            .map(|t| t.value(value.as_deref(), as_of))
            .collect();
        let new = !seen.contains(&answers);
        if new {
            seen.push(answers);
        }
        new
    });
    distinct
}

/// The number from which a question makes no more difference between numbers.
fn cap(atom: &Atom) -> u8 {
    match atom {
        Atom::Events(count) => count.at_least.max(count.at_most.map_or(0, |m| m + 1)) as u8,
        Atom::Sequence { names, .. } => names.len() as u8,
        Atom::Field(..) => panic!("a field has no history"),
    }
}

fn window(atom: &Atom) -> (Option<u32>, Option<u32>) {
    match atom {
        Atom::Events(count) => (count.within_days, count.older_than_days),
        Atom::Sequence {
            within_days,
            older_than_days,
            ..
        } => (*within_days, *older_than_days),
        Atom::Field(..) => panic!("a field has no window"),
    }
}

/// The stretches of ages between the boundaries of windows; the last has no end.
fn stretches(atoms: &[&Atom]) -> Vec<(i64, Option<i64>)> {
    let mut bounds: Vec<i64> = atoms
        .iter()
        .flat_map(|atom| <[_; 2]>::from(window(atom)))
        .flatten()
        .map(|days| i64::from(days) + 1)
        .collect();
    bounds.push(0);
    bounds.sort_unstable();
    bounds.dedup();
    let ends = bounds.iter().skip(1).map(|b| Some(b - 1)).chain([None]);
    bounds.iter().copied().zip(ends).collect()
}

/// Ages within a stretch, its edges among them: as many as the questions can tell apart.
fn ages((first, last): (i64, Option<i64>), atoms: &[&Atom], caps: &[u8]) -> Vec<i64> {
    let in_order = atoms.iter().any(|a| matches!(a, Atom::Sequence { .. }));
    let apart = atoms.iter().zip(caps).filter_map(|(atom, cap)| match atom {
        Atom::Events(count) if count.distinct_days => Some(usize::from(*cap)),
        _ => None,
    });
    let needed = apart
        .max()
        .unwrap_or(1)
        .max(if in_order { DAYS_IN_ORDER } else { 1 });
    let last = last.unwrap_or(first + 400);
    let mut ages: Vec<i64> = (first..=last)
        .take(needed.saturating_sub(1))
        .chain([last])
        .collect();
    ages.dedup();
    ages
}

/// What a day with these events adds: to each count its number of matching events, and for each
/// sequence how far it leads from each place.
struct Bundle {
    events: Vec<Event>,
    adds: Vec<Vec<u8>>,
}

/// Every different day.
fn bundles(kinds: &[Event], atoms: &[&Atom], caps: &[u8], as_of: i64) -> Option<Vec<Bundle>> {
    let effect = |events: &[Event]| -> Vec<Vec<u8>> {
        let each = atoms.iter().zip(caps).map(|(atom, cap)| match atom {
            Atom::Events(count) => {
                let times = events.iter().filter(|e| count.matches(e, as_of)).count();
                let most = if count.distinct_days {
                    1
                } else {
                    usize::from(*cap)
                };
                vec![times.min(most) as u8]
            }
            Atom::Sequence { names, .. } => (0..names.len())
                .map(|from| from as u8 + furthest(&names[from..], events))
                .chain([*cap])
                .collect(),
            Atom::Field(..) => panic!("a field has no history"),
        });
        each.collect()
    };
    let mut found: HashMap<Vec<Vec<u8>>, Vec<Event>> = HashMap::new();
    let mut keep = |events: Vec<Event>| {
        let effect = effect(&events);
        let new = !found.contains_key(&effect);
        found.entry(effect).or_insert(events);
        new
    };
    if atoms.iter().any(|a| matches!(a, Atom::Sequence { .. })) {
        if kinds.len() > 4 {
            return None;
        }
        let seconds = [None, Some(10 * 3600), Some(11 * 3600), Some(12 * 3600)];
        let choices: Vec<Event> = seconds
            .iter()
            .flat_map(|second| {
                kinds.iter().map(move |k| Event {
                    second: *second,
                    ..k.clone()
                })
            })
            .collect();
        write_days(&choices, 0, IN_ORDER, &mut Vec::new(), &mut keep);
    } else {
        // Without an order, a day that counts like another may stand for it while it grows.
        let mut open = vec![Vec::new()];
        while let Some(events) = open.pop() {
            for kind in kinds {
                let mut more: Vec<Event> = events.clone();
                more.push(kind.clone());
                if keep(more.clone()) {
                    open.push(more);
                }
            }
        }
    }
    let bundles = found
        .into_iter()
        .map(|(adds, events)| Bundle { events, adds });
    let mut bundles: Vec<Bundle> = bundles.collect();
    bundles.sort_by(|a, b| a.adds.cmp(&b.adds));
    Some(bundles)
}

/// All multisets of up to `most` of the choices.
fn write_days(
    choices: &[Event],
    from: usize,
    most: usize,
    so_far: &mut Vec<Event>,
    keep: &mut impl FnMut(Vec<Event>) -> bool,
) {
    for place in from..choices.len() {
        so_far.push(choices[place].clone());
        keep(so_far.clone());
        if most > 1 {
            write_days(choices, place, most - 1, so_far, keep);
        }
        so_far.pop();
    }
}

/// How many of the names, from the first on, these events of one day can stand for in order.
fn furthest(names: &[String], events: &[Event]) -> u8 {
    fn go(names: &[String], events: &[Event], used: u32, from: i64) -> u8 {
        let Some((name, rest)) = names.split_first() else {
            return 0;
        };
        let fits = |place: &usize| {
            let event = &events[*place];
            event.name == *name && used >> place & 1 == 0 && span(event).1 >= from
        };
        (0..events.len())
            .filter(fits)
            .map(|p| 1 + go(rest, events, used | 1 << p, from.max(span(&events[p]).0)))
            .max()
            .unwrap_or(0)
    }
    go(names, events, 0, i64::MIN)
}

/// Adds one more day of this age to every history; whether that made any new one, or nothing if the
/// steps are used up.
fn add_day(
    states: &mut HashMap<u64, Vec<Event>>,
    days: &[Bundle],
    atoms: &[&Atom],
    caps: &[u8],
    age: i64,
    steps: &mut usize,
) -> Option<bool> {
    let at = Event {
        days_ago: age,
        ..Event::default()
    };
    let seen: Vec<bool> = atoms
        .iter()
        .map(|atom| counts(&at, window(atom).0, window(atom).1))
        .collect();
    // Of days that add the same at this age, one is enough.
    let mut effects: HashMap<Vec<&Vec<u8>>, &Bundle> = HashMap::new();
    for day in days {
        let adds = day.adds.iter().zip(&seen).filter(|(_, seen)| **seen);
        effects
            .entry(adds.map(|(adds, _)| adds).collect())
            .or_insert(day);
    }
    let mut effects: Vec<&Bundle> = effects.into_values().collect();
    effects.sort_by(|a, b| a.adds.cmp(&b.adds));
    *steps += states.len() * effects.len();
    if *steps > STEPS {
        return None;
    }
    let mut new: HashMap<u64, Vec<Event>> = HashMap::new();
    for (state, history) in states.iter() {
        for day in &effects {
            let mut next = *state;
            for (place, adds) in day.adds.iter().enumerate() {
                if !seen[place] {
                    continue;
                }
                let had = (state >> (4 * place) & 15) as u8;
                let has = match atoms[place] {
                    Atom::Sequence { .. } => adds[usize::from(had)],
                    _ => (had + adds[0]).min(caps[place]),
                };
                next = next & !(15 << (4 * place)) | u64::from(has) << (4 * place);
            }
            if !states.contains_key(&next) && !new.contains_key(&next) {
                let mut events = history.clone();
                events.extend(day.events.iter().map(|event| Event {
                    days_ago: age,
                    ..event.clone()
                }));
                new.insert(next, events);
            }
        }
    }
    let any = !new.is_empty();
    states.extend(new);
    Some(any)
}
