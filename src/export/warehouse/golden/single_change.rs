//! One single change of a model, as somebody might make it in the query by mistake.

use crate::model::Definition;
use crate::scoring::Scorer;

/// A single change, and what the lead that shows it is called.
pub(super) struct SingleChange {
    /// The name of a golden lead that is chosen for it, such as `mql-at-total-30`.
    pub lead: String,
    /// The change in words: `mql: total 30 becomes 31`.
    pub what: String,
    /// The model with this change, and then with larger ones of the same number, which find the
    /// lead nearest to a threshold where none is exactly at it.
    pub changed: Vec<Scorer>,
    /// Whether some condition is another one, so that leads answer otherwise.
    pub of_conditions: bool,
}

impl SingleChange {
    /// A change of points or of rules.
    pub fn of_rules(lead: String, what: String, changed: &[Definition]) -> Self {
        Self {
            lead,
            what,
            changed: changed.iter().map(as_lists_see_it).collect(),
            of_conditions: false,
        }
    }

    /// A change of a condition.
    pub fn of_condition(lead: String, what: String, changed: &Definition) -> Self {
        Self {
            of_conditions: true,
            ..Self::of_rules(lead, what, std::slice::from_ref(changed))
        }
    }
}

/// Compiles a definition as lists of leads see it: without what people alone answer.
pub(super) fn as_lists_see_it(definition: &Definition) -> Scorer {
    Scorer::new(definition).with_recorded_answers_only()
}

/// Makes a text part of a lead's name: lower case, with `-` for whatever ids don't have.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        let c = c.to_ascii_lowercase();
        let is_plain = c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if is_plain {
            slug.push(c);
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_matches('-').to_owned()
}
