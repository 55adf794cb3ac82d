//! Which criteria can go together without changing any possible lead's outcome, and which decide
//! least, as rows at the end of Points.

use crate::app::input::row::{Row, RowTarget, Tone};
use crate::app::secrecy;
use crate::app::state::workbench::State;
use crate::check::FewerCriteria;
use crate::model::record::{Kind, Place};
use crate::model::{Criterion, Id};

/// How many of the criteria that decide least are listed.
const LEAST_LISTED: usize = 3;

/// Returns what was proved, if some criterion can go. Hidden while a vote hides figures, and nothing
/// before every criterion has points: until then any may do nothing yet.
fn shown(state: &State) -> Option<&FewerCriteria> {
    let definition = &state.session().definition;
    let may = definition.criteria.iter().all(Criterion::has_points)
        && !secrecy::hides_figures(state.session());
    let fewer = state.proofs.fewer_criteria.as_deref();
    fewer.filter(|fewer| may && !fewer.can_go().is_empty())
}

/// Returns the rows of the list: the criteria that can go together, then those that decide least.
/// Enter on one goes to the criterion.
pub(crate) fn list_rows(state: &State) -> Vec<Row> {
    let Some(fewer) = shown(state) else {
        return Vec::new();
    };
    let row = |id: &Id, value: String| {
        let place = Place::new(Kind::Criterion, id.clone());
        Row::new(RowTarget::GoTo(place), fewer.name(id), value).indent(1)
    };
    let count = format!("{} of {}", fewer.can_go().len(), fewer.criteria_count());
    let mut rows = vec![Row::heading("CAN GO: NO OUTCOME CHANGES", count)];
    rows.extend(fewer.can_go().iter().map(|id| row(id, "proved".into())));
    if let Some(least) = fewer.staying().first() {
        let of = format!("of {:#} possible", least.possible_leads);
        rows.push(Row::heading("DECIDE LEAST", of));
    }
    let least = fewer.staying().iter().take(LEAST_LISTED);
    rows.extend(least.map(|one| row(&one.criterion, format!("{:#}", one.changed))));
    rows
}

/// Returns the sentences that stand beside such a row, as rows that can't be selected.
pub(crate) fn detail_rows(state: &State) -> Vec<Row> {
    let sentences = shown(state).map(FewerCriteria::sentences);
    let sentences = sentences.into_iter().flatten();
    sentences
        .map(|sentence| Row::heading(sentence, "").tone(Tone::Quiet))
        .collect()
}
