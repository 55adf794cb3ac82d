//! Evaluates conditions on a recorded lead's fields and events.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use jiff::civil::Date;

use super::Truth;
use super::day_window::DayWindow;
use super::field_test::{ComparedAs, FieldTest, field_tests, lowered};
use super::sequence::SequenceTest;
use crate::model::Condition;
use crate::scoring::dataset::{
    Dataset, Event, Lead, ValueReading, column_of, day_number, moment_of, same_text,
};

/// A condition bound to the columns of a data set: fields resolved to columns, texts in lower
/// case.
///
/// A malformed condition (see [`Condition::problem`]) is unknown for every lead.
#[derive(Clone, Debug)]
pub struct BoundCondition {
    pub(in crate::scoring) parts: Vec<ConditionPart>,
    pub(in crate::scoring) has_events: bool,
    pub(in crate::scoring) latest_event: Option<Date>,
    pub(in crate::scoring) reading: Arc<ValueReading>,
}

#[derive(Clone, Debug)]
pub(in crate::scoring) enum ConditionPart {
    /// Malformed, or about a field or a column of the events that isn't there.
    Unknowable,
    Field(usize, Vec<FieldTest>),
    Event(Arc<EventTest>),
    Sequence(Arc<SequenceTest>),
    All(Vec<BoundCondition>),
    Any(Vec<BoundCondition>),
    None(Vec<BoundCondition>),
}

/// How often one of these events happened. Names are distinct, and as
/// [`simple_lower`](crate::scoring::simple_lower) returns them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::scoring) struct EventTest {
    pub names: Vec<String>,
    pub least: usize,
    pub most: Option<usize>,
    pub days: DayWindow,
    /// Whether days are counted.
    pub distinct_days: bool,
    /// What must hold of an event's row for it to count.
    pub row: Option<RowTest>,
}

/// A condition on the row of an event.
#[derive(Clone, Debug)]
pub(in crate::scoring) struct RowTest {
    pub condition: BoundCondition,
    /// The condition as it was written.
    written: String,
}

impl BoundCondition {
    /// Binds a condition to the columns of a data set. The data set's own leads are ignored.
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
            reading: Arc::clone(&data.reading),
        }
    }

    /// Evaluates the condition for a lead: the conjunction of all its keys.
    pub fn evaluate(&self, lead: &Lead) -> Truth {
        let as_of = self.looks_back_from(lead);
        let events = LeadEvents {
            events: &lead.events,
            as_of,
        };
        self.evaluate_with(&lead.values, as_of, &events)
    }

    /// Returns whether a field's day is compared with the one that a lead looks back from.
    pub(in crate::scoring) fn looks_back(&self) -> bool {
        self.parts.iter().any(|part| match part {
            ConditionPart::Field(_, tests) => tests.iter().any(|test| test.window().is_some()),
            ConditionPart::All(parts) | ConditionPart::Any(parts) | ConditionPart::None(parts) => {
                parts.iter().any(Self::looks_back)
            }
            ConditionPart::Unknowable | ConditionPart::Event(_) | ConditionPart::Sequence(_) => {
                false
            }
        })
    }

    /// Returns as what the condition compares this column's values, if not only as texts: each once.
    pub fn compared_as(&self, column: usize) -> Vec<ComparedAs> {
        let mut found = Vec::new();
        self.add_compared(column, &mut found);
        found.dedup();
        found
    }

    fn add_compared(&self, column: usize, found: &mut Vec<ComparedAs>) {
        for part in &self.parts {
            match part {
                ConditionPart::Field(of, tests) if *of == column => {
                    found.extend(tests.iter().filter_map(FieldTest::compared_as));
                }
                ConditionPart::All(parts)
                | ConditionPart::Any(parts)
                | ConditionPart::None(parts) => {
                    for part in parts {
                        part.add_compared(column, found);
                    }
                }
                _ => {}
            }
        }
        found.sort_unstable();
    }

    /// Returns as what this text of a column should be read and can't; `None` if it can, or is
    /// empty.
    pub fn unreadable_as(&self, column: usize, text: &str) -> Option<ComparedAs> {
        let value = self.reading.value(text);
        let mut compared = self.compared_as(column).into_iter();
        let is_unreadable = |kind: &ComparedAs| !kind.is_readable(value, &self.reading);
        compared.find(is_unreadable).filter(|_| !value.is_empty())
    }

    /// Returns whether a text of a column is empty, or can be read as whatever it is compared as.
    pub fn is_readable(&self, column: usize, text: &str) -> bool {
        self.unreadable_as(column, text).is_none()
    }

    /// Returns the day that a lead looks back from.
    pub(in crate::scoring) fn looks_back_from(&self, lead: &Lead) -> Option<Date> {
        lead.as_of.or(self.latest_event)
    }

    /// Evaluates the condition for these values, one per column, the day to look back from and what
    /// is known about events.
    pub(in crate::scoring) fn evaluate_with<V: AsRef<str>>(
        &self,
        values: &[V],
        as_of: Option<Date>,
        events: &impl EventHistory,
    ) -> Truth {
        Truth::all(
            self.parts
                .iter()
                .map(|part| self.evaluate_part(part, values, as_of, events)),
        )
    }

    fn evaluate_part<V: AsRef<str>>(
        &self,
        part: &ConditionPart,
        values: &[V],
        as_of: Option<Date>,
        events: &impl EventHistory,
    ) -> Truth {
        let each = |part: &Self| part.evaluate_with(values, as_of, events);
        match part {
            ConditionPart::Unknowable => Truth::Unknown,
            ConditionPart::Field(column, tests) => {
                let text = values.get(*column).map_or("", V::as_ref);
                let value = self.reading.value(text);
                let truths = tests.iter();
                Truth::all(truths.map(|test| test.evaluate(value, as_of, &self.reading)))
            }
            ConditionPart::Event(_) | ConditionPart::Sequence(_) if !self.has_events => {
                Truth::Unknown
            }
            ConditionPart::Event(test) => Truth::from_bool(events.happened(test)),
            ConditionPart::Sequence(test) => Truth::from_bool(events.happened_in_order(test)),
            ConditionPart::All(parts) => Truth::all(parts.iter().map(each)),
            ConditionPart::Any(parts) => Truth::any(parts.iter().map(each)),
            ConditionPart::None(parts) => !Truth::any(parts.iter().map(each)),
        }
    }
}

