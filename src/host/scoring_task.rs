//! Scores leads in the background, so that typing never waits.
//!
//! With many leads there are two answers: first everything that is shown at once, then, unless
//! another job has come meanwhile, also which leads could still qualify.

use std::sync::Arc;

use super::background_task::{BackgroundTask, IsCancelled, Reply};
use crate::app::{LeadsStatus, Message, State};
use crate::evidence::{LeadSummary, RecordedLeads};
use crate::model::{Data, Definition, Sample};
use crate::scoring::Dataset;

/// A snapshot of everything to score.
pub(super) struct ScoringJob {
    /// Generation, returned with the answers.
    generation: u64,
    definition: Arc<Definition>,
    samples: Arc<Vec<Sample>>,
    /// Needed for how leads ended.
    data: Arc<Data>,
    /// The recorded leads, once loaded.
    dataset: Option<Arc<Dataset>>,
}

impl ScoringJob {
    /// A job for the present state.
    pub fn of(state: &State) -> Self {
        let session = state.session();
        let dataset = match &state.recorded {
            LeadsStatus::Loaded { dataset, .. } => Some(dataset.clone()),
            _ => None,
        };
        Self {
            generation: state.generation,
            definition: session.definition.clone(),
            samples: session.samples.clone(),
            data: session.data.clone(),
            dataset,
        }
    }
}

/// Handle of the scoring thread.
pub(super) type ScoringTask = BackgroundTask<ScoringJob>;

/// Starts the thread, which ends when its handle is dropped.
pub(super) fn start() -> ScoringTask {
    let mut work = ScoringContext {
        leads: None,
        spare_pool: spare_pool(),
    };
    BackgroundTask::start("worker", move |job: ScoringJob, cancelled, reply| {
        work.take_leads(job.dataset.clone(), &job.data);
        work.score(&job, cancelled, reply);
    })
}

fn spare_pool() -> Option<rayon::ThreadPool> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let pool = rayon::ThreadPoolBuilder::new().num_threads((cores - 1).max(1));
    let named = pool.thread_name(|n| format!("aside-{n}"));
    named
        .build()
        .inspect_err(|why| tracing::warn!(%why, "no threads aside"))
        .ok()
}

/// Kept from one scoring to the next.
struct ScoringContext {
    leads: Option<RecordedLeads>,
    /// Threads for work that can wait: all cores but one.
    spare_pool: Option<rayon::ThreadPool>,
}

impl ScoringContext {
    fn take_leads(&mut self, dataset: Option<Arc<Dataset>>, data: &Arc<Data>) {
        let before = self.leads.take();
        self.leads = dataset.map(|dataset| match before {
            Some(leads) => leads.refreshed(dataset, data.clone()),
            None => RecordedLeads::new(dataset, data.clone()),
        });
    }

    fn score(&mut self, job: &ScoringJob, cancelled: IsCancelled<'_>, reply: Reply<'_>) {
        let leads = self.leads.as_mut();
        let outlook = LeadSummary::new(&job.definition, &job.samples, &job.data.buckets, leads);
        let outlook = Arc::new(outlook);
        reply(Message::Scored(job.generation, outlook.clone()));
        if !outlook.lacks_could_qualify() {
            return;
        }
        // Computed here for the Preview step, so that no frame has to wait for it.
        outlook.leads_by_total();
        let go_on = || !cancelled();
        // Not on the main pool, which is reserved for what the room waits for.
        let could = match &self.spare_pool {
            Some(pool) => pool.install(|| outlook.with_could_qualify(&go_on)),
            None => outlook.with_could_qualify(&go_on),
        };
        if let Some(could) = could {
            reply(Message::Scored(job.generation, Arc::new(could)));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::background_task::Task;
    use super::*;
    use crate::model::{Condition, Criterion, Handoff, Id, Rule, Stage};

    fn id(text: &str) -> Id {
        Id::new(text).unwrap()
    }

    /// A definition in which leads from the EU qualify.
    fn definition() -> Definition {
        let when: Condition = serde_json::from_str(r#"{"field":"region","is":"EU"}"#).unwrap();
        let rule: Rule = serde_json::from_str(r#"{"all":["eu"]}"#).unwrap();
        Definition {
            criteria: vec![Criterion {
                id: id("eu"),
                points: Some(5.into()),
                when: Some(when),
                ..Criterion::default()
            }],
            stages: vec![Stage {
                id: id("mql"),
                rule: Some(rule),
                ..Stage::default()
            }],
            handoff: Some(Handoff {
                stage: id("mql"),
                disposition: id("forward"),
                ..Handoff::default()
            }),
            ..Definition::default()
        }
    }

    fn everything(worker: &mut ScoringTask) -> Vec<Message> {
        let mut messages = Vec::new();
        while worker.is_busy() {
            messages.extend(worker.wait_for_messages(Duration::from_secs(20)));
        }
        messages
    }

    #[test]
    fn many_leads_are_answered_at_once_and_then_with_who_could() {
        let mut data = Dataset::new(vec!["region".into()]);
        for lead in 0..5_000 {
            let region = ["EU", "", "US", "eu", " "][lead % 5];
            data.push(&lead.to_string(), 2, &[region], &[], None);
        }
        let mut worker = start();
        worker.submit_latest(ScoringJob {
            generation: 7,
            definition: Arc::new(definition()),
            samples: Arc::default(),
            data: Arc::default(),
            dataset: Some(Arc::new(data)),
        });
        let messages = everything(&mut worker);
        let [Message::Scored(7, first), Message::Scored(7, second)] = &messages[..] else {
            panic!("{} messages", messages.len());
        };
        assert!(first.lacks_could_qualify() && !second.lacks_could_qualify());
        assert_eq!(
            (first.tally.qualify, first.tally.could_qualify),
            (2_000, 2_000)
        );
        assert_eq!(
            (second.tally.qualify, second.tally.could_qualify),
            (2_000, 4_000)
        );
        assert!(
            second.scored_lead(1).unwrap().could_qualify
                && !second.scored_lead(2).unwrap().could_qualify
        );
    }
}
