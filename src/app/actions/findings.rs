//! Findings on the screen: where each is fixed, the list of all of them, and moving from one to
//! the next.

use crate::app::actions::{narrow, navigate};
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::findings_list::FindingsList;
use crate::app::input::key::Key;
use crate::app::input::keymap::{self, Action};
use crate::app::input::row::{RowTarget, StepAction};
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, Pane, State};
use crate::app::steps::findings::{FindingTarget, finding_target, severity_text, shown_findings};
use crate::check::{Finding, Severity};
use crate::model::record::Kind;

/// Opens the list with the last finding visited selected.
pub(crate) fn open_findings(state: &mut State) -> Vec<Effect> {
    let mut list = FindingsList {
        cursor: 0,
        selected: state.last_finding.clone(),
    };
    let shown = shown_findings(state);
    let index = list.index(&shown).unwrap_or(0);
    list.select(&shown, index);
    state.open(Dialog::Findings(list))
}

/// Handles a key in the list.
pub(crate) fn key_in_findings(state: &mut State, mut list: FindingsList, key: Key) -> Vec<Effect> {
    let findings = shown_findings(state);
    let at = list.index(&findings).unwrap_or(0);
    let page = usize::from(state.size.1 / 3).max(1);
    let to = match keymap::action_for(key) {
        Some(Action::Down | Action::NextFinding) => at + 1,
        Some(Action::Up | Action::PreviousFinding) => at.saturating_sub(1),
        Some(Action::PageDown) => at + page,
        Some(Action::PageUp) => at.saturating_sub(page),
        Some(Action::First) => 0,
        Some(Action::Last) => findings.len(),
        Some(Action::Edit) => {
            return match findings.get(at) {
                Some(finding) => go_to_finding(state, finding),
                None => Vec::new(),
            };
        }
        Some(Action::Filter) => {
            state.dialogs.push(Dialog::Findings(list));
            let before = std::mem::take(&mut state.findings_view.filter);
            return narrow::type_filter(state, &before);
        }
        Some(Action::Sort) => {
            state.findings_view.order = state.findings_view.order.next();
            let shown = shown_findings(state);
            list.index(&shown).unwrap_or(0)
        }
        Some(Action::Back) if !state.findings_view.filter.is_empty() => {
            state.findings_view.filter.clear();
            let shown = shown_findings(state);
            list.index(&shown).unwrap_or(0)
        }
        Some(Action::Back | Action::Quit | Action::Findings) => return Vec::new(),
        _ => at,
    };
    list.select(&shown_findings(state), to);
    state.last_finding.clone_from(&list.selected);
    state.open(Dialog::Findings(list))
}

/// Goes to where a finding is fixed: step, row, and field if it has one.
pub fn go_to_finding(state: &mut State, finding: &Finding) -> Vec<Effect> {
    let FindingTarget {
        step,
        row,
        detail: part,
    } = finding_target(finding);
    let effects = state.go_to_step(step);
    state.last_finding = Some(finding.clone());
    let Some(row) = row else { return effects };
    let selection = if row.kind == Kind::Handoff && state.session().definition.handoff.is_none() {
        RowTarget::StepAction(StepAction::MakeHandoff)
    } else {
        RowTarget::Record(row)
    };
    let cursor = state.cursor_mut();
    cursor.selected = Some(selection);
    cursor.pane = Pane::List;
    cursor.detail_row = 0;
    match part {
        Some(part) => select_detail_row(state, &part),
        None if finding.field() == Some("rule") => {
            navigate::focus_detail(state);
        }
        None => {}
    }
    effects
}

/// Selects a row in the detail pane, showing all fields if it is among the hidden ones.
fn select_detail_row(state: &mut State, part: &RowTarget) {
    let find = |state: &State| state.detail().0.iter().position(|row| row.target == *part);
    let mut index = find(state);
    if index.is_none() {
        state.cursor_mut().more ^= true;
        index = find(state);
    }
    let Some(index) = index else {
        state.cursor_mut().more ^= true;
        return;
    };
    let cursor = state.cursor_mut();
    cursor.pane = Pane::Detail;
    cursor.detail_row = index;
}

/// A way through the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// Down the list.
    Next,
    /// Up the list.
    Previous,
}

/// Goes to the next or previous finding that isn't a note, wrapping around.
pub(crate) fn go_to_another_finding(state: &mut State, way: Way) -> Vec<Effect> {
    let findings = state.findings.clone();
    let count = findings
        .iter()
        .filter(|f| f.severity != Severity::Note)
        .count();
    if count == 0 {
        let text = if findings.is_empty() {
            "Nothing to fix"
        } else {
            "Nothing to fix: ! lists the notes"
        };
        return state.refuse(text);
    }
    // Notes come last, so the first `count` are the others.
    let last = state.last_finding.as_ref();
    let at = last.and_then(|last| findings[..count].iter().position(|f| f == last));
    let index = match (at, way) {
        (None, Way::Next) => 0,
        (None, Way::Previous) => count - 1,
        (Some(at), Way::Next) => (at + 1) % count,
        (Some(at), Way::Previous) => (at + count - 1) % count,
    };
    let finding = &findings[index];
    let effects = go_to_finding(state, finding);
    let text = format!(
        "{} of {count}, {} {}: {}. {}",
        index + 1,
        severity_text(finding.severity),
        finding.code,
        finding.message,
        finding.hint
    );
    state.notify(NoticeLevel::Warn, text);
    effects
}
