//! Default action handlers. A step can override one for a row (`Screen::act`), except moves and
//! what the room view does.

use super::add::open_add;
use super::command::{Command, RecordCommand};
use super::count::count;
use super::dialog::{Dialog, KeyQuestion, RecordForm};
use super::edit_field;
use super::edit_rule::ask_new_rule_part;
use super::key::{Key, KeyCode};
use super::keymap::{self, Action, BINDINGS};
use super::message::Effect;
use super::navigate::{focus_pane, run_move};
use super::pick::{Choice, Pick};
use super::run_command::run;
use super::screen::{Addable, Row, RowTarget, field_rows};
use super::state::{NoticeLevel, Pane, State, nearest_selectable};
use super::text_entry::{EntryCommand, TextEntry};
use crate::document::Edit;
use crate::model::record::{Kind, Place};
use crate::model::rule_parts;
use crate::model::{Id, Reference};

/// Runs an action.
pub fn run_action(state: &mut State, action: Action) -> Vec<Effect> {
    if action == Action::RoomView || (action == Action::Back && state.room_view.is_on) {
        state.room_view.is_on ^= true;
        return Vec::new();
    }
    if action == Action::Back
        && let Some(effects) = super::publishing::stop(state)
    {
        return effects;
    }
    if let Some(effects) = run_move(state, action) {
        return effects;
    }
    let row = state.focused_row();
    if let Some(row) = &row
        && let Some(command) = state.screen().act(state, action, row)
    {
        return run(state, command);
    }
    match action {
        Action::Edit => row.map(|row| activate_row(state, &row)).unwrap_or_default(),
        Action::Tick => row
            .map(|row| answer_sample(state, &row))
            .unwrap_or_default(),
        Action::Add => add_here(state),
        Action::QuickList => open_quick_list(state),
        Action::Delete => row.map(|row| delete_row(state, &row)).unwrap_or_default(),
        Action::MoveUp => row
            .map(|row| reorder_row(state, &row, -1))
            .unwrap_or_default(),
        Action::MoveDown => row
            .map(|row| reorder_row(state, &row, 1))
            .unwrap_or_default(),
        Action::Plus => row.map(|row| count(state, &row, 1)).unwrap_or_default(),
        Action::Minus => row.map(|row| count(state, &row, -1)).unwrap_or_default(),
        Action::MoveLinked => super::linked_threshold::accept_linked_edit(state),
        Action::Ballot | Action::Sheet if super::refuse_meanwhile(state) => Vec::new(),
        Action::Ballot => super::ballot::open_ballot(state),
        Action::Sheet => super::sheet::open_sheet(state),
        Action::Sign => super::ballot::open_agreement(state),
        Action::Undo => state.apply(&crate::document::HistoryEntry::Undo),
        Action::Redo => state.apply(&crate::document::HistoryEntry::Redo),
        // It is needed most while the list is still empty.
        Action::SuggestSamples if state.step == super::Step::Preview => {
            super::suggest_samples::open_suggestions(state)
        }
        Action::RevealWords => refuse_elsewhere(
            state,
            "r shows both sides' wording: on a question of step 1, a definition of step 5",
        ),
        Action::Publish => refuse_elsewhere(state, "P publishes on step 9"),
        Action::SuggestSamples => refuse_elsewhere(state, "M makes sample leads on step 8"),
        _ => global_action(state, action),
    }
}

