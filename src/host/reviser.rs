//! The reviser: works out beside the screen what a definition changes over another, and for whom.
//!
//! Of the draft against the last release only the newest matters. A comparison that was asked for
//! by hand is answered whatever comes after it.

use std::sync::Arc;

use super::beside::{Beside, Cancelled};
use super::impact;
use crate::app::revised::{Released, Revised};
use crate::app::{Message, Recorded, State};
use crate::evidence::Past;
use crate::export;
use crate::model::{Data, Definition, Sample};
use crate::proof::{Budget, Cancel};
use crate::revision::{Bump, Impacts, Revision};
use crate::scoring::engine::Scored;
use crate::scoring::{Dataset, Engine, Scorer};

/// The leads that both definitions score.
#[derive(Clone)]
pub(super) struct Leads {
    samples: Arc<Vec<Sample>>,
    data: Arc<Data>,
    dataset: Option<Arc<Dataset>>,
}

/// One definition and what it is called.
pub(super) struct Side {
    /// A version, or `draft`.
    pub word: String,
    /// What the session is called in it.
    pub name: String,
    /// It.
    pub definition: Arc<Definition>,
    /// What of it isn't as it was published, as sentences.
    pub altered: Vec<String>,
}

/// Something for the reviser.
pub(super) enum Job {
    /// The draft against the last release.
    Draft {
        generation: u64,
        released: Released,
        name: String,
        definition: Arc<Definition>,
        leads: Leads,
    },
    /// Any two, to read.
    Compare { from: Side, to: Side, leads: Leads },
}

/// The reviser's handle.
pub(super) type Reviser = Beside<Job>;

/// Starts it; it ends with its handle.
pub(super) fn start() -> Reviser {
    let mut known = Known::default();
    Beside::start("reviser", move |job, cancelled, tell| match job {
        Job::Draft {
            generation,
            released,
            name,
            definition,
            leads,
        } => {
            let told = |revised| tell(Message::Revised(Box::new(revised)));
            let draft = Draft {
                generation,
                released: &released,
                name: &name,
                definition: &definition,
                leads: &leads,
            };
            draft.revise(&mut known, cancelled, &told);
        }
        Job::Compare { from, to, leads } => {
            let title = format!("{} > {}", from.word, to.word);
            let text = compared(&from, &to, &leads, &mut known);
            tell(Message::Read(title, text));
        }
    })
}

impl Leads {
    /// Those there are.
    pub fn of(state: &State) -> Self {
        let session = state.session();
        Self {
            samples: session.samples.clone(),
            data: session.data.clone(),
            dataset: match &state.recorded {
                Recorded::Loaded { dataset, .. } => Some(dataset.clone()),
                _ => None,
            },
        }
    }
}

impl Job {
    /// The draft as it stands against the last release, if there is one.
    pub fn draft(state: &State) -> Option<Self> {
        let session = state.session();
        Some(Self::Draft {
            generation: state.generation,
            released: state.released.clone()?,
            name: session.name.clone(),
            definition: session.definition.clone(),
            leads: Leads::of(state),
        })
    }
}

struct Draft<'a> {
    generation: u64,
    released: &'a Released,
    name: &'a str,
    definition: &'a Definition,
    leads: &'a Leads,
}

impl Draft<'_> {
    /// The number first, then the leads there are, then how many are possible.
    fn revise(&self, known: &mut Known, cancelled: Cancelled<'_>, tell: &dyn Fn(Revised)) {
        let before = &self.released.definition;
        let cancel = Cancel::when(cancelled).within(Budget::WAITING);
        let revision = Revision::best(before, self.definition, &cancel);
        if cancelled() {
            return;
        }
        let mut revision = revision.named(&self.released.name, self.name);
        let mut revised = Revised {
            generation: self.generation,
            revision: Some(Arc::new(revision.clone())),
            ..Revised::default()
        };
        tell(revised.clone());
        if revision.bump == Bump::None {
            revised.done = true;
            tell(revised);
            return;
        }
        revised.impacts = Arc::new(known.impacts(before, self.definition, self.leads));
        if cancelled() {
            return;
        }
        tell(revised.clone());
        // Without the count it is said that some change, without the trace all take the blame.
        revision.complete(before, self.definition, &cancel);
        if cancelled() {
            return;
        }
        revised.revision = Some(Arc::new(revision));
        revised.done = true;
        tell(revised);
    }
}

fn compared(from: &Side, to: &Side, leads: &Leads, known: &mut Known) -> String {
    let (before, after) = (&from.definition, &to.definition);
    let cancel = Cancel::never().within(Budget::WAITING);
    let mut revision = Revision::best(before, after, &cancel);
    revision.complete(before, after, &cancel);
    let revision = revision.named(&from.name, &to.name);
    let impacts = known.impacts(before, after, leads);
    let altered = [from.altered.as_slice(), &to.altered].concat();
    let told = export::Revised {
        name: "",
        from: &from.word,
        to: &to.word,
        number: None,
        before,
        after,
        revision: &revision,
        recorded: impacts.recorded.as_ref(),
        samples: impacts.samples.as_ref(),
        buckets: &leads.data.buckets,
        altered: &altered,
    };
    told.text()
}

/// What is worth keeping from one time to the next: the recorded leads with what was found of
/// them, and their scores by the last release.
#[derive(Default)]
struct Known {
    past: Option<(Arc<Data>, Past)>,
    engine: Option<Engine>,
    before: Option<(Arc<Definition>, Arc<Scored>)>,
}

impl Known {
    fn impacts(&mut self, before: &Arc<Definition>, after: &Definition, leads: &Leads) -> Impacts {
        let (old, new) = (Scorer::new(before), Scorer::new(after));
        let samples = impact::of_samples(&leads.samples, &old, &new);
        let recorded = leads.dataset.as_ref().map(|dataset| {
            self.take(dataset, &leads.data);
            let scored = self.scored(before, old);
            let engine = self.engine.as_mut().expect("the leads were taken");
            let scores = engine.score(Arc::new(new));
            let (_, past) = self.past.as_ref().expect("the leads were taken");
            impact::of_recorded(past, &leads.data.buckets, &scored, &scores)
        });
        Impacts { recorded, samples }
    }

    /// Makes these the recorded leads.
    fn take(&mut self, dataset: &Arc<Dataset>, data: &Arc<Data>) {
        let engine = self.engine.as_ref();
        let same = engine.is_some_and(|engine| Arc::ptr_eq(engine.data(), dataset));
        if !same {
            self.engine = Some(Engine::new(dataset.clone()));
            self.before = None;
        }
        let known = self.past.as_ref();
        if !same || known.is_none_or(|(known, _)| known != data) {
            self.past = Some((data.clone(), Past::new(dataset.clone(), data)));
        }
    }

    /// The leads as the earlier definition scores them.
    fn scored(&mut self, before: &Arc<Definition>, scorer: Scorer) -> Arc<Scored> {
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
