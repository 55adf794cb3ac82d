//! The leads that both versions score: recorded ones from files, and the session's sample leads.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Failure;
use super::io::say;
use super::source::InputReader;
use crate::evidence::LeadHistory;
use crate::host::impact;
use crate::model::wording::count_noun;
use crate::model::{Data, Definition, Session};
use crate::records::{EventFile, Guess, LeadReader, ReadOptions, RecordsError, read_event_files};
use crate::revision::Impact;
use crate::scoring::engine::Engine;
use crate::scoring::{Dataset, Scorer};
use crate::store::SessionFolder;

/// The lists that both versions score.
pub(super) struct ListsToScore<'a> {
    /// A file of leads named on the command line.
    pub leads: Option<&'a Path>,
    /// The files of their events named on the command line.
    pub events: &'a [PathBuf],
    /// The session, whose own lists are the default.
    pub session: Option<(&'a SessionFolder, &'a Session)>,
}

/// Returns the effects on recorded and on sample leads; `None` if there are none.
pub(super) fn impacts(
    lists: &ListsToScore<'_>,
    before: &Definition,
    after: &Definition,
) -> Result<(Option<Impact>, Option<Impact>), Failure> {
    let scorers = (Scorer::new(before), Scorer::new(after));
    let session = lists.session.map(|(_, session)| session);
    let samples =
        session.and_then(|session| impact::sample_impact(&session.samples, &scorers.0, &scorers.1));
    let nothing = Data::default();
    let data = session.map_or(&nothing, |session| &session.data);
    let own = |name: &String| {
        let (folder, _) = lists.session?;
        Some(folder.resolve(name))
    };
    let named = |path: &Path| ListSource::CommandLine(path.into());
    let own = |name: &String| own(name).map(ListSource::Session);
    let mut events: Vec<_> = lists.events.iter().map(|path| named(path)).collect();
    if events.is_empty() {
        events = data.event_files().filter_map(own).collect();
    }
    let recorded = match (lists.leads.map(named), data.leads.as_ref().and_then(own)) {
        (Some(leads), _) => Some(file_impact(&leads, &events, data, &scorers)?),
        // The session's own leads are a bonus; if they cannot be read, the rest is still reported.
        (None, Some(leads)) => file_impact(&leads, &events, data, &scorers)
            .map_err(|why| say(&format!("warning: {}", why.message)))
            .ok(),
        (None, None) => None,
    };
    Ok((recorded, samples))
}

/// Where a list of leads or events is named.
enum ListSource {
    /// On the command line.
    CommandLine(PathBuf),
    /// In the session.
    Session(PathBuf),
}

impl ListSource {
    fn path(&self) -> &Path {
        match self {
            Self::CommandLine(path) | Self::Session(path) => path,
        }
    }

    fn open(&self) -> Result<InputReader, Failure> {
        match self {
            Self::CommandLine(path) => InputReader::open(path),
            Self::Session(path) => InputReader::open_named(path),
        }
    }
}

fn file_impact(
    leads: &ListSource,
    events: &[ListSource],
    data: &Data,
    (before, after): &(Scorer, Scorer),
) -> Result<Impact, Failure> {
    let dataset = Arc::new(load(leads, events, data)?);
    let history = LeadHistory::new(dataset.clone(), data);
    let mut engine = Engine::new(dataset.clone());
    let old = engine.score(Arc::new(before.clone()));
    let new = engine.score(Arc::new(after.clone()));
    Ok(impact::recorded_impact(&history, &data.buckets, &old, &new))
}

fn load(leads: &ListSource, events: &[ListSource], data: &Data) -> Result<Dataset, Failure> {
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
