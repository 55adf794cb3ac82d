//! `pictures/`: what the room saw, as SVG and as text, for people to take away.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::{SessionFolder, StoreError, fault_injection, file_guard, files};

/// The folder of pictures in a session's folder.
pub const PICTURES: &str = "pictures";

/// Writes a picture as `pictures/NAME.svg` and `.txt`, and returns the path of the first within the
/// session's folder. Neither ever overwrites anything: a number is added to both.
///
/// # Errors
///
/// If a file cannot be written; then neither is there.
pub fn write_picture(
    folder: &SessionFolder,
    name: &str,
    svg: &str,
    text: &str,
) -> Result<String, StoreError> {
    let pictures = folder.root().join(PICTURES);
    make_folder(&pictures).map_err(|error| StoreError::io(&pictures, &error))?;
    let [drawn, written] = free_pair(&pictures, name);
    let write = |path: &Path, content: &str| {
        files::write_private(path, content.as_bytes(), files::Durability::Unsynced)
            .map_err(|error| StoreError::io(path, &error))
    };
    write(&drawn, svg)?;
    if let Err(why) = write(&written, text) {
        // Half a picture would be taken for a whole one.
        let _ = fs::remove_file(&drawn);
        return Err(why);
    }
    let file = drawn.file_name().unwrap_or_default().to_string_lossy();
    Ok(format!("{PICTURES}/{file}"))
}

fn make_folder(path: &Path) -> io::Result<()> {
    file_guard::refuse_but_folder(path)?;
    if path.is_dir() {
        return Ok(());
    }
    fault_injection::fail_if_planned()?;
    fs::create_dir(path)
}

/// Returns the paths of a picture's files, with the first number with which neither is taken.
fn free_pair(folder: &Path, name: &str) -> [PathBuf; 2] {
    let numbered = |n: u32| {
        let stem = match n {
            1 => name.to_owned(),
            n => format!("{name}-{n}"),
        };
        [".svg", ".txt"].map(|ending| folder.join(format!("{stem}{ending}")))
    };
    let is_free = |pair: &[PathBuf; 2]| pair.iter().all(|p| fs::symlink_metadata(p).is_err());
    (1..=u32::MAX)
        .map(numbered)
        .find(is_free)
        .expect("some number is free")
}

#[cfg(test)]
mod tests {
    use super::fault_injection::{PlannedFault, count, plan};
    use super::*;

    fn session() -> (tempfile::TempDir, SessionFolder) {
        let dir = tempfile::tempdir().unwrap();
        let folder = SessionFolder::at(dir.path());
        (dir, folder)
    }

    #[test]
    fn a_picture_never_overwrites_another() {
        let (dir, folder) = session();
        let first = write_picture(&folder, "points-demo", "<svg/>", "text").unwrap();
        assert_eq!(first, "pictures/points-demo.svg");
        let pictures = dir.path().join("pictures");
        fs::write(pictures.join("points-demo-2.txt"), "somebody's own").unwrap();
        let second = write_picture(&folder, "points-demo", "<svg>2</svg>", "text 2").unwrap();
        assert_eq!(second, "pictures/points-demo-3.svg");
        let read = |name: &str| fs::read_to_string(pictures.join(name)).unwrap();
        assert_eq!(read("points-demo.svg"), "<svg/>");
        assert_eq!(read("points-demo.txt"), "text");
        assert_eq!(read("points-demo-2.txt"), "somebody's own");
        assert_eq!(read("points-demo-3.svg"), "<svg>2</svg>");
        assert_eq!(read("points-demo-3.txt"), "text 2");
    }

    #[test]
    fn a_full_disk_leaves_no_half_picture() {
        let (_dir, folder) = session();
        plan(PlannedFault::None);
        write_picture(&folder, "a", "<svg/>", "text").unwrap();
        let writes = count();
        assert!(writes >= 5, "the folder, and each file: {writes}");
        for after in 0..writes {
            let (dir, folder) = session();
            plan(PlannedFault::Full { after, times: 1 });
            let why = write_picture(&folder, "a", "<svg/>", "text").unwrap_err();
            plan(PlannedFault::None);
            assert!(
                why.sentence().contains("disk is full"),
                "{}",
                why.sentence()
            );
            assert!(why.sentence().contains("pictures"), "{}", why.sentence());
            let left = fs::read_dir(dir.path().join("pictures")).map_or(0, Iterator::count);
            assert_eq!(left, 0, "after {after}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn no_link_leads_a_picture_elsewhere() {
        let (dir, folder) = session();
        let elsewhere = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), dir.path().join("pictures")).unwrap();
        let why = write_picture(&folder, "a", "<svg/>", "text").unwrap_err();
        assert!(
            why.sentence().contains("symbolic link"),
            "{}",
            why.sentence()
        );
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
        let (dir, folder) = session();
        fs::write(dir.path().join("pictures"), "a file").unwrap();
        write_picture(&folder, "a", "<svg/>", "text").unwrap_err();
        assert_eq!(
            fs::read_to_string(dir.path().join("pictures")).unwrap(),
            "a file"
        );
    }
}
