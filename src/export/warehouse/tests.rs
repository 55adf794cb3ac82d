//! What the text of a query may and must have, whatever the model. What it gives is compared with
//! `accord score` where there are engines to run it.

use serde_json::json;

use super::query::query;
use super::table_names::TableNames;
use super::{ColumnType, Dialect, WarehouseSettings};
use crate::export::{ExportSource, format};
use crate::model::{DateOrder, Definition, ReadingRules};

/// A model with every operator, and names that try to break out of comments and quotes.
fn definition() -> Definition {
    let yes = |id: &str, when: serde_json::Value| {
        json!({"id": id, "name": format!("{id} */ -- \n'\"`\\ ${{x}};"), "kind": "fit",
               "points": 5, "when": when})
    };
    serde_json::from_value(json!({
        "criteria": [
            yes("text", json!({"field": "select", "in": ["it's", "a\\b"], "not_in": ["x"]})),
            yes("parts", json!({"any": [
                {"field": "Job \"Title\"", "contains": "head", "starts_with": "a", "ends_with": "z"},
                {"field": "tags", "has": "crm"}, {"none": [{"field": "tags", "known": true}]}]})),
            yes("numbers", json!({"field": "employees", "min": 10, "max": 20.5})),
            yes("days", json!({"field": "signed", "on_or_after": "2026-01-01",
                "on_or_before": "2026-12-31", "within_days": 30, "older_than_days": 3})),
            yes("often", json!({"event": ["visit", "o'neil"], "at_least": 2, "at_most": 5,
                "within_days": 30, "older_than_days": 3, "distinct_days": true,
                "where": {"field": "amount", "min": 3}})),
            yes("order", json!({"sequence": ["visit", "demo", "visit"], "within_days": 30})),
            {"id": "times", "name": "Times", "kind": "behaviour",
             "points": {"each": 2, "up_to": 6}, "when": {"event": "visit"}},
            {"id": "one", "name": "One", "kind": "fit", "combine": "one-of", "answers": [
                {"id": "a", "label": "A", "points": 5, "when": {"field": "kind", "is": "a"}},
                {"id": "rest", "label": "Rest", "points": 1, "otherwise": true}]},
            {"id": "best", "name": "Best", "kind": "fit", "combine": "highest", "answers": [
                {"id": "a", "label": "A", "points": 1, "when": {"field": "kind", "is": "a"}},
                {"id": "b", "label": "B", "points": 3, "when": {"field": "kind", "is": "b"}}]}],
        "groups": [{"id": "web", "name": "Web", "of": ["text", "parts"], "min": 0, "max": 7}],
        "stages": [
            {"id": "lead", "name": "Lead", "readiness": "none", "rule": {"points": {"total": 2}}},
            {"id": "mql", "name": "MQL", "readiness": "sales-worthy", "rule": {
                "all": ["text"], "any": ["one=a", "best"], "none": ["days"], "reached": "lead",
                "at_least": {"count": 1, "of": ["times=x2", "often"]}}}],
        "handoff": {"stage": "mql", "disposition": "call"},
        "bands": [{"id": "cold", "name": "Cold", "disposition": "keep"},
                  {"id": "hot", "name": "Hot", "from": 9, "disposition": "keep"}],
        "routes": [{"id": "rival", "name": "Rival", "rule": {"all": ["numbers"]},
                    "disposition": "keep", "even_if_qualified": true}],
        "dispositions": [{"id": "call", "name": "Call", "action": "forward"},
                         {"id": "keep", "name": "Keep", "action": "recycle"}]
    }))
    .unwrap()
}

fn exported(dialect: Dialect) -> ExportSource {
    let mut warehouse = WarehouseSettings {
        dialect,
        leads: "crm.leads".into(),
        events: Some("crm.events".into()),
        as_of_field: Some("seen".into()),
        reading: ReadingRules {
            strip: vec!["$".into(), "c.a.".into()],
            empty: vec!["n/a".into()],
            dates: Some(DateOrder::MonthFirst),
            time_format: Some("%d %b %Y %I:%M %p %z".into()),
            time_zone: Some("Europe/Berlin".into()),
            ..ReadingRules::default()
        },
        ..WarehouseSettings::default()
    };
    let types = [
        ("kind", ColumnType::Boolean),
        ("amount", ColumnType::Double),
    ];
    warehouse.types = types.map(|(column, kind)| (column.into(), kind)).into();
    ExportSource {
        name: "Model */ \n; ${x}".into(),
        definition: definition(),
        warehouse,
        ..ExportSource::default()
    }
}

