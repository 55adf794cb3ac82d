//! Handling of messages: the one call of the main loop.

use jiff::Timestamp;
use jiff::civil::Date;
use std::sync::Arc;

use crate::app::actions::{
    add_list, clock, disagreement, findings, lead_missing, linked_threshold, own_words,
    publish_reasons, questions, recovery, versions,
};
use crate::app::ballot::{sheet, sheet_row, voting};
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::pick::PickResult;
use crate::app::dialogs::text_entry::{EntryResult, TextEntry};
use crate::app::input::command::Command;
use crate::app::input::key::{Key, KeyCode};
use crate::app::input::keymap::{self, Action};
use crate::app::input::sentence;
use crate::app::secrecy::{self, FIGURES_HIDDEN};
use crate::app::state::leads::{LeadsStatus, ProofResults};
use crate::app::state::message::{Effect, Message};
use crate::app::state::workbench::{NoticeLevel, SaveState, State};
use crate::app::steps::publishing;
use crate::app::update::run_command::{self, apply_condition_result, run};
use crate::app::update::{form, leave_dialog};
use crate::evidence::{LeadSummary, absent_field_warnings};
use crate::release::LastRelease;
use crate::scoring::Scorer;

/// Handles a message and returns the effects to perform. Synchronous, no I/O, no clock.
pub fn update(state: &mut State, message: Message) -> Vec<Effect> {
    let mut effects = handle_message(state, message);
    effects.extend(lead_missing::ask_missing(state));
    leave_dialog::restore_unfinished(state);
    leave_dialog::keep_unfinished_draft(state, &mut effects);
    effects
}

fn handle_message(state: &mut State, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) => on_key(state, key),
        Message::Typed(text) => on_typed_text(state, &text),
        Message::Paste(text) => on_paste(state, &text),
        Message::Run(command) => run(state, command),
        Message::Continue => add_list::continue_list(state),
        Message::Resize(columns, rows) => {
            state.size = (columns, rows);
            Vec::new()
        }
        Message::ClockTick { now, today } => on_tick(state, now, today),
        Message::Scored(generation, outlook) => {
            on_scored(state, generation, outlook);
            Vec::new()
        }
        Message::Proved(proved) => {
            on_proved(state, proved);
            Vec::new()
        }
        Message::Revised(revised) => {
            if revised.generation == state.generation {
                let selection = state.detail_selection();
                state.draft_revision = *revised;
                state.restore_detail_selection(selection);
            }
            Vec::new()
        }
        Message::DisagreementFound(generation, found) => {
            disagreement::disagreement_found(state, generation, found)
        }
        Message::MissingFound(lead, parts) => {
            lead_missing::missing_found(state, &lead, parts);
            Vec::new()
        }
        Message::LinkedEditWeighed(generation, question) => {
            linked_threshold::linked_edit_weighed(state, generation, question);
            Vec::new()
        }
        Message::LoadProgress(percent) => {
            state.load_percent = Some(percent);
            Vec::new()
        }
        Message::Loaded(recorded) => on_loaded(state, recorded),
        Message::Saved(outcome) => {
            on_saved(state, outcome);
            Vec::new()
        }
        Message::Recovered(outcome) => recovery::recovery_done(state, outcome),
        Message::TimeTaken(item, seconds) => clock::recover_time(state, &item, seconds),
        Message::ReadOnlyNow(why) => {
            let text = format!("Nothing can be changed any more: {why}");
            state.notify(NoticeLevel::Error, text.clone());
            state.save_state = SaveState::Failed(text);
            state.read_only = Some(why);
            state.publishing = None;
            Vec::new()
        }
        Message::ChangedOnDisk(theirs) => {
            state.session_on_disk = Some(theirs);
            state.open(questions::changed_on_disk_question())
        }
        Message::Reopened(session) => on_reopened(state, *session),
        Message::Leaving => {
            let mut effects = clock::record_time(state);
            effects.extend(pending_draft(state));
            effects
        }
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
        Message::Publishing(number) => {
            publishing::begin(state, number);
            Vec::new()
        }
        Message::PublishingStopped => {
            publishing::stopped(state);
            Vec::new()
        }
        Message::VersionAltered(what, larger) => {
            state.publishing = None;
            publish_reasons::ask_publish_altered(state, &what, larger);
            Vec::new()
        }
        Message::Published(Ok(release)) => on_published(state, *release),
        Message::BrokenOnDisk(why) => state.open(questions::broken_on_disk_question(&why)),
        Message::Published(Err(why)) => {
            state.publishing = None;
            state.fail(why)
        }
        Message::ReadFailed(why) => state.fail(why),
    }
}

/// Handles a scoring; a result of an older request is never shown.
fn on_scored(state: &mut State, generation: u64, outlook: Arc<LeadSummary>) {
    if generation == state.generation {
        let selection = state.detail_selection();
        state.outlook = Some(outlook);
        state.restore_detail_selection(selection);
    }
}

