//! Rules that no lead can meet.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Id, Rule, is_default};

/// What no lead can be: a rule that none meets. It changes no verdict; possible leads leave it out,
/// and a lead that meets it is named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NeverRule {
    /// Unique among never rules.
    pub id: Id,
    /// What holds of no lead: only `all`, `any` and `at_least`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rule>,
    /// Why no lead can meet it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub why: String,
}

impl NeverRule {
    /// Returns the keys of its rule that aren't allowed in it.
    pub fn misplaced_keys(&self) -> Vec<&'static str> {
        let Some(rule) = &self.rule else {
            return Vec::new();
        };
        let keys = [
            ("none", rule.none.is_some()),
            ("points", rule.points.is_some()),
            ("reached", rule.reached.is_some()),
        ];
        let there = keys.into_iter().filter(|(_, there)| *there);
        there.map(|(key, _)| key).collect()
    }
}
