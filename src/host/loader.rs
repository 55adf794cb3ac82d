//! Reads the files of leads in the background and reports progress. A new job cancels the one
//! before it.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::background_task::{BackgroundTask, IsCancelled, Reply};
use super::file_survey::survey;
use crate::app::{LeadsStatus, Message};
use crate::evidence;
use crate::model::Data;
use crate::records::{
    EventFile, Guess, LeadReader, ReadOptions, RecordsError, Reject, read_event_files, unpacked,
};
use crate::store::open_regular;

/// Files smaller than this load too fast for a progress display.
const SMALL_FILE_BYTES: u64 = 4 * 1024 * 1024;

/// The files to read.
pub(super) struct LoadJob {
    /// The session's folder.
    pub root: PathBuf,
    /// Which files to read, and how.
    pub data: Arc<Data>,
}

/// Handle of the loader thread.
pub(super) type Loader = BackgroundTask<LoadJob>;

/// Starts the thread, which ends when its handle is dropped.
pub(super) fn start() -> Loader {
    BackgroundTask::start("loader", |LoadJob { root, data }, cancelled, reply| {
        let progress = ReadProgress::new(&root, &data, cancelled, reply);
        let recorded = load(&root, &data, &progress);
        if !cancelled() {
            reply(Message::Loaded(recorded.clone()));
            let found = survey(&root, &data, &recorded, cancelled);
            if !cancelled() {
                reply(Message::Surveyed(found.map(Arc::new)));
            }
        }
    })
}

/// Progress of a load.
struct ReadProgress<'a> {
    cancelled: IsCancelled<'a>,
    reply: Reply<'a>,
    /// Total size of the files in bytes.
    total: u64,
    read: AtomicU64,
}

impl<'a> ReadProgress<'a> {
    fn new(root: &Path, data: &Data, cancelled: IsCancelled<'a>, reply: Reply<'a>) -> Self {
        let names = data.leads.iter().chain(data.event_files());
        let length =
            |name: &String| std::fs::metadata(root.join(name)).map_or(0, |meta| meta.len());
        Self {
            cancelled,
            reply,
            total: names.map(length).sum(),
            read: AtomicU64::new(0),
        }
    }

    /// Counts bytes and reports each further percent.
    fn add(&self, bytes: u64) {
        let before = self.read.fetch_add(bytes, Ordering::Relaxed);
        let percent = |read: u64| (read * 100 / self.total.max(1)).min(100) as u8;
        let (before, now) = (percent(before), percent(before + bytes));
        if self.total >= SMALL_FILE_BYTES && now > before {
            (self.reply)(Message::LoadProgress(now));
        }
    }
}

/// A reader that counts what is read and fails once the job is cancelled.
struct ProgressReader<'a> {
    file: File,
    progress: &'a ReadProgress<'a>,
}

impl Read for ProgressReader<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if (self.progress.cancelled)() {
            return Err(io::Error::other("the leads are being read again"));
        }
        let read = self.file.read(out)?;
        self.progress.add(read as u64);
        Ok(read)
    }
}

/// Reads the files of leads at once, for a command.
pub(super) fn read_recorded(root: &Path, data: &Data) -> LeadsStatus {
    let progress = ReadProgress::new(root, data, &|| false, &|_| {});
    load(root, data, &progress)
}

/// Reads the files of leads. Errors become a sentence with the file's name.
fn load(root: &Path, data: &Data, progress: &ReadProgress<'_>) -> LeadsStatus {
    let Some(leads) = &data.leads else {
        return LeadsStatus::None;
    };
    match try_load(root, leads, data, progress) {
        Ok(recorded) => recorded,
        Err(why) => LeadsStatus::Failed(why),
    }
}

