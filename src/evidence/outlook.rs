//! The outlook: what the model now says of the recorded leads, else the sample leads, else every
//! possible one.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use super::moves::Moves;
use super::past::{Leads, Past};
use super::tally::{Counting, Tally};
use crate::model::{Bucket, Definition, Id, Sample};
use crate::scoring::engine::Bits;
use crate::scoring::{Answers, Outcome, Scored, Scorer};

/// Beyond this many possible leads none are scored one by one.
const MOST_POSSIBLE: u128 = 60_000;
/// Of so few recorded leads it is worked out at once who could qualify.
const FEW: usize = 2_000;

/// Which leads the figures are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
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
pub struct Line {
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
    pub answers: Answers,
    /// What the model says.
    pub outcome: Outcome,
    /// Whether it qualifies or would if what isn't known held.
    pub could: bool,
}

/// What the model says of the leads.
#[derive(Clone, Debug)]
pub struct Outlook {
    /// The compiled model.
    pub scorer: Arc<Scorer>,
    /// Which leads the figures are of.
    pub source: Source,
    /// The sample leads, in their order.
    pub samples: Vec<Line>,
    /// The figures.
    pub tally: Tally,
    /// Whether there is a hand-off rule; without one nobody qualifies and the screen says so.
    pub has_rule: bool,
    pub(super) recorded: Option<Recorded>,
    /// What tells it from other outlooks.
    pub(super) number: u64,
    /// Who moved since the outlook of this number, which every frame asks anew.
    pub(super) moved: OnceLock<(u64, Moves)>,
}

/// The recorded leads, scored.
#[derive(Clone, Debug)]
pub(super) struct Recorded {
    pub(super) past: Arc<Past>,
    pub(super) scored: Arc<Scored>,
    /// Who qualifies or would if what isn't known held, once that is worked out.
    could: Option<Arc<Bits>>,
    /// By total; worked out when it is first looked at.
    order: OnceLock<Arc<Vec<u32>>>,
}

impl Outlook {
    /// Scores everything; the recorded leads with what was kept of their last scoring. Who could
    /// qualify among many recorded leads isn't worked out yet: see [`Outlook::with_could`].
    pub fn new(
        definition: &Definition,
        samples: &[Sample],
        buckets: &[Bucket],
        leads: Option<&mut Leads>,
    ) -> Self {
        let scorer = Arc::new(Scorer::new(definition));
        let samples = samples
            .iter()
            .map(|s| sample_line(&scorer, s, buckets))
            .collect();
        let recorded = leads.filter(|leads| !leads.past.dataset.is_empty());
        let recorded = recorded.map(|leads| {
            let scored = leads.engine.score(scorer.clone());
            let few = scored.len() <= FEW;
            Recorded {
                past: leads.past.clone(),
                could: few
                    .then(|| scored.could_qualify(&|| true).map(Arc::new))
                    .flatten(),
                scored,
                order: OnceLock::new(),
            }
        });
        Self::of(scorer, samples, recorded, definition)
    }

    fn of(
        scorer: Arc<Scorer>,
        samples: Vec<Line>,
        recorded: Option<Recorded>,
        definition: &Definition,
    ) -> Self {
        let source = if recorded.is_some() {
            Source::Recorded
        } else if !samples.is_empty() {
            Source::Samples
        } else if definition.criteria.is_empty() {
            Source::Nothing
        } else if scorer.possible_count().is_some_and(|n| n <= MOST_POSSIBLE) {
            Source::Possible
        } else {
            Source::Nothing
        };
        let mut outlook = Self {
            has_rule: scorer.has_handoff_rule(),
            scorer,
            source,
            samples,
            tally: Tally::default(),
            recorded,
            number: number(),
            moved: OnceLock::new(),
        };
        outlook.tally = outlook.counted(definition);
        outlook
    }

    /// The same leads under another definition that asks the same questions: only points, rules,
    /// stages, bands, routes and dispositions may differ; nothing where more does. Who could
    /// qualify among recorded leads isn't worked out.
    #[must_use]
    pub fn rescored(&self, definition: &Definition) -> Option<Self> {
        let scorer = Arc::new(Scorer::new(definition));
        // An answer may have gone since these leads were scored.
        if !scorer.asks_the_same(&self.scorer) {
            return None;
        }
        let mut samples = self.samples.clone();
        for line in &mut samples {
            line.outcome = scorer.outcome(&line.answers);
            line.could = scorer.could_qualify(&line.answers);
        }
        let recorded = match &self.recorded {
            None => None,
            Some(recorded) => Some(Recorded {
                past: recorded.past.clone(),
                scored: Arc::new(recorded.scored.rescored(scorer.clone())?),
                could: None,
                order: OnceLock::new(),
            }),
        };
        Some(Self::of(scorer, samples, recorded, definition))
    }

