//! The recorded leads with their outcomes (won or lost), ready to be scored repeatedly.

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use super::past_leads::PastEngine;
use crate::model::{Bucket, Data};
use crate::scoring::engine::Bitmap;
use crate::scoring::list_figures::RecordedFigures;
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
    is_by_bucket: bool,
    /// The ids that could be taken for telephone numbers, found on first use.
    pub(super) phone_like_ids: OnceLock<HashSet<String>>,
}

/// The recorded leads with the engine that scores them, which caches what the next scoring can
/// reuse.
#[derive(Clone, Debug)]
pub struct RecordedLeads {
    pub(super) history: Arc<LeadHistory>,
    pub(super) engine: Engine,
    pub(super) figures: RecordedFigures,
    /// The same leads as of the days on which their facts count.
    pub(super) past: Option<PastEngine>,
    pub(super) data: Arc<Data>,
}

impl RecordedLeads {
    /// Reads the recorded leads' outcomes as the session's data section defines them.
    pub fn new(dataset: Arc<Dataset>, data: Arc<Data>) -> Self {
        Self {
            history: Arc::new(LeadHistory::new(dataset.clone(), &data)),
            figures: RecordedFigures::new(&dataset),
            past: PastEngine::new(&dataset, &data),
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
            self.past = PastEngine::new(&dataset, &data);
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
        let bucket_column = column(&data.bucket_field);
        // The outcome column decides; without one, the buckets do.
        let ended: Option<Vec<Option<bool>>> = match (column(&data.outcome_field), bucket_column) {
            (Some(column), _) => Some(
                dataset.map_column(column, |text| data.ended_well(dataset.reading.value(text))),
            ),
            (None, Some(column)) => Some(dataset.map_column(column, |text| {
                let bucket = bucket_of(&data.buckets, dataset.reading.value(text))?;
                data.buckets[bucket].ended_well()
            })),
            (None, None) => None,
        };
        let those = |well: bool| match &ended {
            Some(ended) => Bitmap::from_fn(ended.len(), |lead| ended[lead] == Some(well)),
            None => Bitmap::new(dataset.len()),
        };
        let (won, lost) = (those(true), those(false));
        let is_by_bucket = column(&data.outcome_field).is_none() && bucket_column.is_some();
        let mut in_bucket = vec![0; data.buckets.len()];
        if let Some(column) = bucket_column {
            let reading = &dataset.reading;
            let of = |text: &str| bucket_of(&data.buckets, reading.value(text));
            let buckets = dataset.map_column(column, of);
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
            is_by_bucket,
            phone_like_ids: OnceLock::new(),
            dataset,
        }
    }

    /// Returns whether a lead was won, if its outcome is recorded.
    pub fn won(&self, lead: usize) -> Option<bool> {
        let ended = self.won.get(lead) || self.lost.get(lead);
        ended.then(|| self.won.get(lead))
    }

    /// Returns whether the buckets say how leads ended, rather than an outcome column.
    pub fn is_by_bucket(&self) -> bool {
        self.is_by_bucket
    }

    /// Returns the index of a lead's bucket.
    pub fn bucket(&self, lead: usize) -> Option<usize> {
        let text = self.dataset.value(lead, self.bucket_column?);
        bucket_of(&self.buckets, self.dataset.reading.value(text))
    }
}

fn bucket_of(buckets: &[Bucket], value: &str) -> Option<usize> {
    buckets.iter().position(|b| b.matches(value))
}
