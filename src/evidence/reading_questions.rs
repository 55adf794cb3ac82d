//! What has to be asked about how a file writes numbers, dates and blanks: only about columns that
//! the model compares so, or that have such a role. Nothing is decided here.

use super::column_summary::FieldSummary;
use super::compared_fields::compared_fields;
use super::file_survey::FileSurvey;
use super::reading_examples::{NOTATIONS, NumberNotation, number_under};
use super::value_forms::{DateForms, NumberForms, ValueForms};
use crate::model::{Data, DecimalMark, Session};
use crate::scoring::simple_lower;

/// What there is to ask. A question whose answer is said already stays, so that it can be changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadingQuestions {
    /// How numbers are written.
    pub numbers: Option<NumberQuestion>,
    /// Signs at numbers that are to be taken off, each with its number of values.
    pub signs: Vec<(&'static str, u32)>,
    /// Whether day or month comes first: the dates of which that has to be known.
    pub dates: Option<DateForms>,
    /// Words that may stand for an empty value, each with its number of values.
    pub blanks: Vec<(String, u32)>,
    /// How many times have no offset.
    pub without_offset: u32,
    /// Columns compared as numbers or days with values that are neither, each with an example.
    pub unread: Vec<(String, &'static str, String)>,
}

/// How numbers are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberQuestion {
    /// Some that plain reading doesn't read or may misread.
    pub examples: Vec<String>,
    /// The readings to choose from, with what each makes of the examples.
    pub choices: Vec<NumberChoice>,
    /// How many numbers there are.
    pub count: u32,
}

/// A way of reading numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberChoice {
    /// The notation.
    pub notation: NumberNotation,
    /// What the examples are under it.
    pub reads: Vec<Option<String>>,
    /// How many of the numbers it reads.
    pub count: u32,
}

/// The roles whose columns hold numbers, and those whose columns hold days.
const NUMBER_ROLES: [fn(&Data) -> &Option<String>; 2] = [|d| &d.attempts_field, |d| &d.value_field];
const DAY_ROLES: [fn(&Data) -> &Option<String>; 6] = [
    |d| &d.created_field,
    |d| &d.first_response_field,
    |d| &d.converted_field,
    |d| &d.handed_off_field,
    |d| &d.closed_field,
    |d| &d.as_of_field,
];
const WORD_ROLES: [fn(&Data) -> &Option<String>; 2] = [|d| &d.bucket_field, |d| &d.outcome_field];

/// Returns what there is to ask about how the files are written.
pub fn reading_questions(session: &Session, survey: &FileSurvey) -> ReadingQuestions {
    let data = &session.data;
    let compared = compared_fields(&session.definition);
    let named = |roles: &[fn(&Data) -> &Option<String>]| {
        let fields = roles.iter().filter_map(|role| role(data).clone());
        fields.collect::<Vec<String>>()
    };
    let asked = |as_what: fn(&super::ComparedField) -> bool| {
        let fields = compared.iter().filter(|field| as_what(field));
        fields.map(|field| field.name.clone()).collect::<Vec<_>>()
    };
    let number_fields = [asked(|f| f.as_number), named(&NUMBER_ROLES)].concat();
    let day_fields = [asked(|f| f.as_day), named(&DAY_ROLES)].concat();
    let all_fields = [
        asked(|_| true),
        named(&NUMBER_ROLES),
        named(&DAY_ROLES),
        named(&WORD_ROLES),
    ]
    .concat();
    let numbers = columns(survey, &number_fields);
    let mut days = columns(survey, &day_fields);
    days.extend(event_times(survey));
    let all = columns(survey, &all_fields);
    let of_numbers = merged(&numbers).numbers;
    let dates = merged(&days).dates;
    let is_asked = data.reading.dates.is_some() || dates.ordered > 0;
    ReadingQuestions {
        numbers: number_question(data, &of_numbers),
        signs: of_numbers.signs,
        without_offset: dates.without_offset(),
        dates: is_asked.then_some(dates),
        blanks: blanks(data, survey, &merged(&all)),
        unread: unread(data, &numbers, &days),
    }
}

