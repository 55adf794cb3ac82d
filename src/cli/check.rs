//! `accord check`: findings about a definition, and what it does with every possible lead.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Zoned;
use serde::Serialize;

use super::model_source::ModelSource;
use super::proofs::ProofArgs;
use super::report_format::ReportFormat;
use super::{Failure, io};
use crate::check::{self, ChecklistPoint, FewerCriteria, Finding, Severity};
use crate::export::unknown_exports;
use crate::model::wording::count_noun;
use crate::model::{Definition, Id, ModelFile, printable};
use crate::proof::{Budget, Cancel, PointRange, Proof, ProvedCount};
use crate::store::{SessionFolder, model_text, versions};
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
    /// Print the model with fewer criteria that decides the same, and nothing else, on stdout
    ///
    /// Without the criteria that can go together while no possible lead's outcome changes, which is
    /// proved; stderr says which. No further single criterion can go. It isn't claimed to be the
    /// smallest such model.
    #[arg(long)]
    minimal: bool,
    #[command(flatten)]
    proofs: ProofArgs,
}

impl Args {
    /// Whether the result is JSON.
    pub fn is_json(&self) -> bool {
        self.format == ReportFormat::Json
    }
}

#[derive(Serialize)]
struct CheckReport<'a> {
    ok: bool,
    /// Ways in which a published model differs from what was published; absent if none.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    altered: &'a [String],
    findings: &'a [Finding],
    /// The seven points; absent for a published model.
    #[serde(skip_serializing_if = "<[ChecklistPoint]>::is_empty")]
    checklist: &'a [ChecklistPoint],
    /// `None` if there are too many different cases to count, which is a finding.
    proof: Option<&'a Proof>,
    /// Which criteria can go together; `None` if there are none, or errors.
    fewer_criteria: Option<&'a FewerCriteria>,
    /// The budget for proofs.
    budget: Budget,
    /// What was not proved within the budget, in words.
    not_proved: Vec<&'a str>,
}

pub(super) fn run(args: &Args) -> Result<i32, Failure> {
    if args.minimal && args.format == ReportFormat::Json {
        return Err(Failure::usage(
            "--minimal prints a model, which is YAML, not a report in JSON",
        )
        .hint(
            "leave --format out, or --minimal: the report has the criteria in `fewer_criteria`",
        ));
    }
    let mut altered = Vec::new();
    let mut points = Vec::new();
    let name;
    let (definition, samples, found, workshop) = match ModelSource::read(&args.path)? {
        ModelSource::Session(folder, session) => {
            let found = check::check(&session, Zoned::now().date());
            let last = last_definition(&folder)?;
            let moved = check::left_behind(&session, last.as_ref());
            let found = check::merge_proved(found, &moved, &session.workshop);
            let exports = unknown_exports(&session);
            let found = check::merge_proved(found, &exports, &session.workshop);
            points = check::checklist(&session);
            name = session.name;
            (session.definition, session.samples, found, session.workshop)
        }
        ModelSource::Model(model, what) => {
            altered = what;
            let definition = model.definition();
            name = model.name;
            let found = check::check_definition(&definition);
            (Arc::new(definition), Arc::default(), found, Arc::default())
        }
    };
    let budget = args.proofs.budget();
    let cancel = Cancel::never().with_budget(budget);
    let (proof, proved) = check::prove_all_within(&definition, &samples, &cancel);
    let findings = check::merge_proved(found, &proved, &workshop);
    let fewer = if check::has_errors(&findings) {
        None
    } else {
        FewerCriteria::of(&definition, &proved, &cancel)
    };
    let ok = !check::has_errors(&findings) && altered.is_empty();
    if args.minimal {
        print_minimal(&args.path, fewer.as_ref(), &name)?;
        return Ok(i32::from(!ok));
    }
    let text = match args.format {
        ReportFormat::Text => {
            let numbers = proof.map_or_else(String::new, |proof| numbers(&definition, &proof));
            let mut stamped = String::new();
            for what in &altered {
                let _ = writeln!(stamped, "altered: {}", clean(what));
            }
            let found = text(&definition, &findings);
            let fewer = fewer.as_ref().map_or_else(String::new, fewer_criteria);
            let points = seven_points(&points);
            stamped + &found + &points + &numbers + &fewer + &summary(&findings) + "\n"
        }
        ReportFormat::Json => {
            let report = CheckReport {
                ok,
                altered: &altered,
                findings: &findings,
                checklist: &points,
                proof: proof.as_ref(),
                fewer_criteria: fewer.as_ref(),
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
        if !finding.witness.is_empty() || !finding.facts.is_empty() {
            let named = check::witness_essentials(definition, &finding.witness).join(", ");
            let witness = clean(&check::with_facts(named, &finding.facts));
            let _ = writeln!(text, "  smallest example: {witness}");
        }
    }
    text
}

/// Reads the definition of the last version, if one is published.
fn last_definition(folder: &SessionFolder) -> Result<Option<Definition>, Failure> {
    let Some(version) = versions::latest(folder)? else {
        return Ok(None);
    };
    let glossary = versions::read_glossary(folder, version)?;
    let model = versions::read_model(folder, version)?;
    Ok(Some(glossary.definition(&model)))
}

/// Returns the seven points in words, done or open; blank for a published model.
fn seven_points(points: &[ChecklistPoint]) -> String {
    let mut text = String::new();
    if !points.is_empty() {
        let done = points.iter().filter(|point| point.done).count();
        let _ = writeln!(text, "checklist: {done} of {} done", points.len());
    }
    for point in points {
        let word = if point.done { "done" } else { "open" };
        let _ = writeln!(text, "  {word}: {}: {}", point.name, clean(&point.proof));
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
    let given: Vec<String> = proof.taken_as_given.iter().map(Id::to_string).collect();
    let given = match given.join(", ") {
        given if given.is_empty() => given,
        given => format!(", taking as given: {given}"),
    };
    let _ = writeln!(text, "{}{given}: {qualify}", all.with_noun("possible lead"));
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

/// Returns which criteria can go together, in words.
fn fewer_criteria(fewer: &FewerCriteria) -> String {
    let mut text = String::new();
    for sentence in fewer.sentences() {
        let _ = writeln!(text, "{}", clean(&sentence));
    }
    text
}

/// Prints the model without the criteria that can go, and on stderr which they are.
fn print_minimal(path: &Path, fewer: Option<&FewerCriteria>, name: &str) -> Result<(), Failure> {
    let Some(fewer) = fewer else {
        let shell = io::shell_argument(path);
        return Err(Failure::refused(
            "a model with errors, or without criteria, has none with fewer",
        )
        .hint(&format!("`accord check {shell}` says what to fix")));
    };
    for sentence in fewer.sentences() {
        io::say(&sentence);
    }
    if fewer.can_go().is_empty() {
        let what = if fewer.is_settled() {
            "no criterion can go"
        } else {
            "of no criterion it is proved that it can go"
        };
        io::say(&format!("{what}: the model is printed as it is"));
    }
    io::print(&model_text(&ModelFile::of(fewer.definition(), name)))
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
