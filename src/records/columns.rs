//! Which column holds what: found by its name in a header.

use std::collections::BTreeMap;

use super::error::shortened;
use super::{Guess, RecordsError};
use crate::model::wording::count_noun;
use crate::scoring::{ColumnIndex, column_of, simple_lower};

/// The most duplicate column names that get a warning each; further ones are only counted.
const MAX_NAMED: usize = 10;

/// Normalises a name: lower case, without spaces, underscores and hyphens.
pub(super) fn normalized_name(name: &str) -> String {
    simple_lower(name).replace([' ', '_', '-'], "")
}

/// Finds the column with the lead's id in a file of leads. Where only its place speaks for it, that
/// is a guess.
pub(super) fn find_lead_id(
    headers: &[String],
    named: Option<&str>,
) -> Result<(usize, Option<Guess>), RecordsError> {
    if let Some(named) = named {
        return Ok((named_column(headers, named)?, None));
    }
    let exactly = |name: &str| headers.iter().position(|h| h == name);
    let nearly = || {
        headers
            .iter()
            .position(|h| ["leadid", "id"].contains(&normalized_name(h).as_str()))
    };
    let found = exactly("lead_id").or_else(|| exactly("id")).or_else(nearly);
    Ok(match found {
        Some(column) => (column, None),
        None => (0, headers.first().map(|header| id_guess(header))),
    })
}

fn id_guess(header: &str) -> Guess {
    let what = format!(
        "the lead's id was taken from the first column, `{}`",
        shortened(header)
    );
    Guess::new(what, "--id", "Id column")
}

/// Returns the column that was named.
pub(super) fn named_column(headers: &[String], named: &str) -> Result<usize, RecordsError> {
    column_of(headers, named).ok_or_else(|| no_column_error(named, headers))
}

pub(super) fn no_column_error(column: &str, headers: &[String]) -> RecordsError {
    RecordsError::NoColumn {
        column: column.into(),
        known: headers.to_vec(),
    }
}

/// Returns the names of the fields and the column each takes its values from: first those of the
/// header, one per column, then additional fields mapped to a column that has a name already.
pub(super) fn map_columns(
    headers: &[String],
    index: &ColumnIndex<'_>,
    mapped: &BTreeMap<String, String>,
    warnings: &mut Vec<String>,
) -> Result<(Vec<String>, Vec<usize>), RecordsError> {
    let mut names: Vec<Option<&String>> = vec![None; headers.len()];
    let mut second = Vec::new();
    for (field, column) in mapped {
        let at = index.find(column);
        let at = at.ok_or_else(|| no_column_error(column, headers))?;
        match &mut names[at] {
            name @ None => *name = Some(field),
            Some(_) => second.push((field.clone(), at)),
        }
    }
    let mut taken: Vec<usize> = (0..headers.len()).collect();
    let (mut columns, mut doubled) = (Vec::with_capacity(headers.len()), 0);
    for (at, header) in headers.iter().enumerate() {
        let before = index.find_exact(header).filter(|before| *before < at);
        columns.push(if let Some(name) = names[at] {
            name.clone()
        } else if let (Some(before), false) = (before, header.is_empty()) {
            doubled += 1;
            if doubled <= MAX_NAMED {
                warnings.push(format!(
                    "columns {} and {} are both called `{header}`: the first counts",
                    before + 1,
                    at + 1
                ));
            }
            String::new()
        } else if mapped.contains_key(header) {
            // A field that is mapped to another column no longer names this one.
            String::new()
        } else {
            header.clone()
        });
    }
    if doubled > MAX_NAMED {
        let more = doubled - MAX_NAMED;
        let verb = if more == 1 { "has" } else { "have" };
        warnings.push(format!(
            "and {} {verb} a name that was there before: the first counts",
            count_noun(more, "more column")
        ));
    }
    for (field, at) in second {
        columns.push(field);
        taken.push(at);
    }
    Ok((columns, taken))
}
