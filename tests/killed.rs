//! A workshop that is killed again and again: whatever the screen had confirmed is still there.
//!
//! A script of random edits is typed into the real binary in a pseudo-terminal. Each edit carries a
//! marker of its own and counts as confirmed once the screen shows its result. Then the keys of one
//! more edit are sent, and the process is killed at a random moment. The session found afterwards
//! must be the one after the last confirmed edit, with or without that one more edit: nothing lost,
//! nothing half done, nothing made up. Each round continues with what the one before left, so that
//! recovered sessions are killed as well.
//!
//! `ACCORD_KILL_ROUNDS` sets the number of kills; `ACCORD_KILL_SEED` repeats the edits and planned
//! moments of a run (the exact moment also depends on the machine).
#![cfg(unix)]

#[path = "pty/desk.rs"]
mod desk;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, SystemTime};

use accord::model::{Reference, Session};
use accord::store::{JournalContents, SessionFolder};
use desk::{Desk, Terminal, copy_files};

const ROUNDS: u32 = 6;
/// Number of criteria that the script adds before it works with existing ones.
const MOST: usize = 12;
/// The sample lead that is ticked, and its answer.
const SAMPLE: (&str, &str) = ("Cement plant", "vertical=expertise");
const STOPPED: &str = "Accord was stopped before";

/// What the script changes, as predicted by the test or as found in a session.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Facts {
    criteria: BTreeMap<String, Option<i64>>,
    parked: Vec<String>,
    tick: Option<bool>,
}

impl Facts {
    fn of(session: &Session) -> Self {
        let answer: Reference = SAMPLE.1.parse().expect("a reference");
        let sample = session.samples.iter().find(|s| s.name == SAMPLE.0);
        let sample = sample.expect("the sample lead");
        let criteria = session.definition.criteria.iter();
        Self {
            criteria: criteria
                .map(|c| {
                    (
                        c.name.clone(),
                        c.points.map(accord::model::CriterionPoints::number),
                    )
                })
                .collect(),
            parked: session
                .workshop
                .parking
                .iter()
                .map(|p| p.name.clone())
                .collect(),
            tick: match (sample.yes.contains(&answer), sample.no.contains(&answer)) {
                (true, _) => Some(true),
                (_, true) => Some(false),
                _ => None,
            },
        }
    }

    /// The criteria added by the script, by name and points.
    fn ours(&self) -> Vec<(&String, i64)> {
        let ours = self
            .criteria
            .iter()
            .filter(|(name, _)| name.starts_with("Mk"));
        ours.map(|(name, points)| (name, points.unwrap_or(0)))
            .collect()
    }
}

/// The expected session, with its undo and redo history.
#[derive(Clone, Debug)]
struct Reckoning {
    now: Facts,
    past: Vec<Facts>,
    future: Vec<Facts>,
    /// The criterion whose points were just counted; further counting is the same undo step.
    counting: Option<String>,
}

impl Reckoning {
    fn change(&mut self, change: impl FnOnce(&mut Facts)) {
        self.past.push(self.now.clone());
        self.future.clear();
        self.counting = None;
        change(&mut self.now);
    }
}

/// An edit: groups of keys, each with what the screen shows when they are done.
struct Act {
    steps: Vec<(String, Shown)>,
    after: Reckoning,
}

/// What confirms that keys were handled.
#[derive(Debug)]
enum Shown {
    /// All of the first texts, none of the second.
    Texts(Vec<String>, Vec<String>),
    /// On the selected row: a criterion's name and points.
    Points(String, i64),
    /// On the selected row: the first answer of the sample lead, ticked like this.
    Answer(Option<bool>),
}

impl Shown {
    fn texts(there: &[&str], gone: &[&str]) -> Self {
        let own = |texts: &[&str]| texts.iter().map(|&t| t.to_owned()).collect();
        Self::Texts(own(there), own(gone))
    }

