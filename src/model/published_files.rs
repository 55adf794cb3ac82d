//! The two files of a published version.

use std::collections::BTreeMap;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Band, Changes, Criterion, Definition, Disposition, FORMAT_GLOSSARY, FORMAT_MODEL, Group,
    Handoff, Id, Journey, Metric, NeverRule, Persona, QualificationLevel, Readiness, Route,
    Segment, SignOff, Stage, Target, Term, Track, Version, is_default, wording,
};

/// The content of model.yaml: all that scoring needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ModelFile {
    /// Format and its number: `model/1`.
    pub accord: String,
    /// The published version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<Version>,
    /// The session's name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Timestamp>,
    /// Digest of the previous version's model.yaml.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// Digest of this file without this line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// The criteria.
    #[serde(default, skip_serializing_if = "is_default")]
    pub criteria: Vec<Criterion>,
    /// Groups of criteria with a cap.
    #[serde(default, skip_serializing_if = "is_default")]
    pub groups: Vec<Group>,
    /// The pipeline stages, in order, without their wording.
    #[serde(default, skip_serializing_if = "is_default")]
    pub stages: Vec<Stage>,
    /// The point where ownership passes to Sales.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handoff: Option<Handoff>,
    /// Bands of the total score, ascending.
    #[serde(default, skip_serializing_if = "is_default")]
    pub bands: Vec<Band>,
    /// Routing rules, in order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub routes: Vec<Route>,
    /// What no lead can be.
    #[serde(default, skip_serializing_if = "is_default")]
    pub never: Vec<NeverRule>,
    /// What can be done with leads.
    #[serde(default, skip_serializing_if = "is_default")]
    pub dispositions: Vec<Disposition>,
    /// How leads are kept warm.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tracks: Vec<Track>,
}

/// The content of glossary.yaml: all that people read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GlossaryFile {
    /// Format and its number: `glossary/1`.
    pub accord: String,
    /// The published version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<Version>,
    /// The session's name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Timestamp>,
    /// Who signed exactly this definition.
    #[serde(default, skip_serializing_if = "is_default")]
    pub agreed_by: Vec<SignOff>,
    /// Digest of the previous version's glossary.yaml.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// Digest of this version's whole model.yaml.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Digest of this version's whole recap.md.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recap: Option<String>,
    /// Digest of this version's whole workshop.yaml.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workshop: Option<String>,
    /// Digests of the pictures taken along, by the names of their files.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pictures: BTreeMap<String, String>,
    /// Digests of the exports taken along, by the paths of their files below `exports/`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub exports: BTreeMap<String, String>,
    /// What changed since the previous version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<Changes>,
    /// Digest of this file without this line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// Market segments.
    #[serde(default, skip_serializing_if = "is_default")]
    pub segments: Vec<Segment>,
    /// Personas.
    #[serde(default, skip_serializing_if = "is_default")]
    pub personas: Vec<Persona>,
    /// Buying journeys.
    #[serde(default, skip_serializing_if = "is_default")]
    pub journeys: Vec<Journey>,
    /// The pipeline stages in words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub stages: Vec<GlossaryStage>,
    /// Labels of the qualification levels 0 to 6.
    #[serde(default, skip_serializing_if = "is_default")]
    pub qualification_levels: Vec<QualificationLevel>,
    /// The hand-off in words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub handoff: String,
    /// Bands and routing rules in words.
    #[serde(default, alias = "what_we_do_next", skip_serializing_if = "is_default")]
    pub dispositions: Vec<RuleInWords>,
    /// What no lead can be, in words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub never: Vec<RuleInWords>,
    /// Other glossary terms.
    #[serde(default, skip_serializing_if = "is_default")]
    pub terms: Vec<Term>,
    /// Metrics both sides watch.
    #[serde(default, skip_serializing_if = "is_default")]
    pub metrics: Vec<Metric>,
    /// How many qualified leads are wanted.
    #[serde(default, skip_serializing_if = "is_default")]
    pub targets: Vec<Target>,
}

/// A stage in the glossary: its wording, and its rule as a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GlossaryStage {
    /// The wording. The `rule` is only in model.yaml.
    pub stage: Stage,
    /// The entry rule in words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub enters_when: String,
}

/// A band, routing rule or never rule as a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleInWords {
    /// Its id.
    pub id: Id,
    /// The sentence.
    pub text: String,
}

