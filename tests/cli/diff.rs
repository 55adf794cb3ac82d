//! `accord diff`, and version numbers that are requested.

use serde_json::{Value, json};

use crate::harness::{Folder, Ran, accord};

const SIGNED: [&str; 4] = [
    "--sign",
    "sales=Tom Brackley",
    "--sign",
    "marketing=Marta Lindqvist",
];

/// Why a criterion of the example goes out unverified.
const UNVERIFIED: [&str; 6] = [
    "--unverified",
    "no quotes yet",
    "--owner",
    "Asha",
    "--due",
    "2027-03-31",
];

fn publish(folder: &Folder, more: &[&str]) -> Ran {
    accord(["publish", folder.arg()].iter().chain(&SIGNED).chain(more))
}

fn diff(folder: &Folder, more: &[&str]) -> Ran {
    accord(["diff", folder.arg()].iter().chain(more))
}

/// The worked example, published, with its threshold lowered since.
fn lowered() -> Folder {
    let folder = Folder::copy_of("worked-example");
    publish(&folder, &[]).fine();
    folder.edit("          total: 20", "          total: 18");
    folder
}

#[test]
fn two_points_less_as_text_and_json() {
    let folder = lowered();
    let text = diff(&folder, &[]).fine();
    let expected = "\
Worked example: Ferrowick, industrial software: 1.0.0 > draft

Different leads are forwarded, so the next version is 2.0.0 (major)
  MQL: threshold lowered from 20 to 18  [outcome]

Proved: 44 of 9,216 possible leads get a different outcome.
  Nurture > Forward to Sales: 44
";
    assert!(text.starts_with(expected), "{text}");
    let example = "
Smallest example:
  Target vertical: A target vertical we know well, 5 points
  Suitability: Suits with customisation, 3 points
  Money: Said the project is funded, 5 points
  Demo: Had a one-to-one demo, 5 points
  before  18 points, Lead: Nurture
  after   18 points, MQL: Forward to Sales, first response in 48 hours, 5 to 9 attempts

Sample leads: 1 of 12 gets a different outcome; 1 more to Sales. New to Sales: 1 (1 became viable).
  Nurture > Forward to Sales: 1 lead: Paper mill
";
    assert!(text.ends_with(example), "{text}");

    let text = diff(&folder, &["--format", "json"]).fine();
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["from"], "1.0.0");
    assert_eq!(json["to"], "draft");
    assert_eq!(json["bump"], "major");
    assert_eq!(json["possible_leads"], "9216");
    assert_eq!(json["changed_leads"], "44");
    assert_eq!(
        json["witness"]["answers"],
        json!([
            "vertical=expertise",
            "product=customised",
            "money=funded",
            "demo=one-to-one"
        ])
    );
    assert_eq!(json["witness"]["before"]["disposition"], "nurture");
    assert_eq!(json["witness"]["after"]["disposition"], "forward");
    let keys = |verdict: &serde_json::Value| -> Vec<String> {
        let fields = verdict.as_object().expect("a verdict").keys();
        fields.cloned().collect()
    };
    for side in ["before", "after"] {
        let verdict = &json["witness"][side];
        assert!(keys(verdict).contains(&"missing".to_owned()), "{verdict}");
        assert_eq!(
            verdict["qualified"] == true,
            verdict["missing"].as_array().is_some_and(Vec::is_empty)
        );
    }
    assert_eq!(
        json["changes"],
        json!([{
            "place": "stage:mql",
            "kind": "changed",
            "field": "rule",
            "severity": "outcome",
            "message": "MQL: threshold lowered from 20 to 18",
            "before": "at least 20 points in all",
            "after": "at least 18 points in all",
        }])
    );
    assert_eq!(
        json["samples"]["moves"],
        json!([{"from": "nurture", "to": "forward", "count": 1, "ids": ["Paper mill"]}])
    );
    assert_eq!(json["recorded"], Value::Null);
}

#[test]
fn it_fails_where_it_is_asked_to() {
    let folder = lowered();
    for (bump, code) in [("major", 1), ("minor", 1), ("patch", 1)] {
        assert_eq!(diff(&folder, &["--fail-on", bump]).code, code, "{bump}");
    }
    folder.edit("          total: 18", "          total: 20");
    assert_eq!(diff(&folder, &["--fail-on", "patch"]).code, 0);
    folder.edit("name: Prospect", "name: Active prospect");
    for (bump, code) in [("major", 0), ("minor", 0), ("patch", 1)] {
        assert_eq!(diff(&folder, &["--fail-on", bump]).code, code, "{bump}");
    }
    let stderr = diff(&folder, &["--fail-on", "huge"]).failed(2);
    assert!(stderr.contains("write major, minor or patch"), "{stderr}");
}

