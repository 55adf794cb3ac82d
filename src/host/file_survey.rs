//! Looks at what the files of leads and events contain, for the mapping screen: also where they
//! can't be read as the session says, so that it can be said otherwise.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use crate::app::LeadsStatus;
use crate::evidence::{self, EventFileSurvey, FileSurvey};
use crate::model::Data;
use crate::records::{
    EventIndex, LeadLayout, LeadReader, LeadRow, ReadOptions, RecordsError, find_event_columns,
};
use crate::scoring::Dataset;
use crate::store::open_regular;

/// The most rows of a file of events that are looked at.
const SAMPLED_EVENTS: usize = 10_000;

/// Surveys the files of a session whose leads were read, or couldn't be.
pub(super) fn survey(
    root: &Path,
    data: &Data,
    recorded: &LeadsStatus,
    cancelled: &dyn Fn() -> bool,
) -> Option<FileSurvey> {
    let mut survey = match recorded {
        LeadsStatus::None | LeadsStatus::Loading => return None,
        LeadsStatus::Loaded {
            dataset, summary, ..
        } => FileSurvey::of_leads(dataset.clone(), summary.clone(), Some(data)),
        LeadsStatus::Failed(_) => {
            let path = root.join(data.leads.as_ref()?);
            // Where only the events can't be read, what was said about the leads holds.
            let as_said = read_alone(&path, &ReadOptions::from_data(data)).ok();
            let mapped = as_said.is_some().then_some(data);
            let bare = || read_alone(&path, &bare_options(data)).ok();
            let dataset = as_said.or_else(bare)?;
            let summary = evidence::summarize_data(&dataset);
            FileSurvey::of_leads(Arc::new(dataset), Arc::new(summary), mapped)
        }
    };
    survey.id_header = id_header(&survey, data);
    for name in data.event_files() {
        if cancelled() {
            return None;
        }
        let found = survey_events(&root.join(name), name, data, &survey.dataset);
        survey
            .events
            .push(found.unwrap_or_else(|problem| EventFileSurvey {
                name: name.clone(),
                problem: Some(problem),
                ..EventFileSurvey::default()
            }));
    }
    survey.zones = jiff::tz::db()
        .available()
        .map(|zone| zone.as_str().to_owned())
        .collect();
    Some(survey)
}

/// Returns the options to read a file's columns under their own names.
fn bare_options(data: &Data) -> ReadOptions {
    ReadOptions {
        encoding: data.encoding.clone(),
        delimiter: data.delimiter,
        ..ReadOptions::default()
    }
}

/// Reads the leads without their events.
fn read_alone(path: &Path, options: &ReadOptions) -> Result<Dataset, String> {
    let file = open_regular(path).map_err(|why| why.to_string())?;
    let said = |why: RecordsError| why.to_string();
    let reader = LeadReader::open(file, options, EventIndex::default()).map_err(said)?;
    Ok(reader.into_dataset().map_err(said)?.0)
}

/// Returns the header of the column that the leads' ids are taken from.
fn id_header(survey: &FileSurvey, data: &Data) -> String {
    let headers: Vec<String> = survey.columns.iter().map(|c| c.header.clone()).collect();
    let of = |id: Option<String>| {
        let options = ReadOptions {
            id,
            ..ReadOptions::default()
        };
        let layout = LeadLayout::from_headers(&headers, &options).ok()?;
        headers.get(layout.id_column()).cloned()
    };
    let named = of(data.id.clone());
    named.or_else(|| of(None)).unwrap_or_default()
}

fn survey_events(
    path: &Path,
    name: &str,
    data: &Data,
    leads: &Dataset,
) -> Result<EventFileSurvey, String> {
    let file =
        open_regular(path).map_err(|why| format!("{} can't be opened ({why})", path.display()))?;
    let said = |why: RecordsError| format!("{name}: {why}");
    let reader =
        LeadReader::open(file, &bare_options(data), EventIndex::default()).map_err(said)?;
    let headers = reader.headers().to_vec();
    let mut sample = Dataset::new(reader.schema().columns.clone());
    for row in reader.take(SAMPLED_EVENTS) {
        if let LeadRow::Lead(row) = row.map_err(said)? {
            let values: Vec<&str> = row.values.iter().map(String::as_str).collect();
            sample.push("", row.line, &values, &[], None);
        }
    }
    let summary = evidence::summarize_data(&sample);
    let columns = (0..sample.columns.len()).filter(|c| !sample.columns[*c].is_empty());
    let columns: Vec<usize> = columns.collect();
    Ok(EventFileSurvey {
        name: name.to_owned(),
        rows: summary.leads,
        matches: matches(&sample, &columns, leads),
        columns: summary.fields,
        taken: find_event_columns(&headers, &ReadOptions::from_data(data)),
        problem: None,
    })
}

/// Counts for each column the rows whose value is the id of a lead.
fn matches(sample: &Dataset, columns: &[usize], leads: &Dataset) -> Vec<u32> {
    let values = |column: usize| (0..sample.len()).map(move |row| sample.value(row, column).trim());
    let mut known: HashMap<&str, bool> = HashMap::new();
    for column in columns {
        known.extend(
            values(*column)
                .filter(|v| !v.is_empty())
                .map(|value| (value, false)),
        );
    }
    for lead in 0..leads.len() {
        if let Some(is_lead) = known.get_mut(leads.id(lead)) {
            *is_lead = true;
        }
    }
    let is_lead = |value: &&str| known.get(value) == Some(&true);
    let count = |column: &usize| values(*column).filter(is_lead).count() as u32;
    columns.iter().map(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(text: &str, data: &Data) -> EventFileSurvey {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("events.csv"), text).unwrap();
        let mut leads = Dataset::new(vec!["id".into()]);
        for id in ["L1", "L2"] {
            leads.push(id, 2, &[id], &[], None);
        }
        survey_events(
            &folder.path().join("events.csv"),
            "events.csv",
            data,
            &leads,
        )
        .unwrap()
    }

    #[test]
    fn each_column_of_the_events_is_compared_with_the_leads() {
        let text = "id,contact,activity,when\n1,L1,Demo,2026-01-01\n2,L9,demo,\nL2,L2,Visit,\n";
        let found = events(text, &Data::default());
        assert_eq!((found.rows, &*found.matches), (3, &[1, 2, 0, 0][..]));
        assert_eq!(found.columns[2].top[0], ("Demo".to_owned(), 2));
        let mut data = Data::default();
        data.event_columns.id = Some("Contact".into());
        data.event_columns.at = Some("when".into());
        let found = events(text, &data);
        assert_eq!(found.taken.id.as_deref(), Some("contact"));
        assert_eq!(found.taken.at.as_deref(), Some("when"));
        assert_eq!(found.column(found.taken.id.as_deref()).unwrap().1, 2);
    }

    #[test]
    fn a_file_that_cannot_be_read_as_said_is_surveyed_under_its_own_names() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("crm.csv"), "Key,Status\nL1,won\n").unwrap();
        let data = Data {
            leads: Some("crm.csv".into()),
            events: Some("gone.csv".into()),
            columns: [("phase".to_owned(), "Stage".to_owned())].into(),
            ..Data::default()
        };
        let failed = LeadsStatus::Failed("no column `Stage`".into());
        let found = survey(folder.path(), &data, &failed, &|| false).unwrap();
        assert_eq!(found.headers(), ["Key", "Status"]);
        assert_eq!(found.id_header, "Key");
        assert!(
            found.events[0]
                .problem
                .as_ref()
                .unwrap()
                .contains("gone.csv")
        );
    }
}
