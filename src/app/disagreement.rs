//! The lead the sides differ on most: of the two models that their own estimates make, found over
//! all possible leads beside the screen, and put before the room as a sample lead to vote on.

use std::sync::Arc;

use super::add::{new_record, select_new};
use super::dialog::Dialog;
use super::message::Effect;
use super::state::{NoticeLevel, State};
use super::step::Step;
use super::suggest_samples::reference_lines;
use crate::model::estimates;
use crate::model::record::{Kind, Place};
use crate::proof::Disagreement;
use crate::scoring::Scorer;

/// What the lead is called.
pub const LEAD_NAME: &str = "The lead you differ on most";

/// What stands for it among the leads the model makes. No index looks like this.
pub(super) const CHOICE_VALUE: &str = "argument";

/// Whether it can be asked for: something was estimated.
pub(super) fn is_offered(state: &State) -> bool {
    estimates::has_estimates(state.session())
}

/// Asks for it.
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
        Err(why) => {
            state.notify(NoticeLevel::Info, why);
            Vec::new()
        }
    }
}

/// It was found, or why not; of a definition that is no more it says nothing.
pub(super) fn disagreement_found(
    state: &mut State,
    generation: u64,
    found: Result<Option<Disagreement>, String>,
) -> Vec<Effect> {
    if generation != state.proofs.generation {
        return Vec::new();
    }
    match found {
        Ok(Some(argument)) => add_disputed_lead(state, &argument),
        Ok(None) => {
            let text = "Sales' points and Marketing's give every possible lead the same outcome";
            state.notify(NoticeLevel::Info, text);
            Vec::new()
        }
        Err(why) => {
            state.notify(NoticeLevel::Warn, super::sentence(&why));
            Vec::new()
        }
    }
}

/// Puts it in as a sample lead and goes there, unless somebody is at something else by now.
fn add_disputed_lead(state: &mut State, argument: &Disagreement) -> Vec<Effect> {
    let scorer = Scorer::new(&state.session().definition);
    let (yes, no) = argument.witness.sample_lists(&scorer);
    let same = |s: &&crate::model::Sample| s.yes == yes && s.no == no && s.name == LEAD_NAME;
    let there = state.session().samples.iter().find(same);
    let mut effects = Vec::new();
    let at = if let Some(sample) = there {
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
    // Not which side says what: the room votes first.
    let text = if argument.forwards.0 == argument.forwards.1 {
        "Your points differ most on this lead: v asks the room"
    } else {
        "One side's points forward this lead, the other's don't: v asks the room"
    };
    state.notify(NoticeLevel::Info, text);
    effects
}
