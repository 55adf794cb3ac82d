//! How far a definition moved since the last version, without a proof.

use std::sync::Arc;

use crate::model::record::Weight;
use crate::model::{
    Criterion, Definition, Disposition, Group, Handoff, Kind, Place, Session, Stage, Version,
};

/// Which part of the number is raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bump {
    /// Nothing differs.
    None,
    /// Wording, dates, the order of lists that have none.
    Patch,
    /// Something was added or carries another meaning, and no lead's outcome can differ.
    Minor,
    /// An id is gone, or some lead's outcome may differ.
    Major,
}

impl Bump {
    /// The number after another.
    pub fn after(self, last: Version) -> Version {
        let Version {
            major,
            minor,
            patch,
        } = last;
        let (major, minor, patch) = match self {
            Self::None => (major, minor, patch),
            Self::Patch => (major, minor, patch + 1),
            Self::Minor => (major, minor + 1, 0),
            Self::Major => (major + 1, 0, 0),
        };
        Version {
            major,
            minor,
            patch,
        }
    }
}

/// The kinds of thing in a definition.
const KINDS: [Kind; 18] = [
    Kind::Segment,
    Kind::Persona,
    Kind::Journey,
    Kind::Step,
    Kind::Stage,
    Kind::Exit,
    Kind::Term,
    Kind::Metric,
    Kind::Target,
    Kind::Qualification,
    Kind::Criterion,
    Kind::Level,
    Kind::Group,
    Kind::Handoff,
    Kind::Band,
    Kind::Route,
    Kind::Disposition,
    Kind::Track,
];

/// How far a definition moved. Errs on the high side: where scoring looks at anything that
/// changed, it says major, although every outcome may be the same.
pub fn bump(before: &Definition, after: &Definition) -> Bump {
    if before == after {
        return Bump::None;
    }
    let (old, new) = (session(before), session(after));
    let mut found = Bump::Patch;
    for kind in KINDS {
        let (old_places, new_places) = (old.places(kind), new.places(kind));
        if old_places.iter().any(|place| !new_places.contains(place)) {
            return Bump::Major;
        }
        let added = new_places.len() > old_places.len();
        // A step further on is another journey.
        let reordered = kind == Kind::Step && !added && old_places != new_places;
        let meaning = |place: &Place| changed(&old, &new, place) >= Some(Weight::Meaning);
        if added || reordered || old_places.iter().any(meaning) {
            found = Bump::Minor;
        }
    }
    if scored(before) == scored(after) {
        found
    } else {
        Bump::Major
    }
}

fn session(definition: &Definition) -> Session {
    Session {
        definition: Arc::new(definition.clone()),
        ..Session::default()
    }
}

/// The weightiest field that differs in a thing that is in both.
fn changed(old: &Session, new: &Session, place: &Place) -> Option<Weight> {
    let (old, new) = (old.record(place)?, new.record(place)?);
    let specs = old.specs().into_iter();
    let differs = specs.filter(|spec| old.get(spec.key) != new.get(spec.key));
    differs.map(|spec| spec.weight).max()
}

/// All that outcomes are made of, and nothing else: where this is equal no lead's stage,
/// readiness, qualification, disposition, track or service level can differ.
fn scored(definition: &Definition) -> Definition {
    let mut criteria: Vec<Criterion> = definition.criteria.iter().map(scored_criterion).collect();
    let mut groups: Vec<Group> = definition.groups.clone();
    let mut dispositions: Vec<Disposition> = definition.dispositions.clone();
    for group in &mut groups {
        group.name.clear();
        group.of.sort();
    }
    for disposition in &mut dispositions {
        disposition.name.clear();
        disposition.owner.clear();
    }
    // Nobody is sorted otherwise for the order of these.
    criteria.sort_by(|a, b| a.id.cmp(&b.id));
    groups.sort_by(|a, b| a.id.cmp(&b.id));
    dispositions.sort_by(|a, b| a.id.cmp(&b.id));
    let mut scored = Definition {
        criteria,
        groups,
        dispositions,
        stages: definition.stages.iter().map(scored_stage).collect(),
        handoff: definition.handoff.as_ref().map(scored_handoff),
        bands: definition.bands.clone(),
        routes: definition.routes.clone(),
        ..Definition::default()
    };
    for band in &mut scored.bands {
        band.name.clear();
    }
    for route in &mut scored.routes {
        route.name.clear();
    }
    scored
}

fn scored_criterion(criterion: &Criterion) -> Criterion {
    let mut levels = criterion.levels.clone();
    for level in &mut levels {
        level.label.clear();
    }
    let mut covers = criterion.covers.clone();
    covers.sort();
    Criterion {
        id: criterion.id.clone(),
        kind: criterion.kind,
        phase: criterion.phase,
        covers,
        points: criterion.points,
        when: criterion.when.clone(),
        combine: criterion.combine,
        levels,
        ..Criterion::default()
    }
}

fn scored_stage(stage: &Stage) -> Stage {
    Stage {
        id: stage.id.clone(),
        readiness: stage.readiness,
        rule: stage.rule.clone(),
        decided_by: stage.decided_by,
        ..Stage::default()
    }
}

fn scored_handoff(handoff: &Handoff) -> Handoff {
    Handoff {
        stage: handoff.stage.clone(),
        disposition: handoff.disposition.clone(),
        service_level: handoff.service_level.clone(),
        ..Handoff::default()
    }
}
