//! `accord publish`: publishes the next version, signed by the sides.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit, Zoned};
use serde::Serialize;

use super::proofs::ProofArgs;
use super::report_format::ReportFormat;
use super::{Failure, io};
use crate::app::actions::publish_unverified::verify_edit;
use crate::document::Edit;
use crate::host::publish::{PublishRefused, publish};
use crate::host::{self, LockHolder, WriteGate};
use crate::model::printable::printable_json;
use crate::model::written_day::{DayReader, Nearest, WrittenDay, day_text};
use crate::model::{ActionItem, ParkedThought, Session, Side, SignOff, Version, Workshop};
use crate::release::{Blocker, BumpOverride, PublishOverrides, PublishRequest};
use crate::revision::Bump;
use crate::store::versions::{self, folder_of};
use crate::store::{self, Digest, Lock, LockError, SessionFolder};

/// Publish the next version
///
/// Sign-offs made in the workbench on exactly this text count too. session.yaml isn't changed, but
/// for the action that `--unverified` adds.
/// Exit code 1 if publishing is refused.
#[derive(clap::Args)]
pub(super) struct Args {
    /// A session
    path: PathBuf,
    /// Who signs for a side, such as `sales=Ada Lovelace`
    #[arg(long, value_name = "SIDE=NAME", value_parser = parse_sign_off)]
    sign: Vec<(Side, String)>,
    /// Use a higher number than computed: major or minor; needs a reason
    #[arg(long = "as", value_name = "BUMP", value_parser = parse_bump)]
    bump: Option<Bump>,
    /// Why the number is higher than computed; it goes into the minutes
    #[arg(long, value_name = "TEXT", requires = "bump")]
    reason: Option<String>,
    /// Publish although an earlier version was altered, for this reason; it goes into the minutes
    #[arg(long, value_name = "REASON", value_parser = parse_reason)]
    despite_altered: Option<String>,
    /// Publish without changes that couldn't be read, for this reason; it goes into the minutes
    #[arg(long, value_name = "REASON", value_parser = parse_reason)]
    without_unread: Option<String>,
    /// Publish criteria that aren't verified, for this reason; it becomes an action
    #[arg(long, value_name = "REASON", value_parser = parse_reason, requires = "owner", requires = "due")]
    unverified: Option<String>,
    /// Who verifies them
    #[arg(long, value_name = "NAME", value_parser = parse_reason, requires = "unverified")]
    owner: Option<String>,
    /// By when: 2026-11-21, 21 Nov, next Friday, in 2 weeks
    #[arg(long, value_name = "DATE", value_parser = parse_day, requires = "unverified")]
    due: Option<Date>,
    /// Format of the report
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    format: ReportFormat,
    #[command(flatten)]
    proofs: ProofArgs,
}

impl Args {
    /// Whether the result is JSON.
    pub fn is_json(&self) -> bool {
        self.format == ReportFormat::Json
    }
}

fn parse_bump(text: &str) -> Result<Bump, String> {
    text.parse()
}

fn parse_sign_off(text: &str) -> Result<(Side, String), String> {
    let (word, name) = text.split_once('=').ok_or("write side=name")?;
    let (word, name) = (
        word.trim(),
        name.split_whitespace().collect::<Vec<_>>().join(" "),
    );
    if name.is_empty() {
        return Err("the name is missing: write side=name".into());
    }
    match Side::from_word(word) {
        Some(Side::Facilitator) => Err("a facilitator doesn't sign".into()),
        Some(side) => Ok((side, name)),
        None => Err(format!(
            "`{word}` isn't a side: write sales, marketing or management"
        )),
    }
}

fn parse_reason(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("say why".into());
    }
    Ok(text.into())
}

