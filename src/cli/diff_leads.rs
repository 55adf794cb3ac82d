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
use crate::records::{EventIndex, ReadOptions, RecordsError, read_events, read_leads};
use crate::revision::Impact;
use crate::scoring::engine::Engine;
use crate::scoring::{Dataset, Scorer};
use crate::store::SessionFolder;

/// The lists that both versions score.
pub(super) struct ListsToScore<'a> {
    /// A file of leads named on the command line.
    pub leads: Option<&'a Path>,
    /// A file of their events named on the command line.
    pub events: Option<&'a Path>,
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
    let own = |name: &Option<String>| {
        let (folder, _) = lists.session?;
        name.as_ref().map(|name| folder.resolve(name))
    };
    let named = |path: &Path| CsvSource::CommandLine(path.into());
    let own = |name: &Option<String>| own(name).map(CsvSource::Session);
    let events = lists.events.map(named);
    let events = events.or_else(|| own(&data.events));
    let recorded = match (lists.leads.map(named), own(&data.leads)) {
        (Some(leads), _) => Some(file_impact(&leads, events.as_ref(), data, &scorers)?),
        // The session's own leads are a bonus; if they cannot be read, the rest is still reported.
        (None, Some(leads)) => file_impact(&leads, events.as_ref(), data, &scorers)
            .map_err(|why| say(&format!("warning: {}", why.message)))
            .ok(),
        (None, None) => None,
    };
    Ok((recorded, samples))
}

/// Where a list of leads or events is named.
enum CsvSource {
    /// On the command line.
    CommandLine(PathBuf),
    /// In the session.
    Session(PathBuf),
}

impl CsvSource {
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
    leads: &CsvSource,
    events: Option<&CsvSource>,
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

fn load(leads: &CsvSource, events: Option<&CsvSource>, data: &Data) -> Result<Dataset, Failure> {
    let options = ReadOptions::from_data(data);
    let (mut index, mut unread) = (EventIndex::default(), 0);
    if let Some(list) = events {
        let read = read_events(list.open()?, &options);
        let (events, rejects) = read.map_err(|why| records_failure(list.path(), &why))?;
        (index, unread) = (events, rejects.len());
    }
    let read = read_leads(leads.open()?, &options, index);
    let (dataset, rejects) = read.map_err(|why| records_failure(leads.path(), &why))?;
    unread += rejects.len();
    if unread > 0 {
        let rows = count_noun(unread as i64, "row");
        say(&format!(
            "warning: {rows} can't be read; `accord score` lists them"
        ));
    }
    Ok(dataset)
}

fn records_failure(path: &Path, why: &RecordsError) -> Failure {
    Failure::usage(format!("{}: {why}", path.display()))
}
