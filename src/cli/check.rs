//! `accord check`: findings about a definition, and what it does with every possible lead.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Zoned;
use serde::Serialize;

use super::model_source::ModelSource;
use super::proofs::ProofArgs;
use super::report_format::ReportFormat;
use super::{Failure, io};
use crate::check::{self, Finding, Severity};
use crate::model::wording::count_noun;
use crate::model::{Definition, printable};
use crate::proof::{Budget, PointRange, Proof, ProvedCount};
use crate::widgets::text::clean;

/// Report what is wrong or doubtful in a definition
///
/// Exit code 1 if there are errors, which keep the definition from being scored or published, or
/// if a published model.yaml was altered.
#[derive(clap::Args)]
pub(super) struct Args {
    /// A session, or a model.yaml
    path: PathBuf,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    format: ReportFormat,
    #[command(flatten)]
    proofs: ProofArgs,
}

#[derive(Serialize)]
struct CheckReport<'a> {
    ok: bool,
    /// Ways in which a published model differs from what was published; absent if none.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    altered: &'a [String],
    findings: &'a [Finding],
    /// `None` if there are too many different cases to count, which is a finding.
    proof: Option<&'a Proof>,
    /// The budget for proofs.
    budget: Budget,
    /// What was not proved within the budget, in words.
    not_proved: Vec<&'a str>,
}

pub(super) fn run(args: &Args) -> Result<i32, Failure> {
    let mut altered = Vec::new();
    let (definition, found, workshop) = match ModelSource::read(&args.path)? {
        ModelSource::Session(_, session) => {
            let found = check::check(&session, Zoned::now().date());
            (session.definition, found, session.workshop)
        }
        ModelSource::Model(model, what) => {
            altered = what;
            let definition = model.definition();
            let found = check::check_definition(&definition);
            (Arc::new(definition), found, Arc::default())
        }
    };
    let budget = args.proofs.budget();
    let (proof, proved) = check::prove_all(&definition, budget, &|| false);
    let findings = check::merge_proved(found, &proved, &workshop);
    let ok = !check::has_errors(&findings) && altered.is_empty();
    let text = match args.format {
        ReportFormat::Text => {
            let numbers = proof.map_or_else(String::new, |proof| numbers(&definition, &proof));
            let mut stamped = String::new();
            for what in &altered {
                let _ = writeln!(stamped, "altered: {}", clean(what));
            }
            stamped + &text(&definition, &findings) + &numbers + &summary(&findings) + "\n"
        }
        ReportFormat::Json => {
            let report = CheckReport {
                ok,
                altered: &altered,
                findings: &findings,
                proof: proof.as_ref(),
                budget,
                not_proved: check::unproved_messages(&findings),
            };
            printable::printable_json(&report)
        }
    };
    io::print(&text)?;
    Ok(i32::from(!ok))
}

fn text(definition: &Definition, findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let Finding { code, place, .. } = finding;
        // For a thing that is the only one of its kind, the kind is enough.
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
            let witness =
                clean(&check::witness_essentials(definition, &finding.witness).join(", "));
            let _ = writeln!(text, "  smallest example: {witness}");
        }
    }
    text
}

/// Returns what the model does with every possible lead, in words.
fn numbers(definition: &Definition, proof: &Proof) -> String {
    let all = &proof.possible_leads;
    if definition.criteria.is_empty() {
        return String::new();
    }
    let mut text = String::new();
    let qualify = match proof.qualified.proved_leads() {
        Some(leads) if leads.is_one() => format!("1 qualifies ({})", percent(leads.share(all))),
        Some(leads) => format!("{leads:#} qualify ({})", percent(leads.share(all))),
        None => "how many qualify couldn't be counted".into(),
    };
    let _ = writeln!(text, "{}: {qualify}", all.with_noun("possible lead"));
    let range =
        |extremes: &PointRange| format!("{} to {}", extremes.min.points, extremes.max.points);
    let (total, fit, behaviour) = (
        range(&proof.total),
        range(&proof.fit),
        range(&proof.behaviour),
    );
    let _ = writeln!(text, "  points: {total} (fit {fit}, behaviour {behaviour})");
    let mut row = |what: &str, name: &str, found: &ProvedCount| {
        let leads = match found.proved_leads() {
            Some(leads) => format!("{leads:#} ({})", percent(leads.share(all))),
            None => "not counted".into(),
        };
        let _ = writeln!(text, "  {what} {}: {leads}", clean(name));
    };
    let stages = definition.stages.iter().zip(&proof.stages);
    for (stage, found) in stages.filter(|(stage, _)| stage.is_computed()) {
        row("stage", &stage.name, &found.reached);
    }
    for (band, found) in definition.bands.iter().zip(&proof.bands) {
        row("band", &band.name, found);
    }
    for (next, found) in definition.dispositions.iter().zip(&proof.dispositions) {
        row("disposition", &next.name, found);
    }
    text
}

/// Formats a share as a percentage, never rounded to none or all.
fn percent(share: f64) -> String {
    if share > 0.0 && share < 0.001 {
        "less than 0.1%".into()
    } else if share < 1.0 && share > 0.999 {
        "more than 99.9%".into()
    } else {
        format!("{:.1}%", share * 100.0)
    }
}

/// Returns the number of findings of each severity, in words.
fn summary(findings: &[Finding]) -> String {
    let count = |severity: Severity| {
        let count = findings.iter().filter(|f| f.severity == severity).count();
        (count > 0).then(|| count_noun(count as i64, severity.word()))
    };
    let all = [Severity::Error, Severity::Warning, Severity::Note];
    let counts: Vec<String> = all.into_iter().filter_map(count).collect();
    match counts.as_slice() {
        [] => "nothing found".into(),
        counts => counts.join(", "),
    }
}
