//! What taking either side's median for a line of the estimate sheet would do to the leads.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::evidence::LeadSummary;
use crate::model::{Definition, Side, Subject};

/// A line of the sheet with each side's median. Cheap to clone.
#[derive(Clone, Debug)]
pub struct MedianQuestion {
    /// The leads as they were last scored.
    pub outlook: Arc<LeadSummary>,
    /// What the line is about.
    pub subject: Subject,
    /// The medians to try.
    pub medians: Vec<TriedMedian>,
}

/// A side's median, to be tried.
#[derive(Clone, Debug)]
pub struct TriedMedian {
    /// Whose it is.
    pub side: Side,
    /// The median, as it would be taken: a half is rounded up.
    pub value: i64,
    /// The definition with it; `None` if that is the present one.
    pub definition: Option<Arc<Definition>>,
}

/// What taking a median would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MedianEffect {
    /// Whose it is.
    pub side: Side,
    /// The median, as it would be taken.
    pub value: i64,
    /// Whether it is the present value.
    pub is_present: bool,
    /// How many leads would qualify that don't.
    pub came_in: usize,
    /// How many leads would no longer qualify.
    pub dropped_out: usize,
}

/// The last question, with the answer once it is there.
#[derive(Clone, Debug)]
pub struct MedianTrial {
    pub(crate) question: MedianQuestion,
    pub(crate) effects: Option<Vec<MedianEffect>>,
}

impl PartialEq for MedianQuestion {
    /// Whether both ask for the same values of the same line and the same scoring.
    fn eq(&self, other: &Self) -> bool {
        let values = |question: &Self| -> Vec<(Side, i64, bool)> {
            let medians = question.medians.iter();
            medians
                .map(|median| (median.side, median.value, median.definition.is_none()))
                .collect()
        };
        Arc::ptr_eq(&self.outlook, &other.outlook)
            && self.subject == other.subject
            && values(self) == values(other)
    }
}

impl MedianTrial {
    /// Returns what the medians of this line do to the leads of this scoring, once that is known.
    pub fn effects_of(&self, subject: &Subject, outlook: &Arc<LeadSummary>) -> &[MedianEffect] {
        let question = &self.question;
        if question.subject != *subject || !Arc::ptr_eq(&question.outlook, outlook) {
            return &[];
        }
        self.effects.as_deref().unwrap_or_default()
    }
}
