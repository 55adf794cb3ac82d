//! Scenes for the screen tests: every step and every dialog, each by the keys that lead there.

use accord::app::dialogs::new_session::NewSessionForm;
use accord::app::dialogs::new_session_answers::{Start as StartOf, StartingPoint};
use accord::app::{Key, Message, Step};
use accord::screens::{BrokenSession, HomeRow, HomeView, draw_broken, draw_home, draw_new_session};
use accord::widgets::Theme;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::{Frame, Terminal};

use crate::common::Bench;

mod hostile;
mod leaving;
mod typing;
mod walk;

/// The session for a shot.
#[derive(Clone, Copy)]
pub enum Start {
    /// The worked example.
    Worked,
    /// The example with recorded leads.
    Saas,
    /// The empty template.
    Blank,
    /// The template that most rooms start from.
    Standard,
}

impl Start {
    /// Returns a workbench on it.
    pub fn bench(self) -> Bench {
        match self {
            Self::Worked => Bench::example("worked-example"),
            Self::Saas => Bench::example("b2b-saas"),
            Self::Blank => Bench::template("blank"),
            Self::Standard => Bench::template("standard"),
        }
    }
}

/// A name, a session, the keys to type, and what else to do.
pub struct Shot {
    pub name: String,
    pub start: Start,
    pub keys: &'static str,
    pub then: fn(Bench) -> Bench,
}

/// Something to draw.
pub enum Scene {
    Bench(Box<Bench>),
    Home(HomeView),
    NewSession(Box<NewSessionForm>),
    Broken(BrokenSession),
}

impl Scene {
    fn draw(&self, theme: &Theme, frame: &mut Frame) {
        match self {
            Self::Bench(bench) => accord::screens::draw(&bench.state, theme, frame),
            Self::Home(home) => draw_home(home, theme, frame),
            Self::NewSession(form) => draw_new_session(form, None, theme, frame),
            Self::Broken(broken) => draw_broken(broken, theme, frame),
        }
    }

    /// Draws it and returns the cells of the screen and the position of its cursor.
    pub fn at(&mut self, theme: &Theme, columns: u16, rows: u16) -> (Buffer, Option<(u16, u16)>) {
        if let Self::Bench(bench) = self {
            bench.state.size = (columns, rows);
        }
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a test screen");
        terminal
            .draw(|frame| self.draw(theme, frame))
            .expect("drawing");
        // Nothing is typed in that corner, so a cursor there was never placed.
        let at = terminal.get_cursor_position().expect("a position");
        let cursor = (at.x, at.y);
        let buffer = terminal.backend().buffer().clone();
        (buffer, Some(cursor).filter(|at| *at != (0, 0)))
    }
}

/// Returns the rows of a buffer as text.
pub fn rows(buffer: &Buffer) -> Vec<String> {
    let row = |cells: &[ratatui::buffer::Cell]| {
        let mut text = String::new();
        let mut skip = 0;
        for cell in cells {
            if skip == 0 {
                text.push_str(cell.symbol());
                skip = unicode_width::UnicodeWidthStr::width(cell.symbol()).max(1);
            }
            skip -= 1;
        }
        text.trim_end().to_owned()
    };
    let width = usize::from(buffer.area.width).max(1);
    buffer.content().chunks(width).map(row).collect()
}

impl Shot {
    /// Plays the keys.
    pub fn scene(&self) -> Scene {
        let mut bench = self.start.bench();
        bench.keys(self.keys);
        Scene::Bench(Box::new((self.then)(bench)))
    }
}

/// Names leads as Salesforce exports them, and types keys on the mapping screen.
fn map_export(mut bench: Bench, keys: &str) -> Bench {
    let rows = [
        "Lead ID,Company,Lead Status,Employees,Create Date,Converted Date",
        "00Q01,Mill & Sons,Open - Not Contacted,\"1,039\",11/2/2026 3:04 PM,",
        "00Q02,Weavers,Working - Contacted,-None-,10/28/2026,",
        "00Q03,Dyers,Closed - Converted,120,10/2/2026,10/30/2026",
        "00Q04,Spinners,Parked till spring,-None-,9/1/2026,",
    ];
    std::fs::write(bench.path().join("crm.csv"), rows.join("\n")).expect("a file");
    // It opens once the file is read.
    bench.keys("<home><enter><enter>crm.csv<enter>").keys(keys);
    bench
}

