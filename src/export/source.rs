//! What a document is made of.

use std::sync::Arc;

use jiff::Timestamp;

use super::{DraftChanges, Provenance, WarehouseSettings};
use crate::evidence::history::TargetActual;
use crate::model::{
    Definition, GlossaryFile, ModelFile, Release, Session, SignOff, Version, Workshop,
};

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
    /// What was decided, what changed from version to version, and what recorded leads say.
    pub provenance: Provenance,
}

impl ExportSource {
    /// The draft of a session.
    pub fn draft(session: &Session) -> Self {
        Self {
            name: session.name.clone(),
            definition: (*session.definition).clone(),
            provenance: Provenance::of_draft(session),
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
            provenance: Provenance::default(),
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
            provenance: Provenance::default(),
        }
    }

    /// Adds the ways in which it differs from what was published.
    #[must_use]
    pub fn with_altered(self, altered: Vec<String>) -> Self {
        Self { altered, ..self }
    }

    /// Adds what the record of the meeting that produced it says was decided.
    #[must_use]
    pub fn with_record(mut self, workshop: &Workshop) -> Self {
        let session = Session {
            name: self.name.clone(),
            definition: Arc::new(self.definition.clone()),
            workshop: Arc::new(workshop.clone()),
            ..Session::default()
        };
        self.provenance.decisions = Provenance::of_draft(&session).decisions;
        self
    }

    /// Adds the published versions up to this one; all of them to a draft.
    #[must_use]
    pub fn with_releases(mut self, mut releases: Vec<Release>) -> Self {
        releases.retain(|release| self.version.is_none_or(|own| release.version <= own));
        releases.sort_by_key(|release| std::cmp::Reverse(release.version));
        self.provenance.releases = releases;
        self
    }

    /// Adds what it changes since a version.
    #[must_use]
    pub fn with_changes_since(self, version: Version, before: &Definition) -> Self {
        let changes = DraftChanges::between(version, before, &self.definition);
        Self {
            changes: Some(changes),
            ..self
        }
    }

    /// Returns the version's number, or `draft`.
    pub fn version_word(&self) -> String {
        self.version
            .map_or_else(|| "draft".into(), |version| version.to_string())
    }
}
