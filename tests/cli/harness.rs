//! Runs the binary: `accord(["check", "sessions/b2b-saas"])` in the package's folder.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// Discards whatever is written to it.
pub const NOWHERE: &str = if cfg!(windows) { "NUL" } else { "/dev/null" };

/// The result of a run.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// The binary, with a temporary folder for its own files.
pub fn command() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("accord"));
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli-home");
    command.env("ACCORD_HOME", home);
    // Times are those of the machine, which is anywhere.
    command.env("TZ", "UTC");
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// Like [`command`], for tests that pass their own files and pipes.
pub fn program() -> std::process::Command {
    let command = command();
    let mut program = std::process::Command::new(command.get_program());
    for (name, value) in command.get_envs() {
        program.env(name, value.expect("none is removed"));
    }
    program.current_dir(env!("CARGO_MANIFEST_DIR"));
    program
}

/// Runs a command line with an empty stdin.
pub fn accord<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Ran {
    fed(args, "")
}

/// Runs a command line with a text on stdin.
pub fn fed<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>, stdin: &str) -> Ran {
    let output = command().args(args).write_stdin(stdin).output().unwrap();
    Ran {
        code: output.status.code().expect("it ended by itself"),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Ran {
    /// Returns stdout after checking that the command succeeded.
    #[track_caller]
    pub fn fine(self) -> String {
        assert_eq!(self.code, 0, "{self:#?}");
        self.stdout
    }

    /// Returns stderr after checking for this exit code and a stdout that is empty or, for who asked
    /// for JSON, says the same.
    #[track_caller]
    pub fn failed(self, code: i32) -> String {
        assert_eq!((self.code, self.has_no_result()), (code, true), "{self:#?}");
        self.stderr
    }

    /// Whether stdout has nothing, or a failure in JSON alone.
    pub fn has_no_result(&self) -> bool {
        let is_error = |text: &str| {
            let report = serde_json::from_str::<serde_json::Value>(text);
            let report = report.as_ref().ok().and_then(|report| report.as_object());
            report.is_some_and(|report| report.len() == 1 && report.contains_key("error"))
        };
        self.stdout.is_empty() || is_error(&self.stdout)
    }
}

/// Makes a file writable.
pub fn writable(path: &Path) {
    let mut permissions = fs::metadata(path).unwrap().permissions();
    #[expect(
        clippy::permissions_set_readonly_false,
        reason = "on Windows it can't even be removed"
    )]
    permissions.set_readonly(false);
    fs::set_permissions(path, permissions).unwrap();
}

/// A temporary session folder.
pub struct Folder(tempfile::TempDir);

impl Folder {
    /// A copy of an example, by the name of its folder.
    pub fn copy_of(example: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("sessions")
            .join(example);
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            if entry.path().is_file() {
                fs::copy(entry.path(), dir.path().join(entry.file_name())).unwrap();
            }
        }
        Self(dir)
    }

    /// An empty folder.
    pub fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Returns its path as an argument.
    pub fn arg(&self) -> &str {
        self.0.path().to_str().unwrap()
    }

    /// Returns the path of a file in it.
    pub fn file(&self, name: &str) -> PathBuf {
        let inside = name.split('/');
        inside.fold(self.0.path().into(), |path: PathBuf, part| path.join(part))
    }

    /// Returns the path of a file in it, as an argument.
    pub fn file_arg(&self, name: &str) -> String {
        self.file(name).to_str().unwrap().into()
    }

    /// Writes a file in it.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        fs::write(self.file(name), text).unwrap();
        self.file_arg(name)
    }

    /// Reads a file in it.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.file(name)).unwrap()
    }

    /// Replaces a text that occurs once in its session.yaml.
    pub fn edit(&self, from: &str, to: &str) {
        let text = self.read("session.yaml");
        assert_eq!(text.matches(from).count(), 1, "{from}");
        self.write("session.yaml", text.replace(from, to));
    }
}
