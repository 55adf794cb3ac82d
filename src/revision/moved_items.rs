//! Finds which things of a list moved, as few as possible.

use crate::model::Id;

/// Returns the positions, in the later list, of the things that moved. Only things in both lists
/// count; a longest common subsequence is left unnamed.
pub(super) fn moved_positions(before: &[Id], after: &[Id]) -> Vec<usize> {
    let at = |id: &Id| before.iter().position(|old| old == id);
    let both: Vec<(usize, usize)> = after
        .iter()
        .enumerate()
        .filter_map(|(new, id)| Some((new, at(id)?)))
        .collect();
    let kept = longest_rising(&both);
    let left = both.iter().map(|(new, _)| *new);
    left.filter(|new| !kept.contains(new)).collect()
}

/// Returns the first halves of a longest subsequence of pairs with increasing second halves
/// (patience sorting).
fn longest_rising(pairs: &[(usize, usize)]) -> Vec<usize> {
    // For each length, the pair that ends such a subsequence lowest; and each pair's predecessor.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::new();
    for (i, (_, old)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *old);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = i,
            None => ends.push(i),
        }
    }
    let mut run = Vec::new();
    let mut next = ends.last().copied();
    while let Some(i) = next {
        run.push(pairs[i].0);
        next = before[i];
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str) -> Vec<Id> {
        text.split(' ').map(|id| Id::new(id).unwrap()).collect()
    }

    #[test]
    fn only_what_moved_is_named() {
        let moved_of = |before, after| moved_positions(&ids(before), &ids(after));
        assert_eq!(moved_of("a b c d", "a b c d"), Vec::<usize>::new());
        assert_eq!(moved_of("a b c d", "b c d a"), [3]);
        assert_eq!(moved_of("a b c d", "d a b c"), [0]);
        assert_eq!(moved_of("a b c d e", "b a c e d").len(), 2);
        // Added and removed things move nothing.
        assert_eq!(moved_of("a b c d", "x a c y d"), Vec::<usize>::new());
        assert_eq!(moved_of("a b c d", "d x c b a").len(), 3);
    }
}
