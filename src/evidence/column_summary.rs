//! Summarises one column, of the leads or of the events: its most frequent values, the elements of
//! its lists, and its days.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::hash::{Hash as _, Hasher as _};

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHasher};

use super::value_forms::ValueForms;
use crate::scoring::{Dataset, ValueReading, simple_lower};

/// The most values listed for a column, and the most elements of its lists.
const MAX_TOP_VALUES: usize = 20;

/// The most different elements of lists that are told apart; those that come later aren't listed.
const MAX_ELEMENTS: usize = 10_000;

/// What separates the elements of a list; U+037E is the same character.
const SEPARATORS: [char; 2] = [';', '\u{37e}'];

/// The values of a column, compared without case. What is counted of a field is leads, of a column
/// of the events is events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldSummary {
    /// The column's name.
    pub name: String,
    /// How many leads, or events, have a value.
    pub filled: u32,
    /// The number of distinct values.
    pub distinct: u32,
    /// The most frequent values, at most 20, as first written, each with its number.
    pub top: Vec<(String, u32)>,
    /// If some values are lists, separated by `;`: the most frequent elements, at most 20, as first
    /// written, each with the number that have it.
    pub elements: Vec<(String, u32)>,
    /// The days among its values, if there are any.
    pub days: Option<DaySpan>,
    /// How its values are written.
    pub forms: ValueForms,
}

impl FieldSummary {
    /// Returns how many leads, or events, have a value, if these words stand for an empty one. Only
    /// words that are frequent, or that systems usually write so, are found.
    pub fn filled_without(&self, empty: &[String]) -> u32 {
        let listed = self.top.iter().chain(&self.forms.blanks);
        let count = |word: &String| {
            let same = |(value, _): &&(String, u32)| {
                simple_lower(value.trim()) == simple_lower(word.trim())
            };
            listed.clone().find(same).map_or(0, |(_, n)| *n)
        };
        let blank: u32 = empty.iter().map(count).sum();
        self.filled.saturating_sub(blank)
    }
}

/// The days among the values of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaySpan {
    /// The earliest.
    pub first: Date,
    /// The latest.
    pub last: Date,
    /// How many values are days.
    pub count: u32,
}

/// Summarises a column of the leads.
pub(super) fn field_summary(data: &Dataset, column: usize, name: &str) -> FieldSummary {
    let texts = || (0..data.len()).map(|lead| data.value(lead, column));
    summarize(name, || data.value_counts(column), texts, &data.reading)
}

/// Summarises a column of the events.
pub(super) fn event_column_summary(data: &Dataset, column: usize, name: &str) -> FieldSummary {
    let texts = || data.event_values(column);
    summarize(
        name,
        || data.event_value_counts(column),
        texts,
        &data.reading,
    )
}

