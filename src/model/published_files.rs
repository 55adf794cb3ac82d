//! The two files of a published version.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Band, Changes, Criterion, Definition, Disposition, FORMAT_GLOSSARY, FORMAT_MODEL, Group,
    Handoff, Id, Journey, Metric, Persona, QualificationLevel, Readiness, Route, Segment, SignOff,
    Stage, Target, Term, Track, Version, is_default, wording,
};

/// What model.yaml holds: all that scoring needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ModelFile {
    /// Kind and number of the format: `model/1`.
    pub accord: String,
    /// The version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<Version>,
    /// What the session is called.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Timestamp>,
    /// Digest of the version before's model.yaml.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// Digest of this file without this line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// What we look at.
    #[serde(default, skip_serializing_if = "is_default")]
    pub criteria: Vec<Criterion>,
    /// Caps.
    #[serde(default, skip_serializing_if = "is_default")]
    pub groups: Vec<Group>,
    /// The pipeline, in order, without its wording.
    #[serde(default, skip_serializing_if = "is_default")]
    pub stages: Vec<Stage>,
    /// Where ownership passes to Sales.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handoff: Option<Handoff>,
    /// Ranges of the total, ascending.
    #[serde(default, skip_serializing_if = "is_default")]
    pub bands: Vec<Band>,
    /// Exceptions, in order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub routes: Vec<Route>,
    /// What we do with leads.
    #[serde(default, skip_serializing_if = "is_default")]
    pub dispositions: Vec<Disposition>,
    /// How leads are kept warm.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tracks: Vec<Track>,
}

/// What glossary.yaml holds: all that people read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GlossaryFile {
    /// Kind and number of the format: `glossary/1`.
    pub accord: String,
    /// The version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<Version>,
    /// What the session is called.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Timestamp>,
    /// Who agreed to exactly this.
    #[serde(default, skip_serializing_if = "is_default")]
    pub agreed_by: Vec<SignOff>,
    /// Digest of the version before's glossary.yaml.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// Digest of this version's model.yaml, whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Digest of this version's recap.md, whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recap: Option<String>,
    /// Digest of this version's workshop.yaml, whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workshop: Option<String>,
    /// What changed since the version before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<Changes>,
    /// Digest of this file without this line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// Markets.
    #[serde(default, skip_serializing_if = "is_default")]
    pub segments: Vec<Segment>,
    /// Kinds of buyer.
    #[serde(default, skip_serializing_if = "is_default")]
    pub personas: Vec<Persona>,
    /// Buying journeys.
    #[serde(default, skip_serializing_if = "is_default")]
    pub journeys: Vec<Journey>,
    /// The pipeline in words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub stages: Vec<GlossaryStage>,
    /// Labels of the qualification levels 0 to 6.
    #[serde(default, skip_serializing_if = "is_default")]
    pub qualification_levels: Vec<QualificationLevel>,
    /// The hand-off in words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub handoff: String,
    /// Bands and routes in words.
    #[serde(default, alias = "what_we_do_next", skip_serializing_if = "is_default")]
    pub dispositions: Vec<RuleInWords>,
    /// Other words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub terms: Vec<Term>,
    /// Figures both sides look at.
    #[serde(default, skip_serializing_if = "is_default")]
    pub metrics: Vec<Metric>,
    /// How many qualified leads are wanted.
    #[serde(default, skip_serializing_if = "is_default")]
    pub targets: Vec<Target>,
}

/// A stage as the glossary tells it: its wording, and its rule as a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GlossaryStage {
    /// The wording; its `rule` is left to model.yaml.
    pub stage: Stage,
    /// The entry rule in words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub enters_when: String,
}

/// A band or route as a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleInWords {
    /// The band's or route's id.
    pub id: Id,
    /// The sentence.
    pub text: String,
}

impl ModelFile {
    /// The scoring half of a definition; version, dates and digests are the caller's.
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
            dispositions: definition.dispositions.clone(),
            tracks: definition.tracks.clone(),
            ..Self::default()
        }
    }

    /// A definition that scores as this file says, its glossary half empty.
    pub fn definition(&self) -> Definition {
        Definition {
            criteria: self.criteria.clone(),
            groups: self.groups.clone(),
            stages: self.stages.clone(),
            handoff: self.handoff.clone(),
            bands: self.bands.clone(),
            routes: self.routes.clone(),
            dispositions: self.dispositions.clone(),
            tracks: self.tracks.clone(),
            ..Definition::default()
        }
    }
}

impl GlossaryFile {
    /// The reading half of a definition; version, dates, digests and sign-offs are the caller's.
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
            terms: definition.terms.clone(),
            metrics: definition.metrics.clone(),
            targets: definition.targets.clone(),
            ..Self::default()
        }
    }
}

impl GlossaryFile {
    /// The whole definition of a version, put together again from its two halves.
    pub fn definition(&self, model: &ModelFile) -> Definition {
        let whole = |stage: &Stage| {
            let told = self.stages.iter().find(|told| told.stage.id == stage.id);
            told.map_or_else(
                || stage.clone(),
                |told| Stage {
                    rule: stage.rule.clone(),
                    ..told.stage.clone()
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

impl Readiness {
    /// Whether it means anything to Sales.
    pub fn is_some(self) -> bool {
        self != Self::None
    }
}
