//! Conditions on a recorded lead's fields and events, and the answers they give.

use std::cmp::Ordering;
use std::sync::Arc;

use jiff::civil::Date;

use super::text::{same_text, simple_lower};
use super::{Answers, Dataset, Event, EventTally, Lead, Scorer, Truth, column_of};
use crate::model::{Condition, Number};

/// A condition ready to be asked of the leads of one data set: its fields have found their
/// columns, its texts are lowered.
///
/// A condition that isn't well formed ([`Condition::problem`]) is unknown for every lead.
#[derive(Clone, Debug)]
pub struct Asked {
    pub(super) parts: Vec<Part>,
    pub(super) has_events: bool,
    pub(super) latest_event: Option<Date>,
}

#[derive(Clone, Debug)]
pub(super) enum Part {
    /// Not well formed, or about a field that is no column.
    Unknowable,
    Field(usize, Vec<Test>),
    Event {
        name: String,
        at_least: usize,
        within: Option<u32>,
    },
    Sequence {
        names: Vec<String>,
        within: Option<u32>,
    },
    All(Vec<Asked>),
    Any(Vec<Asked>),
    None(Vec<Asked>),
}

#[derive(Clone, Debug)]
pub(super) enum Test {
    In(Vec<String>),
    NotIn(Vec<String>),
    Contains(String),
    Min(Number),
    Max(Number),
    Known(bool),
}

impl Asked {
    /// Prepares a condition for the leads of a data set (whose own leads aren't looked at).
    pub fn new(condition: &Condition, data: &Dataset) -> Self {
        let parts = if condition.problem().is_some() {
            vec![Part::Unknowable]
        } else {
            parts_of(condition, data)
        };
        Self {
            parts,
            has_events: data.has_events,
            latest_event: data.latest_event,
        }
    }

    /// Whether the condition holds for a lead: all its keys must.
    pub fn of(&self, lead: &Lead) -> Truth {
        let events = Held { asked: self, lead };
        self.with(lead, &events)
    }

    /// As [`Self::of`], for a lead whose events were taken by a tally that was made for this
    /// condition, among others; those in the lead aren't looked at.
    pub fn of_tallied(&self, lead: &Lead, events: &EventTally) -> Truth {
        self.with(lead, events)
    }

    fn with(&self, lead: &Lead, events: &impl Happened) -> Truth {
        Truth::all(self.parts.iter().map(|part| self.part(part, lead, events)))
    }

    fn part(&self, part: &Part, lead: &Lead, events: &impl Happened) -> Truth {
        match part {
            Part::Unknowable => Truth::Unknown,
            Part::Field(column, tests) => {
                let value = lead.values.get(*column).map_or("", |v| v.trim());
                Truth::all(tests.iter().map(|test| test.of(value)))
            }
            Part::Event { .. } | Part::Sequence { .. } if !self.has_events => Truth::Unknown,
            Part::Event {
                name,
                at_least,
                within,
            } => Truth::known(events.often(name, *at_least, *within)),
            Part::Sequence { names, within } => Truth::known(events.in_order(names, *within)),
            Part::All(parts) => Truth::all(parts.iter().map(|p| p.with(lead, events))),
            Part::Any(parts) => Truth::any(parts.iter().map(|p| p.with(lead, events))),
            Part::None(parts) => !Truth::any(parts.iter().map(|p| p.with(lead, events))),
        }
    }

    /// The events that count, in order: not after the day looked back from and, where there is
    /// a window, at most so many days before it.
    fn counting<'a>(
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
trait Happened {
    /// Whether this one counts at least so often.
    fn often(&self, name: &str, at_least: usize, within: Option<u32>) -> bool;
    /// Whether these count one after the other.
    fn in_order(&self, names: &[String], within: Option<u32>) -> bool;
}

/// The events that a lead holds.
struct Held<'a> {
    asked: &'a Asked,
    lead: &'a Lead,
}

impl Happened for Held<'_> {
    fn often(&self, name: &str, at_least: usize, within: Option<u32>) -> bool {
        let counting = self.asked.counting(self.lead, within);
        let times = counting.filter(|event| same_text(&event.name, name));
        times.count() >= at_least
    }

    fn in_order(&self, names: &[String], within: Option<u32>) -> bool {
        let mut events = self.asked.counting(self.lead, within);
        // Taking each name's earliest event leaves most room for the next.
        names
            .iter()
            .all(|name| events.any(|event| same_text(&event.name, name)))
    }
}

impl Happened for EventTally {
    fn often(&self, name: &str, at_least: usize, within: Option<u32>) -> bool {
        self.happened(name, at_least, within)
    }

    fn in_order(&self, names: &[String], within: Option<u32>) -> bool {
        EventTally::in_order(self, names, within)
    }
}

fn parts_of(condition: &Condition, data: &Dataset) -> Vec<Part> {
    let lowered = |texts: &[String]| texts.iter().map(|t| simple_lower(t)).collect::<Vec<_>>();
    let asked = |conditions: &[Condition]| {
        conditions
            .iter()
            .map(|c| Asked::new(c, data))
            .collect::<Vec<_>>()
    };
    let mut parts = Vec::new();
    if let Some(field) = &condition.field {
        parts.push(match column_of(&data.columns, field) {
            Some(column) => Part::Field(column, tests_of(condition)),
            None => Part::Unknowable,
        });
    }
    let within = condition.within_days;
    if let Some(event) = &condition.event {
        parts.push(Part::Event {
            name: simple_lower(event),
            at_least: condition.at_least.unwrap_or(1) as usize,
            within,
        });
    }
    if let Some(sequence) = &condition.sequence {
        parts.push(Part::Sequence {
            names: lowered(sequence),
            within,
        });
    }
    parts.extend(condition.all.as_deref().map(|c| Part::All(asked(c))));
    parts.extend(condition.any.as_deref().map(|c| Part::Any(asked(c))));
    parts.extend(condition.none.as_deref().map(|c| Part::None(asked(c))));
    parts
}

