//! A command's outputs never replace its inputs, a session's own files, or each other; anything but
//! a regular file, or a file that is already open, is written to directly.

use std::fs::{self, File};
use std::path::Path;
#[cfg(unix)]
use std::{fs::OpenOptions, process::Stdio};

#[cfg(unix)]
use crate::harness::fed;
use crate::harness::{Folder, NOWHERE, Ran, accord, program};

const LEADS: &str = "lead_id,industry\nL1,mill\nL2\n";

/// A session, a list, and its scores, which leave out the broken row.
struct Setup {
    folder: Folder,
    list: String,
    session: String,
}

fn setup() -> Setup {
    let folder = Folder::empty();
    let session = folder.file("acme");
    fs::create_dir(&session).unwrap();
    let example = Folder::copy_of("worked-example");
    fs::copy(example.file("session.yaml"), session.join("session.yaml")).unwrap();
    Setup {
        list: folder.write("leads.csv", LEADS),
        session: session.to_str().unwrap().into(),
        folder,
    }
}

impl Setup {
    fn score(&self, more: &[&str]) -> Ran {
        accord([&["score", &self.session, &self.list], more].concat())
    }

    /// Names a list in the session.
    fn name_list(&self, list: &str) {
        let text = self.folder.read("acme/session.yaml");
        let named = text.replacen("\ndata:\n", &format!("\ndata:\n  {list}\n"), 1);
        assert!(named != text);
        self.folder.write("acme/session.yaml", named);
    }

    fn path(&self, name: &str) -> String {
        self.folder.file_arg(name)
    }

    /// Checks that the command was refused for that reason, and that the list is unchanged.
    #[track_caller]
    fn refuses(&self, ran: Ran, option: &str, other: &str) {
        let message = ran.failed(2);
        let first = message.lines().next().unwrap();
        assert!(
            first.starts_with(&format!("error: {option}")) && first.ends_with(other),
            "{message}"
        );
        assert_eq!(self.folder.read("leads.csv"), LEADS);
    }
}

#[test]
fn an_output_that_is_an_input_is_refused_whatever_its_name() {
    let setup = setup();
    let list = setup.list.clone();
    let the_leads = format!("the same file as the leads, {list}");
    setup.refuses(setup.score(&["-o", &list]), "-o", &the_leads);
    setup.refuses(
        setup.score(&["--rejects", &list, "-o", NOWHERE]),
        "--rejects",
        &the_leads,
    );
    let around = setup.path("acme/../leads.csv");
    setup.refuses(setup.score(&["-o", &around]), "-o", &the_leads);
    fs::hard_link(&list, setup.folder.file("hard")).unwrap();
    setup.refuses(setup.score(&["-o", &setup.path("hard")]), "-o", &the_leads);
    let events = setup.folder.write("events.csv", "lead_id,event,at\n");
    let ran = setup.score(&["--events", &events, "-o", &events]);
    setup.refuses(ran, "-o", &format!("the same file as the events, {events}"));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("leads.csv", setup.folder.file("soft")).unwrap();
        setup.refuses(setup.score(&["-o", &setup.path("soft")]), "-o", &the_leads);
    }
}

#[test]
fn a_model_the_lists_a_session_names_and_what_stdin_comes_from_are_inputs() {
    let setup = setup();
    let model = setup.folder.write("model.yaml", "accord: model/1\n");
    for command in [
        &["score", &model, &setup.list, "-o", &model][..],
        &["export", &model, "--format", "json", "-o", &model],
    ] {
        let other = format!("the same file as the model, {model}");
        setup.refuses(accord(command), "-o", &other);
    }
    setup.name_list("leads: ../leads.csv");
    let ran = accord([
        "export",
        &setup.session,
        "--format",
        "json",
        "-o",
        &setup.list,
    ]);
    let there = Path::new(&setup.session).join("..").join("leads.csv");
    let other = format!("the session's leads, {}", there.display());
    setup.refuses(ran, "-o", &other);
    let fed_by = File::open(&setup.list).unwrap();
    let mut command = program();
    command.args(["score", &setup.session, "-", "-o", &setup.list]);
    let ran = command.stdin(fed_by).output().unwrap();
    assert_eq!(ran.status.code(), Some(2));
    assert_eq!(setup.folder.read("leads.csv"), LEADS);
}

