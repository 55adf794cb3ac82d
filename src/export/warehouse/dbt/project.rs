//! The files of a dbt project.

use super::super::golden::{Expectation, GoldenLeads, golden_leads, golden_sets};
use super::super::query::{SqlText, query};
use super::super::table_names::TableNames;
use super::jinja::escaped;
use super::schema_yaml::{schema_yaml, source_of, sources_yaml};
use super::source_table::SourceTable;
use super::unit_test::{TableColumns, UnitTest};
use crate::export::{Content, Document, ExportError, ExportSource, escape_markdown};
use crate::scoring::Scorer;

/// The day to look back from where neither the variable nor the settings say another.
const TODAY: &str = "current_date";

/// Renders the project.
///
/// # Errors
///
/// Fails if the query can't be made, or a table isn't named in a way that dbt can name.
pub(in crate::export) fn render(exported: &ExportSource) -> Result<Document, ExportError> {
    let definition = &exported.definition;
    let scorer = Scorer::new(definition);
    let found = golden_leads(definition);
    let tables = Tables::of(exported, &found)?;
    let model = model_name(&exported.name);
    let text = model_sql(exported, &tables)?;
    let (tests, left_out) = unit_tests(exported, &found, &scorer);
    let mut notices = text.notices;
    notices.extend(found.notices(&scorer));
    notices.extend(own_notices(exported, &tables, &left_out));
    let description = format!(
        "Lead scores by {}, version {}.",
        exported.name,
        exported.version_word()
    );
    let sources = sources_yaml(&tables.leads, tables.events.as_ref());
    let schema = schema_yaml(definition, &model, &description, &tests);
    let mut files = vec![
        ("dbt_project.yml".into(), project_yaml(exported, &model)),
        ("README.md".into(), readme(exported, &model, &notices)),
        (format!("models/{model}.sql"), text.sql),
        ("models/sources.yml".into(), sources),
        ("models/schema.yml".into(), schema),
    ];
    if !text.assumptions.is_empty() {
        files.push((
            format!("analyses/{model}_assumptions.sql"),
            text.assumptions,
        ));
    }
    for test in tests {
        add_fixtures(test, &model, &mut files);
    }
    Ok(Document {
        content: Content::Folder(files),
        notices,
    })
}

/// Adds the files of a unit test's rows.
fn add_fixtures(test: UnitTest, model: &str, files: &mut Vec<(String, String)>) {
    let mut add = |what: &str, sql: String| {
        let suffix = &test.suffix;
        files.push((format!("tests/fixtures/{model}_{what}{suffix}.sql"), sql));
    };
    add("leads", test.leads_sql);
    if let Some(events) = test.events_sql {
        add("events", events);
    }
    add("verdicts", test.expected_sql);
}

/// Returns what the reader should know of this project, as sentences.
fn own_notices(exported: &ExportSource, tables: &Tables, left_out: &[String]) -> Vec<String> {
    let mut notices = Vec::new();
    if !left_out.is_empty() {
        notices.push(format!(
            "The types of the columns can't hold what these golden leads have, so no unit test has \
             them: {}.",
            left_out.join(", ")
        ));
    }
    if tables.events.is_some() && exported.warehouse.events.is_none() {
        notices.push("No table of events was given: the source of events is `events`.".into());
    }
    if exported.warehouse.as_of_field.is_some() {
        notices.push(
            "The dbt model looks back from one day for all leads, the variable `as_of`, not from \
             each lead's own."
                .into(),
        );
    }
    notices
}

/// Where the leads and events lie.
struct Tables {
    leads: SourceTable,
    /// `None` if no condition is about events.
    events: Option<SourceTable>,
}

impl Tables {
    fn of(exported: &ExportSource, found: &GoldenLeads) -> Result<Self, ExportError> {
        let settings = &exported.warehouse;
        let read = |name: &str, flag: &str| {
            SourceTable::read(name).ok_or_else(|| {
                ExportError::Warehouse(format!(
                    "{flag} `{name}` is no name of a table that dbt can have as a source: give it as \
                     table, schema.table or database.schema.table"
                ))
            })
        };
        let or = |name: &str, usual: &str| match name.trim() {
            "" => usual.to_owned(),
            name => name.to_owned(),
        };
        let events = settings.events.as_deref().unwrap_or_default();
        let events = found.columns.asks_events.then(|| or(events, "events"));
        Ok(Self {
            leads: read(&or(&settings.leads, "leads"), "--leads")?,
            events: events.map(|name| read(&name, "--events")).transpose()?,
        })
    }
}

