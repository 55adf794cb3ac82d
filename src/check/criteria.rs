//! Findings about criteria and groups.

use super::collector::FindingCollector;
use crate::model::{Combine, Condition, Criterion, Group, Id, Kind, Place};

impl FindingCollector<'_> {
    pub(super) fn check_criteria(&mut self) {
        for criterion in &self.definition.criteria {
            let place = Place::new(Kind::Criterion, criterion.id.clone());
            let name = &criterion.name;
            if !criterion.is_yes_no() {
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
            self.check_condition(place, criterion.when.as_ref());
            for answer in &criterion.answers {
                let place = answer_place(criterion, &answer.id);
                self.check_condition(place, answer.when.as_ref());
            }
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
            // Problems are worded as "what: remedy".
            let (message, hint) = problem.split_once(": ").unwrap_or((&problem, ""));
            if hint.is_empty() {
                self.add("A122", place, message);
            } else {
                self.add_with_hint("A122", place, message, sentence(hint));
            }
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

pub(super) fn answer_place(criterion: &Criterion, answer: &Id) -> Place {
    Place::part(Kind::Answer, criterion.id.clone(), answer.clone())
}

/// Turns a clause into a sentence of its own.
fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}