fn tests_of(condition: &Condition) -> Vec<Test> {
    let lowered = |texts: &[String]| texts.iter().map(|t| simple_lower(t)).collect::<Vec<_>>();
    let mut tests = Vec::new();
    tests.extend(
        condition
            .is
            .as_ref()
            .map(|is| Test::In(vec![simple_lower(is)])),
    );
    tests.extend(condition.is_in.as_deref().map(|l| Test::In(lowered(l))));
    tests.extend(condition.not_in.as_deref().map(|l| Test::NotIn(lowered(l))));
    tests.extend(
        condition
            .contains
            .as_ref()
            .map(|c| Test::Contains(simple_lower(c))),
    );
    tests.extend(condition.min.clone().map(Test::Min));
    tests.extend(condition.max.clone().map(Test::Max));
    tests.extend(condition.known.map(Test::Known));
    tests
}

impl Test {
    /// Of a trimmed value.
    pub(super) fn of(&self, value: &str) -> Truth {
        if let Self::Known(wanted) = self {
            return Truth::known(value.is_empty() != *wanted);
        }
        if value.is_empty() {
            return Truth::Unknown;
        }
        let among = |texts: &[String]| texts.iter().any(|text| same_text(value, text));
        let compared = |bound: &Number, holds: fn(Ordering) -> bool| {
            let order = bound.compare_text(value);
            order.map_or(Truth::Unknown, |order| Truth::known(holds(order)))
        };
        match self {
            Self::In(texts) => Truth::known(among(texts)),
            Self::NotIn(texts) => Truth::known(!among(texts)),
            Self::Contains(text) => Truth::known(simple_lower(value).contains(text.as_str())),
            Self::Min(least) => compared(least, Ordering::is_ge),
            Self::Max(most) => compared(most, Ordering::is_le),
            Self::Known(_) => unreachable!("answered above"),
        }
    }
}

/// A scorer bound to the columns of one data set; it gives the answers of recorded leads.
#[derive(Clone, Debug)]
pub struct Bound<'a> {
    scorer: &'a Scorer,
    /// For each level of each criterion; nothing where nobody said when it holds.
    asked: Vec<Vec<Option<Asked>>>,
}

impl<'a> Bound<'a> {
    /// Binds a scorer to the columns of a data set (whose own leads aren't looked at).
    pub fn new(scorer: &'a Scorer, data: &Dataset) -> Self {
        let asked = scorer
            .criteria
            .iter()
            .map(|criterion| {
                criterion
                    .levels
                    .iter()
                    .map(|level| level.when.as_ref().map(|when| Asked::new(when, data)))
                    .collect()
            })
            .collect();
        Self { scorer, asked }
    }

    /// The answers of a recorded lead. A level without a condition is unknown; of a `one-of`
    /// criterion the first listed level that holds is the one, and its `otherwise` level holds
    /// when every other is known not to.
    pub fn answers(&self, lead: &Lead) -> Answers {
        self.settled(|asked| asked.of(lead))
    }

    /// As [`Self::answers`], for a lead whose events were taken by a tally ([`Self::tally`]).
    pub fn answers_tallied(&self, lead: &Lead, events: &EventTally) -> Answers {
        self.settled(|asked| asked.of_tallied(lead, events))
    }

    /// Takes leads' events, which are called so, for all conditions at once.
    pub fn tally(&self, names: &[Arc<str>]) -> EventTally {
        EventTally::of(self.asked.iter().flatten().flatten(), names)
    }

    fn settled(&self, truth: impl Fn(&Asked) -> Truth) -> Answers {
        let mut answers = Answers::unknown(self.scorer);
        for (c, levels) in self.asked.iter().enumerate() {
            for (l, asked) in levels.iter().enumerate() {
                let truth = asked.as_ref().map_or(Truth::Unknown, &truth);
                answers.set(c, l, truth);
            }
            answers.settle(self.scorer, c);
        }
        answers
    }
}

impl Scorer {
    /// Binds the scorer to the columns of a data set (whose own leads aren't looked at).
    pub fn bind(&self, data: &Dataset) -> Bound<'_> {
        Bound::new(self, data)
    }

    /// The answers of every lead of a data set, in order.
    pub fn answers_of(&self, data: &Dataset) -> Vec<Answers> {
        let bound = self.bind(data);
        data.leads().map(|lead| bound.answers(&lead)).collect()
    }

    /// The fields the criteria ask about that are no column of the data, each once, in order:
    /// what they say is unknown for every lead.
    pub fn absent_fields(&self, data: &Dataset) -> Vec<String> {
        let mut absent: Vec<String> = Vec::new();
        let conditions = self.criteria.iter().flat_map(|c| &c.levels);
        for when in conditions.filter_map(|level| level.when.as_ref()) {
            when.fields(&mut |field| {
                if data.column(field).is_none() && !absent.iter().any(|a| a == field) {
                    absent.push(field.to_owned());
                }
            });
        }
        absent
    }
}
