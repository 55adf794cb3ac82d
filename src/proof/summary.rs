//! All the numbers of one model.

use serde::ser::{SerializeMap, SerializeStruct};
use serde::{Serialize, Serializer};

use super::{Cancel, Count, ProofError, Witness};
use crate::model::Id;
use crate::scoring::Scorer;

/// How many possible leads are so, and the smallest that is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many possible leads.
    pub leads: Count,
    /// The smallest; none where it can't happen. It may be one in which a `one-of` criterion is
    /// unknown, which isn't counted above.
    pub smallest: Option<Witness>,
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
/// number is of those that reach it.
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
    /// Works everything out.
    pub fn of(scorer: &Scorer, cancel: &Cancel<'_>) -> Result<Self, ProofError> {
        cancel.spend(1)?;
        let _ = scorer;
        Err(ProofError::TooLarge("not worked out yet".into()))
    }
}

/// Counts by id.
struct ById<'a>(&'a [Id], Vec<&'a Count>);

impl Serialize for ById<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (id, count) in self.0.iter().zip(&self.1) {
            map.serialize_entry(id, count)?;
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
        let leads =
            |found: &'_ [Found]| -> Vec<Count> { found.iter().map(|f| f.leads.clone()).collect() };
        let (bands, dispositions) = (leads(&self.bands), leads(&self.dispositions));
        let stages: Vec<&Count> = self.stages.iter().map(|s| &s.reach.leads).collect();
        let mut map = serializer.serialize_struct("Proof", 8)?;
        map.serialize_field("possible_leads", &self.possible_leads)?;
        map.serialize_field("qualified", &self.qualified.leads)?;
        map.serialize_field("total", &self.total)?;
        map.serialize_field("fit", &self.fit)?;
        map.serialize_field("behaviour", &self.behaviour)?;
        map.serialize_field("stages", &ById(&self.stage_ids, stages))?;
        map.serialize_field("bands", &ById(&self.band_ids, bands.iter().collect()))?;
        map.serialize_field(
            "dispositions",
            &ById(&self.disposition_ids, dispositions.iter().collect()),
        )?;
        map.end()
    }
}
