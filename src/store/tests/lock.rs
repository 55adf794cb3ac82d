//! One writer at a time.

use std::fs;

use super::super::{Lock, LockError, write_draft};
use super::{folder, names};

#[test]
fn the_second_is_told_who_was_first() {
    let (_dir, folder) = folder();
    let lock = Lock::take(&folder).unwrap();
    let LockError::Held { who } = Lock::take(&folder).unwrap_err() else {
        panic!("another reason");
    };
    assert!(
        who.contains(&format!("process {}", std::process::id())),
        "{who}"
    );
    assert!(who.contains("since 2"), "{who}");
    drop(lock);
    Lock::take(&folder).unwrap();
}

#[test]
fn what_a_dead_process_left_holds_nothing() {
    let (_dir, folder) = folder();
    fs::create_dir(folder.private_folder()).unwrap();
    fs::write(
        folder.private_folder().join("lock"),
        "somebody long gone, and talkative ".repeat(9),
    )
    .unwrap();
    fs::write(folder.root().join(".session.yaml.abc.tmp"), "half").unwrap();
    fs::write(folder.root().join(".other.tmp"), "not ours").unwrap();
    let _lock = Lock::take(&folder).unwrap();
    let text = fs::read_to_string(folder.private_folder().join("lock")).unwrap();
    assert!(!text.contains("talkative"), "{text}");
    assert_eq!(names(folder.root()), [".accord", ".other.tmp"]);
}

#[test]
fn the_private_folder_is_kept_out_of_version_control() {
    let (_dir, folder) = folder();
    write_draft(&folder, "x").unwrap();
    assert_eq!(
        fs::read_to_string(folder.private_folder().join(".gitignore")).unwrap(),
        "*\n"
    );
}

#[test]
fn a_file_in_the_private_folders_place_is_set_aside() {
    let (_dir, folder) = folder();
    fs::write(folder.private_folder(), "?").unwrap();
    let _lock = Lock::take(&folder).unwrap();
    assert_eq!(names(folder.root()), [".accord", ".accord.unreadable"]);
}
