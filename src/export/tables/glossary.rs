//! What each name means: stages, terms, qualification levels, segments, personas, nurture tracks.

use super::sheet_table::{SheetCell, SheetColumn, SheetTable};
use crate::model::{Definition, Id, Persona, Stage, Track};

const COLUMNS: &[SheetColumn] = &[
    SheetColumn("Kind", 20),
    SheetColumn("Id", 22),
    SheetColumn("Name", 30),
    SheetColumn("Meaning", 70),
    SheetColumn("Also called", 30),
    SheetColumn("We don't say", 30),
    SheetColumn("Example", 40),
    SheetColumn("Counter-example", 40),
];

/// Returns everything that has a name and a meaning, a row each.
pub(super) fn glossary(definition: &Definition) -> SheetTable {
    let mut rows: Vec<Vec<SheetCell>> = definition.stages.iter().map(stage_row).collect();
    rows.extend(definition.terms.iter().map(|term| {
        let also = (term.synonyms.join(", "), term.avoid.join(", "));
        row(
            "Term",
            &term.id,
            [&term.name, &term.definition, &also.0, &also.1],
        )
    }));
    let levels = definition.qualification_levels.iter();
    rows.extend(levels.map(|one| row("Qualification level", &one.id, [&one.name, "", "", ""])));
    rows.extend(definition.segments.iter().map(|segment| {
        row(
            "Segment",
            &segment.id,
            [&segment.name, &segment.description, "", ""],
        )
    }));
    rows.extend(definition.personas.iter().map(persona_row));
    rows.extend(definition.tracks.iter().map(track_row));
    SheetTable {
        name: "Glossary",
        columns: COLUMNS,
        rows,
    }
}

/// A row with neither example nor counter-example.
fn row(kind: &str, id: &Id, texts: [&str; 4]) -> Vec<SheetCell> {
    let cells = [kind, id.as_str()].into_iter().chain(texts).chain(["", ""]);
    cells.map(SheetCell::text).collect()
}

fn stage_row(stage: &Stage) -> Vec<SheetCell> {
    let (also, avoid) = (stage.synonyms.join(", "), stage.avoid.join(", "));
    let mut cells = row(
        "Stage",
        &stage.id,
        [&stage.name, &stage.definition, &also, &avoid],
    );
    cells[6] = SheetCell::text(&stage.example);
    cells[7] = SheetCell::text(&stage.counter_example);
    cells
}

fn persona_row(persona: &Persona) -> Vec<SheetCell> {
    let parts = [
        ("Titles", persona.titles.join("; ")),
        ("Part in the decision", persona.buying_role.label()),
        ("Challenges", persona.challenges.join("; ")),
        ("Motivations", persona.motivations.join("; ")),
    ];
    let said = parts.iter().filter(|(_, text)| !text.is_empty());
    let lines: Vec<String> = said.map(|(what, text)| format!("{what}: {text}")).collect();
    row(
        "Persona",
        &persona.id,
        [&persona.name, &lines.join("\n"), "", ""],
    )
}

fn track_row(track: &Track) -> Vec<SheetCell> {
    let parts = [
        ("For", track.serves.clone()),
        ("Content", track.content.join("; ")),
        ("Comes back into scoring when", track.exit.clone()),
    ];
    let said = parts.iter().filter(|(_, text)| !text.is_empty());
    let lines: Vec<String> = said.map(|(what, text)| format!("{what}: {text}")).collect();
    row(
        "Nurture track",
        &track.id,
        [&track.name, &lines.join("\n"), "", ""],
    )
}
