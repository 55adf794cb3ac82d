//! The documents of a version: everything that goes into its folder, but formats and digests, which
//! `store` fills in as it turns them into bytes.

use std::fmt::Write as _;
use std::sync::Arc;

use jiff::{Timestamp, Unit};

use super::blocker::Blocker;
use super::exports::exports_of;
use super::next_version::NextVersion;
use super::request::{FoundOnDisk, LeftOutChanges, PublishRequest};
use crate::check::Finding;
use crate::export::{escape_markdown, recap};
use crate::model::wording::count_noun;
use crate::model::{
    EXPORTS, GlossaryFile, ModelFile, PICTURES, PublishedFile, PublishedTexts, Release, Session,
    SignOff, Workshop, WorkshopFile,
};

/// A version ready to be written.
#[derive(Clone, Debug)]
pub struct PreparedVersion {
    /// The files of its folder.
    pub texts: PublishedTexts,
    /// Its entry in a list of versions.
    pub release: Release,
}

impl PreparedVersion {
    pub(super) fn of(
        request: &PublishRequest,
        found: &FoundOnDisk,
        findings: &[Finding],
        next: &NextVersion<'_>,
        agreed_by: Vec<SignOff>,
    ) -> Result<Self, Blocker> {
        let now = request.now.round(Unit::Second).unwrap_or(request.now);
        let signed = signed_session(&request.session, &agreed_by);
        let mut minutes = recap(&signed, next.version, now, &request.time_zone, findings);
        minutes.push_str(&next.minutes());
        minutes.push_str(&left_out_minutes(&found.left_out));
        minutes.push_str(&taken_along_minutes("Pictures", PICTURES, &found.pictures));
        let mut texts = version_texts(&signed, now, next, agreed_by, minutes);
        texts.pictures.clone_from(&found.pictures);
        texts.exports = exports_of(&texts, &found.releases, &signed.workshop.exports)?;
        let listed = taken_along_minutes("Exports", EXPORTS, &texts.exports);
        texts.recap.push_str(&listed);
        Ok(Self {
            release: Release::of(next.version, texts.glossary.clone()),
            texts,
        })
    }
}

/// Returns the session with the sign-offs it is published with.
fn signed_session(session: &Session, agreed_by: &[SignOff]) -> Session {
    let mut signed = session.clone();
    let workshop: &mut Workshop = Arc::make_mut(&mut signed.workshop);
    workshop.sign_offs = agreed_by.to_vec();
    signed
}

fn version_texts(
    signed: &Session,
    now: Timestamp,
    next: &NextVersion<'_>,
    agreed_by: Vec<SignOff>,
    recap: String,
) -> PublishedTexts {
    let (definition, name) = (&signed.definition, &signed.name);
    PublishedTexts {
        version: next.version,
        model: ModelFile {
            published: Some(now),
            ..ModelFile::of(definition, name)
        },
        glossary: GlossaryFile {
            published: Some(now),
            agreed_by,
            changes: next.changes(),
            ..GlossaryFile::of(definition, name)
        },
        recap,
        workshop: WorkshopFile {
            published: Some(now),
            ..WorkshopFile::of(&signed.workshop, name)
        },
        pictures: Vec::new(),
        exports: Vec::new(),
    }
}

/// Returns what the minutes say about files taken along; blank if there are none.
fn taken_along_minutes(title: &str, folder: &str, files: &[PublishedFile]) -> String {
    if files.is_empty() {
        return String::new();
    }
    let mut text = format!("\n## {title}\n\n");
    for PublishedFile { file, .. } in files {
        let _ = writeln!(text, "- `{folder}/{file}`");
    }
    text
}

/// Returns what the minutes say about changes that could not be read; blank if there were none.
fn left_out_minutes(left_out: &[LeftOutChanges]) -> String {
    if left_out.is_empty() {
        return String::new();
    }
    let mut text = "\n## Published without\n\n".to_owned();
    for LeftOutChanges {
        path,
        changes,
        reason,
    } in left_out
    {
        let what = match changes {
            Some(n) => count_noun(*n, "change"),
            None => "Changes".to_owned(),
        };
        let reason = escape_markdown(reason);
        let _ = writeln!(
            text,
            "- {what} that couldn't be read, set aside in `{path}`: {reason}"
        );
    }
    text
}
