//! Scores a stream of leads one by one, each thread on its own, with memoization.
//!
//! A lead's verdict depends only on its responses, and those only on how its values answer the
//! atomic conditions of the model (`atomic_conditions`). So each lead is reduced to a key with a few
//! bits per tested column (`value_classes`) and for its events (`event_classes`). The first lead with
//! a key is scored by the plain evaluator and its verdict put into words; later ones reuse the text
//! (`verdict_cache`). Most lists have thousands of keys and millions of leads.
//!
//! `change_finder` works out when a lead's disposition changes by itself, for each lead anew.
//!
//! Reading the leads and wording the verdicts is the caller's: `accord score` does both.

mod atomic_conditions;
mod change_finder;
mod class_numbers;
mod event_classes;
mod memo_lead;
mod memo_scorer;
mod value_classes;
mod verdict_cache;

pub(in crate::scoring) use atomic_conditions::for_each_condition;
pub use atomic_conditions::{event_columns, event_names};
pub use change_finder::{ChangeFinder, NextChange};
pub use memo_lead::MemoLead;
pub use memo_scorer::{LeadEventCounts, MemoScorer};
pub use verdict_cache::{VerdictCache, VerdictOffset};
