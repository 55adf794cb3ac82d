//! What recorded leads say of a criterion and its answers, in its detail on Points.

use crate::app::input::row::{Row, Tone};
use crate::app::secrecy;
use crate::app::state::workbench::State;
use crate::evidence::history::Cell;
use crate::evidence::{AnswerCounts, RecordedAnswers};
use crate::model::wording::{count_noun, grouped};
use crate::model::{Criterion, CriterionKind, Id, Reference};

/// The heading above the answers.
const HEADING: &str = "IN RECORDED LEADS";

/// Returns a heading, and a row for each answer: how many of the recorded leads compared have it,
/// how many of those became viable and were won, the lift, and an example. Nothing where no leads
/// are recorded; hidden while points or leads are voted on.
pub(crate) fn history_rows(state: &State, criterion: &Criterion) -> Vec<Row> {
    let outlook = state.outlook.as_ref();
    if outlook.is_none_or(|outlook| outlook.recorded_count() == 0) {
        return Vec::new();
    }
    if secrecy::hides_figures(state.session()) {
        return vec![Row::heading(HEADING, secrecy::HIDDEN)];
    }
    let Some(answers) = outlook.and_then(|outlook| outlook.recorded_answers()) else {
        return Vec::new();
    };
    let compared = count_noun(answers.leads as i64, "lead");
    let mut rows = vec![Row::heading(HEADING, format!("of {compared}"))];
    for answer in criterion.answer_list() {
        // Without a condition nothing can be looked for in the leads.
        if answer.when.is_none() && !answer.otherwise {
            continue;
        }
        let reference = match Id::new(answer.id) {
            Ok(id) if !criterion.is_yes_no() => Reference::answer(criterion.id.clone(), id),
            _ => Reference::bare(criterion.id.clone()),
        };
        // The answer may be newer than the last scoring.
        if let Some(counts) = answers.of(&reference) {
            rows.push(answer_row(state, criterion, answer.label, answers, counts));
        }
    }
    if rows.len() == 1 {
        return uncounted_rows(criterion);
    }
    let bare = Reference::bare(criterion.id.clone());
    let whole = answers.criteria.iter();
    if let Some(counts) = whole.into_iter().find(|counts| counts.reference == bare) {
        rows.push(answer_row(
            state,
            criterion,
            "Any with points",
            answers,
            counts,
        ));
    }
    rows
}

/// A behaviour that no condition finds in the leads is a hypothesis, unless an example was typed.
fn uncounted_rows(criterion: &Criterion) -> Vec<Row> {
    let is_behaviour = criterion.kind == CriterionKind::Behaviour;
    if !is_behaviour || !criterion.example.trim().is_empty() {
        return Vec::new();
    }
    let text = "hypothesis: no condition looks for it";
    let row = Row::info(&criterion.name, text).tone(Tone::Warn);
    vec![Row::heading(HEADING, ""), row]
}

fn answer_row(
    state: &State,
    criterion: &Criterion,
    label: &str,
    answers: &RecordedAnswers,
    counts: &AnswerCounts,
) -> Row {
    let mut parts = vec![count_noun(counts.leads as i64, "lead")];
    if answers.has_outcomes && counts.leads > 0 {
        let share = Cell::Share(counts.share_viable()).written();
        parts.push(format!(
            "{} viable ({share})",
            grouped(counts.viable as i64)
        ));
    }
    if answers.has_won && counts.leads > 0 {
        parts.push(format!("{} won", grouped(counts.won as i64)));
    }
    if let Some(lift) = answers.lift(counts) {
        parts.push(format!("lift {lift:.2}"));
    }
    let example = counts.example.and_then(|lead| {
        let outlook = state.outlook.as_ref()?;
        Some(format!("such as {}", outlook.lead_name(lead)))
    });
    let has_typed = !criterion.example.trim().is_empty();
    let tone = match example {
        None if !has_typed => Tone::Warn,
        _ => Tone::Plain,
    };
    match example {
        Some(example) => parts.push(example),
        None if !has_typed => parts.push("hypothesis".into()),
        None => {}
    }
    Row::info(label, parts.join(", ")).tone(tone)
}
