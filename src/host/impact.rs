//! What a revision does to the leads there are: sample leads, and recorded ones.
//!
//! The reviser and `accord diff` come here.

use crate::evidence::Past;
use crate::model::{Bucket, Id, Sample};
use crate::revision::{Both, Impact};
use crate::scoring::engine::Scored;
use crate::scoring::{Answers, Scorer};

/// What becomes of sample leads; `None` where there are none.
pub fn of_samples(samples: &[Sample], before: &Scorer, after: &Scorer) -> Option<Impact> {
    let both = samples.iter().map(|sample| Both {
        id: if sample.name.is_empty() {
            sample.id.as_str()
        } else {
            &sample.name
        },
        before: before.outcome(&Answers::from_sample(before, sample)),
        after: after.outcome(&Answers::from_sample(after, sample)),
        won: None,
        bucket: sample.bucket.as_ref().map(Id::as_str),
    });
    (!samples.is_empty()).then(|| Impact::of(before, after, both))
}

/// What becomes of recorded leads that were scored by both definitions.
pub fn of_recorded(past: &Past, buckets: &[Bucket], before: &Scored, after: &Scored) -> Impact {
    let bucket = |index: usize| {
        let bucket: Option<&Bucket> = buckets.get(past.bucket(index)?);
        bucket.map(|bucket| bucket.id.as_str())
    };
    let dataset = &past.dataset;
    let both = (0..dataset.len()).map(|index| Both {
        id: dataset.id(index),
        before: before.outcome(index),
        after: after.outcome(index),
        won: past.won(index),
        bucket: bucket(index),
    });
    Impact::of(before.scorer(), after.scorer(), both)
}
