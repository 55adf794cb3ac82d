//! Sample leads worth talking about, made by the model (R70).

use super::{Cancel, ProofError, Witness};
use crate::model::Id;
use crate::scoring::Scorer;

/// What a suggested lead is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SuggestionKind {
    /// Just at the hand-off rule's least total, or as near above it as can be.
    AtThreshold(i64),
    /// One point below it, or as near below as can be.
    BelowThreshold(i64),
    /// Just where a band begins.
    AtBand(Id, i64),
    /// One point below where a band begins.
    BelowBand(Id, i64),
    /// The smallest that qualifies.
    SmallestQualified,
    /// The one with most points that doesn't.
    RichestFailing,
}

/// A lead worth putting before the room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What it is.
    pub kind: SuggestionKind,
    /// A name that says so: `Just enough: 20 points`.
    pub name: String,
    /// Its total.
    pub total: i64,
    /// The smallest such lead; [`Witness::sample_lists`] makes a sample of it.
    pub witness: Witness,
}

/// The borderline leads at each threshold and one point below, the smallest that qualifies, the
/// richest that fails: those there can be.
pub fn suggestions(scorer: &Scorer, cancel: &Cancel<'_>) -> Result<Vec<Suggestion>, ProofError> {
    let _ = scorer;
    cancel.spend(1)?;
    Err(ProofError::TooLarge("not worked out yet".into()))
}
