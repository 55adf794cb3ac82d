//! What a revision does to leads there are: recorded ones and sample leads.

use std::collections::BTreeMap;

use crate::model::{DispositionAction, Id};
use crate::scoring::{Outcome, Scorer};

/// One lead, scored by both definitions.
#[derive(Clone, Debug)]
pub struct RescoredLead<'a> {
    /// Its id, or the name people know it by.
    pub id: &'a str,
    /// What the earlier definition says.
    pub before: Outcome,
    /// What the later one says.
    pub after: Outcome,
    /// Whether it was won, where that is recorded.
    pub won: Option<bool>,
    /// What became of it, where that is recorded: the bucket's id.
    pub bucket: Option<&'a str>,
}

/// What a revision does to the leads there are; nothing of a kind there is none of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Impacts {
    /// To the recorded ones.
    pub recorded: Option<Impact>,
    /// To the sample leads.
    pub samples: Option<Impact>,
}

/// What a revision does to leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Impact {
    /// How many leads there are.
    pub leads: u64,
    /// How many go another way: the sum of the moves.
    pub changed: u64,
    /// How many go the same way and get another stage, readiness, track or service level.
    pub other_changes: u64,
    /// From disposition to disposition, the largest first.
    pub moves: Vec<LeadMoves>,
    /// Those that go to Sales now and didn't.
    pub newly_forwarded: LeadGroup,
    /// Those that went to Sales and don't any more.
    pub no_longer_forwarded: LeadGroup,
}

/// Leads that go from one disposition to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeadMoves {
    /// The disposition before; `None`: nothing said what to do.
    pub from: Option<Id>,
    /// The disposition after.
    pub to: Option<Id>,
    /// How many.
    pub count: u64,
    /// Which, in the order they came.
    pub ids: Vec<String>,
}

/// Some leads, and what is recorded of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeadGroup {
    /// How many.
    pub leads: u64,
    /// Of those, known to be won.
    pub won: u64,
    /// Of those, known to be lost.
    pub lost: u64,
    /// How many are in each bucket, by the bucket's id.
    pub buckets: BTreeMap<String, u64>,
}

impl LeadGroup {
    fn add(&mut self, lead: &RescoredLead<'_>) {
        self.leads += 1;
        self.won += u64::from(lead.won == Some(true));
        self.lost += u64::from(lead.won == Some(false));
        if let Some(bucket) = lead.bucket {
            *self.buckets.entry(bucket.to_owned()).or_default() += 1;
        }
    }
}

impl Impact {
    /// What becomes of these leads. Outcomes must come from these two scorers.
    pub fn of<'a>(
        before: &Scorer,
        after: &Scorer,
        leads: impl IntoIterator<Item = RescoredLead<'a>>,
    ) -> Self {
        let mut impact = Self::default();
        // Where each pair of dispositions is among the moves.
        let mut at: BTreeMap<(Option<usize>, Option<usize>), usize> = BTreeMap::new();
        for lead in leads {
            impact.leads += 1;
            let (old, new) = (
                comparable_outcome(before, &lead.before),
                comparable_outcome(after, &lead.after),
            );
            match (forwards(&old), forwards(&new)) {
                (false, true) => impact.newly_forwarded.add(&lead),
                (true, false) => impact.no_longer_forwarded.add(&lead),
                _ => {}
            }
            if old.disposition == new.disposition {
                impact.other_changes += u64::from(old != new);
                continue;
            }
            impact.changed += 1;
            let pair = (lead.before.disposition, lead.after.disposition);
            let index = *at.entry(pair).or_insert_with(|| {
                impact.moves.push(LeadMoves {
                    from: old.disposition.cloned(),
                    to: new.disposition.cloned(),
                    ..LeadMoves::default()
                });
                impact.moves.len() - 1
            });
            impact.moves[index].count += 1;
            impact.moves[index].ids.push(lead.id.to_owned());
        }
        impact.moves.sort_by_key(|m| std::cmp::Reverse(m.count));
        impact
    }

    /// How many more go to Sales; fewer where it is below zero.
    pub fn net_forwarded(&self) -> i64 {
        let (more, fewer) = (self.newly_forwarded.leads, self.no_longer_forwarded.leads);
        i64::try_from(more).unwrap_or(i64::MAX) - i64::try_from(fewer).unwrap_or(i64::MAX)
    }
}

/// All of an outcome that the version looks at, by ids so that two definitions can be compared.
#[derive(PartialEq)]
struct ComparableOutcome<'a> {
    stage: Option<&'a Id>,
    readiness: Option<crate::model::Readiness>,
    qualified: bool,
    disposition: Option<&'a Id>,
    action: Option<DispositionAction>,
    track: Option<&'a Id>,
    service_level: Option<&'a crate::model::ServiceLevel>,
}

fn comparable_outcome<'a>(scorer: &'a Scorer, outcome: &Outcome) -> ComparableOutcome<'a> {
    let next = outcome.disposition;
    ComparableOutcome {
        stage: outcome.stage.and_then(|s| scorer.stage_id(s)),
        readiness: outcome.stage.and_then(|s| scorer.readiness(s)),
        qualified: outcome.qualified,
        disposition: next.and_then(|d| scorer.disposition_id(d)),
        action: next.and_then(|d| scorer.action(d)),
        track: next.and_then(|d| scorer.track(d)),
        service_level: next.and_then(|d| scorer.service_level(d)),
    }
}

fn forwards(story: &ComparableOutcome<'_>) -> bool {
    story.action == Some(DispositionAction::Forward)
}
