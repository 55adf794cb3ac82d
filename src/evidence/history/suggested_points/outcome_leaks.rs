//! Answers that may tell how leads ended rather than foretell it.

use super::answer_columns::AnswerColumn;
use super::judged_leads::JudgedLeads;
use crate::statistics::pure_group;

/// An answer that alone ranks leads this well, or this badly, knows more than can be known
/// beforehand.
const SUSPICIOUS_AREA: f64 = 0.85;

/// Returns why an answer may tell the outcome, if it may: what is known of the training part.
pub(super) fn outcome_leak(
    column: &AnswerColumn,
    judged: &JudgedLeads,
    training: &[usize],
) -> Option<String> {
    let with = |wanted: bool| -> Vec<usize> {
        let rows = training.iter().copied();
        rows.filter(|row| (column.times[*row] > 0) == wanted)
            .collect()
    };
    let all = judged.counts(training);
    let [having, lacking] = [with(true), with(false)];
    for (rows, verb) in [(&having, "with"), (&lacking, "without")] {
        let some = judged.counts(rows).map(|count| count as u64);
        if let Some(kind) = pure_group(some, all.map(|count| count as u64)) {
            let (count, ended) = (some[kind], judged.words[kind]);
            return Some(format!("all {count} {verb} it are {ended}"));
        }
    }
    let having = judged.counts(&having);
    let of = |kind: usize| having[kind] as f64 / all[kind] as f64;
    let area = f64::midpoint(1.0, of(0) - of(1));
    let is_suspicious = area >= SUSPICIOUS_AREA || area <= 1.0 - SUSPICIOUS_AREA;
    let told = area.max(1.0 - area);
    is_suspicious.then(|| format!("alone it has an AUC of {told:.2}"))
}
