//! The questions: what a lead answers, a line for each answer, and the points that follow.

use rust_xlsxwriter::{DataValidation, DataValidationRule, Formula, XlsxError};

use super::columns::{
    COUNTS, COUNTS_IN, HOLDS, ID, KNOWN, LEAD, NAME, POINTS, SUM, WHAT, WHEN, cell, range,
};
use super::sheet_writer::SheetWriter;
use super::unanswered_lead::UnansweredLead;
use crate::model::{AnswerRef, Combine, Criterion, CriterionKind, wording};
use crate::scoring::compiled_model::CompiledCriterion;

/// Where the answers of a criterion are.
pub(super) enum AnswerRows {
    /// The line that counts times.
    Times(u32),
    /// The line of each answer, one after the other.
    Each(Vec<u32>),
}

/// Where the questions are.
#[derive(Default)]
pub(super) struct QuestionRows {
    /// The answers of each criterion of the definition.
    pub answers: Vec<AnswerRows>,
    /// The first and the last line; `None` without criteria.
    pub all: Option<(u32, u32)>,
}

const COLUMNS: [(u16, &str); 11] = [
    (NAME, "Criterion"),
    (WHAT, "Answer"),
    (LEAD, "This lead"),
    (POINTS, "Points"),
    (HOLDS, "Holds"),
    (SUM, "Gives"),
    (COUNTS, "Counts"),
    (COUNTS_IN, "Counts in"),
    (KNOWN, "Known?"),
    (ID, "Id"),
    (WHEN, "Holds when"),
];

/// Writes the questions, fit before behaviour.
pub(super) fn write_questions(
    writer: &mut SheetWriter<'_>,
    lead: &UnansweredLead<'_>,
) -> Result<QuestionRows, XlsxError> {
    let mut written: Vec<(usize, AnswerRows)> = Vec::new();
    let mut first = None;
    for kind in [CriterionKind::Fit, CriterionKind::Behaviour] {
        let criteria = lead.definition.criteria.iter().zip(lead.scorer.criteria());
        let of_kind = criteria
            .enumerate()
            .filter(|(_, (one, _))| one.kind == kind);
        let of_kind: Vec<_> = of_kind.collect();
        if of_kind.is_empty() {
            continue;
        }
        writer.start_section(kind.label(), &COLUMNS)?;
        for (index, (criterion, compiled)) in of_kind {
            first.get_or_insert(writer.row);
            writer.strong(NAME, &criterion.name)?;
            let group = compiled.group.and_then(|g| lead.definition.groups.get(g));
            let counts_in = group.map_or(kind.word().into(), |group| counted_in(group.id.as_str()));
            writer.text(COUNTS_IN, &counts_in)?;
            written.push((index, write_question(writer, criterion, compiled)?));
        }
    }
    written.sort_by_key(|(index, _)| *index);
    Ok(QuestionRows {
        answers: written.into_iter().map(|(_, rows)| rows).collect(),
        all: first.map(|first| (first, writer.row - 1)),
    })
}

/// Returns how the lines of a group's criteria are marked. No id alone, as a spreadsheet takes
/// `1e5` for a number.
pub(super) fn counted_in(group: &str) -> String {
    format!("group {group}")
}

/// Writes a criterion's lines and goes to the line below.
fn write_question(
    writer: &mut SheetWriter<'_>,
    criterion: &Criterion,
    compiled: &CompiledCriterion,
) -> Result<AnswerRows, XlsxError> {
    let answers = criterion.answer_list();
    if compiled.counts_times {
        write_times(writer, criterion, &answers)
    } else if compiled.yes_no {
        write_yes_no(writer, criterion, &answers)
    } else if compiled.combine == Combine::OneOf {
        let has_fallback = compiled.otherwise.is_some();
        write_choice(writer, criterion, &answers, has_fallback)
    } else {
        write_several(writer, criterion, &answers, compiled.combine)
    }
}

