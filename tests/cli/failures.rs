//! How failures are said: whole, as JSON where that was asked for, and never over what is spared.

use std::fs;

use serde_json::Value;

use crate::harness::{Folder, accord};
use crate::outputs_more::{LEADS, MODEL, setup};

#[test]
fn what_is_wrong_is_never_cut_at_a_colon() {
    let folder = Folder::empty();
    let check = |from: &str, to: &str| {
        let text = MODEL.replacen(from, to, 1);
        assert_ne!(text, MODEL);
        let ran = accord(["check", &folder.write("m.yaml", text), "--format", "json"]);
        let report: Value = serde_json::from_str(&ran.stdout).unwrap();
        let findings = report["findings"].as_array().unwrap().clone();
        let finding = findings.into_iter().find(|f| f["code"] == "A122").unwrap();
        let text = |key: &str| finding[key].as_str().unwrap().to_owned();
        (text("message"), text("hint"))
    };
    let (message, hint) = check("field: budget, is: none", "field: 'Lead: Source'");
    assert_eq!(message, "field `Lead: Source` has no operator");
    assert!(hint.starts_with("Add is, in, not_in,"), "{hint}");
    assert_eq!(
        check("event: demo,", "event: demo, at_least: 0,"),
        ("`at_least: 0` always holds".into(), "Use 1 or more.".into())
    );
    let text = MODEL.replacen(
        "rule: {points: {total: 10}}",
        "rule: {at_least: {count: 1, of: {}}}",
        1,
    );
    let stderr = accord(["check", &folder.write("m.yaml", text)]).failed(2);
    assert!(
        stderr.contains("hint: {phase: consideration} or {covers: need}\n"),
        "{stderr}"
    );
}

#[test]
fn who_asks_for_json_gets_failures_as_json_too() {
    let folder = Folder::empty();
    let model = folder.write("m.yaml", "accord: model/1\ncriteria: 5\n");
    let leads = folder.write("leads.csv", "lead_id\nx\n");
    for (args, lines) in [
        (&["check", &model, "--format", "json"][..], false),
        (&["diff", &model, &model, "--format", "json"], false),
        (&["export", &model, "--format", "json"], false),
        (&["score", &model, &leads, "--format", "json"], true),
        (&["log", folder.arg(), "--format", "json"], false),
        (&["verify", folder.arg(), "--format", "json"], false),
        (&["publish", folder.arg(), "--format", "json"], false),
    ] {
        let ran = accord(args);
        assert_eq!(ran.code, 2, "{args:?}: {ran:?}");
        assert!(ran.stderr.starts_with("error: "), "{args:?}");
        let report: Value = serde_json::from_str(&ran.stdout).unwrap();
        assert_eq!(report["error"]["exit_code"], 2, "{args:?}");
        let message = report["error"]["message"].as_str().unwrap();
        assert!(
            ran.stderr.starts_with(&format!("error: {message}\n")),
            "{args:?}"
        );
        assert!(report["error"]["hints"].is_array());
        assert_eq!(ran.stdout.lines().count() == 1, lines, "{args:?}");
    }
    assert!(accord(["check", &model]).failed(2).contains("m.yaml:2:11"));
}

#[test]
fn a_failure_is_not_written_over_the_list_that_it_spares() {
    let setup = setup();
    let list = fs::OpenOptions::new()
        .append(true)
        .open(&setup.leads)
        .unwrap();
    let mut command = crate::harness::program();
    command.args([
        "score",
        &setup.model,
        &setup.leads,
        "--format",
        "json",
        "--order",
    ]);
    let ran = command.stdout(list).output().unwrap();
    assert_eq!(ran.status.code(), Some(2));
    assert_eq!(setup.folder.read("leads.csv"), LEADS);
}
