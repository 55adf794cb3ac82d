//! Findings about sums of points that overflow.
//!
//! Points are 64-bit integers. Scoring saturates, so a lead whose points go beyond the bounds would
//! silently get too few; a definition in which that can happen is wrong. Every sum is checked: the
//! answers of a criterion, the criteria of a group before its cap, each kind, and the total. A part
//! that already overflows is left out of the sums that contain it.

use super::collector::FindingCollector;
use crate::model::{Combine, Criterion, CriterionKind, Definition, Group, Kind, Place};

/// The least and the greatest value that a sum can take on the way, whichever of its parts hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct SumRange {
    least: i128,
    most: i128,
}

impl SumRange {
    fn plus(self, other: Self) -> Self {
        Self {
            least: self.least + other.least,
            most: self.most + other.most,
        }
    }

    /// Returns the range of an optional number: the number, or 0.
    fn optional(points: i128) -> Self {
        Self {
            least: points.min(0),
            most: points.max(0),
        }
    }

    /// Returns the bound that overflows, if any.
    fn overflow(self) -> Option<i128> {
        let fits = |end: &i128| i64::try_from(*end).is_ok();
        [self.most, self.least].into_iter().find(|end| !fits(end))
    }

    fn of_criterion(criterion: &Criterion) -> Self {
        let answers = criterion.answer_list();
        let each = answers.iter().map(|a| Self::optional(a.points.into()));
        if criterion.combination() == Some(Combine::Sum) {
            return each.fold(Self::default(), Self::plus);
        }
        each.fold(Self::default(), |all, one| Self {
            least: all.least.min(one.least),
            most: all.most.max(one.most),
        })
    }

    /// Clamps to a group's cap.
    fn capped(self, group: &Group) -> Self {
        let cap = |sum: i128| {
            let raised = group.min.map_or(sum, |min| sum.max(min.into()));
            group.max.map_or(raised, |max| raised.min(max.into()))
        };
        let ends = [cap(self.least), cap(self.most)];
        Self {
            least: ends[0].min(0),
            most: ends[1].max(0),
        }
    }
}

impl FindingCollector<'_> {
    /// Reports sums that overflow.
    pub(super) fn check_sums(&mut self) {
        let definition = self.definition;
        let mut kinds = [SumRange::default(); 2];
        let kind = |kind| usize::from(kind == CriterionKind::Behaviour);
        let ungrouped = definition
            .criteria
            .iter()
            .filter(|c| !is_grouped(definition, c));
        for criterion in ungrouped {
            let place = Place::new(Kind::Criterion, criterion.id.clone());
            let span = self.checked_sum(SumRange::of_criterion(criterion), place, &criterion.name);
            kinds[kind(criterion.kind)] = kinds[kind(criterion.kind)].plus(span);
        }
        for group in &definition.groups {
            let mut sum = SumRange::default();
            let of = group
                .of
                .iter()
                .filter_map(|id| definition.criterion(id.as_str()));
            let of: Vec<&Criterion> = of.collect();
            for criterion in &of {
                let place = Place::new(Kind::Criterion, criterion.id.clone());
                sum = sum.plus(self.checked_sum(
                    SumRange::of_criterion(criterion),
                    place,
                    &criterion.name,
                ));
            }
            let place = Place::new(Kind::Group, group.id.clone());
            let span = self.checked_sum(sum, place, &group.name).capped(group);
            if let Some(first) = of.first() {
                kinds[kind(first.kind)] = kinds[kind(first.kind)].plus(span);
            }
        }
        let settings = || Place::single(Kind::Settings);
        let [fit, behaviour] = kinds;
        let fit = self.checked_sum(fit, settings(), "fit");
        let behaviour = self.checked_sum(behaviour, settings(), "behaviour");
        self.checked_sum(fit.plus(behaviour), settings(), "the total");
    }

    /// Returns a sum if it fits. Otherwise reports it and returns 0, so that nothing else is
    /// reported.
    fn checked_sum(&mut self, span: SumRange, place: Place, name: &str) -> SumRange {
        let Some(beyond) = span.overflow() else {
            return span;
        };
        let reported = self
            .found
            .iter()
            .any(|f| f.code == "A124" && f.place == place);
        if !reported || place.kind == Kind::Settings {
            let message = format!(
                "the points of `{name}` can add up to {beyond}, which is more than can be represented"
            );
            self.add("A124", place, message);
        }
        SumRange::default()
    }
}

