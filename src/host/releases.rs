//! Published versions read for the version browser.

use crate::app::releases::Wanted;
use crate::app::{Message, State};
use crate::export::{self, Exported};
use crate::model::Version;
use crate::store::{SessionFolder, versions};

/// Performs what the version browser wants.
pub(super) fn perform(folder: &SessionFolder, state: &State, wanted: &Wanted) -> Message {
    try_perform(folder, state, wanted).unwrap_or_else(Message::Unread)
}

fn try_perform(folder: &SessionFolder, state: &State, wanted: &Wanted) -> Result<Message, String> {
    match wanted {
        Wanted::Look(version) => {
            let exported = whole(folder, *version)?;
            let format = export::format("markdown").expect("Markdown is in the table");
            let text = (format.render)(&exported).map_err(|why| why.to_string())?;
            Ok(Message::Read(format!("{version}, as published"), text))
        }
        Wanted::Compare(..) => {
            let _ = state;
            Err("not yet".into())
        }
        Wanted::Restore(version) => {
            let definition = whole(folder, *version)?.definition;
            Ok(Message::Restored(*version, Box::new(definition)))
        }
    }
}

/// Both halves of a version.
fn whole(folder: &SessionFolder, version: Version) -> Result<Exported, String> {
    let glossary = versions::read_glossary(folder, version).map_err(|why| why.sentence())?;
    let model = versions::read_model(folder, version).map_err(|why| why.sentence())?;
    Ok(Exported::version(&glossary, &model))
}
