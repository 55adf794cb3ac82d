//! Summarises what the model says about the recorded leads or, failing that, the sample leads or
//! every possible lead.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use super::column_warnings::{absent_field_warnings, shared_field_warnings};
use super::lead_history::RecordedLeads;
use super::list_report::recorded_lines;
use super::past_leads::PastScores;
use super::reclassified::Reclassified;
use super::recorded_answers::RecordedAnswers;
use super::recorded_scores::RecordedScores;
use super::tally::{Tally, TallyBuilder};
use super::threshold_counts::ThresholdCounts;
use crate::model::{Bucket, Definition, Id, Sample};
use crate::scoring::engine::Bitmap;
use crate::scoring::{Outcome, Responses, Scorer};

/// The most possible leads that are scored one by one; with more, none are.
const MAX_POSSIBLE_LEADS: u128 = 60_000;
/// Up to this many recorded leads, who could qualify is computed right away.
const FEW_LEADS: usize = 2_000;

/// The leads that the figures cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeadSource {
    /// The recorded leads from the file.
    Recorded,
    /// The sample leads sketched in the room.
    Samples,
    /// Every lead the model allows.
    Possible,
    /// None: there are too many possible leads to try, or no criteria.
    Nothing,
}

/// What leads are called by how they ended. Those that ended neither way are the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutcomeWords {
    /// Those that ended well.
    pub good: &'static str,
    /// Those that ended badly.
    pub bad: &'static str,
}

impl OutcomeWords {
    /// By the outcome column.
    pub const OF_OUTCOMES: Self = Self {
        good: "won",
        bad: "lost",
    };
    /// By buckets.
    pub const OF_BUCKETS: Self = Self {
        good: "viable",
        bad: "rejected",
    };
}

/// A lead with its score.
#[derive(Clone, Debug)]
pub struct ScoredLead {
    /// The lead's id.
    pub id: String,
    /// The name shown for it: a sample's name, a recorded lead's id.
    pub title: String,
    /// The sample lead's id, if it is one.
    pub sample: Option<Id>,
    /// Whether it was won or lost, if that is recorded.
    pub won: Option<bool>,
    /// The index of its bucket.
    pub bucket: Option<usize>,
    /// What the lead answers.
    pub responses: Responses,
    /// The model's outcome for it.
    pub outcome: Outcome,
    /// Whether it qualifies, or would if what is unknown turned out well.
    pub could_qualify: bool,
}

/// A summary of what the model says about the leads.
#[derive(Clone, Debug)]
pub struct LeadSummary {
    /// The compiled model.
    pub scorer: Arc<Scorer>,
    /// The leads that the figures cover.
    pub source: LeadSource,
    /// The sample leads, in order.
    pub samples: Vec<ScoredLead>,
    /// The figures.
    pub tally: Tally,
    /// What the model asks of the recorded leads and they don't have or can't be read for, as
    /// sentences: columns, values, events, ids.
    pub column_warnings: Vec<String>,
    /// Whether there is a hand-off rule; without one nobody qualifies, and the screen says so.
    pub has_handoff_rule: bool,
    pub(super) recorded: Option<RecordedScores>,
    /// Identifies this summary.
    pub(super) id: u64,
    /// The changes since the summary with this id, cached because every frame needs them.
    pub(super) reclassified: OnceLock<(u64, Reclassified)>,
    /// The leads by total, counted on first use.
    pub(super) threshold_counts: OnceLock<Arc<ThresholdCounts>>,
}

