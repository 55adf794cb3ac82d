//! The workbench without a terminal: the real state, host, journal and drawing, on a temporary copy
//! of an example. Tests type keys or run commands, and read the screen or the documents:
//!
//! ```ignore
//! on("worked-example").keys("/Demo criterion<enter><enter><down>+").shows("5 qualify");
//! ```
#![allow(dead_code)] // each test file uses its own part of this

pub mod many_leads;
pub mod random;
pub mod votes;
pub mod workshop;

use std::path::{Path, PathBuf};
use std::time::Duration;

use accord::app::input::command::Command;
use accord::app::input::entry_command::EntryCommand;
use accord::app::input::pointer::Gesture;
use accord::app::{Effect, Key, Message, State, Step, update};
use accord::host::{Host, open};
use accord::model::{Kind, Place, Session, VoteNaming};
use accord::screens::{self, HitMap};
use accord::store::SessionFolder;
use accord::widgets::{Theme, ThemeName};
use jiff::SignedDuration;
use jiff::civil::date;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tempfile::TempDir;

/// A workbench to type on.
pub struct Bench {
    pub host: Host,
    pub state: State,
    pub theme: Theme,
    size: (u16, u16),
    pace: Pace,
    folder: TempDir,
    /// Whether something was seen on the present screen; `hides` proves nothing before.
    seen: bool,
}

/// How fast keys are typed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pace {
    /// With a pause after each.
    Single,
    /// Eight a second.
    Hurried,
}

/// Opens a copy of the example session of this name, or else a new session from the template of
/// this name, at 80 columns by 24 rows, on Points.
pub fn on(name: &str) -> Bench {
    if example(name).is_dir() {
        Bench::example(name)
    } else {
        Bench::template(name)
    }
}

/// Returns the folder of an example session.
pub fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("sessions")
        .join(name)
}

/// Returns a template by name.
pub fn template(name: &str) -> Session {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/templates/{name}.yaml"));
    let text = std::fs::read_to_string(&path).expect("a template");
    accord::store::parse_session(&path, &text).expect("a template reads")
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("an example") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            std::fs::copy(&path, to.join(path.file_name().expect("a name"))).expect("a copy");
        }
    }
}

impl Bench {
    /// Opens a copy of an example, at 80 columns by 24 rows, on Points.
    pub fn example(name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        copy(&example(name), folder.path());
        Self::at(folder)
    }

    /// Opens a new session from a template.
    pub fn template(name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        SessionFolder::create(folder.path(), &template(name)).expect("a session");
        Self::at(folder)
    }

    /// Opens the session in a folder.
    pub fn at(folder: TempDir) -> Self {
        let mut opened = open(folder.path()).expect("the session opens");
        opened.state.today = date(2026, 11, 21);
        opened.state.now = "2026-11-21T09:00:00Z".parse().expect("a time");
        opened.state.time_zone = jiff::tz::TimeZone::UTC;
        opened.state.recheck();
        let theme = Theme::new(ThemeName::Auto, false);
        let mut bench = Self {
            host: opened.host,
            state: opened.state,
            theme,
            size: (80, 24),
            pace: Pace::Single,
            folder,
            seen: false,
        };
        bench.settle();
        if bench.state.dialogs.is_empty() {
            bench.go(Step::Points);
            bench.state.notice = None;
        }
        bench
    }

