//! Conditions on a lead's recorded facts.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

use super::written_date::{date_schema, read_date};
use super::{EventNames, Number, Problem};

/// A question about a lead's fields and events. All keys of a condition must hold.
///
/// The type is flat on purpose, so that a YAML error names its line. [`Condition::problem`] checks
/// what the type alone cannot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Condition {
    /// The field asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The field's text is this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is: Option<String>,
    /// The field's text is one of these.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub is_in: Option<Vec<String>>,
    /// The field's text is none of these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_in: Option<Vec<String>>,
    /// The field's text has this in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contains: Option<String>,
    /// The field's text starts with this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts_with: Option<String>,
    /// The field's text ends with this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_with: Option<String>,
    /// The field is a list, separated by `;`, and one of its elements is this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has: Option<String>,
    /// The field's number is at least this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<Number>,
    /// The field's number is at most this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Number>,
    /// The field's day is this one or a later one.
    #[serde(
        deserialize_with = "read_date",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(schema_with = "date_schema")]
    pub on_or_after: Option<Date>,
    /// The field's day is this one or an earlier one.
    #[serde(
        deserialize_with = "read_date",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(schema_with = "date_schema")]
    pub on_or_before: Option<Date>,
    /// The field is there, or isn't.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<bool>,
    /// The event asked about, or several of which each counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<EventNames>,
    /// How often the event happened at least; 1 if absent, or 0 where `at_most` is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u32>,
    /// How often the event happened at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u32>,
    /// Whether the days on which the event happened are counted, not the events.
    #[serde(skip_serializing_if = "is_false")]
    pub distinct_days: bool,
    /// What must hold of the event's own row for it to count: its fields are columns of the events.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub row: Option<Box<Condition>>,
    /// Events in this order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sequence: Option<Vec<String>>,
    /// The events, or the field's day, are of the last so many days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within_days: Option<u32>,
    /// The events, or the field's day, are more than so many days ago.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub older_than_days: Option<u32>,
    /// All of these hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all: Option<Vec<Condition>>,
    /// At least one of these holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub any: Option<Vec<Condition>>,
    /// None of these holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub none: Option<Vec<Condition>>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // as serde calls it
fn is_false(flag: &bool) -> bool {
    !flag
}

impl Condition {
    /// Whether an operator on a field's value is there. The days to look back are one where the
    /// condition is about no event.
    pub fn has_field_operator(&self) -> bool {
        self.has_operator_of_field() || (self.has_days() && !self.is_about_events())
    }

    /// Whether an operator is there that only a field can have.
    fn has_operator_of_field(&self) -> bool {
        self.is.is_some()
            || self.is_in.is_some()
            || self.not_in.is_some()
            || self.min.is_some()
            || self.max.is_some()
            || self.known.is_some()
            || self.contains.is_some()
            || self.has_newer_field_operator()
    }

    fn has_newer_field_operator(&self) -> bool {
        self.starts_with.is_some()
            || self.ends_with.is_some()
            || self.has.is_some()
            || self.on_or_after.is_some()
            || self.on_or_before.is_some()
    }

    fn has_days(&self) -> bool {
        self.within_days.is_some() || self.older_than_days.is_some()
    }

    /// Whether an event or a sequence is asked about, apart from parts. `within_days` and
    /// `older_than_days` are about them then, else about the field.
    pub fn is_about_events(&self) -> bool {
        self.event.is_some() || self.sequence.is_some()
    }

    /// How often the event must have happened at least.
    pub fn least_times(&self) -> u32 {
        self.at_least.unwrap_or(u32::from(self.at_most.is_none()))
    }

    /// Returns the lists of parts that are there: `all`, `any` and `none`.
    fn part_lists(&self) -> impl Iterator<Item = &Vec<Condition>> {
        [&self.all, &self.any, &self.none].into_iter().flatten()
    }

