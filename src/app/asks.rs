//! The questions the workbench asks, and what stands in the way of publishing.

use super::overlay::{Answer, Ask, Overlay};
use super::state::State;
use crate::model::{Session, SignOff};

/// session.yaml was changed by somebody else.
pub fn changed_on_disk(theirs: Box<Session>) -> Overlay {
    let ask = Ask::new(
        "session.yaml was changed by somebody else",
        "Your own edits are kept in the journal whatever you choose, and taking theirs can be undone.",
    )
    .answer('t', "take theirs", Answer::TakeTheirs(theirs))
    .answer('m', "keep mine, writing over theirs", Answer::KeepMine)
    .answer('l', "later; nothing is written until then", Answer::Nothing);
    Overlay::Ask(ask)
}

/// session.yaml was changed by somebody else and can't be read: where and why.
pub fn broken_on_disk(why: &str) -> Overlay {
    let ask = Ask::new(
        "session.yaml can't be read any more",
        format!("Somebody else changed it. {why}"),
    )
    .answer('m', "keep mine, writing over it", Answer::KeepMine)
    .answer(
        'l',
        "later; nothing is written until it is mended",
        Answer::Nothing,
    );
    Overlay::Ask(ask)
}

/// Accord was stopped before session.yaml was written.
pub fn recovered(edits: usize) -> Overlay {
    let what = if edits == 1 {
        "1 change"
    } else {
        &format!("{edits} changes")
    };
    let ask = Ask::new(
        "Accord was stopped before session.yaml was written",
        format!("{what} after that were kept. Nothing is lost; u takes them back one by one."),
    )
    .answer('k', "keep them", Answer::KeepRecovered)
    .answer(
        'd',
        "drop them and open session.yaml as it is",
        Answer::DropRecovered,
    );
    Overlay::Ask(ask)
}

/// The sign-offs that count: of the sides that must agree, each on whatever text it agreed to.
pub fn sign_offs(state: &State) -> Vec<SignOff> {
    let workshop = &state.session().workshop;
    workshop
        .signing_sides()
        .iter()
        .filter_map(|side| workshop.sign_off(*side).cloned())
        .collect()
}
