//! How a change comes into the workbench: into the document, then into all that hangs on it.

use std::sync::Arc;

use super::edit::Edit;
use super::history::HistoryEntry;
use super::message::Effect;
use super::screen::RowTarget;
use super::secrecy;
use super::state::{NoticeLevel, ProofResults, SaveState, State, sentence};
use crate::model::Session;

impl State {
    /// Takes an edit: the workbench's only way to change the session.
    pub fn edit(&mut self, edit: Edit) -> Vec<Effect> {
        self.apply(&HistoryEntry::Edit {
            edit,
            continues: false,
        })
    }

    /// Takes a journal entry: edit, undo or redo.
    pub fn apply(&mut self, entry: &HistoryEntry) -> Vec<Effect> {
        if let Some(why) = &self.read_only {
            let text = format!("Nothing can be changed here: {why}");
            self.notify(NoticeLevel::Warn, text);
            return Vec::new();
        }
        if super::recovery::ask_again(self) {
            return Vec::new();
        }
        let before = self.session().clone();
        let held = self.detail_selection();
        match self.document.apply(entry) {
            Ok(done) => self.notify_history(entry, &done.label),
            Err(refused) => {
                self.notify(NoticeLevel::Warn, sentence(&refused.0));
                return Vec::new();
            }
        }
        if before == *self.session() {
            // That history ended or moved has to be known after a restart too.
            let moved = !matches!(entry, HistoryEntry::Edit { .. });
            return moved
                .then(|| Effect::Journal(entry.clone()))
                .into_iter()
                .collect();
        }
        self.after_change(&before, entry, held)
    }

    fn notify_history(&mut self, entry: &HistoryEntry, label: &str) {
        let verb = match entry {
            HistoryEntry::Undo => "Undone",
            HistoryEntry::Redo => "Redone",
            _ => return,
        };
        if secrecy::hides_figures(self.session()) {
            // What it was may hint at what is being voted on.
            let text = "Done; a ballot is open, so what it was stays hidden";
            self.notify(NoticeLevel::Info, text);
        } else {
            self.notify(NoticeLevel::Info, format!("{verb}: {label}"));
        }
    }

    /// Brings all that hangs on the session after it; `held` is what was in hand.
    fn after_change(
        &mut self,
        before: &Session,
        entry: &HistoryEntry,
        held: Option<RowTarget>,
    ) -> Vec<Effect> {
        let after = self.session().clone();
        if before.workshop.ballots != after.workshop.ballots {
            // A count that goes on after a ballot is a step of its own; no offer tells a value.
            self.last_count = None;
            self.linked_edit = None;
            if secrecy::hides_figures(&after) {
                self.tip = None;
            }
        }
        if let Some(text) = super::agreement::reopened_text(self, before) {
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
        self.restore_detail_selection(held);
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

    /// Forgets what was proved of another definition, and asks for what can be of this one.
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

    /// Looks for what there is to mend.
    pub fn recheck(&mut self) {
        let found = crate::check::check(self.session(), self.today);
        let proved = &self.proofs.findings;
        let workshop = &self.session().workshop;
        let mut findings = crate::check::merge_proved(found, proved, workshop);
        findings.retain(|finding| super::secrecy::shows_finding(self.session(), finding));
        self.findings = Arc::new(findings);
    }
}
