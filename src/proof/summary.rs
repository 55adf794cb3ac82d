//! All the numbers of one model.

use std::collections::HashMap;

use serde::ser::{SerializeMap, SerializeStruct};
use serde::{Serialize, Serializer};

use super::query::{Want, exists, how_many};
use super::{Cancel, Count, ProofError, Witness};
use crate::model::Id;
use crate::scoring::machine::{Board, Ends, Leads, Question, Read, Reading};
use crate::scoring::{Decider, Scorer};

/// Which part of the budget goes into finding everything at once, before it is given up.
const TOGETHER: u64 = 4;

/// How many possible leads are so, and the smallest that is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Whether it could be worked out. Where not, for there are too many different cases, the rest
    /// says nothing.
    pub proved: bool,
    /// How many possible leads.
    pub leads: Count,
    /// The smallest; none where it can't happen. It may be one in which a `one-of` criterion is
    /// unknown, which isn't counted above.
    pub smallest: Option<Witness>,
}

impl Found {
    /// How many possible leads; nothing where that couldn't be worked out.
    pub fn counted(&self) -> Option<&Count> {
        self.proved.then_some(&self.leads)
    }

    /// Whether it can happen at all; nothing where that couldn't be worked out.
    pub fn happens(&self) -> Option<bool> {
        self.proved.then_some(self.smallest.is_some())
    }
}

/// A stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StageFound {
    /// Its rule holds. Nobody for a stage that a person decides.
    pub reach: Found,
    /// It is the furthest whose rule holds.
    pub furthest: Found,
}

/// The least or the greatest number of points, and the smallest possible lead that has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extreme {
    /// How many points.
    pub points: i64,
    /// The smallest possible lead with so many.
    pub smallest: Witness,
}

/// Between which numbers points lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extremes {
    /// The least.
    pub min: Extreme,
    /// The greatest.
    pub max: Extreme,
}

/// What a model makes of its possible leads. Lists are in the definition's order, by index.
///
/// Serialized as `{"possible_leads":"9216","qualified":"1465","total":{"min":0,"max":44},
/// "fit":…,"behaviour":…,"stages":{"mql":"1465"},"bands":{…},"dispositions":{…}}`, where a stage's
/// number is of those that reach it. What couldn't be worked out is `null`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// How many possible leads there are.
    pub possible_leads: Count,
    /// Those for which the hand-off stage's rule holds.
    pub qualified: Found,
    /// Both kinds of points together.
    pub total: Extremes,
    /// Points for fit.
    pub fit: Extremes,
    /// Points for behaviour.
    pub behaviour: Extremes,
    /// Each stage.
    pub stages: Vec<StageFound>,
    /// Those without any stage.
    pub no_stage: Found,
    /// Each band.
    pub bands: Vec<Found>,
    /// Each disposition.
    pub dispositions: Vec<Found>,
    /// Those for whom nothing says what to do.
    pub no_disposition: Found,
    /// Each route: those it decides.
    pub routes: Vec<Found>,
    stage_ids: Vec<Id>,
    band_ids: Vec<Id>,
    disposition_ids: Vec<Id>,
}

impl Proof {
    /// Works everything out: all at once where that is possible, else one thing after the other.
    /// Where rules ask for too many different things to follow them all together, furthest stages
    /// and dispositions may be left [unproved](Found::proved); stages, bands and who qualifies
    /// hardly ever are.
    pub fn of(scorer: &Scorer, cancel: &Cancel<'_>) -> Result<Self, ProofError> {
        let board = Board::one(scorer);
        let nothing = Self::nothing(scorer, &board, &board.ends(cancel)?);
        let together = cancel.share(TOGETHER, |cancel| {
            nothing.clone().all_at_once(scorer, cancel)
        });
        match together {
            Err(ProofError::TooLarge(_)) => nothing.one_by_one(scorer, cancel),
            together => together,
        }
    }

