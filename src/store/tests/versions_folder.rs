//! Other entries in the folder of versions: strays, links, the list, git's attributes, the newest
//! known version.

use std::fs;

use super::super::SessionFolder;
use super::super::fault_injection::{self, PlannedFault};
use super::super::system::remove_folder;
use super::super::versions::{
    CHANGELOG_FILE, GLOSSARY_FILE, MODEL_FILE, folder_of, list, notes, publish, read_model_at,
    releases, remember_newest, tidy, write_changelog,
};
use super::versions::{path, problem, published, sha256, tamper, texts, version, writable};
use super::{names, session};

#[test]
fn git_is_told_to_keep_line_ends_unless_somebody_told_it_something() {
    let (_dir, folder) = published(&["1.0.0"]);
    let attributes = folder.versions().join(".gitattributes");
    assert_eq!(fs::read_to_string(&attributes).unwrap(), "* -text\n");
    fs::write(&attributes, "* text\n").unwrap();
    publish(&folder, texts("1.0.1")).unwrap();
    assert_eq!(fs::read_to_string(&attributes).unwrap(), "* text\n");
}

#[test]
fn what_is_no_version_stops_nothing_and_is_named() {
    let (_dir, folder) = published(&["1.0.0"]);
    let at = |name: &str| folder.versions().join(name);
    for name in ["v2", "1.0", "01.0.0", "1.0.0.bak", "9.9.9"] {
        fs::create_dir(at(name)).unwrap();
    }
    fs::write(at("2.0.0"), "a file").unwrap();
    fs::write(at(".DS_Store"), "").unwrap();
    write_changelog(&folder, "x").unwrap();
    assert_eq!(list(&folder).unwrap(), [version("1.0.0")]);
    assert_eq!(problem(&folder), "");
    let other =
        "isn't named like a version, such as 1.0.0, so it is passed over; move it elsewhere";
    let expected = [
        format!("versions/01.0.0 {other}"),
        format!("versions/1.0 {other}"),
        format!("versions/1.0.0.bak {other}"),
        "versions/2.0.0 isn't a folder, so it isn't a version; move it elsewhere".into(),
        "versions/9.9.9 holds neither model.yaml nor glossary.yaml, so it isn't a version; \
         put its files back, or remove it"
            .into(),
        format!("versions/v2 {other}"),
    ];
    assert_eq!(notes(&folder).unwrap(), expected);
    publish(&folder, texts("1.0.1")).unwrap();
    // If something is in a version's place, nothing is published over it.
    let refused = publish(&folder, texts("2.0.0")).unwrap_err().to_string();
    assert!(
        refused.contains("there is something here already"),
        "{refused}"
    );
}

#[test]
fn the_newest_version_is_missed_when_it_is_gone_or_another() {
    let (_dir, folder) = published(&["1.0.0", "1.1.0"]);
    remember_newest(&folder, version("1.1.0")).unwrap();
    assert_eq!(problem(&folder), "");
    let newest = folder_of(&folder, version("1.1.0"));
    let away = folder.root().join("away");
    fs::rename(&newest, &away).unwrap();
    let gone =
        "version 1.1.0: the whole version is gone; this folder's .accord lists it as the newest";
    assert_eq!(problem(&folder), gone);
    // Looking does not clear the warning.
    tidy(&folder, "x").unwrap();
    assert_eq!(problem(&folder), gone);

    let mut forged = texts("1.1.0");
    forged.model.name = "Forged".into();
    forged.glossary.name = "Forged".into();
    publish(&folder, forged).unwrap();
    let replaced = "version 1.1.0: the whole version was replaced: \
                    it isn't the one recorded here as the newest";
    assert_eq!(problem(&folder), replaced);
    remove_folder(&newest).unwrap();
    fs::rename(&away, &newest).unwrap();
    assert_eq!(problem(&folder), "");

    // A version that came from elsewhere becomes the newest.
    publish(&folder, texts("1.2.0")).unwrap();
    tidy(&folder, "x").unwrap();
    remove_folder(&folder_of(&folder, version("1.2.0"))).unwrap();
    assert!(problem(&folder).starts_with("version 1.2.0: the whole version is gone"));

    // An unreadable file is reported; without `.accord` nothing is known.
    fs::write(folder.private_folder().join("newest"), "junk").unwrap();
    assert_eq!(problem(&folder), "");
    let notes = notes(&folder).unwrap();
    assert!(
        notes[0].starts_with(".accord/newest can't be read"),
        "{notes:?}"
    );
    remove_folder(&folder.private_folder()).unwrap();
    assert_eq!(problem(&folder), "");
}

