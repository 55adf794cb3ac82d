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
    read: [Stamp; 2],
    /// When they were looked at last.
    seen: [Stamp; 2],
}

impl LeadFiles {
    /// Notes that the files are read now.
    pub(super) fn note_read(&mut self, root: &Path, data: &Data) {
        self.read = stamps(root, data);
        self.seen = self.read;
    }

    /// Looks at the files again. Returns whether one of them has changed since it was read, and
    /// stays as it is since the last look, so that none is read while it is being written.
    pub(super) fn have_changed(&mut self, root: &Path, data: &Data) -> bool {
        let now = stamps(root, data);
        let is_settled = std::mem::replace(&mut self.seen, now) == now;
        let is_new = |index: usize| now[index].is_some() && now[index] != self.read[index];
        is_settled && (is_new(0) || is_new(1))
    }
}

/// Returns the commands that set the files just named to where they are: one that isn't in the
/// session's folder may be where Accord was started, as in the form of a new session.
pub(super) fn found_where_started(root: &Path, data: &Data, effects: &[Effect]) -> Vec<Message> {
    let is_edit = |effect: &Effect| matches!(effect, Effect::Journal(HistoryEntry::Edit { .. }));
    let is_named = effects.contains(&Effect::LoadData) && effects.iter().any(is_edit);
    let fields = [("leads", &data.leads), ("events", &data.events)];
    let fields = fields.into_iter().filter(|_| is_named);
    let found = fields.filter_map(|(key, name)| {
        let name = name.as_ref()?;
        let started = std::path::absolute(name).ok()?;
        let is_elsewhere = !root.join(name).exists() && started.is_file();
        let text = started.to_str().filter(|_| is_elsewhere)?;
        Some(Message::Run(Command::Record(RecordCommand::SetField {
            at: Place::single(Kind::Data),
            key: key.into(),
            text: text.into(),
        })))
    });
    found.collect()
}

fn stamps(root: &Path, data: &Data) -> [Stamp; 2] {
    [&data.leads, &data.events].map(|name| {
        let found = std::fs::metadata(root.join(name.as_ref()?)).ok()?;
        Some((found.modified().ok()?, found.len()))
    })
}
