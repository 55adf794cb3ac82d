//! What conditions mean on one concrete lead, in Kleene's three values: `None` is unknown. Read from
//! the language's description, one sentence after another, without any regard for speed.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::language::Condition;

/// One event of a lead.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    pub name: String,
    /// How many days before `as_of`; negative after it.
    pub days_ago: i64,
    /// Second of the day, if a time of day is known.
    pub second: Option<u32>,
    pub columns: BTreeMap<String, String>,
}

/// A lead with everything that conditions can ask about. Names of fields, events and columns are
/// normalized texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lead {
    pub fields: BTreeMap<String, String>,
    pub events: Vec<Event>,
    /// The day looked back from, in days since 1970-01-01.
    pub as_of: i64,
}

/// One question about a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    In(Vec<String>),
    NotIn(Vec<String>),
    Contains(String),
    StartsWith(String),
    EndsWith(String),
    Has(String),
    Min(i128),
    Max(i128),
    OnOrAfter(i64),
    OnOrBefore(i64),
    WithinDays(u32),
    OlderThanDays(u32),
    Known(bool),
}

/// One question about a lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Atom {
    Field(String, Test),
    Events(EventCount),
    Sequence {
        names: Vec<String>,
        within_days: Option<u32>,
        older_than_days: Option<u32>,
    },
}

/// A question about how often something happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventCount {
    pub names: Vec<String>,
    pub within_days: Option<u32>,
    pub older_than_days: Option<u32>,
    pub at_least: u32,
    pub at_most: Option<u32>,
    pub distinct_days: bool,
    pub row: Option<Tree<(String, Test)>>,
}

/// A condition: questions under `all`, `any` and `none`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree<Q> {
    Ask(Q),
    All(Vec<Tree<Q>>),
    Any(Vec<Tree<Q>>),
    None(Vec<Tree<Q>>),
}

impl<Q> Tree<Q> {
    /// Kleene's value, given each question's.
    pub fn value(&self, ask: &mut impl FnMut(&Q) -> Option<bool>) -> Option<bool> {
        let mut values = |parts: &[Self]| -> Vec<Option<bool>> {
            parts.iter().map(|part| part.value(&mut *ask)).collect()
        };
        match self {
            Self::All(parts) => every(&values(parts)),
            Self::Any(parts) => some(&values(parts)),
            Self::None(parts) => some(&values(parts)).map(|holds| !holds),
            Self::Ask(question) => ask(question),
        }
    }

    /// Every question in it.
    pub fn questions(&self) -> Vec<&Q> {
        match self {
            Self::Ask(question) => vec![question],
            Self::All(parts) | Self::Any(parts) | Self::None(parts) => {
                parts.iter().flat_map(Self::questions).collect()
            }
        }
    }

    /// The same with other questions.
    pub fn map<R>(&self, to: &mut impl FnMut(&Q) -> R) -> Tree<R> {
        let mut parts = |parts: &[Self]| parts.iter().map(|p| p.map(&mut *to)).collect();
        match self {
            Self::All(all) => Tree::All(parts(all)),
            Self::Any(any) => Tree::Any(parts(any)),
            Self::None(none) => Tree::None(parts(none)),
            Self::Ask(question) => Tree::Ask(to(question)),
        }
    }
}

/// False if one is false, else unknown if one is unknown.
fn every(values: &[Option<bool>]) -> Option<bool> {
    if values.contains(&Some(false)) {
        Some(false)
    } else if values.contains(&None) {
        None
    } else {
        Some(true)
    }
}

/// True if one is true, else unknown if one is unknown.
fn some(values: &[Option<bool>]) -> Option<bool> {
    if values.contains(&Some(true)) {
        Some(true)
    } else if values.contains(&None) {
        None
    } else {
        Some(false)
    }
}

/// Reads a condition: all its keys must hold.
pub fn read(condition: &Condition) -> Tree<Atom> {
    let mut parts: Vec<Tree<Atom>> = Vec::new();
    if let Some(field) = &condition.field {
        for test in tests(condition) {
            parts.push(Tree::Ask(Atom::Field(normal(field), test)));
        }
    }
    if let Some(event) = &condition.event {
        parts.push(Tree::Ask(Atom::Events(EventCount {
            names: event.as_slice().iter().map(|n| normal(n)).collect(),
            within_days: condition.within_days,
            older_than_days: condition.older_than_days,
            at_least: match (condition.at_least, condition.at_most) {
                (Some(least), _) => least,
                (None, Some(_)) => 0,
                (None, None) => 1,
            },
            at_most: condition.at_most,
            distinct_days: condition.distinct_days == Some(true),
            row: condition.row.as_ref().map(|row| {
                read(row).map(&mut |atom| match atom {
                    Atom::Field(column, test) => (column.clone(), test.clone()),
                    other => panic!("only columns can be asked in `where`: {other:?}"),
                })
            }),
        })));
    }
    if let Some(names) = &condition.sequence {
        parts.push(Tree::Ask(Atom::Sequence {
            names: names.iter().map(|n| normal(n)).collect(),
            within_days: condition.within_days,
            older_than_days: condition.older_than_days,
        }));
    }
    let read_all = |list: &Vec<Condition>| list.iter().map(read).collect::<Vec<_>>();
    parts.extend(condition.all.as_ref().map(|c| Tree::All(read_all(c))));
    parts.extend(condition.any.as_ref().map(|c| Tree::Any(read_all(c))));
    parts.extend(condition.none.as_ref().map(|c| Tree::None(read_all(c))));
    assert!(!parts.is_empty(), "an empty condition: {condition:?}");
    Tree::All(parts)
}

