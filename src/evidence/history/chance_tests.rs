//! What chance shows as sure, and what it doesn't hide.

use super::cell::Cell;
use super::made_up_leads::{leads_of, made_up, table};
use super::section::Section;
use super::{each_bucket, in_common};
use crate::evidence::past_leads::PastLeads;
use crate::scoring::engine::Bitmap;
use crate::statistics::random::Random;

/// How many repetitions: those of the ordinary test, or as many as are asked for.
fn repetitions(few: usize) -> usize {
    let asked = std::env::var("ACCORD_SHUFFLES").ok();
    asked.and_then(|text| text.parse().ok()).unwrap_or(few)
}

/// Gives the compared leads their buckets in another order.
fn shuffled(leads: &PastLeads, random: &mut Random) -> PastLeads {
    let mut leads = leads.clone();
    let all: Vec<usize> = leads.counted.iter().collect();
    let mut order = all.clone();
    random.shuffle(&mut order);
    let mut moved_to = vec![0; leads.dataset.len()];
    all.iter()
        .zip(order)
        .for_each(|(from, to)| moved_to[*from] = to);
    let moved = |group: &mut Bitmap| {
        let mut moved = Bitmap::new(group.len());
        group.iter().for_each(|lead| moved.set(moved_to[lead]));
        *group = moved;
    };
    moved(&mut leads.groups.viable);
    moved(&mut leads.groups.rejected);
    leads.groups.buckets.iter_mut().for_each(moved);
    leads
}

#[test]
fn shuffled_outcomes_make_hardly_any_page_sure() {
    let all = repetitions(60);
    let leads = made_up(6, 2_000);
    let mut random = Random(7);
    let mut sure = [0; 2];
    for _ in 0..all {
        let leads = shuffled(&leads, &mut random);
        let pages = [
            in_common::compared(&leads),
            each_bucket::compared(&leads, Section::default()),
        ];
        for (sure, page) in sure.iter_mut().zip(pages) {
            *sure += usize::from(page.rows().any(|row| row.stands_out));
        }
    }
    eprintln!("{sure:?} of {all} pages of shuffled outcomes show something as sure");
    // 7% of a thousand; of fewer, three standard deviations above the 5% that are meant.
    let few = 0.05 * all as f64 + 3.0 * (all as f64 * 0.05 * 0.95).sqrt();
    let most = if all < 1_000 { few } else { 0.07 * all as f64 };
    assert!(
        sure.iter().all(|pages| (*pages as f64) <= most),
        "{sure:?} of {all}"
    );
}

#[test]
fn a_planted_difference_of_30_against_42_percent_is_sure() {
    let all = repetitions(20).min(100);
    let mut sure = 0;
    for seed in 0..all {
        let mut random = Random(1_000 + seed as u64);
        let columns = ["planted", "a", "b", "c", "d", "e", "f", "g"];
        let mut rows = Vec::new();
        for lead in 0..2_000 {
            let (bucket, percent) = [("viable", 42), ("rejected", 30)][lead % 2];
            let planted = if random.chance(percent) { "yes" } else { "no" };
            let mut values = vec![planted];
            values
                .extend((1..8).map(|at| ["one", "two", "three", "four"][random.below(at % 3 + 2)]));
            rows.push((bucket, values));
        }
        let kinds: Vec<(&str, &[&str], usize)> = rows
            .iter()
            .map(|(bucket, values)| (*bucket, values.as_slice(), 1))
            .collect();
        let section = in_common::compared(&leads_of(&columns, &kinds));
        let rows = &table(&section, "rows").rows;
        let planted = rows
            .iter()
            .find(|row| row.cells[0] == Cell::text("planted: yes"));
        sure += usize::from(planted.unwrap().stands_out);
    }
    eprintln!("a planted 30% against 42% is sure in {sure} of {all}");
    assert!(sure * 10 >= all * 9, "{sure} of {all}");
}
