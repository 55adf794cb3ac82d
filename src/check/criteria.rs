//! Findings about criteria and groups.

use super::collector::FindingCollector;
use crate::model::{Combine, Condition, Criterion, Group, Id, Kind, Place};

impl FindingCollector<'_> {
    pub(super) fn check_criteria(&mut self) {
        for criterion in &self.definition.criteria {
            let place = Place::new(Kind::Criterion, criterion.id.clone());
            let name = &criterion.name;
            if !criterion.answers.is_empty() {
                if criterion.combine.is_none() {
                    let message = format!("nothing says how the answers of `{name}` count");
                    self.add("A120", place.clone(), message);
                }
                if criterion.points.is_some() || criterion.when.is_some() {
                    let what = match (criterion.points, &criterion.when) {
                        (Some(_), Some(_)) => "points and a condition",
                        (Some(_), None) => "points",
                        (None, _) => "a condition",
                    };
                    let message = format!("`{name}` has answers, and also {what} of its own");
                    self.add("A123", place.clone(), message);
                }
                self.check_otherwise(criterion);
            }
            self.check_each_time(&place, criterion);
            self.check_condition(place, criterion.when.as_ref());
            for answer in &criterion.answers {
                let place = answer_place(criterion, &answer.id);
                self.check_condition(place, answer.when.as_ref());
            }
        }
    }

    /// Reports points for each time whose numbers don't fit, or that count no single event.
    fn check_each_time(&mut self, place: &Place, criterion: &Criterion) {
        let Some(each) = criterion.each_time() else {
            return;
        };
        let name = &criterion.name;
        if let Some(problem) = each.problem() {
            let message = format!("`{name}`: {}", problem.what);
            self.add_with_hint("A125", place.clone(), message, sentence(&problem.remedy));
        }
        if let Some(problem) = uncounted(criterion.when.as_ref()) {
            let message = format!("`{name}` has points for each time, {problem}");
            self.add("A126", place.clone(), message);
        }
    }

    fn check_otherwise(&mut self, criterion: &Criterion) {
        let last = criterion.answers.len() - 1;
        for (l, answer) in criterion.answers.iter().enumerate() {
            if !answer.otherwise {
                continue;
            }
            let flaw = if criterion.combine != Some(Combine::OneOf) {
                "but its criterion is not one-of"
            } else if l != last {
                "but is not the last answer"
            } else if answer.when.is_some() {
                "and also has a condition"
            } else {
                continue;
            };
            let message = format!("`{}` is `otherwise`, {flaw}", answer.label);
            self.add("A121", answer_place(criterion, &answer.id), message);
        }
    }

    /// Reports what is wrong with a condition.
    pub(super) fn check_condition(&mut self, place: Place, condition: Option<&Condition>) {
        if let Some(problem) = condition.and_then(Condition::problem) {
            self.add_with_hint("A122", place, problem.what, sentence(&problem.remedy));
        }
    }

    pub(super) fn check_groups(&mut self) {
        let mut capped: Vec<&Id> = Vec::new();
        for group in &self.definition.groups {
            let place = Place::new(Kind::Group, group.id.clone());
            let id = &group.id;
            if ["total", "fit", "behaviour"].contains(&id.as_str()) {
                let message = format!("a group can't be called `{id}`");
                self.add("A130", place.clone(), message);
            }
            if group.of.is_empty() {
                let message = format!("`{}` has no criteria", group.name);
                self.add("A135", place.clone(), message);
            }
            if let (Some(min), Some(max)) = (group.min, group.max)
                && min > max
            {
                let message = format!("`{}` counts at least {min} and at most {max}", group.name);
                self.add("A134", place.clone(), message);
            }
            self.check_group_members(group, &place, &mut capped);
        }
    }

    fn check_group_members<'g>(
        &mut self,
        group: &'g Group,
        place: &Place,
        capped: &mut Vec<&'g Id>,
    ) {
        let mut kinds = Vec::new();
        for id in &group.of {
            if let Some(criterion) = self.definition.criterion(id.as_str()) {
                kinds.push(criterion.kind);
            } else {
                let message = format!("`{}` refers to `{id}`, which no longer exists", group.name);
                self.add("A131", place.clone(), message);
            }
            if capped.contains(&id) {
                let message = format!(
                    "`{id}` is already in a group, and `{}` lists it again",
                    group.name
                );
                self.add("A133", place.clone(), message);
            }
            capped.push(id);
        }
        if kinds.windows(2).any(|pair| pair[0] != pair[1]) {
            let message = format!("`{}` has both fit and behaviour criteria", group.name);
            self.add("A132", place.clone(), message);
        }
    }
}

/// The keys that a condition counted for each time may have.
const COUNTED_KEYS: [&str; 5] = [
    "event",
    "within_days",
    "older_than_days",
    "where",
    "distinct_days",
];

/// Returns why a condition doesn't count one event for each time; `None` if it does.
fn uncounted(when: Option<&Condition>) -> Option<String> {
    let Some(when) = when else {
        return Some("but nothing says which event is counted".into());
    };
    let written = serde_json::to_value(when).unwrap_or_default();
    let keys = written.as_object()?.keys();
    let others: Vec<&str> = keys
        .map(String::as_str)
        .filter(|key| !COUNTED_KEYS.contains(key))
        .collect();
    if !others.is_empty() {
        let noun = if others.len() == 1 { "key" } else { "keys" };
        let others = others.join("`, `");
        return Some(format!(
            "and its condition has the {noun} `{others}` besides an event and its days"
        ));
    }
    when.event
        .is_none()
        .then(|| "but its condition names no event".into())
}

pub(super) fn answer_place(criterion: &Criterion, answer: &Id) -> Place {
    Place::part(Kind::Answer, criterion.id.clone(), answer.clone())
}

/// Turns a clause into a sentence of its own.
pub(super) fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}
