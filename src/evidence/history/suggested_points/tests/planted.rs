//! Forty criteria, twelve of which foretell what becomes of a lead, on many made-up leads.

use std::fmt::Write as _;
use std::path::Path;

use super::super::opinion::HistoryOpinion;
use super::made_up::{MadeUp, MadeUpLead, Random, day, roles, yes_no};
use crate::scoring::{Responses, Truth};
use crate::statistics::{Design, LogisticFit, Observations, ranking_area};

/// How many criteria there are, and how many of them foretell anything.
const CRITERIA: usize = 40;
const REAL: usize = 12;

/// What becomes of leads, and the log-odds of each criterion.
struct Planted {
    made_up: MadeUp,
    log_odds: Vec<f64>,
}

/// Makes leads up: each criterion holds for a tenth to half of them, 3% are unknown; the twelve real
/// ones have log-odds from .5 to 1.6, every fourth of them against. A tenth of the leads is
/// untouched. Of the criteria's points only the sign is right.
fn planted(leads: usize, seed: u64) -> Planted {
    let mut random = Random(seed * 1_000_003 + leads as u64);
    let shares: Vec<f64> = (0..CRITERIA).map(|_| 0.1 + 0.4 * random.share()).collect();
    let sign = |c: usize| if c % 4 == 3 { -1.0 } else { 1.0 };
    // The real ones are spread among the others.
    let log_odds: Vec<f64> = (0..CRITERIA)
        .map(|c| match c * REAL / CRITERIA {
            real if (real * CRITERIA).div_ceil(REAL) == c => sign(c) * (0.5 + 0.1 * real as f64),
            _ => 0.0,
        })
        .collect();
    let names: Vec<String> = (0..CRITERIA).map(|c| format!("c{c}")).collect();
    let criteria: Vec<serde_json::Value> = (0..CRITERIA)
        .map(|c| yes_no(&names[c], random.whole(1, 10) * sign(c) as i64))
        .collect();
    let rows: Vec<MadeUpLead> = (0..leads)
        .map(|_| made_up_lead(&mut random, &shares, &log_odds))
        .collect();
    let mut columns = vec!["bucket", "created", "closed"];
    columns.extend(names.iter().map(String::as_str));
    let model = serde_json::json!({ "criteria": criteria });
    Planted {
        made_up: MadeUp::new(&columns, &rows, roles(), model),
        log_odds,
    }
}

fn made_up_lead(random: &mut Random, shares: &[f64], log_odds: &[f64]) -> MadeUpLead {
    let mut sum = -0.8;
    let mut answers = Vec::new();
    for (share, odds) in shares.iter().zip(log_odds) {
        let holds = random.share() < *share;
        sum += if holds { *odds } else { 0.0 };
        let is_unknown = random.share() < 0.03;
        answers.push(match (is_unknown, holds) {
            (true, _) => "",
            (_, true) => "yes",
            (_, false) => "no",
        });
    }
    let is_viable = random.share() < 1.0 / (1.0 + f64::exp(-sum));
    let bucket = match (random.share() < 0.1, is_viable) {
        (true, _) => "untouched",
        (_, true) => "viable",
        (_, false) => "rejected",
    };
    let closed = day(random.whole(8, 60) as i32);
    let mut values = vec![bucket.to_owned(), day(0).to_string(), closed.to_string()];
    values.extend(answers.into_iter().map(String::from));
    MadeUpLead {
        values,
        events: Vec::new(),
    }
}

/// What was found in one list.
#[derive(Debug)]
struct Found {
    /// Areas in the held-out part: the card, the sign-constrained regression, the free one.
    card: f64,
    unrounded: f64,
    free: f64,
    /// How many criteria that foretell nothing got no points.
    nulls_without: usize,
    /// How many real ones got points.
    reals_with_points: usize,
}

fn found(planted: &Planted, write_to: Option<&Path>) -> Found {
    let opinion = planted.made_up.opinion();
    assert_eq!(opinion.cant_tell, None);
    let held_out = opinion.held_out.as_ref().expect("it was opened");
    let points = opinion.points().expect("history can tell");
    let zero = |c: &usize| points[*c] == 0;
    let is_real = |c: &usize| planted.log_odds[*c] != 0.0;
    for (points, odds) in points.iter().zip(&planted.log_odds) {
        assert!(*points as f64 * odds >= 0.0, "the sign stays");
    }
    let times: Vec<Vec<u8>> = opinion
        .columns
        .columns
        .iter()
        .map(|c| c.times.clone())
        .collect();
    if let Some(path) = write_to {
        write_csv(
            path,
            &opinion,
            &times,
            &opinion.totals(planted.made_up.past(), points),
        );
    }
    let design = Design::from_columns(opinion.judged.leads.len(), &times);
    let observations = |rows| Observations {
        design: &design,
        outcome: &opinion.judged.outcome,
        rows,
    };
    let training = observations(&opinion.split.training);
    let start = LogisticFit::of_share(training);
    let free = [(f64::NEG_INFINITY, f64::INFINITY); CRITERIA];
    let fit = LogisticFit::new(training, 1.0, &free, &start);
    let rows = observations(&opinion.split.held_out);
    let (scores, outcome): (Vec<f64>, Vec<bool>) = rows
        .iter()
        .map(|(row, well)| (fit.log_odds(rows, row), well))
        .unzip();
    Found {
        card: held_out.card.area(),
        unrounded: held_out.unrounded.area(),
        free: ranking_area(&scores, &outcome).expect("both outcomes are held out"),
        nulls_without: (0..CRITERIA).filter(|c| !is_real(c) && zero(c)).count(),
        reals_with_points: (0..CRITERIA).filter(|c| is_real(c) && !zero(c)).count(),
    }
}

