//! Default action handlers. A step can override one for a row (`Screen::act`), except moves and
//! what the room view does.

use crate::app::actions::add::{add_here, open_quick_list};
use crate::app::actions::count::count;
use crate::app::actions::delete::delete_row;
use crate::app::actions::edit_part;
use crate::app::actions::edit_rule::ask_new_rule_part;
use crate::app::actions::find::{open_find, open_palette};
use crate::app::actions::journeys::open_journey;
use crate::app::actions::navigate::{self, run_move};
use crate::app::actions::quit::quit;
use crate::app::actions::reorder::{Direction, reorder_row};
use crate::app::actions::tick::answer_sample;
use crate::app::actions::undo;
use crate::app::actions::{
    checklist, clock, copy, copy_text, draft, edit_field, export, findings, linked_threshold, many,
    mapping, narrow, own_words, prompts, room_verdict, suggest_samples, variants, versions,
};
use crate::app::ballot::{agree, sheet, voting};
use crate::app::dialogs::dialog::{Dialog, RecordForm};
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::command::Command;
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::keymap::Action;
use crate::app::input::mapping_command::MappingCommand;
use crate::app::input::page_command::PageCommand;
use crate::app::input::pointer::MouseUse;
use crate::app::input::row::{RowTarget, StepAction};
use crate::app::input::step::Step;
use crate::app::projector::picture::take_picture;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{Pane, State};
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::publishing;
use crate::document::HistoryEntry;

/// Runs an action that is the same on every row: one of the room view, of a publication, or a move.
/// A step has no say in these. `None` if it is another action.
pub(crate) fn run_on_any_row(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    if action == Action::RoomView || (action == Action::Back && state.room_view.is_on) {
        state.room_view.is_on ^= true;
        return Some(Vec::new());
    }
    if action == Action::Picture {
        return Some(take_picture(state));
    }
    if action == Action::Back
        && let Some(effects) = publishing::stop(state)
    {
        return Some(effects);
    }
    run_move(state, action)
}

/// Returns the command that an action is in this step or on this row; `None` leaves it to
/// [`run_on_row`].
pub(crate) fn command_of(state: &State, action: Action, focus: &KeyFocus) -> Option<Command> {
    let row = focus.row.as_ref()?;
    let in_step = state.screen().act(state, action, focus);
    in_step.or_else(|| match row.target {
        RowTarget::Action(of_row) if action == Action::Edit => Some(Command::Action(of_row)),
        RowTarget::StepAction(StepAction::TakeHistory) if action == Action::Edit => {
            Some(Command::Mapping(MappingCommand::TakeHistory))
        }
        RowTarget::Page(id) if action == Action::Edit => Some(Command::Page(PageCommand::Open(id))),
        RowTarget::Pages(group) if action == Action::Edit => {
            Some(Command::Page(PageCommand::List(group)))
        }
        _ => None,
    })
}

/// Runs an action in its default way on the focused row.
pub(crate) fn run_on_row(state: &mut State, action: Action, focus: &KeyFocus) -> Vec<Effect> {
    match action {
        Action::Edit => activate_row(state, focus),
        Action::Tick => answer_sample(state, focus),
        Action::Add => add_here(state, focus),
        Action::QuickList => open_quick_list(state, focus, ""),
        Action::Delete => delete_row(state, focus),
        Action::Copy => copy::copy_row(state, focus),
        Action::Mark => many::toggle_mark(state, focus),
        Action::Filter => narrow::open_filter(state),
        Action::Sort => narrow::next_order(state),
        Action::MoveUp => reorder_row(state, focus, Direction::Up),
        Action::MoveDown => reorder_row(state, focus, Direction::Down),
        Action::Plus | Action::Minus if focus.row.is_none() => Vec::new(),
        Action::Plus => count(state, focus, 1),
        Action::Minus => count(state, focus, -1),
        Action::MoveLinked => linked_threshold::accept_linked_edit(state, focus),
        Action::Ballot | Action::Sheet if publishing::refuse_meanwhile(state) => Vec::new(),
        Action::Ballot => voting::open_ballot(state, focus),
        Action::Sheet => sheet::open_sheet(state),
        Action::WhatIf => variants::open_variants(state, focus),
        Action::RoomVerdict => room_verdict::show_or_hide_verdict(state, focus),
        Action::Sign => voting::open_agreement(state, focus),
        Action::Undo => undo::undo(state, focus),
        Action::Redo => state.apply_at(focus, &HistoryEntry::Redo),
        Action::CopyText => copy_text::copy_row(state, focus),
        // It is needed most while the list is still empty.
        Action::SuggestSamples if state.step == Step::Preview => {
            suggest_samples::open_suggestions(state)
        }
        Action::RevealWords => refuse_elsewhere(
            state,
            "r shows both sides' wording: on a question of step 1, a definition of step 5",
        ),
        Action::Publish => refuse_elsewhere(state, "P publishes on step 9"),
        Action::SuggestSamples => refuse_elsewhere(state, "M makes sample leads on step 8"),
        _ => global_action(state, action, focus),
    }
}

