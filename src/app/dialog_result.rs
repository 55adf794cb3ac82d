//! What happens with submitted text and picked choices.

use super::add::{add_named, ask_new_behaviour, new_record, open_add};
use super::add_list;
use super::condition_editor::ConditionEditor;
use super::dialog::Dialog;
use super::edit::Edit;
use super::edit_field;
use super::edit_rule::{ask_part_content, select_rule_part, set_rule_number};
use super::message::Effect;
use super::pick::{Pick, PickCommand};
use super::rule_parts::{self, NewRulePart};
use super::screen::RowTarget;
use super::state::{NoticeLevel, Pane, State};
use super::text_entry::{EntryCommand, TextEntry};
use super::update::apply_condition_result;
use crate::model::record::{Kind, Place};
use crate::model::{BallotMethod, Sealed, Session, Side, SignOff};

/// Runs the command of a submitted text entry.
pub fn submit_entry(state: &mut State, entry: TextEntry) -> Vec<Effect> {
    let text = entry.text();
    let is_list = matches!(entry.command, EntryCommand::QuickList { .. });
    // A list is parsed as it is added.
    let outcome = (!is_list)
        .then(|| entry.validation(state.session()))
        .flatten();
    if let Some((true, why)) = outcome {
        state.notify(NoticeLevel::Warn, super::sentence(&why));
        state.dialogs.push(Dialog::TextEntry(Box::new(entry)));
        return Vec::new();
    }
    let command = entry.command.clone();
    if state.recovery_question.is_some() && command != EntryCommand::Condition {
        // It stays beneath the question that has to be answered first.
        state.dialogs.push(Dialog::TextEntry(Box::new(entry)));
        super::recovery::ask_again(state);
        return Vec::new();
    }
    if state.read_only.is_some() && command != EntryCommand::Condition {
        // Refused: reopen it, so that nothing typed is lost.
        state.dialogs.push(Dialog::TextEntry(Box::new(entry)));
        state.notify(
            NoticeLevel::Warn,
            "Nothing can be changed here: this session is open read-only",
        );
        return Vec::new();
    }
    if command != EntryCommand::Condition && super::refuse_meanwhile(state) {
        state.dialogs.push(Dialog::TextEntry(Box::new(entry)));
        return Vec::new();
    }
    if is_list {
        return add_list::begin_list(state, entry);
    }
    let mut effects = match command {
        EntryCommand::Field { at, key } => set_field(state, &at, &key, &text),
        EntryCommand::Name {
            kind,
            parent,
            index,
            fields,
        } => add_named(state, kind, parent.as_ref(), index, &text, fields),
        EntryCommand::OwnWords { subject, side } => write_own_words(state, &subject, side, &text),
        EntryCommand::Park => park(state, &text),
        EntryCommand::Sign { side } => sign(state, side, &text),
        EntryCommand::UnreadReason => super::recovery::submit_unread_reason(state, &text),
        EntryCommand::BumpOverride { bump } => {
            super::draft_revision::publish_with_bump(state, &bump, &text)
        }
        EntryCommand::PublishAltered { bump: larger } => {
            super::draft_revision::publish_altered(state, larger, &text)
        }
        EntryCommand::Reason { subject, voter } => {
            super::ballot_outcome::write_reason(state, subject, voter, text)
        }
        EntryCommand::Outcome { subject } => match subject.parse() {
            Ok(subject) => super::ballot_outcome::set_outcome(state, &subject, &text),
            Err(_) => Vec::new(),
        },
        EntryCommand::RuleNumber { at, part } => set_rule_number(state, &at, part, &text),
        EntryCommand::Condition => submit_condition_value(state, &[text]),
        EntryCommand::QuickList { .. } => Vec::new(),
    };
    if !effects
        .iter()
        .any(|e| matches!(e, Effect::UnfinishedText(_)))
    {
        // Only now: if the process is killed before the edit is in the journal, the draft remains.
        effects.push(Effect::UnfinishedText(None));
    }
    effects
}