fn on_tick(state: &mut State, now: Timestamp, today: Date) -> Vec<Effect> {
    let mut effects = clock::on_clock_set_back(state, now);
    state.now = now;
    state.today = today;
    effects.extend(clock::on_tick(state));
    effects.extend(pending_draft(state));
    effects
}

/// Handles a proof; as with scores, that of another definition is dropped.
fn on_proved(state: &mut State, proved: ProofResults) {
    if proved.generation != state.proofs.generation {
        return;
    }
    let selection = state.detail_selection();
    let before = std::mem::replace(&mut state.proofs, proved);
    if !state.proofs.done {
        state.proofs.stale = before.stale;
    }
    state.recheck();
    state.restore_detail_selection(selection);
}

fn on_saved(state: &mut State, outcome: Result<(), String>) {
    match outcome {
        Ok(()) => {
            if matches!(state.save_state, SaveState::Failed(_)) {
                state.notify(NoticeLevel::Info, "Everything is saved now");
            }
            state.save_state = SaveState::Saved;
        }
        Err(why) => {
            let failed = SaveState::Failed(why.clone());
            // Saving is retried again and again; the failure is reported once.
            if state.save_state != failed {
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

fn on_loaded(state: &mut State, recorded: LeadsStatus) -> Vec<Effect> {
    match &recorded {
        LeadsStatus::Failed(why) => state.notify(NoticeLevel::Error, why.clone()),
        LeadsStatus::Loaded {
            dataset,
            rejects,
            warnings,
            ..
        } => {
            if let Some((line, reason)) = rejects.first() {
                let n = crate::model::wording::grouped(rejects.len());
                let text = format!(
                    "{n} rows of the leads file couldn't be read; the first, line {line}: {reason}"
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
    state.generation += 1;
    effects.push(Effect::Rescore);
    state.notify(NoticeLevel::Info, text);
    effects
}

fn on_paste(state: &mut State, text: &str) -> Vec<Effect> {
    match state.dialogs.last_mut() {
        Some(Dialog::TextEntry(entry)) => {
            entry.paste(text);
            due_draft(entry)
        }
        Some(Dialog::Pick(pick)) => {
            if !pick.insert_text(text) {
                let text = "The pasted text is longer than any entry; only its beginning was used";
                state.notify(NoticeLevel::Info, text);
            }
            Vec::new()
        }
        Some(Dialog::Ballot(ballot)) => {
            ballot.insert_text(text);
            Vec::new()
        }
        Some(Dialog::Sheet(_)) => sheet_row::paste_votes(state, text),
        _ => {
            if text.trim().is_empty() {
                return Vec::new();
            }
            // A paste outside a text is a list to add: none of it is taken for keys.
            let mut effects = run(state, Command::Action(Action::QuickList));
            if let Some(Dialog::TextEntry(entry)) = state.dialogs.last_mut() {
                entry.paste(text);
                effects.extend(due_draft(entry));
            } else {
                state.notify(
                    NoticeLevel::Info,
                    "Pasted text goes into a field or a quick list: press A or Enter first",
                );
            }
            effects
        }
    }
}

/// Inserts a run of characters; if no text accepts them any more, each is handled as a key.
fn on_typed_text(state: &mut State, text: &str) -> Vec<Effect> {
    match state.dialogs.last_mut() {
        Some(Dialog::TextEntry(entry)) => {
            entry.insert_text(text);
            due_draft(entry)
        }
        Some(Dialog::Pick(pick)) => {
            // What is too long for any choice narrows no further.
            let _ = pick.insert_text(text);
            Vec::new()
        }
        _ => text
            .chars()
            .flat_map(|c| on_key(state, Key::char(c)))
            .collect(),
    }
}

/// Returns the draft of the text typed into, if one is due.
fn due_draft(entry: &mut TextEntry) -> Vec<Effect> {
    let draft = entry.due_draft();
    draft
        .map(|draft| Effect::UnfinishedText(Some(draft)))
        .into_iter()
        .collect()
}

/// Returns the draft that wasn't due before.
fn pending_draft(state: &mut State) -> Option<Effect> {
    let texts = state.dialogs.iter_mut().rev();
    let mut texts = texts.filter_map(|dialog| match dialog {
        Dialog::TextEntry(entry) => Some(entry),
        _ => None,
    });
    let draft = texts.next()?.pending_draft()?;
    Some(Effect::UnfinishedText(Some(draft)))
}

fn on_key(state: &mut State, key: Key) -> Vec<Effect> {
    if let Some(dialog) = state.dialogs.pop() {
        key_in_dialog(state, dialog, key)
    } else {
        let Some(action) = keymap::action_for(key) else {
            return state.refuse(format!("{key} does nothing here; ? shows the keys"));
        };
        state.notice = None;
        run(state, Command::Action(action))
    }
}

/// Passes a key to a dialog taken off the stack, and puts the dialog back if it stays open.
fn key_in_dialog(state: &mut State, dialog: Dialog, key: Key) -> Vec<Effect> {
    if let Some(action) = action_over_dialog(state, &dialog, key) {
        state.dialogs.push(dialog);
        state.notice = None;
        return run(state, Command::Action(action));
    }
    if leave_dialog::leaves_any_dialog(key) || leave_dialog::leaves_dialog(state, &dialog, key) {
        return leave_dialog::leave_dialog(state, dialog);
    }
    match dialog {
        Dialog::AddList(list) => add_list::key_in_list(state, list, key),
        Dialog::TextEntry(entry) if entry.is_secret() && is_curtain(key) => {
            state.room_view.curtain ^= true;
            state.open(Dialog::TextEntry(entry))
        }
        Dialog::TextEntry(mut entry) => match entry.key(key) {
            EntryResult::StayOpen => {
                let effects = due_draft(&mut entry);
                state.dialogs.push(Dialog::TextEntry(entry));
                effects
            }
            EntryResult::Cancelled => {
                if entry.is_changed() {
                    state.notify(NoticeLevel::Info, "Discarded what was typed");
                }
                vec![Effect::UnfinishedText(None)]
            }
            EntryResult::Finished => run_command::submit_entry(state, *entry),
        },
        Dialog::Pick(mut pick) => match pick.key(key) {
            PickResult::StayOpen => state.open(Dialog::Pick(pick)),
            PickResult::Cancelled => Vec::new(),
            PickResult::Run(command) => run(state, command),
        },
        Dialog::Condition(mut editor) => {
            let result = editor.key(key);
            apply_condition_result(state, editor, result)
        }
        Dialog::KeyQuestion(question) => {
            let typed = key.typed_char().map(|c| c.to_ascii_lowercase());
            let answer = question
                .answers
                .iter()
                .find(|(k, _, _)| Some(*k) == typed)
                .map(|a| a.2.clone());
            match (answer, key.code) {
                (Some(command), _) => run(state, command),
                (None, KeyCode::Esc) => Vec::new(),
                _ => state.open(Dialog::KeyQuestion(question)),
            }
        }
        Dialog::Ballot(ballot) => voting::key_in_ballot(state, ballot, key),
        Dialog::Sheet(sheet) => sheet::key_in_sheet(state, sheet, key),
        Dialog::Form(form) => form::key_in_form(state, form, key),
        Dialog::Findings(list) => findings::key_in_findings(state, list, key),
        Dialog::OwnWords(subject) => own_words::key_in_own_words(state, &subject, key),
        Dialog::Help(at) => key_in_reader(state, key, at, |at| {
            // Stop at the last line, so that scrolling back up starts at once.
            Dialog::Help(at.min(2 * (keymap::BINDINGS.len() + keymap::MARKS.len())))
        }),
        Dialog::Reader(title, text, at) => {
            key_in_reader(state, key, at, move |at| Dialog::Reader(title, text, at))
        }
    }
}

/// Returns the actions that work over shown votes or words as anywhere else: parking a thought,
/// and the clock.
fn action_over_dialog(state: &State, dialog: &Dialog, key: Key) -> Option<Action> {
    use crate::model::ballot::BallotStatus;
    let talking = match dialog {
        Dialog::OwnWords(_) => true,
        Dialog::Ballot(ballot) => {
            let ballot = ballot.ballot(state.session());
            ballot.is_some_and(|ballot| ballot.status() != BallotStatus::Open)
        }
        Dialog::Sheet(sheet) => sheet.row.is_none() && sheet.is_shown(state.session()),
        _ => false,
    };
    let action = keymap::action_for(key).filter(|_| talking)?;
    matches!(action, Action::Park | Action::Timer | Action::MoreTime).then_some(action)
}

/// Returns whether a key hides or shows what a side types.
fn is_curtain(key: Key) -> bool {
    key == Key::plain(KeyCode::F(6)) || (key.ctrl && key.code == KeyCode::Char('t'))
}

fn key_in_reader(
    state: &mut State,
    key: Key,
    at: usize,
    back: impl FnOnce(usize) -> Dialog,
) -> Vec<Effect> {
    let page = usize::from(state.size.1).saturating_sub(6).max(1);
    let at = match keymap::action_for(key) {
        Some(Action::Down) => at + 1,
        Some(Action::Up) => at.saturating_sub(1),
        Some(Action::PageDown | Action::Tick) => at + page,
        Some(Action::PageUp) => at.saturating_sub(page),
        Some(Action::First) => 0,
        _ => return Vec::new(),
    };
    state.open(back(at))
}
