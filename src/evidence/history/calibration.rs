//! The page about calibration: whether leads with a higher score turn out better.

use super::cell::Cell;
use super::context::PageContext;
use super::equal_groups::{equal_groups, group_label};
use super::judged_scores::{JudgedScores, leak_note, unjudged_note};
use super::known_facts::{NO_OUTCOMES, facts_note};
use super::plot::{Plot, PlottedShare};
use super::section::{FigureTable, Section};
use crate::statistics::{FEWEST, Share, newcombe, wilson};

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

/// Says where a group does worse than the best of those below it, and whether that is sure: whether
/// Newcombe's interval of the difference excludes zero.
fn order_note(groups: &[ScoreGroup]) -> String {
    let compared: Vec<&ScoreGroup> = groups.iter().filter(|g| !g.viable.is_of_few()).collect();
    let value = |group: &ScoreGroup| group.viable.value().unwrap_or_default();
    let mut worse = Vec::new();
    for (at, group) in compared.iter().enumerate() {
        let below = compared[..at].iter().copied();
        let best = below.max_by(|a, b| value(a).total_cmp(&value(b)));
        let Some(best) = best.filter(|best| value(best) > value(group)) else {
            continue;
        };
        let interval = newcombe(group.viable, best.viable);
        let sure = if interval.high < 0.0 {
            "sure"
        } else {
            "not sure"
        };
        worse.push(format!(
            "{} ({}) below {} ({}), {sure}",
            group.label(),
            Cell::Share(group.viable).written(),
            best.label(),
            Cell::Share(best.viable).written(),
        ));
    }
    if compared.len() < 2 {
        "Too few leads were judged to compare scores.".into()
    } else if worse.is_empty() {
        "Each group does at least as well as those with a lower score.".into()
    } else {
        format!("A higher score does worse: {}.", worse.join("; "))
    }
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

    fn group(from: i64, viable: usize, of: usize) -> ScoreGroup {
        ScoreGroup {
            from,
            to: from + 4,
            viable: Share::new(viable, of),
        }
    }

    #[test]
    fn a_higher_score_that_does_worse_is_named_and_whether_that_is_sure() {
        // Newcombe's intervals, from numerically solved Wilson ends: 25.0% against 50.0% of 80 each
        // -38.5 to -10.0, 47.5% against 50.0% -17.5 to +12.7.
        let groups = [
            group(0, 40, 80),
            group(5, 20, 80),
            group(10, 38, 80),
            group(15, 1, 9),
        ];
        assert_eq!(
            order_note(&groups),
            "A higher score does worse: 5 to 9 (25.0%) below 0 to 4 (50.0%), sure; 10 to 14 \
             (47.5%) below 0 to 4 (50.0%), not sure."
        );
        let note = order_note(&groups[3..]);
        assert!(note.starts_with("Too few leads"), "{note}");
    }
}