#[test]
fn recorded_leads_are_scored_by_both() {
    let folder = Folder::copy_of("b2b-saas");
    publish(&folder, &UNVERIFIED).fine();
    let quiet: Value = serde_json::from_str(&diff(&folder, &["--format", "json"]).fine()).unwrap();
    assert_eq!(
        (&quiet["bump"], &quiet["changes"]),
        (&json!("none"), &json!([]))
    );
    assert_eq!(quiet["recorded"]["leads"], 300);
    assert_eq!(quiet["recorded"]["changed"], 0);

    // A lead whose industry one version asks for and the other does not.
    let leads = folder.write("two.csv", "lead_id,industry\nL-1,mill\nL-2,other\n");
    let model = |points: i64| {
        format!(
            "accord: model/1\n\
             criteria:\n  - {{id: mill, name: Mill, kind: fit, points: {points}, when: {{field: industry, is: mill}}}}\n\
             stages:\n  - {{id: mql, name: MQL, readiness: sales-worthy, rule: {{points: {{total: 6}}}}}}\n\
             handoff: {{stage: mql, disposition: forward}}\n\
             bands: [{{id: all, name: All, disposition: wait}}]\n\
             dispositions:\n  - {{id: forward, name: Forward, action: forward}}\n  - {{id: wait, name: Wait, action: nurture, track: none}}\n"
        )
    };
    let (a, b) = (
        folder.write("a.yaml", model(5)),
        folder.write("b.yaml", model(6)),
    );
    let text = accord(["diff", &a, &b, "--leads", &leads, "--format", "json"]).fine();
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["recorded"]["leads"], 2);
    assert_eq!(json["recorded"]["changed"], 1);
    assert_eq!(
        json["recorded"]["moves"],
        json!([{"from": "wait", "to": "forward", "count": 1, "ids": ["L-1"]}])
    );
    assert_eq!(json["changed_leads"], "1");
    assert_eq!(json["possible_leads"], "2");
    assert_eq!(
        json["changes"][0]["message"],
        "Mill: points raised from 5 to 6"
    );
    assert_eq!(json["from"], a.as_str());

    let text = accord(["diff", &a, &b, "--format", "markdown"]).fine();
    assert!(
        text.contains("**Different leads are forwarded (major)**"),
        "{text}"
    );
    assert!(
        text.contains("- Mill: points raised from 5 to 6 (outcome)"),
        "{text}"
    );
    assert!(
        text.contains("| after | 6 points, MQL: Forward |"),
        "{text}"
    );
}

#[test]
fn what_can_t_be_compared_is_said() {
    let folder = Folder::copy_of("worked-example");
    assert_eq!(
        diff(&folder, &[]).fine(),
        "nothing has been published yet, so there is nothing to compare with; \
         the first version is 1.0.0\n"
    );
    let json: Value = serde_json::from_str(&diff(&folder, &["--format", "json"]).fine()).unwrap();
    assert_eq!(
        (&json["from"], &json["bump"]),
        (&Value::Null, &json!("none"))
    );
    publish(&folder, &[]).fine();
    let stderr = diff(&folder, &["1.2.3"]).failed(2);
    assert!(
        stderr.starts_with("error: there is no version 1.2.3"),
        "{stderr}"
    );
    let stderr = diff(&folder, &["soon"]).failed(2);
    assert!(stderr.contains("`soon` is not a version"), "{stderr}");
    let model = folder.file_arg("versions/1.0.0/model.yaml");
    let stderr = accord(["diff", &model]).failed(2);
    assert!(stderr.contains("`accord diff A.yaml B.yaml`"), "{stderr}");
    let same = accord(["diff", folder.arg(), "1.0.0", "1.0.0"]).fine();
    assert!(same.contains("\nNothing has changed\n"), "{same}");
}

#[test]
fn a_smaller_number_is_refused_and_a_larger_one_needs_a_reason() {
    let folder = lowered();
    assert_eq!(
        publish(&folder, &["--as", "minor"]).failed(1),
        "error: major is computed, since different leads are forwarded; minor would be too little\n\
         hint: `accord diff` shows what changes\n"
    );
    folder.edit("          total: 18", "          total: 20");
    folder.edit("name: Prospect", "name: Active prospect");
    assert_eq!(
        publish(&folder, &["--as", "major"]).failed(1),
        "error: patch is computed, and major is higher: that needs a reason\nhint: say why with --reason TEXT\n"
    );
    let reason = ["--as", "major", "--reason", "A new *year*"];
    publish(&folder, &reason).fine();
    let recap = folder.read("versions/2.0.0/recap.md");
    assert!(
        recap.contains("- Stage Prospect renamed to Active prospect (wording)"),
        "{recap}"
    );
    assert!(
        recap.ends_with("\nPublished as 2.0.0, higher than computed: A new \\*year\\*\n"),
        "{recap}"
    );
    publish(&folder, &["--reason", "why"]).failed(2);
}
