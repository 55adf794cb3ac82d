//! The leads that both versions score: recorded ones from files, and the session's sample leads.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Failure;
use super::io::say;
use super::recorded_lists::{RecordedLists, load};
use crate::evidence::LeadHistory;
use crate::host::impact;
use crate::model::{Data, Definition, Session};
use crate::revision::Impact;
use crate::scoring::Scorer;
use crate::scoring::engine::Engine;
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
    let own = lists
        .session
        .map(|(folder, session)| (folder, &*session.data));
    let recorded = match RecordedLists::new(lists.leads, lists.events, own) {
        // The session's own leads are a bonus; if they cannot be read, the rest is still reported.
        Some(files) if files.is_of_session() => file_impact(&files, data, &scorers)
            .map_err(|why| say(&format!("warning: {}", why.message)))
            .ok(),
        Some(files) => Some(file_impact(&files, data, &scorers)?),
        None => None,
    };
    Ok((recorded, samples))
}

fn file_impact(
    lists: &RecordedLists,
    data: &Data,
    (before, after): &(Scorer, Scorer),
) -> Result<Impact, Failure> {
    let dataset = Arc::new(load(lists, data)?);
    let history = LeadHistory::new(dataset.clone(), data);
    let mut engine = Engine::new(dataset.clone());
    let old = engine.score(Arc::new(before.clone()));
    let new = engine.score(Arc::new(after.clone()));
    Ok(impact::recorded_impact(&history, &data.buckets, &old, &new))
}
