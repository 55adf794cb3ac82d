//! What is wrong with something that was read, and what to do about it.

use std::fmt;

/// What is wrong, and what to do: two clauses that stay apart, as either may have a colon in it, such
/// as that of a column's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, as a clause.
    pub what: String,
    /// What to do, as a clause.
    pub remedy: String,
}

impl Problem {
    /// Puts both clauses together.
    pub fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            remedy: remedy.into(),
        }
    }
}

/// Shows both as one line: `what: remedy`.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.remedy)
    }
}
