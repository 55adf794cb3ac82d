//! Reads published versions for the version browser and for comparisons.

use std::sync::Arc;

use super::revision_task::{ComparedLeads, ComparedVersion, RevisionJob};
use super::running::Host;
use crate::app::input::command::VersionRequest;
use crate::app::{Message, State};
use crate::export::{self, ExportSource};
use crate::model::Version;
use crate::release::LastRelease;
use crate::store::{SessionFolder, StoreError, versions};

/// Returns how a version differs from what was published, as sentences.
pub(super) fn altered_sentences(
    folder: &SessionFolder,
    version: Version,
) -> Result<Vec<String>, StoreError> {
    Ok(versions::problems_of(&versions::verify(folder)?, version))
}

/// Reads a whole version.
pub(super) fn read_release(
    folder: &SessionFolder,
    version: Version,
) -> Result<LastRelease, StoreError> {
    let glossary = versions::read_glossary(folder, version)?;
    let model = versions::read_model(folder, version)?;
    Ok(LastRelease {
        version,
        definition: Arc::new(glossary.definition(&model)),
        name: glossary.name,
        altered: altered_sentences(folder, version)?,
    })
}

impl Host {
    /// Answers a request of the version browser. A comparison is answered later by its task.
    pub(super) fn answer_browser(
        &mut self,
        state: &State,
        request: &VersionRequest,
    ) -> Option<Message> {
        let done = self.try_answer_browser(state, request);
        done.unwrap_or_else(|why| Some(Message::ReadFailed(why.sentence())))
    }

    fn try_answer_browser(
        &mut self,
        state: &State,
        request: &VersionRequest,
    ) -> Result<Option<Message>, StoreError> {
        let folder = &self.folder;
        match request {
            VersionRequest::Show(version) => {
                let glossary = versions::read_glossary(folder, *version)?;
                let model = versions::read_model(folder, *version)?;
                let altered = altered_sentences(folder, *version)?;
                let title = if altered.is_empty() {
                    format!("{version}, as published")
                } else {
                    format!("{version}, altered since it was published")
                };
                let exported = ExportSource::version(&glossary, &model).with_altered(altered);
                Ok(Some(match export::markdown_text(&exported) {
                    Ok(text) => Message::ShowText(title, text),
                    Err(why) => Message::ReadFailed(why.to_string()),
                }))
            }
            VersionRequest::Compare(from, to) => {
                let from = compared_version(read_release(folder, *from)?);
                let to = match to {
                    Some(to) => compared_version(read_release(folder, *to)?),
                    None => ComparedVersion {
                        label: "draft".into(),
                        name: state.session().name.clone(),
                        definition: state.session().definition.clone(),
                        altered: Vec::new(),
                    },
                };
                let leads = ComparedLeads::of(state);
                self.revision_task
                    .submit(RevisionJob::Compare { from, to, leads });
                Ok(None)
            }
            VersionRequest::Restore(version) => {
                let released = read_release(folder, *version)?;
                let definition = Box::new(Arc::unwrap_or_clone(released.definition));
                let altered = released.altered;
                Ok(Some(Message::Restored(*version, definition, altered)))
            }
        }
    }
}

fn compared_version(released: LastRelease) -> ComparedVersion {
    ComparedVersion {
        label: released.version.to_string(),
        name: released.name,
        definition: released.definition,
        altered: released.altered,
    }
}
