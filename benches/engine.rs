//! Scoring many recorded leads: time for a million leads under sixty criteria, and memory for ten
//! million.
//!
//! `cargo bench --bench engine` runs everything; `cargo bench --bench engine -- memory` only the
//! last part.

#[path = "../tests/common/mod.rs"]
mod common;

use std::sync::{Arc, OnceLock};

use accord::model::Definition;
use accord::scoring::engine::Bitmap;
use accord::scoring::{Dataset, Engine, Event, ScoredDataset, Scorer};
use divan::Bencher;
use jiff::ToSpan;
use jiff::civil::date;

/// The same as in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const LEADS: usize = 1_000_000;

fn main() {
    divan::main();
}

/// Numbers that look random, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % end
    }
}

const WORDS: [&str; 8] = [
    "Manufacturing",
    "Logistics",
    "Health",
    "Retail",
    "Energy",
    "Public",
    "",
    "Other",
];

/// Twenty text columns with few values, five numeric ones with many, and events for every third
/// lead.
fn million() -> Arc<Dataset> {
    static DATA: OnceLock<Arc<Dataset>> = OnceLock::new();
    DATA.get_or_init(|| {
        let texts = (0..20).map(|c| format!("c{c}"));
        let numbers = (0..5).map(|c| format!("n{c}"));
        let mut data = Dataset::new(texts.chain(numbers).collect());
        data.has_events = true;
        let today = date(2026, 11, 21);
        data.latest_event = Some(today);
        let mut dice = Dice(7);
        let names: Vec<Arc<str>> = (0..10).map(|e| format!("event {e}").into()).collect();
        for lead in 0..LEADS {
            let mut numbers =
                [100, 1_000, 10_000, 100_000, 100_000_000].map(|end| dice.below(end).to_string());
            if dice.below(10) == 0 {
                numbers[1].clear();
            }
            let mut values: Vec<&str> = (0..20).map(|_| WORDS[dice.below(8) as usize]).collect();
            values.extend(numbers.iter().map(String::as_str));
            let mut events = Vec::new();
            if lead % 3 == 0 {
                for _ in 0..dice.below(8) {
                    let ago = i64::try_from(dice.below(90)).expect("small");
                    let name = names[dice.below(10) as usize].clone();
                    events.push(Event::new(name, (today - ago.days()).at(9, 0, 0, 0)));
                }
                events.sort_by_key(|event| event.at);
            }
            data.push(&lead.to_string(), lead as u64 + 2, &values, &events, None);
        }
        data.shrink();
        Arc::new(data)
    })
    .clone()
}

