//! The published versions: when, by whom, what changed, and what was proved of it.

use jiff::tz::TimeZone;
use serde::Serialize;

use super::super::ExportSource;
use crate::model::local_time::date_and_time_text;
use crate::model::wording::{self, grouped_digits, join_list};
use crate::model::{Changes, Definition, Id, Reference, Release, SignOff, Version};
use crate::revision::Change;

/// The changelog: what isn't published yet, and the versions, newest first.
#[derive(Serialize)]
pub(super) struct Changelog<'a> {
    unpublished: Option<UnpublishedRow>,
    releases: Vec<ReleaseRow<'a>>,
}

#[derive(Serialize)]
struct UnpublishedRow {
    since: String,
    changes: Vec<String>,
}

#[derive(Serialize)]
struct ReleaseRow<'a> {
    version: String,
    published: String,
    agreed_by: String,
    /// What determined the number; blank for the first version.
    what: String,
    /// What was proved; blank if nothing was.
    proof: String,
    /// The smallest lead with another outcome, in words.
    smallest: Vec<String>,
    /// Facts that give it.
    facts: Vec<&'a str>,
    /// Why the number is higher than the changes require.
    reason: &'a str,
    /// How it differs from what was published.
    altered: &'a [String],
    /// How earlier versions did then, and why it was published nevertheless.
    altered_then: &'a [String],
    despite_altered: &'a str,
    changes: &'a [String],
}

impl<'a> Changelog<'a> {
    /// Returns the changelog; `None` if nothing was published.
    pub(super) fn of(exported: &'a ExportSource) -> Option<Self> {
        let provenance = &exported.provenance;
        if provenance.releases.is_empty() {
            return None;
        }
        let unpublished = exported.changes.as_ref();
        let numbered = provenance.releases.iter().enumerate();
        let releases = numbered.map(|(at, release)| {
            let before = provenance.releases.get(at + 1);
            let before = before.map(|before| before.version);
            ReleaseRow::of(&exported.definition, release, before)
        });
        Some(Self {
            unpublished: unpublished.map(|draft| UnpublishedRow {
                since: draft.since.to_string(),
                changes: draft.changes.iter().map(Change::sentence).collect(),
            }),
            releases: releases.collect(),
        })
    }
}

impl<'a> ReleaseRow<'a> {
    fn of(definition: &Definition, release: &'a Release, before: Option<Version>) -> Self {
        let changes = release.changes.as_ref();
        let published = release.published;
        let signed = |by: &SignOff| format!("{} ({})", by.name, by.side.label());
        let agreed_by: Vec<String> = release.agreed_by.iter().map(signed).collect();
        let smallest: &[String] = changes.map_or(&[], |changes| &changes.smallest);
        // A reference is one word; facts are several.
        let (facts, answers): (Vec<&str>, Vec<&str>) = smallest
            .iter()
            .map(String::as_str)
            .partition(|text| text.contains(' '));
        Self {
            version: release.version.to_string(),
            published: published
                .map(|at| date_and_time_text(at, &TimeZone::UTC))
                .unwrap_or_default(),
            agreed_by: join_list(&agreed_by, "and"),
            what: changes.map_or_else(String::new, |changes| sentence(&changes.what)),
            proof: changes.map_or_else(String::new, |changes| {
                proof(changes, before, release.version)
            }),
            smallest: answers
                .iter()
                .map(|answer| in_words(definition, answer))
                .collect(),
            facts,
            reason: changes.map_or("", |changes| &changes.reason),
            altered: &release.altered,
            altered_then: changes.map_or(&[], |changes| &changes.altered),
            despite_altered: changes.map_or("", |changes| &changes.despite_altered),
            changes: changes.map_or(&[], |changes| &changes.changes),
        }
    }
}

/// Says what was proved. Where no lead was counted the number says it: it keeps its first figure
/// only if no possible lead's outcome changes.
fn proof(changes: &Changes, before: Option<Version>, version: Version) -> String {
    if !changes.not_proved.is_empty() {
        return changes.not_proved.clone();
    }
    match &*changes.changed_leads {
        "" => match before {
            Some(before) if before.major == version.major => {
                "Proved: no possible lead's outcome changes.".into()
            }
            _ => String::new(),
        },
        "0" => {
            "Proved: some lead gets a different outcome if something about it is not known.".into()
        }
        changed => format!(
            "Proved: {} of {} possible leads {} a different outcome.",
            grouped_digits(changed),
            grouped_digits(&changes.possible_leads),
            if changed == "1" { "gets" } else { "get" }
        ),
    }
}

/// An answer of a witness in words if the definition still has it; else as it was written.
fn in_words(definition: &Definition, text: &str) -> String {
    let reference = text.parse::<Reference>().ok();
    let is_there = |reference: &Reference| {
        let criterion = definition.criterion(reference.criterion.as_str());
        criterion.is_some_and(|criterion| {
            let answers = criterion.answer_list();
            let is_answer = |id: &Id| answers.iter().any(|answer| *id == answer.id);
            criterion.is_yes_no() || reference.answers.iter().all(is_answer)
        })
    };
    reference.filter(is_there).map_or_else(
        || text.to_owned(),
        |found| wording::reference(definition, &found),
    )
}

/// A headline as a sentence.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    let line: String = first.into_iter().chain(letters).collect();
    if line.is_empty() {
        line
    } else {
        format!("{line}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        text.parse().unwrap()
    }

    #[test]
    fn the_proof_is_said_as_it_was_counted_and_never_beyond_it() {
        let counted = |changed: &str| Changes {
            possible_leads: "1234567".into(),
            changed_leads: changed.into(),
            ..Changes::default()
        };
        let after =
            |changes: &Changes, number: &str| proof(changes, Some(Version::FIRST), version(number));
        assert_eq!(
            after(&counted("8901"), "2.0.0"),
            "Proved: 8,901 of 1,234,567 possible leads get a different outcome."
        );
        assert_eq!(
            after(&counted("0"), "2.0.0"),
            "Proved: some lead gets a different outcome if something about it is not known."
        );
        let quiet = Changes::default();
        let none = "Proved: no possible lead's outcome changes.";
        assert_eq!(after(&quiet, "1.1.0"), none);
        assert_eq!(after(&quiet, "1.0.1"), none);
        assert_eq!(after(&quiet, "2.0.0"), "");
        assert_eq!(proof(&quiet, None, version("1.1.0")), "");
        let open = Changes {
            not_proved: "Not proved within 1 s: whether an outcome differs.".into(),
            ..Changes::default()
        };
        assert_eq!(after(&open, "1.1.0"), open.not_proved);
    }
}