    fn is_on(&self, screen: &str) -> bool {
        let in_hand = |line: &str| {
            let words = line.split('│').nth(1).unwrap_or("").trim();
            words.trim_start_matches('>').trim().to_owned()
        };
        match self {
            Self::Texts(there, gone) => {
                there.iter().all(|t| screen.contains(t)) && !gone.iter().any(|t| screen.contains(t))
            }
            Self::Answer(tick) => {
                let sign = match tick {
                    None => "> 1 [ ]",
                    Some(true) => "> 1 [x]",
                    Some(false) => "> 1 [-]",
                };
                let selected = |line: &str| {
                    let row = line.split('│').nth(1).unwrap_or("").trim();
                    row.starts_with(sign) && row.contains("A target")
                };
                screen.lines().any(selected)
            }
            Self::Points(name, points) => {
                let has = |label: &str, value: &str| {
                    let field = |line: &str| {
                        let line = in_hand(line);
                        line.strip_prefix(label)
                            .is_some_and(|rest| rest.trim() == value)
                    };
                    screen.lines().any(field)
                };
                has("Name ", name) && has("Points ", &points.to_string())
            }
        }
    }
}

/// A small generator of random numbers (`SplitMix64`), so that a seed repeats a run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        let index = self.below(all.len() as u64);
        all[usize::try_from(index).expect("small")]
    }
}

/// Writes the script, one edit at a time.
struct Script {
    dice: Dice,
    marker: u32,
}

impl Script {
    fn marker(&mut self) -> String {
        self.marker += 1;
        format!("Mk{:04}", self.marker)
    }

    /// The next edit of a session in this state.
    fn next(&mut self, at: &Reckoning) -> Act {
        let ours: Vec<(String, i64)> = at
            .now
            .ours()
            .into_iter()
            .map(|(name, points)| (name.clone(), points))
            .collect();
        loop {
            let act = match self.dice.below(9) {
                0 | 1 if ours.len() < MOST => self.quick_list(at),
                2 => self.park(at),
                3 => tick(at),
                4 if !at.past.is_empty() => back_or_forward(at, "u"),
                5 if !at.future.is_empty() => back_or_forward(at, "U"),
                6..=8 if ours.is_empty() => continue,
                kind @ 6..=8 => {
                    let index = usize::try_from(self.dice.below(ours.len() as u64)).expect("small");
                    let (name, points) = &ours[index];
                    match kind {
                        6 => self.count(at, name, *points),
                        7 => self.rename(at, name),
                        _ => delete(at, name),
                    }
                }
                _ => continue,
            };
            return act;
        }
    }

    fn quick_list(&mut self, at: &Reckoning) -> Act {
        let (first, second) = (self.marker(), self.marker());
        let mut after = at.clone();
        after.change(|facts| {
            facts.criteria.insert(first.clone(), Some(3));
            facts.criteria.insert(second.clone(), Some(-1));
        });
        let lines = format!("{first} = 3<enter>{second} = -1");
        let steps = vec![
            (
                ":6<enter><left>A<enter>".into(),
                Shown::texts(&["Quick list"], &[]),
            ),
            (lines, Shown::texts(&[&second], &[])),
            (
                "<ctrl-s>".into(),
                Shown::texts(&["Added 2", &second], &["Quick list"]),
            ),
        ];
        Act { steps, after }
    }

    fn park(&mut self, at: &Reckoning) -> Act {
        // Three words: a longer text would come back with u once it was discarded.
        let thought = format!("{} to consider", self.marker());
        let mut after = at.clone();
        after.change(|facts| facts.parked.push(thought.clone()));
        let steps = vec![
            (format!("p{thought}"), Shown::texts(&[&thought], &[])),
            (
                "<enter>".into(),
                Shown::texts(&["Parked"], &["Park a thought"]),
            ),
        ];
        Act { steps, after }
    }

    fn count(&mut self, at: &Reckoning, name: &str, points: i64) -> Act {
        let up = self.dice.one_of(&[true, false]);
        let (key, by) = if up { ("+", 1) } else { ("-", -1) };
        let mut after = at.clone();
        let set = |facts: &mut Facts| {
            facts.criteria.insert(name.into(), Some(points + by));
        };
        if after.counting.as_deref() == Some(name) {
            after.future.clear();
            set(&mut after.now);
        } else {
            after.change(set);
        }
        after.counting = Some(name.into());
        let steps = vec![
            (find(name), Shown::Points(name.into(), points)),
            (key.into(), Shown::Points(name.into(), points + by)),
        ];
        Act { steps, after }
    }

