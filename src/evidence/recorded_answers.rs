//! How many recorded leads have each answer, and what became of them.

use super::past_leads::{OutcomeGroups, PastScores};
use crate::model::{Id, Reference};
use crate::scoring::engine::Bitmap;
use crate::scoring::{ScoredDataset, Scorer};
use crate::statistics::Share;

/// The leads that have an answer, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerCounts {
    /// The answer; a bare reference for a criterion.
    pub reference: Reference,
    /// How many of the leads compared have it.
    pub leads: usize,
    /// How many of those became viable.
    pub viable: usize,
    /// How many of those were rejected.
    pub rejected: usize,
    /// How many of those were won.
    pub won: usize,
    /// The first of them in the file, by its index.
    pub example: Option<usize>,
}

/// How many recorded leads have each answer, each lead as of the day on which its facts count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordedAnswers {
    /// The answers of all criteria, in the model's order.
    pub answers: Vec<AnswerCounts>,
    /// The criteria with several answers: the leads for which a bare reference holds, as one of the
    /// answers worth points does. Those without such an answer are left out.
    pub criteria: Vec<AnswerCounts>,
    /// How many leads are compared.
    pub leads: usize,
    /// What the viable ones are of all judged, viable or rejected.
    pub viable: Share,
    /// Whether a column says how leads ended.
    pub has_outcomes: bool,
    /// Whether a column says which were won, apart from which were viable.
    pub has_won: bool,
}

impl AnswerCounts {
    /// Returns the share of the viable among those judged.
    pub fn share_viable(&self) -> Share {
        Share::new(self.viable, self.viable + self.rejected)
    }
}

impl RecordedAnswers {
    /// Counts the leads compared, as the model scores them as of their days.
    pub(super) fn of_past(past: &PastScores) -> Self {
        let leads = &past.leads;
        let outcome = leads.data.outcome_field.as_ref();
        Self {
            has_outcomes: true,
            has_won: outcome.is_some_and(|field| leads.dataset.column(field).is_some()),
            ..Self::count(&past.scored, Some(&leads.counted), Some(&leads.groups))
        }
    }

    /// Counts all leads, where no column says how they ended.
    pub(super) fn of_recorded(scored: &ScoredDataset) -> Self {
        Self::count(scored, None, None)
    }

    fn count(
        scored: &ScoredDataset,
        counted: Option<&Bitmap>,
        groups: Option<&OutcomeGroups>,
    ) -> Self {
        let scorer = scored.scorer();
        let (mut answers, mut criteria) = (Vec::new(), Vec::new());
        for criterion in 0..scorer.criterion_count() {
            let all = 0..scorer.answer_count(criterion);
            for answer in all.clone() {
                let with = scored.leads_with(criterion, &[answer]);
                let reference = scorer.reference_to(criterion, answer);
                answers.extend(reference.map(|of| counts(of, &with, counted, groups)));
            }
            let bare = bare_answers(scorer, criterion);
            let id = scorer.criterion_id(criterion).filter(|_| all.len() > 1);
            if let Some(id) = id.filter(|_| !bare.is_empty()) {
                let with = scored.leads_with(criterion, &bare);
                criteria.push(counts(Reference::bare(id.clone()), &with, counted, groups));
            }
        }
        let of = |group: &Bitmap| group.count();
        let viable = groups.map_or(0, |groups| of(&groups.viable));
        let judged = viable + groups.map_or(0, |groups| of(&groups.rejected));
        Self {
            answers,
            criteria,
            leads: counted.map_or(scored.len(), Bitmap::count),
            viable: Share::new(viable, judged),
            ..Self::default()
        }
    }

    /// Returns the counts of an answer as the scorer refers to it; a bare reference stands for a
    /// yes/no criterion, or for a criterion as a whole.
    pub fn of(&self, reference: &Reference) -> Option<&AnswerCounts> {
        let mut all = self.answers.iter().chain(&self.criteria);
        all.find(|counts| counts.reference == *reference)
    }

    /// Returns the counts of a criterion's answers.
    pub fn of_criterion(&self, criterion: &Id) -> impl Iterator<Item = &AnswerCounts> {
        let answers = self.answers.iter();
        answers.filter(move |counts| counts.reference.criterion == *criterion)
    }

    /// Returns the lift: the share of the viable among those judged that have the answer, divided by
    /// that among all judged. `None` where fewer than 20 of those judged have it.
    pub fn lift(&self, counts: &AnswerCounts) -> Option<f64> {
        let with = counts.share_viable();
        let all = self.viable.value().filter(|all| *all > 0.0)?;
        with.value()
            .filter(|_| !with.is_of_few())
            .map(|own| own / all)
    }
}

/// Returns the answers with which a bare reference to a criterion holds.
fn bare_answers(scorer: &Scorer, criterion: usize) -> Vec<usize> {
    let Some(compiled) = scorer.criteria().get(criterion) else {
        return Vec::new();
    };
    let is_bare = |at: &usize| {
        if compiled.counts_times {
            *at == 0
        } else {
            compiled.yes_no || compiled.answers[*at].points > 0
        }
    };
    (0..compiled.answers.len()).filter(is_bare).collect()
}

fn counts(
    reference: Reference,
    with: &Bitmap,
    counted: Option<&Bitmap>,
    groups: Option<&OutcomeGroups>,
) -> AnswerCounts {
    let among = |group: fn(&OutcomeGroups) -> &Bitmap| {
        groups.map_or(0, |groups| with.count_common(group(groups)))
    };
    let is_counted = |lead: &usize| counted.is_none_or(|counted| counted.get(*lead));
    AnswerCounts {
        reference,
        leads: counted.map_or(with.count(), |counted| with.count_common(counted)),
        viable: among(|groups| &groups.viable),
        rejected: among(|groups| &groups.rejected),
        won: among(|groups| &groups.won),
        example: with.iter().find(is_counted),
    }
}
