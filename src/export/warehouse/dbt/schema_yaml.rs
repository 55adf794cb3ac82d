//! The YAML files of a dbt project: sources, and the model with its columns and unit tests.

use super::jinja::escaped;
use super::source_table::SourceTable;
use super::unit_test::UnitTest;
use crate::model::{Definition, Id};

/// The name of the source.
pub(super) const SOURCE: &str = "accord";

/// Writes a text as YAML that dbt renders to it.
fn quoted(text: &str) -> String {
    // A string of JSON is one of YAML.
    serde_json::Value::from(escaped(text)).to_string()
}

/// Returns the file of the sources: where the leads and events lie.
pub(super) fn sources_yaml(leads: &SourceTable, events: Option<&SourceTable>) -> String {
    let mut yaml = "version: 2\n\nsources:\n".to_owned();
    let tables = [("leads", Some(leads)), ("events", events)];
    let tables: Vec<(&str, &SourceTable)> = tables
        .into_iter()
        .filter_map(|(name, table)| Some((name, table?)))
        .collect();
    for (name, table) in tables {
        yaml.push_str(&format!("  - name: {SOURCE}_{name}\n"));
        if let Some(database) = &table.database {
            yaml.push_str(&format!("    database: {}\n", quoted(database)));
        }
        // What isn't named is where dbt builds.
        let schema = table.schema.as_ref().map_or_else(
            || format!("\"{{{{ var('{SOURCE}_schema', target.schema) }}}}\""),
            |schema| quoted(schema),
        );
        yaml.push_str(&format!("    schema: {schema}\n"));
        yaml.push_str("    quoting: {database: true, schema: true, identifier: true}\n");
        yaml.push_str(&format!(
            "    tables:\n      - name: {name}\n        identifier: {}\n",
            quoted(&table.identifier)
        ));
    }
    yaml
}

/// Returns the Jinja that names a table.
pub(super) fn source_of(table: &str) -> String {
    format!("source('{SOURCE}_{table}', '{table}')")
}

/// Returns the file of the model: its columns, what they can be, and its unit tests.
pub(super) fn schema_yaml(
    definition: &Definition,
    model: &str,
    description: &str,
    tests: &[UnitTest],
) -> String {
    let mut yaml = format!(
        "version: 2\n\nmodels:\n  - name: {model}\n    description: {}\n    columns:\n",
        quoted(description)
    );
    for (name, what) in COLUMNS {
        yaml.push_str(&format!(
            "      - name: {name}\n        description: {}\n",
            quoted(what)
        ));
        yaml.push_str(&column_tests(definition, name));
    }
    if !tests.is_empty() {
        yaml.push_str("\nunit_tests:\n");
    }
    for test in tests {
        yaml.push_str(&unit_test_yaml(model, test));
    }
    yaml
}

/// The columns of the model, and what they say.
const COLUMNS: [(&str, &str); 13] = [
    ("lead_id", "The lead."),
    ("fit", "Points for fit."),
    ("behaviour", "Points for behaviour."),
    ("total", "Points for fit and behaviour together."),
    (
        "stage",
        "The furthest stage whose rule holds; missing if none does.",
    ),
    ("readiness", "What the stage means for Sales."),
    ("qualified", "Whether the hand-off stage's rule holds."),
    ("band", "The band that the total is in."),
    ("disposition", "What we do with the lead."),
    (
        "missing",
        "What the lead lacks for the hand-off rule, separated by `;`.",
    ),
    (
        "unknown",
        "The criteria that aren't known, separated by `;`.",
    ),
    ("version", "The version of the model."),
    ("why", "What gave the points, and what decided."),
];

/// Returns the data tests of a column.
fn column_tests(definition: &Definition, name: &str) -> String {
    let ids: Vec<&Id> = match name {
        "lead_id" => {
            return "        data_tests:\n          - not_null\n          - unique\n".into();
        }
        "fit" | "behaviour" | "total" | "qualified" => {
            return "        data_tests:\n          - not_null\n".into();
        }
        "stage" => definition.stages.iter().map(|stage| &stage.id).collect(),
        "band" => definition.bands.iter().map(|band| &band.id).collect(),
        "disposition" => definition.dispositions.iter().map(|d| &d.id).collect(),
        _ => return String::new(),
    };
    let values: Vec<String> = ids.iter().map(|id| quoted(id.as_str())).collect();
    format!(
        "        data_tests:\n          - accepted_values:\n              arguments:\n                \
         values: [{}]\n",
        values.join(", ")
    )
}

fn unit_test_yaml(model: &str, test: &UnitTest) -> String {
    let UnitTest {
        suffix,
        day,
        leads,
        events_sql,
        ..
    } = test;
    let events = if events_sql.is_some() {
        format!(
            "      - input: {}\n        format: sql\n        fixture: {model}_events{suffix}\n",
            source_of("events")
        )
    } else {
        String::new()
    };
    format!(
        "  - name: {model}_golden{suffix}\n    \
             description: \"{leads} golden leads as of {day}, chosen by the proof.\"\n    \
             model: {model}\n    \
             overrides:\n      vars: {{as_of: \"{day}\"}}\n    \
             given:\n      - input: {}\n        format: sql\n        fixture: {model}_leads{suffix}\n\
         {events}    \
             expect:\n      format: sql\n      fixture: {model}_verdicts{suffix}\n",
        source_of("leads")
    )
}