/// Writes what `benches/fasterrisk.py` reads: the criteria, the outcome, what is held out, and the
/// totals of the card.
fn write_csv(path: &Path, opinion: &HistoryOpinion, times: &[Vec<u8>], totals: &[i64]) {
    let mut text = (0..CRITERIA).fold(String::new(), |text, c| text + &format!("c{c},"));
    text.push_str("viable,held_out,total\n");
    for (row, well) in opinion.judged.outcome.iter().enumerate() {
        for column in times {
            write!(text, "{},", column[row]).expect("a string can be written to");
        }
        let is_held_out = opinion.split.held_out.binary_search(&row).is_ok();
        let [well, is_held_out] = [*well, is_held_out].map(u8::from);
        let total = totals[row];
        writeln!(text, "{well},{is_held_out},{total}").expect("a string can be written to");
    }
    std::fs::write(path, text).expect("the folder is there");
}

/// With `ACCORD_PLANTED=10` on ten lists of 2,000, 5,000 and 10,000 leads each, otherwise on a small
/// one. `ACCORD_PLANTED_TO` names a folder to which each list is written.
#[test]
fn planted_criteria_are_found_and_others_left_out() {
    let seeds = std::env::var("ACCORD_PLANTED").ok();
    let seeds = seeds.and_then(|seeds| seeds.parse::<u64>().ok());
    let (sizes, seeds): (&[usize], u64) = match seeds {
        Some(seeds) => (&[2_000, 5_000, 10_000], seeds),
        None => (&[2_000], 1),
    };
    let folder = std::env::var_os("ACCORD_PLANTED_TO");
    for size in sizes {
        let all: Vec<Found> = (0..seeds)
            .map(|seed| {
                let path = folder.as_ref().map(|folder| {
                    let name = format!("planted-{size}-{seed}.csv");
                    Path::new(folder).join(name)
                });
                found(&planted(*size, seed), path.as_deref())
            })
            .collect();
        let lists = all.len() as f64;
        let mean = |of: &dyn Fn(&Found) -> f64| all.iter().map(of).sum::<f64>() / lists;
        let worst = |of: &dyn Fn(&Found) -> f64| all.iter().map(of).fold(f64::MIN, f64::max);
        let under: [&dyn Fn(&Found) -> f64; 2] =
            [&|found| found.unrounded - found.card, &|found| {
                found.free - found.card
            }];
        let nulls = mean(&|f| f.nulls_without as f64) / (CRITERIA - REAL) as f64;
        let real = mean(&|f| f.reals_with_points as f64) / REAL as f64;
        eprintln!(
            "{size} leads, {seeds} lists: AUC {:.4}; under the regression {:.4} (worst {:.4}), \
             under the free one {:.4} (worst {:.4}); {:.1}% of nulls 0, {:.1}% of real ones found",
            mean(&|f| f.card),
            mean(under[0]),
            worst(under[0]),
            mean(under[1]),
            worst(under[1]),
            100.0 * nulls,
            100.0 * real
        );
        for under in under {
            assert!(
                mean(under) <= if seeds > 1 { 0.005 } else { 0.015 },
                "{all:?}"
            );
            assert!(worst(under) <= 0.015, "{all:?}");
        }
        assert!(nulls >= if *size >= 5_000 { 0.95 } else { 0.9 }, "{all:?}");
        assert!(real >= if *size >= 5_000 { 0.95 } else { 0.75 }, "{all:?}");
    }
}

#[test]
fn leads_without_signal_say_nothing() {
    let mut planted = planted(600, 3);
    // The same criteria, asked of leads whose buckets were dealt anew.
    let mut random = Random(5);
    let past = planted.made_up.past().leads.dataset.clone();
    let leads: Vec<MadeUpLead> = (0..past.len())
        .map(|lead| {
            let mut values: Vec<String> = (0..CRITERIA + 3)
                .map(|column| past.value(column, lead).to_owned())
                .collect();
            values[0] = if random.share() < 0.6 {
                "viable"
            } else {
                "rejected"
            }
            .into();
            MadeUpLead {
                values,
                events: Vec::new(),
            }
        })
        .collect();
    let columns: Vec<&str> = past.columns.iter().map(String::as_str).collect();
    let model = serde_json::to_value(&*planted.made_up.session.definition).unwrap();
    planted.made_up = MadeUp::new(&columns, &leads, roles(), model);
    let section = planted.made_up.section();
    let cant_tell = section
        .notes
        .iter()
        .find(|note| note.starts_with("History can't tell"));
    assert!(cant_tell.is_some(), "{:?}", section.notes);
    assert!(
        section.rows().all(|row| row.subject.is_none()),
        "nothing is suggested"
    );
}

#[test]
fn suggestions_are_the_same_each_time() {
    let [first, second] = [1, 1].map(|seed| planted(400, seed).made_up.section());
    assert_eq!(first, second);
}

#[test]
fn totals_of_a_card_are_those_of_the_plain_evaluator() {
    let planted = planted(200, 2);
    let past = planted.made_up.past();
    let scorer = past.scored.scorer().with_points(|c, _| c as i64 % 7 - 3);
    let rescored = past.scored.rescored(std::sync::Arc::new(scorer.clone()));
    let rescored = rescored.expect("the model has the same answers");
    for lead in 0..200 {
        let responses: Responses = past.scored.responses(lead);
        assert_eq!(rescored.total(lead), scorer.outcome(&responses).total);
        let known = (0..CRITERIA).filter(|c| responses.get(*c, 0) == Truth::Yes);
        assert_eq!(
            rescored.total(lead),
            known.map(|c| c as i64 % 7 - 3).sum::<i64>()
        );
    }
}
