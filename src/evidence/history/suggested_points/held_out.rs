//! What the held-out leads say of a card: opened once, for the card that is shown.

use super::judged_leads::JudgedLeads;
use super::sample_split::SampleSplit;
use crate::evidence::past_leads::PastScores;
use crate::statistics::{ChosenCards, Design, Observations, Ranking, Share};

/// How many groups of totals calibration is shown in, at most.
const GROUPS: usize = 5;

/// How well a card, the present points and the unrounded regression rank the held-out leads.
#[derive(Clone, Debug)]
pub(super) struct HeldOut {
    /// The card that is shown.
    pub card: Ranking,
    /// The room's present points.
    pub room: Ranking,
    /// The regression without rounding.
    pub unrounded: Ranking,
    /// The leads by the card's total.
    pub groups: Vec<TotalGroup>,
}

/// Held-out leads with neighbouring totals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TotalGroup {
    /// The lowest total.
    pub from: i64,
    /// The highest.
    pub to: i64,
    /// How many turned out well.
    pub share: Share,
}

impl HeldOut {
    /// Ranks the held-out leads; both outcomes are among them. `totals` are those of the card.
    pub(super) fn of(
        judged: &JudgedLeads,
        split: &SampleSplit,
        design: &Design,
        chosen: &ChosenCards,
        totals: &[i64],
        past: &PastScores,
    ) -> Self {
        let rows = &split.held_out;
        let observations = Observations {
            design,
            outcome: &judged.outcome,
            rows,
        };
        let outcome: Vec<bool> = rows.iter().map(|row| judged.outcome[*row]).collect();
        let ranking = |score: &dyn Fn(usize) -> f64| {
            let scores: Vec<f64> = rows.iter().map(|row| score(*row)).collect();
            Ranking::new(&scores, &outcome).expect("both outcomes are held out")
        };
        let mut by_total: Vec<(i64, bool)> = rows
            .iter()
            .map(|row| (totals[*row], judged.outcome[*row]))
            .collect();
        by_total.sort_unstable();
        Self {
            card: ranking(&|row| totals[row] as f64),
            room: ranking(&|row| past.scored.total(judged.leads[row]) as f64),
            unrounded: ranking(&|row| chosen.unrounded.log_odds(observations, row)),
            groups: total_groups(&by_total),
        }
    }

    /// Returns why the card says nothing, if its interval reaches down to chance.
    pub(super) fn cant_tell(&self) -> Option<String> {
        let interval = self.card.interval();
        (interval.low <= 0.5).then(|| {
            format!(
                "points fitted to past leads rank the held-out ones no better than chance \
                 (AUC {:.3}, {:.3} to {:.3})",
                self.card.area(),
                interval.low,
                interval.high
            )
        })
    }
}

/// Returns groups of about the same size, lowest first; equal totals are never apart. A group ends
/// once it has its share of what is left for the groups to come.
fn total_groups(by_total: &[(i64, bool)]) -> Vec<TotalGroup> {
    let mut groups: Vec<TotalGroup> = Vec::new();
    let (mut left, mut missing) = (by_total.len(), 0);
    for same in by_total.chunk_by(|a, b| a.0 == b.0) {
        let well = same.iter().filter(|(_, well)| *well).count() as u64;
        let total = same[0].0;
        if missing == 0 {
            missing = left.div_ceil(GROUPS - groups.len());
            groups.push(TotalGroup {
                from: total,
                to: total,
                share: Share::default(),
            });
        }
        let group = groups.last_mut().expect("a group was begun");
        group.to = total;
        group.share.count += well;
        group.share.of += same.len() as u64;
        left -= same.len();
        missing = missing.saturating_sub(same.len());
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_of_about_the_same_size_and_equal_totals_never_apart() {
        // Ten leads in up to five groups: the four zeros are more than a fifth of ten. Of the six
        // left a quarter is two, rounded up; of the four left then a third is two, and so on.
        let totals = [0, 0, 0, 0, 1, 2, 3, 4, 5, 5];
        let leads: Vec<(i64, bool)> = totals.iter().map(|t| (*t, *t > 2)).collect();
        let groups = total_groups(&leads);
        let ends: Vec<(i64, i64, u64, u64)> = groups
            .iter()
            .map(|g| (g.from, g.to, g.share.count, g.share.of))
            .collect();
        assert_eq!(
            ends,
            [(0, 0, 0, 4), (1, 2, 0, 2), (3, 4, 2, 2), (5, 5, 2, 2)]
        );
        let all_apart: Vec<(i64, bool)> = (0..100).map(|total| (total, true)).collect();
        let sizes: Vec<u64> = total_groups(&all_apart)
            .iter()
            .map(|g| g.share.of)
            .collect();
        assert_eq!(sizes, [20; 5]);
    }
}
