//! The theme that was chosen last inside the workbench, kept for the next start.

use std::io;

use crate::store::user_folders::UserFolders;
use crate::terminal::ThemeKeeper;
use crate::widgets::ThemeName;

/// Keeps the theme in the user's folder.
pub(super) const IN_USER_FOLDER: ThemeKeeper = ThemeKeeper { kept, keep };

/// Returns the theme that was kept; `None` if none was, or one that isn't known here.
pub(super) fn kept() -> Option<ThemeName> {
    let name = UserFolders::find()?.kept_theme()?;
    ThemeName::parse(&name)
}

fn keep(name: ThemeName) -> io::Result<()> {
    match UserFolders::find() {
        Some(folders) => folders.keep_theme(name.name()),
        None => Err(io::Error::other("there is no home folder")),
    }
}
