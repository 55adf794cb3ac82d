//! `--audience`: whom leads stand for, as far as the definition says it.

use super::super::Failure;
use super::super::io::say;
use super::scoring_model::ScoringModel;
use crate::model::{CriterionKind, Definition};
use crate::scoring::Dataset;
use crate::store::versions;

/// Completes the definition with segments, personas and journeys if whom leads stand for is asked,
/// else leaves them out, as their conditions would be tested for nothing.
pub(super) fn prepare(model: &mut ScoringModel, is_asked: bool) -> Result<(), Failure> {
    let definition = &mut model.definition;
    if !is_asked {
        definition.segments.clear();
        definition.personas.clear();
        definition.journeys.clear();
    } else if let (Some((folder, _)), Some(version)) = (&model.data_files, model.published) {
        let glossary = versions::read_glossary(folder, version)?;
        definition.segments = glossary.segments;
        definition.personas = glossary.personas;
        definition.journeys = glossary.journeys;
    }
    Ok(())
}

/// Says which columns stay empty, and why.
pub(super) fn warn_about_gaps(definition: &Definition, is_session: bool, schema: &Dataset) {
    let mut segments = definition.segments.iter().map(|s| &s.when);
    let mut personas = definition.personas.iter().map(|p| &p.when);
    let (no_segment, no_persona) = (segments.all(Option::is_none), personas.all(Option::is_none));
    if is_session {
        if no_segment {
            say(
                "warning: no segment says which leads are in it: the column `segment` is empty; fill in \"Found by\" of the segments on Personas",
            );
        }
        if no_persona {
            say(
                "warning: no persona says which leads are such people: the column `persona` is empty; fill in \"Found by\" of the personas on Personas",
            );
        }
    } else {
        say(
            "warning: a model.yaml says nothing of segments and personas: the columns `segment` and `persona` are empty; score with its session instead",
        );
    }
    if !has_phases(definition) {
        say(
            "warning: no behaviour has a phase: the column `phase` is empty; give behaviours their phase on Points, or name them in steps on Journey",
        );
    }
    for field in absent_fields(definition, schema) {
        say(&format!(
            "warning: no column holds the field `{field}`: segments and personas that ask about it are not found"
        ));
    }
}

/// Whether some behaviour can show a phase.
fn has_phases(definition: &Definition) -> bool {
    let mut behaviours = definition.criteria.iter();
    let steps = || definition.journeys.iter().flat_map(|j| &j.steps);
    behaviours.any(|criterion| {
        let in_step = || steps().any(|step| step.behaviours.contains(&criterion.id));
        criterion.kind == CriterionKind::Behaviour && (criterion.phase.is_some() || in_step())
    })
}

/// Returns the fields that segments and personas ask about and the list lacks.
fn absent_fields(definition: &Definition, schema: &Dataset) -> Vec<String> {
    let mut absent: Vec<String> = Vec::new();
    let segments = definition.segments.iter().filter_map(|s| s.when.as_ref());
    let personas = definition.personas.iter().filter_map(|p| p.when.as_ref());
    for when in segments.chain(personas) {
        when.for_each_field(&mut |field| {
            if schema.column(field).is_none() && !absent.iter().any(|known| known == field) {
                absent.push(field.to_owned());
            }
        });
    }
    absent
}
