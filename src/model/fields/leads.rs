//! Field tables of the leads file, buckets and sample leads.

use super::{
    SetResult, by_name, field, joined_lines, optional_text, set_day, set_line, set_lines, set_name,
    set_optional_choice, set_optional_id, set_optional_line, set_parsed_lines, set_prose,
};
use crate::model::record::{Field, FieldShape, Kind, Refusal, TypedRecord};
use crate::model::{Bucket, BucketOutcome, Data, Id, Sample};

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
        field!("outcome_field", "Outcome column", "The column that says how the lead ended", FieldShape::Line, core, Wording, |d| optional_text(d.outcome_field.as_ref()), |d, t| set_optional_line(&mut d.outcome_field, t)),
        field!("won", "Won means", "The words that mean won, one per line; blank for won, closed won, viable and the like", FieldShape::Lines, core, Wording, |d| joined_lines(&d.won), |d, t| set_lines(&mut d.won, t)),
        field!("lost", "Lost means", "The words that mean lost, one per line; blank for lost, closed lost, rejected and the like. Others are neither", FieldShape::Lines, core, Wording, |d| joined_lines(&d.lost), |d, t| set_lines(&mut d.lost, t)),
        field!("bucket_field", "Bucket column", "The column that says in which bucket a lead falls", FieldShape::Line, core, Wording, |d| optional_text(d.bucket_field.as_ref()), |d, t| set_optional_line(&mut d.bucket_field, t)),
        field!("source", "Source", "Where the data is from", FieldShape::Line, more, Wording, |d| d.source.clone(), |d, t| set_line(&mut d.source, t)),
        field!("id", "Id column", "The column with each lead's id", FieldShape::Line, more, Wording, |d| optional_text(d.id.as_ref()), |d, t| set_optional_line(&mut d.id, t)),
        field!("columns", "Columns", "Where a field has another name: field = column, one per line", FieldShape::Lines, more, Wording, columns_text, set_columns ),
        field!("encoding", "Encoding", "Only if it is detected wrongly", FieldShape::Choice(ENCODINGS), more, Wording, |d| optional_text(d.encoding.as_ref()), |d, t| set_optional_line(&mut d.encoding, t)),
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
