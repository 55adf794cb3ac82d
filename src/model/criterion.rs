//! Criteria, what each answer to them is worth, and groups with a cap.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Collected, Combine, Condition, Covers, CriterionKind, Expression, Id, Phase, is_default,
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
    /// Points of a yes/no criterion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<i64>,
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
    /// Whether it has no list of answers.
    pub fn is_yes_no(&self) -> bool {
        self.answers.is_empty()
    }

    /// Returns the number of answers, at least 1: the `yes` of a yes/no criterion.
    pub fn answer_count(&self) -> usize {
        self.answers.len().max(1)
    }

    /// Returns the answers in order; a yes/no criterion has the one answer `yes`.
    pub fn answer_list(&self) -> Vec<AnswerRef<'_>> {
        if self.is_yes_no() {
            return vec![AnswerRef {
                id: YES,
                label: &self.name,
                points: self.points.unwrap_or(0),
                when: self.when.as_ref(),
                otherwise: false,
            }];
        }
        self.answers
            .iter()
            .map(|answer| AnswerRef {
                id: answer.id.as_str(),
                label: &answer.label,
                points: answer.points,
                when: answer.when.as_ref(),
                otherwise: answer.otherwise,
            })
            .collect()
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
        match self.combine {
            _ if self.is_yes_no() => (least.min(0), most.max(0)),
            Some(Combine::Sum) => (sum(|p| *p < 0), sum(|p| *p > 0)),
            Some(Combine::OneOf) | None if self.answers.last().is_some_and(|l| l.otherwise) => {
                (least, most)
            }
            _ => (least.min(0), most.max(0)),
        }
    }
}

/// An answer of a criterion, in the same shape for listed answers and yes/no.
#[derive(Clone, Copy, Debug)]
pub struct AnswerRef<'a> {
    /// The answer's id; `yes` for a yes/no criterion.
    pub id: &'a str,
    /// The answer's label; the criterion's name for a yes/no criterion.
    pub label: &'a str,
    /// Points it is worth.
    pub points: i64,
    /// When it holds.
    pub when: Option<&'a Condition>,
    /// Whether it holds when no other answer does.
    pub otherwise: bool,
}
