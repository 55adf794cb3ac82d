//! Where a definition comes from: what the room decided, what changed from version to version, and
//! what recorded leads say of it.

use super::DecisionRecord;
use crate::evidence::history::{PageContext, PageId, RowSubject, Section, page};
use crate::model::alignment::alignment;
use crate::model::{Release, Session, Subject};

/// What stands beside a definition to say how it came about; all of it may be empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Provenance {
    /// What was decided, in the order of the decisions. Names are there only as votes are kept.
    pub decisions: Vec<DecisionRecord>,
    /// The published versions, newest first.
    pub releases: Vec<Release>,
    /// Figures about recorded leads, with their charts; no lead's id or values.
    pub evidence: Vec<Section>,
}

/// The pages with charts that a handbook shows. Their rows are stages, bands, answers and scores:
/// what recorded leads have in a column is in none of them.
const CHARTED: [PageId; 5] = [
    PageId::Calibration,
    PageId::Funnel,
    PageId::FitGrid,
    PageId::Threshold,
    PageId::Lift,
];

impl Provenance {
    /// Returns what a session says of its draft: the decisions. What is being voted on is left out,
    /// so that an earlier value sways nobody.
    pub fn of_draft(session: &Session) -> Self {
        let workshop = &session.workshop;
        let is_open = |subject: &str| {
            let subject = subject.parse::<Subject>();
            subject.is_ok_and(|subject| alignment(session, &subject).voting)
        };
        let shown = workshop.decisions.iter();
        let shown = shown.filter(|decision| !is_open(&decision.subject));
        let record = |decision| {
            let kept = workshop.without_unkept_names(decision);
            DecisionRecord::of(session, &kept)
        };
        Self {
            decisions: shown.map(record).collect(),
            ..Self::default()
        }
    }
}

/// Returns the pages of figures that a handbook shows, without those that have nothing to draw, and
/// lift, which is a table alone, if it has rows. None of them names a lead.
pub fn evidence_charts(context: &PageContext<'_>) -> Vec<Section> {
    let mut sections: Vec<Section> = CHARTED
        .iter()
        .map(|id| (page(*id).build)(context))
        .collect();
    for table in sections.iter_mut().flat_map(|section| &mut section.tables) {
        table
            .rows
            .retain(|row| !matches!(row.subject, Some(RowSubject::Lead(_))));
    }
    let is_lift = |section: &Section| section.id == page(PageId::Lift).name;
    sections.retain(|section| !section.plots.is_empty() || is_lift(section));
    sections.retain(|section| section.rows().next().is_some());
    sections
}
