//! The worker: scores leads beside the screen, so that typing never waits, and has them read by a
//! thread of their own (`loader.rs`), so that scoring never waits for a long file either.
//!
//! A scoring is answered twice where there are many leads: at once with all that is shown first,
//! and, unless something else was asked meanwhile, once more with who could qualify.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use super::loader::Loader;
use crate::app::{Message, Recorded, State};
use crate::evidence::{Leads, Outlook};
use crate::model::{Data, Definition, Sample};
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
    answers: Receiver<Answer>,
    /// How many jobs it was given; it looks at it to see whether something new is wanted.
    asked: Arc<AtomicU64>,
    answered: u64,
}

/// A message, if there is anything to say, and whether a job is done with it.
pub(super) struct Answer {
    pub message: Option<Message>,
    pub done: bool,
}

impl Answer {
    /// What there is to say of a job that is done.
    pub fn last(message: Option<Message>) -> Self {
        Self {
            message,
            done: true,
        }
    }

    /// Something beforehand; more comes.
    pub fn first(message: Message) -> Self {
        Self {
            message: Some(message),
            done: false,
        }
    }
}

impl Worker {
    /// Starts it; it ends with its handle.
    pub fn start() -> Self {
        let (jobs, inbox) = mpsc::channel();
        let (outbox, answers) = mpsc::channel();
        let asked = Arc::new(AtomicU64::new(0));
        let work = Work {
            inbox,
            outbox,
            asked: asked.clone(),
            taken: 0,
            leads: None,
            loader: Loader::default(),
            aside: aside(),
        };
        std::thread::Builder::new()
            .name("worker".into())
            .spawn(move || work.go_round())
            .expect("a thread can be started");
        Self {
            jobs,
            answers,
            asked,
            answered: 0,
        }
    }

    /// Asks for something.
    pub fn ask(&mut self, job: Job) {
        // Counted first: what is being worked out is given up the sooner.
        self.asked.fetch_add(1, Ordering::Relaxed);
        if self.jobs.send(job).is_err() {
            self.asked.fetch_sub(1, Ordering::Relaxed);
        }
    }

    /// Whether it still owes an answer.
    pub fn is_busy(&self) -> bool {
        self.answered < self.asked.load(Ordering::Relaxed)
    }

    fn take(&mut self, answer: Answer, messages: &mut Vec<Message>) {
        self.answered += u64::from(answer.done);
        messages.extend(answer.message);
    }

    /// What is there.
    pub fn answers(&mut self) -> Vec<Message> {
        let mut messages = Vec::new();
        while let Ok(answer) = self.answers.try_recv() {
            self.take(answer, &mut messages);
        }
        messages
    }

    /// What is there, after waiting for the first.
    pub fn wait(&mut self, at_most: Duration) -> Vec<Message> {
        let mut messages = Vec::new();
        if let Ok(answer) = self.answers.recv_timeout(at_most) {
            self.take(answer, &mut messages);
        }
        messages.extend(self.answers());
        messages
    }
}

fn aside() -> Option<rayon::ThreadPool> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let pool = rayon::ThreadPoolBuilder::new().num_threads((cores - 1).max(1));
    let named = pool.thread_name(|n| format!("aside-{n}"));
    named
        .build()
        .inspect_err(|why| tracing::warn!(%why, "no threads aside"))
        .ok()
}

/// The worker's own side.
struct Work {
    inbox: Receiver<Job>,
    outbox: Sender<Answer>,
    asked: Arc<AtomicU64>,
    /// How many jobs were taken out of the inbox.
    taken: u64,
    leads: Option<Leads>,
    loader: Loader,
    /// Threads for what can wait: all cores but one.
    aside: Option<rayon::ThreadPool>,
}

impl Work {
    /// Until nobody asks or listens any more.
    fn go_round(mut self) {
        while let Ok(first) = self.inbox.recv() {
            let mut jobs = vec![first];
            jobs.extend(self.inbox.try_iter());
            self.taken += jobs.len() as u64;
            // Of several scorings only the last is of use; each is answered, so that none is
            // awaited.
            let last = jobs
                .iter()
                .rposition(|job| matches!(job, Job::Score { .. }));
            for (index, job) in jobs.into_iter().enumerate() {
                let going_on = match job {
                    Job::Load { root, data } => {
                        self.loader.load(root, data, self.outbox.clone());
                        true
                    }
                    Job::Score { .. } if Some(index) != last => self.say(Answer::last(None)),
                    Job::Score {
                        generation,
                        definition,
                        samples,
                        data,
                        dataset,
                    } => {
                        self.take_leads(dataset, &data);
                        self.score(generation, &definition, &samples, &data)
                    }
                };
                if !going_on {
                    return;
                }
            }
        }
    }

