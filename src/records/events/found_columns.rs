//! Which columns of a file of events are taken for what, as far as they can be found: for whoever
//! asks about them. Reading a file fails where one is missing.

use super::event_rows::EventColumns;
use crate::model::EventColumnNames;
use crate::records::ReadOptions;
use crate::scoring::column_of;

/// Returns the columns by their headers: those that the options name, if they are there, and else
/// those found by their usual names.
pub fn find_event_columns(headers: &[String], options: &ReadOptions) -> EventColumnNames {
    let named = |name: &Option<String>| {
        let at = column_of(headers, name.as_deref()?)?;
        headers.get(at).cloned()
    };
    // One that is missing doesn't hide the others: it is given the last of the usual names.
    let usual = |index: usize| {
        let mut padded = headers.to_vec();
        padded.extend(["name", "createdat"].map(str::to_owned));
        let unnamed = ReadOptions {
            id: options.id.clone(),
            ..ReadOptions::default()
        };
        let columns = EventColumns::from_headers(&padded, &unnamed).ok()?;
        headers.get(columns.indexes()[index]).cloned()
    };
    let names = &options.events;
    EventColumnNames {
        id: named(&names.id).or_else(|| usual(0)),
        event: named(&names.event).or_else(|| usual(1)),
        at: named(&names.at).or_else(|| usual(2)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_counts_and_what_is_missing_hides_nothing() {
        let headers = ["id", "contact", "Activity", "happened"].map(String::from);
        let mut options = ReadOptions::default();
        let found = find_event_columns(&headers, &options);
        let texts = |found: &EventColumnNames| {
            [&found.id, &found.event, &found.at].map(|name| name.clone().unwrap_or_default())
        };
        assert_eq!(texts(&found), ["id", "Activity", ""]);
        options.events.id = Some("Contact".into());
        options.events.at = Some("happened".into());
        let found = find_event_columns(&headers, &options);
        assert_eq!(texts(&found), ["contact", "Activity", "happened"]);
    }
}
