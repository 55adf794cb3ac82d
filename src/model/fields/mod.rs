//! The table of every record's fields, one file per part of the session.
//!
//! Each row gives key, label, help, shape, core or more, and weight, then how the text is read and
//! set. All rows share the text helpers below.

// All setters have the signature the tables need, whether or not they can refuse.
#![allow(clippy::unnecessary_wraps)]

mod audience;
mod leads;
mod pipeline;
mod plan;
mod scoring;
mod workshop;

use std::str::FromStr;

use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Id;
use super::record::Refusal;

/// Makes a row of a field table.
macro_rules! field {
    ($key:literal, $label:literal, $help:literal, $shape:expr, $core:ident, $weight:ident, $get:expr, $set:expr) => {
        crate::model::record::Field {
            spec: crate::model::record::FieldSpec {
                key: $key,
                label: $label,
                help: $help,
                shape: $shape,
                core: crate::model::fields::is_core(stringify!($core)),
                weight: crate::model::record::FieldWeight::$weight,
            },
            get: $get,
            set: $set,
        }
    };
}
pub(super) use field;

/// Implements the rest of a record that is named by one of its fields: id, title and a blank one.
macro_rules! by_name {
    ($name:ident) => {
        fn id(&self) -> &Id {
            &self.id
        }
        fn title(&self) -> String {
            crate::model::fields::name_or_id(&self.$name, &self.id)
        }
        #[allow(clippy::needless_update)] // two of them have no other field
        fn blank(id: Id, name: &str) -> Self {
            Self {
                id,
                $name: name.into(),
                ..Self::default()
            }
        }
    };
}
pub(super) use by_name;

pub(super) const fn is_core(word: &str) -> bool {
    // The first letter tells `core` from `more`.
    word.as_bytes()[0] == b'c'
}

pub(super) type SetResult = Result<(), Refusal>;

pub(super) fn set_line(target: &mut String, text: &str) -> SetResult {
    *target = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(())
}

pub(super) fn set_name(target: &mut String, text: &str) -> SetResult {
    if text.trim().is_empty() {
        return Err(Refusal("give it a name".into()));
    }
    set_line(target, text)
}

pub(super) fn set_prose(target: &mut String, text: &str) -> SetResult {
    text.trim().clone_into(target);
    Ok(())
}

pub(super) fn set_lines(target: &mut Vec<String>, text: &str) -> SetResult {
    *target = text
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .map(Into::into)
        .collect();
    Ok(())
}

pub(super) fn set_optional_line(target: &mut Option<String>, text: &str) -> SetResult {
    *target = Some(text.trim().to_owned()).filter(|t| !t.is_empty());
    Ok(())
}

pub(super) fn set_number<N: FromStr>(target: &mut N, text: &str, range: &str) -> SetResult {
    *target = read_number(text, range)?;
    Ok(())
}

pub(super) fn set_optional_number<N: FromStr>(
    target: &mut Option<N>,
    text: &str,
    range: &str,
) -> SetResult {
    *target = if text.trim().is_empty() {
        None
    } else {
        Some(read_number(text, range)?)
    };
    Ok(())
}

pub(super) fn read_number<N: FromStr>(text: &str, range: &str) -> Result<N, Refusal> {
    text.trim()
        .trim_start_matches('+')
        .parse()
        .map_err(|_| Refusal(format!("`{}` isn't valid: write {range}", text.trim())))
}

pub(super) fn set_choice<T>(target: &mut T, text: &str, from: fn(&str) -> Option<T>) -> SetResult {
    *target = from(text.trim())
        .ok_or_else(|| Refusal(format!("`{}` isn't a choice here", text.trim())))?;
    Ok(())
}

pub(super) fn set_optional_choice<T>(
    target: &mut Option<T>,
    text: &str,
    from: fn(&str) -> Option<T>,
) -> SetResult {
    if text.trim().is_empty() {
        *target = None;
        return Ok(());
    }
    let value = from(text.trim());
    *target = Some(value.ok_or_else(|| Refusal(format!("`{}` isn't a choice here", text.trim())))?);
    Ok(())
}

pub(super) fn set_choices<T>(
    target: &mut Vec<T>,
    text: &str,
    from: fn(&str) -> Option<T>,
) -> SetResult {
    let read =
        |word: &str| from(word).ok_or_else(|| Refusal(format!("`{word}` isn't a choice here")));
    *target = text
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .map(read)
        .collect::<Result<_, _>>()?;
    Ok(())
}

pub(super) fn set_flag(target: &mut bool, text: &str) -> SetResult {
    *target = match text.trim() {
        "yes" => true,
        "" | "no" => false,
        other => return Err(Refusal(format!("`{other}` isn't valid: write yes or no"))),
    };
    Ok(())
}

pub(super) fn flag_text(value: bool) -> String {
    if value { "yes".into() } else { String::new() }
}

pub(super) fn set_id(target: &mut Id, text: &str) -> SetResult {
    *target = Id::new(text.trim()).map_err(|e| Refusal(e.to_string()))?;
    Ok(())
}

pub(super) fn set_optional_id(target: &mut Option<Id>, text: &str) -> SetResult {
    *target = match text.trim() {
        "" => None,
        text => Some(Id::new(text).map_err(|e| Refusal(e.to_string()))?),
    };
    Ok(())
}

pub(super) fn set_parsed_lines<T: FromStr>(target: &mut Vec<T>, text: &str) -> SetResult
where
    T::Err: ToString,
{
    let read = |line: &str| line.parse().map_err(|e: T::Err| Refusal(e.to_string()));
    *target = text
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .map(read)
        .collect::<Result<_, _>>()?;
    Ok(())
}

pub(super) fn set_day(target: &mut Option<Date>, text: &str) -> SetResult {
    *target = match text.trim() {
        "" => None,
        text => Some(text.parse().map_err(|_| {
            Refusal(format!(
                "`{text}` isn't a day: write year-month-day, such as 2027-01-31"
            ))
        })?),
    };
    Ok(())
}

pub(super) fn set_json<T: DeserializeOwned>(target: &mut Option<T>, text: &str) -> SetResult {
    *target = match text.trim() {
        "" => None,
        text => Some(serde_json::from_str(text).map_err(|e| Refusal(e.to_string()))?),
    };
    Ok(())
}

pub(super) fn json_text<T: Serialize>(value: Option<&T>) -> String {
    value
        .map(|v| serde_json::to_string(v).expect("rules and conditions are plain data"))
        .unwrap_or_default()
}

pub(super) fn optional_text<T: ToString>(value: Option<&T>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

pub(super) fn joined_lines<T: ToString>(values: &[T]) -> String {
    values
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Returns the name, or the id if there is none.
pub(super) fn name_or_id(name: &str, id: &Id) -> String {
    if name.is_empty() {
        id.to_string()
    } else {
        name.into()
    }
}
