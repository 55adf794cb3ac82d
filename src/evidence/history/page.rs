//! The pages.

use serde::{Deserialize, Serialize};

use super::context::PageContext;
use super::known_facts::known_facts;
use super::section::Section;

/// Names a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageId {
    /// As of which day facts count, and what is left out.
    KnownFacts,
}

/// Where a page is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
