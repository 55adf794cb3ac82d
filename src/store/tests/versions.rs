//! Versions are written in full or not at all, and alterations are found.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::super::system::remove_folder;
use super::super::versions::{
    GLOSSARY_FILE, MODEL_FILE, PublishError, PublishedTexts, RECAP_FILE, WORKSHOP_FILE,
    first_problem, folder_of, latest, list, publish, read_glossary, read_model, read_model_at,
    read_recap, verify,
};
use super::super::{SessionFolder, yaml};
use super::{folder, names, session};
use crate::model::{Definition, GlossaryFile, ModelFile, Version, WorkshopFile};

pub(super) fn version(text: &str) -> Version {
    text.parse().unwrap()
}

pub(super) fn texts(number: &str) -> PublishedTexts {
    let definition = &session().definition;
    PublishedTexts {
        version: version(number),
        model: ModelFile::of(definition, number),
        glossary: GlossaryFile::of(definition, number),
        recap: format!("# Recap of {number}\n"),
        workshop: WorkshopFile::of(&session().workshop, number),
        pictures: Vec::new(),
        exports: Vec::new(),
    }
}

pub(super) fn published(numbers: &[&str]) -> (tempfile::TempDir, SessionFolder) {
    let (dir, folder) = folder();
    for number in numbers {
        publish(&folder, texts(number)).unwrap();
    }
    (dir, folder)
}

pub(super) fn path(folder: &SessionFolder, number: &str, name: &str) -> PathBuf {
    folder_of(folder, version(number)).join(name)
}

/// Makes a file writable.
pub(super) fn writable(path: &Path) {
    let mut permissions = fs::metadata(path).unwrap().permissions();
    #[expect(
        clippy::permissions_set_readonly_false,
        reason = "on Windows it can't even be removed"
    )]
    permissions.set_readonly(false);
    fs::set_permissions(path, permissions).unwrap();
}

/// Changes a read-only file, as a determined user would.
pub(super) fn tamper(path: &PathBuf, change: impl FnOnce(String) -> String) {
    let text = change(fs::read_to_string(path).unwrap());
    writable(path);
    fs::remove_file(path).unwrap();
    fs::write(path, text).unwrap();
}

pub(super) fn problem(folder: &SessionFolder) -> String {
    first_problem(&verify(folder).unwrap()).unwrap_or_default()
}

pub(super) fn sha256(text: &str) -> String {
    format!("sha256:{:x}", Sha256::digest(text))
}

#[test]
fn versions_are_listed_in_their_order_and_read() {
    let (_dir, folder) = published(&["1.0.0", "1.9.0", "1.10.0"]);
    fs::create_dir(folder.versions().join("notes")).unwrap();
    assert_eq!(
        list(&folder).unwrap(),
        [version("1.0.0"), version("1.9.0"), version("1.10.0")]
    );
    assert_eq!(latest(&folder).unwrap(), Some(version("1.10.0")));
    let model = read_model(&folder, version("1.9.0")).unwrap();
    assert_eq!(
        (model.version, model.name.as_str()),
        (Some(version("1.9.0")), "1.9.0")
    );
    assert_eq!(
        read_glossary(&folder, version("1.0.0")).unwrap().name,
        "1.0.0"
    );
    assert_eq!(
        read_recap(&folder, version("1.0.0")).unwrap(),
        "# Recap of 1.0.0\n"
    );
    assert!(read_recap(&folder, version("3.0.0")).is_err());
    assert_eq!(
        list(&SessionFolder::at(&folder.root().join("no"))).unwrap(),
        []
    );
}

#[test]
fn digests_are_those_of_the_bytes_without_their_line() {
    let (_dir, folder) = published(&["1.0.0", "1.1.0"]);
    for name in [MODEL_FILE, GLOSSARY_FILE] {
        let text = fs::read_to_string(path(&folder, "1.1.0", name)).unwrap();
        let line = text
            .lines()
            .find(|line| line.starts_with("digest: "))
            .unwrap();
        let others = text.replace(&format!("{line}\n"), "");
        assert_eq!(line, format!("digest: {}", sha256(&others)));
    }
    let (first, second) = (version("1.0.0"), version("1.1.0"));
    let (model, glossary) = (
        read_model(&folder, second).unwrap(),
        read_glossary(&folder, second).unwrap(),
    );
    assert_eq!(model.previous, read_model(&folder, first).unwrap().digest);
    assert_eq!(
        glossary.previous,
        read_glossary(&folder, first).unwrap().digest
    );
    let whole = fs::read_to_string(path(&folder, "1.1.0", MODEL_FILE)).unwrap();
    assert_eq!(glossary.model, Some(sha256(&whole)));
    assert_eq!(glossary.recap, Some(sha256("# Recap of 1.1.0\n")));
    assert_eq!(Definition::default().digest(), sha256("{}"));
    assert_ne!(
        session().definition.digest(),
        Definition::default().digest()
    );
}

