//! What must be known to read a page of compared facts.

use super::cell::Cell;
use super::fact_comparison::ComparedFact;
use super::fact_counts::FactCounts;
use super::known_facts::left_out_table;
use super::section::FigureTable;
use crate::evidence::past_leads::PastLeads;
use crate::model::wording::{count_noun, grouped, join_list};

/// Says whether anything is sure, how many differences were compared, and how many of these chance
/// alone would make stand out; where nothing is sure, also that nothing is safe to act on.
pub(super) fn sure_note(facts: &[ComparedFact]) -> String {
    let sure = facts.iter().filter(|fact| fact.is_sure).count();
    let compared = facts.len();
    let found = match sure {
        0 => "No difference is sure".to_owned(),
        1 => "1 difference is sure, marked *".to_owned(),
        sure => format!("{} differences are sure, marked *", grouped(sure)),
    };
    let by_chance = match (compared + 10) / 20 {
        0 => "less than 1".to_owned(),
        some => format!("about {}", grouped(some)),
    };
    let caution = match sure {
        0 => " Nothing here is safe to act on yet.",
        _ => "",
    };
    format!(
        "{found}: {} compared, {by_chance} would stand out by chance.{caution}",
        grouped(compared)
    )
}

/// Returns the table of what isn't compared, and why.
pub(super) fn left_out_facts(leads: &PastLeads, counts: &FactCounts) -> FigureTable {
    let mut table = left_out_table(leads);
    let mut add = |what: &str, why: &str| table.push([Cell::text(what), Cell::text(why)]);
    for column in &counts.distinct {
        add(column, "mostly distinct values, as names have");
    }
    let counted = [
        (counts.rare_events, "behaviour", "of fewer than 20 leads"),
        (counts.shared_by_all, "value", "that every lead has"),
    ];
    for (count, noun, why) in counted.iter().filter(|(count, ..)| *count > 0) {
        add(&count_noun(*count, noun), why);
    }
    table
}

/// Names the facts that differ so much that they may have been filled in after the outcome.
pub(super) fn doubtful_note(facts: &[ComparedFact]) -> Option<String> {
    let doubtful = facts.iter().filter(|fact| fact.is_doubtful());
    let names: Vec<String> = doubtful.map(|fact| fact.fact.text.clone()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "What differs so much may tell the outcome itself. Was it known on that day, or filled \
             in later? {}. A column filled in later gets a role: F on Evidence.",
            join_list(&names, "and")
        )
    })
}
