//! `accord export`: documents generated from a definition.

mod output;
mod run;
mod source;
mod warehouse_flags;

pub use run::Args;
pub(super) use run::run;