#[test]
fn a_version_is_published_once_and_upwards_only() {
    let (_dir, folder) = published(&["1.0.0", "2.0.0"]);
    let before = fs::read(path(&folder, "2.0.0", MODEL_FILE)).unwrap();
    for number in ["2.0.0", "1.5.0"] {
        let refused = publish(&folder, texts(number)).unwrap_err();
        assert!(matches!(refused, PublishError::NotAfter { .. }));
        assert_eq!(
            refused.to_string(),
            format!("version {number} isn't after 2.0.0, the last one; choose a higher number")
        );
    }
    assert_eq!(
        fs::read(path(&folder, "2.0.0", MODEL_FILE)).unwrap(),
        before
    );
    assert_eq!(
        names(&folder.versions()),
        [".gitattributes", "1.0.0", "2.0.0"]
    );
}

#[test]
fn leftovers_of_a_killed_publication_are_cleared_away() {
    let (_dir, folder) = published(&["1.0.0"]);
    let left = folder.versions().join(".publishing-abc");
    fs::create_dir(&left).unwrap();
    fs::write(left.join(MODEL_FILE), "half").unwrap();
    assert_eq!(verify(&folder).unwrap().len(), 1);
    publish(&folder, texts("1.0.1")).unwrap();
    assert_eq!(
        names(&folder.versions()),
        [".gitattributes", "1.0.0", "1.0.1"]
    );
}

#[test]
fn published_files_are_read_only() {
    let (_dir, folder) = published(&["1.0.0"]);
    let root = folder_of(&folder, version("1.0.0"));
    assert_eq!(
        names(&root),
        [GLOSSARY_FILE, MODEL_FILE, RECAP_FILE, WORKSHOP_FILE]
    );
    for name in names(&root) {
        assert!(
            fs::metadata(root.join(name))
                .unwrap()
                .permissions()
                .readonly()
        );
    }
}

#[test]
fn untouched_versions_verify() {
    let (_dir, folder) = published(&["1.0.0", "1.0.1", "2.0.0"]);
    assert_eq!(problem(&folder), "");
    assert_eq!(verify(&folder).unwrap().len(), 3);
}

#[test]
fn every_alteration_is_named_where_it_is() {
    let numbers = ["1.0.0", "1.1.0", "2.0.0"];
    let altered = |name: &str, change: &dyn Fn(String) -> String| {
        let (_dir, folder) = published(&numbers);
        tamper(&path(&folder, "1.1.0", name), change);
        problem(&folder)
    };
    let of = |what: &str| format!("version 1.1.0: {what}");
    let mql = |text: String| text.replace("MQL", "SQL");
    assert_eq!(
        altered(MODEL_FILE, &mql),
        of("model.yaml was altered: its content doesn't match its digest")
    );
    assert_eq!(
        altered(GLOSSARY_FILE, &mql),
        of("glossary.yaml was altered: its content doesn't match its digest")
    );
    assert_eq!(
        altered(RECAP_FILE, &|text| text + "x"),
        of("recap.md was altered: it isn't the one glossary.yaml was published with")
    );
    assert_eq!(
        altered(WORKSHOP_FILE, &|text| text + "# note\n"),
        of("workshop.yaml was altered: it isn't the one glossary.yaml was published with")
    );
    assert_eq!(
        altered(MODEL_FILE, &|text| text.replacen('\n', "\r", 1)),
        of("model.yaml was altered: its content doesn't match its digest")
    );
    assert_eq!(
        altered(MODEL_FILE, &|text| text.replace("digest: ", "# ")),
        of("model.yaml no longer has its own digest")
    );
    assert_eq!(
        altered(GLOSSARY_FILE, &|text| text + "# note\n"),
        of("glossary.yaml was altered: its content doesn't match its digest")
    );
}

#[test]
fn no_byte_comes_or_goes_unnoticed() {
    let (_dir, folder) = published(&["1.0.0"]);
    for name in [MODEL_FILE, GLOSSARY_FILE, RECAP_FILE, WORKSHOP_FILE] {
        let path = path(&folder, "1.0.0", name);
        let was = fs::read_to_string(&path).unwrap();
        for at in 0..=was.len() {
            for with in [" ", "\n", ""] {
                let rest = &was[if with.is_empty() { at + 1 } else { at }.min(was.len())..];
                let is = format!("{}{with}{rest}", &was[..at]);
                tamper(&path, |_| is.clone());
                assert_eq!(problem(&folder).is_empty(), is == was, "{name}: {is:?}");
            }
        }
        tamper(&path, |_| was);
    }
    assert_eq!(problem(&folder), "");
}

