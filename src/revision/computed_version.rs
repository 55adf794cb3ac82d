//! The computed version number: the diff, whether some possible lead's outcome differs, and the
//! resulting step.

use super::{Bump, Change, ChangeKind, ChangeSeverity, Diff, Example, changed_words};
use crate::model::{Definition, Id, Kind, Place, wording};
use crate::proof::{
    Budget, Cancel, Comparison, Count, DispositionMove, ProofError, first_difference,
    taken_as_given,
};

/// What a definition changes over an earlier one, and the resulting step of the version number.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// The differences, in words.
    pub diff: Diff,
    /// The step of the version number.
    pub bump: Bump,
    /// Whether some possible lead's outcome differs.
    pub outcomes: OutcomeComparison,
    /// The number of such leads, once counted.
    pub lead_counts: Option<PossibleLeadCounts>,
    /// For each change, whether it affects outcomes, once traced.
    pub(super) affects_outcome: Option<Vec<bool>>,
    /// What could not be proved within the budget.
    pub not_proved: Vec<NotProved>,
    /// The budget for proofs; `None` if no proof was attempted.
    pub budget: Option<Budget>,
    /// Why something could not be proved, as a sentence without its end; blank if all was.
    pub why_not_proved: String,
    /// The never rules that leave out leads in what was proved.
    pub taken_as_given: Vec<Id>,
}

/// Something about a revision that could not be proved within the budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotProved {
    /// Whether some possible lead's outcome differs; it is assumed that one does.
    Outcomes,
    /// The number of such leads.
    Count,
    /// Which changes affect outcomes; it is assumed that every change used by scoring does.
    Attribution,
}

impl NotProved {
    /// Returns what it is, for use after "not proved".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Outcomes => "whether some possible lead's outcome differs",
            Self::Count => "how many possible leads' outcomes differ",
            Self::Attribution => "which of the changes make them differ",
        }
    }
}

/// Whether some possible lead's outcome differs.
#[derive(Clone, Debug, PartialEq)]
pub enum OutcomeComparison {
    /// No outcome differs: either proved, or nothing used by scoring changed.
    Same,
    /// Some lead's outcome differs; this is the smallest such lead.
    Differ(Box<Example>),
    /// Not proved; it is assumed that some outcome differs.
    Unproved,
}

/// The number of possible leads whose outcome differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PossibleLeadCounts {
    /// All possible leads, over the answers of both definitions.
    pub possible_leads: Count,
    /// Those with different outcomes. This can be 0 although there is an example, if a criterion is
    /// not known in it.
    pub changed_leads: Count,
    /// Their dispositions before and after.
    pub moves: Vec<DispositionMove>,
}

impl Revision {
    /// Computes the diff and the step. Whether outcomes differ is proved within half the budget;
    /// the leads are not counted yet (see [`Revision::count`]).
    ///
    /// # Errors
    ///
    /// If the proof is cancelled or exceeds the budget.
    pub fn of(
        before: &Definition,
        after: &Definition,
        cancel: &Cancel<'_>,
    ) -> Result<Self, ProofError> {
        let diff = Diff::between(before, after);
        let outcomes = if diff.is_scored() {
            let found = cancel.with_share(2, |own| first_difference(before, after, own))?;
            found.map_or(OutcomeComparison::Same, |difference| {
                OutcomeComparison::Differ(Box::new(Example::of(before, after, difference.witness)))
            })
        } else {
            OutcomeComparison::Same
        };
        let given = if diff.is_scored() {
            taken_as_given(before, after, cancel)?
        } else {
            Vec::new()
        };
        Ok(Self {
            budget: Some(cancel.budget()),
            taken_as_given: given,
            ..Self::from_outcomes(diff, outcomes)
        })
    }

    /// Computes the diff and the step without a proof: any change used by scoring makes it major,
    /// although every outcome may be the same.
    pub fn unproved(before: &Definition, after: &Definition) -> Self {
        let diff = Diff::between(before, after);
        let outcomes = if diff.is_scored() {
            OutcomeComparison::Unproved
        } else {
            OutcomeComparison::Same
        };
        Self::from_outcomes(diff, outcomes)
    }

    /// Proves the step if the budget allows; otherwise it is unproved, which is noted.
    pub fn within_budget(before: &Definition, after: &Definition, cancel: &Cancel<'_>) -> Self {
        Self::of(before, after, cancel).unwrap_or_else(|why| Self {
            not_proved: vec![NotProved::Outcomes],
            why_not_proved: why.to_string(),
            budget: Some(cancel.budget()),
            ..Self::unproved(before, after)
        })
    }

    /// Counts and traces within the rest of the budget, and notes what is left unproved.
    pub fn complete(&mut self, before: &Definition, after: &Definition, cancel: &Cancel<'_>) {
        let counted = cancel.with_share(2, |own| self.count(before, after, own));
        if let Err(why) = counted
            && self.outcomes_differ()
        {
            self.not_proved.push(NotProved::Count);
            self.note_why(&why);
        }
        // Without a trace, every change used by scoring is taken to affect outcomes.
        if let Err(why) = self.trace(before, after, cancel) {
            self.not_proved.push(NotProved::Attribution);
            self.note_why(&why);
        }
    }

    /// Keeps the first reason why something could not be proved.
    fn note_why(&mut self, why: &ProofError) {
        if self.why_not_proved.is_empty() {
            self.why_not_proved = why.to_string();
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
            why_not_proved: String::new(),
            taken_as_given: Vec::new(),
        };
        let severest = revision.severities().max();
        revision.bump = severest.map_or(Bump::None, Bump::of);
        revision
    }