/// The questions that a condition asks about its field's value.
fn tests(c: &Condition) -> Vec<Test> {
    let texts = |list: &Vec<String>| list.iter().map(|t| normal(t)).collect::<Vec<_>>();
    let number_of = |text: &String| number(text).unwrap_or_else(|| panic!("no number: {text}"));
    let day_of = |text: &String| day(text).unwrap_or_else(|| panic!("no day: {text}"));
    [
        c.is.as_ref().map(|t| Test::In(vec![normal(t)])),
        c.is_in.as_ref().map(|l| Test::In(texts(l))),
        c.not_in.as_ref().map(|l| Test::NotIn(texts(l))),
        c.contains.as_ref().map(|t| Test::Contains(normal(t))),
        c.starts_with.as_ref().map(|t| Test::StartsWith(normal(t))),
        c.ends_with.as_ref().map(|t| Test::EndsWith(normal(t))),
        c.has.as_ref().map(|t| Test::Has(normal(t))),
        c.min.as_ref().map(|n| Test::Min(number_of(n))),
        c.max.as_ref().map(|n| Test::Max(number_of(n))),
        c.on_or_after.as_ref().map(|d| Test::OnOrAfter(day_of(d))),
        c.on_or_before.as_ref().map(|d| Test::OnOrBefore(day_of(d))),
        c.within_days.map(Test::WithinDays),
        c.older_than_days.map(Test::OlderThanDays),
        c.known.map(Test::Known),
    ]
    .into_iter()
    .flatten()
    .collect()
}

impl Test {
    /// Kleene's value for a value of the field, or for none.
    pub fn value(&self, value: Option<&str>, as_of: i64) -> Option<bool> {
        let text = value.map(normal).filter(|text| !text.is_empty());
        if let Self::Known(known) = self {
            return Some(text.is_some() == *known);
        }
        let text = text?;
        match self {
            Self::In(texts) => Some(texts.contains(&text)),
            Self::NotIn(texts) => Some(!texts.contains(&text)),
            Self::Contains(part) => Some(text.contains(part.as_str())),
            Self::StartsWith(part) => Some(text.starts_with(part.as_str())),
            Self::EndsWith(part) => Some(text.ends_with(part.as_str())),
            Self::Has(element) => Some(text.split(';').any(|e| normal(e) == *element)),
            Self::Min(least) => number(&text).map(|n| n >= *least),
            Self::Max(greatest) => number(&text).map(|n| n <= *greatest),
            Self::OnOrAfter(first) => day(&text).map(|d| d >= *first),
            Self::OnOrBefore(last) => day(&text).map(|d| d <= *last),
            Self::WithinDays(days) => {
                day(&text).map(|d| (0..=i64::from(*days)).contains(&(as_of - d)))
            }
            Self::OlderThanDays(days) => day(&text).map(|d| as_of - d > i64::from(*days)),
            Self::Known(_) => unreachable!("answered above"),
        }
    }
}

impl Atom {
    /// Kleene's value for a lead of data that has events and every column.
    pub fn value(&self, lead: &Lead) -> Option<bool> {
        match self {
            Self::Field(field, test) => {
                test.value(lead.fields.get(field).map(String::as_str), lead.as_of)
            }
            Self::Events(count) => Some(count.holds(lead)),
            Self::Sequence {
                names,
                within_days,
                older_than_days,
            } => {
                let counting: Vec<&Event> = lead
                    .events
                    .iter()
                    .filter(|e| counts(e, *within_days, *older_than_days))
                    .collect();
                Some(in_order(names, &counting, &mut Vec::new(), i64::MIN))
            }
        }
    }
}

/// Whether an event lies in the window.
pub fn counts(event: &Event, within_days: Option<u32>, older_than_days: Option<u32>) -> bool {
    let age = event.days_ago;
    age >= 0
        && within_days.is_none_or(|days| age <= i64::from(days))
        && older_than_days.is_none_or(|days| age > i64::from(days))
}

