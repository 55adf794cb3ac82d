//! What is done with pages of figures.

use serde::{Deserialize, Serialize};

use crate::evidence::history::{PageGroup, PageId};

/// Something done with a page of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PageCommand {
    /// Open a page.
    Open(PageId),
    /// List the pages of a group to choose from.
    List(PageGroup),
}
