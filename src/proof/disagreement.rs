//! Finds the lead that two sides would disagree about most.

use super::fold::{FoldQuery, LeadSpace, OutcomeReader, Solver, TrackedCondition};
use super::{Cancel, ProofError, Witness};
use crate::model::Definition;
use crate::scoring::Scorer;

/// The lead on which two models differ most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The lead.
    pub witness: Witness,
    /// Whether the first model forwards it to Sales, and whether the second does.
    pub forwards: (bool, bool),
    /// Its total in the first model, and in the second.
    pub totals: (i64, i64),
}

/// Finds the lead on which two models that differ only in points differ most. Preference goes to a
/// lead that only one of them forwards, then to the largest difference in total, then to the fewest
/// answers. `None` if they never differ.
///
/// # Errors
///
/// Fails if the budget runs out or the proof is cancelled.
pub fn largest_disagreement(
    first: &Definition,
    second: &Definition,
    cancel: &Cancel<'_>,
) -> Result<Option<Disagreement>, ProofError> {
    let (first, second) = (Scorer::new(first), Scorer::new(second));
    let mut solver = Solver::for_versions(&first, &second, cancel)?;
    let [one, two] = [
        ForwardReader::new(&mut solver, 0)?,
        ForwardReader::new(&mut solver, 1)?,
    ];
    let mut classify = |mask| Some(u32::from(one.is_forwarded(mask) == two.is_forwarded(mask)));
    let leads = solver.smallest_by_difference(
        FoldQuery::all_totals(LeadSpace::Possible, &mut classify),
        cancel,
    )?;
    let best = leads
        .iter()
        .min_by(|((class, more), lead), ((class_2, more_2), lead_2)| {
            let larger = more_2.unsigned_abs().cmp(&more.unsigned_abs());
            let smaller = || solver.compare_leads(lead, lead_2);
            class.cmp(class_2).then(larger).then_with(smaller)
        });
    let Some(((class, more), places)) = best else {
        return Ok(None);
    };
    if (*class, *more) == (1, 0) {
        return Ok(None);
    }
    let witness = Witness::from_places(&solver, places);
    let outcomes = (
        first.outcome(&witness.responses(&first)),
        second.outcome(&witness.responses_after(&second)),
    );
    Ok(Some(Disagreement {
        forwards: (
            first.forwards(outcomes.0.qualified, outcomes.0.disposition),
            second.forwards(outcomes.1.qualified, outcomes.1.disposition),
        ),
        totals: (outcomes.0.total, outcomes.1.total),
        witness,
    }))
}

/// Determines which leads a model forwards.
enum ForwardReader<'a> {
    /// Those that qualify; nothing else needs tracking.
    Qualified(TrackedCondition),
    /// Those whose disposition forwards.
    Dispositions(&'a Scorer, OutcomeReader<'a>),
}

impl<'a> ForwardReader<'a> {
    fn new(solver: &mut Solver<'a>, model: usize) -> Result<Self, ProofError> {
        let scorer = solver.models[model];
        Ok(if scorer.forwards_iff_qualified() {
            Self::Qualified(solver.qualified_condition(model)?)
        } else {
            Self::Dispositions(scorer, OutcomeReader::dispositions_only(solver, model)?)
        })
    }

    fn is_forwarded(&self, mask: u128) -> bool {
        match self {
            Self::Qualified(holds) => holds.holds_for(mask),
            Self::Dispositions(scorer, reading) => {
                let read = reading.read(mask);
                scorer.forwards(read.qualified, read.disposition)
            }
        }
    }
}