fn write_times(
    writer: &mut SheetWriter<'_>,
    criterion: &Criterion,
    answers: &[AnswerRef<'_>],
) -> Result<AnswerRows, XlsxError> {
    let row = writer.row;
    let [times, holds, gives] = [LEAD, HOLDS, SUM].map(|column| cell(column, row));
    let most = answers.len();
    writer.text(WHAT, &format!("How many times; {most} at most count"))?;
    let whole = DataValidation::new()
        .allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0))
        .set_error_message("A whole number, or nothing: not known")?;
    writer.fill_in(LEAD, &whole, true)?;
    writer.number(POINTS, answers.first().map_or(0, |answer| answer.points))?;
    let counted = format!("IF(ISNUMBER({times}),MAX(0,MIN(INT({times}),{most})),0)");
    writer.formula(HOLDS, &counted, 0)?;
    writer.formula(SUM, &format!("{holds}*{}", cell(POINTS, row)), 0)?;
    writer.formula(COUNTS, &gives, 0)?;
    let known = format!("IF(ISNUMBER({times}),\"\",\"not known\")");
    writer.formula(KNOWN, &known, "not known")?;
    writer.text(ID, criterion.id.as_str())?;
    let when = criterion.when.as_ref().map(wording::condition);
    writer.text(WHEN, &when.unwrap_or_default())?;
    writer.row += 1;
    Ok(AnswerRows::Times(row))
}

