//! Who agreed, and when, as documents show it.

use jiff::tz::TimeZone;
use serde::Serialize;

use crate::model::local_time::date_and_time_text;
use crate::model::{SignOff, Workshop};

#[derive(Serialize)]
pub(super) struct SignOffRow<'a> {
    /// Whether nobody of that name is among the participants of the side.
    is_new: bool,
    side: &'static str,
    name: &'a str,
    at: String,
}

impl<'a> SignOffRow<'a> {
    pub(super) fn of(sign_off: &'a SignOff, zone: &TimeZone) -> Self {
        let at = sign_off.at.map(|at| date_and_time_text(at, zone));
        Self {
            is_new: false,
            side: sign_off.side.label(),
            name: &sign_off.name,
            at: at.unwrap_or_default(),
        }
    }

    /// Notes whether the signer is among the participants.
    pub(super) fn among(self, workshop: &Workshop, sign_off: &SignOff) -> Self {
        Self {
            is_new: !workshop.is_participant(sign_off.side, &sign_off.name),
            ..self
        }
    }
}
