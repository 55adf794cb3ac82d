//! How a change enters the workbench: first the document, then everything derived from it.

use std::sync::Arc;

use crate::app::input::row::RowTarget;
use crate::app::input::sentence::sentence;
use crate::app::secrecy;
use crate::app::state::leads::ProofResults;
use crate::app::state::message::Effect;
use crate::app::state::publishing::waits_for_publication;
use crate::app::state::workbench::{NoticeLevel, SaveState, State};
use crate::app::steps::{agreement, publishing, unread};
use crate::document::{Edit, HistoryEntry};
use crate::model::Session;

impl State {
    /// Applies an edit. Besides this only undo, redo and reopening a file change the session.
    pub fn edit(&mut self, edit: Edit) -> Vec<Effect> {
        self.apply(&HistoryEntry::Edit {
            edit,
            continues: false,
        })
    }

    /// Applies a journal entry: edit, undo or redo.
    pub fn apply(&mut self, entry: &HistoryEntry) -> Vec<Effect> {
        if let Some(why) = &self.read_only {
            let text = format!("Nothing can be changed here: {why}");
            self.notify(NoticeLevel::Warn, text);
            return Vec::new();
        }
        if waits_for_publication(entry) && publishing::refuse_meanwhile(self) {
            return Vec::new();
        }
        if unread::ask_again(self) {
            return Vec::new();
        }
        let before = self.session().clone();
        let selection = self.detail_selection();
        match self.document.apply(entry) {
            Ok(done) => self.notify_history(entry, &done.label),
            Err(refused) => {
                self.notify(NoticeLevel::Warn, sentence(&refused.0));
                return Vec::new();
            }
        }
        if before == *self.session() {
            // After a restart, too, it must be known that history moved or ended.
            let moved = !matches!(entry, HistoryEntry::Edit { .. });
            return moved
                .then(|| Effect::Journal(entry.clone()))
                .into_iter()
                .collect();
        }
        self.after_change(&before, entry, selection)
    }

    fn notify_history(&mut self, entry: &HistoryEntry, label: &str) {
        let verb = match entry {
            HistoryEntry::Undo => "Undone",
            HistoryEntry::Redo => "Redone",
            _ => return,
        };
        if secrecy::hides_figures(self.session()) {
            // The label may hint at the value being voted on.
            let text = "Done; a ballot is open, so what changed stays hidden";
            self.notify(NoticeLevel::Info, text);
        } else {
            self.notify(NoticeLevel::Info, format!("{verb}: {label}"));
        }
    }

    /// Updates everything derived from the session; `selection` is the selected detail row.
    fn after_change(
        &mut self,
        before: &Session,
        entry: &HistoryEntry,
        selection: Option<RowTarget>,
    ) -> Vec<Effect> {
        let after = self.session().clone();
        if before.workshop.ballots != after.workshop.ballots {
            // A count resumed after a ballot is a new step; an offer would give the value away.
            self.last_count = None;
            self.linked_edit = None;
            if secrecy::hides_figures(&after) {
                self.tip = None;
            }
        }
        if let Some(text) = agreement::reopened_text(self, before) {
            self.notify(NoticeLevel::Warn, text);
        }
        if !matches!(self.save_state, SaveState::Failed(_)) {
            self.save_state = SaveState::Saving;
        }
        let mut effects = vec![Effect::Journal(entry.clone())];
        let redefined = before.definition != after.definition;
        if redefined {
            effects.push(self.prove());
        }
        self.recheck();
        self.restore_detail_selection(selection);
        let other_data = before.data != after.data;
        if other_data {
            effects.push(Effect::LoadData);
        }
        if redefined || other_data || before.name != after.name || before.samples != after.samples {
            if !matches!(entry, HistoryEntry::Edit { continues, .. } if *continues) {
                self.baseline.clone_from(&self.outlook);
            }
            self.tip = None;
            self.generation += 1;
            effects.push(Effect::Rescore);
        }
        effects
    }

    /// Drops the proofs of the previous definition and asks for those of the current one.
    pub fn prove(&mut self) -> Effect {
        let before = std::mem::take(&mut self.proofs);
        self.proofs = ProofResults {
            generation: before.generation + 1,
            stale: if before.done {
                before.findings
            } else {
                before.stale
            },
            ..ProofResults::default()
        };
        Effect::Prove
    }

    /// Runs the checks again.
    pub fn recheck(&mut self) {
        let found = crate::check::check(self.session(), self.today);
        let proved = &self.proofs.findings;
        let workshop = &self.session().workshop;
        let mut findings = crate::check::merge_proved(found, proved, workshop);
        findings.retain(|finding| secrecy::shows_finding(self.session(), finding));
        self.findings = Arc::new(findings);
    }
}
