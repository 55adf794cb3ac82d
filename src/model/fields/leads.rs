//! Field tables of the leads file, buckets and sample leads.

use super::{
    SetResult, by_name, field, joined_lines, optional_text, set_day, set_line, set_lines, set_name,
    set_optional_choice, set_optional_id, set_optional_line, set_optional_number, set_parsed_lines,
    set_prose,
};
use crate::model::record::{Field, FieldShape, Kind, Refusal, TypedRecord};
use crate::model::{
    Bucket, BucketOutcome, Data, DateOrder, DecimalMark, Delimiter, Id, Sample, ThousandsMark,
};

const ENCODINGS: &[(&str, &str)] = &[("utf-8", "UTF-8"), ("windows-1252", "Windows-1252")];

fn columns_text(data: &Data) -> String {
    let pair = |(field, column): (&String, &String)| format!("{field} = {column}");
    data.columns.iter().map(pair).collect::<Vec<_>>().join("\n")
}

fn set_columns(data: &mut Data, text: &str) -> SetResult {
    let mut columns = std::collections::BTreeMap::new();
    for row in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let Some((field, column)) = row.split_once('=') else {
            return Err(Refusal(format!(
                "`{row}` isn't valid: write field = column"
            )));
        };
        columns.insert(field.trim().to_owned(), column.trim().to_owned());
    }
    data.columns = columns;
    Ok(())
}

/// The id used by [`Place::single`](crate::model::record::Place::single) for the leads file.
fn data_id() -> &'static Id {
    static ID: std::sync::OnceLock<Id> = std::sync::OnceLock::new();
    ID.get_or_init(|| Id::new("data").expect("a word"))
}

