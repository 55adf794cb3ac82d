//! The recorded leads with their outcomes (won or lost), ready to be scored repeatedly.

use std::sync::Arc;

use crate::model::{Bucket, Data};
use crate::scoring::engine::Bitmap;
use crate::scoring::{Dataset, Engine};

/// The recorded leads with their outcomes.
#[derive(Clone, Debug)]
pub struct LeadHistory {
    /// The leads.
    pub dataset: Arc<Dataset>,
    /// The leads that were won.
    pub won: Bitmap,
    /// The leads that were lost.
    pub lost: Bitmap,
    /// The number of leads in each bucket.
    pub in_bucket: Vec<usize>,
    buckets: Vec<Bucket>,
    bucket_column: Option<usize>,
}

/// The recorded leads with the engine that scores them, which caches what the next scoring can
/// reuse.
#[derive(Clone, Debug)]
pub struct RecordedLeads {
    pub(super) history: Arc<LeadHistory>,
    pub(super) engine: Engine,
    data: Arc<Data>,
}

impl RecordedLeads {
    /// Reads the recorded leads' outcomes as the session's data section defines them.
    pub fn new(dataset: Arc<Dataset>, data: Arc<Data>) -> Self {
        Self {
            history: Arc::new(LeadHistory::new(dataset.clone(), &data)),
            engine: Engine::new(dataset),
            data,
        }
    }

    /// Updates the outcomes from the session, keeping the engine if the leads are the same.
    #[must_use]
    pub fn refreshed(mut self, dataset: Arc<Dataset>, data: Arc<Data>) -> Self {
        if !Arc::ptr_eq(&self.history.dataset, &dataset) {
            return Self::new(dataset, data);
        }
        if self.data != data {
            self.history = Arc::new(LeadHistory::new(dataset, &data));
            self.data = data;
        }
        self
    }
}

impl LeadHistory {
    /// Reads outcomes and buckets from the recorded leads as the session's data section defines
    /// them.
    pub fn new(dataset: Arc<Dataset>, data: &Data) -> Self {
        let column = |field: &Option<String>| field.as_ref().and_then(|f| dataset.column(f));
        let lowered = |words: &[String]| -> Vec<String> {
            words.iter().map(|w| w.trim().to_lowercase()).collect()
        };
        let ended = |words: &[String]| {
            let words = lowered(words);
            let is = |value: &str| words.contains(&value.trim().to_lowercase());
            let leads = column(&data.outcome_field).map(|c| dataset.map_column(c, is));
            leads.map_or_else(
                || Bitmap::new(dataset.len()),
                |is| Bitmap::from_fn(is.len(), |lead| is[lead]),
            )
        };
        let (won, mut lost) = (ended(&data.won), ended(&data.lost));
        lost.subtract(&won); // a word that is both means won
        let bucket_column = column(&data.bucket_field);
        let mut in_bucket = vec![0; data.buckets.len()];
        if let Some(column) = bucket_column {
            let buckets = dataset.map_column(column, |value| bucket_of(&data.buckets, value));
            buckets
                .into_iter()
                .flatten()
                .for_each(|b| in_bucket[b] += 1);
        }
        Self {
            won,
            lost,
            in_bucket,
            buckets: data.buckets.clone(),
            bucket_column,
            dataset,
        }
    }

    /// Returns whether a lead was won, if its outcome is recorded.
    pub fn won(&self, lead: usize) -> Option<bool> {
        let ended = self.won.get(lead) || self.lost.get(lead);
        ended.then(|| self.won.get(lead))
    }

    /// Returns the index of a lead's bucket.
    pub fn bucket(&self, lead: usize) -> Option<usize> {
        bucket_of(&self.buckets, self.dataset.value(lead, self.bucket_column?))
    }
}

fn bucket_of(buckets: &[Bucket], value: &str) -> Option<usize> {
    buckets.iter().position(|b| b.matches(value))
}
