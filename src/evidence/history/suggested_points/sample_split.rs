//! Splits leads into a training part and one that is held out: the same leads each time, whatever
//! their order in the file.

use xxhash_rust::xxh3::xxh3_64;

/// The number of folds of the training part.
pub(super) const FOLDS: usize = 5;

/// Which leads are trained on, and which are held out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SampleSplit {
    /// The leads trained on, in order.
    pub training: Vec<usize>,
    /// The fold of each of them.
    pub folds: Vec<usize>,
    /// The leads held out, in order.
    pub held_out: Vec<usize>,
}

impl SampleSplit {
    /// Splits leads 70 to 30, and the training part into folds, by the hash of their ids; each part
    /// and fold gets its share of both outcomes.
    pub(super) fn of<'a>(outcome: &[bool], id: impl Fn(usize) -> &'a str) -> Self {
        let mut training: Vec<(usize, usize)> = Vec::new();
        let mut held_out = Vec::new();
        for kind in [true, false] {
            let those = (0..outcome.len()).filter(|lead| outcome[*lead] == kind);
            let mut those: Vec<(u64, usize)> = those
                .map(|lead| (xxh3_64(id(lead).as_bytes()), lead))
                .collect();
            those.sort_unstable();
            let trained = (those.len() * 7 + 5) / 10;
            let with_fold = those.iter().take(trained).enumerate();
            training.extend(with_fold.map(|(at, (_, lead))| (*lead, at % FOLDS)));
            held_out.extend(those.iter().skip(trained).map(|(_, lead)| *lead));
        }
        training.sort_unstable();
        held_out.sort_unstable();
        let (training, folds) = training.into_iter().unzip();
        Self {
            training,
            folds,
            held_out,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_and_fold_gets_its_share_of_both_outcomes() {
        let outcome: Vec<bool> = (0..300).map(|lead| lead % 3 == 0).collect();
        let ids: Vec<String> = (0..300).map(|lead| format!("L-{lead}")).collect();
        let split = SampleSplit::of(&outcome, |lead| &ids[lead]);
        let well = |rows: &[usize]| rows.iter().filter(|row| outcome[**row]).count();
        assert_eq!((split.training.len(), well(&split.training)), (210, 70));
        assert_eq!((split.held_out.len(), well(&split.held_out)), (90, 30));
        for fold in 0..FOLDS {
            let rows: Vec<usize> = (0..210)
                .filter(|at| split.folds[*at] == fold)
                .map(|at| split.training[at])
                .collect();
            assert_eq!((rows.len(), well(&rows)), (42, 14), "fold {fold}");
        }
    }

    #[test]
    fn the_parts_are_the_same_in_any_order() {
        let outcome: Vec<bool> = (0..100).map(|lead| lead % 2 == 0).collect();
        let ids: Vec<String> = (0..100).map(|lead| format!("L-{lead}")).collect();
        let split = SampleSplit::of(&outcome, |lead| &ids[lead]);
        let turned: Vec<bool> = outcome.iter().rev().copied().collect();
        let other = SampleSplit::of(&turned, |lead| &ids[99 - lead]);
        let mut back: Vec<usize> = other.held_out.iter().map(|lead| 99 - lead).collect();
        back.sort_unstable();
        assert_eq!(split.held_out, back);
    }
}
