//! What the model says of one lead, as rows: points by kind, reasons, what is missing or unknown.

use crate::app::input::row::{Row, RowTarget, Tone};
use crate::app::secrecy;
use crate::app::state::leads::LeadsStatus;
use crate::app::state::workbench::State;
use crate::app::steps::lead_missing::missing_of;
use crate::evidence::{ScoredLead, decision_text};
use crate::model::{
    Combine, Covers, Criterion, CriterionKind, Definition, Id, Reference, YES, wording,
};
use crate::proof::MissingPart;
use crate::scoring::{BoundAudience, Dataset, Decider, Lead, Responses, Verdict};

/// Returns what the model says of a lead: the figures, which stay in sight, the disposition, and
/// what is missing.
pub fn verdict_rows(state: &State, verdict: &Verdict, line: &ScoredLead) -> Vec<Row> {
    let definition = &state.session().definition;
    let mut rows = vec![points_row(definition, verdict)];
    let next = disposition_text(definition, verdict, line.outcome.decided_by);
    rows.push(Row::info("Disposition", next));
    let stage = verdict
        .stage
        .as_ref()
        .map_or("none".into(), |s| stage_name(definition, s));
    let band = verdict
        .band
        .as_ref()
        .and_then(|b| definition.band(b.as_str()));
    let band = band.map_or("none".into(), |b| b.name.clone());
    rows.push(Row::info("Stage, band", format!("{stage}, {band}")));
    if !verdict.qualified {
        rows.extend(missing_row(state, line));
    }
    for id in &verdict.contradicts {
        let never = definition.never.iter().find(|never| never.id == *id);
        let text = never.map(|never| wording::never(definition, never));
        rows.push(Row::info("Contradicts", text.unwrap_or_default()).tone(Tone::Bad));
    }
    rows
}

/// Returns whom a lead stands for, as far as the definition says it: a sample lead has no fields, so of
/// it only the phase can be known. No row if nothing is.
pub fn audience_row(state: &State, responses: &Responses, lead: Option<usize>) -> Option<Row> {
    let definition = &state.session().definition;
    let scorer = &state.outlook.as_ref()?.scorer;
    let audience =
        if let (Some(lead), LeadsStatus::Loaded { dataset, .. }) = (lead, &state.recorded) {
            BoundAudience::new(definition, dataset).of(scorer, responses, &dataset.lead(lead))
        } else {
            let none = Dataset::new(Vec::new());
            BoundAudience::new(definition, &none).of(scorer, responses, &Lead::default())
        };
    let persona = audience.persona.and_then(|at| definition.personas.get(at));
    let segment = audience.segment.and_then(|at| definition.segments.get(at));
    let phase = audience.phase.map(|phase| phase.label().to_lowercase());
    let parts = [
        persona.map(|persona| persona.name.clone()),
        segment.map(|segment| format!("in {}", segment.name)),
        phase.map(|phase| format!("phase {phase}")),
    ];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    (!text.is_empty()).then(|| Row::info("Stands for", text))
}

/// Returns what isn't known of a lead, and what score it could still reach.
pub fn unknown_rows(state: &State, verdict: &Verdict) -> Vec<Row> {
    if verdict.unknown.is_empty() {
        return Vec::new();
    }
    let definition = &state.session().definition;
    let name = |id: &Id| {
        definition
            .criterion(id.as_str())
            .map_or_else(|| id.to_string(), |c| c.name.clone())
    };
    let names: Vec<String> = verdict.unknown.iter().map(name).collect();
    let reach = wording::count_noun(verdict.could_reach, "point");
    vec![
        Row::info("Not known", format!("{} (counts as no)", names.join(", "))).tone(Tone::Quiet),
        Row::info("Could still reach", reach).tone(Tone::Quiet),
    ]
}

/// Returns the reasons: each answer that holds with its points, and each cap that applied.
pub fn reason_rows(state: &State, verdict: &Verdict) -> Vec<Row> {
    let definition = &state.session().definition;
    let mut rows = vec![Row::heading("WHY", "")];
    for reason in verdict.reasons.iter().filter(|r| r.points != 0) {
        rows.push(reason_row(definition, reason));
    }
    for cap in &verdict.caps {
        let name = definition
            .group(cap.group.as_str())
            .map_or("?", |g| g.name.as_str());
        let text = format!("{name}: {} counts as {}", cap.sum, cap.counted);
        rows.push(Row::info("capped", text).tone(Tone::Warn));
    }
    rows
}

fn points_row(definition: &Definition, verdict: &Verdict) -> Row {
    let points = format!(
        "{}: fit {} + behaviour {}",
        wording::count_noun(verdict.total, "point"),
        verdict.fit,
        verdict.behaviour
    );
    if definition.handoff.is_none() {
        return Row::info("Points", points).pinned();
    }
    let (word, tone) = match (verdict.qualified, verdict.could_qualify) {
        (true, _) => ("YES", Tone::Good),
        (false, Some(true)) => ("NO, but it could", Tone::Warn),
        (false, Some(false)) => ("NO", Tone::Bad),
        (false, None) => ("NO; whether it could is not known", Tone::Warn),
    };
    Row::info("Qualified", format!("{word}; {points}"))
        .tone(tone)
        .pinned()
}

fn disposition_text(definition: &Definition, verdict: &Verdict, decided_by: Decider) -> String {
    let Some(next) = &verdict.disposition else {
        return decision_text(definition, None, decided_by);
    };
    let decision = decision_text(definition, Some(next), decided_by);
    let level = verdict
        .service_level
        .as_ref()
        .map(wording::service_level)
        .unwrap_or_default();
    let level = if level.is_empty() {
        level
    } else {
        format!("; {level}")
    };
    format!("{decision}{level}")
}

