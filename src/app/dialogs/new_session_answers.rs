//! What is filled in for a new session, as it was typed, and the answers it comes to.

use crate::app::dialogs::person_line::parse_side;
use crate::app::dialogs::quick_list::{QuickItem, parse_lines};
use crate::model::record::Kind;
use crate::model::wording::{count_noun, join_list};
use crate::model::{Session, Side};

/// What a new session can start from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartingPoint {
    /// A template's name, or another session's folder.
    pub start: Start,
    /// A line about it.
    pub about: String,
    /// Its people.
    pub people: Vec<(String, Side)>,
    /// Names of its buckets of past leads.
    pub buckets: Vec<String>,
    /// What to know before starting from it; blank if there is nothing.
    pub warning: String,
}

/// A template's name, or another session's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// The template of this name.
    Template(String),
    /// The session in this folder.
    Session(String),
}

/// Another session that is offered: its folder and its name.
pub type OfferedSession = (String, String);

/// What was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSessionAnswers {
    /// The session's name.
    pub name: String,
    /// Its folder.
    pub folder: String,
    /// What it starts from.
    pub start: Start,
    /// Its people.
    pub people: Vec<(String, Side)>,
    /// The file of past leads; blank if there is none.
    pub leads_file: String,
    /// Leads the room remembers: the bucket's index and the lead's name.
    pub remembered: Vec<(usize, String)>,
}

/// What was filled in so far, as typed.
pub(super) struct FilledIn {
    /// The session's name.
    pub(super) name: String,
    /// Its folder.
    pub(super) folder: String,
    /// Whether the folder was given or typed, so that it no longer follows the name.
    pub(super) has_own_folder: bool,
    /// What it starts from.
    pub(super) start: StartingPoint,
    /// People, a line for each.
    pub(super) people: String,
    /// The file of past leads; blank if there is none.
    pub(super) leads_file: String,
    /// Leads the room remembers, a line for each, by bucket.
    pub(super) remembered: Vec<String>,
}

impl FilledIn {
    /// Begins with a name and what the session starts from.
    pub(super) fn new(name: &str, start: StartingPoint) -> Self {
        Self {
            name: name.into(),
            folder: String::new(),
            has_own_folder: false,
            remembered: vec![String::new(); start.buckets.len()],
            start,
            people: String::new(),
            leads_file: String::new(),
        }
    }

    /// Takes what the session starts from. Its people are taken, unless others were typed.
    pub(super) fn start_from(&mut self, point: StartingPoint) {
        if !point.people.is_empty() && (self.people.is_empty() || self.has_people_of_start()) {
            self.people = people_text(&point.people);
        } else if point.people.is_empty() && self.has_people_of_start() {
            self.people.clear();
        }
        self.remembered.resize(point.buckets.len(), String::new());
        self.start = point;
    }

    fn has_people_of_start(&self) -> bool {
        !self.start.people.is_empty() && self.people == people_text(&self.start.people)
    }

    /// Says what it starts from.
    pub(super) fn start_text(&self) -> String {
        match &self.start.start {
            Start::Template(name) => format!("{name}: {}", self.start.about),
            Start::Session(_) => format!("{}: its definition and people", self.start.about),
        }
    }

    /// Says how many people there are, by side.
    pub(super) fn people_summary(&self) -> String {
        let people = self.people();
        if people.is_empty() {
            return "nobody yet".into();
        }
        let sides = Side::ALL.iter().filter_map(|side| {
            let count = people.iter().filter(|(_, own)| own == side).count();
            (count > 0).then(|| format!("{count} {}", side.label()))
        });
        let count = i64::try_from(people.len()).unwrap_or(i64::MAX);
        let count = count_noun(count, "person").replace("persons", "people");
        format!("{count}: {}", join_list(&sides.collect::<Vec<_>>(), "and"))
    }

    /// Returns the people typed; lines that don't read are refused before.
    fn people(&self) -> Vec<(String, Side)> {
        let people = items_of(Kind::Participant, &self.people).map(|item| {
            let side = item.fields.iter().find(|(key, _)| key == "side");
            let side = side.and_then(|(_, word)| parse_side(word));
            (item.name, side.unwrap_or_default())
        });
        people.collect()
    }

    /// Returns what was filled in.
    pub(super) fn answers(&self) -> NewSessionAnswers {
        let remembered = self.remembered.iter().enumerate();
        NewSessionAnswers {
            name: self.name.clone(),
            folder: self.folder.clone(),
            start: self.start.start.clone(),
            people: self.people(),
            leads_file: self.leads_file.clone(),
            remembered: remembered
                .flat_map(|(bucket, text)| {
                    let names = lines_of(text).into_iter();
                    names.map(move |name| (bucket, name))
                })
                .collect(),
        }
    }

    /// Returns the leads remembered for a bucket, as its row shows them.
    pub(super) fn remembered_names(&self, bucket: usize) -> String {
        lines_of(&self.remembered[bucket]).join(", ")
    }
}

fn people_text(people: &[(String, Side)]) -> String {
    let lines = people
        .iter()
        .map(|(name, side)| format!("{name}, {}", side.word()));
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns the names on the lines of a quick list.
fn lines_of(text: &str) -> Vec<String> {
    items_of(Kind::Sample, text).map(|item| item.name).collect()
}

/// Returns what stands on the lines of a quick list that read.
fn items_of(kind: Kind, text: &str) -> impl Iterator<Item = QuickItem> {
    let lines = parse_lines(&Session::default(), kind, text);
    let items = lines.into_iter().flatten();
    items.filter_map(|line| line.item().cloned())
}
