//! What the model says of a lead, with ids and words, and why.

use serde::{Serialize, Serializer};

use super::rules::{Clause, LeadPoints, held_answers};
use super::scorer::Scorer;
use super::{Decider, Outcome, Responses};
use crate::model::{Combine, Id, Readiness, Reference, ServiceLevel};

/// What the model says of a lead, and why. Serialized in these words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Points for fit.
    pub fit: i64,
    /// Points for behaviour.
    pub behaviour: i64,
    /// Both together.
    pub total: i64,
    /// The furthest computed stage whose rule holds.
    pub stage: Option<Id>,
    /// What that stage means for Sales.
    pub readiness: Option<Readiness>,
    /// Whether the hand-off stage's rule holds.
    pub qualified: bool,
    /// The band the total falls in.
    pub band: Option<Id>,
    /// What we do next.
    pub disposition: Option<Id>,
    /// How soon and how often it is worked.
    pub service_level: Option<ServiceLevel>,
    /// Each level that holds, in listed order.
    pub reasons: Vec<Reason>,
    /// Each group whose cap made a difference.
    pub caps: Vec<Cap>,
    /// What decided the disposition: `route:ID`, `band:ID`, `band-qualified:ID`, `handoff`, or
    /// nothing.
    pub decided_by: Option<String>,
    /// The unmet parts of the hand-off rule, in the rule's order; empty when qualified.
    pub missing: Vec<MissingPart>,
    /// The criteria that are unknown, in listed order.
    pub unknown: Vec<Id>,
    /// The greatest total over possible leads with what is known of this one: each open fact holds
    /// or doesn't, and staying unknown is none of them.
    pub could_reach: i64,
    /// Whether the unknowns could turn out so that it qualifies; nothing where that wasn't settled
    /// within the work one lead is worth.
    pub could_qualify: Option<bool>,
}

/// A level that holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Of this criterion.
    pub criterion: Id,
    /// Its id; `yes` where the criterion is yes/no.
    pub answer: Id,
    /// What it is worth.
    pub points: i64,
    /// Whether that is in the points: of a `highest` criterion only the best is.
    pub counted: bool,
}

/// A group whose cap made a difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cap {
    /// The group.
    pub group: Id,
    /// What its criteria sum up to.
    pub sum: i64,
    /// What counts of it.
    pub counted: i64,
}

/// An unmet part of the hand-off rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MissingPart {
    /// The part, in one word without blanks:
    /// - a required answer as written: `funded`, `demo=one-to-one`;
    /// - points still short: `total:3`, `fit:2`, `behaviour:1`, or with a group's id `web:4`;
    /// - answers still short of a count: `2:phase=consideration`, `1:covers=need`,
    ///   `1:case-study/demo=one-to-one`;
    /// - one of several: `any:quote/proposal`;
    /// - what ought not to hold: `not:competitor`;
    /// - a stage not reached: `reached:worthy`;
    /// - what isn't well formed, as it is written; `rule` for an empty one.
    pub part: String,
    /// The smallest set of further levels that would meet it, ties by listed order; empty where
    /// none does. It ends in a possible lead, with an `otherwise` named where it helps and not
    /// counted.
    #[serde(serialize_with = "as_texts")]
    pub smallest: Vec<Reference>,
    /// Whether that is proved. Where not, for the budget for one lead ran out, no set is named.
    pub proved: bool,
}

fn as_texts<S: Serializer>(references: &[Reference], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(references.iter().map(ToString::to_string))
}

