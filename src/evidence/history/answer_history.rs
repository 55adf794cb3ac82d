//! The page that says how many recorded leads have each answer, what became of them, where the
//! answer is collected, and an example.

use super::cell::Cell;
use super::context::PageContext;
use super::known_facts::{NO_OUTCOMES, facts_note};
use super::section::{FigureRow, FigureTable, RowSubject, Section};
use crate::evidence::recorded_answers::{AnswerCounts, RecordedAnswers};
use crate::model::wording::count_noun;
use crate::model::{Criterion, Id, Reference};
use crate::statistics::FEWEST;

/// Shown in place of an example where nobody has the answer and none was typed.
const HYPOTHESIS: &str = "hypothesis";

/// Makes the page.
pub(super) fn answer_history(context: &PageContext<'_>) -> Section {
    let section = Section::new("answer-history", "Answers in recorded leads");
    let Some(answers) = context.summary.recorded_answers() else {
        return section.note("No leads are recorded.");
    };
    let mut section = match context.past {
        Some(past) => section.note(facts_note(&past.leads)).note(format!(
            "Lift: the share of the viable among those judged, viable or rejected, that have the \
             answer, divided by that among all {}; none below {FEWEST}.",
            count_noun(answers.viable.of as i64, "lead"),
        )),
        None => section.note(NO_OUTCOMES),
    };
    let columns = [
        "criterion",
        "answer",
        "leads",
        "viable",
        "won",
        "share viable",
        "lift",
        "collected",
        "example",
    ];
    let mut table = FigureTable::new("answers", "", &columns);
    let mut of_criteria = FigureTable::new("criteria", "ANY ANSWER WORTH POINTS", &columns);
    for criterion in &context.session.definition.criteria {
        for (label, reference) in answers_of(criterion) {
            let Some(counts) = answers.of(&reference) else {
                continue;
            };
            let row = row(context, answers, criterion, label, counts);
            table.rows.push(row.about(RowSubject::Answer(reference)));
        }
        let bare = Reference::bare(criterion.id.clone());
        let whole = answers
            .criteria
            .iter()
            .find(|counts| counts.reference == bare);
        if let Some(counts) = whole {
            let row = row(context, answers, criterion, "any", counts);
            of_criteria.rows.push(row.about(RowSubject::Answer(bare)));
        }
    }
    section.tables.push(table);
    if !of_criteria.rows.is_empty() {
        section.tables.push(of_criteria);
    }
    section
}

/// Returns the answers of a criterion with their labels and how the scorer refers to them.
fn answers_of(criterion: &Criterion) -> Vec<(&str, Reference)> {
    let answers = criterion.answer_list().into_iter();
    let reference = |id: &str| match Id::new(id) {
        Ok(id) if !criterion.is_yes_no() => Reference::answer(criterion.id.clone(), id),
        _ => Reference::bare(criterion.id.clone()),
    };
    let label = |label| if criterion.is_yes_no() { "yes" } else { label };
    answers
        .map(|answer| (label(answer.label), reference(answer.id)))
        .collect()
}

fn row(
    context: &PageContext<'_>,
    answers: &RecordedAnswers,
    criterion: &Criterion,
    label: &str,
    counts: &AnswerCounts,
) -> FigureRow {
    let if_known = |is_known, cell| if is_known { cell } else { Cell::Blank };
    let judged = counts.share_viable();
    FigureRow::new([
        Cell::text(&criterion.name),
        Cell::text(label),
        Cell::count(counts.leads),
        if_known(answers.has_outcomes, Cell::count(counts.viable)),
        if_known(answers.has_won, Cell::count(counts.won)),
        if_known(answers.has_outcomes, Cell::Share(judged)),
        answers
            .lift(counts)
            .map_or(Cell::Blank, |lift| Cell::Number(lift, 2)),
        Cell::text(collected_text(criterion)),
        Cell::text(example_text(context, criterion, counts)),
    ])
}

/// Says whether and where a criterion is collected: `now: CRM`.
fn collected_text(criterion: &Criterion) -> String {
    let source = criterion.source.trim();
    let when = criterion.collected.map(|collected| collected.word());
    match (when, source) {
        (None, "") => "not said".into(),
        (None, source) => source.into(),
        (Some(when), "") => when.into(),
        (Some(when), source) => format!("{when}: {source}"),
    }
}

/// Returns the first lead that has an answer, else the criterion's typed example, else that it is a
/// hypothesis.
fn example_text(context: &PageContext<'_>, criterion: &Criterion, counts: &AnswerCounts) -> String {
    let lead = counts.example.map(|lead| context.summary.lead_name(lead));
    let typed = criterion.example.trim();
    let typed = Some(typed).filter(|typed| !typed.is_empty());
    lead.or(typed).unwrap_or(HYPOTHESIS).to_owned()
}
