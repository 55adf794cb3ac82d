//! The page about calibration: whether leads with a higher score turn out better.

use super::cell::Cell;
use super::context::PageContext;
use super::equal_groups::{equal_groups, group_label};
use super::judged_scores::{JudgedScores, leak_note, unjudged_note};
use super::known_facts::{NO_OUTCOMES, facts_note};
use super::plot::{Plot, PlottedShare};
use super::section::{FigureTable, Section};
use crate::statistics::{DISCOVERY_RATE, FEWEST, Share, discoveries, share_difference_p, wilson};

/// The most groups.
const MOST_GROUPS: usize = 10;

/// Leads with about the same score.
struct ScoreGroup {
    from: i64,
    to: i64,
    viable: Share,
}

/// Says which share of the leads became viable by score, and where a higher score did worse.
pub(super) fn calibration(context: &PageContext<'_>) -> Section {
    let section = Section::new("calibration", "Calibration by score");
    let Some(past) = context.past else {
        return section.note(NO_OUTCOMES);
    };
    let judged = JudgedScores::of(past);
    let mut section = section.note(facts_note(&past.leads));
    section.notes.extend(unjudged_note(judged.all));
    let leak = leak_note(&past.leads, &context.session.definition);
    section.notes.extend(leak);
    let groups = score_groups(&judged);
    section.notes.push(order_note(&groups));
    if !groups.is_empty() {
        section.plots.push(plot(&groups));
    }
    section.tables.push(scores_table(&groups));
    section
}

/// Groups the leads that were judged by total: as many groups as have 20 each, at most ten.
fn score_groups(judged: &JudgedScores) -> Vec<ScoreGroup> {
    let scores: Vec<_> = judged
        .scores
        .iter()
        .filter(|score| score.tally.judged() > 0)
        .collect();
    let counts: Vec<(i64, usize)> = scores
        .iter()
        .map(|score| (score.total, score.tally.judged()))
        .collect();
    let parts = (judged.all.judged() / FEWEST as usize).clamp(1, MOST_GROUPS);
    let group = |range: std::ops::Range<usize>| {
        let own = &scores[range];
        let viable = own.iter().map(|score| score.tally.viable).sum();
        ScoreGroup {
            from: own[0].total,
            to: own[own.len() - 1].total,
            viable: Share::new(viable, own.iter().map(|score| score.tally.judged()).sum()),
        }
    };
    equal_groups(&counts, parts)
        .into_iter()
        .map(group)
        .collect()
}

impl ScoreGroup {
    fn label(&self) -> String {
        group_label(self.from, self.to)
    }

    fn share(&self) -> f64 {
        self.viable.value().unwrap_or_default()
    }

    /// The group and its share: `5 to 9 (25.0%)`.
    fn share_of(&self) -> String {
        format!("{} ({})", self.label(), Cell::Share(self.viable).written())
    }
}

fn scores_table(groups: &[ScoreGroup]) -> FigureTable {
    let columns = ["from", "to", "leads", "share viable", "interval"];
    let mut table = FigureTable::new("scores", "BY SCORE", &columns);
    for group in groups {
        let interval = if group.viable.is_of_few() {
            Cell::Blank
        } else {
            Cell::ShareInterval(wilson(group.viable))
        };
        table.push([
            Cell::Count(group.from),
            Cell::Count(group.to),
            Cell::Count(group.viable.of as i64),
            Cell::Share(group.viable),
            interval,
        ]);
    }
    table
}

/// Says where a group does worse than one below it, and names those of which that is sure.
fn order_note(groups: &[ScoreGroup]) -> String {
    let compared: Vec<&ScoreGroup> = groups.iter().filter(|g| !g.viable.is_of_few()).collect();
    if compared.len() < 2 {
        return "Too few leads were judged to compare scores.".into();
    }
    let pairs = worse_pairs(&compared);
    let of_group = |at: usize| pairs.iter().filter(move |pair| pair.higher == at);
    let worse = (0..compared.len()).filter(|at| of_group(*at).next().is_some());
    let (sure, unsure): (Vec<usize>, Vec<usize>) =
        worse.partition(|at| of_group(*at).any(|pair| pair.is_sure));
    let named = sure.iter().filter_map(|at| {
        let surely = of_group(*at).filter(|pair| pair.is_sure);
        let below = surely.map(|pair| compared[pair.lower]);
        let best = below.max_by(|a, b| a.share().total_cmp(&b.share()))?;
        Some(format!(
            "{} below {}",
            compared[*at].share_of(),
            best.share_of()
        ))
    });
    let named: Vec<String> = named.collect();
    let may_be_chance = match unsure.len() {
        0 => String::new(),
        groups => format!(
            " {} worse than one with a lower score, which may be chance.",
            if groups == 1 {
                "1 group does".to_owned()
            } else {
                format!("{groups} groups do")
            }
        ),
    };
    match (named.as_slice(), unsure.len()) {
        ([], 0) => "Each group does at least as well as those with a lower score.".into(),
        ([], _) => format!("No higher score is sure to do worse than a lower one.{may_be_chance}"),
        _ => format!(
            "A higher score does worse, and that is sure: {}.{may_be_chance}",
            named.join("; ")
        ),
    }
}