/// Returns the columns of these fields, each once.
fn columns<'a>(survey: &'a FileSurvey, fields: &[String]) -> Vec<&'a FieldSummary> {
    let mut found: Vec<&FieldSummary> = Vec::new();
    for (_, summary) in fields.iter().filter_map(|field| survey.field(field)) {
        if !found.iter().any(|known| std::ptr::eq(*known, summary)) {
            found.push(summary);
        }
    }
    found
}

/// Returns the columns that say when something happened.
fn event_times(survey: &FileSurvey) -> impl Iterator<Item = &FieldSummary> {
    let files = survey.events.iter();
    files.filter_map(|file| Some(file.column(file.taken.at.as_deref())?.0))
}

fn merged(columns: &[&FieldSummary]) -> ValueForms {
    let mut all = ValueForms::default();
    for column in columns {
        all.merge(&column.forms);
    }
    all
}

fn number_question(data: &Data, forms: &NumberForms) -> Option<NumberQuestion> {
    let is_said = data.reading.decimal.is_some() || data.reading.thousands.is_some();
    let [plain, _, _, comma_and_point, ..] = forms.read_by;
    let is_unread = plain < forms.count;
    let is_ambiguous = forms.ambiguous > 0 && comma_and_point >= plain;
    if !is_said && !is_unread && !is_ambiguous {
        return None;
    }
    let most = forms.read_by.iter().max().copied().unwrap_or(0);
    let mut choices: Vec<NumberChoice> = Vec::new();
    for (notation, count) in NOTATIONS.into_iter().zip(forms.read_by) {
        let reads: Vec<Option<String>> = forms
            .examples
            .iter()
            .map(|example| number_under(example, notation))
            .collect();
        let is_new = choices.iter().all(|known| known.reads != reads);
        let is_plain = notation == NOTATIONS[0];
        if is_plain || (count == most && is_new) {
            choices.push(NumberChoice {
                notation,
                reads,
                count,
            });
        }
    }
    Some(NumberQuestion {
        examples: forms.examples.clone(),
        choices,
        count: forms.count,
    })
}

impl NumberQuestion {
    /// Returns the only choice that reads as many as it does, if there is one.
    pub fn settled(&self) -> Option<&NumberChoice> {
        let most = self.choices.iter().map(|choice| choice.count).max()?;
        let mut best = self.choices.iter().filter(|choice| choice.count == most);
        best.next().filter(|_| best.next().is_none())
    }
}

/// Returns whether two notations are the same: a point is what stands there if nothing is said.
pub fn same_notation(one: NumberNotation, other: NumberNotation) -> bool {
    let decimal = |notation: NumberNotation| notation.0.filter(|mark| *mark != DecimalMark::Point);
    decimal(one) == decimal(other) && one.1 == other.1
}

/// Returns the words that may stand for an empty value, with those said to, which are counted in
/// every column.
fn blanks(data: &Data, survey: &FileSurvey, forms: &ValueForms) -> Vec<(String, u32)> {
    let mut found = forms.blanks.clone();
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let same = |one: &str, other: &str| simple_lower(one.trim()) == simple_lower(other.trim());
    for word in &data.reading.empty {
        if !found.iter().any(|(known, _)| same(known, word)) {
            let all = survey.summary.fields.iter();
            let empty = all.map(|field| {
                let filled = field.filled_without(std::slice::from_ref(word));
                field.filled - filled
            });
            found.push((word.clone(), empty.sum()));
        }
    }
    found
}

