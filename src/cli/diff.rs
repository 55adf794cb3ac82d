//! `accord diff`: what changes between two versions, for which leads, and the resulting version
//! number.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::diff_leads::{self, ListsToScore};
use super::io::say;
use super::model_source::{ModelSource, VersionChoice, altered_sentences, existing_version};
use super::proofs::ProofArgs;
use super::{Failure, io};
use crate::export::RevisionReport;
use crate::model::{Definition, ModelFile, Session, Version};
use crate::proof::{Budget, Cancel};
use crate::release::UsedNumbers;
use crate::revision::{Bump, Revision};
use crate::store::{SessionFolder, versions};

/// Show what changes between two versions, and for which leads
///
/// A version that was altered since it was published is compared as it is now, and marked as altered.
/// Without FROM and TO: the last published version against the draft. Whether some possible
/// lead's outcome differs is proved, and the number of the next version follows from it.
#[derive(clap::Args)]
pub(super) struct Args {
    /// A session, or a model.yaml
    path: PathBuf,
    /// An earlier version, or `draft`; if PATH is a model.yaml, the model.yaml to compare it with
    from: Option<String>,
    /// A later version, or `draft`
    to: Option<String>,
    /// Exit code 1 if the change is at least this large: major, minor or patch
    #[arg(long, value_name = "BUMP", value_parser = parse_bump)]
    fail_on: Option<Bump>,
    /// How it is printed
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    format: DiffFormat,
    /// Leads that both versions score, CSV or lines of JSON; the session's if absent
    #[arg(long, value_name = "FILE")]
    leads: Option<PathBuf>,
    /// What those leads did, CSV or lines of JSON: lead, event, time; can be given several times
    #[arg(long, value_name = "FILE")]
    events: Vec<PathBuf>,
    #[command(flatten)]
    proofs: ProofArgs,
}

