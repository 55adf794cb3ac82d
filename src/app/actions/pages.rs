//! Pages of figures: opening them, their keys, and having them made when something changes.

use crate::app::actions::{
    edit_field, page_criterion, page_field, page_places, page_points, page_slider, page_targets,
    undo,
};
use crate::app::dialogs::choice::Choice;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::page::PageDialog;
use crate::app::dialogs::pick::Pick;
use crate::app::input::command::Command;
use crate::app::input::key::Key;
use crate::app::input::keymap::{self, Action};
use crate::app::input::page_command::PageCommand;
use crate::app::input::pointer::ViewArea;
use crate::app::secrecy;
use crate::app::state::message::Effect;
use crate::app::state::pages::{FEW_LEADS, PageJob};
use crate::app::state::workbench::State;
use crate::app::steps::key_focus::KeyFocus;
use crate::document::HistoryEntry;
use crate::evidence::history::{FigureRow, PAGES, Page, PageGroup, PageId, RowSubject, Section};
use std::sync::Arc;

/// Carries out a command about pages.
pub(crate) fn run_page(state: &mut State, command: PageCommand) -> Vec<Effect> {
    match command {
        PageCommand::Open(id) => open_page(state, id),
        PageCommand::List(group) => list_pages(state, group),
    }
}

/// Lists the pages of a group to choose from.
fn list_pages(state: &mut State, group: PageGroup) -> Vec<Effect> {
    let of_group = PAGES.iter().filter(|page| page.group == group);
    let choice = |page: &Page| {
        let open = Command::Page(PageCommand::Open(page.id));
        Choice::new(page.name, page.title, "", open)
    };
    let pick = Pick::one("Which page?", of_group.map(choice).collect(), "");
    state.open(Dialog::Pick(Box::new(pick)))
}

/// Opens a page. One with figures of the model waits while points or leads are voted on.
fn open_page(state: &mut State, id: PageId) -> Vec<Effect> {
    if secrecy::hides_page(state.session(), id) {
        return state.refuse(secrecy::FIGURES_HIDDEN);
    }
    show_top(state);
    state.open(Dialog::Page(PageDialog::new(id)))
}

/// Shows the top of a page, whether or not its first row is seen there.
fn show_top(state: &mut State) {
    state.view_scroll = Some((ViewArea::Dialog, 0));
}

/// Handles a key.
pub(crate) fn key_in_page(state: &mut State, mut dialog: PageDialog, key: Key) -> Vec<Effect> {
    let is_hidden = secrecy::hides_page(state.session(), dialog.page);
    let section = state.pages.section(dialog.page);
    let section = section.filter(|_| !is_hidden).cloned();
    let rows = section
        .as_deref()
        .map_or(0, |section| section.rows().count());
    let last = rows.saturating_sub(1);
    let some = usize::from(state.size.1 / 2).max(1);
    state.notice = None;
    match keymap::action_for(key) {
        Some(Action::Down) => dialog.row = (dialog.row + 1).min(last),
        Some(Action::Up) if dialog.row == 0 => show_top(state),
        Some(Action::Up) => dialog.row -= 1,
        Some(Action::PageDown) => dialog.row = (dialog.row + some).min(last),
        Some(Action::PageUp) => dialog.row = dialog.row.saturating_sub(some),
        Some(Action::First) => {
            dialog.row = 0;
            show_top(state);
        }
        Some(Action::Last) => dialog.row = last,
        Some(action @ (Action::Edit | Action::Add)) => {
            let row = section.as_deref().and_then(|s| s.rows().nth(dialog.row));
            let row = row.cloned();
            state.dialogs.push(Dialog::Page(dialog));
            return use_row(state, action, row.as_ref());
        }
        Some(Action::Left | Action::Right | Action::Minus | Action::Plus) if is_hidden => {}
        Some(Action::Left | Action::Minus) => page_slider::slide(state, dialog.page, -1),
        Some(Action::Right | Action::Plus) => page_slider::slide(state, dialog.page, 1),
        Some(Action::Back | Action::Quit) => return Vec::new(),
        Some(action @ (Action::Undo | Action::Redo)) => {
            state.dialogs.push(Dialog::Page(dialog));
            return undo_or_redo(state, action);
        }
        _ => {}
    }
    state.open(Dialog::Page(dialog))
}

/// Undoes a step, or does it again; the page stays open.
fn undo_or_redo(state: &mut State, action: Action) -> Vec<Effect> {
    let focus = state.focus();
    match action {
        Action::Redo => state.apply_at(&focus, &HistoryEntry::Redo),
        _ => undo::undo(state, &focus),
    }
}

/// Does what Enter or `a` does on a row of a page, which stays open below.
fn use_row(state: &mut State, action: Action, row: Option<&FigureRow>) -> Vec<Effect> {
    match row.and_then(|row| row.subject.as_ref()) {
        None => state.refuse("There is nothing to do with this row"),
        Some(RowSubject::NewCriterion(label, condition)) => {
            page_criterion::make_criterion(state, label, condition)
        }
        Some(RowSubject::SuggestedPoints(answer, points)) => {
            page_points::use_suggestion(state, action, answer, *points)
        }
        Some(RowSubject::Answer(answer)) => page_places::go_to_answer(state, answer),
        Some(RowSubject::Lead(lead)) => page_places::go_to_lead(state, *lead),
        Some(RowSubject::Threshold(total)) => page_slider::try_threshold(state, *total),
        Some(RowSubject::Field(place, key)) => {
            edit_field::open_field(state, &KeyFocus::default(), place, key)
        }
        Some(RowSubject::NeededLeads(needed)) => page_targets::set_targets(state, *needed),
        Some(RowSubject::SetField(at, key, text)) => page_field::set_figure(state, at, key, text),
    }
}

/// Has the page on the screen made anew, unless nothing it is made from has changed.
pub(crate) fn ask_page(state: &mut State) -> Option<Effect> {
    let open = |dialog: &Dialog| match dialog {
        Dialog::Page(dialog) => Some(dialog.page),
        _ => None,
    };
    let id = state.dialogs.iter().rev().find_map(open)?;
    if secrecy::hides_page(state.session(), id) {
        return None;
    }
    let job = PageJob {
        page: id,
        session: state.session().clone(),
        summary: state.outlook.clone()?,
        settings: state.pages.settings.clone(),
    };
    if state.pages.asked.as_ref() == Some(&job) {
        return None;
    }
    state.pages.asked = Some(job.clone());
    if job.summary.recorded_count() <= FEW_LEADS {
        let section = Arc::new(job.make());
        state.pages.made = Some((job, section));
        return None;
    }
    Some(Effect::MakePage(Box::new(job)))
}

/// Takes a page made in the background; one that was asked for otherwise since is dropped.
pub(crate) fn page_made(state: &mut State, job: PageJob, section: Arc<Section>) {
    if state.pages.asked.as_ref() == Some(&job) {
        state.pages.made = Some((job, section));
    }
}
