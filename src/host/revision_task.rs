//! Background comparison of two definitions: what a revision changes, and for which leads.
//!
//! A new comparison of the draft with the last release cancels the one before it. A comparison
//! requested in the version browser is always completed.

use std::sync::Arc;

use super::background_task::{BackgroundTask, IsCancelled};
use super::impact;
use crate::app::state::release::DraftRevision;
use crate::app::{LeadsStatus, Message, State};
use crate::evidence::LeadHistory;
use crate::export;
use crate::model::{Data, Definition, Sample};
use crate::proof::{Budget, Cancel};
use crate::release::LastRelease;
use crate::revision::{Bump, Impacts, Revision};
use crate::scoring::engine::ScoredDataset;
use crate::scoring::{Dataset, Engine, Scorer};

/// The leads to score by both definitions.
#[derive(Clone)]
pub(super) struct ComparedLeads {
    samples: Arc<Vec<Sample>>,
    data: Arc<Data>,
    dataset: Option<Arc<Dataset>>,
}

/// A definition with its label.
pub(super) struct ComparedVersion {
    /// The version number, or `draft`.
    pub label: String,
    /// The session's name at that version.
    pub name: String,
    /// The definition.
    pub definition: Arc<Definition>,
    /// How it differs from what was published, as sentences.
    pub altered: Vec<String>,
}

/// A comparison to make.
pub(super) enum RevisionJob {
    /// The draft with the last release.
    Draft {
        generation: u64,
        released: LastRelease,
        name: String,
        definition: Arc<Definition>,
        leads: ComparedLeads,
    },
    /// Any two versions, for the version browser.
    Compare {
        from: ComparedVersion,
        to: ComparedVersion,
        leads: ComparedLeads,
    },
}

/// Handle of the comparison thread.
pub(super) type RevisionTask = BackgroundTask<RevisionJob>;

/// Starts the thread, which ends when its handle is dropped.
pub(super) fn start() -> RevisionTask {
    let mut known = ScoreCache::default();
    BackgroundTask::start("reviser", move |job, cancelled, reply| match job {
        RevisionJob::Draft {
            generation,
            released,
            name,
            definition,
            leads,
        } => {
            let send = |revised| reply(Message::Revised(Box::new(revised)));
            let draft = DraftComparison {
                generation,
                released: &released,
                name: &name,
                definition: &definition,
                leads: &leads,
            };
            draft.compare(&mut known, cancelled, &send);
        }
        RevisionJob::Compare { from, to, leads } => {
            let title = format!("{} > {}", from.label, to.label);
            let text = comparison_text(&from, &to, &leads, &mut known);
            reply(Message::ShowText(title, text));
        }
    })
}

impl ComparedLeads {
    /// The sample and recorded leads of the session.
    pub fn of(state: &State) -> Self {
        let session = state.session();
        Self {
            samples: session.samples.clone(),
            data: session.data.clone(),
            dataset: match &state.recorded {
                LeadsStatus::Loaded { dataset, .. } => Some(dataset.clone()),
                _ => None,
            },
        }
    }
}

impl RevisionJob {
    /// Compares the present draft with the last release, if there is one.
    pub fn of_draft(state: &State) -> Option<Self> {
        let session = state.session();
        Some(Self::Draft {
            generation: state.generation,
            released: state.last_release.clone()?,
            name: session.name.clone(),
            definition: session.definition.clone(),
            leads: ComparedLeads::of(state),
        })
    }
}

struct DraftComparison<'a> {
    generation: u64,
    released: &'a LastRelease,
    name: &'a str,
    definition: &'a Definition,
    leads: &'a ComparedLeads,
}

