//! Which keys of a condition an operator is, with their values as texts: to show what is there, and
//! to put something else in its place.

use crate::app::dialogs::condition_numbers::{days_text, read_field_days, read_number};
use crate::app::input::condition_command::Operator;
use crate::model::Condition;

/// Returns how a part compares its field.
pub(super) fn operators_of(part: &Condition) -> Vec<Operator> {
    let all = Operator::CHOICES.iter().map(|(operator, ..)| *operator);
    all.filter(|operator| is_there(part, *operator)).collect()
}

fn is_there(part: &Condition, operator: Operator) -> bool {
    let days = (part.within_days.is_some(), part.older_than_days.is_some());
    match operator {
        Operator::Is => part.is.is_some() || part.is_in.is_some(),
        Operator::NotIn => part.not_in.is_some(),
        Operator::Contains => part.contains.is_some(),
        Operator::StartsWith => part.starts_with.is_some(),
        Operator::EndsWith => part.ends_with.is_some(),
        Operator::Has => part.has.is_some(),
        Operator::Min => part.min.is_some(),
        Operator::Max => part.max.is_some(),
        Operator::OnOrAfter => part.on_or_after.is_some(),
        Operator::OnOrBefore => part.on_or_before.is_some(),
        Operator::Within => !part.is_about_events() && days == (true, false),
        Operator::OlderThan => !part.is_about_events() && days == (false, true),
        Operator::DaysBetween => !part.is_about_events() && days == (true, true),
        Operator::Known => part.known == Some(true),
        Operator::Unknown => part.known == Some(false),
    }
}

/// Returns what a part compares its field with in this way, as texts.
pub(super) fn values_of(part: &Condition, operator: Operator) -> Vec<String> {
    if !is_there(part, operator) {
        return Vec::new();
    }
    let text = |text: &Option<String>| text.iter().cloned().collect();
    let shown = |value: Option<String>| value.into_iter().collect();
    match operator {
        Operator::Is => {
            let several = part.is_in.iter().flatten();
            part.is.iter().chain(several).cloned().collect()
        }
        Operator::NotIn => part.not_in.clone().unwrap_or_default(),
        Operator::Contains => text(&part.contains),
        Operator::StartsWith => text(&part.starts_with),
        Operator::EndsWith => text(&part.ends_with),
        Operator::Has => text(&part.has),
        Operator::Min => shown(part.min.as_ref().map(ToString::to_string)),
        Operator::Max => shown(part.max.as_ref().map(ToString::to_string)),
        Operator::OnOrAfter => shown(part.on_or_after.map(|day| day.to_string())),
        Operator::OnOrBefore => shown(part.on_or_before.map(|day| day.to_string())),
        Operator::OlderThan => shown(part.older_than_days.map(|days| days.to_string())),
        Operator::Within | Operator::DaysBetween => vec![days_text(part)],
        Operator::Known | Operator::Unknown => Vec::new(),
    }
}

/// Returns a part that no longer compares its field in this way.
pub(super) fn without(mut part: Condition, operator: Operator) -> Condition {
    match operator {
        Operator::Is => (part.is, part.is_in) = (None, None),
        Operator::NotIn => part.not_in = None,
        Operator::Contains => part.contains = None,
        Operator::StartsWith => part.starts_with = None,
        Operator::EndsWith => part.ends_with = None,
        Operator::Has => part.has = None,
        Operator::Min => part.min = None,
        Operator::Max => part.max = None,
        Operator::OnOrAfter => part.on_or_after = None,
        Operator::OnOrBefore => part.on_or_before = None,
        Operator::Within | Operator::OlderThan | Operator::DaysBetween => {
            (part.within_days, part.older_than_days) = (None, None);
        }
        Operator::Known | Operator::Unknown => part.known = None,
    }
    part
}

/// Returns a part that compares its field in this way, besides what it does already: with `values`,
/// or with `text` as a whole.
///
/// # Errors
///
/// What is wrong with the value, and what to write.
pub(super) fn with_value(
    part: Condition,
    operator: Operator,
    values: Vec<String>,
    text: &str,
) -> Result<Condition, String> {
    let text = text.trim();
    let day = || {
        let read = text.parse().map_err(|_| "write a day such as 2026-01-31");
        read.map(Some).map_err(str::to_owned)
    };
    let mut part = without(part, operator);
    match operator {
        Operator::Is => match <[String; 1]>::try_from(values) {
            Ok([one]) => part.is = Some(one),
            Err(several) => part.is_in = Some(several),
        },
        Operator::NotIn => part.not_in = Some(values),
        Operator::Contains => part.contains = Some(text.to_owned()),
        Operator::StartsWith => part.starts_with = Some(text.to_owned()),
        Operator::EndsWith => part.ends_with = Some(text.to_owned()),
        Operator::Has => part.has = Some(text.to_owned()),
        Operator::Min => part.min = Some(read_number(text)?),
        Operator::Max => part.max = Some(read_number(text)?),
        Operator::OnOrAfter => part.on_or_after = day()?,
        Operator::OnOrBefore => part.on_or_before = day()?,
        Operator::Within | Operator::OlderThan | Operator::DaysBetween => {
            part = read_field_days(text, operator)?.on(part);
        }
        Operator::Known => part.known = Some(true),
        Operator::Unknown => part.known = Some(false),
    }
    part.problem()
        .map_or(Ok(part), |problem| Err(problem.to_string()))
}