fn set_field(state: &mut State, at: &Place, key: &str, text: &str) -> Vec<Effect> {
    let before = state.session().clone();
    let effects = state.edit(Edit::set(at, key, text));
    super::linked_threshold::offer_linked_edit(state, &before);
    if state.cursor().pane == Pane::Detail && state.dialogs.is_empty() {
        // Move to the next field, so that a form is filled top to bottom with Enter.
        let (rows, index) = state.detail();
        let next = index.map_or(0, |index| index + 1);
        if matches!(
            rows.get(next).map(|r| &r.target),
            Some(RowTarget::Field(..))
        ) {
            state.cursor_mut().detail_row = next;
        }
    }
    effects
}

/// Opens a side's own words: as written while they are sealed, read-only once revealed.
pub fn open_own_words(state: &mut State, subject: &str, side: Side) -> Vec<Effect> {
    let position = state.session().workshop.position(subject, side);
    if position.is_some_and(|p| p.sealed.is_none()) {
        state.dialogs.push(Dialog::OwnWords(subject.to_owned()));
        return Vec::new();
    }
    let text = position
        .and_then(|p| p.sealed.as_ref())
        .and_then(Sealed::open)
        .unwrap_or_default();
    let title = format!("{} wording", side.possessive());
    let hint = "Sealed until both sides are shown together; Ctrl-S saves it";
    let command = EntryCommand::OwnWords {
        subject: subject.into(),
        side,
    };
    state
        .dialogs
        .push(Dialog::TextEntry(Box::new(TextEntry::area(
            command, title, hint, &text,
        ))));
    Vec::new()
}

fn write_own_words(state: &mut State, subject: &str, side: Side, text: &str) -> Vec<Effect> {
    let salt = format!("{subject} {side} {}", state.now);
    let words = Some(text.trim())
        .filter(|t| !t.is_empty())
        .map(|t| Sealed::new(t, salt.as_bytes()));
    let at = state.now;
    let become_of_them = if words.is_some() {
        "saved, sealed until both are shown"
    } else {
        "taken back"
    };
    let effects = state.edit(Edit::Write {
        subject: subject.into(),
        side,
        words,
        at,
    });
    if !effects.is_empty() {
        let text = format!("{} wording is {become_of_them}", side.possessive());
        state.notify(NoticeLevel::Info, text);
    }
    effects
}

fn park(state: &mut State, text: &str) -> Vec<Effect> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let (thought, sponsor) = split_sponsor(state.session(), text);
    let fields = vec![("sponsor".to_owned(), sponsor)];
    let (_, edit) = new_record(
        state.session(),
        Kind::ParkedThought,
        None,
        usize::MAX,
        &thought,
        fields,
    );
    let effects = state.edit(edit);
    if !effects.is_empty() {
        state.notify(NoticeLevel::Info, "Parked; it waits on Publish");
    }
    effects
}

/// Splits off who brought a thought up: `thought @ines` or `thought / Ines`. The beginning of a
/// name stands for the participant's full name.
fn split_sponsor(session: &Session, text: &str) -> (String, String) {
    let text = text.trim();
    let person = |name: &str| {
        let begins = name.trim().to_lowercase();
        let mut people = session.workshop.participants.iter();
        let known = people.find(|p| p.name.to_lowercase().starts_with(&begins));
        known.map(|p| p.name.clone()).filter(|_| !begins.is_empty())
    };
    if let Some((thought, name)) = text.rsplit_once(" @") {
        let sponsor = person(name).unwrap_or_else(|| name.trim().to_owned());
        return (thought.trim().to_owned(), sponsor);
    }
    // A slash is often part of the thought: it counts only before a participant's name.
    if let Some((thought, name)) = text.rsplit_once(" / ")
        && let Some(sponsor) = person(name)
    {
        return (thought.trim().to_owned(), sponsor);
    }
    (text.to_owned(), String::new())
}

fn sign(state: &mut State, side: Side, name: &str) -> Vec<Effect> {
    let mut name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        name = first_participant(state.session(), side).unwrap_or_default();
    }
    if name.is_empty() {
        return Vec::new();
    }
    let definition = state.session().definition.clone();
    let digest = definition.digest();
    let sign_off = SignOff {
        side,
        name: name.clone(),
        at: Some(state.now),
        digest: digest.clone(),
    };
    let effects = state.edit(Edit::Sign { sign_off });
    if !effects.is_empty() {
        state.signed_definitions.insert(digest, definition);
        state.notify(
            NoticeLevel::Info,
            format!("{name} agrees for {} to exactly this text", side.label()),
        );
    }
    effects
}

