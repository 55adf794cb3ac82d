//! What holds for one lead: conditions in Kleene's three-valued logic, answer by answer.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use accord::model::{Combine, Condition, Criterion, Definition};

use super::time::Moment;

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

/// Trims and converts each character to its simple lower case. The only character whose full lower
/// case is longer is İ; its simple one is the first character of that.
pub fn fold(text: &str) -> String {
    let simple = |c: char| c.to_lowercase().next().expect("never empty");
    text.trim().chars().map(simple).collect()
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
    let both = digits(whole) && digits(fraction);
    both.then(|| (below, format!("{whole:0>100}{fraction:0<100}")))
}

fn on_events(condition: &Condition, lead: &Lead, keys: &mut Vec<Truth>) {
    let counting: Vec<&Happened> = lead
        .events
        .iter()
        .copied()
        .filter(|event| counts(event, condition.within_days, lead.as_of_day))
        .collect();
    let known = |holds: bool| lead.data_has_events.then_some(holds);
    if let Some(name) = &condition.event {
        let name = fold(name);
        let times = counting.iter().filter(|event| event.name == name).count();
        let least = condition.at_least.unwrap_or(1) as usize;
        keys.push(known(times >= least));
    }
    if let Some(names) = &condition.sequence {
        let names: Vec<String> = names.iter().map(|name| fold(name)).collect();
        let mut in_time = counting;
        in_time.sort_by_key(|event| event.at); // keeps the file's order for equal times
        keys.push(known(in_order(&names, &in_time)));
    }
}

fn counts(event: &Happened, within_days: Option<u32>, as_of_day: Option<i64>) -> bool {
    let Some(today) = as_of_day else {
        return false;
    };
    let days_ago = today - event.at.day();
    days_ago >= 0 && within_days.is_none_or(|most| days_ago <= i64::from(most))
}

/// Whether the names occur in this order: tries every place for the first of them.
fn in_order(names: &[String], events: &[&Happened]) -> bool {
    let Some((first, rest)) = names.split_first() else {
        return true;
    };
    (0..events.len()).any(|at| events[at].name == *first && in_order(rest, &events[at + 1..]))
}
