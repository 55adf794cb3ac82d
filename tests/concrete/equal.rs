//! The two ways beside each other, on made-up models.

use std::collections::BTreeMap;
use std::path::Path;

use accord::revision::{Bump, Revision};

use super::conditions::Lead;
use super::figures::{Compared, Effort, compare, differing_lead, figures};
use super::files::{Columns, Facts, score};
use super::first_way::{self, Answer};
use super::language::Model;
use super::leads::{A_DAY, World};
use super::made_edits::{revised, rewritten};
use super::made_up::{Wish, model, take_apart};
use super::random::Random;
use super::scoring::{Scored, Scorer};
use super::shrink::shrink;

/// Patterns beyond which a made-up model is left out.
const MOST: usize = 5_000;

/// A number that is set in the environment.
pub fn number_of(variable: &str, otherwise: u64) -> u64 {
    let set = std::env::var(variable).ok();
    set.map_or(otherwise, |text| {
        text.parse().unwrap_or_else(|_| panic!("{variable}={text}"))
    })
}

/// Made-up pairs with the second way's figures, as many as are asked for.
pub fn pairs(wish: Wish, count: u64, each: &mut dyn FnMut(u64, &Pair)) -> u64 {
    let first = number_of("ACCORD_CONCRETE_SEED", 0);
    let (mut seed, mut made) = (first, 0);
    while made < count {
        let mut random = Random::new(seed);
        let before = model(&mut random, wish);
        let after = match random.below(5) {
            0 => rewritten(&mut random, &before),
            _ => revised(&mut random, &before, wish),
        };
        if let Some((compared, effort)) = compare(&before, &after, MOST) {
            made += 1;
            each(
                seed,
                &Pair {
                    before,
                    after,
                    compared,
                    effort,
                },
            );
        }
        seed += 1;
        assert!(
            seed < first + 10 * count + 100,
            "nearly all made-up models are too large"
        );
    }
    seed - first - made
}

/// Two versions with what the second way says of them.
pub struct Pair {
    pub before: Model,
    pub after: Model,
    compared: Compared,
    effort: Effort,
}

/// What was found, for the last line of a test.
#[derive(Debug, Default)]
struct Tally {
    asked: u64,
    unproved: u64,
    needless: u64,
    differ: BTreeMap<&'static str, Vec<u64>>,
    printed: u64,
}

