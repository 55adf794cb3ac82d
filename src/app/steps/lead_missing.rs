//! What a lead lacks to qualify, as far as it is worked out.

use crate::app::state::workbench::State;
use crate::evidence::ScoredLead;
use crate::proof::MissingPart;

/// Returns what a lead of the outlook lacks, in the rule's order; `None` while it isn't there.
pub fn missing_of<'a>(state: &'a State, lead: &ScoredLead) -> Option<&'a [MissingPart]> {
    let (asked, outlook) = (state.missing.as_ref()?, state.outlook.as_ref()?);
    let is_asked = asked.lead.is(&outlook.scorer, &lead.responses);
    asked.parts.as_deref().filter(|_| is_asked)
}
