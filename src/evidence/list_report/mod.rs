//! What a list of leads was like for a model: figures, and the sentences that follow from them.
//!
//! `accord score` makes a [`ListReport`] of each run, from what was counted in its stream; Evidence
//! shows the same sentences about the leads in memory ([`recorded_lines`]). `scoring::list_figures`
//! counts, this room judges: a line that makes verdicts doubtful ([`ReportLine::doubt`]) fails a
//! run with `--strict`.

mod figures;
mod lines;
mod nearest;
mod recorded;
mod report;
#[cfg(test)]
mod tests;

pub use figures::ListFigures;
pub use recorded::recorded_lines;
pub use report::{
    AsOfSource, LineSubject, ListReport, NeverSeen, RejectReason, ReportColumn, ReportDay,
    ReportEvents, ReportIds, ReportLeads, ReportLine, ReportModel, ReportNeverRule,
};
