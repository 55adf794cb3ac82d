//! `accord new`.

use crate::harness::{Folder, accord};

#[test]
fn the_templates_are_listed() {
    let text = accord(["new", "--list"]).fine();
    let names: Vec<&str> = text
        .lines()
        .filter_map(|l| l.split_whitespace().next())
        .collect();
    assert_eq!(names, ["standard", "worked-scoring", "blank"]);
}

#[test]
fn a_session_is_made_once() {
    let folder = Folder::empty();
    let (path, file) = (
        folder.file_arg("acme"),
        folder.file_arg("acme/session.yaml"),
    );
    assert_eq!(accord(["new", &path]).fine(), format!("created {file}\n"));
    let text = folder.read("acme/session.yaml");
    assert!(
        text.starts_with("accord: session/1\nname: acme\n"),
        "{text}"
    );
    assert!(text.contains("- id: mql\n"));
    assert_eq!(
        accord(["new", &path]).failed(2),
        format!(
            "error: {file}: this folder already has a session in it\n\
             hint: open it with `accord {path}`, or choose another folder\n"
        )
    );
    assert_eq!(folder.read("acme/session.yaml"), text);
}

#[test]
fn template_and_name_are_as_asked() {
    let folder = Folder::empty();
    let path = folder.file_arg("deep/er");
    accord([
        "new",
        &path,
        "--template",
        "blank",
        "--name",
        "Über uns: 1",
        "--no-open",
    ])
    .fine();
    let text = folder.read("deep/er/session.yaml");
    assert!(
        text.starts_with("accord: session/1\nname: \"Über uns: 1\"\n"),
        "{text}"
    );
    assert!(!text.contains("definition:"));
    accord(["check", &path, "--format", "json"]);
    let stderr = accord(["new", &folder.file_arg("x"), "--template", "none"]).failed(2);
    assert!(
        stderr.contains("choose one of standard, worked-scoring, blank"),
        "{stderr}"
    );
    assert!(!folder.file("x").exists());
}
