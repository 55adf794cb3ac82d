//! A version that was altered is not taken for true: a revision builds on it only for a reason,
//! which is shown everywhere.

use accord::app::Step;
use accord::model::Version;
use accord::store::{SessionFolder, versions};

use crate::common::Bench;
use crate::{SIGN_BOTH, revised};

/// A revision of a version whose model was altered and whose changelog was deleted, opened again.
fn opened() -> Bench {
    let bench = revised("worked-example");
    let path = bench.path().join("versions/1.0.0/model.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    std::fs::write(&path, text.replacen("total: 20", "total: 12", 1)).unwrap();
    std::fs::remove_file(bench.path().join("versions/CHANGELOG.md")).unwrap();
    bench.reopen()
}

/// Then on Publish.
fn altered() -> Bench {
    let mut bench = opened();
    bench.keys("y").go(Step::Publish).keys("<home>");
    bench
}

/// Both have signed, and publishing was asked for and confirmed.
fn asked() -> Bench {
    let mut bench = altered();
    bench.keys(SIGN_BOTH).keys("Py");
    bench
}

#[test]
fn a_deleted_changelog_is_written_again() {
    let bench = opened();
    assert!(bench.path().join("versions/CHANGELOG.md").exists());
}

#[test]
fn publish_says_that_the_last_version_was_altered() {
    altered()
        .shows("last: 1.0.0, altered")
        .shows("ALTERED SINCE IT WAS PUBLISHED");
}

#[test]
fn the_list_of_versions_says_so() {
    altered().keys("R").shows("1.0.0").shows("altered");
}

#[test]
fn reading_it_says_so() {
    altered()
        .keys("R<enter>l")
        .shows("1.0.0, altered since it was published")
        .shows("Altered:");
}

#[test]
fn comparing_with_it_says_so() {
    altered()
        .keys("R<enter>d")
        .shows("ALTERED: version 1.0.0: model.yaml was altered");
}

#[test]
fn restoring_it_says_so() {
    altered()
        .keys("R<enter>r")
        .shows("The draft is 1.0.0 as it is now, altered");
}

#[test]
fn publishing_upon_it_is_questioned() {
    asked()
        .shows("A published version was altered")
        .shows("model.yaml was altered");
}

#[test]
fn a_no_publishes_nothing() {
    let mut bench = asked();
    bench.keys("n");
    assert_eq!(bench.state.versions.len(), 1);
}

#[test]
fn publishing_upon_it_needs_a_reason() {
    asked()
        .keys("d<enter>")
        .shows("needs a reason: not published");
}

#[test]
fn the_reason_to_publish_upon_it_is_in_the_version_and_its_recap() {
    let mut bench = asked();
    bench
        .keys("dThe backup is lost<enter>")
        .shows("Published 2.0.0");
    let folder = SessionFolder::at(bench.path());
    let second: Version = "2.0.0".parse().unwrap();
    let changes = versions::read_glossary(&folder, second).unwrap().changes;
    assert_eq!(changes.unwrap().despite_altered, "The backup is lost");
    let recap = versions::read_recap(&folder, second).unwrap();
    assert!(recap.contains("Why: The backup is lost"), "{recap}");
}
