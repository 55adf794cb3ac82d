//! The real binary in a pseudo-terminal: keys in, screen out.
//!
//! Used by the tests of this folder and by `tests/killed.rs`. Nothing here sleeps for a fixed time:
//! each wait is for something on the screen, and fails after [`PATIENCE`] with the screen as it
//! was.
#![allow(dead_code)] // each test file uses its own part of this

use std::io::{Read as _, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use accord::app::{Key, KeyCode};
use accord::model::Session;
use accord::store::SessionFolder;
use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// How long a test waits for the screen before it fails.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// A temporary copy of an example session, with its own home folder.
pub struct Desk {
    root: TempDir,
}

impl Desk {
    /// A copy of an example.
    pub fn with(example: &str) -> Self {
        let root = tempfile::tempdir().expect("a folder");
        let desk = Self { root };
        std::fs::create_dir_all(desk.path()).expect("a folder");
        let from = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("sessions")
            .join(example);
        copy_files(&from, &desk.path());
        desk
    }

    /// Returns the session's folder.
    pub fn path(&self) -> PathBuf {
        self.root.path().join("session")
    }

    /// Returns the path of session.yaml.
    pub fn file(&self) -> PathBuf {
        self.path().join("session.yaml")
    }

    /// Returns the text of session.yaml.
    pub fn yaml(&self) -> String {
        std::fs::read_to_string(self.file()).expect("session.yaml")
    }

    /// Writes session.yaml, like an editor in another window.
    pub fn write(&self, text: &str) {
        std::fs::write(self.file(), text).expect("session.yaml can be written");
    }

    /// Replaces a text in session.yaml, which must be there.
    pub fn mend(&self, from: &str, to: &str) {
        let text = self.yaml();
        assert!(text.contains(from), "`{from}` isn't in session.yaml");
        self.write(&text.replacen(from, to, 1));
    }

    /// Returns the session on disk.
    pub fn session(&self) -> Session {
        let folder = SessionFolder::at(&self.path());
        folder.load().expect("session.yaml reads").0
    }

    /// Opens the session at 80 by 24 and waits for its first screen.
    pub fn open(&self) -> Terminal {
        let terminal = self.start(&[]);
        terminal.wait_for("1Room");
        terminal
    }

    /// Starts the binary on the session, with additional environment variables.
    pub fn start(&self, variables: &[(&str, &str)]) -> Terminal {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_accord"));
        command.arg(self.path());
        command.cwd(self.root.path());
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("USER", "ada");
        command.env("HOME", self.root.path());
        command.env("ACCORD_HOME", self.root.path().join("home"));
        for (name, value) in variables {
            command.env(name, value);
        }
        Terminal::run(command)
    }

    /// Starts the binary with these arguments before the session's path.
    pub fn start_with(&self, arguments: &[&str]) -> Terminal {
        let mut command = self.command(arguments);
        command.arg(self.path());
        Terminal::run(command)
    }

    /// Starts the binary with these arguments alone, in the folder above the session's.
    pub fn start_alone(&self, arguments: &[&str]) -> Terminal {
        Terminal::run(self.command(arguments))
    }

    fn command(&self, arguments: &[&str]) -> CommandBuilder {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_accord"));
        command.args(arguments);
        command.cwd(self.root.path());
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("HOME", self.root.path());
        command.env("ACCORD_HOME", self.root.path().join("home"));
        command
    }

    /// Returns the session in a folder beside this one.
    pub fn session_beside(&self, name: &str) -> Session {
        let folder = SessionFolder::at(&self.root.path().join(name));
        folder.load().expect("session.yaml reads").0
    }

    /// The binary on the session, without any terminal.
    pub fn without_terminal(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_accord"));
        command
            .arg(self.path())
            .env("ACCORD_HOME", self.root.path().join("home"))
            .stdin(std::process::Stdio::null());
        command
    }
}

/// Copies the files of a folder, without its subfolders.
pub fn copy_files(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("a folder to copy") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            let name = path.file_name().expect("a name");
            std::fs::copy(&path, to.join(name)).expect("a copy");
        }
    }
}

/// What the terminal has output so far.
struct Seen {
    raw: Vec<u8>,
    parser: vt100::Parser,
    ended: bool,
}

/// The binary in a terminal.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    /// Present until the window is closed, like the writer.
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    hung_up: Arc<AtomicBool>,
    deaf: Arc<AtomicBool>,
}

