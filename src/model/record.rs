//! Every object of a session as a record with described fields.
//!
//! One description of an object's fields ([`Field`]: key, label, shape, core or more, weight in
//! a diff) feeds its form, its validation, the plain mode, search and the semantic diff. A
//! field's value travels as text: a line, several lines, a number, a choice's word, ids one a
//! line; a rule or condition as compact JSON. [`Session::record`] and [`Session::list`] reach
//! any object by its [`Place`], whatever its type.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Id, Session};

/// How a field is edited and its text read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One line.
    Line,
    /// Several lines of prose.
    Text,
    /// A list, one item a line.
    Lines,
    /// A whole number between two bounds; blank where the field may be absent.
    Number(i64, i64),
    /// One of these words, shown with their labels; blank where the field may be absent.
    Choice(&'static [(&'static str, &'static str)]),
    /// Any of these words, one a line.
    Choices(&'static [(&'static str, &'static str)]),
    /// `yes` or blank.
    Flag,
    /// A day such as 2026-11-21, or blank.
    Day,
    /// The id of a thing of this kind, or blank.
    One(Kind),
    /// Ids of things of this kind, one a line.
    Many(Kind),
    /// A condition on recorded facts, as JSON; blank for none.
    Condition,
    /// A rule, as JSON; blank for none.
    Rule,
    /// References to levels, one a line.
    References,
}

/// What a change of a field means for the version (unless the proof finds an outcome changed).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Wording, dates, order of lists that have none: a patch.
    Wording,
    /// Meaning or points: a minor.
    Meaning,
}

/// What is known of a field without its object's type.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// The key, as in the file.
    pub key: &'static str,
    /// What the form calls it.
    pub label: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// How it is edited.
    pub shape: Shape,
    /// Whether the form shows it at once; the rest is behind "more".
    pub core: bool,
    /// What its change means.
    pub weight: Weight,
}

/// A field of objects of type `T`.
pub struct Field<T> {
    /// Its description.
    pub spec: Spec,
    /// Its value as text.
    pub get: fn(&T) -> String,
    /// Takes a text as its value.
    pub set: fn(&mut T, &str) -> Result<(), Refused>,
}

/// Why a field doesn't take a text: a sentence saying what to write.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub String);

/// A type whose fields are described.
pub trait Described: Clone + PartialEq + Sized + 'static {
    /// Which kind of thing it is.
    const KIND: Kind;
    /// Its fields, core ones first.
    const FIELDS: &'static [Field<Self>];
    /// Its id.
    fn id(&self) -> &Id;
    /// What people call it; never blank.
    fn title(&self) -> String;
    /// A new one with defaults.
    fn blank(id: Id, name: &str) -> Self;
}

/// Any described object.
pub trait Record {
    /// Which kind of thing it is.
    fn kind(&self) -> Kind;
    /// Its id.
    fn id(&self) -> &Id;
    /// What people call it.
    fn title(&self) -> String;
    /// Its fields' descriptions, core ones first.
    fn specs(&self) -> Vec<&'static Spec>;
    /// A field's text; `None` if there is no such field.
    fn get(&self, key: &str) -> Option<String>;
    /// Sets a field from text.
    fn set(&mut self, key: &str, text: &str) -> Result<(), Refused>;
}

impl<T: Described> Record for T {
    fn kind(&self) -> Kind {
        T::KIND
    }
    fn id(&self) -> &Id {
        Described::id(self)
    }
    fn title(&self) -> String {
        Described::title(self)
    }
    fn specs(&self) -> Vec<&'static Spec> {
        T::FIELDS.iter().map(|field| &field.spec).collect()
    }
    fn get(&self, key: &str) -> Option<String> {
        let field = T::FIELDS.iter().find(|field| field.spec.key == key)?;
        Some((field.get)(self))
    }
    fn set(&mut self, key: &str, text: &str) -> Result<(), Refused> {
        let field = T::FIELDS.iter().find(|field| field.spec.key == key);
        let field =
            field.ok_or_else(|| Refused(format!("a {} has no field `{key}`", T::KIND.label())))?;
        (field.set)(self, text)
    }
}

