//! The roles that columns of the leads can have, and which field a column holds.

use std::collections::BTreeMap;

use super::field_setting::FieldSetting;
use super::file_survey::{FileSurvey, LeadColumn};
use crate::model::Session;
use crate::model::record::{Kind, Place};
use crate::scoring::field_key;

/// A role of a column: a field of the leads file that names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnRole {
    /// The field's key.
    pub key: &'static str,
    /// The role in a word or two.
    pub label: &'static str,
    /// What it is for.
    pub help: &'static str,
}

/// The roles, in the order in which they are offered.
#[rustfmt::skip] // a table
pub const COLUMN_ROLES: [ColumnRole; 12] = [
    ColumnRole { key: "id", label: "id", help: "the lead's id" },
    ColumnRole { key: "bucket_field", label: "bucket", help: "untouched, rejected or viable" },
    ColumnRole { key: "outcome_field", label: "outcome", help: "won, lost or open" },
    ColumnRole { key: "created_field", label: "created", help: "the day the lead was created" },
    ColumnRole { key: "first_response_field", label: "first response", help: "the day Sales first responded" },
    ColumnRole { key: "attempts_field", label: "attempts", help: "how often Sales tried" },
    ColumnRole { key: "value_field", label: "value", help: "what the deal was worth" },
    ColumnRole { key: "converted_field", label: "converted", help: "the day it became an opportunity or customer" },
    ColumnRole { key: "handed_off_field", label: "handed off", help: "the day the lead was handed to Sales" },
    ColumnRole { key: "closed_field", label: "closed", help: "the day the deal was won or lost" },
    ColumnRole { key: "reported_field", label: "reported", help: "what Sales reported to do next" },
    ColumnRole { key: "as_of_field", label: "own as-of day", help: "the day scoring looks back from, for each lead" },
];

/// Returns what a field of the leads file says.
fn column_said(session: &Session, key: &str) -> Option<String> {
    let record = session.record(&Place::single(Kind::Data))?;
    record.get(key).filter(|text| !text.is_empty())
}

/// Returns the roles of a column. The id has one even where nobody has said so.
pub fn roles_of(session: &Session, survey: &FileSurvey, column: &LeadColumn) -> Vec<ColumnRole> {
    let names = |role: &&ColumnRole| match (role.key, column_said(session, role.key)) {
        ("id", None) => survey.id_header == column.header,
        ("id", Some(name)) => field_key(&name) == field_key(&column.header),
        (_, Some(name)) => survey
            .field(&name)
            .is_some_and(|(found, _)| found == column),
        (_, None) => false,
    };
    COLUMN_ROLES.iter().filter(names).copied().collect()
}

/// Returns the roles whose column the file doesn't have, with the name that is said.
pub fn absent_roles(session: &Session, survey: &FileSurvey) -> Vec<(ColumnRole, String)> {
    let is_there = |role: &ColumnRole, name: &str| match role.key {
        "id" => survey
            .columns
            .iter()
            .any(|c| field_key(&c.header) == field_key(name)),
        _ => survey.field(name).is_some(),
    };
    let roles = COLUMN_ROLES.iter();
    roles
        .filter_map(|role| Some((*role, column_said(session, role.key)?)))
        .filter(|(role, name)| !is_there(role, name))
        .collect()
}

/// Returns the setting that gives a column a role.
pub fn give_role(role: &str, column: &LeadColumn) -> FieldSetting {
    let name = if role == "id" {
        &column.header
    } else {
        &column.field
    };
    FieldSetting::of_data(role, name)
}

/// Returns the settings that take all roles, and a field of another name, from a column.
pub fn clear_roles(
    session: &Session,
    survey: &FileSurvey,
    column: &LeadColumn,
) -> Vec<FieldSetting> {
    let roles = roles_of(session, survey, column).into_iter();
    let mut settings: Vec<FieldSetting> = roles
        .filter(|role| column_said(session, role.key).is_some())
        .map(|role| FieldSetting::of_data(role.key, ""))
        .collect();
    let mut columns = session.data.columns.clone();
    if columns.remove(&column.field).is_some() {
        settings.push(columns_setting(&columns));
    }
    settings
}

