//! Tests of a field's value.

use std::cmp::Ordering;

use jiff::civil::Date;

use super::Truth;
use super::day_window::DayWindow;
use crate::model::{Condition, Number};
use crate::scoring::dataset::{
    ValueReading, day_number, ends_with, has_element, same_text, simple_lower, starts_with,
};

/// What a condition compares a value as, if not as a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ComparedAs {
    /// A number.
    Number,
    /// A day.
    Day,
}

impl ComparedAs {
    /// Returns whether a value can be read as one. An empty one is none.
    pub fn is_readable(self, value: &str, reading: &ValueReading) -> bool {
        match self {
            Self::Number => reading.number(value).is_some(),
            Self::Day => reading.day(value).is_some(),
        }
    }
}

/// A test of a field's value.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::scoring) enum FieldTest {
    In(Vec<String>),
    NotIn(Vec<String>),
    Contains(String),
    StartsWith(String),
    EndsWith(String),
    /// One of its elements is this text.
    Has(String),
    Min(Number),
    Max(Number),
    OnOrAfter(Date),
    OnOrBefore(Date),
    /// Its day is so far back.
    Days(DayWindow),
    Known(bool),
}

/// Returns texts in lower case.
pub(super) fn lowered(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| simple_lower(text)).collect()
}

/// Returns the tests that a condition makes of its field.
pub(in crate::scoring) fn field_tests(condition: &Condition) -> Vec<FieldTest> {
    let text = |text: &Option<String>| text.as_deref().map(simple_lower);
    let list = |list: &Option<Vec<String>>| list.as_deref().map(lowered);
    let mut tests = Vec::new();
    tests.extend(text(&condition.is).map(|is| FieldTest::In(vec![is])));
    tests.extend(list(&condition.is_in).map(FieldTest::In));
    tests.extend(list(&condition.not_in).map(FieldTest::NotIn));
    tests.extend(text(&condition.contains).map(FieldTest::Contains));
    tests.extend(text(&condition.starts_with).map(FieldTest::StartsWith));
    tests.extend(text(&condition.ends_with).map(FieldTest::EndsWith));
    tests.extend(text(&condition.has).map(FieldTest::Has));
    tests.extend(condition.min.clone().map(FieldTest::Min));
    tests.extend(condition.max.clone().map(FieldTest::Max));
    tests.extend(condition.on_or_after.map(FieldTest::OnOrAfter));
    tests.extend(condition.on_or_before.map(FieldTest::OnOrBefore));
    let days = DayWindow::of(condition);
    if !condition.is_about_events() && days.is_limited() {
        tests.push(FieldTest::Days(days));
    }
    tests.extend(condition.known.map(FieldTest::Known));
    tests
}

impl FieldTest {
    /// Returns the window in which the value's day must lie, if it is tested for one: the result then
    /// depends on the day to look back from.
    pub(in crate::scoring) fn window(&self) -> Option<DayWindow> {
        match self {
            Self::Days(window) => Some(*window),
            _ => None,
        }
    }

    /// Returns as what a value is compared, if not as a text.
    pub(in crate::scoring) fn compared_as(&self) -> Option<ComparedAs> {
        match self {
            Self::Min(_) | Self::Max(_) => Some(ComparedAs::Number),
            Self::OnOrAfter(_) | Self::OnOrBefore(_) | Self::Days(_) => Some(ComparedAs::Day),
            _ => None,
        }
    }

    /// Tests a value, as [`ValueReading::value`] returns it, looking back from a day.
    pub(in crate::scoring) fn evaluate(
        &self,
        value: &str,
        as_of: Option<Date>,
        reading: &ValueReading,
    ) -> Truth {
        if let Self::Known(expected) = self {
            return Truth::from_bool(value.is_empty() != *expected);
        }
        if value.is_empty() {
            return Truth::Unknown;
        }
        let among = |texts: &[String]| texts.iter().any(|text| same_text(value, text));
        let compared = |bound: &Number, holds: fn(Ordering) -> bool| {
            let number = reading.plain_number(value);
            let order = number.and_then(|number| bound.compare_text(&number));
            order.map_or(Truth::Unknown, |order| Truth::from_bool(holds(order)))
        };
        let day = |holds: &dyn Fn(Date) -> bool| {
            let day = reading.day(value);
            day.map_or(Truth::Unknown, |day| Truth::from_bool(holds(day)))
        };
        match self {
            Self::In(texts) => Truth::from_bool(among(texts)),
            Self::NotIn(texts) => Truth::from_bool(!among(texts)),
            Self::Contains(text) => Truth::from_bool(simple_lower(value).contains(text.as_str())),
            Self::StartsWith(text) => Truth::from_bool(starts_with(value, text)),
            Self::EndsWith(text) => Truth::from_bool(ends_with(value, text)),
            Self::Has(text) => Truth::from_bool(has_element(value, text)),
            Self::Min(least) => compared(least, Ordering::is_ge),
            Self::Max(most) => compared(most, Ordering::is_le),
            Self::OnOrAfter(first) => day(&|day| day >= *first),
            Self::OnOrBefore(last) => day(&|day| day <= *last),
            Self::Days(window) => match as_of {
                Some(as_of) => day(&|day| window.contains(day_number(as_of), day_number(day))),
                None => Truth::Unknown,
            },
            Self::Known(_) => unreachable!("answered above"),
        }
    }
}
