//! A condition written in words, as in a spreadsheet's cell: `industry is Retail`.

use crate::app::dialogs::condition_numbers::read_field_days;
use crate::app::input::condition_command::Operator as How;
use crate::model::{Condition, Number};

/// What to write, for refusals.
const FORMS: &str = "write field is value, field in A, B, field contains text, field starts with \
                     text, field has element, field >= 50, field on or after 2026-01-31, field is \
                     in the last 30 days, field known, or event NAME";

/// Signs and words between a field and its value, with what they mean; the first that is there counts.
const OPERATORS: &[(&str, Operator)] = &[
    (">=", Operator::Min),
    ("<=", Operator::Max),
    (" is at least ", Operator::Min),
    (" is at most ", Operator::Max),
    (" is on or after ", Operator::OnOrAfter),
    (" is on or before ", Operator::OnOrBefore),
    (" on or after ", Operator::OnOrAfter),
    (" on or before ", Operator::OnOrBefore),
    (" is one of ", Operator::In),
    (" contains ", Operator::Contains),
    (" starts with ", Operator::StartsWith),
    (" ends with ", Operator::EndsWith),
    (" at least ", Operator::Min),
    (" at most ", Operator::Max),
    (" not in ", Operator::NotIn),
    (" isn't ", Operator::NotIn),
    (" is not ", Operator::NotIn),
    (" in ", Operator::In),
    (" is ", Operator::Is),
    (" has ", Operator::Has),
    ("=", Operator::Is),
];

#[derive(Clone, Copy)]
enum Operator {
    Is,
    In,
    NotIn,
    Contains,
    StartsWith,
    EndsWith,
    Has,
    Min,
    Max,
    OnOrAfter,
    OnOrBefore,
}

/// Reads a condition in words, or as JSON.
///
/// # Errors
///
/// Returns what to write instead, as a sentence.
pub fn parse_condition(text: &str) -> Result<Condition, String> {
    let text = text.trim();
    let condition = if text.starts_with('{') {
        serde_json::from_str(text).map_err(|why| format!("`{text}` isn't a condition: {why}"))?
    } else {
        in_words(text)?
    };
    match condition.problem() {
        None => Ok(condition),
        Some(why) => Err(format!("`{text}` isn't a condition: {why}")),
    }
}

fn in_words(text: &str) -> Result<Condition, String> {
    let lower = text.to_lowercase();
    let after = |word: &str| text.get(word.len()..).filter(|_| lower.starts_with(word));
    if let Some(event) = after("event ") {
        return Ok(Condition {
            event: Some(event.trim().into()),
            ..Condition::default()
        });
    }
    for (ending, known) in [
        (" isn't known", false),
        (" is not known", false),
        (" is known", true),
        (" unknown", false),
        (" known", true),
    ] {
        // A lower-case text may have another length in bytes.
        if lower.ends_with(ending) && lower.len() == text.len() {
            let field = text[..text.len() - ending.len()].trim();
            return Ok(Condition {
                field: Some(field.into()),
                known: Some(known),
                ..Condition::default()
            });
        }
    }
    if let Some(in_list) = text.strip_suffix(" in its list")
        && let Some((field, element)) = in_list.split_once(" has ")
    {
        return on_field(field.trim(), unquoted(element), Operator::Has);
    }
    if let Some(condition) = on_days_ago(text) {
        return Ok(condition);
    }
    let found = OPERATORS.iter().find_map(|(sign, operator)| {
        let at = lower.find(sign).filter(|_| lower.len() == text.len())?;
        Some((&text[..at], &text[at + sign.len()..], *operator))
    });
    let Some((field, value, operator)) = found else {
        return Err(format!("`{text}` isn't a condition: {FORMS}"));
    };
    on_field(field.trim(), unquoted(value), operator)
}