    /// The same, one thing after the other: what [`Proof::of`] does where all at once is too much.
    #[doc(hidden)]
    pub fn piecemeal(scorer: &Scorer, cancel: &Cancel<'_>) -> Result<Self, ProofError> {
        let board = Board::one(scorer);
        Self::nothing(scorer, &board, &board.ends(cancel)?).one_by_one(scorer, cancel)
    }

    fn all_at_once(mut self, scorer: &Scorer, cancel: &Cancel<'_>) -> Result<Self, ProofError> {
        let mut board = Board::one(scorer);
        let reading = Reading::new(&mut board, 0)?;
        let kind_of = |mask: u128| Kind {
            read: reading.read(mask),
            reached: reading.stages.iter().map(|stage| stage.of(mask)).collect(),
        };
        self.every(|found| found.proved = true);
        let mut kinds = Kinds::default();
        let mut classify = |mask| Some(kinds.number(kind_of(mask)));
        let counts = board.count(Question::all(Leads::Possible, &mut classify), cancel)?;
        for (kind, leads) in counts {
            let leads = Count::from(leads);
            self.each(&kinds.list[kind as usize], |found| found.leads += &leads);
        }
        let mut kinds = Kinds::default();
        let mut classify = |mask| Some(kinds.number(kind_of(mask)));
        let smallest = board.smallest(Question::all(Leads::Extended, &mut classify), cancel)?;
        // The smaller first: what is found later is no smaller.
        let mut smallest: Vec<_> = smallest.into_iter().collect();
        smallest.sort_by(|(_, a), (_, b)| board.order(a, b));
        for (kind, places) in smallest {
            let mut witness = None;
            self.each(&kinds.list[kind as usize], |found| {
                if found.smallest.is_none() {
                    let told = || Witness::told_by(&board, &places);
                    found.smallest = Some(witness.get_or_insert_with(told).clone());
                }
            });
        }
        Ok(self)
    }

    fn one_by_one(mut self, scorer: &Scorer, cancel: &Cancel<'_>) -> Result<Self, ProofError> {
        let mut left = self.how_many();
        let mut find = |want: Want, found: &mut Found| {
            left -= 1;
            find(scorer, want, found, left + 1, cancel)
        };
        find(Want::Qualified(true), &mut self.qualified)?;
        for (s, stage) in self.stages.iter_mut().enumerate() {
            find(Want::Stage(s, true), &mut stage.reach)?;
        }
        for (b, band) in self.bands.iter_mut().enumerate() {
            find(Want::Band(b), band)?;
        }
        for (d, disposition) in self.dispositions.iter_mut().enumerate() {
            find(Want::Disposition(Some(d)), disposition)?;
        }
        find(Want::Disposition(None), &mut self.no_disposition)?;
        for (r, route) in self.routes.iter_mut().enumerate() {
            find(Want::Route(r), route)?;
        }
        // Each is about all stages after it too: where one is too much those before it are.
        for (s, stage) in self.stages.iter_mut().enumerate().rev() {
            find(Want::Furthest(Some(s)), &mut stage.furthest)?;
            if !stage.furthest.proved {
                return Ok(self);
            }
        }
        find(Want::Furthest(None), &mut self.no_stage)?;
        Ok(self)
    }

    /// How many things are to be found.
    fn how_many(&mut self) -> u64 {
        let mut number = 0;
        self.every(|_| number += 1);
        number
    }

    /// Everything that is found.
    fn every(&mut self, mut note: impl FnMut(&mut Found)) {
        for stage in &mut self.stages {
            note(&mut stage.reach);
            note(&mut stage.furthest);
        }
        let lists = [&mut self.bands, &mut self.dispositions, &mut self.routes];
        lists.into_iter().flatten().for_each(&mut note);
        note(&mut self.qualified);
        note(&mut self.no_stage);
        note(&mut self.no_disposition);
    }

