//! Commands that need no session: help, schemas, completions, manual pages, wrong usage.

use std::path::Path;

use crate::harness::{accord, command};

#[test]
fn help_and_version_are_fine() {
    assert_eq!(
        accord(["--version"]).fine(),
        format!("accord {}\n", env!("CARGO_PKG_VERSION"))
    );
    let help = accord(["--help"]).fine();
    for command in [
        "new", "demo", "check", "score", "diff", "evidence", "publish", "export", "log", "verify",
    ] {
        assert!(
            help.contains(&format!("\n  {command} ")),
            "{command} in {help}"
        );
    }
    for option in ["--theme", "--ascii"] {
        assert!(help.contains(option), "{option} in {help}");
    }
}

#[test]
fn schemas_are_those_of_the_repository() {
    for kind in ["session", "glossary", "model", "workshop", "export"] {
        let file = format!("assets/schema/{kind}.schema.json");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let committed = std::fs::read_to_string(path).unwrap();
        assert_eq!(accord(["schema", kind]).fine(), committed);
    }
    accord(["schema", "leads"]).failed(2);
}

#[test]
fn completions_and_manual_pages() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let text = accord(["completions", shell]).fine();
        assert!(
            text.contains("worked") || text.contains("publish"),
            "{shell}"
        );
    }
    let page = accord(["man"]).fine();
    assert!(
        page.contains(".TH accord 1") && page.contains("accord\\-score"),
        "{page}"
    );
    let page = accord(["man", "score"]).fine();
    assert!(page.contains("\\-\\-as\\-of"), "{page}");
    assert_eq!(
        accord(["man", "nothing"]).failed(2),
        "error: there is no command `nothing`\n"
    );
}

#[test]
fn a_closed_pipe_ends_long_texts_quietly() {
    for args in [
        &["completions", "bash"][..],
        &["man"],
        &["schema", "session"],
        &["--help"],
    ] {
        let program = command();
        let mut closed = std::process::Command::new(program.get_program());
        closed.args(args).stderr(std::process::Stdio::piped());
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = closed
            .stdout(writer)
            .spawn()
            .unwrap()
            .wait_with_output()
            .unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), &*stderr), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn a_mistyped_command_is_guessed() {
    assert_eq!(
        accord(["chekc"]).failed(2),
        "error: chekc: there is nothing here\n\
         hint: check the path, or create a session with `accord new`\n\
         hint: there is a command `accord check`\n"
    );
    let stderr = accord(["check"]).failed(2);
    assert!(stderr.contains("<PATH>"), "{stderr}");
    let stderr = accord(["sessions/b2b-saas", "check", "x"]).failed(2);
    assert_eq!(
        stderr,
        "error: a path and a command were given at once\n\
         hint: the path comes after the command, as in `accord check PATH`\n"
    );
}
