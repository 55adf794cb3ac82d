//! Journeys: keys in, documents out.

#[path = "../common/mod.rs"]
mod common;

mod answers_in_leads;
mod before_publishing;
mod buckets;
mod clipboard;
mod conditions;
mod copies;
mod dispositions;
mod fields;
mod files;
mod findings;
mod history;
mod history_rows;
mod ids;
mod lists;
mod looking;
mod mapping;
mod mouse;
mod numbers;
mod outcome_pages;
mod palette;
mod pictures;
mod points;
mod proofs;
mod restarts;
mod rules;
mod samples;
mod sealed;
mod seeing;
mod suggested_points;
mod templates;
mod variants;
mod workshops;
