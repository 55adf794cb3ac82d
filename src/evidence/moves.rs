//! Who came in or went out between two outlooks.

use std::collections::HashMap;
use std::sync::Arc;

use super::outlook::{Line, Outlook, Recorded, Source};
use crate::model::wording;
use crate::scoring::Outcome;

/// How many of those that came in or went out are named.
const NAMED: usize = 10;

/// Who came in or went out between two outlooks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// Leads that qualify now and didn't.
    pub came_in: Moved,
    /// Leads that did and don't.
    pub went_out: Moved,
    /// How many get another disposition.
    pub redirected: usize,
    /// How many have another total.
    pub shifted: usize,
}

/// Some leads, the first few by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// How many there are.
    pub number: usize,
    /// The first few: name, total before and after.
    pub first: Vec<(String, i64, i64)>,
}

impl Moved {
    fn add(&mut self, named: impl FnOnce() -> (String, i64, i64)) {
        if self.number < NAMED {
            self.first.push(named());
        }
        self.number += 1;
    }
}

impl Outlook {
    /// Who came in or went out since another outlook on the same leads.
    pub fn moves_since(&self, before: &Self) -> Moves {
        let found = || (before.number, self.found_moves_since(before));
        match self.moved.get_or_init(found) {
            (number, moves) if *number == before.number => moves.clone(),
            _ => self.found_moves_since(before),
        }
    }

    fn found_moves_since(&self, before: &Self) -> Moves {
        match (self.source, &self.recorded, &before.recorded) {
            _ if self.source != before.source => Moves::default(),
            (Source::Recorded, Some(now), Some(then)) => now.moves_since(then),
            (Source::Samples, ..) => self.samples_moved_since(before),
            _ => Moves::default(),
        }
    }

    fn samples_moved_since(&self, before: &Self) -> Moves {
        let mut moves = Moves::default();
        let old: HashMap<&str, &Line> = before.samples.iter().map(|l| (l.id.as_str(), l)).collect();
        let names = |outlook: &Self, outcome: &Outcome| {
            outcome
                .disposition
                .and_then(|d| outlook.scorer.disposition_id(d).cloned())
        };
        for line in &self.samples {
            let Some(was) = old.get(line.id.as_str()) else {
                continue;
            };
            let (then, now) = (&was.outcome, &line.outcome);
            let entry = || (line.title.clone(), then.total, now.total);
            match (then.qualified, now.qualified) {
                (false, true) => moves.came_in.add(entry),
                (true, false) => moves.went_out.add(entry),
                _ => {}
            }
            moves.redirected += usize::from(names(before, then) != names(self, now));
            moves.shifted += usize::from(then.total != now.total);
        }
        moves
    }

    /// The difference to another outlook in a few words.
    pub fn sentence_of_moves(&self, before: &Self) -> String {
        let moves = self.moves_since(before);
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let mut parts = Vec::new();
        if moves.came_in.number > 0 {
            parts.push(format!("{} in", moves.came_in.number));
        }
        if moves.went_out.number > 0 {
            parts.push(format!("{} out", moves.went_out.number));
        }
        if moves.redirected > 0 {
            parts.push(format!(
                "{} elsewhere",
                wording::counted(count(moves.redirected), "lead")
            ));
        }
        if parts.is_empty() {
            "no lead goes elsewhere".into()
        } else {
            parts.join(", ")
        }
    }
}

impl Recorded {
    /// Nothing where they are other leads: those were read anew.
    fn moves_since(&self, before: &Self) -> Moves {
        if !Arc::ptr_eq(&self.past.dataset, &before.past.dataset) {
            return Moves::default();
        }
        let changes = self.scored.changes_since(&before.scored);
        let named = |leads: Vec<usize>| {
            let mut moved = Moved::default();
            for lead in leads {
                moved.add(|| {
                    let name = self.past.dataset.id(lead).to_owned();
                    (name, before.scored.total(lead), self.scored.total(lead))
                });
            }
            moved
        };
        Moves {
            came_in: named(changes.came_in),
            went_out: named(changes.went_out),
            redirected: changes.redirected,
            shifted: changes.shifted,
        }
    }
}
