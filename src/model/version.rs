//! Version numbers of published definitions.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// The number of a published version, `major.minor.patch`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Version {
    /// Raised when the outcome of some possible lead differs, or an id is gone.
    pub major: u32,
    /// Raised when something was added, or when meaning or points changed without changing an
    /// outcome.
    pub minor: u32,
    /// Raised for wording and dates.
    pub patch: u32,
}

/// The error for a text that is not a version number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a version: write three numbers such as 1.0.0")]
pub struct BadVersion(pub String);

impl Version {
    /// The number of every first publication.
    pub const FIRST: Self = Self {
        major: 1,
        minor: 0,
        patch: 0,
    };
}

impl std::str::FromStr for Version {
    type Err = BadVersion;
    fn from_str(text: &str) -> Result<Self, BadVersion> {
        let bad = || BadVersion(text.into());
        let mut numbers = text.split('.').map(|part| {
            let plain = part.bytes().all(|b| b.is_ascii_digit())
                && (part.len() == 1 || !part.starts_with('0'));
            part.parse::<u32>().ok().filter(|_| plain)
        });
        let mut next = || numbers.next().flatten().ok_or_else(bad);
        let version = Self {
            major: next()?,
            minor: next()?,
            patch: next()?,
        };
        if numbers.next().is_some() {
            Err(bad())
        } else {
            Ok(version)
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

impl TryFrom<String> for Version {
    type Error = BadVersion;
    fn try_from(text: String) -> Result<Self, BadVersion> {
        text.parse()
    }
}

impl From<Version> for String {
    fn from(version: Version) -> Self {
        version.to_string()
    }
}

impl JsonSchema for Version {
    fn schema_name() -> Cow<'static, str> {
        "Version".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "pattern": "^[0-9]+\\.[0-9]+\\.[0-9]+$"})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_three_numbers_and_orders_by_them() {
        let v = |t: &str| t.parse::<Version>();
        assert_eq!(v("1.0.0"), Ok(Version::FIRST));
        assert!(v("1.10.0").unwrap() > v("1.9.9").unwrap());
        for bad in [
            "1", "1.0", "1.0.0.0", "v1.0.0", "01.0.0", "1..0", "", "1.0.+1",
        ] {
            assert!(v(bad).is_err(), "{bad}");
        }
    }
}
