//! The classes that the tests of one field cut its values into, each with a value.
//!
//! Values are written down so that every class has one: each named text; a number between any two
//! limits, a day between any two, in a spelling that no test names; and for tests of parts of a text
//! every combination that can occur, the parts joined by a character that no test has in it. What a
//! value answers is then asked of the evaluator itself.

use jiff::Span;
use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::days::{DayCuts, day_number, day_texts, numbered_day};
use super::limits::{Limits, Unsettled, check_number};
use super::numbers::{NumberCuts, easy_number, number_texts};
use crate::model::Condition;
use crate::scoring::{BoundCondition, Dataset, Lead, Truth, simple_lower};

/// Characters to separate parts of a text with; one that no test has in it is taken.
const SEPARATORS: &str = "|/~#^=_*<>!§¦¬¶†‡※◆○●■□▲△";

/// What a lead has in a field.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FieldValue {
    /// Nothing.
    Missing,
    /// A text.
    Text(String),
    /// A day, so many days before the day that is looked back from.
    DaysBefore(i64),
}

impl FieldValue {
    /// Returns the text in a list of leads, looking back from a day; blank if there is none.
    pub fn text(&self, as_of: Date) -> String {
        match self {
            Self::Missing => String::new(),
            Self::Text(text) => text.clone(),
            Self::DaysBefore(days) => {
                let day = as_of.checked_sub(Span::new().days(*days));
                day.map_or_else(|_| String::new(), |day| day.to_string())
            }
        }
    }
}

/// Values that answer alike.
#[derive(Clone, Debug)]
pub(super) struct ValueClass {
    /// What each test comes to.
    pub truths: Vec<Truth>,
    /// One of the values.
    pub value: FieldValue,
}

/// The tests of one field.
pub(super) struct FieldTests<'a> {
    field: &'a str,
    conditions: &'a [&'a Condition],
    /// Texts that a whole value is compared to, as they are written.
    texts: Vec<&'a str>,
    /// Parts of texts: at the start, at the end, anywhere, and as an element of a list.
    parts: Vec<(PartPlace, &'a str)>,
    numbers: NumberCuts,
    /// Limits that are days of the calendar: the first day of the next class.
    days: Vec<i64>,
    /// Limits that are a number of days before the day that is looked back from.
    back: Vec<i64>,
}

/// Where a part stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PartPlace {
    Start,
    End,
    Anywhere,
    Element,
}

impl<'a> FieldTests<'a> {
    /// Collects the tests of a field. Each condition has one operator.
    pub(super) fn new(field: &'a str, conditions: &'a [&'a Condition]) -> Self {
        let mut tests = Self {
            field,
            conditions,
            texts: Vec::new(),
            parts: Vec::new(),
            numbers: NumberCuts::default(),
            days: Vec::new(),
            back: Vec::new(),
        };
        for condition in conditions {
            tests.add(condition);
        }
        tests
    }

    fn add(&mut self, condition: &'a Condition) {
        let lists = [&condition.is_in, &condition.not_in];
        let named = lists.into_iter().flatten().flatten();
        self.texts
            .extend(condition.is.iter().chain(named).map(String::as_str));
        let parts = [
            (PartPlace::Start, &condition.starts_with),
            (PartPlace::End, &condition.ends_with),
            (PartPlace::Anywhere, &condition.contains),
            (PartPlace::Element, &condition.has),
        ];
        for (place, part) in parts {
            self.parts.extend(part.as_deref().map(|part| (place, part)));
        }
        condition.min.iter().for_each(|n| self.numbers.at_least(n));
        condition.max.iter().for_each(|n| self.numbers.at_most(n));
        let from = condition.on_or_after.map(day_number);
        let to = condition.on_or_before.map(|day| day_number(day) + 1);
        self.days.extend(from.into_iter().chain(to));
        self.back.extend(condition.within_days.map(i64::from));
        self.back.extend(condition.older_than_days.map(i64::from));
    }

    /// Returns whether what a value answers depends on the day that is looked back from.
    pub(super) fn depends_on_day(&self) -> bool {
        let names_days = || {
            let parts = self.parts.iter().map(|(_, part)| *part);
            let mut texts = self.texts.iter().copied().chain(parts);
            texts.any(may_be_in_day)
        };
        !self.back.is_empty() && (!self.days.is_empty() || names_days())
    }

    /// Returns the days to look back from that make a difference to this field: those around each
    /// distance from a limit in the calendar.
    pub(super) fn days_that_matter(&self) -> Vec<i64> {
        let named = self.texts.iter().filter_map(|text| text.trim().get(..10));
        let named = named
            .filter_map(|day| day.parse::<Date>().ok())
            .map(day_number);
        let named = named.flat_map(|day| [day, day + 1]);
        let limits: Vec<i64> = self.days.iter().copied().chain(named).collect();
        let distances = self.back.iter().copied().chain([-1]);
        let distances = distances.flat_map(|days| [days, days + 1]);
        let distances: Vec<i64> = distances.collect();
        let around = limits
            .iter()
            .flat_map(|limit| distances.iter().map(move |days| limit + days));
        around.flat_map(|day| [day - 1, day, day + 1]).collect()
    }

    /// Returns the classes of values, looking back from a day. A missing value comes first.
    ///
    /// # Errors
    ///
    /// If there may be classes of which no value is found.
    pub(super) fn classes(
        &self,
        as_of: Date,
        limits: &Limits<'_>,
    ) -> Result<Vec<ValueClass>, Unsettled> {
        let values = Candidates {
            tests: self,
            as_of,
            asker: Asker::new(self, as_of),
            limits,
            found: Vec::new(),
            by_truths: FxHashSet::default(),
        };
        values.all()
    }
}

/// Asks the evaluator what values answer.
struct Asker {
    bound: Vec<BoundCondition>,
    lead: Lead,
}

impl Asker {
    fn new(tests: &FieldTests<'_>, as_of: Date) -> Self {
        let shape = Dataset::new(vec![tests.field.to_owned()]);
        let conditions = tests.conditions.iter();
        Self {
            bound: conditions
                .map(|condition| BoundCondition::new(condition, &shape))
                .collect(),
            lead: Lead {
                values: vec![String::new()],
                as_of: Some(as_of),
                ..Lead::default()
            },
        }
    }

