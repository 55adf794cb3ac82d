//! `history/history.yaml` in a session's folder: past leads that come with the session, to be taken
//! with one key.

use super::{SessionFolder, named_files, yaml};
use crate::model::OfferedHistory;

/// Its path within the session's folder.
const FILE: &str = "history/history.yaml";
/// Far more than its few dozen lines need.
const MAX_BYTES: u64 = 1 << 20;

/// Reads which past leads are on offer; `None` if none are, or the file can't be read, which the
/// log says.
pub fn read_offered_history(folder: &SessionFolder) -> Option<OfferedHistory> {
    let path = folder.root().join(FILE);
    let bytes = named_files::read_bounded(&path, MAX_BYTES).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    match yaml::read(&text) {
        Ok(offered) => Some(offered),
        Err(why) => {
            tracing::warn!(path = %path.display(), ?why, "the past leads on offer can't be read");
            None
        }
    }
}
