//! What the model does to every possible lead, for the thing in hand: exact numbers of the proof.

use crate::app::{Row, State, Tone};
use crate::check::witness_words;
use crate::model::Definition;
use crate::model::record::{Kind, Place};
use crate::proof::{Count, Found, Proof};

/// `1,465 of 9,216 possible leads qualify`; nothing before the numbers are there.
pub(super) fn qualify(state: &State) -> Option<String> {
    let proof = state.proved.proof.as_ref()?;
    Some(of(proof, &proof.qualified.leads, "qualify"))
}

/// Lines to stand below the thing in hand. They can't be selected.
pub(super) fn rows(state: &State, place: &Place) -> Vec<Row> {
    let definition = &state.session().definition;
    if definition.criteria.is_empty() {
        return Vec::new();
    }
    let quiet = |text: String| Row::heading(text, "").tone(Tone::Quiet);
    let Some(proof) = &state.proved.proof else {
        return if state.proved.done {
            Vec::new()
        } else {
            vec![quiet("Counting the possible leads ...".into())]
        };
    };
    let mut rows = vec![quiet(String::new())];
    match about(definition, proof, place) {
        Some((found, does)) => {
            rows.push(quiet(of(proof, &found.leads, does)));
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

/// What the proof found of a thing, and what leads do there.
fn about<'a>(
    definition: &Definition,
    proof: &'a Proof,
    place: &Place,
) -> Option<(&'a Found, &'static str)> {
    match place.kind {
        Kind::Handoff => Some((&proof.qualified, "qualify")),
        Kind::Stage => {
            let stage = definition.stage(place.id.as_str())?;
            stage.rule.as_ref().filter(|_| stage.is_computed())?;
            let s = definition.stages.iter().position(|s| s.id == place.id)?;
            Some((&proof.stages.get(s)?.reach, "meet this rule"))
        }
        Kind::Band => {
            let b = definition.bands.iter().position(|b| b.id == place.id)?;
            Some((proof.bands.get(b)?, "fall in this band"))
        }
        Kind::Route => {
            let r = definition.routes.iter().position(|r| r.id == place.id)?;
            Some((proof.routes.get(r)?, "take this exception"))
        }
        Kind::Disposition => {
            let d = definition
                .dispositions
                .iter()
                .position(|d| d.id == place.id)?;
            Some((proof.dispositions.get(d)?, "come here"))
        }
        _ => None,
    }
}

fn of(proof: &Proof, leads: &Count, does: &str) -> String {
    format!(
        "{leads:#} of {:#} possible leads {does}",
        proof.possible_leads
    )
}