    fn truths(&mut self, text: String) -> Vec<Truth> {
        self.lead.values[0] = text;
        let truths = self.bound.iter().map(|test| test.evaluate(&self.lead));
        truths.collect()
    }
}

/// The values written down so far, one of each class.
struct Candidates<'a, 'b> {
    tests: &'b FieldTests<'a>,
    as_of: Date,
    asker: Asker,
    limits: &'b Limits<'b>,
    found: Vec<ValueClass>,
    by_truths: FxHashSet<Vec<Truth>>,
}

impl Candidates<'_, '_> {
    fn all(mut self) -> Result<Vec<ValueClass>, Unsettled> {
        self.tests.check_mixtures()?;
        self.add(FieldValue::Missing)?;
        for text in &self.tests.texts {
            self.add(FieldValue::Text((*text).to_owned()))?;
        }
        self.add_numbers()?;
        self.add_days()?;
        self.add_texts()?;
        Ok(self.found)
    }

    /// Returns what a text answers. A long one takes longer.
    fn truths(&mut self, text: String) -> Result<Vec<Truth>, Unsettled> {
        let length = 1 + text.len() as u64 / 8;
        self.limits
            .spend(length * (1 + self.tests.conditions.len() as u64))?;
        Ok(self.asker.truths(text))
    }

    fn add(&mut self, value: FieldValue) -> Result<(), Unsettled> {
        let text = value.text(self.as_of);
        let truths = self.truths(text)?;
        if self.by_truths.insert(truths.clone()) {
            self.found.push(ValueClass { truths, value });
        }
        Ok(())
    }

    fn add_numbers(&mut self) -> Result<(), Unsettled> {
        if self.tests.numbers.is_empty() {
            return Ok(());
        }
        for class in self.tests.numbers.classes() {
            self.add_spelled(number_texts(easy_number(class)))?;
        }
        Ok(())
    }

    fn add_days(&mut self) -> Result<(), Unsettled> {
        let tests = self.tests;
        if tests.days.is_empty() && tests.back.is_empty() {
            return Ok(());
        }
        let today = day_number(self.as_of);
        let mut cuts = DayCuts::default();
        tests.days.iter().for_each(|day| cuts.begin_class(*day));
        for days in &tests.back {
            cuts.begin_class(today - days);
            cuts.begin_class(today + 1);
        }
        for day in cuts.examples() {
            if !tests.depends_on_day() && tests.days.is_empty() {
                self.add(FieldValue::DaysBefore(today - day))?;
            } else if let Some(day) = numbered_day(day) {
                self.add_spelled(day_texts(day))?;
            }
        }
        Ok(())
    }

    /// Adds a value in the first spelling that no test names.
    fn add_spelled(&mut self, spellings: impl Iterator<Item = String>) -> Result<(), Unsettled> {
        let tests = self.tests;
        let elements = tests
            .parts
            .iter()
            .filter(|(place, _)| *place == PartPlace::Element);
        let elements = elements.map(|(_, part)| *part);
        let named = tests.texts.iter().copied().chain(elements);
        let named: Vec<String> = named.map(simple_lower).collect();
        let mut free = spellings.filter(|text| !named.contains(&simple_lower(text)));
        let text = free.next().ok_or_else(|| {
            Unsettled::of("more spellings of one number are named than can be told apart")
        })?;
        self.add(FieldValue::Text(text))
    }

