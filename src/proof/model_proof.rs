//! All counts and extremes of one model.

use std::collections::HashMap;

use num_bigint::BigUint;
use serde::ser::{SerializeMap, SerializeStruct};
use serde::{Serialize, Serializer};

use super::fold::{FoldQuery, LeadSpace, OutcomeReader, PointExtremes, Solver};
use super::query::{LeadProperty, count_leads, find_smallest};
use super::{Cancel, Count, ProofError, Witness};
use crate::model::Id;
use crate::scoring::compiled_model::OutcomeClass;
use crate::scoring::{Decider, Scorer};

/// The fraction of the budget (one in this many) spent on proving everything at once before falling
/// back to one count at a time.
const TOGETHER_SHARE: u64 = 4;

/// How many possible leads have some property, and the smallest lead that has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProvedCount {
    /// Whether this was proved. If not, because there are too many different cases, the other
    /// fields are meaningless.
    pub proved: bool,
    /// The number of possible leads.
    pub leads: Count,
    /// The smallest lead; `None` if there is none. It may be one in which a `one-of` criterion is
    /// unknown, which the count leaves out.
    pub smallest: Option<Witness>,
}

impl ProvedCount {
    /// Returns the number of possible leads, if proved.
    pub fn proved_leads(&self) -> Option<&Count> {
        self.proved.then_some(&self.leads)
    }

    /// Returns whether any lead has the property, if proved.
    pub fn can_happen(&self) -> Option<bool> {
        self.proved.then_some(self.smallest.is_some())
    }
}

/// The counts of a stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StageProof {
    /// Leads that meet its rule; none for a stage that a person decides.
    pub reached: ProvedCount,
    /// Leads for which it is the furthest stage whose rule holds.
    pub furthest: ProvedCount,
}

/// The least or the greatest number of points, with the smallest possible lead that has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RangeEnd {
    /// The number of points.
    pub points: i64,
    /// The smallest possible lead with that many points.
    pub smallest: Witness,
}

/// The range of points that leads can have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PointRange {
    /// The least.
    pub min: RangeEnd,
    /// The greatest.
    pub max: RangeEnd,
}

/// The proved counts and extremes of a model. Lists follow the definition's order, by index.
///
/// Serialised as `{"possible_leads":"9216","taken_as_given":[],"qualified":"1465","total":{"min":0,"max":44},
/// "fit":…,"behaviour":…,"stages":{"mql":"1465"},"bands":{…},"dispositions":{…}}`, where a stage's
/// number counts the leads that reach it. What couldn't be proved is `null`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// The number of possible leads.
    pub possible_leads: Count,
    /// The never rules that leave out leads that would be possible otherwise.
    pub taken_as_given: Vec<Id>,
    /// Leads for which the hand-off stage's rule holds.
    pub qualified: ProvedCount,
    /// Fit and behaviour points together.
    pub total: PointRange,
    /// Fit points.
    pub fit: PointRange,
    /// Behaviour points.
    pub behaviour: PointRange,
    /// The counts of each stage.
    pub stages: Vec<StageProof>,
    /// Leads that are in no stage.
    pub no_stage: ProvedCount,
    /// Leads in each band.
    pub bands: Vec<ProvedCount>,
    /// Leads that get each disposition.
    pub dispositions: Vec<ProvedCount>,
    /// Leads for which the definition names no disposition.
    pub no_disposition: ProvedCount,
    /// Leads that each route decides.
    pub routes: Vec<ProvedCount>,
    stage_ids: Vec<Id>,
    band_ids: Vec<Id>,
    disposition_ids: Vec<Id>,
}

impl Proof {
    /// Proves everything, all at once if possible, else one count at a time. If rules ask for too
    /// many different things to track them all together, furthest stages and dispositions may be
    /// left unproved ([`ProvedCount::proved`]); stages, bands and the qualified hardly ever are.
    ///
    /// # Errors
    ///
    /// Fails if the budget doesn't suffice for the extremes of points, or the proof is cancelled.
    pub fn new(scorer: &Scorer, cancel: &Cancel<'_>) -> Result<Self, ProofError> {
        let solver = Solver::for_model(scorer, cancel)?;
        let nothing = Self::without_counts(
            scorer,
            &solver,
            &solver.point_extremes(cancel)?,
            solver.possible_and_given(cancel)?,
        );
        let together = cancel.with_share(TOGETHER_SHARE, |cancel| {
            nothing.clone().all_at_once(scorer, cancel)
        });
        match together {
            Err(ProofError::TooLarge(_)) => nothing.one_by_one(scorer, cancel),
            together => together,
        }
    }