#[test]
fn missing_files_and_versions_are_named() {
    let numbers = ["1.0.0", "1.1.0", "2.0.0"];
    for name in [MODEL_FILE, GLOSSARY_FILE, RECAP_FILE, WORKSHOP_FILE] {
        let (_dir, folder) = published(&numbers);
        let missing = path(&folder, "1.1.0", name);
        writable(&missing);
        fs::remove_file(missing).unwrap();
        assert_eq!(
            problem(&folder),
            format!("version 1.1.0: {name} is missing")
        );
    }
    let (_dir, folder) = published(&numbers);
    remove_folder(&folder_of(&folder, version("1.1.0"))).unwrap();
    assert_eq!(
        problem(&folder),
        "version 2.0.0: model.yaml doesn't follow 1.0.0: that version was replaced, or one between was removed"
    );
    remove_folder(&folder_of(&folder, version("1.0.0"))).unwrap();
    assert_eq!(
        problem(&folder),
        "version 2.0.0: model.yaml refers to a version before it, which no longer exists"
    );
}

#[test]
fn a_version_forged_as_a_whole_breaks_the_chain() {
    let (_dir, folder) = published(&["1.0.0", "1.1.0", "2.0.0"]);
    let (_other, forged) = folder_with_forged();
    let target = folder_of(&folder, version("1.1.0"));
    remove_folder(&target).unwrap();
    fs::rename(folder_of(&forged, version("1.1.0")), &target).unwrap();
    let checks = verify(&folder).unwrap();
    assert!(
        checks[1].problems[0].contains("doesn't follow 1.0.0"),
        "{checks:?}"
    );
    assert!(
        checks[2].problems[0].contains("doesn't follow 1.1.0"),
        "{checks:?}"
    );
}

fn folder_with_forged() -> (tempfile::TempDir, SessionFolder) {
    let (dir, folder) = folder();
    for number in ["1.0.0", "1.1.0"] {
        let mut forged = texts(number);
        forged.model.name = "Forged".into();
        forged.glossary.name = "Forged".into();
        publish(&folder, forged).unwrap();
    }
    (dir, folder)
}

#[test]
fn a_renamed_folder_and_unreadable_files_are_named() {
    let (_dir, folder) = published(&["1.0.0"]);
    fs::rename(
        folder.versions().join("1.0.0"),
        folder.versions().join("1.2.0"),
    )
    .unwrap();
    assert_eq!(
        problem(&folder),
        "version 1.2.0: model.yaml says it is 1.0.0, its folder says 1.2.0"
    );
    let (_dir, folder) = published(&["1.0.0"]);
    tamper(&path(&folder, "1.0.0", MODEL_FILE), |_| {
        "colour: red\n".into()
    });
    let check = verify(&folder).unwrap().remove(0);
    assert_eq!(check.problems[0], "model.yaml no longer has its own digest");
    assert!(check.problems[1].starts_with("model.yaml: the line `accord:` is missing"));
}

#[test]
fn a_glossary_reads_back_as_it_was_written() {
    let glossary = GlossaryFile::of(&session().definition, "x");
    assert_eq!(
        yaml::read::<GlossaryFile>(&yaml::write(&glossary)).unwrap(),
        glossary
    );
}

#[test]
fn line_ends_are_no_part_of_a_version() {
    let (_dir, folder) = published(&["1.0.0", "1.1.0"]);
    let files = [MODEL_FILE, GLOSSARY_FILE, RECAP_FILE, WORKSHOP_FILE];
    for name in files {
        tamper(&path(&folder, "1.0.0", name), |text| {
            text.replace('\n', "\r\n")
        });
    }
    assert_eq!(problem(&folder), "");
    let (_, altered) = read_model_at(&path(&folder, "1.0.0", MODEL_FILE)).unwrap();
    assert_eq!(altered, Vec::<String>::new());
    // A lone or an extra CR is a change like any other.
    for name in files {
        let path = path(&folder, "1.1.0", name);
        let was = fs::read_to_string(&path).unwrap();
        for end in ["\r", "\r\r\n", "\n\r"] {
            tamper(&path, |_| was.replacen('\n', end, 1));
            assert_ne!(problem(&folder), "", "{name} {end:?}");
        }
        tamper(&path, |_| was);
    }
    assert_eq!(problem(&folder), "");
}
