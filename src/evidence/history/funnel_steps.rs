//! The steps of a funnel's arithmetic: each a number, and how it comes about.

use super::cell::Cell;
use super::plan_inputs::PlanShare;
use super::section::{FigureRow, FigureTable};
use crate::model::{FunnelPlan, NameSource};

/// A number on the way, or what is lacking for it.
pub(super) type Reckoned = Result<u128, String>;
/// A share, or what is lacking.
pub(super) type PlannedShare<'a> = Result<&'a PlanShare, String>;

/// Rows of one way, each with a number and how it comes about.
pub(super) struct Steps {
    /// The rows so far.
    pub table: FigureTable,
}

/// Returns a whole number as a figure.
pub(super) fn whole(value: u128) -> Cell {
    Cell::Count(i64::try_from(value).unwrap_or(i64::MAX))
}

/// Writes a whole number.
pub(super) fn written(value: u128) -> String {
    whole(value).written()
}

/// Returns two things if both are there, else what the first of them lacks.
pub(super) fn both<T>(number: &Reckoned, other: Result<T, String>) -> Result<(u128, T), String> {
    Ok((number.clone()?, other?))
}

impl Steps {
    /// Begins a way.
    pub fn new(id: &'static str, title: &str) -> Self {
        Self {
            table: FigureTable::new(id, title, &["step", "number", "how"]),
        }
    }

    /// Adds a row with a number and how it comes about, and returns the number.
    pub fn add(&mut self, step: &str, reckoned: Result<(u128, String), String>) -> Reckoned {
        let cells = match &reckoned {
            Ok((number, how)) => [whole(*number), Cell::text(how)],
            Err(why) => [Cell::Blank, Cell::text(format!("lacking: {why}"))],
        };
        let cells = [Cell::text(step)].into_iter().chain(cells);
        self.table.rows.push(FigureRow::new(cells));
        reckoned.map(|(number, _)| number)
    }

    /// Adds what a share of a number comes to, rounded down.
    pub fn pass(&mut self, step: &str, from: &Reckoned, share: PlannedShare<'_>) -> Reckoned {
        let passing = both(from, share).map(|(from, share)| {
            let how = format!("{} of {}", share.written, written(from));
            (share.ratio.passing(from), how)
        });
        self.add(step, passing)
    }

    /// Adds how many are needed so that a number passes, rounded up.
    pub fn need(&mut self, step: &str, to: &Reckoned, share: PlannedShare<'_>) -> Reckoned {
        let needed = both(to, share).and_then(|(to, share)| {
            let never = || format!("more than {} that pass", share.written);
            let needed = share.ratio.needed(to).ok_or_else(never)?;
            Ok((needed, format!("{} / {}", written(to), share.written)))
        });
        self.add(step, needed)
    }
}

/// A source of names: how many, which share of them becomes MQL, and what both are called.
pub(super) struct SourceOfNames {
    /// How many names, as planned.
    pub names: Option<u64>,
    share: Option<PlanShare>,
    /// What the names are called.
    pub label: &'static str,
    share_label: &'static str,
}

impl SourceOfNames {
    /// Takes a source from the plan.
    pub fn of(plan: &FunnelPlan, source: NameSource) -> Self {
        let (names, share, label, share_label) = match source {
            NameSource::NewNames => (
                plan.new_names,
                plan.new_names_share,
                "new names",
                "MQLs of the new names",
            ),
            NameSource::ExistingProspects => (
                plan.existing_prospects,
                plan.existing_prospects_share,
                "existing prospects",
                "MQLs of the existing prospects",
            ),
        };
        Self {
            names,
            share: share.map(PlanShare::of_percent),
            label,
            share_label,
        }
    }

    /// Returns the share of the names that becomes MQL.
    pub fn share(&self) -> PlannedShare<'_> {
        let lacking = || self.share_label.to_owned();
        self.share.as_ref().ok_or_else(lacking)
    }

    /// Whether the plan says nothing of it, so that it brings nothing.
    pub fn is_blank(&self) -> bool {
        self.names.is_none() && self.share.is_none()
    }

    /// Adds the MQLs it brings; none if the plan says nothing of it.
    pub fn mqls(&self, steps: &mut Steps) -> Reckoned {
        let step = format!("MQLs from {}", self.label);
        if self.is_blank() {
            return steps.add(&step, Ok((0, "none in the plan".into())));
        }
        let names = self.names.map(u128::from);
        let names = names.ok_or_else(|| self.label.to_owned());
        steps.pass(&step, &names, self.share())
    }
}