fn is_grouped(definition: &Definition, criterion: &Criterion) -> bool {
    let mut groups = definition.groups.iter();
    groups.any(|group| group.of.contains(&criterion.id))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::check::check_definition;

    const MOST: i64 = i64::MAX;

    /// Returns the places of sums that overflow, with the value.
    fn beyond(criteria: &Value, groups: &Value) -> Vec<(String, String)> {
        let definition = json!({"criteria": criteria, "groups": groups, "stages": []});
        let definition: Definition = serde_json::from_value(definition).unwrap();
        let found = check_definition(&definition).into_iter();
        let found = found.filter(|finding| finding.code == "A124");
        let number = |text: &str| {
            text.split(' ')
                .find(|w| w.contains("9223"))
                .unwrap()
                .to_owned()
        };
        found
            .map(|f| (f.place.to_string(), number(&f.message).replace(',', "")))
            .collect()
    }

    fn yes_no(id: &str, kind: &str, points: i64) -> Value {
        json!({"id": id, "name": id, "kind": kind, "points": points})
    }

    fn overflow_at(place: &str, number: &str) -> (String, String) {
        (place.into(), number.into())
    }

    #[test]
    fn the_last_numbers_there_are_can_be_represented() {
        let most = json!([yes_no("a", "fit", MOST), yes_no("b", "behaviour", i64::MIN)]);
        assert_eq!(beyond(&most, &json!([])), []);
        let split = json!([yes_no("a", "fit", MOST - 5), yes_no("b", "behaviour", 5)]);
        assert_eq!(beyond(&split, &json!([])), []);
    }

    #[test]
    fn one_more_is_told_wherever_it_is_added() {
        let total = json!([yes_no("a", "fit", MOST), yes_no("b", "behaviour", 1)]);
        assert_eq!(
            beyond(&total, &json!([])),
            [overflow_at("settings:settings", "9223372036854775808")]
        );
        let kind = json!([yes_no("a", "fit", i64::MIN), yes_no("b", "fit", -1)]);
        assert_eq!(
            beyond(&kind, &json!([])),
            [overflow_at("settings:settings", "-9223372036854775809")]
        );
        let sum = json!([{"id": "a", "name": "A", "kind": "fit", "combine": "sum", "answers": [
            {"id": "x", "label": "X", "points": MOST}, {"id": "y", "label": "Y", "points": 1}]}]);
        assert_eq!(
            beyond(&sum, &json!([])),
            [overflow_at("criterion:a", "9223372036854775808")]
        );
    }

    #[test]
    fn a_group_is_looked_at_before_its_cap() {
        let criteria = json!([yes_no("a", "fit", MOST), yes_no("b", "fit", 2)]);
        let group = json!([{"id": "web", "name": "Web", "of": ["a", "b"], "max": 10}]);
        assert_eq!(
            beyond(&criteria, &group),
            [overflow_at("group:web", "9223372036854775809")]
        );
    }

    #[test]
    fn only_one_answer_of_a_ladder_counts() {
        for combine in ["one-of", "highest"] {
            let ladder = json!([{"id": "a", "name": "A", "kind": "fit", "combine": combine,
                "answers": [{"id": "x", "label": "X", "points": MOST},
                           {"id": "y", "label": "Y", "points": MOST}]}]);
            assert_eq!(beyond(&ladder, &json!([])), []);
        }
    }
}