/// Returns the file of a dialect without what is in quotes and in comments, and the comments.
fn without_quotes(text: &str, dialect: Dialect) -> (String, Vec<String>) {
    let escapes = !matches!(dialect, Dialect::DuckDb | Dialect::Postgres);
    let (mut code, mut comments) = (String::new(), Vec::new());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '-' && chars.peek() == Some(&'-') {
            comments.push(chars.by_ref().take_while(|c| *c != '\n').collect());
            code.push('\n');
        } else if matches!(c, '\'' | '"' | '`') {
            while let Some(inner) = chars.next() {
                if inner == '\\' && escapes && c != '"' {
                    chars.next();
                } else if inner == c && chars.next_if_eq(&c).is_none() {
                    break;
                }
            }
            code.push('?');
        } else {
            code.push(c);
        }
    }
    (code, comments)
}

fn rendered(dialect: Dialect) -> String {
    let document = (format("sql").unwrap().render)(&exported(dialect)).unwrap();
    document.text().unwrap().to_owned()
}

/// Returns the words in front of a parenthesis.
fn called(code: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, _) in code.match_indices('(') {
        let word = code[..at].chars().rev();
        let word: Vec<char> = word
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        words.push(word.into_iter().rev().collect());
    }
    words
}

/// What stands in front of a parenthesis and is no function.
const NO_FUNCTIONS: [&str; 16] = [
    "",
    "MATERIALIZED",
    "FROM",
    "IN",
    "AS",
    "AND",
    "OR",
    "NOT",
    "OVER",
    "EXISTS",
    "THEN",
    "WHEN",
    "DECIMAL",
    "NUMERIC",
    "NUMBER",
    "ELSE",
];

/// Returns the functions of a dialect that the list gives a page of its manual for.
fn listed_functions(dialect: Dialect) -> Vec<&'static str> {
    let lines = include_str!("dialect/functions.tsv").lines();
    let listed = lines.filter_map(|line| {
        let [of, function, page] = line.split('\t').collect::<Vec<_>>()[..] else {
            assert!(line.starts_with('#'), "{line}");
            return None;
        };
        assert!(page.starts_with("https://"), "{line}");
        (of == dialect.name()).then_some(function)
    });
    listed.collect()
}

#[test]
fn no_function_is_called_outside_of_the_list() {
    for dialect in Dialect::ALL {
        let listed = listed_functions(dialect);
        let (code, _) = without_quotes(&rendered(dialect), dialect);
        for word in called(&code) {
            let known = listed.contains(&word.as_str()) || NO_FUNCTIONS.contains(&word.as_str());
            assert!(known, "{}: {word}", dialect.name());
        }
    }
}

#[test]
fn nothing_breaks_out_of_quotes_and_comments() {
    for dialect in Dialect::ALL {
        let text = rendered(dialect);
        let (code, comments) = without_quotes(&text, dialect);
        // One semicolon ends the one statement; the second query is a comment.
        assert_eq!(code.matches(';').count(), 1, "{code}");
        assert!(code.trim_end().ends_with(';'), "{code}");
        assert_eq!(
            code.matches('(').count(),
            code.matches(')').count(),
            "{code}"
        );
        assert!(code.is_ascii(), "{code}");
        assert!(
            comments
                .iter()
                .any(|comment| comment.contains("text * / --"))
        );
        if dialect == Dialect::Spark {
            assert!(!text.contains("${"), "{text}");
        }
    }
}

