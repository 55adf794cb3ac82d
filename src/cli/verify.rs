//! `accord verify`: that no published version was altered.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde::Serialize;

use super::{Failure, Style, io};
use crate::model::wording::counted;
use crate::model::{Version, printable};
use crate::store::SessionFolder;
use crate::store::versions::{self, VersionCheck};
use crate::widgets::text::clean;

/// Check that no published version was altered
///
/// That the newest version was replaced as a whole can't be found from the files alone: keep its
/// digest elsewhere, such as in version control. Exit code 1 if something was altered.
#[derive(clap::Args)]
pub(super) struct Args {
    /// A session
    path: PathBuf,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t = Style::Text)]
    format: Style,
}

#[derive(Serialize)]
struct Report<'a> {
    ok: bool,
    versions: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    version: Version,
    problems: &'a [String],
}

pub(super) fn run(args: &Args) -> Result<i32, Failure> {
    let folder = SessionFolder::at(&args.path);
    // The versions stand by themselves: session.yaml may be broken or gone.
    if !folder.versions().is_dir() {
        folder.load()?;
    }
    let checks = versions::verify(&folder)?;
    let ok = checks.iter().all(|check| check.problems.is_empty());
    io::print(&match args.format {
        Style::Text => text(&checks),
        Style::Json => json(ok, &checks),
    })?;
    Ok(i32::from(!ok))
}

fn json<'a>(ok: bool, checks: &'a [VersionCheck]) -> String {
    let line = |check: &'a VersionCheck| Line {
        version: check.version,
        problems: &check.problems,
    };
    let versions = checks.iter().map(line).collect();
    printable::json(&Report { ok, versions })
}

fn text(checks: &[VersionCheck]) -> String {
    if checks.is_empty() {
        return "nothing was published yet\n".into();
    }
    let mut text = String::new();
    let mut count = 0;
    for VersionCheck { version, problems } in checks {
        if problems.is_empty() {
            let _ = writeln!(text, "{version}  as it was published");
        }
        for problem in problems {
            let _ = writeln!(text, "{version}  {}", clean(problem));
        }
        count += problems.len();
    }
    if count > 0 {
        let _ = writeln!(text, "{}", counted(count as i64, "problem"));
    }
    text
}
