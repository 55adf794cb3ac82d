//! The verdict on a lead: the outcome in ids and words, with its reasons.

use serde::Serialize;

use super::points::LeadPoints;
use super::responses::held_answers;
use super::{Decider, Outcome, Responses};
use crate::model::{Combine, Covers, Id, Readiness, ServiceLevel};
use crate::scoring::compile::{Clause, Scorer};

/// The outcome of scoring a lead, with its reasons. Field names are those of the JSON output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Fit points.
    pub fit: i64,
    /// Behaviour points.
    pub behaviour: i64,
    /// Fit and behaviour points together.
    pub total: i64,
    /// The furthest computed stage whose rule holds.
    pub stage: Option<Id>,
    /// What that stage means for Sales.
    pub readiness: Option<Readiness>,
    /// Whether the hand-off stage's rule holds.
    pub qualified: bool,
    /// The band that contains the total.
    pub band: Option<Id>,
    /// The disposition.
    pub disposition: Option<Id>,
    /// How soon and how often the lead is worked.
    pub service_level: Option<ServiceLevel>,
    /// Each answer that holds, in listed order.
    pub reasons: Vec<Reason>,
    /// Each group whose cap made a difference.
    pub caps: Vec<Cap>,
    /// What decided the disposition: `route:ID`, `band:ID`, `band-qualified:ID` or `handoff`;
    /// `None` if nothing did.
    pub decided_by: Option<String>,
    /// The criteria that are unknown, in listed order.
    pub unknown: Vec<Id>,
    /// The greatest total over the possible leads that agree with what is known of this one, that
    /// is, over all completions of its open facts.
    pub could_reach: i64,
    /// Whether the unknowns could turn out so that the lead qualifies; `None` if that wasn't
    /// settled within the work limit for one lead.
    pub could_qualify: Option<bool>,
    /// The never rules that the lead meets although no lead can; they change nothing above.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contradicts: Vec<Id>,
}

/// An answer that holds, and its points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The criterion.
    pub criterion: Id,
    /// The answer's id; `yes` if the criterion is yes/no.
    pub answer: Id,
    /// The points the answer is worth.
    pub points: i64,
    /// Whether they count: in a `highest` criterion only the best answer's do.
    pub counted: bool,
}

/// An answer that holds, by index, and its points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldAnswer {
    /// The criterion.
    pub criterion: usize,
    /// The answer.
    pub answer: usize,
    /// The points it is worth.
    pub points: i64,
    /// Whether they count: in a `highest` criterion only the best answer's do.
    pub counted: bool,
}

/// A group whose cap made a difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cap {
    /// The group's id.
    pub group: Id,
    /// The sum of its criteria.
    pub sum: i64,
    /// The points that count after the cap.
    pub counted: i64,
}

impl Scorer {
    /// Computes the verdict on a lead.
    pub fn verdict(&self, responses: &Responses) -> Verdict {
        let points = self.points(responses);
        let outcome = self.outcome_with(responses, &points);
        let id_of = |index: Option<usize>, of: fn(&Self, usize) -> Option<&Id>| {
            index.and_then(|i| of(self, i)).cloned()
        };
        let service_level = outcome.disposition.and_then(|d| self.service_level(d));
        Verdict {
            fit: outcome.fit,
            behaviour: outcome.behaviour,
            total: outcome.total,
            stage: id_of(outcome.stage, Self::stage_id),
            readiness: outcome.stage.and_then(|s| self.readiness(s)),
            qualified: outcome.qualified,
            band: id_of(outcome.band, Self::band_id),
            disposition: id_of(outcome.disposition, Self::disposition_id),
            service_level: service_level.cloned(),
            reasons: self.reasons(responses),
            caps: self.caps(&points),
            decided_by: self.decided_by(&outcome),
            unknown: self.unknown_criteria(responses),
            could_reach: self.greatest_total(responses),
            could_qualify: self.could_qualify_bounded(responses),
            contradicts: self
                .contradicted(responses)
                .map(|n| self.never[n].id.clone())
                .collect(),
        }
    }

    /// Returns what decided the disposition, in the form of [`Verdict::decided_by`].
    pub fn decided_by(&self, outcome: &Outcome) -> Option<String> {
        let named = |word: &str, id: Option<&Id>| id.map(|id| format!("{word}:{id}"));
        match outcome.decided_by {
            Decider::Route(r) => named("route", self.route_id(r)),
            Decider::Band(b) => named("band", self.band_id(b)),
            Decider::BandQualified(b) => named("band-qualified", self.band_id(b)),
            Decider::Handoff => Some("handoff".into()),
            Decider::Nothing => None,
        }
    }

    fn reasons(&self, responses: &Responses) -> Vec<Reason> {
        let held = self.held_answers(responses).into_iter();
        held.map(|held| {
            let criterion = &self.criteria[held.criterion];
            Reason {
                criterion: criterion.id.clone(),
                answer: criterion.answers[held.answer].id.clone(),
                points: held.points,
                counted: held.counted,
            }
        })
        .collect()
    }

    /// Returns each answer that holds, in listed order.
    pub fn held_answers(&self, responses: &Responses) -> Vec<HeldAnswer> {
        let mut all = Vec::new();
        for (c, criterion) in self.criteria.iter().enumerate() {
            let answers: Vec<usize> =
                held_answers(criterion.combine, responses.criterion_truths(c)).collect();
            let worth = |l: &usize| criterion.answers[*l].points;
            // Of several equally good answers the first counts.
            let best = answers.iter().copied().rev().max_by_key(worth);
            for l in answers {
                all.push(HeldAnswer {
                    criterion: c,
                    answer: l,
                    points: criterion.answers[l].points,
                    counted: criterion.combine != Combine::Highest || best == Some(l),
                });
            }
        }
        all
    }

