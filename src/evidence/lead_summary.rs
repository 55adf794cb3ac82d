//! The outlook: what the model now says of the recorded leads, else the sample leads, else every
//! possible one.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use super::lead_history::{LeadHistory, RecordedLeads};
use super::reclassified::Reclassified;
use super::tally::{Tally, TallyBuilder};
use crate::model::{Bucket, Definition, Id, Sample};
use crate::scoring::engine::Bitmap;
use crate::scoring::{Outcome, Responses, ScoredDataset, Scorer};

/// Beyond this many possible leads none are scored one by one.
const MAX_POSSIBLE_LEADS: u128 = 60_000;
/// Of so few recorded leads it is worked out at once who could qualify.
const FEW_LEADS: usize = 2_000;

/// Which leads the figures are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeadSource {
    /// Those from the file.
    Recorded,
    /// Those sketched in the room.
    Samples,
    /// Every lead the model allows.
    Possible,
    /// None: there are too many possible leads to try, or no criteria.
    Nothing,
}

/// A lead with what the model says of it.
#[derive(Clone, Debug)]
pub struct ScoredLead {
    /// Its id.
    pub id: String,
    /// What the room calls it: a sample's name, a recorded lead's id.
    pub title: String,
    /// The sample lead it is, if it is one.
    pub sample: Option<Id>,
    /// Whether it was won or lost, where that is recorded.
    pub won: Option<bool>,
    /// Index of its bucket.
    pub bucket: Option<usize>,
    /// Its answers.
    pub responses: Responses,
    /// What the model says.
    pub outcome: Outcome,
    /// Whether it qualifies or would if what isn't known held.
    pub could_qualify: bool,
}

/// What the model says of the leads.
#[derive(Clone, Debug)]
pub struct LeadSummary {
    /// The compiled model.
    pub scorer: Arc<Scorer>,
    /// Which leads the figures are of.
    pub source: LeadSource,
    /// The sample leads, in their order.
    pub samples: Vec<ScoredLead>,
    /// The figures.
    pub tally: Tally,
    /// Whether there is a hand-off rule; without one nobody qualifies and the screen says so.
    pub has_handoff_rule: bool,
    pub(super) recorded: Option<RecordedScores>,
    /// What tells it from other outlooks.
    pub(super) id: u64,
    /// Who moved since the outlook of this number, which every frame asks anew.
    pub(super) reclassified: OnceLock<(u64, Reclassified)>,
}

/// The recorded leads, scored.
#[derive(Clone, Debug)]
pub(super) struct RecordedScores {
    pub(super) history: Arc<LeadHistory>,
    pub(super) scored: Arc<ScoredDataset>,
    /// Who qualifies or would if what isn't known held, once that is worked out.
    could_qualify: Option<Arc<Bitmap>>,
    /// By total; worked out when it is first looked at.
    order: OnceLock<Arc<Vec<u32>>>,
}

impl LeadSummary {
    /// Scores everything; the recorded leads with what was kept of their last scoring. Who could
    /// qualify among many recorded leads isn't worked out yet: see [`Outlook::with_could`].
    pub fn new(
        definition: &Definition,
        samples: &[Sample],
        buckets: &[Bucket],
        leads: Option<&mut RecordedLeads>,
    ) -> Self {
        let scorer = Arc::new(Scorer::new(definition));
        let samples = samples
            .iter()
            .map(|s| scored_sample(&scorer, s, buckets))
            .collect();
        let recorded = leads.filter(|leads| !leads.history.dataset.is_empty());
        let recorded = recorded.map(|leads| {
            let scored = leads.engine.score(scorer.clone());
            let few = scored.len() <= FEW_LEADS;
            RecordedScores {
                history: leads.history.clone(),
                could_qualify: few
                    .then(|| scored.could_qualify(&|| true).map(Arc::new))
                    .flatten(),
                scored,
                order: OnceLock::new(),
            }
        });
        Self::from_parts(scorer, samples, recorded, definition)
    }

    fn from_parts(
        scorer: Arc<Scorer>,
        samples: Vec<ScoredLead>,
        recorded: Option<RecordedScores>,
        definition: &Definition,
    ) -> Self {
        let source = if recorded.is_some() {
            LeadSource::Recorded
        } else if !samples.is_empty() {
            LeadSource::Samples
        } else if definition.criteria.is_empty() {
            LeadSource::Nothing
        } else if scorer
            .possible_count()
            .is_some_and(|n| n <= MAX_POSSIBLE_LEADS)
        {
            LeadSource::Possible
        } else {
            LeadSource::Nothing
        };
        let mut outlook = Self {
            has_handoff_rule: scorer.has_handoff_rule(),
            scorer,
            source,
            samples,
            tally: Tally::default(),
            recorded,
            id: next_id(),
            reclassified: OnceLock::new(),
        };
        outlook.tally = outlook.count_tally(definition);
        outlook
    }