fn shot(name: &str, start: Start, keys: &'static str) -> Shot {
    then(name, start, keys, |bench| bench)
}

fn then(name: &str, start: Start, keys: &'static str, then: fn(Bench) -> Bench) -> Shot {
    Shot {
        name: name.to_owned(),
        start,
        keys,
        then,
    }
}

/// Returns a shot of every step.
pub fn steps() -> Vec<Shot> {
    const DIGITS: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
    let mut all = Vec::new();
    for step in Step::ALL {
        let digit = DIGITS[usize::from(step.number()) - 1];
        let named = |start: &str| format!("step-{digit}-{}{start}", step.word());
        all.push(shot(&named(""), Start::Worked, digit));
        if matches!(step, Step::Evidence | Step::Preview) {
            all.push(shot(&named("-recorded"), Start::Saas, digit));
        }
        if (Step::Personas..=Step::Rules).contains(&step) {
            all.push(shot(&named("-blank"), Start::Blank, digit));
        }
    }
    all.push(shot(
        "step-6-points-answer",
        Start::Worked,
        "/Demo criterion<enter><enter><down>+",
    ));
    all.push(shot(
        "step-7-rules-follow",
        Start::Worked,
        "<alt-7>/Marketing qualified stage<enter><alt-7><home><down><down><down><tab>-",
    ));
    all.push(shot("step-8-preview-lead", Start::Saas, "8<end><tab>"));
    all
}