pub(super) fn run(args: &Args) -> Result<i32, Failure> {
    let folder = SessionFolder::at(&args.path);
    folder.load()?;
    let _lock = Lock::take(&folder).map_err(|error| match error {
        LockError::Held { .. } => {
            Failure::refused(error.to_string()).hint("publish there, or close it first")
        }
        LockError::ReadOnly => {
            Failure::refused(error.to_string()).hint("publishing writes there: fix its permissions")
        }
        LockError::Failed(error) => error.into(),
    })?;
    require_complete(&folder, args.without_unread.as_deref())?;
    // Read again, as from now on nobody else can change it.
    let (session, disk) = folder.load()?;
    let action = verify_action(&session, args);
    let session = match &action {
        Some(edit) => edit
            .applied_to(&session)
            .map_err(|why| Failure::refused(why.0))?,
        None => session,
    };
    if let Err(why) = versions::tidy(&folder, &session.name) {
        io::say(&format!("warning: {}", why.sentence()));
    }
    let now = Timestamp::now();
    let now = now.round(Unit::Second).unwrap_or(now);
    let request = PublishRequest {
        sign_offs: sign_offs(&session, &args.sign, now),
        overrides: overrides(args),
        announced: None,
        budget: args.proofs.budget(),
        impacts: None,
        now,
        today: Zoned::now().date(),
        time_zone: TimeZone::system(),
        session,
    };
    // Nobody stops it but by killing the program, which leaves no version or a whole one.
    let published = publish(&folder, &request, &WriteGate::default())
        .map_err(|refused| failure(refused, &args.path))?;
    let version = published.release.version;
    note_new_signers(&request.session, &args.sign);
    if action.is_some() {
        keep_action(&folder, &request.session, &disk);
    }
    if let Some(warning) = published.warning {
        io::say(&format!("warning: {warning}"));
    }
    tracing::info!("published {version} of {}", folder.root().display());
    let written = folder_of(&folder, version);
    report(args.format, version, &written, &request.session.workshop);
    Ok(0)
}

/// Reads a day ahead, as people write it.
fn parse_day(text: &str) -> Result<Date, String> {
    let reader = DayReader {
        today: Zoned::now().date(),
        order: None,
        nearest: Nearest::Ahead,
    };
    match reader.read(text) {
        Ok(WrittenDay::Day(day)) => Ok(day),
        Ok(WrittenDay::Either {
            day_first,
            month_first,
        }) => Err(format!(
            "`{text}` may be {} or {}: write {day_first} or {month_first}",
            day_text(day_first),
            day_text(month_first)
        )),
        Err(refused) => Err(refused.0),
    }
}

/// Returns the edit that records who verifies what isn't verified, if it was given.
fn verify_action(session: &Session, args: &Args) -> Option<Edit> {
    let (reason, owner) = (args.unverified.as_deref()?, args.owner.as_deref()?);
    verify_edit(session, reason, owner, args.due?)
}

/// Writes the action to session.yaml, so that the next workshop begins with it.
fn keep_action(folder: &SessionFolder, session: &Session, disk: &Digest) {
    let saved = folder.save(session, Some(disk));
    let kept = saved.map_err(|why| why.to_string()).and_then(|_| {
        let restarted = host::restart_journal(folder);
        restarted.map_err(|why| why.to_string())
    });
    if let Err(why) = kept {
        io::say(&format!(
            "warning: the action is in the minutes, but not in session.yaml: {why}"
        ));
    }
}

#[derive(Serialize)]
struct PublishReport<'a> {
    version: String,
    folder: String,
    open_actions: Vec<&'a ActionItem>,
    parked: Vec<&'a ParkedThought>,
}

/// Says what was published, and what is left to do.
fn report(format: ReportFormat, version: Version, written: &Path, workshop: &Workshop) {
    let folder = io::display_path(written);
    if format == ReportFormat::Json {
        let report = PublishReport {
            version: version.to_string(),
            folder,
            open_actions: workshop.open_actions().collect(),
            parked: workshop.open_thoughts().collect(),
        };
        io::report(&printable_json(&report));
        return;
    }
    io::report(&format!("published {version}: {folder}\n"));
    for action in workshop.open_actions() {
        let owner = match action.owner.as_str() {
            "" => "nobody yet",
            owner => owner,
        };
        let due = action
            .due
            .map_or("no date yet".into(), |day| format!("by {day}"));
        io::say(&format!("open action: {} ({owner}, {due})", action.name));
    }
    for thought in workshop.open_thoughts() {
        let sponsor = match thought.sponsor.as_str() {
            "" => String::new(),
            sponsor => format!(" (from {sponsor})"),
        };
        io::say(&format!("parked: {}{sponsor}", thought.name));
    }
}

