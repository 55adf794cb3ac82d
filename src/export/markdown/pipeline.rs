//! The pipeline as a map: stages, hand-off, dispositions, and the ways back.

use serde::Serialize;

use super::names::stage_name;
use crate::model::{
    Commitments, Definition, Disposition, DispositionAction, Exit, Handoff, Id, NO_TRACK, Route,
    Stage, wording,
};

#[derive(Serialize)]
pub(super) struct StageSection<'a> {
    number: usize,
    id: &'a Id,
    name: &'a str,
    definition: &'a str,
    owner: &'a str,
    readiness: &'static str,
    enters_when: String,
    is_handoff: bool,
    lines: Vec<(&'static str, String)>,
    checklist: &'a [String],
    exits: Vec<(String, String)>,
}

pub(super) fn stages(definition: &Definition) -> Vec<StageSection<'_>> {
    let stages = definition.stages.iter().enumerate();
    stages
        .map(|(index, stage)| stage_section(definition, index, stage))
        .collect()
}

fn stage_section<'a>(definition: &Definition, index: usize, stage: &'a Stage) -> StageSection<'a> {
    let lines = [
        ("Also called", stage.synonyms.join(", ")),
        ("We don't say", stage.avoid.join(", ")),
        ("Qualification level", stage.qualification.clone()),
        ("Example", stage.example.clone()),
        ("Counter-example", stage.counter_example.clone()),
    ];
    let exit = |exit: &Exit| (exit.name.clone(), leads_to(definition, exit));
    let handoff = definition.handoff.as_ref();
    StageSection {
        number: index + 1,
        id: &stage.id,
        name: &stage.name,
        definition: &stage.definition,
        owner: &stage.owner,
        readiness: stage.readiness.label(),
        enters_when: wording::stage_entry(definition, stage),
        is_handoff: handoff.is_some_and(|handoff| handoff.stage == stage.id),
        lines: lines
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .collect(),
        checklist: &stage.checklist,
        exits: stage.exits.iter().map(exit).collect(),
    }
}

/// Returns where a way out leads, in words.
pub(in crate::export) fn leads_to(definition: &Definition, exit: &Exit) -> String {
    let stage = exit.stage.as_ref().map(|id| stage_name(definition, id));
    let disposition = exit.disposition.as_ref();
    let disposition = disposition.map(|id| wording::disposition(definition, id.as_str()));
    let track = exit
        .track
        .as_ref()
        .map(|id| format!("track {}", track_name(definition, id)));
    let parts: Vec<String> = stage.into_iter().chain(disposition).chain(track).collect();
    parts.join(", ")
}

fn track_name(definition: &Definition, id: &Id) -> String {
    let found = definition.track(id.as_str());
    found.map_or_else(|| id.to_string(), |track| track.name.clone())
}

#[derive(Serialize)]
pub(super) struct HandoffSection<'a> {
    sentence: String,
    lines: Vec<(&'static str, String)>,
    commitments: Option<&'a Commitments>,
}

impl<'a> HandoffSection<'a> {
    pub(super) fn of(definition: &Definition, handoff: &'a Handoff) -> Self {
        let receiver = handoff.receiver.map(|r| r.label().to_lowercase());
        let to = match (handoff.to.as_str(), receiver) {
            ("", Some(receiver)) => receiver,
            (to, Some(receiver)) => format!("{to} ({receiver})"),
            (to, None) => to.into(),
        };
        let report = handoff.report_back.as_ref();
        let within = report.and_then(|r| r.within_hours);
        let lines = [
            ("At stage", stage_name(definition, &handoff.stage)),
            (
                "Disposition",
                wording::disposition(definition, handoff.disposition.as_str()),
            ),
            ("To", to),
            (
                "Service level",
                handoff
                    .service_level
                    .as_ref()
                    .map(wording::service_level)
                    .unwrap_or_default(),
            ),
            (
                "Reported back in",
                report.map(|r| r.system.clone()).unwrap_or_default(),
            ),
            (
                "Reported back within",
                within
                    .map(|h| wording::count_noun(i64::from(h), "hour"))
                    .unwrap_or_default(),
            ),
            (
                "Reported back by",
                report.map(|r| r.by.clone()).unwrap_or_default(),
            ),
            (
                "Reported back as",
                report
                    .map(|r| wording::join_list(&r.outcomes, "or"))
                    .unwrap_or_default(),
            ),
        ];
        Self {
            sentence: wording::handoff(definition, handoff),
            lines: lines
                .into_iter()
                .filter(|(_, text)| !text.is_empty())
                .collect(),
            commitments: handoff.commitments.as_ref(),
        }
    }
}

