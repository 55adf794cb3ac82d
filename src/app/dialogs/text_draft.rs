//! A text being typed as a draft on the disk, so that it comes back after a crash.

use serde::{Deserialize, Serialize};

use super::cover::Cover;
use super::text_entry::{EntryBody, TextEntry};
use crate::app::input::entry_command::EntryCommand;
use crate::document::walked;
use crate::model::Sealed;

/// Bytes of text per key press between two drafts. A short text is stored on every key press, a
/// long one less often, so that the cost stays proportional to what is typed.
const BYTES_PER_DRAFT_KEY: usize = 4 * 1024;

impl TextEntry {
    /// Returns a draft if one is due: on every key press while the text is short, less often as
    /// it grows.
    pub fn due_draft(&mut self) -> Option<String> {
        let weight = match &self.body {
            EntryBody::Line(input) => input.value().len(),
            EntryBody::Area(_) => self.byte_len,
        };
        let due = weight <= self.keys_since_draft.saturating_mul(BYTES_PER_DRAFT_KEY);
        due.then(|| self.pending_draft()).flatten()
    }

    /// Returns a draft if anything was typed since the last one.
    pub fn pending_draft(&mut self) -> Option<String> {
        if self.keys_since_draft == 0 {
            return None;
        }
        self.keys_since_draft = 0;
        if let EntryBody::Area(area) = &self.body {
            self.byte_len = area.lines().iter().map(|line| line.len() + 1).sum();
            walked(self.byte_len);
        }
        self.wrap();
        Some(self.draft())
    }

    /// Encodes the entry as a draft for the disk; it can't be read at a glance.
    pub fn draft(&self) -> String {
        let plain = serde_json::to_string(&EntryDraft {
            command: self.command.clone(),
            title: self.title.clone(),
            hint: self.hint.clone(),
            text: self.text(),
            multi_line: matches!(self.body, EntryBody::Area(_)),
            is_list: self.is_list,
        })
        .expect("a draft is plain data");
        serde_json::to_string(&Sealed::new(&plain, plain.as_bytes())).expect("a text")
    }

    /// Decodes a draft.
    pub fn from_draft(draft: &str) -> Option<Self> {
        let sealed: Sealed = serde_json::from_str(draft).ok()?;
        let draft: EntryDraft = serde_json::from_str(&sealed.open()?).ok()?;
        if draft.command.is_passing() {
            return None;
        }
        let make = if draft.multi_line {
            Self::area
        } else {
            Self::line
        };
        let mut entry = make(draft.command, draft.title, draft.hint, &draft.text);
        entry.initial_text = String::new();
        entry.is_list = draft.is_list;
        if entry.is_secret() {
            entry.cover = Cover::Locked;
        }
        Some(entry)
    }
}

#[derive(Serialize, Deserialize)]
struct EntryDraft {
    #[serde(alias = "purpose")]
    command: EntryCommand,
    title: String,
    hint: String,
    text: String,
    #[serde(alias = "several")]
    multi_line: bool,
    #[serde(default)]
    is_list: bool,
}

#[cfg(test)]
mod tests {
    use super::super::text_entry::tests::sizes;
    use super::*;
    use crate::app::input::key::Key;
    use crate::model::Side;

    #[test]
    fn a_draft_comes_back_and_shows_nothing() {
        let command = EntryCommand::OwnWords {
            subject: "stage:mql".parse().unwrap(),
            side: Side::Sales,
        };
        let mut entry = TextEntry::area(command.clone(), "t", "h", "");
        entry.paste("one\ntwo");
        let draft = entry.draft();
        assert!(!draft.contains("one"));
        let back = TextEntry::from_draft(&draft).unwrap();
        assert_eq!((back.text(), back.command), ("one\ntwo".into(), command));
        assert!(TextEntry::from_draft("junk").is_none());
    }

    #[test]
    fn drafts_of_a_text_stay_in_proportion_to_its_keys() {
        for size in sizes(2_000).take(40) {
            for several in [false, true] {
                let make = if several {
                    TextEntry::area
                } else {
                    TextEntry::line
                };
                let mut entry = make(EntryCommand::Park, "", "", "");
                let mut drafted = 0;
                for _ in 0..size {
                    entry.key(Key::char('a'));
                    drafted += entry.due_draft().map_or(0, |draft| draft.len());
                }
                // A draft is half as long again as its text, and a few hundred bytes.
                let most = size * BYTES_PER_DRAFT_KEY * 2;
                assert!(drafted <= most, "{drafted} bytes for {size} keys");
                drafted += entry.pending_draft().map_or(0, |draft| draft.len());
                assert!(drafted >= size, "what was typed is kept");
            }
        }
    }

    #[test]
    fn a_short_text_is_kept_at_each_key_and_a_long_one_in_the_end() {
        let mut entry = TextEntry::line(EntryCommand::Park, "", "", "");
        for _ in 0..BYTES_PER_DRAFT_KEY {
            entry.key(Key::char('a'));
            assert!(entry.due_draft().is_some());
        }
        entry.paste(&"b".repeat(1 << 20));
        assert!(entry.due_draft().is_some(), "a paste is many keys");
        entry.key(Key::char('c'));
        assert!(entry.due_draft().is_none());
        let back = TextEntry::from_draft(&entry.pending_draft().unwrap()).unwrap();
        assert_eq!(back.text(), entry.text());
        assert!(entry.pending_draft().is_none());
    }
}
