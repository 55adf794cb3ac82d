//! What names and paths mean on the different systems.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Whether names that differ only in case usually mean the same file.
pub(in crate::store) const CASE_INSENSITIVE: bool = cfg!(any(windows, target_os = "macos"));

const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];

/// Whether Windows takes this name for a device, whatever its extension.
pub(in crate::store) fn is_device(name: &str) -> bool {
    let stem = name.split(['.', ':']).next().unwrap_or(name);
    let stem = stem.trim_end_matches(' ').to_lowercase();
    let numbered = |kind: &&str| {
        let number = stem.strip_prefix(*kind);
        number
            .is_some_and(|n| matches!(n, "¹" | "²" | "³") || matches!(n.as_bytes(), [b'1'..=b'9']))
    };
    DEVICES.contains(&stem.as_str()) || NUMBERED_DEVICES.iter().any(numbered)
}

/// Returns a path as people write it, without the prefix that Windows adds to resolved paths.
pub fn as_written(path: &Path) -> PathBuf {
    let text = path.to_string_lossy();
    if let Some(share) = text.strip_prefix(r"\\?\UNC\") {
        return format!(r"\\{share}").into();
    }
    let Some(rest) = text.strip_prefix(r"\\?\") else {
        return path.to_path_buf();
    };
    let drive = |rest: &str| rest.as_bytes().get(1) == Some(&b':');
    if drive(rest) {
        rest.into()
    } else {
        path.to_path_buf()
    }
}

/// Returns the user's home folder, if known.
pub fn home_folder() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value: &OsString| !value.is_empty());
    let names: &[&str] = if cfg!(windows) {
        &["USERPROFILE"]
    } else {
        &["HOME"]
    };
    names.iter().find_map(|name| set(name)).map(Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resolved_path_is_shown_as_people_write_it() {
        for (path, shown) in [
            (r"\\?\C:\Users\Ann\acme", r"C:\Users\Ann\acme"),
            (r"\\?\UNC\server\sales\acme", r"\\server\sales\acme"),
            (r"\\?\Volume{1}\acme", r"\\?\Volume{1}\acme"),
            (r"C:\acme", r"C:\acme"),
            ("/home/ann/acme", "/home/ann/acme"),
        ] {
            assert_eq!(as_written(Path::new(path)), Path::new(shown));
        }
    }
}