/// A group that does worse than one with a lower score.
struct WorsePair {
    lower: usize,
    higher: usize,
    is_sure: bool,
}

/// Returns each pair of groups of which the higher does worse. Sure is what remains after Benjamini
/// and Hochberg's correction over all pairs, the others, too: ten groups have 45 of them, of which
/// some always look different.
fn worse_pairs(groups: &[&ScoreGroup]) -> Vec<WorsePair> {
    let all = (0..groups.len()).flat_map(|higher| (0..higher).map(move |lower| (lower, higher)));
    let all: Vec<(usize, usize)> = all.collect();
    let share = |at: usize| groups[at].viable;
    let p_value =
        |(lower, higher): &(usize, usize)| share_difference_p(share(*lower), share(*higher));
    let p_values: Vec<f64> = all.iter().map(p_value).collect();
    let sure = discoveries(&p_values, DISCOVERY_RATE);
    let pairs = all.into_iter().zip(sure);
    let worse =
        pairs.filter(|((lower, higher), _)| groups[*higher].share() < groups[*lower].share());
    let pair = |((lower, higher), is_sure)| WorsePair {
        lower,
        higher,
        is_sure,
    };
    worse.map(pair).collect()
}

fn plot(groups: &[ScoreGroup]) -> Plot {
    let plotted = groups.iter().map(|group| PlottedShare {
        label: group.label(),
        share: group.viable,
        interval: wilson(group.viable),
    });
    Plot::Calibration(plotted.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::random::Random;

    fn group(from: i64, viable: usize, of: usize) -> ScoreGroup {
        ScoreGroup {
            from,
            to: from + 4,
            viable: Share::new(viable, of),
        }
    }

    #[test]
    fn a_higher_score_that_does_worse_is_named_where_that_is_sure() {
        // The pooled test of two shares: 25.0% against 50.0% of 80 each z = 3.27, p = .0011; 47.5%
        // against 50.0% z = 0.32, p = .75; 25.0% against 47.5% z = 2.96, p = .0031, but there the
        // higher does better.
        let groups = [
            group(0, 40, 80),
            group(5, 20, 80),
            group(10, 38, 80),
            group(15, 1, 9),
        ];
        assert_eq!(
            order_note(&groups),
            "A higher score does worse, and that is sure: 5 to 9 (25.0%) below 0 to 4 (50.0%). \
             1 group does worse than one with a lower score, which may be chance."
        );
        let note = order_note(&groups[3..]);
        assert!(note.starts_with("Too few leads"), "{note}");
        assert_eq!(
            order_note(&[group(0, 40, 80), group(5, 38, 80)]),
            "No higher score is sure to do worse than a lower one. 1 group does worse than one \
             with a lower score, which may be chance."
        );
        assert_eq!(
            order_note(&[group(0, 38, 80), group(5, 38, 80)]),
            "Each group does at least as well as those with a lower score."
        );
    }

    #[test]
    fn ten_groups_that_do_equally_well_seldom_show_a_sure_difference() {
        // Each pair of the 45 tested by itself would find something in about two lists of three.
        let mut random = Random(7);
        let groups = |random: &mut Random| -> Vec<ScoreGroup> {
            let mut viable = || (0..300).filter(|_| random.chance(73)).count();
            (0..10).map(|i| group(i * 5, viable(), 300)).collect()
        };
        let is_sure = |groups: &[ScoreGroup]| order_note(groups).starts_with("A higher score");
        let sure = (0..1000).filter(|_| is_sure(&groups(&mut random))).count();
        assert!(sure <= 70, "{sure} of 1000");
    }
}
