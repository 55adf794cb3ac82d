//! Compiles a definition into a [`Scorer`]: ids become indices, rules become clauses.

mod from_definition;
mod rule;
mod scorer;

pub(crate) use rule::{Clause, CompiledRule, Measure, ResolvedRef};
pub use scorer::Scorer;
pub(crate) use scorer::{
    CompiledBand, CompiledCriterion, CompiledGroup, CompiledHandoff, CompiledNever, CompiledRoute,
    CompiledStage, EntryRule,
};
