//! The page that says whether Sales answered leads as agreed, beside the rate at which it rejects
//! them.

use super::cell::Cell;
use super::context::PageContext;
use super::follow_up::{FollowUpCounts, FollowUps, agreed_service_level};
use super::known_facts::NO_OUTCOMES;
use super::recorded_list::{HandedOff, RecordedList};
use super::section::{FigureRow, FigureTable, RowSubject, Section};
use crate::evidence::past_leads::{PastLeads, reference_day};
use crate::model::wording::{self, count_noun};
use crate::model::{Kind, Place, ServiceLevel};

/// Makes the page.
pub(super) fn service_level(context: &PageContext<'_>) -> Section {
    let section = Section::new("service-level", "Service level kept");
    let Some(list) = RecordedList::of(context) else {
        return section.note("No leads are recorded.");
    };
    let agreed = agreed_service_level(&context.session.definition);
    let follow_ups = FollowUps::of(&list, agreed);
    let past = context.past.map(|past| &*past.leads);
    let mut section = notes(section, &list, agreed, follow_ups.as_ref());
    let counts = follow_ups.as_ref().map(|all| all.count(0..all.leads.len()));
    let mut summary = FigureTable::new("summary", "", &["what", "leads", "share"]);
    if let Some(counts) = &counts {
        timing_rows(&mut summary, &list, agreed, counts);
        attempt_rows(&mut summary, &list, agreed, counts);
        left_out_rows(&mut summary, counts);
    }
    match past {
        Some(past) => baseline_rows(&mut summary, past),
        None => section = section.note(NO_OUTCOMES),
    }
    section.tables.push(summary);
    if let Some(counts) = &counts {
        section.tables.extend(attempts_table(agreed, counts));
    }
    if let Some(all) = &follow_ups {
        let allowed = Allowed::of(&list, agreed);
        let by_bucket = past.and_then(|past| by_bucket(all, past, allowed));
        section.tables.extend(by_bucket);
        section.tables.extend(by_source(all, &list, allowed));
    }
    section
}

/// Says from when to when is measured, what is agreed, and what is lacking.
fn notes(
    mut section: Section,
    list: &RecordedList<'_>,
    agreed: Option<&ServiceLevel>,
    follow_ups: Option<&FollowUps>,
) -> Section {
    let Some(follow_ups) = follow_ups else {
        return section.note(
            "Lacking: a column with the day of the hand-off or of creation: F on Evidence names it.",
        );
    };
    let from = match follow_ups.handed_off {
        HandedOff::InColumn => "Measured from the hand-off to Sales' first response.",
        HandedOff::WhenCreated => {
            "Measured from creation, as no column says when leads were handed off, to Sales' first \
             response."
        }
    };
    let clock = "By the clock where both have a time of day, otherwise in calendar days.";
    let mut text = format!("{from} {clock}");
    let not_handed_off = follow_ups
        .leads
        .iter()
        .filter(|lead| lead.is_none())
        .count();
    if not_handed_off > 0 {
        let many = count_noun(not_handed_off, "lead");
        text.push_str(&format!(" Left out: {many} without that day."));
    }
    section = section.note(text);
    section = section.note(match agreed.map(wording::service_level) {
        Some(agreed) if !agreed.is_empty() => format!("Agreed: {agreed}."),
        _ => "No service level is agreed: the hand-off on Rules has it.".into(),
    });
    for (field, what) in [
        (&list.data.first_response_field, "Sales' first response"),
        (&list.data.attempts_field, "the number of attempts"),
    ] {
        if !list.has(field.as_ref()) {
            section = section.note(format!(
                "Lacking: a column with {what}: F on Evidence names it."
            ));
        }
    }
    let hours = agreed.and_then(|agreed| agreed.response_hours);
    let today = reference_day(list.dataset, list.data);
    let open = hours.zip(today);
    match open.map_or(0, |(hours, today)| follow_ups.open_on(today, hours)) {
        0 => section,
        open => section.note(format!(
            "Of those never answered, {} still had time on the last day of the list.",
            count_noun(open, "lead")
        )),
    }
}

fn timing_rows(
    table: &mut FigureTable,
    list: &RecordedList<'_>,
    agreed: Option<&ServiceLevel>,
    counts: &FollowUpCounts,
) {
    table.push([
        Cell::text("handed off"),
        Cell::count(counts.handed_off),
        Cell::Blank,
    ]);
    if !list.has(list.data.first_response_field.as_ref()) {
        return;
    }
    let mut add = |what: &str, leads| push_share(table, what, leads, counts.timed());
    if agreed.is_some_and(|agreed| agreed.response_hours.is_some()) {
        add("answered in time", counts.in_time);
        add("answered late", counts.late);
    } else {
        add("answered", counts.responded);
    }
    add("never answered", counts.never);
}