impl Terminal {
    fn run(command: CommandBuilder) -> Self {
        let pair = native_pty_system()
            .openpty(size(80, 24))
            .expect("a pseudo-terminal");
        let child = pair.slave.spawn_command(command).expect("accord starts");
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let seen = Arc::new((
            Mutex::new(Seen {
                raw: Vec::new(),
                parser: vt100::Parser::new(24, 80, 0),
                ended: false,
            }),
            Condvar::new(),
        ));
        let hung_up = Arc::new(AtomicBool::new(false));
        let deaf = Arc::new(AtomicBool::new(false));
        let (told, stop, pause) = (seen.clone(), hung_up.clone(), deaf.clone());
        std::thread::spawn(move || {
            let mut bytes = [0; 8192];
            loop {
                let count = reader.read(&mut bytes).unwrap_or(0);
                let mut seen = told.0.lock().expect("nobody panicked with it");
                seen.raw.extend(&bytes[..count]);
                seen.parser.process(&bytes[..count]);
                seen.ended = count == 0 || stop.load(Ordering::SeqCst);
                told.1.notify_all();
                if seen.ended {
                    return;
                }
                drop(seen);
                while pause.load(Ordering::SeqCst) {
                    std::thread::park();
                }
            }
        });
        Self {
            child,
            master: Some(pair.master),
            writer: Some(writer),
            seen,
            hung_up,
            deaf,
        }
    }

    /// Stops reading the program's output, as after Ctrl-S.
    pub fn stop_reading(&self) {
        self.deaf.store(true, Ordering::SeqCst);
    }

    /// Waits until the program has ended, whatever it wrote.
    pub fn wait_exit(&mut self) -> ExitStatus {
        end_of(&mut self.child)
    }

    /// Types keys: plain text is typed, `<enter>` and the like are named keys. Use `<esc>` only at
    /// the end, as bytes right after it would be read as part of one key.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        let mut bytes = Vec::new();
        let all = Key::parse_all(keys);
        for (index, key) in all.iter().enumerate() {
            assert!(
                key.code != KeyCode::Esc || index + 1 == all.len(),
                "<esc> must be the last of these keys"
            );
            push_bytes(*key, &mut bytes);
        }
        self.send(&bytes)
    }

    /// Pastes a text, like a terminal with bracketed paste.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.send(format!("\x1b[200~{text}\x1b[201~").as_bytes())
    }

    /// Sends bytes as they are.
    pub fn send(&mut self, bytes: &[u8]) -> &mut Self {
        let writer = self.writer.as_mut().expect("the window is open");
        writer.write_all(bytes).expect("keys can be sent");
        writer.flush().expect("keys can be sent");
        self
    }

    /// Returns the screen as text, a line per row.
    pub fn screen(&self) -> String {
        self.look(vt100::Screen::contents)
    }

    /// Returns all bytes of output.
    pub fn raw(&self) -> Vec<u8> {
        self.seen.0.lock().expect("no panic").raw.clone()
    }

    /// Inspects the screen.
    pub fn look<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.seen.0.lock().expect("no panic").parser.screen())
    }

    /// Waits until the screen shows a text, and returns the screen.
    pub fn wait_for(&self, text: &str) -> String {
        self.wait_until(text, |screen| screen.contents().contains(text))
    }

    /// Waits until the screen no longer shows a text, and returns the screen.
    pub fn wait_gone(&self, text: &str) -> String {
        let what = format!("no `{text}`");
        self.wait_until(&what, |screen| !screen.contents().contains(text))
    }

    /// Waits until the screen satisfies a condition, and returns it.
    pub fn wait_until(&self, what: &str, so: impl Fn(&vt100::Screen) -> bool) -> String {
        let end = Instant::now() + PATIENCE;
        let (lock, changed) = &*self.seen;
        let mut seen = lock.lock().expect("no panic");
        while !so(seen.parser.screen()) {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || seen.ended {
                let at = if seen.ended { " at the end" } else { "" };
                let screen = seen.parser.screen().contents();
                drop(seen);
                panic!("waited for: {what}\nthe screen{at}:\n{screen}");
            }
            seen = changed.wait_timeout(seen, left).expect("no panic").0;
        }
        seen.parser.screen().contents()
    }

    /// Clears the test's copy of the screen, to see that everything is drawn again.
    pub fn forget(&self) {
        let mut seen = self.seen.0.lock().expect("no panic");
        let (rows, columns) = seen.parser.screen().size();
        seen.parser = vt100::Parser::new(rows, columns, 0);
    }

    /// Resizes the window.
    pub fn resize(&self, columns: u16, rows: u16) {
        let mut seen = self.seen.0.lock().expect("no panic");
        seen.parser.screen_mut().set_size(rows, columns);
        drop(seen);
        self.master
            .as_ref()
            .expect("the window is open")
            .resize(size(columns, rows))
            .expect("the window can be resized");
    }

    /// Sends a signal by name, such as `TERM`.
    pub fn signal(&self, name: &str) {
        let done = Command::new("kill")
            .arg(format!("-{name}"))
            .arg(self.id().to_string())
            .status();
        assert!(done.expect("kill is there").success(), "kill -{name}");
    }

    /// Kills the program immediately.
    pub fn kill(&mut self) {
        let child: &mut dyn Child = &mut *self.child;
        let child = child.downcast_mut::<std::process::Child>();
        child
            .expect("a process of this system")
            .kill()
            .expect("it can be killed");
        self.wait_end();
    }

    /// Closes the window, so that the program loses its terminal.
    pub fn hang_up(mut self) -> ExitStatus {
        self.hung_up.store(true, Ordering::SeqCst);
        // The reader holds the window open until something wakes it.
        self.keys("?");
        self.wait_ended();
        self.writer = None;
        self.master = None;
        end_of(&mut self.child)
    }

    /// Waits until the program has ended and all its output was read.
    pub fn wait_end(&mut self) -> ExitStatus {
        let status = end_of(&mut self.child);
        self.wait_ended();
        status
    }

    fn wait_ended(&self) {
        let (lock, changed) = &*self.seen;
        let seen = lock.lock().expect("no panic");
        let (seen, _) = changed
            .wait_timeout_while(seen, PATIENCE, |seen| !seen.ended)
            .expect("no panic");
        assert!(seen.ended, "the terminal's output has an end");
    }

    /// Quits with `q` and checks that the terminal was restored.
    pub fn quit(mut self) {
        self.keys("q");
        let status = self.wait_end();
        assert!(status.success(), "{status:?}\n{}", self.screen());
        self.assert_given_back();
    }

    /// Whether the program is stopped, as by Ctrl-Z in a shell.
    pub fn is_stopped(&self) -> bool {
        let id = self.id().to_string();
        let ps = Command::new("ps")
            .args(["-o", "stat=", "-p", &id])
            .output()
            .expect("ps is there");
        String::from_utf8_lossy(&ps.stdout).trim().starts_with('T')
    }

    /// Whether the terminal is in raw mode without echo.
    pub fn is_raw(&self) -> bool {
        let master = self.master.as_ref().expect("the window is open");
        let modes = master.get_termios().expect("the terminal's modes");
        let flags = format!("{:?}", modes.local_flags);
        !flags.contains("ICANON") && !flags.contains("ECHO ") && !flags.ends_with("ECHO)")
    }

    /// Waits until the workbench has taken over the terminal, which is complete after the first
    /// frame.
    pub fn wait_taken(&self) {
        self.wait_until("its own screen, marked pastes, no cursor", |screen| {
            screen.alternate_screen() && screen.bracketed_paste() && screen.hide_cursor()
        });
        assert!(self.is_raw(), "keys one by one");
    }

    /// Fails unless the terminal is as a shell needs it.
    pub fn assert_given_back(&self) {
        assert!(
            !self.look(vt100::Screen::alternate_screen),
            "shell's screen"
        );
        assert!(!self.look(vt100::Screen::bracketed_paste), "pastes plain");
        assert!(!self.look(vt100::Screen::hide_cursor), "a cursor");
        assert!(!self.is_raw(), "lines, and what is typed is seen");
        let raw = self.raw();
        for (on, off) in [
            ("\x1b[?1049h", "\x1b[?1049l"),
            ("\x1b[?2004h", "\x1b[?2004l"),
            ("\x1b[?25l", "\x1b[?25h"),
        ] {
            assert!(last(&raw, off) > last(&raw, on), "{off:?} comes last");
        }
        // Only the workbench asks for the mouse.
        for (on, off) in [
            ("\x1b[?1000h", "\x1b[?1000l"),
            ("\x1b[?1006h", "\x1b[?1006l"),
        ] {
            let asked = last(&raw, on);
            assert!(asked == 0 || last(&raw, off) > asked, "{off:?} comes last");
        }
    }

    fn id(&self) -> u32 {
        self.child.process_id().expect("it runs")
    }
}

