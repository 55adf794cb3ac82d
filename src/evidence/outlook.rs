//! The outlook: what the model now says of the recorded leads, else the sample leads, else every
//! possible one.

use std::collections::HashMap;
use std::sync::Arc;

use super::tally::{Counting, Tally};
use crate::model::{Bucket, Criterion, Data, Definition, Id, Sample, wording};
use crate::scoring::{Answers, Bound, Dataset, Outcome, Scorer};

/// Beyond this many possible leads none are scored one by one.
const MOST_POSSIBLE: u128 = 60_000;

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
    /// The recorded leads, in the order of their file.
    pub recorded: Vec<Line>,
    /// The sample leads, in their order.
    pub samples: Vec<Line>,
    /// The figures.
    pub tally: Tally,
    /// Whether there is a hand-off rule; without one nobody qualifies and the screen says so.
    pub has_rule: bool,
    facts: String,
    data: Option<Arc<Dataset>>,
}

/// The recorded leads with how they ended.
#[derive(Clone, Debug)]
pub struct Past {
    /// The leads.
    pub dataset: Arc<Dataset>,
    /// Whether each was won.
    pub won: Vec<Option<bool>>,
    /// The bucket of each.
    pub bucket: Vec<Option<usize>>,
}

/// Who came in or went out between two outlooks: name, total before and after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// Leads that qualify now and didn't.
    pub came_in: Vec<(String, i64, i64)>,
    /// Leads that did and don't.
    pub went_out: Vec<(String, i64, i64)>,
    /// How many get another disposition.
    pub redirected: usize,
    /// How many have another total.
    pub shifted: usize,
}

impl Past {
    /// Reads outcomes and buckets off the recorded leads as the session says.
    pub fn new(dataset: Arc<Dataset>, data: &Data) -> Self {
        let column = |field: &Option<String>| field.as_ref().and_then(|f| dataset.column(f));
        let (outcome, bucket) = (column(&data.outcome_field), column(&data.bucket_field));
        let lowered = |words: &[String]| {
            words
                .iter()
                .map(|w| w.trim().to_lowercase())
                .collect::<Vec<_>>()
        };
        let (won_words, lost_words) = (lowered(&data.won), lowered(&data.lost));
        let won = |value: &str| {
            let value = value.trim().to_lowercase();
            if won_words.contains(&value) {
                Some(true)
            } else {
                lost_words.contains(&value).then_some(false)
            }
        };
        let leads = 0..dataset.len();
        Self {
            won: leads
                .clone()
                .map(|lead| outcome.and_then(|column| won(dataset.value(lead, column))))
                .collect(),
            bucket: leads
                .map(|lead| bucket_of(&data.buckets, dataset.value(lead, bucket?)))
                .collect(),
            dataset,
        }
    }
}

fn bucket_of(buckets: &[Bucket], value: &str) -> Option<usize> {
    buckets.iter().position(|b| b.means(value))
}

