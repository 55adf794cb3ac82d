//! The way from a request to a version ready to be written, or to what stops it.

use super::blocker::Blocker;
use super::documents::PreparedVersion;
use super::gate;
use super::next_version::NextVersion;
use super::request::{FoundOnDisk, LastRelease, PublishRequest, Stop};
use crate::check::{self, Finding};
use crate::export::unknown_exports;

/// A draft that may be published, if anything changed and every side agreed.
#[derive(Debug)]
pub struct ExaminedDraft<'a> {
    request: &'a PublishRequest,
    found: &'a FoundOnDisk,
    findings: Vec<Finding>,
}

/// Decides whether earlier versions, unread changes or findings stop the publication. The findings
/// are proved, which takes most of the time.
///
/// # Errors
///
/// The first thing that stops it.
pub fn examine<'a>(
    request: &'a PublishRequest,
    found: &'a FoundOnDisk,
    stop: Stop<'_>,
) -> Result<ExaminedDraft<'a>, Blocker> {
    gate::check_versions(found, &request.overrides)?;
    gate::check_unread(found)?;
    let session = &request.session;
    let (_, proved) = check::prove_all(
        &session.definition,
        &session.samples,
        request.budget.half(),
        stop,
    );
    if stop() {
        return Err(Blocker::Stopped);
    }
    let findings = check::check(session, request.today);
    let exports = unknown_exports(session);
    let findings = check::merge_proved(findings, &exports, &session.workshop);
    let findings = check::merge_proved(findings, &proved, &session.workshop);
    gate::check_findings(session, &findings)?;
    gate::check_verified(session)?;
    Ok(ExaminedDraft {
        request,
        found,
        findings,
    })
}

impl ExaminedDraft<'_> {
    /// Decides the number and makes everything to be written. `last` is the last version that is
    /// there.
    ///
    /// # Errors
    ///
    /// The first thing that stops it.
    pub fn prepare(
        self,
        last: Option<LastRelease>,
        stop: Stop<'_>,
    ) -> Result<PreparedVersion, Blocker> {
        let session = &self.request.session;
        let before = last.as_ref().map(|last| &*last.definition);
        let moved = check::left_behind(session, before);
        let findings = check::merge_proved(self.findings, &moved, &session.workshop);
        let next = NextVersion::of(self.request, self.found, last, stop)?;
        let agreed_by = gate::agreed_by(&self.request.session, &self.request.sign_offs)?;
        PreparedVersion::of(self.request, self.found, &findings, &next, agreed_by)
    }
}
