//! The page as its template takes it: sentences, and names for references, in the order of the
//! definition.

use jiff::tz::TimeZone;
use serde::Serialize;

use super::super::sign_off_row::SignOffRow;
use super::super::{ExportError, ExportSource, template};
use super::names::{persona_name, segment_name, stage_name};
use super::pipeline::{self, DispositionRow, HandoffSection, ReturnRow, StageSection};
use super::process_chart::process_chart;
use super::scoring_model::{self, CriteriaTable, GroupRow};
use crate::model::local_time::date_and_time_text;
use crate::model::{
    Definition, Id, Journey, Metric, Persona, QualificationLevel, RuleInWords, Segment, Term,
    Track, never_sentences, wording,
};

const SOURCE: &str = include_str!("../../../assets/export/glossary.md.j2");

/// Returns the document as Markdown.
///
/// # Errors
///
/// If the built-in template fails.
pub fn markdown_text(exported: &ExportSource) -> Result<String, ExportError> {
    template::fill("glossary.md", SOURCE, &GlossaryPage::of(exported))
}

/// The document's content, for its template and that of the handbook.
#[derive(Serialize)]
pub(in crate::export) struct GlossaryPage<'a> {
    name: &'a str,
    version: String,
    draft: bool,
    published: String,
    altered: &'a [String],
    digest: String,
    agreed_by: Vec<SignOffRow<'a>>,
    /// The process as a flowchart in Mermaid's language.
    map: Option<String>,
    stages: Vec<StageSection<'a>>,
    handoff: Option<HandoffSection<'a>>,
    next: Vec<DispositionRow>,
    never: Vec<RuleInWords>,
    ways_back: Vec<ReturnRow>,
    tracks: Vec<TrackRow<'a>>,
    levels: &'a [QualificationLevel],
    terms: &'a [Term],
    segments: &'a [Segment],
    personas: Vec<PersonaSection<'a>>,
    journeys: Vec<JourneySection<'a>>,
    criteria: Vec<CriteriaTable<'a>>,
    groups: Vec<GroupRow<'a>>,
    bands: Vec<String>,
    metrics: &'a [Metric],
    targets: Vec<TargetGrid>,
}

impl<'a> GlossaryPage<'a> {
    pub(in crate::export) fn of(exported: &'a ExportSource) -> Self {
        let definition = &exported.definition;
        // The same text, whoever makes it wherever.
        let zone = &TimeZone::UTC;
        let published = exported.published.map(|at| date_and_time_text(at, zone));
        let band = |band| wording::band(definition, band);
        Self {
            name: &exported.name,
            version: exported.version_word(),
            draft: exported.version.is_none(),
            published: published.unwrap_or_default(),
            altered: &exported.altered,
            digest: definition.digest(),
            agreed_by: exported
                .agreed_by
                .iter()
                .map(|sign_off| SignOffRow::of(sign_off, zone))
                .collect(),
            map: process_chart(definition),
            stages: pipeline::stages(definition),
            handoff: definition
                .handoff
                .as_ref()
                .map(|h| HandoffSection::of(definition, h)),
            next: pipeline::disposition_rows(definition),
            never: never_sentences(definition),
            ways_back: pipeline::return_rows(definition),
            tracks: definition
                .tracks
                .iter()
                .map(|t| TrackRow::of(definition, t))
                .collect(),
            levels: &definition.qualification_levels,
            terms: &definition.terms,
            segments: &definition.segments,
            personas: definition.personas.iter().map(PersonaSection::of).collect(),
            journeys: definition
                .journeys
                .iter()
                .map(|j| JourneySection::of(definition, j))
                .collect(),
            criteria: scoring_model::criteria(definition),
            groups: scoring_model::groups(definition),
            bands: definition.bands.iter().map(band).collect(),
            metrics: &definition.metrics,
            targets: target_grids(definition),
        }
    }
}

#[derive(Serialize)]
struct PersonaSection<'a> {
    id: &'a Id,
    name: &'a str,
    lines: Vec<(&'static str, String)>,
}

impl<'a> PersonaSection<'a> {
    fn of(persona: &'a Persona) -> Self {
        let lines = [
            ("Titles", persona.titles.join("; ")),
            ("Part in the decision", persona.buying_role.label()),
            ("Challenges", persona.challenges.join("; ")),
            ("Motivations", persona.motivations.join("; ")),
            ("Interests", persona.interests.join("; ")),
            ("Company size", persona.company_size.clone()),
            ("Industry", persona.industry.clone()),
            ("Location", persona.location.clone()),
            ("Size of the opportunity", persona.opportunity_size.clone()),
        ];
        Self {
            id: &persona.id,
            name: &persona.name,
            lines: lines
                .into_iter()
                .filter(|(_, text)| !text.is_empty())
                .collect(),
        }
    }
}

#[derive(Serialize)]
struct JourneySection<'a> {
    id: &'a Id,
    persona: String,
    segment: String,
    steps: Vec<JourneyStepRow<'a>>,
}

