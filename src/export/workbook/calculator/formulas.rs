//! Formulas over the answers' lines.

use rust_xlsxwriter::XlsxError;

use super::columns::{HOLDS, SUM, WHAT, cell, range};
use super::questions::AnswerRows;
use super::sheet_writer::SheetWriter;
use crate::scoring::compiled_model::ResolvedRef;

/// The most characters of terms in one formula; a formula may have 8,192.
const LONGEST: usize = 7_000;

/// Returns a term that is true where a reference holds.
pub(super) fn reference(answers: &[AnswerRows], one: &ResolvedRef) -> String {
    const NEVER: &str = "(1=0)";
    let numbered = one.answers.iter().enumerate();
    let satisfying: Vec<usize> = (numbered.filter(|(_, satisfies)| **satisfies))
        .map(|(answer, _)| answer)
        .collect();
    let (Some(criterion), Some(first)) = (one.criterion, satisfying.first()) else {
        return NEVER.into();
    };
    match &answers[criterion] {
        AnswerRows::Times(row) => format!("({}>={})", cell(HOLDS, *row), first + 1),
        AnswerRows::Each(rows) => {
            let runs = runs_of(&satisfying).into_iter();
            let cells = runs.map(|(from, to)| match (rows[from], rows[to]) {
                (from, to) if from == to => cell(HOLDS, from),
                ends => range(HOLDS, ends),
            });
            format!("(SUM({})>0)", cells.collect::<Vec<_>>().join(","))
        }
    }
}

/// Joins numbers that follow each other: 0, 1, 2, 5 are the runs 0 to 2 and 5 to 5.
fn runs_of(numbers: &[usize]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    runs
}

/// Returns a formula for how many terms are true. Terms too long for one formula are counted in
/// lines of their own, which are written first.
pub(super) fn count_of(
    writer: &mut SheetWriter<'_>,
    terms: &[String],
) -> Result<String, XlsxError> {
    let mut chunks: Vec<String> = vec!["0".into()];
    for term in terms {
        let is_full = |chunk: &String| chunk.len() + term.len() > LONGEST;
        if chunks.last().is_none_or(is_full) {
            chunks.push("0".into());
        }
        if let Some(chunk) = chunks.last_mut() {
            chunk.push('+');
            chunk.push_str(term);
        }
    }
    if chunks.len() == 1 {
        return Ok(chunks.remove(0));
    }
    let mut cells = Vec::new();
    for chunk in chunks {
        writer.text(WHAT, "(how many of some of what the next line counts)")?;
        writer.formula(SUM, &chunk, 0)?;
        cells.push(cell(SUM, writer.row));
        writer.row += 1;
    }
    Ok(cells.join("+"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_follow_each_other_are_one_run() {
        assert_eq!(runs_of(&[0, 1, 2, 5, 7, 8]), [(0, 2), (5, 5), (7, 8)]);
        assert_eq!(runs_of(&[]), []);
    }
}
