//! The pages.

use serde::{Deserialize, Serialize};

use super::alignment::alignment;
use super::answer_history::answer_history;
use super::calibration::calibration;
use super::capacity::capacity;
use super::context::PageContext;
use super::each_bucket::each_bucket;
use super::fit_grid::fit_grid;
use super::funnel::funnel;
use super::funnel_arithmetic::funnel_arithmetic;
use super::in_common::in_common;
use super::known_facts::known_facts;
use super::lift::lift;
use super::metrics::metrics;
use super::reported::reported;
use super::section::Section;
use super::service_level::service_level;
use super::suggested_points::suggested_points;
use super::targets::targets;
use super::threshold::threshold;
use super::won_deals::won_deals;

/// Names a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageId {
    /// As of which day facts count, and what is left out.
    KnownFacts,
    /// What viable leads share.
    InCommon,
    /// What each bucket has in common.
    EachBucket,
    /// Won deals backwards.
    WonDeals,
    /// Service level kept.
    ServiceLevel,
    /// Targets and actuals.
    Targets,
    /// The five metrics.
    Metrics,
    /// Degree of alignment.
    Alignment,
    /// Where to set the threshold.
    Threshold,
    /// Lift of criteria and bands.
    Lift,
    /// Calibration by score.
    Calibration,
    /// Funnel by stage.
    Funnel,
    /// Fit against behaviour.
    FitGrid,
    /// From names to opportunities.
    FunnelArithmetic,
    /// Capacity of Sales.
    Capacity,
    /// Dispositions that Sales reported.
    Reported,
    /// Answers in recorded leads.
    AnswerHistory,
    /// What history would give.
    SuggestedPoints,
}

/// Where a page is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PageGroup {
    /// On Evidence: what history says, whatever the model.
    History,
    /// On Preview: what the model would have done with past leads.
    Outcomes,
    /// On Points: what history would give points for.
    Points,
}

/// A page.
pub struct Page {
    /// Its id.
    pub id: PageId,
    /// Its name on the command line and in JSON, such as `known-facts`.
    pub name: &'static str,
    /// Its title in lists.
    pub title: &'static str,
    /// Other words by which the palette finds it.
    pub words: &'static [&'static str],
    /// Where it is listed.
    pub group: PageGroup,
    /// Whether it shows figures of the model, hidden while points or leads are voted on.
    pub uses_model: bool,
    /// Makes it.
    pub build: fn(&PageContext<'_>) -> Section,
}

/// All pages, in the order in which they are listed.
#[rustfmt::skip] // a table
pub static PAGES: &[Page] = &[
    Page { id: PageId::KnownFacts, name: "known-facts", title: "What counts as known", words: &["facts", "as of", "left out"], group: PageGroup::History, uses_model: false, build: known_facts },
    Page { id: PageId::InCommon, name: "in-common", title: "What viable leads share", words: &["in common", "viable against rejected", "lift"], group: PageGroup::History, uses_model: false, build: in_common },
    Page { id: PageId::EachBucket, name: "each-bucket", title: "What each bucket has in common", words: &["buckets"], group: PageGroup::History, uses_model: false, build: each_bucket },
    Page { id: PageId::WonDeals, name: "won-deals", title: "Won deals backwards", words: &["won", "timeline", "backwards"], group: PageGroup::History, uses_model: false, build: won_deals },
    Page { id: PageId::ServiceLevel, name: "service-level", title: "Service level kept", words: &["response times", "sla", "rejection rate"], group: PageGroup::History, uses_model: false, build: service_level },
    Page { id: PageId::Targets, name: "targets", title: "Targets and actuals", words: &["quota", "goals"], group: PageGroup::History, uses_model: true, build: targets },
    Page { id: PageId::Metrics, name: "metrics", title: "The five metrics", words: &["kpi", "figures of the period"], group: PageGroup::History, uses_model: true, build: metrics },
    Page { id: PageId::Alignment, name: "alignment", title: "Degree of alignment", words: &["agreement", "first round"], group: PageGroup::History, uses_model: true, build: alignment },
    Page { id: PageId::Threshold, name: "threshold", title: "Where to set the threshold", words: &["slider", "precision", "recall"], group: PageGroup::Outcomes, uses_model: true, build: threshold },
    Page { id: PageId::Lift, name: "lift", title: "Lift of criteria and bands", words: &["criteria", "bands"], group: PageGroup::Outcomes, uses_model: true, build: lift },
    Page { id: PageId::Calibration, name: "calibration", title: "Calibration by score", words: &["calibrated"], group: PageGroup::Outcomes, uses_model: true, build: calibration },
    Page { id: PageId::Funnel, name: "funnel", title: "Funnel by stage", words: &["stages", "volume"], group: PageGroup::Outcomes, uses_model: true, build: funnel },
    Page { id: PageId::FitGrid, name: "fit-grid", title: "Fit against behaviour", words: &["grid", "matrix"], group: PageGroup::Outcomes, uses_model: true, build: fit_grid },
    Page { id: PageId::FunnelArithmetic, name: "funnel-arithmetic", title: "From names to opportunities", words: &["revenue goal", "names", "mqls needed"], group: PageGroup::Outcomes, uses_model: false, build: funnel_arithmetic },
    Page { id: PageId::Capacity, name: "capacity", title: "Capacity of Sales", words: &["hours", "attempts"], group: PageGroup::Outcomes, uses_model: true, build: capacity },
    Page { id: PageId::Reported, name: "reported", title: "Dispositions that Sales reported", words: &["dispositions"], group: PageGroup::Outcomes, uses_model: true, build: reported },
    Page { id: PageId::AnswerHistory, name: "answer-history", title: "Answers in recorded leads", words: &["examples", "collected"], group: PageGroup::Points, uses_model: true, build: answer_history },
    Page { id: PageId::SuggestedPoints, name: "suggested-points", title: "What history would give", words: &["opinion", "suggestions", "fit"], group: PageGroup::Points, uses_model: true, build: suggested_points },
];

/// Returns a page.
///
/// # Panics
///
/// If it isn't in the table; a test looks for each.
pub fn page(id: PageId) -> &'static Page {
    let found = PAGES.iter().find(|page| page.id == id);
    found.expect("every page is in the table")
}
