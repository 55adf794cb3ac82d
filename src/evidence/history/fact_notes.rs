//! What must be known to read a page of compared facts.

use super::fact_comparison::ComparedFact;
use super::fact_counts::FactCounts;
use crate::evidence::past_leads::PastLeads;
use crate::model::wording::{count_noun, grouped, join_list};

/// Says whether anything is sure, how many differences were compared, and how many of these chance
/// alone would make stand out.
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
    format!(
        "{found}: {} compared, {by_chance} would stand out by chance if each were judged alone.",
        grouped(compared)
    )
}

/// Says which columns and events aren't compared, and why.
pub(super) fn left_out_note(leads: &PastLeads, counts: &FactCounts) -> Option<String> {
    let mut parts = Vec::new();
    let names = |names: Vec<String>| join_list(&names, "and");
    let roles = leads.left_out.columns.iter();
    let roles: Vec<String> = roles.map(|column| column.field.clone()).collect();
    if !roles.is_empty() {
        parts.push(format!("{} (columns with a role)", names(roles)));
    }
    if !counts.distinct.is_empty() {
        let distinct = names(counts.distinct.clone());
        parts.push(format!("{distinct} (mostly different values)"));
    }
    let events = leads.left_out.events.len() + leads.left_out.closing_events.len();
    let mut count = |count: usize, noun: &str, why: &str| {
        if count > 0 {
            parts.push(format!("{} {why}", count_noun(count, noun)));
        }
    };
    let later = "that only Sales' work or the outcome brings";
    count(events, "behaviour", later);
    count(counts.rare_events, "behaviour", "of fewer than 20 leads");
    count(counts.shared_by_all, "value", "that all leads have");
    (!parts.is_empty()).then(|| format!("Left out: {}.", parts.join("; ")))
}

/// Names the facts that differ so much that they may have been filled in after the outcome.
pub(super) fn doubtful_note(facts: &[ComparedFact]) -> Option<String> {
    let doubtful = facts.iter().filter(|fact| fact.is_doubtful());
    let names: Vec<String> = doubtful.map(|fact| fact.fact.text.clone()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "So large a difference may tell the outcome itself. Was it known on that day, or filled \
             in later? {}. A column filled in later gets a role: F on Evidence.",
            join_list(&names, "and")
        )
    })
}
