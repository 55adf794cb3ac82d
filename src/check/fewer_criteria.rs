//! Which criteria can go together so that no possible lead's outcome changes, and which decide
//! least, in words and for programs.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::definition_checks::check_definition;
use super::finding::{Finding, has_errors};
use crate::model::wording::join_list;
use crate::model::{Definition, Id};
use crate::proof::{Budget, Cancel, DecidingCriterion, Minimal, ProofError, minimal};

/// The most names in a list that may be long.
const MAX_NAMED: usize = 4;

/// How many of the criteria that decide least are named.
const LEAST_NAMED: usize = 3;

/// The part of a command's or a screen's budget that may go into it: one in so many.
const SHARE: u64 = 4;

/// Which criteria of a definition can go together, with the model that is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FewerCriteria {
    minimal: Minimal,
    /// The definition's criteria: id and name, in listed order.
    names: Vec<(Id, String)>,
    /// The budget of the proofs.
    budget: Budget,
}

impl FewerCriteria {
    /// Proves which criteria of a definition can go together. `None` if it has no criteria, if it
    /// has errors, also among the findings that were proved, or if the proof was cancelled.
    pub fn of(definition: &Definition, proved: &[Finding], cancel: &Cancel<'_>) -> Option<Self> {
        let broken = has_errors(proved) || has_errors(&check_definition(definition));
        if definition.criteria.is_empty() || broken {
            return None;
        }
        // What other questions left, but no more than a part of the whole: this is of less weight.
        let steps = cancel.steps_left().min(cancel.budget().steps / SHARE);
        let shares = cancel.steps_left().div_ceil(steps.max(1));
        let minimal = match cancel.with_share(shares, |own| minimal(definition, own)) {
            Ok(minimal) => minimal,
            Err(ProofError::Cancelled | ProofError::TooLarge(_)) => return None,
        };
        let criteria = definition.criteria.iter();
        Some(Self {
            minimal,
            names: criteria.map(|c| (c.id.clone(), c.name.clone())).collect(),
            budget: cancel.budget(),
        })
    }

    /// Returns the definition without the criteria that can go.
    pub fn definition(&self) -> &Definition {
        &self.minimal.definition
    }

    /// Returns the ids of the criteria that can go together.
    pub fn can_go(&self) -> &[Id] {
        &self.minimal.can_go
    }

    /// Returns whether it was settled of every criterion whether it can go.
    pub fn is_settled(&self) -> bool {
        self.minimal.not_settled.is_empty()
    }

    /// Returns how much each of the others decides, the least first.
    pub fn staying(&self) -> &[DecidingCriterion] {
        &self.minimal.staying
    }

    /// Returns the number of criteria of the definition.
    pub fn criteria_count(&self) -> usize {
        self.names.len()
    }

    /// Returns what was found, in sentences; none if no criterion can go and everything was
    /// settled.
    pub fn sentences(&self) -> Vec<String> {
        let can_go = self.can_go_sentence();
        let least = can_go.as_ref().and_then(|_| self.least_sentence());
        [can_go, least, self.not_proved_sentence()]
            .into_iter()
            .flatten()
            .collect()
    }

    /// Returns `3 of 14 criteria can go together and no possible lead's outcome changes: A, B and C
    /// (proved)`.
    fn can_go_sentence(&self) -> Option<String> {
        let gone = &self.minimal.can_go;
        let together = match gone.len() {
            0 => return None,
            1 => "",
            _ => " together",
        };
        Some(format!(
            "{} of {} criteria can go{together} and no possible lead's outcome changes: {} (proved)",
            gone.len(),
            self.names.len(),
            self.names_of(gone, usize::MAX).join(", ")
        ))
    }

    /// Returns `decides least: D (12 of 9,216 possible leads), then E (40)`.
    fn least_sentence(&self) -> Option<String> {
        let (least, others) = self.minimal.staying.split_first()?;
        let all = least.possible_leads.with_noun("possible lead");
        let mut text = format!(
            "decides least: {} ({:#} of {all})",
            self.name(&least.criterion),
            least.changed
        );
        let others = others.iter().take(LEAST_NAMED - 1);
        let others: Vec<String> = others
            .map(|other| format!("{} ({:#})", self.name(&other.criterion), other.changed))
            .collect();
        if !others.is_empty() {
            text += &format!(", then {}", others.join(", "));
        }
        Some(text)
    }

    /// Returns what the budget left open.
    fn not_proved_sentence(&self) -> Option<String> {
        let open = &self.minimal.not_settled;
        (!open.is_empty()).then(|| {
            format!(
                "not proved within {}: whether {} can go",
                self.budget,
                join_list(&self.names_of(open, MAX_NAMED), "and")
            )
        })
    }

    /// Returns names, and how many more there are beyond so many.
    fn names_of(&self, ids: &[Id], most: usize) -> Vec<String> {
        let mut names: Vec<String> = ids
            .iter()
            .take(most)
            .map(|id| self.name(id).to_owned())
            .collect();
        if ids.len() > most {
            names.push(format!("{} more", ids.len() - most));
        }
        names
    }

    /// Returns a criterion's name, or its id if others are called the same.
    pub fn name<'a>(&'a self, id: &'a Id) -> &'a str {
        let named = self.names.iter().find(|(of, _)| of == id);
        match named {
            Some((_, name)) if self.names.iter().filter(|(_, n)| n == name).count() == 1 => name,
            _ => id.as_str(),
        }
    }
}

impl Serialize for FewerCriteria {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("can_go", &self.minimal.can_go)?;
        let staying: Vec<_> = self.minimal.staying.iter().map(Staying).collect();
        map.serialize_entry("staying", &staying)?;
        map.serialize_entry("not_proved", &self.minimal.not_settled)?;
        map.serialize_entry("not_counted", &self.minimal.not_counted)?;
        map.end()
    }
}

struct Staying<'a>(&'a DecidingCriterion);

impl Serialize for Staying<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("criterion", &self.0.criterion)?;
        map.serialize_entry("changed", &self.0.changed)?;
        map.serialize_entry("possible_leads", &self.0.possible_leads)?;
        map.end()
    }
}
