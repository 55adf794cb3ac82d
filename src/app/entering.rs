//! How a change comes into the workbench: into the document, then into all that hangs on it.

use std::sync::Arc;

use super::document::Entry;
use super::edit::Edit;
use super::hidden;
use super::message::Effect;
use super::screen::Does;
use super::state::{Level, Proved, Saved, State, sentence};
use crate::model::Session;

impl State {
    /// Takes an edit: the workbench's only way to change the session.
    pub fn edit(&mut self, edit: Edit) -> Vec<Effect> {
        self.enter(&Entry::Edit {
            edit,
            continues: false,
        })
    }

    /// Takes a journal entry: edit, undo or redo.
    pub fn enter(&mut self, entry: &Entry) -> Vec<Effect> {
        if let Some(why) = &self.read_only {
            let text = format!("Nothing can be changed here: {why}");
            self.say(Level::Warn, text);
            return Vec::new();
        }
        if super::recovery::ask_again(self) {
            return Vec::new();
        }
        let before = self.session().clone();
        let held = self.held_in_detail();
        match self.document.apply(entry) {
            Ok(done) => self.tell_history(entry, &done.label),
            Err(refused) => {
                self.say(Level::Warn, sentence(&refused.0));
                return Vec::new();
            }
        }
        if before == *self.session() {
            // That history ended or moved has to be known after a restart too.
            let moved = !matches!(entry, Entry::Edit { .. });
            return moved
                .then(|| Effect::Journal(entry.clone()))
                .into_iter()
                .collect();
        }
        self.changed(&before, entry, held)
    }

    fn tell_history(&mut self, entry: &Entry, label: &str) {
        let verb = match entry {
            Entry::Undo => "Undone",
            Entry::Redo => "Done again",
            _ => return,
        };
        if hidden::figures(self.session()) {
            // What it was may hint at what is being voted on.
            let text = "Done; a ballot is open, so what it was stays hidden";
            self.say(Level::Info, text);
        } else {
            self.say(Level::Info, format!("{verb}: {label}"));
        }
    }

    /// Brings all that hangs on the session after it; `held` is what was in hand.
    fn changed(&mut self, before: &Session, entry: &Entry, held: Option<Does>) -> Vec<Effect> {
        let after = self.session().clone();
        if before.workshop.ballots != after.workshop.ballots {
            // A count that goes on after a ballot is a step of its own; no offer tells a value.
            self.last_count = None;
            self.follow = None;
            if hidden::figures(&after) {
                self.tip = None;
            }
        }
        if let Some(text) = super::agreeing::reopened(self, before) {
            self.say(Level::Warn, text);
        }
        if !matches!(self.saved, Saved::Failed(_)) {
            self.saved = Saved::Soon;
        }
        let mut effects = vec![Effect::Journal(entry.clone())];
        let redefined = before.definition != after.definition;
        if redefined {
            effects.push(self.prove());
        }
        self.recheck();
        self.back_in_detail(held);
        let other_data = before.data != after.data;
        if other_data {
            effects.push(Effect::LoadData);
        }
        if redefined || other_data || before.name != after.name || before.samples != after.samples {
            if !matches!(entry, Entry::Edit { continues, .. } if *continues) {
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
        let before = std::mem::take(&mut self.proved);
        self.proved = Proved {
            generation: before.generation + 1,
            stale: if before.done {
                before.findings
            } else {
                before.stale
            },
            ..Proved::default()
        };
        Effect::Prove
    }

    /// Looks for what there is to mend.
    pub fn recheck(&mut self) {
        let found = crate::check::check(self.session(), self.today);
        let proved = &self.proved.findings;
        let workshop = &self.session().workshop;
        let mut findings = crate::check::with_proved(found, proved, workshop);
        findings.retain(|finding| super::hidden::shows(self.session(), finding));
        self.findings = Arc::new(findings);
    }
}
