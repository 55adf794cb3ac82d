//! The sentences of a report.

use super::report::{
    AsOfSource, LineSubject, ListReport, NeverSeen, ReportColumn, ReportDay, ReportEvents,
    ReportIds, ReportLine,
};
use crate::evidence::column_warnings::{absent_column_sentence, absent_field_sentence};
use crate::model::wording::{count_noun, grouped};

/// From so many values on it says something that a text doesn't occur among them, and from so many
/// leads on that a column has no values.
const MIN_VALUES: u64 = 20;
/// From so many rows on a file was written by a program, which ends its last line.
const MIN_ROWS: u64 = 10;
/// Most texts named in a sentence.
const MAX_NAMED: usize = 5;

/// Returns what there is to say, in the order in which it helps.
pub(super) fn report_lines(report: &ListReport) -> Vec<ReportLine> {
    let mut lines = Vec::new();
    if report.model.altered {
        lines.push(LineSubject::Model.doubt(format!(
            "version {} isn't the one that was published: put back what was published",
            report.model.version
        )));
    }
    lines.extend(rejected_line("row", report.leads.rejected));
    let events = report.events.as_ref();
    lines.extend(events.and_then(|e| rejected_line("row of the events", e.rejected)));
    let files = [
        ("leads", report.leads.read, report.leads.ends_within_line),
        (
            "events",
            events.map_or(0, |e| e.read),
            events.is_some_and(|e| e.ends_within_line),
        ),
    ];
    for (what, rows, _) in files.into_iter().filter(|(_, _, cut)| *cut) {
        lines.extend(cut_line(what, rows));
    }
    let headers = report.headers.iter().cloned();
    lines.extend(headers.map(|text| LineSubject::Columns.doubt(text)));
    let guesses = report.guesses.iter().cloned();
    lines.extend(guesses.map(|text| LineSubject::Guesses.note(text)));
    let absent = report
        .absent_fields
        .iter()
        .map(|f| absent_field_sentence(f));
    let columns = report.absent_event_columns.iter();
    let columns = columns.map(|column| absent_column_sentence(column));
    lines.extend(
        absent
            .chain(columns)
            .map(|text| LineSubject::Columns.doubt(text)),
    );
    for column in &report.columns {
        column_lines(column, &mut lines);
    }
    if let Some(events) = events {
        event_lines(events, report.leads.scored, &report.as_of, &mut lines);
    }
    id_lines(&report.ids, &mut lines);
    for never in &report.never {
        let verb = plural(never.leads, "contradicts", "contradict");
        lines.push(LineSubject::Never.note(format!(
            "{} {verb} the never rule `{}`, such as `{}`",
            count_noun(never.leads, "lead"),
            never.rule,
            never.example
        )));
    }
    lines
}

/// Says that a file may have been cut off. Short lists are written by hand, and often end so.
fn cut_line(what: &str, rows: u64) -> Option<ReportLine> {
    (rows >= MIN_ROWS).then(|| {
        LineSubject::Files.note(format!(
            "the last line of the {what} has no line break: if the file was cut off, rows are missing; export it again"
        ))
    })
}

fn rejected_line(noun: &str, rows: u64) -> Option<ReportLine> {
    let text = || format!("{} can't be read: see the reasons", count_noun(rows, noun));
    (rows > 0).then(|| LineSubject::Rejects.doubt(text()))
}

fn column_lines(column: &ReportColumn, lines: &mut Vec<ReportLine>) {
    let field = &column.field;
    let values = column.leads - column.empty;
    if values == 0 {
        if column.leads >= MIN_VALUES {
            lines.push(LineSubject::Values.note(format!(
                "`{field}` is empty in every lead, so conditions on it are not known: check the export, or take it from another column"
            )));
        }
        return;
    }
    let unread = [
        (
            column.no_number,
            &column.first_no_number,
            "number",
            "numbers as 1098 or 1098.5",
        ),
        (
            column.no_day,
            &column.first_no_day,
            "day",
            "days as 2026-11-21",
        ),
    ];
    for (unread, first, what, how) in unread {
        if let (Some(unread @ 1..), Some(first)) = (unread, first) {
            let verb = plural(unread, "is", "are");
            lines.push(LineSubject::Values.doubt(format!(
                "{field}: {} of {} {verb} no {what}, such as `{first}`, and not known to conditions: write {how}",
                grouped(unread),
                count_noun(values, "value"),
            )));
        }
    }
    unseen_lines(column, values, lines);
}

fn unseen_lines(column: &ReportColumn, values: u64, lines: &mut Vec<ReportLine>) {
    let field = &column.field;
    let (same, others): (Vec<&NeverSeen>, Vec<&NeverSeen>) = column
        .never_seen
        .iter()
        .partition(|text| text.same_in_other_words);
    for text in same {
        let nearest = text.nearest.as_deref().unwrap_or_default();
        lines.push(LineSubject::Values.doubt(format!(
            "{field} is never `{}`; the file has `{nearest}`: if both mean the same, write the model's text in the file or the file's in the model",
            text.text
        )));
    }
    if others.is_empty() || values < MIN_VALUES {
        return;
    }
    let named: Vec<String> = others
        .iter()
        .take(MAX_NAMED)
        .map(|t| named_text(t))
        .collect();
    let more = others.len() - named.len();
    let mut named = named.join(", ");
    if more > 0 {
        named = format!("{named} and {}", count_noun(more, "more text"));
    }
    if column.never_seen.len() == column.texts {
        lines.push(LineSubject::Values.doubt(format!(
            "{field} has {}, and none of those that the model asks for, {named}: check that it is the right column and what its values are called",
            count_noun(values, "value"),
        )));
    } else {
        lines.push(LineSubject::Values.note(format!(
            "{field} is never {named}: check how the file writes it, if leads have it"
        )));
    }
}

