//! Every thing of a session as a record with described fields.
//!
//! One description of a thing's fields ([`Field`]: key, label, shape, core or more, weight in a
//! diff) serves forms, validation, the plain mode and the diff between versions. A field's
//! value is exchanged as text: one line, several lines, a number, a choice's word, or ids one per
//! line; rules and conditions as compact JSON. [`Session::record`](super::Session::record) and
//! [`Session::list`](super::Session::list) reach any thing by its [`Place`], whatever its type.

pub use super::place::{Kind, Place};

use super::Id;

/// How a field is edited and its text parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldShape {
    /// One line.
    Line,
    /// Prose over several lines.
    Text,
    /// A list, one item per line.
    Lines,
    /// A whole number within bounds; blank if the field is optional.
    Number(i64, i64),
    /// One of these words, shown by their labels; blank if the field is optional.
    Choice(&'static [(&'static str, &'static str)]),
    /// Any of these words, one per line.
    Choices(&'static [(&'static str, &'static str)]),
    /// `yes` or blank.
    Flag,
    /// A day such as 2026-11-21, or blank.
    Day,
    /// The id of a thing of this kind, or blank.
    One(Kind),
    /// Ids of things of this kind, one per line.
    Many(Kind),
    /// A condition on recorded facts, as JSON; blank if there is none.
    Condition,
    /// A rule, as JSON; blank if there is none.
    Rule,
    /// References to answers, one per line.
    References,
}

/// What a changed field means for the version number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldWeight {
    /// Wording, dates, or the order of an unordered list: patch.
    Wording,
    /// Something that carries meaning: minor.
    Meaning,
    /// Something scoring uses: major if the outcome of some possible lead differs, otherwise minor.
    Scored,
}

/// Description of a field, without its record's type.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// The key, as in the file.
    pub key: &'static str,
    /// The label on the form.
    pub label: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// How it is edited and parsed.
    pub shape: FieldShape,
    /// Whether the form shows it at once rather than behind "more".
    pub core: bool,
    /// What a change means for the version.
    pub weight: FieldWeight,
}

/// A field of objects of type `T`.
pub struct Field<T> {
    /// The description.
    pub spec: FieldSpec,
    /// Returns its value as text.
    pub get: fn(&T) -> String,
    /// Sets its value from text, or says why it cannot.
    pub set: fn(&mut T, &str) -> Result<(), Refusal>,
}

/// Why a field does not accept a text: a sentence that says what to write.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub String);

/// A type with described fields.
pub trait TypedRecord: Clone + PartialEq + Sized + 'static {
    /// The kind of thing.
    const KIND: Kind;
    /// Its fields, core ones first.
    const FIELDS: &'static [Field<Self>];
    /// Returns its id.
    fn id(&self) -> &Id;
    /// Returns its title, which is never blank.
    fn title(&self) -> String;
    /// Returns a new one with default values.
    fn blank(id: Id, name: &str) -> Self;
}

/// A record of any type.
pub trait Record {
    /// Returns the kind of thing.
    fn kind(&self) -> Kind;
    /// Returns its id.
    fn id(&self) -> &Id;
    /// Returns its title.
    fn title(&self) -> String;
    /// Returns the descriptions of its fields, core ones first.
    fn specs(&self) -> Vec<&'static FieldSpec>;
    /// Returns a field's text, or `None` if there is no such field.
    fn get(&self, key: &str) -> Option<String>;
    /// Sets a field from text.
    ///
    /// # Errors
    ///
    /// If there is no such field or it does not accept the text.
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

/// A list of records of any type.
pub trait RecordList {
    /// Returns the number of records.
    fn len(&self) -> usize;
    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Returns the record at an index.
    fn at(&self, index: usize) -> Option<&dyn Record>;
    /// Returns the record at an index, to change.
    fn at_mut(&mut self, index: usize) -> Option<&mut dyn Record>;
    /// Returns the index of the record with an id.
    fn position(&self, id: &Id) -> Option<usize>;
    /// Inserts a new record with default values at an index, clamped to the length.
    fn insert_blank(&mut self, index: usize, id: Id, name: &str);
    /// Removes the record at an index.
    fn remove(&mut self, index: usize);
    /// Moves a record to another index, clamped to the length.
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
