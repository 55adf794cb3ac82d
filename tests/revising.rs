//! The quarterly revision at the keyboard: what changes for which leads, who signed what, and the
//! versions afterwards.

mod common;

use accord::app::{Message, Step};
use accord::model::Version;
use accord::store::{SessionFolder, versions};
use common::Bench;

const SIGN_BOTH: &str = "s<enter>Ada<enter>s<down><enter>Owen<enter>";
/// Opens the MQL's rule on Rules, at its first number.
const MQL_RULE: &str =
    "/Marketing qualified stage<enter><tab><down><down><down><down><down><down><enter>";

/// An example published as 1.0.0, with a revision begun, on Publish.
fn revised(example: &str) -> Bench {
    let mut bench = Bench::example(example);
    bench.go(Step::Publish).keys(SIGN_BOTH).keys("Py");
    shows(&bench, "Published 1.0.0");
    let mut bench = bench.reopen();
    bench.keys("y").go(Step::Publish);
    bench
}

#[track_caller]
fn shows(bench: &Bench, text: &str) {
    let screen = bench.screen();
    assert!(screen.contains(text), "no {text:?} in\n{screen}");
}

#[track_caller]
fn hides(bench: &Bench, text: &str) {
    let screen = bench.screen();
    assert!(!screen.contains(text), "{text:?} in\n{screen}");
}

/// A whole quarterly revision, with 300 leads at 80 by 24.
#[test]
fn a_quarter() {
    let mut bench = revised("b2b-saas");
    let first = bench.session().definition.clone();
    shows(&bench, "NOTHING HAS CHANGED");
    bench.keys("P");
    shows(&bench, "Publishing waits for Sales' agreement");

    // Two changes: the threshold for behaviour from 9 to 8, and one point more for a visit to the
    // demo page.
    bench.keys(MQL_RULE).keys("-");
    bench.keys("/Watched the demo page criterion<enter><tab>+");
    shows(&bench, "97 qualify");
    shows(&bench, "(was ");
    bench.go(Step::Publish);
    shows(&bench, "DIFFERENT LEADS ARE FORWARDED");
    shows(&bench, "next version: 2.0.0   last: 1.0.0");
    shows(&bench, "Proved: 53,357,192 of 12,079,595,520");
    shows(&bench, "Smallest example");
    shows(&bench, "300 past leads    3 more to Sales");
    bench.keys("<down>");
    shows(&bench, "points raised from 3 to 4");
    bench.keys("<down><down>");
    // The three that the strip shows as coming in, two that are called sooner, and one more.
    shows(&bench, "6 of 300 past leads get a different");
    shows(&bench, "New to Sales  3 (1 won, 3 became");
    bench.keys("<enter>");
    shows(&bench, "lead_001134, lead_001934, lead_002551");
    bench.keys("<esc><up><up><enter>");
    assert_eq!(bench.state.step, Step::Points);

    // Both sign; then a word is changed, and both signed other words, which are named.
    bench.go(Step::Publish).keys("<home>").keys(SIGN_BOTH);
    shows(&bench, "publishes 2.0.0");
    bench.keys("/Marketing qualified stage<enter><tab><down><enter> Gladly.<ctrl-s>");
    bench
        .go(Step::Publish)
        .keys("<home><down><down><down><down><down>");
    shows(&bench, "Ada, earlier text");
    shows(&bench, "Owen, earlier text");
    shows(&bench, "Since then");
    shows(&bench, "MQL: definition reworded");
    shows(&bench, "Gladly.");
    // What was signed is known after a restart as well.
    let mut bench = bench.reopen();
    bench
        .go(Step::Publish)
        .keys("<home><down><down><down><down><down>");
    shows(&bench, "MQL: definition reworded");
    bench.keys("P");
    shows(
        &bench,
        "Publishing waits for Sales' agreement, Marketing's agreement",
    );

    bench.keys("<home>").keys(SIGN_BOTH).keys("P");
    shows(&bench, "Publish 2.0.0?");
    bench.keys("y");
    shows(&bench, "Published 2.0.0");

    // What the version says about itself.
    let folder = SessionFolder::at(bench.path());
    let second: Version = "2.0.0".parse().unwrap();
    let glossary = versions::read_glossary(&folder, second).unwrap();
    let changes = glossary.changes.expect("what it changed");
    assert_eq!(changes.what, "different leads are forwarded");
    assert_eq!(changes.changed_leads, "53357192");
    assert_eq!(changes.possible_leads, "12079595520");
    assert_eq!(changes.changes.len(), 3);
    assert!(!changes.smallest.is_empty() && changes.reason.is_empty());
    let recap = versions::read_recap(&folder, second).unwrap();
    assert!(recap.contains("### Recorded leads"), "{recap}");
    assert!(recap.contains("3 more to Sales"), "{recap}");
    let log = std::fs::read_to_string(folder.versions().join("CHANGELOG.md")).unwrap();
    let (newer, older) = log.split_once("## 1.0.0").expect("both versions");
    assert!(newer.contains("## 2.0.0 - "), "{log}");
    assert!(
        newer.contains("- MQL: threshold for behaviour lowered"),
        "{log}"
    );
    assert!(older.contains("The first version."), "{log}");
    let checks = versions::verify(&folder).unwrap();
    assert_eq!(versions::first_problem(&checks), None);

    // The two versions compared, and the first restored as the draft.
    bench.keys("R");
    shows(&bench, "2.0.0");
    bench.keys("<enter>b");
    shows(&bench, "1.0.0 > 2.0.0");
    shows(&bench, "Different leads are forwarded (major)");
    bench.keys("<esc>R<down><enter>r");
    shows(&bench, "The draft is 1.0.0 again");
    assert_eq!(bench.session().definition, first);
    bench.go(Step::Publish).keys("<home>");
    shows(&bench, "next version: 3.0.0   last: 2.0.0");
    shows(&bench, "3 fewer to Sales");
    bench.keys("u");
    shows(&bench, "NOTHING HAS CHANGED");
}