impl TypedRecord for Data {
    const KIND: Kind = Kind::Data;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("leads", "Leads file", "A CSV file, beside session.yaml or anywhere", FieldShape::Line, core, Wording, |d| optional_text(d.leads.as_ref()), |d, t| set_optional_line(&mut d.leads, t)),
        field!("events", "Events file", "A CSV file of lead, event, time; blank for none", FieldShape::Line, core, Wording, |d| optional_text(d.events.as_ref()), |d, t| set_optional_line(&mut d.events, t)),
        field!("further_events", "Further events files", "Files read as the events file, one per line", FieldShape::Lines, more, Wording, |d| joined_lines(&d.further_events), |d, t| set_lines(&mut d.further_events, t)),
        field!("outcome_field", "Outcome column", "The column that says how the lead ended", FieldShape::Line, core, Wording, |d| optional_text(d.outcome_field.as_ref()), |d, t| set_optional_line(&mut d.outcome_field, t)),
        field!("won", "Won means", "The words that mean won, one per line; blank for won, closed won, viable and the like", FieldShape::Lines, core, Wording, |d| joined_lines(&d.won), |d, t| set_lines(&mut d.won, t)),
        field!("lost", "Lost means", "The words that mean lost, one per line; blank for lost, closed lost, rejected and the like. Others are neither", FieldShape::Lines, core, Wording, |d| joined_lines(&d.lost), |d, t| set_lines(&mut d.lost, t)),
        field!("open", "Open means", "The words that mean still open, one per line", FieldShape::Lines, more, Wording, |d| joined_lines(&d.open), |d, t| set_lines(&mut d.open, t)),
        field!("bucket_field", "Bucket column", "The column that says in which bucket a lead falls", FieldShape::Line, core, Wording, |d| optional_text(d.bucket_field.as_ref()), |d, t| set_optional_line(&mut d.bucket_field, t)),
        field!("created_field", "Created column", "The column with the day the lead was created", FieldShape::Line, more, Wording, |d| optional_text(d.created_field.as_ref()), |d, t| set_optional_line(&mut d.created_field, t)),
        field!("first_response_field", "First response column", "The column with the day of Sales' first response", FieldShape::Line, more, Wording, |d| optional_text(d.first_response_field.as_ref()), |d, t| set_optional_line(&mut d.first_response_field, t)),
        field!("attempts_field", "Attempts column", "The column with the number of attempts Sales made", FieldShape::Line, more, Wording, |d| optional_text(d.attempts_field.as_ref()), |d, t| set_optional_line(&mut d.attempts_field, t)),
        field!("value_field", "Value column", "The column with what the deal was worth", FieldShape::Line, more, Wording, |d| optional_text(d.value_field.as_ref()), |d, t| set_optional_line(&mut d.value_field, t)),
        field!("converted_field", "Converted column", "The column with the day the lead became an opportunity or a customer", FieldShape::Line, more, Wording, |d| optional_text(d.converted_field.as_ref()), |d, t| set_optional_line(&mut d.converted_field, t)),
        field!("handed_off_field", "Handed-off column", "The column with the day the lead was handed to Sales", FieldShape::Line, more, Wording, |d| optional_text(d.handed_off_field.as_ref()), |d, t| set_optional_line(&mut d.handed_off_field, t)),
        field!("closed_field", "Closed column", "The column with the day on which the deal was won or lost", FieldShape::Line, more, Wording, |d| optional_text(d.closed_field.as_ref()), |d, t| set_optional_line(&mut d.closed_field, t)),
        field!("reported_field", "Reported column", "The column with what Sales reported to do next with the lead", FieldShape::Line, more, Wording, |d| optional_text(d.reported_field.as_ref()), |d, t| set_optional_line(&mut d.reported_field, t)),
        field!("facts_after", "Facts after", "Days from creation after which a lead's facts count, where no hand-off day is known; 7 if blank", FieldShape::Line, more, Wording, |d| optional_text(d.facts_after.as_ref()), |d, t| set_optional_number(&mut d.facts_after, t, "a whole number of days")),
        field!("old_enough", "Old enough", "Days after which a lead counts in shares that win; if blank, the time in which nine of ten deals are closed", FieldShape::Line, more, Wording, |d| optional_text(d.old_enough.as_ref()), |d, t| set_optional_number(&mut d.old_enough, t, "a whole number of days")),
        field!("source", "Source", "Where the data is from", FieldShape::Line, more, Wording, |d| d.source.clone(), |d, t| set_line(&mut d.source, t)),
        field!("id", "Id column", "The column with each lead's id", FieldShape::Line, more, Wording, |d| optional_text(d.id.as_ref()), |d, t| set_optional_line(&mut d.id, t)),
        field!("columns", "Columns", "Where a field has another name: field = column, one per line", FieldShape::Lines, more, Wording, columns_text, set_columns ),
        field!("encoding", "Encoding", "Only if it is detected wrongly", FieldShape::Choice(ENCODINGS), more, Wording, |d| optional_text(d.encoding.as_ref()), |d, t| set_optional_line(&mut d.encoding, t)),
        field!("event_id", "Events: id column", "The column of the events file with the lead's id", FieldShape::Line, more, Wording, |d| optional_text(d.event_columns.id.as_ref()), |d, t| set_optional_line(&mut d.event_columns.id, t)),
        field!("event_name", "Events: event column", "The column of the events file that says what happened", FieldShape::Line, more, Wording, |d| optional_text(d.event_columns.event.as_ref()), |d, t| set_optional_line(&mut d.event_columns.event, t)),
        field!("event_time", "Events: time column", "The column of the events file that says when", FieldShape::Line, more, Wording, |d| optional_text(d.event_columns.at.as_ref()), |d, t| set_optional_line(&mut d.event_columns.at, t)),
        field!("delimiter", "Delimiter", "Only if it is detected wrongly", FieldShape::Choice(Delimiter::CHOICES), more, Wording, |d| optional_text(d.delimiter.as_ref()), |d, t| set_optional_choice(&mut d.delimiter, t, Delimiter::from_word)),
        field!("decimal", "Decimal mark", "What stands before a number's decimals; blank for a point", FieldShape::Choice(DecimalMark::CHOICES), more, Wording, |d| optional_text(d.reading.decimal.as_ref()), |d, t| set_optional_choice(&mut d.reading.decimal, t, DecimalMark::from_word)),
        field!("thousands", "Thousands mark", "What stands between groups of three digits; blank for nothing", FieldShape::Choice(ThousandsMark::CHOICES), more, Wording, |d| optional_text(d.reading.thousands.as_ref()), |d, t| set_optional_choice(&mut d.reading.thousands, t, ThousandsMark::from_word)),
        field!("strip", "Taken off numbers", "What stands at numbers, such as $ or %, one per line", FieldShape::Lines, more, Wording, |d| joined_lines(&d.reading.strip), |d, t| set_lines(&mut d.reading.strip, t)),
        field!("empty", "Means empty", "The words that stand for an empty value, such as n/a, one per line", FieldShape::Lines, more, Wording, |d| joined_lines(&d.reading.empty), |d, t| set_lines(&mut d.reading.empty, t)),
        field!("dates", "Dates", "The order of day and month in dates that aren't ISO", FieldShape::Choice(DateOrder::CHOICES), more, Wording, |d| optional_text(d.reading.dates.as_ref()), |d, t| set_optional_choice(&mut d.reading.dates, t, DateOrder::from_word)),
        field!("time_format", "Time format", "A form of times like no other, such as %d/%m/%Y %H:%M", FieldShape::Line, more, Wording, |d| optional_text(d.reading.time_format.as_ref()), |d, t| set_optional_line(&mut d.reading.time_format, t)),
        field!("time_zone", "Time zone", "The zone of times without an offset, in which days are counted, such as America/New_York; UTC if blank", FieldShape::Line, more, Wording, |d| optional_text(d.reading.time_zone.as_ref()), |d, t| set_optional_line(&mut d.reading.time_zone, t)),
        field!("as_of", "As of", "The day scoring looks back from; the latest event if blank", FieldShape::Day, more, Wording, |d| optional_text(d.as_of.as_ref()), |d, t| set_day(&mut d.as_of, t)),
        field!("as_of_field", "As-of column", "The column with each lead's own date", FieldShape::Line, more, Wording, |d| optional_text(d.as_of_field.as_ref()), |d, t| set_optional_line(&mut d.as_of_field, t)),
    ];
    fn id(&self) -> &Id {
        data_id()
    }
    fn title(&self) -> String {
        self.leads.clone().unwrap_or_else(|| "No leads file".into())
    }
    fn blank(_: Id, _: &str) -> Self {
        Self::default()
    }
}

