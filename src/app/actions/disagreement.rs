//! Finds the lead on which the sides differ most. The estimates of each side make a model; a
//! background task compares the two over all possible leads, and the result is added as a sample
//! lead to vote on.

use std::sync::Arc;

use crate::app::actions::add::{new_record, select_new};
use crate::app::actions::sample_fields::reference_lines;
use crate::app::dialogs::dialog::Dialog;
use crate::app::input::sentence;
use crate::app::input::step::Step;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::model::estimates;
use crate::model::record::{Kind, Place};
use crate::proof::Disagreement;
use crate::scoring::Scorer;

/// Name of the sample lead.
pub const LEAD_NAME: &str = "The lead you differ on most";

/// Returns whether it can be asked for, that is, whether anything was estimated.
pub(crate) fn is_offered(state: &State) -> bool {
    estimates::has_estimates(state.session())
}

/// Starts the search.
pub fn find_disagreement(state: &mut State) -> Vec<Effect> {
    match estimates::models_by_side(state.session()) {
        Ok((sales, marketing)) => {
            state.notify(
                NoticeLevel::Info,
                "Looking for the lead you differ on most ...",
            );
            vec![Effect::FindDisagreement {
                generation: state.proofs.generation,
                sales: Arc::new(sales),
                marketing: Arc::new(marketing),
            }]
        }
        Err(why) => state.refuse(why),
    }
}

/// Handles the result of the search; that of an outdated definition is ignored.
pub(crate) fn disagreement_found(
    state: &mut State,
    generation: u64,
    found: Result<Option<Disagreement>, String>,
) -> Vec<Effect> {
    if generation != state.proofs.generation {
        return Vec::new();
    }
    match found {
        Ok(Some(disagreement)) => add_disputed_lead(state, &disagreement),
        Ok(None) => {
            let text = "Sales' points and Marketing's give every possible lead the same outcome";
            state.refuse(text)
        }
        Err(why) => state.warn(sentence::sentence(&why)),
    }
}

/// Adds the lead as a sample and goes there, unless the user is doing something else by now.
fn add_disputed_lead(state: &mut State, disagreement: &Disagreement) -> Vec<Effect> {
    let scorer = Scorer::new(&state.session().definition);
    let (yes, no) = disagreement.witness.sample_lists(&scorer);
    let same = |s: &&crate::model::Sample| s.yes == yes && s.no == no && s.name == LEAD_NAME;
    let existing = state.session().samples.iter().find(same);
    let mut effects = Vec::new();
    let at = if let Some(sample) = existing {
        Place::new(Kind::Sample, sample.id.clone())
    } else {
        let note = "Sales' and Marketing's own estimates differ most on it";
        let fields = vec![
            ("note".to_owned(), note.to_owned()),
            ("yes".to_owned(), reference_lines(&yes)),
            ("no".to_owned(), reference_lines(&no)),
        ];
        let (at, edit) = new_record(
            state.session(),
            Kind::Sample,
            None,
            usize::MAX,
            LEAD_NAME,
            fields,
        );
        effects = state.edit(edit);
        if effects.is_empty() {
            return effects;
        }
        at
    };
    let busy = |o: &Dialog| !matches!(o, Dialog::Sheet(sheet) if sheet.row.is_none());
    if !state.dialogs.iter().any(busy) {
        state.dialogs.clear();
        effects.extend(state.go_to_step(Step::Preview));
        select_new(state, &at);
    }
    // Don't tell which side says what: the room votes first.
    let text = if disagreement.forwards.0 == disagreement.forwards.1 {
        "Your points differ most on this lead: v puts it to the vote"
    } else {
        "One side's points forward this lead, the other's don't: v puts it to the vote"
    };
    state.notify(NoticeLevel::Info, text);
    effects
}