    fn caps(&self, points: &LeadPoints) -> Vec<Cap> {
        let affected = capped(points).map(|(group, sum, counted)| Cap {
            group: self.groups[group].id.clone(),
            sum,
            counted,
        });
        affected.collect()
    }

    /// Returns each group whose cap makes a difference to a lead, by index: with the sum of its
    /// criteria, and what counts of it.
    pub fn capped_groups(&self, responses: &Responses) -> Vec<(usize, i64, i64)> {
        if self.groups.is_empty() {
            return Vec::new();
        }
        capped(&self.points(responses)).collect()
    }

    /// Returns the criteria that are unknown, in listed order: those with an unknown answer, except
    /// a `one-of` criterion in which an earlier answer holds.
    pub fn unknown_criteria(&self, responses: &Responses) -> Vec<Id> {
        let criteria = self.criteria.iter().enumerate();
        criteria
            .filter(|(c, _)| self.is_unknown(*c, responses))
            .map(|(_, criterion)| criterion.id.clone())
            .collect()
    }

    /// Returns whether a criterion is unknown.
    pub fn is_unknown(&self, criterion: usize, responses: &Responses) -> bool {
        let truths = responses.criterion_truths(criterion);
        let end = match self.criteria.get(criterion).map(|c| c.combine) {
            Some(Combine::OneOf) => truths.iter().position(|t| t.is_yes()),
            _ => None,
        };
        let open = &truths[..end.unwrap_or(truths.len())];
        open.iter().any(|truth| truth.is_unknown())
    }

    /// Returns the unmet parts of the hand-off rule as text, in the rule's order; empty if the lead
    /// qualifies or there is no hand-off rule. Each is one word without blanks:
    /// - a required answer as written: `funded`, `demo=one-to-one`;
    /// - points still short: `total:3`, `fit:2`, `behaviour:1`, or with a group's id `web:4`;
    /// - answers still short of a count: `2:phase=consideration`, `1:covers=need`,
    ///   `1:case-study/demo=one-to-one`;
    /// - one of several: `any:quote/proposal`;
    /// - an answer that must not hold: `not:competitor`;
    /// - a stage not reached: `reached:worthy`;
    /// - a malformed part, as written; `rule` for an empty rule.
    ///
    /// What would meet them, `proof::missing_parts` works out.
    pub fn missing_parts(&self, responses: &Responses) -> Vec<String> {
        let parts = self.unmet_parts(responses).into_iter();
        parts.map(|(_, text)| text).collect()
    }

    /// Returns the unmet parts of the hand-off rule: each part's index in the rule, and its text.
    pub(crate) fn unmet_parts(&self, responses: &Responses) -> Vec<(usize, String)> {
        let points = self.points(responses);
        let clauses = self.handoff_rule().map_or(&[][..], |rule| &rule.clauses);
        let numbered = clauses.iter().enumerate();
        let unmet = numbered.filter(|(_, clause)| !self.clause_holds(clause, responses, &points));
        unmet
            .map(|(index, clause)| (index, self.missing_text(clause, responses, &points)))
            .collect()
    }

    fn missing_text(&self, clause: &Clause, responses: &Responses, points: &LeadPoints) -> String {
        let text = self.clause_text(clause);
        match clause {
            Clause::AtLeast { count, of, .. } => {
                let short = *count as usize - self.count_holding(of, responses);
                format!("{short}{text}")
            }
            Clause::AtLeastTopics {
                count,
                topics,
                names,
                ..
            } => {
                let holding: Vec<usize> = self.topics_holding(topics, responses).collect();
                let lacking = (0..names.len()).filter(|topic| !holding.contains(topic));
                let short = *count as usize - holding.len();
                topics_text(short, lacking.map(|topic| names[topic]))
            }
            Clause::Points { of, least, .. } => {
                let short = i128::from(*least) - i128::from(points.measured(*of));
                format!("{text}{short}")
            }
            _ => text,
        }
    }

    /// Returns a clause as text, like [`Scorer::missing_parts`] but without the amount still short,
    /// which goes before a count's text and after a minimum's.
    pub(crate) fn clause_text(&self, clause: &Clause) -> String {
        match clause {
            Clause::All(reference) => reference.reference.to_string(),
            Clause::Not(reference) => format!("not:{}", reference.reference),
            Clause::Any(references) => {
                let each: Vec<String> =
                    references.iter().map(|w| w.reference.to_string()).collect();
                format!("any:{}", each.join("/"))
            }
            Clause::AtLeast { label, .. } | Clause::AtLeastTopics { label, .. } => {
                format!(":{label}")
            }
            Clause::Points { name, .. } => format!("{name}:"),
            Clause::Reached(stage) => format!("reached:{}", self.stages[*stage].id),
            Clause::Never(text) => text.clone(),
        }
    }
}

fn capped(points: &LeadPoints) -> impl Iterator<Item = (usize, i64, i64)> {
    let groups = points.groups.iter().enumerate();
    let affected = groups.filter(|(_, (sum, counted))| sum != counted);
    affected.map(|(group, (sum, counted))| (group, *sum, *counted))
}

/// Returns how many topics are short and which are lacking: `1:covers=need/timing`.
pub(in crate::scoring) fn topics_text(
    short: usize,
    lacking: impl Iterator<Item = Covers>,
) -> String {
    let words: Vec<&str> = lacking.map(Covers::word).collect();
    format!("{short}:covers={}", words.join("/"))
}
