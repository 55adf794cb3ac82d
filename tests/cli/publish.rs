//! `accord publish`, `log` and `verify`.

use serde_json::Value;

use crate::harness::{Folder, Ran, accord, writable};

const SIGNED: [&str; 4] = [
    "--sign",
    "sales=Tom Brackley",
    "--sign",
    "marketing=Marta Lindqvist",
];

fn publish(folder: &Folder, signed: &[&str]) -> Ran {
    accord(["publish", folder.arg()].iter().chain(signed))
}

#[test]
fn a_version_is_published_listed_verified_and_an_edit_of_it_found() {
    let folder = Folder::copy_of("worked-example");
    let before = folder.read("session.yaml");
    let ran = publish(&folder, &SIGNED);
    let written = folder.file_arg("versions/1.0.0");
    assert_eq!(ran.fine(), format!("published 1.0.0: {written}\n"));
    assert_eq!(folder.read("session.yaml"), before);
    let recap = folder.read("versions/1.0.0/recap.md");
    assert!(recap.contains("- Sales: Tom Brackley, "), "{recap}");
    for file in ["model.yaml", "glossary.yaml"] {
        assert!(
            folder
                .read(&format!("versions/1.0.0/{file}"))
                .contains("\nversion: \"1.0.0\"\n")
        );
    }

    assert_eq!(
        publish(&folder, &SIGNED).failed(1),
        "error: nothing has changed since 1.0.0, so there is nothing to publish\n"
    );
    folder.edit(
        "An answer to the one open question",
        "An answer to the open question",
    );
    publish(&folder, &SIGNED).fine();

    let log = accord(["log", folder.arg()]).fine();
    let versions: Vec<&str> = log.lines().map(|l| l.split("  ").next().unwrap()).collect();
    assert_eq!(versions, ["1.1.0", "", "", "1.0.0"]);
    let changed: Vec<&str> = log.lines().skip(1).take(2).collect();
    assert_eq!(changed[0], "  meaning changes");
    assert!(changed[1].starts_with("  - "), "{log}");
    // The list beside the versions says the same, and is not verified.
    let list = folder.read("versions/CHANGELOG.md");
    assert!(
        list.contains("\n## 1.1.0 - ") && list.contains("\nMeaning changes.\n"),
        "{list}"
    );
    folder.write("versions/CHANGELOG.md", "nothing");
    assert!(log.ends_with("agreed by Tom Brackley (Sales) and Marta Lindqvist (Marketing)\n"));
    let log: Value =
        serde_json::from_str(&accord(["log", folder.arg(), "--format", "json"]).fine()).unwrap();
    assert_eq!(log[0]["version"], "1.1.0");
    assert_eq!(log[1]["agreed_by"][0]["side"], "sales");

    assert_eq!(
        accord(["verify", folder.arg()]).fine(),
        "1.0.0  unchanged since it was published\n1.1.0  unchanged since it was published\n"
    );
    alter(&folder, "versions/1.0.0/model.yaml");
    let ran = accord(["verify", folder.arg()]);
    assert_eq!((ran.code, ran.stderr.as_str()), (1, ""));
    assert_eq!(
        ran.stdout,
        "1.0.0  model.yaml was altered: its content doesn't match its digest\n\
         1.1.0  unchanged since it was published\n\
         1 problem\n"
    );
    let ran = accord(["verify", folder.arg(), "--format", "json"]);
    assert_eq!(ran.code, 1);
    let json: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(json["ok"], false);
    assert_eq!(json["versions"][0]["version"], "1.0.0");
    assert_eq!(json["versions"][1]["problems"], Value::Array(Vec::new()));
}

/// Changes one byte of a read-only file.
fn alter(folder: &Folder, name: &str) {
    let text = folder.read(name).replacen("points: 5", "points: 6", 1);
    writable(&folder.file(name));
    folder.write(name, text);
}

