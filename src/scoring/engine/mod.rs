//! Scores many leads at once, with exactly the results of the plain evaluator.
//!
//! The condition of each answer becomes two bitmaps over all leads, "holds" and "unknown"
//! (`condition_bitmaps`, `dictionary_eval`). From these come, block by block and on all cores, the
//! resolved `one-of` criteria (`resolved_responses`), points (`block_points`, in 16-bit lanes if
//! the model's bounds allow it), and rules, bands and dispositions (`scored_block`). A
//! [`ScoredDataset`] keeps all of it and returns the outcome of any lead.
//!
//! An [`Engine`] (`cached_engine`) holds recorded leads for as long as a session is open. It caches the bitmaps of
//! each condition and reuses whatever the last change left alone (`delta`): changed points only
//! shift the points of the leads concerned, and a changed condition is evaluated by itself.

mod answer_leads;
mod bitmap;
mod block_points;
mod cached_engine;
mod condition_bitmaps;
mod could_qualify;
mod delta;
mod dictionary_eval;
mod event_bitmaps;
mod fast_compare;
mod lead_counts;
mod missing_texts;
mod plan;
mod resolved_responses;
mod scored_block;
mod scored_dataset;
mod simd_points;

pub use bitmap::Bitmap;
pub use cached_engine::Engine;
pub use lead_counts::LeadCounts;
pub use missing_texts::MissingTexts;
pub use scored_dataset::{OutcomeChanges, ScoredDataset};
