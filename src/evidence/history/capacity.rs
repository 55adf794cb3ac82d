//! The page about capacity: the hours that forwarded leads take against the hours that Sales has.

use super::cell::Cell;
use super::context::PageContext;
use super::known_facts::{NO_OUTCOMES, facts_note};
use super::plan_inputs::{PlanInput, attempts, input_row, inputs_table, written_row};
use super::section::{FigureTable, Section};
use crate::evidence::LeadSummary;
use crate::evidence::past_leads::{CreationWeeks, PastScores, median_and_most};
use crate::model::FunnelPlan;
use crate::model::wording::{count_noun, join_list};

/// Says how many hours the forwarded leads of a week take, how many Sales has, and which total would
/// forward as many leads as these allow.
pub(super) fn capacity(context: &PageContext<'_>) -> Section {
    let section = Section::new("capacity", "Capacity of Sales");
    let Some(past) = context.past else {
        return section.note(NO_OUTCOMES);
    };
    let plan = &context.session.workshop.plan;
    let work = Workload::new(plan, Some(past));
    let mut section = section.note(facts_note(&past.leads)).note(
        "Hours: forwarded leads of a week (by the day they were created, weeks from Monday) x \
         attempts x minutes an attempt.",
    );
    let Some(weeks) = past.creation_weeks() else {
        section.tables.push(plan_table(plan, &work));
        return section.note("Lacking: a column that says when leads were created.");
    };
    let forwarded = weeks.counts(&past.scored.qualified());
    if weeks.without_day > 0 {
        let words = count_noun(weeks.without_day, "lead");
        let note = format!("Left out: {words} without a day of creation.");
        section.notes.push(note);
    }
    let lacking = work.lacking();
    if !lacking.is_empty() {
        let lacking = join_list(&lacking, "and");
        let note = format!("Lacking for the hours: {lacking}; Enter on the row writes it.");
        section.notes.push(note);
    }
    section.tables.push(plan_table(plan, &work));
    section
        .tables
        .push(summary_table(past, weeks, &forwarded, &work));
    section.tables.push(weeks_table(weeks, &forwarded, &work));
    section
}

/// How many leads qualify in a week, and how many Sales can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeeklyCapacity {
    /// How many qualify in the median week; `None` if nothing says when leads were created, or how
    /// they ended.
    pub qualify: Option<usize>,
    /// The most that fit into the hours of the plan.
    pub can_take: usize,
}

/// Returns how many leads qualify in a week against how many Sales can take, as the page about
/// capacity has them; `None` while the plan doesn't say how many hours there are and a lead takes.
pub fn weekly_capacity(plan: &FunnelPlan, summary: &LeadSummary) -> Option<WeeklyCapacity> {
    let can_take = Workload::new(plan, summary.past()).most_leads()?;
    Some(WeeklyCapacity {
        qualify: summary.median_week(),
        can_take,
    })
}

/// What a lead takes, and what there is.
struct Workload {
    attempts: PlanInput<f64>,
    /// Minutes an attempt takes.
    minutes: Option<u32>,
    /// Hours a week of all people together.
    hours: Option<f64>,
}

impl Workload {
    fn new(plan: &FunnelPlan, past: Option<&PastScores>) -> Self {
        let hours = plan.people.zip(plan.hours_per_week);
        Self {
            attempts: attempts(plan, past),
            minutes: plan.minutes_per_attempt,
            hours: hours.map(|(people, hours)| f64::from(people) * f64::from(hours)),
        }
    }

    /// Returns the hours that so many leads take.
    fn hours_of(&self, leads: usize) -> Option<f64> {
        let minutes = self.attempts.value()? * f64::from(self.minutes?);
        Some(leads as f64 * minutes / 60.0)
    }

    /// Returns whether so many leads a week fit into the hours.
    fn fits(&self, leads: usize) -> Option<bool> {
        Some(self.hours_of(leads)? <= self.hours?)
    }

    /// Returns the most leads a week that fit into the hours; `None` while something is lacking, or
    /// if leads take no time.
    fn most_leads(&self) -> Option<usize> {
        let each = self.hours_of(1).filter(|hours| *hours > 0.0)?;
        let most = (self.hours? / each) as usize;
        // Exactly as many as fit may come out a little below.
        Some(most + usize::from(self.fits(most + 1) == Some(true)))
    }

