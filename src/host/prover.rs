//! The prover: works out beside the screen what can be proved of a definition.
//!
//! Only the newest definition matters: asking for one gives up what is being proved of another.

use std::sync::Arc;

use super::beside::{Beside, Cancelled, Tell};
use crate::app::{Message, Proved, State};
use crate::check;
use crate::model::Definition;
use crate::proof::{self, Budget, Cancel, Suggestion};
use crate::scoring::Scorer;

/// A definition to prove things of.
pub(super) struct Job {
    /// The number the answers carry.
    generation: u64,
    definition: Arc<Definition>,
}

/// The prover's handle.
pub(super) type Prover = Beside<Job>;

/// Starts it; it ends with its handle.
pub(super) fn start() -> Prover {
    Beside::start("prover", work)
}

impl Job {
    /// What can be proved of the definition as it stands.
    pub fn of(state: &State) -> Self {
        Self {
            generation: state.proved.generation,
            definition: state.session().definition.clone(),
        }
    }
}

fn work(job: Job, cancelled: Cancelled<'_>, tell: Tell<'_>) {
    let Job {
        generation,
        definition,
    } = job;
    // The numbers first: they are there at once, the rest takes what the budget allows.
    let cancel = Cancel::when(cancelled).within(Budget::WAITING);
    let numbers = cancel.share(3, |cancel| check::numbers(&definition, cancel));
    let proof = numbers.as_ref().ok().cloned().map(Arc::new);
    let first = Proved {
        generation,
        proof,
        ..Proved::default()
    };
    if first.proof.is_some() {
        tell(Message::Proved(first.clone()));
    }
    let suggestions = suggested(&definition, &cancel);
    let findings = check::prove(&definition, &numbers, &cancel);
    if !cancelled() {
        tell(Message::Proved(Proved {
            findings,
            suggestions,
            done: true,
            ..first
        }));
    }
}

/// Sample leads the model makes; none where that is too much for it.
fn suggested(definition: &Definition, cancel: &Cancel<'_>) -> Vec<Suggestion> {
    let scorer = Scorer::new(definition);
    let found = cancel.share(4, |cancel| proof::suggestions(&scorer, cancel));
    found.unwrap_or_else(|why| {
        tracing::info!(%why, "no sample leads were made");
        Vec::new()
    })
}
