//! Conditions on a recorded lead's fields and events, and the answers they give.

use std::cmp::Ordering;
use std::sync::Arc;

use jiff::civil::Date;

use super::text::{same_text, simple_lower};
use super::{Dataset, Event, EventTally, Lead, Responses, Scorer, Truth, column_of};
use crate::model::{Condition, Number};

/// A condition ready to be asked of the leads of one data set: its fields have found their
/// columns, its texts are lowered.
///
/// A condition that isn't well formed ([`Condition::problem`]) is unknown for every lead.
#[derive(Clone, Debug)]
pub struct BoundCondition {
    pub(super) parts: Vec<ConditionPart>,
    pub(super) has_events: bool,
    pub(super) latest_event: Option<Date>,
}

#[derive(Clone, Debug)]
pub(super) enum ConditionPart {
    /// Not well formed, or about a field that is no column.
    Unknowable,
    Field(usize, Vec<FieldTest>),
    Event {
        name: String,
        at_least: usize,
        within: Option<u32>,
    },
    Sequence {
        names: Vec<String>,
        within: Option<u32>,
    },
    All(Vec<BoundCondition>),
    Any(Vec<BoundCondition>),
    None(Vec<BoundCondition>),
}

#[derive(Clone, Debug)]
pub(super) enum FieldTest {
    In(Vec<String>),
    NotIn(Vec<String>),
    Contains(String),
    Min(Number),
    Max(Number),
    Known(bool),
}

impl BoundCondition {
    /// Prepares a condition for the leads of a data set (whose own leads aren't looked at).
    pub fn new(condition: &Condition, data: &Dataset) -> Self {
        let parts = if condition.problem().is_some() {
            vec![ConditionPart::Unknowable]
        } else {
            condition_parts(condition, data)
        };
        Self {
            parts,
            has_events: data.has_events,
            latest_event: data.latest_event,
        }
    }

    /// Whether the condition holds for a lead: all its keys must.
    pub fn evaluate(&self, lead: &Lead) -> Truth {
        let events = LeadEvents {
            condition: self,
            lead,
        };
        self.evaluate_with(lead, &events)
    }

    /// As [`Self::of`], for a lead whose events were taken by a tally that was made for this
    /// condition, among others; those in the lead aren't looked at.
    pub fn evaluate_tallied(&self, lead: &Lead, events: &EventTally) -> Truth {
        self.evaluate_with(lead, events)
    }

    fn evaluate_with(&self, lead: &Lead, events: &impl EventHistory) -> Truth {
        Truth::all(
            self.parts
                .iter()
                .map(|part| self.evaluate_part(part, lead, events)),
        )
    }

    fn evaluate_part(
        &self,
        part: &ConditionPart,
        lead: &Lead,
        events: &impl EventHistory,
    ) -> Truth {
        match part {
            ConditionPart::Unknowable => Truth::Unknown,
            ConditionPart::Field(column, tests) => {
                let value = lead.values.get(*column).map_or("", |v| v.trim());
                Truth::all(tests.iter().map(|test| test.evaluate(value)))
            }
            ConditionPart::Event { .. } | ConditionPart::Sequence { .. } if !self.has_events => {
                Truth::Unknown
            }
            ConditionPart::Event {
                name,
                at_least,
                within,
            } => Truth::from_bool(events.happened(name, *at_least, *within)),
            ConditionPart::Sequence { names, within } => {
                Truth::from_bool(events.happened_in_order(names, *within))
            }
            ConditionPart::All(parts) => {
                Truth::all(parts.iter().map(|p| p.evaluate_with(lead, events)))
            }
            ConditionPart::Any(parts) => {
                Truth::any(parts.iter().map(|p| p.evaluate_with(lead, events)))
            }
            ConditionPart::None(parts) => {
                !Truth::any(parts.iter().map(|p| p.evaluate_with(lead, events)))
            }
        }
    }

