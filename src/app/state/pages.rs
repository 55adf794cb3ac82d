//! Pages of figures: what is tried out on them, and the one on the screen.

use std::sync::Arc;

use crate::evidence::LeadSummary;
use crate::evidence::history::{PageContext, PageId, PageSettings, Section, page};
use crate::model::Session;

/// Up to this many recorded leads a page is made at once, so that it changes together with the
/// strip; with more it is made in the background.
pub(crate) const FEW_LEADS: usize = 20_000;

/// What a page is made from. Cheap to clone.
#[derive(Clone, Debug)]
pub struct PageJob {
    /// Which page.
    pub page: PageId,
    /// The session; its parts are shared.
    pub session: Session,
    /// What the model says of the leads.
    pub summary: Arc<LeadSummary>,
    /// What is tried out.
    pub settings: PageSettings,
}

/// The pages of the workbench.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// What the room tries out.
    pub settings: PageSettings,
    /// What the page on the screen was last asked for.
    pub asked: Option<PageJob>,
    /// The last page made: what from, and what it says.
    pub made: Option<(PageJob, Arc<Section>)>,
}

impl PageJob {
    /// Makes the page.
    pub fn make(&self) -> Section {
        let context = PageContext {
            session: &self.session,
            summary: &self.summary,
            past: self.summary.past(),
            settings: &self.settings,
        };
        (page(self.page).build)(&context)
    }
}

impl PartialEq for PageJob {
    /// Whether both ask for the same page of the same things, the parts of which are shared.
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (&self.session, &other.session);
        self.page == other.page
            && Arc::ptr_eq(&self.summary, &other.summary)
            && Arc::ptr_eq(&a.definition, &b.definition)
            && Arc::ptr_eq(&a.data, &b.data)
            && Arc::ptr_eq(&a.samples, &b.samples)
            && Arc::ptr_eq(&a.workshop, &b.workshop)
            && self.settings == other.settings
    }
}

impl Pages {
    /// Returns what a page says, as last made; that may be from before the last change, for the
    /// moment until it is made anew.
    pub fn section(&self, page: PageId) -> Option<&Arc<Section>> {
        let (job, section) = self.made.as_ref()?;
        (job.page == page).then_some(section)
    }
}
