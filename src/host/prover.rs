//! Background proofs about the definition.
//!
//! Only the newest definition matters: a new job cancels the one before it.

use std::sync::Arc;

use super::background_task::{BackgroundTask, IsCancelled, Reply};
use crate::app::{Message, ProofResults, State};
use crate::check::{self, FewerCriteria};
use crate::model::{Definition, Id, Sample};
use crate::proof::{self, Budget, Cancel, Suggestion};
use crate::scoring::Scorer;

/// A definition to prove.
pub(super) struct ProofJob {
    /// Generation, returned with the results.
    generation: u64,
    definition: Arc<Definition>,
    samples: Arc<Vec<Sample>>,
}

/// Handle of the prover thread.
pub(super) type Prover = BackgroundTask<ProofJob>;

/// Starts the thread, which ends when its handle is dropped.
pub(super) fn start() -> Prover {
    BackgroundTask::start("prover", work)
}

impl ProofJob {
    /// A job for the definition as it is now.
    pub fn of(state: &State) -> Self {
        Self {
            generation: state.proofs.generation,
            definition: state.session().definition.clone(),
            samples: state.session().samples.clone(),
        }
    }
}

fn work(job: ProofJob, cancelled: IsCancelled<'_>, reply: Reply<'_>) {
    let ProofJob {
        generation,
        definition,
        samples,
    } = job;
    // The counts come first, as they take no time; the rest takes what the budget allows.
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
    let findings = check::prove_findings(&definition, &samples, &numbers, &cancel);
    if cancelled() {
        return;
    }
    let mut all = ProofResults {
        findings,
        suggestions,
        done: true,
        ..first
    };
    reply(Message::Proved(all.clone()));
    // Nobody waits for this one.
    let fewer = FewerCriteria::of(&definition, &all.findings, &cancel);
    if let Some(fewer) = fewer.filter(|_| !cancelled()) {
        all.fewer_criteria = Some(Arc::new(fewer));
        reply(Message::Proved(all));
    }
}

/// Returns a band's name, or its id if other bands have that name.
fn band_name(definition: &Definition, id: &Id) -> String {
    let band = definition.bands.iter().find(|band| band.id == *id);
    let name = band.map(|band| &band.name);
    let same = definition.bands.iter().filter(|b| Some(&b.name) == name);
    match name {
        Some(name) if same.count() == 1 => name.clone(),
        _ => id.to_string(),
    }
}

/// Returns sample leads suggested by the model; none if the model is too large.
fn suggested_leads(definition: &Definition, cancel: &Cancel<'_>) -> Vec<Suggestion> {
    let scorer = Scorer::new(definition);
    let found = cancel.with_share(4, |cancel| proof::suggestions(&scorer, cancel));
    let mut found = found.unwrap_or_else(|why| {
        tracing::info!(%why, "no sample leads were made");
        Vec::new()
    });
    for suggestion in &mut found {
        suggestion.name = suggestion.kind.name(|band| band_name(definition, band));
    }
    found
}
