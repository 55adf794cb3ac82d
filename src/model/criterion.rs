//! Criteria, what each answer to them is worth, and groups with a cap.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Collected, Combine, Condition, Covers, CriterionKind, CriterionPoints, EachTime, Expression,
    Id, Phase, is_default,
};

/// The id of a yes/no criterion's only answer.
pub const YES: &str = "yes";

/// Something we look at in a lead. Without `answers` it is a yes/no criterion, whose `points` count
/// when `when` holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Unique among criteria.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Fit or behaviour; decides which subtotal it counts towards.
    pub kind: CriterionKind,
    /// For a behaviour: how far along a buyer who shows it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
    /// What it tells us about.
    #[serde(default, skip_serializing_if = "is_default")]
    pub covers: Vec<Covers>,
    /// Whether the lead states it or we observe it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expression: Option<Expression>,
    /// Where the data can be seen.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: String,
    /// Whether the data is collected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collected: Option<Collected>,
    /// A real example from the past. A behaviour without one is a hypothesis.
    #[serde(default, skip_serializing_if = "is_default")]
    pub example: String,
    /// Whether it was suggested by won deals and not yet confirmed by the room.
    #[serde(default, skip_serializing_if = "is_default")]
    pub suggested: bool,
    /// Points of a yes/no criterion, once or for each time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<CriterionPoints>,
    /// When a yes/no criterion holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// How several answers count; required with `answers`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub combine: Option<Combine>,
    /// The answers, by convention best first.
    #[serde(default, alias = "levels", skip_serializing_if = "is_default")]
    pub answers: Vec<Answer>,
}

/// One answer of a criterion.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Unique within its criterion.
    pub id: Id,
    /// Its name.
    pub label: String,
    /// Points it is worth; may be negative.
    #[serde(default)]
    pub points: i64,
    /// When it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Whether it holds when no other answer does. Only the last answer of a `one-of` criterion
    /// can.
    #[serde(default, skip_serializing_if = "is_default")]
    pub otherwise: bool,
}

/// A cap on several criteria of one kind: the sum of their points is clamped to `min..=max`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Unique among groups; not `total`, `fit` or `behaviour`.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The criteria it caps.
    pub of: Vec<Id>,
    /// The lowest value of the sum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// The highest value of the sum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
}

impl Criterion {
    /// Whether its one answer is yes: it has no list of answers, and no points for each time.
    pub fn is_yes_no(&self) -> bool {
        self.answers.is_empty() && self.each_time().is_none()
    }

    /// Returns the points for each time, if it counts times: then its answers are made, not listed.
    pub fn each_time(&self) -> Option<EachTime> {
        let points = self.points.filter(|_| self.answers.is_empty())?;
        points.each()
    }

    /// Returns how several answers count; those made for each time are added up.
    pub fn combination(&self) -> Option<Combine> {
        match self.each_time() {
            Some(_) => Some(Combine::Sum),
            None => self.combine,
        }
    }

    /// Returns whether a bare reference holds when an answer does that is worth `points`. Of a
    /// criterion that counts times it is the first time, whatever the points.
    pub fn is_bare(&self, answer: usize, points: i64) -> bool {
        match self.each_time() {
            Some(_) => answer == 0,
            None => self.is_yes_no() || points > 0,
        }
    }

    /// Returns whether a bare reference to it can hold.
    pub fn has_bare(&self) -> bool {
        let mut answers = self.answer_list().into_iter().enumerate();
        answers.any(|(at, answer)| self.is_bare(at, answer.points))
    }

    /// Returns the number of answers, at least 1: the `yes` of a yes/no criterion.
    pub fn answer_count(&self) -> usize {
        match self.each_time() {
            Some(each) => each.times().unwrap_or(1),
            None => self.answers.len().max(1),
        }
    }

    /// Returns the answers in order; a yes/no criterion has the one answer `yes`, and one that
    /// counts times has `x1`, `x2` ..., made here and nowhere else.
    pub fn answer_list(&self) -> Vec<AnswerRef<'_>> {
        if let Some(each) = self.each_time() {
            let made = each.made_answers(self.when.as_ref());
            return made
                .map(|(id, label, when)| AnswerRef {
                    id,
                    label,
                    points: each.each,
                    when,
                    otherwise: false,
                })
                .collect();
        }
        if self.is_yes_no() {
            return vec![AnswerRef {
                id: YES,
                label: &self.name,
                points: self.points.map_or(0, CriterionPoints::number),
                when: self.when.as_ref().map(Cow::Borrowed),
                otherwise: false,
            }];
        }
        self.answers
            .iter()
            .map(|answer| AnswerRef {
                id: answer.id.as_str(),
                label: &answer.label,
                points: answer.points,
                when: answer.when.as_ref().map(Cow::Borrowed),
                otherwise: answer.otherwise,
            })
            .collect()
    }

    /// Returns the conditions as they are written: its own, or those of its answers.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let own = self.when.iter().filter(|_| self.answers.is_empty());
        own.chain(self.answers.iter().filter_map(|a| a.when.as_ref()))
    }

    /// Whether any answer has points yet.
    pub fn has_points(&self) -> bool {
        self.points.is_some() || self.answers.iter().any(|answer| answer.points != 0)
    }

    /// Returns the least and the most points it can count, before group caps.
    pub fn range(&self) -> (i64, i64) {
        let points = self
            .answer_list()
            .iter()
            .map(|a| a.points)
            .collect::<Vec<_>>();
        let sum = |keep: fn(&i64) -> bool| points.iter().copied().filter(keep).sum::<i64>();
        let least = points.iter().copied().min().unwrap_or(0);
        let most = points.iter().copied().max().unwrap_or(0);
        match self.combination() {
            _ if self.is_yes_no() => (least.min(0), most.max(0)),
            Some(Combine::Sum) => (sum(|p| *p < 0), sum(|p| *p > 0)),
            Some(Combine::OneOf) | None if self.answers.last().is_some_and(|l| l.otherwise) => {
                (least, most)
            }
            _ => (least.min(0), most.max(0)),
        }
    }
}

/// An answer of a criterion, in the same shape for listed answers, yes/no and each time.
#[derive(Clone, Debug)]
pub struct AnswerRef<'a> {
    /// The answer's id; `yes` for a yes/no criterion, `x2` for the second of counted times.
    pub id: &'a str,
    /// The answer's label; the criterion's name for a yes/no criterion.
    pub label: &'a str,
    /// Points it is worth.
    pub points: i64,
    /// When it holds.
    pub when: Option<Cow<'a, Condition>>,
    /// Whether it holds when no other answer does.
    pub otherwise: bool,
}
