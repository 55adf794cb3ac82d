//! Checks what the session says of how its lists are written.

use super::collector::FindingCollector;
use crate::model::{Kind, Place, ReadingRules};
use crate::scoring::ValueReading;

impl FindingCollector<'_> {
    /// Checks that lists can be written so. Nothing of it is in a published version.
    pub(super) fn check_reading(&mut self, reading: &ReadingRules) {
        if let Err(bad) = ValueReading::new(reading) {
            let place = Place::single(Kind::Data);
            self.add_at_field("A274", place, bad.field(), bad.to_string());
        }
    }
}