#[derive(Serialize)]
struct JourneyStepRow<'a> {
    number: usize,
    id: &'a Id,
    name: &'a str,
    phase: &'static str,
    decides: &'a str,
    we_engage: &'a str,
    behaviours: String,
    stage: String,
}

impl<'a> JourneySection<'a> {
    fn of(definition: &'a Definition, journey: &'a Journey) -> Self {
        let criterion = |id: &Id| {
            let found = definition.criterion(id.as_str()).map(|c| c.name.clone());
            found.unwrap_or_else(|| id.to_string())
        };
        let step = |(at, step): (usize, &'a crate::model::JourneyStep)| JourneyStepRow {
            number: at + 1,
            id: &step.id,
            name: &step.name,
            phase: step.phase.label(),
            decides: &step.decides,
            we_engage: &step.we_engage,
            behaviours: step
                .behaviours
                .iter()
                .map(criterion)
                .collect::<Vec<_>>()
                .join("; "),
            stage: step
                .stage
                .as_ref()
                .map(|id| stage_name(definition, id))
                .unwrap_or_default(),
        };
        Self {
            id: &journey.id,
            persona: persona_name(definition, &journey.persona),
            segment: segment_name(definition, &journey.segment),
            steps: journey.steps.iter().enumerate().map(step).collect(),
        }
    }
}

#[derive(Serialize)]
struct TrackRow<'a> {
    id: &'a Id,
    name: &'a str,
    serves: &'a str,
    step: String,
    content: String,
    tools: String,
    exit: &'a str,
}

impl<'a> TrackRow<'a> {
    fn of(definition: &Definition, track: &'a Track) -> Self {
        let mut steps = definition
            .journeys
            .iter()
            .flat_map(|journey| &journey.steps);
        let step = track.step.as_ref();
        let step = step.and_then(|id| steps.find(|step| step.id == *id));
        Self {
            id: &track.id,
            name: &track.name,
            serves: &track.serves,
            step: step.map(|step| step.name.clone()).unwrap_or_default(),
            content: track.content.join("; "),
            tools: track.tools.join("; "),
            exit: &track.exit,
        }
    }
}

/// The targets of one period: personas by segments, with totals.
#[derive(Serialize)]
struct TargetGrid {
    period: String,
    segments: Vec<String>,
    rows: Vec<TargetGridRow>,
    totals: Vec<u64>,
    total: u64,
    plans: Vec<(String, String)>,
}

#[derive(Serialize)]
struct TargetGridRow {
    persona: String,
    cells: Vec<String>,
    total: u64,
}

fn target_grids(definition: &Definition) -> Vec<TargetGrid> {
    let mut periods: Vec<&str> = Vec::new();
    for target in &definition.targets {
        if !periods.contains(&target.period.as_str()) {
            periods.push(&target.period);
        }
    }
    periods
        .into_iter()
        .map(|period| target_grid(definition, period))
        .collect()
}

fn target_grid(definition: &Definition, period: &str) -> TargetGrid {
    let targets = || definition.targets.iter().filter(|t| t.period == period);
    let mut personas: Vec<&Id> = Vec::new();
    let mut segments: Vec<&Id> = Vec::new();
    for target in targets() {
        if !personas.contains(&&target.persona) {
            personas.push(&target.persona);
        }
        if !segments.contains(&&target.segment) {
            segments.push(&target.segment);
        }
    }
    let sum = |persona: Option<&Id>, segment: Option<&Id>| -> u64 {
        targets()
            .filter(|t| persona.is_none_or(|id| t.persona == *id))
            .filter(|t| segment.is_none_or(|id| t.segment == *id))
            .map(|t| u64::from(t.qualified))
            .sum()
    };
    let planned = |persona: &Id, segment: &Id| {
        targets().any(|t| t.persona == *persona && t.segment == *segment)
    };
    let cell = |persona: &Id, segment: &Id| {
        let planned = planned(persona, segment);
        planned.then(|| sum(Some(persona), Some(segment)).to_string())
    };
    let row = |persona: &&Id| TargetGridRow {
        persona: persona_name(definition, persona),
        cells: segments
            .iter()
            .map(|s| cell(persona, s).unwrap_or_default())
            .collect(),
        total: sum(Some(persona), None),
    };
    let plan = |t: &crate::model::Target| {
        let (persona, segment) = (&t.persona, &t.segment);
        let of = (
            persona_name(definition, persona),
            segment_name(definition, segment),
        );
        (format!("{}, {}", of.0, of.1), t.activity.clone())
    };
    TargetGrid {
        period: period.into(),
        rows: personas.iter().map(row).collect(),
        totals: segments.iter().map(|s| sum(None, Some(s))).collect(),
        total: sum(None, None),
        plans: targets()
            .filter(|t| !t.activity.is_empty())
            .map(plan)
            .collect(),
        segments: segments
            .iter()
            .map(|s| segment_name(definition, s))
            .collect(),
    }
}