    /// Returns the session's folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Sets another screen size.
    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        self.resize(columns, rows);
        self
    }

    /// Resizes the screen, whatever is open.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.size = (columns, rows);
        self.tell(Message::Resize(columns, rows));
    }

    /// Hands over a message, without waiting for what is worked out beside the screen.
    pub fn tell(&mut self, message: Message) -> &mut Self {
        self.host.handle(&mut self.state, message);
        self.seen = false;
        self
    }

    /// Goes to a step.
    pub fn go(&mut self, step: Step) -> &mut Self {
        let key = char::from_digit(u32::from(step.number()), 10).expect("a digit");
        // With Alt it goes to the step from a number, too.
        let key = Key {
            alt: true,
            ..Key::char(key)
        };
        self.tell(Message::Key(key)).settle()
    }

    /// Types keys: plain text is typed, `<enter>` and the like are named keys.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        if self.pace == Pace::Hurried {
            return self.types(keys);
        }
        for key in Key::parse_all(keys) {
            self.tell(Message::Key(key));
            self.host.await_publication(&mut self.state);
        }
        self.settle()
    }

    /// From now on types eight keys a second, as a person does.
    pub fn hurried(mut self) -> Self {
        self.pace = Pace::Hurried;
        self
    }

    /// Types keys at eight keys a second, then pauses.
    pub fn types(&mut self, keys: &str) -> &mut Self {
        let mut now = self.state.now;
        for key in Key::parse_all(keys) {
            now += SignedDuration::from_millis(125);
            self.tell(Message::KeyAt(key, now));
            self.host.await_publication(&mut self.state);
        }
        let (now, today) = (now + SignedDuration::from_secs(2), self.state.today);
        self.tell(Message::Pause(now));
        self.host.await_publication(&mut self.state);
        self.tell(Message::ClockTick { now, today });
        self.settle()
    }

    /// Types keys with so many milliseconds between them, in which the terminal looks whether a
    /// pause is over.
    pub fn types_slowly(&mut self, keys: &str, gap: i64) -> &mut Self {
        let mut now = self.state.now;
        for key in Key::parse_all(keys) {
            now += SignedDuration::from_millis(gap - 5);
            self.tell(Message::Pause(now));
            now += SignedDuration::from_millis(5);
            self.tell(Message::KeyAt(key, now));
        }
        self.tell(Message::Pause(now + SignedDuration::from_secs(2)));
        self.settle()
    }

    /// Types keys, and returns what the host is asked to do, which isn't done.
    pub fn effects(&mut self, keys: &str) -> Vec<Effect> {
        self.seen = false;
        let keys = Key::parse_all(keys).into_iter();
        keys.flat_map(|key| update(&mut self.state, Message::Key(key)))
            .collect()
    }

    /// Runs a command, as if a key or choice had asked for it.
    pub fn run(&mut self, command: Command) -> &mut Self {
        self.tell(Message::Run(command));
        self.host.await_publication(&mut self.state);
        self.settle()
    }

    /// Says whether votes are kept with names, by side or anonymous.
    pub fn votes_are(&mut self, naming: VoteNaming) -> &mut Self {
        let entry = EntryCommand::Field {
            at: Place::single(Kind::Settings),
            key: "vote_naming".into(),
        };
        self.run(Command::with_text(&entry, naming.to_string()))
    }

    /// Clicks on the first place where the screen shows this.
    #[track_caller]
    pub fn click(&mut self, text: &str) -> &mut Self {
        self.point(Gesture::Click, text)
    }

    /// Turns the wheel down, or up, over the first place where the screen shows this.
    #[track_caller]
    pub fn wheel(&mut self, gesture: Gesture, text: &str) -> &mut Self {
        self.point(gesture, text)
    }

    #[track_caller]
    fn point(&mut self, gesture: Gesture, text: &str) -> &mut Self {
        let screen = self.screen();
        let mut lines = (0..).zip(screen.lines());
        let place = lines.find_map(|(row, line)| Some((row, line.find(text)?, line)));
        let (row, at, line) = place.unwrap_or_else(|| panic!("no {text:?} in\n{screen}"));
        let column = unicode_width::UnicodeWidthStr::width(&line[..at]);
        let target = self.hits().at(column as u16, row).cloned();
        // The terminal tells of nothing that means nothing.
        if let Some(target) = target {
            self.tell(Message::Pointer(gesture, target));
            self.host.await_publication(&mut self.state);
        }
        self.settle()
    }

    /// Returns what lies where on the screen.
    fn hits(&self) -> HitMap {
        let (columns, rows) = self.size;
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a test screen");
        let mut hits = HitMap::default();
        terminal
            .draw(|frame| hits = screens::draw_mapped(&self.state, &self.theme, frame))
            .expect("drawing");
        hits
    }

    /// Pastes a text.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.tell(Message::Paste(text.into())).settle()
    }

    /// Lets this many seconds pass, one by one as in the host.
    pub fn wait(&mut self, seconds: i64) -> &mut Self {
        let today = self.state.today;
        for _ in 0..seconds {
            let now = self.state.now + SignedDuration::from_secs(1);
            self.tell(Message::ClockTick { now, today });
        }
        self
    }

    fn settle(&mut self) -> &mut Self {
        while self.state.is_adding_list() {
            self.host.handle(&mut self.state, Message::Continue);
        }
        self.host
            .wait_idle(&mut self.state, Duration::from_secs(20));
        assert!(!self.host.is_busy(), "the worker answers");
        self.seen = false;
        self
    }

    /// Checks that the screen shows this.
    #[track_caller]
    pub fn shows(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(text), "no {text:?} in\n{screen}");
        self.seen = true;
        self
    }

    /// Checks that the first line of the screen shows this.
    #[track_caller]
    pub fn header(&mut self, text: &str) -> &mut Self {
        let line = self.lines(1);
        assert!(line.contains(text), "no {text:?} in {line:?}");
        self.seen = true;
        self
    }

    /// Checks that the screen doesn't show this. An empty or other screen shows nothing either, so
    /// something that is there must have been seen first.
    #[track_caller]
    pub fn hides(&mut self, text: &str) -> &mut Self {
        assert!(self.seen, "`hides` needs a `shows` on the same screen");
        let screen = self.screen();
        assert!(!screen.contains(text), "{text:?} in\n{screen}");
        self
    }

    /// Looks at the session.
    #[track_caller]
    pub fn document(&mut self, look: impl FnOnce(&Session)) -> &mut Self {
        look(self.state.session());
        self
    }

    /// Returns the first lines of the screen.
    pub fn lines(&self, count: usize) -> String {
        let screen = self.screen();
        screen.lines().take(count).collect::<Vec<_>>().join("\n")
    }

    /// Returns the screen as text, a line per row, without trailing blanks.
    pub fn screen(&self) -> String {
        self.screen_at(self.size.0, self.size.1)
    }

    /// Returns the screen at another size, without telling the workbench.
    pub fn screen_at(&self, columns: u16, rows: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a test screen");
        terminal
            .draw(|frame| screens::draw(&self.state, &self.theme, frame))
            .expect("drawing");
        let buffer = terminal.backend().buffer().clone();
        let mut text = String::new();
        for y in 0..rows {
            let mut line = String::new();
            let mut x = 0;
            while x < columns {
                let symbol = buffer[(x, y)].symbol();
                line.push_str(symbol);
                x += u16::try_from(unicode_width::UnicodeWidthStr::width(symbol))
                    .unwrap_or(1)
                    .max(1);
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// Whether any cell of the screen has a colour.
    pub fn has_colour(&self) -> bool {
        use ratatui::style::Color;
        let mut terminal =
            Terminal::new(TestBackend::new(self.size.0, self.size.1)).expect("a test screen");
        terminal
            .draw(|frame| screens::draw(&self.state, &self.theme, frame))
            .expect("drawing");
        let plain = |c: Color| c == Color::Reset;
        terminal
            .backend()
            .buffer()
            .content
            .iter()
            .any(|cell| !plain(cell.fg) || !plain(cell.bg))
    }

    /// Quits as `q` does, and opens the same folder again.
    pub fn reopen(mut self) -> Self {
        self.host.close(&mut self.state);
        let Self { host, folder, .. } = self;
        drop(host);
        Self::at(folder)
    }

    /// Ends as if killed, and opens the same folder again.
    pub fn killed(self) -> Self {
        let Self { host, folder, .. } = self;
        drop(host);
        Self::at(folder)
    }

    /// Returns the session.
    pub fn session(&self) -> &Session {
        self.state.session()
    }

    /// Returns the session as it is on disk.
    pub fn on_disk(&self) -> Session {
        SessionFolder::at(self.path())
            .load()
            .expect("session.yaml reads")
            .0
    }
}
