//! A list that is brought in by keys, which are counted, and scored two ways.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use accord::app::Key;
use accord::app::state::leads::LeadsStatus;
use accord::model::{Data, Session};
use accord::records::{EventIndex, LeadReader, ReadOptions, read_events, read_leads};
use accord::scoring::{Dataset, Engine, Scorer};

use crate::common::Bench;
use crate::harness::{Ran, accord};

/// The most keys that anybody presses within a minute.
const MAX_KEYS: usize = 120;

/// A lead, its total, and its disposition as worked out by hand.
pub type Expected = (&'static str, i64, &'static str);

/// A list being brought in.
pub struct List {
    bench: Bench,
    has_events: bool,
    as_of: &'static str,
    keys: usize,
}

/// Returns the path of a file of these lists.
pub fn file(name: &str) -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    tests.join("exports").join(name)
}

impl List {
    /// Opens a new session that looks back from a day, with the list and its events in its folder.
    pub fn open(name: &str, as_of: &'static str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let put =
            |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect(name);
        let session = fs::read_to_string(file("session.yaml")).expect("the session");
        let (before, after) = session.split_once("2026-11-21").expect("its day");
        put("session.yaml", format!("{before}{as_of}{after}").as_bytes());
        put(
            "leads.csv",
            &fs::read(file(&format!("{name}.csv"))).expect(name),
        );
        let events = fs::read(file(&format!("{name}-events.csv")));
        if let Ok(events) = &events {
            put("events.csv", events);
        }
        Self {
            bench: Bench::at(folder),
            has_events: events.is_ok(),
            as_of,
            keys: 0,
        }
    }

    /// Presses keys.
    pub fn keys(mut self, keys: &str) -> Self {
        self.keys += Key::parse_all(keys).len();
        self.bench.keys(keys);
        self
    }

    /// Names the file of leads on Evidence, which opens the mapping screen, and takes what is
    /// proposed for this export.
    pub fn leads_of(self, export: &str) -> Self {
        let proposed = format!("Looks like {export}: t");
        self.leads().shows(&proposed).keys("a").shows("Taken:")
    }

    /// Names the file of leads on Evidence, which opens the mapping screen.
    pub fn leads(self) -> Self {
        self.keys("<alt-2><home><enter><enter>leads.csv<enter>")
            .shows("Map leads.csv")
    }

    /// Names the file of events.
    pub fn events(self) -> Self {
        self.keys("<end><enter>events.csv<enter>")
    }

    /// Points each field the model asks about and no column is called, one after another, at the
    /// column whose header contains what is typed. Nobody waits for the files to be read again.
    pub fn fields(self, typed: &[&str]) -> Self {
        let each = typed.iter().map(|typed| format!("<enter>{typed}<enter>"));
        self.keys(&format!("<home>n{}", each.collect::<String>()))
    }

    /// Goes to the next open row.
    pub fn next(self) -> Self {
        self.keys("n")
    }

    /// Opens the selected row, narrows its choices by typing, and takes the first.
    pub fn says(self, typed: &str) -> Self {
        self.keys("<enter>").keys(typed).keys("<enter>")
    }

    /// Checks that the screen shows this.
    #[track_caller]
    pub fn shows(mut self, text: &str) -> Self {
        self.bench.shows(text);
        self
    }

    /// Ends with so many rows open, each a warning of the binary: the list scores as worked out by
    /// hand, for the binary and in memory. Returns what was said about the list.
    #[track_caller]
    pub fn scores(self, open: usize, expected: &[Expected]) -> Data {
        let title = match open {
            0 => "nothing is open".to_owned(),
            _ => format!("{open} open"),
        };
        let list = self.shows(&format!("Map leads.csv: {title}")).keys("<esc>");
        assert!(list.bench.state.dialogs.is_empty(), "it is done");
        assert!(list.keys <= MAX_KEYS, "{} keys", list.keys);
        let expected: Vec<String> = expected.iter().map(|lead| line_of(*lead)).collect();
        // What was said is in the folder.
        let bench = list.bench.reopen();
        assert_eq!(in_memory(&bench), expected);
        let ran = by_binary(&bench, list.has_events, list.as_of);
        let doubts = match open {
            0 => String::new(),
            1 => "error: 1 warning above makes verdicts doubtful".into(),
            _ => format!("error: {open} warnings above make verdicts doubtful"),
        };
        assert!(ran.stderr.contains(&doubts), "{ran:?}");
        assert_eq!(ran.code, if open == 0 { 0 } else { 2 }, "{ran:?}");
        assert_eq!(lines(&ran.stdout), expected);
        each_part_matters(&bench, &expected);
        Data::clone(&bench.session().data)
    }
}

