//! Access to any thing of a session by its place, whatever its type.

use std::collections::HashSet;
use std::sync::Arc;

use super::id::FreshIds;
use super::record::{Record, RecordList, TypedRecord};
use super::{Id, Kind, Place, Session};

impl Session {
    /// Returns the list of a kind, for parts the list of one parent; `None` for single kinds and
    /// unknown parents.
    pub fn list(&self, kind: Kind, parent: Option<&Id>) -> Option<&dyn RecordList> {
        let (definition, workshop) = (&self.definition, &self.workshop);
        Some(match kind {
            Kind::Settings | Kind::Data | Kind::Plan | Kind::Handoff => return None,
            Kind::Participant => &workshop.participants,
            Kind::Agenda => &workshop.agenda,
            Kind::Question => &workshop.questions,
            Kind::Benchmark => &workshop.benchmarks,
            Kind::ParkedThought => &workshop.parking,
            Kind::ActionItem => &workshop.actions,
            Kind::Waiver => &workshop.waivers,
            Kind::BoardCheck => &workshop.board_checks,
            Kind::Bucket => &self.data.buckets,
            Kind::Segment => &definition.segments,
            Kind::Persona => &definition.personas,
            Kind::Journey => &definition.journeys,
            Kind::Stage => &definition.stages,
            Kind::Term => &definition.terms,
            Kind::Metric => &definition.metrics,
            Kind::Target => &definition.targets,
            Kind::Qualification => &definition.qualification_levels,
            Kind::Criterion => &definition.criteria,
            Kind::Group => &definition.groups,
            Kind::Band => &definition.bands,
            Kind::Route => &definition.routes,
            Kind::Never => &definition.never,
            Kind::Disposition => &definition.dispositions,
            Kind::Track => &definition.tracks,
            Kind::Sample => &*self.samples,
            Kind::Step => {
                &definition
                    .journeys
                    .iter()
                    .find(|j| Some(&j.id) == parent)?
                    .steps
            }
            Kind::Exit => {
                &definition
                    .stages
                    .iter()
                    .find(|s| Some(&s.id) == parent)?
                    .exits
            }
            Kind::Answer => {
                &definition
                    .criteria
                    .iter()
                    .find(|c| Some(&c.id) == parent)?
                    .answers
            }
        })
    }

    /// Like [`Session::list`], to change.
    pub fn list_mut(&mut self, kind: Kind, parent: Option<&Id>) -> Option<&mut dyn RecordList> {
        // Unshares only the part that changes.
        match kind {
            Kind::Bucket => Some(&mut Arc::make_mut(&mut self.data).buckets),
            Kind::Sample => {
                let samples: &mut Vec<super::Sample> = Arc::make_mut(&mut self.samples);
                Some(samples)
            }
            Kind::Participant
            | Kind::Agenda
            | Kind::Question
            | Kind::Benchmark
            | Kind::ParkedThought
            | Kind::ActionItem
            | Kind::Waiver
            | Kind::BoardCheck => workshop_list_mut(Arc::make_mut(&mut self.workshop), kind),
            _ => definition_list_mut(Arc::make_mut(&mut self.definition), kind, parent),
        }
    }

    /// Returns the thing at a place.
    pub fn record(&self, place: &Place) -> Option<&dyn Record> {
        match place.kind {
            Kind::Settings => Some(self),
            Kind::Data => Some(&*self.data),
            Kind::Plan => Some(&self.workshop.plan),
            Kind::Handoff => self.definition.handoff.as_ref().map(|h| h as &dyn Record),
            _ => {
                let list = self.list(place.kind, place.parent.as_ref())?;
                list.at(list.position(&place.id)?)
            }
        }
    }

    /// Returns the thing at a place, to change.
    pub fn record_mut(&mut self, place: &Place) -> Option<&mut dyn Record> {
        match place.kind {
            Kind::Settings => Some(self),
            Kind::Data => {
                let data: &mut super::Data = Arc::make_mut(&mut self.data);
                Some(data)
            }
            Kind::Plan => Some(&mut Arc::make_mut(&mut self.workshop).plan),
            Kind::Handoff => {
                let definition = Arc::make_mut(&mut self.definition);
                definition.handoff.as_mut().map(|h| h as &mut dyn Record)
            }
            _ => {
                let list = self.list_mut(place.kind, place.parent.as_ref())?;
                let index = list.position(&place.id)?;
                list.at_mut(index)
            }
        }
    }

    /// Returns the title of the thing at a place, or the place itself if it is gone.
    pub fn title_of(&self, place: &Place) -> String {
        self.record(place)
            .map_or_else(|| place.to_string(), Record::title)
    }

    /// Returns the wording agreed for a thing; `None` if there is none or it is blank.
    pub fn agreed_wording(&self, place: &Place) -> Option<String> {
        let wording = self.record(place)?.get("definition");
        wording.filter(|text| !text.is_empty())
    }

