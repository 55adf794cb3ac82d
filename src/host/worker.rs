//! The worker: reads and scores leads beside the screen, so that typing never waits.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use crate::app::{Message, Recorded, State};
use crate::evidence::{self, Outlook, Past};
use crate::model::{Data, Definition, Sample};
use crate::records::{EventIndex, ReadOptions, read_events, read_leads};
use crate::scoring::Dataset;

/// Something for the worker.
pub enum Job {
    /// Read the leads' files.
    Load {
        /// The session's folder.
        root: PathBuf,
        /// Which files, and how to read them.
        data: Arc<Data>,
    },
    /// Score the leads.
    Score {
        /// The number the answer carries.
        generation: u64,
        /// The definition.
        definition: Arc<Definition>,
        /// The sample leads.
        samples: Arc<Vec<Sample>>,
        /// How leads ended.
        data: Arc<Data>,
        /// The recorded leads, when they are there.
        dataset: Option<Arc<Dataset>>,
    },
}

impl Job {
    /// The scoring of everything as it stands.
    pub fn score(state: &State) -> Self {
        let session = state.session();
        let dataset = match &state.recorded {
            Recorded::Loaded { dataset, .. } => Some(dataset.clone()),
            _ => None,
        };
        Self::Score {
            generation: state.generation,
            definition: session.definition.clone(),
            samples: session.samples.clone(),
            data: session.data.clone(),
            dataset,
        }
    }
}

/// The worker's handle.
pub struct Worker {
    jobs: Sender<Job>,
    answers: Receiver<Option<Message>>,
    asked: u64,
    answered: u64,
}

impl Worker {
    /// Starts it; it ends with its handle.
    pub fn start() -> Self {
        let (jobs, inbox) = mpsc::channel();
        let (outbox, answers) = mpsc::channel();
        std::thread::Builder::new()
            .name("worker".into())
            .spawn(move || work(&inbox, &outbox))
            .expect("a thread can be started");
        Self {
            jobs,
            answers,
            asked: 0,
            answered: 0,
        }
    }

    /// Asks for something.
    pub fn ask(&mut self, job: Job) {
        if self.jobs.send(job).is_ok() {
            self.asked += 1;
        }
    }

    /// Whether it still owes an answer.
    pub fn is_busy(&self) -> bool {
        self.answered < self.asked
    }

    /// What is there.
    pub fn answers(&mut self) -> Vec<Message> {
        let mut messages = Vec::new();
        while let Ok(answer) = self.answers.try_recv() {
            self.answered += 1;
            messages.extend(answer);
        }
        messages
    }

    /// What is there, after waiting for the first.
    pub fn wait(&mut self, at_most: Duration) -> Vec<Message> {
        let mut messages = Vec::new();
        if let Ok(answer) = self.answers.recv_timeout(at_most) {
            self.answered += 1;
            messages.extend(answer);
        }
        messages.extend(self.answers());
        messages
    }
}

fn work(inbox: &Receiver<Job>, outbox: &Sender<Option<Message>>) {
    let mut past: Option<(Arc<Dataset>, Arc<Data>, Past)> = None;
    let mut previous: Option<Arc<Outlook>> = None;
    while let Ok(first) = inbox.recv() {
        let mut jobs = vec![first];
        jobs.extend(inbox.try_iter());
        // Of several scorings only the last is of use; each is answered, so that none is awaited.
        let last_score = jobs
            .iter()
            .rposition(|job| matches!(job, Job::Score { .. }));
        for (index, job) in jobs.into_iter().enumerate() {
            let answer = match job {
                Job::Load { root, data } => Some(Message::Loaded(load(&root, &data))),
                Job::Score { .. } if Some(index) != last_score => None,
                Job::Score {
                    generation,
                    definition,
                    samples,
                    data,
                    dataset,
                } => {
                    let of = |dataset: Arc<Dataset>| match past.take() {
                        Some((old, how, past)) if Arc::ptr_eq(&old, &dataset) && how == data => {
                            (old, how, past)
                        }
                        _ => (dataset.clone(), data.clone(), Past::new(dataset, &data)),
                    };
                    past = dataset.map(of);
                    let leads = past.as_ref().map(|p| &p.2);
                    let outlook = Outlook::new(
                        &definition,
                        &samples,
                        &data.buckets,
                        leads,
                        previous.as_deref(),
                    );
                    let outlook = Arc::new(outlook);
                    previous = Some(outlook.clone());
                    Some(Message::Scored(generation, outlook))
                }
            };
            if outbox.send(answer).is_err() {
                return;
            }
        }
    }
}

/// Reads the leads' files; what goes wrong is a sentence with the file's name.
fn load(root: &Path, data: &Data) -> Recorded {
    let Some(leads) = &data.leads else {
        return Recorded::None;
    };
    match try_load(root, leads, data) {
        Ok(recorded) => recorded,
        Err(why) => Recorded::Failed(why),
    }
}

fn try_load(root: &Path, leads: &str, data: &Data) -> Result<Recorded, String> {
    let open = |name: &str| {
        let path = root.join(name);
        std::fs::File::open(&path).map_err(|why| {
            format!(
                "{} can't be opened ({why}): name another leads file on Evidence",
                path.display()
            )
        })
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
