//! Targets and actuals of each persona in each segment, over all periods: what the wall shows.

use std::sync::Arc;

use super::target_actuals::QualifiedLeads;
use super::target_period::period_days;
use crate::evidence::lead_summary::LeadSummary;
use crate::evidence::qualified_cells::QualifiedCells;
use crate::model::{Data, Definition, Id};

/// What is wanted of a persona in a segment, and what there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TargetCell {
    /// How many qualified leads the targets want, added up; `None` without a target.
    pub wanted: Option<u64>,
    /// How many recorded leads qualify in the periods of these targets; `None` without a target, or
    /// if no leads are recorded.
    pub actual: Option<u64>,
}

/// Returns a row for each persona with a cell for each segment. Which leads stand for whom is found
/// out once for each summary. Without a summary nothing is said of actuals.
pub fn target_cells(
    definition: &Definition,
    data: &Data,
    summary: Option<&LeadSummary>,
) -> Vec<Vec<TargetCell>> {
    let qualified = summary
        .filter(|_| !definition.targets.is_empty())
        .and_then(|summary| qualified_cells(definition, data, summary));
    let row = |persona: &Id| {
        let segments = definition.segments.iter();
        segments
            .map(|segment| target_cell(definition, persona, &segment.id, qualified.as_deref()))
            .collect()
    };
    let personas = definition.personas.iter();
    personas.map(|persona| row(&persona.id)).collect()
}

fn target_cell(
    definition: &Definition,
    persona: &Id,
    segment: &Id,
    qualified: Option<&QualifiedCells>,
) -> TargetCell {
    let mut cell = TargetCell::default();
    let mut periods: Vec<&str> = Vec::new();
    let targets = definition.targets.iter();
    for target in targets.filter(|t| t.persona == *persona && t.segment == *segment) {
        *cell.wanted.get_or_insert(0) += u64::from(target.qualified);
        let period = target.period.trim();
        // Two targets of one period are reached by the same leads.
        if periods.contains(&period) {
            continue;
        }
        periods.push(period);
        if let Some(qualified) = qualified {
            let found = qualified.count(persona, segment, period_days(period));
            *cell.actual.get_or_insert(0) += found as u64;
        }
    }
    cell
}

fn qualified_cells(
    definition: &Definition,
    data: &Data,
    summary: &LeadSummary,
) -> Option<Arc<QualifiedCells>> {
    let recorded = summary.recorded.as_ref()?;
    let count = || {
        let found = QualifiedLeads::of(definition, data, summary);
        Arc::new(found.map_or_else(QualifiedCells::default, |found| found.cells(definition)))
    };
    Some(recorded.qualified.get_or_init(count).clone())
}