    /// The same leads under another definition that asks the same questions: only points, rules,
    /// stages, bands, routes and dispositions may differ; nothing where more does. Who could
    /// qualify among recorded leads isn't worked out.
    #[must_use]
    pub fn rescored(&self, definition: &Definition) -> Option<Self> {
        let scorer = Arc::new(Scorer::new(definition));
        // An answer may have gone since these leads were scored.
        if !scorer.has_same_criteria(&self.scorer) {
            return None;
        }
        let mut samples = self.samples.clone();
        for line in &mut samples {
            line.outcome = scorer.outcome(&line.responses);
            line.could_qualify = scorer.could_qualify(&line.responses);
        }
        let recorded = match &self.recorded {
            None => None,
            Some(recorded) => Some(RecordedScores {
                history: recorded.history.clone(),
                scored: Arc::new(recorded.scored.rescored(scorer.clone())?),
                could_qualify: None,
                order: OnceLock::new(),
            }),
        };
        Some(Self::from_parts(scorer, samples, recorded, definition))
    }

    /// Whether it is still to be worked out who could qualify.
    pub fn lacks_could_qualify(&self) -> bool {
        self.recorded
            .as_ref()
            .is_some_and(|r| r.could_qualify.is_none())
    }

    /// The same with who could qualify worked out. That can take a while: `go_on` is asked now
    /// and then, and nothing comes of it once it says no.
    pub fn with_could_qualify(&self, go_on: &(dyn Fn() -> bool + Sync)) -> Option<Self> {
        let mut outlook = self.clone();
        outlook.id = next_id();
        let recorded = outlook.recorded.as_mut()?;
        let could = recorded.scored.could_qualify(go_on)?;
        outlook.tally.could_qualify = could.count();
        recorded.could_qualify = Some(Arc::new(could));
        Some(outlook)
    }

    /// How many recorded leads there are.
    pub fn recorded_count(&self) -> usize {
        self.recorded.as_ref().map_or(0, |r| r.scored.len())
    }

    /// A recorded lead, by its index in the file.
    pub fn scored_lead(&self, lead: usize) -> Option<ScoredLead> {
        let recorded = self.recorded.as_ref()?;
        let RecordedScores {
            history: past,
            scored,
            ..
        } = recorded;
        if lead >= scored.len() {
            return None;
        }
        let qualified = scored.is_qualified(lead);
        Some(ScoredLead {
            id: past.dataset.id(lead).to_owned(),
            title: past.dataset.id(lead).to_owned(),
            sample: None,
            won: past.won(lead),
            bucket: past.bucket(lead),
            responses: scored.responses(lead),
            outcome: scored.outcome(lead),
            could_qualify: recorded
                .could_qualify
                .as_ref()
                .map_or(qualified, |c| c.get(lead)),
        })
    }

    /// The recorded leads by their totals, greatest first; of the same total in their order.
    pub fn leads_by_total(&self) -> &[u32] {
        match &self.recorded {
            Some(recorded) => recorded
                .order
                .get_or_init(|| Arc::new(recorded.scored.order_by_total())),
            None => &[],
        }
    }

    /// How many recorded leads, and how many sample leads, are in a bucket.
    pub fn bucket_counts(&self, bucket: usize) -> (usize, usize) {
        let recorded = self.recorded.as_ref();
        let recorded = recorded.and_then(|r| r.history.in_bucket.get(bucket).copied());
        let samples = self.samples.iter().filter(|l| l.bucket == Some(bucket));
        (recorded.unwrap_or(0), samples.count())
    }

    /// Whether the figures are of leads that have names.
    pub fn has_named_leads(&self) -> bool {
        matches!(self.source, LeadSource::Recorded | LeadSource::Samples)
    }

    fn count_tally(&self, definition: &Definition) -> Tally {
        let mut tally = TallyBuilder::new(definition);
        match (&self.source, &self.recorded) {
            (LeadSource::Recorded, Some(recorded)) => {
                let RecordedScores {
                    history: past,
                    scored,
                    ..
                } = recorded;
                let ended = |some: &Bitmap| (scored.count_qualified_among(some), some.count());
                let could = recorded.could_qualify.as_ref().map(|c| c.count());
                return Tally::from_counts(
                    scored.counts(),
                    could,
                    ended(&past.won),
                    ended(&past.lost),
                );
            }
            (LeadSource::Samples, _) => {
                for line in &self.samples {
                    tally.add(&line.outcome, line.could_qualify, line.won);
                }
            }
            (LeadSource::Possible, _) => {
                for responses in self.scorer.possible_leads() {
                    let outcome = self.scorer.outcome(&responses);
                    tally.add(&outcome, outcome.qualified, None);
                }
            }
            _ => {}
        }
        tally.finish()
    }
}

/// A number no other outlook has.
fn next_id() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// A sample lead that a bucket says became viable counts as won, in any other bucket as lost:
/// that is what the room remembers of it.
fn scored_sample(scorer: &Scorer, sample: &Sample, buckets: &[Bucket]) -> ScoredLead {
    let responses = Responses::from_sample(scorer, sample);
    let bucket = sample
        .bucket
        .as_ref()
        .and_then(|id| buckets.iter().position(|b| b.id == *id));
    ScoredLead {
        id: sample.id.to_string(),
        title: if sample.name.is_empty() {
            sample.id.to_string()
        } else {
            sample.name.clone()
        },
        sample: Some(sample.id.clone()),
        won: sample.bucket.as_ref().map(|id| id == "viable"),
        bucket,
        outcome: scorer.outcome(&responses),
        could_qualify: scorer.could_qualify(&responses),
        responses,
    }
}