impl DraftComparison<'_> {
    /// Replies with the version number first, then the effect on leads, then the count of possible
    /// leads.
    fn compare(
        &self,
        known: &mut ScoreCache,
        cancelled: IsCancelled<'_>,
        reply: &dyn Fn(DraftRevision),
    ) {
        let before = &self.released.definition;
        let cancel = Cancel::when(cancelled).with_budget(Budget::WAITING);
        let revision = Revision::within_budget(before, self.definition, &cancel);
        if cancelled() {
            return;
        }
        let mut revision = revision.with_session_names(&self.released.name, self.name);
        let mut revised = DraftRevision {
            generation: self.generation,
            revision: Some(Arc::new(revision.clone())),
            ..DraftRevision::default()
        };
        reply(revised.clone());
        if revision.bump == Bump::None {
            revised.done = true;
            reply(revised);
            return;
        }
        revised.impacts = Arc::new(known.impacts(before, self.definition, self.leads));
        if cancelled() {
            return;
        }
        reply(revised.clone());
        // Without the count, only a change is reported; without the trace, every change may be the
        // cause.
        revision.complete(before, self.definition, &cancel);
        if cancelled() {
            return;
        }
        revised.revision = Some(Arc::new(revision));
        revised.done = true;
        reply(revised);
    }
}

fn comparison_text(
    from: &ComparedVersion,
    to: &ComparedVersion,
    leads: &ComparedLeads,
    known: &mut ScoreCache,
) -> String {
    let (before, after) = (&from.definition, &to.definition);
    let cancel = Cancel::never().with_budget(Budget::WAITING);
    let mut revision = Revision::within_budget(before, after, &cancel);
    revision.complete(before, after, &cancel);
    let revision = revision.with_session_names(&from.name, &to.name);
    let impacts = known.impacts(before, after, leads);
    let altered = [from.altered.as_slice(), &to.altered].concat();
    let report = export::RevisionReport {
        name: "",
        from: &from.label,
        to: &to.label,
        number: None,
        before,
        after,
        revision: &revision,
        recorded: impacts.recorded.as_ref(),
        samples: impacts.samples.as_ref(),
        buckets: &leads.data.buckets,
        altered: &altered,
    };
    report.text()
}

/// Kept between comparisons: the recorded leads, what was found in them, and their scores by the
/// last release.
#[derive(Default)]
struct ScoreCache {
    history: Option<(Arc<Data>, LeadHistory)>,
    engine: Option<Engine>,
    before: Option<(Arc<Definition>, Arc<ScoredDataset>)>,
}

impl ScoreCache {
    fn impacts(
        &mut self,
        before: &Arc<Definition>,
        after: &Definition,
        leads: &ComparedLeads,
    ) -> Impacts {
        let (old, new) = (Scorer::new(before), Scorer::new(after));
        let samples = impact::sample_impact(&leads.samples, &old, &new);
        let recorded = leads.dataset.as_ref().map(|dataset| {
            self.take_leads(dataset, &leads.data);
            let scored = self.scored(before, old);
            let engine = self.engine.as_mut().expect("the leads were taken");
            let scores = engine.score(Arc::new(new));
            let (_, history) = self.history.as_ref().expect("the leads were taken");
            impact::recorded_impact(history, &leads.data.buckets, &scored, &scores)
        });
        Impacts { recorded, samples }
    }

    /// Replaces the recorded leads.
    fn take_leads(&mut self, dataset: &Arc<Dataset>, data: &Arc<Data>) {
        let engine = self.engine.as_ref();
        let same = engine.is_some_and(|engine| Arc::ptr_eq(engine.data(), dataset));
        if !same {
            self.engine = Some(Engine::new(dataset.clone()));
            self.before = None;
        }
        let known = self.history.as_ref();
        if !same || known.is_none_or(|(known, _)| known != data) {
            self.history = Some((data.clone(), LeadHistory::new(dataset.clone(), data)));
        }
    }

    /// Returns the leads as scored by the earlier definition.
    fn scored(&mut self, before: &Arc<Definition>, scorer: Scorer) -> Arc<ScoredDataset> {
        if let Some((definition, scored)) = &self.before
            && Arc::ptr_eq(definition, before)
        {
            return scored.clone();
        }
        let engine = self.engine.as_mut().expect("the leads were taken");
        let scored = engine.score(Arc::new(scorer));
        self.before = Some((before.clone(), scored.clone()));
        scored
    }
}
