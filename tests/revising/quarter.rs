//! A whole quarterly revision, with 300 leads at 80 by 24.

use accord::app::Step;
use accord::model::{Definition, Version};
use accord::store::{SessionFolder, versions};

use crate::common::Bench;
use crate::{MQL_RULE, REWORD, SIGN_BOTH, revised};

/// From the first change to the second version, and back to the first: one walk, as publishing
/// and proving this example takes its time.
#[test]
fn a_quarter() {
    let mut bench = revised("b2b-saas");
    let first = bench.session().definition.as_ref().clone();
    bench
        .shows("NOTHING HAS CHANGED")
        .keys("P")
        .shows("Publishing waits for Sales' agreement");
    changes(&mut bench);
    let mut bench = signatures(bench);
    bench
        .keys("<home>")
        .keys(SIGN_BOTH)
        .keys("P")
        .shows("Publish 2.0.0?")
        .keys("y")
        .shows("Published 2.0.0");
    second_version(&bench);
    changelog(&bench);
    back_to_the_first(&mut bench, &first);
}

/// Two changes: the threshold for behaviour from 9 to 8, and one point more for a visit to the demo
/// page. Publish says what they do.
fn changes(bench: &mut Bench) {
    bench
        .keys(MQL_RULE)
        .keys("-")
        .keys("/Watched the demo page criterion<enter><tab>+")
        .shows("97 qualify")
        .shows("(was ")
        .go(Step::Publish)
        .shows("DIFFERENT LEADS ARE FORWARDED")
        .shows("next version: 2.0.0   last: 1.0.0")
        .shows("Proved: 7,296,031 of 895,795,200")
        .shows("Smallest example")
        .shows("300 past leads    3 more to Sales")
        .keys("<down>")
        .shows("points raised from 3 to 4");
    bench
        .keys("<down><down>")
        // The three that the strip shows as coming in, two that are called sooner, and one more.
        .shows("6 of 300 past leads get a different")
        .shows("New to Sales  3 (1 won, 3 became")
        .keys("<enter>")
        .shows("lead_001134, lead_001934, lead_002551")
        .keys("<esc><up><up><enter>");
    assert_eq!(bench.state.step, Step::Points);
}

/// Both sign; then a word is changed, and both signed other words, which are named.
fn signatures(mut bench: Bench) -> Bench {
    const SIGNED: &str = "<home><down><down><down><down><down>";
    bench
        .go(Step::Publish)
        .keys("<home>")
        .keys(SIGN_BOTH)
        .shows("publishes 2.0.0")
        .keys(REWORD);
    bench
        .go(Step::Publish)
        .keys(SIGNED)
        .shows("Ada, earlier text")
        .shows("Owen, earlier text")
        .shows("Since then")
        .shows("MQL: definition reworded")
        .shows("Gladly.");
    // What was signed is known after a restart as well.
    let mut bench = bench.reopen();
    bench
        .go(Step::Publish)
        .keys(SIGNED)
        .shows("MQL: definition reworded")
        .keys("P")
        .shows("Publishing waits for Sales' agreement, Marketing's agreement");
    bench
}

/// What the second version says about itself.
fn second_version(bench: &Bench) {
    let folder = SessionFolder::at(bench.path());
    let second: Version = "2.0.0".parse().unwrap();
    let glossary = versions::read_glossary(&folder, second).unwrap();
    let changes = glossary.changes.expect("what it changed");
    assert_eq!(changes.what, "different leads are forwarded");
    assert_eq!(changes.changed_leads, "7296031");
    assert_eq!(changes.possible_leads, "895795200");
    assert_eq!(changes.changes.len(), 3);
    assert!(!changes.smallest.is_empty() && changes.reason.is_empty());
    let recap = versions::read_recap(&folder, second).unwrap();
    assert!(recap.contains("### Recorded leads"), "{recap}");
    assert!(recap.contains("3 more to Sales"), "{recap}");
    let checks = versions::verify(&folder).unwrap();
    assert_eq!(versions::first_problem(&checks), None);
}

/// What the list of all versions says.
fn changelog(bench: &Bench) {
    let folder = SessionFolder::at(bench.path());
    let log = std::fs::read_to_string(folder.versions().join("CHANGELOG.md")).unwrap();
    let (newer, older) = log.split_once("## 1.0.0").expect("both versions");
    assert!(newer.contains("## 2.0.0 - "), "{log}");
    assert!(
        newer.contains("- MQL: threshold for behaviour lowered"),
        "{log}"
    );
    assert!(older.contains("The first version."), "{log}");
}

/// The two versions compared, and the first restored as the draft.
fn back_to_the_first(bench: &mut Bench, first: &Definition) {
    bench
        .keys("R")
        .shows("2.0.0")
        .keys("<enter>b")
        .shows("1.0.0 > 2.0.0")
        .shows("Different leads are forwarded (major)")
        .keys("<esc>R<down><enter>r")
        .shows("The draft is 1.0.0 again")
        .document(|s| assert_eq!(s.definition.as_ref(), first));
    bench
        .go(Step::Publish)
        .keys("<home>")
        .shows("next version: 3.0.0   last: 2.0.0")
        .shows("3 fewer to Sales")
        .keys("u")
        .shows("NOTHING HAS CHANGED");
}
