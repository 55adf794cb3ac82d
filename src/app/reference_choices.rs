//! What a rule can refer to, as choices to pick from.

use super::pick::Choice;
use crate::model::{Definition, Reference, wording};

/// Returns every answer a rule can refer to: each criterion, and each of its answers.
pub fn reference_choices(definition: &Definition) -> Vec<Choice> {
    let mut choices = Vec::new();
    for criterion in &definition.criteria {
        let bare = Reference::bare(criterion.id.clone()).to_string();
        if criterion.is_yes_no() {
            choices.push(Choice::new(
                bare,
                &criterion.name,
                points_note(criterion.points),
            ));
            continue;
        }
        if criterion.answers.iter().filter(|l| l.points > 0).count() > 1 {
            let label = format!("{}: any answer with points", criterion.name);
            choices.push(Choice::new(bare, label, ""));
        }
        for answer in &criterion.answers {
            let one = Reference::answer(criterion.id.clone(), answer.id.clone()).to_string();
            let label = format!("{}: {}", criterion.name, answer.label);
            choices.push(Choice::new(one, label, points_note(Some(answer.points))));
        }
    }
    choices
}

fn points_note(points: Option<i64>) -> String {
    points.map_or_else(|| "no points".into(), |p| wording::count_noun(p, "point"))
}
