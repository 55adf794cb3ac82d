//! Findings on the screen: where each is fixed, the list of all of them, and moving from one to
//! the next.

use std::collections::HashMap;

use crate::app::dialogs::findings_list::FindingsOrder;
use crate::app::input::locate::{row_place, step_of};
use crate::app::input::row::{Row, RowTarget, Tone};
use crate::app::input::step::Step;
use crate::app::state::workbench::State;
use crate::app::steps::list_view::{findings_filter_entry, findings_filter_text};
use crate::check::{CONFLICT, Finding, Severity};
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
    let field = finding.field();
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
        "A263" => Step::Publish,
        "A208" => Step::Journey,
        "A211" => Step::Points,
        "A219" | "A261" => Step::Rules,
        _ => Step::Room,
    }
}

/// Returns the findings as their list shows them: narrowed by the filter, in the chosen order.
pub fn shown_findings(state: &State) -> Vec<Finding> {
    let filter = findings_filter_text(state);
    let contains = |text: &str| text.to_lowercase().contains(&filter);
    let is_shown = |finding: &&Finding| {
        filter.is_empty()
            || contains(&finding.message)
            || contains(finding.code)
            || contains(severity_text(finding.severity))
            || contains(&finding_where(state, finding))
    };
    let mut shown: Vec<Finding> = state.findings.iter().filter(is_shown).cloned().collect();
    match state.findings_view.order {
        FindingsOrder::Severity => {}
        FindingsOrder::Step => shown.sort_by_key(|finding| finding_target(finding).step),
        FindingsOrder::Code => shown.sort_by_key(|finding| finding.code),
    }
    shown
}

/// Returns the line above the findings that says how they are narrowed and sorted; `None` if all of
/// them are shown as usual.
pub fn findings_view_title(state: &State) -> Option<String> {
    let view = &state.findings_view;
    let mut parts = Vec::new();
    if findings_filter_entry(state).is_none() && !view.filter.is_empty() {
        parts.push(format!("Filter: {} (Esc clears)", view.filter));
    }
    if view.order != FindingsOrder::Severity {
        parts.push(format!("Sorted {} (S)", view.order.name()));
    }
    (!parts.is_empty()).then(|| parts.join("  "))
}

/// Says where a finding is fixed: `Points, Demo`.
pub fn finding_where(state: &State, finding: &Finding) -> String {
    let session = state.session();
    let target = finding_target(finding);
    match &target.row {
        Some(row) if row.id != row.kind.word() => {
            format!(
                "{}, {}",
                target.step.name(),
                session.title_of(&finding.place)
            )
        }
        Some(row) => format!("{}, {}", target.step.name(), row.kind.label()),
        None => target.step.name().to_owned(),
    }
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
    pub(crate) fn finding_rows(&self, target: &RowTarget) -> Vec<Row> {
        let RowTarget::Record(place) = target else {
            return Vec::new();
        };
        let is_about = |finding: &&Finding| {
            let target = finding_target(finding);
            // A lead in conflict says so in a row of its own.
            let has_own_row = finding.code == CONFLICT;
            !has_own_row && target.step == self.step && target.row.as_ref() == Some(place)
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
