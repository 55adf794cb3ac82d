//! The page that goes through won deals backwards: what they did, in which order, and when they were
//! passed on.

use super::cell::Cell;
use super::context::PageContext;
use super::known_facts::{NO_OUTCOMES, facts_note};
use super::plot::{Plot, PlottedTimeline};
use super::section::{FigureRow, FigureTable, RowSubject, Section};
use super::won_leads::LeadDays;
use super::won_order::{
    OrderedBehaviour, Window, order_table, ordered_behaviours, suggestions_table,
};
use crate::evidence::past_leads::PastLeads;
use crate::model::wording::{count_noun, grouped};

/// The most won leads that are shown one by one.
const MOST_SHOWN: usize = 8;

const ID: &str = "won-deals";
const TITLE: &str = "Won deals backwards";

/// Makes the page.
pub(super) fn won_deals(context: &PageContext<'_>) -> Section {
    match context.past {
        Some(past) => backwards(&past.leads),
        None => Section::new(ID, TITLE).note(NO_OUTCOMES),
    }
}

/// Goes through the won leads backwards.
pub(super) fn backwards(leads: &PastLeads) -> Section {
    let section = Section::new(ID, TITLE).note(facts_note(leads));
    if !leads.dataset.has_events {
        return section.note("There is no file of events, so nothing is known of what leads did.");
    }
    let Some(days) = LeadDays::new(leads) else {
        return section.note(
            "No column says when leads were created, so there is no day to count from: F on \
             Evidence names it.",
        );
    };
    let won = days.with_creation(&leads.groups.won);
    let lost = days.with_creation(&leads.groups.lost);
    if won.is_empty() {
        return section.note("No lead that is compared was won.");
    }
    let window = Window::of(&days, &won, leads.data.facts_after());
    let behaviours = ordered_behaviours(&days, &won, &lost, window);
    let shown = days.spread(&leads.groups.won, MOST_SHOWN);
    let mut section = section
        .note(format!(
            "{} and {} lost ones with a creation day; {} shown, spread over time.",
            count_noun(won.len(), "won lead"),
            grouped(lost.len()),
            shown.len()
        ))
        .note(window.words())
        .note(legend(&days, &behaviours));
    section
        .plots
        .push(Plot::Timelines(timelines(&days, &behaviours, &shown)));
    section.tables.push(leads_table(&days, &shown));
    section.tables.push(order_table(&days, &behaviours));
    let suggestions = suggestions_table(&days, &behaviours);
    if suggestions.rows.is_empty() {
        section.notes.push(
            "Suggestions: none, as no behaviour comes in most of at least 20 won leads.".into(),
        );
    } else {
        section.notes.push(
            "Suggestions are only that: they come in most won leads, and may come in most lost \
             ones as well."
                .into(),
        );
        section.tables.push(suggestions);
    }
    section
}

/// The sign of a behaviour on a timeline, by its place in the order; those beyond have one in common.
fn sign(place: usize) -> char {
    let signs = ('a'..='z').chain('A'..='Z');
    signs.chain(['.']).nth(place).unwrap_or('.')
}

fn legend(days: &LeadDays<'_>, behaviours: &[OrderedBehaviour]) -> String {
    let named = behaviours.iter().enumerate();
    let named = named.filter(|(place, _)| sign(*place) != '.');
    let mut signs: Vec<String> = named
        .map(|(place, b)| format!("{} {}", sign(place), days.events[b.event]))
        .collect();
    signs.push(". another behaviour".into());
    signs.extend(["+ several at once", "> passed on", "# closed"].map(String::from));
    format!("On the timelines: {}.", signs.join(", "))
}

fn timelines(
    days: &LeadDays<'_>,
    behaviours: &[OrderedBehaviour],
    shown: &[usize],
) -> Vec<PlottedTimeline> {
    let sign_of = |event: usize| {
        let place = behaviours.iter().position(|b| b.event == event);
        place.map_or('.', sign)
    };
    let timeline = |lead: &usize| PlottedTimeline {
        label: days.name(*lead).to_owned(),
        events: days
            .events_of(*lead)
            .map(|(event, day)| (day, sign_of(event)))
            .collect(),
        passed_on: days.passed_on(*lead),
        closed: days.closed(*lead),
    };
    shown.iter().map(timeline).collect()
}

fn leads_table(days: &LeadDays<'_>, shown: &[usize]) -> FigureTable {
    let columns = [
        "lead",
        "captured by",
        "days to passed on",
        "days to closed",
        "behaviours in order",
    ];
    let title = match days.source_field() {
        Some(field) => format!("WON LEADS, captured by {field}"),
        None => "WON LEADS, captured by their first event".into(),
    };
    let mut table = FigureTable::new("leads", title, &columns);
    let day = |day: Option<i32>| day.map_or(Cell::Blank, |day| Cell::Count(i64::from(day)));
    table.rows.extend(shown.iter().map(|lead| {
        let firsts = days.first_events(*lead, i32::MAX);
        let names = firsts
            .iter()
            .map(|(event, day)| format!("{} ({day})", days.events[*event]));
        let row = FigureRow::new([
            Cell::text(days.name(*lead)),
            Cell::text(days.captured_by(*lead)),
            day(days.passed_on(*lead)),
            day(days.closed(*lead)),
            Cell::text(names.collect::<Vec<_>>().join(", ")),
        ]);
        row.about(RowSubject::Lead(*lead))
    }));
    table
}