impl Args {
    /// Whether the result is JSON.
    pub fn is_json(&self) -> bool {
        self.format == DiffFormat::Json
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    /// For people
    Text,
    /// For programs
    Json,
    /// For a pull request
    Markdown,
}

fn parse_bump(text: &str) -> Result<Bump, String> {
    text.parse()
}

/// Two definitions and their labels.
struct DiffInput {
    name: String,
    before: Definition,
    after: Definition,
    from: String,
    to: String,
    /// The session's name in the earlier and in the later definition.
    names: Option<(String, String)>,
    /// The version numbers used so far, if the draft is compared with the last version.
    used: Option<UsedNumbers>,
    session: Option<(SessionFolder, Box<Session>)>,
    /// Ways in which they differ from what was published, as sentences.
    altered: Vec<String>,
}

pub(super) fn run(args: &Args) -> Result<i32, Failure> {
    let sides = match ModelSource::read(&args.path)? {
        ModelSource::Model(before, altered) => between_models(args, &before, altered)?,
        ModelSource::Session(folder, session) => {
            let used = used_numbers(&folder)?;
            let Some(sides) = between_versions(args, folder, session, used)? else {
                let first = used.next(Bump::Major);
                io::print(&nothing_published(args.format, first))?;
                return Ok(0);
            };
            sides
        }
    };
    let lists = ListsToScore {
        leads: args.leads.as_deref(),
        events: &args.events,
        session: sides
            .session
            .as_ref()
            .map(|(folder, session)| (folder, &**session)),
    };
    let (recorded, samples) = diff_leads::impacts(&lists, &sides.before, &sides.after)?;
    let revision = compute_revision(&sides, args.proofs.budget());
    let report = RevisionReport {
        name: &sides.name,
        from: &sides.from,
        to: &sides.to,
        number: sides
            .used
            .filter(|_| revision.bump > Bump::None)
            .map(|used| used.next(revision.bump)),
        before: &sides.before,
        after: &sides.after,
        revision: &revision,
        recorded: recorded.as_ref(),
        samples: samples.as_ref(),
        buckets: sides
            .session
            .as_ref()
            .map_or(&[], |(_, session)| &session.data.buckets),
        altered: &sides.altered,
    };
    io::print(&match args.format {
        DiffFormat::Text => report.text(),
        DiffFormat::Json => report.json(),
        DiffFormat::Markdown => report.markdown(),
    })?;
    let met = args.fail_on.is_some_and(|least| revision.bump >= least);
    Ok(i32::from(met))
}

/// Returns the version number and the count of possible leads that change, or what could not be
/// proved.
fn compute_revision(sides: &DiffInput, budget: Budget) -> Revision {
    let (before, after) = (&sides.before, &sides.after);
    let cancel = Cancel::never().with_budget(budget);
    let mut revision = Revision::within_budget(before, after, &cancel);
    revision.complete(before, after, &cancel);
    match &sides.names {
        Some((before, after)) => revision.with_session_names(before, after),
        None => revision,
    }
}

/// Compares two model files.
fn between_models(
    args: &Args,
    before: &ModelFile,
    mut altered: Vec<String>,
) -> Result<DiffInput, Failure> {
    let Some(other) = &args.from else {
        return Err(
            Failure::usage("a model.yaml can only be compared with another model.yaml")
                .hint("give both: `accord diff A.yaml B.yaml`"),
        );
    };
    if args.to.is_some() {
        return Err(Failure::usage("only two model.yaml files can be compared"));
    }
    let path = Path::new(other);
    let ModelSource::Model(after, later) = ModelSource::read(path)? else {
        return Err(Failure::usage(format!(
            "{other}: this is a session; a model.yaml can only be compared with another model.yaml"
        ))
        .hint("give its model.yaml under versions/"));
    };
    altered.extend(later);
    let called = |model: &ModelFile, path: &Path| {
        let file = path.display().to_string();
        model.version.map_or(file, |version| version.to_string())
    };
    let (mut from, mut to) = (called(before, &args.path), called(&after, path));
    if from == to {
        (from, to) = (args.path.display().to_string(), other.clone());
    }
    Ok(DiffInput {
        name: after.name.clone(),
        before: before.definition(),
        after: after.definition(),
        from,
        to,
        names: Some((before.name.clone(), after.name.clone())),
        used: None,
        session: None,
        altered,
    })
}

/// Compares two versions of a session; `None` if there is no earlier one.
fn between_versions(
    args: &Args,
    folder: SessionFolder,
    session: Box<Session>,
    used: UsedNumbers,
) -> Result<Option<DiffInput>, Failure> {
    let last = used.last;
    let from = match (&args.from, last) {
        (Some(text), _) => parse_version(text)?,
        (None, Some(last)) => VersionChoice::Version(last),
        (None, None) => return Ok(None),
    };
    let to = args
        .to
        .as_ref()
        .map_or(Ok(VersionChoice::Draft), |text| parse_version(text))?;
    let (from_word, before_name, before) = read_version(&folder, &session, from)?;
    let (to_word, after_name, after) = read_version(&folder, &session, to)?;
    let mut stamps = Vec::new();
    for choice in [from, to] {
        if let VersionChoice::Version(version) = choice {
            stamps.extend(altered_sentences(&folder, version)?);
        }
    }
    let is_next = to == VersionChoice::Draft && last.map(VersionChoice::Version) == Some(from);
    if to == VersionChoice::Draft
        && !is_next
        && let Some(last) = last
    {
        say(&format!(
            "note: the next version's number is computed from {last}, the last one published"
        ));
    }
    Ok(Some(DiffInput {
        name: after_name.clone(),
        before,
        after,
        from: from_word,
        to: to_word,
        names: Some((before_name, after_name)),
        used: is_next.then_some(used),
        session: Some((folder, session)),
        altered: stamps,
    }))
}

/// Returns the version numbers used so far.
fn used_numbers(folder: &SessionFolder) -> Result<UsedNumbers, Failure> {
    Ok(UsedNumbers {
        last: versions::latest(folder)?,
        newest: versions::newest_known(&versions::verify(folder)?),
    })
}

fn parse_version(text: &str) -> Result<VersionChoice, Failure> {
    text.parse().map_err(|why: String| {
        Failure::usage(why).hint("two files are compared as `accord diff A.yaml B.yaml`")
    })
}

/// Returns a version's label, the session's name in it, and its definition.
fn read_version(
    folder: &SessionFolder,
    session: &Session,
    choice: VersionChoice,
) -> Result<(String, String, Definition), Failure> {
    let VersionChoice::Version(version) = choice else {
        let definition = (*session.definition).clone();
        return Ok(("draft".into(), session.name.clone(), definition));
    };
    let version = existing_version(folder, version)?;
    let glossary = versions::read_glossary(folder, version)?;
    let definition = glossary.definition(&versions::read_model(folder, version)?);
    Ok((version.to_string(), glossary.name, definition))
}

/// Says that there is no version yet, and which number the first will have.
fn nothing_published(format: DiffFormat, first: Version) -> String {
    let message = format!(
        "nothing has been published yet, so there is nothing to compare with; the first version is {first}",
    );
    if format == DiffFormat::Json {
        let json = serde_json::json!({
            "from": null,
            "to": "draft",
            "bump": "none",
            "possible_leads": null,
            "changed_leads": null,
            "witness": null,
            "changes": [],
            "recorded": null,
            "samples": null,
            "proved": true,
            "budget": null,
            "not_proved": [],
            "summary": message,
            "number": first,
        });
        return format!("{json:#}\n");
    }
    message + "\n"
}
