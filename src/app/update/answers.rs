//! What the host answers: scores, proofs, files read and written, versions published.

use crate::app::actions::{
    clock, disagreement, export, gate_templates, lead_missing, linked_threshold, mapping,
    median_trial, pages, publish_reasons, questions, recovery, variants, versions,
};
use crate::app::dialogs::dialog::Dialog;
use crate::app::input::sentence;
use crate::app::projector::picture;
use crate::app::secrecy::{self, FIGURES_HIDDEN};
use crate::app::state::leads::{LeadsStatus, ProofResults};
use crate::app::state::message::{Effect, Message};
use crate::app::state::release::DraftRevision;
use crate::app::state::workbench::{NoticeLevel, SaveState, State};
use crate::app::steps::publishing;
use crate::evidence::{LeadSummary, absent_field_warnings};
use crate::model::wording;
use crate::release::LastRelease;
use crate::scoring::Scorer;
use std::sync::Arc;

/// Handles what the host answers.
pub(crate) fn handle_answer(state: &mut State, answer: Message) -> Vec<Effect> {
    match answer {
        Message::Scored(generation, outlook) => {
            on_scored(state, generation, outlook);
            variants::compare_again(state)
        }
        Message::Proved(proved) => {
            on_proved(state, proved);
            Vec::new()
        }
        Message::Revised(revised) => {
            on_revised(state, *revised);
            Vec::new()
        }
        Message::DisagreementFound(generation, found) => {
            disagreement::disagreement_found(state, generation, found)
        }
        Message::MissingFound(lead, parts) => {
            lead_missing::missing_found(state, &lead, parts);
            Vec::new()
        }
        Message::MediansTried(question, effects) => {
            median_trial::medians_tried(state, &question, effects);
            Vec::new()
        }
        Message::PageMade(job, section) => {
            pages::page_made(state, *job, section);
            Vec::new()
        }
        Message::LinkedEditWeighed(generation, question) => {
            linked_threshold::linked_edit_weighed(state, generation, question);
            Vec::new()
        }
        Message::VariantsCompared(serial, figures) => {
            variants::variants_compared(state, serial, *figures);
            Vec::new()
        }
        Message::GatesWeighed(serial, volumes) => {
            gate_templates::gates_weighed(state, serial, &volumes);
            Vec::new()
        }
        Message::LoadProgress(percent) => {
            state.load_percent = Some(percent);
            Vec::new()
        }
        Message::LeadFilesChanged => on_lead_files_changed(state),
        Message::Loaded(recorded) => on_loaded(state, recorded),
        Message::Surveyed(survey) => mapping::on_surveyed(state, survey),
        Message::Saved(outcome) => {
            on_saved(state, outcome);
            Vec::new()
        }
        Message::Recovered(outcome) => recovery::recovery_done(state, outcome),
        Message::TimeTaken(item, seconds) => clock::recover_time(state, &item, seconds),
        Message::ReadOnlyNow(why) => {
            on_read_only(state, why);
            Vec::new()
        }
        Message::ChangedOnDisk(theirs) => {
            state.session_on_disk = Some(theirs);
            state.save_asked = false;
            state.open(questions::changed_on_disk_question())
        }
        Message::Reopened(session) => on_reopened(state, *session),
        Message::ShowText(..) if secrecy::hides_figures(state.session()) => {
            state.warn(sentence::sentence(FIGURES_HIDDEN))
        }
        Message::ShowText(title, text) => {
            state.notice = None;
            state.open(Dialog::Reader(title, text, 0))
        }
        Message::Restored(version, definition, altered) => {
            versions::restore_version(state, version, definition, &altered)
        }
        Message::BrokenOnDisk(why) => {
            state.save_asked = false;
            state.open(questions::broken_on_disk_question(&why))
        }
        Message::ReadFailed(why) => state.fail(why),
        Message::ExportPreviewed(request, preview) => {
            export::previewed(state, &request, preview);
            Vec::new()
        }
        Message::ExportDone(order, result) => export::export_done(state, order, result),
        Message::PictureTaken(outcome) => picture::picture_taken(state, outcome),
        rest => on_publishing(state, rest),
    }
}

/// Handles what the host says of a publication.
fn on_publishing(state: &mut State, answer: Message) -> Vec<Effect> {
    match answer {
        Message::Publishing(number) => publishing::begin(state, number),
        Message::PublishingStopped => publishing::stopped(state),
        Message::VersionAltered(what, larger) => {
            state.publishing = None;
            publish_reasons::ask_publish_altered(state, &what, larger);
        }
        Message::Published(Ok(release)) => return on_published(state, *release),
        Message::Published(Err(why)) => {
            state.publishing = None;
            return state.fail(why);
        }
        // What the room does is handled before.
        _ => {}
    }
    Vec::new()
}

/// Handles the comparison with the last release; one of an older draft is dropped.
fn on_revised(state: &mut State, revised: DraftRevision) {
    if revised.generation == state.generation {
        let selection = state.detail_selection();
        state.draft_revision = revised;
        state.restore_detail_selection(selection);
    }
}

fn on_read_only(state: &mut State, why: String) {
    let text = format!("Nothing can be changed any more: {why}");
    state.notify(NoticeLevel::Error, text.clone());
    state.save_state = SaveState::Failed(text);
    state.read_only = Some(why);
    state.publishing = None;
}

