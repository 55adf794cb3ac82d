//! `.accord/signed/`: definitions that were signed, so that later changes to them can be shown.
//! Each file is named after its definition's digest, and trusted only if it still has that digest.

use std::{fs, io};

use super::{SessionFolder, file_guard, files};
use crate::model::Definition;

const FOLDER: &str = "signed";

fn file_name(digest: &str) -> Option<String> {
    let hex = digest.strip_prefix("sha256:")?;
    let fine = hex.len() == 64 && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    fine.then(|| format!("{hex}.json"))
}

/// Saves a definition that somebody signed.
///
/// # Errors
///
/// If the file cannot be written.
pub fn save_signed(folder: &SessionFolder, definition: &Definition) -> io::Result<()> {
    let Some(name) = file_name(&definition.digest()) else {
        return Ok(());
    };
    let at = folder.make_private()?.join(FOLDER);
    file_guard::refuse_but_folder(&at)?;
    fs::create_dir_all(&at)?;
    let text = serde_json::to_vec(definition).expect("a definition is plain data");
    files::write_private(&at.join(name), &text, files::Durability::Unsynced)
}

/// Returns the definition with a digest; `None` if it is missing or was altered.
pub fn read_signed(folder: &SessionFolder, digest: &str) -> Option<Definition> {
    let path = folder
        .private_folder()
        .join(FOLDER)
        .join(file_name(digest)?);
    let bytes = file_guard::read_regular(&path, file_guard::MAX_BYTES).ok()?;
    let definition: Definition = serde_json::from_slice(&bytes).ok()?;
    (definition.digest() == digest).then_some(definition)
}

/// Removes definitions that no sign-off refers to any more.
pub fn prune_signed(folder: &SessionFolder, digests: &[&str]) {
    let needed: Vec<String> = digests.iter().filter_map(|d| file_name(d)).collect();
    let at = folder.private_folder().join(FOLDER);
    if file_guard::refuse_but_folder(&at).is_err() {
        return;
    }
    let Ok(entries) = fs::read_dir(at) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        if !needed.iter().any(|needed| name == needed.as_str()) {
            // A leftover that cannot be removed is harmless.
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_comes_back_only_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let folder = SessionFolder::at(dir.path());
        let definition = Definition::default();
        let digest = definition.digest();
        assert_eq!(read_signed(&folder, &digest), None);
        save_signed(&folder, &definition).unwrap();
        assert_eq!(read_signed(&folder, &digest), Some(definition));
        let name = file_name(&digest).unwrap();
        let path = folder.private_folder().join(FOLDER).join(name);
        fs::write(&path, r#"{"bands":[{"id":"cold","name":"Cold"}]}"#).unwrap();
        assert_eq!(read_signed(&folder, &digest), None);
        assert_eq!(read_signed(&folder, "sha256:../../session"), None);
        prune_signed(&folder, &[]);
        assert!(!path.exists());
    }
}
