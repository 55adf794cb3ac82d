//! The files of a project.

use super::render;
use crate::export::{Content, ExportSource};
use crate::model::ModelFile;

const MODEL: &str = r#"{"accord": "model/1", "name": "Odd {{ name }}: \"Süd\"",
"criteria": [
  {"id": "size", "name": "Size", "kind": "fit", "combine": "highest", "answers": [
    {"id": "large", "label": "Large", "points": 10, "when": {"field": "select", "min": 100}},
    {"id": "x", "label": "X", "points": 2, "when": {"field": "select", "is": "{{ x }}"}}]},
  {"id": "demo", "name": "Demo", "kind": "behaviour", "points": 5, "when": {"event": "demo", "within_days": 30}}],
"stages": [{"id": "mql", "name": "MQL", "readiness": "sales-ready", "rule": {"all": ["demo"], "points": {"total": 7}}}],
"handoff": {"stage": "mql", "disposition": "forward", "to": "Sales"},
"bands": [{"id": "cold", "name": "Cold", "disposition": "nurture"}],
"dispositions": [
  {"id": "forward", "name": "Forward", "action": "forward", "owner": "Sales"},
  {"id": "nurture", "name": "Nurture", "action": "nurture", "owner": "Marketing"}]}"#;

fn source() -> ExportSource {
    let model: ModelFile = serde_json::from_str(MODEL).expect("a model");
    ExportSource::model(&model)
}

fn files(exported: &ExportSource) -> Vec<(String, String)> {
    match render(exported).expect("a project").content {
        Content::Folder(files) => files,
        other => panic!("{other:?}"),
    }
}

fn file<'a>(files: &'a [(String, String)], name: &str) -> &'a str {
    let found = files.iter().find(|(path, _)| path == name);
    &found.unwrap_or_else(|| panic!("{name}: {files:#?}")).1
}

#[test]
fn a_project_has_a_model_sources_and_unit_tests_with_their_fixtures() {
    let mut exported = source();
    exported.warehouse.leads = "crm.\"the leads\"".into();
    let files = files(&exported);
    let model = "accord_odd_name_s_d";
    let schema = file(&files, "models/schema.yml");
    for line in [
        &format!("  - name: {model}_golden\n"),
        &format!("        fixture: {model}_leads\n"),
        &format!("        fixture: {model}_events\n"),
        &format!("      fixture: {model}_verdicts\n"),
        "      - input: source('accord_leads', 'leads')\n",
        "                values: [\"forward\", \"nurture\"]\n",
        "description: \"Lead scores by Odd {{ '{' }}{ name }}: \\\"Süd\\\", version draft.\"\n",
    ] {
        assert!(schema.contains(line), "{line}: {schema}");
    }
    let sources = file(&files, "models/sources.yml");
    assert!(sources.contains("    schema: \"crm\"\n"), "{sources}");
    assert!(
        sources.contains("        identifier: \"the leads\"\n"),
        "{sources}"
    );
    assert!(sources.contains("    schema: \"{{ var('accord_schema', target.schema) }}\"\n"));
    let leads = file(&files, &format!("tests/fixtures/{model}_leads.sql"));
    let first = "select cast('nothing-known' as varchar) as \"lead_id\", cast(null as varchar) as \"select\"\n";
    assert!(leads.starts_with(first), "{leads}");
    assert!(leads.contains("'{' || '{ x }}'"), "{leads}");
    let project = file(&files, "dbt_project.yml");
    assert!(project.contains("  as_of: \"current_date\"\n"), "{project}");
    let sql = file(&files, &format!("models/{model}.sql"));
    assert!(
        sql.starts_with("{%- set given = var('as_of') | string -%}\n"),
        "{sql}"
    );
}

#[test]
fn what_a_typed_column_cannot_hold_is_left_out_and_said() {
    let mut exported = source();
    let types = [("select".to_owned(), crate::export::ColumnType::Integer)];
    exported.warehouse.types = types.into();
    let document = render(&exported).expect("a project");
    let said = "The types of the columns can't hold what these golden leads have, so no unit test has them: ";
    let notice = document
        .notices
        .iter()
        .find(|notice| notice.starts_with(said));
    assert!(
        notice.is_some_and(|notice| notice.contains("answer-size-x")),
        "{:?}",
        document.notices
    );
    let files = files(&exported);
    let leads = file(&files, "tests/fixtures/accord_odd_name_s_d_leads.sql");
    assert!(!leads.contains("{ x }}"), "{leads}");
    assert!(leads.contains("cast('100' as bigint)"), "{leads}");
}

#[test]
fn a_query_is_no_table_that_dbt_can_name() {
    let mut exported = source();
    exported.warehouse.leads = "(select * from x)".into();
    let error = render(&exported).expect_err("no table").to_string();
    assert_eq!(
        error,
        "--leads `(select * from x)` is no name of a table that dbt can have as a source: give it as \
         table, schema.table or database.schema.table"
    );
}