/// Returns a shot of every dialog.
#[expect(clippy::too_many_lines, reason = "a table, a line or a few each")]
pub fn dialogs() -> Vec<Shot> {
    use Start::{Blank, Saas, Standard, Worked};
    vec![
        shot("prompt", Worked, "8aPump maker"),
        shot(
            "prompt-in-place",
            Worked,
            "<alt-1><home><tab><enter> and partners",
        ),
        shot(
            "prompt-refused",
            Worked,
            "<alt-6>/Demo criterion<enter><enter><enter><down><enter><ctrl-u>ten",
        ),
        shot(
            "editor",
            Worked,
            "<alt-5>/Marketing qualified stage<enter><tab><down><enter> And nothing else.",
        ),
        then("quick-list-bad-line", Worked, "6A<enter>", |mut bench| {
            bench.paste("Asked for a visit\t5\nBudget named\tfive\nRight size\t3\n");
            bench
        }),
        then("add-list", Worked, "8A", |mut bench| {
            let lines: Vec<String> = (0..100_002).map(|i| format!("Lead {i}")).collect();
            bench.paste(&lines.join("\n"));
            let finish = Key::parse("ctrl-s").expect("a key");
            bench.host.handle(&mut bench.state, Message::Key(finish));
            bench
        }),
        shot("pick-one", Worked, "6a"),
        shot("pick-nothing-left", Worked, "6axyz"),
        shot(
            "pick-many",
            Worked,
            "<alt-7><home><down><down><down><tab>a<enter> <down><down> ",
        ),
        shot("find", Worked, "/demo"),
        shot("made-by-the-model", Worked, "8M<down> "),
        shot("mapping", Saas, "<alt-2>F"),
        shot("mapping-column", Saas, "<alt-2>F<down><enter>"),
        then("mapping-export", Standard, "<alt-2>", |bench| {
            map_export(bench, "")
        }),
        then("mapping-words", Standard, "<alt-2>", |bench| {
            map_export(bench, "an<enter>")
        }),
        then("mapping-readings", Standard, "<alt-2>", |bench| {
            map_export(bench, "a<end><up><up>")
        }),
        shot("page-in-common", Saas, "<alt-2>:in-common<enter>"),
        shot("page-won-deals", Saas, "<alt-2>:won-deals<enter>"),
        shot(
            "page-each-bucket",
            Saas,
            "<alt-2>:each-bucket<enter><pagedown>",
        ),
        shot("findings", Saas, "!"),
        shot("findings-of-a-blank", Blank, "!"),
        then("findings-of-a-broken-rule", Worked, "7", |mut bench| {
            bench.keys("6/Demo criterion<enter>d");
            bench.keys("7!<down>");
            bench
        }),
        shot("checklist", Worked, "L"),
        shot("checklist-open", Blank, "L<down>"),
        shot(
            "variants-tried",
            Worked,
            "/Demo criterion<enter><enter><down>W4",
        ),
        shot(
            "variants-kept",
            Worked,
            "/Demo criterion<enter><enter><down>WW+++WW",
        ),
        then(
            "step-6-points-fewer",
            Worked,
            "<alt-6>a<enter>Has a cat<enter>+-",
            |mut bench| {
                bench.keys("<end>");
                bench
            },
        ),
        shot("draft", Worked, "D<down>"),
        shot("export", Worked, "Eballot<enter><down>"),
        then(
            "draft-changes",
            Worked,
            "<alt-9>s<enter><enter>s<down><enter><enter>Py/Contact stage<enter><tab><down><enter> Gladly.<ctrl-s>",
            |mut bench| {
                bench.keys("/Demo criterion<enter>dDn");
                bench
            },
        ),
        shot("sign-somebody-new", Worked, "9s<enter>Ada"),
        shot("palette", Worked, ":"),
        shot("help", Worked, "?"),
        shot(
            "form-of-answer",
            Worked,
            "<alt-6>/Demo criterion<enter><enter><enter>",
        ),
        shot(
            "condition-empty",
            Blank,
            "<alt-6>a<enter>Right size<enter>m<tab><end><enter>",
        ),
        shot(
            "condition-two-parts",
            Blank,
            "<alt-6>a<enter>Right size<enter>m<tab><end><enter>a<enter>industry<enter><enter>manufacturing, logistics<enter>a<down><enter>pricing_page_visit<enter><ctrl-u>2<enter>30<enter>",
        ),
        shot(
            "condition-comparisons",
            Saas,
            "<alt-6>a<enter>Right trade<enter>m<tab><end><enter>a<enter>created<enter>",
        ),
        shot(
            "condition-text",
            Saas,
            "<alt-6>a<enter>Right trade<enter>m<tab><end><enter>a<enter>industry<enter>starts with<enter>man",
        ),
        shot(
            "condition-day",
            Saas,
            "<alt-6>a<enter>Right trade<enter>m<tab><end><enter>a<enter>created<enter><enter>1 Feb 2024",
        ),
        shot(
            "condition-events",
            Saas,
            "<alt-6>a<enter>Right trade<enter>m<tab><end><enter>a<down><enter><space><down><space>",
        ),
        shot(
            "condition-times",
            Saas,
            "<alt-6>a<enter>Right trade<enter>m<tab><end><enter>a<down><enter>pricing<enter><ctrl-u>fewer than 3",
        ),
        shot(
            "condition-pieces",
            Saas,
            "<alt-6>a<enter>Right trade<enter>m<tab><end><enter>a<down><enter>pricing<enter><ctrl-u>on 2 to 4 days<enter>8 to 30<enter><up><enter>",
        ),
        shot(
            "condition-row",
            Saas,
            "<alt-6>a<enter>Right trade<enter>m<tab><end><enter>a<down><enter>pricing<enter><enter><enter><up><enter>whose row<enter>page<enter>starts with<enter>/pricing<enter>",
        ),
        shot(
            "condition-refused",
            Saas,
            "<alt-6>a<enter>Right trade<enter>m<tab><end><enter>a<down><enter>pricing<enter><enter>a month<enter>",
        ),
        shot(
            "condition-values",
            Saas,
            "<alt-6>a<enter>Right trade<enter>m<tab><end><enter>a<enter>industry<enter><enter> <down> ",
        ),
        then(
            "ask-reveal",
            Standard,
            "<alt-1>/What is a qualified<enter><tab><down><enter>ours<ctrl-s><enter>theirs<ctrl-s>r",
            |b| b,
        ),
        then(
            "ask-recovered",
            Worked,
            "<alt-6>/Demo criterion<enter><enter>++",
            Bench::killed,
        ),
        then("ask-changed", Worked, "6", |mut bench| {
            let theirs = Box::new(bench.session().clone());
            bench
                .host
                .handle(&mut bench.state, Message::ChangedOnDisk(theirs));
            bench
        }),
        shot(
            "ask-publish",
            Worked,
            "<alt-9>s<enter><enter>s<down><enter><enter>P",
        ),
        shot(
            "published",
            Worked,
            "<alt-9>s<enter><enter>s<down><enter><enter>Py",
        ),
        shot(
            "step-9-publish-revised",
            Worked,
            "<alt-9>s<enter><enter>s<down><enter><enter>Py/Marketing qualified stage<enter><tab><down><down><down><down><down><down><enter>--<alt-9><home>",
        ),
        then(
            "step-9-publish-leads",
            Worked,
            "<alt-9>s<enter><enter>s<down><enter><enter>Py/Marketing qualified stage<enter><tab><down><down><down><down><down><down><enter>--<alt-9>",
            |mut bench| {
                bench.keys("<home><down><down>");
                bench
            },
        ),
        then(
            "ask-publish-revised",
            Worked,
            "<alt-9>s<enter><enter>s<down><enter><enter>Py/Contact stage<enter><tab><down><enter> Gladly.<ctrl-s>9<home>s<enter><enter>s<down><enter><enter>",
            |mut bench| {
                bench.keys("P");
                bench
            },
        ),
        shot(
            "words",
            Standard,
            "<alt-1>/What is a qualified<enter><tab><down><enter>Someone with a budget, a date and a name; we can ring them tomorrow and they pick up.<ctrl-s><enter>Somebody who read three papers and asked for the demo.<ctrl-s>ry",
        ),
        shot(
            "words-sealed",
            Standard,
            "<alt-1>/What is a qualified<enter><tab><down><enter>ours",
        ),
        shot(
            "ballot-sealed",
            Worked,
            "<alt-6>/Demo criterion<enter><enter>v8<enter>7<enter>seven<enter>",
        ),
        shot(
            "ballot-left-open",
            Worked,
            "<alt-6>/Demo criterion<enter><enter>v8<enter>7<enter><esc>",
        ),
        shot(
            "ballot-left-open-preview",
            Worked,
            "<alt-6>V<enter>5 5 5<esc><esc><alt-8>",
        ),
        shot(
            "ballot-shown",
            Worked,
            "<alt-6>/Demo criterion<enter><enter>v8<enter>8<enter>7<enter>1<enter>2<enter>1<enter>xrw<enter>They ask for it<enter>25<enter>5<enter>4<enter>4<enter>4<enter>3<enter>xr",
        ),
        shot(
            "ballot-shown-words",
            Worked,
            "<alt-5>/Marketing qualified stage<enter>v<enter>5<enter>4<enter>3<enter>5<enter>1<enter>4<enter>4<enter>r",
        ),
        shot("sheet-voters", Worked, "6V<enter>5 5 5<esc>"),
        shot("sheet-row", Worked, "6V<enter>5 5 -3 five<enter>"),
        shot(
            "sheet-shown",
            Worked,
            "<alt-6>V<enter>5 5 0 4 3 0<esc><down><down><enter>5 1 9 4 3 2<esc>ry",
        ),
        shot(
            "agreement-history",
            Worked,
            "<alt-5>/Marketing qualified stage<enter>s<down><enter>s<enter><tab><end><enter>",
        ),
        shot("park", Worked, "6pAsk legal about consent"),
        shot("sign", Worked, "9s<enter>"),
        then("read-only", Worked, "6", |mut bench| {
            bench.state.read_only = Some("the session is open in another window".into());
            bench.keys("/Demo criterion<enter><enter><down>+");
            bench
        }),
        then("error", Worked, "6", |mut bench| {
            not_written(&mut bench);
            bench
        }),
        then("ask-quit", Worked, "6", |mut bench| {
            not_written(&mut bench);
            bench.keys("q");
            bench
        }),
    ]
}

