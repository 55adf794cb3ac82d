//! Findings on the screen: where each is mended, the list of all of them, and going from one to
//! the next.

use std::collections::HashMap;

use super::dialog::Dialog;
use super::key::{Key, KeyCode};
use super::keymap::{self, Action};
use super::locate::{row_place, step_of};
use super::message::Effect;
use super::screen::{Row, RowTarget, Tone};
use super::state::{NoticeLevel, Pane, State};
use super::step::Step;
use crate::check::{self, Finding, Severity};
use crate::model::record::{Kind, Place};

/// How many findings stand over the thing in hand.
const MAX_ROWS: usize = 2;

/// Where a finding is mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingTarget {
    /// In which step.
    pub step: Step,
    /// On which row of its list; none where it is about the whole session.
    pub row: Option<Place>,
    /// On what of the thing in hand.
    pub detail: Option<RowTarget>,
}

/// Where a finding is mended. A stage's rule is mended on Rules, its words on Stages.
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

/// What is missing altogether has no row yet: the step it would be in.
fn step_of_settings(code: &str) -> Step {
    match code {
        "A205" => Step::Stages,
        "A208" => Step::Journey,
        "A211" => Step::Points,
        "A219" => Step::Rules,
        _ => Step::Room,
    }
}

/// The list of findings: which one is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingsList {
    /// The chosen one's index when it was chosen.
    pub cursor: usize,
    /// The chosen one, so that it stays chosen when others come before it.
    pub selected: Option<Finding>,
}

impl FindingsList {
    /// The index of the chosen one among those there are now.
    pub fn index(&self, findings: &[Finding]) -> Option<usize> {
        let held = self.selected.as_ref();
        let there = held.and_then(|held| findings.iter().position(|f| f == held));
        there.or_else(|| Some(self.cursor.min(findings.len().checked_sub(1)?)))
    }

    fn select(&mut self, findings: &[Finding], index: usize) {
        self.cursor = index.min(findings.len().saturating_sub(1));
        self.selected = findings.get(self.cursor).cloned();
    }
}

/// Opens the list, on the finding last looked at.
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

/// A key in the list.
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

/// Goes to where a finding is mended: step, row, and the field where it has one.
pub fn go_to_finding(state: &mut State, finding: &Finding) -> Vec<Effect> {
    let FindingTarget {
        step,
        row,
        detail: part,
    } = finding_target(finding);
    let effects = state.go_to_step(step);
    state.last_finding = Some(finding.clone());
    let Some(row) = row else { return effects };
    let held = if row.kind == Kind::Handoff && state.session().definition.handoff.is_none() {
        RowTarget::StepAction("handoff")
    } else {
        RowTarget::Record(row)
    };
    let cursor = state.cursor_mut();
    cursor.selected = Some(held);
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

/// Selects something in the thing in hand, showing all fields if it is among those.
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

/// Goes to the next finding that isn't a note, or the one before, round and round.
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
    // Notes come last, so the ones to mend are the first `count`.
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
        finding.severity.word(),
        finding.code,
        finding.message,
        finding.hint
    );
    state.notify(NoticeLevel::Warn, text);
    effects
}

impl State {
    /// The rows of this step's list that findings are about, each with how bad the worst is.
    pub fn flagged_rows(&self) -> HashMap<Place, Severity> {
        let mut flags = HashMap::new();
        for finding in self.findings.iter() {
            let aim = finding_target(finding);
            if aim.step == self.step
                && let Some(row) = aim.row
            {
                // The worst comes first.
                flags.entry(row).or_insert(finding.severity);
            }
        }
        for finding in &self.proofs.stale {
            let aim = finding_target(finding);
            if aim.step == self.step
                && let Some(row) = aim.row
            {
                flags.entry(row).or_insert(Severity::Note);
            }
        }
        flags
    }

    /// The findings about a row of this step's list, as rows over the thing in hand.
    pub(super) fn finding_rows(&self, does: &RowTarget) -> Vec<Row> {
        let RowTarget::Record(place) = does else {
            return Vec::new();
        };
        let here = |finding: &&Finding| {
            let aim = finding_target(finding);
            aim.step == self.step && aim.row.as_ref() == Some(place)
        };
        let mut about: Vec<Row> = self.findings.iter().filter(here).map(finding_row).collect();
        about.extend(self.proofs.stale.iter().filter(here).map(stale_finding_row));
        let mut rows: Vec<Row> = about.iter().take(MAX_ROWS).cloned().collect();
        if about.len() > MAX_ROWS {
            let more = about.len() - MAX_ROWS;
            rows.push(Row::heading(format!("and {more} more: ! lists them"), ""));
        }
        rows
    }
}

/// A finding as a line over the thing in hand: its sign, and the sentence.
fn finding_row(finding: &Finding) -> Row {
    let sign = severity_sign(finding.severity);
    let word = finding.severity.word();
    let text = format!("{sign} {word}: {}", finding.message);
    Row::heading(text.trim_start(), "").tone(severity_tone(finding.severity))
}

/// A finding about the definition before, while this one is being proved.
fn stale_finding_row(finding: &Finding) -> Row {
    let text = format!("proving again ... {}", finding.message);
    Row::heading(text, "").tone(Tone::Quiet)
}

/// The sign of a severity, which stands beside its colour.
pub fn severity_sign(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "!!",
        Severity::Warning => "!",
        Severity::Note => "",
    }
}

/// The tone of a severity.
pub fn severity_tone(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Warn,
        Severity::Note => Tone::Quiet,
    }
}
