//! The computed version: the diff, whether some possible lead's outcome differs, and the number
//! that follows.

use super::condition_equality::align_conditions;
use super::{Bump, Change, ChangeKind, ChangeSeverity, Diff, Example, changed_words};
use crate::model::{Definition, Kind, Place, Version, wording};
use crate::proof::{
    Budget, Cancel, Comparison, Count, DispositionMove, ProofError, first_difference,
};

/// What a definition changes over an earlier one, and how far its number moves.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// What differs, in words.
    pub diff: Diff,
    /// How far the number moves.
    pub bump: Bump,
    /// Whether some possible lead's outcome differs.
    pub outcomes: OutcomeComparison,
    /// How many do, once that is counted.
    pub lead_counts: Option<PossibleLeadCounts>,
    /// Of each change, whether outcomes differ by it; once that is traced.
    pub(super) affects_outcome: Option<Vec<bool>>,
    /// What was to be proved and wasn't, since the budget ran out.
    pub not_proved: Vec<NotProved>,
    /// The budget it was proved within; nothing where nobody tried.
    pub budget: Option<Budget>,
}

/// What of a revision wasn't proved, since the budget ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotProved {
    /// Whether some possible lead's outcome differs: it is taken as if one did.
    Outcomes,
    /// How many do.
    Count,
    /// Which changes they differ by: all that scoring looks at are taken to be such.
    Attribution,
}

impl NotProved {
    /// In words, after "not proved".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Outcomes => "whether some possible lead's outcome differs",
            Self::Count => "how many possible leads' outcomes differ",
            Self::Attribution => "which of the changes they differ by",
        }
    }
}

/// Whether some possible lead's outcome differs.
#[derive(Clone, Debug, PartialEq)]
pub enum OutcomeComparison {
    /// None's does: proved, or nothing changed that scoring looks at.
    Same,
    /// Some lead's does; this is the smallest.
    Differ(Box<Example>),
    /// Nobody has proved it either way; taken as if some did.
    Unproved,
}

/// How many possible leads' outcomes differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PossibleLeadCounts {
    /// Of how many, over the levels of both definitions.
    pub possible_leads: Count,
    /// How many. It can be 0 though there is an example: one in which a criterion is unknown.
    pub changed_leads: Count,
    /// What is done with those before and after.
    pub moves: Vec<DispositionMove>,
}

impl Revision {
    /// The diff and the number: whether some possible lead's outcome differs is proved within half
    /// of the budget, how many do isn't counted yet ([`Revision::count`]).
    pub fn of(
        before: &Definition,
        after: &Definition,
        cancel: &Cancel<'_>,
    ) -> Result<Self, ProofError> {
        let diff = Diff::between(before, after);
        let outcomes = if diff.is_scored() {
            let aligned = align_conditions(before, after);
            let found = cancel.with_share(2, |own| first_difference(before, &aligned, own))?;
            found.map_or(OutcomeComparison::Same, |difference| {
                OutcomeComparison::Differ(Box::new(Example::of(before, after, difference.witness)))
            })
        } else {
            OutcomeComparison::Same
        };
        Ok(Self {
            budget: Some(cancel.budget()),
            ..Self::from_outcomes(diff, outcomes)
        })
    }

    /// The diff and the number without a proof: where scoring looks at anything that changed, it
    /// is major, although every outcome may be the same.
    pub fn unproved(before: &Definition, after: &Definition) -> Self {
        let diff = Diff::between(before, after);
        let outcomes = if diff.is_scored() {
            OutcomeComparison::Unproved
        } else {
            OutcomeComparison::Same
        };
        Self::from_outcomes(diff, outcomes)
    }

    /// Proved where that can be done within the cancel's budget, else unproved, which is noted.
    pub fn within_budget(before: &Definition, after: &Definition, cancel: &Cancel<'_>) -> Self {
        Self::of(before, after, cancel).unwrap_or_else(|_| Self {
            not_proved: vec![NotProved::Outcomes],
            budget: Some(cancel.budget()),
            ..Self::unproved(before, after)
        })
    }

    /// Counts and traces within what is left of the cancel's budget; what it doesn't reach to is
    /// noted.
    pub fn complete(&mut self, before: &Definition, after: &Definition, cancel: &Cancel<'_>) {
        let counted = cancel.with_share(2, |own| self.count(before, after, own));
        if counted.is_err() && self.outcomes_differ() {
            self.not_proved.push(NotProved::Count);
        }
        // Without it every change that scoring looks at keeps the blame.
        if self.trace(before, after, cancel).is_err() {
            self.not_proved.push(NotProved::Attribution);
        }
    }

    fn from_outcomes(diff: Diff, outcomes: OutcomeComparison) -> Self {
        let mut revision = Self {
            diff,
            bump: Bump::None,
            outcomes,
            lead_counts: None,
            affects_outcome: None,
            not_proved: Vec::new(),
            budget: None,
        };
        let severest = revision.severities().max();
        revision.bump = severest.map_or(Bump::None, Bump::of);
        revision
    }