/// What `verify` prints of versions that aren't as they were published.
fn failed_report(folder: &Folder) -> String {
    let ran = accord(["verify", folder.arg()]);
    assert_eq!((ran.code, ran.stderr.as_str()), (1, ""));
    ran.stdout
}

/// The worked example with a picture taken, and named in the session's settings.
fn with_picture(named: &str) -> Folder {
    let folder = Folder::copy_of("worked-example");
    std::fs::create_dir(folder.file("pictures")).unwrap();
    folder.write("pictures/points-demo.svg", "<svg>the room</svg>\n");
    folder.write("pictures/points-demo.txt", "the room\n");
    folder.write("pictures/left-behind.svg", "<svg/>");
    folder.edit(
        "\nworkshop:\n",
        &format!("\nworkshop:\n  pictures:\n  - {named}\n"),
    );
    folder
}

#[test]
fn a_version_takes_the_chosen_pictures_along_and_an_altered_one_is_found() {
    let folder = with_picture("points-demo");
    publish(&folder, &SIGNED).fine();
    let published = |name: &str| folder.read(&format!("versions/1.0.0/pictures/{name}"));
    assert_eq!(published("points-demo.svg"), "<svg>the room</svg>\n");
    assert_eq!(published("points-demo.txt"), "the room\n");
    assert!(
        !folder
            .file("versions/1.0.0/pictures/left-behind.svg")
            .exists()
    );
    // sha256sum of the two files.
    let glossary = folder.read("versions/1.0.0/glossary.yaml");
    let listed = "\npictures:\n  points-demo.svg: sha256:c63709b1d4b53418e1e41aee87914baadd5c39ea3cb3d4dcfc334b8a95f1227f\n  points-demo.txt: sha256:1634e352a80fb0189ba39ccc2bcee16ff08dd609ce599e215437bc38f54f4718\n";
    assert!(glossary.contains(listed), "{glossary}");
    let recap = folder.read("versions/1.0.0/recap.md");
    let minuted = "\n## Pictures\n\n- `pictures/points-demo.svg`\n- `pictures/points-demo.txt`\n";
    assert!(recap.contains(minuted), "{recap}");

    // The session's own may change or go: the version has its own.
    std::fs::remove_dir_all(folder.file("pictures")).unwrap();
    let fine = "1.0.0  unchanged since it was published\n";
    assert_eq!(accord(["verify", folder.arg()]).fine(), fine);
    let altered = "versions/1.0.0/pictures/points-demo.svg";
    writable(&folder.file(altered));
    folder.write(altered, "<svg>the rooM</svg>\n");
    let problem = "1.0.0  pictures/points-demo.svg was altered: it isn't the one glossary.yaml was \
                   published with\n1 problem\n";
    assert_eq!(failed_report(&folder), problem);
    folder.write(altered, "<svg>the room</svg>\r\n");
    assert_eq!(accord(["verify", folder.arg()]).fine(), fine);
    std::fs::remove_file(folder.file(altered)).unwrap();
    assert_eq!(
        failed_report(&folder),
        "1.0.0  pictures/points-demo.svg is missing\n1 problem\n"
    );
}

#[test]
fn a_version_takes_the_chosen_exports_along_and_an_altered_one_is_found() {
    let folder = Folder::copy_of("worked-example");
    folder.edit(
        "\nworkshop:\n",
        "\nworkshop:\n  exports:\n  - json\n  - html\n  - json\n",
    );
    publish(&folder, &SIGNED).fine();
    for (format, file) in [("json", "json-1.0.0.json"), ("html", "handbook-1.0.0.html")] {
        let taken = folder.read(&format!("versions/1.0.0/exports/{file}"));
        let arg = folder.arg();
        let made = accord(["export", arg, "--version", "1.0.0", "--format", format]);
        assert_eq!(made.fine(), taken, "{file}");
    }
    let fine = "1.0.0  unchanged since it was published\n";
    assert_eq!(accord(["verify", folder.arg()]).fine(), fine);
    let altered = "versions/1.0.0/exports/json-1.0.0.json";
    writable(&folder.file(altered));
    folder.write(altered, "{}\n");
    let problem = "1.0.0  exports/json-1.0.0.json was altered: it isn't the one glossary.yaml was \
                   published with\n1 problem\n";
    assert_eq!(failed_report(&folder), problem);
}

