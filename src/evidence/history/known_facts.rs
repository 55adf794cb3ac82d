//! The page about what counts as known of past leads, and what is left out.

use super::cell::Cell;
use super::context::PageContext;
use super::section::{FigureTable, Section};
use crate::evidence::past_leads::{FactsDay, PastLeads};
use crate::model::wording::count_noun;

/// Says as of which day facts count, how many leads of each bucket count, and what is left out.
pub(super) fn known_facts(context: &PageContext<'_>) -> Section {
    let section = Section::new("known-facts", "What counts as known");
    let Some(past) = context.past else {
        return section.note(NO_OUTCOMES);
    };
    let leads = &past.leads;
    let mut section = section.note(facts_note(leads));
    section.notes.extend(lacking_notes(leads));
    section.tables.push(leads_table(leads));
    let columns = left_out_table(leads);
    if !columns.rows.is_empty() {
        section.tables.push(columns);
    }
    section
}

/// Said where no column tells how leads ended.
pub(super) const NO_OUTCOMES: &str = "No column says how leads ended: F on Evidence names the one \
                                      with buckets or outcomes.";

/// Says as of which day facts count and how many leads are left out: the sentence that every page
/// of figures begins with.
pub(super) fn facts_note(leads: &PastLeads) -> String {
    let left_out = &leads.left_out;
    let mut text = format!("Compared: {}.", leads.facts_day.words());
    if left_out.decided_earlier > 0 {
        let many = count_noun(left_out.decided_earlier, "lead");
        text.push_str(&format!(" Left out: {many} decided earlier."));
    } else if leads.decided.count() == 0 && leads.facts_day != FactsDay::IncludesLater {
        text.push_str(" Leads decided earlier are among them: no column says when.");
    }
    if left_out.without_day > 0 {
        let many = count_noun(left_out.without_day, "lead");
        text.push_str(&format!(" Left out: {many} without that day."));
    }
    text
}

/// Says what can't be left out, as no column tells it.
fn lacking_notes(leads: &PastLeads) -> Vec<String> {
    let has = |field: &Option<String>| leads.days(field.as_ref()).is_some();
    let data = &leads.data;
    let mut notes = Vec::new();
    if leads.dataset.has_events && !has(&data.first_response_field) {
        notes.push(
            "No column says when Sales first responded, so events that only Sales makes can't be \
             told apart: F on Evidence names it."
                .to_owned(),
        );
    }
    notes
}

fn leads_table(leads: &PastLeads) -> FigureTable {
    let mut table = FigureTable::new(
        "leads",
        "LEADS",
        &["became", "leads", "compared", "left out"],
    );
    let mut add = |name: &str, all: usize, counted: usize| {
        let cells = [all, counted, all - counted].map(Cell::count);
        table.push([Cell::text(name)].into_iter().chain(cells));
    };
    let (all, counted) = (&leads.all, &leads.groups);
    for (at, bucket) in leads.data.buckets.iter().enumerate() {
        let [all, counted] = [all, counted].map(|groups| groups.buckets[at].count());
        if all > 0 {
            add(&bucket.name, all, counted);
        }
    }
    if leads.data.outcome_field.is_some() {
        add("won", all.won.count(), counted.won.count());
        add("lost", all.lost.count(), counted.lost.count());
    }
    add("all", leads.dataset.len(), leads.counted.count());
    table
}

/// Returns the table of the columns and events that aren't compared, each with why.
pub(super) fn left_out_table(leads: &PastLeads) -> FigureTable {
    let columns = ["left out", "why"];
    let mut table = FigureTable::new("left-out", "NOT COMPARED", &columns);
    for column in &leads.left_out.columns {
        let why = if column.tells_outcome {
            format!("{}: tells the outcome", column.role)
        } else {
            column.role.to_owned()
        };
        table.push([Cell::text(&column.field), Cell::text(why)]);
    }
    let later = [
        (
            &leads.left_out.events,
            "begins only with Sales' first response",
        ),
        (
            &leads.left_out.closing_events,
            "begins only once the lead is decided",
        ),
    ];
    for (events, why) in later {
        for event in events {
            table.push([Cell::text(event), Cell::text(why)]);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Bucket, Data};
    use crate::scoring::{Dataset, Event};

    /// Leads created on 1 March with facts after 7 days: one closed on the 7th, one on the 8th, one
    /// on the 9th, and one that was never created.
    fn leads() -> PastLeads {
        let names = ["bucket", "created", "closed", "answered", "region"];
        let mut data = Dataset::new(names.map(String::from).to_vec());
        data.has_events = true;
        let event =
            |name: &str, day: i8| Event::new(name, jiff::civil::date(2026, 3, day).at(0, 0, 0, 0));
        let rows = [
            (
                ["viable", "2026-03-01", "2026-03-07", "2026-03-02", "EU"],
                vec![event("call", 2)],
            ),
            (
                ["rejected", "2026-03-01", "2026-03-08", "2026-03-03", "EU"],
                vec![event("visit", 2), event("call", 3)],
            ),
            (
                ["viable", "2026-03-01", "2026-03-09", "", "US"],
                vec![event("visit", 9)],
            ),
            (["untouched", "soon", "", "", "US"], vec![]),
        ];
        for (at, (values, events)) in rows.iter().enumerate() {
            data.push(&at.to_string(), at as u64 + 2, values, events, None);
        }
        let roles = Data {
            bucket_field: Some("bucket".into()),
            created_field: Some("created".into()),
            closed_field: Some("closed".into()),
            first_response_field: Some("answered".into()),
            buckets: Bucket::defaults(),
            ..Data::default()
        };
        PastLeads::new(&Arc::new(data), &Arc::new(roles)).expect("there are buckets")
    }

    #[test]
    fn leads_decided_before_their_day_or_without_one_are_left_out_and_counted() {
        let leads = leads();
        assert_eq!(leads.counted.iter().collect::<Vec<_>>(), [1, 2]);
        assert_eq!(
            (leads.left_out.decided_earlier, leads.left_out.without_day),
            (1, 1)
        );
        assert_eq!(
            (leads.all.viable.count(), leads.groups.viable.count()),
            (2, 1)
        );
        let day = leads.dataset.as_of_day(1);
        assert_eq!(day, Some(jiff::civil::date(2026, 3, 8)));
        let table = leads_table(&leads);
        let written: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| row.cells.iter().map(Cell::written).collect())
            .collect();
        assert_eq!(written[2], ["Became viable", "2", "1", "1"]);
        assert_eq!(written[3], ["all", "4", "2", "2"]);
    }

    #[test]
    fn columns_and_events_that_tell_the_outcome_are_named() {
        let leads = leads();
        assert_eq!(leads.left_out.events, ["call"]);
        let told = |text: &str| leads.outcome_told_by(&serde_json::from_str(text).unwrap());
        assert_eq!(told(r#"{"event":"Call"}"#).as_deref(), Some("Call"));
        assert_eq!(
            told(r#"{"all":[{"event":"visit"},{"field":"Bucket","is":"viable"}]}"#).as_deref(),
            Some("Bucket")
        );
        assert_eq!(told(r#"{"field":"region","is":"EU"}"#), None);
        assert!(leads.leaves_out_column(1) && !leads.leaves_out_column(4));
        let table = left_out_table(&leads);
        assert_eq!(table.rows.len(), 5);
    }
}