/// Returns the columns with values that are no number, or no day, though they are compared so.
fn unread(
    data: &Data,
    numbers: &[&FieldSummary],
    days: &[&FieldSummary],
) -> Vec<(String, &'static str, String)> {
    let is_empty = |text: &str| {
        let empty = data.reading.empty.iter();
        empty
            .map(|word| simple_lower(word))
            .any(|word| word == simple_lower(text))
    };
    let each = |columns: &[&FieldSummary], what: &'static str| {
        let found = columns.iter().filter_map(|column| {
            let example = column.forms.text_example.clone()?;
            (!is_empty(&example)).then(|| (column.name.clone(), what, example))
        });
        found.collect::<Vec<_>>()
    };
    let mut found = each(numbers, "number");
    if data.reading.time_format.is_none() {
        found.extend(each(days, "day"));
    }
    found
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::evidence::summarize_data;
    use crate::model::{Definition, ThousandsMark};
    use crate::scoring::Dataset;
    use serde_json::json;

    fn asked(rows: &[[&str; 3]], data: Data) -> ReadingQuestions {
        let header = ["employees", "Created", "industry"];
        let mut leads = Dataset::new(header.map(String::from).to_vec());
        for row in rows {
            leads.push("", 2, row, &[], None);
        }
        let definition: Definition = serde_json::from_value(json!({"criteria": [
            {"id": "size", "name": "Size", "kind": "fit", "when": {"field": "employees", "min": 50}},
            {"id": "trade", "name": "Trade", "kind": "fit", "when": {"field": "industry", "is": "mills"}},
        ]}))
        .unwrap();
        let session = Session {
            definition: Arc::new(definition),
            data: Arc::new(Data {
                created_field: Some("created".into()),
                ..data
            }),
            ..Session::new("t")
        };
        let summary = Arc::new(summarize_data(&leads));
        reading_questions(
            &session,
            &FileSurvey::of_leads(Arc::new(leads), summary, None),
        )
    }

    #[test]
    fn a_plain_file_is_asked_nothing() {
        let rows = [["50", "2026-01-05", "mills"], ["2.5", "", ""]];
        assert_eq!(asked(&rows, Data::default()), ReadingQuestions::default());
    }

    #[test]
    fn a_number_that_reads_two_ways_is_asked_with_both() {
        let question = asked(&[["1.200", "", ""], ["70", "", ""]], Data::default());
        let question = question.numbers.expect("a question");
        let choices = question.choices.iter();
        let reads: Vec<_> = choices
            .map(|c| (c.notation, c.reads[0].as_deref()))
            .collect();
        let comma = Some(DecimalMark::Comma);
        assert_eq!(
            reads,
            [
                ((None, None), Some("1.2")),
                ((comma, Some(ThousandsMark::Point)), Some("1200")),
            ]
        );
        assert_eq!(question.settled(), None);
        let settled = asked(&[["1.200", "", ""], ["7,5", "", ""]], Data::default());
        let settled = settled.numbers.expect("a question");
        let notation = settled.settled().map(|choice| choice.notation);
        assert_eq!(notation, Some((comma, Some(ThousandsMark::Point))));
        assert!(
            asked(&[["1.200", "", ""], ["7.5", "", ""]], Data::default())
                .numbers
                .is_none()
        );
    }

    #[test]
    fn dates_are_asked_with_what_settles_them() {
        let rows = [["1", "11/2/2026", ""], ["2", "26/2/2026", ""]];
        let dates = asked(&rows, Data::default()).dates.expect("a question");
        assert_eq!((dates.day_first, dates.month_first), (2, 1));
        assert_eq!(dates.settling.as_deref(), Some("26/2/2026"));
    }

    #[test]
    fn blanks_signs_offsets_and_what_is_unread_are_found() {
        let rows = [
            ["$1,039", "2026-01-05T10:00", "Select"],
            ["many", "soon", "Select"],
        ];
        let found = asked(&rows, Data::default());
        assert_eq!(found.blanks, [("Select".to_owned(), 2)]);
        assert_eq!((&*found.signs, found.without_offset), (&[("$", 1)][..], 1));
        let unread: Vec<_> = found
            .unread
            .iter()
            .map(|(c, what, e)| (&**c, *what, &**e))
            .collect();
        assert_eq!(
            unread,
            [("employees", "number", "many"), ("Created", "day", "soon")]
        );
    }
}
