//! Carries out a [`Command`]: the one place where it is decided what each of them does.

use crate::app::actions::{
    add, add_list, all_answers, begin_revision, column_values, copy, day_order, digits, each_time,
    edit_field, edit_part, edit_rule, export, fade, gate_templates, journeys, mapping, narrow,
    own_words, pages, park, parked, publish, publish_reasons, questions, recovery, rename, replan,
    reveal, save, sign, suggest_samples, theme, versions,
};
use crate::app::ballot::{agree, ballot_outcome, sheet, sheet_outcome, sheet_row, voting};
use crate::app::dialogs::condition_editor::{ConditionEditor, ConditionResult};
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::dialogs::typed_day;
use crate::app::input::command::{
    BallotCommand, Command, DiskCommand, PublishCommand, RecordCommand, RuleCommand, SecretText,
    TickCommand, TickValue, VersionCommand, WordsCommand,
};
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::keymap::Action;
use crate::app::input::sentence;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, Pane, State};
use crate::app::steps::{publishing, unread};
use crate::app::update::{dispatch, leave_dialog};
use crate::document::Edit;
use crate::model::record::Place;
use crate::model::rule_parts::{NewRulePart, PartContent};
use crate::model::written_day::day_text;
use crate::model::{Covers, Reference};
use crate::release::PublishOverrides;

/// Carries out a command and returns the effects to perform.
pub fn run(state: &mut State, command: Command) -> Vec<Effect> {
    match command {
        Command::Close => Vec::new(),
        Command::Quit => vec![Effect::Quit],
        Command::Save => save::save_now(state),
        Command::Reload => column_values::reload(state),
        Command::AskTheme => theme::open_themes(state),
        Command::SetTheme(name) => theme::set_theme(state, name),
        Command::Action(action) => run_action(state, action),
        Command::Digit(digit) => digits::use_digit(state, digit),
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
        Command::Words(command) => run_on_words(state, command),
        Command::Ballot(command) => run_on_ballot(state, command),
        Command::Version(command) => run_on_version(state, command),
        Command::Publish(command) => run_on_publication(state, command),
        Command::Disk(command) => run_on_disk(state, command),
        Command::Mapping(command) => mapping::run_mapping(state, command),
        Command::Page(command) => pages::run_page(state, command),
        Command::Export(command) => export::run(state, command),
    }
}

/// Runs an action: what it does on any row, else what it is in this step, else its default.
fn run_action(state: &mut State, action: Action) -> Vec<Effect> {
    state.undo_goes_on &= action == Action::Undo;
    if let Some(effects) = dispatch::run_on_any_row(state, action) {
        return effects;
    }
    let focus = state.focus();
    match dispatch::command_of(state, action, &focus) {
        Some(command) => run(state, command),
        None => dispatch::run_on_row(state, action, &focus),
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
        RecordCommand::Add(addable) => {
            let focus = state.focus();
            add::open_add(state, &focus, addable)
        }
        RecordCommand::AddList(addable, text) => add::open_list_of(state, addable, &text),
        RecordCommand::Copy(place, None) => copy::copy_record(state, &place),
        RecordCommand::Copy(place, Some((persona, segment))) => {
            copy::copy_journey(state, &place, &persona, &segment)
        }
        RecordCommand::CopyRule(from, to) => copy::copy_rule(state, &from, &to),
        RecordCommand::SetField { at, key, text } => edit_field::set_field(state, &at, &key, &text),
        RecordCommand::TypeField(at, key, text) => edit_field::type_field(state, &at, &key, &text),
        RecordCommand::SuggestSamples => suggest_samples::open_suggestions(state),
        RecordCommand::ToggleEachTime => each_time::toggle(state),
        RecordCommand::AskFade => fade::open_fade(state),
        RecordCommand::PlanMinutes => replan::plan_minutes_taken(state),
        RecordCommand::SetDayOrder(order) => {
            let (mut effects, waiting) = day_order::set_day_order(state, order);
            effects.extend(waiting.map_or_else(Vec::new, |entry| submit_entry(state, *entry)));
            effects
        }
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
        RuleCommand::AskTemplate => gate_templates::open_templates(state),
        RuleCommand::TakeTemplate(at, rule) => gate_templates::take_template(state, &at, &rule),
        RuleCommand::MakeHandoff => edit_rule::make_handoff(state),
        RuleCommand::LetRuleDecide(at) => edit_rule::let_rule_decide(state, &at),
        RuleCommand::AskNumber(at, part) => edit_part::ask_number(state, &at, part),
        RuleCommand::AskReferences(at, part) => edit_part::ask_references(state, &at, part),
        RuleCommand::AskTopic(at, part) => edit_part::ask_topic(state, &at, part),
        RuleCommand::SetTopic(at, part, content) => {
            edit_part::set_topic(state, &at, part, &content)
        }
        RuleCommand::SetKind(at, part, kind) => edit_part::set_kind(state, &at, part, kind),
    }
}