    /// What is wrong with this condition, if anything, and what to do.
    pub fn problem(&self) -> Option<Problem> {
        if *self == Self::default() {
            return Some(Problem::new(
                "an empty condition says nothing",
                "give a field or an event",
            ));
        }
        self.subject_problem()
            .or_else(|| self.field_problem())
            .or_else(|| self.event_problem())
            .or_else(|| self.sequence_problem())
            .or_else(|| self.row_problem())
            .or_else(|| self.parts_problem())
    }

    /// A condition asks about one of field, event and sequence. Models of before have both with
    /// operators of before; nothing newer may be beside two.
    fn subject_problem(&self) -> Option<Problem> {
        let subjects = [
            self.field.is_some(),
            self.event.is_some(),
            self.sequence.is_some(),
        ];
        let several_events = self.event.as_ref().is_some_and(|e| e.names().len() > 1);
        let newer = self.has_newer_field_operator()
            || several_events
            || self.at_most.is_some()
            || self.distinct_days
            || self.row.is_some()
            || self.older_than_days.is_some();
        let two = subjects.into_iter().filter(|there| *there).count() > 1;
        (two && newer).then(|| {
            Problem::new(
                "a condition asks about one of `field`, `event` and `sequence`",
                "put each into a part of `all:`",
            )
        })
    }

    fn field_problem(&self) -> Option<Problem> {
        match (&self.field, self.has_field_operator()) {
            (Some(field), false) => Some(Problem::new(
                format!("field `{field}` has no operator"),
                "add is, in, not_in, contains, starts_with, ends_with, has, min, max, \
                 on_or_after, on_or_before, within_days, older_than_days or known",
            )),
            (None, true) if !self.has_operator_of_field() => {
                let key = if self.within_days.is_some() {
                    "within_days"
                } else {
                    "older_than_days"
                };
                Some(Problem::new(
                    format!("`{key}` alone"),
                    "add `field:`, `event:` or `sequence:`",
                ))
            }
            (None, true) => Some(Problem::new("an operator without a field", "add `field:`")),
            (Some(field), true) if field.trim().is_empty() => Some(Problem::new(
                "the field has no name",
                "give the column's name",
            )),
            _ => self.value_problem(),
        }
    }

    fn value_problem(&self) -> Option<Problem> {
        let blank = |text: &String| text.trim().is_empty();
        let lists = [&self.is_in, &self.not_in];
        if lists.iter().any(|l| l.as_ref().is_some_and(Vec::is_empty)) {
            return Some(Problem::new("an empty list of values", "give at least one"));
        }
        let texts = [
            &self.is,
            &self.contains,
            &self.starts_with,
            &self.ends_with,
            &self.has,
        ];
        let mut texts = texts.into_iter().flatten();
        let mut listed = lists.into_iter().flatten().flatten();
        if texts.any(blank) || listed.any(blank) {
            return Some(Problem::new(
                "a blank value",
                "use `known: false` to ask for what is missing",
            ));
        }
        // U+037E is the same character.
        let several = |text: &String| text.contains([';', '\u{37e}']);
        if self.has.as_ref().is_some_and(several) {
            return Some(Problem::new(
                "`has` asks for one element and `;` separates elements",
                "ask for each in a part of `all:` or `any:`",
            ));
        }
        None
    }

    fn event_problem(&self) -> Option<Problem> {
        let of_events = [
            (self.at_least.is_some(), "at_least"),
            (self.at_most.is_some(), "at_most"),
            (self.distinct_days, "distinct_days"),
            (self.row.is_some(), "where"),
        ];
        let first = of_events.into_iter().find(|(there, _)| *there);
        if let (None, Some((_, key))) = (&self.event, first) {
            return Some(Problem::new(
                format!("`{key}` without an event"),
                "add `event:`",
            ));
        }
        if self.at_least == Some(0) {
            return Some(Problem::new("`at_least: 0` always holds", "use 1 or more"));
        }
        if let (Some(least), Some(most)) = (self.at_least, self.at_most)
            && least > most
        {
            return Some(Problem::new(
                format!("at least {least} and at most {most} is never"),
                "lower `at_least` or raise `at_most`",
            ));
        }
        let mut names = self.event.iter().flat_map(EventNames::names);
        names.any(|name| name.trim().is_empty()).then(nameless)
    }