impl Scorer {
    /// What the model says of a lead, and why.
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
            missing: self.missing(responses, &points),
            unknown: self.unknown_criteria(responses),
            could_reach: self.greatest_total(responses),
            could_qualify: self.could_qualify_bounded(responses),
        }
    }

    /// What decided a disposition, in a word: see [`Verdict::decided_by`].
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
        let mut reasons = Vec::new();
        for (c, criterion) in self.criteria.iter().enumerate() {
            let answers: Vec<usize> =
                held_answers(criterion.combine, responses.criterion_truths(c)).collect();
            let worth = |l: &usize| criterion.answers[*l].points;
            // The first of several equally good ones counts.
            let best = answers.iter().copied().rev().max_by_key(worth);
            for l in answers {
                reasons.push(Reason {
                    criterion: criterion.id.clone(),
                    answer: criterion.answers[l].id.clone(),
                    points: criterion.answers[l].points,
                    counted: criterion.combine != Combine::Highest || best == Some(l),
                });
            }
        }
        reasons
    }

    fn caps(&self, points: &LeadPoints) -> Vec<Cap> {
        let groups = self.groups.iter().zip(&points.groups);
        let bitten = groups.filter(|(_, (sum, counted))| sum != counted);
        bitten
            .map(|(group, &(sum, counted))| Cap {
                group: group.id.clone(),
                sum,
                counted,
            })
            .collect()
    }

    /// The criteria that are unknown, in listed order: one of their levels is, unless it is
    /// `one-of` and a level listed before that one holds.
    pub fn unknown_criteria(&self, responses: &Responses) -> Vec<Id> {
        let criteria = self.criteria.iter().enumerate();
        criteria
            .filter(|(c, _)| self.is_unknown(*c, responses))
            .map(|(_, criterion)| criterion.id.clone())
            .collect()
    }

    /// Whether a criterion is unknown.
    pub fn is_unknown(&self, criterion: usize, responses: &Responses) -> bool {
        let truths = responses.criterion_truths(criterion);
        let end = match self.criteria.get(criterion).map(|c| c.combine) {
            Some(Combine::OneOf) => truths.iter().position(|t| t.is_yes()),
            _ => None,
        };
        let open = &truths[..end.unwrap_or(truths.len())];
        open.iter().any(|truth| truth.is_unknown())
    }

    /// The unmet parts of the hand-off rule in words, without their smallest sets: see
    /// [`Missing::part`]. Empty when qualified, and without a hand-off rule.
    pub fn missing_parts(&self, responses: &Responses) -> Vec<String> {
        let points = self.points(responses);
        let unmet = self.missing_clauses(responses, &points);
        unmet
            .map(|clause| self.missing_text(clause, responses, &points))
            .collect()
    }

    /// The unmet parts of the hand-off rule: their places among the rule's parts, and in words.
    pub(crate) fn missing_with_index(&self, responses: &Responses) -> Vec<(usize, String)> {
        let points = self.points(responses);
        let clauses = self.handoff_rule().map_or(&[][..], |rule| &rule.clauses);
        let numbered = clauses.iter().enumerate();
        let unmet = numbered.filter(|(_, clause)| !self.clause_holds(clause, responses, &points));
        unmet
            .map(|(place, clause)| (place, self.missing_text(clause, responses, &points)))
            .collect()
    }

    fn missing(&self, responses: &Responses, points: &LeadPoints) -> Vec<MissingPart> {
        let unmet = self.missing_clauses(responses, points);
        unmet
            .map(|clause| {
                let smallest = self.smallest_for_clause(clause, responses);
                MissingPart {
                    part: self.missing_text(clause, responses, points),
                    proved: smallest.is_ok(),
                    smallest: smallest.ok().flatten().unwrap_or_default(),
                }
            })
            .collect()
    }

    fn missing_clauses<'a>(
        &'a self,
        responses: &'a Responses,
        points: &'a LeadPoints,
    ) -> impl Iterator<Item = &'a Clause> {
        let clauses = self.handoff_rule().map_or(&[][..], |rule| &rule.clauses);
        clauses
            .iter()
            .filter(|clause| !self.clause_holds(clause, responses, points))
    }

    fn missing_text(&self, clause: &Clause, responses: &Responses, points: &LeadPoints) -> String {
        let text = self.clause_text(clause);
        match clause {
            Clause::AtLeast { count, of, .. } => {
                let short = *count as usize - self.count_holding(of, responses);
                format!("{short}{text}")
            }
            Clause::Points { of, least, .. } => {
                let short = i128::from(*least) - i128::from(points.measured(*of));
                format!("{text}{short}")
            }
            _ => text,
        }
    }

    /// A clause in a word, as in [`Missing::part`], but for how much is short of it: that comes
    /// before a count's and after a minimum's.
    pub(super) fn clause_text(&self, clause: &Clause) -> String {
        match clause {
            Clause::All(wanted) => wanted.reference.to_string(),
            Clause::Not(wanted) => format!("not:{}", wanted.reference),
            Clause::Any(several) => {
                let each: Vec<String> = several.iter().map(|w| w.reference.to_string()).collect();
                format!("any:{}", each.join("/"))
            }
            Clause::AtLeast { label, .. } => format!(":{label}"),
            Clause::Points { name, .. } => format!("{name}:"),
            Clause::Reached(stage) => format!("reached:{}", self.stages[*stage].id),
            Clause::Never(text) => text.clone(),
        }
    }
}