impl TypedRecord for Bucket {
    const KIND: Kind = Kind::Bucket;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Name", "Its name", FieldShape::Line, core, Wording, |b| b.name.clone(), |b, t| set_name(&mut b.name, t)),
        field!("in_common", "In common", "What its leads have in common, as the room sees it", FieldShape::Text, core, Wording, |b| b.in_common.clone(), |b, t| set_prose(&mut b.in_common, t)),
        field!("sales_words", "Sales say", "What Sales said about it, in their words", FieldShape::Text, core, Wording, |b| b.sales_words.clone(), |b, t| set_prose(&mut b.sales_words, t)),
        field!("reviewed", "Reviewed with Sales", "The day the room went through it", FieldShape::Day, core, Wording, |b| optional_text(b.reviewed.as_ref()), |b, t| set_day(&mut b.reviewed, t)),
        field!("counts_as", "Counts as", "Whether its leads ended well or badly; blank for what its words usually mean", FieldShape::Choice(BucketOutcome::CHOICES), more, Wording, |b| optional_text(b.counts_as.as_ref()), |b, t| set_optional_choice(&mut b.counts_as, t, BucketOutcome::from_word)),
        field!("values", "Words in the data", "The words that mean this bucket, one per line", FieldShape::Lines, more, Wording, |b| joined_lines(&b.values), |b, t| set_lines(&mut b.values, t)),
    ];
    by_name!(name);
}

impl TypedRecord for Sample {
    const KIND: Kind = Kind::Sample;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Name", "Its name", FieldShape::Line, core, Wording, |s| s.name.clone(), |s, t| set_name(&mut s.name, t)),
        field!("bucket", "Bucket", "Its bucket, if it is a real lead", FieldShape::One(Kind::Bucket), core, Wording, |s| optional_text(s.bucket.as_ref()), |s, t| set_optional_id(&mut s.bucket, t)),
        field!("note", "Note", "What else you know about it", FieldShape::Text, core, Wording, |s| s.note.clone(), |s, t| set_prose(&mut s.note, t)),
        field!("yes", "Yes", "The answers that hold", FieldShape::References, more, Wording, |s| joined_lines(&s.yes), |s, t| set_parsed_lines(&mut s.yes, t)),
        field!("no", "No", "The answers that don't", FieldShape::References, more, Wording, |s| joined_lines(&s.no), |s, t| set_parsed_lines(&mut s.no, t)),
    ];
    by_name!(name);
}
