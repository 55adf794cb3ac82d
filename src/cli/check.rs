//! `accord check`: what is wrong or doubtful in a definition.

use std::fmt::Write as _;
use std::path::PathBuf;

use jiff::Zoned;
use serde::Serialize;

use super::target::Target;
use super::{Failure, Style, io};
use crate::check::{self, Finding, Severity};
use crate::model::wording::counted;
use crate::widgets::text::clean;

/// Say what is wrong or doubtful in a definition
///
/// Exit code 1 if there are errors: then nothing is scored or published.
#[derive(clap::Args)]
pub(super) struct Args {
    /// A session, or a model.yaml
    path: PathBuf,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = Style::Text)]
    format: Style,
}

#[derive(Serialize)]
struct Report<'a> {
    ok: bool,
    findings: &'a [Finding],
}

pub(super) fn run(args: &Args) -> Result<i32, Failure> {
    let findings = match Target::read(&args.path)? {
        Target::Session(_, session) => check::check(&session, Zoned::now().date()),
        Target::Model(model) => check::check_definition(&model.definition()),
    };
    let ok = !check::has_errors(&findings);
    let text = match args.format {
        Style::Text => text(&findings),
        Style::Json => {
            let findings = &findings;
            let json = serde_json::to_string_pretty(&Report { ok, findings });
            json.expect("findings are plain data") + "\n"
        }
    };
    io::print(&text)?;
    Ok(i32::from(!ok))
}

fn text(findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let Finding { code, place, .. } = finding;
        // Of what there is one of, the kind says it all.
        let place = match place.kind.word() {
            word if place.id == word => word.to_owned(),
            _ => place.to_string(),
        };
        let severity = finding.severity.word();
        let message = clean(&finding.message);
        let _ = writeln!(text, "{severity} {code} {place}: {message}");
        if !finding.hint.is_empty() {
            let _ = writeln!(text, "  hint: {}", clean(&finding.hint));
        }
        if !finding.witness.is_empty() {
            let _ = writeln!(text, "  for example: {}", finding.witness.join(", "));
        }
    }
    text + &summary(findings) + "\n"
}

/// How many findings of each kind there are, in words.
fn summary(findings: &[Finding]) -> String {
    let count = |severity: Severity| {
        let count = findings.iter().filter(|f| f.severity == severity).count();
        (count > 0).then(|| counted(count as i64, severity.word()))
    };
    let all = [Severity::Error, Severity::Warning, Severity::Note];
    let counts: Vec<String> = all.into_iter().filter_map(count).collect();
    match counts.as_slice() {
        [] => "nothing found".into(),
        counts => counts.join(", "),
    }
}
