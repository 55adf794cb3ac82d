//! Kleene's three-valued logic: the truth values an answer can have for a lead.

use serde::Serialize;

/// A truth value in Kleene's three-valued logic. Rules count unknown as not holding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Truth {
    /// Known to hold.
    Yes,
    /// Known not to hold.
    No,
    /// Not known.
    #[default]
    Unknown,
}

impl Truth {
    /// Returns the truth value of a known fact.
    pub const fn from_bool(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    /// Returns whether this is known to hold.
    pub const fn is_yes(self) -> bool {
        matches!(self, Self::Yes)
    }

    /// Returns whether this is unknown.
    pub const fn is_unknown(self) -> bool {
        matches!(self, Self::Unknown)
    }

    /// Kleene conjunction: no if any part is no, else unknown if any is unknown, else yes.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut result = Self::Yes;
        for part in parts {
            match part {
                Self::No => return Self::No,
                Self::Unknown => result = Self::Unknown,
                Self::Yes => {}
            }
        }
        result
    }

    /// Kleene disjunction: yes if any part is yes, else unknown if any is unknown, else no.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        !Self::all(parts.into_iter().map(std::ops::Not::not))
    }
}

impl std::ops::Not for Truth {
    type Output = Self;
    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, No, Unknown, Yes};

    #[test]
    fn kleene_tables() {
        let table = [
            // left, right, all, any
            (Yes, Yes, Yes, Yes),
            (Yes, No, No, Yes),
            (Yes, Unknown, Unknown, Yes),
            (No, No, No, No),
            (No, Unknown, No, Unknown),
            (Unknown, Unknown, Unknown, Unknown),
        ];
        for (a, b, all, any) in table {
            for pair in [[a, b], [b, a]] {
                assert_eq!(Truth::all(pair), all, "all {pair:?}");
                assert_eq!(Truth::any(pair), any, "any {pair:?}");
            }
        }
        assert_eq!((!Yes, !No, !Unknown), (No, Yes, Unknown));
        assert_eq!((Truth::all([]), Truth::any([])), (Yes, No));
    }
}
