//! The files of events on the mapping screen: their columns, how many events belong to leads of
//! the list, and what the events are called.

use crate::app::dialogs::mapping::{MappingRow, MappingTarget};
use crate::app::input::row::Tone;
use crate::evidence::{EventFileSurvey, FileSurvey};
use crate::model::wording::{count_noun, grouped};
use crate::model::{Criterion, Session};
use crate::scoring::simple_lower;

/// The columns of events: the key of the field that names it, and what it says.
pub const EVENT_COLUMNS: [(&str, &str); 3] = [
    ("event_id", "the lead's id"),
    ("event_name", "what happened"),
    ("event_time", "when it happened"),
];

/// Returns the rows.
pub fn event_rows(session: &Session, survey: &FileSurvey) -> Vec<MappingRow> {
    let files = &survey.events;
    let mut rows = vec![MappingRow::heading("EVENTS", "")];
    rows.extend(
        files
            .iter()
            .enumerate()
            .map(|(at, file)| file_row(at, file)),
    );
    if !files.is_empty() {
        for (key, what) in EVENT_COLUMNS {
            rows.push(column_row(session, files, key, what));
        }
        rows.extend(name_rows(session, files));
    }
    let (text, help) = if files.is_empty() {
        (
            "No events file",
            "Enter names a file of what leads did: who, what and when",
        )
    } else {
        (
            "+ another events file",
            "Enter names a file that is read as if its rows stood in the first",
        )
    };
    rows.push(
        MappingRow::new(MappingTarget::EventsFile(files.len()), text, "")
            .tone(Tone::Quiet)
            .detail([help.to_owned()]),
    );
    rows
}

fn file_row(at: usize, file: &EventFileSurvey) -> MappingRow {
    let target = MappingTarget::EventsFile(at);
    let row = |value: String, tone: Tone| {
        MappingRow::new(target.clone(), file.name.as_str(), value).tone(tone)
    };
    if let Some(problem) = &file.problem {
        return row("can't be read".into(), Tone::Bad).detail([problem.clone()]);
    }
    let matched = file
        .column(file.taken.id.as_deref())
        .map(|(_, matched)| matched);
    match matched {
        None => row("no column with the lead's id".into(), Tone::Bad),
        Some(matched) => {
            let of = format!(
                "{} of {} of leads here",
                grouped(matched),
                grouped(file.rows)
            );
            let is_low = u64::from(matched) * 2 < u64::from(file.rows);
            let tone = if is_low { Tone::Warn } else { Tone::Plain };
            row(of, tone).detail([format!(
                "Of the first {}, {} belong to a lead of the list",
                count_noun(file.rows, "event"),
                grouped(matched)
            )])
        }
    }
}

/// Returns the name of the column that is taken for a key.
pub fn taken_column<'a>(file: &'a EventFileSurvey, key: &str) -> Option<&'a str> {
    let taken = &file.taken;
    let name = match key {
        "event_id" => &taken.id,
        "event_name" => &taken.event,
        _ => &taken.at,
    };
    name.as_deref()
}

fn column_row(
    session: &Session,
    files: &[EventFileSurvey],
    key: &'static str,
    what: &str,
) -> MappingRow {
    let lacking = files
        .iter()
        .find(|f| f.column(taken_column(f, key)).is_none());
    let name = files.iter().find_map(|file| taken_column(file, key));
    let value = name.map_or_else(|| "no column".to_owned(), str::to_owned);
    let row = MappingRow::new(MappingTarget::EventColumn(key), format!("  {what}"), value);
    if let Some(file) = lacking {
        let text = format!("{} has no column that says {what}", file.name);
        return row.tone(Tone::Bad).detail([text]);
    }
    let lines = column_lines(files, key).into_iter();
    let is_guess = key == "event_id" && session.data.event_columns.id.is_none();
    match files.iter().find_map(better_id).filter(|_| is_guess) {
        Some(better) => row.tone(Tone::Warn).detail(lines.chain([better])),
        None => row.detail(lines),
    }
}

/// Names the column that has more ids of leads than the one taken for them, as where the event's own
/// id was taken.
fn better_id(file: &EventFileSurvey) -> Option<String> {
    let (_, taken) = file.column(file.taken.id.as_deref())?;
    let columns = file.columns.iter().zip(&file.matches);
    let (column, matched) = columns.max_by_key(|(_, matched)| **matched)?;
    (*matched > taken).then(|| {
        let (matched, rows) = (grouped(*matched), grouped(file.rows));
        format!(
            "{}: {matched} of {rows} are in `{}`",
            file.name, column.name
        )
    })
}

fn column_lines(files: &[EventFileSurvey], key: &str) -> Vec<String> {
    let found = files.iter().filter_map(|file| {
        let (column, matched) = file.column(taken_column(file, key))?;
        let top: Vec<&str> = column.top.iter().take(4).map(|(v, _)| v.as_str()).collect();
        let values = top.join("; ");
        Some(match key {
            "event_id" => format!(
                "{}: {} of {} are ids of leads here, such as {values}",
                file.name,
                grouped(matched),
                grouped(file.rows)
            ),
            "event_name" => format!(
                "{}: {}, such as {values}",
                file.name,
                count_noun(column.distinct, "different name")
            ),
            _ => format!("{}: such as {values}", file.name),
        })
    });
    found.collect()
}

/// Returns the names of events in the rows looked at, the most frequent first.
fn name_rows(session: &Session, files: &[EventFileSurvey]) -> Vec<MappingRow> {
    let mut names: Vec<(String, u32)> = Vec::new();
    let columns = files
        .iter()
        .filter_map(|f| f.column(taken_column(f, "event_name")));
    for (name, n) in columns.flat_map(|(column, _)| &column.top) {
        let same = |known: &&mut (String, u32)| simple_lower(&known.0) == simple_lower(name);
        match names.iter_mut().find(same) {
            Some((_, count)) => *count += n,
            None => names.push((name.clone(), *n)),
        }
    }
    names.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let asked = asked_events(session);
    let row = |(name, n): (String, u32)| {
        let is_asked = asked.contains(&simple_lower(&name));
        let value = if is_asked { "asked by the model" } else { "" };
        let text = format!("  {name}  {}", grouped(n));
        let many = count_noun(n, "event");
        MappingRow::new(MappingTarget::EventName(name), text, value)
            .detail([format!("{many} of the rows looked at")])
    };
    names.into_iter().map(row).collect()
}

fn asked_events(session: &Session) -> Vec<String> {
    let mut names = Vec::new();
    let criteria = session.definition.criteria.iter();
    for condition in criteria.flat_map(Criterion::conditions) {
        condition.for_each_event(&mut |name| names.push(simple_lower(name.trim())));
    }
    names
}