/// Handles Enter on a row.
fn activate_row(state: &mut State, row: &Row) -> Vec<Effect> {
    match &row.target {
        RowTarget::Nothing
        | RowTarget::Lead(_)
        | RowTarget::StepAction(_)
        | RowTarget::Change(_)
        | RowTarget::Column(_)
        | RowTarget::Event(_) => Vec::new(),
        RowTarget::Record(place) if state.cursor().pane == Pane::List => {
            let _ = place;
            focus_pane(state, Pane::Detail);
            Vec::new()
        }
        RowTarget::Record(place) => {
            state.dialogs.push(Dialog::Form(RecordForm {
                place: place.clone(),
                row: 0,
                more: false,
            }));
            Vec::new()
        }
        RowTarget::Field(place, key) => edit_field::open_field(state, &place.clone(), key),
        RowTarget::RulePart(at, part) => {
            super::edit_rule::open_rule_part(state, &at.clone(), *part)
        }
        RowTarget::NewRulePart(at) => {
            let at = at.clone();
            ask_new_rule_part(state, &at)
        }
        RowTarget::Words(subject, side) => {
            super::own_words::open_own_words(state, &subject.clone(), *side)
        }
        RowTarget::SampleAnswer(..) => answer_sample(state, row),
        RowTarget::GridCell(persona, segment) => {
            open_journey(state, &persona.clone(), &segment.clone())
        }
        RowTarget::Agreement(subject) => super::agreement::open_history(state, &subject.clone()),
        RowTarget::GoTo(place) => state.go_to_place(&place.clone()),
        RowTarget::Finding(code, place) => {
            let same = |f: &&crate::check::Finding| {
                f.code == *code && f.place == *place && f.message == row.text
            };
            let any = |f: &&crate::check::Finding| f.code == *code && f.place == *place;
            let findings = state.findings.clone();
            let found = findings
                .iter()
                .find(same)
                .or_else(|| findings.iter().find(any));
            found
                .map(|f| super::findings::go_to_finding(state, f))
                .unwrap_or_default()
        }
        RowTarget::Action(action) => run_action(state, *action),
    }
}

/// Goes to the journey of a persona in a segment, adding it if there is none.
fn open_journey(state: &mut State, persona: &Id, segment: &Id) -> Vec<Effect> {
    let existing = state
        .session()
        .definition
        .journey(persona, segment)
        .map(|j| j.id.clone());
    if let Some(id) = existing {
        return state.go_to_place(&Place::new(Kind::Journey, id));
    }
    let label = format!("{persona} {segment}");
    let id = state.session().fresh_id(Kind::Journey, None, &label);
    let at = Place::new(Kind::Journey, id);
    let fields = vec![
        ("persona".into(), persona.to_string()),
        ("segment".into(), segment.to_string()),
    ];
    let edit = Edit::Add {
        at: at.clone(),
        index: usize::MAX,
        name: String::new(),
        fields,
    };
    let mut effects = state.edit(edit);
    effects.extend(state.go_to_place(&at));
    effects
}

/// Handles Space on a row: cycles answers through yes, no and not known, flips flags, opens the
/// rest.
fn answer_sample(state: &mut State, row: &Row) -> Vec<Effect> {
    match &row.target {
        RowTarget::SampleAnswer(sample, answer) => {
            let next = match sample_answer(state, sample, answer) {
                None => Some(true),
                Some(true) => Some(false),
                Some(false) => None,
            };
            state.edit(Edit::AnswerSample {
                sample: sample.clone(),
                reference: answer.clone(),
                holds: next,
            })
        }
        RowTarget::Field(place, key) => edit_field::open_field(state, &place.clone(), key),
        _ => Vec::new(),
    }
}