/// Which leads get a disposition, in the order in which it is decided.
#[derive(Serialize)]
pub(in crate::export) struct DispositionRow {
    pub id: String,
    pub leads: String,
    pub disposition: Id,
    pub what: String,
    pub details: String,
}

pub(in crate::export) fn disposition_rows(definition: &Definition) -> Vec<DispositionRow> {
    let route = |route: &Route| {
        let when = route.rule.as_ref();
        let when = when.map_or_else(|| "never".into(), |rule| wording::rule(definition, rule));
        disposition_row(
            definition,
            &route.id,
            format!("{}: {when}", route.title()),
            &route.disposition,
        )
    };
    let mut rows = Vec::new();
    let routes = |even: bool| {
        definition
            .routes
            .iter()
            .filter(move |r| r.even_if_qualified == even)
    };
    rows.extend(routes(true).map(route));
    for band in &definition.bands {
        if let Some(disposition) = &band.qualified {
            rows.push(disposition_row(
                definition,
                &band.id,
                format!("Qualified, in band {}", band.name),
                disposition,
            ));
        }
    }
    if let Some(handoff) = &definition.handoff {
        let leads = if rows.is_empty() {
            "Qualified"
        } else {
            "Every other qualified lead"
        };
        rows.push(disposition_row(
            definition,
            &handoff.stage,
            leads.into(),
            &handoff.disposition,
        ));
    }
    rows.extend(routes(false).map(route));
    for band in &definition.bands {
        if let Some(disposition) = &band.disposition {
            rows.push(disposition_row(
                definition,
                &band.id,
                format!("Every other lead in band {}", band.name),
                disposition,
            ));
        }
    }
    rows
}

fn disposition_row(
    definition: &Definition,
    id: &Id,
    leads: String,
    disposition: &Id,
) -> DispositionRow {
    let found = definition.disposition(disposition.as_str());
    DispositionRow {
        id: id.to_string(),
        leads,
        disposition: disposition.clone(),
        what: wording::disposition(definition, disposition.as_str()),
        details: found.map(|d| details(definition, d)).unwrap_or_default(),
    }
}

/// Returns the details of a disposition, with the hand-off's service level if it forwards and has
/// none of its own.
pub(in crate::export) fn details(definition: &Definition, disposition: &Disposition) -> String {
    let mut disposition = disposition.clone();
    let forwards = disposition.action == DispositionAction::Forward;
    if forwards && disposition.service_level.is_none() {
        disposition.service_level = definition
            .handoff
            .as_ref()
            .and_then(|h| h.service_level.clone());
    }
    wording::disposition_details(definition, &disposition)
}

/// A way by which a lead leaves and returns to scoring.
#[derive(Serialize)]
pub(super) struct ReturnRow {
    from: String,
    way: String,
    to: String,
    back_when: String,
}

pub(super) fn return_rows(definition: &Definition) -> Vec<ReturnRow> {
    let mut ways = Vec::new();
    for stage in &definition.stages {
        for exit in &stage.exits {
            let Some(track) = exit.track.as_ref().or_else(|| track_of(definition, exit)) else {
                continue;
            };
            ways.push(return_row(
                definition,
                stage.name.clone(),
                exit.name.clone(),
                track,
            ));
        }
    }
    for disposition in &definition.dispositions {
        if let Some(track) = disposition
            .track
            .as_ref()
            .filter(|track| **track != NO_TRACK)
        {
            let from = "Scoring".to_owned();
            ways.push(return_row(
                definition,
                from,
                disposition.name.clone(),
                track,
            ));
        }
    }
    ways
}

fn track_of<'a>(definition: &'a Definition, exit: &Exit) -> Option<&'a Id> {
    let disposition = definition.disposition(exit.disposition.as_ref()?.as_str())?;
    disposition
        .track
        .as_ref()
        .filter(|track| **track != NO_TRACK)
}

fn return_row(definition: &Definition, from: String, way: String, track: &Id) -> ReturnRow {
    let found = definition.track(track.as_str());
    ReturnRow {
        from,
        way,
        to: track_name(definition, track),
        back_when: found.map(|t| t.exit.clone()).unwrap_or_default(),
    }
}