#[test]
fn a_larger_number_needs_a_reason_and_a_smaller_one_is_not_offered() {
    let mut bench = revised("worked-example");
    bench.keys("/Marketing qualified stage<enter><tab><down><enter> Gladly.<ctrl-s>");
    bench.go(Step::Publish).keys("<home>");
    shows(&bench, "WORDING ONLY");
    shows(&bench, "next version: 1.0.1");
    bench.keys(SIGN_BOTH).keys("P");
    shows(&bench, "as 1.1.0, higher than computed");
    shows(&bench, "as 2.0.0, higher than computed");
    bench.keys("i<enter>");
    shows(&bench, "A larger number needs a reason");
    bench.keys("PiNew training starts<enter>");
    shows(&bench, "Published 1.1.0");
    let folder = SessionFolder::at(bench.path());
    let glossary = versions::read_glossary(&folder, "1.1.0".parse().unwrap()).unwrap();
    assert_eq!(glossary.changes.unwrap().reason, "New training starts");

    let mut bench = bench.reopen();
    bench.keys("y").keys(MQL_RULE).keys("-");
    bench.go(Step::Publish).keys(SIGN_BOTH).keys("P");
    shows(&bench, "Publish 2.0.0?");
    hides(&bench, "higher than computed");
}

/// A ballot hides every figure that hints at what is voted on.
#[test]
fn nothing_of_it_shows_while_a_ballot_is_open() {
    let mut bench = revised("worked-example");
    bench.keys("/Demo criterion<enter><enter>+");
    bench.go(Step::Publish).keys("<home>");
    shows(&bench, "DIFFERENT LEADS ARE FORWARDED");
    shows(&bench, "Proved: ");
    bench.keys("/Demo criterion<enter><enter>v<enter>");
    bench.keys("<esc>");
    bench.go(Step::Publish).keys("<home>");
    shows(&bench, "A BALLOT IS OPEN");
    hides(&bench, "Proved");
    hides(&bench, "raised from");
    hides(&bench, "next version:");
    // Nor does the result of a comparison that was requested before.
    let late = Message::ShowText("1.0.0 > draft".into(), "points raised from 5 to 6".into());
    bench.host.handle(&mut bench.state, late);
    hides(&bench, "raised from");
    bench.keys("R<enter>d");
    hides(&bench, "raised from");
}

/// A revision builds on an altered version only for a reason, which is shown everywhere.
#[test]
fn an_altered_version_is_not_taken_for_true() {
    let bench = revised("worked-example");
    let path = bench.path().join("versions/1.0.0/model.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    std::fs::write(&path, text.replacen("total: 20", "total: 12", 1)).unwrap();
    std::fs::remove_file(bench.path().join("versions/CHANGELOG.md")).unwrap();
    let mut bench = bench.reopen();
    assert!(bench.path().join("versions/CHANGELOG.md").exists());
    bench.keys("y");
    bench.go(Step::Publish).keys("<home>");
    shows(&bench, "last: 1.0.0, altered");
    shows(&bench, "ALTERED SINCE IT WAS PUBLISHED");
    bench.keys("R");
    shows(&bench, "altered");
    bench.keys("<enter>l");
    shows(&bench, "1.0.0, altered since it was published");
    shows(&bench, "Altered:");
    bench.keys("<esc>R<enter>d");
    shows(&bench, "ALTERED: version 1.0.0: model.yaml was altered");
    bench.keys("<esc>R<enter>r");
    shows(&bench, "The draft is 1.0.0 as it is now, altered");
    bench.keys("u");

    bench.go(Step::Publish).keys(SIGN_BOTH).keys("Py");
    shows(&bench, "A published version was altered");
    shows(&bench, "model.yaml was altered");
    bench.keys("n");
    assert_eq!(bench.state.versions.len(), 1);
    bench.keys("Pyd<enter>");
    shows(&bench, "needs a reason: not published");
    bench.keys("PydThe backup is lost<enter>");
    shows(&bench, "Published 2.0.0");
    let folder = SessionFolder::at(bench.path());
    let second: Version = "2.0.0".parse().unwrap();
    let changes = versions::read_glossary(&folder, second).unwrap().changes;
    assert_eq!(changes.unwrap().despite_altered, "The backup is lost");
    let recap = versions::read_recap(&folder, second).unwrap();
    assert!(recap.contains("Why: The backup is lost"), "{recap}");
}
