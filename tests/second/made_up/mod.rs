//! Made-up definitions with lists of leads and events for them, from a seed.
//!
//! Each part (a criterion, a stage, a lead ...) is built from its own handful of numbers, so that
//! proptest can drop parts and simplify the rest when it has found a difference: 0 always stands
//! for the plainest choice.

mod conditions;
mod definitions;
mod dice;
pub mod inspect;
mod lists;

use accord::model::Definition;
use proptest::collection::vec;
use proptest::prelude::*;

use super::Options;
use dice::Dice;

/// A definition, leads.csv, events.csv, and the options for scoring.
pub type Case = (Definition, Vec<u8>, Option<Vec<u8>>, Options);

/// The numbers a case is built from.
#[derive(Clone, Debug)]
struct Rolls {
    criteria: Vec<Vec<u16>>,
    groups: Vec<Vec<u16>>,
    stages: Vec<Vec<u16>>,
    bands: Vec<Vec<u16>>,
    routes: Vec<Vec<u16>>,
    rest: Vec<u16>,
    options: Vec<u16>,
    leads: Vec<Vec<u16>>,
    events: Vec<Vec<u16>>,
    layout: Vec<u16>,
}

/// Valid definitions that together use every feature of the language, and lists as CRM exports
/// write them: blanks, unusual letters, rejects, semicolons, byte order marks.
pub fn case() -> impl Strategy<Value = Case> {
    let part = |length: usize| vec(any::<u16>(), length);
    let rolls = (
        vec(part(160), 1..8),
        vec(part(24), 0..4),
        vec(part(48), 1..6),
        vec(part(8), 0..5),
        vec(part(48), 0..4),
        part(48),
        part(24),
        vec(part(36), 0..14),
        vec(part(20), 0..60),
        part(32),
    );
    rolls.prop_map(|rolls| {
        build(Rolls {
            criteria: rolls.0,
            groups: rolls.1,
            stages: rolls.2,
            bands: rolls.3,
            routes: rolls.4,
            rest: rolls.5,
            options: rolls.6,
            leads: rolls.7,
            events: rolls.8,
            layout: rolls.9,
        })
    })
}

fn build(rolls: Rolls) -> Case {
    let definition = definitions::build(definitions::Parts {
        criteria: rolls.criteria,
        groups: rolls.groups,
        stages: rolls.stages,
        bands: rolls.bands,
        routes: rolls.routes,
        rest: Dice::new(rolls.rest),
    });
    let mut layout = Dice::new(rolls.layout);
    let mut lists = lists::Lists::new(Dice::new(rolls.options), &mut layout);
    let leads = lists.leads(rolls.leads, &mut layout);
    let events = lists.events(rolls.events, &mut layout);
    (definition, leads, events, lists.options)
}
