//! Metrics and targets.

use super::sheet_table::{SheetCell, SheetColumn, SheetTable};
use crate::export::markdown::{persona_name, segment_name};
use crate::model::{Definition, Metric, Target};

const METRICS: &[SheetColumn] = &[
    SheetColumn("Id", 22),
    SheetColumn("Metric", 30),
    SheetColumn("What it says", 50),
    SheetColumn("Formula", 40),
    SheetColumn("Unit", 12),
    SheetColumn("Source", 24),
    SheetColumn("Owner", 22),
    SheetColumn("Target", 16),
    SheetColumn("Period", 14),
    SheetColumn("Compared with", 24),
];

const TARGETS: &[SheetColumn] = &[
    SheetColumn("Id", 22),
    SheetColumn("Persona id", 22),
    SheetColumn("Persona", 30),
    SheetColumn("Segment id", 22),
    SheetColumn("Segment", 30),
    SheetColumn("Period", 14),
    SheetColumn("Qualified leads", 16),
    SheetColumn("Activity", 50),
];

/// Returns the metrics.
pub(super) fn metrics(definition: &Definition) -> SheetTable {
    let row = |metric: &Metric| {
        let texts = [
            metric.id.as_str(),
            &metric.name,
            &metric.definition,
            &metric.formula,
            &metric.unit,
            &metric.source,
            &metric.owner,
            &metric.target,
            &metric.period,
            &metric.comparison,
        ];
        texts.map(SheetCell::text).to_vec()
    };
    SheetTable {
        name: "Metrics",
        columns: METRICS,
        rows: definition.metrics.iter().map(row).collect(),
    }
}

/// Returns the targets as planned. What was reached is in the format `targets`.
pub(super) fn targets(definition: &Definition) -> SheetTable {
    let row = |target: &Target| {
        vec![
            SheetCell::text(target.id.as_str()),
            SheetCell::text(target.persona.as_str()),
            SheetCell::text(persona_name(definition, &target.persona)),
            SheetCell::text(target.segment.as_str()),
            SheetCell::text(segment_name(definition, &target.segment)),
            SheetCell::text(&target.period),
            SheetCell::Number(target.qualified.into()),
            SheetCell::text(&target.activity),
        ]
    };
    SheetTable {
        name: "Targets",
        columns: TARGETS,
        rows: definition.targets.iter().map(row).collect(),
    }
}
