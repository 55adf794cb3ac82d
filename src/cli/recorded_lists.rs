//! Recorded leads with their events, read as the session says: from the files that the command line
//! names or, failing that, from the session's own.

use std::path::{Path, PathBuf};

use super::Failure;
use super::io::{display_path, say};
use super::progress::WatchedReader;
use super::source::InputReader;
use crate::model::Data;
use crate::model::wording::count_noun;
use crate::records::{EventFile, Guess, LeadReader, ReadOptions, RecordsError, read_event_files};
use crate::scoring::Dataset;
use crate::store::SessionFolder;

/// Where a list of leads or events is named.
pub(super) enum ListSource {
    /// On the command line.
    CommandLine(PathBuf),
    /// In the session.
    Session(PathBuf),
}

impl ListSource {
    pub fn path(&self) -> &Path {
        match self {
            Self::CommandLine(path) | Self::Session(path) => path,
        }
    }

    fn open(&self) -> Result<WatchedReader, Failure> {
        let source = match self {
            Self::CommandLine(path) => InputReader::open(path),
            Self::Session(path) => InputReader::open_named(path),
        };
        Ok(WatchedReader::of(source?, display_path(self.path())))
    }
}

/// The lists of leads and events to read.
pub(super) struct RecordedLists {
    /// The leads.
    pub leads: ListSource,
    /// Their events.
    pub events: Vec<ListSource>,
}

impl RecordedLists {
    /// Returns the lists named on the command line, each kind of the session's own where none is
    /// named; `None` if there are no leads.
    pub fn new(
        leads: Option<&Path>,
        events: &[PathBuf],
        session: Option<(&SessionFolder, &Data)>,
    ) -> Option<Self> {
        let own = |name: &String| session.map(|(folder, _)| folder.resolve(name));
        let own = |name: &String| own(name).map(ListSource::Session);
        let data = session.map(|(_, data)| data);
        let named = |path: &Path| ListSource::CommandLine(path.into());
        let mut events: Vec<_> = events.iter().map(|path| named(path)).collect();
        if events.is_empty() {
            events = data
                .into_iter()
                .flat_map(Data::event_files)
                .filter_map(own)
                .collect();
        }
        let own_leads = || data?.leads.as_ref().and_then(own);
        let leads = leads.map(named).or_else(own_leads)?;
        Some(Self { leads, events })
    }

    /// Returns whether the session names the leads.
    pub fn is_of_session(&self) -> bool {
        matches!(self.leads, ListSource::Session(_))
    }
}

/// Reads the lists, with progress and what was guessed on stderr.
pub(super) fn load(lists: &RecordedLists, data: &Data) -> Result<Dataset, Failure> {
    let RecordedLists { leads, events } = lists;
    let options = ReadOptions::from_data(data);
    let unreadable = |list: &ListSource, why: RecordsError| records_failure(list.path(), &why);
    let reader = LeadReader::open_before_events(leads.open()?, &options)
        .map_err(|why| unreadable(leads, why))?;
    note_guesses(leads, reader.guesses());
    let options = options.for_events(reader.id_header());
    let mut files = Vec::with_capacity(events.len());
    for list in events {
        let file = EventFile::open(list.open()?, &options).map_err(|why| unreadable(list, why))?;
        note_guesses(list, file.guesses());
        files.push(file);
    }
    let read = read_event_files(files);
    let (index, unread) = read.map_err(|(at, why)| unreadable(&events[at], why))?;
    let read = reader.with_events(index).into_dataset();
    let (dataset, rejects) = read.map_err(|why| unreadable(leads, why))?;
    let unread = unread.len() + rejects.len();
    if unread > 0 {
        let rows = count_noun(unread as i64, "row");
        say(&format!(
            "warning: {rows} can't be read; `accord score` lists them"
        ));
    }
    Ok(dataset)
}

/// Says what was found out about a list and not said. The command has no options for it, but the
/// session has fields.
fn note_guesses<'a>(list: &ListSource, guesses: impl IntoIterator<Item = &'a Guess>) {
    for guess in guesses {
        say(&format!(
            "{}: {}",
            list.path().display(),
            guess.with_field()
        ));
    }
}

fn records_failure(path: &Path, why: &RecordsError) -> Failure {
    Failure::usage(format!("{}: {why}", path.display()))
}
