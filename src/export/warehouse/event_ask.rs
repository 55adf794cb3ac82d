//! How conditions ask about events.

use super::dialect::SqlEngine;
use crate::model::Condition;

/// Answers conditions about events.
pub(super) trait EventAsk {
    /// Adds the expressions of what a condition asks about events.
    fn ask(&mut self, condition: &Condition, parts: &mut Vec<String>);
}

/// Whether an event has one of these names.
pub(super) fn among(engine: &dyn SqlEngine, names: &[String]) -> String {
    match names {
        [only] => format!("event_name = {}", engine.literal(only)),
        several => {
            let several: Vec<String> = several.iter().map(|name| engine.literal(name)).collect();
            format!("event_name IN ({})", several.join(", "))
        }
    }
}
