//! Documents generated from a definition, one file per format, and the minutes of a workshop.
//!
//! Pure: texts in, texts out. `cli` and `host` pick a [`Format`] from [`FORMATS`] by name and write
//! what it renders; a new format is a new file and a row in that table (`formats.rs`). [`recap()`] generates the
//! minutes kept with a version, [`marked_draft()`] the draft to be read before signing.

mod board_sheet;
mod csv_folder;
mod csv_text;
mod decision_record;
mod document;
mod document_files;
mod draft_changes;
mod error;
mod estimate_sheet;
mod evidence_pages;
mod formats;
mod handbook;
mod json;
mod markdown;
mod marked_draft;
mod open_page;
mod plain_text;
mod preview;
mod provenance;
mod recap;
mod revision_report;
mod sign_off_row;
mod source;
mod tables;
mod targets;
mod template;
mod unknown_exports;
mod votes;
mod warehouse;
mod workbook;

#[cfg(test)]
mod tests;

pub use decision_record::{DecisionRecord, DissentRecord};
pub use document::{Content, Document};
pub use document_files::{document_files, document_name};
pub use draft_changes::DraftChanges;
pub use error::ExportError;
pub use evidence_pages::evidence_markdown;
pub use formats::{FORMATS, Format, ShowsLeads, format, format_names, format_or_refusal};
pub use json::export_schema;
pub use markdown::markdown_text;
pub use marked_draft::{LineMark, MarkedLine, marked_draft};
pub use plain_text::TextLine;
pub use preview::preview_lines;
pub use provenance::{Provenance, evidence_charts};
pub use recap::recap;
pub use revision_report::RevisionReport;
pub use source::ExportSource;
pub use template::escape_markdown;
pub use unknown_exports::unknown_exports;
pub use warehouse::{ColumnType, Dialect, EventTime, WarehouseSettings};
