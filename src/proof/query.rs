//! Single questions: is there a lead that is so, which is the smallest, how many are there.

use super::{Cancel, Count, ProofError, Witness};
use crate::scoring::Scorer;

/// Something wanted of a lead; all that is wanted must be so together. Numbers are indices into
/// the definition's lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Want {
    /// A stage's rule holds, or doesn't.
    Stage(usize, bool),
    /// It is the furthest stage whose rule holds; `None`: none holds.
    Furthest(Option<usize>),
    /// The hand-off stage's rule holds, or doesn't.
    Qualified(bool),
    /// Its total falls in this band.
    Band(usize),
    /// This is what we do next; `None`: nothing says.
    Disposition(Option<usize>),
    /// This route decides.
    Route(usize),
    /// The whole rule of a stage or a route holds, or doesn't.
    Rule(RuleOf, bool),
    /// One part of a rule, by its place in [`RuleOf::parts`], holds, or doesn't.
    Part(RuleOf, usize, bool),
    /// A level (of which criterion, which level) holds, or doesn't.
    Level(usize, usize, bool),
    /// Some level of a criterion, `otherwise` aside, holds, or none does.
    Shows(usize, bool),
    /// At least so many points in all.
    AtLeast(i64),
    /// At most so many points in all.
    AtMost(i64),
    /// Nothing of any other criterion, `otherwise` aside, holds.
    Only(usize),
    /// One of several.
    AnyOf(Vec<Want>),
}

/// Whose rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RuleOf {
    /// A stage's.
    Stage(usize),
    /// A route's.
    Route(usize),
}

impl RuleOf {
    /// Its parts in words, in the order of its keys, as `missing` writes them: `funded`,
    /// `not:competitor`, `any:a/b`, `2:phase=consideration`, `total:20`, `reached:worthy`. Empty
    /// without a rule.
    pub fn parts(self, scorer: &Scorer) -> Vec<String> {
        let _ = scorer;
        Vec::new()
    }
}

/// The smallest lead for which all of this is so; `None` if there can't be one.
pub fn exists(
    scorer: &Scorer,
    wants: &[Want],
    cancel: &Cancel<'_>,
) -> Result<Option<Witness>, ProofError> {
    let _ = (scorer, wants);
    cancel.spend(1)?;
    Err(ProofError::TooLarge("not worked out yet".into()))
}

/// How many possible leads there are for which all of this is so.
pub fn how_many(scorer: &Scorer, wants: &[Want], cancel: &Cancel<'_>) -> Result<Count, ProofError> {
    let _ = (scorer, wants);
    cancel.spend(1)?;
    Err(ProofError::TooLarge("not worked out yet".into()))
}