    /// Adds a change of the session's name, which is not part of the definition and counts as
    /// wording.
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

    /// Counts the possible leads whose outcome differs. This takes longer than computing the step,
    /// and never changes it.
    ///
    /// # Errors
    ///
    /// If the count is cancelled or exceeds the budget.
    pub fn count(
        &mut self,
        before: &Definition,
        after: &Definition,
        cancel: &Cancel<'_>,
    ) -> Result<(), ProofError> {
        let compared = Comparison::new(before, after, cancel)?;
        self.lead_counts = Some(PossibleLeadCounts {
            possible_leads: compared.possible_leads,
            changed_leads: compared.changed,
            moves: compared.moves,
        });
        Ok(())
    }

    /// Whether some outcome differs, or may differ.
    pub fn outcomes_differ(&self) -> bool {
        self.outcomes != OutcomeComparison::Same
    }

    /// Returns the smallest lead whose outcome differs.
    pub fn example(&self) -> Option<&Example> {
        match &self.outcomes {
            OutcomeComparison::Differ(example) => Some(example),
            OutcomeComparison::Same | OutcomeComparison::Unproved => None,
        }
    }

    /// Yields the severity of each change, in the order of the diff. Unless traced by
    /// [`Revision::trace`], every change used by scoring is taken to affect outcomes.
    pub fn severities(&self) -> impl Iterator<Item = ChangeSeverity> {
        let differ = self.outcomes_differ();
        let blamed = |index: usize| {
            let known = self.affects_outcome.as_ref().and_then(|b| b.get(index));
            *known.unwrap_or(&true)
        };
        let changes = self.diff.changes.iter().enumerate();
        changes.map(move |(index, c)| c.severity(differ && blamed(index)))
    }

    /// Returns the changes with their severities, the most serious first.
    pub fn changes_by_severity(&self) -> Vec<(&Change, ChangeSeverity)> {
        let mut changes: Vec<_> = self.diff.changes.iter().zip(self.severities()).collect();
        changes.sort_by_key(|(_, severity)| std::cmp::Reverse(*severity));
        changes
    }

    /// Returns the result in words, to be shown before the number.
    pub fn headline(&self) -> &'static str {
        let any = |severity| self.severities().any(|s| s == severity);
        match (self.bump, &self.outcomes) {
            (Bump::None, _) => "nothing has changed",
            (Bump::Patch, _) => "wording only",
            (_, OutcomeComparison::Differ(_)) => "different leads are forwarded",
            (Bump::Major, OutcomeComparison::Unproved) if any(ChangeSeverity::Outcome) => {
                "different leads may be forwarded"
            }
            (Bump::Major, _) => "something was removed",
            (Bump::Minor, _) if any(ChangeSeverity::Addition) => "something added",
            (Bump::Minor, _) if any(ChangeSeverity::Meaning) => "meaning changes",
            (Bump::Minor, _) => "only the order of the leads changes",
        }
    }

    /// Returns a sentence about what is not proved, if anything.
    pub fn not_proved_sentence(&self) -> Option<String> {
        let questions = self.not_proved.iter().map(|what| what.words().to_owned());
        let questions: Vec<String> = questions.collect();
        let budget = self.budget.filter(|_| !questions.is_empty())?;
        let questions = wording::join_list(&questions, "and");
        let why = match &self.why_not_proved[..] {
            "" => String::new(),
            why => format!("; {why}"),
        };
        Some(format!("Not proved within {budget}: {questions}{why}."))
    }

    /// Returns a sentence about the proof, if there was anything to prove.
    pub fn proof_sentence(&self) -> Option<String> {
        let sentence = self.proved_sentence()?;
        let given: Vec<String> = self.taken_as_given.iter().map(Id::to_string).collect();
        Some(match sentence.strip_suffix('.') {
            Some(rest) if !given.is_empty() => {
                format!("{rest}, taking as given: {}.", given.join(", "))
            }
            _ => sentence,
        })
    }

    fn proved_sentence(&self) -> Option<String> {
        let queue = self.severities().any(|s| s == ChangeSeverity::Queue);
        match (&self.outcomes, &self.lead_counts) {
            (OutcomeComparison::Unproved, _) => Some(
                "Not proved: some possible lead may get a different outcome, so the number errs \
                 on the high side."
                    .into(),
            ),
            (OutcomeComparison::Differ(_), None) => {
                Some("Proved: some possible leads get a different outcome.".into())
            }
            (OutcomeComparison::Differ(_), Some(counted)) if counted.changed_leads.is_zero() => {
                Some(
                    "Proved: some lead gets a different outcome if something about it is not known."
                        .into(),
                )
            }
            (OutcomeComparison::Differ(_), Some(counted)) => Some(format!(
                "Proved: {:#} of {} {} a different outcome.",
                counted.changed_leads,
                counted.possible_leads.with_noun("possible lead"),
                if counted.changed_leads.is_one() { "gets" } else { "get" }
            )),
            (OutcomeComparison::Same, _) if queue => Some(
                "Proved: no possible lead's outcome changes; points move, so the order of the \
                 leads can."
                    .into(),
            ),
            (OutcomeComparison::Same, _) if self.diff.is_scored() => {
                Some("Proved: no possible lead's outcome changes.".into())
            }
            (OutcomeComparison::Same, _) => None,
        }
    }
}
