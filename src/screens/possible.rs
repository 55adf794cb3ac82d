//! What the model does to every possible lead, for the thing in hand: exact numbers of the proof.

use crate::app::hidden;
use crate::app::{Row, State, Tone};
use crate::check::witness_words;
use crate::model::Definition;
use crate::model::record::{Kind, Place};
use crate::proof::{Found, Proof};

/// `1,465 of 9,216 possible leads qualify`; nothing before the numbers are there.
pub(super) fn qualify(state: &State) -> Option<String> {
    if hidden::figures(state.session()) {
        return None;
    }
    let proof = state.proved.proof.as_ref()?;
    let (leads, all) = (proof.qualified.counted()?, &proof.possible_leads);
    Some(format!("{leads:#} of {all:#} possible leads qualify"))
}

/// How many leads come to the thing in hand, on a line that can't be selected; none where that
/// means nothing or can't be counted.
pub(super) fn line(state: &State, place: &Place) -> Option<Row> {
    let definition = &state.session().definition;
    let proved = &state.proved;
    let quiet = |text: String| Row::heading(text, "").tone(Tone::Quiet);
    let nothing = definition.criteria.is_empty() || (proved.done && proved.proof.is_none());
    if nothing || hidden::figures(state.session()) {
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
    let found = about(definition, proof, place)?;
    let (leads, all) = (found.counted()?, &proof.possible_leads);
    Some(quiet(format!("{leads:#} of {all:#} possible leads")))
}

/// The smallest lead that comes to the thing in hand, or how many qualify in all: lines to stand
/// below it, which can't be selected.
pub(super) fn rows(state: &State, place: &Place) -> Vec<Row> {
    let definition = &state.session().definition;
    let quiet = |text: String| Row::heading(text, "").tone(Tone::Quiet);
    let proof = state.proved.proof.as_ref();
    let may = !definition.criteria.is_empty() && !hidden::figures(state.session());
    let Some(proof) = proof.filter(|_| may) else {
        return Vec::new();
    };
    let mut rows = vec![quiet(String::new())];
    match about(definition, proof, place) {
        Some(found) => {
            if let Some(smallest) = found.smallest.as_ref().filter(|w| !w.told.is_empty()) {
                let words = witness_words(definition, &smallest.texts());
                rows.push(quiet(format!("Smallest example: {words}")));
            }
        }
        None if matches!(place.kind, Kind::Criterion | Kind::Group) => {
            rows.extend(
                qualify(state)
                    .filter(|_| definition.handoff.is_some())
                    .map(quiet),
            );
        }
        None => return Vec::new(),
    }
    rows
}

/// What the proof found of a thing.
fn about<'a>(definition: &Definition, proof: &'a Proof, place: &Place) -> Option<&'a Found> {
    match place.kind {
        Kind::Handoff => Some(&proof.qualified),
        Kind::Stage => {
            let stage = definition.stage(place.id.as_str())?;
            stage.rule.as_ref().filter(|_| stage.is_computed())?;
            let s = definition.stages.iter().position(|s| s.id == place.id)?;
            Some(&proof.stages.get(s)?.reach)
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
