//! Rows that cannot be read: the first few are named on stderr, and all of them in a file on
//! request.

use std::io;
use std::path::{Path, PathBuf};

use super::super::Failure;
use super::super::io::say;
use super::interrupt::remove_on_interrupt;
use crate::model::wording::count_noun;
use crate::records::Reject;
use crate::store::OutputFile;

/// Most rows named on stderr.
const MAX_NAMED: u64 = 10;

/// Counts rejected rows.
pub(super) struct Rejects {
    count: u64,
    file: Option<(PathBuf, csv::Writer<OutputFile>)>,
}

impl Rejects {
    /// Starts counting, optionally with a file for all of them.
    pub fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else {
            return Ok(Self {
                count: 0,
                file: None,
            });
        };
        let file = OutputFile::create(path).map_err(|error| Failure::io(path, &error))?;
        file.temporary_path().map(remove_on_interrupt);
        let mut builder = csv::WriterBuilder::new();
        builder.terminator(csv::Terminator::Any(b'\n'));
        let mut rejects = Self {
            count: 0,
            file: Some((path.into(), builder.from_writer(file))),
        };
        rejects.write(["file", "line", "reason"])?;
        Ok(rejects)
    }

    /// Adds a rejected row of a file.
    pub fn add(&mut self, file: &Path, reject: &Reject) -> Result<(), Failure> {
        self.count += 1;
        let file = file.display().to_string();
        if self.count <= MAX_NAMED {
            say(&format!("{file}: {reject}"));
        }
        self.write([&file, &reject.line.to_string(), &*reject.reason])
    }

    fn write(&mut self, cells: [&str; 3]) -> Result<(), Failure> {
        let Some((path, writer)) = &mut self.file else {
            return Ok(());
        };
        let written = writer.write_record(cells);
        written.map_err(|error| Failure::usage(format!("{}: {error}", path.display())))
    }

    /// Finishes the file and returns the count, after printing it.
    pub fn finish(&mut self) -> Result<u64, Failure> {
        if self.count > MAX_NAMED {
            say(&format!("and {} more", self.count - MAX_NAMED));
        }
        if self.count > 0 {
            say(&format!(
                "{} can't be read",
                count_noun(self.count as i64, "row")
            ));
        }
        if let Some((path, writer)) = self.file.take() {
            let file = writer.into_inner().map_err(csv::IntoInnerError::into_error);
            let kept: io::Result<()> = file.and_then(OutputFile::commit);
            kept.map_err(|error| Failure::io(&path, &error))?;
        }
        Ok(self.count)
    }
}
