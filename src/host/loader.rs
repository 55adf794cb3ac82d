//! Reads the leads' files on a thread of its own, and says how far it is. A later reading ends the
//! one before.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::beside::{Beside, Cancelled, Tell};
use crate::app::{Message, Recorded};
use crate::evidence;
use crate::model::Data;
use crate::records::{EventIndex, ReadOptions, read_events, read_leads};
use crate::store::open_regular;

/// Files smaller than this are read before anybody could read how far it is.
const SMALL: u64 = 4 * 1024 * 1024;

/// Files to read.
pub(super) struct Job {
    /// The session's folder.
    pub root: PathBuf,
    /// Which files, and how to read them.
    pub data: Arc<Data>,
}

/// The loader's handle.
pub(super) type Loader = Beside<Job>;

/// Starts it; it ends with its handle.
pub(super) fn start() -> Loader {
    Beside::start("loader", |Job { root, data }, cancelled, tell| {
        let progress = Progress::new(&root, &data, cancelled, tell);
        let recorded = load(&root, &data, &progress);
        if !cancelled() {
            tell(Message::Loaded(recorded));
        }
    })
}

/// How far a reading is.
struct Progress<'a> {
    cancelled: Cancelled<'a>,
    tell: Tell<'a>,
    /// Bytes in all files.
    all: u64,
    read: AtomicU64,
}

impl<'a> Progress<'a> {
    fn new(root: &Path, data: &Data, cancelled: Cancelled<'a>, tell: Tell<'a>) -> Self {
        let names = [&data.leads, &data.events].into_iter().flatten();
        let length = |name| std::fs::metadata(root.join(name)).map_or(0, |meta| meta.len());
        Self {
            cancelled,
            tell,
            all: names.map(length).sum(),
            read: AtomicU64::new(0),
        }
    }

    /// Says so at each further hundredth.
    fn add(&self, bytes: u64) {
        let before = self.read.fetch_add(bytes, Ordering::Relaxed);
        let percent = |read: u64| (read * 100 / self.all.max(1)).min(100) as u8;
        let (before, now) = (percent(before), percent(before + bytes));
        if self.all >= SMALL && now > before {
            (self.tell)(Message::Reading(now));
        }
    }
}

/// A file, counted as it is read; it can't be read any further once a later reading began.
struct Counted<'a> {
    file: File,
    progress: &'a Progress<'a>,
}

impl Read for Counted<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if (self.progress.cancelled)() {
            return Err(io::Error::other("the leads are read anew"));
        }
        let read = self.file.read(out)?;
        self.progress.add(read as u64);
        Ok(read)
    }
}

/// Reads the leads' files; what goes wrong is a sentence with the file's name.
fn load(root: &Path, data: &Data, progress: &Progress<'_>) -> Recorded {
    let Some(leads) = &data.leads else {
        return Recorded::None;
    };
    match try_load(root, leads, data, progress) {
        Ok(recorded) => recorded,
        Err(why) => Recorded::Failed(why),
    }
}

fn try_load(
    root: &Path,
    leads: &str,
    data: &Data,
    progress: &Progress<'_>,
) -> Result<Recorded, String> {
    let open = |name: &str| {
        let path = root.join(name);
        // A session's file may name anything: what is no file is refused, never waited for.
        let file = open_regular(&path).map_err(|why| {
            format!(
                "{} can't be opened ({why}): name another leads file on Evidence",
                path.display()
            )
        })?;
        Ok::<_, String>(Counted { file, progress })
    };
    let options = ReadOptions::of(data);
    let mut rejects = Vec::new();
    let events = match &data.events {
        None => EventIndex::default(),
        Some(name) => {
            let (events, unread) =
                read_events(open(name)?, &options).map_err(|why| format!("{name}: {why}"))?;
            rejects.extend(
                unread
                    .into_iter()
                    .map(|r| (r.line, format!("{name}: {}", r.reason))),
            );
            events
        }
    };
    let (dataset, unread) =
        read_leads(open(leads)?, &options, events).map_err(|why| format!("{leads}: {why}"))?;
    rejects.extend(unread.into_iter().map(|r| (r.line, r.reason.to_string())));
    let warnings = Vec::new();
    let summary = evidence::summary(&dataset);
    Ok(Recorded::Loaded {
        dataset: Arc::new(dataset),
        summary: Arc::new(summary),
        rejects: Arc::new(rejects),
        warnings: Arc::new(warnings),
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::beside::Helper;
    use super::*;

    #[cfg(unix)]
    fn read(folder: &Path, leads: &str) -> Recorded {
        let mut loader = start();
        loader.ask(Job {
            root: folder.into(),
            data: Arc::new(Data {
                leads: Some(leads.into()),
                ..Data::default()
            }),
        });
        let mut last = Recorded::None;
        while loader.is_busy() {
            for message in loader.wait(Duration::from_secs(20)) {
                if let Message::Loaded(recorded) = message {
                    last = recorded;
                }
            }
        }
        last
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_or_a_device_named_as_leads_is_refused_and_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        for name in ["pipe", "/dev/zero", "."] {
            let Recorded::Failed(why) = read(folder.path(), name) else {
                panic!("{name} is no file");
            };
            assert!(
                why.contains(name) && why.contains("name another leads file"),
                "{why}"
            );
        }
        std::fs::write(folder.path().join("leads.csv"), "id\nL1\n").unwrap();
        std::os::unix::fs::symlink("leads.csv", folder.path().join("link")).unwrap();
        let read = read(folder.path(), "link");
        assert!(matches!(read, Recorded::Loaded { dataset, .. } if dataset.len() == 1));
    }

    #[test]
    fn a_long_file_is_read_with_progress_and_a_later_reading_ends_it() {
        let folder = tempfile::tempdir().unwrap();
        let rows = "a lead of some length,EU\n".repeat(200_000);
        std::fs::write(
            folder.path().join("leads.csv"),
            format!("id,region\n{rows}"),
        )
        .unwrap();
        let load = |loader: &mut Loader| {
            loader.ask(Job {
                root: folder.path().into(),
                data: Arc::new(Data {
                    leads: Some("leads.csv".into()),
                    ..Data::default()
                }),
            });
        };
        let mut loader = start();
        load(&mut loader);
        load(&mut loader);
        let mut messages = Vec::new();
        while loader.is_busy() {
            messages.extend(loader.wait(Duration::from_secs(20)));
        }
        let loaded = |m: &&Message| matches!(m, Message::Loaded(Recorded::Loaded { .. }));
        assert_eq!(messages.iter().filter(loaded).count(), 1);
        let steps = messages.iter().filter_map(|m| match m {
            Message::Reading(percent) => Some(*percent),
            _ => None,
        });
        assert_eq!(steps.max(), Some(100));
        let Some(Message::Loaded(Recorded::Loaded { dataset, .. })) = messages.last() else {
            panic!("the leads come last");
        };
        assert_eq!(dataset.len(), 200_000);
    }
}
