//! The prover: works out beside the screen what can be proved of a definition.
//!
//! Only the newest definition matters: asking for one gives up what is being proved of another.

use std::sync::Arc;

use super::background_task::{BackgroundTask, IsCancelled, Reply};
use crate::app::{Message, ProofResults, State};
use crate::check;
use crate::model::Definition;
use crate::proof::{self, Budget, Cancel, Suggestion};
use crate::scoring::Scorer;

/// A definition to prove things of.
pub(super) struct ProofJob {
    /// The number the answers carry.
    generation: u64,
    definition: Arc<Definition>,
}

/// The prover's handle.
pub(super) type Prover = BackgroundTask<ProofJob>;

/// Starts it; it ends with its handle.
pub(super) fn start() -> Prover {
    BackgroundTask::start("prover", work)
}

impl ProofJob {
    /// What can be proved of the definition as it stands.
    pub fn of(state: &State) -> Self {
        Self {
            generation: state.proofs.generation,
            definition: state.session().definition.clone(),
        }
    }
}

fn work(job: ProofJob, cancelled: IsCancelled<'_>, reply: Reply<'_>) {
    let ProofJob {
        generation,
        definition,
    } = job;
    // The numbers first: they are there at once, the rest takes what the budget allows.
    let cancel = Cancel::when(cancelled).with_budget(Budget::WAITING);
    let numbers = cancel.with_share(3, |cancel| check::prove_counts(&definition, cancel));
    let proof = numbers.as_ref().ok().cloned().map(Arc::new);
    let first = ProofResults {
        generation,
        proof,
        ..ProofResults::default()
    };
    if first.proof.is_some() {
        reply(Message::Proved(first.clone()));
    }
    let suggestions = suggested_leads(&definition, &cancel);
    let findings = check::prove_findings(&definition, &numbers, &cancel);
    if !cancelled() {
        reply(Message::Proved(ProofResults {
            findings,
            suggestions,
            done: true,
            ..first
        }));
    }
}

/// Sample leads the model makes; none where that is too much for it.
fn suggested_leads(definition: &Definition, cancel: &Cancel<'_>) -> Vec<Suggestion> {
    let scorer = Scorer::new(definition);
    let found = cancel.with_share(4, |cancel| proof::suggestions(&scorer, cancel));
    found.unwrap_or_else(|why| {
        tracing::info!(%why, "no sample leads were made");
        Vec::new()
    })
}
