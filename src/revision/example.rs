//! The smallest lead whose outcome differs, with the verdicts of both definitions.

use super::titles::short_stage_name;
use crate::model::wording::{count_noun, service_level};
use crate::model::{Definition, Reference};
use crate::proof::{WholeVerdict, Witness, WitnessAnswer};
use crate::scoring::{Scorer, Verdict};

/// A lead for which two definitions give different outcomes.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The lead.
    pub witness: Witness,
    /// The answers that hold, with their points in the later definition: `Demo: One-to-one, 5
    /// points`. The last says which facts give them, where they have conditions: `such as n = 150`.
    pub answers: Vec<String>,
    /// The verdict of the earlier definition.
    pub before: WholeVerdict,
    /// The verdict of the later one.
    pub after: WholeVerdict,
    /// The earlier verdict in words, mentioning whatever differs.
    pub before_words: String,
    /// The later verdict in words, mentioning whatever differs.
    pub after_words: String,
}

impl Example {
    pub(super) fn of(before: &Definition, after: &Definition, witness: Witness) -> Self {
        let (old, new) = (Scorer::new(before), Scorer::new(after));
        let before_lead = WholeVerdict::of(&old, &witness.responses(&old));
        let after_lead = WholeVerdict::of(&new, &witness.responses_after(&new));
        let (was, is) = (&before_lead.verdict, &after_lead.verdict);
        let known = witness.answers.iter();
        let mut answers: Vec<String> = known
            .map(|answer| witness_answer(before, after, answer))
            .collect();
        let facts = witness.facts.to_string();
        if !answers.is_empty() && !facts.is_empty() {
            answers.push(format!("such as {facts}"));
        }
        Self {
            answers,
            before_words: verdict_line(before, was, &verdict_difference(before, was, after, is)),
            after_words: verdict_line(after, is, &verdict_difference(before, was, after, is)),
            before: before_lead,
            after: after_lead,
            witness,
        }
    }
}

fn witness_answer(before: &Definition, after: &Definition, fact: &WitnessAnswer) -> String {
    match fact {
        WitnessAnswer::Holds(reference) => {
            let there = answer_with_points(after, reference)
                .or_else(|| answer_with_points(before, reference));
            there.unwrap_or_else(|| reference.to_string())
        }
        WitnessAnswer::Unknown(id) => {
            let criterion = after.criterion(id.as_str());
            let criterion = criterion.or_else(|| before.criterion(id.as_str()));
            let name = criterion.map_or(id.as_str(), |c| c.name.as_str());
            format!("{name}: not known")
        }
        WitnessAnswer::HoldsBefore(reference) => {
            let there =
                answer_with_points(before, reference).unwrap_or_else(|| reference.to_string());
            format!("{there} (by the old definition)")
        }
        WitnessAnswer::HoldsAfter(reference) => {
            let there =
                answer_with_points(after, reference).unwrap_or_else(|| reference.to_string());
            format!("{there} (by the new definition)")
        }
    }
}

fn answer_with_points(definition: &Definition, reference: &Reference) -> Option<String> {
    let criterion = definition.criterion(reference.criterion.as_str())?;
    let named = reference.answers.first();
    let answers = criterion.answer_list();
    let answer = answers
        .iter()
        .find(|a| named.is_none_or(|id| *id == a.id))?;
    let name = crate::model::wording::answer_title(criterion, answer);
    Some(format!("{name}, {}", count_noun(answer.points, "point")))
}

/// The parts of two verdicts to mention because they differ.
#[allow(clippy::struct_excessive_bools)] // each is independent
struct VerdictDifference {
    readiness: bool,
    qualified: bool,
    action: bool,
    track: bool,
    service: bool,
}

fn verdict_difference(
    before: &Definition,
    was: &Verdict,
    after: &Definition,
    is: &Verdict,
) -> VerdictDifference {
    let next = |definition: &Definition, verdict: &Verdict| {
        let id = verdict.disposition.as_ref();
        let found = id.and_then(|id| definition.disposition(id.as_str()));
        found.map(|d| (d.action, d.track.clone()))
    };
    let (old, new) = (next(before, was), next(after, is));
    let same_next = was.disposition == is.disposition;
    VerdictDifference {
        readiness: was.readiness != is.readiness && was.stage == is.stage,
        qualified: was.qualified != is.qualified && same_next,
        action: same_next && old.as_ref().map(|o| o.0) != new.as_ref().map(|n| n.0),
        track: same_next && old.map(|o| o.1) != new.map(|n| n.1),
        service: was.service_level != is.service_level,
    }
}

/// Returns a verdict as one line: `18 points, MQL: Forward to Sales, first response in 48 hours`.
fn verdict_line(
    definition: &Definition,
    verdict: &Verdict,
    differing: &VerdictDifference,
) -> String {
    let mut line = count_noun(verdict.total, "point");
    let stage = verdict.stage.as_ref();
    let stage = stage.and_then(|id| definition.stage(id.as_str()));
    line.push_str(", ");
    line.push_str(stage.map_or("no stage", |s| short_stage_name(&s.name)));
    if differing.readiness {
        let readiness = verdict.readiness.map_or("nothing for Sales", |r| r.label());
        line.push_str(&format!(" ({readiness})"));
    }
    if differing.qualified {
        line.push_str(if verdict.qualified {
            ", qualified"
        } else {
            ", not qualified"
        });
    }
    line.push_str(": ");
    let next = verdict.disposition.as_ref();
    let next = next.and_then(|id| definition.disposition(id.as_str()));
    line.push_str(next.map_or("nothing says what to do", |d| d.name.as_str()));
    if let Some(next) = next {
        if differing.action {
            line.push_str(&format!(" ({})", next.action.label().to_lowercase()));
        }
        if differing.track {
            let track = next.track.as_ref();
            let name = track.map_or("no track", |id| {
                let found = definition.track(id.as_str());
                found.map_or(id.as_str(), |t| t.name.as_str())
            });
            line.push_str(&format!(", track {name}"));
        }
    }
    if let Some(level) = verdict.service_level.as_ref().filter(|_| differing.service) {
        line.push_str(&format!(", {}", service_level(level)));
    }
    line
}
