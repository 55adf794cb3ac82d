//! `accord verify`: checks that no published version was altered.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde::Serialize;

use super::report_format::ReportFormat;
use super::{Failure, io};
use crate::model::wording::count_noun;
use crate::model::{Version, printable};
use crate::store::SessionFolder;
use crate::store::versions::{self, VersionCheck};
use crate::widgets::text::clean;

/// Check that no published version was altered
///
/// The removal or replacement of the whole newest version is noticed only if the session's .accord
/// folder has its digest; keep the digest elsewhere too, such as in version control. Exit code 1 if
/// something was altered.
#[derive(clap::Args)]
pub(super) struct Args {
    /// A session
    path: PathBuf,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    format: ReportFormat,
}

impl Args {
    /// Whether the result is JSON.
    pub fn is_json(&self) -> bool {
        self.format == ReportFormat::Json
    }
}

#[derive(Serialize)]
struct VerifyReport<'a> {
    ok: bool,
    versions: Vec<VersionLine<'a>>,
    /// Entries that were skipped, and what is not known.
    notes: &'a [String],
}

#[derive(Serialize)]
struct VersionLine<'a> {
    version: Version,
    problems: &'a [String],
}

pub(super) fn run(args: &Args) -> Result<i32, Failure> {
    let folder = SessionFolder::at(&args.path);
    // Versions can exist without a readable session.yaml.
    if !folder.versions().is_dir() {
        folder.load()?;
    }
    let checks = versions::verify(&folder)?;
    let notes = versions::notes(&folder)?;
    let ok = checks.iter().all(|check| check.problems.is_empty());
    io::print(&match args.format {
        ReportFormat::Text => text(&checks, &notes),
        ReportFormat::Json => json(ok, &checks, &notes),
    })?;
    Ok(i32::from(!ok))
}

fn json<'a>(ok: bool, checks: &'a [VersionCheck], notes: &'a [String]) -> String {
    let line = |check: &'a VersionCheck| VersionLine {
        version: check.version,
        problems: &check.problems,
    };
    let versions = checks.iter().map(line).collect();
    printable::printable_json(&VerifyReport {
        ok,
        versions,
        notes,
    })
}

fn text(checks: &[VersionCheck], notes: &[String]) -> String {
    let mut text = String::new();
    if checks.is_empty() {
        text.push_str("nothing has been published yet\n");
    }
    let mut count = 0;
    for VersionCheck {
        version, problems, ..
    } in checks
    {
        if problems.is_empty() {
            let _ = writeln!(text, "{version}  unchanged since it was published");
        }
        for problem in problems {
            let _ = writeln!(text, "{version}  {}", clean(problem));
        }
        count += problems.len();
    }
    if count > 0 {
        let _ = writeln!(text, "{}", count_noun(count as i64, "problem"));
    }
    for note in notes {
        let _ = writeln!(text, "note: {}", clean(note));
    }
    text
}
