//! Figures and sentences, worked out by hand.

use crate::model::{Data, Definition};
use crate::scoring::list_figures::{EventFigures, IdFigures, asked_events};

use super::{AsOfSource, LineSubject, ListFigures, ReportDay, ReportLeads};

fn definition(conditions: &str) -> Definition {
    let mut definition = Definition::default();
    let list: Vec<crate::model::Criterion> = serde_json::from_str(conditions).unwrap();
    definition.criteria = list;
    definition
}
