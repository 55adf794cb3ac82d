//! Opens the files of events, and says what was found out about them.

use std::path::{Path, PathBuf};

use super::super::Failure;
use super::super::io::say;
use super::super::source::InputReader;
use super::rejects::Rejects;
use super::score_error::{ScoreError, records_failure};
use super::scoring_model::ScoringModel;
use crate::records::{
    EventFile, ExternalEvents, Guess, KeptColumns, ReadOptions, columns_missing_somewhere,
};
use crate::scoring::memo::{event_columns, event_names};

/// Reads the events that conditions ask about from the files named on the command line, else from
/// those of the session, as one list.
pub(super) fn open_events(
    named: &[PathBuf],
    chosen: &ScoringModel,
    options: &ReadOptions,
    rejects: &mut Rejects,
) -> Result<ExternalEvents, Failure> {
    let options = ReadOptions {
        event_columns: KeptColumns::Named(event_columns(&chosen.definition)),
        ..options.clone()
    };
    let is_named = !named.is_empty();
    let paths = if is_named { named } else { &chosen.events };
    if paths.is_empty() {
        return Ok(ExternalEvents::none());
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
        note_guesses(path, file.guesses());
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
    let read = ExternalEvents::read_files(files, &names, |at, reject| {
        rejects.add(&paths[at], reject).map_err(ScoreError::Failure)
    });
    read.map_err(|(at, ended)| ended.failure(&paths[at]))
}

/// Says what was found out about a file and not said.
pub(super) fn note_guesses<'a>(path: &Path, guesses: impl IntoIterator<Item = &'a Guess>) {
    for guess in guesses {
        say(&format!("{}: {}", path.display(), guess.with_option()));
    }
}