fn overrides(args: &Args) -> PublishOverrides {
    PublishOverrides {
        bump: args.bump.map(|bump| BumpOverride {
            bump,
            reason: args.reason.clone().unwrap_or_default(),
        }),
        altered_reason: args.despite_altered.clone().unwrap_or_default(),
    }
}

/// Refuses if session.yaml lacks changes that are in the journal of a killed workbench or could not
/// be read, as the room agreed on more than would be published. Unreadable changes can be left out
/// for a reason.
fn require_complete(folder: &SessionFolder, reason: Option<&str>) -> Result<(), Failure> {
    let status = host::disk_status(folder, LockHolder::Caller)?;
    let refused = || Failure::refused(status.sentences().join("; "));
    if status.recoverable > 0 {
        let open = format!("accord {}", folder.root().display());
        return Err(refused().hint(&format!(
            "open it with `{open}`, and keep or drop them there"
        )));
    }
    if !status.has_unread() {
        return Ok(());
    }
    let Some(reason) = reason else {
        let hint = "find out what was in them, or go on with --without-unread REASON";
        return Err(refused().hint(hint));
    };
    let failed = |error: std::io::Error| Failure::io(&folder.private_folder(), &error);
    if let Some(bytes) = &status.journal {
        store::save_unread(folder, bytes, status.lost).map_err(failed)?;
    }
    store::answer_unread(folder, reason, Timestamp::now()).map_err(failed)?;
    // The journal's content is accounted for, so the workbench need not ask about it again.
    host::restart_journal(folder)?;
    Ok(())
}

/// Says who signs without being among the participants of that side.
fn note_new_signers(session: &Session, signers: &[(Side, String)]) {
    for (side, name) in signers {
        if !session.workshop.is_participant(*side, name) {
            let side = side.label();
            io::say(&format!(
                "note: {name} isn't among the participants of {side}; the minutes say so"
            ));
        }
    }
}

fn sign_offs(session: &Session, signers: &[(Side, String)], now: Timestamp) -> Vec<SignOff> {
    let digest = session.definition.digest();
    let signers = signers.iter().map(|(side, name)| SignOff {
        side: *side,
        name: session.workshop.name_as_listed(*side, name.clone()),
        at: Some(now),
        digest: digest.clone(),
    });
    let mut all = session.workshop.sign_offs.clone();
    all.extend(signers);
    all
}

fn failure(refused: PublishRefused, path: &Path) -> Failure {
    match refused {
        PublishRefused::Failed(error) => error.into(),
        PublishRefused::VersionTaken(error) => Failure::refused(error.to_string()),
        PublishRefused::Blocked(blocker) => hints(&blocker, path)
            .into_iter()
            .fold(Failure::refused(blocker.to_string()), |failure, hint| {
                failure.hint(&hint)
            }),
    }
}

/// Returns what to do about a blocker, in commands and options.
fn hints(blocker: &Blocker, path: &Path) -> Vec<String> {
    let path = path.display();
    match blocker {
        Blocker::AlteredVersions(_) => vec![
            format!("`accord verify {path}` lists everything"),
            "go on with --despite-altered REASON; it goes into the minutes and the glossary".into(),
        ],
        Blocker::Findings(_) | Blocker::NeedsWaiver(_) => {
            vec![format!("`accord check {path}` lists everything")]
        }
        Blocker::NotAgreed { side, .. } | Blocker::SignedOtherText { side, .. } => {
            vec![format!("sign with --sign {side}=NAME")]
        }
        Blocker::Unverified(_) => vec![
            "say it with --unverified REASON --owner NAME --due DATE; it becomes an action".into(),
            format!("`accord check {path}` lists the seven points"),
        ],
        Blocker::TooSmall { .. } => vec!["`accord diff` shows what changes".into()],
        Blocker::UnreadChanges(_) => vec!["say why with --without-unread REASON".into()],
        Blocker::NeedsReason { .. } => vec!["say why with --reason TEXT".into()],
        Blocker::Export { .. } => vec!["`exports:` in session.yaml names them".into()],
        Blocker::Unchanged(_) | Blocker::OtherNumber { .. } | Blocker::Stopped => Vec::new(),
    }
}