impl ModelFile {
    /// Returns the scoring half of a definition, leaving version, dates and digests to the caller.
    pub fn of(definition: &Definition, name: &str) -> Self {
        let bare = |stage: &Stage| Stage {
            id: stage.id.clone(),
            name: stage.name.clone(),
            readiness: stage.readiness,
            rule: stage.rule.clone(),
            decided_by: stage.decided_by,
            ..Stage::default()
        };
        Self {
            accord: FORMAT_MODEL.into(),
            name: name.into(),
            criteria: definition.criteria.clone(),
            groups: definition.groups.clone(),
            stages: definition.stages.iter().map(bare).collect(),
            handoff: definition.handoff.clone(),
            bands: definition.bands.clone(),
            routes: definition.routes.clone(),
            never: definition.never.clone(),
            dispositions: definition.dispositions.clone(),
            tracks: definition.tracks.clone(),
            ..Self::default()
        }
    }

    /// Returns a definition that scores as this file says, with an empty glossary half.
    pub fn definition(&self) -> Definition {
        Definition {
            criteria: self.criteria.clone(),
            groups: self.groups.clone(),
            stages: self.stages.clone(),
            handoff: self.handoff.clone(),
            bands: self.bands.clone(),
            routes: self.routes.clone(),
            never: self.never.clone(),
            dispositions: self.dispositions.clone(),
            tracks: self.tracks.clone(),
            ..Definition::default()
        }
    }
}

impl GlossaryFile {
    /// Returns the reading half of a definition, leaving version, dates, digests and sign-offs to
    /// the caller.
    pub fn of(definition: &Definition, name: &str) -> Self {
        Self {
            accord: FORMAT_GLOSSARY.into(),
            name: name.into(),
            segments: definition.segments.clone(),
            personas: definition.personas.clone(),
            journeys: definition.journeys.clone(),
            stages: definition
                .stages
                .iter()
                .map(|stage| GlossaryStage {
                    stage: Stage {
                        rule: None,
                        ..stage.clone()
                    },
                    enters_when: wording::stage_entry(definition, stage),
                })
                .collect(),
            qualification_levels: definition.qualification_levels.clone(),
            handoff: definition
                .handoff
                .as_ref()
                .map(|handoff| wording::handoff(definition, handoff))
                .unwrap_or_default(),
            dispositions: disposition_sentences(definition),
            never: never_sentences(definition),
            terms: definition.terms.clone(),
            metrics: definition.metrics.clone(),
            targets: definition.targets.clone(),
            ..Self::default()
        }
    }
}

impl GlossaryFile {
    /// Returns the whole definition of a version, put together from its two files.
    pub fn definition(&self, model: &ModelFile) -> Definition {
        let whole = |stage: &Stage| {
            let in_glossary = self
                .stages
                .iter()
                .find(|in_glossary| in_glossary.stage.id == stage.id);
            in_glossary.map_or_else(
                || stage.clone(),
                |in_glossary| Stage {
                    rule: stage.rule.clone(),
                    ..in_glossary.stage.clone()
                },
            )
        };
        Definition {
            segments: self.segments.clone(),
            personas: self.personas.clone(),
            journeys: self.journeys.clone(),
            stages: model.stages.iter().map(whole).collect(),
            qualification_levels: self.qualification_levels.clone(),
            terms: self.terms.clone(),
            metrics: self.metrics.clone(),
            targets: self.targets.clone(),
            ..model.definition()
        }
    }
}

fn disposition_sentences(definition: &Definition) -> Vec<RuleInWords> {
    let routes = definition.routes.iter().map(|route| RuleInWords {
        id: route.id.clone(),
        text: wording::route(definition, route),
    });
    let bands = definition.bands.iter().map(|band| RuleInWords {
        id: band.id.clone(),
        text: wording::band(definition, band),
    });
    routes.chain(bands).collect()
}

/// Returns what no lead can be, in words.
pub(crate) fn never_sentences(definition: &Definition) -> Vec<RuleInWords> {
    let never = definition.never.iter();
    never
        .map(|never| RuleInWords {
            id: never.id.clone(),
            text: wording::never(definition, never),
        })
        .collect()
}

impl Readiness {
    /// Whether the stage means anything to Sales.
    pub fn is_some(self) -> bool {
        self != Self::None
    }
}
