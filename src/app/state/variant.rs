//! Variants: the points and rules kept as A, and the two that are being compared.
//!
//! What is kept as A stays in the session's private folder until B is taken, and is no part of the
//! session; what is taken of it is an ordinary edit.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::document::Edit;
use crate::evidence::LeadSummary;
use crate::model::record::{Kind, Place};
use crate::model::{Definition, Reference, Rule, Session};
use crate::proof::Count;

/// The fields that hold points and rules.
const FIELDS: &[(Kind, &[&str])] = &[
    (Kind::Criterion, &["points"]),
    (Kind::Answer, &["points"]),
    (Kind::Group, &["min", "max"]),
    (Kind::Stage, &["rule", "decided_by"]),
    (Kind::Handoff, &["stage", "disposition"]),
    (Kind::Route, &["rule", "disposition", "even_if_qualified"]),
    (Kind::Band, &["from", "disposition", "qualified"]),
];

/// The value of one field that holds points or a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The record.
    pub at: Place,
    /// Key of the field.
    pub key: &'static str,
    /// Its value as text.
    pub text: String,
}

/// A setting in the file.
#[derive(Serialize, Deserialize)]
struct WrittenSetting {
    at: Place,
    key: String,
    text: String,
}

/// The points and rules of a session at one time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variant {
    settings: Vec<Setting>,
}

impl Variant {
    /// Returns whether a field holds points or a rule.
    pub fn has_field(kind: Kind, key: &str) -> bool {
        let of_kind = FIELDS.iter().filter(|(k, _)| *k == kind);
        of_kind.flat_map(|(_, keys)| *keys).any(|k| *k == key)
    }

    /// Returns the present points and rules of a session.
    pub fn of(session: &Session) -> Self {
        let mut settings = Vec::new();
        for (kind, keys) in FIELDS {
            let places = match kind {
                Kind::Handoff => vec![Place::single(Kind::Handoff)],
                kind => session.places(*kind),
            };
            for at in places {
                let Some(record) = session.record(&at) else {
                    continue;
                };
                settings.extend(keys.iter().map(|key| Setting {
                    at: at.clone(),
                    key,
                    text: record.get(key).unwrap_or_default(),
                }));
            }
        }
        Self { settings }
    }

    /// Returns the variant as a text for its file.
    pub fn to_text(&self) -> String {
        let written = self.settings.iter().map(|setting| WrittenSetting {
            at: setting.at.clone(),
            key: setting.key.into(),
            text: setting.text.clone(),
        });
        let written: Vec<WrittenSetting> = written.collect();
        serde_json::to_string(&written).expect("settings are plain data")
    }

    /// Reads a variant from the text of its file; `None` if it isn't one.
    pub fn from_text(text: &str) -> Option<Self> {
        let written: Vec<WrittenSetting> = serde_json::from_str(text).ok()?;
        let read = |WrittenSetting { at, key, text }| {
            let of_kind = FIELDS.iter().filter(|(kind, _)| *kind == at.kind);
            let mut known = of_kind.flat_map(|(_, keys)| *keys);
            let key = *known.find(|own| **own == key)?;
            Some(Setting { at, key, text })
        };
        let settings = written.into_iter().map(read).collect::<Option<_>>()?;
        Some(Self { settings })
    }

    /// Returns the settings of which a session has another value now. What was deleted since stays
    /// deleted, and so does a rule that names it.
    pub fn differences<'a>(&'a self, session: &'a Session) -> impl Iterator<Item = &'a Setting> {
        self.settings.iter().filter(|setting| {
            let now = session.record(&setting.at).and_then(|r| r.get(setting.key));
            now.is_some_and(|now| now != setting.text)
                && names_what_is_there(&session.definition, setting)
        })
    }

    /// Returns the edits that give a session these points and rules again.
    pub fn edits(&self, session: &Session) -> Vec<Edit> {
        let set = |setting: &Setting| Edit::set(&setting.at, setting.key, setting.text.clone());
        self.differences(session).map(set).collect()
    }
}

/// Returns whether all that a setting refers to is in a definition.
fn names_what_is_there(definition: &Definition, setting: &Setting) -> bool {
    let text = setting.text.as_str();
    match setting.key {
        _ if text.is_empty() => true,
        "rule" => serde_json::from_str(text).is_ok_and(|rule| has_all_of(definition, &rule)),
        "stage" => definition.stage(text).is_some(),
        "disposition" | "qualified" => definition.disposition(text).is_some(),
        _ => true,
    }
}

fn has_all_of(definition: &Definition, rule: &Rule) -> bool {
    let is_there = |reference: &Reference| {
        let criterion = definition.criterion(reference.criterion.as_str());
        criterion.is_some_and(|criterion| {
            let answers = criterion.answer_list();
            let known = |id: &crate::model::Id| answers.iter().any(|a| a.id == id.as_str());
            reference.answers.iter().all(known)
        })
    };
    let stage = rule.reached.as_ref();
    rule.references().all(is_there) && stage.is_none_or(|s| definition.stage(s.as_str()).is_some())
}

/// What two variants do with the same leads, as far as it is computed.
#[derive(Clone, Debug, Default)]
pub struct VariantFigures {
    /// The leads as A and as B score them; `None` if there are none, or too many.
    pub leads: Option<[Arc<LeadSummary>; 2]>,
    /// The possible leads, once counted.
    pub possible: Option<PossibleLeads>,
}

/// How many possible leads qualify.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PossibleLeads {
    /// How many there are.
    pub all: Option<Count>,
    /// How many qualify in A and in B; `None` if that can't be proved.
    pub qualify: [Option<Count>; 2],
}

/// Two variants being compared: B is what is there now, or a number that is tried.
#[derive(Clone, Debug)]
pub struct VariantComparison {
    /// Number of the request for its figures.
    pub serial: u64,
    /// A and B.
    pub definitions: [Arc<Definition>; 2],
    /// Its figures; `None` until the first are there.
    pub figures: Option<VariantFigures>,
}

/// The variants of the workbench.
#[derive(Clone, Debug, Default)]
pub struct Variants {
    /// The points and rules kept as A.
    pub kept: Option<Variant>,
    /// What is being compared.
    pub comparison: Option<VariantComparison>,
    /// Number of the last request for figures.
    pub serial: u64,
}