fn attempt_rows(
    table: &mut FigureTable,
    list: &RecordedList<'_>,
    agreed: Option<&ServiceLevel>,
    counts: &FollowUpCounts,
) {
    if !list.has(list.data.attempts_field.as_ref()) {
        return;
    }
    let never = counts.never_followed_up;
    push_share(table, "never followed up", never, counts.known_attempts);
    if let Some(agreed) = agreed.and_then(|agreed| agreed.attempts) {
        let what = format!("at least {}", count_noun(agreed.min, "attempt"));
        let enough = counts.at_least(agreed.min);
        push_share(table, &what, enough, counts.attempts.len());
    }
}

/// Adds a row for each way in which rows contradict themselves, if any do.
fn left_out_rows(table: &mut FigureTable, counts: &FollowUpCounts) {
    for (what, leads) in [
        (
            "left out: answered before the hand-off",
            counts.before_hand_off,
        ),
        ("left out: attempts, but no response", counts.only_attempts),
        ("left out: a response, but 0 attempts", counts.only_response),
        ("left out: can't be read", counts.unreadable),
    ] {
        if leads > 0 {
            table.push([Cell::text(what), Cell::count(leads), Cell::Blank]);
        }
    }
}

/// Adds the baseline rejection rate, which can be taken into the session, and the leads beside it
/// that are neither.
fn baseline_rows(table: &mut FigureTable, past: &PastLeads) {
    let (rejected, viable) = (past.all.rejected.count(), past.all.viable.count());
    let rate = Cell::share(rejected, rejected + viable);
    let row = FigureRow::new([
        Cell::text("rejected, of those rejected or viable"),
        Cell::count(rejected),
        rate.clone(),
    ]);
    let is_share = matches!(&rate, Cell::Share(share) if !share.is_of_few());
    table.rows.push(if is_share {
        let place = Place::single(Kind::Settings);
        row.about(RowSubject::SetField(
            place,
            "rejection_rate",
            rate.written(),
        ))
    } else {
        row
    });
    for (bucket, leads) in past.data.buckets.iter().zip(&past.all.buckets) {
        if bucket.ended_well().is_none() && leads.count() > 0 {
            let what = format!("{}, beside it", bucket.name.to_lowercase());
            push_share(table, &what, leads.count(), past.dataset.len());
        }
    }
}

fn attempts_table(agreed: Option<&ServiceLevel>, counts: &FollowUpCounts) -> Option<FigureTable> {
    let median = counts.median_attempts()?;
    let mut table = FigureTable::new("attempts", "ATTEMPTS MADE", &["what", "attempts"]);
    table.push([
        Cell::text("median"),
        Cell::Number(median.doubled as f64 / 2.0, 1),
    ]);
    if let Some(agreed) = agreed.and_then(|agreed| agreed.attempts) {
        let words = wording::attempts(agreed);
        table.push([Cell::text("agreed"), Cell::text(words)]);
    }
    Some(table)
}

/// The columns of the tables by bucket and by source.
fn by_columns(first: &str) -> [&str; 6] {
    [
        first,
        "handed off",
        "in time",
        "late",
        "never answered",
        "never followed up",
    ]
}

/// Which of the figures in these tables the columns and the agreement allow.
#[derive(Clone, Copy)]
struct Allowed {
    hours: bool,
    responses: bool,
    attempts: bool,
}

impl Allowed {
    fn of(list: &RecordedList<'_>, agreed: Option<&ServiceLevel>) -> Self {
        let responses = list.has(list.data.first_response_field.as_ref());
        Self {
            hours: responses && agreed.is_some_and(|agreed| agreed.response_hours.is_some()),
            responses,
            attempts: list.has(list.data.attempts_field.as_ref()),
        }
    }

    fn row(self, name: &str, counts: &FollowUpCounts) -> [Cell; 6] {
        let share = |is_allowed, leads, of| {
            if is_allowed {
                Cell::share(leads, of)
            } else {
                Cell::Blank
            }
        };
        let timed = |is_allowed, leads| share(is_allowed, leads, counts.timed());
        [
            Cell::text(name),
            Cell::count(counts.handed_off),
            timed(self.hours, counts.in_time),
            timed(self.hours, counts.late),
            timed(self.responses, counts.never),
            share(
                self.attempts,
                counts.never_followed_up,
                counts.known_attempts,
            ),
        ]
    }
}

fn by_bucket(all: &FollowUps, past: &PastLeads, allowed: Allowed) -> Option<FigureTable> {
    let mut table = FigureTable::new("by", "BY BUCKET", &by_columns("bucket"));
    for (bucket, leads) in past.data.buckets.iter().zip(&past.all.buckets) {
        if leads.count() > 0 {
            table.push(allowed.row(&bucket.name, &all.count(leads.iter())));
        }
    }
    (!table.rows.is_empty()).then_some(table)
}

