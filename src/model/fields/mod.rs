//! The one table of every object's fields, by room of the definition.
//!
//! A row reads: key, label, help, shape, core or more, weight; then how its text is got and set.
//! The text helpers below are shared by all rows.

// Every setter has the one signature the tables ask for, whether or not it can refuse.
#![allow(clippy::unnecessary_wraps)]

mod audience;
mod leads;
mod pipeline;
mod scoring;
mod workshop;

use std::str::FromStr;

use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Id;
use super::record::Refused;

/// A row of a field table.
macro_rules! field {
    ($key:literal, $label:literal, $help:literal, $shape:expr, $core:ident, $weight:ident, $get:expr, $set:expr) => {
        crate::model::record::Field {
            spec: crate::model::record::Spec {
                key: $key,
                label: $label,
                help: $help,
                shape: $shape,
                core: crate::model::fields::is_core(stringify!($core)),
                weight: crate::model::record::Weight::$weight,
            },
            get: $get,
            set: $set,
        }
    };
}
pub(super) use field;

/// The rest of a thing that is called by one of its fields: its id, title and a blank one.
macro_rules! by_name {
    ($name:ident) => {
        fn id(&self) -> &Id {
            &self.id
        }
        fn title(&self) -> String {
            crate::model::fields::name_or_id(&self.$name, &self.id)
        }
        #[allow(clippy::needless_update)] // two of them have no field besides
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
    // `core` or `more`: the first letter tells them apart.
    word.as_bytes()[0] == b'c'
}

pub(super) type Set = Result<(), Refused>;

pub(super) fn line(target: &mut String, text: &str) -> Set {
    *target = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(())
}

pub(super) fn named(target: &mut String, text: &str) -> Set {
    if text.trim().is_empty() {
        return Err(Refused("give it a name".into()));
    }
    line(target, text)
}

pub(super) fn prose(target: &mut String, text: &str) -> Set {
    text.trim().clone_into(target);
    Ok(())
}

pub(super) fn lines(target: &mut Vec<String>, text: &str) -> Set {
    *target = text
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .map(Into::into)
        .collect();
    Ok(())
}

pub(super) fn opt_line(target: &mut Option<String>, text: &str) -> Set {
    *target = Some(text.trim().to_owned()).filter(|t| !t.is_empty());
    Ok(())
}

pub(super) fn number<N: FromStr>(target: &mut N, text: &str, range: &str) -> Set {
    *target = read_number(text, range)?;
    Ok(())
}

pub(super) fn opt_number<N: FromStr>(target: &mut Option<N>, text: &str, range: &str) -> Set {
    *target = if text.trim().is_empty() {
        None
    } else {
        Some(read_number(text, range)?)
    };
    Ok(())
}

pub(super) fn read_number<N: FromStr>(text: &str, range: &str) -> Result<N, Refused> {
    text.trim()
        .trim_start_matches('+')
        .parse()
        .map_err(|_| Refused(format!("`{}` won't do: write {range}", text.trim())))
}

pub(super) fn choice<T>(target: &mut T, text: &str, from: fn(&str) -> Option<T>) -> Set {
    *target =
        from(text.trim()).ok_or_else(|| Refused(format!("`{}` is no choice here", text.trim())))?;
    Ok(())
}

pub(super) fn opt_choice<T>(
    target: &mut Option<T>,
    text: &str,
    from: fn(&str) -> Option<T>,
) -> Set {
    if text.trim().is_empty() {
        *target = None;
        return Ok(());
    }
    let value = from(text.trim());
    *target = Some(value.ok_or_else(|| Refused(format!("`{}` is no choice here", text.trim())))?);
    Ok(())
}

pub(super) fn choices<T>(target: &mut Vec<T>, text: &str, from: fn(&str) -> Option<T>) -> Set {
    let read =
        |word: &str| from(word).ok_or_else(|| Refused(format!("`{word}` is no choice here")));
    *target = text
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .map(read)
        .collect::<Result<_, _>>()?;
    Ok(())
}

pub(super) fn flag(target: &mut bool, text: &str) -> Set {
    *target = match text.trim() {
        "yes" => true,
        "" | "no" => false,
        other => return Err(Refused(format!("`{other}` won't do: write yes or no"))),
    };
    Ok(())
}

pub(super) fn flag_text(value: bool) -> String {
    if value { "yes".into() } else { String::new() }
}

pub(super) fn id(target: &mut Id, text: &str) -> Set {
    *target = Id::new(text.trim()).map_err(|e| Refused(e.to_string()))?;
    Ok(())
}

pub(super) fn opt_id(target: &mut Option<Id>, text: &str) -> Set {
    *target = match text.trim() {
        "" => None,
        text => Some(Id::new(text).map_err(|e| Refused(e.to_string()))?),
    };
    Ok(())
}

pub(super) fn parsed_lines<T: FromStr>(target: &mut Vec<T>, text: &str) -> Set
where
    T::Err: ToString,
{
    let read = |line: &str| line.parse().map_err(|e: T::Err| Refused(e.to_string()));
    *target = text
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .map(read)
        .collect::<Result<_, _>>()?;
    Ok(())
}

pub(super) fn day(target: &mut Option<Date>, text: &str) -> Set {
    *target = match text.trim() {
        "" => None,
        text => Some(text.parse().map_err(|_| {
            Refused(format!(
                "`{text}` is no day: write year-month-day, such as 2027-01-31"
            ))
        })?),
    };
    Ok(())
}

pub(super) fn json<T: DeserializeOwned>(target: &mut Option<T>, text: &str) -> Set {
    *target = match text.trim() {
        "" => None,
        text => Some(serde_json::from_str(text).map_err(|e| Refused(e.to_string()))?),
    };
    Ok(())
}

pub(super) fn json_text<T: Serialize>(value: Option<&T>) -> String {
    value
        .map(|v| serde_json::to_string(v).expect("rules and conditions are plain data"))
        .unwrap_or_default()
}

pub(super) fn opt_text<T: ToString>(value: Option<&T>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

pub(super) fn joined<T: ToString>(values: &[T]) -> String {
    values
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

/// The name, or the id where nobody has given one.
pub(super) fn name_or_id(name: &str, id: &Id) -> String {
    if name.is_empty() {
        id.to_string()
    } else {
        name.into()
    }
}
