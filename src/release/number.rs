//! The number of the next version.

use super::blocker::Blocker;
use super::request::BumpOverride;
use crate::model::Version;
use crate::revision::{Bump, Revision};

/// The version numbers used so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UsedNumbers {
    /// The last version that is there.
    pub last: Option<Version>,
    /// The highest number there ever was, even if that version is gone.
    pub newest: Option<Version>,
}

impl UsedNumbers {
    /// Returns the number of the next version, which takes this step from the last one. A number is
    /// never used again: the step is taken from the highest there ever was. If no version is there,
    /// it is the first number, or a major step from one that is gone.
    pub fn next(self, bump: Bump) -> Version {
        match (self.last, self.newest) {
            (None, None) => Version::FIRST,
            (None, Some(gone)) => Bump::Major.after(gone),
            (Some(last), newest) => bump.after(newest.map_or(last, |newest| newest.max(last))),
        }
    }
}

/// Returns the step of the version number: the computed one, or the one requested if it is allowed.
pub(super) fn decide_bump(
    revision: &Revision,
    asked: Option<&BumpOverride>,
    last: Version,
) -> Result<Bump, Blocker> {
    let computed = revision.bump;
    if computed == Bump::None {
        return Err(Blocker::Unchanged(last));
    }
    let Some(BumpOverride { bump, reason }) = asked else {
        return Ok(computed);
    };
    if *bump < computed {
        return Err(Blocker::TooSmall {
            asked: *bump,
            computed,
            why: revision.headline().into(),
        });
    }
    if *bump > computed && reason.trim().is_empty() {
        return Err(Blocker::NeedsReason {
            asked: *bump,
            computed,
        });
    }
    Ok(*bump)
}
