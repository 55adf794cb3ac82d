//! Golden leads: `accord score` gives them the verdicts that they expect.

use crate::harness::{Folder, accord};

/// Exports the golden leads of a model, and scores those at the top as the README says.
fn scored_as_expected(model: &str) -> String {
    let folder = Folder::empty();
    let out = folder.arg().to_owned();
    accord(["export", model, "--format", "golden", "-o", &out]).fine();
    let readme = folder.read("README.md");
    let day = readme.split_once("--as-of ").expect("a day").1;
    let day = day.split([' ', '\n']).next().expect("a day");
    let leads = folder.file_arg("leads.csv");
    let mut args = vec!["score", model, &leads, "--as-of", day];
    let events = folder.file_arg("events.csv");
    if folder.file("events.csv").exists() {
        args.extend(["--events", &events]);
    }
    let scored = accord(args);
    let expected = folder.read("expected.csv");
    assert_eq!(scored.fine(), expected);
    expected
}

#[test]
fn leads_of_the_examples_get_the_verdicts_they_expect() {
    let expected = scored_as_expected("sessions/b2b-saas");
    for disposition in [
        "recycle",
        "nurture",
        "close-the-gap",
        "forward",
        "forward-fast",
        "not-ready",
    ] {
        let cell = format!(",{disposition},");
        assert!(expected.contains(&cell), "{disposition}: {expected}");
    }
    // People answer everything in the room there, so a list can only say nothing.
    let expected = scored_as_expected("sessions/worked-example");
    assert_eq!(expected.lines().count(), 2, "{expected}");
    assert!(
        expected.contains("\nnothing-known,0,0,0,contact,"),
        "{expected}"
    );
}

#[test]
fn leads_of_every_operator_get_the_verdicts_they_expect() {
    let folder = Folder::copy_of("worked-example");
    let conditions = include_str!("../../.ci/conditions.yaml").replace("points: 0", "points: 2");
    folder.edit("\n  criteria:\n", &format!("\n  criteria:\n{conditions}"));
    let expected = scored_as_expected(folder.arg());
    // Each of the fourteen answers gives its points to some lead.
    for title in [
        "Title, by its ends",
        "Renewal, by its day",
        "Visits of every kind",
    ] {
        assert!(expected.contains(title), "{title}: {expected}");
    }
    let handbook = include_str!("../../.ci/handbook.yaml");
    let handbook = folder.write("model.yaml", handbook);
    scored_as_expected(&handbook);
}