/// A list of described objects, whatever their type.
pub trait RecordList {
    /// How many there are.
    fn len(&self) -> usize;
    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The one at an index.
    fn at(&self, index: usize) -> Option<&dyn Record>;
    /// The one at an index, to change.
    fn at_mut(&mut self, index: usize) -> Option<&mut dyn Record>;
    /// Where the one with this id is.
    fn position(&self, id: &Id) -> Option<usize>;
    /// Puts a new one with defaults at an index (clamped).
    fn insert_blank(&mut self, index: usize, id: Id, name: &str);
    /// Takes one out.
    fn remove(&mut self, index: usize);
    /// Moves one to another index (clamped).
    fn shift(&mut self, from: usize, to: usize);
}

impl<T: Described> RecordList for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }
    fn at(&self, index: usize) -> Option<&dyn Record> {
        self.get(index).map(|item| item as &dyn Record)
    }
    fn at_mut(&mut self, index: usize) -> Option<&mut dyn Record> {
        self.get_mut(index).map(|item| item as &mut dyn Record)
    }
    fn position(&self, id: &Id) -> Option<usize> {
        self.iter().position(|item| Described::id(item) == id)
    }
    fn insert_blank(&mut self, index: usize, id: Id, name: &str) {
        let index = index.min(Vec::len(self));
        self.insert(index, T::blank(id, name));
    }
    fn remove(&mut self, index: usize) {
        if index < Vec::len(self) {
            Vec::remove(self, index);
        }
    }
    fn shift(&mut self, from: usize, to: usize) {
        if from < Vec::len(self) {
            let item = Vec::remove(self, from);
            let to = to.min(Vec::len(self));
            self.insert(to, item);
        }
    }
}

/// Every kind of record, with the word of its places and what the room calls one.
macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $label:literal;)+) => {
        /// A kind of thing in a session.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Kind { $($(#[$doc])* #[serde(rename = $word)] $name,)+ }
        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
            /// The word places use.
            pub const fn word(self) -> &'static str { match self { $(Self::$name => $word),+ } }
            /// What the room calls one.
            pub const fn label(self) -> &'static str { match self { $(Self::$name => $label),+ } }
        }
    };
}

kinds! {
    /// The session's own settings; there is one.
    Settings = "settings", "session";
    /// Somebody in the room.
    Participant = "participant", "participant";
    /// A time box.
    Agenda = "agenda", "agenda item";
    /// A question of the opening contrast.
    Question = "question", "question";
    /// A figure from elsewhere.
    Benchmark = "benchmark", "benchmark";
    /// The recorded leads' files; there is one.
    Data = "data", "leads file";
    /// A bucket of past leads.
    Bucket = "bucket", "bucket";
    /// A market.
    Segment = "segment", "segment";
    /// A kind of buyer.
    Persona = "persona", "persona";
    /// A persona's journey in a segment.
    Journey = "journey", "journey";
    /// A buying step; its parent is the journey.
    Step = "step", "buying step";
    /// A stage of the pipeline.
    Stage = "stage", "stage";
    /// A way out; its parent is the stage.
    Exit = "exit", "way out";
    /// A term.
    Term = "term", "term";
    /// A metric.
    Metric = "metric", "metric";
    /// A target.
    Target = "target", "target";
    /// A qualification level.
    Qualification = "qualification", "qualification level";
    /// A criterion.
    Criterion = "criterion", "criterion";
    /// An answer; its parent is the criterion.
    Level = "level", "answer";
    /// A cap.
    Group = "group", "group";
    /// The hand-off; there is one or none.
    Handoff = "handoff", "hand-off";
    /// A band.
    Band = "band", "band";
    /// A route.
    Route = "route", "route";
    /// A disposition.
    Disposition = "disposition", "what we do next";
    /// A nurture track.
    Track = "track", "nurture track";
    /// A sample lead.
    Sample = "sample", "sample lead";
    /// A parked thought.
    Parked = "parked", "parked thought";
    /// An action.
    Action = "action", "action";
    /// A finding the room lets stand.
    Exception = "exception", "exception";
    /// An advisory board's check.
    BoardCheck = "board-check", "advisory board check";
}

