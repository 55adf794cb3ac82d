//! Default action handlers. A step can override one for a row (`Screen::act`), except moves and
//! what the room view does.

use crate::app::actions::add::{add_here, open_quick_list};
use crate::app::actions::count::count;
use crate::app::actions::delete::delete_row;
use crate::app::actions::edit_rule::{self, ask_new_rule_part};
use crate::app::actions::find::{open_find, open_palette};
use crate::app::actions::journeys::open_journey;
use crate::app::actions::navigate::{self, focus_pane, run_move};
use crate::app::actions::quit::quit;
use crate::app::actions::reorder::reorder_row;
use crate::app::actions::tick::answer_sample;
use crate::app::actions::{
    clock, edit_field, findings, linked_threshold, own_words, prompts, suggest_samples, versions,
};
use crate::app::ballot::{agree, sheet, voting};
use crate::app::dialogs::dialog::{Dialog, RecordForm};
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::command::Command;
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::keymap::Action;
use crate::app::input::row::{Row, RowTarget};
use crate::app::input::step::Step;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{Pane, State};
use crate::app::steps::publishing;

/// Returns the command that an action is in this step or on this row; `None` leaves it to
/// [`run_action`]. The step has no say in moves, nor in what the room view does.
pub(crate) fn command_of(state: &State, action: Action) -> Option<Command> {
    let leaves_room_view =
        action == Action::Back && (state.room_view.is_on || state.publishing.is_some());
    if action == Action::RoomView || leaves_room_view || navigate::is_move(state, action) {
        return None;
    }
    let row = state.focused_row()?;
    let in_step = state.screen().act(state, action, &row);
    in_step.or_else(|| match row.target {
        RowTarget::Action(of_row) if action == Action::Edit => Some(Command::Action(of_row)),
        _ => None,
    })
}

/// Runs an action.
pub(crate) fn run_action(state: &mut State, action: Action) -> Vec<Effect> {
    if action == Action::RoomView || (action == Action::Back && state.room_view.is_on) {
        state.room_view.is_on ^= true;
        return Vec::new();
    }
    if action == Action::Back
        && let Some(effects) = publishing::stop(state)
    {
        return effects;
    }
    if let Some(effects) = run_move(state, action) {
        return effects;
    }
    let row = state.focused_row();
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
        Action::MoveLinked => linked_threshold::accept_linked_edit(state),
        Action::Ballot | Action::Sheet if publishing::refuse_meanwhile(state) => Vec::new(),
        Action::Ballot => voting::open_ballot(state),
        Action::Sheet => sheet::open_sheet(state),
        Action::Sign => voting::open_agreement(state),
        Action::Undo => state.apply(&crate::document::HistoryEntry::Undo),
        Action::Redo => state.apply(&crate::document::HistoryEntry::Redo),
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
        _ => global_action(state, action),
    }
}

/// Handles Enter on a row.
pub(crate) fn activate_row(state: &mut State, row: &Row) -> Vec<Effect> {
    match &row.target {
        RowTarget::Nothing
        | RowTarget::Lead(_)
        | RowTarget::StepAction(_)
        | RowTarget::Action(_)
        | RowTarget::Change(_)
        | RowTarget::Column(_)
        | RowTarget::Event(_) => Vec::new(),
        RowTarget::Record(place) if state.cursor().pane == Pane::List => {
            let _ = place;
            focus_pane(state, Pane::Detail);
            Vec::new()
        }
        RowTarget::Record(place) => state.open(Dialog::Form(RecordForm {
            place: place.clone(),
            row: 0,
            more: false,
        })),
        RowTarget::Field(place, key) => edit_field::open_field(state, &place.clone(), key),
        RowTarget::RulePart(at, part) => edit_rule::open_rule_part(state, &at.clone(), *part),
        RowTarget::NewRulePart(at) => {
            let at = at.clone();
            ask_new_rule_part(state, &at)
        }
        RowTarget::Words(subject, side) => {
            own_words::open_own_words(state, &subject.clone(), *side)
        }
        RowTarget::SampleAnswer(..) => answer_sample(state, row),
        RowTarget::GridCell(persona, segment) => {
            open_journey(state, &persona.clone(), &segment.clone())
        }
        RowTarget::Agreement(subject) => agree::open_history(state, &subject.clone()),
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
                .map(|f| findings::go_to_finding(state, f))
                .unwrap_or_default()
        }
    }
}

fn refuse_elsewhere(state: &mut State, where_it_is: &str) -> Vec<Effect> {
    state.refuse(format!("Not here: {where_it_is}"))
}

/// Handles the actions that are the same in every step.
fn global_action(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::MoreFields => state.cursor_mut().more ^= true,
        Action::Versions => return versions::open_versions(state),
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
        Action::Timer => return clock::start_or_pause(state),
        Action::MoreTime => return clock::add_two_minutes(state),
        Action::Questions => prompts::next_question(state),
        Action::Benchmarks => prompts::open_benchmarks(state),
        Action::Find => open_find(state),
        Action::Palette => open_palette(state),
        Action::Back => state.notice = None,
        Action::Quit => return quit(state),
        _ => {}
    }
    Vec::new()
}