#[test]
fn the_version_that_session_yaml_revises_is_missed() {
    let (_dir, folder) = published(&["1.0.0"]);
    let mut session = session();
    std::sync::Arc::make_mut(&mut session.workshop).revises = Some(version("1.1.0"));
    SessionFolder::create(folder.root(), &session).unwrap();
    assert_eq!(
        problem(&folder),
        "version 1.1.0: the whole version is gone; session.yaml is a revision of it"
    );
}

#[test]
fn the_list_of_versions_is_made_again_and_leftovers_are_cleared_away() {
    let (_dir, folder) = published(&["1.0.0"]);
    let list = folder.versions().join(CHANGELOG_FILE);
    let tidied = || {
        tidy(&folder, "Acme").unwrap();
        fs::read_to_string(&list).unwrap()
    };
    assert!(tidied().contains("\n## 1.0.0\n"));
    fs::remove_file(&list).unwrap();
    assert!(tidied().contains("\n## 1.0.0\n"));
    // A list that has the last version is left alone, whatever else it says.
    fs::write(&list, "mine\r\n## 1.0.0\r\n").unwrap();
    assert!(tidied().starts_with("mine"));
    publish(&folder, texts("1.0.1")).unwrap();
    let left = folder.versions().join(".publishing-abc");
    fs::create_dir(&left).unwrap();
    for name in [".CHANGELOG.md.abc.tmp", "..gitattributes.abc.tmp"] {
        fs::write(folder.versions().join(name), "half").unwrap();
    }
    let text = tidied();
    assert!(
        text.contains("\n## 1.0.1\n") && text.contains("\n## 1.0.0\n"),
        "{text}"
    );
    assert_eq!(
        names(&folder.versions()),
        [".gitattributes", "1.0.0", "1.0.1", CHANGELOG_FILE]
    );
    let (_dir, none) = published(&[]);
    tidy(&none, "Acme").unwrap();
    assert!(!none.versions().exists());
    fs::create_dir_all(none.versions().join(".publishing-first")).unwrap();
    tidy(&none, "Acme").unwrap();
    assert_eq!(names(&none.versions()), Vec::<String>::new());
}

/// Killed or out of space at every write of a publication: whatever is there is complete, and the
/// next opening cleans up.
#[test]
fn a_publication_cut_short_at_any_write_leaves_nothing_half_done() {
    let all = |folder: &SessionFolder| {
        let number = version("1.0.1");
        publish(folder, texts("1.0.1")).map_err(|why| why.to_string())?;
        let noted = remember_newest(folder, number).and(write_changelog(folder, "Acme"));
        noted.map_err(|why| why.to_string())
    };
    let (_dir, folder) = published(&["1.0.0"]);
    fault_injection::plan(PlannedFault::None);
    all(&folder).unwrap();
    let writes = fault_injection::count();
    assert!(writes > 8, "{writes}");
    let mut there = 0;
    for after in 0..writes {
        for fault in [
            PlannedFault::Killed { after },
            PlannedFault::Full { after, times: 1 },
        ] {
            let (_dir, folder) = published(&["1.0.0"]);
            write_changelog(&folder, "Acme").unwrap();
            fault_injection::plan(fault);
            let done = all(&folder);
            fault_injection::plan(PlannedFault::None);
            assert!(done.is_err(), "{fault:?}");
            assert_eq!(problem(&folder), "", "{fault:?}");
            tidy(&folder, "Acme").unwrap();
            let versions = list(&folder).unwrap();
            there += usize::from(versions.len() == 2);
            let mut expected = vec![".gitattributes".to_owned()];
            expected.extend(versions.iter().map(ToString::to_string));
            expected.push(CHANGELOG_FILE.into());
            assert_eq!(names(&folder.versions()), expected, "{fault:?}");
            let text = fs::read_to_string(folder.versions().join(CHANGELOG_FILE)).unwrap();
            assert_eq!(text.matches("\n## ").count(), versions.len(), "{fault:?}");
        }
    }
    assert!(there > 0, "none was killed after its version was there");
}

