//! The format `markdown`: glossary, journeys, scoring model and process map, for people.
//!
//! The layout is `assets/export/glossary.md.j2`; `page` has what it is filled with.

mod names;
mod page;
mod pipeline;
mod scoring_model;

pub(super) use page::GlossaryPage;
pub use page::markdown_text;
pub(super) use pipeline::{DispositionRow, details, disposition_rows, leads_to};