/// Reads `joined is in the last 30 days`, `joined is more than 90 days ago`.
fn on_days_ago(text: &str) -> Option<Condition> {
    let (field, words) = text.split_once(" is ")?;
    let lower = words.trim().to_lowercase();
    let looks_back = lower.ends_with("ago") || lower.starts_with("in the last ");
    let days = read_field_days(&lower, How::Within).ok()?;
    looks_back.then(|| {
        days.on(Condition {
            field: Some(field.trim().into()),
            ..Condition::default()
        })
    })
}

fn on_field(field: &str, value: &str, operator: Operator) -> Result<Condition, String> {
    let number = || {
        Number::parse(value)
            .map(Some)
            .map_err(|why| why.to_string())
    };
    let values = || -> Vec<String> {
        let separator = if value.contains(';') { ';' } else { ',' };
        let each = value.split(separator).map(|text| unquoted(text).to_owned());
        each.filter(|text| !text.is_empty()).collect()
    };
    let day = || {
        let read = value.parse();
        read.map(Some)
            .map_err(|_| format!("`{value}` isn't a day: write one such as 2026-01-31"))
    };
    let mut condition = Condition {
        field: Some(field.into()),
        ..Condition::default()
    };
    match operator {
        Operator::Is => condition.is = Some(value.into()),
        Operator::In => condition.is_in = Some(values()),
        Operator::NotIn => condition.not_in = Some(values()),
        Operator::Contains => condition.contains = Some(value.into()),
        Operator::StartsWith => condition.starts_with = Some(value.into()),
        Operator::EndsWith => condition.ends_with = Some(value.into()),
        Operator::Has => condition.has = Some(value.into()),
        Operator::OnOrAfter => condition.on_or_after = day()?,
        Operator::OnOrBefore => condition.on_or_before = day()?,
        Operator::Min => condition.min = number()?,
        Operator::Max => condition.max = number()?,
    }
    Ok(condition)
}

/// Returns a value without blanks and quotation marks around it.
fn unquoted(text: &str) -> &str {
    let marks = ['"', '\u{201c}', '\u{201d}'];
    text.trim().trim_matches(marks).trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::wording;

    #[test]
    fn a_condition_is_read_as_it_is_said() {
        for (text, says) in [
            ("industry is Retail", "industry is “Retail”"),
            ("Industry = Retail", "Industry is “Retail”"),
            (
                "country in Norway, Sweden",
                "country is “Norway” or “Sweden”",
            ),
            ("country isn't Norway", "country isn't “Norway”"),
            ("title contains CFO", "title contains “CFO”"),
            ("employees >= 50", "employees is at least 50"),
            ("employees is at most 500", "employees is at most 500"),
            ("title starts with Head", "title starts with “Head”"),
            ("title ends with “ IT”", "title ends with “IT”"),
            ("tools has CRM", "tools has “CRM” in its list"),
            ("tools has “CRM” in its list", "tools has “CRM” in its list"),
            (
                "joined on or after 2026-01-31",
                "joined is on or after 2026-01-31",
            ),
            (
                "joined is on or before 2026-01-31",
                "joined is on or before 2026-01-31",
            ),
            (
                "joined is in the last 30 days",
                "joined is in the last 30 days",
            ),
            (
                "joined is more than 90 days ago",
                "joined is more than 90 days ago",
            ),
            (
                "joined is between 8 and 30 days ago",
                "joined is between 8 and 30 days ago",
            ),
            ("company is Long ago", "company is “Long ago”"),
            ("email known", "email is known"),
            ("event demo", "demo at least once"),
            (r#"{"event":"demo","at_least":2}"#, "demo at least 2 times"),
        ] {
            let read = parse_condition(text).unwrap();
            assert_eq!(wording::condition(&read), says, "{text}");
        }
    }

    #[test]
    fn what_is_no_condition_says_what_to_write() {
        for text in [
            "nice",
            "employees >= many",
            "industry is ",
            "{",
            "is Retail",
            "joined on or after soon",
            "tools has A;B",
        ] {
            assert!(parse_condition(text).is_err(), "{text}");
        }
        assert!(
            parse_condition("nice")
                .unwrap_err()
                .contains("field is value")
        );
    }
}
