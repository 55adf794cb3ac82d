//! Effects of a revision on sample leads and recorded leads, for the workbench and `accord diff`.

use crate::evidence::LeadHistory;
use crate::model::{Bucket, Id, Sample};
use crate::revision::{Impact, RescoredLead};
use crate::scoring::engine::ScoredDataset;
use crate::scoring::{Responses, Scorer};

/// Returns the effect on sample leads; `None` if there are none.
pub fn sample_impact(samples: &[Sample], before: &Scorer, after: &Scorer) -> Option<Impact> {
    let both = samples.iter().map(|sample| RescoredLead {
        id: if sample.name.is_empty() {
            sample.id.as_str()
        } else {
            &sample.name
        },
        before: before.outcome(&Responses::from_sample(before, sample)),
        after: after.outcome(&Responses::from_sample(after, sample)),
        won: None,
        bucket: sample.bucket.as_ref().map(Id::as_str),
    });
    (!samples.is_empty()).then(|| Impact::of(before, after, both))
}

/// Returns the effect on recorded leads scored by both definitions.
pub fn recorded_impact(
    history: &LeadHistory,
    buckets: &[Bucket],
    before: &ScoredDataset,
    after: &ScoredDataset,
) -> Impact {
    let bucket = |index: usize| {
        let bucket: Option<&Bucket> = buckets.get(history.bucket(index)?);
        bucket.map(|bucket| bucket.id.as_str())
    };
    let dataset = &history.dataset;
    let both = (0..dataset.len()).map(|index| RescoredLead {
        id: dataset.id(index),
        before: before.outcome(index),
        after: after.outcome(index),
        // Where only buckets say it, they are listed by name.
        won: history.won(index).filter(|_| !history.is_by_bucket()),
        bucket: bucket(index),
    });
    Impact::of(before.scorer(), after.scorer(), both)
}
