//! Where each kind of record is edited.

use crate::app::input::step::Step;
use crate::model::record::{Kind, Place};

/// Returns the step in which a record is edited.
pub fn step_of(place: &Place) -> Step {
    match place.kind {
        Kind::Settings | Kind::Participant | Kind::Agenda | Kind::Question | Kind::Benchmark => {
            Step::Room
        }
        Kind::Data | Kind::Bucket => Step::Evidence,
        Kind::Segment | Kind::Persona | Kind::Target => Step::Personas,
        Kind::Journey | Kind::Step => Step::Journey,
        Kind::Stage | Kind::Exit | Kind::Term | Kind::Qualification => Step::Stages,
        Kind::Criterion | Kind::Answer | Kind::Group => Step::Points,
        Kind::Handoff
        | Kind::Band
        | Kind::Route
        | Kind::Never
        | Kind::Disposition
        | Kind::Track => Step::Rules,
        Kind::Sample | Kind::Plan => Step::Preview,
        Kind::Metric | Kind::ParkedThought | Kind::ActionItem | Kind::Waiver | Kind::BoardCheck => {
            Step::Publish
        }
    }
}

/// Returns the place whose row shows a record: itself, or the record it is part of.
pub fn row_place(place: &Place) -> Place {
    match (&place.parent, place.kind) {
        (Some(parent), Kind::Exit) => Place::new(Kind::Stage, parent.clone()),
        (Some(parent), Kind::Answer) => Place::new(Kind::Criterion, parent.clone()),
        _ => place.clone(),
    }
}
