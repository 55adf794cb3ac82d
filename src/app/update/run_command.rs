//! Carries out a [`Command`]: the one place where it is decided what each of them does.

use crate::app::actions::{
    add, add_list, edit_field, edit_rule, own_words, park, parked, publish, publish_reasons,
    questions, recovery, replan, reveal, sign, suggest_samples, versions,
};
use crate::app::ballot::{agree, ballot_outcome, sheet, voting};
use crate::app::dialogs::condition_editor::{ConditionEditor, ConditionResult};
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::command::{
    BallotCommand, Command, DiskCommand, PublishCommand, RecordCommand, RuleCommand, TickCommand,
    TickValue, VersionCommand,
};
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::sentence;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, Pane, State};
use crate::app::steps::{publishing, unread};
use crate::app::update::dispatch;
use crate::document::Edit;
use crate::model::Reference;
use crate::model::record::Place;
use crate::model::rule_parts::NewRulePart;
use crate::release::PublishOverrides;

/// Carries out a command and returns the effects to perform.
pub fn run(state: &mut State, command: Command) -> Vec<Effect> {
    match command {
        Command::Close => Vec::new(),
        Command::Quit => vec![Effect::Quit],
        Command::Action(action) => match dispatch::command_of(state, action) {
            Some(command) => run(state, command),
            None => dispatch::run_action(state, action),
        },
        Command::FocusDetail(row) => focus_detail(state, row),
        Command::ShowText(title, text) => state.open(Dialog::Reader(title, text, 0)),
        Command::Submit(command, text) => submit_text(state, command, &text),
        Command::WriteOwnWords(subject, side, words) => {
            own_words::write_own_words(state, &subject, side, words.reveal())
        }
        Command::Ticked(command, values) => run_ticked(state, command, &values),
        Command::Record(command) => run_on_record(state, command),
        Command::Rule(command) => run_on_rule(state, command),
        Command::Condition(picked) => {
            in_condition_editor(state, |editor, data| editor.accept_choice(picked, data))
        }
        Command::Ballot(command) => run_on_ballot(state, command),
        Command::Version(command) => run_on_version(state, command),
        Command::Publish(command) => run_on_publication(state, command),
        Command::Disk(command) => run_on_disk(state, command),
    }
}

fn focus_detail(state: &mut State, row: Option<usize>) -> Vec<Effect> {
    let cursor = state.cursor_mut();
    cursor.pane = Pane::Detail;
    if let Some(row) = row {
        cursor.detail_row = row;
    }
    Vec::new()
}

fn run_on_record(state: &mut State, command: RecordCommand) -> Vec<Effect> {
    match command {
        RecordCommand::GoTo(place) => go_to_record(state, &place),
        RecordCommand::Add(addable) => add::open_add(state, addable),
        RecordCommand::SetField { at, key, text } => edit_field::set_field(state, &at, &key, &text),
        RecordCommand::SuggestSamples => suggest_samples::open_suggestions(state),
        RecordCommand::PlanMinutes => replan::plan_minutes_taken(state),
        RecordCommand::Thought(place, outcome) => parked::settle_thought(state, &place, outcome),
    }
}

fn go_to_record(state: &mut State, place: &Place) -> Vec<Effect> {
    if state.session().record(place).is_none() {
        let text = "It no longer exists: there is nothing to go to";
        return state.refuse(text);
    }
    state.go_to_place(place)
}

fn run_on_rule(state: &mut State, command: RuleCommand) -> Vec<Effect> {
    match command {
        RuleCommand::AskKind(at) => edit_rule::ask_new_rule_part(state, &at),
        RuleCommand::AskContent(at, new) => edit_rule::ask_part_content(state, &at, new),
        RuleCommand::AddPart(at, content) => edit_rule::add_rule_part(state, &at, content),
        RuleCommand::MakeHandoff => edit_rule::make_handoff(state),
    }
}

fn run_on_ballot(state: &mut State, command: BallotCommand) -> Vec<Effect> {
    match command {
        BallotCommand::Open(subject) => voting::open_on_subject(state, &subject),
        BallotCommand::Begin(subject, method) => voting::begin_ballot(state, &subject, method),
        BallotCommand::ShowVotes(subjects) => voting::show_votes(state, &subjects),
        BallotCommand::AskReason(subject, voter) => {
            ballot_outcome::open_reason(state, &subject, &voter)
        }
        BallotCommand::Decide(subject, outcome) => {
            ballot_outcome::set_outcome(state, &subject, &outcome)
        }
        BallotCommand::AskWhoAgrees(subject) => agree::ask_who_agrees(state, &subject),
        BallotCommand::Agree(subject, sides) => agree::record_agreement(state, &subject, &sides),
        BallotCommand::AcceptAll(method) => {
            sheet::accept_medians(state, method, sheet::AcceptedLines::All)
        }
        BallotCommand::AskReveal(place) => reveal::ask_reveal(state, &place),
        BallotCommand::RevealWords(place) => reveal::reveal_words(state, &place),
    }
}

