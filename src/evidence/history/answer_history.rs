//! The page that says how many recorded leads have each answer, what became of them, where the
//! answer is collected, and an example.

use super::cell::Cell;
use super::context::PageContext;
use super::known_facts::{NO_OUTCOMES, facts_note};
use super::section::{FigureRow, FigureTable, RowSubject, Section};
use crate::evidence::recorded_answers::{AnswerCounts, RecordedAnswers};
use crate::model::wording::{answer_title, count_noun};
use crate::model::{Collected, Criterion, Id, Reference};
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
    section = section.note("A criterion as a whole: leads with an answer of it worth points.");
    let mut table = FigureTable::new("answers", "", &columns("answer", "example"));
    let mut criteria = FigureTable::new("criteria", "CRITERIA", &columns("criterion", "collected"));
    for criterion in &context.session.definition.criteria {
        for (label, reference) in answers_of(criterion) {
            let Some(counts) = answers.of(&reference) else {
                continue;
            };
            let example = example_text(context, criterion, counts);
            let row = row(answers, &label, counts, example);
            table.rows.push(row.about(RowSubject::Answer(reference)));
        }
        let bare = Reference::bare(criterion.id.clone());
        let collected = collected_text(criterion);
        let row = match answers.of(&bare) {
            Some(counts) => row(answers, &criterion.name, counts, collected),
            None => uncounted_row(criterion, collected),
        };
        criteria.rows.push(row.about(RowSubject::Answer(bare)));
    }
    section.tables.extend([table, criteria]);
    section
}

/// The columns of both tables; what stands in the first and the last differs.
fn columns<'a>(first: &'a str, last: &'a str) -> [&'a str; 7] {
    [
        first,
        "leads",
        "viable",
        "won",
        "share viable",
        "lift",
        last,
    ]
}

/// Returns the answers of a criterion with their titles and how the scorer refers to them.
fn answers_of(criterion: &Criterion) -> Vec<(String, Reference)> {
    let reference = |id: &str| match Id::new(id) {
        Ok(id) if !criterion.is_yes_no() => Reference::answer(criterion.id.clone(), id),
        _ => Reference::bare(criterion.id.clone()),
    };
    let answers = criterion.answer_list();
    answers
        .iter()
        .map(|answer| (answer_title(criterion, answer), reference(answer.id)))
        .collect()
}

fn row(answers: &RecordedAnswers, name: &str, counts: &AnswerCounts, last: String) -> FigureRow {
    let if_known = |is_known, cell| if is_known { cell } else { Cell::Blank };
    let judged = counts.share_viable();
    FigureRow::new([
        Cell::text(name),
        Cell::count(counts.leads),
        if_known(answers.has_outcomes, Cell::count(counts.viable)),
        if_known(answers.has_won, Cell::count(counts.won)),
        if_known(answers.has_outcomes, Cell::Share(judged)),
        answers
            .lift(counts)
            .map_or(Cell::Blank, |lift| Cell::Number(lift, 2)),
        Cell::text(last),
    ])
}

/// The row of a criterion none of whose answers is worth points.
fn uncounted_row(criterion: &Criterion, collected: String) -> FigureRow {
    let mut cells = vec![Cell::text(&criterion.name)];
    cells.resize(6, Cell::Blank);
    cells.push(Cell::text(collected));
    FigureRow::new(cells)
}

/// Says whether and where a criterion is collected: `now: CRM`.
fn collected_text(criterion: &Criterion) -> String {
    let source = criterion.source.trim();
    let when = criterion.collected.map(Collected::word);
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