#[test]
fn an_export_of_no_format_stops_the_publication() {
    let folder = Folder::copy_of("worked-example");
    folder.edit("\nworkshop:\n", "\nworkshop:\n  exports: [parchment]\n");
    let said = publish(&folder, &SIGNED).failed(1);
    let what = "the version is to take along `parchment`, which is no export";
    assert!(said.contains(what), "{said}");
    assert!(!folder.file("versions").exists());
    let checked = accord(["check", folder.arg()]);
    assert_eq!(checked.code, 1);
    assert!(checked.stdout.contains("A195"), "{}", checked.stdout);
    assert!(checked.stdout.contains(what), "{}", checked.stdout);
}

#[test]
fn a_chosen_picture_that_is_not_there_stops_the_publication() {
    let todo = "take it again with F9, or take its name out of Pictures on Publish";
    for (named, path, what) in [
        (
            "points",
            "points.svg",
            "this picture is to be published and isn't there",
        ),
        // One of its two files is gone.
        (
            "pictures/left-behind.svg",
            "left-behind.txt",
            "this picture is to be published and isn't there",
        ),
        (
            "../session.yaml",
            "../session.yaml",
            "this is no name of a picture",
        ),
    ] {
        let folder = with_picture(named);
        let path = folder.file_arg(&format!("pictures/{path}"));
        // Windows has another separator between folders.
        let slashes = |text: &str| text.replace('\\', "/");
        assert_eq!(
            slashes(&publish(&folder, &SIGNED).failed(2)),
            slashes(&format!("error: {path}: {what}\nhint: {todo}\n"))
        );
        assert!(!folder.file("versions").exists());
    }
}

/// What was done is done, whether or not it can be printed.
#[cfg(target_os = "linux")]
#[test]
fn where_the_report_cannot_be_written_the_code_still_says_that_it_is_done() {
    let full = || {
        std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .unwrap()
    };
    let folder = Folder::copy_of("worked-example");
    let mut program = crate::harness::program();
    program.args(["publish", folder.arg()]).args(SIGNED);
    let ran = program.stdout(full()).output().unwrap();
    let stderr = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(0), "{stderr}");
    let written = folder.file_arg("versions/1.0.0");
    let report =
        format!("published 1.0.0: {written} (this was done, but couldn't be printed: stdout: ");
    assert!(stderr.starts_with(&report), "{stderr}");
    assert_eq!(accord(["verify", folder.arg()]).code, 0);

    let new = folder.file_arg("new");
    let mut program = crate::harness::program();
    program.args(["new", &new, "--no-open"]);
    let ran = program.stdout(full()).output().unwrap();
    assert_eq!(ran.status.code(), Some(0));
    let stderr = String::from_utf8(ran.stderr).unwrap();
    assert!(
        stderr.contains("this was done, but couldn't be printed: stdout: "),
        "{stderr}"
    );
    assert_eq!(accord(["check", &new]).stderr, "");
}

#[test]
fn both_sides_must_sign() {
    let folder = Folder::copy_of("worked-example");
    assert_eq!(
        publish(&folder, &SIGNED[..2]).failed(1),
        "error: Marketing hasn't agreed yet; publishing needs Sales and Marketing\n\
         hint: sign with --sign marketing=NAME\n"
    );
    for (sign, why) in [
        ("sales", "write side=name"),
        ("sales= ", "the name is missing: write side=name"),
        (
            "it=Ada",
            "`it` isn't a side: write sales, marketing or management",
        ),
        ("facilitator=Ada", "a facilitator doesn't sign"),
    ] {
        let stderr = publish(&folder, &["--sign", sign]).failed(2);
        assert!(stderr.contains(why), "{stderr}");
    }
    assert!(!folder.file("versions").exists());
}