fn run_on_version(state: &mut State, command: VersionCommand) -> Vec<Effect> {
    match command {
        VersionCommand::Open(version) => versions::open_version_actions(state, version),
        VersionCommand::Request(request) => versions::request(state, request),
        VersionCommand::AskCompare(version) => versions::ask_compare_with(state, version),
        VersionCommand::Compare(one, other) => versions::compare_versions(state, one, other),
        VersionCommand::Revise(made) => state.edit(Edit::Revise { made }),
    }
}

fn run_on_publication(state: &mut State, command: PublishCommand) -> Vec<Effect> {
    match command {
        PublishCommand::Ask => publish::ask_publish(state),
        PublishCommand::Publish => vec![Effect::Publish(
            questions::required_sign_offs(state),
            PublishOverrides::default(),
        )],
        PublishCommand::AskBumpReason(bump) => publish_reasons::open_bump_reason(state, bump),
        PublishCommand::AskAlteredReason(larger) => {
            publish_reasons::open_altered_reason(state, larger)
        }
        PublishCommand::AskWhichSide => sign::ask_which_side(state),
        PublishCommand::AskSigner(side) => sign::open_sign(state, side),
    }
}

fn run_on_disk(state: &mut State, command: DiskCommand) -> Vec<Effect> {
    match command {
        DiskCommand::KeepRecovered => vec![Effect::KeepRecovered],
        DiskCommand::DropRecovered => vec![Effect::DropRecovered],
        DiskCommand::AskUnread => {
            recovery::ask_unread(state);
            Vec::new()
        }
        DiskCommand::AskUnreadReason => recovery::open_unread_reason(state),
        DiskCommand::TakeTheirs => {
            let Some(session) = state.session_on_disk.take() else {
                return Vec::new();
            };
            let label = "take session.yaml as it was changed on disk".to_owned();
            let mut effects = state.edit(Edit::Replace { label, session });
            // At once: from here on the file on disk is ours.
            effects.push(Effect::Save);
            effects
        }
        DiskCommand::KeepMine => vec![Effect::SaveOverTheirs],
    }
}

/// Uses what was ticked.
fn run_ticked(state: &mut State, command: TickCommand, values: &[TickValue]) -> Vec<Effect> {
    let words = || values.iter().filter_map(TickValue::word).map(str::to_owned);
    let references: Vec<Reference> = values
        .iter()
        .filter_map(|value| match value {
            TickValue::Reference(reference) => Some(reference.clone()),
            _ => None,
        })
        .collect();
    match command {
        TickCommand::SetField(at, _) if values.contains(&TickValue::NewBehaviour) => {
            let known: Vec<String> = words().collect();
            add::ask_new_behaviour(state, &at, &known)
        }
        TickCommand::SetField(at, key) => {
            let text = words().collect::<Vec<_>>().join("\n");
            edit_field::set_field(state, &at, &key, &text)
        }
        TickCommand::AddPart(at, new) => add_references(state, &at, new, &references),
        TickCommand::SetReferences(at, part) => {
            edit_rule::set_rule_references(state, &at, part, &references)
        }
        TickCommand::AddSuggestions => suggest_samples::add_suggestions(state, values),
        TickCommand::ConditionValues(field, operator) => {
            let values = words().collect();
            in_condition_editor(state, |editor, _| {
                editor.accept_values(field, operator, values)
            })
        }
    }
}

fn add_references(
    state: &mut State,
    at: &Place,
    new: NewRulePart,
    references: &[Reference],
) -> Vec<Effect> {
    match new.with_references(references) {
        Some(content) => edit_rule::add_rule_part(state, at, content),
        None => Vec::new(),
    }
}