/// Returns the name of the model: that of the session, as far as dbt takes it.
fn model_name(name: &str) -> String {
    let plain = name.chars().map(|c| {
        let c = c.to_ascii_lowercase();
        if c.is_ascii_alphanumeric() { c } else { '_' }
    });
    let plain: String = plain.take(60).collect();
    let words: Vec<&str> = plain.split('_').filter(|word| !word.is_empty()).collect();
    match words.join("_").as_str() {
        "" => "accord_model".into(),
        name => format!("accord_{name}"),
    }
}

/// Returns the query as a model of dbt: sources for tables, and the variable for the day.
fn model_sql(exported: &ExportSource, tables: &Tables) -> Result<SqlText, ExportError> {
    let content = format!("{:?} {:?}", exported.definition, exported.warehouse);
    let mut mark = "accord_dbt".to_owned();
    while content.contains(&mark) {
        mark.push('_');
    }
    let [leads, events, as_of] = ["leads", "events", "as_of"].map(|word| format!("{mark}_{word}"));
    let names = TableNames {
        leads: leads.clone(),
        events: tables.events.as_ref().map(|_| events.clone()),
        as_of: Some(as_of.clone()),
    };
    // One day for all leads, as the notices say.
    let mut exported = exported.clone();
    exported.warehouse.as_of_field = None;
    let text = query(&exported, &names)?;
    let templated = |sql: &str| {
        let sql = escaped(sql)
            .replace(&leads, &format!("{{{{ {} }}}}", source_of("leads")))
            .replace(&events, &format!("{{{{ {} }}}}", source_of("events")))
            .replace(&as_of, "{{ as_of }}");
        format!("{AS_OF}{}\n", sql.trim_end())
    };
    Ok(SqlText {
        sql: templated(&text.sql),
        assumptions: match text.assumptions.trim() {
            "" => String::new(),
            assumptions => templated(assumptions),
        },
        notices: text.notices,
    })
}

/// Sets the expression of the day from the variable, which is a day or an expression.
const AS_OF: &str = "\
{%- set given = var('as_of') | string -%}
{%- if modules.re.match('^[0-9]{4}-[0-9]{2}-[0-9]{2}$', given) -%}
{%- set as_of = \"cast('\" ~ given ~ \"' as date)\" -%}
{%- else -%}
{%- set as_of = '(' ~ given ~ ')' -%}
{%- endif -%}
";

/// Makes the unit tests. Also returns the names of the golden leads that none of them has.
fn unit_tests(
    exported: &ExportSource,
    found: &GoldenLeads,
    scorer: &Scorer,
) -> (Vec<UnitTest>, Vec<String>) {
    let expected = Expectation::of(exported);
    let columns = TableColumns::of(&exported.warehouse, &found.columns);
    let (mut tests, mut left_out) = (Vec::new(), Vec::new());
    let sets = golden_sets(found, &exported.definition, scorer);
    for (n, set) in sets.iter().enumerate() {
        let (test, without) = columns.unit_test(set, n, &expected);
        tests.push(test);
        left_out.extend(without);
    }
    (tests, left_out)
}

fn project_yaml(exported: &ExportSource, model: &str) -> String {
    let as_of = exported.warehouse.as_of.as_deref().unwrap_or(TODAY);
    let as_of = serde_json::Value::from(escaped(as_of));
    format!(
        "name: {model}\nversion: \"1.0.0\"\nconfig-version: 2\nprofile: accord\n\n\
         model-paths: [\"models\"]\ntest-paths: [\"tests\"]\nanalysis-paths: [\"analyses\"]\n\n\
         vars:\n  # The day to look back from: a day such as 2026-11-21, or an expression.\n  \
         as_of: {as_of}\n"
    )
}

fn readme(exported: &ExportSource, model: &str, notices: &[String]) -> String {
    let mut text = format!(
        "# {}, version {}, for dbt\n\n\
         The model `{model}` scores every lead of the source `leads`{}. Use this folder as a project \
         with the profile `accord`, or as a package of yours.\n\n    \
         dbt build --select {model}\n    \
         dbt build --select {model} --vars '{{as_of: 2026-11-21}}'\n\n\
         Where the tables lie is in `models/sources.yml`. The unit tests are golden leads with the \
         verdicts they must get; they run before the model is built, on no data of yours. What the query \
         takes for granted, `analyses/` counts where it can fail.\n",
        escape_markdown(&exported.name),
        exported.version_word(),
        if exported.definition.criteria.is_empty() {
            ""
        } else {
            " by what it has and did"
        },
    );
    for sentence in exported.altered.iter().chain(notices) {
        text.push_str(&format!("\n- {}", escape_markdown(sentence)));
    }
    if !notices.is_empty() {
        text.push('\n');
    }
    text
}
