//! The gate: what still stops a publication, judged from the session alone.
//!
//! The screens say it in short before anybody publishes, [`super::examine`] and what follows in
//! full; both judge by the same functions.

use super::blocker::Blocker;
use super::request::{FoundOnDisk, PublishOverrides};
use crate::check::{self, Finding, Severity};
use crate::model::{Session, Side, SignOff};

/// How a side stands to the present definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SideAgreement<'a> {
    /// It has not agreed to any.
    Missing,
    /// It agreed to an earlier text.
    EarlierText(&'a SignOff),
    /// It agreed to exactly this text.
    Agreed(&'a SignOff),
}

/// Returns how a side stands to the session's definition, by the sign-offs of the session.
pub fn side_agreement(session: &Session, side: Side) -> SideAgreement<'_> {
    let digest = session.definition.digest();
    agreement_in(&session.workshop.sign_offs, side, &digest)
}

/// Returns whether every side that must sign has agreed to exactly this text.
pub fn everybody_agrees(session: &Session) -> bool {
    missing_sides(session).is_empty()
}

/// Returns whether a finding stops publishing. A warning that has a waiver has become a note.
pub fn must_be_settled(finding: &Finding) -> bool {
    is_error(finding) || needs_waiver(finding)
}

/// Returns what publishing still waits for, in short: "Sales' agreement, 3 to fix".
pub fn waits_for(session: &Session, findings: &[Finding]) -> Option<String> {
    let missing = missing_sides(session).into_iter();
    let mut waits: Vec<String> = missing
        .map(|side| format!("{} agreement", side.possessive()))
        .collect();
    let unsettled = findings.iter().filter(|f| must_be_settled(f)).count();
    if unsettled > 0 {
        waits.push(format!("{unsettled} to fix"));
    }
    (!waits.is_empty()).then(|| waits.join(", "))
}

/// Refuses if a version was altered and no reason to go on was given.
pub(super) fn check_versions(
    found: &FoundOnDisk,
    overrides: &PublishOverrides,
) -> Result<(), Blocker> {
    if found.altered.is_empty() || !overrides.altered_reason.trim().is_empty() {
        return Ok(());
    }
    Err(Blocker::AlteredVersions(found.altered.clone()))
}

/// Refuses if changes that could not be read are unaccounted for.
pub(super) fn check_unread(found: &FoundOnDisk) -> Result<(), Blocker> {
    if found.unread.is_empty() {
        return Ok(());
    }
    Err(Blocker::UnreadChanges(found.unread.clone()))
}

/// Refuses if a finding stops publishing: first those that must be fixed, then those that need a
/// waiver.
pub(super) fn check_findings(session: &Session, findings: &[Finding]) -> Result<(), Blocker> {
    let sentences_where = |keep: fn(&Finding) -> bool| -> Vec<String> {
        let kept = findings.iter().filter(|finding| keep(finding));
        kept.map(|f| finding_sentence(session, f)).collect()
    };
    let errors = sentences_where(is_error);
    if !errors.is_empty() {
        return Err(Blocker::Findings(errors));
    }
    let open = sentences_where(needs_waiver);
    if open.is_empty() {
        Ok(())
    } else {
        Err(Blocker::NeedsWaiver(open))
    }
}

/// Refuses if criteria aren't verified and nobody said why, who does it and by when.
pub(super) fn check_verified(session: &Session) -> Result<(), Blocker> {
    let open = check::unverified_unasked(session);
    if open.is_empty() {
        return Ok(());
    }
    let sentence = |found: check::Unverified| format!("{}: {}", found.criterion.name, found.lacks);
    Err(Blocker::Unverified(
        open.into_iter().map(sentence).collect(),
    ))
}

/// Returns the last sign-off of each side that must sign, all of them for exactly this definition.
pub(super) fn agreed_by(session: &Session, sign_offs: &[SignOff]) -> Result<Vec<SignOff>, Blocker> {
    let digest = session.definition.digest();
    let needed = session.workshop.signing_sides();
    let last = |side: Side| match agreement_in(sign_offs, side, &digest) {
        SideAgreement::Missing => Err(Blocker::NotAgreed { side, needed }),
        SideAgreement::EarlierText(sign_off) => Err(Blocker::SignedOtherText {
            side,
            name: sign_off.name.clone(),
        }),
        SideAgreement::Agreed(sign_off) => Ok(sign_off.clone()),
    };
    needed.iter().copied().map(last).collect()
}

fn agreement_in<'a>(sign_offs: &'a [SignOff], side: Side, digest: &str) -> SideAgreement<'a> {
    match sign_offs.iter().rev().find(|s| s.side == side) {
        None => SideAgreement::Missing,
        Some(sign_off) if sign_off.digest == digest => SideAgreement::Agreed(sign_off),
        Some(sign_off) => SideAgreement::EarlierText(sign_off),
    }
}

fn missing_sides(session: &Session) -> Vec<Side> {
    let digest = session.definition.digest();
    let sign_offs = &session.workshop.sign_offs;
    let agrees = |side: Side| {
        let agreement = agreement_in(sign_offs, side, &digest);
        matches!(agreement, SideAgreement::Agreed(_))
    };
    let needed = session.workshop.signing_sides().iter().copied();
    needed.filter(|side| !agrees(*side)).collect()
}

fn is_error(finding: &Finding) -> bool {
    finding.severity == Severity::Error
}

fn needs_waiver(finding: &Finding) -> bool {
    finding.severity == Severity::Warning && check::needs_waiver(finding.code)
}

fn finding_sentence(session: &Session, finding: &Finding) -> String {
    let place = session.title_of(&finding.place);
    let message = finding.message.trim_end_matches('.');
    if message.contains(&place) {
        message.into()
    } else {
        format!("{place}: {message}")
    }
}
