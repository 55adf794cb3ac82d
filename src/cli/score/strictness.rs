//! What makes verdicts doubtful, so that `--strict` fails.

use super::asked_fields::AskedFields;
use crate::records::LeadLayout;

/// Returns why the verdicts on a list would be doubtful before any row is read; `None` if nothing
/// is.
pub(super) fn strictness(asked: &AskedFields, layout: &LeadLayout) -> Option<String> {
    let doubted = layout.is_header_doubted();
    let doubted = || doubted.then(|| "the first line looks like a lead".to_owned());
    asked.absent_sentence().or_else(doubted)
}