fn not_written(bench: &mut Bench) {
    let why = "/home/ruth/acme/session.yaml: it couldn't be written: No space left on device (os error 28); free some space on the disk".to_owned();
    bench
        .host
        .handle(&mut bench.state, Message::Saved(Err(why)));
}

/// The form of a new session after these keys: the template standard is chosen, one other session
/// is offered.
fn new_session(keys: &str) -> Scene {
    let point = |name: &str, about: &str, buckets: &[&str]| StartingPoint {
        start: StartOf::Template(name.into()),
        about: about.into(),
        people: Vec::new(),
        buckets: buckets.iter().map(|bucket| (*bucket).to_owned()).collect(),
        warning: String::new(),
    };
    let templates = vec![
        point(
            "standard",
            "the stages and questions most rooms start from",
            &["Never touched", "Touched and rejected"],
        ),
        point("blank", "nothing but the agenda", &[]),
    ];
    let sessions = vec![("~/pipeline/acme-nl".into(), "Acme, Netherlands".into())];
    let mut form = NewSessionForm::new("Acme, spring", templates, sessions)
        .in_folder("~/pipeline/acme-spring");
    for key in Key::parse_all(keys) {
        form.key(key);
    }
    Scene::NewSession(Box::new(form))
}

/// The form of a new session: as it opens, filled in, and each kind of field open over it.
pub fn new_session_scenes() -> Vec<(String, Scene)> {
    const FILLED: &str = "<down><down><down><enter>Tom Brackley, sales<enter>Ines Duarte, sales<enter>Marta Lindqvist, marketing<ctrl-s><enter>~/past leads.csv<enter>";
    [
        ("new-session", String::new()),
        ("new-session-filled", format!("{FILLED}<esc>")),
        ("new-session-start", "<down><down><enter>".into()),
        (
            "new-session-people",
            format!("{FILLED}<up><up><enter><enter>Owen"),
        ),
    ]
    .into_iter()
    .map(|(name, keys)| (name.to_owned(), new_session(&keys)))
    .collect()
}