#[test]
fn errors_and_an_open_workbench_refuse() {
    let folder = Folder::copy_of("worked-example");
    let open = accord::store::SessionFolder::at(folder.file("session.yaml").parent().unwrap());
    let lock = accord::store::Lock::take(&open).unwrap();
    let stderr = publish(&folder, &SIGNED).failed(1);
    assert!(
        stderr.starts_with("error: this session is open already: "),
        "{stderr}"
    );
    assert!(
        stderr.ends_with("hint: publish there, or close it first\n"),
        "{stderr}"
    );
    drop(lock);
    folder.edit("  handoff:\n    stage: mql", "  handoff:\n    stage: mqx");
    let stderr = publish(&folder, &SIGNED).failed(1);
    let hint = format!("hint: `accord check {}` lists everything\n", folder.arg());
    assert!(
        stderr.starts_with("error: 1 thing must be fixed first: "),
        "{stderr}"
    );
    assert!(stderr.ends_with(&hint), "{stderr}");
    assert!(!folder.file("versions").exists());
}

#[test]
fn what_a_stopped_workbench_left_is_not_passed_over() {
    let folder = Folder::copy_of("worked-example");
    let session = accord::store::SessionFolder::at(folder.file("session.yaml").parent().unwrap());
    let text = folder.read("session.yaml");
    let mut journal = accord::store::Journal::create(&session, &text).unwrap();
    let park = r#"{"Edit":{"edit":{"Add":{"at":"parked:t1","index":0,"name":"t1","fields":[]}},"continues":false}}"#;
    journal.append_edit(park).unwrap();
    drop(journal);
    // Commands that read the session say so too.
    let checked = accord(["check", folder.arg()]);
    let warning = "warning: the workbench was stopped before session.yaml was written; 1 change would be missing\n";
    assert!(checked.stderr.starts_with(warning), "{}", checked.stderr);
    assert_eq!(
        publish(&folder, &SIGNED).failed(1),
        format!(
            "error: the workbench was stopped before session.yaml was written; \
             1 change would be missing\n\
             hint: open it with `accord {}`, and keep or drop them there\n",
            folder.arg()
        )
    );
}

#[test]
fn what_could_not_be_read_is_published_without_for_a_reason_only() {
    let folder = Folder::copy_of("worked-example");
    let session = accord::store::SessionFolder::at(folder.file("session.yaml").parent().unwrap());
    let text = folder.read("session.yaml");
    let mut journal = accord::store::Journal::create(&session, &text).unwrap();
    journal.append_edit("an edit of another version").unwrap();
    drop(journal);
    assert_eq!(
        publish(&folder, &SIGNED).failed(1),
        "error: 1 change in .accord/journal couldn't be read and would be missing\n\
         hint: find out what was in them, or go on with --without-unread REASON\n"
    );
    assert!(!folder.file(".accord/journal.unreadable").exists());
    let reason = "It was <a> test";
    let signed = [&SIGNED[..], &["--without-unread", reason]].concat();
    publish(&folder, &signed).fine();
    assert!(folder.file(".accord/journal.unreadable").exists());
    let minutes = folder.read("versions/1.0.0/recap.md");
    assert!(
        minutes.contains(
            "- 1 change that couldn't be read, set aside in `.accord/journal.unreadable`: It was "
        ),
        "{minutes}"
    );
    // It is accounted for, so nothing asks again.
    assert_eq!(accord(["check", folder.arg()]).stderr, "");
    let opened = accord::host::open(session.root()).unwrap();
    assert_eq!(opened.state.unread_changes, []);
    assert_eq!(opened.state.recovery_question, None);
}

#[test]
fn without_versions_there_is_nothing_to_list_or_verify() {
    for command in ["log", "verify"] {
        let text = accord([command, "sessions/worked-example"]).fine();
        assert_eq!(text, "nothing has been published yet\n");
        accord([command, "no/such"]).failed(2);
    }
}