/// Returns the settings that point a field of the model at a column. Roles that name the column by
/// the field it held follow.
pub fn hold_field(
    session: &Session,
    survey: &FileSurvey,
    field: &str,
    column: &LeadColumn,
) -> Vec<FieldSetting> {
    let mut columns = session.data.columns.clone();
    let key = field_key(field);
    columns.retain(|known, _| field_key(known) != key && *known != column.field);
    if key != field_key(&column.header) {
        columns.insert(field.to_owned(), column.header.clone());
    }
    let mut settings = Vec::new();
    if columns != session.data.columns {
        settings.push(columns_setting(&columns));
    }
    for role in roles_of(session, survey, column) {
        if role.key != "id" && column_said(session, role.key).is_some() {
            settings.push(FieldSetting::of_data(role.key, field));
        }
    }
    settings
}

fn columns_setting(columns: &BTreeMap<String, String>) -> FieldSetting {
    let lines = columns
        .iter()
        .map(|(field, column)| format!("{field} = {column}"));
    FieldSetting::of_data("columns", lines.collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::evidence::summarize_data;
    use crate::model::Data;
    use crate::scoring::Dataset;

    fn survey(fields: &[&str], data: &Data) -> FileSurvey {
        let mut leads = Dataset::new(fields.iter().map(|f| (*f).into()).collect());
        leads.push("L1", 2, &vec!["x"; fields.len()], &[], None);
        let summary = Arc::new(summarize_data(&leads));
        let mut survey = FileSurvey::of_leads(Arc::new(leads), summary, Some(data));
        survey.id_header = survey.columns[0].header.clone();
        survey
    }

    fn labels(session: &Session, survey: &FileSurvey, header: &str) -> Vec<&'static str> {
        let (column, _) = survey.header(header).expect("a column");
        let roles = roles_of(session, survey, column).into_iter();
        roles.map(|role| role.label).collect()
    }

    #[test]
    fn a_column_has_the_roles_that_name_it_and_they_follow_its_field() {
        let data = Data {
            bucket_field: Some("lead_status".into()),
            value_field: Some("gone".into()),
            ..Data::default()
        };
        let mut session = Session {
            data: Arc::new(data),
            ..Session::new("t")
        };
        let found = survey(&["Key", "Lead Status"], &session.data);
        assert_eq!(labels(&session, &found, "Key"), ["id"]);
        assert_eq!(labels(&session, &found, "Lead Status"), ["bucket"]);
        let absent = absent_roles(&session, &found);
        assert_eq!((absent.len(), absent[0].1.as_str()), (1, "gone"));

        let (column, _) = found.header("Lead Status").expect("a column");
        for FieldSetting { at, key, text } in hold_field(&session, &found, "phase", column) {
            session.record_mut(&at).unwrap().set(&key, &text).unwrap();
        }
        assert_eq!(session.data.columns["phase"], "Lead Status");
        assert_eq!(session.data.bucket_field.as_deref(), Some("phase"));
        let found = survey(&["Key", "phase"], &session.data);
        assert_eq!(labels(&session, &found, "Lead Status"), ["bucket"]);
        let (column, _) = found.header("Lead Status").expect("a column");
        let keys = clear_roles(&session, &found, column);
        let keys: Vec<&str> = keys.iter().map(|s| s.key.as_str()).collect();
        assert_eq!(keys, ["bucket_field", "columns"]);
    }

    #[test]
    fn every_role_is_a_field_of_the_leads_file() {
        let session = Session::new("t");
        let record = session
            .record(&Place::single(Kind::Data))
            .expect("there is one");
        for role in COLUMN_ROLES {
            assert!(record.get(role.key).is_some(), "{}", role.key);
        }
    }
}