impl Outlook {
    /// Scores everything. Answers of recorded leads are taken over from `previous` where no
    /// condition changed, so that a changed point costs no question to the data.
    pub fn new(
        definition: &Definition,
        samples: &[Sample],
        buckets: &[Bucket],
        past: Option<&Past>,
        previous: Option<&Self>,
    ) -> Self {
        let scorer = Arc::new(Scorer::new(definition));
        let facts = facts_of(&definition.criteria);
        let data = past.map(|p| p.dataset.clone());
        let same_data = |a: &Option<Arc<Dataset>>, b: &Option<Arc<Dataset>>| match (a, b) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            _ => false,
        };
        let reusable = previous.filter(|p| p.facts == facts && same_data(&p.data, &data));
        let recorded = past
            .map(|p| recorded_lines(&scorer, p, reusable))
            .unwrap_or_default();
        let samples = samples
            .iter()
            .map(|s| sample_line(&scorer, s, buckets))
            .collect();
        let has_rule = scorer.has_handoff_rule();
        let mut outlook = Self {
            scorer,
            source: Source::Nothing,
            recorded,
            samples,
            tally: Tally::default(),
            has_rule,
            facts,
            data,
        };
        outlook.count(definition);
        outlook
    }

    /// The same leads under another definition that asks the same questions: only points, rules,
    /// stages, bands, routes and dispositions may differ.
    #[must_use]
    pub fn rescored(&self, definition: &Definition) -> Self {
        let scorer = Arc::new(Scorer::new(definition));
        let again = |lines: &[Line]| {
            let mut lines = lines.to_vec();
            for line in &mut lines {
                line.outcome = scorer.outcome(&line.answers);
                line.could = scorer.could_qualify(&line.answers);
            }
            lines
        };
        let mut outlook = Self {
            source: Source::Nothing,
            recorded: again(&self.recorded),
            samples: again(&self.samples),
            tally: Tally::default(),
            has_rule: scorer.has_handoff_rule(),
            facts: self.facts.clone(),
            data: self.data.clone(),
            scorer,
        };
        outlook.count(definition);
        outlook
    }

    /// The lines the figures are of; none where they are of possible leads.
    pub fn lines(&self) -> &[Line] {
        match self.source {
            Source::Recorded => &self.recorded,
            Source::Samples => &self.samples,
            Source::Possible | Source::Nothing => &[],
        }
    }

    fn count(&mut self, definition: &Definition) {
        self.source = if !self.recorded.is_empty() {
            Source::Recorded
        } else if !self.samples.is_empty() {
            Source::Samples
        } else if definition.criteria.is_empty() {
            Source::Nothing
        } else if self
            .scorer
            .possible_count()
            .is_some_and(|n| n <= MOST_POSSIBLE)
        {
            Source::Possible
        } else {
            Source::Nothing
        };
        let mut tally = Counting::new(definition);
        if self.source == Source::Possible {
            for answers in self.scorer.possible_leads() {
                let outcome = self.scorer.outcome(&answers);
                tally.take(&outcome, outcome.qualified, None);
            }
        } else {
            for line in self.lines() {
                tally.take(&line.outcome, line.could, line.won);
            }
        }
        self.tally = tally.done();
    }

    /// Who came in or went out since another outlook on the same leads.
    pub fn moves_since(&self, before: &Self) -> Moves {
        let mut moves = Moves::default();
        if self.source != before.source {
            return moves;
        }
        let old: HashMap<&str, &Line> = before.lines().iter().map(|l| (l.id.as_str(), l)).collect();
        let names = |outlook: &Self, outcome: &Outcome| {
            outcome
                .disposition
                .and_then(|d| outlook.scorer.disposition_id(d).cloned())
        };
        for line in self.lines() {
            let Some(was) = old.get(line.id.as_str()) else {
                continue;
            };
            let (then, now) = (&was.outcome, &line.outcome);
            let entry = || (line.title.clone(), then.total, now.total);
            match (then.qualified, now.qualified) {
                (false, true) => moves.came_in.push(entry()),
                (true, false) => moves.went_out.push(entry()),
                _ => {}
            }
            moves.redirected += usize::from(names(before, then) != names(self, now));
            moves.shifted += usize::from(then.total != now.total);
        }
        moves
    }

    /// The difference to another outlook in a few words.
    pub fn sentence_of_moves(&self, before: &Self) -> String {
        let moves = self.moves_since(before);
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let mut parts = Vec::new();
        if !moves.came_in.is_empty() {
            parts.push(format!("{} in", moves.came_in.len()));
        }
        if !moves.went_out.is_empty() {
            parts.push(format!("{} out", moves.went_out.len()));
        }
        if moves.redirected > 0 {
            parts.push(format!(
                "{} elsewhere",
                wording::counted(count(moves.redirected), "lead")
            ));
        }
        if parts.is_empty() {
            "no lead goes elsewhere".into()
        } else {
            parts.join(", ")
        }
    }
}

/// The criteria without their points: what decides the answers.
fn facts_of(criteria: &[Criterion]) -> String {
    let bare: Vec<_> = criteria
        .iter()
        .map(|c| {
            let levels: Vec<_> = c
                .levels
                .iter()
                .map(|l| (&l.id, &l.when, l.otherwise))
                .collect();
            (&c.id, c.combine, &c.when, levels)
        })
        .collect();
    serde_json::to_string(&bare).expect("criteria are plain data")
}

fn recorded_lines(scorer: &Scorer, past: &Past, reusable: Option<&Outlook>) -> Vec<Line> {
    let bound = Bound::new(scorer, &past.dataset);
    let line = |(index, lead): (usize, crate::scoring::Lead)| {
        let kept = reusable
            .and_then(|o| o.recorded.get(index))
            .map(|l| l.answers.clone());
        let answers = kept.unwrap_or_else(|| bound.answers(&lead));
        Line {
            id: lead.id.clone(),
            title: lead.id.clone(),
            sample: None,
            won: past.won.get(index).copied().flatten(),
            bucket: past.bucket.get(index).copied().flatten(),
            outcome: scorer.outcome(&answers),
            could: scorer.could_qualify(&answers),
            answers,
        }
    };
    past.dataset.leads().enumerate().map(line).collect()
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
