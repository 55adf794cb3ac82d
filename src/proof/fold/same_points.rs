//! Whether two versions count the same points for every lead: then one version's points are enough.

use crate::scoring::Scorer;

use super::factors::Factor;

/// Returns whether two versions count the same points for every lead and, if so, the first
/// version's group for each of the second's.
pub(super) fn same_points(
    before: &Scorer,
    after: &Scorer,
    factors: &[Factor],
) -> Option<Vec<usize>> {
    let points = |scorer: &Scorer, criterion: Option<usize>, answer: Option<usize>| {
        let answer = criterion.zip(answer);
        answer.map_or(0, |(c, l)| scorer.criteria()[c].answers[l].points)
    };
    for factor in factors {
        let [was, is] = factor.criteria;
        let pairs = factor.answers.iter().map(|answer| {
            let before = points(before, was, answer.index[0]);
            (before, points(after, is, answer.index[1]))
        });
        let pairs: Vec<(i64, i64)> = pairs.collect();
        let worthless = pairs.iter().all(|pair| *pair == (0, 0));
        let kinds = (
            was.map(|c| before.criteria()[c].kind),
            is.map(|c| after.criteria()[c].kind),
        );
        let alike = factor.same_in_both && kinds.0 == kinds.1 && pairs.iter().all(|(a, b)| a == b);
        if !worthless && !alike {
            return None;
        }
    }
    matching_groups(before, after)
}

fn matching_groups(before: &Scorer, after: &Scorer) -> Option<Vec<usize>> {
    if before.groups().len() != after.groups().len() {
        return None;
    }
    let mut free: Vec<usize> = (0..before.groups().len()).collect();
    let matching = after.groups().iter().map(|group| {
        let of = |scorer: &Scorer, of: &[usize]| {
            let ids = of.iter().map(|c| scorer.criteria()[*c].id.clone());
            let mut ids: Vec<_> = ids.collect();
            ids.sort();
            ids
        };
        let same = free.iter().position(|g| {
            let was = &before.groups()[*g];
            (was.kind, was.min, was.max) == (group.kind, group.min, group.max)
                && of(before, &was.criteria) == of(after, &group.criteria)
        })?;
        Some(free.remove(same))
    });
    matching.collect()
}
