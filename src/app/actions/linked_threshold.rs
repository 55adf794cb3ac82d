//! A rule and a band that share a number: when one changes, the room is asked about the other.

use crate::app::secrecy;
use crate::app::state::linked::LinkedEdit;
use crate::app::state::message::Effect;
use crate::app::state::workbench::State;
use crate::app::steps::key_focus::KeyFocus;
use crate::document::Edit;
use crate::model::record::{Kind, Place};
use crate::model::{Definition, Id, Session, rule_parts};

/// Offers to move the rule or band that shared its number with the threshold or band just edited.
/// `before` is the definition before that edit.
///
/// The question says what would change for the leads either way. Scoring them takes a while, so it
/// is asked once [`linked_edit_weighed`] has it.
pub fn offer_linked_edit(state: &mut State, before: &Definition) -> Option<Effect> {
    state.linked_edit = None;
    if secrecy::hides_figures(state.session()) {
        return None;
    }
    let now = state.session().definition.clone();
    let (from, to, what, edits) = linked_numbers(before, &now, state.session())?;
    let edit = Edit::Several {
        label: format!("move {what} from {from} to {to}, too"),
        edits,
    };
    let moved = edit.applied_to(state.session()).ok()?;
    let offer = format!("{what} also starts at {from}. b moves it to {to}");
    let generation = state.proofs.generation;
    let is_scored = state.outlook.is_some();
    state.linked_edit = Some(LinkedEdit {
        edit,
        question: (!is_scored).then(|| offer.clone()),
        generation,
        dialogs: state.dialogs.len(),
    });
    is_scored.then_some(Effect::WeighLinkedEdit {
        generation,
        moved: moved.definition,
        offer,
    })
}

/// Asks the question of an offered edit. The offer is withdrawn if the definition has changed or a
/// dialog was opened since.
pub fn linked_edit_weighed(state: &mut State, generation: u64, question: String) {
    let is_open = state.proofs.generation == generation;
    let dialogs = state.dialogs.len();
    // What was weighed for an earlier offer says nothing about a later one.
    let waits = |offer: &mut LinkedEdit| offer.question.is_none() && offer.generation == generation;
    let waiting = state.linked_edit.take_if(waits);
    if let Some(offer) = waiting.filter(|offer| is_open && dialogs <= offer.dialogs) {
        state.linked_edit = Some(LinkedEdit {
            question: Some(question),
            ..offer
        });
    }
}

impl State {
    /// Returns the question about the edit on offer, once it is asked.
    pub fn linked_question(&self) -> Option<&str> {
        self.linked_edit.as_ref()?.question.as_deref()
    }
}

/// Applies the offered edit.
pub fn accept_linked_edit(state: &mut State, focus: &KeyFocus) -> Vec<Effect> {
    let Some(offer) = state.linked_edit.take() else {
        return state.refuse("No band or rule shares a number that just moved");
    };
    state.edit_at(focus, offer.edit)
}

type LinkedNumbers = (i64, i64, String, Vec<Edit>);

fn linked_numbers(
    before: &Definition,
    now: &Definition,
    session: &Session,
) -> Option<LinkedNumbers> {
    for stage in &now.stages {
        let (Some(new), Some(old)) = (
            stage.rule.as_ref().and_then(crate::model::Rule::threshold),
            before
                .stage(stage.id.as_str())
                .and_then(|s| s.rule.as_ref()?.threshold()),
        ) else {
            continue;
        };
        if new != old {
            let bands: Vec<_> = now.bands.iter().filter(|b| b.from == Some(old)).collect();
            let first = bands.first()?;
            let edits = bands.iter().map(|b| set_band_edit(&b.id, new)).collect();
            return Some((old, new, first.name.clone(), edits));
        }
    }
    for band in &now.bands {
        let (Some(new), Some(old)) = (
            band.from,
            before.band(band.id.as_str()).and_then(|b| b.from),
        ) else {
            continue;
        };
        if new != old {
            let sharing = |s: &&crate::model::Stage| {
                s.rule.as_ref().and_then(crate::model::Rule::threshold) == Some(old)
            };
            let stages: Vec<_> = now.stages.iter().filter(sharing).collect();
            let first = stages.first()?;
            let edits = stages
                .iter()
                .filter_map(|s| set_threshold_edit(session, &s.id, new))
                .collect();
            return Some((old, new, format!("the rule for {}", first.name), edits));
        }
    }
    None
}

fn set_band_edit(id: &Id, from: i64) -> Edit {
    Edit::set(
        &Place::new(Kind::Band, id.clone()),
        "from",
        from.to_string(),
    )
}

fn set_threshold_edit(session: &Session, id: &Id, total: i64) -> Option<Edit> {
    let at = Place::new(Kind::Stage, id.clone());
    let mut rule = rule_parts::rule_at(session, &at);
    rule.points.as_mut()?.insert("total".into(), total);
    Some(Edit::set_rule(&at, &rule))
}
