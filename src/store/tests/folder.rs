//! Loading, saving and creating sessions.

use std::fs;
use std::path::Path;

#[cfg(unix)]
use super::super::write_atomic;
use super::super::{Cause, Digest, SaveError, SessionFolder, session_text};
use super::{folder, names, session};
use crate::model::Session;

#[test]
fn a_session_is_created_once_loaded_and_saved() {
    let (dir, _) = folder();
    let path = dir.path().join("deep/acme");
    let (folder, digest) = SessionFolder::create(&path, &session()).unwrap();
    let (loaded, loaded_digest) = folder.load().unwrap();
    assert_eq!(loaded, session());
    assert_eq!(loaded_digest, digest);
    assert_eq!(names(&path), ["session.yaml"]);
    let again = SessionFolder::create(&path.join("session.yaml"), &Session::new("B"));
    assert_eq!(again.unwrap_err().cause(), Cause::Exists);
    assert_eq!(folder.load().unwrap().0, session());
}

#[test]
fn a_path_may_be_the_folder_or_its_file() {
    let root = |path: &str| SessionFolder::at(Path::new(path)).root().to_owned();
    assert_eq!(root("a/acme"), Path::new("a/acme"));
    assert_eq!(root("a/acme/session.yaml"), Path::new("a/acme"));
    assert_eq!(root("session.yaml"), Path::new("."));
}

#[test]
fn saving_refuses_what_somebody_else_changed() {
    let (_dir, folder) = folder();
    let first = folder.save(&session(), None).unwrap();
    assert!(first.written);
    let mut theirs = session();
    theirs.name = "Theirs".into();
    fs::write(folder.session_file(), session_text(&theirs)).unwrap();

    let mut ours = session();
    ours.name = "Ours".into();
    let refused = folder.save(&ours, Some(&first.digest)).unwrap_err();
    assert!(matches!(&refused, SaveError::ChangedOnDisk(path) if *path == folder.session_file()));
    assert!(refused.to_string().ends_with(
        "session.yaml: the file was changed by somebody else; reload it, or save over it deliberately"
    ));
    assert_eq!(folder.load().unwrap().0, theirs);

    // They wrote what we would write, so there is no conflict.
    let same = folder.save(&theirs, Some(&first.digest)).unwrap();
    assert!(!same.written);
    assert!(folder.save(&ours, Some(&same.digest)).unwrap().written);
    assert!(folder.save(&theirs, None).unwrap().written);
}

#[test]
fn comments_of_an_unchanged_session_stay() {
    let (_dir, folder) = folder();
    let text = format!("# ours\n{}", session_text(&session()));
    fs::write(folder.session_file(), &text).unwrap();
    let (loaded, digest) = folder.load().unwrap();
    let saved = folder.save(&loaded, Some(&digest)).unwrap();
    assert!(!saved.written);
    assert_eq!(saved.digest, Digest::of(text.as_bytes()));
    assert_eq!(fs::read_to_string(folder.session_file()).unwrap(), text);
}

#[test]
fn a_deleted_file_is_written_again() {
    let (_dir, folder) = folder();
    let first = folder.save(&session(), None).unwrap();
    fs::remove_file(folder.session_file()).unwrap();
    assert!(
        folder
            .save(&session(), Some(&first.digest))
            .unwrap()
            .written
    );
}

#[test]
fn what_would_not_read_back_is_not_written() {
    let (_dir, folder) = folder();
    folder.save(&session(), None).unwrap();
    let mut doubled = session();
    let definition = std::sync::Arc::make_mut(&mut doubled.definition);
    definition.stages.push(definition.stages[0].clone());
    let SaveError::Failed(error) = folder.save(&doubled, None).unwrap_err() else {
        panic!("another reason");
    };
    assert_eq!(error.cause(), Cause::Unwritable);
    assert_eq!(folder.load().unwrap().0, session());
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    #[test]
    fn modes_are_kept_and_new_files_are_like_any_other() {
        let (dir, _) = folder();
        let (ours, other) = (dir.path().join("ours"), dir.path().join("other"));
        write_atomic(&ours, b"1").unwrap();
        fs::write(&other, "1").unwrap();
        assert_eq!(mode(&ours), mode(&other));
        fs::set_permissions(&ours, fs::Permissions::from_mode(0o640)).unwrap();
        write_atomic(&ours, b"2").unwrap();
        assert_eq!(mode(&ours), 0o640);
        assert_eq!(fs::read(&ours).unwrap(), b"2");
    }

    #[test]
    fn a_link_stays_a_link_and_what_it_names_is_written() {
        let (dir, _) = folder();
        let (real, link) = (dir.path().join("real"), dir.path().join("link"));
        symlink("real", &link).unwrap();
        for content in ["not there yet", "there"] {
            write_atomic(&link, content.as_bytes()).unwrap();
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            assert_eq!(fs::read_to_string(&real).unwrap(), content);
        }
        let round = dir.path().join("round");
        symlink("round", &round).unwrap();
        assert!(write_atomic(&round, b"x").is_err());
        assert_eq!(names(dir.path()), ["link", "real", "round"]);
    }

    #[test]
    fn a_read_only_file_is_left_alone() {
        let (_dir, folder) = folder();
        folder.save(&session(), None).unwrap();
        let path = folder.session_file();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        let refused = folder.save(&Session::new("B"), None).unwrap_err();
        let SaveError::Failed(error) = refused else {
            panic!("another reason");
        };
        assert_eq!(error.cause(), Cause::NoPermission);
        assert_eq!(folder.load().unwrap().0, session());
    }

    #[test]
    fn an_unchanged_session_is_not_even_touched() {
        let (_dir, folder) = folder();
        let first = folder.save(&session(), None).unwrap();
        let inode = fs::metadata(folder.session_file()).unwrap().ino();
        assert!(
            !folder
                .save(&session(), Some(&first.digest))
                .unwrap()
                .written
        );
        assert_eq!(fs::metadata(folder.session_file()).unwrap().ino(), inode);
    }
}