    fn sequence_problem(&self) -> Option<Problem> {
        let names = self.sequence.as_ref()?;
        if names.iter().any(|name| name.trim().is_empty()) {
            return Some(nameless());
        }
        if names.is_empty() {
            return Some(Problem::new("an empty sequence", "give at least one event"));
        }
        repeats_too_often(names).then(|| {
            Problem::new(
                "the sequence has the same events too often",
                "leave out some that are there twice or more",
            )
        })
    }

    fn row_problem(&self) -> Option<Problem> {
        let row = self.row.as_ref()?;
        if row.asks_beyond_fields() {
            return Some(Problem::new(
                "`where` asks about the event's own row",
                "use only fields in it, and `all`, `any` and `none`",
            ));
        }
        row.problem()
            .map(|problem| Problem::new(format!("in `where`, {}", problem.what), problem.remedy))
    }

    /// Whether this or a part is about events.
    fn asks_beyond_fields(&self) -> bool {
        self.is_about_events()
            || self.row.is_some()
            || self.part_lists().flatten().any(Self::asks_beyond_fields)
    }

    fn parts_problem(&self) -> Option<Problem> {
        for parts in self.part_lists() {
            if parts.is_empty() {
                return Some(Problem::new(
                    "an empty list of conditions",
                    "add one or leave the key out",
                ));
            }
            if let Some(problem) = parts.iter().find_map(Self::problem) {
                return Some(problem);
            }
        }
        None
    }

    /// Calls `each` with the name of every field asked about, parts included. The columns that a
    /// `where` asks about are no fields of the lead: see [`Self::for_each_row_column`].
    pub fn for_each_field<'a>(&'a self, each: &mut impl FnMut(&'a str)) {
        if let Some(field) = &self.field {
            each(field);
        }
        for part in self.part_lists().flatten() {
            part.for_each_field(each);
        }
    }

    /// Calls `each` with the name of every event asked about, parts included.
    pub fn for_each_event<'a>(&'a self, each: &mut impl FnMut(&'a str)) {
        let named = self.event.iter().flat_map(EventNames::names);
        for event in named.chain(self.sequence.iter().flatten()) {
            each(event);
        }
        for part in self.part_lists().flatten() {
            part.for_each_event(each);
        }
    }

    /// Calls `each` with the name of every column of the events that a `where` asks about, parts
    /// included.
    pub fn for_each_row_column<'a>(&'a self, each: &mut impl FnMut(&'a str)) {
        if let Some(row) = &self.row {
            row.for_each_field(each);
        }
        for part in self.part_lists().flatten() {
            part.for_each_row_column(each);
        }
    }
}

fn nameless() -> Problem {
    Problem::new("the event has no name", "give one")
}

/// The most ways to use up repeated names that a sequence may have; see `scoring`'s
/// `SequenceProgress`, whose work grows with them.
const MAX_REPEATS: usize = 4096;

/// Whether a sequence has the same names so often that it can't be followed in bounded time.
fn repeats_too_often(names: &[String]) -> bool {
    // As `scoring` compares them.
    let folded = |c: char| match c.to_lowercase().next() {
        _ if c.is_whitespace() => ' ',
        lower => lower.unwrap_or(c),
    };
    let compared = |name: &String| name.trim().nfc().map(folded).collect();
    let mut sorted: Vec<String> = names.iter().map(compared).collect();
    sorted.sort_unstable();
    let mut ways = 1_usize;
    for same in sorted.chunk_by(|a, b| a == b).filter(|c| c.len() > 1) {
        ways = ways.saturating_mul(same.len() + 1);
    }
    ways > MAX_REPEATS
}

#[cfg(test)]
mod tests;