impl EventCount {
    /// Whether one row is of those asked about, whenever it was.
    pub fn matches(&self, event: &Event, as_of: i64) -> bool {
        let column = |(column, test): &(String, Test)| {
            test.value(event.columns.get(column).map(String::as_str), as_of)
        };
        let row = |row: &Tree<(String, Test)>| row.value(&mut |q| column(q)) == Some(true);
        self.names.contains(&event.name) && self.row.as_ref().is_none_or(row)
    }

    fn holds(&self, lead: &Lead) -> bool {
        let mut days: Vec<i64> = lead
            .events
            .iter()
            .filter(|e| counts(e, self.within_days, self.older_than_days))
            .filter(|e| self.matches(e, lead.as_of))
            .map(|e| e.days_ago)
            .collect();
        if self.distinct_days {
            days.sort_unstable();
            days.dedup();
        }
        let times = days.len() as u32;
        times >= self.at_least && self.at_most.is_none_or(|most| times <= most)
    }
}

/// Whether different events, none of them `used`, can stand in this order from a moment on.
fn in_order(names: &[String], events: &[&Event], used: &mut Vec<usize>, from: i64) -> bool {
    let Some((name, rest)) = names.split_first() else {
        return true;
    };
    (0..events.len()).any(|place| {
        let event = events[place];
        let (earliest, latest) = span(event);
        if event.name != *name || used.contains(&place) || latest < from {
            return false;
        }
        used.push(place);
        let found = in_order(rest, events, used, from.max(earliest));
        used.pop();
        found
    })
}

/// The first and the last second at which an event may lie, counted from `as_of`'s midnight.
pub fn span(event: &Event) -> (i64, i64) {
    let midnight = -event.days_ago * 86_400;
    match event.second {
        Some(second) => (midnight + i64::from(second), midnight + i64::from(second)),
        None => (midnight, midnight + 86_399),
    }
}

/// Trimmed, every white space a blank, NFC, in simple lower case.
pub fn normal(text: &str) -> String {
    let blanks: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect();
    let lower = blanks.trim().nfc().map(|c| {
        // A simple mapping is one character; `to_lowercase` gives more only for a dotted I.
        c.to_lowercase().next().unwrap_or(c)
    });
    lower.collect()
}

/// How many parts of one a number is kept in.
pub const ONE: i128 = 1_000_000_000_000;

/// Reads `[+-]digits[.digits]`, at most 18 digits before and 12 after the point.
pub fn number(text: &str) -> Option<i128> {
    let text = text.trim();
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, part) = match digits.split_once('.') {
        Some((whole, part)) => (whole, Some(part)),
        None => (digits, None),
    };
    let are_digits = |t: &str, most: usize| {
        !t.is_empty() && t.len() <= most && t.bytes().all(|b| b.is_ascii_digit())
    };
    if !are_digits(whole, 18) || part.is_some_and(|p| !are_digits(p, 12)) {
        return None;
    }
    let part: i128 = format!("{:0<12}", part.unwrap_or("")).parse().ok()?;
    let size = whole.parse::<i128>().ok()? * ONE + part;
    Some(if text.starts_with('-') { -size } else { size })
}

/// Reads an ISO date or date-time, in UTC, as days since 1970-01-01.
pub fn day(text: &str) -> Option<i64> {
    let text = text.trim();
    let date: jiff::civil::Date = text.get(..10)?.parse().ok()?;
    let midnight = days_of(date);
    let Some(time) = text.get(10..).filter(|rest| !rest.is_empty()) else {
        return Some(midnight);
    };
    let time = time.strip_prefix(['t', 'T', ' '])?;
    let zone = time.find(['z', 'Z', '+', '-']).unwrap_or(time.len());
    let (time, zone) = time.split_at(zone);
    let parts: Vec<&str> = time.split(':').collect();
    let two = |t: &str, below: i64| {
        let n: i64 = t.parse().ok()?;
        (t.len() == 2 && n < below).then_some(n)
    };
    let minutes = match parts.as_slice() {
        [h, m] => two(h, 24)? * 60 + two(m, 60)?,
        [h, m, s] => {
            two(s.split('.').next()?, 60)?;
            two(h, 24)? * 60 + two(m, 60)?
        }
        _ => return None,
    };
    let offset = match zone {
        "" | "z" | "Z" => 0,
        zone => {
            let (h, m) = zone[1..].split_once(':')?;
            let minutes = two(h, 24)? * 60 + two(m, 60)?;
            if zone.starts_with('-') {
                -minutes
            } else {
                minutes
            }
        }
    };
    Some((midnight * 1440 + minutes - offset).div_euclid(1440))
}

/// Days since 1970-01-01.
fn days_of(date: jiff::civil::Date) -> i64 {
    let epoch = jiff::civil::date(1970, 1, 1);
    i64::from((date - epoch).get_days())
}

/// A day as `2026-01-31`.
pub fn day_text(day: i64) -> String {
    let epoch = jiff::civil::date(1970, 1, 1);
    (epoch + jiff::Span::new().days(day)).to_string()
}