    /// Proves one count at a time, as [`Proof::new`] does if all at once is too much.
    ///
    /// # Errors
    ///
    /// As for [`Proof::new`].
    #[doc(hidden)]
    pub fn piecemeal(scorer: &Scorer, cancel: &Cancel<'_>) -> Result<Self, ProofError> {
        let solver = Solver::for_model(scorer, cancel)?;
        Self::without_counts(
            scorer,
            &solver,
            &solver.point_extremes(cancel)?,
            solver.possible_and_given(cancel)?,
        )
        .one_by_one(scorer, cancel)
    }

    fn all_at_once(mut self, scorer: &Scorer, cancel: &Cancel<'_>) -> Result<Self, ProofError> {
        let mut solver = Solver::for_model(scorer, cancel)?;
        let reader = OutcomeReader::new(&mut solver, 0)?;
        let kind_of = |mask: u128| LeadKind {
            outcome: reader.read(mask),
            reached: reader
                .stages
                .iter()
                .map(|stage| stage.holds_for(mask))
                .collect(),
        };
        self.for_each_count(|found| found.proved = true);
        let mut kinds = LeadKinds::default();
        let mut classify = |mask| Some(kinds.index_of(kind_of(mask)));
        let counts = solver.count_leads(
            FoldQuery::all_totals(LeadSpace::Possible, &mut classify),
            cancel,
        )?;
        for (kind, leads) in counts {
            let leads = Count::from(leads);
            self.for_each_of_kind(&kinds.list[kind as usize], |found| found.leads += &leads);
        }
        let mut kinds = LeadKinds::default();
        let mut classify = |mask| Some(kinds.index_of(kind_of(mask)));
        let smallest = solver.smallest_leads(
            FoldQuery::all_totals(LeadSpace::Extended, &mut classify),
            cancel,
        )?;
        // Smallest first, so that the first lead found for a count is its smallest.
        let mut smallest: Vec<_> = smallest.into_iter().collect();
        smallest.sort_by(|(_, a), (_, b)| solver.compare_leads(a, b));
        for (kind, places) in smallest {
            let mut witness = None;
            self.for_each_of_kind(&kinds.list[kind as usize], |found| {
                if found.smallest.is_none() {
                    let build = || Witness::from_places(&solver, &places);
                    found.smallest = Some(witness.get_or_insert_with(build).clone());
                }
            });
        }
        Ok(self)
    }

    fn one_by_one(mut self, scorer: &Scorer, cancel: &Cancel<'_>) -> Result<Self, ProofError> {
        let mut left = self.count_items();
        let mut find = |property: LeadProperty, found: &mut ProvedCount| {
            left -= 1;
            prove_one(scorer, property, found, left + 1, cancel)
        };
        find(LeadProperty::Qualified(true), &mut self.qualified)?;
        for (s, stage) in self.stages.iter_mut().enumerate() {
            find(LeadProperty::Stage(s, true), &mut stage.reached)?;
        }
        for (b, band) in self.bands.iter_mut().enumerate() {
            find(LeadProperty::Band(b), band)?;
        }
        for (d, disposition) in self.dispositions.iter_mut().enumerate() {
            find(LeadProperty::Disposition(Some(d)), disposition)?;
        }
        find(LeadProperty::Disposition(None), &mut self.no_disposition)?;
        for (r, route) in self.routes.iter_mut().enumerate() {
            find(LeadProperty::Route(r), route)?;
        }
        // Each depends on all later stages too: if one is too much, so are those before it.
        for (s, stage) in self.stages.iter_mut().enumerate().rev() {
            find(LeadProperty::Furthest(Some(s)), &mut stage.furthest)?;
            if !stage.furthest.proved {
                return Ok(self);
            }
        }
        find(LeadProperty::Furthest(None), &mut self.no_stage)?;
        Ok(self)
    }

    /// Returns how many counts there are.
    fn count_items(&mut self) -> u64 {
        let mut number = 0;
        self.for_each_count(|_| number += 1);
        number
    }

    /// Calls `note` with every count.
    fn for_each_count(&mut self, mut note: impl FnMut(&mut ProvedCount)) {
        for stage in &mut self.stages {
            note(&mut stage.reached);
            note(&mut stage.furthest);
        }
        let lists = [&mut self.bands, &mut self.dispositions, &mut self.routes];
        lists.into_iter().flatten().for_each(&mut note);
        note(&mut self.qualified);
        note(&mut self.no_stage);
        note(&mut self.no_disposition);
    }