/// The home screen, with recent sessions and the examples.
pub fn home() -> Scene {
    let row = |text: &str, note: &str, heading| HomeRow {
        text: text.into(),
        note: note.into(),
        heading,
    };
    Scene::Home(HomeView {
        rows: vec![
            row("RECENT", "", true),
            row("Acme, spring", "~/pipeline/acme", false),
            row(
                "Acme, Netherlands",
                "~/pipeline/acme-nl, no longer there",
                false,
            ),
            row("NEW", "", true),
            row("From the standard pipeline", "n", false),
            row("EXAMPLES (copies: your changes aren't kept)", "", true),
            row(
                "Worked example: Ferrowick, industrial software",
                "sample leads",
                false,
            ),
            row(
                "Business software, with 300 past leads",
                "recorded leads",
                false,
            ),
        ],
        selected: 1,
        notice: "x does nothing here".into(),
        place: "~/pipeline/acme".into(),
        help: None,
        scroll: None,
    })
}

/// The screen for a session that cannot be read.
pub fn broken() -> Scene {
    Scene::Broken(BrokenSession {
        sentence:
            "session.yaml, line 12, column 7: `pionts` isn't known here; did you mean `points`?"
                .into(),
        snippet: "   11 |     - id: demo\n   12 |       pionts: 5\n      |       ^^^^^^ not known"
            .into(),
    })
}

/// Everything there is to draw, by name.
pub fn scenes() -> Vec<(String, Scene)> {
    let shots = steps().into_iter().chain(dialogs());
    let mut all: Vec<_> = shots
        .map(|shot| (shot.name.clone(), shot.scene()))
        .collect();
    all.push(("home".into(), home()));
    all.push(("broken".into(), broken()));
    all
}

/// Checks that no cell has a character that steers the terminal or hides.
pub fn assert_harmless(buffer: &Buffer) {
    for cell in buffer.content() {
        let symbol = cell.symbol();
        let hostile = |c: char| {
            c.is_control()
                || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!symbol.contains(hostile), "{symbol:?}");
    }
}