#[test]
fn a_session_s_own_files_are_no_place_to_write() {
    let setup = setup();
    let text = setup.folder.read("acme/session.yaml");
    fs::create_dir(setup.folder.file("acme/.accord")).unwrap();
    fs::create_dir_all(setup.folder.file("acme/versions")).unwrap();
    setup.folder.write("acme/versions/CHANGELOG.md", "so far\n");
    for name in [
        "acme/session.yaml",
        "acme/versions/CHANGELOG.md",
        "acme/versions/new.json",
        "acme/.accord/journal",
        "acme/./versions",
        "acme/.accord",
    ] {
        let out = setup.path(name);
        for ran in [
            setup.score(&["-o", &out]),
            setup.score(&["-o", NOWHERE, "--rejects", &out]),
            accord(["export", &setup.session, "--format", "json", "-o", &out]),
            // Another session.
            accord([
                "export",
                "sessions/b2b-saas",
                "--format",
                "json",
                "-o",
                &out,
            ]),
        ] {
            let message = ran.failed(2);
            assert!(
                message.contains("session") && message.contains("choose another file"),
                "{message}"
            );
        }
    }
    fs::hard_link(
        setup.folder.file("acme/session.yaml"),
        setup.folder.file("other"),
    )
    .unwrap();
    let message = setup.score(&["-o", &setup.path("other")]).failed(2);
    assert!(
        message.contains("session.yaml, the session's own"),
        "{message}"
    );
    assert_eq!(setup.folder.read("acme/session.yaml"), text);
    assert_eq!(setup.folder.read("acme/versions/CHANGELOG.md"), "so far\n");
    // Exports belong beside the session's files.
    accord([
        "export",
        &setup.session,
        "--format",
        "json",
        "-o",
        &setup.path("acme/out.json"),
    ])
    .fine();
}

#[test]
fn outputs_are_two_files() {
    let setup = setup();
    let (out, again) = (setup.path("out.csv"), setup.path("acme/../out.csv"));
    let ran = setup.score(&["-o", &out, "--rejects", &again]);
    setup.refuses(ran, "--rejects", &format!("the same file as -o {out}"));
    assert!(!setup.folder.file("out.csv").exists());
    // Outputs that cannot be replaced may be the same.
    setup.score(&["-o", NOWHERE, "--rejects", NOWHERE]).fine();
}

#[cfg(unix)]
#[test]
fn what_is_open_as_stdout_is_written_to_from_where_it_stands() {
    let setup = setup();
    let (log, linked) = (setup.folder.write("log", "earlier\n"), setup.path("linked"));
    std::os::unix::fs::symlink("log", &linked).unwrap();
    let mut lines = 1;
    for out in [Some("/dev/stdout"), Some(&*log), Some(&*linked), None] {
        let stdout = OpenOptions::new().append(true).open(&log).unwrap();
        let mut command = program();
        command.args(["score", &setup.session, &setup.list]);
        command.args(out.map(|out| ["-o", out]).into_iter().flatten());
        let ran = command
            .stdout(stdout)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert_eq!(
            ran.status.code(),
            Some(0),
            "{}",
            String::from_utf8_lossy(&ran.stderr)
        );
        let text = setup.folder.read("log");
        lines += 2;
        assert!(text.starts_with("earlier\n"), "{text}");
        assert_eq!(text.lines().count(), lines, "{text}");
    }
    // Unless that is the input.
    let stdout = OpenOptions::new().append(true).open(&setup.list).unwrap();
    let mut command = program();
    command.args(["score", &setup.session, &setup.list]);
    let ran = command.stdout(stdout).output().unwrap();
    assert_eq!(ran.status.code(), Some(2));
    assert_eq!(setup.folder.read("leads.csv"), LEADS);
}

#[cfg(unix)]
#[test]
fn rejects_may_go_to_stderr_and_an_error_leaves_the_former_content() {
    let setup = setup();
    let out = setup.folder.write("out.csv", "former\n");
    let ran = setup.score(&["-o", &out, "--rejects", "/dev/stderr", "--strict"]);
    let message = ran.failed(2);
    assert!(
        message.starts_with("file,line,reason\n") || message.contains("\nfile,line,reason\n"),
        "{message}"
    );
    assert_eq!(setup.folder.read("out.csv"), "former\n");
    let ran = setup.score(&["-o", &out, "--rejects", "/dev/stderr"]);
    assert_eq!(ran.fine(), "");
    assert!(setup.folder.read("out.csv").starts_with("lead_id,"));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_written_through_and_one_that_a_session_names_is_refused() {
    let setup = setup();
    let pipe = setup.path("pipe");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe).unwrap()
    });
    setup.score(&["-o", &pipe]).fine();
    assert!(reader.join().unwrap().starts_with("lead_id,"));
    // A pipe is read if named on the command line, but not if named by the session.
    let writer = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::write(pipe, LEADS).unwrap()
    });
    let scored = fed(["score", &setup.session, &pipe], "").fine();
    writer.join().unwrap();
    assert!(scored.contains("\nL1,"));
    setup.name_list("events: ../pipe");
    let message = setup.score(&[]).failed(2);
    assert!(
        message.contains("pipe") && message.contains("the session lists it"),
        "{message}"
    );
}
