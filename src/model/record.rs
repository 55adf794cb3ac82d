//! Every object of a session as a record with described fields.
//!
//! One description of an object's fields ([`Field`]: key, label, shape, core or more, weight in
//! a diff) feeds its form, its validation, the plain mode, search and the semantic diff. A
//! field's value travels as text: a line, several lines, a number, a choice's word, ids one a
//! line; a rule or condition as compact JSON. [`Session::record`](super::Session::record) and [`Session::list`](super::Session::list) reach
//! any object by its [`Place`], whatever its type.

pub use super::place::{Kind, Place};

use super::Id;

/// How a field is edited and its text read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldShape {
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

/// What a change of a field means for the version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldWeight {
    /// Wording, dates, order of lists that have none: a patch.
    Wording,
    /// It carries meaning: a minor.
    Meaning,
    /// Outcomes are made of it: a major if some possible lead's differs, else a minor.
    Scored,
}

/// What is known of a field without its object's type.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// The key, as in the file.
    pub key: &'static str,
    /// What the form calls it.
    pub label: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// How it is edited.
    pub shape: FieldShape,
    /// Whether the form shows it at once; the rest is behind "more".
    pub core: bool,
    /// What its change means.
    pub weight: FieldWeight,
}

/// A field of objects of type `T`.
pub struct Field<T> {
    /// Its description.
    pub spec: FieldSpec,
    /// Its value as text.
    pub get: fn(&T) -> String,
    /// Takes a text as its value.
    pub set: fn(&mut T, &str) -> Result<(), Refusal>,
}

/// Why a field doesn't take a text: a sentence saying what to write.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub String);

/// A type whose fields are described.
pub trait TypedRecord: Clone + PartialEq + Sized + 'static {
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
    fn specs(&self) -> Vec<&'static FieldSpec>;
    /// A field's text; `None` if there is no such field.
    fn get(&self, key: &str) -> Option<String>;
    /// Sets a field from text.
    fn set(&mut self, key: &str, text: &str) -> Result<(), Refusal>;
}

impl<T: TypedRecord> Record for T {
    fn kind(&self) -> Kind {
        T::KIND
    }
    fn id(&self) -> &Id {
        TypedRecord::id(self)
    }
    fn title(&self) -> String {
        TypedRecord::title(self)
    }
    fn specs(&self) -> Vec<&'static FieldSpec> {
        T::FIELDS.iter().map(|field| &field.spec).collect()
    }
    fn get(&self, key: &str) -> Option<String> {
        let field = T::FIELDS.iter().find(|field| field.spec.key == key)?;
        Some((field.get)(self))
    }
    fn set(&mut self, key: &str, text: &str) -> Result<(), Refusal> {
        let field = T::FIELDS.iter().find(|field| field.spec.key == key);
        let field =
            field.ok_or_else(|| Refusal(format!("a {} has no field `{key}`", T::KIND.label())))?;
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

impl<T: TypedRecord> RecordList for Vec<T> {
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
        self.iter().position(|item| TypedRecord::id(item) == id)
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