/// A part of what is said about how a list is written, and how it is taken away.
type Part = (&'static str, fn(&mut Data));

/// All of them.
const PARTS: [Part; 5] = [
    ("numbers", |data| {
        data.reading.decimal = None;
        data.reading.thousands = None;
    }),
    ("strip", |data| data.reading.strip.clear()),
    ("empty", |data| data.reading.empty.clear()),
    ("dates", |data| data.reading.dates = None),
    ("time zone", |data| {
        // As if nothing is said.
        data.reading.time_zone.take_if(|zone| *zone != "UTC");
    }),
];

/// Checks that without any part of what was said some lead scores otherwise.
#[track_caller]
fn each_part_matters(bench: &Bench, expected: &[String]) {
    let session = bench.session();
    let scores = |data: &Data| read_again(bench, data).map(|read| score(session, &read));
    assert_eq!(scores(&session.data).as_deref(), Some(expected));
    for (part, take_away) in PARTS {
        let mut data = Data::clone(&session.data);
        take_away(&mut data);
        if data != *session.data {
            assert_ne!(scores(&data).as_deref(), Some(expected), "{part}");
        }
    }
}

/// Reads the list and its events as these data say; `None` if a row can't be read.
fn read_again(bench: &Bench, data: &Data) -> Option<Arc<Dataset>> {
    let bytes = |name: &str| fs::read(bench.path().join(name)).expect(name);
    let options = ReadOptions {
        default_as_of: data.as_of,
        ..ReadOptions::from_data(data)
    };
    let leads = bytes(data.leads.as_ref()?);
    let reader = LeadReader::open(&leads[..], &options, EventIndex::default()).ok()?;
    let id = reader.headers()[reader.id_column()].clone();
    let mut events = EventIndex::default();
    if let Some(name) = &data.events {
        let read = read_events(&bytes(name)[..], &options.for_events(&id)).ok()?;
        events = Some(read).filter(|(_, rejects)| rejects.is_empty())?.0;
    }
    let (dataset, rejects) = read_leads(&leads[..], &options, events).ok()?;
    rejects.is_empty().then(|| Arc::new(dataset))
}

fn line_of((id, total, disposition): Expected) -> String {
    format!("{id} {total} {} {disposition}", total >= 14)
}

fn in_memory(bench: &Bench) -> Vec<String> {
    let LeadsStatus::Loaded {
        dataset, rejects, ..
    } = &bench.state.recorded
    else {
        panic!("{:?}", bench.screen());
    };
    assert!(rejects.is_empty(), "{rejects:?}");
    score(bench.session(), dataset)
}

fn score(session: &Session, dataset: &Arc<Dataset>) -> Vec<String> {
    let scorer = Arc::new(Scorer::new(&session.definition));
    let scored = Engine::new(Arc::clone(dataset)).score(Arc::clone(&scorer));
    let line = |lead: usize| {
        let outcome = scored.outcome(lead);
        let disposition = outcome.disposition.and_then(|d| scorer.disposition_id(d));
        let disposition = disposition.map(ToString::to_string).unwrap_or_default();
        let (total, qualified) = (outcome.total, outcome.qualified);
        format!("{} {total} {qualified} {disposition}", dataset.id(lead))
    };
    (0..scored.len()).map(line).collect()
}

fn by_binary(bench: &Bench, has_events: bool, as_of: &str) -> Ran {
    let path = |name: &str| bench.path().join(name).display().to_string();
    let mut args = vec!["score".to_owned(), path(""), path("leads.csv")];
    if has_events {
        args.extend(["--events".into(), path("events.csv")]);
    }
    args.extend(["--as-of", as_of, "--strict"].map(String::from));
    accord(args)
}

fn lines(output: &str) -> Vec<String> {
    let mut rows = csv::Reader::from_reader(output.as_bytes());
    let header = rows.headers().expect("a header").clone();
    let at = |name: &str| header.iter().position(|column| column == name).expect(name);
    let columns = ["lead_id", "total", "qualified", "disposition"].map(at);
    let line = |row: csv::StringRecord| columns.map(|column| row[column].to_owned()).join(" ");
    rows.records()
        .map(|row| line(row.expect("a row")))
        .collect()
}
