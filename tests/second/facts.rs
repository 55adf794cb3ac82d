//! What holds for one lead: conditions in Kleene's three-valued logic, answer by answer.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use accord::model::{Combine, Condition, Criterion, Definition};
use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization as _;

use super::time::{self, Moment};

/// True, false, or (`None`) unknown.
pub type Truth = Option<bool>;

/// The truth of each answer, by criterion and answer; the answer of a yes/no criterion is `yes`.
pub type Facts = BTreeMap<(String, String), Truth>;

/// An event in the file.
#[derive(Clone, Debug)]
pub struct Happened {
    /// The lead's id.
    pub lead: String,
    /// Its name, case-folded.
    pub name: String,
    /// Its time.
    pub at: Moment,
    /// Whether its time of day is known.
    pub has_clock: bool,
    /// The other columns of its row.
    pub row: BTreeMap<String, String>,
}

/// What is recorded about a lead.
#[derive(Clone, Debug)]
pub struct Lead<'a> {
    /// Each field that has a column, with blanks.
    pub fields: BTreeMap<String, String>,
    /// Its events, in file order.
    pub events: Vec<&'a Happened>,
    /// Whether any lead has events.
    pub data_has_events: bool,
    /// The columns that events have besides the lead, their name and their time.
    pub event_columns: Vec<String>,
    /// The reference date.
    pub as_of_day: Option<i64>,
}

/// Returns the truth of each answer for a lead.
pub fn of_lead(definition: &Definition, lead: &Lead) -> Facts {
    let mut facts = Facts::new();
    for criterion in &definition.criteria {
        for (level, truth) in levels(criterion, lead) {
            facts.insert((criterion.id.to_string(), level), truth);
        }
    }
    facts
}

fn levels(criterion: &Criterion, lead: &Lead) -> Vec<(String, Truth)> {
    let asked = |when: Option<&Condition>| when.and_then(|when| holds(when, lead));
    if criterion.answers.is_empty() {
        return vec![("yes".into(), asked(criterion.when.as_ref()))];
    }
    let mut truths: Vec<Truth> = Vec::new();
    for level in &criterion.answers {
        truths.push(if level.otherwise {
            not(any(&truths))
        } else {
            asked(level.when.as_ref())
        });
    }
    if criterion.combine == Some(Combine::OneOf)
        && let Some(first) = truths.iter().position(|truth| *truth == Some(true))
    {
        truths[first + 1..].fill(Some(false));
    }
    let ids = criterion.answers.iter().map(|level| level.id.to_string());
    ids.zip(truths).collect()
}

/// Returns whether a condition holds.
pub fn holds(condition: &Condition, lead: &Lead) -> Truth {
    let mut keys = Vec::new();
    on_field(condition, lead, &mut keys);
    on_events(condition, lead, &mut keys);
    let each = |parts: &[Condition]| -> Vec<Truth> {
        parts.iter().map(|part| holds(part, lead)).collect()
    };
    if let Some(parts) = &condition.all {
        keys.push(all(&each(parts)));
    }
    if let Some(parts) = &condition.any {
        keys.push(any(&each(parts)));
    }
    if let Some(parts) = &condition.none {
        keys.push(not(any(&each(parts))));
    }
    all(&keys)
}

fn all(truths: &[Truth]) -> Truth {
    if truths.contains(&Some(false)) {
        Some(false)
    } else if truths.contains(&None) {
        None
    } else {
        Some(true)
    }
}

fn any(truths: &[Truth]) -> Truth {
    if truths.contains(&Some(true)) {
        Some(true)
    } else if truths.contains(&None) {
        None
    } else {
        Some(false)
    }
}

fn not(truth: Truth) -> Truth {
    truth.map(|holds| !holds)
}

/// Trims, composes, replaces white space by blanks and converts each character to its simple lower
/// case. The only character whose full lower
/// case is longer is İ; its simple one is the first character of that.
pub fn fold(text: &str) -> String {
    let blank = |c: char| if c.is_whitespace() { ' ' } else { c };
    let simple = |c: char| c.to_lowercase().next().expect("never empty");
    text.trim().nfc().map(blank).map(simple).collect()
}

fn on_field(condition: &Condition, lead: &Lead, keys: &mut Vec<Truth>) {
    let Some(field) = &condition.field else {
        return;
    };
    let value = lead.fields.get(field).map(|text| fold(text));
    let value = value.filter(|text| !text.is_empty());
    let ask = |question: &dyn Fn(&str) -> Truth| value.as_deref().and_then(question);
    if let Some(wanted) = &condition.is {
        keys.push(ask(&|text| Some(text == fold(wanted))));
    }
    if let Some(list) = &condition.is_in {
        keys.push(ask(&|text| Some(list.iter().any(|one| text == fold(one)))));
    }
    if let Some(list) = &condition.not_in {
        keys.push(ask(&|text| Some(list.iter().all(|one| text != fold(one)))));
    }
    if let Some(part) = &condition.contains {
        keys.push(ask(&|text| Some(text.contains(&fold(part)))));
    }
    if let Some(part) = &condition.starts_with {
        keys.push(ask(&|text| Some(text.strip_prefix(&fold(part)).is_some())));
    }
    if let Some(part) = &condition.ends_with {
        keys.push(ask(&|text| Some(text.strip_suffix(&fold(part)).is_some())));
    }
    if let Some(one) = &condition.has {
        keys.push(ask(&|text| {
            let elements: Vec<String> = text.split(';').map(fold).collect();
            Some(elements.contains(&fold(one)))
        }));
    }
    on_day(condition, lead.fields.get(field), lead.as_of_day, keys);
    if let Some(least) = &condition.min {
        let least = least.to_string();
        keys.push(ask(&|text| compare(text, &least).map(Ordering::is_ge)));
    }
    if let Some(most) = &condition.max {
        let most = most.to_string();
        keys.push(ask(&|text| compare(text, &most).map(Ordering::is_le)));
    }
    if let Some(wanted) = condition.known {
        // A field without a column is unknown, whatever is asked about it.
        let column = lead.fields.contains_key(field);
        keys.push(column.then_some(value.is_some() == wanted));
    }
}

