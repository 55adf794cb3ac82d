//! Suggested points on leads whose truth is planted: what is found, what is left out, and how well
//! the points rank leads that are held out. The parts and the figures are computed here once more.

mod leads;

use std::fmt::Write as _;
use std::path::Path;

use accord::evidence::history::{Cell, RowSubject, Section};
use accord::statistics::{Design, LogisticFit, Observations};
use leads::{CRITERIA, Planted, REAL, Random};
use xxhash_rust::xxh3::xxh3_64;

/// What the page says of one list.
#[derive(Debug)]
struct Opinion {
    /// Areas in the held-out part: the card, the regression with the room's signs, and one that is
    /// free in its signs and holds back nothing.
    card: f64,
    unrounded: f64,
    free: f64,
    /// How many criteria that foretell nothing got no points.
    nulls_without: usize,
    /// How many real ones got points.
    reals_with_points: usize,
}

/// The leads that were judged, and which of them are held out.
struct Parts {
    judged: Vec<usize>,
    outcome: Vec<bool>,
    training: Vec<usize>,
    held_out: Vec<usize>,
}

/// Seventy of a hundred leads of each outcome are trained on, in the order of their ids' hashes.
fn parts(planted: &Planted) -> Parts {
    let judged = (0..planted.buckets.len()).filter(|lead| planted.buckets[*lead] != "untouched");
    let judged: Vec<usize> = judged.collect();
    let outcome: Vec<bool> = judged
        .iter()
        .map(|l| planted.buckets[*l] == "viable")
        .collect();
    let (mut training, mut held_out) = (Vec::new(), Vec::new());
    for kind in [false, true] {
        let mut rows: Vec<usize> = (0..judged.len())
            .filter(|row| outcome[*row] == kind)
            .collect();
        rows.sort_by_key(|row| xxh3_64(Planted::id(judged[*row]).as_bytes()));
        let (first, rest) = rows.split_at((rows.len() as f64 * 0.7).round() as usize);
        training.extend(first);
        held_out.extend(rest);
    }
    Parts {
        judged,
        outcome,
        training,
        held_out,
    }
}

/// The area under the ROC curve, by comparing each with each.
fn area(scores: &[f64], outcome: &[bool], rows: &[usize]) -> f64 {
    let of = |kind: bool| rows.iter().filter(move |row| outcome[**row] == kind);
    let mut sum = 0.0;
    for well in of(true) {
        for badly in of(false) {
            sum += match scores[*well].total_cmp(&scores[*badly]) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            };
        }
    }
    sum / (of(true).count() * of(false).count()) as f64
}

/// The points that the page suggests, by criterion.
fn suggested(section: &Section) -> Vec<i64> {
    let rows = section.rows().filter_map(|row| match &row.subject {
        Some(RowSubject::SuggestedPoints(_, points)) => Some(*points),
        _ => None,
    });
    rows.collect()
}

/// A figure of the table of quality.
fn quality(section: &Section, row: usize) -> f64 {
    let mut tables = section.tables.iter();
    let table = tables
        .find(|table| table.id == "quality")
        .expect("the held-out part was opened");
    match table.rows[row].cells[1] {
        Cell::Number(area, _) => area,
        ref other => panic!("{other:?} is no area"),
    }
}

fn opinion(planted: &Planted, write_to: Option<&Path>) -> Opinion {
    let section = planted.scored().page();
    let points = suggested(&section);
    assert_eq!(points.len(), CRITERIA, "{:?}", section.notes);
    for (points, odds) in points.iter().zip(&planted.log_odds) {
        assert!(*points as f64 * odds >= 0.0, "the sign stays");
    }
    let parts = parts(planted);
    let has = |row: usize, c: usize| planted.answers[parts.judged[row]][c] == Some(true);
    let total = |row: usize| -> i64 {
        (0..CRITERIA)
            .filter(|c| has(row, *c))
            .map(|c| points[c])
            .sum()
    };
    let totals: Vec<f64> = (0..parts.judged.len())
        .map(|row| total(row) as f64)
        .collect();
    let card = area(&totals, &parts.outcome, &parts.held_out);
    assert!(
        (card - quality(&section, 0)).abs() < 1e-9,
        "the page says {}",
        quality(&section, 0)
    );
    let columns: Vec<Vec<u8>> = (0..CRITERIA)
        .map(|c| {
            (0..parts.judged.len())
                .map(|row| u8::from(has(row, c)))
                .collect()
        })
        .collect();
    if let Some(path) = write_to {
        write_csv(path, &parts, &columns, &totals);
    }
    let zero = |c: &usize| points[*c] == 0;
    let is_real = |c: &usize| planted.log_odds[*c] != 0.0;
    Opinion {
        card,
        unrounded: quality(&section, 2),
        free: free_area(&parts, &columns),
        nulls_without: (0..CRITERIA).filter(|c| !is_real(c) && zero(c)).count(),
        reals_with_points: (0..CRITERIA).filter(|c| is_real(c) && !zero(c)).count(),
    }
}

