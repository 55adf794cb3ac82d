//! As of which day a lead's facts count: one rule for every lead, whatever became of it.

use jiff::ToSpan;
use jiff::civil::Date;

use super::groups::days_of;
use crate::model::Data;
use crate::scoring::Dataset;

/// The rule that gives each lead the day as of which its facts count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactsDay {
    /// The day on which it was handed to Sales, which a column gives for every lead.
    HandedOff,
    /// So many days after it was created.
    AfterCreation(u32),
    /// There is no such day: figures include what came later.
    IncludesLater,
}

impl FactsDay {
    /// Returns the rule and the day of each lead, `None` for a lead without one. Never depends on
    /// how a lead ended.
    pub(super) fn of(dataset: &Dataset, data: &Data) -> (Self, Vec<Option<Date>>) {
        if let Some(days) = days_of(dataset, data.handed_off_field.as_ref())
            && !days.is_empty()
            && days.iter().all(Option::is_some)
        {
            return (Self::HandedOff, days);
        }
        let after = data.facts_after();
        match days_of(dataset, data.created_field.as_ref()) {
            Some(created) if created.iter().any(Option::is_some) => {
                let later = |day: Date| day.checked_add(i64::from(after).days()).ok();
                let days = created.into_iter().map(|day| day.and_then(later));
                (Self::AfterCreation(after), days.collect())
            }
            _ => (Self::IncludesLater, vec![None; dataset.len()]),
        }
    }

    /// Returns the rule in words.
    pub fn words(self) -> String {
        match self {
            Self::HandedOff => "facts as of the day each lead was handed to Sales".into(),
            Self::AfterCreation(1) => "facts as of 1 day after each lead was created".into(),
            Self::AfterCreation(days) => {
                format!("facts as of {days} days after each lead was created")
            }
            Self::IncludesLater => "includes what came later: no column says when leads were \
                                    created or handed off"
                .into(),
        }
    }
}
