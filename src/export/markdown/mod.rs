//! The format `markdown`: glossary, scoring model and process map as text.
//!
//! The layout is `assets/export/glossary.md.j2`; `page` has what it is filled with.

mod mermaid;
mod names;
mod page;
mod pipeline;
mod process_chart;
mod scoring_model;

pub(super) use names::{persona_name, segment_name};
pub(super) use page::GlossaryPage;
pub use page::markdown_text;
pub(super) use pipeline::{DispositionRow, details, disposition_rows, leads_to};
