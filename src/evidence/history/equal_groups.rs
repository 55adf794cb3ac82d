//! Leads in groups of about equal size by a number, such as tenths by score.

use std::ops::Range;

/// Divides leads into at most so many groups by quantiles of the inverted empirical distribution:
/// the `j`th group ends with the least number that at least `j` of `parts` leads have or are below.
/// `counts` holds each number that occurs, ascending, with its leads. Returns ranges of its indices,
/// none empty; equal numbers are never apart.
pub(super) fn equal_groups(counts: &[(i64, usize)], parts: usize) -> Vec<Range<usize>> {
    let all: usize = counts.iter().map(|(_, leads)| leads).sum();
    let mut groups = Vec::new();
    let (mut from, mut below, mut group) = (0, 0, 1);
    for (at, (_, leads)) in counts.iter().enumerate() {
        below += leads;
        let is_end = below * parts >= group * all;
        if is_end && *leads > 0 {
            groups.push(from..at + 1);
            from = at + 1;
            // A number that many leads have ends several groups at once.
            group = below * parts / all.max(1) + 1;
        }
    }
    groups
}

/// Writes which numbers a group has: `7` or `5 to 9`.
pub(super) fn group_label(least: i64, greatest: i64) -> String {
    if least == greatest {
        least.to_string()
    } else {
        format!("{least} to {greatest}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_about_equal_and_equal_numbers_stay_together() {
        let even: Vec<(i64, usize)> = (0..10).map(|n| (n, 1)).collect();
        assert_eq!(equal_groups(&even, 5), [0..2, 2..4, 4..6, 6..8, 8..10]);
        // Ten numbers in thirds: at least 3 1/3 are at or below 3, at least 6 2/3 at or below 6.
        assert_eq!(equal_groups(&even, 3), [0..4, 4..7, 7..10]);
        // Eight of ten have 1, so that it ends the first and the second third.
        assert_eq!(equal_groups(&[(0, 1), (1, 8), (2, 1)], 3), [0..2, 2..3]);
        assert_eq!(equal_groups(&[(4, 9)], 10).len(), 1);
        assert_eq!(equal_groups(&[], 10), [] as [Range<usize>; 0]);
    }
}