    fn rename(&mut self, at: &Reckoning, name: &str) -> Act {
        let new = self.marker();
        let points = at.now.criteria[name];
        let mut after = at.clone();
        after.change(|facts| {
            facts.criteria.remove(name);
            facts.criteria.insert(new.clone(), points);
        });
        let steps = vec![
            (find(name), Shown::texts(&[name], &["> Find"])),
            (
                format!("<enter><enter><ctrl-u>{new}<enter>"),
                Shown::Points(new, points.unwrap_or(0)),
            ),
        ];
        Act { steps, after }
    }
}

/// Keys that select one of the script's criteria, from anywhere.
fn find(name: &str) -> String {
    format!(":6<enter>/{name}<enter><left>")
}

fn tick(at: &Reckoning) -> Act {
    let next = match at.now.tick {
        None => Some(true),
        Some(true) => Some(false),
        Some(false) => None,
    };
    let mut after = at.clone();
    after.change(|facts| facts.tick = next);
    // Enter on a sample lead goes to its first answer.
    let find = format!(":8<enter>/{}<enter><enter>", SAMPLE.0);
    let steps = vec![
        (find, Shown::Answer(at.now.tick)),
        ("<space>".into(), Shown::Answer(next)),
    ];
    Act { steps, after }
}

fn delete(at: &Reckoning, name: &str) -> Act {
    let mut after = at.clone();
    after.change(|facts| {
        facts.criteria.remove(name);
    });
    let gone = format!("Deleted {name}");
    let steps = vec![
        (find(name), Shown::texts(&[name], &["> Find"])),
        ("d".into(), Shown::texts(&[&gone], &[])),
    ];
    Act { steps, after }
}

fn back_or_forward(at: &Reckoning, key: &str) -> Act {
    let mut after = at.clone();
    let notice = if key == "u" {
        let before = after.past.pop().expect("there is a past");
        after.future.push(std::mem::replace(&mut after.now, before));
        "Undone:"
    } else {
        let next = after.future.pop().expect("there is a future");
        after.past.push(std::mem::replace(&mut after.now, next));
        "Redone:"
    };
    after.counting = None;
    let steps = vec![
        // Moving somewhere clears the earlier notice.
        (":6<enter>".into(), Shown::texts(&[], &["Undone", "Redone"])),
        (key.into(), Shown::texts(&[notice], &[])),
    ];
    Act { steps, after }
}

/// Makes an edit and waits until the screen has confirmed it.
fn confirm(terminal: &mut Terminal, act: &Act) {
    for (keys, shown) in &act.steps {
        terminal.keys(keys);
        terminal.wait_until(&format!("{keys} to give {shown:?}"), |screen| {
            shown.is_on(&screen.contents())
        });
    }
}

/// Opens the session after a kill, keeps what was recovered and closes the open field.
fn reopen(desk: &Desk) -> (Terminal, bool) {
    let mut terminal = desk.open();
    // The complete first frame: the question, an open field, or the keys at the bottom.
    let screen = terminal.wait_until("the question or the keys", |screen| {
        let screen = screen.contents();
        let ends = ["drop them", "Esc discard", "? help"];
        ends.iter().any(|end| screen.contains(end))
    });
    assert!(!screen.contains("changed by somebody else"), "{screen}");
    let asked = screen.contains(STOPPED);
    if asked {
        terminal.keys("k");
        terminal.wait_gone(STOPPED);
    } else {
        assert!(screen.contains("draft, saved"), "{screen}");
    }
    if terminal.screen().contains("Esc discard") {
        terminal.keys("<esc>");
        terminal.wait_gone("Esc discard");
    }
    // Until the leads are scored, Preview has no rows to go to.
    terminal.keys(":6<enter>");
    terminal.wait_for("qualify");
    (terminal, asked)
}

/// Inspects a copy of what a killed process left: every YAML file, the journal, the session.
fn left_behind(desk: &Desk) -> Session {
    let copy = tempfile::tempdir().expect("a folder");
    let private = copy.path().join(".accord");
    std::fs::create_dir(&private).expect("a folder");
    copy_files(&desk.path(), copy.path());
    copy_files(&desk.path().join(".accord"), &private);
    let names = std::fs::read_dir(copy.path()).expect("the copy");
    for path in names.map(|entry| entry.expect("an entry").path()) {
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if Path::new(&name).extension().is_some_and(|e| e == "yaml") {
            assert_eq!(name, "session.yaml", "no other file was made");
            let text = std::fs::read_to_string(&path).expect("text");
            accord::store::parse_session(&path, &text).expect("session.yaml parses");
        }
    }
    let contents = JournalContents::read(&SessionFolder::at(copy.path()));
    let contents = contents.expect("it can be read").expect("a journal");
    assert!(!contents.damaged, "the journal is whole");
    let opened = accord::host::open(copy.path()).expect("it opens");
    opened.state.session().clone()
}