    /// The events that count, in order: not after the day looked back from and, where there is
    /// a window, at most so many days before it.
    fn counting_events<'a>(
        &self,
        lead: &'a Lead,
        within: Option<u32>,
    ) -> impl Iterator<Item = &'a Event> + use<'a> {
        let as_of = lead.as_of.or(self.latest_event);
        lead.events.iter().filter(move |event| {
            let Some(as_of) = as_of else {
                return within.is_none();
            };
            let age = (as_of - event.at.date()).get_days();
            age >= 0 && within.is_none_or(|days| i64::from(age) <= i64::from(days))
        })
    }
}

/// What is known of a lead's events.
trait EventHistory {
    /// Whether this one counts at least so often.
    fn happened(&self, name: &str, at_least: usize, within: Option<u32>) -> bool;
    /// Whether these count one after the other.
    fn happened_in_order(&self, names: &[String], within: Option<u32>) -> bool;
}

/// The events that a lead holds.
struct LeadEvents<'a> {
    condition: &'a BoundCondition,
    lead: &'a Lead,
}

impl EventHistory for LeadEvents<'_> {
    fn happened(&self, name: &str, at_least: usize, within: Option<u32>) -> bool {
        let counting = self.condition.counting_events(self.lead, within);
        let times = counting.filter(|event| same_text(&event.name, name));
        times.count() >= at_least
    }

    fn happened_in_order(&self, names: &[String], within: Option<u32>) -> bool {
        let mut events = self.condition.counting_events(self.lead, within);
        // Taking each name's earliest event leaves most room for the next.
        names
            .iter()
            .all(|name| events.any(|event| same_text(&event.name, name)))
    }
}

impl EventHistory for EventTally {
    fn happened(&self, name: &str, at_least: usize, within: Option<u32>) -> bool {
        self.happened(name, at_least, within)
    }

    fn happened_in_order(&self, names: &[String], within: Option<u32>) -> bool {
        EventTally::in_order(self, names, within)
    }
}

fn condition_parts(condition: &Condition, data: &Dataset) -> Vec<ConditionPart> {
    let lowered = |texts: &[String]| texts.iter().map(|t| simple_lower(t)).collect::<Vec<_>>();
    let asked = |conditions: &[Condition]| {
        conditions
            .iter()
            .map(|c| BoundCondition::new(c, data))
            .collect::<Vec<_>>()
    };
    let mut parts = Vec::new();
    if let Some(field) = &condition.field {
        parts.push(match column_of(&data.columns, field) {
            Some(column) => ConditionPart::Field(column, field_tests(condition)),
            None => ConditionPart::Unknowable,
        });
    }
    let within = condition.within_days;
    if let Some(event) = &condition.event {
        parts.push(ConditionPart::Event {
            name: simple_lower(event),
            at_least: condition.at_least.unwrap_or(1) as usize,
            within,
        });
    }
    if let Some(sequence) = &condition.sequence {
        parts.push(ConditionPart::Sequence {
            names: lowered(sequence),
            within,
        });
    }
    parts.extend(
        condition
            .all
            .as_deref()
            .map(|c| ConditionPart::All(asked(c))),
    );
    parts.extend(
        condition
            .any
            .as_deref()
            .map(|c| ConditionPart::Any(asked(c))),
    );
    parts.extend(
        condition
            .none
            .as_deref()
            .map(|c| ConditionPart::None(asked(c))),
    );
    parts
}

fn field_tests(condition: &Condition) -> Vec<FieldTest> {
    let lowered = |texts: &[String]| texts.iter().map(|t| simple_lower(t)).collect::<Vec<_>>();
    let mut tests = Vec::new();
    tests.extend(
        condition
            .is
            .as_ref()
            .map(|is| FieldTest::In(vec![simple_lower(is)])),
    );
    tests.extend(
        condition
            .is_in
            .as_deref()
            .map(|l| FieldTest::In(lowered(l))),
    );
    tests.extend(
        condition
            .not_in
            .as_deref()
            .map(|l| FieldTest::NotIn(lowered(l))),
    );
    tests.extend(
        condition
            .contains
            .as_ref()
            .map(|c| FieldTest::Contains(simple_lower(c))),
    );
    tests.extend(condition.min.clone().map(FieldTest::Min));
    tests.extend(condition.max.clone().map(FieldTest::Max));
    tests.extend(condition.known.map(FieldTest::Known));
    tests
}