/// Where a thing is: its kind, id, and its parent's id where it is part of another.
/// As text `stage:mql` or `level:vertical/expertise`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Place {
    /// Which kind.
    pub kind: Kind,
    /// The journey of a step, the stage of an exit, the criterion of a level.
    pub parent: Option<Id>,
    /// Its id; for the single kinds the kind's word.
    pub id: Id,
}

impl Place {
    /// A thing that stands by itself.
    pub fn new(kind: Kind, id: Id) -> Self {
        Self {
            kind,
            parent: None,
            id,
        }
    }

    /// A part of another thing.
    pub fn part(kind: Kind, parent: Id, id: Id) -> Self {
        Self {
            kind,
            parent: Some(parent),
            id,
        }
    }

    /// The one thing of a single kind: settings, data, hand-off.
    pub fn single(kind: Kind) -> Self {
        Self::new(kind, Id::new(kind.word()).expect("kind words are ids"))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.kind.word())?;
        if let Some(parent) = &self.parent {
            write!(f, "{parent}/")?;
        }
        write!(f, "{}", self.id)
    }
}

impl FromStr for Place {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || format!("`{text}` names no place: write kind:id, such as stage:mql");
        let (word, rest) = text.split_once(':').ok_or_else(bad)?;
        let kind = *Kind::ALL
            .iter()
            .find(|k| k.word() == word)
            .ok_or_else(bad)?;
        let (parent, id) = match rest.split_once('/') {
            Some((parent, id)) => (Some(Id::new(parent).map_err(|_| bad())?), id),
            None => (None, rest),
        };
        Ok(Self {
            kind,
            parent,
            id: Id::new(id).map_err(|_| bad())?,
        })
    }
}

impl TryFrom<String> for Place {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        place.to_string()
    }
}

impl Session {
    /// The list of a kind (of one parent, for parts). `None` for single kinds and unknown parents.
    pub fn list(&self, kind: Kind, parent: Option<&Id>) -> Option<&dyn RecordList> {
        let (definition, workshop) = (&self.definition, &self.workshop);
        Some(match kind {
            Kind::Settings | Kind::Data | Kind::Handoff => return None,
            Kind::Participant => &workshop.participants,
            Kind::Agenda => &workshop.agenda,
            Kind::Question => &workshop.questions,
            Kind::Benchmark => &workshop.benchmarks,
            Kind::Parked => &workshop.parking,
            Kind::Action => &workshop.actions,
            Kind::Exception => &workshop.exceptions,
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
            Kind::Level => {
                &definition
                    .criteria
                    .iter()
                    .find(|c| Some(&c.id) == parent)?
                    .levels
            }
        })
    }

