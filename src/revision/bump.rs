//! The step from one version number to the next.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::ChangeSeverity;
use crate::model::Version;

/// The part of the version number that is raised.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Bump {
    /// Nothing differs.
    #[default]
    None,
    /// Wording, dates, or the order of an unordered list.
    Patch,
    /// Something was added or changed its meaning, and no possible lead's outcome differs.
    Minor,
    /// An id is gone, or some possible lead's outcome differs.
    Major,
}

impl Bump {
    /// Returns the word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }

    /// Returns the step required by a change of this severity.
    pub const fn of(severity: ChangeSeverity) -> Self {
        match severity {
            ChangeSeverity::Wording => Self::Patch,
            ChangeSeverity::Meaning | ChangeSeverity::Queue | ChangeSeverity::Addition => {
                Self::Minor
            }
            ChangeSeverity::Removal | ChangeSeverity::Outcome => Self::Major,
        }
    }

    /// Returns the number that follows another.
    pub fn after(self, last: Version) -> Version {
        let Version {
            major,
            minor,
            patch,
        } = last;
        let (major, minor, patch) = match self {
            Self::None => (major, minor, patch),
            Self::Patch => (major, minor, patch + 1),
            Self::Minor => (major, minor + 1, 0),
            Self::Major => (major + 1, 0, 0),
        };
        Version {
            major,
            minor,
            patch,
        }
    }
}

impl fmt::Display for Bump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Bump {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let all = [Self::Patch, Self::Minor, Self::Major];
        let found = all.into_iter().find(|bump| bump.word() == text);
        found.ok_or_else(|| format!("`{text}` isn't a bump: write major, minor or patch"))
    }
}
