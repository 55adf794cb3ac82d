//! A long list narrowed by a text and in another order. It is a view only: the document keeps its
//! own order, and what is hidden by votes decides no order.

use std::cmp::Reverse;

use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::text_entry::{EntryBody, TextEntry};
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::row::{Row, RowTarget};
use crate::app::input::step::Step;
use crate::app::secrecy;
use crate::app::state::workbench::{ListOrder, RecordedView, State};
use crate::model::record::Kind;

/// Returns whether the list of a step can be narrowed and shown in another order.
pub fn is_long_list(step: Step) -> bool {
    matches!(step, Step::Points | Step::Preview)
}

/// Returns the filter of the step's list being typed, if one is.
pub fn filter_entry(state: &State) -> Option<&TextEntry> {
    match state.dialogs.as_slice() {
        [Dialog::TextEntry(entry)] => Some(&**entry).filter(|e| e.command == EntryCommand::Filter),
        _ => None,
    }
}

/// Returns the filter of the findings being typed, if one is.
pub fn findings_filter_entry(state: &State) -> Option<&TextEntry> {
    match state.dialogs.as_slice() {
        [.., Dialog::Findings(_), Dialog::TextEntry(entry)] => {
            Some(&**entry).filter(|e| e.command == EntryCommand::Filter)
        }
        _ => None,
    }
}

/// Returns the line of a filter as it stands.
fn typed_line(entry: &TextEntry) -> &str {
    match &entry.body {
        EntryBody::Line(input) => input.value(),
        EntryBody::Area(_) => "",
    }
}

/// Returns whether a filter is being typed, of the step's list or of the findings.
pub fn is_any_filtering(state: &State) -> bool {
    is_filtering(state) || findings_filter_entry(state).is_some()
}

/// Returns whether a filter of the step's list is being typed.
pub fn is_filtering(state: &State) -> bool {
    filter_entry(state).is_some()
}

/// Returns the text that narrows the list, in lower case; blank for none.
pub(crate) fn filter_text(state: &State) -> String {
    let typed = filter_entry(state).map_or(state.cursor().filter.as_str(), typed_line);
    typed.trim().to_lowercase()
}

/// Returns the text that narrows the findings, in lower case; blank for none.
pub(crate) fn findings_filter_text(state: &State) -> String {
    let kept = state.findings_view.filter.as_str();
    let typed = findings_filter_entry(state).map_or(kept, typed_line);
    typed.trim().to_lowercase()
}

/// Returns whether a filter narrows the list.
pub fn is_narrowed(state: &State) -> bool {
    !filter_text(state).is_empty()
}

/// Returns the order in which the list may be shown: none by points while points are hidden.
pub fn shown_order(state: &State) -> ListOrder {
    let order = state.cursor().order;
    let hides = secrecy::hides_points(state.session()) || secrecy::hides_figures(state.session());
    match order {
        ListOrder::Points if hides => ListOrder::Usual,
        order if is_long_list(state.step) => order,
        _ => ListOrder::Usual,
    }
}

/// Returns the orders of a step's list in turn, the usual one first.
pub(crate) fn orders(step: Step) -> &'static [ListOrder] {
    match step {
        Step::Points => &[ListOrder::Usual, ListOrder::Name, ListOrder::Points],
        Step::Preview => &[ListOrder::Usual, ListOrder::File, ListOrder::Name],
        _ => &[ListOrder::Usual],
    }
}

/// Returns the name of an order in a step.
pub(crate) fn order_name(state: &State, order: ListOrder) -> &'static str {
    match (order, state.step) {
        (ListOrder::Usual, Step::Preview) if !secrecy::hides_figures(state.session()) => "by score",
        (ListOrder::Usual | ListOrder::File, _) => "as in the file",
        (ListOrder::Name, _) => "by name",
        (ListOrder::Points, _) => "by points",
    }
}

/// Returns the line above a list that says how it is narrowed and sorted; `None` for one that is
/// shown as usual.
pub fn title(state: &State) -> Option<String> {
    let order = shown_order(state);
    let mut parts = Vec::new();
    let filter = state.cursor().filter.trim();
    if !is_filtering(state) && !filter.is_empty() {
        parts.push(format!("Filter: {filter} (Esc clears)"));
    }
    if order != ListOrder::Usual {
        parts.push(format!("Sorted {} (S)", order_name(state, order)));
    }
    (!parts.is_empty()).then(|| parts.join("  "))
}

/// Narrows and sorts the rows of a list, section by section. A heading stays while a row below it
/// does.
pub(crate) fn arrange(state: &State, rows: &mut Vec<Row>) {
    if !is_long_list(state.step) {
        return;
    }
    let (order, filter) = (shown_order(state), filter_text(state));
    if order == ListOrder::Usual && filter.is_empty() {
        return;
    }
    let tail = state.screen().tail_len(state);
    let mut arranged = Vec::with_capacity(rows.len());
    let mut rest = std::mem::take(rows).into_iter().peekable();
    while rest.peek().is_some() {
        let heading = rest.next_if(|row| row.heading);
        let mut section = Vec::new();
        while let Some(row) = rest.next_if(|row| !row.heading) {
            section.push(row);
        }
        section.retain(|row| row.text.to_lowercase().contains(&filter));
        sort(state, order, &mut section);
        let is_last = rest.peek().is_none();
        let stays = filter.is_empty() || !section.is_empty() || is_last && tail > 0;
        arranged.extend(heading.filter(|_| stays));
        arranged.extend(section);
    }
    *rows = arranged;
}

fn sort(state: &State, order: ListOrder, section: &mut [Row]) {
    match order {
        ListOrder::Usual => {}
        ListOrder::Name => section.sort_by_cached_key(|row| row.text.to_lowercase()),
        ListOrder::Points => section.sort_by_cached_key(|row| Reverse(most_points(state, row))),
        ListOrder::File => {
            let position = |row: &Row| match &row.target {
                RowTarget::Record(place) => {
                    let list = state.session().list(place.kind, place.parent.as_ref());
                    list.and_then(|list| list.position(&place.id))
                }
                _ => None,
            };
            section.sort_by_cached_key(position);
        }
    }
}

/// Returns the most points that the criterion or group of a row can count.
fn most_points(state: &State, row: &Row) -> Option<i64> {
    let RowTarget::Record(place) = &row.target else {
        return None;
    };
    let definition = &state.session().definition;
    match place.kind {
        Kind::Criterion => definition.criterion(place.id.as_str()).map(|c| c.range().1),
        Kind::Group => definition.group(place.id.as_str()).and_then(|g| g.max),
        _ => None,
    }
}

/// Returns the recorded leads as they are narrowed and sorted, if they are and this is up to date.
pub(crate) fn recorded_view(state: &State) -> Option<&RecordedView> {
    let view = state.recorded_view.as_ref()?;
    let outlook = state.outlook.as_ref()?;
    std::sync::Arc::ptr_eq(&view.outlook, outlook).then_some(view)
}