    /// Whether anybody listened.
    fn say(&self, answer: Answer) -> bool {
        self.outbox.send(answer).is_ok()
    }

    fn take_leads(&mut self, dataset: Option<Arc<Dataset>>, data: &Arc<Data>) {
        let before = self.leads.take();
        self.leads = dataset.map(|dataset| match before {
            Some(leads) => leads.again(dataset, data.clone()),
            None => Leads::new(dataset, data.clone()),
        });
    }

    fn score(
        &mut self,
        generation: u64,
        definition: &Definition,
        samples: &[Sample],
        data: &Data,
    ) -> bool {
        let leads = self.leads.as_mut();
        let outlook = Outlook::new(definition, samples, &data.buckets, leads);
        let outlook = Arc::new(outlook);
        let scored = |outlook| Message::Scored(generation, outlook);
        if !outlook.lacks_could() {
            return self.say(Answer::last(Some(scored(outlook))));
        }
        if !self.say(Answer::first(scored(outlook.clone()))) {
            return false;
        }
        // For Preview, so that it needn't be worked out while a frame is drawn.
        outlook.order();
        let go_on = || self.asked.load(Ordering::Relaxed) == self.taken;
        // Not on the threads that score: those are for what the room waits for.
        let could = match &self.aside {
            Some(pool) => pool.install(|| outlook.with_could(&go_on)),
            None => outlook.with_could(&go_on),
        };
        let could = could.map(Arc::new);
        self.say(Answer::last(could.map(scored)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Condition, Criterion, Handoff, Id, Rule, Stage};

    fn id(text: &str) -> Id {
        Id::new(text).unwrap()
    }

    /// Who is in the EU qualifies.
    fn definition() -> Definition {
        let when: Condition = serde_json::from_str(r#"{"field":"region","is":"EU"}"#).unwrap();
        let rule: Rule = serde_json::from_str(r#"{"all":["eu"]}"#).unwrap();
        Definition {
            criteria: vec![Criterion {
                id: id("eu"),
                points: Some(5),
                when: Some(when),
                ..Criterion::default()
            }],
            stages: vec![Stage {
                id: id("mql"),
                rule: Some(rule),
                ..Stage::default()
            }],
            handoff: Some(Handoff {
                stage: id("mql"),
                disposition: id("forward"),
                ..Handoff::default()
            }),
            ..Definition::default()
        }
    }

    fn everything(worker: &mut Worker) -> Vec<Message> {
        let mut messages = Vec::new();
        while worker.is_busy() {
            messages.extend(worker.wait(Duration::from_secs(20)));
        }
        messages
    }

    #[test]
    fn many_leads_are_answered_at_once_and_then_with_who_could() {
        let mut data = Dataset::new(vec!["region".into()]);
        for lead in 0..5_000 {
            let region = ["EU", "", "US", "eu", " "][lead % 5];
            data.push(&lead.to_string(), 2, &[region], &[], None);
        }
        let mut worker = Worker::start();
        worker.ask(Job::Score {
            generation: 7,
            definition: Arc::new(definition()),
            samples: Arc::default(),
            data: Arc::default(),
            dataset: Some(Arc::new(data)),
        });
        let messages = everything(&mut worker);
        let [Message::Scored(7, first), Message::Scored(7, second)] = &messages[..] else {
            panic!("{} messages", messages.len());
        };
        assert!(first.lacks_could() && !second.lacks_could());
        assert_eq!((first.tally.qualify, first.tally.could), (2_000, 2_000));
        assert_eq!((second.tally.qualify, second.tally.could), (2_000, 4_000));
        assert!(second.line(1).unwrap().could && !second.line(2).unwrap().could);
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
        let load = |worker: &mut Worker| {
            worker.ask(Job::Load {
                root: folder.path().into(),
                data: Arc::new(Data {
                    leads: Some("leads.csv".into()),
                    ..Data::default()
                }),
            });
        };
        let mut worker = Worker::start();
        load(&mut worker);
        load(&mut worker);
        let messages = everything(&mut worker);
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