impl Tally {
    /// Compares the answers of the two ways to one question; false if they differ.
    fn judge<T: PartialEq + std::fmt::Debug>(
        &mut self,
        (what, seed, mixed): (&'static str, u64, bool),
        first: &Answer<T>,
        second: &T,
        texts: &dyn Fn() -> String,
    ) -> bool {
        self.asked += 1;
        match first {
            // Numbers or days beside parts of texts may be left open; everything else is settled
            // here, by writing it down.
            Answer::NotProved(why) => {
                self.unproved += 1;
                if !mixed {
                    self.needless += 1;
                    println!("seed {seed}: {what} needlessly not proved: {why}");
                }
                true
            }
            Answer::Proved(first) if first == second => true,
            Answer::Proved(first) => {
                self.differ.entry(what).or_default().push(seed);
                self.printed += 1;
                if self.printed <= number_of("ACCORD_CONCRETE_PRINT", 3) {
                    println!("seed {seed}: {what}\n  first  {first:?}\n  second {second:?}");
                    println!("{}", texts());
                }
                false
            }
        }
    }

    fn settle(&self, left_out: u64) {
        println!(
            "unproved {} of {}, needless {}; {left_out} too large to write down",
            self.unproved, self.asked, self.needless
        );
        for (what, seeds) in &self.differ {
            println!("{what}: {} differ, seeds {seeds:?}", seeds.len());
        }
        assert!(self.differ.is_empty(), "the two ways differ");
    }
}

/// Whether something is proved that the second way counts otherwise.
fn differs<T: PartialEq>(first: &Answer<T>, second: &T) -> bool {
    matches!(first, Answer::Proved(first) if first != second)
}

/// Every figure that is proved, on both ways. `ACCORD_CONCRETE_OLD=1` makes up what could be said
/// before conditions were read together.
#[test]
fn both_ways_count_the_same() {
    let old = number_of("ACCORD_CONCRETE_OLD", 0) == 1;
    let wish = Wish {
        old_operators_only: old,
        without_never: old,
        ..Wish::default()
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut tally = Tally::default();
    let mut leads = 0;
    let left_out = pairs(wish, number_of("ACCORD_CONCRETE", 60), &mut |seed, pair| {
        leads += pair.effort.leads;
        let texts = || {
            let pair = (pair.before.clone(), pair.after.clone());
            let (before, after) = shrink(pair, &|before, after| {
                compare(before, after, MOST).is_some_and(|(second, _)| {
                    let before = first_way::definition(before, folder.path());
                    let after = first_way::definition(after, folder.path());
                    differs(&first_way::compare(&before, &after), &second)
                })
            });
            format!("{}\n{}", before.text(), after.text())
        };
        let before = first_way::definition(&pair.before, folder.path());
        let after = first_way::definition(&pair.after, folder.path());
        let mixed = pair.effort.mixed;
        for (what, model, definition) in [
            ("before", &pair.before, &before),
            ("after", &pair.after, &after),
        ] {
            let (second, _) = figures(model, MOST).expect("smaller than the pair");
            let first = first_way::figures(definition);
            let texts = || {
                let (small, _) = shrink((model.clone(), model.clone()), &|model, _| {
                    figures(model, MOST).is_some_and(|(second, _)| {
                        let first = first_way::definition(model, folder.path());
                        differs(&first_way::figures(&first), &second)
                    })
                });
                small.text()
            };
            tally.judge((what, seed, mixed), &first, &second, &texts);
        }
        let first = first_way::compare(&before, &after);
        tally.judge(("compared", seed, mixed), &first, &pair.compared, &texts);
        let major = major(pair);
        if let Ok(revision) = Revision::of(&before, &after, &accord::proof::Cancel::never()) {
            let first = Answer::Proved(revision.bump == Bump::Major);
            let texts = || format!("{}\n{}", pair.before.text(), pair.after.text());
            tally.judge(("major", seed, mixed), &first, &major, &texts);
        }
    });
    println!("{leads} leads of pairs written down");
    tally.settle(left_out);
}

/// Where no conditions share anything, the two ways count the same too: points, groups, rules,
/// stages, bands, routes and answers of the room by themselves.
#[test]
fn both_ways_agree_on_conditions_apart() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut tally = Tally::default();
    let (mut seed, mut judged) = (0, 0);
    while judged < number_of("ACCORD_CONCRETE", 60) {
        let mut random = Random::new(seed);
        let wish = Wish {
            old_operators_only: true, // counts of topics aren't proved yet
            without_never: true,
            ..Wish::default()
        };
        let mut model = model(&mut random, wish);
        take_apart(&mut model);
        if let Some((second, _)) = figures(&model, MOST) {
            judged += 1;
            let first = first_way::figures(&first_way::definition(&model, folder.path()));
            tally.judge(("counted", seed, false), &first, &second, &|| model.text());
        }
        seed += 1;
    }
    tally.settle(seed - judged);
}

/// Whether the next version is a major one: an outcome differs, or an id is gone.
fn major(pair: &Pair) -> bool {
    let ids = |model: &Model| {
        let mut ids: Vec<String> = Vec::new();
        for criterion in &model.criteria {
            ids.push(format!("criterion {}", criterion.id));
            let answers = criterion.answers.iter().flatten();
            ids.extend(answers.map(|a| format!("answer {} {}", criterion.id, a.id)));
        }
        ids.extend(model.groups.iter().map(|g| format!("group {}", g.id)));
        ids
    };
    let after = ids(&pair.after);
    let gone = ids(&pair.before).iter().any(|id| !after.contains(id));
    // A `never` that goes is minor, whatever its id is.
    pair.compared.differs || gone
}

/// What only says the same in other words is a patch, or nothing at all.
#[test]
fn the_same_in_other_words_is_a_patch() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (mut others, count) = (Vec::new(), number_of("ACCORD_CONCRETE", 60) / 2);
    for seed in 0..count {
        let mut random = Random::new(seed);
        let before = model(&mut random, Wish::default());
        let after = rewritten(&mut random, &before);
        if let Some((compared, effort)) = compare(&before, &after, MOST) {
            assert!(
                !compared.differs && !effort.moved,
                "seed {seed}: another meaning"
            );
        }
        let before = first_way::definition(&before, folder.path());
        let after = first_way::definition(&after, folder.path());
        let revision = Revision::within_budget(&before, &after, &accord::proof::Cancel::never());
        if revision.bump > Bump::Patch {
            println!("seed {seed}: {}", revision.bump);
            others.push(seed);
        }
    }
    assert!(
        others.is_empty(),
        "{} of {count} are more than a patch: {others:?}",
        others.len()
    );
}

/// Whether `accord score` makes of a lead what the second way does.
fn same(row: &BTreeMap<String, String>, scored: &Scored) -> bool {
    let outcome = &scored.outcome;
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    row["fit"] == scored.fit.to_string()
        && row["behaviour"] == scored.behaviour.to_string()
        && row["stage"] == text(&outcome.stage)
        && row["readiness"] == text(&outcome.readiness)
        && ["yes", "true"].contains(&row["qualified"].as_str()) == outcome.qualified
        && row["disposition"] == text(&outcome.disposition)
}

