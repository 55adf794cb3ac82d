//! `accord publish`: publishes the next version, signed by the sides.

use std::path::{Path, PathBuf};

use jiff::{Timestamp, Unit, Zoned};

use super::proofs::ProofArgs;
use super::{Failure, io};
use crate::host::publish::{PublishRefused, publish};
use crate::host::{self, LockHolder, WriteGate};
use crate::model::{Session, Side, SignOff};
use crate::release::{Blocker, BumpOverride, PublishOverrides, PublishRequest};
use crate::revision::Bump;
use crate::store::versions::{self, folder_of};
use crate::store::{self, Lock, LockError, SessionFolder};

/// Publish the next version
///
/// Sign-offs made in the workbench on exactly this text count too. session.yaml isn't changed.
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
    #[command(flatten)]
    proofs: ProofArgs,
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
    let (session, _) = folder.load()?;
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
        session,
    };
    // Nobody stops it but by killing the program, which leaves no version or a whole one.
    let published = publish(&folder, &request, &WriteGate::default())
        .map_err(|refused| failure(refused, &args.path))?;
    let version = published.release.version;
    if let Some(warning) = published.warning {
        io::say(&format!("warning: {warning}"));
    }
    tracing::info!("published {version} of {}", folder.root().display());
    let written = folder_of(&folder, version);
    io::report(&format!(
        "published {version}: {}\n",
        io::display_path(&written)
    ));
    Ok(0)
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

fn sign_offs(session: &Session, signers: &[(Side, String)], now: Timestamp) -> Vec<SignOff> {
    let digest = session.definition.digest();
    let signers = signers.iter().map(|(side, name)| SignOff {
        side: *side,
        name: name.clone(),
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
        Blocker::TooSmall { .. } => vec!["`accord diff` shows what changes".into()],
        Blocker::UnreadChanges(_) => vec!["say why with --without-unread REASON".into()],
        Blocker::NeedsReason { .. } => vec!["say why with --reason TEXT".into()],
        Blocker::Unchanged(_) | Blocker::OtherNumber { .. } | Blocker::Stopped => Vec::new(),
    }
}