/// The held-out area of a plain logistic regression of all criteria.
fn free_area(parts: &Parts, columns: &[Vec<u8>]) -> f64 {
    let design = Design::from_columns(parts.judged.len(), columns);
    let training = Observations {
        design: &design,
        outcome: &parts.outcome,
        rows: &parts.training,
    };
    let free = [(f64::NEG_INFINITY, f64::INFINITY); CRITERIA];
    let fit = LogisticFit::new(training, 1e-6, &free, &LogisticFit::of_share(training));
    let scores: Vec<f64> = (0..parts.judged.len())
        .map(|row| fit.log_odds(training, row))
        .collect();
    area(&scores, &parts.outcome, &parts.held_out)
}

/// Writes what `benches/points_vs_fasterrisk.py` reads: the criteria, the outcome, what is held out,
/// and the totals of the card.
fn write_csv(path: &Path, parts: &Parts, columns: &[Vec<u8>], totals: &[f64]) {
    let mut text = (0..CRITERIA).fold(String::new(), |text, c| text + &format!("c{c},"));
    text.push_str("viable,held_out,total\n");
    for (row, well) in parts.outcome.iter().enumerate() {
        for column in columns {
            write!(text, "{},", column[row]).expect("a string can be written to");
        }
        let [well, is_held_out] = [*well, parts.held_out.contains(&row)].map(u8::from);
        writeln!(text, "{well},{is_held_out},{}", totals[row]).expect("a string can be written to");
    }
    std::fs::write(path, text).expect("the folder is there");
}

/// With `ACCORD_PLANTED=10` on ten lists of 2,000, 5,000 and 10,000 leads each, otherwise on one
/// of 5,000. `ACCORD_PLANTED_TO` names a folder to which each list is written.
#[test]
fn planted_criteria_are_found_and_others_left_out() {
    let seeds = std::env::var("ACCORD_PLANTED").ok();
    let seeds = seeds.and_then(|seeds| seeds.parse::<u64>().ok());
    let (sizes, seeds): (&[usize], u64) = match seeds {
        Some(seeds) => (&[2_000, 5_000, 10_000], seeds),
        None => (&[5_000], 1),
    };
    let folder = std::env::var_os("ACCORD_PLANTED_TO");
    for size in sizes {
        let of_seed = |seed: u64| {
            let path = folder.as_ref().map(|folder| {
                let name = format!("planted-{size}-{seed}.csv");
                Path::new(folder).join(name)
            });
            opinion(&Planted::new(*size, seed), path.as_deref())
        };
        let all: Vec<Opinion> = (0..seeds).map(of_seed).collect();
        check(*size, &all);
    }
}

/// Checks what is promised of all lists of a size, and prints it.
fn check(size: usize, all: &[Opinion]) {
    let lists = all.len() as f64;
    let mean = |of: &dyn Fn(&Opinion) -> f64| all.iter().map(of).sum::<f64>() / lists;
    let worst = |of: &dyn Fn(&Opinion) -> f64| all.iter().map(of).fold(f64::MIN, f64::max);
    let under_fit = |opinion: &Opinion| opinion.unrounded - opinion.card;
    let under_free = |opinion: &Opinion| opinion.free - opinion.card;
    let nulls = mean(&|o| o.nulls_without as f64) / (CRITERIA - REAL) as f64;
    let reals = mean(&|o| o.reals_with_points as f64) / REAL as f64;
    eprintln!(
        "{size} leads, {lists} lists: AUC {:.4}; under the regression {:.4} (worst {:.4}), under \
         the free one {:.4} (worst {:.4}); {:.1}% of nulls at 0, {:.1}% of real ones found",
        mean(&|o| o.card),
        mean(&under_fit),
        worst(&under_fit),
        mean(&under_free),
        worst(&under_free),
        100.0 * nulls,
        100.0 * reals
    );
    let most = if all.len() > 1 { 0.005 } else { 0.015 };
    assert!(
        mean(&under_fit) <= most && mean(&under_free) <= most,
        "{all:?}"
    );
    // The regression with the room's signs knows more than a plain one; of 540 leads that are held
    // out, a card is more than .015 under it in one list of fifty (4 of 200), where criteria that
    // foretell little cost more than they tell. So of lists that small only the plain one is claimed.
    assert!(worst(&under_free) <= 0.015, "{all:?}");
    if size >= 5_000 {
        assert!(worst(&under_fit) <= 0.015, "{all:?}");
    }
    let [least_nulls, least_reals] = if size >= 5_000 {
        [0.95, 0.95]
    } else {
        [0.9, 0.75]
    };
    assert!(nulls >= least_nulls && reals >= least_reals, "{all:?}");
}

#[test]
fn leads_without_signal_say_nothing() {
    let mut planted = Planted::new(600, 3);
    // The same leads, whose buckets were dealt anew.
    let mut random = Random(5);
    for bucket in &mut planted.buckets {
        *bucket = if random.share() < 0.6 {
            "viable"
        } else {
            "rejected"
        };
    }
    let section = planted.scored().page();
    let mut notes = section.notes.iter();
    assert!(
        notes.any(|note| note.starts_with("History can't tell")),
        "{:?}",
        section.notes
    );
    assert_eq!(suggested(&section), [0_i64; 0], "nothing is suggested");
}

#[test]
fn suggestions_are_the_same_each_time() {
    let [first, second] = [1, 1].map(|seed| Planted::new(400, seed).scored().page());
    assert_eq!(first, second);
    assert!(!suggested(&first).is_empty(), "{:?}", first.notes);
}
