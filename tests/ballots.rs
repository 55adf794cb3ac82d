//! Ballots, the estimate sheet, decisions and alignment: keys in, the record and the screen out.

mod common;

use accord::app::Step;
use accord::model::alignment::alignment;
use accord::model::{Agreement, Subject};
use common::Bench;

/// Everything the session keeps on disk, as text.
fn on_disk(bench: &Bench) -> String {
    let mut all = String::new();
    for file in ["session.yaml", ".accord/journal", ".accord/draft"] {
        let bytes = std::fs::read(bench.path().join(file)).unwrap_or_default();
        all.push_str(&String::from_utf8_lossy(&bytes));
    }
    all
}

fn agreement(bench: &Bench, subject: &str) -> (Agreement, bool) {
    let subject: Subject = subject.parse().expect("a subject");
    let found = alignment(bench.session(), &subject);
    (found.agreement, found.reopened)
}

/// On Points, on the answer "1:1 demo" of the worked example.
fn on_demo() -> Bench {
    let mut bench = Bench::example("worked-example");
    bench.keys("/Demo criterion<enter><enter>");
    bench
}

#[test]
fn a_value_is_estimated_blind_in_two_rounds_and_decided() {
    let mut bench = on_demo();
    bench.keys("v");
    let screen = bench.screen();
    println!("{screen}");
    // Seven voters: the facilitator isn't one.
    bench.keys("8<enter>8<enter>7<enter>1<enter>2<enter>");
    println!("{}", bench.screen());
    bench.keys("1<enter>x");
    println!("{}", bench.screen());
    bench.keys("r");
    println!("{}", bench.screen());
    bench.keys("w<enter>They ask for it themselves<enter>m");
    println!("{}", bench.screen());
    bench.keys("2");
    println!("{}", bench.screen());
    bench.keys("5<enter>5<enter>4<enter>4<enter>4<enter>3<enter>r");
    println!("{}", bench.screen());
    bench.keys("y");
    println!("{}", bench.screen());
    bench.keys("<enter>");
    println!("{}", bench.screen());
    bench.keys("<enter>");
    println!("{}", bench.screen());
    println!("{}", bench.screen_at(60, 16));
    println!("{:?}", bench.session().workshop.decisions);
    bench.keys("+");
    println!("{}", bench.screen());
    panic!();
}