#[test]
fn tables_are_quoted_part_by_part_unless_they_are_sql() {
    for (dialect, given, written) in [
        (Dialect::DuckDb, "crm.leads", "\"crm\".\"leads\""),
        (Dialect::BigQuery, "a-b.crm.leads", "`a-b`.`crm`.`leads`"),
        (Dialect::Spark, "order", "`order`"),
        (Dialect::DuckDb, "read_csv('x.csv')", "read_csv('x.csv')"),
        (Dialect::Postgres, "\"My Leads\"", "\"My Leads\""),
        (Dialect::Postgres, "", "\"leads\""),
    ] {
        let settings = WarehouseSettings {
            dialect,
            leads: given.into(),
            as_of: Some("2026-11-21".into()),
            ..WarehouseSettings::default()
        };
        let names = TableNames::of(&settings);
        assert_eq!(names.leads, written);
        assert_eq!(names.as_of.as_deref(), Some("DATE '2026-11-21'"));
    }
}

#[test]
fn what_cannot_be_asked_is_said() {
    let asked = |change: fn(&mut ExportSource)| {
        let mut exported = exported(Dialect::DuckDb);
        change(&mut exported);
        let names = TableNames::of(&exported.warehouse);
        query(&exported, &names).map(|text| text.notices)
    };
    assert_eq!(asked(|_| ()).unwrap(), Vec::<String>::new());
    let notices = asked(|exported| exported.warehouse.events = None).unwrap();
    assert!(
        notices[0].starts_with("The model asks about events and no table"),
        "{notices:?}"
    );
    let refused = asked(|exported| {
        exported.warehouse.events = None;
        exported.warehouse.as_of_field = None;
    });
    assert_eq!(
        refused.unwrap_err().to_string(),
        "the model looks back and nothing says from which day: give --as-of"
    );
    let notices = asked(|exported| exported.warehouse.reading.time_format = Some("%A %F".into()));
    assert!(notices.unwrap()[0].starts_with("`%A` of --time-format isn't put into SQL"));
    let refused = asked(|exported| exported.definition.handoff = None).unwrap_err();
    assert!(
        refused
            .to_string()
            .starts_with("the definition has errors, such as: "),
        "{refused}"
    );
}

#[test]
fn a_lead_s_own_day_goes_before_that_of_all() {
    let mut exported = exported(Dialect::DuckDb);
    exported.warehouse.as_of = Some("2026-11-20".into());
    let names = TableNames::of(&exported.warehouse);
    let sql = query(&exported, &names).unwrap().sql;
    for piece in [
        "CAST(DATE '2026-11-20' AS DATE) AS as_of_day",
        "COALESCE(p.seen_day, r.as_of_day) AS as_of_day",
        "WHERE p.seen_text IS NULL OR p.seen_day IS NOT NULL",
    ] {
        assert!(sql.contains(piece), "{piece} isn't in:\n{sql}");
    }
}

#[test]
fn snowflake_reads_digits_as_times_whatever_zone_its_session_has() {
    let sql = rendered(Dialect::Snowflake);
    assert!(
        sql.contains("CONVERT_TIMEZONE('UTC', 'Europe/Berlin', TO_TIMESTAMP_NTZ("),
        "{sql}"
    );
}

#[test]
fn a_dialect_that_was_not_run_on_its_own_engine_says_so() {
    for dialect in Dialect::ALL {
        let translated = matches!(dialect, Dialect::BigQuery | Dialect::Snowflake);
        let said = "-- - What it gives was compared where it was translated to DuckDB";
        assert_eq!(rendered(dialect).contains(said), translated);
    }
}

#[test]
fn nothing_to_join_is_an_empty_text_in_bigquery() {
    let sql = rendered(Dialect::BigQuery);
    let joins = sql.matches("ARRAY_TO_STRING(").count();
    assert!(joins > 0);
    assert_eq!(sql.matches("COALESCE(ARRAY_TO_STRING(").count(), joins);
}

#[test]
fn no_comment_goes_on_behind_a_backslash() {
    for dialect in Dialect::ALL {
        let mut exported = exported(dialect);
        exported.name = "Model \\".into();
        for criterion in &mut exported.definition.criteria {
            criterion.name += " \\";
        }
        let document = (format("sql").unwrap().render)(&exported).unwrap();
        let text = document.text().unwrap();
        assert!(text.contains("Model /: lead scoring"), "{text}");
        let goes_on = text.lines().find(|line| line.ends_with('\\'));
        assert_eq!(goes_on, None);
    }
}
