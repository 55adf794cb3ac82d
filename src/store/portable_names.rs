//! Portable file names: none is created that some system cannot keep, and a name spelled
//! differently on another system is found.
//!
//! A session made on a Mac may be opened on Windows, and the reverse. Windows treats `con` and
//! `aux.csv` as devices, strips a final dot or blank from a name, and reads `a:b` as a stream of
//! `a`; macOS may store `é` as two characters.

use std::io;
use std::path::{Component, Path, PathBuf};

use unicode_normalization::UnicodeNormalization as _;

use super::file_guard::UnsafeFile;
use super::system;

const FORBIDDEN_CHARS: &str = r#"<>:"|?*\"#;

/// Whether two names in a folder mean the same file on this kind of system.
pub fn same_name(one: &str, other: &str) -> bool {
    let spelled = |name: &str| -> String {
        let name: String = name.nfc().collect();
        if system::CASE_INSENSITIVE {
            name.to_lowercase()
        } else {
            name
        }
    };
    one == other || spelled(one) == spelled(other)
}

/// Whether two paths are the same, however their names are spelled.
pub(super) fn same_path(one: &Path, other: &Path) -> bool {
    one == other || same_name(&one.to_string_lossy(), &other.to_string_lossy())
}

/// Returns why a name is not portable, if so.
fn name_problem(name: &str) -> Option<String> {
    let sign = |c: &char| FORBIDDEN_CHARS.contains(*c) || c.is_control();
    Some(if system::is_device(name) {
        format!("`{name}` is a device on Windows, never a file")
    } else if name.ends_with('.') {
        format!("Windows removes the dot at the end of `{name}`")
    } else if name.ends_with(' ') {
        format!("Windows removes the space at the end of `{name}`")
    } else if let Some(sign) = name.chars().find(sign) {
        format!(
            "`{}` in a name is impossible on Windows",
            sign.escape_debug()
        )
    } else {
        return None;
    })
}

/// Refuses to create a file or folder whose name some system cannot keep. Existing ones are fine.
///
/// # Errors
///
/// If a name in the part of the path that does not exist yet is not portable.
pub fn refuse_unportable(path: &Path) -> io::Result<()> {
    let mut so_far = PathBuf::new();
    for part in path.components() {
        so_far.push(part);
        let Component::Normal(name) = part else {
            continue;
        };
        let name = name.to_string_lossy();
        let is_there = !system::is_reserved_device(&name) && so_far.symlink_metadata().is_ok();
        if let Some(fault) = name_problem(&name).filter(|_| !is_there) {
            return Err(UnsafeFile::error(
                fault,
                "choose another name: sessions are moved between systems",
            ));
        }
    }
    Ok(())
}

/// Finds a file named in a session as it is spelled, or as another system spells it, with other
/// separators or other encodings of the same letters.
pub(super) fn find_file(root: &Path, name: &str) -> PathBuf {
    let mut as_it_is = root.join(name);
    if cfg!(windows) {
        // With a single kind of separator, on systems that accept both.
        as_it_is = as_it_is.components().collect();
    }
    if as_it_is.exists() {
        return as_it_is;
    }
    let slashes = root.join(name.replace('\\', "/"));
    if slashes.exists() {
        return slashes;
    }
    find_respelled(&slashes).unwrap_or(as_it_is)
}

/// Finds a file with the same letters beside a path that does not exist.
fn find_respelled(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_string_lossy();
    if name.is_ascii() {
        return None;
    }
    let inside = std::fs::read_dir(path.parent()?).ok()?.flatten();
    let mut names = inside.map(|entry| entry.file_name());
    let other = names.find(|other| other.to_string_lossy().nfc().eq(name.nfc()))?;
    Some(path.with_file_name(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_some_system_cannot_keep_are_refused_with_a_sentence() {
        for (name, word) in [
            ("con", "a device"),
            ("Aux.csv", "a device"),
            ("nul", "a device"),
            ("COM1", "a device"),
            ("lpt9.tar.gz", "a device"),
            ("com¹", "a device"),
            ("CON .txt", "a device"),
            ("acme.", "the dot"),
            ("acme ", "the space"),
            ("list:b", "`:`"),
            ("a|b", "`|`"),
            ("a*b?", "`*`"),
            (r"sub\acme", "`\\\\`"),
            ("bell\u{7}", "`\\u{7}`"),
        ] {
            let whole = Path::new("no-such-folder").join(name).join("inside");
            // A backslash separates folders on Windows.
            if cfg!(windows) && name.contains('\\') {
                continue;
            }
            let refused = refuse_unportable(&whole).unwrap_err();
            assert!(refused.to_string().contains(word), "{name}: {refused}");
        }
        for fine in [
            "acme",
            "Acme GmbH & Co. KG",
            "console",
            "com",
            "com0",
            "com10",
            "lpt",
            "auxiliary.csv",
            ".hidden",
            "1.0.0",
            "Qualität",
            "it's",
        ] {
            refuse_unportable(&Path::new("no-such-folder").join(fine)).unwrap();
        }
    }

    #[test]
    fn a_folder_that_is_there_keeps_its_name() {
        let dir = tempfile::tempdir().unwrap();
        // Windows cannot have such a folder; elsewhere it exists and stays usable.
        if std::fs::create_dir(dir.path().join("a:b")).is_ok() && cfg!(not(windows)) {
            refuse_unportable(&dir.path().join("a:b").join("acme")).unwrap();
        }
    }

    #[test]
    fn a_list_is_found_however_another_system_spelled_it() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("lists")).unwrap();
        // `é` as two characters, as a Mac may store it.
        let there = dir.path().join("lists").join("cafe\u{301}.csv");
        std::fs::write(&there, "lead_id\n").unwrap();
        for name in [
            "lists/cafe\u{301}.csv",
            "lists/caf\u{e9}.csv",
            "lists\\caf\u{e9}.csv",
        ] {
            let found = find_file(dir.path(), name);
            assert_eq!(std::fs::read(&found).unwrap(), b"lead_id\n", "{name}");
        }
        assert_eq!(find_file(dir.path(), "no.csv"), dir.path().join("no.csv"));
        assert!(same_name("caf\u{e9}", "cafe\u{301}"));
        assert!(!same_name("cafe", "caf\u{e9}"));
    }
}
