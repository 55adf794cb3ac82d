//! How a change enters the workbench: first the document, then everything derived from it.

use std::sync::Arc;

use crate::app::input::row::RowTarget;
use crate::app::input::sentence::sentence;
use crate::app::secrecy;
use crate::app::state::leads::ProofResults;
use crate::app::state::message::Effect;
use crate::app::state::publishing::waits_for_publication;
use crate::app::state::workbench::{MappingOpens, NoticeLevel, SaveState, State};
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::selection::DetailRows;
use crate::app::steps::{agreement, publishing, unread};
use crate::check::{Finding, absent_columns, unmet_targets};
use crate::document::{Edit, HistoryEntry};
use crate::evidence::LeadSource;
use crate::export::unknown_exports;
use crate::model::Session;

/// What an edit leads to.
#[derive(Default)]
pub(crate) struct Changed {
    /// The effects to perform; empty if it was refused or changed nothing.
    pub effects: Vec<Effect>,
    /// The rows of the detail pane since then, if something is selected in it and was looked for.
    pub detail: Option<DetailRows>,
}

impl State {
    /// Applies an edit. Besides this only undo, redo and reopening a file change the session.
    pub fn edit(&mut self, edit: Edit) -> Vec<Effect> {
        self.apply(&HistoryEntry::new(edit))
    }

    /// Applies the edit of a key that has its focus at hand.
    pub(crate) fn edit_at(&mut self, focus: &KeyFocus, edit: Edit) -> Vec<Effect> {
        self.apply_at(focus, &HistoryEntry::new(edit))
    }

    /// Applies a journal entry: edit, undo or redo.
    pub fn apply(&mut self, entry: &HistoryEntry) -> Vec<Effect> {
        self.change(entry, Self::detail_selection).effects
    }

    /// Applies the journal entry of a key that has its focus at hand.
    pub(crate) fn apply_at(&mut self, focus: &KeyFocus, entry: &HistoryEntry) -> Vec<Effect> {
        self.change(entry, |_| focus.detail_target.clone()).effects
    }

    /// Applies an edit. Returns the rows of the detail pane too, for moving on in it.
    pub(crate) fn edit_in_detail(&mut self, edit: Edit) -> Changed {
        self.change(&HistoryEntry::new(edit), Self::detail_selection)
    }

    /// Applies a journal entry; `selection` returns what is selected in the detail pane before.
    fn change(
        &mut self,
        entry: &HistoryEntry,
        selection: impl FnOnce(&Self) -> Option<RowTarget>,
    ) -> Changed {
        if let Some(why) = &self.read_only {
            let text = format!("Nothing can be changed here: {why}");
            self.notify(NoticeLevel::Warn, text);
            return Changed::default();
        }
        if waits_for_publication(entry) && publishing::refuse_meanwhile(self) {
            return Changed::default();
        }
        if unread::ask_again(self) {
            return Changed::default();
        }
        let selection = selection(self);
        let done = match self.document.apply(entry) {
            Ok(done) => done,
            Err(refused) => {
                self.notify(NoticeLevel::Warn, sentence(&refused.0));
                return Changed::default();
            }
        };
        self.notify_history(entry, &done.label);
        let Some(before) = done.before else {
            // After a restart, too, it must be known that history moved or ended.
            let moved = !matches!(entry, HistoryEntry::Edit { .. });
            let journal = moved.then(|| Effect::Journal(entry.clone()));
            return Changed {
                effects: journal.into_iter().collect(),
                detail: None,
            };
        };
        self.after_change(&before, entry, selection)
    }

    fn notify_history(&mut self, entry: &HistoryEntry, label: &str) {
        let verb = match entry {
            HistoryEntry::Undo | HistoryEntry::UndoPastReveal => "Undone",
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
    ) -> Changed {
        self.discarded = None;
        let after = self.session();
        let redefined = before.definition != after.definition;
        let other_data = before.data != after.data;
        let is_edit = matches!(entry, HistoryEntry::Edit { .. });
        let is_first_file = is_edit && before.data.leads.is_none() && after.data.leads.is_some();
        let other_scores =
            redefined || other_data || before.name != after.name || before.samples != after.samples;
        if before.workshop.ballots != after.workshop.ballots {
            // A count resumed after a ballot is a new step; an offer would give the value away.
            self.count_run = None;
            self.linked_edit = None;
            if secrecy::hides_figures(self.session()) {
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
        if redefined {
            effects.push(self.prove());
        } else if before.samples != self.session().samples {
            // What is proved of the definition stays; a sample lead may contradict itself now.
            self.proofs.generation += 1;
            effects.push(Effect::Prove);
        }
        self.recheck();
        let detail = self.restore_detail_selection(selection);
        if other_data {
            effects.push(Effect::LoadData);
            if is_first_file {
                self.mapping_opens = MappingOpens::OnceRead;
            }
        }
        if other_scores {
            if !matches!(entry, HistoryEntry::Edit { continues, .. } if *continues) {
                self.baseline.clone_from(&self.outlook);
                self.room_view.last_change.begin();
            }
            self.tip = None;
            self.generation += 1;
            effects.push(Effect::Rescore);
        }
        Changed { effects, detail }
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
        let last = self.last_release.as_ref().map(|last| &*last.definition);
        let moved = crate::check::left_behind(self.session(), last);
        let found = crate::check::merge_proved(found, &moved, workshop);
        let exports = unknown_exports(self.session());
        let found = crate::check::merge_proved(found, &exports, workshop);
        let mut findings = crate::check::merge_proved(found, proved, workshop);
        findings.retain(|finding| secrecy::shows_finding(self.session(), finding));
        findings.extend(self.unmet_targets());
        findings.extend(self.absent_columns());
        self.findings = Arc::new(findings);
    }

    /// Returns the findings about columns that the leads file doesn't have.
    fn absent_columns(&self) -> Vec<Finding> {
        let Some(summary) = self.recorded.summary() else {
            return Vec::new();
        };
        let session = self.session();
        let columns: Vec<&str> = summary.fields.iter().map(|f| f.name.as_str()).collect();
        absent_columns(&session.definition, &session.data, &columns)
    }

    /// Returns the note that fewer recorded leads qualify than the targets ask for, unless a vote
    /// hides how many do.
    fn unmet_targets(&self) -> Option<Finding> {
        let outlook = self.outlook.as_ref()?;
        let compared = outlook.source == LeadSource::Recorded && outlook.has_handoff_rule;
        if !compared || secrecy::hides_figures(self.session()) {
            return None;
        }
        let tally = &outlook.tally;
        unmet_targets(&self.session().definition, tally.leads, tally.qualify)
    }
}