    /// The list of a kind, to change.
    pub fn list_mut(&mut self, kind: Kind, parent: Option<&Id>) -> Option<&mut dyn RecordList> {
        // Only the part that changes is unshared.
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
            | Kind::Parked
            | Kind::Action
            | Kind::Exception
            | Kind::BoardCheck => workshop_list_mut(Arc::make_mut(&mut self.workshop), kind),
            _ => definition_list_mut(Arc::make_mut(&mut self.definition), kind, parent),
        }
    }

    /// The thing at a place.
    pub fn record(&self, place: &Place) -> Option<&dyn Record> {
        match place.kind {
            Kind::Settings => Some(self),
            Kind::Data => Some(&*self.data),
            Kind::Handoff => self.definition.handoff.as_ref().map(|h| h as &dyn Record),
            _ => {
                let list = self.list(place.kind, place.parent.as_ref())?;
                list.at(list.position(&place.id)?)
            }
        }
    }

    /// The thing at a place, to change.
    pub fn record_mut(&mut self, place: &Place) -> Option<&mut dyn Record> {
        match place.kind {
            Kind::Settings => Some(self),
            Kind::Data => {
                let data: &mut super::Data = Arc::make_mut(&mut self.data);
                Some(data)
            }
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

    /// What people call the thing at a place; the place itself if it is gone.
    pub fn title_of(&self, place: &Place) -> String {
        self.record(place)
            .map_or_else(|| place.to_string(), Record::title)
    }

    /// Every place of a kind, in order, parts parent by parent.
    pub fn places(&self, kind: Kind) -> Vec<Place> {
        let parents: Vec<Option<Id>> = match kind {
            Kind::Step => self
                .definition
                .journeys
                .iter()
                .map(|j| Some(j.id.clone()))
                .collect(),
            Kind::Exit => self
                .definition
                .stages
                .iter()
                .map(|s| Some(s.id.clone()))
                .collect(),
            Kind::Level => self
                .definition
                .criteria
                .iter()
                .map(|c| Some(c.id.clone()))
                .collect(),
            Kind::Settings | Kind::Data => return vec![Place::single(kind)],
            Kind::Handoff => {
                return self
                    .definition
                    .handoff
                    .iter()
                    .map(|_| Place::single(kind))
                    .collect();
            }
            _ => vec![None],
        };
        let mut places = Vec::new();
        for parent in parents {
            let Some(list) = self.list(kind, parent.as_ref()) else {
                continue;
            };
            for record in (0..list.len()).filter_map(|i| list.at(i)) {
                places.push(Place {
                    kind,
                    parent: parent.clone(),
                    id: record.id().clone(),
                });
            }
        }
        places
    }

    /// The first two things of one kind that share an id, as the place they both claim.
    pub fn duplicate_id(&self) -> Option<Place> {
        for &kind in Kind::ALL {
            let mut seen = std::collections::HashSet::new();
            for place in self.places(kind) {
                // Steps are unique across all journeys; levels and exits within their parent.
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

    /// A free id for a new thing of a kind, from its label; ids once removed are not free.
    pub fn fresh_id(&self, kind: Kind, parent: Option<&Id>, label: &str) -> Id {
        let mut taken: Vec<Id> = match kind {
            Kind::Level | Kind::Exit => self
                .list(kind, parent)
                .map(|list| {
                    (0..list.len())
                        .filter_map(|i| Some(list.at(i)?.id().clone()))
                        .collect()
                })
                .unwrap_or_default(),
            _ => self
                .places(kind)
                .into_iter()
                .map(|place| place.id)
                .collect(),
        };
        let retired = |candidate: &str| {
            let Ok(id) = Id::new(candidate) else {
                return true;
            };
            let place = Place {
                kind,
                parent: parent.cloned(),
                id,
            };
            self.retired.contains(&place.to_string())
        };
        match kind {
            Kind::Track => taken.push(Id::new(super::NO_TRACK).expect("a word")),
            Kind::Group => {
                taken.extend(["total", "fit", "behaviour"].map(|w| Id::new(w).expect("a word")));
            }
            _ => {}
        }
        Id::fresh(label, kind.word(), |candidate| {
            taken.iter().any(|id| id == candidate) || retired(candidate)
        })
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
        Kind::Level => {
            let criterion = definition
                .criteria
                .iter_mut()
                .find(|c| Some(&c.id) == parent)?;
            &mut criterion.levels
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
        Kind::Parked => &mut workshop.parking,
        Kind::Action => &mut workshop.actions,
        Kind::Exception => &mut workshop.exceptions,
        Kind::BoardCheck => &mut workshop.board_checks,
        _ => return None,
    })
}
