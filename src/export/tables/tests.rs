//! The tables as files of CSV, cell by cell.

use serde_json::json;

use super::tables_of;
use crate::export::{Content, ExportSource, format};
use crate::model::Definition;

fn files_of(definition: serde_json::Value) -> Vec<(String, String)> {
    let definition: Definition = serde_json::from_value(definition).expect("a definition");
    let exported = ExportSource {
        name: "Acme, \"north\"".into(),
        definition,
        ..ExportSource::default()
    };
    let csv = format("csv").expect("a format");
    match (csv.render)(&exported).expect("files").content {
        Content::Folder(files) => files,
        other => panic!("{other:?}"),
    }
}

fn file(files: &[(String, String)], name: &str) -> String {
    let found = files.iter().find(|(path, _)| path == name);
    found.unwrap_or_else(|| panic!("no {name}")).1.clone()
}

#[test]
fn every_table_has_a_cell_for_each_column() {
    let session: serde_json::Value = json!({"targets": [{"id": "t", "persona": "p", "segment": "s",
        "qualified": 4}], "metrics": [{"id": "m", "name": "M"}],
        "criteria": [{"id": "c", "name": "C", "kind": "fit", "points": 1}]});
    let exported = ExportSource {
        definition: serde_json::from_value(session).expect("a definition"),
        ..ExportSource::default()
    };
    for table in tables_of(&exported) {
        for row in &table.rows {
            assert_eq!(row.len(), table.columns.len(), "{}", table.name);
        }
    }
}

#[test]
fn criteria_bands_and_targets_are_rows() {
    let files = files_of(json!({
        "criteria": [
            {"id": "size", "name": "Size", "kind": "fit", "combine": "one-of", "source": "CRM", "answers": [
                {"id": "large", "label": "Large, \"really\"", "points": 5},
                {"id": "other", "label": "-2 or so", "points": -2, "otherwise": true}]},
            {"id": "visits", "name": "Visits", "kind": "behaviour", "phase": "research",
                "points": {"each": 2, "up_to": 10}, "when": {"event": "visit"}}],
        "groups": [{"id": "web", "name": "Web", "of": ["visits"], "max": 7}],
        "bands": [{"id": "cold", "name": "Cold", "disposition": "wait"}, {"id": "hot", "name": "Hot", "from": 5}],
        "dispositions": [{"id": "wait", "name": "=Wait", "action": "nurture"}],
        "personas": [{"id": "boss", "name": "@Boss"}],
        "targets": [{"id": "t", "persona": "boss", "segment": "gone", "period": "2027-Q1", "qualified": 4}]
    }));
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "about.csv",
            "glossary.csv",
            "stages.csv",
            "criteria.csv",
            "groups.csv",
            "bands.csv",
            "dispositions.csv",
            "metrics.csv",
            "targets.csv"
        ]
    );
    assert_eq!(
        file(&files, "criteria.csv"),
        "Kind,Criterion id,Criterion,Answer id,Answer,Points,At most,When,If several apply,Group id,\
         Phase,Tells us about,Seen in,Collected,Example\n\
         Fit,size,Size,large,\"Large, \"\"really\"\"\",5,,,only the first counts,,,,CRM,,\n\
         Fit,size,Size,other,'-2 or so,-2,,none of the others,only the first counts,,,,CRM,,\n\
         Behaviour,visits,Visits,x1,Each time,2,10,visit at least once,,web,Research,,,,\n"
    );
    assert_eq!(
        file(&files, "bands.csv"),
        "Id,Band,From,To,Disposition id,Disposition,If qualified id,If qualified\n\
         cold,Cold,,4,wait,'=Wait,,\n\
         hot,Hot,5,,,,,\n"
    );
    assert_eq!(
        file(&files, "targets.csv"),
        "Id,Persona id,Persona,Segment id,Segment,Period,Qualified leads,Activity\n\
         t,boss,'@Boss,gone,gone,2027-Q1,4,\n"
    );
    let about = file(&files, "about.csv");
    assert!(about.starts_with(
        "What,Value\nName,\"Acme, \"\"north\"\"\"\nStatus,draft: nobody has agreed to this yet\nVersion,draft\nDigest,sha256:"
    ));
}
