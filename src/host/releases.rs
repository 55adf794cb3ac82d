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

/// A version, whole.
pub(super) fn released(folder: &SessionFolder, version: Version) -> Result<Released, StoreError> {
    let glossary = versions::read_glossary(folder, version)?;
    let model = versions::read_model(folder, version)?;
    Ok(Released {
        version,
        definition: Arc::new(glossary.definition(&model)),
        name: glossary.name,
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
                let text = (format.render)(&Exported::version(&glossary, &model));
                Ok(Some(match text {
                    Ok(text) => Message::Read(format!("{version}, as published"), text),
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
                    },
                };
                let leads = Leads::of(state);
                self.reviser.ask_once(Job::Compare { from, to, leads });
                Ok(None)
            }
            Wanted::Restore(version) => {
                let definition = Arc::unwrap_or_clone(released(folder, *version)?.definition);
                Ok(Some(Message::Restored(*version, Box::new(definition))))
            }
        }
    }
}

fn side(released: Released) -> Side {
    Side {
        word: released.version.to_string(),
        name: released.name,
        definition: released.definition,
    }
}
