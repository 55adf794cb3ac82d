//! Nothing is lost by quitting or being killed.

use accord::app::Step;
use accord::model::Definition;

use crate::common::{Bench, on};

/// A criterion and two points more.
fn edited() -> Bench {
    let mut bench = on("worked-example");
    bench
        .keys("a<enter>Lunch and learn<enter>")
        .keys("/Demo criterion<enter><enter><down>++");
    bench
}

fn definition(bench: &Bench) -> Definition {
    bench.session().definition.as_ref().clone()
}

#[test]
fn it_is_asked_what_to_do_with_edits_after_a_kill() {
    edited().killed().shows("Accord was stopped before");
}

#[test]
fn edits_survive_a_kill() {
    let bench = edited();
    let there = definition(&bench);
    let mut bench = bench.killed();
    bench.keys("k");
    assert_eq!(definition(&bench), there);
}

#[test]
fn undo_continues_across_a_kill() {
    edited()
        .killed()
        .keys("ku")
        .shows("Undone: Toured the online demo: Points");
}

#[test]
fn quitting_asks_nothing_and_keeps_what_was_undone() {
    let mut bench = edited();
    bench.keys("u");
    let undone = definition(&bench);
    let mut bench = bench.reopen();
    bench.shows("[6Points").hides("stopped");
    assert_eq!(definition(&bench), undone);
}

#[test]
fn redo_continues_across_kill_and_quitting() {
    let bench = edited();
    let there = definition(&bench);
    let mut bench = bench.killed();
    bench.keys("ku");
    assert_ne!(definition(&bench), there);
    let mut bench = bench.reopen();
    bench.keys("U");
    assert_eq!(definition(&bench), there);
}

#[test]
fn a_draft_comes_back() {
    let mut bench = on("worked-example");
    bench.go(Step::Stages).keys("<tab><down><enter> and more");
    bench.killed().shows("and more");
}