    /// Returns every place of a kind, in order; parts are listed parent by parent.
    pub fn places(&self, kind: Kind) -> Vec<Place> {
        fn parts<T: TypedRecord>(parent: &Id, list: &[T]) -> Vec<Place> {
            let place = |part: &T| Place {
                kind: T::KIND,
                parent: Some(parent.clone()),
                id: TypedRecord::id(part).clone(),
            };
            list.iter().map(place).collect()
        }
        let definition = &self.definition;
        match kind {
            Kind::Step => {
                let parents = definition.journeys.iter();
                parents.flat_map(|j| parts(&j.id, &j.steps)).collect()
            }
            Kind::Exit => {
                let parents = definition.stages.iter();
                parents.flat_map(|s| parts(&s.id, &s.exits)).collect()
            }
            Kind::Answer => {
                let parents = definition.criteria.iter();
                parents.flat_map(|c| parts(&c.id, &c.answers)).collect()
            }
            Kind::Settings | Kind::Data | Kind::Plan => vec![Place::single(kind)],
            Kind::Handoff => {
                let handoff = definition.handoff.iter();
                handoff.map(|_| Place::single(kind)).collect()
            }
            _ => {
                let list = self.list(kind, None).into_iter();
                let records = list.flat_map(|list| (0..list.len()).filter_map(|i| list.at(i)));
                let place = |record: &dyn Record| Place::new(kind, record.id().clone());
                records.map(place).collect()
            }
        }
    }

    /// Returns the place shared by two things of one kind with the same id, if there are any.
    pub fn duplicate_id(&self) -> Option<Place> {
        for &kind in Kind::ALL {
            let mut seen = std::collections::HashSet::new();
            for place in self.places(kind) {
                // Steps are unique across all journeys, answers and exits within their parent.
                let key = match kind {
                    Kind::Step => Place::new(kind, place.id.clone()),
                    _ => place.clone(),
                };
                if !seen.insert(key) {
                    return Some(place);
                }
            }
        }
        None
    }

    /// Makes a free id for a new thing of a kind from its label. Removed ids are not free.
    pub fn fresh_id(&self, kind: Kind, parent: Option<&Id>, label: &str) -> Id {
        self.fresh_ids(kind, parent).next(label)
    }

    /// Makes free ids for many new things, the same as repeated calls of [`Session::fresh_id`].
    pub fn fresh_ids(&self, kind: Kind, parent: Option<&Id>) -> FreshIds {
        let mut taken: HashSet<String> = match kind {
            Kind::Answer | Kind::Exit => {
                let list = self.list(kind, parent).into_iter();
                let records = list.flat_map(|list| (0..list.len()).filter_map(|i| list.at(i)));
                records.map(|record| record.id().to_string()).collect()
            }
            _ => {
                let places = self.places(kind).into_iter();
                places.map(|place| place.id.into()).collect()
            }
        };
        let retired = self.retired.iter().filter_map(|text| text.parse().ok());
        taken.extend(retired.filter_map(|place: Place| {
            let same = place.kind == kind && place.parent.as_ref() == parent;
            same.then(|| place.id.into())
        }));
        match kind {
            Kind::Track => taken.extend([super::NO_TRACK.to_owned()]),
            Kind::Group => taken.extend(["total", "fit", "behaviour"].map(Into::into)),
            _ => {}
        }
        FreshIds::new(kind.word(), taken)
    }
}

fn definition_list_mut<'a>(
    definition: &'a mut super::Definition,
    kind: Kind,
    parent: Option<&Id>,
) -> Option<&'a mut dyn RecordList> {
    Some(match kind {
        Kind::Segment => &mut definition.segments,
        Kind::Persona => &mut definition.personas,
        Kind::Journey => &mut definition.journeys,
        Kind::Stage => &mut definition.stages,
        Kind::Term => &mut definition.terms,
        Kind::Metric => &mut definition.metrics,
        Kind::Target => &mut definition.targets,
        Kind::Qualification => &mut definition.qualification_levels,
        Kind::Criterion => &mut definition.criteria,
        Kind::Group => &mut definition.groups,
        Kind::Band => &mut definition.bands,
        Kind::Route => &mut definition.routes,
        Kind::Never => &mut definition.never,
        Kind::Disposition => &mut definition.dispositions,
        Kind::Track => &mut definition.tracks,
        Kind::Step => {
            let journey = definition
                .journeys
                .iter_mut()
                .find(|j| Some(&j.id) == parent)?;
            &mut journey.steps
        }
        Kind::Exit => {
            let stage = definition
                .stages
                .iter_mut()
                .find(|s| Some(&s.id) == parent)?;
            &mut stage.exits
        }
        Kind::Answer => {
            let criterion = definition
                .criteria
                .iter_mut()
                .find(|c| Some(&c.id) == parent)?;
            &mut criterion.answers
        }
        _ => return None,
    })
}

fn workshop_list_mut(workshop: &mut super::Workshop, kind: Kind) -> Option<&mut dyn RecordList> {
    Some(match kind {
        Kind::Participant => &mut workshop.participants,
        Kind::Agenda => &mut workshop.agenda,
        Kind::Question => &mut workshop.questions,
        Kind::Benchmark => &mut workshop.benchmarks,
        Kind::ParkedThought => &mut workshop.parking,
        Kind::ActionItem => &mut workshop.actions,
        Kind::Waiver => &mut workshop.waivers,
        Kind::BoardCheck => &mut workshop.board_checks,
        _ => return None,
    })
}