impl Drop for Terminal {
    /// A failed test leaves no process behind.
    fn drop(&mut self) {
        let child: &mut dyn Child = &mut *self.child;
        if let Some(child) = child.downcast_mut::<std::process::Child>() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn end_of(child: &mut Box<dyn Child + Send + Sync>) -> ExitStatus {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(status) = child.try_wait().expect("it can be asked") {
            return status;
        }
        assert!(Instant::now() < end, "the program doesn't end");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Position after the last occurrence of these bytes; zero if there is none.
fn last(raw: &[u8], code: &str) -> usize {
    raw.windows(code.len())
        .rposition(|window| window == code.as_bytes())
        .map_or(0, |at| at + 1)
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

/// The bytes an xterm sends for a key.
fn push_bytes(key: Key, bytes: &mut Vec<u8>) {
    let named = match key.code {
        KeyCode::Char(c) if key.ctrl => {
            bytes.push(u8::try_from(c).expect("an ASCII letter") & 0x1f);
            return;
        }
        KeyCode::Char(c) => {
            bytes.extend(c.to_string().as_bytes());
            return;
        }
        KeyCode::Enter => "\r",
        KeyCode::Esc => "\x1b",
        KeyCode::Tab => "\t",
        KeyCode::Backspace => "\x7f",
        KeyCode::Up => "\x1b[A",
        KeyCode::Down => "\x1b[B",
        KeyCode::Right => "\x1b[C",
        KeyCode::Left => "\x1b[D",
        KeyCode::Home => "\x1b[H",
        KeyCode::End => "\x1b[F",
        other => panic!("no bytes known for {other:?}"),
    };
    bytes.extend(named.as_bytes());
}
