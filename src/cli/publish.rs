//! `accord publish`: the next version, agreed by the sides.

use std::path::{Path, PathBuf};

use jiff::{Timestamp, Unit, Zoned};

use super::proofs::Proofs;
use super::{Failure, io};
use crate::host::publish::{Asked, PublishRefused, publish_as};
use crate::model::wording::counted;
use crate::model::{Session, Side, SignOff};
use crate::revision::Bump;
use crate::store::versions::folder_of;
use crate::store::{Journal, Lock, NotLocked, SessionFolder};

/// Publish the next version
///
/// Sign-offs that were given in the workbench on exactly this text count too. session.yaml stays
/// as it is. Exit code 1 if it is refused.
#[derive(clap::Args)]
pub(super) struct Args {
    /// A session
    path: PathBuf,
    /// Who agrees for a side, such as `sales=Ada Lovelace`
    #[arg(long, value_name = "SIDE=NAME", value_parser = signature)]
    sign: Vec<(Side, String)>,
    /// Let the number go further than computed: major or minor; needs a reason
    #[arg(long = "as", value_name = "BUMP", value_parser = bump)]
    bump: Option<Bump>,
    /// Why the number goes further than computed; the minutes keep it
    #[arg(long, value_name = "TEXT", requires = "bump")]
    reason: Option<String>,
    #[command(flatten)]
    proofs: Proofs,
}

fn bump(text: &str) -> Result<Bump, String> {
    text.parse()
}

fn signature(text: &str) -> Result<(Side, String), String> {
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
            "`{word}` is no side: write sales, marketing or management"
        )),
    }
}

pub(super) fn run(args: &Args) -> Result<i32, Failure> {
    let folder = SessionFolder::at(&args.path);
    folder.load()?;
    let _lock = Lock::take(&folder).map_err(|error| match error {
        NotLocked::Held { .. } => {
            Failure::refused(error.to_string()).hint("publish there, or close it first")
        }
        NotLocked::Failed(error) => error.into(),
    })?;
    nothing_unsaved(&folder)?;
    // Read again: only now does it stay as it is.
    let (session, _) = folder.load()?;
    let now = Timestamp::now();
    let now = now.round(Unit::Second).unwrap_or(now);
    let sign_offs = sign_offs(&session, &args.sign, now);
    let asked = Asked {
        bump: args.bump,
        reason: args.reason.clone().unwrap_or_default(),
        budget: args.proofs.budget(),
        impacts: None,
    };
    let today = Zoned::now().date();
    let published = publish_as(&folder, &session, &sign_offs, &asked, now, today)
        .map_err(|refused| failure(refused, &args.path))?;
    let version = published.version;
    if let Some(warning) = published.warning {
        io::say(&format!("warning: {warning}"));
    }
    tracing::info!("published {version} of {}", folder.root().display());
    let written = folder_of(&folder, version);
    io::print(&format!("published {version}: {}\n", written.display()))?;
    Ok(0)
}

/// Edits of a workbench that was stopped aren't in session.yaml yet: what the room agreed on isn't
/// what would be published.
fn nothing_unsaved(folder: &SessionFolder) -> Result<(), Failure> {
    let recovered = Journal::open(folder).recovered;
    let unsaved = recovered.map_or(0, |recovered| recovered.unsaved());
    if unsaved == 0 {
        return Ok(());
    }
    let changes = counted(unsaved as i64, "change");
    let failure = Failure::refused(format!(
        "the workbench was stopped before session.yaml was written; {changes} would be missing"
    ));
    let open = format!("accord {}", folder.root().display());
    Err(failure.hint(&format!(
        "open it with `{open}`, and keep or drop them there"
    )))
}

fn sign_offs(session: &Session, given: &[(Side, String)], now: Timestamp) -> Vec<SignOff> {
    let digest = session.definition.digest();
    let given = given.iter().map(|(side, name)| SignOff {
        side: *side,
        name: name.clone(),
        at: Some(now),
        digest: digest.clone(),
    });
    let mut all = session.workshop.sign_offs.clone();
    all.extend(given);
    all
}

fn failure(refused: PublishRefused, path: &Path) -> Failure {
    let hint = match refused {
        PublishRefused::Failed(error) => return error.into(),
        PublishRefused::Findings(_) | PublishRefused::NoReason(_) => Some(format!(
            "`accord check {}` lists everything",
            path.display()
        )),
        PublishRefused::NotAgreed { side, .. } | PublishRefused::OtherText { side, .. } => {
            Some(format!("sign with --sign {side}=NAME"))
        }
        PublishRefused::TooSmall { .. } => Some("`accord diff` shows what changes".into()),
        PublishRefused::WhyMore { .. } => Some("say why with --reason TEXT".into()),
        PublishRefused::Unchanged(_) | PublishRefused::Number(_) => None,
    };
    let failure = Failure::refused(refused.to_string());
    match hint {
        Some(hint) => failure.hint(&hint),
        None => failure,
    }
}