/// Submits a text entry taken off the stack; what is refused is put back, so that nothing typed
/// is lost.
pub(crate) fn submit_entry(state: &mut State, entry: TextEntry) -> Vec<Effect> {
    let is_list = matches!(entry.command, EntryCommand::QuickList { .. });
    // A list is parsed as it is added.
    let outcome = (!is_list)
        .then(|| entry.validation(state.session()))
        .flatten();
    if let Some((true, why)) = outcome {
        state.notify(NoticeLevel::Warn, sentence::sentence(&why));
        return state.open(Dialog::TextEntry(Box::new(entry)));
    }
    let needs_session = !entry.command.is_for_condition();
    if state.recovery_question.is_some() && needs_session {
        // It stays beneath the question that has to be answered first.
        state.dialogs.push(Dialog::TextEntry(Box::new(entry)));
        unread::ask_again(state);
        return Vec::new();
    }
    if state.read_only.is_some() && needs_session {
        state.dialogs.push(Dialog::TextEntry(Box::new(entry)));
        return state.warn("Nothing can be changed here: this session is open read-only");
    }
    if needs_session && publishing::refuse_meanwhile(state) {
        return state.open(Dialog::TextEntry(Box::new(entry)));
    }
    if is_list {
        return add_list::begin_list(state, entry);
    }
    let mut effects = run(state, Command::with_text(&entry.command, entry.text()));
    if !effects
        .iter()
        .any(|e| matches!(e, Effect::UnfinishedText(_)))
    {
        // Only now: if the process is killed before the edit is in the journal, the draft remains.
        effects.push(Effect::UnfinishedText(None));
    }
    effects
}

/// Uses a text.
fn submit_text(state: &mut State, command: EntryCommand, text: &str) -> Vec<Effect> {
    match command {
        EntryCommand::Field { at, key } => edit_field::set_field(state, &at, &key, text),
        EntryCommand::Name {
            kind,
            parent,
            index,
            fields,
        } => add::add_named(state, kind, parent.as_ref(), index, text, fields),
        EntryCommand::QuickList {
            kind,
            parent,
            fields,
        } => {
            let command = EntryCommand::QuickList {
                kind,
                parent,
                fields,
            };
            add_list::begin_list(state, TextEntry::area(command, kind.label(), "", text))
        }
        EntryCommand::OwnWords { subject, side } => {
            own_words::write_own_words(state, &subject, side, text)
        }
        EntryCommand::Park => park::park(state, text),
        EntryCommand::Sign { side } => sign::sign(state, side, text),
        EntryCommand::UnreadReason => recovery::submit_unread_reason(state, text),
        EntryCommand::BumpOverride { bump } => {
            publish_reasons::publish_with_bump(state, bump, text)
        }
        EntryCommand::PublishAltered { bump } => {
            publish_reasons::publish_altered(state, bump, text)
        }
        EntryCommand::Reason { subject, voter } => {
            ballot_outcome::write_reason(state, &subject, voter, text)
        }
        EntryCommand::Outcome { subject } => ballot_outcome::set_outcome(state, &subject, text),
        EntryCommand::RuleNumber { at, part } => edit_rule::set_rule_number(state, &at, part, text),
        EntryCommand::Condition(asked) => {
            in_condition_editor(state, |editor, _| editor.accept_text(asked, text))
        }
    }
}

/// Passes something to the condition editor on top, and carries out what follows.
fn in_condition_editor(
    state: &mut State,
    accept: impl FnOnce(&mut ConditionEditor, Option<&crate::evidence::DataSummary>) -> ConditionResult,
) -> Vec<Effect> {
    let Some(Dialog::Condition(mut editor)) = state.dialogs.pop() else {
        return Vec::new();
    };
    let result = accept(&mut editor, state.recorded.summary());
    apply_condition_result(state, editor, result)
}

/// Carries out the result of a condition editor, which stays open beneath any dialog it opens.
pub(crate) fn apply_condition_result(
    state: &mut State,
    editor: Box<ConditionEditor>,
    result: ConditionResult,
) -> Vec<Effect> {
    match result {
        ConditionResult::StayOpen => state.dialogs.push(Dialog::Condition(editor)),
        ConditionResult::OpenPick(pick) => {
            state.dialogs.push(Dialog::Condition(editor));
            state.dialogs.push(Dialog::Pick(pick));
        }
        ConditionResult::OpenEntry(entry) => {
            state.dialogs.push(Dialog::Condition(editor));
            state.dialogs.push(Dialog::TextEntry(entry));
        }
        ConditionResult::Cancelled => {}
        ConditionResult::Done(_) if publishing::refuse_meanwhile(state) => {
            state.dialogs.push(Dialog::Condition(editor));
        }
        ConditionResult::Done(text) => {
            return state.edit(Edit::set(&editor.at, &editor.key, text));
        }
    }
    Vec::new()
}