fn write_yes_no(
    writer: &mut SheetWriter<'_>,
    criterion: &Criterion,
    answers: &[AnswerRef<'_>],
) -> Result<AnswerRows, XlsxError> {
    let row = writer.row;
    let Some(yes) = answers.first() else {
        return Ok(AnswerRows::Each(Vec::new()));
    };
    writer.text(ID, criterion.id.as_str())?;
    write_yes_or_no_answer(writer, yes, "Yes")?;
    write_counts(writer, row, (row, row), Combine::Sum)?;
    write_known(writer, row, (row, row))?;
    writer.row += 1;
    Ok(AnswerRows::Each(vec![row]))
}

fn write_several(
    writer: &mut SheetWriter<'_>,
    criterion: &Criterion,
    answers: &[AnswerRef<'_>],
    combine: Combine,
) -> Result<AnswerRows, XlsxError> {
    let head = writer.row;
    let counts = match combine {
        Combine::Highest => "Yes or no to each; the best counts",
        _ => "Yes or no to each; all count",
    };
    writer.text(WHAT, counts)?;
    writer.text(ID, criterion.id.as_str())?;
    let mut rows = Vec::new();
    for answer in answers {
        writer.row += 1;
        rows.push(writer.row);
        writer.text(ID, &format!("{}={}", criterion.id, answer.id))?;
        write_yes_or_no_answer(writer, answer, answer.label)?;
    }
    let of = (head + 1, writer.row);
    write_counts(writer, head, of, combine)?;
    write_known(writer, head, of)?;
    writer.row += 1;
    Ok(AnswerRows::Each(rows))
}

/// Writes the line of an answer that is a yes or a no.
fn write_yes_or_no_answer(
    writer: &mut SheetWriter<'_>,
    answer: &AnswerRef<'_>,
    label: &str,
) -> Result<(), XlsxError> {
    let yes_or_no = DataValidation::new()
        .allow_list_strings(&["yes", "no"])?
        .set_error_message("yes or no, or nothing: not known")?;
    writer.text(WHAT, label)?;
    writer.fill_in(LEAD, &yes_or_no, false)?;
    let holds = format!("IF({}=\"yes\",1,0)", cell(LEAD, writer.row));
    write_answer(writer, answer, &holds)
}

/// Writes points, whether an answer holds, what it gives, and when it holds.
fn write_answer(
    writer: &mut SheetWriter<'_>,
    answer: &AnswerRef<'_>,
    holds: &str,
) -> Result<(), XlsxError> {
    let [points, held] = [POINTS, HOLDS].map(|column| cell(column, writer.row));
    writer.number(POINTS, answer.points)?;
    writer.formula(HOLDS, holds, 0)?;
    writer.formula(SUM, &format!("IF({held}=1,{points},\"\")"), "")?;
    let when = answer.when.as_deref().map(wording::condition);
    writer.text(WHEN, &when.unwrap_or_default())
}

/// Writes the points of a criterion, from those of its answers that hold.
fn write_counts(
    writer: &mut SheetWriter<'_>,
    head: u32,
    of: (u32, u32),
    combine: Combine,
) -> Result<(), XlsxError> {
    let gives = range(SUM, of);
    let counts = match combine {
        Combine::Highest => format!("IF(COUNT({gives})=0,0,MAX({gives}))"),
        Combine::Sum | Combine::OneOf => format!("SUM({gives})"),
    };
    writer.formula_at((head, COUNTS), &counts, 0)
}

/// Writes whether a criterion is known: each of its answers is a yes or a no.
fn write_known(writer: &mut SheetWriter<'_>, head: u32, of: (u32, u32)) -> Result<(), XlsxError> {
    let (said, all) = (range(LEAD, of), of.1 - of.0 + 1);
    let counted = format!("COUNTIF({said},\"yes\")+COUNTIF({said},\"no\")");
    let known = format!("IF({counted}={all},\"\",\"not known\")");
    writer.formula_at((head, KNOWN), &known, "not known")
}

/// What is chosen where none of the answers holds.
const NONE: &str = "none of these";

fn write_choice(
    writer: &mut SheetWriter<'_>,
    criterion: &Criterion,
    answers: &[AnswerRef<'_>],
    has_fallback: bool,
) -> Result<AnswerRows, XlsxError> {
    let head = writer.row;
    let last = head + u32::try_from(answers.len() + usize::from(!has_fallback)).unwrap_or(0);
    let listed = format!("={}", range(WHAT, (head + 1, last)));
    let one_of = DataValidation::new()
        .allow_list_formula(Formula::new(listed))
        .set_error_message("One of the answers below, or nothing: not known")?;
    writer.text(WHAT, "Choose one of these")?;
    writer.fill_in(LEAD, &one_of, false)?;
    writer.text(ID, criterion.id.as_str())?;
    let mut rows = Vec::new();
    for (answer, option) in answers.iter().zip(options(answers)) {
        writer.row += 1;
        rows.push(writer.row);
        writer.text(WHAT, &option)?;
        writer.text(ID, &format!("{}={}", criterion.id, answer.id))?;
        write_answer(writer, answer, &chosen(head, writer.row))?;
    }
    if !has_fallback {
        writer.row += 1;
        writer.text(WHAT, NONE)?;
        writer.formula(HOLDS, &chosen(head, writer.row), 0)?;
    }
    write_counts(writer, head, (head + 1, writer.row), Combine::OneOf)?;
    let holds = range(HOLDS, (head + 1, writer.row));
    let known = format!("IF(SUM({holds})>0,\"\",\"not known\")");
    writer.formula_at((head, KNOWN), &known, "not known")?;
    writer.row += 1;
    Ok(AnswerRows::Each(rows))
}

/// Whether a line is what was chosen, and none above it is: a spreadsheet takes for the same what
/// differs in capitals, and for a number what looks like one.
fn chosen(head: u32, row: u32) -> String {
    let same = format!("{}&\"\"={}&\"\"", cell(LEAD, head), cell(WHAT, row));
    if row == head + 1 {
        return format!("IF({same},1,0)");
    }
    let above = range(HOLDS, (head + 1, row - 1));
    format!("IF(AND({same},SUM({above})=0),1,0)")
}

/// Returns the answers as they are chosen from: their labels, with their ids where labels alone
/// wouldn't tell them apart.
fn options(answers: &[AnswerRef<'_>]) -> Vec<String> {
    let plain = |label: &str| {
        let words: Vec<&str> = label.split_whitespace().collect();
        words.join(" ").to_lowercase()
    };
    let mut seen: Vec<String> = vec![NONE.into(), String::new()];
    let is_plain = answers.iter().all(|answer| {
        let label = plain(answer.label);
        let is_new = !seen.contains(&label);
        seen.push(label);
        is_new
    });
    let option = |answer: &AnswerRef<'_>| {
        let label = crate::model::printable::clean(answer.label);
        let short: String = label.chars().take(200).collect();
        if is_plain && short == label {
            short
        } else {
            format!("{}: {short}", answer.id)
        }
    };
    answers.iter().map(option).collect()
}
