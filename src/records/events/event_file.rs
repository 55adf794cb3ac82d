//! A file of events that was opened: its header is read, its rows aren't.

use std::io::Read;

use super::super::{BlockReader, Guess, ReadOptions, RecordsError};
use super::event_rows::EventColumns;
use crate::scoring::{column_of, field_key};

/// A file of events whose columns were found.
pub struct EventFile<'a> {
    pub(super) blocks: BlockReader<'a>,
    pub(super) columns: EventColumns,
}

impl<'a> EventFile<'a> {
    /// Opens a file of events and reads its header; see [`super::read_events`] for its columns.
    ///
    /// # Errors
    ///
    /// Fails if the file can't be read, is no list, or lacks a header or a column.
    pub fn open(
        source: impl Read + Send + 'a,
        options: &ReadOptions,
    ) -> Result<Self, RecordsError> {
        let blocks = BlockReader::open_events(source, options)?;
        let columns = EventColumns::from_headers(blocks.headers(), options)?;
        Ok(Self { blocks, columns })
    }

    /// Returns what was found out about the file and not said: its encoding, what its columns are
    /// for.
    pub fn guesses(&self) -> impl Iterator<Item = &Guess> {
        self.blocks.guesses().iter().chain(self.columns.guesses())
    }
}

/// Gives several files the same kept columns, in the same order, and returns their names. To a
/// file that lacks one, its values are empty.
pub(super) fn unify_columns(files: &mut [EventFile<'_>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut places: Vec<Vec<usize>> = Vec::new();
    for file in files.iter() {
        let mut own: Vec<usize> = Vec::new();
        for name in file.columns.kept_names() {
            let alike = column_of(&names, &name).filter(|place| !own.contains(place));
            own.push(alike.unwrap_or_else(|| {
                names.push(name);
                names.len() - 1
            }));
        }
        places.push(own);
    }
    for (file, own) in files.iter_mut().zip(places) {
        file.columns.rearrange(&own, names.len());
    }
    names
}

/// Returns which file lacks a kept column that another one has, by its index, with the name of the
/// column.
pub fn columns_missing_somewhere(files: &[EventFile<'_>]) -> Vec<(usize, String)> {
    let keys = |file: &EventFile<'_>| {
        let names = file.columns.kept_names();
        names.into_iter().map(|name| (field_key(&name), name))
    };
    let mut all: Vec<(String, String)> = Vec::new();
    for (key, name) in files.iter().flat_map(keys) {
        if !all.iter().any(|(known, _)| *known == key) {
            all.push((key, name));
        }
    }
    let mut missing = Vec::new();
    for (at, file) in files.iter().enumerate() {
        let lacks = |key: &String| !keys(file).any(|(own, _)| own == *key);
        let lacking = all.iter().filter(|(key, _)| lacks(key));
        missing.extend(lacking.map(|(_, name)| (at, name.clone())));
    }
    missing
}
