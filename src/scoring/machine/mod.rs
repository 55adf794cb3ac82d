//! The one machine behind every proof: it folds a model criterion by criterion instead of going
//! through its possible leads one by one.

mod cancel;

pub use cancel::{Cancel, Refused};
