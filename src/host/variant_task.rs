//! Background work for two variants side by side: the leads scored with both, then the possible
//! leads counted in both.
//!
//! Only the variants on the screen matter: a new job cancels the one before it.

use std::sync::Arc;

use super::background_task::{BackgroundTask, IsCancelled, Reply};
use crate::app::state::variant::{PossibleLeads, VariantFigures};
use crate::app::{Message, State};
use crate::evidence::LeadSummary;
use crate::model::Definition;
use crate::proof::{Budget, Cancel, Count, LeadProperty, count_leads};
use crate::scoring::Scorer;

/// Two variants to compare.
pub(super) struct VariantJob {
    /// Number of the request, returned with the results.
    serial: u64,
    /// The leads as they were last scored.
    outlook: Option<Arc<LeadSummary>>,
    /// A and B.
    definitions: [Arc<Definition>; 2],
}

/// Handle of the thread.
pub(super) type VariantTask = BackgroundTask<VariantJob>;

/// Starts the thread, which ends when its handle is dropped.
pub(super) fn start() -> VariantTask {
    BackgroundTask::start("variants", |job, cancelled, reply| {
        work(&job, cancelled, reply);
    })
}

impl VariantJob {
    /// A job for the leads as they were last scored.
    pub fn of(state: &State, serial: u64, definitions: [Arc<Definition>; 2]) -> Self {
        Self {
            serial,
            outlook: state.outlook.clone(),
            definitions,
        }
    }

    /// Scores the leads that have names with both variants.
    fn scored_leads(&self) -> Option<[Arc<LeadSummary>; 2]> {
        let outlook = self.outlook.as_ref().filter(|o| o.has_named_leads())?;
        let [a, b] = &self.definitions;
        Some([outlook.rescored(a)?.into(), outlook.rescored(b)?.into()])
    }

    /// Counts the possible leads, and those that qualify in either variant.
    fn possible_leads(&self, cancelled: IsCancelled<'_>) -> PossibleLeads {
        let cancel = Cancel::when(cancelled).with_budget(Budget::WAITING.half());
        let count = |definition: &Definition, properties: &[LeadProperty]| -> Option<Count> {
            count_leads(&Scorer::new(definition), properties, &cancel).ok()
        };
        let qualified = [LeadProperty::Qualified(true)];
        let [a, b] = &self.definitions;
        PossibleLeads {
            all: count(b, &[]),
            qualify: [count(a, &qualified), count(b, &qualified)],
        }
    }
}

fn work(job: &VariantJob, cancelled: IsCancelled<'_>, reply: Reply<'_>) {
    let scored = VariantFigures {
        leads: job.scored_leads(),
        possible: None,
    };
    if cancelled() {
        return;
    }
    let answer = |figures| reply(Message::VariantsCompared(job.serial, Box::new(figures)));
    answer(scored.clone());
    let possible = Some(job.possible_leads(cancelled));
    // What was cut short by newer variants only looks unproved.
    if !cancelled() {
        answer(VariantFigures { possible, ..scored });
    }
}
