//! `accord new`.

use crate::harness::{Folder, accord, fed};

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

#[test]
fn a_session_starts_from_another_without_what_its_workshop_did() {
    let folder = Folder::copy_of("worked-example");
    let (old, path) = (folder.arg().to_owned(), folder.file_arg("next"));
    let meeting = "find Demo criterion\nvote 1\n4\nreveal\ny\ndecide 4\nesc\n";
    fed(["--plain", &old], meeting).fine();
    accord(["new", &path, "--from", &old, "--name", "Next"]).fine();
    let load = |path: &str| {
        let folder = accord::store::SessionFolder::at(std::path::Path::new(path));
        folder.load().expect("a session").0
    };
    let (old, new) = (load(&old), load(&path));
    assert_eq!(new.name, "Next");
    assert_eq!(new.definition, old.definition);
    assert_eq!(new.workshop.participants, old.workshop.participants);
    assert!(!old.workshop.decisions.is_empty() && !old.workshop.ballots.is_empty());
    let workshop = &new.workshop;
    assert!(workshop.decisions.is_empty() && workshop.ballots.is_empty());
    assert!(workshop.parking.is_empty() && workshop.actions.is_empty());
    assert!(workshop.sign_offs.is_empty() && workshop.positions.is_empty());
    assert!(new.samples.is_empty() && new.data.leads.is_none());
    assert!(!folder.file("next/versions").exists());
    accord(["check", &path]).fine();
}

#[test]
fn a_session_that_is_not_there_is_no_start() {
    let folder = Folder::empty();
    let (path, none) = (folder.file_arg("next"), folder.file_arg("none"));
    let stderr = accord(["new", &path, "--from", &none]).failed(2);
    assert!(stderr.contains("none"), "{stderr}");
    assert!(!folder.file("next").exists());
    let both = accord(["new", &path, "--from", &none, "--template", "blank"]).failed(2);
    assert!(both.contains("cannot be used with"), "{both}");
}
