//! Makes a new session of what was asked: on the command line, line by line, or in the form.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Failure;
use super::model_source::unsaved_sentences;
use super::templates::{TEMPLATES, Template, template};
use crate::app::dialogs::new_session::FormRow;
use crate::app::dialogs::new_session_answers::{NewSessionAnswers, Start, StartingPoint};
use crate::app::sentence;
use crate::model::{Id, Kind, Participant, Sample, Session, Side};
use crate::records::{EventIndex, LeadReader, ReadOptions, unpacked};
use crate::store::user_folders::UserFolders;
use crate::store::{SessionFolder, open_regular};
use crate::terminal::CreationResult;

/// Describes every template for the form, the default first.
pub(super) fn template_points() -> Vec<StartingPoint> {
    TEMPLATES.iter().map(template_point).collect()
}

fn template_point(template: &Template) -> StartingPoint {
    let session = template.session();
    StartingPoint {
        start: Start::Template(template.name.into()),
        about: template.help.into(),
        people: Vec::new(),
        buckets: bucket_names(&session),
        warning: String::new(),
    }
}

/// Reads another session for the form, to start from it.
pub(super) fn session_point(folder: &str) -> Result<StartingPoint, Failure> {
    let path = SessionFolder::at(Path::new(folder));
    let (session, _) = path.load()?;
    let warnings = unsaved_sentences(&path)?;
    let people = session.workshop.participants.iter();
    Ok(StartingPoint {
        start: Start::Session(folder.into()),
        about: session.name.clone(),
        people: people.map(|p| (p.name.clone(), p.side)).collect(),
        buckets: bucket_names(&session),
        warning: warnings
            .first()
            .map_or_else(String::new, |what| sentence(what)),
    })
}

fn bucket_names(session: &Session) -> Vec<String> {
    let buckets = session.data.buckets.iter();
    buckets.map(|bucket| bucket.name.clone()).collect()
}

/// Returns the session that a new one begins as.
pub(super) fn first_session(start: &Start, name: &str) -> Result<Session, Failure> {
    match start {
        Start::Template(known) => {
            let template = template(known).unwrap_or(&TEMPLATES[0]);
            Ok(template.named_session(name))
        }
        Start::Session(folder) => {
            let (other, _) = SessionFolder::at(Path::new(folder)).load()?;
            Ok(other.started_from_here(name))
        }
    }
}

/// Sets who takes part. Whoever is there already keeps id and role.
pub(super) fn set_people(session: &mut Session, people: Vec<(String, Side)>) {
    let mut known = std::mem::take(&mut Arc::make_mut(&mut session.workshop).participants);
    for (name, side) in people {
        let same = known.iter().position(|p| p.name == name && p.side == side);
        let person = match same {
            Some(index) => known.remove(index),
            None => Participant {
                id: fresh_person(session, &known, &name),
                name,
                side,
                role: String::new(),
            },
        };
        let workshop = Arc::make_mut(&mut session.workshop);
        workshop.participants.push(person);
    }
}

/// Returns an id that neither a participant has nor one of those still to be added.
fn fresh_person(session: &Session, known: &[Participant], name: &str) -> Id {
    let there = session.workshop.participants.iter().chain(known);
    let taken: Vec<&str> = there.map(|person| person.id.as_str()).collect();
    Id::fresh(name, "person", |id| taken.contains(&id))
}

/// Adds a lead the room remembers, in the bucket of this index.
pub(super) fn add_remembered(session: &mut Session, bucket: usize, name: String) {
    let bucket = session.data.buckets.get(bucket).map(|b| b.id.clone());
    let sample = Sample {
        id: session.fresh_id(Kind::Sample, None, &name),
        name,
        bucket,
        ..Sample::default()
    };
    Arc::make_mut(&mut session.samples).push(sample);
}

/// Creates the session that was filled in, or says which row is wrong, and why.
pub(super) fn create(answers: &NewSessionAnswers) -> CreationResult {
    let wrong = |row: FormRow| move |failure: Failure| (row, failure_sentence(&failure));
    let path = PathBuf::from(&answers.folder);
    if SessionFolder::at(&path).exists() {
        let why = "there is a session in this folder already: choose another folder";
        return Err((FormRow::Folder, why.into()));
    }
    let mut session =
        first_session(&answers.start, &answers.name).map_err(wrong(FormRow::Start))?;
    set_people(&mut session, answers.people.clone());
    if !answers.leads_file.is_empty() {
        let file = Path::new(&answers.leads_file);
        // As a sentence it would begin with the file's name, which keeps its own first letter.
        let unreadable = |why| (FormRow::LeadsFile, format!("the file {why}"));
        check_readable(file).map_err(unreadable)?;
        let name = relative_name(&path, file);
        Arc::make_mut(&mut session.data).leads = Some(name);
    }
    for (bucket, name) in &answers.remembered {
        add_remembered(&mut session, *bucket, name.clone());
    }
    let created = SessionFolder::create(&path, &session);
    let (folder, _) =
        created.map_err(|error| (FormRow::Folder, failure_sentence(&Failure::from(error))))?;
    Ok(folder.root().into())
}

