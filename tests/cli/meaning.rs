//! What conditions mean together, as `accord check` and `accord diff` say it.

use std::path::Path;

use crate::harness::accord;

/// A model of these criteria, in which this answer makes a lead qualify.
fn model(criteria: &str, qualifies: &str) -> String {
    format!(
        "accord: model/1
name: Small
criteria:
{criteria}
stages: [{{id: lead, name: Lead}}, {{id: mql, name: MQL, readiness: sales-worthy, rule: {{all: [{qualifies}]}}}}]
handoff: {{stage: mql, disposition: forward, to: Sales, service_level: {{response_hours: 24}}}}
bands: [{{id: cold, name: Cold, disposition: nurture}}]
dispositions: [{{id: forward, name: Forward, action: forward, owner: Sales}}, {{id: nurture, name: Nurture, action: nurture, owner: Marketing, track: none}}]
"
    )
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a file");
    path.to_string_lossy().into_owned()
}

fn diff(before: &str, after: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let before = write(folder.path(), "before.yaml", before);
    let after = write(folder.path(), "after.yaml", after);
    accord(["diff", &before, &after]).stdout
}

fn check(text: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    accord(["check", &write(folder.path(), "model.yaml", text)]).stdout
}

fn one(when: &str) -> String {
    let criterion = format!("  - {{id: big, name: Big, kind: fit, points: 5, when: {when}}}");
    model(&criterion, "big")
}

#[test]
fn a_tightened_threshold_only_takes_leads_away() {
    let text = diff(&one("{field: n, min: 100}"), &one("{field: n, min: 200}"));
    assert!(
        text.contains("Different leads are forwarded (major)"),
        "{text}"
    );
    assert!(text.contains("1 of 3 possible leads"), "{text}");
    assert!(text.contains("Forward > Nurture: 1"), "{text}");
    assert!(!text.contains("Nurture > Forward"), "{text}");
    assert!(text.contains("such as n = 150"), "{text}");
    let text = diff(
        &one("{event: demo, within_days: 30}"),
        &one("{event: demo, within_days: 7}"),
    );
    assert!(text.contains("1 of 3 possible leads"), "{text}");
    assert!(text.contains("such as demo 19 days ago"), "{text}");
}

#[test]
fn the_same_in_other_words_is_wording() {
    for (before, after) in [
        ("{field: industry, is: X}", "{field: industry, in: [X]}"),
        ("{field: employees, min: 1}", "{field: Employees, min: 1.0}"),
        ("{field: n, min: 1}", "{all: [{field: n, min: 1}]}"),
        (
            "{field: n, min: 1}",
            "{any: [{field: n, min: 1}, {field: n, min: 5}]}",
        ),
    ] {
        let text = diff(&one(before), &one(after));
        assert!(text.contains("(patch)"), "{before} {after}\n{text}");
        assert!(text.contains("means the same"), "{text}");
    }
}

#[test]
fn what_is_implied_changes_no_outcome() {
    let size = "  - {id: size, name: Size, kind: fit, combine: highest, answers: \
        [{id: big, label: 100 or more, points: 5, when: {field: n, min: 100}}, \
        {id: small, label: 10 or more, points: 3, when: {field: n, min: 10}}]}";
    let text = diff(
        &model(size, "size=big"),
        &model(size, "size=big, size=small"),
    );
    assert!(
        text.contains("Proved: no possible lead's outcome changes"),
        "{text}"
    );
    let text = check(&model(size, "size=big"));
    assert!(text.contains("3 possible leads: 1 qualifies"), "{text}");
}

#[test]
fn an_answer_that_can_never_be_found_is_named() {
    let shadowed = "  - {id: size, name: Size, kind: fit, combine: one-of, answers: \
        [{id: s, label: Ten, points: 1, when: {field: n, min: 10}}, \
        {id: l, label: Thousand, points: 5, when: {field: n, min: 1000}}]}";
    let text = check(&model(shadowed, "size=l"));
    let said = "`Thousand` of `Size` can never be found: whenever it holds, `Ten` before it holds";
    assert!(text.contains(said), "{text}");
    assert!(
        text.contains("Put the higher range before the lower"),
        "{text}"
    );
    assert!(!text.contains("alone makes a lead qualify"), "{text}");
    let text = check(&one("{field: n, min: 100, max: 50}"));
    assert!(
        text.contains("`Big` can never be found: its condition contradicts itself"),
        "{text}"
    );
    assert!(text.contains("1 possible lead: 0 qualify"), "{text}");
}

#[test]
fn a_gap_between_ranges_and_the_same_fact_twice_are_named() {
    let gap = "  - {id: size, name: Size, kind: fit, combine: one-of, answers: \
        [{id: big, label: 100 or more, points: 5, when: {field: n, min: 100}}, \
        {id: small, label: Up to 49, points: 1, when: {field: n, max: 49}}]}";
    let text = check(&model(gap, "size"));
    assert!(
        text.contains("there is a gap between the answers of `Size`: 70 in `n` fits none"),
        "{text}"
    );
    let twice = "  - {id: big, name: Big, kind: fit, points: 5, when: {field: n, min: 100}}
  - {id: large, name: Large, kind: fit, points: 5, when: {field: N, min: 100.0}}";
    let text = check(&model(twice, "big, large"));
    assert!(
        text.contains("`Big` and `Large` hold of the same leads"),
        "{text}"
    );
}

#[test]
fn what_is_not_settled_is_said_with_what_it_is_about() {
    let mixed = |least: u32| {
        let criteria = format!(
            "  - {{id: big, name: Big, kind: fit, points: 5, when: {{field: n, min: {least}}}}}
  - {{id: five, name: Five, kind: fit, points: 1, when: {{field: n, contains: 5}}}}"
        );
        model(&criteria, "big")
    };
    let text = diff(&mixed(100), &mixed(200));
    assert!(text.contains("Not proved"), "{text}");
    assert!(
        text.contains("the conditions on `n` mean together isn't settled: numbers are tested beside parts of them"),
        "{text}"
    );
    assert!(!text.contains("Proved:"), "{text}");
}

#[test]
fn what_no_lead_can_be_is_taken_as_given() {
    let criteria =
        "  - {id: a, name: A, kind: fit, points: 1}\n  - {id: b, name: B, kind: fit, points: 1}";
    let with = model(criteria, "a")
        + "never: [{id: not-both, rule: {all: [a, b]}, why: They exclude each other}]\n";
    let text = check(&with);
    assert!(
        text.contains("3 possible leads, taking as given: not-both: 1 qualifies"),
        "{text}"
    );
}

#[test]
fn digits_may_be_a_number_and_a_moment() {
    // 1700000000 is a number, and seconds since 1970 in 2023: neither implies the other.
    let criteria =
        "  - {id: big, name: Big, kind: fit, points: 5, when: {field: n, min: 1500000000}}
  - {id: late, name: Late, kind: fit, points: 5, when: {field: n, on_or_after: 2020-01-01}}";
    let (both, one) = (model(criteria, "big, late"), model(criteria, "big"));
    let text = diff(&both, &one);
    assert!(
        text.contains(
            "the conditions on `n` mean together isn't settled: numbers are tested beside dates"
        ),
        "{text}"
    );
    assert!(!text.contains("Proved:"), "{text}");
    let text = check(&both);
    assert!(!text.contains("never matters"), "{text}");
}