/// The moment of the kill after the keys were sent: often immediate, often about when session.yaml
/// is written, sometimes in between.
fn moment(dice: &mut Dice) -> Duration {
    let micros = match dice.below(5) {
        0 | 1 => dice.below(30_000),
        2 | 3 => 680_000 + dice.below(280_000),
        _ => dice.below(1_500_000),
    };
    Duration::from_micros(micros)
}

fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().expect("a whole number"))
}

#[test]
fn whatever_was_confirmed_survives_a_kill_at_any_moment() {
    let rounds = number("ACCORD_KILL_ROUNDS").map_or(ROUNDS, |n| u32::try_from(n).expect("few"));
    let clock = || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let seed = number("ACCORD_KILL_SEED")
        .unwrap_or_else(|| clock().expect("after 1970").as_secs() % 1_000_000);
    println!("ACCORD_KILL_SEED={seed} ACCORD_KILL_ROUNDS={rounds}");
    let desk = Desk::with("worked-example");
    let mut script = Script {
        dice: Dice(seed),
        marker: 0,
    };
    let mut at = Reckoning {
        now: Facts::of(&desk.session()),
        past: Vec::new(),
        future: Vec::new(),
        counting: None,
    };
    let (mut confirmed, mut asked, mut arrived) = (0, 0, 0);
    let mut terminal = desk.open();
    for round in 1..=rounds {
        for _ in 0..=script.dice.below(6) {
            let act = script.next(&at);
            confirm(&mut terminal, &act);
            at = act.after;
            confirmed += 1;
        }
        let act = script.next(&at);
        let keys: String = act.steps.iter().map(|(keys, _)| keys.as_str()).collect();
        terminal.keys(&keys);
        let moment = moment(&mut script.dice);
        // This is not a wait for something; the moment is what the test is about.
        std::thread::sleep(moment);
        terminal.kill();

        let found = Facts::of(&left_behind(&desk));
        if found == act.after.now {
            at = act.after;
            arrived += 1;
        } else {
            assert_eq!(
                found, at.now,
                "seed {seed}, round {round}, killed {moment:?} after {keys}"
            );
        }
        at.counting = None;
        let was_asked;
        (terminal, was_asked) = reopen(&desk);
        asked += u32::from(was_asked);
    }
    terminal.quit();
    assert_eq!(
        Facts::of(&desk.session()),
        at.now,
        "seed {seed}, at the end"
    );
    println!(
        "{confirmed} edits confirmed, {rounds} kills: {arrived} last edits arrived, \
         {asked} times the question, all there"
    );
}

#[test]
fn killed_between_writing_and_noting_that_nothing_is_missing() {
    let desk = Desk::with("worked-example");
    let mut terminal = desk.open();
    terminal.keys("pOne thought<enter>");
    terminal.wait_for("Parked");
    terminal.wait_for("draft, saved");
    terminal.kill();
    assert!(desk.yaml().contains("One thought"));
    // session.yaml was written, but the journal's record of that was not.
    let journal = desk.path().join(".accord/journal");
    let text = std::fs::read_to_string(&journal).expect("the journal");
    let noted = text.trim_end().rfind('\n').expect("records") + 1;
    assert!(text[noted..].starts_with("s "), "{}", &text[noted..]);
    std::fs::write(&journal, &text[..noted]).expect("the journal");

    let (mut terminal, asked) = reopen(&desk);
    assert!(!asked, "{}", terminal.screen());
    // Earlier edits can still be undone.
    terminal.keys("u");
    terminal.wait_for("Undone: add parked thought One thought");
    terminal.quit();
    let yaml = desk.yaml();
    assert!(yaml.starts_with("accord: session/1"), "{yaml}");
    assert!(!yaml.contains("One thought"), "{yaml}");
}