/// Summarises a column by its counted values or, where nearly all are distinct, by all its texts.
fn summarize<'a, C, T>(
    name: &str,
    counts: impl Fn() -> Option<C>,
    texts: impl Fn() -> T,
    reading: &ValueReading,
) -> FieldSummary
where
    C: Iterator<Item = (&'a str, u32)>,
    T: Iterator<Item = &'a str>,
{
    let counts = || {
        let counted = counts()?;
        Some(counted.map(|(text, n)| (reading.value(text), n)))
    };
    let texts = || texts().map(|text| reading.value(text));
    let mut summary = match counts() {
        Some(values) => summarize_repeated(values),
        None => summarize_distinct(&texts),
    };
    name.clone_into(&mut summary.name);
    let each = |look: &mut dyn FnMut(&'a str, u32)| match counts() {
        Some(values) => values.for_each(|(value, n)| look(value, n)),
        None => texts().for_each(|value| look(value, 1)),
    };
    let mut has_lists = false;
    each(&mut |value, n| {
        summary.forms.add(value, n);
        has_lists |= n > 0 && value.contains(SEPARATORS);
        if n > 0
            && may_be_day(value)
            && let Some(day) = reading.day(value)
        {
            add_day(&mut summary.days, day, n);
        }
    });
    if has_lists {
        let mut elements = Elements::default();
        each(&mut |value, n| elements.add(value, n));
        summary.elements = most_frequent(elements.counts.into_values());
    }
    summary
}

/// Returns whether a value is worth reading as a day. Most texts are none, and are told by how they
/// begin; a long number may be a day, but is as often a telephone number.
fn may_be_day(value: &str) -> bool {
    let is_long_number = value.len() > 9 && value.bytes().all(|byte| byte.is_ascii_digit());
    value.starts_with(|c: char| c.is_ascii_digit()) && !is_long_number
}

fn add_day(days: &mut Option<DaySpan>, day: Date, n: u32) {
    let span = days.get_or_insert(DaySpan {
        first: day,
        last: day,
        count: 0,
    });
    span.first = span.first.min(day);
    span.last = span.last.max(day);
    span.count += n;
}

/// The elements of lists: how often there, as first written, by how they are compared.
#[derive(Default)]
struct Elements<'a> {
    counts: HashMap<String, (&'a str, u32)>,
}

impl<'a> Elements<'a> {
    /// Counts each element of a list once.
    fn add(&mut self, list: &'a str, n: u32) {
        let parts = list.split(SEPARATORS).map(str::trim);
        let mut seen: Vec<String> = Vec::new();
        for element in parts.filter(|part| !part.is_empty() && n > 0) {
            let key = simple_lower(element);
            if seen.contains(&key) {
                continue;
            }
            let full = self.counts.len() >= MAX_ELEMENTS;
            match self.counts.get_mut(&key) {
                Some((_, count)) => *count += n,
                None if full => {}
                None => {
                    self.counts.insert(key.clone(), (element, n));
                }
            }
            seen.push(key);
        }
    }
}

/// Returns the most frequent texts with their numbers.
fn most_frequent<'a>(counted: impl Iterator<Item = (&'a str, u32)>) -> Vec<(String, u32)> {
    let mut top: Vec<(String, u32)> = counted.map(|(v, n)| (v.to_owned(), n)).collect();
    top.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    top.truncate(MAX_TOP_VALUES);
    top
}

/// Summarises a field whose values recur. They are trimmed.
fn summarize_repeated<'a>(values: impl Iterator<Item = (&'a str, u32)>) -> FieldSummary {
    let mut counts: HashMap<String, (&str, u32)> = HashMap::new();
    for (value, n) in values.filter(|(value, n)| !value.is_empty() && *n > 0) {
        counts.entry(simple_lower(value)).or_insert((value, 0)).1 += n;
    }
    FieldSummary {
        filled: counts.values().map(|(_, n)| n).sum(),
        distinct: counts.len() as u32,
        top: most_frequent(counts.into_values()),
        ..FieldSummary::default()
    }
}

/// Summarises a field with nearly all values distinct, which are trimmed. Keeps only their hashes, and the texts of
/// the few that are listed.
fn summarize_distinct<'a, T: Iterator<Item = &'a str>>(texts: &impl Fn() -> T) -> FieldSummary {
    const SEEN: u32 = 1 << 31;
    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    let values = || texts().filter(|value| !value.is_empty());
    for value in values() {
        *counts.entry(hash(value)).or_default() += 1;
    }
    let mut most: Vec<u32> = counts.values().copied().collect();
    most.sort_unstable_by_key(|n| Reverse(*n));
    let least = most.get(MAX_TOP_VALUES - 1).copied().unwrap_or(0);
    let mut top: BTreeSet<(Reverse<u32>, &str)> = BTreeSet::new();
    for value in values() {
        let count = counts.get_mut(&hash(value)).expect("it was counted");
        // Listed as first written; later spellings are skipped.
        if *count >= least && *count & SEEN == 0 {
            top.insert((Reverse(*count), value));
            if top.len() > MAX_TOP_VALUES {
                top.pop_last();
            }
            *count |= SEEN;
        }
    }
    FieldSummary {
        filled: most.iter().sum(),
        distinct: most.len() as u32,
        top: top.into_iter().map(|(n, v)| (v.to_owned(), n.0)).collect(),
        ..FieldSummary::default()
    }
}