/// What is asked about a field's day. Lower case would hide a `T` or a `Z`.
fn on_day(
    condition: &Condition,
    value: Option<&String>,
    today: Option<i64>,
    keys: &mut Vec<Truth>,
) {
    let day_of = |text: &str| time::read(text).map(Moment::day);
    let bound = |day: Date| day_of(&day.to_string()).expect("a day");
    let value = value.and_then(|text| day_of(text));
    if let Some(first) = condition.on_or_after {
        keys.push(value.map(|day| bound(first) <= day));
    }
    if let Some(last) = condition.on_or_before {
        keys.push(value.map(|day| day <= bound(last)));
    }
    if condition.event.is_some() || condition.sequence.is_some() {
        return;
    }
    let days_ago = today.zip(value).map(|(today, day)| today - day);
    if let Some(most) = condition.within_days {
        keys.push(days_ago.map(|ago| ago >= 0 && ago <= i64::from(most)));
    }
    if let Some(more_than) = condition.older_than_days {
        keys.push(days_ago.map(|ago| ago > i64::from(more_than)));
    }
}

/// Compares two texts as numbers, if both are: `[+-]digits[.digits]`.
fn compare(left: &str, right: &str) -> Option<Ordering> {
    let (left_below, left) = padded(left)?;
    let (right_below, right) = padded(right)?;
    if left == right && left.bytes().all(|b| b == b'0') {
        return Some(Ordering::Equal);
    }
    Some(match (left_below, right_below) {
        (false, false) => left.cmp(&right),
        (true, true) => right.cmp(&left),
        (false, true) => Ordering::Greater,
        (true, false) => Ordering::Less,
    })
}

/// Returns whether there is a minus sign, and the digits padded to a hundred before and a hundred
/// after the point, so that they compare as text.
fn padded(text: &str) -> Option<(bool, String)> {
    let below = text.starts_with('-');
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let both = digits(whole) && digits(fraction) && whole.len() <= 18 && fraction.len() <= 12;
    both.then(|| (below, format!("{whole:0>100}{fraction:0<100}")))
}

fn on_events(condition: &Condition, lead: &Lead, keys: &mut Vec<Truth>) {
    let counting: Vec<&Happened> = lead
        .events
        .iter()
        .copied()
        .filter(|event| counts(event, condition, lead.as_of_day))
        .collect();
    let known = |holds: bool| lead.data_has_events.then_some(holds);
    if let Some(event) = &condition.event {
        let names: Vec<String> = event.names().iter().map(|name| fold(name)).collect();
        let row = condition.row.as_deref();
        let mut days: Vec<i64> = counting
            .iter()
            .filter(|event| names.contains(&event.name))
            .filter(|event| row.is_none_or(|row| of_row(row, event, lead) == Some(true)))
            .map(|event| event.at.day())
            .collect();
        if condition.distinct_days {
            days.sort_unstable();
            days.dedup();
        }
        let absent = u32::from(condition.at_most.is_none());
        let least = condition.at_least.unwrap_or(absent) as usize;
        let most = condition.at_most.map_or(usize::MAX, |most| most as usize);
        let lacks = row.is_some_and(|row| lacks_a_column(row, lead));
        keys.push(known((least..=most).contains(&days.len())).filter(|_| !lacks));
    }
    if let Some(names) = &condition.sequence {
        let names: Vec<String> = names.iter().map(|name| fold(name)).collect();
        keys.push(known(in_order(&names, &counting, None)));
    }
}

/// What is asked about the row of an event.
fn of_row(row: &Condition, event: &Happened, lead: &Lead) -> Truth {
    let as_lead = Lead {
        fields: event.row.clone(),
        events: Vec::new(),
        data_has_events: false,
        event_columns: Vec::new(),
        as_of_day: lead.as_of_day,
    };
    holds(row, &as_lead)
}

fn lacks_a_column(row: &Condition, lead: &Lead) -> bool {
    let lists = [&row.all, &row.any, &row.none];
    let mut parts = lists.into_iter().flatten().flatten();
    let own = row
        .field
        .iter()
        .any(|field| !lead.event_columns.contains(field));
    own || parts.any(|part| lacks_a_column(part, lead))
}

fn counts(event: &Happened, condition: &Condition, as_of_day: Option<i64>) -> bool {
    let Some(today) = as_of_day else {
        return false;
    };
    let days_ago = today - event.at.day();
    days_ago >= 0
        && condition
            .within_days
            .is_none_or(|most| days_ago <= i64::from(most))
        && condition
            .older_than_days
            .is_none_or(|more_than| days_ago > i64::from(more_than))
}

/// Whether different events have these names, each not before the one before it: tries every event
/// in every place. An event without a time lies where it fits best, as early as possible.
fn in_order(names: &[String], events: &[&Happened], after: Option<(i64, Option<Moment>)>) -> bool {
    let Some((first, rest)) = names.split_first() else {
        return true;
    };
    (0..events.len()).any(|at| {
        let event = events[at];
        let own = (event.at.day(), event.has_clock.then_some(event.at));
        let fits = after.is_none_or(|(day, moment)| match own {
            (own_day, None) => own_day >= day,
            (own_day, own_moment) => (own_day, own_moment) >= (day, moment),
        });
        let mut others = events.to_vec();
        others.remove(at);
        event.name == *first && fits && in_order(rest, &others, after.max(Some(own)))
    })
}