fn run_on_words(state: &mut State, command: WordsCommand) -> Vec<Effect> {
    match command {
        WordsCommand::WriteAnew(subject, side) => own_words::open_blank(state, &subject, side),
        WordsCommand::TakeBack(subject, side) => own_words::take_back(state, &subject, side),
        WordsCommand::Discard => leave_dialog::discard_secret(state),
        WordsCommand::AskWhose(text) => all_answers::ask_whose(state, &text),
        WordsCommand::OpenAll(side, text) => all_answers::open_all(state, side, &text),
        WordsCommand::SealAll(side, text) => all_answers::seal_all(state, side, &text),
        WordsCommand::ReplaceAll(side, text) => all_answers::replace_all(state, side, &text),
    }
}

fn run_on_ballot(state: &mut State, command: BallotCommand) -> Vec<Effect> {
    match command {
        BallotCommand::Open(subject) => {
            let focus = state.focus();
            voting::open_on_subject(state, &focus, &subject)
        }
        BallotCommand::Begin(subject, method) => {
            let focus = state.focus();
            voting::begin_ballot(state, &focus, &subject, method)
        }
        BallotCommand::ShowVotes(subjects) => voting::show_votes(&subjects),
        BallotCommand::AskReason(subject, vote) => {
            ballot_outcome::open_reason(state, &subject, vote)
        }
        BallotCommand::Decide(subject, outcome) => {
            ballot_outcome::set_outcome(state, &subject, &outcome)
        }
        BallotCommand::AskWhoAgrees(subject) => agree::ask_who_agrees(state, &subject),
        BallotCommand::Agree(subject, sides) => agree::record_agreement(state, &subject, &sides),
        BallotCommand::AcceptAll(method, lines) => {
            sheet_outcome::accept_medians(state, method, lines)
        }
        BallotCommand::PasteVotes(votes) => sheet_row::paste_over(state, votes.reveal()),
        BallotCommand::RemoveRow(method, voter) => sheet::remove_row(state, method, &voter),
        BallotCommand::AskReveal(place) => reveal::ask_reveal(state, &place),
        BallotCommand::RevealWords(place) => reveal::reveal_words(&place),
    }
}

/// Shows what was hidden, now that everything is saved.
pub(crate) fn show(state: &mut State, command: BallotCommand) -> Vec<Effect> {
    match command {
        BallotCommand::ShowVotes(subjects) => voting::reveal_votes(state, &subjects),
        BallotCommand::RevealWords(place) => reveal::reveal_saved(state, &place),
        other => run_on_ballot(state, other),
    }
}

fn run_on_version(state: &mut State, command: VersionCommand) -> Vec<Effect> {
    match command {
        VersionCommand::Open(version) => versions::open_version_actions(state, version),
        VersionCommand::Request(request) => versions::request(state, request),
        VersionCommand::AskCompare(version) => versions::ask_compare_with(state, version),
        VersionCommand::Compare(one, other) => versions::compare_versions(state, one, other),
        VersionCommand::Revise(made) => begin_revision::begin_revision(state, made),
    }
}