fn stage_name(definition: &Definition, id: &Id) -> String {
    definition
        .stage(id.as_str())
        .map_or_else(|| id.to_string(), |s| s.name.clone())
}

/// What a lead lacks to qualify; no row without a rule.
fn missing_row(state: &State, line: &ScoredLead) -> Option<Row> {
    let scorer = &state.outlook.as_ref()?.scorer;
    let text = match missing_of(state, line) {
        Some(parts) => missing_text(&state.session().definition, parts),
        None => "working it out...".into(),
    };
    let row = Row::info("Missing", text).tone(Tone::Warn);
    scorer.has_handoff_rule().then_some(row)
}

/// The unmet parts of the hand-off rule, each with the least that would satisfy it.
fn missing_text(definition: &Definition, parts: &[MissingPart]) -> String {
    let part = |missing: &MissingPart| {
        let smallest: Vec<String> = missing
            .smallest
            .iter()
            .map(|r| wording::reference(definition, r))
            .collect();
        match missing.part.split_once(':') {
            Some(("total", short)) => {
                let noun = if short == "1" { "point" } else { "points" };
                format!(
                    "{short} more {noun}, for example from {}",
                    wording::join_list(&smallest, "and")
                )
            }
            Some((short, topics)) if smallest.is_empty() && topics.starts_with("covers=") => {
                missing_topics(short, topics)
            }
            _ if !missing.proved => {
                format!("{} (not worked out within the limit)", missing.part)
            }
            _ if smallest.is_empty() => missing.part.clone(),
            _ => wording::join_list(&smallest, "and"),
        }
    };
    parts.iter().map(part).collect::<Vec<_>>().join("; ")
}

/// Names the topics that no answer of a lead covers: `1 more topic: need or timing`.
fn missing_topics(short: &str, topics: &str) -> String {
    let words = topics.trim_start_matches("covers=").split('/');
    let topics: Vec<Covers> = words.filter_map(Covers::from_word).collect();
    let noun = if short == "1" { "topic" } else { "topics" };
    let last = if short == topics.len().to_string() {
        "and"
    } else {
        "or"
    };
    format!(
        "{short} more {noun}: {}",
        wording::topic_names(&topics, last)
    )
}

fn reason_row(definition: &Definition, reason: &crate::scoring::Reason) -> Row {
    let text = match definition.criterion(reason.criterion.as_str()) {
        None => reason.criterion.to_string(),
        Some(criterion) => {
            let answers = criterion.answer_list();
            answers.iter().find(|a| reason.answer == a.id).map_or_else(
                || criterion.name.clone(),
                |a| wording::answer_title(criterion, a),
            )
        }
    };
    let sign = if reason.counted { "" } else { " (not counted)" };
    let row = Row::info(format!("{:+}", reason.points), format!("{text}{sign}"));
    if reason.counted {
        row
    } else {
        row.tone(Tone::Quiet)
    }
}

/// Returns a sample lead's answers in the order of Points: Space ticks yes, no, not known, and a digit
/// chooses the answer of a criterion by its number.
pub fn tick_rows(state: &State, sample: &Id) -> Vec<Row> {
    let definition = &state.session().definition;
    let Some(lead) = state.session().samples.iter().find(|s| s.id == *sample) else {
        return Vec::new();
    };
    let mut rows = vec![Row::heading(
        "ANSWERS",
        "1-9 chooses, 0 none; Space: yes [x], no [-]",
    )];
    for criterion in in_order_of_points(definition) {
        let is_yes_no = criterion.is_yes_no();
        if !is_yes_no {
            rows.push(Row::heading(&criterion.name, ""));
        }
        for (number, answer) in (1..).zip(criterion.answer_list()) {
            let Some(reference) = answer_reference(criterion, answer.id) else {
                continue;
            };
            let sign = match (lead.yes.contains(&reference), lead.no.contains(&reference)) {
                (true, _) => "[x]",
                (_, true) => "[-]",
                _ if criterion.combination() == Some(Combine::OneOf)
                    && one_is_yes(lead, criterion) =>
                {
                    "[-]"
                }
                _ => "[ ]",
            };
            let points = secrecy::points_text(state.session(), &reference, answer.points);
            let text = match number {
                1..=9 if !is_yes_no => format!("{number} {sign} {points:>3}"),
                _ => format!("  {sign} {points:>3}"),
            };
            rows.push(Row::new(
                RowTarget::SampleAnswer(sample.clone(), reference),
                text,
                answer.label,
            ));
        }
    }
    rows
}

/// The criteria as step 6 lists them: fit first, then behaviour.
fn in_order_of_points(definition: &Definition) -> impl Iterator<Item = &Criterion> {
    let of_kind = |kind| definition.criteria.iter().filter(move |c| c.kind == kind);
    let kinds = [CriterionKind::Fit, CriterionKind::Behaviour].into_iter();
    kinds.flat_map(of_kind)
}

fn one_is_yes(lead: &crate::model::Sample, criterion: &Criterion) -> bool {
    lead.yes.iter().any(|r| r.criterion == criterion.id)
}

/// Returns the reference a sample lead uses for an answer.
fn answer_reference(criterion: &Criterion, answer: &str) -> Option<Reference> {
    if criterion.is_yes_no() && answer == YES {
        return Some(Reference::bare(criterion.id.clone()));
    }
    Some(Reference::answer(
        criterion.id.clone(),
        Id::new(answer).ok()?,
    ))
}