fn named_text(text: &NeverSeen) -> String {
    match &text.nearest {
        Some(nearest) => format!("`{}` (the nearest is `{nearest}`)", text.text),
        None => format!("`{}`", text.text),
    }
}

fn event_lines(events: &ReportEvents, leads: u64, as_of: &ReportDay, lines: &mut Vec<ReportLine>) {
    let nothing_asked = events.asked == 0;
    for name in &events.never_seen {
        let text = match &name.nearest {
            Some(nearest) => format!(
                "no event is called `{}`; the file has `{nearest}`: if both mean the same, call it the same in the file and the model",
                name.text
            ),
            None => format!(
                "no event is called `{}`: check what the file calls it, if leads have done it",
                name.text
            ),
        };
        let doubt = name.same_in_other_words || nothing_asked;
        lines.push(LineSubject::Events.line(text, doubt));
    }
    if events.without_id > 0 {
        let one = "has no lead's id and belongs to nobody";
        let several = "have no lead's id and belong to nobody";
        let text = format!(
            "{} {}: fill it in, unless they are of unknown visitors",
            count_noun(events.without_id, "event"),
            plural(events.without_id, one, several),
        );
        let all = events.asked > 0 && events.asked_without_id == events.asked;
        lines.push(LineSubject::Events.line(text, all));
    }
    let with_id = events.matched + events.unknown_lead;
    let matched = || {
        format!(
            "{} of {} belong to a lead of the list, of those that the model asks about",
            grouped(events.matched),
            events_noun(with_id)
        )
    };
    if leads > 0 && events.matched == 0 && with_id > 0 {
        lines.push(LineSubject::Events.doubt(format!(
            "{}: check that both files have the same ids, and which column has them",
            matched()
        )));
    } else if events.unknown_lead * 2 > with_id {
        lines.push(LineSubject::Events.note(format!(
            "{}: check the ids, unless the list is a part of all leads",
            matched()
        )));
    }
    if events.later > 0 {
        lines.push(later_line(events, as_of));
    }
    lines.extend(old_line(events, as_of));
    // A few may well have happened in the same moment.
    if events.again * 100 >= events.matched.max(1) && events.again > 0 {
        lines.push(LineSubject::Events.note(format!(
            "{} of {} {} there more than once, with the same lead, name and time, and each counts: check that no file of events was exported twice",
            grouped(events.again),
            events_noun(events.matched),
            plural(events.again, "is", "are"),
        )));
    }
}

/// Says that the events end so early that conditions which look back a number of days can't hold.
fn old_line(events: &ReportEvents, as_of: &ReportDay) -> Option<ReportLine> {
    if as_of.field.is_some() || events.matched == 0 {
        return None;
    }
    let (day, latest) = (as_of.day?, events.latest?);
    let days = day.since(latest).ok()?.get_days();
    let (shortest, longest) = (*events.windows.first()?, *events.windows.last()?);
    let all = i64::from(days) > i64::from(longest);
    if i64::from(days) <= i64::from(shortest) {
        return None;
    }
    let from = as_of.from.words();
    let within = if all { longest } else { shortest };
    let text = format!(
        "the latest event is of {latest}, {} before {day} ({from}): none is within {}, as the model asks; take newer events, or look back from an earlier day",
        count_noun(days, "day"),
        count_noun(within, "day"),
    );
    Some(LineSubject::Events.line(text, all))
}

fn later_line(events: &ReportEvents, as_of: &ReportDay) -> ReportLine {
    let day = match (&as_of.field, as_of.day) {
        (Some(field), _) => format!("the day in `{field}`"),
        (None, Some(day)) => format!("{day} ({})", as_of.from.words()),
        (None, None) => "the day to look back from".into(),
    };
    let (is, does) = (
        plural(events.later, "is", "are"),
        plural(events.later, "doesn't", "don't"),
    );
    let text = format!(
        "{} of {} {is} later than {day} and {does} count, of those that the model asks about: look back from a later day (`--as-of`, or `as_of` of the session), unless that is meant",
        grouped(events.later),
        events_noun(events.matched),
    );
    LineSubject::Events.line(text, events.later * 2 > events.matched)
}

fn id_lines(ids: &ReportIds, lines: &mut Vec<ReportLine>) {
    let Some([first, second]) = ids.example_lines else {
        return;
    };
    let occur = plural(ids.repeated, "occurs", "occur");
    let repeated = format!(
        "{} {occur} more than once, in {}",
        count_noun(ids.repeated, "id"),
        count_noun(ids.repeated_rows + ids.repeated, "row"),
    );
    let differing = ids.with_different_verdicts;
    let text = if differing > 0 {
        format!(
            "{repeated}, {} with different verdicts, such as on lines {first} and {second}: keep one row for each lead",
            grouped(differing)
        )
    } else {
        format!("{repeated}, with the same verdicts, such as on lines {first} and {second}")
    };
    lines.push(LineSubject::Ids.line(text, differing > 0));
}

impl AsOfSource {
    /// Returns where the day is from, in words.
    fn words(self) -> &'static str {
        match self {
            Self::AsOf => "--as-of",
            Self::Session => "session's as_of",
            Self::LatestEvent => "the latest event",
            Self::Nowhere => "no day was given",
        }
    }
}

/// A share is always of several.
fn events_noun(n: u64) -> String {
    format!("{} events", grouped(n))
}

fn plural(n: u64, one: &'static str, several: &'static str) -> &'static str {
    if n == 1 { one } else { several }
}