/// Hashes a value, ignoring case.
fn hash(value: &str) -> u64 {
    let mut hasher = FxHasher::default();
    simple_lower(value).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::Event;

    fn counted(list: &[(String, u32)]) -> Vec<(&str, u32)> {
        list.iter().map(|(text, n)| (text.as_str(), *n)).collect()
    }

    #[test]
    fn elements_of_lists_and_days_are_counted() {
        let mut data = Dataset::new(["tools", "joined"].map(String::from).to_vec());
        for (tools, joined) in [
            ("CRM; ERP;crm", "2026-03-01"),
            ("erp", "2025-12-31T23:00:00Z"),
            ("", "soon"),
            ("CRM;ERP;crm", "2026-01-05"),
            ("Wiki", ""),
        ] {
            data.push("", 2, &[tools, joined], &[], None);
        }
        let tools = field_summary(&data, 0, "tools");
        assert_eq!(
            counted(&tools.elements),
            [("ERP", 3), ("CRM", 2), ("Wiki", 1)]
        );
        assert_eq!(tools.days, None);
        let joined = field_summary(&data, 1, "joined");
        let day = jiff::civil::date;
        let days = Some(DaySpan {
            first: day(2025, 12, 31),
            last: day(2026, 3, 1),
            count: 3,
        });
        assert_eq!((joined.days, joined.elements), (days, vec![]));
    }

    #[test]
    fn words_that_stand_for_an_empty_value_fill_nothing() {
        let mut data = Dataset::new(vec!["size".into()]);
        for size in ["10", "-None-", "-none-", "Unknown", ""] {
            data.push("", 2, &[size], &[], None);
        }
        let size = field_summary(&data, 0, "size");
        assert_eq!((size.filled, size.filled_without(&[])), (4, 4));
        let words = ["-None-", "unknown", "n/a"].map(String::from);
        assert_eq!(size.filled_without(&words), 1);
    }

    #[test]
    fn elements_that_are_too_many_are_left_out_and_the_first_are_still_counted() {
        let mut data = Dataset::new(vec!["tags".into()]);
        for i in 0..MAX_ELEMENTS + 5 {
            data.push("", 2, &[&format!("a;tag {i}")], &[], None);
        }
        let elements = field_summary(&data, 0, "tags").elements;
        assert_eq!(elements.len(), MAX_TOP_VALUES);
        assert_eq!(elements[0], ("a".into(), 10_005));
    }

    #[test]
    fn values_of_events_are_counted_once_for_leads_that_share_them() {
        let mut data = Dataset::new(vec!["a".into()]);
        data.event_columns = vec!["page".into(), "at".into()];
        let at = jiff::civil::date(2026, 1, 1).at(0, 0, 0, 0);
        let event = |page: &str, on: &str| Event {
            values: [page, on].map(Into::into).into(),
            ..Event::new("visit", at)
        };
        let events = [event("/pricing", "2026-01-02"), event("/home", "")];
        data.push("x", 2, &["1"], &events, None);
        data.push_sharing_events("x", 3, &["2"], 0, None);
        data.push("y", 4, &["3"], &[event("/Pricing", "")], None);
        let page = event_column_summary(&data, 0, "page");
        assert_eq!((page.filled, page.distinct), (3, 2));
        assert_eq!(counted(&page.top), [("/pricing", 2), ("/home", 1)]);
        let days = event_column_summary(&data, 1, "at").days.unwrap();
        assert_eq!((days.first, days.count), (jiff::civil::date(2026, 1, 2), 1));
    }

    #[test]
    fn a_field_of_ever_other_values_is_counted_as_one_of_few() {
        let mut data = Dataset::new(vec!["id".into()]);
        let mut few: Vec<String> = Vec::new();
        for i in 0..70_000_u32 {
            let value = match i % 1_000 {
                0 => format!("Common {}", i % 7_000 / 1_000),
                1 => format!("cOMMON {} ", i % 7_000 / 1_000),
                2 => String::new(),
                _ => format!("value {i}"),
            };
            data.push("", 2, &[&value], &[], None);
            few.push(value);
        }
        assert!(data.value_counts(0).is_none(), "a column of texts");
        let plain = &field_summary(&data, 0, "id");
        let one_by_one = summarize_repeated(few.iter().map(|value| (value.trim(), 1)));
        assert_eq!(plain.top[0], ("Common 0".into(), 20));
        assert_eq!((plain.filled, plain.distinct), (69_930, 69_797));
        assert_eq!(
            (&plain.top, plain.filled),
            (&one_by_one.top, one_by_one.filled)
        );
        assert_eq!(plain.distinct, one_by_one.distinct);
    }
}
