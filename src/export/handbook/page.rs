//! What the templates of the handbook are filled with.

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::super::markdown::GlossaryPage;
use super::super::{ExportError, ExportSource};
use super::changelog_section::Changelog;
use super::checker_form;
use super::checker_model::CheckerModel;
use super::evidence_section::Evidence;
use super::fill::{fill, for_script};
use super::{decisions_section, marked_changes, process_map};
use crate::model::{Criterion, Definition, Disposition, DispositionAction, Phase, wording};
use crate::scoring::Scorer;

const STYLE: &str = include_str!("../../../assets/handbook/style.css");
const CHECKER: &str = include_str!("../../../assets/handbook/checker.js");
const PAGE: &str = include_str!("../../../assets/handbook/page.js");

/// Renders the handbook.
pub(in crate::export) fn render(exported: &ExportSource) -> Result<String, ExportError> {
    let page = fill(context_of(exported))?;
    Ok(match &exported.changes {
        Some(draft) if !draft.changes.is_empty() => marked_changes::mark(&page, draft),
        Some(_) | None => page,
    })
}

/// Gathers what the templates are filled with.
pub(super) fn context_of(exported: &ExportSource) -> Value {
    let definition = &exported.definition;
    let scorer = Scorer::new(definition);
    let safe = |text: &str| Value::from_safe_string(text.to_owned());
    let phases: Vec<&str> = Phase::ALL.iter().map(|phase| phase.label()).collect();
    let model = for_script(&CheckerModel::of(definition, &scorer));
    let provenance = &exported.provenance;
    context! {
        decisions => Serde(decisions_section::decisions(&provenance.decisions)),
        evidence => Serde(Evidence::of(&provenance.evidence)),
        changelog => Serde(Changelog::of(exported)),
        book => Serde(GlossaryPage::of(exported)),
        qualified => Serde(QualifiedLead::of(definition)),
        scale => Serde(scale(definition)),
        own_levels => Serde(own_service_levels(definition)),
        phases => phases,
        map => Serde(process_map::draw(definition)),
        form => Serde(checker_form::sections(definition, &scorer)),
        model => Value::from_safe_string(model),
        style => safe(STYLE),
        checker_script => safe(CHECKER),
        page_script => safe(PAGE),
    }
}

/// Returns the dispositions that pass leads with a service level of their own, and this in words.
fn own_service_levels(definition: &Definition) -> Vec<(&str, String)> {
    let passes = |one: &&Disposition| one.action == DispositionAction::Forward;
    let dispositions = definition.dispositions.iter().filter(passes);
    dispositions
        .filter_map(|one| {
            let level = one.service_level.as_ref()?;
            Some((one.name.as_str(), wording::service_level(level)))
        })
        .collect()
}

/// What a qualified lead is: the stage of the hand-off, its wording and its rule in parts.
#[derive(Serialize)]
struct QualifiedLead<'a> {
    id: &'a str,
    stage: &'a str,
    definition: &'a str,
    example: &'a str,
    counter_example: &'a str,
    parts: Vec<String>,
}

impl<'a> QualifiedLead<'a> {
    fn of(definition: &'a Definition) -> Option<Self> {
        let stage = definition.handoff_stage()?;
        let rule = stage.rule.as_ref();
        Some(Self {
            id: stage.id.as_str(),
            stage: &stage.name,
            definition: &stage.definition,
            example: &stage.example,
            counter_example: &stage.counter_example,
            parts: rule.map_or_else(Vec::new, |rule| wording::rule_parts(definition, rule)),
        })
    }
}

/// A band of the total, as a part of the scale from the least to the most points.
#[derive(Serialize)]
struct ScalePart<'a> {
    name: &'a str,
    /// The points it covers in words, with what becomes of its leads.
    words: String,
    /// Its share of the scale, in points.
    share: i64,
}

fn scale(definition: &Definition) -> Vec<ScalePart<'_>> {
    let ranges = definition.criteria.iter().map(Criterion::range);
    let most = ranges.fold(0_i64, |most, range| most.saturating_add(range.1));
    let bands = definition.bands.iter().enumerate();
    bands
        .map(|(at, band)| {
            let next = definition.bands.get(at + 1);
            let to = next.and_then(|next| next.from).unwrap_or(most);
            ScalePart {
                name: &band.name,
                words: wording::band(definition, band),
                share: to.saturating_sub(band.from.unwrap_or(0)).max(1),
            }
        })
        .collect()
}
