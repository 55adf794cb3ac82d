//! What a document is made of.

use jiff::Timestamp;

use super::{DraftChanges, WarehouseSettings};
use crate::evidence::history::TargetActual;
use crate::model::{Definition, GlossaryFile, ModelFile, Session, SignOff, Version};

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
    /// The targets with what the recorded leads came to; `None` if no leads were read.
    pub targets: Option<Vec<TargetActual>>,
    /// What the draft changes since the last version; documents that can, mark it.
    pub changes: Option<DraftChanges>,
    /// Where a warehouse keeps the leads; asked by the formats that run there.
    pub warehouse: WarehouseSettings,
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
            targets: None,
            changes: None,
            warehouse: WarehouseSettings::default(),
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
            targets: None,
            changes: None,
            warehouse: WarehouseSettings::default(),
        }
    }

    /// Adds the ways in which it differs from what was published.
    #[must_use]
    pub fn with_altered(self, altered: Vec<String>) -> Self {
        Self { altered, ..self }
    }

    /// Adds what the draft changes since the last version, if anything.
    #[must_use]
    pub fn with_changes_since(self, last: Version, definition: &Definition) -> Self {
        let changes = DraftChanges::between(last, definition, &self.definition);
        Self { changes, ..self }
    }

    /// Returns the version's number, or `draft`.
    pub fn version_word(&self) -> String {
        self.version
            .map_or_else(|| "draft".into(), |version| version.to_string())
    }
}
