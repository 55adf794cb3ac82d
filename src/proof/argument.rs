//! The lead that two sides would argue about most (R70, R73).

use super::{Cancel, ProofError, Witness};
use crate::model::Definition;
use crate::scoring::Scorer;
use crate::scoring::machine::{Board, Holds, Leads, Question, Reading};

/// The lead on which two models differ most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// The lead.
    pub witness: Witness,
    /// Whether the first forwards it to Sales, and the second.
    pub forwards: (bool, bool),
    /// Its total by the first, and by the second.
    pub totals: (i64, i64),
}

/// Of two models that differ in points alone, the lead on which they differ most: one that
/// is forwarded by one of them only, if there is any; then the largest difference in total; then the
/// fewest levels. `None` where they differ on none.
pub fn argument(
    first: &Definition,
    second: &Definition,
    cancel: &Cancel<'_>,
) -> Result<Option<Argument>, ProofError> {
    let (first, second) = (Scorer::new(first), Scorer::new(second));
    let mut board = Board::two(&first, &second);
    let [one, two] = [Forwards::new(&mut board, 0)?, Forwards::new(&mut board, 1)?];
    let mut classify = |mask| Some(u32::from(one.of(mask) == two.of(mask)));
    let leads = board.by_difference(Question::all(Leads::Possible, &mut classify), cancel)?;
    let best = leads
        .iter()
        .min_by(|((class, more), lead), ((class_2, more_2), lead_2)| {
            let larger = more_2.unsigned_abs().cmp(&more.unsigned_abs());
            let smaller = || board.order(lead, lead_2);
            class.cmp(class_2).then(larger).then_with(smaller)
        });
    let Some(((class, more), places)) = best else {
        return Ok(None);
    };
    if (*class, *more) == (1, 0) {
        return Ok(None);
    }
    let witness = Witness::told_by(&board, places);
    let outcomes = (
        first.outcome(&witness.answers(&first)),
        second.outcome(&witness.answers_after(&second)),
    );
    Ok(Some(Argument {
        forwards: (
            first.forwards(outcomes.0.qualified, outcomes.0.disposition),
            second.forwards(outcomes.1.qualified, outcomes.1.disposition),
        ),
        totals: (outcomes.0.total, outcomes.1.total),
        witness,
    }))
}

/// Who a model forwards.
enum Forwards<'a> {
    /// Whoever qualifies: nothing else need be followed.
    Qualified(Holds),
    /// As dispositions say.
    Dispositions(&'a Scorer, Reading<'a>),
}

impl<'a> Forwards<'a> {
    fn new(board: &mut Board<'a>, model: usize) -> Result<Self, ProofError> {
        let scorer = board.models[model];
        Ok(if scorer.forwards_whoever_qualifies() {
            Self::Qualified(board.qualified(model)?)
        } else {
            Self::Dispositions(scorer, Reading::of_dispositions(board, model)?)
        })
    }

    fn of(&self, mask: u128) -> bool {
        match self {
            Self::Qualified(holds) => holds.of(mask),
            Self::Dispositions(scorer, reading) => {
                let read = reading.read(mask);
                scorer.forwards(read.qualified, read.disposition)
            }
        }
    }
}