impl LeadSummary {
    /// Scores everything, reusing what is cached from the recorded leads' last scoring. Who could
    /// qualify among many recorded leads is left open: see [`LeadSummary::with_could_qualify`].
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
        let mut column_warnings = leads.as_ref().map_or_else(Vec::new, |leads| {
            let dataset = &leads.history.dataset;
            let mut warnings = absent_field_warnings(&scorer, dataset);
            let mapped = &leads.data.columns;
            warnings.extend(shared_field_warnings(&scorer, dataset, mapped, |field| {
                format!("`{field} = COLUMN` under Columns")
            }));
            warnings
        });
        let recorded = leads.filter(|leads| !leads.history.dataset.is_empty());
        let recorded = recorded.map(|leads| {
            let scored = leads.engine.score(scorer.clone());
            let dataset = &leads.history.dataset;
            leads.figures.update(definition, dataset);
            let past = leads.past.as_mut();
            let past = past.map(|past| past.score(&scorer, &scored));
            let lines = recorded_lines(&leads.figures, &scored, &leads.data, dataset);
            column_warnings.extend(lines);
            let few = scored.len() <= FEW_LEADS;
            RecordedScores {
                history: leads.history.clone(),
                could_qualify: few
                    .then(|| scored.could_qualify(&|| true).map(Arc::new))
                    .flatten(),
                scored,
                past,
                order: OnceLock::new(),
                answers: OnceLock::new(),
                qualified: OnceLock::new(),
                median_week: OnceLock::new(),
            }
        });
        Self {
            column_warnings,
            ..Self::from_parts(scorer, samples, recorded, definition)
        }
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
            column_warnings: Vec::new(),
            recorded,
            id: next_id(),
            reclassified: OnceLock::new(),
            threshold_counts: OnceLock::new(),
        };
        outlook.tally = outlook.count_tally(definition);
        outlook
    }

    /// Scores the same leads with another definition whose criteria have the same answers; only
    /// points, rules, stages, bands, routes and dispositions may differ, otherwise returns `None`.
    /// Who could qualify among recorded leads is left open.
    #[must_use]
    pub fn rescored(&self, definition: &Definition) -> Option<Self> {
        let scorer = Arc::new(Scorer::new(definition));
        // An answer may have been removed since these leads were scored.
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
                past: None,
                order: OnceLock::new(),
                answers: OnceLock::new(),
                qualified: OnceLock::new(),
                median_week: OnceLock::new(),
            }),
        };
        Some(Self {
            // The same criteria ask about the same fields.
            column_warnings: self.column_warnings.clone(),
            ..Self::from_parts(scorer, samples, recorded, definition)
        })
    }

    /// Returns what the leads are called by how they ended.
    pub fn outcome_words(&self) -> OutcomeWords {
        match (self.source, &self.recorded) {
            (LeadSource::Samples, _) => OutcomeWords::OF_BUCKETS,
            (_, Some(recorded)) if recorded.history.is_by_bucket() => OutcomeWords::OF_BUCKETS,
            _ => OutcomeWords::OF_OUTCOMES,
        }
    }

    /// Returns whether it is still open who could qualify.
    pub fn lacks_could_qualify(&self) -> bool {
        self.recorded
            .as_ref()
            .is_some_and(|r| r.could_qualify.is_none())
    }

    /// Returns the summary with who could qualify computed. That can take a while: `go_on` is
    /// polled now and then, and once it returns false the result is `None`.
    pub fn with_could_qualify(&self, go_on: &(dyn Fn() -> bool + Sync)) -> Option<Self> {
        let mut summary = self.clone();
        summary.id = next_id();
        let recorded = summary.recorded.as_mut()?;
        let could = recorded.scored.could_qualify(go_on)?;
        summary.tally.could_qualify = could.count();
        recorded.could_qualify = Some(Arc::new(could));
        Some(summary)
    }

    /// Returns the recorded leads as of the days on which their facts count, with what the model
    /// says of them; `None` if no column says how they ended.
    pub fn past(&self) -> Option<&PastScores> {
        self.recorded.as_ref()?.past.as_ref()
    }

    /// Returns how many recorded leads have each answer, counted when it is first asked for; `None`
    /// if no leads are recorded.
    pub fn recorded_answers(&self) -> Option<&RecordedAnswers> {
        let recorded = self.recorded.as_ref()?;
        let count = || {
            Arc::new(match &recorded.past {
                Some(past) => RecordedAnswers::of_past(past),
                None => RecordedAnswers::of_recorded(&recorded.scored),
            })
        };
        Some(recorded.answers.get_or_init(count))
    }

    /// Returns the number of recorded leads.
    pub fn recorded_count(&self) -> usize {
        self.recorded.as_ref().map_or(0, |r| r.scored.len())
    }

    /// Returns the name shown for a recorded lead, by its index in the file; blank if there is none.
    pub fn lead_name(&self, lead: usize) -> &str {
        let recorded = self.recorded.as_ref().filter(|r| lead < r.scored.len());
        recorded.map_or("", |r| r.history.dataset.id(lead))
    }

    /// Returns a recorded lead, by its index in the file.
    pub fn scored_lead(&self, lead: usize) -> Option<ScoredLead> {
        let recorded = self.recorded.as_ref()?;
        let RecordedScores {
            history, scored, ..
        } = recorded;
        if lead >= scored.len() {
            return None;
        }
        let qualified = scored.is_qualified(lead);
        Some(ScoredLead {
            id: history.dataset.id(lead).to_owned(),
            title: history.dataset.id(lead).to_owned(),
            sample: None,
            won: history.won(lead),
            bucket: history.bucket(lead),
            responses: scored.responses(lead),
            outcome: scored.outcome(lead),
            could_qualify: recorded
                .could_qualify
                .as_ref()
                .map_or(qualified, |c| c.get(lead)),
        })
    }

    /// Returns the recorded leads by descending total; equal totals keep their order.
    pub fn leads_by_total(&self) -> &[u32] {
        match &self.recorded {
            Some(recorded) => recorded
                .order
                .get_or_init(|| Arc::new(recorded.scored.order_by_total())),
            None => &[],
        }
    }

    /// Returns how many recorded leads, and how many sample leads, are in a bucket.
    pub fn bucket_counts(&self, bucket: usize) -> (usize, usize) {
        let recorded = self.recorded.as_ref();
        let recorded = recorded.and_then(|r| r.history.in_bucket.get(bucket).copied());
        let samples = self.samples.iter().filter(|l| l.bucket == Some(bucket));
        (recorded.unwrap_or(0), samples.count())
    }

    /// Returns whether the figures cover leads that have names.
    pub fn has_named_leads(&self) -> bool {
        matches!(self.source, LeadSource::Recorded | LeadSource::Samples)
    }

    fn count_tally(&self, definition: &Definition) -> Tally {
        let mut tally = TallyBuilder::new(definition);
        match (&self.source, &self.recorded) {
            (LeadSource::Recorded, Some(recorded)) => {
                let RecordedScores {
                    history, scored, ..
                } = recorded;
                let ended = |some: &Bitmap| (scored.count_qualified_among(some), some.count());
                let could = recorded.could_qualify.as_ref().map(|c| c.count());
                return Tally::from_counts(
                    scored.counts(),
                    could,
                    ended(&history.won),
                    ended(&history.lost),
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

/// Returns an id that no other summary has.
fn next_id() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// Scores a sample lead. It counts as won or lost as its bucket does.
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
        won: bucket.and_then(|b| buckets[b].ended_well()),
        bucket,
        outcome: scorer.outcome(&responses),
        could_qualify: scorer.could_qualify(&responses),
        responses,
    }
}
