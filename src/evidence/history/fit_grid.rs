//! The page about fit against behaviour: which share of the leads won by both points.

use std::collections::BTreeMap;

use super::cell::Cell;
use super::context::PageContext;
use super::equal_groups::{equal_groups, group_label};
use super::judged_scores::{NONE_OLD_ENOUGH, leak_note};
use super::known_facts::{NO_OUTCOMES, facts_note};
use super::plot::{Plot, PlottedGrid};
use super::section::{FigureRow, FigureTable, Section};
use crate::evidence::past_leads::old_enough;
use crate::statistics::Share;

/// Into how many classes the leads are divided by fit, and by behaviour.
const CLASSES: usize = 3;

/// Says which share of the leads won by thirds of their fit and of their behaviour.
pub(super) fn fit_grid(context: &PageContext<'_>) -> Section {
    let section = Section::new("fit-grid", "Fit against behaviour");
    let Some(past) = context.past else {
        return section.note(NO_OUTCOMES);
    };
    let old = old_enough(&past.leads);
    let section = section.note(facts_note(&past.leads)).note(old.words());
    let points: Vec<(i64, i64, bool)> = old
        .leads
        .iter()
        .map(|lead| {
            let outcome = past.scored.outcome(lead);
            let won = past.leads.groups.won.get(lead);
            (outcome.fit, outcome.behaviour, won)
        })
        .collect();
    let fit = PointClasses::of(points.iter().map(|(fit, ..)| *fit));
    let behaviour = PointClasses::of(points.iter().map(|(_, behaviour, _)| *behaviour));
    let mut cells = vec![vec![Share::default(); behaviour.classes.len()]; fit.classes.len()];
    for (of_fit, of_behaviour, won) in points {
        let cell = &mut cells[fit.class(of_fit)][behaviour.class(of_behaviour)];
        cell.of += 1;
        cell.count += u64::from(won);
    }
    let mut section = section.note(
        "Share that wins by points for fit (rows) and for behaviour (columns), each in thirds of \
         these leads; equal points stay together.",
    );
    let leak = leak_note(&past.leads, &context.session.definition);
    section.notes.extend(leak);
    if cells.is_empty() {
        section.notes.push(NONE_OLD_ENOUGH.into());
    } else {
        section.plots.push(plot(&fit, &behaviour, &cells));
    }
    section.tables.push(table(&fit, &behaviour, &cells));
    section
}

/// Leads in classes by their points of one kind.
struct PointClasses {
    /// The least and the greatest points of each class, ascending.
    classes: Vec<(i64, i64)>,
}

impl PointClasses {
    fn of(points: impl Iterator<Item = i64>) -> Self {
        let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
        points.for_each(|points| *counts.entry(points).or_default() += 1);
        let counts: Vec<(i64, usize)> = counts.into_iter().collect();
        let ends = |range: std::ops::Range<usize>| (counts[range.start].0, counts[range.end - 1].0);
        let classes = equal_groups(&counts, CLASSES).into_iter().map(ends);
        Self {
            classes: classes.collect(),
        }
    }

    fn class(&self, points: i64) -> usize {
        self.classes.partition_point(|(_, most)| *most < points)
    }

    fn labels(&self) -> Vec<String> {
        let label = |(least, most): &(i64, i64)| group_label(*least, *most);
        self.classes.iter().map(label).collect()
    }
}

fn table(fit: &PointClasses, behaviour: &PointClasses, cells: &[Vec<Share>]) -> FigureTable {
    let mut table = FigureTable::new("grid", "SHARE THAT WINS", &["fit \\ behaviour"]);
    table.columns.extend(behaviour.labels());
    for (label, row) in fit.labels().into_iter().zip(cells) {
        let shares = row.iter().map(|share| Cell::Share(*share));
        let row = FigureRow::new([Cell::Text(label)].into_iter().chain(shares));
        table.rows.push(row);
    }
    table
}

/// The grid with the highest fit at the top, as on a pair of axes.
fn plot(fit: &PointClasses, behaviour: &PointClasses, cells: &[Vec<Share>]) -> Plot {
    Plot::Grid(PlottedGrid {
        row_labels: fit.labels().into_iter().rev().collect(),
        column_labels: behaviour.labels(),
        axes: ("fit".into(), "behaviour".into()),
        cells: cells.iter().rev().flatten().copied().collect(),
    })
}
