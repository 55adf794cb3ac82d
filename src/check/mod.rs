//! Temporary.
use crate::model::{Session, record::Place};
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    Error,
    Warning,
    Note,
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub code: &'static str,
    pub severity: Severity,
    pub place: Place,
    pub message: String,
    pub hint: String,
    pub witness: Vec<String>,
}
pub fn check(_: &Session, _: jiff::civil::Date) -> Vec<Finding> {
    Vec::new()
}
