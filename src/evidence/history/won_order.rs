//! In which order won leads did what, against lost ones in the same window of days.

use super::cell::Cell;
use super::fact_counts::event_fact;
use super::section::{FigureRow, FigureTable, RowSubject};
use super::won_leads::{LeadDays, median};
use crate::statistics::{FEWEST, Share};

/// The days from creation in which behaviours are counted, the same for all leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Window {
    /// Up to the median day on which won leads were passed on.
    UntilPassedOn(i32),
    /// Up to the day as of which facts count, as no column says when leads were passed on.
    UntilFactsDay(i32),
}

/// A behaviour in the window.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct OrderedBehaviour {
    /// Its number among the events.
    pub event: usize,
    /// The won leads that show it.
    pub won: Share,
    /// The lost leads that show it.
    pub lost: Share,
    /// The days on which won leads first showed it.
    won_days: Vec<i32>,
    /// The days on which lost leads first showed it.
    lost_days: Vec<i32>,
    /// Its places among the behaviours of the won leads that show it, the first being 1.
    places: Vec<i32>,
}

impl Window {
    /// Returns the window of won leads.
    pub fn of(days: &LeadDays<'_>, won: &[usize], facts_after: u32) -> Self {
        let passed_on = won.iter().filter_map(|lead| days.passed_on(*lead));
        let facts_day = i32::try_from(facts_after).unwrap_or(i32::MAX);
        median(passed_on.filter(|day| *day >= 0).collect())
            .map_or(Self::UntilFactsDay(facts_day), Self::UntilPassedOn)
    }

    /// Returns its last day.
    pub fn last_day(self) -> i32 {
        match self {
            Self::UntilPassedOn(day) | Self::UntilFactsDay(day) => day,
        }
    }

    /// Returns the window in words.
    pub fn words(self) -> String {
        match self {
            Self::UntilPassedOn(day) => format!(
                "both in days 0 to {day} from creation: {day} is the median day on which won leads \
                 were passed on"
            ),
            Self::UntilFactsDay(day) => format!(
                "both in days 0 to {day} from creation, as no column says when leads were passed on"
            ),
        }
    }
}

/// Returns the behaviours that won or lost leads show in the window, in their typical order among
/// won ones; those that no won lead shows come last.
pub(super) fn ordered_behaviours(
    days: &LeadDays<'_>,
    won: &[usize],
    lost: &[usize],
    window: Window,
) -> Vec<OrderedBehaviour> {
    let none = |event| OrderedBehaviour {
        event,
        won: Share::new(0, won.len()),
        lost: Share::new(0, lost.len()),
        won_days: Vec::new(),
        lost_days: Vec::new(),
        places: Vec::new(),
    };
    let mut found: Vec<_> = (0..days.events.len()).map(none).collect();
    for lead in won {
        let firsts = days.first_events(*lead, window.last_day());
        for (place, (event, day)) in (1..).zip(firsts) {
            found[event].won.count += 1;
            found[event].won_days.push(day);
            found[event].places.push(place);
        }
    }
    for lead in lost {
        for (event, day) in days.first_events(*lead, window.last_day()) {
            found[event].lost.count += 1;
            found[event].lost_days.push(day);
        }
    }
    found.retain(|behaviour| behaviour.won.count + behaviour.lost.count > 0);
    found.sort_by_cached_key(|behaviour| {
        let place = median(behaviour.places.clone()).unwrap_or(i32::MAX);
        let day = median(behaviour.won_days.clone()).unwrap_or(i32::MAX);
        let many = std::cmp::Reverse(behaviour.won.count);
        (place, day, many, days.events[behaviour.event].clone())
    });
    found
}

impl OrderedBehaviour {
    /// Returns whether most won leads show it, of enough to say so.
    pub fn is_usual(&self) -> bool {
        !self.won.is_of_few() && 2 * self.won.count > self.won.of
    }
}

/// Returns a row about a behaviour, of which a criterion can be made.
fn behaviour_row(name: &str, cells: impl IntoIterator<Item = Cell>) -> FigureRow {
    let fact = event_fact(name);
    let row = FigureRow::new([Cell::text(name)].into_iter().chain(cells));
    match fact.condition {
        Some(condition) => row.about(RowSubject::NewCriterion(fact.text, Box::new(condition))),
        None => row,
    }
}

/// Returns the table of the typical order.
pub(super) fn order_table(days: &LeadDays<'_>, behaviours: &[OrderedBehaviour]) -> FigureTable {
    let columns = [
        "behaviour",
        "won leads with it",
        "lost leads with it",
        "median day won",
        "median day lost",
        "typical place in order",
    ];
    let mut table = FigureTable::new("order", "THE USUAL ORDER OF BEHAVIOURS", &columns);
    table.rows.extend(behaviours.iter().map(|behaviour| {
        let cells = [
            Cell::Share(behaviour.won),
            Cell::Share(behaviour.lost),
            median_cell(&behaviour.won_days),
            median_cell(&behaviour.lost_days),
            median_cell(&behaviour.places),
        ];
        behaviour_row(&days.events[behaviour.event], cells)
    }));
    table
}

/// Returns the table of suggestions: behaviours that most won leads show before they are passed on.
pub(super) fn suggestions_table(
    days: &LeadDays<'_>,
    behaviours: &[OrderedBehaviour],
) -> FigureTable {
    let columns = [
        "suggestion",
        "won leads with it",
        "lost leads with it",
        "status",
    ];
    let usual = behaviours.iter().filter(|behaviour| behaviour.is_usual());
    let title = match usual.clone().count() {
        0 => "SUGGESTIONS: none, as most of 20 or more won leads share no behaviour",
        _ => "SUGGESTIONS: what most won leads did until then, and maybe most lost ones too",
    };
    let mut table = FigureTable::new("suggestions", title, &columns);
    table.rows.extend(usual.map(|behaviour| {
        let cells = [
            Cell::Share(behaviour.won),
            Cell::Share(behaviour.lost),
            Cell::text("suggested, not confirmed"),
        ];
        behaviour_row(&days.events[behaviour.event], cells)
    }));
    table
}

fn median_cell(numbers: &[i32]) -> Cell {
    match median(numbers.to_vec()) {
        Some(median) if numbers.len() as u64 >= FEWEST => Cell::Count(i64::from(median)),
        Some(_) => Cell::text("too few"),
        None => Cell::Blank,
    }
}
