//! The definition: everything that gets published.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    Band, Criterion, Disposition, Group, Handoff, Id, Journey, Metric, Persona, QualificationLevel,
    Route, Segment, Stage, Target, Term, Track, is_default, old_words,
};

/// Everything that gets published. Segments to qualification levels are the glossary's part
/// (stages belong to both), criteria to tracks the model's: scoring looks at nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Definition {
    /// Markets.
    #[serde(skip_serializing_if = "is_default")]
    pub segments: Vec<Segment>,
    /// Kinds of buyer.
    #[serde(skip_serializing_if = "is_default")]
    pub personas: Vec<Persona>,
    /// Buying journeys.
    #[serde(skip_serializing_if = "is_default")]
    pub journeys: Vec<Journey>,
    /// The pipeline, in order.
    #[serde(skip_serializing_if = "is_default")]
    pub stages: Vec<Stage>,
    /// Labels of the qualification levels 0 to 6.
    #[serde(skip_serializing_if = "is_default")]
    pub qualification_levels: Vec<QualificationLevel>,
    /// Other words.
    #[serde(skip_serializing_if = "is_default")]
    pub terms: Vec<Term>,
    /// Figures both sides look at.
    #[serde(skip_serializing_if = "is_default")]
    pub metrics: Vec<Metric>,
    /// How many qualified leads are wanted.
    #[serde(skip_serializing_if = "is_default")]
    pub targets: Vec<Target>,
    /// What we look at.
    #[serde(skip_serializing_if = "is_default")]
    pub criteria: Vec<Criterion>,
    /// Caps.
    #[serde(skip_serializing_if = "is_default")]
    pub groups: Vec<Group>,
    /// Where ownership passes to Sales.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handoff: Option<Handoff>,
    /// Ranges of the total, ascending.
    #[serde(skip_serializing_if = "is_default")]
    pub bands: Vec<Band>,
    /// Exceptions, in order.
    #[serde(skip_serializing_if = "is_default")]
    pub routes: Vec<Route>,
    /// What we do with leads.
    #[serde(skip_serializing_if = "is_default")]
    pub dispositions: Vec<Disposition>,
    /// How leads are kept warm.
    #[serde(skip_serializing_if = "is_default")]
    pub tracks: Vec<Track>,
}

impl Definition {
    /// The digest a sign-off binds: `sha256:HEX` over the definition's canonical bytes, which are
    /// its compact JSON with keys in the order of the types. The form is frozen: what was agreed to
    /// stays agreed to when a key gets another word, so keys are the ones of the first format.
    pub fn digest(&self) -> String {
        use sha2::{Digest, Sha256};
        let mut frozen = serde_json::to_value(self).expect("a definition is plain data");
        let criteria = frozen.get_mut("criteria").and_then(Value::as_array_mut);
        for criterion in criteria.into_iter().flatten() {
            if let Value::Object(keys) = criterion {
                *keys = std::mem::take(keys)
                    .into_iter()
                    .map(|(key, value)| {
                        (
                            old_words::earlier_key(&key).map_or(key, str::to_owned),
                            value,
                        )
                    })
                    .collect();
            }
        }
        format!("sha256:{:x}", Sha256::digest(frozen.to_string().as_bytes()))
    }

    /// The criterion with this id.
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|c| c.id == *id)
    }

    /// The stage with this id.
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|s| s.id == *id)
    }

    /// The disposition with this id.
    pub fn disposition(&self, id: &str) -> Option<&Disposition> {
        self.dispositions.iter().find(|d| d.id == *id)
    }

    /// The track with this id.
    pub fn track(&self, id: &str) -> Option<&Track> {
        self.tracks.iter().find(|t| t.id == *id)
    }

    /// The band with this id.
    pub fn band(&self, id: &str) -> Option<&Band> {
        self.bands.iter().find(|b| b.id == *id)
    }

    /// The group with this id.
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|g| g.id == *id)
    }

    /// The persona with this id.
    pub fn persona(&self, id: &str) -> Option<&Persona> {
        self.personas.iter().find(|p| p.id == *id)
    }

    /// The segment with this id.
    pub fn segment(&self, id: &str) -> Option<&Segment> {
        self.segments.iter().find(|s| s.id == *id)
    }

    /// The journey of a persona in a segment.
    pub fn journey(&self, persona: &Id, segment: &Id) -> Option<&Journey> {
        self.journeys
            .iter()
            .find(|j| j.persona == *persona && j.segment == *segment)
    }

    /// The stage whose rule makes a lead qualified, when the hand-off names one.
    pub fn handoff_stage(&self) -> Option<&Stage> {
        self.stage(self.handoff.as_ref()?.stage.as_str())
    }
}
