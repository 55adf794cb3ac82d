//! Narrowing a long list by a text, and showing it in another order.

use std::sync::Arc;

use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::step::Step;
use crate::app::secrecy;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{ListOrder, NoticeLevel, Pane, RecordedView, State};
use crate::app::steps::findings::shown_findings;
use crate::app::steps::list_view::{filter_text, is_long_list, order_name, orders, shown_order};
use crate::evidence::LeadSummary;

/// More recorded leads than these stay in the order of their scores: a million names are not sorted
/// between two keys.
const MOST_SORTED_BY_NAME: usize = 100_000;

/// Opens the line that narrows the list while it is typed.
pub(crate) fn open_filter(state: &mut State) -> Vec<Effect> {
    if !is_long_list(state.step) {
        return state.refuse(
            "f narrows the lists of Points and Preview, and the findings (!); / finds anything by name",
        );
    }
    let before = std::mem::take(&mut state.cursor_mut().filter);
    state.cursor_mut().pane = Pane::List;
    type_filter(state, &before)
}

/// Opens the line of a filter over its list, beginning with a text.
pub(crate) fn type_filter(state: &mut State, before: &str) -> Vec<Effect> {
    let hint = "Part of a name; Enter keeps the list narrowed, Esc shows all";
    let entry = TextEntry::line(EntryCommand::Filter, "Filter", hint, before);
    state.open(Dialog::TextEntry(Box::new(entry)))
}

/// Keeps the list narrowed by a text.
pub(crate) fn keep_filter(state: &mut State, text: &str) -> Vec<Effect> {
    let text = text.trim();
    if text.is_empty() {
        return Vec::new();
    }
    if let Some(Dialog::Findings(_)) = state.dialogs.last() {
        return keep_findings_filter(state, text);
    }
    text.clone_into(&mut state.cursor_mut().filter);
    let (list, _) = state.list();
    if list.is_empty() {
        let text = format!("Nothing here contains `{text}`; Esc shows all");
        return state.refuse(text);
    }
    Vec::new()
}

/// Keeps the open list of findings narrowed by a text.
fn keep_findings_filter(state: &mut State, text: &str) -> Vec<Effect> {
    text.clone_into(&mut state.findings_view.filter);
    let shown = shown_findings(state);
    if let Some(Dialog::Findings(list)) = state.dialogs.last_mut() {
        let index = list.index(&shown).unwrap_or(0);
        list.select(&shown, index);
    }
    if shown.is_empty() {
        return state.refuse(format!("No finding contains `{text}`; Esc shows all"));
    }
    Vec::new()
}

/// Clears the filter of this step. Returns whether there was one.
pub(crate) fn clear_filter(state: &mut State) -> bool {
    let had = !std::mem::take(&mut state.cursor_mut().filter).is_empty();
    if had {
        state.notify(
            NoticeLevel::Info,
            "The filter is cleared; the list shows all",
        );
    }
    had
}

/// Shows the list in the next order. While points are hidden there is none by points, which would
/// tell them.
pub(crate) fn next_order(state: &mut State) -> Vec<Effect> {
    let orders = orders(state.step);
    if orders.len() == 1 {
        return state.refuse("S sorts the lists of Points and Preview, and the findings (!)");
    }
    let hides = secrecy::hides_points(state.session()) || secrecy::hides_figures(state.session());
    let allowed: Vec<ListOrder> = orders
        .iter()
        .copied()
        .filter(|order| !(hides && *order == ListOrder::Points))
        .collect();
    let now = shown_order(state);
    let index = allowed.iter().position(|order| *order == now).unwrap_or(0);
    let next = allowed[(index + 1) % allowed.len()];
    state.cursor_mut().order = next;
    let mut text = format!("The list is sorted {}", order_name(state, next));
    let count = state.outlook.as_ref().map_or(0, |o| o.recorded_count());
    if next == ListOrder::Name && state.step == Step::Preview && count > MOST_SORTED_BY_NAME {
        text.push_str("; the recorded leads are too many for that and stay by score");
    }
    text.push_str("; the document keeps its order");
    state.refuse(text)
}

/// Brings the recorded leads up to date with scores, filter and order.
pub(crate) fn refresh_recorded(state: &mut State) {
    let (filter, order) = (filter_text(state), shown_order(state));
    let is_usual = filter.is_empty() && order == ListOrder::Usual;
    let Some(outlook) = state
        .outlook
        .clone()
        .filter(|_| state.step == Step::Preview && !is_usual)
    else {
        state.recorded_view = None;
        return;
    };
    // Where figures are hidden nothing is in the order of the scores.
    let order = match order {
        ListOrder::Usual if secrecy::hides_figures(state.session()) => ListOrder::File,
        order => order,
    };
    let is_same = state.recorded_view.as_ref().is_some_and(|view| {
        Arc::ptr_eq(&view.outlook, &outlook) && view.filter == filter && view.order == order
    });
    if is_same {
        return;
    }
    let leads = arranged_leads(&outlook, &filter, order);
    state.recorded_view = Some(RecordedView {
        outlook,
        filter,
        order,
        leads,
    });
}

fn arranged_leads(outlook: &LeadSummary, filter: &str, order: ListOrder) -> Vec<u32> {
    let count = outlook.recorded_count();
    let name = |lead: &u32| outlook.lead_name(*lead as usize).to_lowercase();
    let by_name = order == ListOrder::Name && count <= MOST_SORTED_BY_NAME;
    let mut leads: Vec<u32> = match order {
        ListOrder::Usual | ListOrder::Points => outlook.leads_by_total().to_vec(),
        ListOrder::Name if !by_name => outlook.leads_by_total().to_vec(),
        ListOrder::File | ListOrder::Name => {
            (0..u32::try_from(count).unwrap_or(u32::MAX)).collect()
        }
    };
    if !filter.is_empty() {
        leads.retain(|lead| name(lead).contains(filter));
    }
    if by_name {
        leads.sort_by_cached_key(name);
    }
    leads
}
