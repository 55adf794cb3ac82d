//! Groups rejected rows by their reasons.

use rustc_hash::FxHashMap;

use crate::evidence::list_report::RejectReason;
use crate::records::Reject;

/// The most groups; rows with other reasons are counted together.
const MAX_GROUPS: usize = 100;

/// Rejected rows, grouped by their reasons. What a reason quotes from its row makes no group of its
/// own.
#[derive(Debug, Default)]
pub(super) struct RejectReasons {
    groups: FxHashMap<String, RejectReason>,
    others: Option<RejectReason>,
    rows: u64,
}

impl RejectReasons {
    /// Adds a row.
    pub fn add(&mut self, reject: &Reject) {
        self.rows += 1;
        let new = |reason: &str| RejectReason {
            reason: reason.to_owned(),
            rows: 0,
            first_line: reject.line,
        };
        let key = without_quoted(&reject.reason);
        let full = self.groups.len() == MAX_GROUPS;
        let group = match self.groups.get_mut(&key) {
            Some(group) => group,
            None if full => self.others.get_or_insert_with(|| new("other reasons")),
            None => self
                .groups
                .entry(key)
                .or_insert_with(|| new(&reject.reason)),
        };
        group.rows += 1;
    }

    /// Returns the number of rows.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Returns the groups, the largest first; each with the reason of its first row.
    pub fn grouped(&self) -> Vec<RejectReason> {
        let mut groups: Vec<RejectReason> = self.groups.values().cloned().collect();
        groups.sort_by_key(|group| (std::cmp::Reverse(group.rows), group.first_line));
        groups.extend(self.others.clone());
        groups
    }
}

/// Returns a reason without what stands between backticks.
fn without_quoted(reason: &str) -> String {
    reason.split('`').step_by(2).collect::<Vec<_>>().join("`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reject(line: u64, reason: &str) -> Reject {
        Reject {
            line,
            reason: reason.into(),
        }
    }

    #[test]
    fn rows_are_grouped_whatever_they_quote() {
        let mut reasons = RejectReasons::default();
        reasons.add(&reject(4, "the time is missing"));
        reasons.add(&reject(5, "`today` isn't a time"));
        reasons.add(&reject(9, "`1.2.26` isn't a time"));
        for n in 0..200 {
            reasons.add(&reject(n + 10, &format!("reason {n}")));
        }
        let groups = reasons.grouped();
        let first = |at: usize| {
            (
                groups[at].reason.as_str(),
                groups[at].rows,
                groups[at].first_line,
            )
        };
        assert_eq!(first(0), ("`today` isn't a time", 2, 5));
        assert_eq!(first(1), ("the time is missing", 1, 4));
        assert_eq!(first(100), ("other reasons", 102, 108));
        assert_eq!((groups.len(), reasons.rows()), (101, 203));
    }
}