/// Passes what was picked or typed to the condition editor beneath.
pub fn submit_condition_value(state: &mut State, values: &[String]) -> Vec<Effect> {
    let Some(Dialog::Condition(mut editor)) = state.dialogs.pop() else {
        return Vec::new();
    };
    let result = ConditionEditor::accept_input(&mut editor, values, state);
    apply_condition_result(state, editor, result)
}

/// Runs the command of a pick.
pub fn submit_pick(state: &mut State, pick: Pick, values: &[String]) -> Vec<Effect> {
    let first = values.first().cloned().unwrap_or_default();
    match pick.command {
        PickCommand::SetField(at, key) => {
            if values.iter().any(|v| v == edit_field::NEW_BEHAVIOUR) {
                return ask_new_behaviour(state, &at, values);
            }
            set_field(state, &at, &key, &values.join("\n"))
        }
        PickCommand::Add(addable) => {
            let chosen = first
                .parse::<usize>()
                .ok()
                .and_then(|i| addable.get(i).cloned());
            chosen.map(|a| open_add(state, a)).unwrap_or_default()
        }
        PickCommand::GoTo => first
            .parse()
            .map(|place| state.go_to_place(&place))
            .unwrap_or_default(),
        PickCommand::Action(actions) => {
            let action = first
                .parse::<usize>()
                .ok()
                .and_then(|i| actions.get(i).copied());
            action
                .map(|a| super::dispatch::run_action(state, a))
                .unwrap_or_default()
        }
        PickCommand::NewPart(at) => NewRulePart::from_word(&first)
            .map(|new| ask_part_content(state, &at, new))
            .unwrap_or_default(),
        PickCommand::FillPart(at, new) => {
            let rule =
                rule_parts::add_part(&rule_parts::rule_at(state.session(), &at), new, values);
            let effects = state.edit(rule_parts::set_rule(&at, &rule));
            select_rule_part(state, &at, &rule, new);
            effects
        }
        PickCommand::Answers(at, index) => {
            let rule = rule_parts::rule_at(state.session(), &at);
            let Some(part) = rule_parts::parts_of(&rule).get(index).cloned() else {
                return Vec::new();
            };
            state.edit(rule_parts::set_rule(
                &at,
                &rule_parts::set_references(&rule, &part, values),
            ))
        }
        PickCommand::Sign => Side::from_word(&first)
            .map(|side| open_sign(state, side))
            .unwrap_or_default(),
        PickCommand::Version => super::versions::open_version_actions(state, &first),
        PickCommand::Compare(with) => super::versions::compare_versions(state, with, &first),
        PickCommand::Suggestions(suggestions) => {
            super::suggest_samples::add_suggestions(state, &suggestions, values)
        }
        PickCommand::Subject(action) => super::ballot::subject_chosen(state, action, &first),
        PickCommand::Method(subject) => BallotMethod::from_word(&first)
            .map(|method| super::ballot::begin_ballot(state, &subject, method))
            .unwrap_or_default(),
        PickCommand::Reason(subject) => super::ballot_outcome::open_reason(state, &subject, &first),
        PickCommand::Outcome(subject) => {
            super::ballot_outcome::set_outcome(state, &subject, &first)
        }
        PickCommand::WhoAgrees(subject) => {
            super::agreement::record_agreement(state, &subject, &first)
        }
        PickCommand::Condition => Vec::new(),
    }
}

/// Returns the first participant of a side.
fn first_participant(session: &Session, side: Side) -> Option<String> {
    let found = session
        .workshop
        .participants
        .iter()
        .find(|p| p.side == side);
    found.map(|p| p.name.clone())
}

/// Asks who signs for a side.
pub fn open_sign(state: &mut State, side: Side) -> Vec<Effect> {
    let hint = match first_participant(state.session(), side) {
        Some(name) => format!("Who agrees, by name; Enter alone for {name}"),
        None => "Who agrees, by name".into(),
    };
    let title = format!("{} agrees to exactly this text", side.label());
    let entry = TextEntry::line(EntryCommand::Sign { side }, title, hint, "");
    state.dialogs.push(Dialog::TextEntry(Box::new(entry)));
    Vec::new()
}
