//! `pictures/`: what the room saw, as SVG and as text, for people to take away.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::{Cause, SessionFolder, StoreError, fault_injection, file_guard, files};
use crate::model::{PICTURES, PublishedFile};

/// The endings of a picture's files.
const ENDINGS: [&str; 2] = [".svg", ".txt"];
/// More bytes than a picture of a screen can have.
const MOST_BYTES: u64 = 16 << 20;

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

/// Reads the pictures of these names, each with its two files. A name may have an ending or the
/// folder before it, as it is shown where a picture was taken.
///
/// # Errors
///
/// If a picture isn't there or can't be read.
pub fn read_pictures(
    folder: &SessionFolder,
    names: &[String],
) -> Result<Vec<PublishedFile>, StoreError> {
    let pictures = folder.root().join(PICTURES);
    let mut read: Vec<PublishedFile> = Vec::new();
    for name in names {
        let stem = picture_stem(name);
        if !is_plain_name(stem) {
            let (what, todo) = ("this is no name of a picture", CHOOSE_ANOTHER);
            return Err(StoreError::new(
                Cause::Missing,
                &pictures.join(stem),
                what,
                todo,
            ));
        }
        for ending in ENDINGS {
            let file = format!("{stem}{ending}");
            if read.iter().all(|picture| picture.file != file) {
                let bytes = read_picture(&pictures, &file)?;
                read.push(PublishedFile { file, bytes });
            }
        }
    }
    Ok(read)
}

const CHOOSE_ANOTHER: &str = "take it again with F9, or take its name out of Pictures on Publish";

fn read_picture(pictures: &Path, file: &str) -> Result<Vec<u8>, StoreError> {
    let path = pictures.join(file);
    let read = file_guard::refuse_but_folder(pictures)
        .and_then(|()| file_guard::read_regular(&path, MOST_BYTES));
    read.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            let what = "this picture is to be published and isn't there";
            StoreError::new(Cause::Missing, &path, what, CHOOSE_ANOTHER)
        }
        _ => StoreError::io(&path, &error),
    })
}

/// Returns a picture's name without its folder and its ending.
fn picture_stem(name: &str) -> &str {
    let name = name.trim();
    let name = name.strip_prefix("pictures/").unwrap_or(name);
    let mut endings = ENDINGS.iter();
    endings
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or(name)
}

/// Returns whether a name is that of a file in a folder, and leads nowhere else.
pub(super) fn is_plain_name(name: &str) -> bool {
    let leads_on = |c: char| matches!(c, '/' | '\\' | ':') || c.is_control();
    !name.is_empty() && !name.starts_with('.') && !name.contains(leads_on)
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
        ENDINGS.map(|ending| folder.join(format!("{stem}{ending}")))
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
