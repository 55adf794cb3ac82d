//! Recent sessions, and the theme.

use std::path::Path;

use jiff::Timestamp;

use super::super::user_folders::UserFolders;

#[test]
fn recent_sessions_are_last_opened_first_and_named_once() {
    let dir = tempfile::tempdir().unwrap();
    let places = UserFolders::under(dir.path());
    assert_eq!(places.sessions, dir.path().join("data/sessions"));
    assert!(places.recent_sessions().is_empty());
    let at = |second: i64| Timestamp::from_second(second).unwrap();
    for (n, name) in ["a", "b", "a"].iter().enumerate() {
        places
            .remember_session(&Path::new("/sessions").join(name), name, at(n as i64))
            .unwrap();
    }
    let names: Vec<String> = places
        .recent_sessions()
        .into_iter()
        .map(|recent| recent.name)
        .collect();
    assert_eq!(names, ["a", "b"]);
    assert_eq!(places.recent_sessions()[0].opened_at, at(2));
    for n in 0..30 {
        places
            .remember_session(Path::new(&format!("/s/{n}")), "x", at(n))
            .unwrap();
    }
    assert_eq!(places.recent_sessions().len(), 20);
    places.forget_session(Path::new("/s/29")).unwrap();
    let last = std::path::absolute("/s/28").unwrap();
    assert_eq!(places.recent_sessions()[0].path, last);
    std::fs::write(places.state.join("recent.json"), "{").unwrap();
    assert!(places.recent_sessions().is_empty());
}

#[test]
fn the_theme_chosen_last_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let places = UserFolders::under(dir.path());
    assert_eq!(places.kept_theme(), None);
    places.keep_theme("dark").unwrap();
    places.keep_theme("projector-light").unwrap();
    assert_eq!(places.kept_theme().as_deref(), Some("projector-light"));
    std::fs::write(places.state.join("theme"), "\n").unwrap();
    assert_eq!(places.kept_theme(), None);
}
