//! Session, glossary and model files: whatever can be read can be saved, and reads the same again.

use std::path::Path;
use std::sync::Arc;

use accord::check::check;
use accord::model::{
    Data, Definition, GlossaryFile, ModelFile, Sample, Session, Term, Version, WorkshopFile,
};
use accord::scoring::Scorer;
use accord::store::versions::{self, PublishedTexts};
use accord::store::{
    SessionFolder, StoreError, model_text, parse_session, read_glossary, read_model, session_text,
};

/// Any file is read or refused in one sentence by its reader; whatever can be read can be saved,
/// and reads the same again.
pub fn any_file(bytes: &[u8]) {
    let is = |format: &[u8]| bytes.windows(format.len()).any(|found| found == format);
    let (model, glossary) = (is(b"model/1"), is(b"glossary/1"));
    match std::str::from_utf8(bytes) {
        Ok(text) => match parse_session("session.yaml".as_ref(), text) {
            Ok(session) => session_comes_back(&session),
            Err(error) => refused_well(&error),
        },
        Err(_) => is_no_text(bytes),
    }
    if model || glossary {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("file.yaml");
        std::fs::write(&file, bytes).expect("a file");
        match read_model(&file) {
            Ok((model, _)) => model_comes_back(&model, folder.path()),
            Err(error) => refused_well(&error),
        }
        match read_glossary(&file) {
            Ok((glossary, _)) => publishes(folder.path(), glossary),
            Err(error) => refused_well(&error),
        }
    }
}

/// Any text survives wherever people write: names, notes, lists and keys.
pub fn any_text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    session_comes_back(&with_texts(&text));
}

fn is_no_text(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("session.yaml"), bytes).expect("a file");
    let error = SessionFolder::at(folder.path()).load();
    refused_well(&error.expect_err("it isn't text"));
}

fn model_comes_back(model: &ModelFile, folder: &Path) {
    let text = model_text(model);
    let again = folder.join("again.yaml");
    std::fs::write(&again, &text).expect("a file");
    let (read, _) = read_model(&again).unwrap_or_else(|e| panic!("{e}\n{text}"));
    assert_eq!(read, *model, "{text}");
    assert_eq!(model_text(&read), text);
    judged(&Arc::new(model.definition()));
}

/// Checks that a session saves and reads again as equal, with the same bytes.
pub fn session_comes_back(session: &Session) {
    let text = session_text(session);
    let again = parse_session(Path::new("session.yaml"), &text);
    let again = again.unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(again, *session, "{text}");
    assert_eq!(session_text(&again), text);
    judged(&session.definition);
    for position in &session.workshop.positions {
        // A sealed text from elsewhere opens or does not.
        let _ = position.sealed.as_ref().map(accord::model::Sealed::open);
    }
}

/// Any definition can be checked and used for scoring.
fn judged(definition: &Arc<Definition>) {
    let scorer = Scorer::new(definition);
    let answers = accord::scoring::Responses::unknown(&scorer);
    let verdict = scorer.verdict(&answers);
    assert_eq!(verdict.total, verdict.fit.saturating_add(verdict.behaviour));
    let session = Session {
        definition: definition.clone(),
        ..Session::default()
    };
    check(&session, jiff::civil::date(2026, 11, 21));
}

fn refused_well(error: &StoreError) {
    assert_eq!(error.sentence().lines().count(), 1, "{error}");
    let _ = error.to_string();
}

/// A published glossary reads as it was, apart from what publishing fills in.
fn publishes(root: &Path, glossary: GlossaryFile) {
    let folder = SessionFolder::at(root);
    let version = Version::FIRST;
    let texts = PublishedTexts {
        version,
        model: ModelFile::default(),
        glossary: glossary.clone(),
        recap: String::new(),
        workshop: WorkshopFile::default(),
        pictures: Vec::new(),
        exports: Vec::new(),
    };
    versions::publish(&folder, texts).unwrap_or_else(|error| panic!("{error}"));
    let read = versions::read_glossary(&folder, version).unwrap_or_else(|e| panic!("{e}"));
    let expected = GlossaryFile {
        version: Some(version),
        previous: None,
        model: read.model.clone(),
        recap: read.recap.clone(),
        workshop: read.workshop.clone(),
        digest: read.digest.clone(),
        ..glossary
    };
    assert_eq!(read, expected);
    let checks = versions::verify(&folder).expect("the versions are there");
    assert_eq!(versions::first_problem(&checks), None);
}

/// A session with these lines wherever people write: names, notes, keys of maps.
fn with_texts(text: &str) -> Session {
    let mut session = Session::new("x");
    let lines: Vec<String> = text.split('\n').take(8).map(String::from).collect();
    text.clone_into(&mut session.name);
    Arc::make_mut(&mut session.definition).terms = lines
        .iter()
        .enumerate()
        .map(|(n, line)| Term {
            id: format!("t{n}").parse().expect("an id"),
            name: line.clone(),
            definition: format!("{line}\n{line}"),
            synonyms: vec![line.clone()],
            avoid: Vec::new(),
        })
        .collect();
    session.data = Arc::new(Data {
        source: text.into(),
        columns: lines.iter().map(|l| (l.clone(), l.clone())).collect(),
        ..Data::default()
    });
    session.samples = Arc::new(vec![Sample {
        views: lines.iter().map(|line| (line.clone(), true)).collect(),
        ..Sample::default()
    }]);
    session
}
