//! Whether nothing is missing from what is written down: leads made at random give no other pattern.

use std::collections::{BTreeSet, HashSet};

use super::conditions::{Event, Lead};
use super::leads::{A_DAY, Pattern, Topic, World};
use super::made_edits::revised;
use super::made_up::{Wish, model};
use super::random::Random;
use super::scoring::Scorer;

const TEXTS: [&str; 24] = [
    "data",
    "Data Base",
    "base",
    "crm",
    "a",
    "se\u{a0}c",
    "größe",
    "data;crm",
    "crm; base;a",
    "x",
    "10",
    "50",
    "50.5",
    "100",
    "200",
    "-3",
    "0",
    "99.9",
    "+0100",
    "51",
    "a data base crm",
    "55",
    "databasecrm",
    "15x00",
];

fn day_near(random: &mut Random, as_of: i64) -> String {
    let base = [20_454, 20_499, as_of, as_of - 7, as_of - 14, as_of - 30];
    super::conditions::day_text(random.pick(&base) + random.between(-2, 2))
}

fn value(random: &mut Random, as_of: i64) -> Option<String> {
    match random.below(5) {
        0 => None,
        1 | 2 => Some(day_near(random, as_of)),
        _ => Some((*random.pick(&TEXTS)).to_owned()),
    }
}

/// A lead of chance.
pub fn lead(random: &mut Random) -> Lead {
    let as_of = *random.pick(&[A_DAY, 20_454, 20_461, 20_484, 20_499, 20_500, 20_510]);
    let fields = [
        "industry",
        "employees",
        "tools",
        "renewal",
        "signed",
        "size",
    ];
    let fields = fields
        .iter()
        .filter_map(|f| Some(((*f).to_owned(), value(random, as_of)?)));
    let fields = fields.collect();
    let events = (0..random.below(7)).map(|_| {
        let columns = ["page", "seconds", "due"];
        let columns = columns
            .iter()
            .filter_map(|c| Some(((*c).into(), value(random, as_of)?)));
        Event {
            columns: columns.collect(),
            name: (*random.pick(&["demo", "visit", "call", "mail"])).into(),
            days_ago: *random.pick(&[-1, 0, 0, 1, 2, 7, 8, 14, 15, 30, 31, 90]),
            second: random.once_in(2).then(|| 3600 * random.below(3) as u32),
        }
    });
    Lead {
        events: events.collect(),
        fields,
        as_of,
    }
}

/// What of a pattern belongs to a topic.
fn part(world: &World<'_>, topic: &Topic, pattern: &Pattern) -> Pattern {
    let mut part = pattern.clone();
    for (version, held) in world.versions.iter().zip(&mut part) {
        for criterion in version
            .criteria
            .iter()
            .filter(|c| !topic.criteria.contains(&c.id))
        {
            held[criterion.first..][..criterion.answers.len()].fill(false);
        }
    }
    part
}

#[test]
fn random_leads_give_no_other_pattern() {
    let (mut judged, mut seen, mut written) = (0, 0, 0);
    let count = super::equal::number_of("ACCORD_CONCRETE", 60) * 3 / 10;
    for seed in 0..count {
        let mut random = Random::new(seed);
        let wish = Wish {
            conditions_only: true,
            ..Wish::default()
        };
        let before = model(&mut random, wish);
        let after = revised(&mut random, &before, wish);
        let world = World::new(vec![Scorer::new(&before), Scorer::new(&after)]);
        let Some(topics) = world.topics() else {
            continue;
        };
        judged += 1;
        let all: Vec<HashSet<&Pattern>> = topics
            .iter()
            .map(|t| t.patterns.iter().map(|p| &p.0).collect())
            .collect();
        let mut found: Vec<BTreeSet<Pattern>> = vec![BTreeSet::new(); topics.len()];
        for _ in 0..300 {
            let lead = lead(&mut random);
            let pattern = world.pattern_of(&lead);
            for (place, topic) in topics.iter().enumerate() {
                let part = part(&world, topic, &pattern);
                assert!(
                    all[place].contains(&part),
                    "seed {seed}: {lead:?} gives {part:?}\n{}\n{}",
                    before.text(),
                    after.text()
                );
                found[place].insert(part);
            }
        }
        seen += found.iter().map(BTreeSet::len).sum::<usize>();
        written += all.iter().map(HashSet::len).sum::<usize>();
    }
    assert!(
        judged * 5 > count * 4,
        "only {judged} could be written down"
    );
    println!("{judged} pairs: chance finds {seen} of {written} patterns, and no other");
    assert!(seen * 3 > written, "chance finds too few to say anything");
}

#[test]
fn each_lead_gives_its_pattern() {
    for seed in 100..130 {
        let mut random = Random::new(seed);
        let wish = Wish {
            conditions_only: true,
            ..Wish::default()
        };
        let before = model(&mut random, wish);
        let after = revised(&mut random, &before, wish);
        let world = World::new(vec![Scorer::new(&before), Scorer::new(&after)]);
        for topic in world.topics().into_iter().flatten() {
            for (pattern, _, lead) in &topic.patterns {
                let judged = part(&world, &topic, &world.pattern_of(lead));
                assert_eq!(*pattern, judged, "seed {seed}: {lead:?}\n{}", before.text());
            }
        }
    }
}
