//! A lead's points: of each criterion, of each group up to its cap, in all.

use super::aliases::Aliases;
use super::answers::AnswerColumns;
use super::common_tables::column;
use super::dialect::SqlEngine;
use super::table_columns::MadeColumn;
use crate::model::{Combine, CriterionKind};
use crate::scoring::Scorer;
use crate::scoring::compiled_model::{CompiledCriterion, Measure};

/// The columns of points, in the order in which they are reckoned.
pub(super) struct PointColumns {
    /// The points of each criterion.
    pub criteria: Vec<MadeColumn>,
    /// The sum of each group.
    pub sums: Vec<MadeColumn>,
    /// What counts of each group's sum.
    pub groups: Vec<MadeColumn>,
    /// Fit and behaviour.
    pub kinds: Vec<MadeColumn>,
}

/// The column of fit points.
pub(super) const FIT: &str = "fit";
/// The column of behaviour points.
pub(super) const BEHAVIOUR: &str = "behaviour";
/// The column of all points.
pub(super) const TOTAL: &str = "total";

impl PointColumns {
    /// Writes the points of a model.
    pub fn new(
        engine: &dyn SqlEngine,
        scorer: &Scorer,
        answers: &AnswerColumns,
        aliases: &mut Aliases,
    ) -> Self {
        let criteria = scorer.criteria().iter().zip(&answers.held_by);
        let criteria: Vec<MadeColumn> = criteria
            .map(|(criterion, held)| {
                let alias = aliases.make(criterion.id.as_str(), "points");
                column(criterion_points(criterion, held), alias)
            })
            .collect();
        let mut columns = Self {
            criteria,
            sums: Vec::new(),
            groups: Vec::new(),
            kinds: Vec::new(),
        };
        for group in scorer.groups() {
            let of = group
                .criteria
                .iter()
                .map(|c| columns.criteria[*c].alias.clone());
            let sum = summed(engine, &of.collect::<Vec<_>>());
            let sum_alias = aliases.make(group.id.as_str(), "sum");
            let mut capped = sum_alias.clone();
            if let Some(min) = group.min {
                capped = format!("GREATEST({capped}, {min})");
            }
            if let Some(max) = group.max {
                capped = format!("LEAST({capped}, {max})");
            }
            columns.sums.push(column(sum, sum_alias));
            let alias = aliases.make(group.id.as_str(), "group_points");
            columns.groups.push(column(capped, alias));
        }
        for (kind, name) in [
            (CriterionKind::Fit, FIT),
            (CriterionKind::Behaviour, BEHAVIOUR),
        ] {
            let own = scorer.criteria().iter().zip(&columns.criteria);
            let own = own.filter(|(c, _)| c.kind == kind && c.group.is_none());
            let groups = scorer.groups().iter().zip(&columns.groups);
            let groups = groups.filter(|(group, _)| group.kind == kind);
            let parts = own.map(|(_, c)| c).chain(groups.map(|(_, g)| g));
            let parts: Vec<String> = parts.map(|column| column.alias.clone()).collect();
            columns.kinds.push(column(summed(engine, &parts), name));
        }
        columns
    }

    /// The column of a measure.
    pub fn measure(&self, measure: Measure) -> &str {
        match measure {
            Measure::Total => TOTAL,
            Measure::Kind(CriterionKind::Fit) => FIT,
            Measure::Kind(CriterionKind::Behaviour) => BEHAVIOUR,
            Measure::Group(group) => &self.groups[group].alias,
        }
    }
}

/// Adds up columns as numbers that are large enough.
fn summed(engine: &dyn SqlEngine, columns: &[String]) -> String {
    match columns {
        [] => engine.whole("0"),
        [first, others @ ..] => {
            let others: String = others.iter().map(|other| format!(" + {other}")).collect();
            engine.whole(first) + &others
        }
    }
}

/// Returns a criterion's answers in the order in which the first held one counts; for `highest` the
/// best first, of equals the one listed first.
pub(super) fn counting_order(criterion: &CompiledCriterion) -> Vec<usize> {
    let mut order: Vec<usize> = (0..criterion.answers.len()).collect();
    if criterion.combine == Combine::Highest {
        order.sort_by_key(|at| std::cmp::Reverse(criterion.answers[*at].points));
    }
    order
}

fn criterion_points(criterion: &CompiledCriterion, held: &[Option<String>]) -> String {
    let worth = |at: usize| Some((held[at].as_ref()?, criterion.answers[at].points));
    let cases: Vec<(&String, i64)> = counting_order(criterion)
        .into_iter()
        .filter_map(worth)
        .collect();
    if cases.is_empty() {
        return "0".into();
    }
    if criterion.combine == Combine::Sum {
        let each = cases
            .iter()
            .map(|(held, points)| format!("CASE WHEN {held} THEN {points} ELSE 0 END"));
        return each.collect::<Vec<_>>().join(" + ");
    }
    let cases: String = cases
        .iter()
        .map(|(held, points)| format!(" WHEN {held} THEN {points}"))
        .collect();
    format!("CASE{cases} ELSE 0 END")
}
