//! Whether the room view shows what the model says of a lead. It doesn't before the room has voted
//! on the lead, unless the facilitator asked for it: the verdict would spoil the vote.

use crate::app::input::row::RowTarget;
use crate::app::secrecy;
use crate::app::state::workbench::State;
use crate::app::steps::key_focus::KeyFocus;
use crate::model::ballot::BallotStatus;
use crate::model::record::Kind;
use crate::model::{Ballot, Id, Session, Subject};

/// Returns the lead of the selected row, if it is one.
pub fn selected_lead(focus: &KeyFocus) -> Option<&RowTarget> {
    Some(focus.list_target()).filter(|target| is_lead(target))
}

fn is_lead(target: &RowTarget) -> bool {
    match target {
        RowTarget::Record(place) => place.kind == Kind::Sample,
        RowTarget::Lead(_) => true,
        _ => false,
    }
}

/// Returns whether the room view shows what the model says of a lead.
pub fn shows_verdict(state: &State, lead: &RowTarget) -> bool {
    let voted = match lead {
        RowTarget::Record(place) => was_voted_on(state.session(), &place.id),
        _ => false,
    };
    let asked_for = state.room_view.verdict_of.as_ref() == Some(lead);
    (voted || asked_for) && !secrecy::hides_figures(state.session())
}

/// Returns whether the votes on a sample lead were shown, or something was decided about it.
pub fn was_voted_on(session: &Session, sample: &Id) -> bool {
    let subject = Subject::sample(sample);
    let workshop = &session.workshop;
    let kept = || {
        let mut samples = session.samples.iter();
        samples.any(|s| s.id == *sample && !s.views.is_empty())
    };
    match workshop.ballot(&subject).map(Ballot::status) {
        Some(BallotStatus::Open) => false,
        Some(BallotStatus::Revealed | BallotStatus::Decided) => true,
        None => workshop.decision(&subject).is_some() || kept(),
    }
}