/// Sixty criteria: twenty `one-of` with four answers and forty yes/no; eight stages with rules over
/// twelve criteria and points; four groups.
fn model() -> Definition {
    let mut criteria = Vec::new();
    for c in 0..20 {
        let levels: Vec<String> = (0..3)
            .map(|l| {
                let (a, b) = (WORDS[2 * l], WORDS[2 * l + 1]);
                let when =
                    format!(r#"{{"field":"c{c}","in":["{a}","{b}"]}}"#).replace(r#","""#, "");
                format!(
                    r#"{{"id":"l{l}","label":"","points":{},"when":{when}}}"#,
                    3 - l
                )
            })
            .collect();
        let kind = if c % 2 == 0 { "fit" } else { "behaviour" };
        criteria.push(format!(
            r#"{{"id":"one-{c}","name":"","kind":"{kind}","combine":"one-of","answers":[{},
            {{"id":"other","label":"","points":0,"otherwise":true}}]}}"#,
            levels.join(",")
        ));
    }
    for c in 0..40 {
        let when = match c {
            0..20 => format!(
                r#"{{"field":"c{c}","contains":"{}"}}"#,
                ["man", "e", "log"][c % 3]
            ),
            20..30 => format!(r#"{{"field":"n{}","min":{}}}"#, c % 4, 7 * c),
            _ => format!(r#"{{"event":"event {}","within_days":60}}"#, c % 10),
        };
        let kind = if c % 2 == 0 { "fit" } else { "behaviour" };
        let (phase, points) = (["research", "consideration"][c / 2 % 2], 1 + c % 5);
        let phase = if c % 2 == 0 {
            String::new()
        } else {
            format!(r#""phase":"{phase}","#)
        };
        criteria.push(format!(
            r#"{{"id":"yes-{c}","name":"","kind":"{kind}",{phase}"points":{points},"when":{when}}}"#
        ));
    }
    let groups: Vec<String> = (0..4)
        .map(|g| {
            let of: Vec<String> = (0..5)
                .map(|i| format!(r#""yes-{}""#, 10 * g + 2 * i))
                .collect();
            format!(
                r#"{{"id":"g{g}","name":"","of":[{}],"max":8}}"#,
                of.join(",")
            )
        })
        .collect();
    let stages: Vec<String> = (0..8)
        .map(|s| {
            format!(
                r#"{{"id":"s{s}","name":"","rule":{{"any":["one-{s}","yes-{}","one-{}=l0|l1"],
                "none":["yes-{}"],"at_least":[{{"count":2,"of":["yes-1","yes-3","yes-5","one-7","yes-9"]}},
                {{"count":1,"of":{{"phase":"consideration"}}}}],"points":{{"total":{},"fit":{}}}}}}}"#,
                s + 1, s + 2, 39 - s, 30 + 4 * s, 5 + s
            )
        })
        .collect();
    let text = format!(
        r#"{{"criteria":[{}],"groups":[{}],"stages":[{}],"handoff":{{"stage":"s5","disposition":"forward"}},
        "bands":[{{"id":"cold","name":"","disposition":"recycle"}},
          {{"id":"warm","name":"","from":30,"disposition":"nurture"}},
          {{"id":"hot","name":"","from":50,"disposition":"close","qualified":"fast"}}],
        "routes":[{{"id":"r","rule":{{"all":["yes-30"]}},"disposition":"discard","even_if_qualified":true}},
          {{"id":"t","rule":{{"reached":"s2","none":["yes-31"]}},"disposition":"nurture"}}],
        "dispositions":[{}]}}"#,
        criteria.join(","),
        groups.join(","),
        stages.join(","),
        ["forward", "fast", "close", "nurture", "recycle", "discard"]
            .map(|d| format!(
                r#"{{"id":"{d}","name":"","action":"{}"}}"#,
                match d {
                    "forward" | "fast" => "forward",
                    "discard" => "discard",
                    "recycle" => "recycle",
                    _ => "nurture",
                }
            ))
            .join(",")
    );
    serde_json::from_str(&text).expect("the model reads")
}

fn scorer(change: impl FnOnce(&mut Definition)) -> Arc<Scorer> {
    let mut definition = model();
    change(&mut definition);
    Arc::new(Scorer::new(&definition))
}

/// An engine that has scored once.
fn warm() -> Engine {
    let mut engine = Engine::new(million());
    let scored = engine.score(scorer(|_| ()));
    assert!(scored.counts().qualify > 1_000 && scored.counts().qualify < LEADS / 2);
    engine
}

/// Alternates between two models, counting who qualifies among some leads, as the strip does.
fn alternate(bencher: Bencher, change: impl FnOnce(&mut Definition)) {
    let mut engine = warm();
    let won = Bitmap::from_fn(LEADS, |lead| lead % 11 == 0);
    let two = [scorer(change), scorer(|_| ())];
    let mut turn = 0;
    bencher.bench_local(|| -> (Arc<ScoredDataset>, usize) {
        let scored = engine.score(two[turn % 2].clone());
        turn += 1;
        let inside = scored.count_qualified_among(&won);
        (scored, inside)
    });
}

#[divan::bench]
fn changed_point(bencher: Bencher) {
    alternate(bencher, |d| d.criteria[3].answers[0].points = 7);
}

