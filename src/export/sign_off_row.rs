//! Who agreed, and when, as documents show it.

use serde::Serialize;

use crate::model::SignOff;

/// Formats a moment in time for documents.
pub(super) fn timestamp_text(at: jiff::Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

#[derive(Serialize)]
pub(super) struct SignOffRow<'a> {
    side: &'static str,
    name: &'a str,
    at: String,
}

impl<'a> SignOffRow<'a> {
    pub(super) fn of(sign_off: &'a SignOff) -> Self {
        Self {
            side: sign_off.side.label(),
            name: &sign_off.name,
            at: sign_off.at.map(timestamp_text).unwrap_or_default(),
        }
    }
}
