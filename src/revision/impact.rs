//! The effect of a revision on existing leads, recorded and sample ones.

use std::collections::BTreeMap;

use crate::model::{DispositionAction, Id};
use crate::scoring::{Outcome, Scorer};

/// A lead scored by both definitions.
#[derive(Clone, Debug)]
pub struct RescoredLead<'a> {
    /// Its id, or its name for a sample lead.
    pub id: &'a str,
    /// The outcome by the earlier definition.
    pub before: Outcome,
    /// The outcome by the later one.
    pub after: Outcome,
    /// Whether it was won, if recorded.
    pub won: Option<bool>,
    /// Id of the bucket it fell in, if recorded.
    pub bucket: Option<&'a str>,
}

/// The effects of a revision on existing leads; `None` where there are none of a kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Impacts {
    /// The effect on recorded leads.
    pub recorded: Option<Impact>,
    /// The effect on sample leads.
    pub samples: Option<Impact>,
}

/// The effect of a revision on a set of leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Impact {
    /// The number of leads.
    pub leads: u64,
    /// Leads whose disposition changes: the sum of the moves.
    pub changed: u64,
    /// Leads that keep their disposition but change stage, readiness, track or service level.
    pub other_changes: u64,
    /// Moves from one disposition to another, the largest first.
    pub moves: Vec<LeadMoves>,
    /// Leads forwarded to Sales only by the later definition.
    pub newly_forwarded: LeadGroup,
    /// Leads forwarded to Sales only by the earlier definition.
    pub no_longer_forwarded: LeadGroup,
}

/// Leads that move from one disposition to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeadMoves {
    /// The disposition before; `None` if there was none.
    pub from: Option<Id>,
    /// The disposition after; `None` if there is none.
    pub to: Option<Id>,
    /// How many leads.
    pub count: u64,
    /// Their ids, in the order of the leads.
    pub ids: Vec<String>,
}

/// A group of leads, and what is recorded of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeadGroup {
    /// How many leads.
    pub leads: u64,
    /// Leads known to be won.
    pub won: u64,
    /// Leads known to be lost.
    pub lost: u64,
    /// Leads in each bucket, by its id.
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
    /// Computes the effect on some leads. Their outcomes must come from these two scorers.
    pub fn of<'a>(
        before: &Scorer,
        after: &Scorer,
        leads: impl IntoIterator<Item = RescoredLead<'a>>,
    ) -> Self {
        let mut impact = Self::default();
        // The index of the move for each pair of dispositions.
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

    /// Returns the increase in leads forwarded to Sales; negative for a decrease.
    pub fn net_forwarded(&self) -> i64 {
        let (more, fewer) = (self.newly_forwarded.leads, self.no_longer_forwarded.leads);
        i64::try_from(more).unwrap_or(i64::MAX) - i64::try_from(fewer).unwrap_or(i64::MAX)
    }
}

/// The parts of an outcome that determine the version, by id so that two definitions can be
/// compared.
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