/// Handles Enter on a row.
pub(crate) fn activate_row(state: &mut State, focus: &KeyFocus) -> Vec<Effect> {
    let Some(row) = &focus.row else {
        return Vec::new();
    };
    match &row.target {
        RowTarget::Nothing
        | RowTarget::Lead(_)
        | RowTarget::StepAction(_)
        | RowTarget::Action(_)
        | RowTarget::Page(_)
        | RowTarget::Pages(_)
        | RowTarget::Change(_)
        | RowTarget::Column(_)
        | RowTarget::Event(_) => Vec::new(),
        RowTarget::Record(_) if state.cursor().pane == Pane::List => {
            navigate::focus_detail_at(state, focus);
            Vec::new()
        }
        RowTarget::Record(place) => state.open(Dialog::Form(RecordForm {
            place: place.clone(),
            row: 0,
            more: false,
        })),
        RowTarget::Field(place, key) => edit_field::open_field(state, focus, place, key),
        RowTarget::RulePart(at, part) => edit_part::open_rule_part(state, at, *part),
        RowTarget::NewRulePart(at) => ask_new_rule_part(state, at),
        RowTarget::Words(subject, side) => own_words::open_own_words(state, subject, *side),
        RowTarget::SampleAnswer(..) => answer_sample(state, focus),
        RowTarget::GridCell(persona, segment) => open_journey(state, persona, segment),
        RowTarget::Agreement(subject) => agree::open_history(state, subject),
        RowTarget::GoTo(place) => state.go_to_place(place),
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
                .map(|f| findings::go_to_finding(state, f))
                .unwrap_or_default()
        }
    }
}

fn refuse_elsewhere(state: &mut State, where_it_is: &str) -> Vec<Effect> {
    state.refuse(format!("Not here: {where_it_is}"))
}

/// Turns the mouse off or on.
fn switch_mouse(state: &mut State) -> Vec<Effect> {
    if !state.has_terminal {
        return state.refuse("Plain mode has no mouse: rows have numbers");
    }
    let (other, text) = match state.mouse {
        MouseUse::Terminal => (
            MouseUse::Workbench,
            "The mouse is on: click selects, again does Enter; Shift and drag selects text; F8 turns it off",
        ),
        MouseUse::Workbench => (
            MouseUse::Terminal,
            "The mouse is off: the terminal selects text as usual; F8 turns it on",
        ),
    };
    state.mouse = other;
    state.refuse(text)
}

/// Handles the actions that are the same on every row of every step.
fn global_action(state: &mut State, action: Action, focus: &KeyFocus) -> Vec<Effect> {
    match action {
        Action::MoreFields => state.cursor_mut().more ^= true,
        Action::Versions => return versions::open_versions(state),
        Action::ReadDraft => return draft::open_draft(state),
        Action::Export => return export::open_formats(state),
        Action::SevenPoints => return checklist::open_checklist(state),
        Action::MapFile => return mapping::open_mapping(state),
        Action::Help => state.dialogs.push(Dialog::Help(0)),
        Action::Park => {
            let hint = "Kept for the end; @name says who brought it up";
            let entry = TextEntry::line(EntryCommand::Park, "Park a thought", hint, "");
            state.dialogs.push(Dialog::TextEntry(Box::new(entry)));
        }
        Action::Findings => return findings::open_findings(state),
        Action::NextFinding => return findings::go_to_another_finding(state, findings::Way::Next),
        Action::PreviousFinding => {
            return findings::go_to_another_finding(state, findings::Way::Previous);
        }
        Action::Timer => return clock::start_or_pause(state, focus),
        Action::MoreTime => return clock::add_two_minutes(state, focus),
        Action::Questions => prompts::next_question(state),
        Action::Benchmarks => prompts::open_benchmarks(state),
        Action::Mouse => return switch_mouse(state),
        Action::Find => open_find(state),
        Action::Palette => open_palette(state),
        Action::Back => {
            state.notice = None;
            let _ = many::clear_marks(state) || narrow::clear_filter(state);
        }
        Action::Quit => return quit(state),
        // Done before, on any row or on the focused one.
        Action::Up
        | Action::Down
        | Action::Left
        | Action::Right
        | Action::First
        | Action::Last
        | Action::PageUp
        | Action::PageDown
        | Action::NextPane
        | Action::Step(_)
        | Action::NextStep
        | Action::PreviousStep
        | Action::Loop
        | Action::RoomView
        | Action::Picture
        | Action::Edit
        | Action::Tick
        | Action::Add
        | Action::QuickList
        | Action::Delete
        | Action::Copy
        | Action::Mark
        | Action::Filter
        | Action::Sort
        | Action::MoveUp
        | Action::MoveDown
        | Action::Plus
        | Action::Minus
        | Action::MoveLinked
        | Action::WhatIf
        | Action::RoomVerdict
        | Action::Ballot
        | Action::Sheet
        | Action::Sign
        | Action::CopyText
        | Action::Undo
        | Action::Redo
        | Action::SuggestSamples
        | Action::RevealWords
        | Action::Publish => {}
    }
    Vec::new()
}