/// Returns a failure as one sentence.
pub(super) fn failure_sentence(failure: &Failure) -> String {
    let hints = failure.hints.iter().map(String::as_str);
    let all: Vec<&str> = std::iter::once(failure.message.as_str())
        .chain(hints)
        .collect();
    all.join("; ")
}

/// Returns a folder for a session of this name in the platform's data folder, one that isn't there
/// yet.
pub(super) fn free_folder(name: &str) -> String {
    let home = UserFolders::find().map(|folders| folders.sessions);
    let home = home.unwrap_or_default();
    let id = Id::fresh(name, "new-session", |id| home.join(id).exists());
    home.join(id.as_str()).display().to_string()
}

/// Checks that a file of leads can be read, as far as its header shows.
pub(super) fn check_readable(path: &Path) -> Result<(), String> {
    let file = open_regular(path).map_err(|error| Failure::io(path, &error));
    let file = file.map_err(|failure| failure.message)?;
    let file = unpacked(file).map_err(|error| Failure::io(path, &error).message)?;
    let opened = LeadReader::open(file, &ReadOptions::default(), EventIndex::default());
    let unreadable = |error| format!("{}: {error}", path.display());
    opened.map(|_| ()).map_err(unreadable)
}

/// Returns a file's path relative to the session's folder, or its absolute path if it is elsewhere.
pub(super) fn relative_name(folder: &Path, file: &Path) -> String {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.into());
    let (folder, file) = (whole(folder), whole(file));
    let name = file.strip_prefix(&folder).unwrap_or(&file);
    name.to_string_lossy().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(folder: &Path) -> NewSessionAnswers {
        NewSessionAnswers {
            name: "Acme".into(),
            folder: folder.display().to_string(),
            start: Start::Template("standard".into()),
            people: vec![("Ada".into(), Side::Sales)],
            leads_file: String::new(),
            remembered: vec![(1, "Mill".into())],
        }
    }

    #[test]
    fn what_was_filled_in_is_on_disk() {
        let dir = tempfile::tempdir().unwrap();
        let path = create(&answers(&dir.path().join("acme"))).unwrap();
        let (session, _) = SessionFolder::at(&path).load().unwrap();
        assert_eq!(session.name, "Acme");
        assert_eq!(session.workshop.participants[0].id.as_str(), "ada");
        let bucket = &session.data.buckets[1].id;
        assert_eq!(session.samples[0].bucket.as_ref(), Some(bucket));
    }

    #[test]
    fn what_is_wrong_is_said_of_its_row() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("acme");
        create(&answers(&folder)).unwrap();
        assert_eq!(create(&answers(&folder)).unwrap_err().0, FormRow::Folder);
        let missing = NewSessionAnswers {
            leads_file: "no/such.csv".into(),
            ..answers(&dir.path().join("other"))
        };
        let (row, why) = create(&missing).unwrap_err();
        assert_eq!(row, FormRow::LeadsFile);
        assert_eq!(why, "the file no/such.csv: there is nothing here");
        assert!(
            !dir.path().join("other").exists(),
            "nothing is half created"
        );
        let nowhere = NewSessionAnswers {
            start: Start::Session("/no/such".into()),
            ..answers(&dir.path().join("third"))
        };
        assert_eq!(create(&nowhere).unwrap_err().0, FormRow::Start);
    }

    #[test]
    fn people_of_another_session_keep_their_ids() {
        let mut session = template("standard").unwrap().session();
        set_people(
            &mut session,
            vec![("Ada".into(), Side::Sales), ("Bo".into(), Side::Sales)],
        );
        let people = vec![("Bo".into(), Side::Sales), ("Bo".into(), Side::Marketing)];
        set_people(&mut session, people);
        let ids = session.workshop.participants.iter().map(|p| p.id.as_str());
        assert_eq!(ids.collect::<Vec<_>>(), ["bo", "bo-2"]);
    }
}
