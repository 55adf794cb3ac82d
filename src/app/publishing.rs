//! A publication under way: `host` works it out beside the screen.
//!
//! Until it is over or stopped, nothing that would be published can be changed, so that what is
//! published is exactly what was confirmed. Time taken and visits to steps are recorded as ever.

use super::edit::Edit;
use super::history::HistoryEntry;
use super::message::Effect;
use super::state::{NoticeLevel, State};
use crate::model::Version;

/// A publication under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Publishing {
    /// The number announced; `None` if none could be shown.
    pub number: Option<Version>,
}

impl Publishing {
    /// Returns what the screen says meanwhile.
    pub fn text(self) -> String {
        match self.number {
            Some(number) => format!("Publishing {number} ...  Esc stops it"),
            None => "Publishing ...  Esc stops it".into(),
        }
    }

    /// Returns why nothing can be changed meanwhile.
    pub(super) fn refusal(self) -> String {
        let what = self.number.map_or("The draft".into(), |n| n.to_string());
        format!("{what} is being published: change it afterwards, or stop that with Esc")
    }
}

/// Returns whether a change has to wait for a publication under way.
pub(super) fn waits_for_publication(entry: &HistoryEntry) -> bool {
    match entry {
        HistoryEntry::Published => false,
        HistoryEntry::Edit { edit, .. } => !matches!(edit, Edit::Time { .. } | Edit::Visit { .. }),
        HistoryEntry::Undo | HistoryEntry::Redo => true,
    }
}

/// Notes that a publication has begun.
pub(super) fn begin(state: &mut State, number: Option<Version>) -> Vec<Effect> {
    state.publishing = Some(Publishing { number });
    state.notice = None;
    Vec::new()
}

/// Notes that a publication was stopped in time.
pub(super) fn stopped(state: &mut State) -> Vec<Effect> {
    state.publishing = None;
    state.notify(NoticeLevel::Info, "Stopped: nothing was published");
    Vec::new()
}

/// Says why nothing was published.
pub(super) fn failed(state: &mut State, why: String) -> Vec<Effect> {
    state.publishing = None;
    state.notify(NoticeLevel::Error, why);
    Vec::new()
}

/// Stops a publication under way; `None` if there is none.
pub(super) fn stop(state: &State) -> Option<Vec<Effect>> {
    state.publishing.map(|_| vec![Effect::StopPublishing])
}

/// Says that a publication is under way, if one is, and returns whether it is.
pub fn refuse_meanwhile(state: &mut State) -> bool {
    let Some(publishing) = state.publishing else {
        return false;
    };
    state.notify(NoticeLevel::Warn, publishing.refusal());
    true
}
