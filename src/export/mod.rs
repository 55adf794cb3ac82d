//! Documents generated from a definition, one file per format, and the minutes of a workshop.
//!
//! Pure: texts in, texts out. `cli` and `host` pick a [`Format`] from [`FORMATS`] by name and write
//! what it renders; a new format is a new file and a row in that table. [`recap()`] generates the
//! minutes kept with a version, and [`checklist()`] the seven points shown there and on the first
//! step of the workbench.

mod checklist;
mod estimate_sheet;
mod json;
mod markdown;
mod recap;
mod revision_report;
mod template;
mod votes;

#[cfg(test)]
mod tests;

use jiff::Timestamp;

use crate::model::{Definition, GlossaryFile, ModelFile, Session, SignOff, Version};

pub use checklist::{ChecklistPoint, checklist};
pub use recap::recap;
pub use revision_report::RevisionReport;
pub use template::escape_markdown;

/// What to export: the draft or a published version.
#[derive(Clone, Debug, Default)]
pub struct ExportSource {
    /// The session's name.
    pub name: String,
    /// The version; `None` for the draft.
    pub version: Option<Version>,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// Who signed it.
    pub agreed_by: Vec<SignOff>,
    /// The whole definition.
    pub definition: Definition,
    /// Ways in which it differs from what was published, as sentences; shown in every document.
    pub altered: Vec<String>,
}

impl ExportSource {
    /// The draft of a session.
    pub fn draft(session: &Session) -> Self {
        Self {
            name: session.name.clone(),
            definition: (*session.definition).clone(),
            ..Self::default()
        }
    }

    /// A published version, from its two files.
    pub fn version(glossary: &GlossaryFile, model: &ModelFile) -> Self {
        Self {
            name: glossary.name.clone(),
            version: glossary.version.or(model.version),
            published: glossary.published.or(model.published),
            agreed_by: glossary.agreed_by.clone(),
            definition: glossary.definition(model),
            altered: Vec::new(),
        }
    }

    /// A model without its glossary.
    pub fn model(model: &ModelFile) -> Self {
        Self {
            name: model.name.clone(),
            version: model.version,
            published: model.published,
            agreed_by: Vec::new(),
            definition: model.definition(),
            altered: Vec::new(),
        }
    }

    /// Adds the ways in which it differs from what was published.
    #[must_use]
    pub fn with_altered(self, altered: Vec<String>) -> Self {
        Self { altered, ..self }
    }

    /// Returns the version's number, or `draft`.
    pub fn version_word(&self) -> String {
        self.version
            .map_or_else(|| "draft".into(), |version| version.to_string())
    }
}

/// A format of documents.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// The file extension.
    pub extension: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// Renders the document.
    pub render: fn(&ExportSource) -> Result<String, ExportError>,
}

/// Why a document could not be rendered.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A built-in template failed.
    #[error("the {0} template failed: {1}; please report this with the session that caused it")]
    Template(&'static str, String),
}

/// All formats.
pub const FORMATS: &[Format] = &[
    Format {
        name: "markdown",
        extension: "md",
        help: "glossary, journeys, scoring model and process map, for people",
        render: markdown::render,
    },
    Format {
        name: "json",
        extension: "json",
        help: "the whole definition with its version and digest, for programs",
        render: json::render,
    },
    Format {
        name: "ballot",
        extension: "md",
        help: "the sheet for blind estimates, to be printed",
        render: estimate_sheet::render,
    },
];

/// Returns the format with a name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}
