//! Published versions read for the version browser and for what is compared with them.

use std::sync::Arc;

use super::Host;
use super::reviser::{Job, Leads, Side};
use crate::app::releases::Wanted;
use crate::app::revised::Released;
use crate::app::{Message, State};
use crate::export::{self, Exported};
use crate::model::Version;
use crate::store::{SessionFolder, StoreError, versions};

/// What of a version isn't as it was published, as sentences.
pub(super) fn altered(folder: &SessionFolder, version: Version) -> Result<Vec<String>, StoreError> {
    Ok(versions::problems_of(&versions::verify(folder)?, version))
}

/// A version, whole.
pub(super) fn released(folder: &SessionFolder, version: Version) -> Result<Released, StoreError> {
    let glossary = versions::read_glossary(folder, version)?;
    let model = versions::read_model(folder, version)?;
    Ok(Released {
        version,
        definition: Arc::new(glossary.definition(&model)),
        name: glossary.name,
        altered: altered(folder, version)?,
    })
}

impl Host {
    /// Does what the version browser wants; a comparison is answered later.
    pub(super) fn version(&mut self, state: &State, wanted: &Wanted) -> Option<Message> {
        let done = self.try_version(state, wanted);
        done.unwrap_or_else(|why| Some(Message::Unread(why.sentence())))
    }

    fn try_version(
        &mut self,
        state: &State,
        wanted: &Wanted,
    ) -> Result<Option<Message>, StoreError> {
        let folder = &self.folder;
        match wanted {
            Wanted::Look(version) => {
                let glossary = versions::read_glossary(folder, *version)?;
                let model = versions::read_model(folder, *version)?;
                let format = export::format("markdown").expect("Markdown is in the table");
                let altered = altered(folder, *version)?;
                let title = if altered.is_empty() {
                    format!("{version}, as published")
                } else {
                    format!("{version}, altered since it was published")
                };
                let exported = Exported::version(&glossary, &model).altered(altered);
                Ok(Some(match (format.render)(&exported) {
                    Ok(text) => Message::Read(title, text),
                    Err(why) => Message::Unread(why.to_string()),
                }))
            }
            Wanted::Compare(from, to) => {
                let from = side(released(folder, *from)?);
                let to = match to {
                    Some(to) => side(released(folder, *to)?),
                    None => Side {
                        word: "draft".into(),
                        name: state.session().name.clone(),
                        definition: state.session().definition.clone(),
                        altered: Vec::new(),
                    },
                };
                let leads = Leads::of(state);
                self.reviser.ask_once(Job::Compare { from, to, leads });
                Ok(None)
            }
            Wanted::Restore(version) => {
                let released = released(folder, *version)?;
                let definition = Box::new(Arc::unwrap_or_clone(released.definition));
                let altered = released.altered;
                Ok(Some(Message::Restored(*version, definition, altered)))
            }
        }
    }
}

fn side(released: Released) -> Side {
    Side {
        word: released.version.to_string(),
        name: released.name,
        definition: released.definition,
        altered: released.altered,
    }
}
