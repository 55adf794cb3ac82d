//! The questions of the lead checker: one for each criterion, asked as a person can answer it.

use serde::Serialize;

use crate::model::{AnswerRef, Criterion, CriterionKind, Definition, wording};
use crate::scoring::Scorer;

/// The criteria of one kind.
#[derive(Serialize)]
pub(super) struct FormSection<'a> {
    kind: &'static str,
    questions: Vec<CheckerQuestion<'a>>,
}

/// A criterion as a question. Its answers are numbered as in the definition.
#[derive(Serialize)]
struct CheckerQuestion<'a> {
    /// The criterion's position in the definition, which names its inputs.
    index: usize,
    name: &'a str,
    /// `one`, `yes`, `times` or `many`.
    control: &'static str,
    /// What a yes means, of a yes/no criterion and of counted times.
    when: String,
    points: String,
    /// The most times that count; 0 where none are counted.
    most: usize,
    /// Whether none of the answers is an answer: of one that picks among answers.
    none_of_these: bool,
    answers: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    label: String,
    points: i64,
    when: String,
}

/// Returns the questions: fit before behaviour.
pub(super) fn sections<'a>(definition: &'a Definition, scorer: &Scorer) -> Vec<FormSection<'a>> {
    let kinds = [CriterionKind::Fit, CriterionKind::Behaviour].into_iter();
    let section = |kind: CriterionKind| {
        let numbered = definition.criteria.iter().enumerate();
        let of_kind = numbered.filter(|(_, criterion)| criterion.kind == kind);
        FormSection {
            kind: kind.label(),
            questions: of_kind.map(|(c, one)| question(c, one, scorer)).collect(),
        }
    };
    let sections = kinds.map(section);
    sections.filter(|one| !one.questions.is_empty()).collect()
}

fn question<'a>(index: usize, criterion: &'a Criterion, scorer: &Scorer) -> CheckerQuestion<'a> {
    let times = criterion.each_time();
    let control = match times {
        Some(_) => "times",
        None if criterion.is_yes_no() => "yes",
        None if scorer.is_one_of(index) => "one",
        None => "many",
    };
    let is_listed = matches!(control, "one" | "many");
    let answers = criterion.answer_list();
    let when = criterion.when.as_ref().filter(|_| !is_listed);
    CheckerQuestion {
        index,
        name: &criterion.name,
        control,
        when: when.map_or_else(String::new, wording::condition),
        points: match (times, answers.first()) {
            (Some(each), _) => wording::each_time(each),
            (None, Some(yes)) if !is_listed => wording::count_noun(yes.points, "point"),
            _ => String::new(),
        },
        most: times.map_or(0, |_| answers.len()),
        none_of_these: control == "one" && scorer.otherwise(index).is_none(),
        answers: if is_listed {
            answers.iter().map(choice).collect()
        } else {
            Vec::new()
        },
    }
}

fn choice(answer: &AnswerRef<'_>) -> Choice {
    Choice {
        label: answer.label.into(),
        points: answer.points,
        when: answer
            .when
            .as_deref()
            .map_or_else(String::new, wording::condition),
    }
}