    /// With the session's own name, which is no part of the definition: another one is wording.
    #[must_use]
    pub fn with_session_names(mut self, before: &str, after: &str) -> Self {
        if before != after {
            self.diff.changes.push(Change {
                place: Place::single(Kind::Settings),
                kind: ChangeKind::Renamed,
                field: Some("name"),
                base_severity: ChangeSeverity::Wording,
                scored: false,
                message: format!("session {before} renamed to {after}"),
                before: Some(before.into()),
                after: Some(after.into()),
                word_runs: changed_words(before, after),
            });
            self.bump = self.bump.max(Bump::Patch);
        }
        self
    }

    /// Counts how many possible leads' outcomes differ, of how many. Takes longer than the number
    /// itself, and never changes it.
    pub fn count(
        &mut self,
        before: &Definition,
        after: &Definition,
        cancel: &Cancel<'_>,
    ) -> Result<(), ProofError> {
        let compared = Comparison::new(before, &align_conditions(before, after), cancel)?;
        self.lead_counts = Some(PossibleLeadCounts {
            possible_leads: compared.possible_leads,
            changed_leads: compared.changed,
            moves: compared.moves,
        });
        Ok(())
    }

    /// Whether some outcome differs, or may.
    pub fn outcomes_differ(&self) -> bool {
        self.outcomes != OutcomeComparison::Same
    }

    /// The smallest lead whose outcome differs.
    pub fn example(&self) -> Option<&Example> {
        match &self.outcomes {
            OutcomeComparison::Differ(example) => Some(example),
            OutcomeComparison::Same | OutcomeComparison::Unproved => None,
        }
    }

    /// What each change means, in the order of the diff's changes. Unless [`Revision::trace`]d,
    /// outcomes are taken to differ by all that scoring looks at.
    pub fn severities(&self) -> impl Iterator<Item = ChangeSeverity> {
        let differ = self.outcomes_differ();
        let blamed = |index: usize| {
            let known = self.affects_outcome.as_ref().and_then(|b| b.get(index));
            *known.unwrap_or(&true)
        };
        let changes = self.diff.changes.iter().enumerate();
        changes.map(move |(index, c)| c.severity(differ && blamed(index)))
    }

    /// Each change with what it means, the weightiest first.
    pub fn changes_by_severity(&self) -> Vec<(&Change, ChangeSeverity)> {
        let mut told: Vec<_> = self.diff.changes.iter().zip(self.severities()).collect();
        told.sort_by_key(|(_, severity)| std::cmp::Reverse(*severity));
        told
    }

    /// The number after another.
    pub fn number_after(&self, last: Version) -> Version {
        self.bump.after(last)
    }

    /// What it comes to, in words: said before the number.
    pub fn headline(&self) -> &'static str {
        let any = |severity| self.severities().any(|s| s == severity);
        match (self.bump, &self.outcomes) {
            (Bump::None, _) => "nothing changed",
            (Bump::Patch, _) => "wording only",
            (_, OutcomeComparison::Differ(_)) => "the leads we forward change",
            (Bump::Major, OutcomeComparison::Unproved) if any(ChangeSeverity::Outcome) => {
                "the leads we forward may change"
            }
            (Bump::Major, _) => "something is gone",
            (Bump::Minor, _) if any(ChangeSeverity::Addition) => "something added",
            (Bump::Minor, _) if any(ChangeSeverity::Meaning) => "meaning changes",
            (Bump::Minor, _) => "only the order of the queue changes",
        }
    }

    /// What the budget left unproved, in one sentence; nothing where all was proved.
    pub fn not_proved_sentence(&self) -> Option<String> {
        let questions = self.not_proved.iter().map(|what| what.words().to_owned());
        let questions: Vec<String> = questions.collect();
        let budget = self.budget.filter(|_| !questions.is_empty())?;
        let questions = wording::join_list(&questions, "and");
        Some(format!("Not proved within {budget}: {questions}."))
    }

    /// The proof in one sentence; nothing where there was nothing to prove.
    pub fn proof_sentence(&self) -> Option<String> {
        let queue = self.severities().any(|s| s == ChangeSeverity::Queue);
        match (&self.outcomes, &self.lead_counts) {
            (OutcomeComparison::Unproved, _) => Some(
                "Not proved: some possible lead may get another outcome, so the number is on the \
                 safe side."
                    .into(),
            ),
            (OutcomeComparison::Differ(_), None) => {
                Some("Proved: some possible leads get another outcome.".into())
            }
            (OutcomeComparison::Differ(_), Some(counted)) if counted.changed_leads.is_zero() => {
                Some(
                    "Proved: a lead gets another outcome where something about it is not known."
                        .into(),
                )
            }
            (OutcomeComparison::Differ(_), Some(counted)) => Some(format!(
                "Proved: {:#} of {:#} possible leads get another outcome.",
                counted.changed_leads, counted.possible_leads
            )),
            (OutcomeComparison::Same, _) if queue => Some(
                "Proved: no possible lead's outcome changes; points move, so the order of the \
                 queue can."
                    .into(),
            ),
            (OutcomeComparison::Same, _) if self.diff.is_scored() => {
                Some("Proved: no possible lead's outcome changes.".into())
            }
            (OutcomeComparison::Same, _) => None,
        }
    }
}