    /// Adds texts with every combination of parts that can occur.
    fn add_texts(&mut self) -> Result<(), Unsettled> {
        let tests = self.tests;
        for (_, part) in &tests.parts {
            self.add(FieldValue::Text((*part).to_owned()))?;
        }
        let separator = tests.separator()?;
        let plain = ["something else", "other", "x"];
        for text in plain {
            if !tests.names(text) {
                self.add(FieldValue::Text(text.to_owned()))?;
            }
        }
        // A combination comes about part by part, and so does every combination below it.
        let mut seen: FxHashSet<Vec<Truth>> = FxHashSet::default();
        let mut open = vec![Pieces::default()];
        while let Some(pieces) = open.pop() {
            let text = pieces.text(separator, &tests.parts);
            let truths = self.truths(text.clone())?;
            if !seen.insert(truths.clone()) {
                continue;
            }
            check_number(seen.len())?;
            if self.by_truths.insert(truths.clone()) {
                let value = FieldValue::Text(text);
                self.found.push(ValueClass { truths, value });
            }
            for part in 0..tests.parts.len() {
                self.limits.spend(1)?;
                open.extend(pieces.with(part, tests.parts[part].0));
            }
        }
        Ok(())
    }
}

impl FieldTests<'_> {
    /// Refuses tests of which the values written down may miss a combination.
    fn check_mixtures(&self) -> Result<(), Unsettled> {
        let within = || {
            let parts = self.parts.iter();
            parts.filter(|(place, _)| *place != PartPlace::Element)
        };
        let numbers = !self.numbers.is_empty();
        if numbers && within().any(|(_, part)| may_be_in_number(part)) {
            return Err(Unsettled::of("numbers are tested beside parts of them"));
        }
        let days = !self.days.is_empty() || !self.back.is_empty();
        // Eight digits may be a day of the calendar, ten or thirteen a moment since 1970.
        if numbers && days {
            return Err(Unsettled::of("numbers are tested beside dates"));
        }
        if days && within().any(|(_, part)| may_be_in_day(part)) {
            return Err(Unsettled::of("dates are tested beside parts of them"));
        }
        let elements = || {
            self.parts
                .iter()
                .any(|(place, _)| *place == PartPlace::Element)
        };
        if within().any(|(_, part)| part.contains(';')) && elements() {
            return Err(Unsettled::of(
                "parts of a text with a semicolon are tested beside elements of a list",
            ));
        }
        Ok(())
    }

    /// Returns a character that no test has in it.
    fn separator(&self) -> Result<char, Unsettled> {
        let parts = self.parts.iter().map(|(_, part)| *part);
        let named: Vec<&str> = self.texts.iter().copied().chain(parts).collect();
        let mut free = SEPARATORS.chars();
        free.find(|c| !named.iter().any(|text| text.contains(*c)))
            .ok_or_else(|| Unsettled::of("its tests have too many different signs in them"))
    }

    /// Returns whether a test names a text or a part of it.
    fn names(&self, text: &str) -> bool {
        let text = simple_lower(text);
        self.texts.iter().any(|named| simple_lower(named) == text)
            || self
                .parts
                .iter()
                .any(|(_, part)| text.contains(&simple_lower(part)))
    }
}

/// Parts of which a text is made.
#[derive(Clone, Debug, Default)]
struct Pieces {
    start: Option<usize>,
    end: Option<usize>,
    /// Sorted.
    others: Vec<usize>,
}

impl Pieces {
    /// Returns these with one more; `None` if it is there already.
    fn with(&self, part: usize, place: PartPlace) -> Option<Self> {
        let mut more = self.clone();
        match place {
            PartPlace::Start if self.start != Some(part) => more.start = Some(part),
            PartPlace::End if self.end != Some(part) => more.end = Some(part),
            PartPlace::Anywhere | PartPlace::Element => {
                let at = self.others.binary_search(&part).err()?;
                more.others.insert(at, part);
            }
            PartPlace::Start | PartPlace::End => return None,
        }
        Some(more)
    }

    fn text(&self, separator: char, parts: &[(PartPlace, &str)]) -> String {
        let of = |place: PartPlace| {
            let named = self
                .others
                .iter()
                .filter(move |part| parts[**part].0 == place);
            named.map(|part| parts[*part].1.trim())
        };
        let mut first = String::new();
        first.extend(self.start.map(|part| parts[part].1.trim()));
        first.push(separator);
        for part in of(PartPlace::Anywhere) {
            first.push_str(part);
            first.push(separator);
        }
        let mut last = String::from(separator);
        last.extend(self.end.map(|part| parts[part].1.trim()));
        let elements = of(PartPlace::Element).map(str::to_owned);
        let all: Vec<String> = std::iter::once(first)
            .chain(elements)
            .chain(std::iter::once(last))
            .collect();
        all.join(";")
    }
}

/// Returns whether a number's text may have this in it.
fn may_be_in_number(part: &str) -> bool {
    part.trim()
        .chars()
        .all(|c| c.is_ascii_digit() || "+-.".contains(c))
}

/// Returns whether a day's or a time's text may have this in it: it may end with the name of a zone.
fn may_be_in_day(part: &str) -> bool {
    part.trim()
        .chars()
        .all(|c| c.is_alphanumeric() || "+-.: ,[]/_=".contains(c))
}
