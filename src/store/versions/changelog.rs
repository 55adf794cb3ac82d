//! `versions/CHANGELOG.md`: all versions in one text, generated from their glossaries.

use std::fmt::Write as _;
use std::io;

use super::file_names::CHANGELOG_FILE;
use super::reading::releases;
use crate::model::printable::clean;
use crate::model::{Release, Version, wording};
use crate::store::error::StoreError;
use crate::store::{SessionFolder, file_guard, files};

const HEAD: &str = "# Changelog\n\n\
<!-- Generated from the versions' glossaries at each publication: edits here are lost. -->\n";

/// Writes the list anew, atomically.
///
/// # Errors
///
/// If the versions cannot be listed or the file cannot be written.
pub fn write_changelog(folder: &SessionFolder, name: &str) -> Result<(), StoreError> {
    let path = folder.versions().join(CHANGELOG_FILE);
    let failed = |error: io::Error| StoreError::io(&path, &error);
    let mut text = format!(
        "{HEAD}\n{}: what was published, newest first.\n",
        plain_line(name)
    );
    for (index, release) in releases(folder)?.iter().enumerate().rev() {
        text.push_str(&section(release, index == 0));
    }
    // The publisher holds the lock, so temporary files here were left by a killed publication.
    file_guard::refuse_link(&path).map_err(failed)?;
    files::remove_leftovers(&path);
    files::write_atomic(&path, text.as_bytes()).map_err(failed)
}

/// Whether a text lists a version.
pub(super) fn lists_version(text: &[u8], version: Version) -> bool {
    let heading = format!("## {version}");
    let mut lines = text.split(|byte| *byte == b'\n');
    lines.any(|line| {
        let rest = line.strip_prefix(heading.as_bytes());
        rest.is_some_and(|rest| matches!(rest, [] | [b' ' | b'\r', ..]))
    })
}

fn section(release: &Release, first: bool) -> String {
    let day = release
        .published
        .map(|at| at.strftime("%Y-%m-%d").to_string());
    let day = day.map_or(String::new(), |day| format!(" - {day}"));
    let mut text = format!("\n## {}{day}\n", release.version);
    match &release.changes {
        None if first => text.push_str("\nThe first version.\n"),
        None => text.push_str("\nNo changes are recorded with it.\n"),
        Some(changes) => {
            let _ = write!(text, "\n{}.\n", plain_line(&capital(&changes.what)));
            if !changes.changes.is_empty() {
                text.push('\n');
            }
            for change in &changes.changes {
                let _ = writeln!(text, "- {}", plain_line(&capital(change)));
            }
            if !changes.changed_leads.is_empty() {
                let changed = wording::grouped_digits(&changes.changed_leads);
                let of = wording::grouped_digits(&changes.possible_leads);
                let get = if changed == "1" { "gets" } else { "get" };
                let _ = write!(
                    text,
                    "\nProved: {changed} of {of} possible leads {get} a different outcome.\n"
                );
            }
            if !changes.reason.is_empty() {
                let reason = plain_line(&changes.reason);
                let _ = write!(text, "\nThe number is higher than computed: {reason}\n");
            }
            if !changes.despite_altered.is_empty() {
                let reason = plain_line(&changes.despite_altered);
                let _ = write!(
                    text,
                    "\nPublished although a version before it was altered: {reason}\n\n"
                );
            }
            for altered in &changes.altered {
                let _ = writeln!(text, "- {}", plain_line(&capital(altered)));
            }
        }
    }
    let by = release.agreed_by.iter();
    let by: Vec<String> = by
        .map(|s| format!("{} ({})", plain_line(&s.name), s.side.label()))
        .collect();
    if !by.is_empty() {
        let _ = write!(text, "\nAgreed by {}.\n", wording::join_list(&by, "and"));
    }
    text
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Returns a text on one line, with all Markdown escaped.
fn plain_line(text: &str) -> String {
    let text = clean(text);
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut plain = String::with_capacity(words.len());
    for letter in words.chars() {
        if matches!(
            letter,
            '*' | '_' | '`' | '<' | '>' | '[' | ']' | '#' | '|' | '\\'
        ) {
            plain.push('\\');
        }
        plain.push(letter);
    }
    plain
}
