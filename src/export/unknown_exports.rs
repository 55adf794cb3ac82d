//! Exports chosen for the next version of which there is no format.

use super::formats::{format, format_names};
use crate::check::{self, Finding};
use crate::model::Session;

/// Returns an error for each name among `exports:` that no format has.
pub fn unknown_exports(session: &Session) -> Vec<Finding> {
    let names = session.workshop.exports.iter();
    let unknown = names.filter(|name| format(name).is_none());
    unknown
        .map(|name| check::unknown_export(name, &format_names()))
        .collect()
}