    /// The possible leads and their points; nothing found yet.
    fn nothing(scorer: &Scorer, board: &Board<'_>, ends: &Ends) -> Self {
        let extremes = |[min, max]: &[(i64, Vec<usize>); 2]| {
            let extreme = |(points, places): &(i64, Vec<usize>)| Extreme {
                points: *points,
                smallest: Witness::told_by(board, places),
            };
            Extremes {
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
            possible_leads: board.possible().into(),
            fit: extremes(&ends[0]),
            behaviour: extremes(&ends[1]),
            total: extremes(&ends[2]),
            stages: vec![StageFound::default(); stages.len()],
            bands: vec![Found::default(); bands.len()],
            dispositions: vec![Found::default(); dispositions.len()],
            routes: vec![Found::default(); ids(Scorer::route_id).len()],
            stage_ids: stages,
            band_ids: bands,
            disposition_ids: dispositions,
            ..Self::default()
        }
    }

    /// Everything that leads of a kind are found in.
    fn each(&mut self, kind: &Kind, mut note: impl FnMut(&mut Found)) {
        let read = &kind.read;
        if read.qualified {
            note(&mut self.qualified);
        }
        for (stage, reached) in self.stages.iter_mut().zip(&kind.reached) {
            if *reached {
                note(&mut stage.reach);
            }
        }
        note(match read.stage {
            Some(stage) => &mut self.stages[stage].furthest,
            None => &mut self.no_stage,
        });
        if let Some(band) = read.band {
            note(&mut self.bands[band]);
        }
        note(match read.disposition {
            Some(disposition) => &mut self.dispositions[disposition],
            None => &mut self.no_disposition,
        });
        if let Decider::Route(route) = read.decided_by {
            note(&mut self.routes[route]);
        }
    }
}

/// Works a single thing out, of so many; leaves it unproved where its share is too little.
fn find(
    scorer: &Scorer,
    want: Want,
    found: &mut Found,
    shares: u64,
    cancel: &Cancel<'_>,
) -> Result<(), ProofError> {
    let wants = [want];
    let result = cancel.share(shares, |cancel| {
        let leads = how_many(scorer, &wants, cancel)?;
        Ok((leads, exists(scorer, &wants, cancel)?))
    });
    match result {
        Ok((leads, smallest)) => {
            *found = Found {
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

/// What is the same of all leads counted together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Kind {
    read: Read,
    /// For each stage, whether its rule holds.
    reached: Vec<bool>,
}

/// The kinds there are, numbered as they are met.
#[derive(Default)]
struct Kinds {
    list: Vec<Kind>,
    numbers: HashMap<Kind, u32>,
}

impl Kinds {
    fn number(&mut self, kind: Kind) -> u32 {
        let next = self.list.len() as u32;
        *self.numbers.entry(kind).or_insert_with_key(|kind| {
            self.list.push(kind.clone());
            next
        })
    }
}
/// Counts by id.
struct ById<'a>(&'a [Id], Vec<&'a Found>);

impl Serialize for ById<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (id, found) in self.0.iter().zip(&self.1) {
            map.serialize_entry(id, &found.counted())?;
        }
        map.end()
    }
}

impl Serialize for Extremes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("Extremes", 2)?;
        map.serialize_field("min", &self.min.points)?;
        map.serialize_field("max", &self.max.points)?;
        map.end()
    }
}

impl Serialize for Proof {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let stages = self.stages.iter().map(|stage| &stage.reach);
        let mut map = serializer.serialize_struct("Proof", 8)?;
        map.serialize_field("possible_leads", &self.possible_leads)?;
        map.serialize_field("qualified", &self.qualified.counted())?;
        map.serialize_field("total", &self.total)?;
        map.serialize_field("fit", &self.fit)?;
        map.serialize_field("behaviour", &self.behaviour)?;
        map.serialize_field("stages", &ById(&self.stage_ids, stages.collect()))?;
        map.serialize_field("bands", &ById(&self.band_ids, self.bands.iter().collect()))?;
        let dispositions = self.dispositions.iter().collect();
        map.serialize_field("dispositions", &ById(&self.disposition_ids, dispositions))?;
        map.end()
    }
}
