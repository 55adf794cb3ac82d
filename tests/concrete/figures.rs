//! The figures of the second way: everything that is counted, pattern by pattern.

use std::collections::BTreeMap;

use super::conditions::Lead;
use super::language::Model;
use super::leads::{Topic, World, together};
use super::scoring::{Scored, Scorer};

/// The counts of one model. Lists follow the model's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub possible: u64,
    pub qualified: u64,
    /// Least and greatest, of total, fit and behaviour.
    pub total: Option<(i64, i64)>,
    pub fit: Option<(i64, i64)>,
    pub behaviour: Option<(i64, i64)>,
    pub reached: Vec<u64>,
    pub furthest: Vec<u64>,
    pub no_stage: u64,
    pub bands: Vec<u64>,
    pub dispositions: Vec<u64>,
    pub no_disposition: u64,
    pub routes: Vec<u64>,
}

/// The counts of two versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    pub possible: u64,
    pub changed: u64,
    /// Dispositions before and after of those whose outcome differs.
    pub moves: BTreeMap<(Option<String>, Option<String>), u64>,
    /// Whether some lead's outcome differs, those without an answer to a question included.
    pub differs: bool,
}

/// What was written down for it.
#[derive(Clone, Debug, Default)]
pub struct Effort {
    pub leads: usize,
    /// Whether numbers or days meet parts of texts somewhere.
    pub mixed: bool,
    /// Whether some condition says something else of some lead.
    pub moved: bool,
}

impl Effort {
    fn of(topics: &[Topic]) -> Self {
        Self {
            leads: topics.iter().map(|t| t.leads).sum(),
            mixed: topics.iter().any(|t| t.mixed),
            moved: topics.iter().any(|t| !t.moved.is_empty()),
        }
    }
}

/// How many patterns there are without regard to `never`.
fn product(topics: &[Topic]) -> usize {
    topics.iter().map(|t| t.patterns.len()).product()
}

fn widen(range: &mut Option<(i64, i64)>, points: i64) {
    let (least, most) = range.unwrap_or((points, points));
    *range = Some((least.min(points), most.max(points)));
}

/// Counts one model; nothing if that's too many patterns to write down.
pub fn figures(model: &Model, most: usize) -> Option<(Figures, Effort)> {
    let world = World::new(vec![Scorer::new(model)]);
    let topics = world.topics()?;
    if product(&topics) > most {
        return None;
    }
    let scorer = &world.versions[0];
    let mut figures = Figures {
        reached: vec![0; model.stages.len()],
        furthest: vec![0; model.stages.len()],
        bands: vec![0; model.bands.len()],
        dispositions: vec![0; model.dispositions.len()],
        routes: vec![0; model.routes.len()],
        ..Figures::default()
    };
    together(&topics, &mut |pattern, shown| {
        if shown && !scorer.never(&pattern[0]) {
            figures.add(model, &scorer.score(&pattern[0]));
        }
    });
    Some((figures, Effort::of(&topics)))
}

impl Figures {
    fn add(&mut self, model: &Model, scored: &Scored) {
        self.possible += 1;
        self.qualified += u64::from(scored.outcome.qualified);
        widen(&mut self.total, scored.fit + scored.behaviour);
        widen(&mut self.fit, scored.fit);
        widen(&mut self.behaviour, scored.behaviour);
        for (count, reached) in self.reached.iter_mut().zip(&scored.reached) {
            *count += u64::from(*reached);
        }
        match scored.reached.iter().rposition(|r| *r) {
            Some(stage) => self.furthest[stage] += 1,
            None => self.no_stage += 1,
        }
        if let Some(band) = scored.band {
            self.bands[band] += 1;
        }
        if let Some(route) = scored.route {
            self.routes[route] += 1;
        }
        match &scored.outcome.disposition {
            Some(id) => {
                let place = model.dispositions.iter().position(|d| d.id == *id);
                self.dispositions[place.expect("a disposition of the model")] += 1;
            }
            None => self.no_disposition += 1,
        }
    }
}

/// Compares two versions; nothing if that's too many patterns to write down.
pub fn compare(before: &Model, after: &Model, most: usize) -> Option<(Compared, Effort)> {
    let world = World::new(vec![Scorer::new(before), Scorer::new(after)]);
    let topics = world.topics()?;
    if product(&topics) > most {
        return None;
    }
    let [was, is] = world.versions.as_slice() else {
        panic!("two versions");
    };
    let mut compared = Compared::default();
    together(&topics, &mut |pattern, shown| {
        if was.never(&pattern[0]) && is.never(&pattern[1]) {
            return;
        }
        compared.possible += u64::from(shown);
        let (was, is) = (
            was.score(&pattern[0]).outcome,
            is.score(&pattern[1]).outcome,
        );
        if was != is {
            compared.differs = true;
            if shown {
                compared.changed += 1;
                *compared
                    .moves
                    .entry((was.disposition, is.disposition))
                    .or_default() += 1;
            }
        }
    });
    Some((compared, Effort::of(&topics)))
}

/// A lead whose outcome differs between two versions; none if none does, or if the leads that make
/// it up in its topics are looked at on different days.
pub fn differing_lead(world: &World<'_>, topics: &[Topic]) -> Option<Lead> {
    let [was, is] = world.versions.as_slice() else {
        panic!("two versions");
    };
    let mut chosen = vec![0; topics.len()];
    loop {
        let parts = topics
            .iter()
            .zip(&chosen)
            .map(|(topic, at)| &topic.patterns[*at]);
        let mut lead = Lead {
            as_of: topics
                .iter()
                .zip(&chosen)
                .map(|(t, at)| t.patterns[*at].2.as_of)
                .max()?,
            ..Lead::default()
        };
        let mut one_day = true;
        for (_, _, part) in parts {
            one_day &= part.as_of == lead.as_of;
            lead.fields.extend(part.fields.clone());
            lead.events.extend(part.events.clone());
        }
        let held = world.pattern_of(&lead);
        let possible = !(was.never(&held[0]) && is.never(&held[1]));
        if one_day && possible && was.score(&held[0]).outcome != is.score(&held[1]).outcome {
            return Some(lead);
        }
        let next = (0..topics.len()).find(|t| chosen[*t] + 1 < topics[*t].patterns.len())?;
        chosen[next] += 1;
        chosen[..next].fill(0);
    }
}
