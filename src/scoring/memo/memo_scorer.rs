//! Scores leads one by one, with memoization.

use std::sync::Arc;

use jiff::civil::Date;

use super::atomic_conditions::AtomicConditions;
use super::event_classes::EventClasses;
use super::memo_lead::MemoLead;
use super::value_classes::ValueClasses;
use super::verdict_cache::{VerdictCache, VerdictOffset};
use crate::model::Definition;
use crate::scoring::compile::Scorer;
use crate::scoring::dataset::{Dataset, Lead};
use crate::scoring::evaluate::{BoundAudience, BoundScorer, LeadAudience, Responses};
use crate::scoring::list_figures::{ColumnFigures, ValueProbe, asked_columns, outcome_fingerprint};

/// How many events a lead has that conditions ask about. None are counted of a lead with very many
/// of them whose row was there before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeadEventCounts {
    /// All of them.
    pub all: u32,
    /// Those later than the day that the lead looks back from.
    pub later: u32,
    /// Those with the name and the time of day of the one before.
    pub again: u32,
}

/// Scores leads with memoized verdicts.
pub struct MemoScorer<'a> {
    scorer: &'a Scorer,
    bound: BoundScorer<'a>,
    /// Whom leads stand for, if that is asked.
    audience: Option<BoundAudience>,
    columns: Vec<ValueClasses>,
    events: EventClasses,
    verdicts: VerdictCache,
    /// The lead on which conditions are tested.
    lead: Lead,
}

impl<'a> MemoScorer<'a> {
    /// Scores leads with the columns of `shape` by a definition and the scorer compiled from it.
    /// `event_names` are the event names that leads record by index. Whom leads stand for is worked
    /// out where an audience is given: that of the definition, bound to the same columns.
    pub fn new(
        definition: &Definition,
        scorer: &'a Scorer,
        shape: &Dataset,
        event_names: &[Arc<str>],
        audience: Option<BoundAudience>,
    ) -> Self {
        let atomic = AtomicConditions::of(definition, shape);
        let asked = asked_columns(definition, &shape.columns);
        let columns = atomic.columns.into_iter().zip(&asked);
        let columns: Vec<ValueClasses> = columns
            .map(|((column, conditions), asked)| {
                debug_assert_eq!(column, asked.column, "both follow the model");
                ValueClasses::new(column, conditions, ValueProbe::new(asked, &shape.reading))
            })
            .collect();
        let bound = scorer.bind(shape);
        let further = audience.iter().flat_map(BoundAudience::conditions);
        let tally = bound.event_tally_with(further, event_names);
        let events = EventClasses::new(atomic.events, tally);
        let bits = columns.iter().map(ValueClasses::bits);
        Self {
            scorer,
            verdicts: VerdictCache::new(bits.chain([events.bits()])),
            bound,
            audience,
            columns,
            events,
            lead: Lead {
                values: vec![String::new(); shape.columns.len()],
                ..Lead::default()
            },
        }
    }

    /// Returns the verdicts.
    pub fn verdicts(&self) -> &VerdictCache {
        &self.verdicts
    }

    /// Sets whether the values of leads are counted, which they are unless it is said otherwise.
    pub fn count_values(&mut self, on: bool) {
        for column in &mut self.columns {
            column.count_values(on);
        }
    }

    /// Clears the cache if it is too large, which invalidates earlier offsets.
    pub fn trim(&mut self) {
        self.verdicts.trim();
    }

    /// Returns what was counted of each column since it was last taken, in the order of
    /// [`asked_columns`].
    pub fn take_figures(&mut self) -> Vec<ColumnFigures> {
        let columns = self.columns.iter_mut();
        columns.map(ValueClasses::take_figures).collect()
    }

    /// Returns how many events the lead has that was scored last.
    pub fn lead_events(&self) -> LeadEventCounts {
        let counted = self.events.counted();
        let [all, later, again] = counted.map(|n| u32::try_from(n).unwrap_or(u32::MAX));
        LeadEventCounts { all, later, again }
    }

    /// Returns the verdict on a lead that looks back from `as_of`. `words` is called for the first
    /// lead with its key, also with whom it stands for, if that is asked: it returns the verdict's text, and whether the lead qualifies.
    ///
    /// # Errors
    ///
    /// Fails if the lead's events can't be read.
    pub fn score<L: MemoLead>(
        &mut self,
        lead: &mut L,
        as_of: Option<Date>,
        words: impl FnOnce(&Scorer, &Responses, Option<LeadAudience>) -> (Vec<u8>, bool),
    ) -> Result<VerdictOffset, L::Error> {
        self.lead.as_of = as_of;
        self.verdicts.begin_key();
        for column in &mut self.columns {
            let class = column.of(lead.value(column.column), &mut self.lead);
            self.verdicts.push_class(class);
        }
        if !self.events.is_empty() {
            let class = self.events.of(lead, &self.lead)?;
            self.verdicts.push_class(class);
        }
        let found = self.verdicts.find();
        Ok(found.unwrap_or_else(|| self.score_new_key(lead, words)))
    }

    /// Scores a lead with a new key.
    fn score_new_key(
        &mut self,
        lead: &impl MemoLead,
        words: impl FnOnce(&Scorer, &Responses, Option<LeadAudience>) -> (Vec<u8>, bool),
    ) -> VerdictOffset {
        for column in &self.columns {
            column.set_text(lead.value(column.column), &mut self.lead);
        }
        let events = &self.events.tally;
        let responses = self.bound.responses_tallied(&self.lead, events);
        let audience = self.audience.as_ref();
        let audience = audience.map(|a| a.of_tallied(self.scorer, &responses, &self.lead, events));
        let (text, qualified) = words(self.scorer, &responses, audience);
        let contradicted = self.scorer.contradicted(&responses).next();
        let outcome = outcome_fingerprint(&self.scorer.outcome(&responses));
        self.verdicts.add(&text, qualified, contradicted, outcome)
    }
}
