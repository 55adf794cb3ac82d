//! Findings on the screen: where each is fixed, the list of all of them, and moving from one to
//! the next.

use std::collections::HashMap;

use super::dialog::Dialog;
use super::key::{Key, KeyCode};
use super::keymap::{self, Action};
use super::locate::{row_place, step_of};
use super::message::Effect;
use super::screen::{Row, RowTarget, StepAction, Tone};
use super::state::{NoticeLevel, Pane, State};
use super::step::Step;
use crate::check::{self, Finding, Severity};
use crate::model::record::{Kind, Place};

/// Findings shown above the selected record.
const MAX_ROWS: usize = 2;

/// Where a finding is fixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingTarget {
    /// The step.
    pub step: Step,
    /// The row of the step's list; `None` if it concerns the whole session.
    pub row: Option<Place>,
    /// The row of the detail pane.
    pub detail: Option<RowTarget>,
}

/// Returns where a finding is fixed. A stage's rule is fixed on Rules, its texts on Stages.
pub fn finding_target(finding: &Finding) -> FindingTarget {
    let place = &finding.place;
    let field = check::finding_field(finding.code);
    let row = Some(row_place(place)).filter(|row| row.kind != Kind::Settings);
    let step = match place.kind {
        Kind::Stage if field == Some("rule") => Step::Rules,
        Kind::Settings => step_of_settings(finding.code),
        _ => step_of(place),
    };
    let part = match field {
        _ if row.is_none() || step == Step::Rules && place.kind == Kind::Stage => None,
        _ if row.as_ref() != Some(place) => Some(RowTarget::Record(place.clone())),
        field => field.map(|field| RowTarget::Field(place.clone(), field)),
    };
    FindingTarget {
        step,
        row,
        detail: part,
    }
}

/// Returns the step where a missing record would be, as it has no row yet.
fn step_of_settings(code: &str) -> Step {
    match code {
        "A205" => Step::Stages,
        "A208" => Step::Journey,
        "A211" => Step::Points,
        "A219" => Step::Rules,
        _ => Step::Room,
    }
}

/// The open list of findings and its selection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingsList {
    /// Index of the selected finding when it was selected.
    pub cursor: usize,
    /// The selected finding, which stays selected when others are inserted before it.
    pub selected: Option<Finding>,
}

impl FindingsList {
    /// Returns the index of the selected finding in the current list.
    pub fn index(&self, findings: &[Finding]) -> Option<usize> {
        let selected = self.selected.as_ref();
        let index = selected.and_then(|selected| findings.iter().position(|f| f == selected));
        index.or_else(|| Some(self.cursor.min(findings.len().checked_sub(1)?)))
    }

    fn select(&mut self, findings: &[Finding], index: usize) {
        self.cursor = index.min(findings.len().saturating_sub(1));
        self.selected = findings.get(self.cursor).cloned();
    }
}

/// Opens the list with the last finding visited selected.
pub(super) fn open_findings(state: &mut State) -> Vec<Effect> {
    let mut list = FindingsList {
        cursor: 0,
        selected: state.last_finding.clone(),
    };
    let index = list.index(&state.findings).unwrap_or(0);
    list.select(&state.findings, index);
    state.dialogs.push(Dialog::Findings(list));
    Vec::new()
}

/// Handles a key in the list.
pub(super) fn key_in_findings(state: &mut State, mut list: FindingsList, key: Key) -> Vec<Effect> {
    let findings = state.findings.clone();
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
        Some(Action::Back | Action::Quit | Action::Findings) => return Vec::new(),
        _ if key.code == KeyCode::Esc => return Vec::new(),
        _ => at,
    };
    list.select(&findings, to);
    state.last_finding.clone_from(&list.selected);
    state.dialogs.push(Dialog::Findings(list));
    Vec::new()
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
        None if check::finding_field(finding.code) == Some("rule") => {
            super::navigate::focus_pane(state, Pane::Detail);
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

/// Goes to the next or previous finding that isn't a note, wrapping around.
pub(super) fn go_to_next_finding(state: &mut State, forward: bool) -> Vec<Effect> {
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
        state.notify(NoticeLevel::Info, text);
        return Vec::new();
    }
    // Notes come last, so the first `count` are the others.
    let last = state.last_finding.as_ref();
    let at = last.and_then(|last| findings[..count].iter().position(|f| f == last));
    let index = match (at, forward) {
        (None, true) => 0,
        (None, false) => count - 1,
        (Some(at), true) => (at + 1) % count,
        (Some(at), false) => (at + count - 1) % count,
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

impl State {
    /// Returns the rows of this step's list that have findings, with the worst severity of each.
    pub fn flagged_rows(&self) -> HashMap<Place, Severity> {
        let mut flags = HashMap::new();
        for finding in self.findings.iter() {
            let target = finding_target(finding);
            if target.step == self.step
                && let Some(row) = target.row
            {
                // Findings are sorted worst first.
                flags.entry(row).or_insert(finding.severity);
            }
        }
        for finding in &self.proofs.stale {
            let target = finding_target(finding);
            if target.step == self.step
                && let Some(row) = target.row
            {
                flags.entry(row).or_insert(Severity::Note);
            }
        }
        flags
    }

    /// Returns the findings about a row of this step's list, as rows of the detail pane.
    pub(super) fn finding_rows(&self, target: &RowTarget) -> Vec<Row> {
        let RowTarget::Record(place) = target else {
            return Vec::new();
        };
        let is_about = |finding: &&Finding| {
            let target = finding_target(finding);
            target.step == self.step && target.row.as_ref() == Some(place)
        };
        let mut about: Vec<Row> = self
            .findings
            .iter()
            .filter(is_about)
            .map(finding_row)
            .collect();
        about.extend(
            self.proofs
                .stale
                .iter()
                .filter(is_about)
                .map(stale_finding_row),
        );
        let mut rows: Vec<Row> = about.iter().take(MAX_ROWS).cloned().collect();
        if about.len() > MAX_ROWS {
            let more = about.len() - MAX_ROWS;
            rows.push(Row::heading(format!("and {more} more: ! lists them"), ""));
        }
        rows
    }
}

/// A finding as a row: its sign and its sentence.
fn finding_row(finding: &Finding) -> Row {
    let sign = severity_sign(finding.severity);
    let word = severity_text(finding.severity);
    let text = format!("{sign} {word}: {}", finding.message);
    Row::heading(text.trim_start(), "").tone(severity_tone(finding.severity))
}

/// A finding about the previous definition, while this one is being proved.
fn stale_finding_row(finding: &Finding) -> Row {
    let text = format!("proving again ... {}", finding.message);
    Row::heading(text, "").tone(Tone::Quiet)
}

/// What a severity asks for: `must be fixed`. `accord check` prints the codes `error`, `warning` and
/// `note`.
pub fn severity_text(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "must be fixed",
        Severity::Warning => "worth a look",
        Severity::Note => "note",
    }
}

/// Returns the sign of a severity, so that it doesn't depend on colour alone.
pub fn severity_sign(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "!!",
        Severity::Warning => "!",
        Severity::Note => "",
    }
}

/// Returns the tone of a severity.
pub fn severity_tone(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Warn,
        Severity::Note => Tone::Quiet,
    }
}
