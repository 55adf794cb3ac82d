//! Past leads that come with a session and aren't loaded yet: an example offers them, and one key
//! takes them.

use serde::Deserialize;

use super::record::{Kind, Place, Record as _};
use super::{Condition, Data, Session};

/// Past leads on offer: `history/history.yaml` in the session's folder.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfferedHistory {
    /// What they are, as a row says it.
    pub name: String,
    /// The files, and what their columns mean.
    data: Data,
    /// By which facts of these leads segments, personas, criteria and answers are found.
    #[serde(default)]
    found_by: Vec<FoundBy>,
}

/// By which facts something of the definition is found.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct FoundBy {
    at: Place,
    when: Condition,
}

impl OfferedHistory {
    /// Returns what taking them sets in a session, as places, keys of fields and texts: what is said
    /// of the files, and conditions where the definition has none. Buckets stay as they are.
    pub fn settings(&self, session: &Session) -> Vec<(Place, &'static str, String)> {
        let data = Place::single(Kind::Data);
        let keys = self.data.specs().into_iter().map(|spec| spec.key);
        let of_data = keys.filter_map(|key| {
            let text = self.data.get(key)?;
            (!text.is_empty()).then(|| (data.clone(), key, text))
        });
        let is_open = |found: &&FoundBy| {
            let when = session.record(&found.at).and_then(|at| at.get("when"));
            when.is_some_and(|text| text.is_empty())
        };
        let found_by = self.found_by.iter().filter(is_open).map(|found| {
            let text = serde_json::to_string(&found.when).expect("a condition is plain data");
            (found.at.clone(), "when", text)
        });
        of_data.chain(found_by).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_definition_has_already_stays() {
        let offered: OfferedHistory = serde_json::from_str(
            r#"{"name": "40 leads", "data": {"leads": "h/l.csv", "won": ["won"], "as_of": "2026-01-31"},
                "found_by": [{"at": "criterion:demo", "when": {"event": "demo"}},
                             {"at": "criterion:size", "when": {"field": "staff", "min": 10}},
                             {"at": "criterion:gone", "when": {"event": "x"}}]}"#,
        )
        .expect("it reads");
        let session: Session = serde_json::from_str(
            r#"{"accord": "session/1", "name": "S", "definition": {"criteria": [
                {"id": "demo", "name": "Demo", "kind": "behaviour", "points": 1},
                {"id": "size", "name": "Size", "kind": "fit", "points": 1,
                 "when": {"field": "size", "min": 5}}]}}"#,
        )
        .expect("a session");
        let settings = offered.settings(&session);
        let written: Vec<String> = settings
            .iter()
            .map(|(at, key, text)| format!("{at} {key} {text}"))
            .collect();
        assert_eq!(
            written,
            [
                "data:data leads h/l.csv",
                "data:data won won",
                "data:data as_of 2026-01-31",
                r#"criterion:demo when {"event":"demo"}"#,
            ]
        );
    }
}
