//! Derives the responses of recorded leads from their fields and events.

use std::sync::Arc;

use super::bound_condition::BoundCondition;
use super::event_tally::EventTally;
use super::turning_days::TurningDays;
use super::{Responses, Truth};
use crate::scoring::compile::Scorer;
use crate::scoring::dataset::{Dataset, Lead, ValueReading};

/// A scorer bound to the columns of one data set, from which it reads leads' responses.
#[derive(Clone, Debug)]
pub struct BoundScorer<'a> {
    scorer: &'a Scorer,
    /// For each answer of each criterion, its condition; `None` if it has none.
    conditions: Vec<Vec<Option<BoundCondition>>>,
}

impl<'a> BoundScorer<'a> {
    /// Binds a scorer to the columns of a data set. The data set's own leads are ignored.
    pub fn new(scorer: &'a Scorer, data: &Dataset) -> Self {
        let conditions = scorer
            .criteria
            .iter()
            .map(|criterion| {
                criterion
                    .answers
                    .iter()
                    .map(|answer| {
                        answer
                            .when
                            .as_ref()
                            .map(|when| BoundCondition::new(when, data))
                    })
                    .collect()
            })
            .collect();
        Self { scorer, conditions }
    }

    /// Returns the responses of a recorded lead. An answer without a condition is unknown. For a
    /// `one-of` criterion the first listed answer that holds wins, and its `otherwise` answer holds
    /// when every other is known not to.
    pub fn responses(&self, lead: &Lead) -> Responses {
        self.resolved_responses(|condition| condition.evaluate(lead))
    }

    /// Like [`Self::responses`], for a lead whose events were recorded by a tally
    /// ([`Self::event_tally`]).
    pub fn responses_tallied(&self, lead: &Lead, events: &EventTally) -> Responses {
        self.resolved_responses(|condition| condition.evaluate_tallied(lead, events))
    }

    /// Creates a tally that serves all conditions at once; `names` are the event names it will be
    /// given by index.
    pub fn event_tally(&self, names: &[Arc<str>]) -> EventTally {
        EventTally::new(self.conditions.iter().flatten().flatten(), names)
    }

    /// Like [`Self::event_tally`], serving further conditions too.
    pub(in crate::scoring) fn event_tally_with<'c>(
        &'c self,
        further: impl Iterator<Item = &'c BoundCondition>,
        names: &[Arc<str>],
    ) -> EventTally {
        EventTally::new(
            self.conditions.iter().flatten().flatten().chain(further),
            names,
        )
    }

    /// Returns after which days of a lead what it answers can change by itself; `names` are those
    /// of the events, as for a tally, `reading` how the list writes days.
    pub(in crate::scoring) fn turning_days(
        &self,
        names: &[Arc<str>],
        reading: &Arc<ValueReading>,
    ) -> TurningDays {
        TurningDays::new(self.conditions.iter().flatten().flatten(), names, reading)
    }

    fn resolved_responses(&self, truth: impl Fn(&BoundCondition) -> Truth) -> Responses {
        let mut responses = Responses::unknown(self.scorer);
        for (c, answers) in self.conditions.iter().enumerate() {
            for (answer, condition) in answers.iter().enumerate() {
                let truth = condition.as_ref().map_or(Truth::Unknown, &truth);
                responses.set(c, answer, truth);
            }
            responses.resolve_one_of(self.scorer, c);
        }
        responses
    }
}

impl Scorer {
    /// Binds the scorer to the columns of a data set. The data set's own leads are ignored.
    pub fn bind(&self, data: &Dataset) -> BoundScorer<'_> {
        BoundScorer::new(self, data)
    }

    /// Returns the responses of every lead of a data set, in order.
    pub fn all_responses(&self, data: &Dataset) -> Vec<Responses> {
        let bound = self.bind(data);
        data.leads().map(|lead| bound.responses(&lead)).collect()
    }

    /// Returns the columns of the events that criteria refer to but the events lack, each once, in
    /// order; none if there are no events. Conditions on them are unknown for every lead.
    pub fn absent_event_columns(&self, data: &Dataset) -> Vec<String> {
        let mut absent: Vec<String> = Vec::new();
        let conditions = self.criteria.iter().flat_map(|c| &c.answers);
        for when in conditions.filter_map(|answer| answer.when.as_ref()) {
            when.for_each_row_column(&mut |column| {
                let lacks = data.has_events && data.event_column(column).is_none();
                if lacks && !absent.iter().any(|a| a == column) {
                    absent.push(column.to_owned());
                }
            });
        }
        absent
    }

    /// Returns the fields that criteria refer to, each once, in order.
    pub fn fields(&self) -> Vec<String> {
        let mut fields: Vec<String> = Vec::new();
        let conditions = self.criteria.iter().flat_map(|c| &c.answers);
        for when in conditions.filter_map(|answer| answer.when.as_ref()) {
            when.for_each_field(&mut |field| {
                if !fields.iter().any(|known| known == field) {
                    fields.push(field.to_owned());
                }
            });
        }
        fields
    }

    /// Returns the fields that criteria refer to but the data lacks, each once, in order.
    /// Conditions on them are unknown for every lead.
    pub fn absent_fields(&self, data: &Dataset) -> Vec<String> {
        let mut absent = self.fields();
        absent.retain(|field| data.column(field).is_none());
        absent
    }
}