/// The worked example with a criterion that nobody verified.
fn unverified() -> Folder {
    let folder = Folder::copy_of("worked-example");
    let text = folder.read("session.yaml");
    let demo = text.find("name: Demo\n").expect("the criterion");
    let source = demo + text[demo..].find("source: ").expect("its source");
    let end = source + text[source..].find('\n').expect("its end");
    folder.write(
        "session.yaml",
        format!("{}source: \"\"{}", &text[..source], &text[end..]),
    );
    folder
}

const VERIFY: [&str; 6] = [
    "--unverified",
    "No CRM yet",
    "--owner",
    "Ines Corrigan",
    "--due",
    "2027-03-01",
];

#[test]
fn unverified_criteria_need_a_reason_an_owner_and_a_date() {
    let folder = unverified();
    let refused = publish(&folder, &SIGNED).failed(1);
    assert!(
        refused
            .starts_with("error: 1 thing not verified: Demo: no source; say why they may go out"),
        "{refused}"
    );
    assert!(refused.contains("--unverified REASON --owner NAME --due DATE"));
    let alone = [&SIGNED[..], &VERIFY[..2]].concat();
    publish(&folder, &alone).failed(2);
}

#[test]
fn the_reason_becomes_an_action_of_minutes_and_session() {
    let folder = unverified();
    publish(&folder, &[&SIGNED[..], &VERIFY[..]].concat()).fine();
    let minutes = folder.read("versions/1.0.0/recap.md");
    let row = "| Action | Verify: Demo (No CRM yet) | Ines Corrigan | 2027-03-01 |";
    assert!(minutes.contains(row), "{minutes}");
    // The session has it, so the same criterion isn't asked about again.
    folder.edit(
        "An answer to the one open question",
        "An answer to the open question",
    );
    let ran = publish(&folder, &SIGNED);
    assert!(
        ran.stderr
            .contains("open action: Verify: Demo (Ines Corrigan, by 2027-03-01)\n"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stdout.starts_with("published 1.1.0: "),
        "{}",
        ran.stdout
    );
}

#[test]
fn what_is_left_to_do_is_named() {
    let folder = Folder::copy_of("worked-example");
    let ran = publish(&folder, &SIGNED);
    let expected = "open action: Split the CRM field Budget in two: funded, approved (Yusuf Tarrant, by 2027-03-31)\n\
        open action: Ring the three leads nobody touched (Dev Hallam, by 2027-03-31)\n\
        parked: We see nothing of the research phase: no behaviour of ours belongs to it (from Owen Prys)\n\
        parked: Do leads from partners go through the same rule? (from Ines Corrigan)\n";
    assert_eq!(ran.stderr, expected);
}

#[test]
fn what_is_left_to_do_is_in_the_json() {
    let folder = Folder::copy_of("worked-example");
    let ran = publish(&folder, &[&SIGNED[..], &["--format", "json"]].concat());
    let json: Value = serde_json::from_str(&ran.fine()).unwrap();
    assert_eq!(json["version"], "1.0.0");
    assert_eq!(json["open_actions"][1]["owner"], "Dev Hallam");
    assert_eq!(json["open_actions"][1]["due"], "2027-03-31");
    assert_eq!(json["parked"][0]["sponsor"], "Owen Prys");
}

#[test]
fn somebody_new_signs_with_a_note() {
    let folder = Folder::copy_of("worked-example");
    let signed = [
        "--sign",
        "sales=Ada Fell",
        "--sign",
        "marketing=marta lindqvist",
    ];
    let ran = publish(&folder, &signed);
    let note = "note: Ada Fell isn't among the participants of Sales; the minutes say so\n";
    assert!(ran.stderr.starts_with(note), "{}", ran.stderr);
    assert_eq!(ran.stderr.matches("note: ").count(), 1);
    let minutes = folder.read("versions/1.0.0/recap.md");
    assert!(minutes.contains("- Sales: Ada Fell (not among the participants), "));
    assert!(minutes.contains("- Marketing: Marta Lindqvist, "));
}