fn try_load(
    root: &Path,
    leads: &str,
    data: &Data,
    progress: &ReadProgress<'_>,
) -> Result<LeadsStatus, String> {
    let open = |name: &str, what: &str| {
        let path = root.join(name);
        // A session may name any path. Anything but a regular file is refused, so that reading
        // never blocks.
        let file = open_regular(&path).map_err(|why| {
            format!(
                "{} can't be opened ({why}): choose another {what} file on Evidence",
                path.display()
            )
        })?;
        let plain = unpacked(ProgressReader { file, progress });
        plain.map_err(|why| format!("{}: {why}", path.display()))
    };
    let options = ReadOptions::from_data(data);
    let unreadable = |name: &str, why: RecordsError| format!("{name}: {why}");
    let reader = LeadReader::open_before_events(open(leads, "leads")?, &options)
        .map_err(|why| unreadable(leads, why))?;
    let mut warnings: Vec<String> = reader.guesses().iter().map(Guess::with_field).collect();
    warnings.extend_from_slice(reader.warnings());
    let options = options.for_events(reader.id_header());
    let names: Vec<&String> = data.event_files().collect();
    let mut files = Vec::with_capacity(names.len());
    for name in &names {
        let file = EventFile::open(open(name, "events")?, &options)
            .map_err(|why| unreadable(name, why))?;
        let guesses = file.guesses().map(Guess::with_field);
        warnings.extend(guesses.map(|guess| format!("{name}: {guess}")));
        files.push(file);
    }
    let read = read_event_files(files);
    let (events, unread) = read.map_err(|(at, why)| unreadable(names[at], why))?;
    let named = |(at, row): (usize, Reject)| (row.line, format!("{}: {}", names[at], row.reason));
    let mut rejects: Vec<(u64, String)> = unread.into_iter().map(named).collect();
    let late_names = reader.late_names();
    let read = reader.with_events(events).into_dataset();
    let (dataset, unread) = read.map_err(|why| unreadable(leads, why))?;
    rejects.extend(unread.into_iter().map(|r| (r.line, r.reason.to_string())));
    warnings.extend(late_names.warnings());
    let summary = evidence::summarize_data(&dataset);
    Ok(LeadsStatus::Loaded {
        dataset: Arc::new(dataset),
        summary: Arc::new(summary),
        rejects: Arc::new(rejects),
        warnings: Arc::new(warnings),
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::background_task::Task;
    use super::*;

    #[cfg(unix)]
    fn read(folder: &Path, leads: &str) -> LeadsStatus {
        let mut loader = start();
        loader.submit_latest(LoadJob {
            root: folder.into(),
            data: Arc::new(Data {
                leads: Some(leads.into()),
                ..Data::default()
            }),
        });
        let mut last = LeadsStatus::None;
        while loader.is_busy() {
            for message in loader.wait_for_messages(Duration::from_secs(20)) {
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
            let LeadsStatus::Failed(why) = read(folder.path(), name) else {
                panic!("{name} is no file");
            };
            assert!(
                why.contains(name) && why.contains("choose another leads file"),
                "{why}"
            );
        }
        std::fs::write(folder.path().join("leads.csv"), "id\nL1\n").unwrap();
        std::os::unix::fs::symlink("leads.csv", folder.path().join("link")).unwrap();
        let read = read(folder.path(), "link");
        assert!(matches!(read, LeadsStatus::Loaded { dataset, .. } if dataset.len() == 1));
    }

    #[test]
    fn an_events_file_that_isnt_there_is_named_as_such() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("leads.csv"), "id\nL1\n").unwrap();
        let data = Data {
            leads: Some("leads.csv".into()),
            events: Some("no-events.csv".into()),
            ..Data::default()
        };
        let reply = |_: Message| {};
        let progress = ReadProgress::new(folder.path(), &data, &|| false, &reply);
        let LeadsStatus::Failed(why) = load(folder.path(), &data, &progress) else {
            panic!("there are no events");
        };
        assert!(
            why.contains("no-events.csv") && why.contains("choose another events file"),
            "{why}"
        );
    }

    #[test]
    fn several_files_of_events_packed_leads_and_what_was_guessed() {
        use std::io::Write as _;
        let folder = tempfile::tempdir().unwrap();
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(b"id|town\nA|K\xF6ln\nB|x\n|y\n").unwrap();
        let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes);
        write("leads.csv.gz", &packer.finish().unwrap()).unwrap();
        write(
            "web.csv",
            b"lead_id,event,at\nA,visit,2026-01-01\n,visit,2026-01-01\n",
        )
        .unwrap();
        write(
            "crm.csv",
            b"number,id,contact_id,event,at\n1,2,A,call,2026-01-02\n1,2,B,call,soon\n",
        )
        .unwrap();
        let data = Data {
            leads: Some("leads.csv.gz".into()),
            events: Some("web.csv".into()),
            further_events: vec!["crm.csv".into()],
            ..Data::default()
        };
        let reply = |_: Message| {};
        let progress = ReadProgress::new(folder.path(), &data, &|| false, &reply);
        let loaded = load(folder.path(), &data, &progress);
        let LeadsStatus::Loaded {
            dataset,
            rejects,
            warnings,
            ..
        } = loaded
        else {
            panic!("{loaded:?}");
        };
        assert_eq!(dataset.lead(0).values, ["A", "Köln"]);
        assert_eq!((dataset.len(), dataset.events(0).count()), (2, 2));
        let lines: Vec<u64> = rejects.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [3, 4]);
        assert!(
            rejects[0].1.starts_with("crm.csv: `soon` isn't a time"),
            "{rejects:?}"
        );
        assert_eq!(
            **warnings,
            [
                "read as Windows-1252; the field `Encoding` says otherwise",
                "crm.csv: the lead's id was taken from `contact_id`; the field \
                 `Events: id column` says otherwise"
            ]
        );
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
            loader.submit_latest(LoadJob {
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
            messages.extend(loader.wait_for_messages(Duration::from_secs(20)));
        }
        let loaded = |m: &&Message| matches!(m, Message::Loaded(LeadsStatus::Loaded { .. }));
        assert_eq!(messages.iter().filter(loaded).count(), 1);
        let steps = messages.iter().filter_map(|m| match m {
            Message::LoadProgress(percent) => Some(*percent),
            _ => None,
        });
        assert_eq!(steps.max(), Some(100));
        let is_progress = |m: &&Message| matches!(m, Message::LoadProgress(_));
        let mut after = messages.iter().rev().take_while(|m| !is_progress(m));
        let leads = after.find(loaded);
        let Some(Message::Loaded(LeadsStatus::Loaded { dataset, .. })) = leads else {
            panic!("the leads come after all progress");
        };
        assert_eq!(dataset.len(), 200_000);
    }
}
