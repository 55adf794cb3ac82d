//! The page about what the leads of each bucket have in common that the others don't.

use super::context::PageContext;
use super::fact_comparison::{ComparedFact, mark_sure};
use super::fact_counts::FactCounts;
use super::fact_notes::{doubtful_note, left_out_facts, sure_note};
use super::in_common::MOST_PLOTTED;
use super::known_facts::{NO_OUTCOMES, facts_note};
use super::plot::Plot;
use super::section::{FigureTable, Section};
use crate::evidence::past_leads::PastLeads;
use crate::model::Bucket;
use crate::model::wording::grouped;
use crate::scoring::engine::Bitmap;
use crate::statistics::{FEWEST, Share};

/// The most rows of a bucket.
const MOST_ROWS: usize = 15;

const ID: &str = "each-bucket";
const TITLE: &str = "What each bucket has in common";

/// Makes the page.
pub(super) fn each_bucket(context: &PageContext<'_>) -> Section {
    let mut section = Section::new(ID, TITLE);
    let buckets = &context.session.data.buckets;
    section.notes.extend(buckets.iter().map(review_line));
    match context.past {
        Some(past) => compared(&past.leads, section),
        None => section.note(NO_OUTCOMES),
    }
}

/// Says when a bucket was reviewed with Sales, and what Sales said.
fn review_line(bucket: &Bucket) -> String {
    let words = match bucket.sales_words.trim() {
        "" => String::new(),
        words => format!(": \u{201c}{words}\u{201d}"),
    };
    match bucket.reviewed {
        Some(day) => format!(
            "{}. Reviewed with Sales on {}{words}",
            bucket.name,
            day.strftime("%-d %B %Y")
        ),
        None => format!("{}. Not reviewed with Sales yet{words}", bucket.name),
    }
}

/// Compares the leads of each bucket with those of all others.
pub(super) fn compared(leads: &PastLeads, mut section: Section) -> Section {
    section.notes.push(facts_note(leads));
    let groups: Vec<&Bitmap> = leads.groups.buckets.iter().collect();
    let counts = FactCounts::new(leads, &groups);
    if counts.leads() == 0 {
        return section.note("No column has these buckets: F on Evidence names one.");
    }
    // By bucket, one after the other.
    let mut facts = Vec::new();
    for bucket in 0..counts.sizes.len() {
        let mut own = against_others(&counts, bucket);
        if ends_unseen(leads, bucket) && !own.is_empty() {
            let behaviours = own.iter_mut().filter(|fact| fact.fact.is_behaviour());
            behaviours.for_each(|fact| fact.is_testable = false);
            let name = &leads.data.buckets[bucket].name;
            section.notes.push(unseen_note(name));
        }
        facts.push(own);
    }
    let mut all = facts.concat();
    mark_sure(&mut all);
    section.notes.push(sure_note(&all));
    section.notes.extend(doubtful_note(&all));
    let mut plotted = Vec::new();
    for (bucket, own) in leads.data.buckets.iter().zip(&facts) {
        let mut own: Vec<ComparedFact> = all.drain(..own.len()).collect();
        own.sort_by(ComparedFact::order);
        own.truncate(MOST_ROWS);
        let size = counts.sizes[section.tables.len()];
        section.tables.push(bucket_table(bucket, size, &own));
        plotted.extend(own.into_iter().map(|fact| (&bucket.name, fact)));
    }
    section.tables.push(left_out_facts(leads, &counts));
    section.plots.extend(plot(plotted));
    section
}

/// Returns whether it isn't known when most leads of a bucket ended that is no verdict, such as never
/// touched. Those that ended before their facts day can't be left out then, and what a lead does ends
/// with it.
fn ends_unseen(leads: &PastLeads, bucket: usize) -> bool {
    let own = &leads.groups.buckets[bucket];
    let is_verdict = leads.data.buckets[bucket].ended_well().is_some();
    !is_verdict && 2 * own.count_common(&leads.decided) < own.count()
}

fn unseen_note(bucket: &str) -> String {
    format!(
        "{bucket}: no day says when most of these leads ended, so what they did less may only have \
         ended with them. No behaviour is called sure there."
    )
}

/// Compares the leads of a bucket with all others; nothing where there are too few of either.
fn against_others(counts: &FactCounts, bucket: usize) -> Vec<ComparedFact> {
    let (size, all) = (counts.sizes[bucket], counts.leads());
    if (size.min(all - size) as u64) < FEWEST {
        return Vec::new();
    }
    let facts = counts.facts.iter().map(|fact| {
        let have: usize = fact.counts.iter().sum();
        let own = fact.counts[bucket];
        ComparedFact::new(
            fact.fact.clone(),
            Share::new(own, size),
            Share::new(have - own, all - size),
        )
    });
    facts.collect()
}

fn bucket_table(bucket: &Bucket, size: usize, facts: &[ComparedFact]) -> FigureTable {
    let columns = [
        "what",
        "this bucket",
        "the others",
        "difference",
        "lift",
        "sure",
    ];
    let few = if facts.is_empty() {
        ", too few to compare"
    } else {
        ""
    };
    let title = format!("{}: {}{few}", bucket.name.to_uppercase(), grouped(size));
    let mut table = FigureTable::new(bucket.id.to_string(), title, &columns);
    table.rows = facts.iter().map(ComparedFact::row).collect();
    table
}

/// Plots the surest differences of all buckets; nothing if all have too few leads.
fn plot(mut facts: Vec<(&String, ComparedFact)>) -> Option<Plot> {
    facts.sort_by(|a, b| a.1.order(&b.1));
    let plotted: Vec<_> = facts
        .iter()
        .filter_map(|(bucket, fact)| fact.plotted(format!("{bucket}: {}", fact.fact.text)))
        .take(MOST_PLOTTED)
        .collect();
    (!plotted.is_empty()).then_some(Plot::Differences(plotted))
}