    /// Whether it is still to be worked out who could qualify.
    pub fn lacks_could(&self) -> bool {
        self.recorded.as_ref().is_some_and(|r| r.could.is_none())
    }

    /// The same with who could qualify worked out. That can take a while: `go_on` is asked now
    /// and then, and nothing comes of it once it says no.
    pub fn with_could(&self, go_on: &(dyn Fn() -> bool + Sync)) -> Option<Self> {
        let mut outlook = self.clone();
        outlook.number = number();
        let recorded = outlook.recorded.as_mut()?;
        let could = recorded.scored.could_qualify(go_on)?;
        outlook.tally.could = could.count();
        recorded.could = Some(Arc::new(could));
        Some(outlook)
    }

    /// How many recorded leads there are.
    pub fn recorded(&self) -> usize {
        self.recorded.as_ref().map_or(0, |r| r.scored.len())
    }

    /// A recorded lead, by its index in the file.
    pub fn line(&self, lead: usize) -> Option<Line> {
        let recorded = self.recorded.as_ref()?;
        let Recorded { past, scored, .. } = recorded;
        if lead >= scored.len() {
            return None;
        }
        let qualified = scored.is_qualified(lead);
        Some(Line {
            id: past.dataset.id(lead).to_owned(),
            title: past.dataset.id(lead).to_owned(),
            sample: None,
            won: past.won(lead),
            bucket: past.bucket(lead),
            answers: scored.answers(lead),
            outcome: scored.outcome(lead),
            could: recorded.could.as_ref().map_or(qualified, |c| c.get(lead)),
        })
    }

    /// The recorded leads by their totals, greatest first; of the same total in their order.
    pub fn order(&self) -> &[u32] {
        match &self.recorded {
            Some(recorded) => recorded
                .order
                .get_or_init(|| Arc::new(recorded.scored.by_total())),
            None => &[],
        }
    }

    /// How many recorded leads, and how many sample leads, are in a bucket.
    pub fn in_bucket(&self, bucket: usize) -> (usize, usize) {
        let recorded = self.recorded.as_ref();
        let recorded = recorded.and_then(|r| r.past.in_bucket.get(bucket).copied());
        let samples = self.samples.iter().filter(|l| l.bucket == Some(bucket));
        (recorded.unwrap_or(0), samples.count())
    }

    /// Whether the figures are of leads that have names.
    pub fn has_lines(&self) -> bool {
        matches!(self.source, Source::Recorded | Source::Samples)
    }

    fn counted(&self, definition: &Definition) -> Tally {
        let mut tally = Counting::new(definition);
        match (&self.source, &self.recorded) {
            (Source::Recorded, Some(recorded)) => {
                let Recorded { past, scored, .. } = recorded;
                let ended = |some: &Bits| (scored.qualified_among(some), some.count());
                let could = recorded.could.as_ref().map(|c| c.count());
                return Tally::of(scored.counts(), could, ended(&past.won), ended(&past.lost));
            }
            (Source::Samples, _) => {
                for line in &self.samples {
                    tally.take(&line.outcome, line.could, line.won);
                }
            }
            (Source::Possible, _) => {
                for answers in self.scorer.possible_leads() {
                    let outcome = self.scorer.outcome(&answers);
                    tally.take(&outcome, outcome.qualified, None);
                }
            }
            _ => {}
        }
        tally.done()
    }
}

/// A number no other outlook has.
fn number() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// A sample lead that a bucket says became viable counts as won, in any other bucket as lost:
/// that is what the room remembers of it.
fn sample_line(scorer: &Scorer, sample: &Sample, buckets: &[Bucket]) -> Line {
    let answers = Answers::from_sample(scorer, sample);
    let bucket = sample
        .bucket
        .as_ref()
        .and_then(|id| buckets.iter().position(|b| b.id == *id));
    Line {
        id: sample.id.to_string(),
        title: if sample.name.is_empty() {
            sample.id.to_string()
        } else {
            sample.name.clone()
        },
        sample: Some(sample.id.clone()),
        won: sample.bucket.as_ref().map(|id| id == "viable"),
        bucket,
        outcome: scorer.outcome(&answers),
        could: scorer.could_qualify(&answers),
        answers,
    }
}