#[divan::bench]
fn changed_point_in_a_group(bencher: Bencher) {
    alternate(bencher, |d| d.criteria[20].points = Some(9.into()));
}

#[divan::bench]
fn changed_rule(bencher: Bencher) {
    alternate(bencher, |d| {
        let rule = d.stages[5].rule.as_mut().expect("it has one");
        rule.none = Some(vec!["one-9".parse().expect("a reference")]);
    });
}

/// A new condition each time.
fn ever_new(bencher: Bencher, when: impl Fn(u32) -> String) {
    let mut engine = warm();
    let mut turn = 0;
    bencher
        .with_inputs(|| {
            turn += 1;
            let when = serde_json::from_str(&when(turn)).expect("a condition");
            scorer(|d| d.criteria[40].when = Some(when))
        })
        .bench_local_values(|scorer| engine.score(scorer));
}

#[divan::bench(sample_count = 18)]
fn changed_condition_on_a_text(bencher: Bencher) {
    ever_new(bencher, |n| {
        format!(r#"{{"field":"c3","in":["retail","health","{n}"]}}"#)
    });
}

#[divan::bench(sample_count = 18)]
fn changed_condition_on_a_number(bencher: Bencher) {
    ever_new(bencher, |n| {
        format!(r#"{{"field":"n3","min":{}}}"#, n * 1_000)
    });
}

#[divan::bench(sample_count = 18)]
fn changed_condition_on_a_number_of_ever_other_value(bencher: Bencher) {
    ever_new(bencher, |n| {
        format!(r#"{{"field":"n4","min":{}}}"#, n * 1_000_000)
    });
}

#[divan::bench(sample_count = 18)]
fn changed_condition_on_an_event(bencher: Bencher) {
    ever_new(bencher, |n| {
        format!(r#"{{"event":"event 3","within_days":{n}}}"#)
    });
}

/// Scores everything anew, with the bitmaps of the conditions in place.
#[divan::bench]
fn full_rescore(bencher: Bencher) {
    let mut engine = warm();
    // Another order of the criteria, so that nothing can be reused.
    let two = [scorer(|d| d.criteria.swap(0, 1)), scorer(|_| ())];
    let mut turn = 0;
    bencher.bench_local(|| {
        let scored = engine.score(two[turn % 2].clone());
        turn += 1;
        scored
    });
}

/// Scores everything anew and evaluates every condition.
#[divan::bench(sample_count = 10)]
fn first_score(bencher: Bencher) {
    let scorer = scorer(|_| ());
    bencher
        .with_inputs(|| Engine::new(million()))
        .bench_local_values(|mut engine| engine.score(scorer.clone()));
}

/// The plain evaluator for comparison, on a thousandth of the leads.
#[divan::bench(sample_count = 5)]
fn one_by_one_a_thousandth(bencher: Bencher) {
    let (data, scorer) = (million(), scorer(|_| ()));
    bencher.bench_local(|| {
        let bound = scorer.bind(&data);
        let leads = (0..LEADS / 1_000).map(|lead| data.lead(lead));
        leads
            .filter(|lead| scorer.outcome(&bound.responses(lead)).qualified)
            .count()
    });
}

#[divan::bench]
fn who_came_in_and_went_out(bencher: Bencher) {
    let mut engine = warm();
    let before = engine.score(scorer(|_| ()));
    let now = engine.score(scorer(|d| d.criteria[3].answers[0].points = 7));
    bencher.bench_local(|| now.changes_since(&before));
}

#[divan::bench(sample_count = 10)]
fn order_by_total(bencher: Bencher) {
    let scored = warm().score(scorer(|_| ()));
    bencher.bench_local(|| scored.order_by_total());
}

/// Peak memory of this process, in MB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kb = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kb.unwrap_or(0) / 1_024
}

/// Ten million leads of twenty columns: two with a different value for every lead, six numeric
/// ones, twelve with few values. Prints the peak memory, including that for building them.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn memory_of_ten_million(bencher: Bencher) {
    bencher.bench_local(|| {
        let before = peak();
        let columns = (0..20).map(|c| format!("c{c}")).collect();
        let mut data = Dataset::new(columns);
        let mut dice = Dice(3);
        for lead in 0..10_000_000_u64 {
            let own = [
                format!("00Q5w{lead:013}"),
                format!("someone.{lead}@company-{}.example", lead % 90_001),
                dice.below(100_000_000).to_string(),
                dice.below(1_000_000).to_string(),
                dice.below(50_000).to_string(),
                dice.below(1_000).to_string(),
                dice.below(100).to_string(),
                dice.below(2).to_string(),
            ];
            let mut values: Vec<&str> = own.iter().map(String::as_str).collect();
            values.extend((0..12).map(|_| WORDS[dice.below(8) as usize]));
            data.push(&own[0], lead + 2, &values, &[], None);
        }
        data.shrink();
        println!("peak {} MB, {} MB before", peak(), before);
        data
    });
}

/// The software company's session with this many leads, made by repeating its own.
fn workshop(leads: usize) -> common::Bench {
    let folder = tempfile::tempdir().expect("a folder");
    let example = common::example("b2b-saas");
    let text = std::fs::read_to_string(example.join("session.yaml")).expect("the example");
    std::fs::write(folder.path().join("session.yaml"), text).expect("a copy");
    for file in ["leads.csv", "events.csv"] {
        let text = std::fs::read_to_string(example.join(file)).expect("the example");
        let (header, rows) = text.split_once('\n').expect("a header");
        let mut more = format!("{header}\n");
        for copy in 0..leads / 300 {
            // Other ids for each copy; they all start with `lead_`.
            more.push_str(&rows.replace("lead_", &format!("l{copy}_")));
        }
        std::fs::write(folder.path().join(file), more).expect("a copy");
    }
    common::Bench::at(folder).size(120, 40)
}

/// Time from a key that changes points to the frame with the new figures, and from any key to its
/// frame, with 100,000 recorded leads: median and 99th percentile.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn key_to_frame_with_100_000_leads(bencher: Bencher) {
    use accord::app::{Key, Message, Step};
    use std::time::{Duration, Instant};
    bencher
        .with_inputs(|| workshop(100_000))
        .bench_local_values(|mut bench| {
            assert!(
                bench
                    .state
                    .outlook
                    .as_ref()
                    .is_some_and(|o| o.recorded_count() > 99_000)
            );
            for (step, keys) in [(Step::Points, "+-jj"), (Step::Preview, "jjJkG")] {
                bench.go(step);
                let (mut frames, mut shown) = (Vec::new(), Vec::new());
                for turn in 0..200 {
                    let key = keys.chars().nth(turn % keys.len()).expect("a key");
                    let before = bench.state.generation;
                    let start = Instant::now();
                    bench
                        .host
                        .handle(&mut bench.state, Message::Key(Key::char(key)));
                    bench.screen();
                    frames.push(start.elapsed());
                    if bench.state.generation > before {
                        let was = bench.state.outlook.clone();
                        let old = |o: &std::sync::Arc<_>| {
                            was.as_ref().is_some_and(|w| std::sync::Arc::ptr_eq(w, o))
                        };
                        while bench.state.outlook.as_ref().is_none_or(old) {
                            std::thread::sleep(Duration::from_micros(100));
                            bench.host.poll(&mut bench.state);
                        }
                        bench.screen();
                        shown.push(start.elapsed());
                    }
                    bench
                        .host
                        .wait_idle(&mut bench.state, Duration::from_secs(10));
                }
                for (what, mut times) in [("key to frame", frames), ("to consequence", shown)] {
                    times.sort_unstable();
                    if let (Some(half), Some(most)) = (
                        times.get(times.len() / 2),
                        times.get(times.len() * 99 / 100),
                    ) {
                        println!("{step:?}, {what}: half within {half:?}, 99% within {most:?}");
                    }
                }
            }
        });
}