fn by_source(all: &FollowUps, list: &RecordedList<'_>, allowed: Allowed) -> Option<FigureTable> {
    let (column, sources) = list.sources()?;
    let title = format!("BY {}", column.to_uppercase());
    let mut table = FigureTable::new("by-source", title, &by_columns("source"));
    for (name, leads) in &sources {
        table.push(allowed.row(name, &all.count(leads.iter())));
    }
    Some(table)
}

fn push_share(table: &mut FigureTable, what: &str, leads: usize, of: usize) {
    table.push([Cell::text(what), Cell::count(leads), Cell::share(leads, of)]);
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::page_testing::{list, make, nothing, session, written};
    use super::Section;
    use crate::evidence::history::PageId;

    fn page_of(definition: Value, rows: &[[&str; 3]], said: Value) -> Section {
        let roles = json!({"handed_off_field": "off", "first_response_field": "answered"});
        let rows: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.map(String::from).to_vec())
            .collect();
        let leads = list(&["off", "answered", "size"], &rows, said);
        make(
            &session(definition, roles, json!({})),
            leads,
            PageId::ServiceLevel,
        )
    }

    fn agreed(hours: u32) -> Value {
        json!({
            "dispositions": [{"id": "call", "name": "Call", "action": "forward",
                              "service_level": {"response_hours": hours}}],
            "handoff": {"stage": "mql", "disposition": "call",
                        "service_level": {"response_hours": 500}}})
    }

    #[test]
    fn hours_pass_on_the_clocks_of_the_list() {
        // Clocks go forward on 29 March: 47.5 hours though the clocks show 48.5. They go back on
        // 25 October: 48.5 hours though the clocks show 47.5.
        let rows = [
            ["2026-03-28 10:00", "2026-03-30 10:30", ""],
            ["2026-10-24 10:00", "2026-10-26 09:30", ""],
        ];
        let rows = &rows[..];
        let counts =
            |said: Value| written(&page_of(agreed(48), rows, said), "summary")[1..3].to_vec();
        let in_berlin = counts(json!({"time_zone": "Europe/Berlin"}));
        let expected = [
            "answered in time | 1 | 1 of 2: too few",
            "answered late | 1 | 1 of 2: too few",
        ];
        assert_eq!(in_berlin, expected);
        let first = page_of(
            agreed(48),
            &rows[..1],
            json!({"time_zone": "Europe/Berlin"}),
        );
        assert_eq!(
            written(&first, "summary")[1],
            "answered in time | 1 | 1 of 1: too few"
        );
        let in_utc = page_of(agreed(48), &rows[..1], json!({}));
        assert_eq!(
            written(&in_utc, "summary")[1],
            "answered in time | 0 | 0 of 1: too few"
        );
    }

    #[test]
    fn days_without_times_are_calendar_days() {
        // 4 hours: the same day; 36 hours: the next; 48 hours: two days.
        for (hours, in_time) in [(4, 1), (24, 2), (36, 2), (48, 3), (72, 4)] {
            let rows = [
                ["2026-03-02", "2026-03-02", ""],
                ["2026-03-02 23:00", "2026-03-03", ""],
                ["2026-03-02", "2026-03-04 23:59", ""],
                ["2026-03-02", "2026-03-05", ""],
            ];
            let section = page_of(agreed(hours), &rows, json!({}));
            let expected = format!("answered in time | {in_time} | {in_time} of 4: too few");
            assert_eq!(written(&section, "summary")[1], expected, "{hours}");
        }
    }

    #[test]
    fn what_is_lacking_is_said() {
        let rows = [["2026-03-02", "2026-03-03", ""], ["2026-03-03", "", ""]];
        let section = page_of(nothing(), &rows, json!({}));
        assert_eq!(
            written(&section, "summary"),
            [
                "handed off | 2 |",
                "answered | 1 | 1 of 2: too few",
                "never answered | 1 | 1 of 2: too few",
            ]
        );
        assert_eq!(
            section.notes[1..],
            [
                "No service level is agreed: the hand-off on Rules has it.",
                "Lacking: a column with the number of attempts: F on Evidence names it.",
                super::NO_OUTCOMES,
            ]
        );
        let leads = list(&["size"], &[vec!["1".into()]], json!({}));
        let none = make(
            &session(nothing(), nothing(), nothing()),
            leads,
            PageId::ServiceLevel,
        );
        assert!(none.notes[0].starts_with("Lacking: a column with the day of the hand-off"));
    }

    #[test]
    fn a_lead_of_the_last_days_may_still_be_answered_in_time() {
        let rows = [
            ["2026-03-01", "", ""],
            ["2026-03-03", "2026-03-03", ""],
            ["2026-03-03", "", ""],
        ];
        let section = page_of(agreed(24), &rows, json!({}));
        let note = "Of those never answered, 1 lead still had time on the last day of the list.";
        assert!(
            section.notes.iter().any(|n| n == note),
            "{:?}",
            section.notes
        );
    }
}
