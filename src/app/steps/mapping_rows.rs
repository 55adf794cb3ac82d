//! The rows of the mapping screen, in the order in which a list is brought in: what is proposed,
//! columns, words, how values are written, events.

use crate::app::dialogs::mapping::{MappingRow, MappingTarget};
use crate::app::input::row::Tone;
use crate::app::state::leads::LeadsStatus;
use crate::app::state::workbench::State;
use crate::app::steps::mapping_columns::column_rows;
use crate::app::steps::mapping_events::event_rows;
use crate::app::steps::mapping_readings::reading_rows;
use crate::app::steps::mapping_words::word_rows;
use crate::evidence::{Proposal, proposal};
use crate::model::wording::count_noun;

/// Returns the rows; while nothing is known about the files, one that says why.
pub fn mapping_rows(state: &State) -> Vec<MappingRow> {
    let Some(survey) = state.survey.as_deref() else {
        let why = match &state.recorded {
            LeadsStatus::None => "There is no leads file",
            LeadsStatus::Failed(why) => why,
            LeadsStatus::Loading | LeadsStatus::Loaded { .. } => "The leads are being read",
        };
        return vec![MappingRow::heading(why, "")];
    };
    let session = state.session();
    let mut rows = Vec::new();
    rows.extend(proposal(session, survey).as_ref().map(proposal_row));
    rows.extend(column_rows(session, survey));
    rows.extend(word_rows(session, survey));
    rows.extend(reading_rows(session, survey));
    rows.extend(event_rows(session, survey));
    rows
}

fn proposal_row(proposal: &Proposal) -> MappingRow {
    let text = format!("Looks like {}: take its roles", proposal.export);
    let count = count_noun(proposal.settings.len(), "setting");
    MappingRow::new(MappingTarget::Proposal, text, format!("a   {count}"))
        .tone(Tone::Good)
        .detail([proposal.lines.join("; ")])
}

/// Returns how many rows wait for somebody to say something.
pub fn open_count(rows: &[MappingRow]) -> usize {
    let is_open = |row: &&MappingRow| matches!(row.tone, Tone::Warn | Tone::Bad);
    rows.iter().filter(is_open).count()
}
