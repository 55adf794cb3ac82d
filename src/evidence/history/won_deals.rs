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

/// The sign of a behaviour without one of its own.
const OTHER: char = '*';

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
            "{} against {} lost ones, {}. {} shown, spread over time.",
            count_noun(won.len(), "won lead"),
            grouped(lost.len()),
            window.words(),
            grouped(shown.len())
        ))
        .note(legend(&days, &behaviours, &shown));
    section
        .plots
        .push(Plot::Timelines(timelines(&days, &behaviours, &shown)));
    section.tables.push(leads_table(&days, &shown));
    section.tables.push(order_table(&days, &behaviours));
    section.tables.push(suggestions_table(&days, &behaviours));
    section
}

/// The sign of a behaviour on a timeline, by its place in the order; those beyond have one in common.
fn sign(place: usize) -> char {
    let mut signs = ('a'..='z').chain('A'..='Z');
    signs.nth(place).unwrap_or(OTHER)
}

/// Says what the signs on the timelines stand for, as far as they are there.
fn legend(days: &LeadDays<'_>, behaviours: &[OrderedBehaviour], shown: &[usize]) -> String {
    let seen = |event: usize| {
        let mut leads = shown.iter();
        leads.any(|lead| days.events_of(*lead).any(|(other, _)| other == event))
    };
    let mut signs: Vec<String> = Vec::new();
    for (place, behaviour) in behaviours.iter().enumerate() {
        if sign(place) != OTHER && seen(behaviour.event) {
            signs.push(format!("{} {}", sign(place), days.events[behaviour.event]));
        }
    }
    let mut events = 0..days.events.len();
    if events.any(|event| sign_of(behaviours, event) == OTHER && seen(event)) {
        signs.push(format!("{OTHER} another behaviour"));
    }
    signs.extend(["+ several", "> passed on", "# closed"].map(String::from));
    format!("Signs: {}.", signs.join(", "))
}

/// The sign of an event.
fn sign_of(behaviours: &[OrderedBehaviour], event: usize) -> char {
    let place = behaviours.iter().position(|b| b.event == event);
    place.map_or(OTHER, sign)
}

fn timelines(
    days: &LeadDays<'_>,
    behaviours: &[OrderedBehaviour],
    shown: &[usize],
) -> Vec<PlottedTimeline> {
    let timeline = |lead: &usize| PlottedTimeline {
        label: days.name(*lead).to_owned(),
        events: days
            .events_of(*lead)
            .map(|(event, day)| (day, sign_of(behaviours, event)))
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