/// What is known about a lead's events.
pub(in crate::scoring) trait EventHistory {
    /// Returns whether the event happened as often as the test says.
    fn happened(&self, test: &EventTest) -> bool;
    /// Returns whether these events count one after the other.
    fn happened_in_order(&self, test: &SequenceTest) -> bool;
}

/// The events held in a lead, in any order, and the day it looks back from.
struct LeadEvents<'a> {
    events: &'a [Event],
    as_of: Option<Date>,
}

impl LeadEvents<'_> {
    /// Returns the events that count: none after the day to look back from, and those that lie in
    /// the window before it.
    fn counting(&self, days: DayWindow) -> impl Iterator<Item = &Event> {
        let as_of = self.as_of.map(day_number);
        let counts = move |event: &&Event| days.counts(day_number(event.at.date()), as_of);
        self.events.iter().filter(counts)
    }
}

impl EventHistory for LeadEvents<'_> {
    fn happened(&self, test: &EventTest) -> bool {
        let named = |event: &&Event| test.names.iter().any(|name| same_text(&event.name, name));
        let holds = |event: &&Event| {
            let row = test.row.as_ref();
            row.is_none_or(|row| row.holds(&event.values, self.as_of))
        };
        let counting = self.counting(test.days).filter(named).filter(holds);
        if !test.distinct_days {
            return test.is_met_by(counting.count());
        }
        let mut days: Vec<Date> = counting.map(|event| event.at.date()).collect();
        days.sort_unstable();
        days.dedup();
        test.is_met_by(days.len())
    }

    fn happened_in_order(&self, test: &SequenceTest) -> bool {
        let mut counting: Vec<&Event> = self.counting(test.days).collect();
        counting.sort_by_key(|event| event.order_key());
        let mut progress = test.begin();
        for event in counting {
            let named = test
                .names
                .iter()
                .position(|name| same_text(&event.name, name));
            if let Some(name) = named {
                let time = event.has_time.then(|| moment_of(event.at.time()));
                progress.record(&test.shape, name, day_number(event.at.date()), time);
            }
        }
        progress.finish(&test.shape);
        progress.filled() == test.shape.len()
    }
}

/// What values without events have: no event.
pub(in crate::scoring) struct NoEvents;

impl EventHistory for NoEvents {
    fn happened(&self, _: &EventTest) -> bool {
        false
    }
    fn happened_in_order(&self, _: &SequenceTest) -> bool {
        false
    }
}

fn condition_parts(condition: &Condition, data: &Dataset) -> Vec<ConditionPart> {
    let bound = |conditions: &[Condition]| {
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
    if let Some(event) = &condition.event {
        parts.push(event_part(condition, lowered(event.names()), data));
    }
    if let Some(sequence) = &condition.sequence {
        let test = SequenceTest::new(&lowered(sequence), DayWindow::of(condition));
        parts.push(ConditionPart::Sequence(Arc::new(test)));
    }
    let lists = [&condition.all, &condition.any, &condition.none];
    let kinds = [
        ConditionPart::All,
        ConditionPart::Any,
        ConditionPart::None as fn(_) -> _,
    ];
    for (list, kind) in lists.into_iter().zip(kinds) {
        parts.extend(list.as_deref().map(|list| kind(bound(list))));
    }
    parts
}

fn event_part(condition: &Condition, mut names: Vec<String>, data: &Dataset) -> ConditionPart {
    let mut row = None;
    if let Some(of_row) = &condition.row {
        let mut lacks = false;
        of_row.for_each_field(&mut |column| lacks |= data.event_column(column).is_none());
        if lacks {
            return ConditionPart::Unknowable;
        }
        row = Some(RowTest::new(of_row, data));
    }
    names.sort_unstable();
    names.dedup();
    ConditionPart::Event(Arc::new(EventTest {
        names,
        least: condition.least_times() as usize,
        most: condition.at_most.map(|most| most as usize),
        days: DayWindow::of(condition),
        distinct_days: condition.distinct_days,
        row,
    }))
}

impl EventTest {
    /// Returns whether it is met by so many events, or days.
    pub fn is_met_by(&self, count: usize) -> bool {
        count >= self.least && self.most.is_none_or(|most| count <= most)
    }
}

impl RowTest {
    /// Binds a condition to the columns of a data set's events.
    pub fn new(condition: &Condition, data: &Dataset) -> Self {
        let shape = Dataset {
            latest_event: data.latest_event,
            reading: Arc::clone(&data.reading),
            ..Dataset::new(data.event_columns.clone())
        };
        Self {
            condition: BoundCondition::new(condition, &shape),
            written: serde_json::to_string(condition).expect("a condition is plain data"),
        }
    }

    /// Returns whether it is known to hold of the row with these values.
    pub fn holds<V: AsRef<str>>(&self, values: &[V], as_of: Option<Date>) -> bool {
        self.condition.evaluate_with(values, as_of, &NoEvents) == Truth::Yes
    }
}

impl PartialEq for RowTest {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

impl Eq for RowTest {}

impl Hash for RowTest {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.written.hash(state);
    }
}
