//! The definition: everything that gets published.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    Band, Criterion, Disposition, Group, Handoff, Id, Journey, Metric, NeverRule, Persona,
    QualificationLevel, Route, Segment, Stage, Target, Term, Track, is_default, old_words,
};

/// Everything that gets published. The glossary holds segments to targets, the model criteria to
/// tracks, and both hold stages. Scoring uses the model only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Definition {
    /// Market segments.
    #[serde(skip_serializing_if = "is_default")]
    pub segments: Vec<Segment>,
    /// Personas.
    #[serde(skip_serializing_if = "is_default")]
    pub personas: Vec<Persona>,
    /// Buying journeys.
    #[serde(skip_serializing_if = "is_default")]
    pub journeys: Vec<Journey>,
    /// The pipeline stages, in order.
    #[serde(skip_serializing_if = "is_default")]
    pub stages: Vec<Stage>,
    /// Labels of the qualification levels 0 to 6.
    #[serde(skip_serializing_if = "is_default")]
    pub qualification_levels: Vec<QualificationLevel>,
    /// Other glossary terms.
    #[serde(skip_serializing_if = "is_default")]
    pub terms: Vec<Term>,
    /// Metrics both sides watch.
    #[serde(skip_serializing_if = "is_default")]
    pub metrics: Vec<Metric>,
    /// How many qualified leads are wanted.
    #[serde(skip_serializing_if = "is_default")]
    pub targets: Vec<Target>,
    /// The criteria.
    #[serde(skip_serializing_if = "is_default")]
    pub criteria: Vec<Criterion>,
    /// Groups of criteria with a cap.
    #[serde(skip_serializing_if = "is_default")]
    pub groups: Vec<Group>,
    /// The point where ownership passes to Sales.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handoff: Option<Handoff>,
    /// Bands of the total score, ascending.
    #[serde(skip_serializing_if = "is_default")]
    pub bands: Vec<Band>,
    /// Routing rules, in order.
    #[serde(skip_serializing_if = "is_default")]
    pub routes: Vec<Route>,
    /// What no lead can be.
    #[serde(skip_serializing_if = "is_default")]
    pub never: Vec<NeverRule>,
    /// What can be done with leads.
    #[serde(skip_serializing_if = "is_default")]
    pub dispositions: Vec<Disposition>,
    /// How leads are kept warm.
    #[serde(skip_serializing_if = "is_default")]
    pub tracks: Vec<Track>,
}

impl Definition {
    /// Returns the digest a sign-off binds: `sha256:HEX` over the canonical bytes of the
    /// definition, which are its compact JSON with keys in the order of the types. The form is
    /// frozen, with the keys of the first format, so that sign-offs hold when a key is renamed.
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

    /// Returns the criterion with an id.
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|c| c.id == *id)
    }

    /// Returns the stage with an id.
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|s| s.id == *id)
    }

    /// Returns the disposition with an id.
    pub fn disposition(&self, id: &str) -> Option<&Disposition> {
        self.dispositions.iter().find(|d| d.id == *id)
    }

    /// Returns the track with an id.
    pub fn track(&self, id: &str) -> Option<&Track> {
        self.tracks.iter().find(|t| t.id == *id)
    }

    /// Returns the band with an id.
    pub fn band(&self, id: &str) -> Option<&Band> {
        self.bands.iter().find(|b| b.id == *id)
    }

    /// Returns the group with an id.
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|g| g.id == *id)
    }

    /// Returns the persona with an id.
    pub fn persona(&self, id: &str) -> Option<&Persona> {
        self.personas.iter().find(|p| p.id == *id)
    }

    /// Returns the segment with an id.
    pub fn segment(&self, id: &str) -> Option<&Segment> {
        self.segments.iter().find(|s| s.id == *id)
    }

    /// Returns the journey of a persona in a segment.
    pub fn journey(&self, persona: &Id, segment: &Id) -> Option<&Journey> {
        self.journeys
            .iter()
            .find(|j| j.persona == *persona && j.segment == *segment)
    }

    /// Returns the stage whose rule makes a lead qualified, if the hand-off names one.
    pub fn handoff_stage(&self) -> Option<&Stage> {
        self.stage(self.handoff.as_ref()?.stage.as_str())
    }
}