    /// Says what is lacking for hours needed, and for those that are there.
    fn lacking(&self) -> Vec<String> {
        let absent = [
            (self.attempts.value().is_none(), "attempts"),
            (self.minutes.is_none(), "minutes an attempt"),
            (self.hours.is_none(), "people with their hours a week"),
        ];
        absent
            .into_iter()
            .filter(|(is, _)| *is)
            .map(|(_, what)| what.to_owned())
            .collect()
    }
}

fn plan_table(plan: &FunnelPlan, work: &Workload) -> FigureTable {
    let mut table = inputs_table();
    let count = |value: Option<u32>| value.map(|value| Cell::Count(value.into()));
    table.rows = vec![
        input_row(
            "attempts for a lead",
            "attempts",
            &work.attempts,
            |attempts| Cell::Number(*attempts, 1),
        ),
        written_row(
            "minutes an attempt",
            "minutes_per_attempt",
            count(plan.minutes_per_attempt),
        ),
        written_row("people", "people", count(plan.people)),
        written_row(
            "hours a week of each",
            "hours_per_week",
            count(plan.hours_per_week),
        ),
    ];
    table
}

fn summary_table(
    past: &PastScores,
    weeks: &CreationWeeks,
    forwarded: &[usize],
    work: &Workload,
) -> FigureTable {
    let columns = ["what", "median week", "fullest week"];
    let mut table = FigureTable::new("summary", "HOURS NEEDED AND THERE", &columns);
    let (median, most) = median_and_most(forwarded);
    let mut add = |what: &str, cells: [Cell; 2]| {
        table.push([Cell::text(what)].into_iter().chain(cells));
    };
    add("forwarded leads", [median, most].map(Cell::count));
    let hours = |leads| work.hours_of(leads);
    let needed = [median, most].map(hours);
    let number = |number: Option<f64>| number.map_or(Cell::Blank, |n| Cell::Number(n, 1));
    if needed[0].is_some() {
        add("hours needed", needed.map(number));
    }
    if work.hours.is_some() {
        add("hours there", [work.hours; 2].map(number));
    }
    let (Some(there), [Some(_), _]) = (work.hours.filter(|hours| *hours > 0.0), needed) else {
        return table;
    };
    let used = |hours: Option<f64>| number(hours.map(|hours| 100.0 * hours / there));
    add("of the hours used, %", needed.map(used));
    let fitting = fitting_totals(past, weeks, work);
    let total = |total: Option<i64>| total.map_or(Cell::text("none"), Cell::Count);
    add("lowest total that fits", fitting.map(total));
    table
}

/// Returns the lowest total that occurs from which the leads of the median week, and those of the
/// fullest one, fit into the hours.
fn fitting_totals(past: &PastScores, weeks: &CreationWeeks, work: &Workload) -> [Option<i64>; 2] {
    let leads = past.leads.counted.iter();
    let dated = leads.filter_map(|lead| Some((past.scored.total(lead), weeks.of_leads[lead]?)));
    let mut leads: Vec<(i64, u32)> = dated.collect();
    leads.sort_unstable_by_key(|(total, _)| std::cmp::Reverse(*total));
    let mut counts = vec![0; weeks.number];
    let mut lowest = [None, None];
    for equal in leads.chunk_by(|a, b| a.0 == b.0) {
        for (_, week) in equal {
            counts[*week as usize] += 1;
        }
        let (median, most) = median_and_most(&counts);
        let fits = [median, most].map(|leads| work.fits(leads) == Some(true));
        for (lowest, fits) in lowest.iter_mut().zip(fits) {
            if fits {
                *lowest = Some(equal[0].0);
            }
        }
        if !fits[0] {
            break;
        }
    }
    lowest
}

fn weeks_table(weeks: &CreationWeeks, forwarded: &[usize], work: &Workload) -> FigureTable {
    let over = forwarded
        .iter()
        .filter(|leads| work.fits(**leads) == Some(false))
        .count();
    let title = match work.hours {
        Some(_) if work.lacking().is_empty() => {
            format!("BY WEEK: {over} of {} over capacity", forwarded.len())
        }
        _ => "BY WEEK".to_owned(),
    };
    let mut table = FigureTable::new("weeks", title, &["week from", "forwarded", "hours", "over"]);
    for (week, leads) in forwarded.iter().enumerate() {
        let is_over = work.fits(*leads) == Some(false);
        table.push([
            Cell::text(weeks.monday(week).to_string()),
            Cell::count(*leads),
            work.hours_of(*leads)
                .map_or(Cell::Blank, |h| Cell::Number(h, 1)),
            Cell::text(if is_over { "over" } else { "" }),
        ]);
        if let Some(row) = table.rows.last_mut() {
            row.stands_out = is_over;
        }
    }
    table
}
