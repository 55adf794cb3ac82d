//! Stages with their entry rules, bands, and what becomes of a lead.

use super::sheet_table::{SheetCell, SheetColumn, SheetTable};
use crate::export::markdown::{disposition_rows, leads_to};
use crate::model::{Definition, Exit, Id, Stage, wording};

const STAGES: &[SheetColumn] = &[
    SheetColumn("Number", 9),
    SheetColumn("Id", 22),
    SheetColumn("Stage", 30),
    SheetColumn("Owner", 22),
    SheetColumn("For Sales", 16),
    SheetColumn("Hand-off", 10),
    SheetColumn("Enters when", 70),
    SheetColumn("Ways out", 50),
];

const BANDS: &[SheetColumn] = &[
    SheetColumn("Id", 22),
    SheetColumn("Band", 26),
    SheetColumn("From", 9),
    SheetColumn("To", 9),
    SheetColumn("Disposition id", 22),
    SheetColumn("Disposition", 32),
    SheetColumn("If qualified id", 22),
    SheetColumn("If qualified", 32),
];

const DISPOSITIONS: &[SheetColumn] = &[
    SheetColumn("Order", 8),
    SheetColumn("Leads", 70),
    SheetColumn("Decided by id", 22),
    SheetColumn("Disposition id", 22),
    SheetColumn("Disposition", 32),
    SheetColumn("How", 60),
];

/// Returns the stages in pipeline order.
pub(super) fn stages(definition: &Definition) -> SheetTable {
    let numbered = (1_i64..).zip(&definition.stages);
    SheetTable {
        name: "Stages",
        columns: STAGES,
        rows: numbered
            .map(|(number, stage)| stage_row(definition, number, stage))
            .collect(),
    }
}

fn stage_row(definition: &Definition, number: i64, stage: &Stage) -> Vec<SheetCell> {
    let exit = |exit: &Exit| format!("{}: {}", exit.name, leads_to(definition, exit));
    let exits: Vec<String> = stage.exits.iter().map(exit).collect();
    let handoff = definition.handoff.as_ref();
    let is_handoff = handoff.is_some_and(|handoff| handoff.stage == stage.id);
    vec![
        SheetCell::Number(number),
        SheetCell::text(stage.id.as_str()),
        SheetCell::text(&stage.name),
        SheetCell::text(&stage.owner),
        SheetCell::text(stage.readiness.label()),
        SheetCell::text(if is_handoff { "yes" } else { "" }),
        SheetCell::text(wording::stage_entry(definition, stage)),
        SheetCell::text(exits.join("\n")),
    ]
}

/// Returns the bands with the least and the most points of each.
pub(super) fn bands(definition: &Definition) -> SheetTable {
    let of = |id: Option<&Id>| id.map_or_else(String::new, ToString::to_string);
    let named = |id: Option<&Id>| {
        id.map_or_else(String::new, |id| {
            wording::disposition(definition, id.as_str())
        })
    };
    let row = |(at, band): (usize, &crate::model::Band)| {
        let next = definition.bands.get(at + 1).and_then(|next| next.from);
        let (other, qualified) = (band.disposition.as_ref(), band.qualified.as_ref());
        vec![
            SheetCell::text(band.id.as_str()),
            SheetCell::text(&band.name),
            SheetCell::number(band.from),
            SheetCell::number(next.map(|from| from.saturating_sub(1))),
            SheetCell::text(of(other)),
            SheetCell::text(named(other)),
            SheetCell::text(of(qualified)),
            SheetCell::text(named(qualified)),
        ]
    };
    SheetTable {
        name: "Bands",
        columns: BANDS,
        rows: definition.bands.iter().enumerate().map(row).collect(),
    }
}

/// Returns what becomes of a lead, in the order in which it is decided.
pub(super) fn dispositions(definition: &Definition) -> SheetTable {
    let decided = (1_i64..).zip(disposition_rows(definition));
    let row = |(order, decided): (i64, crate::export::markdown::DispositionRow)| {
        vec![
            SheetCell::Number(order),
            SheetCell::text(&decided.leads),
            SheetCell::text(&decided.id),
            SheetCell::text(decided.disposition.as_str()),
            SheetCell::text(&decided.what),
            SheetCell::text(&decided.details),
        ]
    };
    SheetTable {
        name: "Dispositions",
        columns: DISPOSITIONS,
        rows: decided.map(row).collect(),
    }
}
