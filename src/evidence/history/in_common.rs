//! The page about what viable leads share that rejected ones don't.

use super::context::PageContext;
use super::fact_comparison::{ComparedFact, mark_sure};
use super::fact_counts::FactCounts;
use super::fact_notes::{doubtful_note, left_out_facts, sure_note};
use super::known_facts::{NO_OUTCOMES, facts_note};
use super::plot::Plot;
use super::section::{FigureTable, Section};
use crate::evidence::past_leads::PastLeads;
use crate::model::wording::{count_noun, grouped};
use crate::statistics::{FEWEST, Share};

/// The most differences that are plotted; fewer where there is less room.
pub(super) const MOST_PLOTTED: usize = 24;

/// Makes the page.
pub(super) fn in_common(context: &PageContext<'_>) -> Section {
    match context.past {
        Some(past) => compared(&past.leads),
        None => Section::new(ID, TITLE).note(NO_OUTCOMES),
    }
}

const ID: &str = "in-common";
const TITLE: &str = "What viable leads share";

/// Compares viable leads with rejected ones.
pub(super) fn compared(leads: &PastLeads) -> Section {
    let groups = [&leads.groups.viable, &leads.groups.rejected];
    let counts = FactCounts::new(leads, &groups);
    let (viable, rejected) = (counts.sizes[0], counts.sizes[1]);
    let mut section = Section::new(ID, TITLE).note(facts_note(leads));
    let sizes = format!(
        "{} against {} rejected.",
        count_noun(viable, "viable lead"),
        grouped(rejected)
    );
    if (viable.min(rejected) as u64) < FEWEST {
        return section.note(format!(
            "{sizes} History can't tell: at least {FEWEST} of each are needed."
        ));
    }
    let mut facts: Vec<ComparedFact> = counts
        .facts
        .iter()
        .map(|fact| {
            let [these, others] = [(0, viable), (1, rejected)]
                .map(|(group, size)| Share::new(fact.counts[group], size));
            ComparedFact::new(fact.fact.clone(), these, others)
        })
        .collect();
    mark_sure(&mut facts);
    facts.sort_by(ComparedFact::order);
    section.notes.push(format!("{sizes} {}", sure_note(&facts)));
    section.notes.extend(doubtful_note(&facts));
    let plotted = facts.iter().take(MOST_PLOTTED);
    let plotted: Vec<_> = plotted
        .filter_map(|fact| fact.plotted(fact.fact.text.clone()))
        .collect();
    if !plotted.is_empty() {
        section.plots.push(Plot::Differences(plotted));
    }
    let columns = ["what", "viable", "rejected", "difference", "lift", "sure"];
    let title = "VIABLE AGAINST REJECTED, the surest difference first";
    let mut table = FigureTable::new("rows", title, &columns);
    table.rows = facts.iter().map(ComparedFact::row).collect();
    section.tables.push(table);
    section.tables.push(left_out_facts(leads, &counts));
    section
}
