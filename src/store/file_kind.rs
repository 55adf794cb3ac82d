//! The kinds of file that a session and its versions are made of.

use crate::model::{FORMAT_GLOSSARY, FORMAT_MODEL, FORMAT_SESSION, FORMAT_WORKSHOP};

/// The kinds of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// session.yaml.
    Session,
    /// A version's glossary.yaml.
    Glossary,
    /// A version's model.yaml.
    Model,
    /// A version's workshop.yaml.
    Workshop,
}

impl FileKind {
    /// All kinds, in order.
    pub const ALL: [Self; 4] = [Self::Session, Self::Glossary, Self::Model, Self::Workshop];

    /// Returns the word used on the command line and in the format line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Glossary => "glossary",
            Self::Model => "model",
            Self::Workshop => "workshop",
        }
    }

    /// Returns the value of the `accord:` line.
    pub fn format(self) -> &'static str {
        match self {
            Self::Session => FORMAT_SESSION,
            Self::Glossary => FORMAT_GLOSSARY,
            Self::Model => FORMAT_MODEL,
            Self::Workshop => FORMAT_WORKSHOP,
        }
    }
}