#[test]
fn releases_say_what_was_altered() {
    let (_dir, folder) = published(&["1.0.0", "1.1.0"]);
    tamper(&path(&folder, "1.0.0", MODEL_FILE), |text| {
        text.replace("MQL", "SQL")
    });
    let altered: Vec<usize> = releases(&folder)
        .unwrap()
        .iter()
        .map(|r| r.altered.len())
        .collect();
    assert_eq!(altered, [1, 0]);
    // A model alone is checked by its own digest and by that of the glossary beside it.
    let at = path(&folder, "1.1.0", MODEL_FILE);
    let altered = || read_model_at(&at).unwrap().1;
    assert!(altered().is_empty());
    let forged = |text: String| {
        let text = text.replace("MQL", "SQL");
        let lines = text.split_inclusive('\n');
        let bare: String = lines.filter(|line| !line.starts_with("digest: ")).collect();
        let digest = format!("\ndigest: {}\ncriteria", sha256(&bare));
        let stages = bare.replacen("\nstages", &digest.replace("criteria", "stages"), 1);
        assert_ne!(stages, bare);
        stages
    };
    tamper(&at, forged);
    assert_eq!(altered().len(), 1, "{:?}", altered());
    assert!(altered()[0].ends_with("it isn't the one glossary.yaml was published with"));
    let missing = path(&folder, "1.1.0", GLOSSARY_FILE);
    writable(&missing);
    fs::remove_file(missing).unwrap();
    assert!(altered().is_empty());
    tamper(&at, |text| text.replace("SQL", "XQL"));
    assert!(altered()[0].ends_with("its content doesn't match its digest"));
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_refused_and_nothing_outside_is_written() {
    use super::super::versions::{RECAP_FILE, WORKSHOP_FILE, read_model, verify};
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    let victim = outside.path().join("victim");
    fs::write(&victim, "precious").unwrap();

    // The folder of versions, the folder of one version, and one of its files.
    let (_dir, folder) = published(&["1.0.0"]);
    let moved = outside.path().join("versions");
    fs::rename(folder.versions(), &moved).unwrap();
    symlink(&moved, folder.versions()).unwrap();
    for refused in [
        list(&folder).unwrap_err().to_string(),
        verify(&folder).unwrap_err().to_string(),
        publish(&folder, texts("1.0.1")).unwrap_err().to_string(),
        read_model(&folder, version("1.0.0"))
            .unwrap_err()
            .to_string(),
    ] {
        assert!(refused.contains("symbolic link"), "{refused}");
    }
    assert_eq!(names(&moved), [".gitattributes", "1.0.0"]);

    let (_dir, folder) = published(&["1.0.0"]);
    let (one, away) = (
        folder_of(&folder, version("1.0.0")),
        outside.path().join("one"),
    );
    fs::rename(&one, &away).unwrap();
    symlink(&away, &one).unwrap();
    assert!(
        problem(&folder).contains("symbolic link"),
        "{}",
        problem(&folder)
    );
    assert!(read_model(&folder, version("1.0.0")).is_err());
    assert!(publish(&folder, texts("1.0.1")).is_err());

    for name in [MODEL_FILE, GLOSSARY_FILE, RECAP_FILE, WORKSHOP_FILE] {
        let (_dir, folder) = published(&["1.0.0"]);
        let at = path(&folder, "1.0.0", name);
        let copy = outside.path().join(name);
        fs::rename(&at, &copy).unwrap();
        symlink(&copy, &at).unwrap();
        let what = problem(&folder);
        assert!(what.contains("symbolic link"), "{what}");
        fs::remove_file(&at).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(&at).unwrap();
        let what = problem(&folder);
        assert!(what.contains("a pipe, a socket or a device"), "{what}");
    }

    // The files written beside them.
    for name in [CHANGELOG_FILE, ".gitattributes"] {
        let (_dir, folder) = published(&["1.0.0"]);
        let at = folder.versions().join(name);
        let _ = fs::remove_file(&at);
        symlink(&victim, &at).unwrap();
        let refused = match name {
            CHANGELOG_FILE => write_changelog(&folder, "x").unwrap_err().to_string(),
            _ => publish(&folder, texts("1.0.1")).unwrap_err().to_string(),
        };
        assert!(refused.contains("symbolic link"), "{refused}");
    }
    let (_dir, folder) = published(&["1.0.0"]);
    remember_newest(&folder, version("1.0.0")).unwrap();
    fs::remove_file(folder.private_folder().join("newest")).unwrap();
    symlink(&victim, folder.private_folder().join("newest")).unwrap();
    assert!(remember_newest(&folder, version("1.0.0")).is_err());
    assert!(notes(&folder).unwrap()[0].contains("symbolic link"));
    assert_eq!(fs::read_to_string(&victim).unwrap(), "precious");
}
