//! The same figures as the program proves them.

use accord::model::Definition;
use accord::proof::{Cancel, Comparison, Proof, ProvedCount};
use accord::scoring::Scorer;

use super::figures::{Compared, Figures};
use super::language::Model;

/// What the program made of a question.
#[derive(Debug)]
pub enum Answer<T> {
    Proved(T),
    /// With what it says about that.
    NotProved(String),
}

/// Reads a made-up model with the program's reader.
pub fn definition(model: &Model, folder: &std::path::Path) -> Definition {
    let path = folder.join("model.yaml");
    std::fs::write(&path, model.text()).expect("a temporary file can be written");
    match accord::store::read_model(&path) {
        Ok((read, _)) => read.definition(),
        Err(error) => panic!("{error}\n{}", model.text()),
    }
}

/// The counts of one model.
pub fn figures(definition: &Definition) -> Answer<Figures> {
    let proof = match Proof::new(&Scorer::new(definition), &Cancel::never()) {
        Ok(proof) => proof,
        Err(error) => return Answer::NotProved(error.to_string()),
    };
    let mut open = false;
    let mut count = |proved: &ProvedCount| {
        open |= !proved.proved;
        number(&proved.leads)
    };
    // Without a possible lead there is no least and no most.
    let some = !proof.possible_leads.is_zero();
    let range =
        |range: &accord::proof::PointRange| some.then_some((range.min.points, range.max.points));
    let figures = Figures {
        possible: number(&proof.possible_leads),
        qualified: count(&proof.qualified),
        total: range(&proof.total),
        fit: range(&proof.fit),
        behaviour: range(&proof.behaviour),
        reached: proof.stages.iter().map(|s| count(&s.reached)).collect(),
        furthest: proof.stages.iter().map(|s| count(&s.furthest)).collect(),
        no_stage: count(&proof.no_stage),
        bands: proof.bands.iter().map(&mut count).collect(),
        dispositions: proof.dispositions.iter().map(&mut count).collect(),
        no_disposition: count(&proof.no_disposition),
        routes: proof.routes.iter().map(&mut count).collect(),
    };
    if open {
        return Answer::NotProved("some of the counts".into());
    }
    Answer::Proved(figures)
}

/// The counts of two versions.
pub fn compare(before: &Definition, after: &Definition) -> Answer<Compared> {
    let compared = match Comparison::new(before, after, &Cancel::never()) {
        Ok(compared) => compared,
        Err(error) => return Answer::NotProved(error.to_string()),
    };
    let text = |id: &Option<accord::model::Id>| id.as_ref().map(ToString::to_string);
    Answer::Proved(Compared {
        possible: number(&compared.possible_leads),
        changed: number(&compared.changed),
        moves: compared
            .moves
            .iter()
            .map(|m| ((text(&m.from), text(&m.to)), number(&m.leads)))
            .collect(),
        differs: compared.smallest.is_some(),
    })
}

fn number(count: &accord::proof::Count) -> u64 {
    count.to_u64().expect("made-up models are small")
}