/// Returns whether an answer holds for a sample lead; `None` if it isn't known.
pub fn sample_answer(state: &State, sample: &Id, answer: &Reference) -> Option<bool> {
    let sample = state.session().samples.iter().find(|s| s.id == *sample)?;
    match (sample.yes.contains(answer), sample.no.contains(answer)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

fn add_here(state: &mut State) -> Vec<Effect> {
    let in_hand = state.focused_row();
    if let Some(RowTarget::RulePart(at, _) | RowTarget::NewRulePart(at)) =
        in_hand.as_ref().map(|r| &r.target)
    {
        return ask_new_rule_part(state, &at.clone());
    }
    let row = state.selected_row();
    let addable = state.screen().addable(state, row.as_ref());
    match addable.as_slice() {
        [] => {
            state.notify(NoticeLevel::Info, "Nothing can be added here");
            Vec::new()
        }
        [one] => open_add(state, one.clone()),
        several => {
            let choice = |addable: &Addable| {
                let run = Command::Record(RecordCommand::Add(addable.clone()));
                Choice::new("", &addable.label, "", run)
            };
            let pick = Pick::one("Add what?", several.iter().map(choice).collect(), "");
            state.dialogs.push(Dialog::Pick(Box::new(pick)));
            Vec::new()
        }
    }
}

fn refuse_elsewhere(state: &mut State, where_it_is: &str) -> Vec<Effect> {
    state.notify(NoticeLevel::Info, format!("Not here: {where_it_is}"));
    Vec::new()
}

fn open_quick_list(state: &mut State) -> Vec<Effect> {
    let row = state.selected_row();
    let addable = state.screen().addable(state, row.as_ref());
    let named = |a: &&Addable| !matches!(a.kind, Kind::Journey | Kind::Target | Kind::Handoff);
    let Some(first) = addable.iter().find(named).cloned() else {
        state.notify(NoticeLevel::Info, "No list can be added here");
        return Vec::new();
    };
    let title = format!(
        "Quick list: {}",
        first.label.split(':').next().unwrap_or_default()
    );
    let command = EntryCommand::QuickList {
        kind: first.kind,
        parent: first.parent,
        fields: first.fields,
    };
    let entry = TextEntry::area(
        command,
        title,
        super::quick_list::line_format(first.kind),
        "",
    );
    state.dialogs.push(Dialog::TextEntry(Box::new(entry)));
    Vec::new()
}

fn delete_row(state: &mut State, row: &Row) -> Vec<Effect> {
    match &row.target {
        RowTarget::Record(place) if !matches!(place.kind, Kind::Settings | Kind::Data) => {
            let label = state.session().title_of(place);
            if place.kind == Kind::Participant && state.session().workshop.has_voted(&place.id) {
                let text = format!(
                    "{label} has voted, and the vote stays on record: x in a ballot marks somebody as away"
                );
                state.notify(NoticeLevel::Warn, text);
                return Vec::new();
            }
            let effects = state.edit(Edit::Remove { at: place.clone() });
            if !effects.is_empty() {
                state.notify(
                    NoticeLevel::Info,
                    format!("Deleted {label}; u brings it back"),
                );
            }
            effects
        }
        RowTarget::Field(place, key) => {
            let effects = state.edit(Edit::set(place, key, ""));
            if !effects.is_empty() {
                state.notify(NoticeLevel::Info, "Cleared; u brings it back");
            }
            effects
        }
        RowTarget::RulePart(at, index) => {
            let rule = rule_parts::rule_at(state.session(), at);
            let Some(part) = rule_parts::parts_of(&rule).get(*index).cloned() else {
                return Vec::new();
            };
            state.edit(Edit::set_rule(at, &rule_parts::remove_part(&rule, &part)))
        }
        RowTarget::SampleAnswer(sample, answer) => state.edit(Edit::AnswerSample {
            sample: sample.clone(),
            reference: answer.clone(),
            holds: None,
        }),
        _ => {
            state.notify(NoticeLevel::Info, "This can't be deleted");
            Vec::new()
        }
    }
}

fn reorder_row(state: &mut State, row: &Row, by: isize) -> Vec<Effect> {
    let RowTarget::Record(place) = &row.target else {
        return Vec::new();
    };
    let list = state.session().list(place.kind, place.parent.as_ref());
    let Some((from, count)) = list.and_then(|l| Some((l.position(&place.id)?, l.len()))) else {
        return Vec::new();
    };
    let to = from.saturating_add_signed(by);
    if to == from || to >= count {
        return Vec::new();
    }
    let effects = state.edit(Edit::Move {
        at: place.clone(),
        to,
    });
    if state.cursor().pane == Pane::Detail {
        let (rows, _) = state.detail();
        if let Some(index) = rows.iter().position(|r| r.target == row.target) {
            state.cursor_mut().detail_row = index;
        }
    } else {
        state.cursor_mut().selected = Some(row.target.clone());
    }
    effects
}

/// Handles a key in a record's form.
pub fn key_in_form(state: &mut State, mut form: RecordForm, key: Key) -> Vec<Effect> {
    let rows = field_rows(state.session(), &form.place, form.more);
    let selected = nearest_selectable(&rows, form.row);
    match keymap::action_for(key) {
        Some(Action::Up) => form.row = form.row.saturating_sub(1),
        Some(Action::Down) => form.row = (form.row + 1).min(rows.len().saturating_sub(1)),
        Some(Action::MoreFields) => form.more = !form.more,
        Some(Action::Back | Action::Quit) => return Vec::new(),
        Some(
            action @ (Action::Edit | Action::Tick | Action::Plus | Action::Minus | Action::Delete),
        ) => {
            let row = selected.map(|i| rows[i].clone());
            state.dialogs.push(Dialog::Form(form));
            let Some(row) = row else { return Vec::new() };
            return match action {
                Action::Plus => count(state, &row, 1),
                Action::Minus => count(state, &row, -1),
                Action::Delete => delete_row(state, &row),
                _ if row.target == RowTarget::Action(Action::MoreFields) => {
                    if let Some(Dialog::Form(form)) = state.dialogs.last_mut() {
                        form.more = true;
                    }
                    Vec::new()
                }
                _ => activate_row(state, &row),
            };
        }
        Some(Action::Undo) => {
            state.dialogs.push(Dialog::Form(form));
            return state.apply(&crate::document::HistoryEntry::Undo);
        }
        _ if key.code == KeyCode::Esc => return Vec::new(),
        _ => {}
    }
    state.dialogs.push(Dialog::Form(form));
    Vec::new()
}

/// Handles the actions that are the same in every step.
fn global_action(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::MoreFields => state.cursor_mut().more ^= true,
        Action::Versions => return super::versions::open_versions(state),
        Action::Help => state.dialogs.push(Dialog::Help(0)),
        Action::Park => {
            let hint = "Kept for the end; @name says who brought it up";
            let entry = TextEntry::line(EntryCommand::Park, "Park a thought", hint, "");
            state.dialogs.push(Dialog::TextEntry(Box::new(entry)));
        }
        Action::Findings => return super::findings::open_findings(state),
        Action::NextFinding => return super::findings::go_to_next_finding(state, true),
        Action::PreviousFinding => return super::findings::go_to_next_finding(state, false),
        Action::Timer => return super::clock::start_or_pause(state),
        Action::MoreTime => return super::clock::add_two_minutes(state),
        Action::Questions => super::prompts::next_question(state),
        Action::Benchmarks => super::prompts::open_benchmarks(state),
        Action::Find => open_find(state),
        Action::Palette => open_palette(state),
        Action::Back => state.notice = None,
        Action::Quit => return quit(state),
        _ => {}
    }
    Vec::new()
}

fn open_find(state: &mut State) {
    let session = state.session();
    let mut choices = Vec::new();
    for &kind in Kind::ALL {
        if matches!(kind, Kind::Settings | Kind::Data | Kind::Waiver) {
            continue;
        }
        for place in session.places(kind) {
            let run = Command::Record(RecordCommand::GoTo(place.clone()));
            choices.push(Choice::new(
                place.to_string(),
                session.title_of(&place),
                kind.label(),
                run,
            ));
        }
    }
    if choices.is_empty() {
        state.notify(NoticeLevel::Info, "There is nothing to find yet");
        return;
    }
    let pick = Pick::one("Find", choices, "");
    state.dialogs.push(Dialog::Pick(Box::new(pick)));
}

fn open_palette(state: &mut State) {
    let others = BINDINGS.iter().filter(|b| b.action != Action::Palette);
    let choices = others
        .map(|binding| {
            let run = Command::Action(binding.action);
            Choice::new("", binding.help, binding.keys[0], run)
        })
        .collect();
    let pick = Pick::one("Every command", choices, "");
    state.dialogs.push(Dialog::Pick(Box::new(pick)));
}

fn quit(state: &mut State) -> Vec<Effect> {
    if super::refuse_meanwhile(state) {
        return Vec::new();
    }
    if let super::state::SaveState::Failed(why) = &state.save_state {
        let why = why.trim_end_matches('.');
        let text = format!("{why}. Your edits are in the journal and come back at the next start.");
        let question = KeyQuestion::new("Quit without saving session.yaml?", text)
            .answer('q', "quit; the journal keeps everything", Command::Quit)
            .answer('s', "stay", Command::Close);
        state.dialogs.push(Dialog::KeyQuestion(question));
        return Vec::new();
    }
    vec![Effect::Quit]
}
