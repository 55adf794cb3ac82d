//! What a page is made from.

use std::collections::BTreeMap;

use crate::evidence::lead_summary::LeadSummary;
use crate::evidence::past_leads::PastScores;
use crate::model::{Reference, Session};

/// What a page is made from.
#[derive(Clone, Copy)]
pub struct PageContext<'a> {
    /// The session.
    pub session: &'a Session,
    /// What the model says of the leads.
    pub summary: &'a LeadSummary,
    /// The recorded leads and what became of them; `None` if no column says.
    pub past: Option<&'a PastScores>,
    /// What the room tries out on pages.
    pub settings: &'a PageSettings,
}

/// What the room tries out on pages; never part of the session.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageSettings {
    /// The threshold tried; the present one if absent.
    pub threshold: Option<i64>,
    /// Points that suggestions must leave as they are, by answer.
    pub pinned: BTreeMap<Reference, i64>,
    /// The most criteria that suggestions may use.
    pub most_criteria: Option<usize>,
}
