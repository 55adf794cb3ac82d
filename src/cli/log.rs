//! `accord log`: the published versions.

use std::fmt::Write as _;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::report_format::ReportFormat;
use super::{Failure, io};
use crate::model::local_time::date_and_time_text;
use crate::model::wording::join_list;
use crate::model::{Changes, SignOff, Version, printable};
use crate::store::{SessionFolder, versions};
use crate::widgets::text::clean;

/// List the published versions, newest first
#[derive(clap::Args)]
pub(super) struct Args {
    /// A session
    path: PathBuf,
    /// How versions are printed
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
struct ReleaseLine {
    /// Whether the glossary can be read.
    #[serde(skip)]
    readable: bool,
    version: Version,
    name: String,
    published: Option<Timestamp>,
    agreed_by: Vec<SignOff>,
    changes: Option<Changes>,
    /// Ways in which it differs from what was published; absent if none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    altered: Vec<String>,
}

pub(super) fn run(args: &Args) -> Result<i32, Failure> {
    let folder = SessionFolder::at(&args.path);
    folder.load()?;
    let mut lines = Vec::new();
    let checks = versions::verify(&folder)?;
    for version in versions::list(&folder)?.into_iter().rev() {
        // An unreadable version does not stop the others; the problem is listed with it.
        let glossary = versions::read_glossary(&folder, version);
        let readable = glossary.is_ok();
        let glossary = glossary.unwrap_or_default();
        lines.push(ReleaseLine {
            readable,
            version,
            name: glossary.name,
            published: glossary.published,
            agreed_by: glossary.agreed_by,
            changes: glossary.changes,
            altered: versions::problems_of(&checks, version),
        });
    }
    for check in checks.iter().filter(|check| !check.problems.is_empty()) {
        for what in check.sentences() {
            io::say(&format!("warning: {what}"));
        }
    }
    for note in versions::notes(&folder)? {
        io::say(&format!("note: {note}"));
    }
    io::print(&match args.format {
        ReportFormat::Text => text(&lines, &TimeZone::system()),
        ReportFormat::Json => printable::printable_json(&lines),
    })?;
    Ok(0)
}

fn text(lines: &[ReleaseLine], zone: &TimeZone) -> String {
    if lines.is_empty() {
        return "nothing has been published yet\n".into();
    }
    let mut text = String::new();
    for line in lines {
        let at = line.published.map(|at| date_and_time_text(at, zone));
        let signed = |s: &SignOff| format!("{} ({})", clean(&s.name), s.side.label());
        let by: Vec<String> = line.agreed_by.iter().map(signed).collect();
        let (version, at) = (line.version, at.unwrap_or_default());
        let _ = if line.readable {
            writeln!(text, "{version}  {at}  agreed by {}", join_list(&by, "and"))
        } else {
            writeln!(text, "{version}  can't be read")
        };
        for what in &line.altered {
            let _ = writeln!(text, "  ALTERED: {}", clean(what));
        }
        if let Some(Changes {
            what,
            changes,
            altered,
            despite_altered,
            ..
        }) = &line.changes
        {
            let _ = writeln!(text, "  {}", clean(what));
            if !altered.is_empty() {
                let why = clean(despite_altered);
                let _ = writeln!(text, "  published although a version was altered: {why}");
            }
            for what in altered {
                let _ = writeln!(text, "    {}", clean(what));
            }
            for change in changes {
                let _ = writeln!(text, "  - {}", clean(change));
            }
        }
    }
    text
}
