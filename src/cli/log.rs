//! `accord log`: the published versions.

use std::fmt::Write as _;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::Serialize;

use super::{Failure, Style, io};
use crate::model::{Changes, SignOff, Version, printable};
use crate::store::{SessionFolder, versions};
use crate::widgets::text::clean;

/// List the published versions, newest first
#[derive(clap::Args)]
pub(super) struct Args {
    /// A session
    path: PathBuf,
    /// How versions are printed
    #[arg(long, value_enum, default_value_t = Style::Text)]
    format: Style,
}

#[derive(Serialize)]
struct Line {
    version: Version,
    name: String,
    published: Option<Timestamp>,
    agreed_by: Vec<SignOff>,
    changes: Option<Changes>,
}

pub(super) fn run(args: &Args) -> Result<i32, Failure> {
    let folder = SessionFolder::at(&args.path);
    folder.load()?;
    let mut lines = Vec::new();
    for version in versions::list(&folder)?.into_iter().rev() {
        let glossary = versions::read_glossary(&folder, version)?;
        lines.push(Line {
            version,
            name: glossary.name,
            published: glossary.published,
            agreed_by: glossary.agreed_by,
            changes: glossary.changes,
        });
    }
    io::print(&match args.format {
        Style::Text => text(&lines),
        Style::Json => printable::json(&lines),
    })?;
    Ok(0)
}

fn text(lines: &[Line]) -> String {
    if lines.is_empty() {
        return "nothing was published yet\n".into();
    }
    let mut text = String::new();
    for line in lines {
        let at = line
            .published
            .map(|at| at.strftime("%Y-%m-%d %H:%M UTC").to_string());
        let signed = |s: &SignOff| format!("{} {}", s.side.label(), clean(&s.name));
        let by: Vec<String> = line.agreed_by.iter().map(signed).collect();
        let (version, at) = (line.version, at.unwrap_or_default());
        let _ = writeln!(text, "{version}  {at}  agreed by {}", by.join(", "));
        if let Some(Changes { what, changes, .. }) = &line.changes {
            let _ = writeln!(text, "  {}", clean(what));
            for change in changes {
                let _ = writeln!(text, "  - {}", clean(change));
            }
        }
    }
    text
}
