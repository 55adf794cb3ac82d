//! Suggests sample leads worth discussing, derived from the model.

use super::fold::{FoldQuery, LeadSpace, Solver};
use super::{Cancel, ProofError, Witness};
use crate::model::Id;
use crate::scoring::Scorer;

/// Why a lead is suggested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SuggestionKind {
    /// It has exactly the hand-off rule's minimum total, or the nearest possible one above.
    AtThreshold(i64),
    /// It is one point below that minimum, or at the nearest possible total further below.
    BelowThreshold(i64),
    /// Its total is where a band starts.
    AtBand(Id, i64),
    /// Its total is one point below where a band starts.
    BelowBand(Id, i64),
    /// It is the smallest lead that qualifies.
    SmallestQualified,
    /// It is the lead with the most points that doesn't qualify.
    RichestFailing,
}

impl SuggestionKind {
    /// Returns a name that says so, such as `Just enough`; `band` returns the name of a band.
    pub fn name(&self, band: impl Fn(&Id) -> String) -> String {
        match self {
            Self::AtThreshold(_) => "Just enough".into(),
            Self::BelowThreshold(_) => "Just short".into(),
            Self::AtBand(id, _) => format!("Lowest in {}", band(id)),
            Self::BelowBand(id, _) => format!("Just below {}", band(id)),
            Self::SmallestQualified => "Smallest that qualifies".into(),
            Self::RichestFailing => "Highest that doesn't qualify".into(),
        }
    }
}

/// A lead worth discussing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Why it is suggested.
    pub kind: SuggestionKind,
    /// A name that says so, with a band's id: see [`SuggestionKind::name`].
    pub name: String,
    /// Its total.
    pub total: i64,
    /// The smallest such lead; [`Witness::sample_lists`] turns it into a sample.
    pub witness: Witness,
}

/// Suggests the borderline leads at each threshold and one point below, the smallest lead that
/// qualifies, and the richest that fails, as far as they exist.
///
/// A borderline lead of the hand-off meets the rest of its rule if any lead on that side does. A
/// borderline lead of a band has the total nearest to the band's start, and meets the rest of the
/// hand-off rule if a lead with that total can. If no lead has exactly the total, the nearest on
/// its side is taken.
///
/// # Errors
///
/// Fails if the budget runs out or the proof is cancelled.
pub fn suggestions(scorer: &Scorer, cancel: &Cancel<'_>) -> Result<Vec<Suggestion>, ProofError> {
    let mut solver = Solver::for_model(scorer, cancel)?;
    let (qualified, rest) = (
        solver.qualified_condition(0)?,
        solver.qualified_except_total(0)?,
    );
    let mut classify = |mask| {
        let class = u32::from(qualified.holds_for(mask)) + 2 * u32::from(rest.holds_for(mask));
        Some(class)
    };
    let leads = solver.smallest_by_total(
        FoldQuery::all_totals(LeadSpace::Possible, &mut classify),
        cancel,
    )?;
    let leads = leads.into_iter().map(|((class, total), places)| Candidate {
        qualified: class & 1 == 1,
        meets_rest: class & 2 == 2,
        total,
        places,
    });
    let candidates = Candidates {
        solver,
        list: leads.collect(),
    };
    Ok(candidates.suggest(scorer))
}

/// A smallest lead, for a total and what it meets.
struct Candidate {
    qualified: bool,
    /// Whether it meets the hand-off rule apart from the minimum total.
    meets_rest: bool,
    total: i64,
    places: Vec<usize>,
}

/// What takes precedence in choosing a borderline lead.
#[derive(Clone, Copy)]
enum NearestBy {
    /// Meeting the rest of the hand-off rule.
    HandoffRule,
    /// Having the nearest total.
    Total,
}

struct Candidates<'a> {
    solver: Solver<'a>,
    list: Vec<Candidate>,
}

impl Candidates<'_> {
    fn suggest(&self, scorer: &Scorer) -> Vec<Suggestion> {
        let mut made = Vec::new();
        if let Some(least) = self.solver.least_total(0) {
            let just = SuggestionKind::AtThreshold(least);
            let near = NearestBy::HandoffRule;
            made.extend(self.nearest_from(least, near).map(|lead| (just, lead)));
            let below = SuggestionKind::BelowThreshold(least);
            made.extend(self.nearest_below(least, near).map(|lead| (below, lead)));
        }
        for band in 0.. {
            let Some((id, from)) = scorer.band_id(band).zip(scorer.band_from(band)) else {
                break;
            };
            if let Some(from) = from {
                let at = SuggestionKind::AtBand(id.clone(), from);
                made.extend(
                    self.nearest_from(from, NearestBy::Total)
                        .map(|lead| (at, lead)),
                );
                let below = SuggestionKind::BelowBand(id.clone(), from);
                made.extend(
                    self.nearest_below(from, NearestBy::Total)
                        .map(|lead| (below, lead)),
                );
            }
        }
        let fewest = self.smallest(self.list.iter().filter(|lead| lead.qualified));
        let kind = SuggestionKind::SmallestQualified;
        made.extend(fewest.map(|lead| (kind, lead)));
        let failing = || self.list.iter().filter(|lead| !lead.qualified);
        let most = failing().map(|lead| lead.total).max();
        let richest = self.smallest(failing().filter(|lead| Some(lead.total) == most));
        let kind = SuggestionKind::RichestFailing;
        made.extend(richest.map(|lead| (kind, lead)));
        made.into_iter()
            .map(|(kind, lead)| self.suggestion(kind, lead))
            .collect()
    }

    fn suggestion(&self, kind: SuggestionKind, lead: &Candidate) -> Suggestion {
        Suggestion {
            name: kind.name(Id::to_string),
            kind,
            total: lead.total,
            witness: Witness::from_places(&self.solver, &lead.places),
        }
    }

    /// Returns the lead with the least total of at least `least`.
    fn nearest_from(&self, least: i64, near: NearestBy) -> Option<&Candidate> {
        self.nearest(near, |lead| lead.total >= least, |totals| totals.min())
    }

    /// Returns the lead with the greatest total below `number`.
    fn nearest_below(&self, number: i64, near: NearestBy) -> Option<&Candidate> {
        self.nearest(near, |lead| lead.total < number, |totals| totals.max())
    }

    fn nearest(
        &self,
        near: NearestBy,
        is: impl Fn(&Candidate) -> bool,
        nearest: impl Fn(&mut dyn Iterator<Item = i64>) -> Option<i64>,
    ) -> Option<&Candidate> {
        let right = |lead: &&Candidate| is(lead);
        let rest = || {
            self.list
                .iter()
                .filter(right)
                .filter(|lead| lead.meets_rest)
        };
        let total_of = |leads: &mut dyn Iterator<Item = &Candidate>| {
            nearest(&mut leads.map(|lead| lead.total))
        };
        let any = || total_of(&mut self.list.iter().filter(right));
        let total = match near {
            NearestBy::HandoffRule => total_of(&mut rest()).or_else(any),
            NearestBy::Total => any(),
        }?;
        let so = self.list.iter().filter(|lead| lead.total == total);
        self.smallest(rest().filter(|lead| lead.total == total))
            .or_else(|| self.smallest(so))
    }

    fn smallest<'b>(
        &self,
        mut leads: impl Iterator<Item = &'b Candidate>,
    ) -> Option<&'b Candidate> {
        let first = leads.next()?;
        Some(leads.fold(first, |best, lead| {
            match self.solver.compare_leads(&lead.places, &best.places) {
                std::cmp::Ordering::Less => lead,
                _ => best,
            }
        }))
    }
}
