//! The files of leads and events: where one that was just named is, and whether one has changed
//! since it was read.

use std::path::Path;
use std::time::SystemTime;

use crate::app::input::command::{Command, RecordCommand};
use crate::app::{Effect, Message};
use crate::document::HistoryEntry;
use crate::model::Data;
use crate::model::record::{Kind, Place};

/// Modification time and size of a file; `None` if it isn't there.
type Stamp = Option<(SystemTime, u64)>;

/// What the files of leads and events were like.
#[derive(Debug, Default)]
pub(super) struct LeadFiles {
    /// When they were read last.
    read: Vec<Stamp>,
    /// When they were looked at last.
    seen: Vec<Stamp>,
}

impl LeadFiles {
    /// Notes that the files are read now.
    pub(super) fn note_read(&mut self, root: &Path, data: &Data) {
        self.read = stamps(root, data);
        self.seen.clone_from(&self.read);
    }

    /// Looks at the files again. Returns whether one of them has changed since it was read, and
    /// stays as it is since the last look, so that none is read while it is being written.
    pub(super) fn have_changed(&mut self, root: &Path, data: &Data) -> bool {
        let now = stamps(root, data);
        let is_settled = self.seen == now;
        let mut files = now.iter().enumerate();
        let is_new = |(index, stamp): (usize, &Stamp)| {
            stamp.is_some() && Some(stamp) != self.read.get(index)
        };
        let any_new = files.any(is_new);
        self.seen = now;
        is_settled && any_new
    }
}

/// Returns the commands that set the files just named to where they are: one that isn't in the
/// session's folder may be where Accord was started, as in the form of a new session.
pub(super) fn found_where_started(root: &Path, data: &Data, effects: &[Effect]) -> Vec<Message> {
    let is_edit = |effect: &Effect| matches!(effect, Effect::Journal(HistoryEntry::Edit { .. }));
    let is_named = effects.contains(&Effect::LoadData) && effects.iter().any(is_edit);
    let elsewhere = |name: &String| {
        let started = std::path::absolute(name).ok()?;
        let is_elsewhere = !root.join(name).exists() && started.is_file();
        Some(started.to_str().filter(|_| is_elsewhere)?.to_owned())
    };
    let fields = [("leads", &data.leads), ("events", &data.events)];
    let fields = fields.into_iter().filter(|_| is_named);
    let found = fields.filter_map(|(key, name)| Some((key, elsewhere(name.as_ref()?)?)));
    let mut found: Vec<(&str, String)> = found.collect();
    let further: Vec<Option<String>> = data.further_events.iter().map(elsewhere).collect();
    if is_named && further.iter().any(Option::is_some) {
        let files = further.into_iter().zip(&data.further_events);
        let files = files.map(|(found, name)| found.unwrap_or_else(|| name.clone()));
        found.push(("further_events", files.collect::<Vec<_>>().join("\n")));
    }
    let set = |(key, text): (&str, String)| {
        Message::Run(Command::Record(RecordCommand::SetField {
            at: Place::single(Kind::Data),
            key: key.into(),
            text,
        }))
    };
    found.into_iter().map(set).collect()
}

/// Returns the stamp of the leads file, and of each file of events.
fn stamps(root: &Path, data: &Data) -> Vec<Stamp> {
    let stamp = |name: &String| {
        let found = std::fs::metadata(root.join(name)).ok()?;
        Some((found.modified().ok()?, found.len()))
    };
    let first = [&data.leads, &data.events].map(|name| name.as_ref().and_then(stamp));
    let further = data.further_events.iter().map(stamp);
    first.into_iter().chain(further).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_further_file_of_events_that_changed_is_noticed_once_it_rests() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text);
        write("leads.csv", "id\n").unwrap();
        write("more.csv", "id,event,at\n").unwrap();
        let data = Data {
            leads: Some("leads.csv".into()),
            further_events: vec!["more.csv".into()],
            ..Data::default()
        };
        let mut files = LeadFiles::default();
        files.note_read(folder.path(), &data);
        assert!(!files.have_changed(folder.path(), &data));
        write("more.csv", "id,event,at\nA,visit,2026-01-01\n").unwrap();
        assert!(
            !files.have_changed(folder.path(), &data),
            "it may still be written"
        );
        assert!(files.have_changed(folder.path(), &data));
        files.note_read(folder.path(), &data);
        assert!(!files.have_changed(folder.path(), &data));
    }
}
