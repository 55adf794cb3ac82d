//! Helpers of the pages' tests: a page made from a session and a list, and its figures as written.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{Cell, PageContext, PageId, PageSettings, Section, page};
use crate::evidence::{LeadSummary, RecordedLeads};
use crate::model::{Data, Definition, ReadingRules, Session, Workshop};
use crate::scoring::{Dataset, ValueReading};

/// A session with this definition, data section and record of the meeting.
pub(super) fn session(definition: Value, data: Value, workshop: Value) -> Session {
    let definition: Definition = serde_json::from_value(definition).expect("a definition");
    let data: Data = serde_json::from_value(data).expect("a data section");
    let workshop: Workshop = serde_json::from_value(workshop).expect("a record of the meeting");
    Session {
        definition: Arc::new(definition),
        data: Arc::new(data),
        workshop: Arc::new(workshop),
        ..Session::default()
    }
}

/// A definition in which nothing is said.
pub(super) fn nothing() -> Value {
    json!({})
}

/// A list with these columns and rows, read as is said.
pub(super) fn list(columns: &[&str], rows: &[Vec<String>], said: Value) -> Dataset {
    let mut data = Dataset::new(columns.iter().map(|name| (*name).to_owned()).collect());
    let said: ReadingRules = serde_json::from_value(said).expect("reading rules");
    data.reading = Arc::new(ValueReading::new(&said).expect("they fit each other"));
    for (at, row) in rows.iter().enumerate() {
        let values: Vec<&str> = row.iter().map(String::as_str).collect();
        data.push(&format!("L{at}"), at as u64 + 2, &values, &[], None);
    }
    data
}

/// Makes a page.
pub(super) fn make(session: &Session, leads: Dataset, id: PageId) -> Section {
    let mut leads = RecordedLeads::new(Arc::new(leads), session.data.clone());
    let buckets = &session.data.buckets;
    let summary = LeadSummary::new(
        &session.definition,
        &session.samples,
        buckets,
        Some(&mut leads),
    );
    let context = PageContext {
        session,
        summary: &summary,
        past: summary.past(),
        settings: &PageSettings::default(),
    };
    (page(id).build)(&context)
}

/// Returns the rows of a table as they are written, cells with ` | ` between them.
pub(super) fn written(section: &Section, table: &str) -> Vec<String> {
    let found = section.tables.iter().find(|found| found.id == table);
    let rows = found.map_or(&[][..], |found| &found.rows);
    rows.iter()
        .map(|row| {
            let cells: Vec<String> = row.cells.iter().map(Cell::written).collect();
            cells.join(" | ").trim_end().to_owned()
        })
        .collect()
}