fn run_on_publication(state: &mut State, command: PublishCommand) -> Vec<Effect> {
    match command {
        PublishCommand::Ask => publish::ask_publish(state),
        PublishCommand::GoAndAsk => publish::go_and_ask(state),
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
        PublishCommand::AskNewSigner(side, name) => sign::ask_new_signer(state, side, &name),
        PublishCommand::Sign(side, name) => sign::sign(state, side, &name),
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
        TickCommand::SetField(at, key) => {
            let new = values.iter().find_map(|value| match value {
                TickValue::NewBehaviour(name) => Some(name),
                _ => None,
            });
            if let Some(name) = new {
                let known: Vec<String> = words().collect();
                return add::ask_new_behaviour(state, &at, &known, name);
            }
            let mut text = words().collect::<Vec<_>>().join("\n");
            if let Some(TickValue::Typed(typed)) = values.last() {
                text.extend((!text.is_empty()).then_some('\n'));
                text.push_str(typed);
                return edit_field::type_field(state, &at, &key, &text);
            }
            journeys::set_ticked_field(state, &at, &key, &text)
        }
        TickCommand::AddPart(at, NewRulePart::Topics) => match topics(values) {
            topics if topics.is_empty() => Vec::new(),
            topics => edit_rule::add_rule_part(state, &at, PartContent::Topics(topics)),
        },
        TickCommand::SetReferences(at, part)
            if references.is_empty() && !topics(values).is_empty() =>
        {
            edit_part::set_topic(state, &at, part, &PartContent::Topics(topics(values)))
        }
        TickCommand::AddPart(at, new) => add_references(state, &at, new, &references),
        TickCommand::SetReferences(at, part) => {
            edit_part::set_rule_references(state, &at, part, &references)
        }
        TickCommand::AddSuggestions => suggest_samples::add_suggestions(state, values),
        TickCommand::ConditionValues(field, operator) => {
            let (all, typed) = (words().collect(), typed_value(values));
            in_condition_editor(state, |editor, _| {
                editor.accept_values(field, operator, all, typed)
            })
        }
        TickCommand::ConditionEvents => {
            let (names, typed) = (words().collect(), typed_value(values));
            in_condition_editor(state, |editor, _| editor.accept_events(names, typed))
        }
    }
}

/// Returns the text of what isn't in the list, if that was picked; blank if it is yet to be typed.
fn typed_value(values: &[TickValue]) -> Option<&str> {
    values.iter().find_map(|value| match value {
        TickValue::Typed(text) => Some(text.as_str()),
        _ => None,
    })
}

/// Returns the topics among ticked words.
fn topics(values: &[TickValue]) -> Vec<Covers> {
    let words = values.iter().filter_map(TickValue::word);
    words.filter_map(Covers::from_word).collect()
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
    let needs_session = !entry.command.is_passing();
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
    if let Some(question) = day_order::day_order_question(state, &entry) {
        // The text stays beneath the question.
        state.dialogs.push(Dialog::TextEntry(Box::new(entry)));
        return state.open(Dialog::KeyQuestion(question));
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
    let (stored, day) = typed_day::stored_text(state.session(), &command, state.today, text);
    let effects = submit_stored(state, command, &stored);
    let is_other_text = day.is_some() && stored != text.trim();
    if let Some(day) = day.filter(|_| is_other_text && !effects.is_empty())
        && state.notice.is_none()
    {
        state.notify(NoticeLevel::Info, format!("Read as {}", day_text(day)));
    }
    effects
}

/// Uses a text in the form in which it is stored.
fn submit_stored(state: &mut State, command: EntryCommand, text: &str) -> Vec<Effect> {
    match command {
        EntryCommand::Field { at, key } => edit_field::set_field(state, &at, &key, text),
        EntryCommand::Name {
            kind,
            parent,
            index,
            fields,
        } => add::add_named(state, kind, parent.as_ref(), index, text, fields),
        command @ EntryCommand::QuickList { kind, .. } => {
            add_list::begin_list(state, TextEntry::area(command, kind.label(), "", text))
        }
        EntryCommand::OwnWords { subject, side } => {
            own_words::write_own_words(state, &subject, side, text)
        }
        EntryCommand::AllAnswers { side } => {
            all_answers::seal_all(state, side, &SecretText::new(text))
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
        EntryCommand::Verify(answer) => publish::answer_unverified(state, answer, text),
        EntryCommand::Reason { subject, vote } => {
            ballot_outcome::write_reason(state, &subject, vote, text)
        }
        EntryCommand::Outcome { subject } => ballot_outcome::set_outcome(state, &subject, text),
        EntryCommand::RuleNumber { at, part } => edit_part::set_rule_number(state, &at, part, text),
        // Only its form asks for it, before there is a session.
        EntryCommand::NewSession(_) => Vec::new(),
        EntryCommand::Id { at } => rename::set_id(state, &at, text),
        EntryCommand::Fade { at } => fade::write_fade(state, &at, text),
        EntryCommand::ExportPath => export::set_path(state, text),
        EntryCommand::Filter => narrow::keep_filter(state, text),
        EntryCommand::Condition(asked) => in_condition_editor(state, |editor, data| {
            editor.accept_text_and(asked, text, data)
        }),
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
            let focus = state.focus();
            return edit_field::set_at(state, &focus, &editor.at, &editor.key, &text);
        }
    }
    Vec::new()
}