    /// Creates a proof with the number of possible leads and their extremes, but nothing counted
    /// yet.
    fn without_counts(
        scorer: &Scorer,
        solver: &Solver<'_>,
        ends: &PointExtremes,
        all: (BigUint, Vec<Id>),
    ) -> Self {
        let extremes = |[min, max]: &[(i64, Vec<usize>); 2]| {
            let extreme = |(points, places): &(i64, Vec<usize>)| RangeEnd {
                points: *points,
                smallest: Witness::from_places(solver, places),
            };
            PointRange {
                min: extreme(min),
                max: extreme(max),
            }
        };
        let ids = |of: fn(&Scorer, usize) -> Option<&Id>| {
            let ids = (0..).map_while(|index| of(scorer, index));
            ids.cloned().collect::<Vec<Id>>()
        };
        let (stages, bands, dispositions) = (
            ids(Scorer::stage_id),
            ids(Scorer::band_id),
            ids(Scorer::disposition_id),
        );
        Self {
            possible_leads: all.0.into(),
            taken_as_given: all.1,
            fit: extremes(&ends[0]),
            behaviour: extremes(&ends[1]),
            total: extremes(&ends[2]),
            stages: vec![StageProof::default(); stages.len()],
            bands: vec![ProvedCount::default(); bands.len()],
            dispositions: vec![ProvedCount::default(); dispositions.len()],
            routes: vec![ProvedCount::default(); ids(Scorer::route_id).len()],
            stage_ids: stages,
            band_ids: bands,
            disposition_ids: dispositions,
            ..Self::default()
        }
    }

    /// Calls `note` with every count that includes leads of a kind.
    fn for_each_of_kind(&mut self, kind: &LeadKind, mut note: impl FnMut(&mut ProvedCount)) {
        let outcome = &kind.outcome;
        if outcome.qualified {
            note(&mut self.qualified);
        }
        for (stage, reached) in self.stages.iter_mut().zip(&kind.reached) {
            if *reached {
                note(&mut stage.reached);
            }
        }
        note(match outcome.stage {
            Some(stage) => &mut self.stages[stage].furthest,
            None => &mut self.no_stage,
        });
        if let Some(band) = outcome.band {
            note(&mut self.bands[band]);
        }
        note(match outcome.disposition {
            Some(disposition) => &mut self.dispositions[disposition],
            None => &mut self.no_disposition,
        });
        if let Decider::Route(route) = outcome.decided_by {
            note(&mut self.routes[route]);
        }
    }
}

/// Proves a single count with one of `shares` shares of the budget; leaves it unproved if that is
/// too little.
fn prove_one(
    scorer: &Scorer,
    property: LeadProperty,
    found: &mut ProvedCount,
    shares: u64,
    cancel: &Cancel<'_>,
) -> Result<(), ProofError> {
    let properties = [property];
    let result = cancel.with_share(shares, |cancel| {
        let leads = count_leads(scorer, &properties, cancel)?;
        Ok((leads, find_smallest(scorer, &properties, cancel)?))
    });
    match result {
        Ok((leads, smallest)) => {
            *found = ProvedCount {
                proved: true,
                leads,
                smallest,
            };
            Ok(())
        }
        Err(ProofError::TooLarge(_)) => Ok(()),
        Err(cancelled) => Err(cancelled),
    }
}

/// What leads that are counted together have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct LeadKind {
    outcome: OutcomeClass,
    /// For each stage, whether its rule holds.
    reached: Vec<bool>,
}

/// The distinct kinds, numbered in order of first appearance.
#[derive(Default)]
struct LeadKinds {
    list: Vec<LeadKind>,
    numbers: HashMap<LeadKind, u32>,
}

impl LeadKinds {
    fn index_of(&mut self, kind: LeadKind) -> u32 {
        let next = self.list.len() as u32;
        *self.numbers.entry(kind).or_insert_with_key(|kind| {
            self.list.push(kind.clone());
            next
        })
    }
}
/// Counts serialised by id.
struct CountsById<'a>(&'a [Id], Vec<&'a ProvedCount>);

impl Serialize for CountsById<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (id, found) in self.0.iter().zip(&self.1) {
            map.serialize_entry(id, &found.proved_leads())?;
        }
        map.end()
    }
}

impl Serialize for PointRange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("Extremes", 2)?;
        map.serialize_field("min", &self.min.points)?;
        map.serialize_field("max", &self.max.points)?;
        map.end()
    }
}

impl Serialize for Proof {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let stages = self.stages.iter().map(|stage| &stage.reached);
        let mut map = serializer.serialize_struct("Proof", 9)?;
        map.serialize_field("possible_leads", &self.possible_leads)?;
        map.serialize_field("taken_as_given", &self.taken_as_given)?;
        map.serialize_field("qualified", &self.qualified.proved_leads())?;
        map.serialize_field("total", &self.total)?;
        map.serialize_field("fit", &self.fit)?;
        map.serialize_field("behaviour", &self.behaviour)?;
        map.serialize_field("stages", &CountsById(&self.stage_ids, stages.collect()))?;
        map.serialize_field(
            "bands",
            &CountsById(&self.band_ids, self.bands.iter().collect()),
        )?;
        let dispositions = self.dispositions.iter().collect();
        map.serialize_field(
            "dispositions",
            &CountsById(&self.disposition_ids, dispositions),
        )?;
        map.end()
    }
}
