//! Reads the leads' files on a thread of its own, and says how far it is.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::Sender;

use super::worker::Answer;
use crate::app::{Message, Recorded};
use crate::evidence;
use crate::model::Data;
use crate::records::{EventIndex, ReadOptions, read_events, read_leads};

/// Files smaller than this are read before anybody could read how far it is.
const SMALL: u64 = 4 * 1024 * 1024;

/// Starts readings; a later one ends those before it.
#[derive(Default)]
pub(super) struct Loader {
    current: Arc<AtomicBool>,
}

impl Loader {
    /// Reads the leads' files and answers with what came of it; a reading still going on is given
    /// up and answers with nothing.
    pub fn load(&mut self, root: PathBuf, data: Arc<Data>, outbox: Sender<Answer>) {
        self.current.store(false, Ordering::Relaxed);
        self.current = Arc::new(AtomicBool::new(true));
        let current = self.current.clone();
        let reading = move || {
            let progress = Progress::new(&root, &data, current.clone(), outbox.clone());
            let recorded = load(&root, &data, &progress);
            let wanted = current.load(Ordering::Relaxed);
            // Nobody listens any more where this fails.
            let _ = outbox.send(Answer::last(wanted.then_some(Message::Loaded(recorded))));
        };
        std::thread::Builder::new()
            .name("loader".into())
            .spawn(reading)
            .expect("a thread can be started");
    }
}

impl Drop for Loader {
    fn drop(&mut self) {
        self.current.store(false, Ordering::Relaxed);
    }
}

/// How far a reading is.
struct Progress {
    current: Arc<AtomicBool>,
    outbox: Sender<Answer>,
    /// Bytes in all files.
    all: u64,
    read: AtomicU64,
}

impl Progress {
    fn new(root: &Path, data: &Data, current: Arc<AtomicBool>, outbox: Sender<Answer>) -> Self {
        let names = [&data.leads, &data.events].into_iter().flatten();
        let length = |name| std::fs::metadata(root.join(name)).map_or(0, |meta| meta.len());
        Self {
            current,
            outbox,
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
            // Nobody listens any more where this fails.
            let _ = self.outbox.send(Answer::first(Message::Reading(now)));
        }
    }
}

/// A file, counted as it is read; it can't be read any further once a later reading began.
struct Counted<'a> {
    file: File,
    progress: &'a Progress,
}

impl Read for Counted<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if !self.progress.current.load(Ordering::Relaxed) {
            return Err(io::Error::other("the leads are read anew"));
        }
        let read = self.file.read(out)?;
        self.progress.add(read as u64);
        Ok(read)
    }
}

/// Reads the leads' files; what goes wrong is a sentence with the file's name.
fn load(root: &Path, data: &Data, progress: &Progress) -> Recorded {
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
    progress: &Progress,
) -> Result<Recorded, String> {
    let open = |name: &str| {
        let path = root.join(name);
        let file = File::open(&path).map_err(|why| {
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
    rejects.extend(unread.into_iter().map(|r| (r.line, r.reason)));
    let warnings = Vec::new();
    let summary = evidence::summary(&dataset);
    Ok(Recorded::Loaded {
        dataset: Arc::new(dataset),
        summary: Arc::new(summary),
        rejects: Arc::new(rejects),
        warnings: Arc::new(warnings),
    })
}
