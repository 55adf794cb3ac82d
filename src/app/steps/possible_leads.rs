//! What the model does to every possible lead, by the selected record: exact counts of the proof.

use crate::app::input::row::{Row, Tone};
use crate::app::secrecy;
use crate::app::state::workbench::State;
use crate::check::witness_text;
use crate::model::Definition;
use crate::model::record::{Kind, Place};
use crate::proof::{Proof, ProvedCount};

/// Returns `1,465 of 9,216 possible leads qualify`, or `None` before the counts are known.
pub(crate) fn qualify_text(state: &State) -> Option<String> {
    if secrecy::hides_figures(state.session()) {
        return None;
    }
    let proof = state.proofs.proof.as_ref()?;
    let (leads, all) = (proof.qualified.proved_leads()?, &proof.possible_leads);
    let verb = if leads.is_one() {
        "qualifies"
    } else {
        "qualify"
    };
    let all = all.with_noun("possible lead");
    Some(format!("{leads:#} of {all} {verb}"))
}

/// Returns how many leads reach the selected record, as a row that can't be selected; `None` if
/// that is meaningless or can't be counted.
pub(crate) fn count_row(state: &State, place: &Place) -> Option<Row> {
    let definition = &state.session().definition;
    let proved = &state.proofs;
    let quiet = |text: String| Row::heading(text, "").tone(Tone::Quiet);
    let nothing = definition.criteria.is_empty() || (proved.done && proved.proof.is_none());
    if nothing || secrecy::hides_figures(state.session()) {
        return None;
    }
    let Some(proof) = &proved.proof else {
        let counted = match place.kind {
            Kind::Stage => definition.stage(place.id.as_str())?.rule.is_some(),
            Kind::Handoff | Kind::Band | Kind::Route | Kind::Disposition => true,
            _ => false,
        };
        return counted.then(|| quiet("Counting the possible leads ...".into()));
    };
    let found = proof_of(definition, proof, place)?;
    let (leads, all) = (found.proved_leads()?, &proof.possible_leads);
    let all = all.with_noun("possible lead");
    Some(quiet(format!("{leads:#} of {all}")))
}

/// Returns the smallest lead that reaches the selected record, or how many qualify in all, as rows
/// that can't be selected.
pub(crate) fn example_rows(state: &State, place: &Place) -> Vec<Row> {
    let definition = &state.session().definition;
    let quiet = |text: String| Row::heading(text, "").tone(Tone::Quiet);
    let proof = state.proofs.proof.as_ref();
    let may = !definition.criteria.is_empty() && !secrecy::hides_figures(state.session());
    let Some(proof) = proof.filter(|_| may) else {
        return Vec::new();
    };
    let mut rows = vec![quiet(String::new())];
    match proof_of(definition, proof, place) {
        Some(found) => {
            if let Some(smallest) = found.smallest.as_ref().filter(|w| !w.answers.is_empty()) {
                let words = witness_text(definition, &smallest.texts(), &smallest.facts.texts());
                rows.push(quiet(format!("Smallest example: {words}")));
            }
        }
        None if matches!(place.kind, Kind::Criterion | Kind::Group) => {
            rows.extend(
                qualify_text(state)
                    .filter(|_| definition.handoff.is_some())
                    .map(quiet),
            );
        }
        None => return Vec::new(),
    }
    rows
}

/// Returns what was proved of a record.
fn proof_of<'a>(
    definition: &Definition,
    proof: &'a Proof,
    place: &Place,
) -> Option<&'a ProvedCount> {
    match place.kind {
        Kind::Handoff => Some(&proof.qualified),
        Kind::Stage => {
            let stage = definition.stage(place.id.as_str())?;
            stage.rule.as_ref().filter(|_| stage.is_computed())?;
            let s = definition.stages.iter().position(|s| s.id == place.id)?;
            Some(&proof.stages.get(s)?.reached)
        }
        Kind::Band => {
            let b = definition.bands.iter().position(|b| b.id == place.id)?;
            Some(proof.bands.get(b)?)
        }
        Kind::Route => {
            let r = definition.routes.iter().position(|r| r.id == place.id)?;
            Some(proof.routes.get(r)?)
        }
        Kind::Disposition => {
            let d = definition
                .dispositions
                .iter()
                .position(|d| d.id == place.id)?;
            Some(proof.dispositions.get(d)?)
        }
        _ => None,
    }
}