impl FieldTest {
    /// Of a trimmed value.
    pub(super) fn evaluate(&self, value: &str) -> Truth {
        if let Self::Known(wanted) = self {
            return Truth::from_bool(value.is_empty() != *wanted);
        }
        if value.is_empty() {
            return Truth::Unknown;
        }
        let among = |texts: &[String]| texts.iter().any(|text| same_text(value, text));
        let compared = |bound: &Number, holds: fn(Ordering) -> bool| {
            let order = bound.compare_text(value);
            order.map_or(Truth::Unknown, |order| Truth::from_bool(holds(order)))
        };
        match self {
            Self::In(texts) => Truth::from_bool(among(texts)),
            Self::NotIn(texts) => Truth::from_bool(!among(texts)),
            Self::Contains(text) => Truth::from_bool(simple_lower(value).contains(text.as_str())),
            Self::Min(least) => compared(least, Ordering::is_ge),
            Self::Max(most) => compared(most, Ordering::is_le),
            Self::Known(_) => unreachable!("answered above"),
        }
    }
}

/// A scorer bound to the columns of one data set; it gives the answers of recorded leads.
#[derive(Clone, Debug)]
pub struct BoundScorer<'a> {
    scorer: &'a Scorer,
    /// For each level of each criterion; nothing where nobody said when it holds.
    conditions: Vec<Vec<Option<BoundCondition>>>,
}

impl<'a> BoundScorer<'a> {
    /// Binds a scorer to the columns of a data set (whose own leads aren't looked at).
    pub fn new(scorer: &'a Scorer, data: &Dataset) -> Self {
        let asked = scorer
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
        Self {
            scorer,
            conditions: asked,
        }
    }

    /// The answers of a recorded lead. A level without a condition is unknown; of a `one-of`
    /// criterion the first listed level that holds is the one, and its `otherwise` level holds
    /// when every other is known not to.
    pub fn responses(&self, lead: &Lead) -> Responses {
        self.resolved_responses(|asked| asked.evaluate(lead))
    }

    /// As [`Self::answers`], for a lead whose events were taken by a tally ([`Self::tally`]).
    pub fn responses_tallied(&self, lead: &Lead, events: &EventTally) -> Responses {
        self.resolved_responses(|asked| asked.evaluate_tallied(lead, events))
    }

    /// Takes leads' events, which are called so, for all conditions at once.
    pub fn event_tally(&self, names: &[Arc<str>]) -> EventTally {
        EventTally::new(self.conditions.iter().flatten().flatten(), names)
    }

    fn resolved_responses(&self, truth: impl Fn(&BoundCondition) -> Truth) -> Responses {
        let mut responses = Responses::unknown(self.scorer);
        for (c, answers) in self.conditions.iter().enumerate() {
            for (l, asked) in answers.iter().enumerate() {
                let truth = asked.as_ref().map_or(Truth::Unknown, &truth);
                responses.set(c, l, truth);
            }
            responses.resolve_one_of(self.scorer, c);
        }
        responses
    }
}

impl Scorer {
    /// Binds the scorer to the columns of a data set (whose own leads aren't looked at).
    pub fn bind(&self, data: &Dataset) -> BoundScorer<'_> {
        BoundScorer::new(self, data)
    }

    /// The answers of every lead of a data set, in order.
    pub fn all_responses(&self, data: &Dataset) -> Vec<Responses> {
        let bound = self.bind(data);
        data.leads().map(|lead| bound.responses(&lead)).collect()
    }

    /// The fields the criteria ask about that are no column of the data, each once, in order:
    /// what they say is unknown for every lead.
    pub fn absent_fields(&self, data: &Dataset) -> Vec<String> {
        let mut absent: Vec<String> = Vec::new();
        let conditions = self.criteria.iter().flat_map(|c| &c.answers);
        for when in conditions.filter_map(|answer| answer.when.as_ref()) {
            when.for_each_field(&mut |field| {
                if data.column(field).is_none() && !absent.iter().any(|a| a == field) {
                    absent.push(field.to_owned());
                }
            });
        }
        absent
    }
}
