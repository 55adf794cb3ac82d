//! Files of earlier programs: a session, a sign-off, a journal and a published version in the words
//! of that time (`levels`, `exceptions`, `level:demo/group`). Everything in `tests/earlier` was
//! written by such a program.

use accord::store::{FileKind, SessionFolder, parse_session, read_signed, schema};

use crate::harness::{Folder, accord, command, fed};

const OLD_WORDS: [&str; 4] = ["levels:", "exceptions:", "level:demo", "exception:"];

fn earlier(name: &str) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    std::fs::read_to_string(format!("{root}/tests/earlier/{name}")).unwrap()
}

/// A session as an earlier program left it, with its published version.
fn left_by_an_earlier_program() -> Folder {
    let folder = Folder::empty();
    folder.write("session.yaml", earlier("session.yaml"));
    std::fs::create_dir_all(folder.file("versions/1.0.0")).unwrap();
    for name in ["glossary.yaml", "model.yaml", "recap.md", "workshop.yaml"] {
        let name = format!("versions/1.0.0/{name}");
        folder.write(&name, earlier(&name));
    }
    folder.write("versions/CHANGELOG.md", earlier("versions/CHANGELOG.md"));
    folder
}

#[test]
fn a_version_of_before_verifies_and_nothing_in_it_has_changed() {
    let folder = left_by_an_earlier_program();
    let verified = accord(["verify", folder.arg()]).fine();
    assert!(verified.contains("1.0.0"), "{verified}");
    let compared = accord(["diff", folder.arg()]).fine();
    assert!(compared.contains("Nothing has changed"), "{compared}");
}

#[test]
fn the_list_of_versions_has_times_of_the_machine_and_json_those_of_the_files() {
    let folder = left_by_an_earlier_program();
    let log = |zone: &str, format: &str| {
        let mut command = command();
        command.env("TZ", zone);
        let ran = command
            .args(["log", folder.arg(), "--format", format])
            .output();
        String::from_utf8(ran.unwrap().stdout).unwrap()
    };
    let listed = "1.0.0  2026-11-28 22:42  agreed by";
    assert!(log("Europe/Berlin", "text").starts_with(listed));
    let listed = "1.0.0  2026-11-28 21:42 UTC  agreed by";
    assert!(log("UTC", "text").starts_with(listed));
    let json = log("Europe/Berlin", "json");
    assert!(json.contains("\"2026-11-28T21:42:50Z\""), "{json}");
}

#[test]
fn a_waiver_of_before_still_lets_its_finding_stand() {
    let folder = left_by_an_earlier_program();
    let found = accord(["check", folder.arg()]).fine();
    assert!(found.contains("A266 answer:demo/one-to-one"), "{found}");
    assert!(found.contains("note A201 stage:mql"), "{found}");
}

#[test]
fn what_was_signed_before_counts_when_it_is_published() {
    let folder = Folder::empty();
    let signed = earlier("signed.yaml").replace("  revises: \"1.0.0\"\n", "");
    folder.write("session.yaml", signed);
    accord(["publish", folder.arg()]).fine();
    let model = folder.read("versions/1.0.0/model.yaml");
    assert!(model.contains("    answers:\n"), "{model}");
    assert!(!model.contains("    levels:"), "{model}");
    let workshop = folder.read("versions/1.0.0/workshop.yaml");
    assert!(workshop.contains("  waivers:\n"), "{workshop}");
    assert!(workshop.contains("answer:demo/one-to-one"), "{workshop}");
    assert!(!workshop.contains(" level:"), "{workshop}");
    accord(["verify", folder.arg()]).fine();
}

#[test]
fn a_definition_has_the_digest_it_was_signed_with() {
    const SIGNED: &str = "sha256:532756b760feb70120fc19075453025a4473e1750747b38460950f1717f143f7";
    let folder = Folder::empty();
    let path = folder.file("session.yaml");
    let session = parse_session(&path, &earlier("signed.yaml")).unwrap();
    assert_eq!(session.definition.digest(), SIGNED);

    let kept = folder.file(".accord/signed");
    std::fs::create_dir_all(&kept).unwrap();
    let name = format!("{}.json", &SIGNED["sha256:".len()..]);
    std::fs::write(kept.join(name), earlier("signed.json")).unwrap();
    let signed = read_signed(&SessionFolder::at(path.parent().unwrap()), SIGNED);
    assert_eq!(signed.as_ref(), Some(&*session.definition));
}

#[test]
fn a_journal_of_before_is_replayed_and_the_next_one_has_the_words_of_today() {
    let folder = left_by_an_earlier_program();
    std::fs::create_dir_all(folder.file(".accord")).unwrap();
    folder.write(".accord/journal", earlier("journal"));
    let said = fed(["--plain", folder.arg()], "k\nquit\n").fine();
    assert!(said.contains("9 changes"), "{said}");

    let session = folder.read("session.yaml");
    for kept in [
        "    answers:",
        "  waivers:",
        "subject: answer:demo/group",
        "- answer:demo/on-paper",
        "      - vertical=other",
    ] {
        assert!(session.contains(kept), "{kept} in {session}");
    }
    for word in OLD_WORDS {
        assert!(!session.contains(word), "{word} in {session}");
    }
    let journal = folder.read(".accord/journal");
    assert!(journal.starts_with("accord journal 3\n"), "{journal}");
}

#[test]
fn a_key_beside_the_earlier_word_for_it_is_refused() {
    let folder = Folder::empty();
    let both =
        earlier("session.yaml").replacen("      levels:", "      answers: []\n      levels:", 1);
    folder.write("session.yaml", both);
    let refused = accord(["check", folder.arg()]).failed(2);
    let sentence = "`answers` is given as well as `levels`, its name in older files";
    assert!(refused.contains(sentence), "{refused}");
    assert!(
        refused.contains("keep one of them, as `answers`"),
        "{refused}"
    );
}

#[test]
fn what_is_offered_for_an_unknown_key_is_a_word_of_today() {
    let folder = Folder::empty();
    let wrong = earlier("session.yaml").replacen("      levels:", "      grades:", 1);
    folder.write("session.yaml", wrong);
    let refused = accord(["check", folder.arg()]).failed(2);
    assert!(refused.contains("known here: "), "{refused}");
    assert!(refused.contains("answers"), "{refused}");
    assert!(!refused.contains(", levels"), "{refused}");
}

#[test]
fn schemas_know_the_words_of_today_alone() {
    assert!(schema(FileKind::Model).contains("\"answers\""));
    assert!(schema(FileKind::Workshop).contains("\"waivers\""));
    for kind in FileKind::ALL {
        let text = schema(kind);
        assert!(text.contains("\"properties\""), "{kind:?}");
        assert!(!text.contains("\"levels\""), "{kind:?}");
        assert!(!text.contains("\"exceptions\""), "{kind:?}");
    }
}
