//! What is in hand is sent to the clipboard of the terminal, and nothing hidden is.

use accord::app::dialogs::dialog::Dialog;
use accord::app::{RowTarget, Step};
use accord::model::Side;

use crate::common::{Bench, on};

/// What was sent to the terminal.
fn copied(bench: &mut Bench) -> Option<String> {
    bench.host.take_copied()
}

#[test]
fn a_row_is_copied_as_it_is_shown() {
    let mut bench = on("worked-example");
    bench.keys("C").shows("sent to the terminal");
    assert_eq!(
        copied(&mut bench).as_deref(),
        Some("Target vertical  5 / 3 / 0")
    );
}

#[test]
fn a_field_is_copied_without_its_label() {
    let mut bench = on("worked-example");
    bench.go(Step::Stages).keys("<home><tab><home><down>C");
    let text = copied(&mut bench).expect("a text");
    assert!(text.starts_with("A person to whom we may write."), "{text}");
}

#[test]
fn the_palette_knows_it_by_two_names() {
    for words in [":clipboard<enter>", ":copy text<enter>"] {
        let mut bench = on("worked-example");
        bench.keys(words);
        assert!(copied(&mut bench).is_some(), "{words}");
    }
}

#[test]
fn a_long_text_is_copied_as_a_whole() {
    let mut bench = on("worked-example");
    bench.keys("BC").shows("sent to the terminal");
    let text = copied(&mut bench).expect("a text");
    for benchmark in &bench.session().workshop.benchmarks {
        assert!(text.contains(&benchmark.name), "{text}");
    }
    bench.keys("<esc>DC");
    let draft = copied(&mut bench).expect("a text");
    assert!(draft.lines().count() > 100, "{draft}");
    bench.keys("<esc>!C");
    let findings = copied(&mut bench).expect("a text");
    assert!(findings.contains("no behaviour tells us"), "{findings}");
}

#[test]
fn a_text_too_long_for_terminals_is_refused() {
    let mut bench = on("worked-example");
    let reader = |length| Dialog::Reader("Long".into(), "x".repeat(length), 0);
    let _ = bench.state.open(reader(55_000));
    bench.keys("C");
    assert!(copied(&mut bench).is_some());
    let _ = bench.state.open(reader(56_000));
    bench.keys("C").shows("Nothing was copied");
    assert_eq!(copied(&mut bench), None);
}

#[test]
fn nothing_is_copied_of_what_is_voted_on() {
    let mut bench = on("worked-example");
    bench.keys("/Toured the online demo<enter>v8<enter><esc>C");
    bench.shows("A ballot is open on it");
    assert_eq!(copied(&mut bench), None);
}

#[test]
fn sealed_words_are_not_copied() {
    let mut bench = on("standard");
    bench.keys(
        "/Marketing qualified stage<enter><tab><down><down><enter>Somebody asked<ctrl-s><esc>",
    );
    let (rows, _) = bench.state.detail();
    let words = rows
        .iter()
        .position(|row| matches!(row.target, RowTarget::Words(_, Side::Sales)));
    bench.keys("<tab>");
    bench.state.cursor_mut().detail_row = words.expect("a row");
    bench.keys("C").shows("Sales' words are sealed");
    bench.keys("<down>C").shows("Nothing is written here yet");
    assert_eq!(copied(&mut bench), None);
}

#[test]
fn plain_mode_has_no_clipboard() {
    let mut bench = on("worked-example");
    bench.state.has_terminal = false;
    bench.keys("C").shows("Plain mode has no clipboard");
    assert_eq!(copied(&mut bench), None);
}