/// Scores leads of one day by both versions' files, and compares each with the second way.
fn score_both(seed: u64, pair: &Pair, world: &World<'_>, leads: &[Lead], folder: &Path) {
    let (fields, of_events) = world.columns();
    let columns = Columns { fields, of_events };
    let facts: Vec<Facts> = leads.iter().map(Facts::from).collect();
    for (version, model) in [&pair.before, &pair.after].into_iter().enumerate() {
        let path = folder.join("model.yaml");
        std::fs::write(&path, model.text()).expect("a temporary file can be written");
        let rows = score(&path, folder, &columns, &facts);
        for (row, facts) in rows.iter().zip(&facts) {
            let held = &world.pattern_of(&Lead::from(facts))[version];
            let expected = world.versions[version].score(held);
            assert!(
                same(row, &expected),
                "seed {seed}: {row:?}\n{expected:?}\n{facts:?}\n{}",
                model.text()
            );
        }
    }
}

/// What models are made up of where every answer has a condition.
pub const CONDITIONS_ONLY: Wish = Wish {
    old_operators_only: false,
    without_never: false,
    conditions_only: true,
};

/// Leads that the second way wrote down, and leads of chance, are scored by `accord score` as by the
/// second way.
#[test]
fn leads_score_as_they_were_written() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (mut scored, mut random) = (0, Random::new(7));
    pairs(
        CONDITIONS_ONLY,
        number_of("ACCORD_CONCRETE", 60) / 8,
        &mut |seed, pair| {
            let world = World::new(vec![Scorer::new(&pair.before), Scorer::new(&pair.after)]);
            let mut by_day: BTreeMap<i64, Vec<Lead>> = BTreeMap::new();
            for topic in world.topics().into_iter().flatten() {
                for (_, _, lead) in topic.patterns {
                    by_day.entry(lead.as_of).or_default().push(lead);
                }
            }
            let by_chance = by_day.entry(A_DAY).or_default();
            by_chance.extend((0..40).map(|_| Lead {
                as_of: A_DAY,
                ..super::checks::lead(&mut random)
            }));
            // Each day is a run of the program: the first few will do.
            for leads in by_day.values().take(3) {
                scored += leads.len();
                score_both(seed, pair, &world, leads, folder.path());
            }
        },
    );
    println!("{scored} leads score the same");
}

/// A lead whose outcome differs gets the one and the other from `accord score`. A witness's facts
/// stand in the place of the second way's lead.
#[test]
fn a_differing_lead_scores_differently() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (mut found, mut none) = (0, 0);
    pairs(
        CONDITIONS_ONLY,
        number_of("ACCORD_CONCRETE", 60) / 4,
        &mut |seed, pair| {
            let world = World::new(vec![Scorer::new(&pair.before), Scorer::new(&pair.after)]);
            let topics = world.topics().expect("written down before");
            let lead = pair
                .compared
                .differs
                .then(|| differing_lead(&world, &topics))
                .flatten();
            match lead {
                Some(lead) => {
                    found += 1;
                    score_both(seed, pair, &world, &[lead], folder.path());
                }
                None => none += u32::from(pair.compared.differs),
            }
        },
    );
    println!("{found} leads get either outcome; of {none} pairs none was made up on one day");
    assert!(found > 2 * none, "too few");
}

/// Every operator of the language is made up, and nothing that the program refuses.
#[test]
fn every_operator_is_made_up() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut texts = String::new();
    pairs(CONDITIONS_ONLY, 150, &mut |seed, pair| {
        for model in [&pair.before, &pair.after] {
            let text = model.text();
            assert_eq!(
                Model::read(&text).text(),
                text,
                "it comes back as it was written"
            );
            texts += &text;
            let read = first_way::definition(model, folder.path());
            let answers = read
                .criteria
                .iter()
                .flat_map(|c| c.answers.iter().map(|a| &a.when));
            for when in answers
                .chain(read.criteria.iter().map(|c| &c.when))
                .flatten()
            {
                assert_eq!(when.problem(), None, "seed {seed}: {text}");
            }
        }
    });
    for key in [
        "is",
        "in",
        "not_in",
        "contains",
        "starts_with",
        "ends_with",
        "has",
        "min",
        "max",
        "known",
        "on_or_after",
        "on_or_before",
        "within_days",
        "older_than_days",
        "at_least",
        "at_most",
        "distinct_days",
        "where",
        "sequence",
        "all",
        "any",
        "none",
        "otherwise",
        "each",
        "of",
        "covers",
        "never",
    ] {
        assert!(
            texts.contains(&format!("\"{key}\":")),
            "no {key} is made up"
        );
    }
    assert!(
        texts.contains("\"event\":["),
        "no list of events is made up"
    );
}
