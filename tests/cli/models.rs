//! A model.yaml by itself: a session made of it, and the schema of what it may say.

use serde_json::Value;

use crate::harness::{Folder, accord};
use crate::outputs_more::{LEADS, MODEL};

#[test]
fn a_model_becomes_a_session_with_all_it_has() {
    let folder = Folder::empty();
    let model = folder.write("model.yaml", MODEL);
    let session = folder.file_arg("acme");
    let file = folder.file_arg("acme/session.yaml");
    assert_eq!(
        accord(["new", &session, "--model", &model]).fine(),
        format!("created {file}\n")
    );
    let text = folder.read("acme/session.yaml");
    assert!(
        text.starts_with("accord: session/1\nname: Acme\n"),
        "{text}"
    );
    let exported = accord(["export", &session, "--format", "json"]).fine();
    let exported: Value = serde_json::from_str(&exported).unwrap();
    let of_model: Value =
        serde_json::from_str(&accord(["export", &model, "--format", "json"]).fine()).unwrap();
    assert_eq!(
        exported["definition"]["criteria"],
        of_model["definition"]["criteria"]
    );
    assert!(exported["definition"]["criteria"].is_array());
    accord(["check", &session]).fine();
    let leads = folder.write("leads.csv", LEADS);
    accord(["score", &session, &leads]).fine();
    let stderr = accord(["new", &session, "--model", &model]).failed(2);
    assert!(
        stderr.contains("this folder already has a session in it"),
        "{stderr}"
    );
    let stderr = accord(["new", &folder.file_arg("x"), "--model", &leads]).failed(2);
    assert!(stderr.starts_with(&format!("error: {leads}")), "{stderr}");
    assert!(!folder.file("x").exists());
    let altered = folder.write(
        "altered.yaml",
        format!("{MODEL}version: 1.0.0\ndigest: sha256:{}\n", "0".repeat(64)),
    );
    let ran = accord([
        "new",
        &folder.file_arg("y"),
        "--model",
        &altered,
        "--name",
        "Mine",
    ]);
    assert!(
        ran.stderr.contains(
            "was altered: its content doesn't match its digest; it is taken as it is now"
        ),
        "{}",
        ran.stderr
    );
    assert!(folder.read("y/session.yaml").contains("name: Mine\n"));
}

#[test]
fn schemas_take_what_the_program_takes() {
    let folder = Folder::empty();
    let text = MODEL
        .replacen("name: Acme", "name: 2026", 1)
        .replacen("is: none", "is: true", 1)
        .replacen("in: [AT, DE]", "in: [481, 485, 1.5, false]", 1)
        .replacen(
            "event: demo, within_days: 30",
            "event: 7, within_days: \"30\"",
            1,
        )
        .replacen("event: visit", "event: [7, true]", 1)
        .replacen("id: warm, name: Warm", "id: 5, name: 5", 1);
    accord(["check", &folder.write("m.yaml", text)]).fine();
    let schema: Value = serde_json::from_str(&accord(["schema", "model"]).fine()).unwrap();
    assert_eq!(schema["$id"], "urn:accord:model/1");
    let condition = &schema["$defs"]["Condition"]["properties"];
    let text = serde_json::json!(["string", "number", "boolean"]);
    assert_eq!(schema["properties"]["name"]["type"], text);
    assert_eq!(
        condition["is"]["type"],
        serde_json::json!(["string", "number", "boolean", "null"])
    );
    assert_eq!(condition["in"]["items"]["type"], text);
    assert_eq!(condition["sequence"]["items"]["type"], text);
    assert_eq!(
        condition["within_days"]["type"],
        serde_json::json!(["integer", "string", "null"])
    );
    assert_eq!(
        schema["$defs"]["Id"]["type"],
        serde_json::json!(["string", "integer", "boolean"])
    );
    let events = &schema["$defs"]["EventNames"]["oneOf"];
    assert_eq!(
        events[0]["type"],
        serde_json::json!(["string", "integer", "boolean"])
    );
    assert_eq!(events[1]["items"]["type"], text);
    // What isn't free stays as it is.
    assert_eq!(
        schema["properties"]["version"]["anyOf"][0]["$ref"],
        "#/$defs/Version"
    );
    assert_eq!(schema["$defs"]["Version"]["type"], "string");
    assert_eq!(schema["properties"]["accord"]["type"], "string");
}
