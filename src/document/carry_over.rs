//! The record of the meeting, which undo never takes back.

use std::sync::Arc;

use crate::model::{Session, Workshop};

/// Keeps words, votes, decisions, sign-offs and times as they are in the present.
pub(super) fn carry_over_record(session: &mut Arc<Session>, present: &Workshop) {
    let same = |workshop: &Workshop| {
        workshop.positions == present.positions
            && workshop.ballots == present.ballots
            && workshop.vote_naming == present.vote_naming
            && workshop.decisions == present.decisions
            && workshop.sign_offs == present.sign_offs
            && workshop.visited == present.visited
            && workshop.agenda == present.agenda
    };
    if same(&session.workshop) {
        return;
    }
    let workshop = Arc::make_mut(&mut Arc::make_mut(session).workshop);
    workshop.positions.clone_from(&present.positions);
    workshop.ballots.clone_from(&present.ballots);
    // Undo must not let more of the votes be kept than was said.
    if present.has_any_votes() {
        workshop.vote_naming = present.vote_naming;
    }
    workshop.decisions.clone_from(&present.decisions);
    workshop.sign_offs.clone_from(&present.sign_offs);
    workshop.visited.clone_from(&present.visited);
    for item in &mut workshop.agenda {
        if let Some(now) = present.agenda.iter().find(|now| now.id == item.id) {
            item.taken_seconds = now.taken_seconds;
            item.extended_minutes = now.extended_minutes;
        }
    }
}
