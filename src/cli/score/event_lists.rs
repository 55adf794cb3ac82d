//! Opens the files of events, and says what was found out about them.

use std::path::{Path, PathBuf};

use super::super::Failure;
use super::super::io::say;
use super::super::source::InputReader;
use super::reject_reasons::RejectReasons;
use super::rejects::Rejects;
use super::score_error::{ScoreError, records_failure};
use super::scoring_model::ScoringModel;
use crate::evidence::list_report::RejectReason;
use crate::records::{
    EventFile, ExternalEvents, Guess, KeptColumns, ReadOptions, columns_missing_somewhere,
};
use crate::scoring::memo::{event_columns, event_names};

/// Reads the events that conditions ask about from the files named on the command line, else from
/// those of the session, as one list. Also returns why rows were rejected, if there are files, and
/// adds what was found out about these to `guesses`.
pub(super) fn open_events(
    named: &[PathBuf],
    chosen: &ScoringModel,
    options: &ReadOptions,
    rejects: &mut Rejects,
    guesses: &mut Vec<String>,
) -> Result<(ExternalEvents, Option<Vec<RejectReason>>), Failure> {
    let options = ReadOptions {
        event_columns: KeptColumns::Named(event_columns(&chosen.definition)),
        ..options.clone()
    };
    let is_named = !named.is_empty();
    let paths = if is_named { named } else { &chosen.events };
    if paths.is_empty() {
        return Ok((ExternalEvents::none(), None));
    }
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        let source = if is_named {
            InputReader::open(path)?
        } else {
            InputReader::open_named(path)?
        };
        let file = EventFile::open(source, &options);
        let file = file.map_err(|error| records_failure(path, &error))?;
        guesses.extend(note_guesses(path, file.guesses()));
        files.push(file);
    }
    for (at, column) in columns_missing_somewhere(&files) {
        say(&format!(
            "warning: {}: there is no column `{column}`, which other files of events have: \
             it is empty for these events",
            paths[at].display()
        ));
    }
    let names = event_names(&chosen.definition);
    let mut reasons = RejectReasons::default();
    let read = ExternalEvents::read_files(files, &names, |at, reject| {
        reasons.add(reject);
        rejects.add(&paths[at], reject).map_err(ScoreError::Failure)
    });
    let events = read.map_err(|(at, ended)| ended.failure(&paths[at]))?;
    Ok((events, Some(reasons.grouped())))
}

/// Says what was found out about a file and not said; returns the sentences.
pub(super) fn note_guesses<'a>(
    path: &Path,
    guesses: impl IntoIterator<Item = &'a Guess>,
) -> Vec<String> {
    let sentence = |guess: &Guess| format!("{}: {}", path.display(), guess.with_option());
    let sentences: Vec<String> = guesses.into_iter().map(sentence).collect();
    for sentence in &sentences {
        say(sentence);
    }
    sentences
}