/// Handles a scoring; a result of an older request is never shown.
fn on_scored(state: &mut State, generation: u64, outlook: Arc<LeadSummary>) {
    if generation == state.generation {
        let selection = state.detail_selection();
        state.outlook = Some(outlook);
        let scored = state.document.session().definition.clone();
        state.room_view.last_change.scored(&scored);
        // Some findings compare the leads with the definition.
        state.recheck();
        state.restore_detail_selection(selection);
    }
}

/// Handles a proof; as with scores, that of another definition is dropped.
fn on_proved(state: &mut State, proved: ProofResults) {
    if proved.generation != state.proofs.generation {
        return;
    }
    let selection = state.detail_selection();
    let before = std::mem::replace(&mut state.proofs, proved);
    // It comes last, and stands while only the sample leads change.
    let fewer = &mut state.proofs.fewer_criteria;
    *fewer = fewer.take().or(before.fewer_criteria);
    if !state.proofs.done {
        if state.proofs.proof == before.proof {
            // Only the sample leads changed: what was found stands until the rest is there.
            state.proofs.findings = before.findings;
        }
        state.proofs.stale = before.stale;
    }
    state.recheck();
    state.restore_detail_selection(selection);
}

fn on_saved(state: &mut State, outcome: Result<(), String>) {
    let asked = std::mem::take(&mut state.save_asked);
    match outcome {
        Ok(()) => {
            if asked {
                state.notify(NoticeLevel::Info, "Saved: session.yaml has everything");
            } else if matches!(state.save_state, SaveState::Failed(_)) {
                state.notify(NoticeLevel::Info, "Everything is saved now");
            }
            state.save_state = SaveState::Saved;
        }
        Err(why) => {
            let failed = SaveState::Failed(why.clone());
            // Saving is retried again and again; the failure is reported once.
            if asked || state.save_state != failed {
                state.notify(NoticeLevel::Error, why);
                state.save_state = failed;
            }
        }
    }
}

fn on_reopened(state: &mut State, session: crate::model::Session) -> Vec<Effect> {
    state.document = crate::document::Document::new(session);
    // Dialogs still open were about the session that was dropped.
    state
        .dialogs
        .retain(|o| !matches!(o, Dialog::KeyQuestion(_)));
    state.save_state = SaveState::Saved;
    let prove = state.prove();
    state.recheck();
    state.generation += 1;
    vec![Effect::LoadData, Effect::Rescore, prove]
}

fn on_lead_files_changed(state: &mut State) -> Vec<Effect> {
    let text = "The leads' file has changed and is read again";
    state.notify(NoticeLevel::Info, text);
    vec![Effect::LoadData]
}

fn on_loaded(state: &mut State, recorded: LeadsStatus) -> Vec<Effect> {
    // The mapping screen, which has the files read again with each answer, lists what is amiss.
    let is_mapping = |dialog: &Dialog| matches!(dialog, Dialog::Mapping(_));
    let is_listed = state.dialogs.iter().any(is_mapping);
    match &recorded {
        LeadsStatus::Loaded { .. } if is_listed => {}
        LeadsStatus::Failed(why) => state.notify(NoticeLevel::Error, why.clone()),
        LeadsStatus::Loaded {
            dataset,
            rejects,
            warnings,
            ..
        } => {
            if let Some((line, reason)) = rejects.first() {
                let rows = wording::count_noun(rejects.len(), "row");
                let text = format!(
                    "{rows} of the leads file couldn't be read; the first, line {line}: {reason}"
                );
                state.notify(NoticeLevel::Warn, text);
            } else {
                let scorer = Scorer::new(&state.session().definition);
                let absent = absent_field_warnings(&scorer, dataset);
                let warnings = warnings.iter().chain(&absent);
                if let Some(text) = first_and_count(warnings) {
                    state.notify(NoticeLevel::Warn, text);
                }
            }
        }
        LeadsStatus::None | LeadsStatus::Loading => {}
    }
    state.recorded = recorded;
    state.load_percent = None;
    state.recheck();
    state.generation += 1;
    vec![Effect::Rescore]
}

/// Returns the first of these warnings, and how many more there are; `None` if there is none.
fn first_and_count<'a>(mut warnings: impl Iterator<Item = &'a String>) -> Option<String> {
    let first = warnings.next()?;
    Some(match warnings.count() {
        0 => first.clone(),
        more => format!("{first} (and {more} more: see Evidence)"),
    })
}

fn on_published(state: &mut State, release: crate::model::Release) -> Vec<Effect> {
    let version = release.version;
    state.publishing = None;
    state.versions.push(release);
    state.newest_version = state.newest_version.max(Some(version));
    let text = format!(
        "Published {version}: the glossary, the model and the minutes are in versions/{version}"
    );
    let mut effects = state.apply(&crate::document::HistoryEntry::Published);
    state.last_release = Some(LastRelease {
        version,
        name: state.session().name.clone(),
        definition: state.session().definition.clone(),
        altered: Vec::new(),
    });
    state.recheck();
    state.generation += 1;
    effects.push(Effect::Rescore);
    state.notify(NoticeLevel::Info, text);
    effects
}
